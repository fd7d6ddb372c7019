"""How the bot answers an interaction: the first answer within its deadline, the rest while the token lives."""

from __future__ import annotations

from tests.discord import limits, messages
from tests.discord.errors import ApiError, FormError, unknown
from tests.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT
from tests.discord.messages import Files
from tests.discord.service import Service
from tests.discord.things import COMPONENTS_V2, EPHEMERAL, LOADING, Interaction, Json, Message

SAY, THINK, DEFER, UPDATE, OFFER, OPEN_FORM = 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: (SAY, THINK, OPEN_FORM),
    COMPONENT: (SAY, THINK, DEFER, UPDATE, OPEN_FORM),
    AUTOCOMPLETE: (OFFER,),
    SUBMIT: (SAY, THINK),
}
LIFE = 15 * 60  # seconds of a token
SLASH_ANSWER, MENU_ANSWER = 20, 23


def first(service: Service, made: Interaction, body: Json, uploads: Files) -> None:
    """Take the first answer, if it comes in time and is one that fits."""
    if made.kind is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if service.now() - made.at > service.deadline:
        raise unknown("Interaction")
    kind, data = body["type"], body.get("data") or {}
    on_message = made.data["type"] == SUBMIT and made.source is not None
    allowed = ALLOWED[made.data["type"]] + ((DEFER, UPDATE) if on_message else ())
    if kind not in allowed:
        raise FormError("type", f"Value must be one of {set(allowed)}.", "BASE_TYPE_CHOICES")
    made.meta = _meta(made)
    _take(service, made, kind, data, uploads)
    made.kind, made.latency = kind, service.now() - made.at
    made.answered.set()


def _take(service: Service, made: Interaction, kind: int, data: Json, uploads: Files) -> None:
    if kind == SAY:
        made.original = say(service, made, data, uploads)
    elif kind == THINK:
        made.original = say(service, made, {"flags": (data.get("flags") or 0) | LOADING}, {}, empty=True)
    elif kind == OFFER:
        _check_choices(data.get("choices") or [])
        made.choices = data.get("choices") or []
    elif kind == OPEN_FORM:
        limits.check_form(data)
        made.modal = data
    elif made.source is not None:
        made.messages[made.source.id] = made.original = made.source
        if kind == UPDATE:
            messages.edit(service, message_by(made, "@original"), data, uploads)


def _check_choices(choices: list[Json]) -> None:
    for one in choices:
        if isinstance(one["value"], str) and not 1 <= len(one["value"]) <= 100:
            raise FormError("data/choices", "Must be between 1 and 100 in length.")


def _meta(made: Interaction) -> Json:
    owners = made.data["authorizing_integration_owners"]
    meta: Json = {"id": made.id, "type": made.data["type"], "user": made.user.data}
    meta["authorizing_integration_owners"] = owners
    if made.data["type"] == COMPONENT and made.source is not None:
        meta["interacted_message_id"] = made.source.id
    if made.data["type"] == COMMAND and made.source is not None:
        meta["target_message_id"] = made.source.id
    if made.data["type"] == SUBMIT:
        meta["triggering_interaction_metadata"] = made.cause
    return meta


def say(service: Service, made: Interaction, draft: Json, uploads: Files, *, empty: bool = False) -> Message:
    """A message made by an interaction; it needs no right to write in the channel."""
    kind = 0
    if made.data["type"] == COMMAND:
        kind = SLASH_ANSWER if made.data["data"]["type"] == 1 else MENU_ANSWER
    only_for = made.user.id if (draft.get("flags") or 0) & EPHEMERAL else None
    extra: Json = {
        "webhook_id": service.bot.id,
        "application_id": service.bot.id,
        "interaction_metadata": made.meta,
    }
    service.channel_of(made.channel.id)  # it may be gone
    message = messages.build(
        service,
        made.channel,
        service.bot,
        draft,
        uploads=uploads,
        kind=kind,
        only_for=only_for,
        empty=empty,
        extra=extra,
    )
    made.messages[message.id] = message
    return messages.post(service, message)


def follow(service: Service, made: Interaction, draft: Json, uploads: Files) -> Message:
    """A further message; after thinking, the first one takes the place of the thought if it is still there."""
    original = made.original
    if original is not None and there(original) and original.flags & LOADING and made.kind == THINK:
        message = fill(service, original, {"content": "", "embeds": [], "components": []} | draft, uploads)
    else:
        message = say(service, made, draft, uploads)
    made.followups.append(message)
    service.beat()
    return message


def fill(service: Service, message: Message, changes: Json, uploads: Files) -> Message:
    """Edit a message of an interaction; the bot no longer thinks."""
    before = message.flags
    message.data["flags"] &= ~LOADING
    changes = changes | {"flags": (changes.get("flags") or 0) & COMPONENTS_V2}
    try:
        return messages.edit(service, message, changes, uploads)
    except ApiError:
        message.data["flags"] = before
        raise


def by_token(service: Service, token: str) -> Interaction:
    """The interaction of a token that was answered and still lives."""
    made = service.interactions.get(token)
    if made is None or made.kind is None:
        raise unknown("Webhook")
    if service.now() - made.at > LIFE:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return made


def message_by(made: Interaction, number: str) -> Message:
    """One of an interaction's messages; `@original` is the first."""
    message = made.original if number == "@original" else made.messages.get(number)
    if message is None or not there(message):
        raise unknown("Message")
    return message


def there(message: Message) -> bool:
    """Whether nobody has deleted it."""
    return message.id in message.channel.messages or message.id in message.channel.whispers
