"""Which of a platform's roles show who holds ours: a sign that the bot hangs on, and that gives nobody a right (RULES 1)."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Column, Named, TypedColumns, delete, select

from storage.badges import badge
from storage.members import identity, member, role
from storage.schema import NO, Str, insert, table

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from storage.store import Change, Store

SHOWS = "shows:"  # before the role of ours that a badge shows


class Worn(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    platform: Named[str] = Column(Str, primary_key=True)
    room: Named[str] = Column(Str, primary_key=True)
    badge: Named[str] = Column(Str, primary_key=True)
    account: Named[str] = Column(Str, primary_key=True)


worn = table("worn", Worn)
w, b = worn.c, badge.c


@dataclass(frozen=True, slots=True, order=True)
class Wearer:
    """An account that wears a badge in a place of a community."""

    community: str
    platform: str
    room: str
    badge: str
    account: str


async def show(change: Change, platform: str, room: str, ours: str, name: str) -> None:
    """Let a role of the place show a role of ours; '' shows it no more."""
    key = {"community": change.community, "platform": platform, "room": room, "role": SHOWS + ours}
    if not name:
        mine = b.community == change.community, b.platform == platform, b.room == room
        await change.run(delete(badge).where(*mine, b.role == SHOWS + ours))
        return
    fresh = insert(badge).values(**key, badge=name)
    await change.run(fresh.on_conflict_do_update(index_elements=list(key), set_={"badge": name}))


async def changes(store: Store, platform: str) -> list[tuple[Wearer, bool]]:
    """What has to be hung on (True) and taken off (False) on a platform."""
    i, r, m = identity.c, role.c, member.c
    held = (r.community == b.community) & (b.role == SHOWS + r.role)
    mine = (i.community == r.community) & (i.member == r.member) & (i.platform == b.platform)
    there = (m.community == r.community) & (m.id == r.member)
    wanted = select(b.community, b.platform, b.room, b.badge, i.account).join(role, held).join(identity, mine)
    wanted = wanted.join(member, there).where(b.platform == platform, m.gone == NO, m.forgotten == NO)
    async with store.read() as look:
        should = {Wearer(*row) for row in await look.rows(wanted)}
        does = {Wearer(*row) for row in await look.rows(select(*w).where(w.platform == platform))}
    return sorted([(one, False) for one in does - should] + [(one, True) for one in should - does])


async def done(store: Store, one: Wearer, *, on: bool) -> None:
    """A badge was hung on, or taken off."""
    row = dict(zip((column.name for column in w), astuple(one), strict=True))

    async def work(change: Change) -> None:
        if on:
            await change.run(insert(worn).values(**row).on_conflict_do_nothing())
            return
        mine: list[ColumnElement[bool]] = [w[name] == value for name, value in row.items()]
        await change.run(delete(worn).where(*mine))

    await store.act(one.community, work)
