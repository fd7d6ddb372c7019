"""What a dispute is about: a person's lines in a month's rewards, which wait for the jury (RULES 9)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from rules import approvals
from rules import ledger as accounts
from rules.amounts import show
from rules.errors import Refusal
from rules.juries import POT
from rules.ledger import Posting
from rules.moments import Month
from rules.split import largest_remainder
from storage import (
    assets,
    budgets,
    disputes,
    joining,
    ledger,
    objections,
    payouts,
    settling,
)
from storage.payouts import HELD, STRUCK, UNPAID, WAITING, Due

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.payouts import Line
    from storage.store import Change, Look

REWARD = "reward"


class Matter(NamedTuple):
    """A line that may be disputed: whose it is, in which payout, and what it has of its first asset."""

    month: str
    payout: int
    member: int
    people: frozenset[int]
    asset: str
    quo: int


async def lines(look: Look, payout: int, people: Iterable[int], *states: str) -> list[Line]:
    """Somebody's lines of a payout in some states."""
    whose = set(people)
    return [one for one in await payouts.lines(look, payout) if one.member in whose and one.state in states]


async def people(look: Look, one: Dispute) -> frozenset[int]:
    """Under which numbers the person whose line it is stands in the payout."""
    some = {line.member for line in await payouts.lines(look, one.payout)} | {one.member}
    now = await joining.followed(look, some)
    return frozenset(who for who in some if now[who] == now[one.member])


async def stop(change: Change, matter: Matter) -> None:
    """Let a person's lines wait; those of everybody else go on."""
    there = await lines(change, matter.payout, matter.people, WAITING)
    await payouts.set_lines(change, matter.payout, [one.line for one in there], HELD)


async def gone(look: Look, one: Dispute) -> bool:
    """Whether nothing waits any more: treasurers have refused the month, so it is judged again."""
    return not await lines(look, one.payout, await people(look, one), HELD)


async def left(look: Look, payout: int, asset: str) -> int:
    """What the month's budget has beside its lines and what open disputes ask on top of them."""
    source = (await payouts.get(look, payout)).source
    waits = (await payouts.totals(look, payout, UNPAID)).get(asset, 0)
    asked = [one for one in await disputes.live(look) if (one.payout, one.asset) == (payout, asset)]
    more = sum(max(one.claim - one.quo, 0) for one in asked)
    return max(await ledger.balance_of(look, source, asset) - waits - more, 0)


async def only_one(look: Look, matter: Matter) -> None:
    """Refusal where a dispute is about the line already, or was decided."""
    there = await disputes.about(look, matter.payout, matter.people)
    if there and there.open:
        raise Refusal(f"Dispute #{there.id} is about this line already; `rewards object` joins it.")
    if there:
        raise Refusal(f"A jury has decided about this line already, in dispute #{there.id}.")


async def may_claim(look: Look, matter: Matter, claim: int) -> None:
    """Check that the month's budget could pay what is claimed."""
    most = matter.quo + await left(look, matter.payout, matter.asset)
    if claim > max(most, matter.quo):
        asset = await assets.get(look, matter.asset)
        raise Refusal(
            f"The line has {show(matter.quo, asset)}, and with what the month's budget has left it could be "
            f"{show(most, asset)}; ask for at most that."
        )


async def complainants(look: Look, one: Dispute) -> set[int]:
    """Who else objects to the line, or holds it."""
    whose = await people(look, one)
    there = await objections.of_month(look, one.subject)
    return {each.by for each in there if each.by and each.member in whose and each.state == objections.OPEN}


async def judges(look: Look, one: Dispute) -> set[int]:
    """Who has approved or refused the payout, said yes to a line of it, or said how to settle this one."""
    found = {vote.member for vote in await payouts.votes(look, one.payout)}
    found |= {line.yes for line in await payouts.lines(look, one.payout) if line.yes}
    for who in await people(look, one):
        found |= set(await objections.words(look, one.subject, who))
    return found


async def carry_out(change: Change, one: Dispute, pledged: int = 0) -> None:
    """Make the line what the verdict says, without what was pledged of it and lost.

    What it loses by the verdict goes back; what it gains, the budget has left.
    """
    whose, verdict = await people(change, one), one.quo if one.verdict is None else one.verdict
    held, kept = await lines(change, one.payout, whose, HELD), min(verdict, one.quo)
    same = {line.line: line.amount for line in held if line.asset == one.asset}
    lost = min(pledged, kept)
    now = largest_remainder(kept - lost, same)
    now |= {line.line: line.amount * kept // one.quo for line in held if line.asset != one.asset}
    back: dict[str, int] = {}
    for line in held:
        back[line.asset] = back.get(line.asset, 0) + line.amount - now[line.line]
    for line in held:
        await payouts.lower(change, one.payout, line.line, now[line.line] or line.amount)
        state = WAITING if now[line.line] else STRUCK
        await payouts.set_lines(change, one.payout, [line.line], state)
    back[one.asset] -= lost
    await _lose(change, one, lost)
    await budgets.release(change, Month.parse(one.subject), back, f"run/{one.subject}")
    for who in whose:
        await objections.settle(change, one.subject, who, resolution(one.quo, verdict))
    if verdict > one.quo:
        await _add(change, one, verdict - one.quo)


async def _lose(change: Change, one: Dispute, lost: int) -> None:
    """What was pledged of a line and lost pays juries, as a lost deposit does."""
    if lost:
        source, pot = (await payouts.get(change, one.payout)).source, accounts.budget(POT)
        lines = [Posting(source, one.asset, -lost), Posting(pot, one.asset, lost)]
        await ledger.post(change, f"{one.name}/pledged", "dispute", lines, by=0, why=one.name)


async def _add(change: Change, one: Dispute, more: int) -> None:
    """Ask treasurers to pay what a line gains: it waits in escrow, because a month's bundle proves its own lines."""
    source = (await payouts.get(change, one.payout)).source
    lines = [Posting(source, one.asset, -more), Posting(one.account, one.asset, more)]
    await ledger.post(change, f"{one.name}/raised", "escrow", lines, by=0, why=one.name)
    await disputes.put(change, one, raised=more)
    due, about = [Due(one.member, one.asset, more)], f"dispute #{one.id}"
    await payouts.ask(change, settling.DISPUTE, str(one.id), due, reason=about, source=one.account)


async def paid(change: Change, one: Dispute) -> Dispute:
    """What a line gained was paid."""
    return await disputes.put(change, one, raised=0)


async def refused(change: Change, one: Dispute) -> Dispute:
    """Treasurers did not pay what a line gained: it goes back to where the month's budget came from."""
    if one.raised:
        source = (await payouts.get(change, one.payout)).source
        lines = [Posting(one.account, one.asset, -one.raised), Posting(source, one.asset, one.raised)]
        await ledger.post(change, f"{one.name}/refused", "return", lines, by=0, why=one.name)
        await budgets.release(change, Month.parse(one.subject), {one.asset: one.raised}, one.name)
    return await disputes.put(change, one, raised=0)


def resolution(quo: int, verdict: int) -> str:
    """A verdict as objections keep how they were settled."""
    if verdict >= quo:
        return approvals.RELEASE
    return approvals.lower(verdict) if verdict else approvals.STRIKE
