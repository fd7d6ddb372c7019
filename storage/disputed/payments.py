"""Somebody's part of a payout that a proposal decided or that was filed by hand, as what a dispute is about (RULES 5, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.errors import Refusal
from rules.split import largest_remainder
from storage import budgets, payouts, settling
from storage.disputed import matter
from storage.disputed.matter import Matter
from storage.payouts import HELD, WAITING

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.payouts import Payout
    from storage.store import Change, Look

KIND = "payout"
FREE, JOIN = "", ""
ELSEWHERE = {
    settling.REWARDS: "`dispute open` and `rewards hold` are about rewards.",
    settling.BOUNTY: "`dispute bounty` is about bounties.",
    settling.GRANT: "`dispute milestone` is about grants.",
}


async def disputable(look: Look, payout: Payout, who: int) -> Matter:
    """What a payout pays somebody and what is still unpaid of it; Refusal where that is nothing."""
    if payout.kind not in (settling.FILED, settling.SPEND):
        raise Refusal(ELSEWHERE.get(payout.kind, f"What payout #{payout.id} pays is decided already."))
    people = await matter.standing(look, payout.id, who)
    there = await matter.lines(look, payout.id, people, WAITING, HELD)
    if payout.state != payouts.OPEN or not there:
        raise Refusal(
            f"Payout #{payout.id} has nothing for them that is still unpaid, so nothing can be disputed."
        )
    quo = sum(line.amount for line in there)
    return Matter(KIND, str(payout.id), there[0].member, people, there[0].asset, quo, quo, payout.id)


async def stop(change: Change, one: Dispute) -> None:
    """Their lines wait, those of everybody else go on."""
    await matter.hold(change, one.payout, await people(change, one))


async def gone(look: Look, one: Dispute) -> bool:
    """Treasurers have refused the payout."""
    return not await matter.lines(look, one.payout, await people(look, one), HELD)


async def people(look: Look, one: Dispute) -> frozenset[int]:
    """Under which numbers the person stands in the payout."""
    return await matter.standing(look, one.payout, one.member)


async def opponents(look: Look, one: Dispute) -> frozenset[int]:
    """Whose payment was lowered: more than was decided is never paid."""
    return await people(look, one)


async def backers(look: Look, one: Dispute) -> frozenset[int]:
    """Nobody else."""
    return frozenset()


async def judges(look: Look, one: Dispute) -> frozenset[int]:
    """Who has filed, approved or refused the payout."""
    return await matter.deciders(look, one.payout)


async def carry_out(change: Change, one: Dispute, verdict: int, pledged: int) -> None:
    """Pay so much; the rest stays where it is, and goes further back where its budget has ended."""
    held = await matter.lines(change, one.payout, await people(change, one), HELD)
    parts = largest_remainder(verdict, {line.line: line.amount for line in held})
    await matter.go_on(change, one.payout, parts)
    payout = await payouts.get(change, one.payout)
    if not await matter.any_left(change, payout.id):
        paid = bool(await payouts.totals(change, payout.id, [payouts.PAID]))
        await settling.close(change, payout, payouts.PAID if paid else payouts.ENDED)
    await settling.settle(change, await payouts.get(change, one.payout))
    if payout.kind == settling.FILED and (of := await budgets.of_account(change, payout.source)):
        await budgets.give_back(change, of)
