"""How much people talk, counted by day and never read (RULES 7)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, func, select

from storage.schema import Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Counts(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    day: Named[str] = Column(Str, primary_key=True)
    kind: Named[str] = Column(Str, primary_key=True)
    number: Named[int] = Column(BigInteger, nullable=False)


activity = table("activity", Counts)


async def count(change: Change, member: int, kind: str, day: str) -> None:
    """One message, reply or reaction more."""
    key = {"community": change.community, "member": member, "day": day, "kind": kind}
    fresh = insert(activity).values(**key, number=1)
    await change.run(
        fresh.on_conflict_do_update(index_elements=list(key), set_={"number": activity.c.number + 1})
    )


async def of_month(look: Look, month: str) -> dict[int, dict[str, int]]:
    """What was counted in a month: member → kind → number."""
    a = activity.c
    query = select(a.member, a.kind, func.sum(a.number).label("total")).where(
        a.community == look.community, a.day >= f"{month}-01", a.day <= f"{month}-31"
    )
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for row in await look.rows(query.group_by(a.member, a.kind).order_by(a.member, a.kind)):
        found[row.member][row.kind] = int(row.total)
    return dict(found)


async def of_member(look: Look, who: int, month: str = "") -> dict[str, dict[str, int]]:
    """What was counted of one member, by day, of a month or ever."""
    a = activity.c
    mine = a.community == look.community, a.member == who, a.day >= f"{month}", a.day <= f"{month or '9'}-99"
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in await look.rows(select(a.day, a.kind, a.number).where(*mine).order_by(a.day, a.kind)):
        found[row.day][row.kind] = row.number
    return dict(found)


async def erase(change: Change, member: int) -> None:
    """Drop everything that was counted of a member."""
    await change.run(
        delete(activity).where(activity.c.community == change.community, activity.c.member == member)
    )
