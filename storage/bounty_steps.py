"""The steps of a bounty, each one change: its state, its alarm, and the money in its escrow (RULES 6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rules import bounties as rules
from rules import juries
from rules import ledger as accounts
from rules.amounts import GOVERNANCE, Asset, show
from rules.bounties import APPROVED, CANCELLED, CHANGES, CLAIMED, DISPUTED, OPEN, PAID, SUBMITTED, WORKED
from rules.errors import Refusal
from rules.ledger import Posting
from rules.moments import Month
from storage import (
    bounties,
    budgets,
    contributions,
    draws,
    ledger,
    links,
    members,
    parameters,
    payouts,
    runs,
    settling,
)
from storage.payouts import Due

if TYPE_CHECKING:
    from storage.bounties import Bounty
    from storage.store import Change, Look

STEP, WARN = "bounty.step", "bounty.warn"
PURPOSE = "bounties"


async def from_budget(look: Look, number: int, amount: int, asset: Asset) -> int:
    """The most that a bounty of this budget pays without treasurers; Refusal where it cannot pay this one."""
    one = await budgets.find(look, number)
    if one is None or one.purpose != PURPOSE:
        raise Refusal(f"Budget #{number} is not for bounties; `budget list` shows those there are.")
    if one.asset != asset.symbol:
        raise Refusal(f"Budget #{number} is in {one.asset}, not in {asset.symbol}.")
    free = await budgets.free(look, one)
    if free < amount:
        raise Refusal(
            f"Budget #{number} has {show(max(free, 0), asset)} left for bounties; offer at most that."
        )
    return rules.small(one.amount, await parameters.get(look, "bounty_small"))


async def from_own(look: Look, who: int, amount: int, asset: Asset) -> int:
    """The same for a member's own tokens, of which every amount is paid without treasurers."""
    if asset.kind == GOVERNANCE and not await parameters.get(look, "transfers"):
        raise Refusal("This community does not let members give each other its token; name a budget.")
    await links.may_move(look, who)
    there = await ledger.balance_of(look, accounts.member(who), asset.symbol)
    if there < amount:
        raise Refusal(f"You hold {show(there, asset)}; offer at most that, or name a budget.")
    return amount


async def post(
    change: Change,
    by: int,
    title: str,
    text: str,
    amount: int,
    asset: Asset,
    *,
    budget: int | None = None,
    reviewers: Iterable[int] = (),
    claim: timedelta | None = None,
    deadline: datetime | None = None,
) -> Bounty:
    """Put the money into escrow in one entry, and open the bounty."""
    named = frozenset(reviewers)
    if budget is None:
        small = await from_own(change, by, amount, asset)
    else:
        small = await from_budget(change, budget, amount, asset)
    rules.may_name(by, named, amount, small)
    if deadline and deadline <= change.now:
        raise Refusal("The deadline is over already; name a later day.")
    length = claim or timedelta(seconds=await parameters.get(change, "claim_time"))
    facts: dict[str, object] = {"title": title, "text": text, "budget": budget, "deadline": deadline}
    facts |= {"asset": asset.symbol, "amount": amount, "small": small}
    facts["length"] = length // timedelta(seconds=1)
    one = await bounties.add(change, by, named, **facts)
    source = accounts.member(by) if budget is None else accounts.budget(budget)
    lines = [Posting(source, one.asset, -amount), Posting(one.account, one.asset, amount)]
    await ledger.post(change, one.subject, "escrow", lines, by=by, why=one.subject)
    await arm(change, one)
    return one


async def claim(change: Change, one: Bounty, who: int) -> Bounty:
    """Somebody takes it on."""
    held = len(await bounties.held_by(change, who))
    rules.may_claim(one.case, who, held, await parameters.get(change, "max_claims"))
    until = rules.until(change.now, one.claim, one.deadline)
    return await _move(change, one, CLAIMED, until, claimant=who)


async def submit(change: Change, one: Bounty, who: int, text: str) -> Bounty:
    """The claimant hands in work, or says it in other words before it is judged."""
    rules.may_submit(one.case, who)
    await bounties.note(change, one, who, bounties.SUBMIT, text)
    if one.state == SUBMITTED:
        return one
    return await _move(change, one, SUBMITTED, change.now + rules.SILENCE)


