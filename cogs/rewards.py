"""What came out of a month: shown, explained, published; and what treasurers choose when people have to decide."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any

from bot.card import Card, Grid
from bot.command import TREASURER, Arg, Cog, Context, Member, alarm, command
from bot.deps import Deps
from cogs.amounts import spelled
from cogs.monthly import over, proposal, propose, publish
from prompts import scorer
from rules import allocation, months
from rules import digest as rules
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import count
from storage import budgets, ledger, members, parameters, payouts, runs
from storage.runs import Run
from storage.store import Change, Look

TOPIC = "rewards"
When = Annotated[Month | None, Arg("which month, such as 2026-11; the newest if left out")]


class Rewards(Cog):
    """Every figure here follows from the frozen digest."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("rewards show")
    async def show(self, ctx: Context, look: Look, month: When = None) -> Card:
        """The rewards of a month."""
        return await proposal(look, await judged(look, month))

    @command("rewards explain", private=True)
    async def explain(
        self,
        ctx: Context,
        look: Look,
        who: Annotated[Member | None, Arg("whose; yours if left out")] = None,
        month: When = None,
    ) -> Card:
        """How a reward came about."""
        run = await judged(look, month)
        member = who or ctx.member
        if member != ctx.member and not await parameters.get(look, "explain_public"):
            raise Refusal("This community lets everybody read only how their own reward came about.")
        digest = await runs.digest(look, run.month) or {}
        name = await members.name(look, member or 0)
        if str(member) not in run.scores:
            return Card(f"{name} has no line in {run.title}: nothing was logged or praised for them, or they take no rewards.")
        fields = await steps(look, run, digest, int(member or 0))
        grid = await evidence(look, digest, int(member or 0)) if run.scorer == scorer.Embedded.name else None
        return Card("", title=f"{name} in {run.title}", fields=fields, table=grid)

    @command("rewards history")
    async def history(self, ctx: Context, look: Look, who: Annotated[Member | None, Arg("whose; yours if left out")] = None) -> Card:
        """What somebody was paid in each month."""
        member, rows = who or ctx.member, []
        for run in await runs.every(look):
            lines = await payouts.lines(look, run.payout) if run.payout else []
            mine = {one.asset: one.amount for one in lines if one.member == member and one.state == "paid"}
            if mine:
                rows.append((run.title, await spelled(look, mine)))
        name = await members.name(look, member or 0)
        if not rows:
            return Card(f"{name} has not been paid rewards yet.")
        return Card("", title=f"Rewards of {name}", table=Grid(("Month", "Paid"), tuple(reversed(rows))))

    @command("rewards again", role=TREASURER)
    async def again(self, ctx: Context, change: Change, month: When = None) -> Card:
        """Have a month that people must decide on scored once more."""
        return await self._choose(ctx, change, months.AGAIN, month)

    @command("rewards baseline", role=TREASURER)
    async def baseline(self, ctx: Context, change: Change, month: When = None) -> Card:
        """Take the embedded scorer's judgement for such a month."""
        return await self._choose(ctx, change, months.BASELINE, month)

    @command("rewards carry", role=TREASURER)
    async def carry(self, ctx: Context, change: Change, month: When = None) -> Card:
        """Carry such a month's budget into the next one."""
        return await self._choose(ctx, change, months.CARRY, month)

    async def _choose(self, ctx: Context, change: Change, way: str, month: Month | None) -> Card:
        """M treasurers name the same way out, in public."""
        run = await stuck(change, month)
        allowed = months.ways_out(run.state, run.tries, baseline=await parameters.get(change, "baseline_allowed"))
        if way not in allowed:
            raise Refusal(f"For {run.title} treasurers can choose {', '.join(allowed)}.")
        chosen = await runs.choose(change, run.month, ctx.me, way)
        treasurers = set(await members.holders(change, TREASURER))
        yes, needed = sum(one in treasurers and said == way for one, said in chosen.items()), run.settings["needed"]
        name = await members.name(change, ctx.me)
        if yes < needed:
            await change.say(TOPIC, Card(f"{name} chooses `{way}` for {run.title}; {needed - yes} more of the same needed."))
            return Card(f"Noted: `{way}`.")
        await change.say(TOPIC, Card(f"{run.title}: {count(yes, 'treasurer')} chose `{way}`."))
        await runs.forget_choices(change, run.month)
        await WAYS[way](change, run)
        return Card(f"Done: `{way}`.")

    @alarm("carry")
    async def carried(self, change: Change, subject: str) -> None:
        """Nobody decided for 14 days: the budget goes into the next month."""
        run = await runs.get(change, subject)
        if run.state in (months.PEOPLE, months.REJECTED):
            await carry_on(change, run)

    @alarm("rewards.paid")
    async def paid(self, change: Change, subject: str) -> None:
        """Money has moved: say so, with everything it follows from."""
        run = await runs.get(change, subject)
        if run.state in (months.PROPOSED, months.APPROVED):
            await runs.move(change, subject, months.PAID)
        await over(change, run)
        await publish(change, subject)

    @alarm("rewards.ended")
    async def ended(self, change: Change, subject: str) -> None:
        """Treasurers refused, or never answered: people decide what becomes of the month."""
        run = await runs.get(change, subject)
        if run.state == months.PAID:
            await over(change, run)
            await publish(change, subject)
            return
        await runs.move(change, subject, months.REJECTED)
        await change.alarm("carry", subject, change.now + months.CARRIES_AFTER)
        await propose(change, subject)
        ways = ", ".join(f"`rewards {one}`" for one in months.ways_out(months.REJECTED, run.tries, baseline=True))
        body = f"Nothing is paid as proposed. Treasurers choose: {ways}. After 14 days the budget goes into the next month."
        await change.say(TOPIC, Card(body, title=f"Rewards for {run.title} rejected", tone="warn"))


