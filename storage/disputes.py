"""Disputes: what is claimed, who sits on their juries, what was put up, and what was answered (RULES 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules import ledger as accounts
from rules.errors import Refusal
from rules.juries import Case, Deposit
from storage import ledger, payouts
from storage.schema import Amount, Flag, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

PLACE = "escrow:dispute:"  # what the names of their accounts begin with
DRAWING, ANSWERING, VERDICT, VOTING = "drawing", "answering", "verdict", "voting"
DECIDED, MOOT = "decided", "moot"
KIND = "dispute"  # of the payout of what a line is raised by
OPEN = (DRAWING, ANSWERING, VERDICT, VOTING)


class Disputes(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    kind: Named[str] = Column(Str, nullable=False)
    subject: Named[str] = Column(Str, nullable=False)
    payout: Named[int] = Column(BigInteger, nullable=False)
    member: Named[int] = Column(BigInteger, nullable=False)
    asset: Named[str] = Column(Str, nullable=False)
    quo: Named[int] = Column(Amount, nullable=False)
    claim: Named[int] = Column(Amount, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    reason: Named[str] = Column(Str, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    round: Named[int] = Column(BigInteger, nullable=False)
    until: Named[datetime | None] = Column(Moment, nullable=True)
    verdict: Named[int | None] = Column(Amount, nullable=True)
    at: Named[datetime] = Column(Moment, nullable=False)
    vote: Named[int | None] = Column(BigInteger, nullable=True)  # the proposal that decides it
    owed: Named[int] = Column(Amount, nullable=False, server_default="0")  # by the next runs, of a raise


class Rounds(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    dispute: Named[int] = Column(BigInteger, primary_key=True)
    round: Named[int] = Column(BigInteger, primary_key=True)
    by: Named[int] = Column(
        BigInteger, nullable=False
    )  # who filed it; 0 where the round before decided nothing
    side: Named[str] = Column(Str, nullable=False)
    deposit: Named[int] = Column(Amount, nullable=False)
    pledged: Named[bool] = Column(Flag, nullable=False)  # of the filer's own line, so nothing is in escrow
    settled: Named[bool] = Column(Flag, nullable=False)
    head: Named[str] = Column(Str, nullable=False)
    secret: Named[int] = Column(BigInteger, nullable=False)
    seats: Named[int] = Column(BigInteger, nullable=False)  # 0 where everybody votes
    replaced: Named[bool] = Column(Flag, nullable=False)
    verdict: Named[int | None] = Column(Amount, nullable=True)


class Jurors(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    dispute: Named[int] = Column(BigInteger, primary_key=True)
    round: Named[int] = Column(BigInteger, primary_key=True)
    seat: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    answer: Named[int | None] = Column(Amount, nullable=True)
    silent: Named[bool] = Column(Flag, nullable=False)
    fee: Named[int] = Column(Amount, nullable=False)


class Secrets(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    first: Named[str] = Column(Str, nullable=False)
    second: Named[str] = Column(Str, nullable=False)
    dispute: Named[int | None] = Column(BigInteger, nullable=True)


dispute = table("dispute", Disputes)
round_ = table("dispute_round", Rounds)
juror = table("juror", Jurors)
secret_ = table("draw_secret", Secrets)
d, r, j = dispute.c, round_.c, juror.c
sa.Index("ix_dispute_state", d.community, d.state)
FACTS = tuple(one for one in d if one.name != "community")


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute over an amount, in base units; `by` filed it about money of `member`, `subject` is what of its kind.

    `payout` has the lines that wait, 0 where there is none yet.
    """

    id: int
    kind: str
    subject: str
    payout: int
    member: int
    asset: str
    quo: int
    claim: int
    by: int
    reason: str
    state: str
    round: int
    until: datetime | None
    verdict: int | None
    at: datetime
    vote: int | None
    owed: int

    @property
    def case(self) -> Case:
        return Case(self.id, self.quo, self.claim)

    @property
    def name(self) -> str:
        return f"dispute/{self.id}"

    @property
    def account(self) -> str:
        return accounts.escrow("dispute", self.id)

    @property
    def open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Round:
    """One round: who filed it and put up what, and the seats of its jury."""

    round: int
    by: int
    side: str
    deposit: int
    pledged: bool
    settled: bool
    head: str
    secret: int
    seats: int
    replaced: bool
    verdict: int | None

    @property
    def held(self) -> int:
        """What of it lies in escrow."""
        return 0 if self.settled or self.pledged else self.deposit

    @property
    def put_up(self) -> Deposit:
        return Deposit(self.by, self.side, self.deposit)


@dataclass(frozen=True, slots=True)
class Juror:
    """A seat of a round, and what its juror answered; a silent one was replaced."""

    round: int
    seat: int
    member: int
    answer: int | None
    silent: bool
    fee: int


async def add(change: Change, **facts: Any) -> Dispute:
    """Write a new dispute down: kind, subject, payout, member, asset, quo, claim, by, reason."""
    number = await change.next("dispute")
    usual = {"id": number, "state": DRAWING, "round": 0, "until": None, "verdict": None}
    usual |= {"at": change.now, "vote": None, "owed": 0}
    await change.run(insert(dispute), {"community": change.community} | usual | facts)
    return await get(change, number)


async def get(look: Look, number: int) -> Dispute:
    """The dispute of this number; Refusal if there is none."""
    found = await _some(look, d.id == number)
    if not found:
        raise Refusal(f"There is no dispute #{number}; `dispute list` shows those there are.")
    return found[0]


