"""The reactions last seen on each ballot: only a change of them is an act (RULES 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import Column, Named, TypedColumns, delete, select, update

from storage.schema import Str, insert, table

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


async def note(
    change: Change, where: Where, account: str, key: str, *, added: bool, source: str = ""
) -> bool:
    """Remember that a reaction was put on or taken off; False if that was known, so that it is no act."""
    meant_nothing = await settled(change, where, account, key)
    if added:
        return await _put(change, where, account, key, source)
    if meant_nothing:
        return False
    return (
        await change.run(delete(seen).where(*_mine(change, where), s.account == account, s.key == key))
    ).rowcount == 1


async def others(change: Change, where: Where, account: str, key: str) -> list[str]:
    """A member's other reactions on a card, which have to come off; from now on they mean nothing."""
    mine = *_mine(change, where), s.account == account, s.key != key
    every = [row.key for row in await change.rows(select(s.key).where(*mine).order_by(s.key))]
    for live in (one for one in every if not one.startswith(STALE)):
        await stale(change, where, account, live)
    return sorted({one.removeprefix(STALE) for one in every} - {key})


async def stale(change: Change, where: Where, account: str, key: str) -> None:
    """A reaction that stands, or may stand, means nothing any more: the bot takes it off."""
    mine = *_mine(change, where), s.account == account, s.key == key
    source = await change.value(select(s.source).where(*mine))
    await change.run(delete(seen).where(*mine))
    await _put(change, where, account, STALE + key, source or "")


async def settled(change: Change, where: Where, account: str, key: str) -> bool:
    """A reaction that meant nothing is off; whether there was one."""
    mine = *_mine(change, where), s.account == account, s.key == STALE + key
    return (await change.run(delete(seen).where(*mine))).rowcount == 1


async def is_stale(look: Look, where: Where, account: str, key: str) -> bool:
    """Whether a reaction still has to come off."""
    mine = *_mine(look, where), s.account == account, s.key == STALE + key
    return await look.value(select(s.key).where(*mine)) is not None


async def on(look: Look, where: Where, account: str = "") -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The reactions last seen on a card, by account: those that count, and those that have to come off."""
    whose = [s.account == account] if account else []
    live: defaultdict[str, set[str]] = defaultdict(set)
    old: defaultdict[str, set[str]] = defaultdict(set)
    for row in await look.rows(select(s.account, s.key).where(*_mine(look, where), *whose)):
        (old if row.key.startswith(STALE) else live)[row.account].add(row.key.removeprefix(STALE))
    return dict(live), dict(old)


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


async def _put(change: Change, where: Where, account: str, key: str, source: str = "") -> bool:
    row = {"community": change.community, **_place(where), "account": account, "key": key, "source": source}
    fresh = insert(seen).values(**row).on_conflict_do_nothing()
    return (await change.run(fresh)).rowcount == 1


def _place(where: Where) -> dict[str, str]:
    return dict(zip(("platform", "room", "ref"), where, strict=True))


def _mine(look: Look, where: Where) -> tuple[Any, ...]:
    platform, room, ref = where
    return s.community == look.community, s.platform == platform, s.room == room, s.ref == ref
