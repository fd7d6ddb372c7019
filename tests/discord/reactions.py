"""Reactions: who added which emoji, and how the bot hears of it."""

from __future__ import annotations

import unicodedata

from tests.discord.errors import ApiError, archived, unknown
from tests.discord.messages import partial
from tests.discord.service import Service
from tests.discord.things import Json, Message

KINDS = 20  # different emoji on one message
VARIATION = "\ufe0f"


def same(message: Message, emoji: str) -> str:
    """The emoji as the message has it already: with or without its variation sign it is one emoji."""
    plain = emoji.replace(VARIATION, "")
    return next((one for one in message.reactions if one.replace(VARIATION, "") == plain), emoji)


def check_emoji(message: Message, emoji: str) -> None:
    """Refuse what is neither an emoji nor a custom one of this server."""
    name, _, number = emoji.partition(":")
    own = message.channel.guild.data["emojis"] if message.channel.guild else []
    known = any(one["id"] == number and one["name"] == name for one in own)
    if number and not known:
        raise unknown("Emoji")
    if not number and (name.isascii() or any(unicodedata.category(sign).startswith("L") for sign in name)):
        raise unknown("Emoji")


def check_open(message: Message) -> None:
    """Refuse reactions in a thread that is closed."""
    if message.channel.data.get("thread_metadata", {}).get("archived"):
        raise archived()


def add(service: Service, message: Message, emoji: str, user: str) -> None:
    """Somebody reacts; a second time changes nothing."""
    check_open(message)
    check_emoji(message, emoji)
    emoji = same(message, emoji)
    users = message.reactions.get(emoji, [])
    if user in users:
        return
    if not users and sum(bool(one) for one in message.reactions.values()) >= KINDS:
        raise ApiError(400, 30010, f"Maximum number of reactions reached ({KINDS})")
    message.reactions[emoji] = [*users, user]
    data = _event(message, emoji, user) | {"message_author_id": message.author.id, "burst_colors": []}
    guild = message.channel.guild
    member = {"member": guild.members[user]} if guild and user in guild.members else {}
    service.event("MESSAGE_REACTION_ADD", data | member, channel=message.channel)


def remove(service: Service, message: Message, emoji: str, user: str) -> None:
    """A reaction is taken back, by the one who gave it or by a moderator."""
    check_open(message)
    emoji = same(message, emoji)
    if user not in message.reactions.get(emoji, ()):
        raise unknown("Emoji")
    message.reactions[emoji].remove(user)
    service.event("MESSAGE_REACTION_REMOVE", _event(message, emoji, user), channel=message.channel)


def clear(service: Service, message: Message) -> None:
    """A moderator removes every reaction."""
    message.reactions.clear()
    place = {"message_id": message.id} | message.channel.place
    service.event("MESSAGE_REACTION_REMOVE_ALL", place, channel=message.channel)


def clear_emoji(service: Service, message: Message, emoji: str) -> None:
    """A moderator removes every reaction of one emoji."""
    emoji = same(message, emoji)
    if not message.reactions.pop(emoji, None):
        raise unknown("Emoji")
    data = {"message_id": message.id, "emoji": partial(emoji)} | message.channel.place
    service.event("MESSAGE_REACTION_REMOVE_EMOJI", data, channel=message.channel)


def givers(service: Service, message: Message, emoji: str, query: dict[str, str]) -> list[Json]:
    """A page of those who gave a reaction, by id; super reactions there are none."""
    limit, after = int(query.get("limit", 25)), int(query.get("after", 0))
    if not 1 <= limit <= 100:
        raise ApiError(400, 50035, "Invalid Form Body")
    if query.get("type", "0") != "0":
        return []
    users = sorted(message.reactions.get(same(message, emoji), ()), key=int)
    return [service.users[one].data for one in users if int(one) > after][:limit]


def _event(message: Message, emoji: str, user: str) -> Json:
    data: Json = {
        "user_id": user,
        "message_id": message.id,
        "emoji": partial(emoji),
        "burst": False,
        "type": 0,
    }
    return data | message.channel.place
