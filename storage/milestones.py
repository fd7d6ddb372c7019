"""What happens to a grant: money in escrow, milestones submitted, reviewed and paid, the rest returned (RULES 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from rules import grants as rules
from rules import ledger as accounts
from rules.ledger import TREASURY, Posting
from storage import draws, grants, joining, ledger, members, payouts
from storage.grants import (
    APPROVED,
    DISPUTED,
    DONE,
    KIND,
    LATE,
    OPEN,
    PAID,
    RECIPIENT,
    RETURNED,
    REVIEWER,
    STOPPED,
    SUBMITTED,
    Submission,
    s,
)
from storage.payouts import Due
from storage.schema import insert

if TYPE_CHECKING:
    from storage.grants import Grant, Milestone
    from storage.payouts import Payout
    from storage.store import Change, Look


@dataclass(frozen=True, slots=True)
class People:
    """Who is behind a grant today: recipients by the number they were decided with, reviewers who are here."""

    to: Mapping[int, int]
    reviewers: frozenset[int]

    @property
    def recipients(self) -> frozenset[int]:
        return frozenset(self.to.values())


async def begin(change: Change, proposal: int, payload: Mapping[str, Any]) -> Grant:
    """Put the whole sum of a grant in escrow, in one entry, and open its milestones."""
    number, asset, total = await change.next("grant"), payload["asset"], payload["amount"]
    mine = {"community": change.community}
    facts = {"proposal": proposal, "asset": asset, "total": total, "returned": 0, "state": OPEN}
    await change.run(insert(grants.granted), mine | {"id": number, "stopped": None, "at": change.now} | facts)
    sides = [(RECIPIENT, who) for who in payload["to"]] + [(REVIEWER, who) for who in payload["reviewers"]]
    rows = [mine | {"grant": number, "side": side, "member": who} for side, who in sides]
    await change.run(insert(grants.party), rows)
    amounts = [amount for _, amount in payload["milestones"]]
    usual = mine | {"grant": number, "state": OPEN, "payout": None, "why": ""}
    places = [usual | {"number": place, "amount": amount} for place, amount in enumerate(amounts, 1)]
    await change.run(insert(grants.milestone), places)
    account, about = accounts.escrow(KIND, number), f"proposal/{proposal}"
    lines = [Posting(TREASURY, asset, -total), Posting(account, asset, total)]
    data = {"proposal": proposal, "grant": number, "milestones": amounts}
    data |= {name: list(payload[name]) for name in ("to", "reviewers")}
    await ledger.post(change, f"{about}/grant", "escrow", lines, by=0, why=about, data=data)
    return await grants.get(change, number)


async def people(look: Look, one: Grant) -> People:
    """Who was joined with whom since is followed; who has left for good is none of them any more."""
    now = await joining.followed(look, (*one.to, *one.reviewers))
    there = {who: await members.get(look, who) for who in set(now.values())}
    to = {who: now[who] for who in one.to if not there[now[who]].forgotten}
    return People(to, frozenset(now[who] for who in one.reviewers if there[now[who]].present))


async def everybody(look: Look, one: Grant) -> list[int]:
    """Whom a grant was decided for, as whoever they are now, each once."""
    return sorted(set((await joining.followed(look, one.to)).values()))


async def able(look: Look, one: Grant, last: Submission | None, who: People) -> frozenset[int]:
    """Who may review what was submitted."""
    late = last is not None and rules.silent(last.at, look.now)
    treasurers = await members.holders(look, "treasurer")
    return rules.able(who.recipients, who.reviewers, treasurers, late=late)


# submitting and reviewing


async def submit(change: Change, one: Grant, number: int, by: int, evidence: str) -> Submission:
    """Keep what somebody says of a milestone, for the reviewers."""
    turn = await change.next("submission")
    facts: dict[str, Any] = {"id": turn, "grant": one.id, "milestone": number, "by": by, "evidence": evidence}
    rest: dict[str, Any] = {"at": change.now, "judge": None, "verdict": "", "reason": "", "judged": None}
    await change.run(insert(grants.submission), {"community": change.community} | facts | rest)
    await grants.put(change, one, number, state=SUBMITTED, why="")
    await change.alarm(LATE, str(turn), change.now + rules.SILENT)
    return Submission(**facts, **rest)


async def give_back(change: Change, one: Grant, last: Submission, judge: int, reason: str) -> None:
    """Return a milestone: it is open again."""
    await _judge(change, last, judge, RETURNED, reason)
    await grants.put(change, one, last.milestone, state=OPEN)


async def approve(change: Change, one: Grant, last: Submission, judge: int) -> int:
    """Ask the treasurers to pay a milestone; the number of the payout."""
    await _judge(change, last, judge, APPROVED, "")
    return await file(change, one, one.milestone(last.milestone))


async def file(change: Change, one: Grant, of: Milestone) -> int:
    """The payout of what a milestone still has to pay; its number."""
    due, about = await dues(change, one, of), f"milestone {of.number} of grant #{one.id}"
    number = await payouts.ask(change, KIND, f"{one.id}/{of.number}", due, reason=about, source=one.account)
    await grants.put(change, one, of.number, state=APPROVED, payout=number)
    return number


async def dues(look: Look, one: Grant, of: Milestone) -> list[Due]:
    """Who gets how much of a milestone that is paid now."""
    to = (await people(look, one)).to
    parts = rules.dues(of.amount, to, await grants.paid_of(look, one, of.number))
    return [Due(who, one.asset, amount) for who, amount in parts.items()]


async def _judge(change: Change, last: Submission, judge: int, verdict: str, reason: str) -> None:
    mine = s.community == change.community, s.id == last.id
    said = {"judge": judge, "verdict": verdict, "reason": reason, "judged": change.now}
    await change.run(update(grants.submission).where(*mine).values(**said))
    await change.disarm(LATE, str(last.id))
    await draws.commit(change)


# what a jury decides


async def wait(change: Change, one: Grant, of: Milestone) -> None:
    """Let a milestone that was returned wait for a jury."""
    await grants.put(change, one, of.number, state=DISPUTED)


async def reopen(change: Change, one: Grant, of: Milestone, why: str = "") -> None:
    """Let it be submitted again, or be stopped with its grant."""
    again = OPEN if one.state == OPEN else STOPPED
    await grants.put(change, one, of.number, state=again, why=why)
    await _back(change, await grants.get(change, one.id))


async def cut(change: Change, one: Grant, of: Milestone, amount: int) -> Grant:
    """Let a milestone be worth so much less; that goes back to the treasury at once."""
    if amount:
        await grants.put(change, one, of.number, amount=of.amount - amount)
        await _return(change, one, amount)
    return await grants.get(change, one.id)


# what follows


async def settled(change: Change, payout: Payout, why: str) -> tuple[Grant, Milestone]:
    """Let a milestone be paid, or open again, as soon as nothing of its payout waits."""
    first, _, number = payout.subject.partition("/")
    one, lines = await grants.get(change, int(first)), await payouts.lines(change, payout.id)
    of = one.milestone(int(number))
    if of.state == APPROVED and of.payout == payout.id and not any(x.state in payouts.UNPAID for x in lines):
        full = (await grants.paid_of(change, one, of.number)).total() == of.amount
        again = OPEN if one.state == OPEN else STOPPED
        await grants.put(change, one, of.number, state=PAID if full else again, why="" if full else why)
        one = await grants.get(change, one.id)
        if one.state == OPEN and all(each.state == PAID for each in one.milestones):
            await grants.mark(change, one, state=DONE)
        await _back(change, one)
    one = await grants.get(change, one.id)
    return one, one.milestone(of.number)


async def stop(change: Change, one: Grant, proposal: int | None) -> int:
    """Return what is neither paid nor in an open payout to the treasury; how much that is.

    What an open payout waits for stays until that has ended.
    """
    for of in one.milestones:
        if of.state in (OPEN, SUBMITTED):
            await grants.put(change, one, of.number, state=STOPPED)
    for last in (await grants.submissions(change, one.id)).values():
        await change.disarm(LATE, str(last.id))
    await grants.mark(change, one, state=STOPPED, stopped=proposal)
    return await _back(change, await grants.get(change, one.id))


async def _back(change: Change, one: Grant) -> int:
    """Book to the treasury what nothing waits for in the escrow of a grant that was stopped."""
    waits = (await payouts.pending(change, one.account)).get(one.asset, 0)
    for of in one.milestones:
        waits += await left(change, one, of) if of.state == DISPUTED else 0
    free = await ledger.balance_of(change, one.account, one.asset) - waits
    if one.state != STOPPED or free <= 0:
        return 0
    return await _return(change, one, free)


async def left(look: Look, one: Grant, of: Milestone) -> int:
    """What of a milestone was not paid."""
    return of.amount - (await grants.paid_of(look, one, of.number)).total()


async def _return(change: Change, one: Grant, free: int) -> int:
    """Book some of an escrow to the treasury."""
    lines = [Posting(one.account, one.asset, -free), Posting(TREASURY, one.asset, free)]
    name, why = f"return/grant/{one.id}/{await change.next(f'return/grant/{one.id}')}", f"grant/{one.id}"
    await ledger.post(change, name, "return", lines, by=0, why=why, data={"proposal": one.stopped or 0})
    await grants.mark(change, one, returned=one.returned + free)
    return free


async def lapse(change: Change, who: int) -> None:
    """Stop the grants in which nobody is left to be paid, because the last one has left for good."""
    for one in await grants.running(change):
        now = await joining.followed(change, one.to)
        if who in now.values() and not (await people(change, one)).to:
            await stop(change, one, None)
