"""What came out of a month: shown, paid, published; and what treasurers choose when people have to decide."""

from __future__ import annotations

import json
from typing import Annotated

from bot.card import Card, File, Grid
from bot.command import TREASURER, Arg, Cog, Context, Member, alarm, command
from bot.deps import Deps
from cogs import handed
from cogs.amounts import spelled, verb
from cogs.explaining import explained
from cogs.monthly import TOPIC, card, grid, renew, sums
from cogs.objections import about, pay_on, refresh
from prompts import scorer
from rules import ledger as accounts
from rules import months
from rules.errors import Refusal
from rules.ledger import canonical
from rules.moments import Month
from rules.wording import count, listed
from storage import blobs, budgets, bundles, judging, ledger, links, members, parameters, payouts, runs
from storage.payouts import ASKED, PAID, UNPAID
from storage.runs import Run
from storage.store import Change, Look

When = Annotated[Month | None, Arg("which month, such as 2026-11; the newest if left out")]
Whose = Annotated[Member | None, Arg("whose; yours if left out")]
MOST_MONTHS = 20


class Rewards(Cog):
    """Every figure here follows from the frozen digest."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("rewards show")
    async def show(self, ctx: Context, look: Look, month: When = None) -> Card:
        """The rewards of a month."""
        return await card(look, await frozen(look, month))

    @command("rewards explain", private=True)
    async def explain(self, ctx: Context, look: Look, who: Whose = None, month: When = None) -> Card:
        """How a reward came about."""
        run = await frozen(look, month)
        member = whose(ctx, who)
        if member != ctx.member and not await parameters.get(look, "explain_public"):
            raise Refusal("Here everybody may read only how their own reward came about: `rewards explain`.")
        return await explained(look, run, member)

    @command("rewards history")
    async def history(self, ctx: Context, look: Look, who: Whose = None) -> Card:
        """What somebody was paid in each month."""
        member, rows, total = whose(ctx, who), [], dict[str, int]()
        for run in await runs.every(look):
            lines = await payouts.lines(look, run.payout) if run.payout else []
            if mine := sums([one for one in lines if one.member == member], PAID):
                rows.append((run.title, await spelled(look, mine)))
                total = {asset: total.get(asset, 0) + mine.get(asset, 0) for asset in {*total, *mine}}
        name = await members.name(look, member)
        if not rows:
            return Card(f"{name} has not been paid rewards yet.")
        body = f"In all {await spelled(look, total)} in {count(len(rows), 'month')}."
        newest = tuple(reversed(rows))[:MOST_MONTHS]
        return Card(body, title=f"Rewards of {name}", table=Grid(("Month", "Paid"), newest))

    @command("rewards yes", role=TREASURER, confirm=True)
    async def yes(
        self, ctx: Context, change: Change, who: Annotated[Member, Arg("whose line")], month: When = None
    ) -> Card:
        """Say yes to the part of a line that stands far above what is recorded of its member."""
        run = await frozen(change, month)
        lines = await agreeable(change, run, who, ctx.me)
        await links.may_move(change, ctx.me)
        await payouts.agree(change, run.payout or 0, [one.line for one in lines], ctx.me)
        due, name = await spelled(change, sums(lines, ASKED)), await members.name(change, who)
        speaker = await members.name(change, ctx.me)
        said = f"{speaker} says yes to {due} for {name}, above what is recorded."
        await change.say(TOPIC, Card(said), thread=run.subject)
        await pay_on(change, run)
        await refresh(change, run)
        then = "It waits for approval like the other lines, or is paid where they were."
        return Card(then, title=f"Yes to {due} for {name}")

    @command("rewards again", role=TREASURER)
    async def again(self, ctx: Context, change: Change, month: When = None) -> Card:
        """Have a month that people must decide on scored once more."""
        return await choose(ctx, change, months.AGAIN, month)

    @command("rewards baseline", role=TREASURER)
    async def baseline(self, ctx: Context, change: Change, month: When = None) -> Card:
        """Take the embedded scorer's judgement for such a month."""
        return await choose(ctx, change, months.BASELINE, month)

    @command("rewards carry", role=TREASURER)
    async def carry(self, ctx: Context, change: Change, month: When = None) -> Card:
        """Have such a month judged together with the next one."""
        return await choose(ctx, change, months.CARRY, month)

    @alarm("carry")
    async def carried(self, change: Change, subject: str) -> None:
        """Nobody decided for 14 days: work and budget go into the next month."""
        run = await runs.get(change, subject)
        if run.state in (months.PEOPLE, months.REJECTED):
            await carry_on(change, run)

    @alarm("edge")
    async def unasked(self, change: Change, subject: str) -> None:
        """Nobody said yes in time: what stood above what is known goes back."""
        run = await runs.get(change, subject)
        if run.state not in (months.PROPOSED, months.APPROVED):
            return
        back = await judging.let_go(change, run)
        if not any(back.values()):
            return
        await budgets.release(change, Month.parse(run.month), back, f"run/{run.month}")
        goes = f"{await spelled(change, back)} {verb(back, 'goes', 'go')} back"
        body = f"Nobody said yes to what stands above what is recorded: {goes}."
        await change.say(TOPIC, Card(body), thread=run.subject)
        await pay_on(change, run)
        await refresh(change, run)

    @alarm("rewards.paid")
    async def paid(self, change: Change, subject: str) -> None:
        """Money has moved, or the last line was settled: say so, with everything it follows from."""
        await judging.settled(change, subject)
        await publish(change, subject)
        await renew(change, subject)

    @alarm("rewards.ended")
    async def ended(self, change: Change, subject: str) -> None:
        """Treasurers refused or never answered: the rest goes back, or people decide about the month."""
        run = await runs.get(change, subject)
        lines = await payouts.lines(change, run.payout or 0)
        if any(one.state == PAID for one in lines):
            await self.paid(change, subject)
            return
        await judging.reject(change, subject)
        await renew(change, subject)
        treasurers = tuple(await members.holders(change, TREASURER))
        body = "These rewards were refused. What happens to the month is for the treasurers to choose."
        await change.say(TOPIC, Card(body, tone="warn", mentions=treasurers), thread=run.subject)


