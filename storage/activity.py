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
    await change.run(fresh.on_conflict_do_update(index_elements=list(key), set_={"number": activity.c.number + 1}))


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


async def erase(change: Change, member: int) -> None:
    await change.run(delete(activity).where(activity.c.community == change.community, activity.c.member == member))