async def judged(look: Look, month: Month | None) -> Run:
    """A run with scores; Refusal says why there is none."""
    run = await runs.get(look, str(month)) if month else await runs.latest(look)
    if run is None:
        raise Refusal("No month has been judged yet.")
    if not run.scores:
        raise Refusal(f"{run.title} is {run.state}: there are no rewards to show.")
    return run


async def stuck(look: Look, month: Month | None) -> Run:
    """The run that people must decide on."""
    found = [one for one in await runs.every(look) if one.state in (months.PEOPLE, months.REJECTED)]
    for run in reversed(found):
        if month is None or run.month == str(month):
            return run
    raise Refusal("No month waits for such a decision.")


async def score_again(change: Change, run: Run) -> None:
    await _restart(change, run, run.settings)


async def take_baseline(change: Change, run: Run) -> None:
    await _restart(change, run, run.settings | {"baseline": True})


async def _restart(change: Change, run: Run, settings: Mapping[str, Any]) -> None:
    await change.disarm("carry", run.month)
    await runs.move(change, run.month, months.SCORING, tries=run.tries + 1, payout=None, settings=dict(settings))
    await change.alarm("score", run.month, change.now)


async def carry_on(change: Change, run: Run) -> None:
    """The reserve becomes part of the next month that has not been frozen."""
    into = Month.parse(run.month).next()
    while await runs.frozen(change, str(into)):
        into = into.next()
    await change.disarm("carry", run.month)
    await runs.arm(change, into)
    held = await ledger.balances(change, f"reserved:{run.month}")
    await budgets.carry(change, Month.parse(run.month), into)
    await runs.move(change, run.month, months.CARRIED)
    await change.say(TOPIC, Card(f"{await spelled(change, held)} of {run.title} is part of {into.title}'s rewards now."))


WAYS = {months.AGAIN: score_again, months.BASELINE: take_baseline, months.CARRY: carry_on}


async def steps(look: Look, run: Run, digest: dict[str, Any], member: int) -> tuple[tuple[str, str], ...]:
    """From the score to the amount, step by step."""
    score, whole = run.scores[str(member)], sum(run.scores.values()) or 1
    n = len(digest["contributors"])
    cap = allocation.cap(n, preset(run))
    lines = [one for one in await payouts.lines(look, run.payout or 0) if one.member == member]
    got = [f"{await spelled(look, {one.asset: one.amount})} ({one.state})" for one in lines]
    reason = (await runs.reasons(look, run.month, run.tries)).get(str(member), "")
    return (
        ("Judged", scorer.label(run.scorer)),
        ("Score", f"{score:,} of {whole:,} in the month: {score * 1000 // whole / 10:.1f} %"),
        *((("Reason", reason),) if reason else ()),
        ("Most for one member", f"{int(cap * 1000) / 10:.1f} % of a pot, with {count(n, 'contributor')}"),
        ("Curve", run.settings["curve"]),
        ("Amount", "; ".join(got) or "nothing"),
        ("Object", "`rewards object` within the objection window"),
    )


def preset(run: Run) -> Fraction:
    return Fraction(run.settings["cap"], 10_000)


async def evidence(look: Look, digest: dict[str, Any], member: int) -> Grid:
    """What each giver counted for, the largest first."""
    parts = rules.baseline(digest).parts.get(member, {})
    names = await members.names(look, parts)
    said = {giver: [work["id"] for work in digest["works"] if member in work["for"] and giver in (work["by"], *work["attested"])] for giver in parts}
    ranked = sorted(parts.items(), key=lambda one: (-one[1], one[0]))[:15]
    return Grid(("Said by", "About", "Counts"), tuple((names[one], " ".join(f"#{n}" for n in said[one][:6]), f"{worth:,}") for one, worth in ranked))
