"""Objections to lines of a reward run and holds by treasurers, and how treasurers settle them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from storage.schema import Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

OPEN = "open"


class Objections(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    month: Named[str] = Column(Str, nullable=False)
    member: Named[int] = Column(BigInteger, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    kind: Named[str] = Column(Str, nullable=False)
    reason: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    settled: Named[datetime | None] = Column(Moment, nullable=True)


class Words(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    month: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    treasurer: Named[int] = Column(BigInteger, primary_key=True)
    resolution: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


objection = table("objection", Objections)
word = table("objection_word", Words)
o, w = objection.c, word.c


class Objection(NamedTuple):
    """Somebody's no to a line: `kind` objection or hold; `state` open, or the resolution."""

    id: int
    month: str
    member: int
    by: int
    kind: str
    reason: str
    at: datetime
    state: str


async def add(change: Change, month: str, member: int, by: int, kind: str, reason: str) -> int:
    number = await change.next("objection")
    facts = {
        "id": number,
        "month": month,
        "member": member,
        "by": by,
        "kind": kind,
        "reason": reason,
        "at": change.now,
    }
    await change.run(
        insert(objection), {"community": change.community, "state": OPEN, "settled": None} | facts
    )
    return number


async def of_month(look: Look, month: str) -> list[Objection]:
    query = select(o.id, o.month, o.member, o.by, o.kind, o.reason, o.at, o.state)
    rows = await look.rows(query.where(o.community == look.community, o.month == month).order_by(o.id))
    return [Objection(*row) for row in rows]


async def unsettled(look: Look) -> list[Objection]:
    """Every open objection and hold of the community."""
    query = select(o.id, o.month, o.member, o.by, o.kind, o.reason, o.at, o.state)
    rows = await look.rows(query.where(o.community == look.community, o.state == OPEN).order_by(o.id))
    return [Objection(*row) for row in rows]


async def say(change: Change, month: str, member: int, treasurer: int, resolution: str) -> None:
    """Keep what a treasurer wants done with a line; a later word takes its place."""
    key = {"community": change.community, "month": month, "member": member, "treasurer": treasurer}
    said = {"resolution": resolution, "at": change.now}
    await change.run(
        insert(word).values(**key, **said).on_conflict_do_update(index_elements=list(key), set_=said)
    )


async def words(look: Look, month: str, member: int) -> dict[int, str]:
    """What each treasurer wants done with a line."""
    mine = w.community == look.community, w.month == month, w.member == member
    return {
        row.treasurer: row.resolution
        for row in await look.rows(select(w.treasurer, w.resolution).where(*mine))
    }


async def settle(change: Change, month: str, member: int, resolution: str) -> None:
    """Close everything that is open about a line; what was said is used up."""
    mine = o.community == change.community, o.month == month, o.member == member, o.state == OPEN
    await change.run(update(objection).where(*mine).values(state=resolution, settled=change.now))
    theirs = w.community == change.community, w.month == month, w.member == member
    await change.run(word.delete().where(*theirs))