async def every(look: Look) -> list[Dispute]:
    """All disputes, by number."""
    return await _some(look)


async def live(look: Look) -> list[Dispute]:
    """The disputes that are not decided, by number."""
    return await _some(look, d.state.in_(OPEN))


async def about(look: Look, payout: int, people: Iterable[int]) -> Dispute | None:
    """The newest dispute about somebody's lines of a payout."""
    found = await _some(look, d.payout == payout, d.member.in_(list(people)))
    return found[-1] if found else None


async def on(look: Look, kind: str, subject: str) -> list[Dispute]:
    """All disputes of a kind over one subject, by number."""
    return await _some(look, d.kind == kind, d.subject == subject)


async def over(look: Look, kind: str, subject: str) -> Dispute | None:
    """The newest dispute of a kind over one subject."""
    found = await on(look, kind, subject)
    return found[-1] if found else None


async def owing(look: Look) -> list[Dispute]:
    """The disputes of whose raise the next runs still owe some, by number."""
    return await _some(look, d.owed > 0)


async def put(change: Change, one: Dispute, **facts: Any) -> Dispute:
    """Set facts of a dispute; the dispute as it is then."""
    mine = d.community == change.community, d.id == one.id
    await change.run(update(dispute).where(*mine).values(**facts))
    return await get(change, one.id)


async def begin(change: Change, one: Dispute, turn: int, **facts: Any) -> None:
    """Write a round down: by, side, deposit, pledged, head, secret, seats."""
    usual = {"dispute": one.id, "round": turn, "settled": False, "replaced": False, "verdict": None}
    await change.run(insert(round_), {"community": change.community} | usual | facts)


async def rounds(look: Look, number: int) -> list[Round]:
    """The rounds of a dispute, in order."""
    facts = (one for one in r if one.name not in ("community", "dispute"))
    query = select(*facts).where(r.community == look.community, r.dispute == number).order_by(r.round)
    return [Round(*row) for row in await look.rows(query)]


async def put_round(change: Change, one: Dispute, turn: int, **facts: Any) -> None:
    """Set facts of a round."""
    mine = r.community == change.community, r.dispute == one.id, r.round == turn
    await change.run(update(round_).where(*mine).values(**facts))


async def seat(change: Change, one: Dispute, first: int, drawn: Iterable[int]) -> None:
    """Give seats of the round under way to members, from a number on."""
    usual = {"dispute": one.id, "round": one.round, "answer": None, "silent": False, "fee": 0}
    rows = [
        {"community": change.community, "seat": nth, "member": who} | usual
        for nth, who in enumerate(drawn, first)
    ]
    if rows:
        await change.run(insert(juror), rows)


async def jury(look: Look, one: Dispute, turn: int | None = None) -> list[Juror]:
    """Who was drawn in a round, by seat; in the one under way if none is named."""
    mine = j.community == look.community, j.dispute == one.id, j.round == (turn or one.round)
    facts = j.round, j.seat, j.member, j.answer, j.silent, j.fee
    return [Juror(*row) for row in await look.rows(select(*facts).where(*mine).order_by(j.seat))]


async def put_seat(change: Change, one: Dispute, nth: int, **facts: Any) -> None:
    """Set facts of a seat in the round under way."""
    mine = j.community == change.community, j.dispute == one.id, j.round == one.round, j.seat == nth
    await change.run(update(juror).where(*mine).values(**facts))


async def verify(look: Look) -> str:
    """The first dispute whose escrow does not hold what was put up, in words, or nothing."""
    there = await ledger.accounts(look, PLACE)
    for one in await every(look):
        due = sum(each.held for each in await rounds(look, one.id)) + await raising(look, one)
        held = there.pop((one.account, one.asset), 0)
        if held != due:
            return f"Dispute #{one.id} is not what was booked: its escrow holds {held} {one.asset}."
    return f"{min(there)[0]} belongs to no dispute." if there else ""


async def raising(look: Look, one: Dispute) -> int:
    """What its payouts still hold in escrow of what a line was raised by: neither paid nor gone back."""
    there = [each for each in await payouts.from_account(look, one.account) if each.kind == KIND]
    lines = [line for each in there for line in await payouts.lines(look, each.id)]
    return sum(line.amount for line in lines if line.entry is None and line.state != payouts.STRUCK)


async def owes(look: Look, who: int) -> bool:
    """Whether a deposit, a fee or what a line was raised by may still come to a member."""
    for one in await live(look):
        sits = any(seat.member == who for seat in await jury(look, one))
        if sits or any(each.by == who and not each.settled for each in await rounds(look, one.id)):
            return True
    return any(one.member == who for one in await owing(look))


async def texts_of(look: Look, who: int) -> list[str]:
    """Everything a member wrote to file disputes."""
    return [one.reason for one in await _some(look, d.by == who)]


async def erase(change: Change, gone: int) -> None:
    """Erase what a member wrote; amounts and answers stay (RULES 7)."""
    mine = d.community == change.community, d.by == gone
    await change.run(update(dispute).where(*mine).values(reason=""))


async def _some(look: Look, *where: sa.ColumnElement[bool]) -> list[Dispute]:
    query = select(*FACTS).where(d.community == look.community, *where).order_by(d.id)
    return [Dispute(*row) for row in await look.rows(query)]
