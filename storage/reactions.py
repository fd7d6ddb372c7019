"""The reactions last seen on each ballot: only a change of them is an act (RULES 4)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Named, TypedColumns, delete, select

from storage.schema import Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Seen(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    platform: Named[str] = Column(Str, primary_key=True)
    room: Named[str] = Column(Str, primary_key=True)
    ref: Named[str] = Column(Str, primary_key=True)
    account: Named[str] = Column(Str, primary_key=True)
    key: Named[str] = Column(Str, primary_key=True)


seen = table("reaction", Seen)
s = seen.c
Where = tuple[str, str, str]  # platform, room and reference of a card


async def note(change: Change, where: Where, account: str, key: str, *, added: bool) -> bool:
    """Remember that a reaction was put on or taken off; False if that was known, so that it is no act."""
    if added:
        row = {"community": change.community, **_place(where), "account": account, "key": key}
        fresh = insert(seen).values(**row).on_conflict_do_nothing()
        return (await change.run(fresh)).rowcount == 1
    return (
        await change.run(delete(seen).where(*_mine(change, where), s.account == account, s.key == key))
    ).rowcount == 1


async def others(change: Change, where: Where, account: str, key: str) -> list[str]:
    """Forget a member's other reactions on a card, so that taking them off withdraws nothing; which they were."""
    mine = *_mine(change, where), s.account == account, s.key != key
    found = [row.key for row in await change.rows(select(s.key).where(*mine).order_by(s.key))]
    await change.run(delete(seen).where(*mine))
    return found


async def on(look: Look, where: Where) -> dict[str, set[str]]:
    """The reactions last seen on a card, by account."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in await look.rows(select(s.account, s.key).where(*_mine(look, where))):
        found[row.account].add(row.key)
    return dict(found)


async def cleared(change: Change, where: Where, key: str = "") -> None:
    """All reactions, or all of one kind, were taken off at once: that withdraws nothing."""
    some = [s.key == key] if key else []
    await change.run(delete(seen).where(*_mine(change, where), *some))


def _place(where: Where) -> dict[str, str]:
    return dict(zip(("platform", "room", "ref"), where, strict=True))


def _mine(look: Look, where: Where) -> tuple[Any, ...]:
    platform, room, ref = where
    return s.community == look.community, s.platform == platform, s.room == room, s.ref == ref
