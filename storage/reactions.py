"""The reactions last seen on each ballot: only a change of them is an act (RULES 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Named, TypedColumns, bindparam, delete, select

from rules.reactions import Hand
from storage.schema import Str, insert, pieces, table

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
STALE = (
    "~"  # before the key of a reaction that means nothing: a later one has replaced it, the bot takes it off
)


async def hands(look: Look, where: Where, accounts: Collection[str] | None = None) -> dict[str, Hand]:
    """The reactions last seen on a card, of everybody or of these accounts."""
    query = select(s.account, s.key).where(*_mine(look, where))
    some = (
        [query] if accounts is None else [query.where(s.account.in_(one)) for one in pieces(sorted(accounts))]
    )
    found: defaultdict[str, Hand] = defaultdict(Hand)
    for row in [row for one in some for row in await look.rows(one)]:
        hand = found[row.account]
        (hand.old if row.key.startswith(STALE) else hand.live).add(row.key.removeprefix(STALE))
    return dict(found)


async def keep(change: Change, where: Where, before: Mapping[str, Hand], after: Mapping[str, Hand]) -> None:
    """Remember the reactions of these accounts as they are seen now."""
    was, now = _rows(before), _rows(after)
    if gone := [{"_account": account, "_key": key} for account, key in sorted(was - now)]:
        mine = *_mine(change, where), s.account == bindparam("_account"), s.key == bindparam("_key")
        await change.run(delete(seen).where(*mine), gone)
    place = {"community": change.community, **_place(where)}
    if fresh := [place | {"account": account, "key": key} for account, key in sorted(now - was)]:
        await change.run(insert(seen), fresh)


def _rows(every: Mapping[str, Hand]) -> set[tuple[str, str]]:
    """Account and key of each reaction, as they are stored."""
    return {
        (account, key)
        for account, hand in every.items()
        for key in (*hand.live, *(STALE + one for one in hand.old))
    }


async def settled(change: Change, where: Where, account: str, key: str) -> None:
    """A reaction that meant nothing is off."""
    await change.run(delete(seen).where(*_mine(change, where), s.account == account, s.key == STALE + key))


async def is_stale(look: Look, where: Where, account: str, key: str) -> bool:
    """Whether a reaction still has to come off."""
    mine = *_mine(look, where), s.account == account, s.key == STALE + key
    return await look.value(select(s.key).where(*mine)) is not None


async def cleared(change: Change, where: Where, key: str = "") -> None:
    """All reactions, or all of one kind, were taken off at once: that withdraws nothing."""
    some = [s.key.in_([key, STALE + key])] if key else []
    await change.run(delete(seen).where(*_mine(change, where), *some))


def _place(where: Where) -> dict[str, str]:
    return dict(zip(("platform", "room", "ref"), where, strict=True))


def _mine(look: Look, where: Where) -> tuple[Any, ...]:
    platform, room, ref = where
    return s.community == look.community, s.platform == platform, s.room == room, s.ref == ref
