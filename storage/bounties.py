"""Bounties: what they pay, who does and reviews them, and what was said about them (RULES 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, func, select, update

from rules import bounties as rules
from rules import ledger as accounts
from rules.bounties import Case
from rules.errors import Refusal
from storage import ledger, payouts
from storage.schema import Amount, Flag, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

PLACE = "escrow:bounty:"  # what the names of their accounts begin with
SUBMIT, RETURN, DROP, OBJECT, CANCEL = "submit", "return", "drop", "object", "cancel"


class Bounties(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    by: Named[int] = Column(BigInteger, nullable=False)
    title: Named[str] = Column(Str, nullable=False)
    text: Named[str] = Column(Str, nullable=False)
    budget: Named[int | None] = Column(BigInteger, nullable=True)  # None: the poster's own tokens
    asset: Named[str] = Column(Str, nullable=False)
    amount: Named[int] = Column(Amount, nullable=False)
    small: Named[int] = Column(Amount, nullable=False)  # as `bounty_small` was when it was posted
    length: Named[int] = Column(BigInteger, nullable=False)  # of a claim, in seconds
    deadline: Named[datetime | None] = Column(Moment, nullable=True)
    state: Named[str] = Column(Str, nullable=False)
    until: Named[datetime | None] = Column(Moment, nullable=True)  # when its state ends by itself
    claimant: Named[int | None] = Column(BigInteger, nullable=True)
    freed: Named[bool] = Column(Flag, nullable=False)
    approver: Named[int | None] = Column(BigInteger, nullable=True)
    approved: Named[int] = Column(Amount, nullable=False)
    decided: Named[datetime | None] = Column(Moment, nullable=True)
    payout: Named[int | None] = Column(BigInteger, nullable=True)
    hidden_by: Named[int | None] = Column(BigInteger, nullable=True)
    hidden_why: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    rest: Named[int] = Column(
        Amount, nullable=False, server_default="0"
    )  # of an approved part, until it is paid


class Reviewers(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    bounty: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)


class Steps(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    bounty: Named[int] = Column(BigInteger, primary_key=True)
    step: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    act: Named[str] = Column(Str, nullable=False)
    text: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


bounty = table("bounty", Bounties)
reviewer = table("bounty_reviewer", Reviewers)
step_ = table("bounty_step", Steps)
b, r, s = bounty.c, reviewer.c, step_.c
sa.Index("ix_bounty_state", b.community, b.state)
FACTS = tuple(column for column in b if column.name != "community")


@dataclass(frozen=True, slots=True)
class Bounty:
    """A bounty, in base units; `until` is when its state ends by itself. Erased, its words are blank."""

    id: int
    by: int
    title: str
    text: str
    budget: int | None
    asset: str
    amount: int
    small: int
    length: int
    deadline: datetime | None
    state: str
    until: datetime | None
    claimant: int | None
    freed: bool
    approver: int | None
    approved: int
    decided: datetime | None
    payout: int | None
    hidden_by: int | None
    hidden_why: str
    at: datetime
    rest: int
    reviewers: frozenset[int] = frozenset()

    @property
    def case(self) -> Case:
        """Who stands where on it."""
        return Case(
            self.id, self.state, self.by, self.amount, self.small, self.claimant, self.reviewers, self.freed
        )

    @property
    def subject(self) -> str:
        return f"bounty/{self.id}"

    @property
    def account(self) -> str:
        return accounts.escrow("bounty", self.id)

    @property
    def live(self) -> bool:
        return self.state in rules.LIVE

    @property
    def held(self) -> int:
        """What lies in its escrow: all of it, and once it is to be paid what was approved."""
        return 0 if not self.live else self.approved + self.rest or self.amount

    @property
    def claim(self) -> timedelta:
        """How long a claim lasts."""
        return timedelta(seconds=self.length)


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did with a bounty, and said about it."""

    member: int
    act: str
    text: str
    at: datetime


async def add(change: Change, by: int, reviewers: Iterable[int], **facts: Any) -> Bounty:
    """Write a new open bounty down: title, text, budget, asset, amount, small, length, deadline."""
    number = await change.next("bounty")
    usual: dict[str, Any] = {
        "state": rules.OPEN,
        "until": facts["deadline"],
        "claimant": None,
        "freed": False,
    }
    usual |= {"approver": None, "approved": 0, "decided": None, "payout": None, "hidden_by": None, "rest": 0}
    row = {"community": change.community, "id": number, "by": by, "hidden_why": "", "at": change.now}
    await change.run(insert(bounty), usual | row | facts)
    named = [
        {"community": change.community, "bounty": number, "member": who} for who in sorted(set(reviewers))
    ]
    if named:
        await change.run(insert(reviewer), named)
    return await get(change, number)


