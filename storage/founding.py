"""What a community is to begin with, and the offers of roles that people accept or do not (RULES 1)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, Column, Named, TypedColumns, func, select, update

from rules.ledger import ISSUANCE
from storage.communities import counter
from storage.ledger import entry, posting
from storage.schema import Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

OPEN, ACCEPTED, DECLINED, EXPIRED = "open", "accepted", "declined", "expired"
LASTS = timedelta(days=14)
EXPIRE = "offer.expire"  # the alarm that ends an offer; its subject is the offer's number
VOTES = "vote"  # counts the votes that have opened
ELECTED = 0  # who offers a role that a proposal gives


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
    """A role that somebody was asked to take; `state` is open, accepted, declined or expired."""

    id: int
    member: int
    role: str
    state: str
    by: int
    at: datetime


async def keep(change: Change, facts: dict[str, Any]) -> None:
    """Keep what the community is to be; a later plan takes the place of an earlier one."""
    fresh = insert(plan).values(community=change.community, plan=facts)
    later = fresh.on_conflict_do_update(index_elements=["community"], set_={"plan": fresh.excluded.plan})
    await change.run(later)


async def planned(look: Look) -> dict[str, Any] | None:
    """What the community is to be, or was planned to be."""
    query = select(plan.c.plan).where(plan.c.community == look.community)
    found: dict[str, Any] | None = await look.value(query)
    return found


async def invite(change: Change, member: int, role: str, by: int) -> bool:
    """Offer a role for 14 days; False if the same offer is open or accepted already.

    What a proposal offers takes the place of an open offer, and of what was accepted and laid down.
    """
    there = [one for one in await offers(change, member) if one.role == role]
    if by == ELECTED:
        for one in there:
            await answer(change, one.id, EXPIRED)
    elif any(one.state in (OPEN, ACCEPTED) for one in there):
        return False
    number = await change.next("offer")
    facts = {"id": number, "member": member, "role": role, "state": OPEN, "by": by, "at": change.now}
    await change.run(insert(offer), {"community": change.community} | facts)
    await change.alarm(EXPIRE, str(number), change.now + LASTS)
    return True


async def offers(look: Look, member: int | None = None) -> list[Offer]:
    """All offers, or those made to one member."""
    query = select(o.id, o.member, o.role, o.state, o.by, o.at).where(o.community == look.community)
    if member is not None:
        query = query.where(o.member == member)
    return [Offer(*row) for row in await look.rows(query.order_by(o.id))]


async def answer(change: Change, number: int, state: str) -> None:
    """Say what became of an offer."""
    await change.disarm(EXPIRE, str(number))
    await change.run(update(offer).where(o.community == change.community, o.id == number).values(state=state))


async def withdraw(change: Change, keep: set[tuple[int, str]]) -> None:
    """Take back every offer, answered or not, that is not among these members and roles."""
    for one in await offers(change):
        if one.state in (OPEN, ACCEPTED) and (one.member, one.role) not in keep:
            await answer(change, one.id, EXPIRED)


async def accepted(look: Look) -> set[tuple[int, str]]:
    """Who has accepted what."""
    return {(one.member, one.role) for one in await offers(look) if one.state == ACCEPTED}


async def given(look: Look, asset: str) -> int:
    """How much of the token was minted for founders, at genesis and later."""
    p, e = posting.c, entry.c
    same = (e.community == p.community) & (e.number == p.entry)
    query = select(func.sum(p.amount)).join(entry, same).where(p.community == look.community)
    found = await look.value(
        query.where(p.asset == asset, p.account == ISSUANCE, e.kind.in_(("genesis", "founder")))
    )
    return -int(found or 0)


async def votes_opened(look: Look) -> int:
    """How many votes have ever opened: the first one ends the admin's right to correct genesis."""
    query = select(counter.c.value).where(counter.c.community == look.community, counter.c.name == VOTES)
    return int(await look.value(query) or 0)
