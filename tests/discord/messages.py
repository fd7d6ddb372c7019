"""Messages: made, posted, edited, deleted, and shown to the bot as far as it may read them."""

from __future__ import annotations

import copy
import itertools

from tests.discord import files, limits, mentions, polls
from tests.discord.errors import ApiError, FormError, archived
from tests.discord.rights import Right, require, rights
from tests.discord.service import Service
from tests.discord.things import (
    COMPONENTS_V2,
    EPHEMERAL,
    FORUM,
    Channel,
    Json,
    Message,
    Upload,
    User,
    bare,
    walk,
)

REPLY, SUPPRESS, CONTAINER = 19, 1 << 2, 17
Files = dict[str, Upload]


def build(
    service: Service,
    channel: Channel,
    author: User,
    draft: Json,
    *,
    uploads: Files | None = None,
    kind: int = 0,
    only_for: str | None = None,
    empty: bool = False,
    extra: Json | None = None,
) -> Message:
    """A message that is not posted yet; `empty` where the bot is still thinking."""
    kept = files.keep(service, channel, draft.get("attachments"), uploads or {})
    reply = _reply(channel, draft.get("message_reference"))
    data: Json = {"id": service.snowflake(), "type": REPLY if reply else kind, "channel_id": channel.id}
    data |= {"author": author.data, "timestamp": service.stamp(), "edited_timestamp": None, "pinned": False}
    data |= {"tts": bool(draft.get("tts"))} | mentions.pings(service, channel, author, draft, reply)
    data |= _shape(draft, kept) | polls.opened(service, draft.get("poll")) | (extra or {})
    if reply is not None:
        data["message_reference"] = {"type": 0, "message_id": reply.id} | channel.place
    if not empty:
        limits.check_message(data, kept=kept)
    return Message(data, channel, author, only_for=only_for, kept=kept)


def _shape(draft: Json, kept: list[Json]) -> Json:
    """What a reader sees, from what a bot sent."""
    embeds = [bare(one) | {"type": "rich"} for one in draft.get("embeds") or ()]
    components: list[Json] = bare(copy.deepcopy(draft.get("components") or []))
    used = files.place([embeds, components], kept)
    numbers = itertools.count(1)
    for one in walk(components):
        one.setdefault("id", next(numbers))
        one.pop("required", None)  # a word of forms
        if one["type"] == CONTAINER:
            one.setdefault("accent_color", None)
    left = [one for one in kept if one["id"] not in used]
    shape: Json = {"content": draft.get("content") or "", "embeds": embeds, "components": components}
    return shape | {"attachments": left, "flags": draft.get("flags") or 0}


