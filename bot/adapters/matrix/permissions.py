"""What the bot may not do in a room, and how it is given, by the names in Element's settings."""

from __future__ import annotations

import hashlib

from bot.adapters.matrix.draw import CHANNEL
from bot.adapters.matrix.rooms import PINNED, Rooms
from bot.card import Card
from bot.command import Call
from rules.wording import listed

PLACING = {("setup",), ("setup", "finish"), ("setup", "channel")}
REDACT = (
    "I lack the power to remove messages sent by others. With it I take off a reaction when a later one counts, and a "
    "press on a button; without it they stay to be seen, and still only the last one counts."
)
PIN = (
    "I lack the power to pin messages. With it the overview of open decisions stands above the others; without it "
    "it is a message like any other, and kept up to date all the same."
)
GIVEN = (
    "Whoever administers the room gives it: Room settings → Roles & permissions → {each}, "
    "or raise me to moderator ({most:.0f})."
)


def placed(call: Call, here: str) -> str:
    """The room that a call has just chosen to be posted in; '' if it chooses none."""
    named = CHANNEL.fullmatch(dict(call.args).get("channel", ""))
    return (named[1] if named else here) if call.path in PLACING else ""


def report(rooms: Rooms, room: str, me: str) -> Card | None:
    """What is missing in a room; None if nothing is."""
    held = rooms.known.get(room)
    if held is None:
        return None
    mine = held.level(me)
    powers = (
        (REDACT, "Remove messages sent by others", held.needed("redact", 50)),
        (PIN, "Manage pinned events", held.needed_to_put(PINNED)),
    )
    lacks = [(text, f"**{name}**: {mine:.0f}", needed) for text, name, needed in powers if mine < needed]
    if not lacks:
        return None
    each = listed([name for _, name, _ in lacks])
    given = GIVEN.format(each=each, most=max(needed for *_, needed in lacks))
    body = "\n".join([f"In **{held.name}**:", *(text for text, *_ in lacks), given])
    return Card(body, tone="warn", private=True)


def mark(room: str) -> str:
    """The transaction of telling it."""
    return "power-" + hashlib.sha256(room.encode()).hexdigest()[:24]
