"""Approving payouts: several at once, line by line, never one's own (RULES 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from bot.card import Button, Card, Grid
from bot.command import TREASURER, Arg, Call, Cog, Context, Numbers, alarm, command
from bot.deps import Deps
from cogs.amounts import spelled
from rules import approvals
from rules.approvals import Verdict
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.moments import Month
from rules.wording import count, listed
from storage import ledger, members, payouts, settling
from storage.payouts import Payout
from storage.settling import Standing
from storage.store import Change, Look

TOPIC = "treasury"
Which = Annotated[Numbers, Arg("numbers of the payouts, such as 12 14 15", most=20)]


class Payouts(Cog):
    """`treasury approve` is the one word for every payout."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("treasury payouts")
    async def waiting(self, ctx: Context, look: Look) -> Card:
        """What waits for approval, and for whom."""
        rows, totals = [], Counter[str]()
        for payout in await payouts.unpaid(look):
            now = await settling.standing(look, payout)
            due = sums(now.open)
            totals.update(due)
            rows.append((f"#{payout.id}", await about(look, payout), await spelled(look, due), state(now)))
        if not rows:
            return Card("No payout waits.")
        return Card(f"In all {await spelled(look, totals)}.", title="Payouts", table=Grid(("Payout", "For", "Amount", "Waits for"), tuple(rows)))

    @command("treasury approve", role=TREASURER, confirm=True)
    async def approve(self, ctx: Context, change: Change, numbers: Which) -> Card:
        """Approve payouts; your own lines wait for the others."""
        chosen = [await approvable(change, number) for number in numbers]
        before = [await settling.standing(change, payout) for payout in chosen]
        for payout in chosen:
            if any(one.member == ctx.me and one.approves for one in await payouts.votes(change, payout.id)):
                raise Refusal(f"You have approved payout #{payout.id} already.")
            if payout.filer == ctx.me:
                raise Refusal(f"You filed payout #{payout.id}, so others have to approve it.")
            await payouts.say(change, payout.id, ctx.me, approves=True, reason="")
        after = [await settling.settle(change, payout) for payout in chosen]
        for now in after:
            await show(change, now)
        paid = sums(line for now, then in zip(after, before, strict=True) for line in fresh(now, then))
        own = sums(line for now in after for line in now.open if line.member == ctx.me)
        facts = [("Payouts", listed([f"#{one.id} {await about(change, one)}" for one in chosen])), ("Paid by this", await spelled(change, paid))]
        facts += [("Yours, for the others to approve", await spelled(change, own))] if own else []
        facts += [("Then", listed([f"#{now.payout.id} {state(now)}" for now in after]))]
        return Card("", title=f"Approve {count(len(chosen), 'payout')}", fields=tuple(facts))

    @command("treasury refuse", role=TREASURER, confirm=True)
    async def refuse(
        self,
        ctx: Context,
        change: Change,
        number: Annotated[int, Arg("number of the payout", ge=1)],
        reason: Annotated[str, Arg("why, for everybody to read", rest=True, most=300)],
    ) -> Card:
        """Refuse a payout, with a reason."""
        payout = await approvable(change, number)
        if payout.filer == ctx.me:
            raise Refusal(f"You filed payout #{number}, so others have to judge it.")
        await payouts.say(change, number, ctx.me, approves=False, reason=reason)
        now = await settling.settle(change, payout)
        await show(change, now)
        await change.say(TOPIC, Card(f"{await members.name(change, ctx.me)} refuses payout #{number}: {reason}", tone="warn"), thread=f"payout/{number}")
        return Card("", title=f"Refuse payout #{number}", fields=(("Reason", reason), ("Then", state(now))))

    @alarm("payout.remind")
    async def remind(self, change: Change, subject: str) -> None:
        """Remind the treasurers who have not spoken, after one day and after three."""
        payout = await payouts.get(change, int(subject))
        if payout.state != payouts.OPEN:
            return
        now = await settling.standing(change, payout)
        said = {one.member for one in await payouts.votes(change, payout.id)}
        for one in sorted({member for number in now.counts.values() for member in number.eligible} - said):
            await change.whisper(one, Card(f"Payout #{payout.id}, {await about(change, payout)}, waits for you: `treasury approve {payout.id}`."), kind="duties")
        if change.now < payout.opens + approvals.REMINDERS[1]:
            await change.alarm("payout.remind", subject, payout.opens + approvals.REMINDERS[1])

    @alarm("payout.stale")
    async def stale(self, change: Change, subject: str) -> None:
        """A payout untouched for 30 days gives its money back and says why."""
        payout = await payouts.get(change, int(subject))
        if payout.state != payouts.OPEN:
            return
        if change.now < payout.touched + approvals.UNTOUCHED:
            await change.alarm("payout.stale", subject, payout.touched + approvals.UNTOUCHED)
            return
        now = await settling.standing(change, payout)
        await payouts.set_lines(change, payout.id, [one.line for one in now.open], "ended")
        paid = any(one.state == "paid" for one in now.lines)
        await settling.close(change, payout, payouts.PAID if paid else payouts.ENDED)
        await change.alarm(f"{payout.kind}.ended", payout.subject, change.now)
        await show(change, await settling.standing(change, await payouts.get(change, payout.id)))
        await change.say(TOPIC, Card(f"Payout #{payout.id} was not touched for 30 days: what was not paid goes back.", tone="warn"))

    @alarm("payout.open")
    async def open(self, change: Change, subject: str) -> None:
        """The treasurers are asked."""
        await ask(change, await payouts.get(change, int(subject)))

    @alarm("filed.paid")
    async def filed_paid(self, change: Change, subject: str) -> None:
        """Nothing follows from a paid payout but its card."""

    @alarm("filed.ended")
    async def filed_ended(self, change: Change, subject: str) -> None:
        """The money of a refused payout never left its budget."""