def _reply(channel: Channel, reference: Json | None) -> Message | None:
    if reference is None:
        return None
    found = channel.messages.get(str(reference["message_id"]))
    if found is None and reference.get("fail_if_not_exists") is not False:
        tree: Json = {
            "_errors": [{"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "message": "Unknown message"}]
        }
        raise ApiError(400, 50035, "Invalid Form Body", {"message_reference": tree})
    return found


def check_sender(service: Service, channel: Channel, user: User, draft: Json) -> None:
    """Refuse a message where its author may not write."""
    if channel.guild is None:
        _check_direct(service, channel, user)
        return
    if channel.kind == FORUM:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    needed = [Right.SEND_MESSAGES_IN_THREADS if channel.is_thread else Right.SEND_MESSAGES]
    for key, right in (
        ("embeds", Right.EMBED_LINKS),
        ("attachments", Right.ATTACH_FILES),
        ("poll", Right.SEND_POLLS),
    ):
        needed += [right] if draft.get(key) else []
    require(channel, user.id, *needed)
    check_lock(channel, user)


def check_lock(channel: Channel, user: User) -> None:
    """Refuse words in a locked thread, except those of moderators."""
    meta, guild = channel.data.get("thread_metadata", {}), channel.guild
    if guild and meta.get("locked") and not rights(guild, user.id, channel) & Right.MANAGE_THREADS:
        raise archived() if meta["archived"] else ApiError(403, 160005, "This thread is locked")


def _check_direct(service: Service, channel: Channel, user: User) -> None:
    (other,) = (service.users[one] for one in channel.joined if one != user.id)
    if not other.takes_messages:
        raise ApiError(403, 50007, "Cannot send messages to this user")
    if not any(user.id in one.members and other.id in one.members for one in service.guilds.values()):
        raise ApiError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def post(service: Service, message: Message, *, nonce: str | int | None = None) -> Message:
    """Put a message into its channel, where everybody sees it or only one person."""
    channel = message.channel
    if message.flags & EPHEMERAL:
        channel.whispers[message.id] = message
        service.beat()
        return message
    channel.messages[message.id] = message
    channel.data["last_message_id"] = message.id
    if channel.is_thread:
        channel.data["message_count"] += 1
        channel.data["total_message_sent"] += 1
    announce(service, "MESSAGE_CREATE", message, {} if nonce is None else {"nonce": nonce})
    return message


def edit(service: Service, message: Message, changes: Json, uploads: Files | None = None) -> Message:
    """Change what is named; a null takes it away."""
    meta = message.channel.data.get("thread_metadata", {})
    if meta.get("archived"):
        raise archived()
    listed = changes.get("attachments", ...)
    kept = files.keep(
        service, message.channel, None if listed is ... else listed or [], uploads or {}, message.kept
    )
    now = {key: message.data[key] for key in ("content", "embeds", "components")}
    shape = _shape(now | {key: value for key, value in changes.items() if key in now}, kept)
    shape["flags"] = message.flags & ~SUPPRESS | (changes.get("flags") or 0) & (SUPPRESS | COMPONENTS_V2)
    limits.check_message(message.data | shape, kept=kept)
    message.kept = kept
    message.data |= shape | {"edited_timestamp": service.stamp()}
    told(service, message)
    return message


def told(service: Service, message: Message) -> None:
    """Tell of a message that has changed."""
    if message.flags & EPHEMERAL:
        service.beat()
    else:
        announce(service, "MESSAGE_UPDATE", message)


def delete(service: Service, message: Message) -> None:
    """Take a message away."""
    channel = message.channel
    if channel.whispers.pop(message.id, None) is None:
        del channel.messages[message.id]
        if channel.is_thread:
            channel.data["message_count"] -= 1
        service.event("MESSAGE_DELETE", {"id": message.id} | channel.place, channel=channel)


def announce(service: Service, name: str, message: Message, extra: Json | None = None) -> None:
    """Tell of a message; sessions that may not read content get it without."""
    guild = message.channel.guild
    data = _full(service, message) | message.channel.place | (extra or {})
    if guild is not None and message.author.id in guild.members:
        member = guild.members[message.author.id]
        data["member"] = {key: value for key, value in member.items() if key != "user"}
    masked = None if _readable(service, message) else _masked(data)
    service.event(name, data, channel=message.channel, masked=masked)


def shown(service: Service, message: Message) -> Json:
    """A message as the bot gets it over HTTP."""
    data = _full(service, message)
    return data if "message_content" in service.granted or _readable(service, message) else _masked(data)


def _full(service: Service, message: Message) -> Json:
    data = dict(message.data)
    if found := [_reaction(service, one, users) for one, users in message.reactions.items() if users]:
        data["reactions"] = found
    if message.data["type"] == REPLY:
        target = message.channel.messages.get(message.data["message_reference"]["message_id"])
        data["referenced_message"] = dict(target.data) if target else None
    return data


def _reaction(service: Service, emoji: str, users: list[str]) -> Json:
    data: Json = {
        "emoji": partial(emoji),
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
    }
    return data | {"burst_colors": [], "me_burst": False, "me": service.bot.id in users}


def partial(emoji: str) -> Json:
    """An emoji as messages and events write it; a custom one is named `name:id`."""
    name, _, number = emoji.partition(":")
    return {"id": number or None, "name": name}


def _readable(service: Service, message: Message) -> bool:
    """Whether the bot reads a message without the intent: its own, direct ones, and those that name it."""
    named = any(one["id"] == service.bot.id for one in message.data["mentions"])
    return message.author is service.bot or message.channel.guild is None or named


def _masked(data: Json) -> Json:
    hidden: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
    return {key: value for key, value in data.items() if key != "poll"} | hidden


def check_own(service: Service, message: Message) -> None:
    """Refuse to edit what somebody else wrote."""
    if message.author is not service.bot:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")


def page(channel: Channel, query: dict[str, str]) -> list[Message]:
    """A part of a channel's history, newest first."""
    newest = sorted(channel.messages.values(), key=lambda one: -int(one.id))
    most = int(query.get("limit", 50))
    if not 1 <= most <= 100:
        raise FormError("limit", "int value should be between 1 and 100.", "NUMBER_TYPE_MAX")
    if "around" in query:
        middle = int(query["around"])
        newer = [one for one in newest if int(one.id) > middle]
        older = [one for one in newest if int(one.id) <= middle]
        return newer[max(0, len(newer) - most // 2) :] + older[: most - most // 2]
    if "after" in query:
        later = [one for one in newest if int(one.id) > int(query["after"])]
        return later[len(later) - most :] if len(later) > most else later
    return [one for one in newest if int(one.id) < int(query.get("before", 1 << 63))][:most]
