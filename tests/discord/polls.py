"""Native polls: opened with a message, voted in by members, ended by the bot."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.discord.service import Service
from tests.discord.things import Json, Message


def opened(service: Service, poll: Json | None) -> Json:
    """The poll of a new message, as a field of it."""
    if poll is None:
        return {}
    end = datetime.fromtimestamp(service.now() + 3600 * (poll.get("duration") or 24), UTC)
    answers = [
        {"answer_id": at, "poll_media": one["poll_media"]} for at, one in enumerate(poll["answers"], 1)
    ]
    data: Json = {
        "question": poll["question"],
        "answers": answers,
        "expiry": end.isoformat(),
        "layout_type": 1,
    }
    data["allow_multiselect"] = bool(poll.get("allow_multiselect"))
    return {"poll": data | {"results": {"is_finalized": False, "answer_counts": []}}}


def vote(service: Service, message: Message, user: str, answer: int, *, on: bool) -> None:
    """Somebody chooses an answer, or takes the choice back."""
    voters = message.votes.setdefault(answer, [])
    if on == (user in voters):
        return
    (voters.append if on else voters.remove)(user)
    counts = [{"id": one, "count": len(them), "me_voted": False} for one, them in message.votes.items()]
    message.data["poll"]["results"]["answer_counts"] = counts
    data: Json = {"user_id": user, "message_id": message.id, "answer_id": answer} | message.channel.place
    service.event(f"MESSAGE_POLL_VOTE_{'ADD' if on else 'REMOVE'}", data, channel=message.channel)


def end(service: Service, message: Message) -> None:
    """Close a poll."""
    message.data["poll"]["results"]["is_finalized"] = True
    message.data["poll"]["expiry"] = service.stamp()
