"""What a community is to begin with, and the offers of roles that people accept or do not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from storage.schema import Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

OPEN, ACCEPTED, DECLINED, EXPIRED = "open", "accepted", "declined", "expired"
LASTS = timedelta(days=14)


class Plans(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    plan: Named[Any] = Column(Json, nullable=False)


class Offers(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    role: Named[str] = Column(Str, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


plan = table("plan", Plans)
offer = table("offer", Offers)
o = offer.c


class Offer(NamedTuple):
    id: int
    member: int
    role: str
    state: str
    by: int
    at: datetime


async def keep(change: Change, facts: dict[str, Any]) -> None:
    """Keep what the community is to be; a later plan takes the place of an earlier one."""
    fresh = insert(plan).values(community=change.community, plan=facts)
    await change.run(fresh.on_conflict_do_update(index_elements=["community"], set_={"plan": fresh.excluded.plan}))


async def planned(look: Look) -> dict[str, Any] | None:
    return await look.value(select(plan.c.plan).where(plan.c.community == look.community))


async def invite(change: Change, member: int, role: str, by: int) -> None:
    """Offer a role, unless the same offer is open or accepted already."""
    if any(one.role == role and one.state in (OPEN, ACCEPTED) for one in await offers(change, member)):
        return
    facts = {"id": await change.next("offer"), "member": member, "role": role, "state": OPEN, "by": by, "at": change.now}
    await change.run(insert(offer), {"community": change.community} | facts)


async def offers(look: Look, member: int | None = None) -> list[Offer]:
    """All offers, or those made to one member."""
    query = select(o.id, o.member, o.role, o.state, o.by, o.at).where(o.community == look.community)
    if member is not None:
        query = query.where(o.member == member)
    return [Offer(*row) for row in await look.rows(query.order_by(o.id))]


async def answer(change: Change, number: int, state: str) -> None:
    await change.run(update(offer).where(o.community == change.community, o.id == number).values(state=state))


async def withdraw(change: Change, keep: set[tuple[int, str]]) -> None:
    """Take back open offers that a new plan no longer makes."""
    for one in await offers(change):
        if one.state in (OPEN, ACCEPTED) and (one.member, one.role) not in keep:
            await answer(change, one.id, EXPIRED)
