"""Grants as they are kept: their milestones, who is behind them, and what was said of each (RULES 5)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules import ledger as accounts
from rules.errors import Refusal
from storage import ledger, payouts, proposals
from storage.schema import Amount, Moment, Str, table

if TYPE_CHECKING:
    from storage.store import Change, Look

KIND = "grant"  # of the payouts of milestones
PLACE = "escrow:grant:"  # what the names of their accounts begin with
LATE = "grant.late"  # the alarm of a submission that nobody has reviewed; its subject is the number
OPEN, DONE, STOPPED = "open", "done", "stopped"  # of grants
SUBMITTED, APPROVED, PAID = "submitted", "approved", "paid"  # of milestones, which are open and stopped, too
DISPUTED = "disputed"  # one that was returned, while a jury decides
RETURNED = "returned"
RECIPIENT, REVIEWER = "recipient", "reviewer"


class Granted(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    proposal: Named[int] = Column(BigInteger, nullable=False)
    asset: Named[str] = Column(Str, nullable=False)
    total: Named[int] = Column(Amount, nullable=False)
    returned: Named[int] = Column(Amount, nullable=False)  # to the treasury
    state: Named[str] = Column(Str, nullable=False)
    stopped: Named[int | None] = Column(BigInteger, nullable=True)  # the proposal that did
    at: Named[datetime] = Column(Moment, nullable=False)


class Parties(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    grant: Named[int] = Column(BigInteger, primary_key=True)
    side: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(
        BigInteger, primary_key=True
    )  # as decided; `milestones.people` follows who was joined since


class Milestones(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    grant: Named[int] = Column(BigInteger, primary_key=True)
    number: Named[int] = Column(BigInteger, primary_key=True)
    amount: Named[int] = Column(Amount, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    payout: Named[int | None] = Column(BigInteger, nullable=True)  # the newest
    why: Named[str] = Column(Str, nullable=False)  # how its last payout ended


class Submissions(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    grant: Named[int] = Column(BigInteger, nullable=False)
    milestone: Named[int] = Column(BigInteger, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    evidence: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    judge: Named[int | None] = Column(BigInteger, nullable=True)
    verdict: Named[str] = Column(Str, nullable=False)  # '' as long as nobody has reviewed it
    reason: Named[str] = Column(Str, nullable=False)
    judged: Named[datetime | None] = Column(Moment, nullable=True)


granted = table("granted", Granted)
party = table("grant_party", Parties)
milestone = table("milestone", Milestones)
submission = table("submission", Submissions)
g, p, m, s = granted.c, party.c, milestone.c, submission.c


@dataclass(frozen=True, slots=True)
class Milestone:
    """A part of a grant; its name stands in the proposal, where it can be erased."""

    number: int
    title: str
    amount: int
    state: str
    payout: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant as it was decided and as it stands, in base units."""

    id: int
    proposal: int
    asset: str
    total: int
    returned: int
    state: str
    stopped: int | None
    at: datetime
    to: tuple[int, ...]
    reviewers: tuple[int, ...]
    milestones: tuple[Milestone, ...]

    @property
    def account(self) -> str:
        return accounts.escrow(KIND, self.id)

    def milestone(self, number: int) -> Milestone:
        """The milestone of this number; Refusal if there is none."""
        if not 1 <= number <= len(self.milestones):
            raise Refusal(f"Grant #{self.id} has no milestone {number}; `grant show {self.id}` lists them.")
        return self.milestones[number - 1]


@dataclass(frozen=True, slots=True)
class Submission:
    """A milestone said to be reached, and what became of that."""

    id: int
    grant: int
    milestone: int
    by: int
    evidence: str
    at: datetime
    judge: int | None
    verdict: str
    reason: str
    judged: datetime | None


async def get(look: Look, number: int) -> Grant:
    """The grant of this number; Refusal if there is none."""
    if not (found := await _grants(look, g.id == number)):
        raise Refusal(f"There is no grant #{number}; `grant list` shows those there are.")
    return found[0]


async def every(look: Look) -> list[Grant]:
    """All grants, by number."""
    return await _grants(look)


async def running(look: Look) -> list[Grant]:
    """Those that are open, by number."""
    return await _grants(look, g.state == OPEN)


