"""A room that goes on as another one: everything that stood in it is found again under the new name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from storage import communities, outbox
from storage.outbox import box, shown
from storage.schema import YES, metadata

if TYPE_CHECKING:
    from storage.store import Change, Look, Store

OPEN = {"ballot", "buttons", "pinned"}  # a card with one of these still matters


async def of(store: Store, platform: str, room: str) -> list[str]:
    """The communities that live in a room or post in it."""
    c, p = communities.channel.c, communities.place.c
    async with store.read() as look:
        here = await look.rows(select(p.community).where(p.platform == platform, p.room == room))
        there = await look.rows(select(c.community).where(c.platform == platform, c.channel == room))
    return sorted({row.community for row in (*here, *there)})


async def move(change: Change, platform: str, old: str, new: str) -> int:
    """Let a community go on in a new room; open cards are posted there. How many those are."""
    for name in ("room", "channel"):
        for one in metadata.sorted_tables:
            if {"community", "platform", name} <= set(one.c.keys()):
                mine = one.c.community == change.community, one.c.platform == platform, one.c[name] == old
                await change.run(update(one).where(*mine).values(**{name: new}))
    await _lanes(change, platform)
    cards = await _standing(change, platform, old)
    for room, ref in cards:
        await outbox.lost(change, platform, room, ref)
    return len(cards)


async def _lanes(change: Change, platform: str) -> None:
    """What is posted is sent in order in its new place, too."""
    mine = box.community == change.community, box.platform == platform, box.account == ""
    lane = box.platform + "/" + box.room + "/" + box.channel
    await change.run(update(outbox.outbox).where(*mine, box.lane != lane).values(lane=lane))


async def _standing(look: Look, platform: str, old: str) -> Sequence[tuple[str, str]]:
    """The open cards that were posted in the old room."""
    mine = shown.c.community == look.community, shown.c.platform == platform
    current = (
        shown.c.current == YES,
        shown.c.subject != "",
        shown.c.ref.startswith(f"{old}/", autoescape=True),
    )
    rows = await look.rows(select(shown.c.room, shown.c.ref, shown.c.card).where(*mine, *current))
    return [(row.room, row.ref) for row in rows if OPEN & set(row.card)]
