"""Objecting to a line of a month's rewards, holding one, and settling it (RULES 5 and 9)."""

from __future__ import annotations

from typing import Annotated, Literal

from bot.card import Card
from bot.command import TREASURER, Arg, Cog, Context, Member, Money, command
from bot.deps import Deps
from cogs.monthly import over, propose
from rules import approvals, months
from rules.amounts import show
from rules.errors import Refusal
from rules.wording import count
from storage import assets, members, objections, payouts, runs, settling
from storage.payouts import HELD, STRUCK, WAITING
from storage.runs import Run
from storage.store import Change, Look

TOPIC = "rewards"
Why = Annotated[str, Arg("why, for everybody to read", rest=True, most=500)]
Whose = Annotated[Member, Arg("whose line")]


class Objections(Cog):
    """A complaint stops one line, never the month."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("rewards object")
    async def object(
        self, ctx: Context, change: Change, reason: Why, who: Annotated[Member | None, Arg("whose line; yours if left out")] = None
    ) -> Card:
        """Object to your reward or to somebody else's while the window is open."""
        run = await disputable(change)
        if run.window is None or change.now > run.window:
            raise Refusal(f"The objection window of {run.title} is over.")
        member = who or ctx.me
        if any(one.by == ctx.me and one.kind == "objection" and one.state == objections.OPEN for one in await objections.of_month(change, run.month)):
            raise Refusal(f"You have an open objection in {run.title} already.")
        await stop(change, run, member, ctx.me, "objection", reason)
        return Card(f"Your objection stops the line of {await members.name(change, member)} until treasurers settle it.")

    @command("rewards hold", role=TREASURER)
    async def hold(self, ctx: Context, change: Change, who: Whose, reason: Why) -> Card:
        """Hold somebody's line until it is settled, and approve the rest."""
        run = await disputable(change)
        if who == ctx.me:
            raise Refusal("You cannot hold your own line; `rewards object` objects to it.")
        await stop(change, run, who, ctx.me, "hold", reason)
        return Card(f"The line of {await members.name(change, who)} is held.")

    @command("rewards settle", role=TREASURER, confirm=True)
    async def settle(
        self,
        ctx: Context,
        change: Change,
        who: Whose,
        way: Annotated[Literal["release", "lower", "strike"], Arg("what becomes of the line")],
        amount: Annotated[Money | None, Arg("what is paid instead, to lower it")] = None,
    ) -> Card:
        """Settle a line that is held or objected to, with the other treasurers."""
        run = await disputable(change)
        matter = [one for one in await objections.of_month(change, run.month) if one.member == who and one.state == objections.OPEN]
        if not matter:
            raise Refusal(f"Nothing is open about the line of {await members.name(change, who)}.")
        objectors = {one.by for one in matter}
        if ctx.me == who or ctx.me in objectors:
            raise Refusal("This concerns you, so the other treasurers settle it.")
        resolution = await worded(change, run, who, way, amount)
        await objections.say(change, run.month, who, ctx.me, resolution)
        treasurers = await members.holders(change, TREASURER)
        words = await objections.words(change, run.month, who)
        now = approvals.settle(treasurers, run.settings["needed"], words, {who}, objectors)
        name = await members.name(change, who)
        if now.resolution is None:
            lacking = now.needed - now.named.get(resolution, 0)
            then = f"{count(lacking, 'more treasurer')} must say the same" if now.needed else now.why
            await change.say(TOPIC, Card(f"{await members.name(change, ctx.me)} would {told(resolution)} the line of {name}; {then}."))
        else:
            then = await carry_out(change, run, who, now.resolution)
            await change.say(TOPIC, Card(f"The line of {name}: {then}.", title=f"Settled in {run.title}"))
        await propose(change, run.month)
        return Card("", title=f"{way.capitalize()} the line of {name}", fields=(("Then", then),))


async def disputable(look: Look) -> Run:
    """The newest run whose lines can still be stopped."""
    for run in reversed(await runs.every(look)):
        if run.state in (months.PROPOSED, months.PAID) and run.payout is not None:
            return run
    raise Refusal("No rewards are proposed at the moment.")


async def mine(look: Look, run: Run, member: int, *states: str) -> list[payouts.Line]:
    return [one for one in await payouts.lines(look, run.payout or 0) if one.member == member and one.state in states]


async def stop(change: Change, run: Run, member: int, by: int, kind: str, reason: str) -> None:
    """Stop every pot's line of a member, in public."""
    lines = await mine(change, run, member, WAITING, HELD)
    name = await members.name(change, member)
    if not lines and str(member) not in run.scores:
        raise Refusal(f"{name} has no line in {run.title}.")
    if not lines and await mine(change, run, member, "paid", STRUCK, "ended"):
        raise Refusal(f"The line of {name} in {run.title} is settled or paid already.")
    if not lines:
        raise Refusal(f"{name} gets nothing in {run.title}, so there is no line to stop; talk to the treasurers about the next month.")
    await objections.add(change, run.month, member, by, kind, reason)
    await payouts.set_lines(change, run.payout or 0, [one.line for one in lines], HELD)
    verb = "objects to" if kind == "objection" else "holds"
    body = f"{await members.name(change, by)} {verb} the line of {name}: {reason}\nTreasurers who are not concerned settle it: `rewards settle @{name} release`, `lower` or `strike`."
    await change.say(TOPIC, Card(body, tone="warn"), thread=run.subject)
    await propose(change, run.month)


async def worded(look: Look, run: Run, member: int, way: str, amount: Money | None) -> str:
    """The resolution as it is kept and compared; Refusal where it cannot be."""
    if way != "lower":
        if amount is not None:
            raise Refusal("An amount goes with `lower` only.")
        return way
    if amount is None:
        raise Refusal("Say what is paid instead, such as `rewards settle @ana lower 50`.")
    line = next((one for one in await mine(look, run, member, HELD) if one.asset == amount.asset.symbol), None)
    if line is None or amount.amount >= line.amount:
        there = show(line.amount, amount.asset) if line else f"no {amount.asset.symbol}"
        raise Refusal(f"The line has {there}; lowering means less than that, and more than nothing.")
    return f"lower:{amount.amount}:{amount.asset.symbol}"


def told(resolution: str) -> str:
    return resolution.partition(":")[0]


async def carry_out(change: Change, run: Run, member: int, resolution: str) -> str:
    """Release, lower or strike; what then is in words."""
    number, lines = run.payout or 0, await mine(change, run, member, HELD)
    kind, _, rest = resolution.partition(":")
    if kind == "strike":
        await payouts.set_lines(change, number, [one.line for one in lines], STRUCK)
        then = "struck; the amount goes back to where it came from"
    else:
        await payouts.set_lines(change, number, [one.line for one in lines], WAITING)
        then = "released"
    if kind == "lower":
        amount, _, symbol = rest.partition(":")
        line = next(one for one in lines if one.asset == symbol)
        await payouts.lower(change, number, line.line, int(amount))
        then = f"lowered to {show(int(amount), await assets.get(change, symbol))}"
    await objections.settle(change, run.month, member, kind)
    payout = await payouts.get(change, number)
    if payout.state == payouts.PAID:
        await payouts.set_state(change, number, payouts.OPEN)
        payout = await payouts.get(change, number)
    await settling.settle(change, payout)
    if run.state == months.PAID:
        await over(change, await runs.get(change, run.month))
        await change.alarm("rewards.paid", run.month, change.now)
    return then