async def _grants(look: Look, *where: sa.ColumnElement[bool]) -> list[Grant]:
    query = select(*(one for one in g if one.name != "community")).where(
        g.community == look.community, *where
    )
    rows = await look.rows(query.order_by(g.id))
    return [await _whole(look, row._asdict()) for row in rows]


async def _whole(look: Look, facts: dict[str, Any]) -> Grant:
    number = facts["id"]
    query = select(p.side, p.member).where(p.community == look.community, p.grant == number)
    sides = await look.rows(query.order_by(p.member))
    titles = [title for title, _ in (await proposals.get(look, facts["proposal"])).payload["milestones"]]
    names = m.number, m.amount, m.state, m.payout, m.why
    places_of = select(*names).where(m.community == look.community, m.grant == number).order_by(m.number)
    places = [
        Milestone(row.number, titles[row.number - 1], row.amount, row.state, row.payout, row.why)
        for row in await look.rows(places_of)
    ]
    to, reviewers = (tuple(who for one, who in sides if one == side) for side in (RECIPIENT, REVIEWER))
    return Grant(**facts, to=to, reviewers=reviewers, milestones=tuple(places))


async def paid_of(look: Look, one: Grant, number: int) -> Counter[int]:
    """What recipients were paid of a milestone."""
    done: Counter[int] = Counter()
    for payout in await payouts.of(look, KIND, f"{one.id}/{number}"):
        for line in await payouts.lines(look, payout.id):
            done[line.member] += line.amount if line.entry else 0
    return done


async def paid(look: Look, one: Grant) -> int:
    """What has left the escrow of a grant for its recipients."""
    return sum([(await paid_of(look, one, of.number)).total() for of in one.milestones])


async def submissions(look: Look, number: int) -> dict[int, Submission]:
    """The newest submission of each milestone of a grant."""
    query = select(*(one for one in s if one.name != "community"))
    rows = await look.rows(query.where(s.community == look.community, s.grant == number).order_by(s.id))
    return {row.milestone: Submission(*row) for row in rows}


async def submission_of(look: Look, turn: int) -> Submission:
    """The submission of this number."""
    query = select(*(one for one in s if one.name != "community"))
    return Submission(*(await look.rows(query.where(s.community == look.community, s.id == turn)))[0])


async def submitted(look: Look, turn: int) -> Submission | None:
    """A submission that nobody has reviewed yet."""
    query = select(*(one for one in s if one.name != "community"))
    row = await look.row(query.where(s.community == look.community, s.id == turn, s.verdict == ""))
    return Submission(*row) if row else None


async def erase_texts(change: Change, who: int) -> None:
    """Erase what a member said of milestones."""
    mine = s.community == change.community
    await change.run(update(submission).where(mine, s.by == who).values(evidence=""))
    await change.run(update(submission).where(mine, s.judge == who).values(reason=""))


async def texts_of(look: Look, who: int) -> list[str]:
    """What a member said of milestones."""
    query = select(s.by, s.judge, s.evidence, s.reason).where(s.community == look.community)
    rows = await look.rows(query.where(sa.or_(s.by == who, s.judge == who)))
    return [
        text for row in rows for by, text in ((row.by, row.evidence), (row.judge, row.reason)) if by == who
    ]


async def verify(look: Look) -> str:
    """The first grant whose escrow does not hold what it should, in words, or nothing."""
    there = await ledger.accounts(look, PLACE)
    for one in await every(look):
        held = there.pop((one.account, one.asset), 0)
        if held != one.total - one.returned - await paid(look, one) or (held and one.state == DONE):
            return f"Grant #{one.id} is not what was booked: its escrow holds {held} {one.asset}."
    return f"{min(there)[0]} belongs to no grant." if there else ""


async def put(change: Change, one: Grant, number: int, **facts: Any) -> None:
    mine = m.community == change.community, m.grant == one.id, m.number == number
    await change.run(update(milestone).where(*mine).values(**facts))


async def mark(change: Change, one: Grant, **facts: Any) -> None:
    mine = g.community == change.community, g.id == one.id
    await change.run(update(granted).where(*mine).values(**facts))
