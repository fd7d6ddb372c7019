"""From a scorer's answer to a payout: one worker at a time, no step repeated (REWARDS 1.2 to 1.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rules import approvals, bundle, months
from rules import ledger as accounts
from rules.amounts import GOVERNANCE
from rules.moments import Month
from storage import alarms, assets, budgets, leases, ledger, parameters, payouts, runs
from storage.payouts import Due

if TYPE_CHECKING:
    from storage.runs import Run
    from storage.store import Change

LEASE = timedelta(minutes=10)
MOST_FAILURES = 5  # of a scorer at one month, before people have to decide
REWARDS = "rewards"


def job(run: Run) -> str:
    """The name under which a scoring is leased: each time treasurers ask again it is another one."""
    return f"score/{run.month}/{run.tries}"


async def begin(change: Change, month: str) -> int | None:
    """Take the lease of a scoring; the fence its result must show, None where there is nothing to do now."""
    run = await runs.get(change, month)
    if run.state not in (months.FROZEN, months.SCORING):
        await change.disarm("score", month)
        return None
    fence = await leases.claim(change, job(run), LEASE)
    await alarms.postpone(change, "score", month, change.now + LEASE + timedelta(seconds=1))
    if fence is not None and run.state == months.FROZEN:
        await runs.move(change, month, months.SCORING)
    return fence


async def failed(change: Change, month: str, fence: int, *, answered: bool) -> bool:
    """Ask the scorer again after a while; True if people must decide: it answered, or failed too often."""
    run = await runs.get(change, month)
    if not answered and fence < MOST_FAILURES:
        await leases.release(change, job(run), fence)
        await alarms.postpone(change, "score", month, change.now + timedelta(minutes=2**fence))
        return False
    if not await leases.finish(change, job(run), fence):
        return False
    await runs.move(change, month, months.PEOPLE)
    await change.disarm("score", month)
    await change.alarm("carry", month, change.now + months.CARRIES_AFTER)
    return True


async def conclude(change: Change, month: str, fence: int, scores: Mapping[int, int]) -> bool:
    """Make amounts of checked scores and propose them; False if the lease has gone to somebody else."""
    run = await runs.get(change, month)
    drafted = await runs.drafted(change, month, run.tries)
    if drafted is None or not await leases.finish(change, job(run), fence):
        return False
    amounts = bundle.amounts(scores, run.pots, run.settings, await runs.digest(change, month) or {})
    kept = {str(one): score for one, score in scores.items()}
    facts = {"scores": kept, "amounts": amounts, "scorer": drafted.scorer, "version": drafted.version}
    await runs.put(change, month, **facts)
    await change.disarm("score", month)
    if any(amounts.values()):
        await _propose(change, await runs.get(change, month))
    else:
        await quiet(change, month)
    return True


async def _propose(change: Change, run: Run) -> None:
    """File the payout; it opens when the objection window ends."""
    window = timedelta(seconds=run.settings["window"])
    end, known = change.now + window, await assets.everything(change)
    order = sorted((one.kind != GOVERNANCE, one.symbol) for one in known)
    due = [
        Due(int(one), symbol, lines[one])
        for one in run.scores
        for _, symbol in order
        if one in (lines := run.amounts.get(symbol, {}))
    ]
    needed = await parameters.get(change, "approvals_needed")
    why, source = f"rewards {run.month}", accounts.reserved(run.month)
    number = await payouts.file(
        change, REWARDS, run.month, due, by=0, reason=why, source=source, needed=needed, opens=end
    )
    await runs.move(change, run.month, months.PROPOSED, payout=number, window=end)
    await change.alarm("window", run.month, end, period=window)


async def quiet(change: Change, month: str) -> dict[str, int]:
    """Nobody did anything that counts: a state that says so; the budget goes back. What went back."""
    await runs.move(change, month, months.QUIET)
    await change.disarm("score", month)
    return await give_back(change, month)


async def give_back(change: Change, month: str) -> dict[str, int]:
    """Return everything the run still holds to where it came from; what that was."""
    rest = await ledger.balances(change, accounts.reserved(month))
    await budgets.release(change, Month.parse(month), rest, f"run/{month}")
    return rest


async def settled(change: Change, month: str) -> dict[str, int] | None:
    """After a payment or a settlement: paid when no line waits; what then went back, None before."""
    run = await runs.get(change, month)
    if run.payout is None or run.state not in (months.PROPOSED, months.APPROVED):
        return None
    if await payouts.totals(change, run.payout, [payouts.WAITING, payouts.HELD]):
        if run.state == months.PROPOSED and await payouts.totals(change, run.payout, [payouts.PAID]):
            await runs.move(change, month, months.APPROVED)
        return None
    await runs.move(change, month, months.PAID)
    await change.disarm("window", month)
    return await give_back(change, month)


async def resolve(change: Change, run: Run, people: Collection[int], resolution: str) -> dict[str, int]:
    """Do with the held lines of a person what was decided; what of them goes back to where it came from."""
    lines = await payouts.lines(change, run.payout or 0)
    held = [one for one in lines if one.member in people and one.state == payouts.HELD]
    back: dict[str, int] = {}
    for one in held:
        pays = one.amount * approvals.resolved(resolution, held[0].amount) // held[0].amount
        back[one.asset] = back.get(one.asset, 0) + one.amount - pays
        if pays:
            await payouts.lower(change, run.payout or 0, one.line, pays)
        state = payouts.WAITING if pays else payouts.STRUCK
        await payouts.set_lines(change, run.payout or 0, [one.line], state)
    await budgets.release(change, Month.parse(run.month), back, f"run/{run.month}")
    return back


async def decided(change: Change, run: Run, what: str, facts: Mapping[str, Any]) -> None:
    """Record a decision of treasurers about a month: an entry without postings (RULES 2)."""
    number = await change.next(f"{what}/{run.month}")
    name = f"{what}/{run.month}/{number}"
    await ledger.post(change, name, what, by=0, why=f"run/{run.month}", data=dict(facts))


async def reject(change: Change, month: str) -> None:
    """Treasurers refused, or never answered: they choose what comes of the month, else it is carried over."""
    await runs.move(change, month, months.REJECTED)
    await change.alarm("carry", month, change.now + months.CARRIES_AFTER)


async def restart(change: Change, run: Run, more: Mapping[str, Any]) -> None:
    """Judge a month anew, with what is left of its budget."""
    await change.disarm("carry", run.month)
    pots = await ledger.balances(change, accounts.reserved(run.month))
    facts = {"tries": run.tries + 1, "payout": None, "pots": pots, "settings": run.settings | dict(more)}
    await runs.move(change, run.month, months.SCORING, **facts)
    await change.alarm("score", run.month, change.now)


async def carry(change: Change, run: Run) -> tuple[Month, dict[str, int]]:
    """Let work and budget of a month be part of the next one that is open; that month, and the budget."""
    into = Month.parse(run.month).next()
    while await runs.frozen(change, str(into)):
        into = into.next()
    if await runs.find(change, str(into)) is None:
        await runs.arm(change, into)
    held = await ledger.balances(change, accounts.reserved(run.month))
    await change.disarm("carry", run.month)
    await budgets.carry(change, Month.parse(run.month), into)
    await runs.move(change, run.month, months.CARRIED, settings=run.settings | {"into": str(into)})
    return into, held
