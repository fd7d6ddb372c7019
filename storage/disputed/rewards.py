"""A person's lines in a month's rewards, as what a dispute is about (RULES 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import approvals, juries
from rules import ledger as accounts
from rules.ledger import Posting
from rules.moments import Month
from rules.split import largest_remainder
from storage import budgets, disputes, ledger, objections, owing, payouts
from storage.disputed import matter
from storage.payouts import HELD, UNPAID

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.store import Change, Look

KIND = "reward"
FREE, JOIN = " `rewards object` takes none: treasurers settle it.", "; `rewards object` joins it"


async def stop(change: Change, one: Dispute) -> None:
    """The lines wait, in every pot of the month."""
    await matter.hold(change, one.payout, await people(change, one))


async def gone(look: Look, one: Dispute) -> bool:
    """Treasurers have refused the month, so it is judged again."""
    return not await matter.lines(look, one.payout, await people(look, one), HELD)


async def people(look: Look, one: Dispute) -> frozenset[int]:
    """Under which numbers the person whose line it is stands in the payout."""
    return await matter.standing(look, one.payout, one.member)


async def opponents(look: Look, one: Dispute) -> frozenset[int]:
    """Whose line was lowered; where one was raised nobody has lost."""
    return await people(look, one) if one.claim < one.quo else frozenset()


async def backers(look: Look, one: Dispute) -> frozenset[int]:
    """Who else objects to the line, or holds it."""
    whose = await people(look, one)
    there = await objections.of_month(look, one.subject)
    some = {each.by for each in there if each.by and each.member in whose and each.state == objections.OPEN}
    return frozenset(some)


async def judges(look: Look, one: Dispute) -> frozenset[int]:
    """Who has approved or refused the month, or said how to settle this line."""
    found = await matter.deciders(look, one.payout)
    for who in await people(look, one):
        found |= set(await objections.words(look, one.subject, who))
    return found


async def most(look: Look, payout: int, asset: str, quo: int) -> int:
    """The most that a line can have: all that the month has to give."""
    source = (await payouts.get(look, payout)).source
    paid = (await payouts.totals(look, payout, [payouts.PAID])).get(asset, 0)
    return max(await ledger.balance_of(look, source, asset) + paid, quo)


async def carry_out(change: Change, one: Dispute, verdict: int, pledged: int) -> None:
    """What the line loses by the verdict goes back; what it gains, the budget has left or the next one owes."""
    whose = await people(change, one)
    held, kept = await matter.lines(change, one.payout, whose, HELD), min(verdict, one.quo)
    same = {line.line: line.amount for line in held if line.asset == one.asset}
    lost = min(pledged, kept)
    now = largest_remainder(kept - lost, same)
    now |= {line.line: line.amount * kept // one.quo for line in held if line.asset != one.asset}
    back: dict[str, int] = {}
    for line in held:
        back[line.asset] = back.get(line.asset, 0) + line.amount - now[line.line]
    await matter.go_on(change, one.payout, now)
    back[one.asset] -= lost
    await _lose(change, one, lost)
    await budgets.release(change, Month.parse(one.subject), back, f"run/{one.subject}")
    for who in whose:
        await objections.settle(change, one.subject, who, resolution(one.quo, verdict))
    await _raise(change, one, max(verdict - one.quo, 0))


async def _lose(change: Change, one: Dispute, lost: int) -> None:
    """What was pledged of a line and lost pays juries, as a lost deposit does."""
    if lost:
        source, pot = (await payouts.get(change, one.payout)).source, accounts.budget(juries.POT)
        lines = [Posting(source, one.asset, -lost), Posting(pot, one.asset, lost)]
        await ledger.post(change, f"{one.name}/pledged", "dispute", lines, by=0, why=one.name)


async def _raise(change: Change, one: Dispute, more: int) -> None:
    """What the month has left is asked for at once; the rest comes off the top of the next run."""
    source = (await payouts.get(change, one.payout)).source
    waits = (await payouts.totals(change, one.payout, UNPAID)).get(one.asset, 0)
    left = await ledger.balance_of(change, source, one.asset) - waits
    now, owed = juries.shared(more, left)
    if now:
        await owing.ask(change, one, one.subject, now)
    if owed:
        data = {"asset": one.asset, "owed": owed}
        await ledger.post(change, f"{one.name}/owed", "dispute", by=0, why=one.name, data=data)
        await disputes.put(change, one, owed=owed)


def resolution(quo: int, verdict: int) -> str:
    """A verdict as objections keep how they were settled."""
    if verdict >= quo:
        return approvals.RELEASE
    return approvals.lower(verdict) if verdict else approvals.STRIKE