async def get(look: Look, number: int) -> Bounty:
    """The bounty of this number; Refusal if there is none."""
    found = await _bounties(look, b.id == number)
    if not found:
        raise Refusal(f"There is no bounty #{number}; `bounty list` shows those there are.")
    return found[0]


async def live(look: Look) -> list[Bounty]:
    """The bounties with money in escrow, by number."""
    return await _bounties(look, b.state.in_(rules.LIVE))


async def every(look: Look) -> list[Bounty]:
    """All bounties, by number."""
    return await _bounties(look)


async def of(look: Look, who: int) -> list[Bounty]:
    """What a member has posted, by number."""
    return await _bounties(look, b.by == who)


async def around(look: Look, who: int) -> list[Bounty]:
    """What a member has posted, does, reviews or has approved, by number."""
    reviews = select(r.bounty).where(r.community == look.community, r.member == who)
    return await _bounties(
        look, (b.by == who) | (b.claimant == who) | (b.approver == who) | b.id.in_(reviews)
    )


async def held_by(look: Look, who: int) -> list[Bounty]:
    """What a member holds: claimed, and not judged."""
    return await _bounties(look, b.claimant == who, b.state.in_(rules.HELD))


async def approvals(look: Look, who: int, claimant: int, since: datetime, until: datetime) -> int:
    """How often a reviewer has approved a claimant from a moment on, until another."""
    mine = b.community == look.community, b.approver == who, b.claimant == claimant
    between = b.decided >= since, b.decided <= until
    return int(await look.value(select(func.count()).select_from(bounty).where(*mine, *between)))


async def put(change: Change, one: Bounty, **facts: Any) -> Bounty:
    """Set facts of a bounty; the bounty as it is then."""
    mine = b.community == change.community, b.id == one.id
    await change.run(update(bounty).where(*mine).values(**facts))
    return await get(change, one.id)


async def note(change: Change, one: Bounty, who: int, act: str, text: str = "") -> None:
    """Keep what somebody did and said."""
    number = await change.next(f"{one.subject}/step")
    facts = {"bounty": one.id, "step": number, "member": who, "act": act, "text": text, "at": change.now}
    await change.run(insert(step_), {"community": change.community} | facts)


async def steps(look: Look, number: int) -> list[Step]:
    """What was done with a bounty, in order."""
    query = select(s.member, s.act, s.text, s.at).where(s.community == look.community, s.bounty == number)
    return [Step(*row) for row in await look.rows(query.order_by(s.step))]


async def last(look: Look, number: int, act: str) -> Step | None:
    """The newest step of a kind."""
    return next((one for one in reversed(await steps(look, number)) if one.act == act), None)


async def verify(look: Look) -> str:
    """The first bounty whose escrow does not hold what it should, in words, or nothing."""
    there = await ledger.accounts(look, PLACE)
    for one in await every(look):
        held = there.pop((one.account, one.asset), 0)
        if held != (0 if await _booked(look, one) else one.held):
            return f"Bounty #{one.id} is not what was booked: its escrow holds {held} {one.asset}."
    return f"{min(there)[0]} belongs to no bounty." if there else ""


async def _booked(look: Look, one: Bounty) -> bool:
    """Whether its payout has taken what was in escrow, a moment before its state says so."""
    lines = await payouts.lines(look, one.payout) if one.live and one.payout else []
    return any(line.entry is not None for line in lines)


async def texts_of(look: Look, who: int) -> list[str]:
    """Everything a member wrote in bounties, and about them."""
    wrote = [text for one in await of(look, who) for text in (one.title, one.text)]
    said = select(s.text).where(s.community == look.community, s.member == who)
    hid = select(b.hidden_why).where(b.community == look.community, b.hidden_by == who)
    return wrote + [row[0] for query in (said, hid) for row in await look.rows(query)]


async def erase(change: Change, gone: int) -> None:
    """Erase what a member wrote; they review nothing any more. Amounts and states stay (RULES 7)."""
    here = change.community
    await change.run(update(bounty).where(b.community == here, b.by == gone).values(title="", text=""))
    await change.run(update(bounty).where(b.community == here, b.hidden_by == gone).values(hidden_why=""))
    await change.run(update(step_).where(s.community == here, s.member == gone).values(text=""))
    await change.run(delete(reviewer).where(r.community == here, r.member == gone))


async def _bounties(look: Look, *where: sa.ColumnElement[bool]) -> list[Bounty]:
    rows = await look.rows(select(*FACTS).where(b.community == look.community, *where).order_by(b.id))
    theirs = select(b.id).where(b.community == look.community, *where)
    named: dict[int, set[int]] = {}
    query = select(r.bounty, r.member).where(r.community == look.community, r.bounty.in_(theirs))
    for number, who in await look.rows(query) if rows else ():
        named.setdefault(number, set()).add(who)
    whole: list[Any] = [(*row, frozenset(named.get(row.id, ()))) for row in rows]
    return [Bounty(*one) for one in whole]
