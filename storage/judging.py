"""From a scorer's answer to a payout: one worker at a time, no step repeated (REWARDS 1.2 to 1.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rules import approvals, bundle, judgement, months
from rules import digest as rules_digest
from rules import ledger as accounts
from rules.amounts import GOVERNANCE
from rules.moments import Month
from storage import (
    alarms,
    answers,
    assets,
    blobs,
    budgets,
    draws,
    leases,
    ledger,
    objections,
    parameters,
    payouts,
    runs,
)
from storage.payouts import Due

if TYPE_CHECKING:
    from storage.runs import Run
    from storage.store import Change, Look

LEASE = timedelta(minutes=10)
MOST_FAILURES = 5  # of a scorer at one month, before people have to decide
REWARDS, UNSCORED = "rewards", "unscored"
EDGE_WAITS = timedelta(days=7)  # after the objection window, for the explicit yes of a treasurer


def job(run: Run) -> str:
    """The name under which a scoring is leased: each time treasurers ask again it is another one."""
    return f"score/{run.month}/{run.tries}"


async def begin(change: Change, month: str, model: Mapping[str, Any] | None = None) -> int | None:
    """Take the lease of a scoring; the fence its result must show, None where there is nothing to do now.

    The first to begin fixes the model that judges, as the settings of the run say from then on.
    """
    run = await runs.get(change, month)
    if run.state not in (months.FROZEN, months.SCORING):
        await change.disarm("score", month)
        return None
    fence = await leases.claim(change, job(run), LEASE)
    await alarms.postpone(change, "score", month, change.now + LEASE + timedelta(seconds=1))
    if fence is not None and run.state == months.FROZEN:
        await runs.move(change, month, months.SCORING)
    if fence is not None and model is not None and not run.settings.get("baseline"):
        await _fix(change, run, model)
    return fence


async def _fix(change: Change, run: Run, model: Mapping[str, Any]) -> None:
    """Write down which model judges, if one does; once it has answered, it stays."""
    others = {name: value for name, value in run.settings.items() if name != "model"}
    settings = others | ({"model": dict(model)} if model else {})
    if settings != run.settings and not await answers.of_run(change, run.month, run.tries):
        await runs.put(change, run.month, settings=settings)


async def held(change: Change, run: Run, fence: int, turn: int | None) -> bool:
    """Hold on to a lease; False for a worker whose lease was taken over, or whose judging people have ended.

    Every judging counts its fences from 1 on, so a fence is worth something together with its `turn` only.
    """
    return turn in (None, run.tries) and await leases.renew(change, job(run), fence, LEASE)


async def heard(
    change: Change, month: str, fence: int, record: judgement.Record, turn: int | None = None
) -> bool:
    """Keep an answer and the lease; False for a worker who has lost it."""
    run = await runs.get(change, month)
    if not await held(change, run, fence, turn):
        return False
    await answers.keep(change, month, run.tries, record)
    await alarms.postpone(change, "score", month, change.now + LEASE + timedelta(seconds=1))
    return True


async def failed(
    change: Change,
    month: str,
    fence: int,
    *,
    answered: bool,
    why: str = "",
    wait: timedelta = timedelta(),
    turn: int | None = None,
) -> bool:
    """Ask the scorer again after a while; True if people must decide: it answered, or failed too often.

    `why` says in one sentence what went wrong, `wait` how long the scorer asked to be left alone.
    """
    run = await runs.get(change, month)
    if not await held(change, run, fence, turn):
        return False
    if not answered and fence < MOST_FAILURES:
        await leases.release(change, job(run), fence)
        later = max(timedelta(minutes=2**fence), wait)
        await alarms.postpone(change, "score", month, change.now + later)
        await runs.put(change, month, fault=why)
        return False
    if not await leases.finish(change, job(run), fence):
        return False
    await runs.move(change, month, months.PEOPLE, fault=why)
    await change.disarm("score", month)
    await change.alarm("carry", month, change.now + months.CARRIES_AFTER)
    return True


async def conclude(
    change: Change, month: str, fence: int, scores: Mapping[int, int], turn: int | None = None
) -> bool:
    """Make amounts of checked scores and propose them; False if the lease has gone to somebody else."""
    run = await runs.get(change, month)
    drafted = await runs.drafted(change, month, run.tries)
    if drafted is None or turn not in (None, run.tries) or not await leases.finish(change, job(run), fence):
        return False
    digest = await runs.digest(change, month) or {}
    judged = await _recounted(change, run, digest)
    scores = judged.scores if judged else scores
    amounts = bundle.amounts(scores, run.pots, run.settings, digest)
    kept = {str(one): score for one, score in scores.items()}
    facts = {"scores": kept, "amounts": amounts, "scorer": drafted.scorer, "version": drafted.version}
    await runs.put(change, month, fault="", **facts)
    await change.disarm("score", month)
    if any(amounts.values()):
        await _propose(change, await runs.get(change, month), digest)
        await _leave_to_people(change, await runs.get(change, month), judged)
    else:
        await quiet(change, month)
    return True


async def judged(look: Look, run: Run, digest: Mapping[str, Any]) -> judgement.Judged | None:
    """What the stored answers of a model come to; None where no model judged."""
    if "model" not in run.settings:
        return None
    records, prompt = await answers.of_run(look, run.month, run.tries), await blobs.get(look, run.prompt)
    seed = rules_digest.seed_of(run.seed, run.tries)
    return judgement.judge(digest, seed, run.settings, records, (prompt or b"").decode())


async def _recounted(change: Change, run: Run, digest: Mapping[str, Any]) -> judgement.Judged | None:
    """The judgement by what is stored, not by what a scorer says of it; its answers are booked."""
    found = await judged(change, run, digest)
    if found is not None:
        await answers.bind(change, run.month, run.tries, await answers.of_run(change, run.month, run.tries))
    return found


async def _leave_to_people(change: Change, run: Run, judged: judgement.Judged | None) -> None:
    """Hold the lines of members of whom the model said too little; treasurers settle each."""
    short = judged.short if judged else frozenset()
    lines = await payouts.lines(change, run.payout or 0)
    for member in sorted({one.member for one in lines} & short):
        reason = "the model gave too few usable answers; the amount is the embedded scorer's"
        await objections.add(change, run.month, member, 0, UNSCORED, reason)
        mine = [one.line for one in lines if one.member == member and one.state == payouts.WAITING]
        await payouts.set_lines(change, run.payout or 0, mine, payouts.HELD)


def _due(run: Run, symbols: Iterable[str], digest: Mapping[str, Any]) -> Iterator[Due]:
    """The lines of a run by member and pot; the part of a line above what is known stands by itself."""
    over = bundle.edges(run.amounts, run.pots, run.settings, digest)
    pairs = [(one, symbol) for one in run.scores for symbol in symbols]
    for one, symbol in pairs:
        amount, edge = run.amounts.get(symbol, {}).get(one, 0), over.get(symbol, {}).get(one, 0)
        if amount > edge:
            yield Due(int(one), symbol, amount - edge)
        if edge:
            yield Due(int(one), symbol, edge, payouts.EDGE)


async def _propose(change: Change, run: Run, digest: Mapping[str, Any]) -> None:
    """File the payout; it opens when the objection window ends."""
    window = timedelta(seconds=run.settings["window"])
    end, known = change.now + window, await assets.everything(change)
    order = sorted((one.kind != GOVERNANCE, one.symbol) for one in known)
    due = list(_due(run, [symbol for _, symbol in order], digest))
    needed = await parameters.get(change, "approvals_needed")
    why, source = f"rewards {run.month}", accounts.reserved(run.month)
    number = await payouts.file(
        change, REWARDS, run.month, due, by=0, reason=why, source=source, needed=needed, opens=end
    )
    await runs.move(change, run.month, months.PROPOSED, payout=number, window=end)
    await draws.commit(change)
    await change.alarm("window", run.month, end, period=window)
    if any(one.part for one in due):
        await change.alarm("edge", run.month, end + EDGE_WAITS)


async def let_go(change: Change, run: Run, people: Collection[int] | None = None) -> dict[str, int]:
    """Strike what stands above what is known and nobody said yes to; what that was goes back by the caller."""
    lines = await payouts.lines(change, run.payout or 0)
    left = [one for one in lines if one.state == payouts.ASKED and (people is None or one.member in people)]
    await payouts.set_lines(change, run.payout or 0, [one.line for one in left], payouts.STRUCK)
    back: dict[str, int] = {}
    for one in left:
        back[one.asset] = back.get(one.asset, 0) + one.amount
    return back


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
    if await payouts.totals(change, run.payout, payouts.UNPAID):
        if run.state == months.PROPOSED and await payouts.totals(change, run.payout, [payouts.PAID]):
            await runs.move(change, month, months.APPROVED)
        return None
    await runs.move(change, month, months.PAID)
    await change.disarm("window", month)
    await change.disarm("edge", month)
    return await give_back(change, month)


async def resolve(change: Change, run: Run, people: Collection[int], resolution: str) -> dict[str, int]:
    """Do with the held lines of a person what was decided; what of them goes back to where it came from."""
    lines = await payouts.lines(change, run.payout or 0)
    held = [one for one in lines if one.member in people and one.state == payouts.HELD]
    back = await let_go(change, run, people) if resolution != approvals.RELEASE else {}
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
    await change.disarm("edge", month)
    await runs.move(change, month, months.REJECTED)
    await change.alarm("carry", month, change.now + months.CARRIES_AFTER)


async def restart(change: Change, run: Run, more: Mapping[str, Any]) -> None:
    """Judge a month anew, with what is left of its budget."""
    await change.disarm("carry", run.month)
    pots = await ledger.balances(change, accounts.reserved(run.month))
    fixed = {name: value for name, value in run.settings.items() if name != "model"}
    turn = run.tries + 1
    facts = {"tries": turn, "payout": None, "pots": pots, "settings": fixed | {"turn": turn} | dict(more)}
    await runs.move(change, run.month, months.SCORING, fault="", unmeasured="", **facts)
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