async def approvable(look: Look, number: int) -> Payout:
    """A payout that is open now; Refusal says why it is not."""
    payout = await payouts.get(look, number)
    if payout.state == payouts.WINDOW:
        raise Refusal(f"Payout #{number} can be approved after its objection window, from {payout.opens:%d %b %Y, %H:%M} UTC.")
    if payout.state != payouts.OPEN:
        raise Refusal(f"Payout #{number} is {payout.state} already.")
    now = await settling.standing(look, payout)
    if now.verdict is Verdict.STANDING:
        raise Refusal(now.why)
    return payout


async def ask(change: Change, payout: Payout) -> None:
    """Open a payout: its card goes to the treasurers, and reminders follow."""
    await payouts.set_state(change, payout.id, payouts.OPEN)
    await payouts.touch(change, payout.id)
    await change.alarm("payout.remind", str(payout.id), change.now + approvals.REMINDERS[0])
    await change.alarm("payout.stale", str(payout.id), change.now + approvals.UNTOUCHED)
    now = await settling.settle(change, await payouts.get(change, payout.id))
    await show(change, now)


async def show(change: Change, now: Standing) -> None:
    """Bring the card of a payout up to date."""
    payout, open_ = now.payout, now.payout.state == payouts.OPEN
    votes = await payouts.votes(change, payout.id)
    names = await members.names(change, [one.member for one in votes])
    said = [f"{names[one.member]} {'approves' if one.approves else 'refuses'}" for one in votes]
    fields = [
        ("Waits", await spelled(change, sums(now.open))),
        ("Paid", await spelled(change, sums(one for one in now.lines if one.state == "paid"))),
        ("Treasurers", listed(said) or "nobody has spoken yet"),
        ("Chain", (await ledger.head(change))[:SHOWN]),
    ]
    number = str(payout.id)
    buttons = (Button("Approve", Call.to("treasury approve", numbers=number), "✅"),) if open_ else ()
    eligible = {one for counted in now.counts.values() for one in counted.eligible}
    waited = tuple(sorted(eligible - {one.member for one in votes})) if open_ else ()
    title = f"Payout #{payout.id}: {await about(change, payout)}"
    card = Card(f"{state(now).capitalize()}.", title=title, fields=tuple(fields), buttons=buttons, mentions=waited)
    await change.show(TOPIC, card, subject=f"payout/{payout.id}")


async def about(look: Look, payout: Payout) -> str:
    """What a payout is for."""
    if payout.kind == settling.REWARDS:
        return f"rewards for {Month.parse(payout.subject).title}"
    line = (await payouts.lines(look, payout.id))[0]
    return f"{await members.name(look, line.member)}, {payout.reason}"


def state(now: Standing) -> str:
    """In a few words, what a payout waits for."""
    if now.payout.state == payouts.WINDOW:
        return f"open for objections until {now.payout.opens:%d %b, %H:%M} UTC"
    if now.payout.state != payouts.OPEN:
        return now.payout.state
    if now.verdict is Verdict.STANDING:
        return "stands still until a treasurer is elected"
    held = sum(one.state == "held" for one in now.lines)
    lacking = [now.counts[one.line].needed - now.counts[one.line].approved for one in now.open if one.state == "waiting"]
    parts = [f"needs {count(max(lacking), 'more approval')}"] if lacking else []
    parts += [f"{count(len(lacking), 'line')} to go"] if lacking and len(lacking) < len(now.lines) else []
    return ", ".join([*parts, *([f"{count(held, 'line')} held"] if held else [])]) or "nothing is left to approve"


def sums(lines: Iterable[payouts.Line]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for one in lines:
        totals[one.asset] += one.amount
    return dict(totals)


def fresh(after: Standing, before: Standing) -> list[payouts.Line]:
    """The lines that were paid in between."""
    paid = {one.line for one in before.lines if one.state == "paid"}
    return [one for one in after.lines if one.state == "paid" and one.line not in paid]