async def agreeable(look: Look, run: Run, who: int, me: int) -> list[payouts.Line]:
    """The lines of a member that need a yes; Refusal where there are none or it is not for the speaker."""
    matter = await about(look, run, who)
    if me in matter.people:
        raise Refusal("This is your own line, so another treasurer has to say yes.")
    if matter.open:
        raise Refusal(f"The line of {matter.name} is stopped; it has to be settled first: `rewards settle`.")
    lines = matter.among(ASKED)
    if run.state not in (months.PROPOSED, months.APPROVED) or not lines:
        raise Refusal(f"Nothing of {matter.name} in {run.title} needs a yes.")
    return lines


def whose(ctx: Context, who: int | None) -> int:
    if who is None and ctx.member is None:
        raise Refusal("You have done nothing here yet, so there are no rewards of yours; name somebody.")
    return who or ctx.me


async def frozen(look: Look, month: Month | None) -> Run:
    """The run that is meant, once it is frozen; Refusal before."""
    run = await runs.get(look, str(month)) if month else await runs.latest(look)
    if run is None:
        raise Refusal("No month has been judged yet; `digest preview` shows the current one.")
    if run.state == months.OPEN:
        raise Refusal(f"{run.title} has not been judged yet; `digest preview` shows what it holds so far.")
    return run


