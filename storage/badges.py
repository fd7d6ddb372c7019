"""Which of a platform's own roles means moderator in a place (RULES 1); no platform makes treasurers."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import Column, Named, TypedColumns, select

from storage.schema import Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

MODERATOR = "moderator"


class Badges(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    platform: Named[str] = Column(Str, primary_key=True)
    room: Named[str] = Column(Str, primary_key=True)
    role: Named[str] = Column(Str, primary_key=True)
    badge: Named[str] = Column(Str, nullable=False)


badge = table("badge", Badges)
b = badge.c


async def put(change: Change, platform: str, room: str, role: str, name: str) -> None:
    """Let a role of the platform mean one of ours in a place; a later one takes its place."""
    key = {"community": change.community, "platform": platform, "room": room, "role": role}
    fresh = insert(badge).values(**key, badge=name)
    await change.run(fresh.on_conflict_do_update(index_elements=list(key), set_={"badge": name}))


async def roles(look: Look, platform: str, room: str, names: Collection[str]) -> frozenset[str]:
    """What these roles of the platform mean in a place: at most that somebody moderates."""
    if not names:
        return frozenset()
    mine = b.community == look.community, b.platform == platform, b.room == room, b.badge.in_(list(names))
    meant = select(b.role).where(*mine, b.role == MODERATOR)
    return frozenset(row.role for row in await look.rows(meant))