async def drop(change: Change, one: Bounty, who: int, reason: str = "") -> Bounty:
    """The claimant gives it back."""
    rules.may_drop(one.case, who)
    await bounties.note(change, one, who, bounties.DROP, reason)
    return await reopen(change, one)


async def send_back(change: Change, one: Bounty, who: int, reason: str, *, moderator: bool) -> Bounty:
    """A reviewer asks for changes; the claimant has the claim time again, also beyond a deadline."""
    rules.may_judge(one.case, who, moderator=moderator)
    await draws.commit(change)
    await bounties.note(change, one, who, bounties.RETURN, reason)
    return await _move(change, one, CHANGES, change.now + one.claim, freed=False)


async def approve(change: Change, one: Bounty, who: int, amount: int, *, moderator: bool) -> Bounty:
    """A reviewer approves it, or a part of it, of which the rest returns once it is to be paid."""
    rules.may_judge(one.case, who, moderator=moderator)
    await links.may_move(change, who)
    await draws.commit(change)
    facts = {"approver": who, "approved": amount, "rest": rules.part(one.amount, amount)}
    until = change.now + rules.OBJECTIONS
    return await _move(change, one, APPROVED, until, decided=change.now, **facts)


async def oppose(change: Change, one: Bounty, who: int, reason: str) -> Bounty:
    """Somebody objects to the approval, so treasurers decide whatever the amount."""
    rules.may_object(one.case, filed=one.payout is not None)
    await bounties.note(change, one, who, bounties.OBJECT, reason)
    one = await _move(change, one, DISPUTED, None)
    return await _file(change, one, asks=True)


async def cancel(change: Change, one: Bounty, who: int, reason: str = "", *, moderator: bool) -> Bounty:
    """Its poster or a moderator takes it back while nobody works on it."""
    rules.may_cancel(one.case, who, moderator=moderator)
    if one.budget is None:
        await links.may_move(change, one.by)
    await bounties.note(change, one, who, bounties.CANCEL, reason)
    return await close(change, one, by=who)


async def due(change: Change, one: Bounty) -> Bounty:
    """What happens by itself when the time of its state is over."""
    if one.until is None or one.until > change.now:
        return one
    if one.state == SUBMITTED:
        return await _move(change, one, SUBMITTED, None, freed=True)
    return await pay(change, one) if one.state == APPROVED else await reopen(change, one)


async def reopen(change: Change, one: Bounty) -> Bounty:
    """Its claim is over: others can claim it, unless its deadline is over, too.

    Own tokens wait while a link of the poster can still be undone, and return if the poster has left for good.
    """
    until = one.deadline
    if one.budget is None and (await members.get(change, one.by)).forgotten:
        return await close(change, one)
    if until and until <= change.now:
        until = None if one.budget is not None else await links.quarantined(change, one.by)
        if until is None:
            return await close(change, one)
    return await _move(change, one, OPEN, until, claimant=None, freed=False)


async def close(change: Change, one: Bounty, by: int = 0) -> Bounty:
    """What is still in its escrow goes back, and nothing of it is paid any more."""
    if not one.live:
        return one
    await _back(change, one, one.held, by=by)
    return await _move(change, one, CANCELLED, None, rest=0)


async def pay(change: Change, one: Bounty) -> Bounty:
    """Nobody has objected: pay a small one, and ask treasurers for a large one.

    It waits while a link of its claimant can still be undone.
    """
    if wait := await links.quarantined(change, one.claimant or 0):
        return await _move(change, one, APPROVED, wait)
    return await _file(change, one, asks=one.approved > one.small)


async def _file(change: Change, one: Bounty, *, asks: bool) -> Bounty:
    """Have it paid, and return what was not approved: by treasurers if it `asks` them, else at once."""
    if one.rest:
        await _back(change, one, one.rest, by=one.approver or 0)
        one = await bounties.put(change, one, rest=0)
    subject, lines = str(one.id), [Due(one.claimant or 0, one.asset, one.approved)]
    why, source, kind = f"bounty #{one.id}", one.account, settling.BOUNTY
    if asks:
        number = await payouts.ask(change, kind, subject, lines, reason=why, source=source)
        return await bounties.put(change, one, payout=number, until=None)
    number = await payouts.file(change, kind, subject, lines, by=0, reason=why, source=source, needed=0)
    one = await bounties.put(change, one, payout=number, until=None)
    await settling.settle(change, await payouts.get(change, number))
    return one


