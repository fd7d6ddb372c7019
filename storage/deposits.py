"""Deposits: recorded by one treasurer with evidence, confirmed by another (RULES 5)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules.errors import Refusal
from storage.schema import Amount, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

WAITING, CONFIRMED, REFUSED = "waiting", "confirmed", "refused"


class Deposits(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    asset: Named[str] = Column(Str, nullable=False)
    amount: Named[int] = Column(Amount, nullable=False)
    source: Named[str] = Column(Str, nullable=False)
    evidence: Named[str] = Column(Str, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    judge: Named[int | None] = Column(BigInteger, nullable=True)
    proposal: Named[int | None] = Column(BigInteger, nullable=True)  # whose payment waited for it
    member: Named[int | None] = Column(BigInteger, nullable=True)  # whose tokens come back


deposit = table("deposit", Deposits)
d = deposit.c
FACTS = tuple(column for column in d if column.name not in {"community", "proposal"})


class Deposit(NamedTuple):
    id: int
    asset: str
    amount: int
    source: str
    evidence: str
    by: int
    at: datetime
    state: str
    judge: int | None
    member: int | None = None


async def add(
    change: Change, asset: str, amount: int, source: str, evidence: str, by: int, member: int | None = None
) -> int:
    """Keep what a treasurer recorded; its number."""
    number = await change.next("deposit")
    facts = {"id": number, "asset": asset, "amount": amount, "source": source, "evidence": evidence, "by": by}
    rest = {
        "community": change.community,
        "at": change.now,
        "state": WAITING,
        "judge": None,
        "member": member,
    }
    await change.run(insert(deposit), facts | rest)
    return number


async def get(look: Look, number: int) -> Deposit:
    """The deposit of this number; Refusal if there is none."""
    row = await look.row(select(*FACTS).where(d.community == look.community, d.id == number))
    if row is None:
        raise Refusal(f"There is no deposit #{number}.")
    return Deposit(*row)


async def every(look: Look) -> list[Deposit]:
    """All that were recorded, by number."""
    rows = await look.rows(select(*FACTS).where(d.community == look.community).order_by(d.id))
    return [Deposit(*row) for row in rows]


async def waiting(look: Look) -> list[Deposit]:
    rows = await look.rows(
        select(*FACTS).where(d.community == look.community, d.state == WAITING).order_by(d.id)
    )
    return [Deposit(*row) for row in rows]


async def judge(change: Change, number: int, state: str, by: int) -> None:
    await change.run(
        update(deposit).where(d.community == change.community, d.id == number).values(state=state, judge=by)
    )


async def unused(look: Look, asset: str, amount: int, source: str, since: datetime) -> int | None:
    """The first confirmed deposit of that much or more, recorded since then, for which nothing else has waited."""
    fits = d.asset == asset, d.amount >= amount, d.source == source, d.at >= since
    query = select(d.id).where(
        d.community == look.community, d.state == CONFIRMED, d.proposal.is_(None), *fits
    )
    found: int | None = await look.value(query.order_by(d.id).limit(1))
    return found


async def serve(change: Change, number: int, proposal: int) -> None:
    """Let a deposit be what the payment of a proposal has waited for."""
    mine = d.community == change.community, d.id == number
    await change.run(update(deposit).where(*mine).values(proposal=proposal))
