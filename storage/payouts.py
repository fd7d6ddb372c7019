"""Payouts: what treasurers are asked to approve, line by line, and what they said (RULES 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, Column, Named, TypedColumns, func, select, update

from rules.errors import Refusal
from storage import parameters
from storage.schema import Amount, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

WINDOW, OPEN, PAID, ENDED = "window", "open", "paid", "ended"
WAITING, HELD, ASKED, STRUCK = "waiting", "held", "asked", "struck"
UNPAID = (WAITING, HELD, ASKED)
EDGE = "edge"  # the part of a line that waits for an explicit yes (REWARDS 1.4)


class Payouts(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    kind: Named[str] = Column(Str, nullable=False)
    subject: Named[str] = Column(Str, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    needed: Named[int] = Column(BigInteger, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    reason: Named[str] = Column(Str, nullable=False)
    source: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    touched: Named[datetime] = Column(Moment, nullable=False)
    opens: Named[datetime] = Column(Moment, nullable=False)


class Lines(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    payout: Named[int] = Column(BigInteger, primary_key=True)
    line: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    asset: Named[str] = Column(Str, nullable=False)
    amount: Named[int] = Column(Amount, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    entry: Named[int | None] = Column(BigInteger, nullable=True)
    part: Named[str] = Column(Str, nullable=False, server_default="")
    yes: Named[int | None] = Column(BigInteger, nullable=True)


class Votes(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    payout: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    approves: Named[int] = Column(BigInteger, nullable=False)
    reason: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


payout = table("payout", Payouts)
line = table("payout_line", Lines)
vote = table("payout_vote", Votes)
p, n, v = payout.c, line.c, vote.c


@dataclass(frozen=True, slots=True)
class Payout:
    """A payout; `by` is who filed it by hand, 0 where it follows from a decision."""

    id: int
    kind: str
    subject: str
    state: str
    needed: int
    by: int
    reason: str
    source: str
    at: datetime
    touched: datetime
    opens: datetime

    @property
    def filer(self) -> int | None:
        return self.by or None


class Due(NamedTuple):
    """What one member is to get; a `part` of it may wait for an explicit yes."""

    member: int
    asset: str
    amount: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a payout and what became of it; `yes` is the treasurer who said it to an edge."""

    line: int
    member: int
    asset: str
    amount: int
    state: str
    entry: int | None
    part: str = ""
    yes: int | None = None


class Vote(NamedTuple):
    member: int
    approves: bool
    reason: str
    at: datetime


async def file(
    change: Change,
    kind: str,
    subject: str,
    lines: Sequence[Due],
    *,
    by: int,
    reason: str,
    source: str,
    needed: int,
    opens: datetime | None = None,
) -> int:
    """Keep a payout; its number. Until `opens` it cannot be approved.

    `subject` is what it follows from, as the alarms of its kind name it; '' where that is the payout.
    """
    number = await change.next("payout")
    subject = subject or str(number)
    state = WINDOW if opens else OPEN
    facts = {
        "kind": kind,
        "subject": subject,
        "state": state,
        "needed": needed,
        "by": by,
        "reason": reason,
        "source": source,
    }
    times = {"at": change.now, "touched": change.now, "opens": opens or change.now}
    await change.run(insert(payout), {"community": change.community, "id": number} | facts | times)
    mine = {"community": change.community, "payout": number, "entry": None, "yes": None}
    rows = [
        mine | {"line": place, "state": ASKED if one.part == EDGE else WAITING} | one._asdict()
        for place, one in enumerate(lines, 1)
    ]
    await change.run(insert(line), rows)
    return number


async def ask(
    change: Change,
    kind: str,
    subject: str,
    lines: Sequence[Due],
    *,
    reason: str,
    source: str,
    by: int = 0,
) -> int:
    """Ask the treasurers, as many as the community asks for today, for a payout that they may approve at once."""
    needed = await parameters.get(change, "approvals_needed")
    number = await file(change, kind, subject, lines, by=by, reason=reason, source=source, needed=needed)
    await change.alarm("payout.open", str(number), change.now)
    return number


async def get(look: Look, number: int) -> Payout:
    """The payout of this number; Refusal if there is none."""
    found = await _payouts(look, p.id == number)
    if not found:
        raise Refusal(f"There is no payout #{number}.")
    return found[0]


async def waiting(look: Look) -> list[Payout]:
    """Payouts that are open or will be, by number."""
    return await _payouts(look, p.state.in_([WINDOW, OPEN]))


async def unpaid(look: Look) -> list[Payout]:
    """Payouts of which some line still waits, also where others are paid."""
    some = select(n.payout).where(n.community == look.community, n.state.in_(UNPAID))
    return await _payouts(look, p.id.in_(some) & (p.state != ENDED))


