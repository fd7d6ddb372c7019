"""What the bot may not do in a room, and how it is given, by the names in Element's settings."""

from __future__ import annotations

import hashlib

from bot.adapters.matrix.draw import CHANNEL
from bot.adapters.matrix.rooms import Rooms
from bot.card import Card
from bot.command import Call

PLACING = {("setup",), ("setup", "finish"), ("setup", "channel")}
LACKS = (
    "In **{title}** I lack the power to remove messages sent by others. With it I take off a reaction when a later "
    "one counts, and a press on a button; without it they stay to be seen, and still only the last one counts.\n"
    "Whoever administers the room gives it: Room settings → Roles & permissions → **Remove messages sent by others**: "
    "{mine:.0f}, or raise me to moderator ({needed:.0f})."
)


def placed(call: Call, here: str) -> str:
    """The room that a call has just chosen to be posted in; '' if it chooses none."""
    named = CHANNEL.fullmatch(dict(call.args).get("channel", ""))
    return (named[1] if named else here) if call.path in PLACING else ""


def report(rooms: Rooms, room: str, me: str) -> Card | None:
    """What is missing in a room; None if nothing is."""
    held = rooms.known.get(room)
    if held is None or rooms.may(room, me, "redact"):
        return None
    text = LACKS.format(title=held.name, mine=held.level(me), needed=held.needed("redact", 50))
    return Card(text, tone="warn", private=True)


def mark(room: str) -> str:
    """The transaction of telling it."""
    return "power-" + hashlib.sha256(room.encode()).hexdigest()[:24]
