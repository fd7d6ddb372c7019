"""Answers to interactions: the first one, and messages by the interaction's token."""

from __future__ import annotations

from tests.discord import answering, messages
from tests.discord.errors import unknown
from tests.discord.routes import Call, Reply, Routes
from tests.discord.things import EPHEMERAL, LOADING, Interaction, Json, Message

routes = Routes()
TOKEN = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = TOKEN + "/messages/@original"
OTHER = TOKEN + "/messages/{message_id}"


@routes("POST", "/interactions/{interaction_id}/{interaction_token}/callback", open=True)
def callback(call: Call) -> Reply:
    """The first answer."""
    made = call.service.interactions.get(call.path["interaction_id"])
    if made is None or made.data["token"] != call.path["interaction_token"]:
        raise unknown("Interaction")
    answering.first(call.service, made, call.body, call.uploads)
    if call.query.get("with_response") not in ("true", "1"):
        return None
    return _response(call, made)


def _response(call: Call, made: Interaction) -> Json:
    inner: Json = {"id": made.id, "type": made.data["type"]}
    message = made.original
    if message is None:
        return {"interaction": inner}
    inner |= {"response_message_id": message.id, "response_message_loading": bool(message.flags & LOADING)}
    inner["response_message_ephemeral"] = bool(message.flags & EPHEMERAL)
    if made.kind not in (answering.SAY, answering.UPDATE):
        return {"interaction": inner}
    return {
        "interaction": inner,
        "resource": {"type": made.kind, "message": messages.shown(call.service, message)},
    }


@routes("POST", TOKEN, open=True)
def follow(call: Call) -> Reply:
    """A further message."""
    made = answering.by_token(call.service, call.path["webhook_token"])
    return messages.shown(call.service, answering.follow(call.service, made, call.body, call.uploads))


def _message(call: Call) -> Message:
    made = answering.by_token(call.service, call.path["webhook_token"])
    return answering.message_by(made, call.path.get("message_id", "@original"))


@routes("GET", ORIGINAL, open=True)
@routes("GET", OTHER, open=True)
def read(call: Call) -> Reply:
    """One of the interaction's messages."""
    return messages.shown(call.service, _message(call))


@routes("PATCH", ORIGINAL, open=True)
@routes("PATCH", OTHER, open=True)
def edit(call: Call) -> Reply:
    """Change one of the interaction's messages."""
    return messages.shown(call.service, answering.fill(call.service, _message(call), call.body, call.uploads))


@routes("DELETE", ORIGINAL, open=True)
@routes("DELETE", OTHER, open=True)
def delete(call: Call) -> None:
    """Delete one of the interaction's messages."""
    messages.delete(call.service, _message(call))
