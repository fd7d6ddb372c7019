"""Disputes over a reward line: filing, answering as a juror, and appealing (RULES 9)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import CHAIN, Card
from bot.command import Arg, Cog, Context, Member, Money, alarm, command, extended
from cogs import disputing, handed, monthly, objections
from cogs.payouts import show as show_payout
from rules import juries
from rules.amounts import show as spell
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.wording import count
from storage import dispute_steps as steps
from storage import disputed, disputes, draws, joining, parameters, payouts, runs, settling
from storage.disputed import Matter
from storage.disputes import ANSWERING, DECIDED, MOOT, VERDICT
from storage.payouts import HELD, WAITING

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.disputes import Dispute
    from storage.store import Change, Look

Number = Annotated[int, Arg("number of the dispute", ge=1)]


class Disputes(Cog):
    """A disputed line waits for a jury, and nothing else does."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("dispute list")
    async def list(
        self,
        ctx: Context,
        look: Look,
        state: Annotated[Literal["every"] | None, Arg("decided ones, too; open ones if left out")] = None,
    ) -> Card:
        """Show the disputes there are."""
        found = await (disputes.every(look) if state else disputes.live(look))
        if not found:
            return Card(
                "There is no such dispute; `dispute open` files one against a line of proposed rewards."
            )
        lines = [await disputing.line(look, one) for one in reversed(found)]
        more = f"\n… and {len(lines) - monthly.MOST_ROWS:,} more" if len(lines) > monthly.MOST_ROWS else ""
        return Card("\n".join(lines[: monthly.MOST_ROWS]) + more, title=count(len(found), "dispute"))

    @command("dispute show")
    async def show(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show a dispute and how it stands."""
        return await disputing.card(look, await disputes.get(look, number))

    @command("dispute open", confirm=True)
    async def open(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Member, Arg("whose line; your own, too")],
        amount: Annotated[Money, Arg("what the line should be, such as 50; 0 for nothing", ge=0)],
        reason: Annotated[str, Arg("why, for everybody to read", rest=True, most=500)],
    ) -> Card:
        """Have a jury decide about a line of proposed rewards; it takes a deposit."""
        run = await objections.in_window(change)
        matter = await disputable(change, await objections.about(change, run, who), amount)
        one = await steps.file(change, ctx.me, amount.amount, reason, matter)
        await disputing.show(change, one)
        await monthly.renew(change, one.subject)
        this = (await disputes.rounds(change, one.id))[-1]
        put_up = await disputing.amount(change, one, this.deposit)
        if this.pledged:
            costs = f"{put_up}, pledged of your line: lost if the jury does not raise it"
        else:
            costs = f"{put_up}, back if the jury moves the amount your way"
        fields = (
            ("Now", await disputing.amount(change, one, one.quo)),
            ("Claimed", await disputing.amount(change, one, one.claim)),
            ("Deposit", costs),
            (
                "Then",
                f"{juries.seats(await juries_of(change), 1)} jurors are drawn, and answer within 3 days",
            ),
            (CHAIN, change.head[:SHOWN]),
        )
        title = f"Dispute #{one.id}: {await disputing.about(change, one)}"
        return Card(reason, title=title, fields=fields, private=True)

    @command("dispute answer", private=True)
    async def answer(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        amount: Annotated[Money, Arg("what you find right, such as 40; 0 for nothing", ge=0)],
    ) -> Card:
        """Say as a juror, privately, which amount you find right."""
        one = await disputes.get(change, number)
        if amount.asset.symbol != one.asset:
            raise Refusal(f"This dispute is about {one.asset}; answer with an amount of it.")
        after = await steps.answer(change, one, ctx.me, amount.amount)
        await told(change, one, after)
        said = f"You answer {spell(amount.amount, amount.asset)} in dispute #{one.id}."
        more = (
            " You can change it as long as others have not all answered." if after.state == ANSWERING else ""
        )
        return Card(said + more, private=True)

    @command("dispute appeal", confirm=True)
    async def appeal(self, ctx: Context, change: Change, number: Number) -> Card:
        """Have a larger jury decide, with a doubled deposit, if a verdict went against you."""
        one = await steps.appeal(change, await disputes.get(change, number), ctx.me)
        await disputing.show(change, one)
        this = (await disputes.rounds(change, one.id))[-1]
        put_up = await disputing.amount(change, one, this.deposit)
        told = f"Appealed: {this.seats} jurors are drawn. Deposit: {put_up}."
        await disputing.step(change, one, told)
        return Card(told, title=f"Dispute #{one.id}", fields=((CHAIN, change.head[:SHOWN]),))

    @alarm(steps.DRAW)
    async def drawn(self, change: Change, subject: str) -> None:
        """The jury of a round that was filed."""
        one = await disputes.get(change, int(subject))
        await told(change, one, await steps.draw(change, one))

    @alarm(steps.ANSWERS)
    async def answers_due(self, change: Change, subject: str) -> None:
        """Three days have passed since jurors were asked."""
        one = await disputes.get(change, int(subject))
        await told(change, one, await steps.time_is_over(change, one))

    @alarm(steps.APPEALED)
    async def stands(self, change: Change, subject: str) -> None:
        """Nobody has appealed."""
        one = await disputes.get(change, int(subject))
        if one.state == VERDICT:
            await told(change, one, await steps.finish(change, one))

    @alarm("dispute.paid")
    async def paid(self, change: Change, subject: str) -> None:
        """What a line was raised by is paid; its member hears of it."""
        one = await disputed.paid(change, await disputes.get(change, int(subject)))
        payout = (await payouts.of(change, settling.DISPUTE, subject))[-1]
        await show_payout(change, await settling.standing(change, payout))
        more = (await payouts.lines(change, payout.id))[0].amount
        got = await disputing.amount(change, one, more)
        await disputing.step(change, one, f"{got} is paid on top of the line.", "good")
        whose = (await joining.followed(change, [one.member]))[one.member]
        told = (
            f"{got} came to you from dispute #{one.id}.{await handed.then(change, whose, {one.asset: more})}"
        )
        note = Card(told, fields=((CHAIN, change.head[:SHOWN]),), tone="good")
        await change.whisper(whose, note, kind="rewards")

    @alarm("dispute.ended")
    async def refused(self, change: Change, subject: str) -> None:
        """Treasurers refused to pay what a line was raised by, or nobody touched it."""
        before = await disputes.get(change, int(subject))
        one = await disputed.refused(change, before)
        payout = (await payouts.of(change, settling.DISPUTE, subject))[-1]
        await show_payout(change, await settling.standing(change, payout))
        back = await disputing.amount(change, one, before.raised)
        await disputing.step(change, one, f"Payout #{payout.id} has ended; {back} went back.", "warn")

    @alarm("draw.prepare")
    async def prepare(self, change: Change, subject: str) -> None:
        """A community from before there were juries gets its first secrets."""
        await draws.commit(change)

    @extended(steps.ANSWERS)
    async def later(self, change: Change, subject: str, end: datetime) -> None:
        """The bot was away: there is more time, and the card says so."""
        one = await disputes.get(change, int(subject))
        await disputing.show(change, await disputes.put(change, one, until=end))

    @extended(steps.APPEALED)
    async def appealed_later(self, change: Change, subject: str, end: datetime) -> None:
        """The same for an appeal."""
        await self.later(change, subject, end)


async def juries_of(look: Look) -> list[str]:
    """The seats of each round."""
    found: list[str] = await parameters.get(look, "juries")
    return found


async def disputable(look: Look, matter: objections.Matter, amount: Money) -> Matter:
    """The line as a dispute has it; Refusal where it is none, or not any more."""
    lines, month = matter.among(WAITING, HELD), matter.run.title
    if not lines or matter.run.payout is None:
        raise Refusal(
            f"{matter.name} has no line for {month} that is still unpaid, so there is nothing to dispute; "
            "`rewards explain` says why."
        )
    asset = lines[0].asset
    if amount.asset.symbol != asset:
        raise Refusal(f"Give the amount in {asset}; what is paid beside it falls in the same proportion.")
    quo = sum(line.amount for line in lines if line.asset == asset)
    return Matter(matter.run.month, matter.run.payout, matter.member, matter.people, asset, quo)


async def told(change: Change, before: Dispute, now: Dispute) -> None:
    """Say what a step has brought about, and pay on where it was the last."""
    if now == before:
        return
    await disputing.show(change, now)
    if now.state == ANSWERING:
        await disputing.step(change, now, await summoned(change, now))
        await disputing.ask(change, now)
    if now.state in (VERDICT, DECIDED, MOOT):
        state = await disputing.state(change, now)
        await disputing.step(change, now, state[:1].upper() + state[1:] + ".")
    if now.state in (DECIDED, MOOT):
        await pay_on(change, now)


async def summoned(look: Look, one: Dispute) -> str:
    """Whose answers are waited for."""
    this = (await disputes.rounds(look, one.id))[-1]
    until = await disputing.when(look, one.until)
    which = "Others were drawn for silent jurors" if this.replaced else "The jury was drawn"
    return f"{which}: {await disputing.jury(look, one, this)}. They answer privately until {until}."


async def pay_on(change: Change, one: Dispute) -> None:
    """Pay what was approved before; the cards of the month and its payout say how the line stands."""
    run, payout = await runs.get(change, one.subject), await payouts.get(change, one.payout)
    if run.payout == payout.id:
        await objections.pay_on(change, run)
        await objections.refresh(change, run)
