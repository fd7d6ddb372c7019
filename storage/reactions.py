"""The reactions last seen on each ballot: only a change of them is an act (RULES 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import Column, Named, TypedColumns, bindparam, delete, select, update

from rules.reactions import Hand
from storage.schema import Str, insert, pieces, table

if TYPE_CHECKING:
    from storage.store import Change, Look, Store


class Seen(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    platform: Named[str] = Column(Str, primary_key=True)
    room: Named[str] = Column(Str, primary_key=True)
    ref: Named[str] = Column(Str, primary_key=True)
    account: Named[str] = Column(Str, primary_key=True)
    key: Named[str] = Column(Str, primary_key=True)
    source: Named[str] = Column(
        Str, nullable=False, server_default=""
    )  # the reaction's own id, if it has one


seen = table("reaction", Seen)
s = seen.c
sa.Index("ix_reaction_source", s.platform, s.source)
Where = tuple[str, str, str]  # platform, room and reference of a card
STALE = (
    "~"  # before the key of a reaction that means nothing: a later one has replaced it, the bot takes it off
)


async def hands(look: Look, where: Where, accounts: Collection[str] | None = None) -> dict[str, Hand]:
    """The reactions last seen on a card, of everybody or of these accounts."""
    query = select(s.account, s.key, s.source).where(*_mine(look, where))
    some = (
        [query] if accounts is None else [query.where(s.account.in_(one)) for one in pieces(sorted(accounts))]
    )
    found: defaultdict[str, Hand] = defaultdict(Hand)
    for row in [row for one in some for row in await look.rows(one)]:
        hand = found[row.account]
        key = row.key.removeprefix(STALE)
        (hand.old if row.key.startswith(STALE) else hand.live).add(key)
        hand.ids |= {key: row.source} if row.source else {}
    return dict(found)


async def keep(change: Change, where: Where, before: Mapping[str, Hand], after: Mapping[str, Hand]) -> None:
    """Remember the reactions of these accounts as they are seen now."""
    was, now = _rows(before), _rows(after)
    if gone := [{"_account": account, "_key": key} for account, key, _ in sorted(was - now)]:
        mine = *_mine(change, where), s.account == bindparam("_account"), s.key == bindparam("_key")
        await change.run(delete(seen).where(*mine), gone)
    place = {"community": change.community, **_place(where)}
    if fresh := [
        place | {"account": account, "key": key, "source": source}
        for account, key, source in sorted(now - was)
    ]:
        await change.run(insert(seen), fresh)


def _rows(every: Mapping[str, Hand]) -> set[tuple[str, str, str]]:
    """Account, key and own id of each reaction, as they are stored."""
    return {
        (account, mark + key, hand.ids.get(key, ""))
        for account, hand in every.items()
        for mark, keys in (("", hand.live), (STALE, hand.old))
        for key in keys
    }


async def is_stale(look: Look, where: Where, account: str, key: str) -> bool:
    """Whether a reaction still has to come off."""
    mine = *_mine(look, where), s.account == account, s.key == STALE + key
    return await look.value(select(s.key).where(*mine)) is not None


async def cleared(change: Change, where: Where, key: str = "") -> None:
    """All reactions, or all of one kind, were taken off at once: that withdraws nothing."""
    some = [s.key.in_([key, STALE + key])] if key else []
    await change.run(delete(seen).where(*_mine(change, where), *some))


@dataclass(frozen=True, slots=True)
class Source:
    """The reaction behind an id: on which card of which community, whose, and which."""

    community: str
    where: Where
    account: str
    key: str


async def named(store: Store, platform: str, source: str) -> Source | None:
    """The reaction that has an id of its own, where it was one on a ballot."""
    query = select(s.community, s.platform, s.room, s.ref, s.account, s.key)
    async with store.read() as look:
        row = await look.row(query.where(s.platform == platform, s.source == source))
    if row is None:
        return None
    where = row.platform, row.room, row.ref
    return Source(row.community, where, row.account, row.key.removeprefix(STALE))


async def sources(look: Look, where: Where) -> dict[tuple[str, str], str]:
    """The ids of the reactions on a card, by account and key."""
    rows = await look.rows(select(s.account, s.key, s.source).where(*_mine(look, where), s.source != ""))
    return {(row.account, row.key.removeprefix(STALE)): row.source for row in rows}


async def sourced(change: Change, where: Where, ids: Mapping[tuple[str, str], str]) -> None:
    """Remember the ids of reactions that are recorded without."""
    bare = [
        (row.account, row.key)
        for row in await change.rows(select(s.account, s.key).where(*_mine(change, where), s.source == ""))
    ]
    for account, key in bare:
        if source := ids.get((account, key.removeprefix(STALE))):
            mine = s.account == account, s.key == key
            await change.run(update(seen).where(*_mine(change, where), *mine).values(source=source))


async def forget(change: Change, where: Where, account: str, key: str) -> None:
    """A reaction is off without having been taken back: it is as if it had never been seen."""
    mine = *_mine(change, where), s.account == account
    await change.run(delete(seen).where(*mine, s.key.in_([key, STALE + key])))


def _place(where: Where) -> dict[str, str]:
    return dict(zip(("platform", "room", "ref"), where, strict=True))


def _mine(look: Look, where: Where) -> tuple[Any, ...]:
    platform, room, ref = where
    return s.community == look.community, s.platform == platform, s.room == room, s.ref == ref
