"""Disputes on their way: answering as a juror, appealing, and what follows (RULES 9)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import CHAIN, Card
from bot.command import Arg, Cog, Context, Money, alarm, command, extended
from cogs import appealing, deciding, disputing, handed, monthly
from cogs import disputed as faces
from cogs.payouts import show as show_payout
from rules.amounts import show as spell
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.wording import count
from storage import dispute_steps as steps
from storage import disputes, draws, joining, owing, payouts, settling
from storage.disputes import ANSWERING, DECIDED, MOOT, VERDICT, VOTING

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.disputes import Dispute
    from storage.payouts import Payout
    from storage.store import Change, Look

Number = Annotated[int, Arg("number of the dispute", ge=1)]


class Disputes(Cog):
    """What is disputed waits for a jury, and nothing else does."""

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
            return Card("There is no such dispute; `help dispute` shows how one is filed.")
        lines = [await disputing.line(look, one) for one in reversed(found)]
        more = f"\n… and {len(lines) - monthly.MOST_ROWS:,} more" if len(lines) > monthly.MOST_ROWS else ""
        return Card("\n".join(lines[: monthly.MOST_ROWS]) + more, title=count(len(found), "dispute"))

    @command("dispute show")
    async def show(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show a dispute and how it stands."""
        return await disputing.card(look, await disputes.get(look, number))

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
        """Have a larger jury decide, in the end everybody, with a doubled deposit, if a verdict went against you."""
        one = await steps.appeal(change, await disputes.get(change, number), ctx.me)
        await disputing.show(change, one)
        this = (await disputes.rounds(change, one.id))[-1]
        put_up = await disputing.amount(change, one, this.deposit)
        then = f"{this.seats} jurors are drawn" if this.seats else "everybody votes"
        told = f"Appealed: {then}. Deposit: {put_up}."
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
        one, payout = await raised(change, subject)
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
        one, payout = await raised(change, subject)
        back = await disputing.amount(change, one, await owing.refused(change, one, payout))
        await show_payout(change, await settling.standing(change, payout))
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

    @alarm(steps.VOTE)
    async def everybody(self, change: Change, subject: str) -> None:
        """No jury follows, or none could be drawn: everybody votes."""
        before = await disputes.get(change, int(subject))
        if before.state != VOTING:
            return
        one = await appealing.open_vote(change, before)
        await disputing.show(change, one)
        if one.vote:
            await disputing.step(change, one, f"Everybody votes: proposal #{one.vote}.")
        else:
            await told(change, before, one)

    @alarm(deciding.VOTED)
    async def voted(self, change: Change, subject: str) -> None:
        """Everybody has voted."""
        one = await disputes.get(change, int(subject))
        await told(change, one, await steps.voted(change, one, await appealing.winner(change, one)))


async def raised(look: Look, subject: str) -> tuple[Dispute, Payout]:
    """A dispute that has raised a line, and the payout of that."""
    one = await disputes.get(look, int(subject.partition("/")[0]))
    return one, (await payouts.of(look, settling.DISPUTE, subject))[-1]


async def told(change: Change, before: Dispute, now: Dispute) -> None:
    """Say what a step has brought about, and let what waited go on where it was the last."""
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
        said = f"Dispute #{now.id}: {await disputing.state(change, now)}."
        await faces.of(now).decided(change, now, said)


async def summoned(look: Look, one: Dispute) -> str:
    """Whose answers are waited for."""
    this = (await disputes.rounds(look, one.id))[-1]
    until = await disputing.when(look, one.until)
    which = "Others were drawn for silent jurors" if this.replaced else "The jury was drawn"
    return f"{which}: {await disputing.jury(look, one, this)}. They answer privately until {until}."
