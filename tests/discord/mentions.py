"""Who a message pings: what its text names, as far as its sender allows it."""

from __future__ import annotations

import re

from tests.discord.rights import Right, rights
from tests.discord.service import Service
from tests.discord.things import Channel, Json, Message, User


def pings(service: Service, channel: Channel, author: User, draft: Json, reply: Message | None) -> Json:
    """The fields of a message that say who is pinged."""
    allowed = draft.get("allowed_mentions")
    text = draft.get("content") or ""
    users = [one for one in _named(r"<@!?(\d+)>", text, allowed, "users") if one in service.users]
    if (
        reply is not None
        and (allowed is None or allowed.get("replied_user"))
        and reply.author.id not in users
    ):
        users.append(reply.author.id)
    calls_all = allowed is None or "everyone" in (allowed.get("parse") or ())
    everyone = calls_all and re.search(r"@(everyone|here)\b", text)
    return {
        "mentions": [service.users[one].data for one in users],
        "mention_roles": _named(r"<@&(\d+)>", text, allowed, "roles"),
        "mention_everyone": bool(everyone) and _may_call_all(channel, author),
    }


def _named(pattern: str, text: str, allowed: Json | None, kind: str) -> list[str]:
    found = list(dict.fromkeys(re.findall(pattern, text)))
    if allowed is None or kind in (allowed.get("parse") or ()):
        return found
    return [one for one in found if one in map(str, allowed.get(kind) or ())]


def _may_call_all(channel: Channel, author: User) -> bool:
    guild = channel.guild
    return guild is not None and bool(rights(guild, author.id, channel) & Right.MENTION_EVERYONE)
