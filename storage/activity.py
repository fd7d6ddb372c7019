"""How much people talk and where they help, counted by day and never read (RULES 7)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, func, select

from storage.inbox import inbox
from storage.schema import Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

THREADS = "threads"  # the kind that counts a thread once a day


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


async def helped(change: Change, member: int, thread: str, day: str) -> None:
    """Count a thread in which somebody helped: once a day, however much they wrote there."""

    async def work(change: Change) -> None:
        await count(change, member, THREADS, day)

    await change.once(f"{_marks(member)}{day}/{thread}", work)


def _marks(member: int) -> str:
    """How the keys begin that say in which threads a member was counted."""
    return f"thread/{member}/"


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
    """Drop everything that was counted of a member, and in which threads."""
    mine = activity.c.community == change.community, activity.c.member == member
    await change.run(delete(activity).where(*mine))
    marks = inbox.c.key.startswith(_marks(member), autoescape=True)
    await change.run(delete(inbox).where(inbox.c.community == change.community, marks))
