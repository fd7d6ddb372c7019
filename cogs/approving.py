"""Judging bounties: approved, returned, objected to, cancelled; and what becomes of their money (RULES 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Card
from bot.command import MODERATOR, Arg, Cog, Context, Money, alarm, command
from cogs import bountied, handed, payouts
from cogs.bounties import Number
from rules import bounties as rules
from rules.approvals import Verdict
from rules.errors import Refusal
from rules.ledger import SHOWN
from storage import bounties, disputed, members, settling
from storage import bounty_steps as steps
from storage import payouts as store

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.bounties import Bounty
    from storage.store import Change

Why = Annotated[str, Arg("why, for everybody to read", rest=True, most=rules.LONGEST_REASON)]


class Approving(Cog):
    """Nobody judges their own work, and everybody has a day to object."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("bounty approve", confirm=True)
    async def approve(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        part: Annotated[Money | None, Arg("how much of it; all if left out")] = None,
    ) -> Card:
        """Approve a bounty that was handed in, or a part of what it pays."""
        before = await bounties.get(change, number)
        if part and part.asset.symbol != before.asset:
            raise Refusal(f"Bounty #{number} pays {before.asset}, not {part.asset.symbol}.")
        pays = part.amount if part else before.amount
        one = await steps.approve(change, before, ctx.me, pays, moderator=MODERATOR in ctx.roles)
        await bountied.show(change, one)
        name, whose = await members.name(change, ctx.me), await members.name(change, one.claimant or 0)
        told = f"{name} approves {await bountied.amount(change, one, pays)} for {whose}."
        await bountied.step(change, one, f"{told} It can be objected to for 24 hours.", "good")
        pays_, called = await bountied.amount(change, one, pays), await bountied.called(change, one)
        note = f"{name} approves {pays_} for you, for {called}; it can be objected to for 24 hours."
        await change.whisper(one.claimant or 0, Card(note, tone="good"), kind="duties")
        facts = [("To", whose), ("Pays", await bountied.amount(change, one, pays))]
        if rest := one.amount - pays:
            goes = f"{await bountied.amount(change, one, rest)} to {await origin(change, one)}, after these 24 hours"
            facts += [("Goes back", goes)]
        then = "it is paid" if pays <= one.small else "treasurers are asked for the payout"
        facts += [("Then", f"24 hours for objections, then {then}"), (CHAIN, change.head[:SHOWN])]
        return Card("", title=f"Approve bounty #{number}", fields=tuple(facts))

    @command("bounty return", form=True)
    async def send_back(self, ctx: Context, change: Change, number: Number, reason: Why) -> Card:
        """Ask for changes to what was handed in; the claim begins anew."""
        before = await bounties.get(change, number)
        one = await steps.send_back(change, before, ctx.me, reason, moderator=MODERATOR in ctx.roles)
        await bountied.show(change, one)
        name, until = await members.name(change, ctx.me), await bountied.when(change, one.until)
        await bountied.step(change, one, f"{name} asks for changes until {until}: {reason}", "warn")
        jury = f" If it is done, `dispute bounty {one.id}` has a jury decide."
        note = (
            f"{name} asks for changes to {await bountied.called(change, one)}, until {until}: {reason}{jury}"
        )
        await change.whisper(one.claimant or 0, Card(note, tone="warn"), kind="duties")
        return Card(f"Bounty #{number} is returned; there is time for changes until {until}.", private=True)

    @command("bounty object", form=True, confirm=True)
    async def object(self, ctx: Context, change: Change, number: Number, reason: Why) -> Card:
        """Object to an approval within its 24 hours, so that treasurers decide."""
        before = await bounties.get(change, number)
        await disputed.bounties.undecided(change, before)
        one = await steps.oppose(change, before, ctx.me, reason)
        await bountied.show(change, one)
        name = await members.name(change, ctx.me)
        then = f"treasurers decide by payout #{one.payout}"
        await bountied.step(change, one, f"{name} objects: {reason}\nNow {then}.", "warn")
        facts = (("Pays", await bountied.amount(change, one, one.approved)), ("Reason", reason))
        next_ = ("Then", "treasurers decide whether it is paid, whatever the amount")
        return Card("", title=f"Object to bounty #{number}", fields=(*facts, next_))

    @command("bounty cancel", confirm=True)
    async def cancel(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        reason: Annotated[str, Arg("why, for everybody to read", rest=True, most=rules.LONGEST_REASON)] = "",
    ) -> Card:
        """Take a bounty back that nobody works on; its money returns."""
        before = await bounties.get(change, number)
        one = await steps.cancel(change, before, ctx.me, reason, moderator=MODERATOR in ctx.roles)
        await bountied.show(change, one)
        back = f"{await bountied.amount(change, one)} to {await origin(change, one)}"
        name, why = await members.name(change, ctx.me), f" {reason}" if reason else ""
        await bountied.step(change, one, f"{name} cancels it; what it pays goes back: {back}.{why}", "warn")
        facts = (("Goes back", back), (CHAIN, change.head[:SHOWN]))
        return Card("", title=f"Cancel bounty #{number}", fields=facts)

    @alarm(steps.STEP)
    async def due(self, change: Change, subject: str) -> None:
        """The time of a state is over: a claim lapses, moderators may judge, a deadline closes, it is paid."""
        before = await bounties.get(change, int(subject))
        one = await steps.due(change, before)
        if one.state == before.state == rules.SUBMITTED and one.freed:
            await self._silent(change, one)
        elif one.state != before.state:
            await self._over(change, before, one)
        if one != before and not (one.payout and one.approved <= one.small):  # else it is paid in a moment
            await bountied.show(change, one)

    async def _silent(self, change: Change, one: Bounty) -> None:
        """Nobody has judged it for a week."""
        judges = await bountied.judges(change, one)
        told = f"{await bountied.called(change, one)} was not judged for {rules.SILENCE.days} days"
        asked = tuple(
            who for who in await members.holders(change, MODERATOR) if who not in one.case.concerned
        )
        body = f"{told[:1].upper()}{told[1:]}: {judges} can do it with `bounty approve {one.id}`."
        await change.say(bountied.TOPIC, Card(body, tone="warn", mentions=asked))

    async def _over(self, change: Change, before: Bounty, one: Bounty) -> None:
        """A claim has lapsed, or a deadline is over."""
        back = f"{await bountied.amount(change, one)} went back to {await origin(change, one)}"
        then = "it is open again" if one.live else f"its deadline is over, and {back}"
        if before.claimant is None:
            await bountied.step(change, one, f"Its deadline is over, and {back}.", "warn")
            return
        name = await members.name(change, before.claimant)
        await bountied.step(change, one, f"The claim of {name} has lapsed; {then}.", "warn")
        told = f"Your claim on {await bountied.called(change, one)} has lapsed; {then}."
        await change.whisper(before.claimant, Card(told, tone="warn"), kind="duties")

    @alarm("bounty.paid")
    async def paid(self, change: Change, subject: str) -> None:
        """Its payout was made; who did it is told, and treasurers where two people do much together."""
        before = await bounties.get(change, int(subject))
        one = await steps.paid(change, before)
        if one == before:
            return
        await bountied.show(change, one)
        payout = await store.get(change, one.payout or 0)
        if payout.needed:
            await payouts.show(change, await settling.standing(change, payout))
        elif many := await bountied.often(change, one):
            told = f"{many} The last, {await bountied.called(change, one)}, was paid without treasurers."
            await change.say(payouts.TOPIC, Card(told, tone="warn"))
        whose, pays = (
            await members.name(change, one.claimant or 0),
            await bountied.amount(change, one, one.approved),
        )
        chain = ((CHAIN, change.head[:SHOWN]),)
        paid = Card(f"{pays} paid to {whose}.", fields=chain, tone="good")
        await change.say(bountied.TOPIC, paid, thread=one.subject)
        then = await handed.then(change, one.claimant or 0, {one.asset: one.approved})
        told = f"{pays} came to you for {await bountied.called(change, one)}.{then}"
        await change.whisper(one.claimant or 0, Card(told, fields=chain, tone="good"), kind="rewards")

    @alarm("bounty.ended")
    async def ended(self, change: Change, subject: str) -> None:
        """Its payout was refused, or nobody touched it: the money goes back."""
        before = await bounties.get(change, int(subject))
        one = await steps.close(change, before)
        if one == before:
            return
        await bountied.show(change, one)
        now = await settling.standing(change, await store.get(change, one.payout or 0))
        await payouts.show(change, now)
        back = f"{await bountied.amount(change, one, one.approved)} went back to {await origin(change, one)}"
        refused = now.verdict is Verdict.ENDED
        why = f"has ended: {now.why}" if refused else "was not touched in time:"
        told = f"Payout #{now.payout.id} {why} {back}."
        await bountied.step(change, one, told, "warn")
        if refused:
            await change.say(payouts.TOPIC, Card(told, tone="warn"), thread=f"payout/{now.payout.id}")


async def origin(change: Change, one: Bounty) -> str:
    """Where its money comes from and goes back to."""
    return await members.name(change, one.by) if one.budget is None else f"budget #{one.budget}"