async def choose(ctx: Context, change: Change, way: str, month: Month | None) -> Card:
    """M treasurers name the same way out, in public."""
    run = await stuck(change, month)
    await links.may_move(change, ctx.me)
    allowed = await parameters.get(change, "baseline_allowed")
    ways = months.ways_out(run.state, run.tries, baseline=allowed)
    if way not in ways:
        raise Refusal(
            f"For {run.title} treasurers can choose {listed([f'`rewards {one}`' for one in ways], 'or')}."
        )
    chosen = await runs.choose(change, run.month, ctx.me, way)
    treasurers, needed = (
        await members.holders(change, TREASURER),
        await parameters.get(change, "approvals_needed"),
    )
    same = sum(chosen.get(one) == way for one in treasurers)
    lacking = f"{count(needed - same, 'more treasurer')} must choose the same"
    name, then = await members.name(change, ctx.me), DONE[way] if same >= needed else lacking
    await change.say(
        TOPIC, Card(f"{name} chooses `rewards {way}` for {run.title}: {then}."), thread=run.subject
    )
    if same >= needed:
        await runs.forget_choices(change, run.month)
        who = [one for one in treasurers if chosen.get(one) == way]
        await judging.decided(change, run, "choice", {"way": way, "treasurers": who})
        await WAYS[way](change, run)
    return Card(f"{run.title}: {then}.")


async def stuck(look: Look, month: Month | None) -> Run:
    """The run that people must decide on; Refusal if there is none."""
    for run in reversed(await runs.every(look)):
        if run.state in (months.PEOPLE, months.REJECTED) and month in (None, Month.parse(run.month)):
            return run
    raise Refusal(
        "No month waits for such a decision; only one that was refused, or could not be scored, does."
    )


async def score_again(change: Change, run: Run) -> None:
    await judging.restart(change, run, {})
    await renew(change, run.month)


async def take_baseline(change: Change, run: Run) -> None:
    await judging.restart(change, run, {"baseline": True})
    await renew(change, run.month)


async def carry_on(change: Change, run: Run) -> None:
    into, held = await judging.carry(change, run)
    await renew(change, run.month)
    body = f"{run.title} is judged together with {into.title}, with {await spelled(change, held)}."
    await change.say(TOPIC, Card(body), thread=run.subject)


WAYS = {months.AGAIN: score_again, months.BASELINE: take_baseline, months.CARRY: carry_on}
DONE = {
    months.AGAIN: "it is scored once more",
    months.BASELINE: "the embedded scorer judges",
    months.CARRY: "it is judged together with the next month",
}


async def publish(change: Change, month: str) -> None:
    """Post the token rewards with everything they follow from, and tell those who were paid now."""
    run = await runs.get(change, month)
    told = await entries(change, run)
    whole = await bundles.whole(change, month)
    if not whole["payments"]:
        return
    name = await blobs.put(change, canonical(whole).encode())
    await runs.put(change, month, bundle=name)
    lines = await payouts.lines(change, run.payout or 0)
    waits = sums(lines, *UNPAID)
    file = File(f"rewards-{month}.json", blob=name, alt=f"everything the rewards for {run.title} follow from")
    fields = [("Paid", await spelled(change, sums(lines, PAID)))]
    fields += [("Still waits", await spelled(change, waits))] if waits else []
    fields += [("Scorer", scorer.label(run.scorer)), ("To check", f"`python -m bot verify {file.name}`")]
    fields += [("Chain", (await ledger.head(change))[: accounts.SHOWN])]
    table = await grid(change, run, lines)
    post = Card("", f"Token rewards for {run.title}", tuple(fields), table, files=(file,), tone="good")
    await change.show(TOPIC, post, subject=f"rewards/{month}")
    await tell(change, run, [one for one in lines if one.entry and one.entry not in told])


async def entries(look: Look, run: Run) -> set[int]:
    """The ledger entries that the bundle published before holds."""
    data = await blobs.get(look, run.bundle) if run.bundle else None
    return {one["entry"]["number"] for one in json.loads(data)["payments"]} if data else set()


async def tell(change: Change, run: Run, lines: list[payouts.Line]) -> None:
    """A private note to each member who was paid and wants such notes."""
    for member in sorted({one.member for one in lines}):
        mine = sums([one for one in lines if one.member == member], PAID)
        got = await spelled(change, mine)
        then = await handed.then(change, member, mine)
        body = f"You received {got} for {run.title}.{then} `rewards explain` says how it came about."
        await change.whisper(member, Card(body, tone="good"), kind="rewards")