async def every(look: Look) -> list[Payout]:
    """All payouts there have been, by number."""
    return await _payouts(look, p.id > 0)


async def of(look: Look, kind: str, subject: str) -> list[Payout]:
    return await _payouts(look, (p.kind == kind) & (p.subject == subject))


async def from_account(look: Look, source: str) -> list[Payout]:
    """Payouts that an account pays, by number."""
    return await _payouts(look, p.source == source)


async def _payouts(look: Look, where: Any) -> list[Payout]:
    facts = (one for one in p if one.name != "community")
    return [
        Payout(*row)
        for row in await look.rows(select(*facts).where(p.community == look.community, where).order_by(p.id))
    ]


async def lines(look: Look, number: int) -> list[Line]:
    facts = (n.line, n.member, n.asset, n.amount, n.state, n.entry, n.part, n.yes)
    query = select(*facts).where(n.community == look.community, n.payout == number).order_by(n.line)
    return [Line(*row) for row in await look.rows(query)]


async def votes(look: Look, number: int) -> list[Vote]:
    query = select(v.member, v.approves, v.reason, v.at).where(
        v.community == look.community, v.payout == number
    )
    return [
        Vote(row.member, bool(row.approves), row.reason, row.at)
        for row in await look.rows(query.order_by(v.at, v.member))
    ]


async def say(change: Change, number: int, member: int, *, approves: bool, reason: str) -> None:
    """Keep a treasurer's word; a later one takes its place."""
    key = {"community": change.community, "payout": number, "member": member}
    word = {"approves": int(approves), "reason": reason, "at": change.now}
    await change.run(
        insert(vote).values(**key, **word).on_conflict_do_update(index_elements=list(key), set_=word)
    )
    await touch(change, number)


async def touch(change: Change, number: int) -> None:
    await _set(change, number, touched=change.now)


async def set_state(change: Change, number: int, state: str) -> None:
    await _set(change, number, state=state)


async def need(change: Change, number: int, approvals: int) -> None:
    """Let so many approvals be enough."""
    await _set(change, number, needed=approvals)


async def small_spends(look: Look, member: int, asset: str) -> list[tuple[datetime, int]]:
    """What a treasurer's one approval has paid of payouts filed by hand: moment and base units."""
    key = (p.community == n.community) & (p.id == n.payout)
    own = (v.community == n.community) & (v.payout == n.payout)
    query = select(v.at, n.amount).select_from(line.join(payout, key).join(vote, own))
    mine = n.community == look.community, v.member == member, v.approves == 1, n.asset == asset
    paid = p.kind == "filed", p.needed == 1, n.state == "paid"
    return [(row.at, row.amount) for row in await look.rows(query.where(*mine, *paid).order_by(v.at))]


async def reopen(change: Change, number: int, opens: datetime) -> None:
    """Move the moment from which it can be approved."""
    await _set(change, number, opens=opens)


async def _set(change: Change, number: int, **facts: Any) -> None:
    await change.run(update(payout).where(p.community == change.community, p.id == number).values(**facts))


async def set_lines(
    change: Change, number: int, which: Iterable[int], state: str, entry: int | None = None
) -> None:
    """Give lines a state and, where they were paid, their ledger entry."""
    mine = n.community == change.community, n.payout == number, n.line.in_(list(which))
    await change.run(update(line).where(*mine).values(state=state, entry=entry))


async def agree(change: Change, number: int, which: Iterable[int], member: int) -> None:
    """A treasurer says yes to edges, which then wait for approval like other lines."""
    mine = n.community == change.community, n.payout == number, n.line.in_(list(which))
    await change.run(update(line).where(*mine).values(state=WAITING, yes=member))


async def lower(change: Change, number: int, which: int, amount: int) -> None:
    mine = n.community == change.community, n.payout == number, n.line == which
    await change.run(update(line).where(*mine).values(amount=amount))


async def pending(look: Look, source: str) -> dict[str, int]:
    """What payouts that are not settled yet will take from an account, by asset."""
    same = (p.community == n.community) & (p.id == n.payout)
    query = (
        select(n.asset, n.amount).join(payout, same).where(p.community == look.community, p.source == source)
    )
    waits = p.state.in_([WINDOW, OPEN]), n.state.in_(UNPAID)
    due: dict[str, int] = {}
    for row in await look.rows(query.where(*waits)):
        due[row.asset] = due.get(row.asset, 0) + row.amount
    return due


async def totals(look: Look, number: int, states: Sequence[str]) -> dict[str, int]:
    """What lines in these states come to, by asset."""
    query = select(n.asset, func.sum(n.amount).label("total")).where(
        n.community == look.community, n.payout == number, n.state.in_(states)
    )
    return {row.asset: int(row.total) for row in await look.rows(query.group_by(n.asset).order_by(n.asset))}