async def paid(change: Change, one: Bounty) -> Bounty:
    """Its payout was made: what a budget paid for counts as done for the month's digest, once."""
    if one.state == PAID:
        return one
    if one.budget is not None:
        month, who = str(await runs.this_month(change)), [one.claimant or 0]
        number = await contributions.add(change, contributions.BOUNTY, one.by, who, one.title, month)
        if one.approver not in {one.by, one.claimant, None}:
            await contributions.attest(change, number, one.approver or 0)
    return await _move(change, one, PAID, None)


async def often(look: Look, one: Bounty) -> int:
    """How often its reviewer has approved its claimant in the month of this approval, up to it."""
    if one.approver is None or one.claimant is None or one.decided is None:
        return 0
    zone = await runs.zone(look)
    start = Month.of(one.decided, zone).start(zone)
    return await bounties.approvals(look, one.approver, one.claimant, start, one.decided)


async def many(look: Look, one: Bounty) -> int:
    """The same where it is so often that treasurers are told; else 0."""
    times = await often(look, one)
    return times if rules.often(times) else 0


async def left(change: Change, who: int) -> list[Bounty]:
    """Whoever leaves for good holds no claim any more, and gets own tokens back that nobody works for."""
    done = [await reopen(change, one) for one in await bounties.held_by(change, who)]
    mine = [one for one in await bounties.of(change, who) if one.state == OPEN and one.budget is None]
    return done + [await close(change, one, by=who) for one in mine]


# what a jury decides


async def wait(change: Change, one: Bounty) -> Bounty:
    """Let it wait for a jury; its escrow stays as it is."""
    return await _move(change, one, DISPUTED, None)


async def again(change: Change, one: Bounty) -> Bounty:
    """It was rightly returned: its claimant has the claim time once more."""
    return await _move(change, one, CHANGES, change.now + one.claim)


async def award(change: Change, one: Bounty, amount: int, *, lost: int = 0) -> Bounty:
    """It is worth so much: that is paid, without what was pledged of it and lost; the rest returns."""
    pays, pot = amount - lost, accounts.budget(juries.POT)
    if lost:
        lines = [Posting(one.account, one.asset, -lost), Posting(pot, one.asset, lost)]
        await ledger.post(change, f"{one.subject}/pledged", "dispute", lines, by=0, why=one.subject)
    rest = one.held - amount
    facts = {"approved": pays, "rest": rest, "decided": one.decided or change.now}
    one = await bounties.put(change, one, state=APPROVED, until=None, **facts)
    return await pay(change, one) if pays else await close(change, one)


async def lower(change: Change, one: Bounty, amount: int) -> Bounty:
    """Of what treasurers are asked for, only so much is paid; the rest returns, and all of it where that is nothing."""
    if not amount:
        return await close(change, one)
    await _back(change, one, one.approved - amount, by=0)
    return await bounties.put(change, one, approved=amount)


async def _back(change: Change, one: Bounty, amount: int, by: int) -> None:
    """Return some of its escrow to the poster or the budget, and on where that has ended."""
    to = accounts.member(one.by) if one.budget is None else accounts.budget(one.budget)
    lines = [Posting(one.account, one.asset, -amount), Posting(to, one.asset, amount)]
    name = f"{one.subject}/return/{await change.next(f'{one.subject}/return')}"
    await ledger.post(change, name, "return", lines, by=by, why=one.subject)
    if one.budget is not None and (found := await budgets.find(change, one.budget)):
        await budgets.give_back(change, found)


async def _move(change: Change, one: Bounty, state: str, until: datetime | None, **facts: object) -> Bounty:
    one = await bounties.put(change, one, state=state, until=until, **facts)
    await arm(change, one)
    return one


async def arm(change: Change, one: Bounty) -> None:
    """Set the alarm for the end of its state, and a day before where somebody loses something by it."""
    number, soon = str(one.id), (one.until or change.now) - rules.WARNING
    if one.until is None:
        await change.disarm(STEP, number)
    else:
        await change.alarm(STEP, number, one.until, period=one.until - change.now)
    if one.state in (OPEN, *WORKED) and soon > change.now:
        await change.alarm(WARN, number, soon)
    else:
        await change.disarm(WARN, number)
