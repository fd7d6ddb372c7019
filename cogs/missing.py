"""What was sent and did not come: the receiver says so, treasurers may send it again (RULES 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import Button, Card
from bot.command import TREASURER, Arg, Call, Cog, Context, alarm, command
from cogs import handed, payouts
from cogs.amounts import spelled
from rules import handover
from rules.errors import Refusal
from storage import disputed, links, members, settling, transit
from storage import payouts as store

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change

Number = Annotated[int, Arg("number of the line", ge=1)]


class Missing(Cog):
    """Treasurers look at it, a jury where they do not agree; nothing goes out again without their approvals."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("treasury missing")
    async def missing(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        why: Annotated[str, Arg("what you see, for the treasurers", rest=True, most=300)],
    ) -> Card:
        """Say within 7 days that what was sent to you did not come."""
        one = await transit.get(change, number)
        if one.member != ctx.me:
            raise Refusal(
                f"Line #{number} is not yours; only whom it was sent to can say that it did not come."
            )
        if one.state != transit.SENT or one.sent is None:
            raise Refusal(f"Line #{number} is not sent: it is {handed.state(one)}.")
        if one.missing:
            raise Refusal(f"You have said already that line #{number} did not come.")
        handover.may_miss(one.sent, change.now)
        await transit.put(change, [one], missing=change.now, why=why)
        name, amount = await members.name(change, ctx.me), await spelled(change, {one.asset: one.amount})
        body = f"{name} says that {amount} of batch #{one.batch} did not come: {why}"
        button = Button("Send it again", Call.to("treasury resend", number=number), "🔁")
        others = tuple(who for who in await members.holders(change, TREASURER) if who != ctx.me)
        facts = (("Transaction", one.hash),)
        card = Card(
            body, f"Line #{number} did not come", facts, buttons=(button,), mentions=others, tone="warn"
        )
        await change.show(handed.TOPIC, card, subject=f"missing/{number}")
        jury = f"`dispute sent {number}` has a jury decide"
        return Card(f"The treasurers are told; nothing has been decided yet. {jury}.")

    @command("treasury resend", role=TREASURER, confirm=True)
    async def resend(self, ctx: Context, change: Change, number: Number) -> Card:
        """Ask the treasurers to send again what did not come."""
        await links.may_move(change, ctx.me)
        one = await transit.get(change, number)
        if one.state != transit.SENT or one.missing is None:
            raise Refusal(f"Nobody has said that line #{number} did not come, so it is not sent again.")
        if one.member == ctx.me:
            raise Refusal(f"Line #{number} is yours, so another treasurer has to judge it.")
        if open_ := [
            p for p in await store.of(change, settling.RESEND, str(number)) if p.state != store.ENDED
        ]:
            raise Refusal(
                f"Payout #{open_[-1].id} is about this line already; `treasury approve {open_[-1].id}`."
            )
        await disputed.sent.undecided(change, one)
        payout = await disputed.sent.ask(change, one, one.amount)
        facts = (
            ("To", await members.name(change, one.member)),
            ("Amount", await spelled(change, {one.asset: one.amount})),
            ("Sent before by", one.hash),
            ("Next", f"treasurers approve payout #{payout.id}, or refuse it"),
        )
        return Card(
            "Look at the transaction first: what did come would be paid twice.",
            f"Send line #{number} again",
            facts,
        )

    @alarm("resend.paid")
    async def paid(self, change: Change, subject: str) -> None:
        """It is on its way once more; the old line is kept as what it was."""
        one = await transit.get(change, int(subject))
        await transit.put(change, [one], state=transit.AGAIN)
        number = max(p.id for p in await store.of(change, settling.RESEND, subject))
        await payouts.show(change, await settling.standing(change, await store.get(change, number)))
        due = {one.asset: sum(line.amount for line in await store.lines(change, number))}
        amount, more = await spelled(change, due), await handed.then(change, one.member, due)
        told = f"The treasurers send {amount} to you again, which did not come in batch #{one.batch}.{more}"
        await change.whisper(one.member, Card(told, tone="good"))
        await handed.show(change, one.batch or 0)

    @alarm("resend.ended")
    async def ended(self, change: Change, subject: str) -> None:
        """Treasurers have refused to send it again; nothing has moved."""
        one = await transit.get(change, int(subject))
        number = max(p.id for p in await store.of(change, settling.RESEND, subject))
        await payouts.show(change, await settling.standing(change, await store.get(change, number)))
        jury = f" `dispute sent {one.id}` has a jury decide."
        told = f"The treasurers do not send line #{one.id} again; payout #{number} says why.{jury}"
        await change.whisper(one.member, Card(told, tone="warn"))
