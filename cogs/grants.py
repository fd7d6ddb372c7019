"""Grants in chat: proposing one, submitting and reviewing milestones, and what follows from their payouts (RULES 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import Card, Grid
from bot.command import TREASURER, Arg, Cog, Context, Members, alarm, command
from cogs import granted, handed, payloads
from cogs import payouts as paying
from cogs.proposals import Why, draft
from cogs.work import total
from rules import amounts, moments
from rules import grants as rules
from rules.amounts import figure, show
from rules.approvals import Verdict
from rules.errors import Refusal
from rules.proposals import LONGEST_TITLE
from rules.wording import count, listed
from storage import assets, communities, links, members, milestones, payouts, settling
from storage import grants as store

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.grants import Grant, Milestone, Submission
    from storage.store import Change, Look

PAGE = 20
Number = Annotated[int, Arg("number of the grant, as `grant list` shows it", ge=1)]
Place = Annotated[int, Arg("number of the milestone", ge=1)]
MOST = 1000  # characters of evidence


class Grants(Cog):
    """The whole sum waits in escrow, and is paid milestone by milestone."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("grant propose", form=True, confirm=True)
    async def propose(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Members, Arg("who is paid, in equal parts", most=20)],
        milestones: Annotated[str, Arg("such as Prototype: 300; Release: 500", most=1000)],
        reviewers: Annotated[Members, Arg("who reviews, and gets nothing of it", most=10)],
        why: Why,
    ) -> Card:
        """Propose to pay somebody from the treasury, milestone by milestone."""
        parts = rules.read(milestones)
        symbol = parts[0].symbol
        asset = await (assets.get(change, symbol) if symbol else assets.governance(change))
        each = [(one.title, amounts.parse(one.amount, asset)) for one in parts]
        whole = rules.total([amount for _, amount in each])
        names = await members.names(change, who)
        told = f"Grant {show(whole, asset)} to {listed([names[one] for one in who])}"
        payload = {
            "to": sorted(who),
            "asset": asset.symbol,
            "amount": whole,
            "milestones": [list(one) for one in each],
            "reviewers": sorted(reviewers),
        }
        title = f"{told} in {count(len(each), 'milestone')}"
        return await draft(change, ctx.me, payloads.SPEND, title[:LONGEST_TITLE], why, payload)

    @command("grant stop", form=True, confirm=True)
    async def stop(self, ctx: Context, change: Change, number: Number, why: Why) -> Card:
        """Propose to stop a grant: what is not paid goes back to the treasury."""
        one = await store.get(change, number)
        payload = {"stop": number, "to": [], "asset": one.asset, "amount": 0}
        return await draft(change, ctx.me, payloads.SPEND, f"Stop grant #{number}", why, payload)

    @command("grant list")
    async def list(self, ctx: Context, look: Look) -> Card:
        """Every grant, and how far it is."""
        there = (await store.every(look))[::-1]
        if not there:
            return Card("There are no grants yet; `grant propose` proposes the first.")
        rows = [await row(look, one) for one in there[:PAGE]]
        grid = Grid(("Grant", "Paid", "Milestones", "State"), tuple(rows))
        return Card(total(len(there), PAGE).strip(), title=count(len(there), "grant"), table=grid)

    @command("grant show")
    async def show(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show how far a grant is, and what waits for whom."""
        return await granted.card(look, await store.get(look, number))

    @command("grant submit", form=True)
    async def submit(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        milestone: Place,
        evidence: Annotated[str, Arg("how others can see that it is reached", rest=True, most=MOST)],
    ) -> Card:
        """Say that a milestone is reached, with evidence; its reviewers are asked."""
        one = await running(change, number)
        who, of = await milestones.people(change, one), one.milestone(milestone)
        rules.may_submit(ctx.me, who.recipients)
        if of.state != store.OPEN:
            raise Refusal(f"Milestone {milestone} of grant #{number} is {of.state} already.")
        last = await milestones.submit(change, one, milestone, ctx.me, evidence)
        told = (
            f"{await members.name(change, ctx.me)} has reached milestone {milestone}, {of.title}: {evidence}"
        )
        await granted.step(change, one, told)
        await granted.show(change, await store.get(change, number))
        able = await milestones.able(change, one, last, who)
        for reviewer in sorted(able):
            asks = f"Milestone {milestone} of grant #{number}, {of.title}, waits for your review: "
            how = f"`grant approve {number} {milestone}` or `grant return {number} {milestone}`."
            await change.whisper(reviewer, Card(f"{asks}{how}"), kind="duties")
        until = await when(change, last)
        return Card(
            f"Milestone {milestone} waits for its reviewers; from {until} on any treasurer may review it."
        )

    @command("grant approve", confirm=True)
    async def approve(self, ctx: Context, change: Change, number: Number, milestone: Place) -> Card:
        """Approve a milestone: treasurers are asked to pay it."""
        await links.may_move(change, ctx.me)
        one, of, last = await reviewed(change, ctx.me, number, milestone)
        payout = await milestones.approve(change, one, last, ctx.me)
        told = f"{await members.name(change, ctx.me)} approves milestone {milestone}, {of.title}: "
        await granted.step(change, one, f"{told}payout #{payout} waits for the treasurers.", "good")
        await granted.show(change, await store.get(change, number))
        asset = await assets.get(change, one.asset)
        due = [(line.member, line.amount) for line in await payouts.lines(change, payout)]
        names = await members.names(change, [who for who, _ in due])
        facts = (
            ("Milestone", f"{milestone} {of.title}"),
            ("Evidence", last.evidence or "erased"),
            ("Pays", listed([f"{names[who]} {show(amount, asset)}" for who, amount in due])),
            ("Then", f"payout #{payout} waits for the treasurers"),
        )
        return Card("", title=f"Approve milestone {milestone} of grant #{number}", fields=facts)

    @command("grant return", form=True)
    async def give_back(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        milestone: Place,
        reason: Annotated[str, Arg("what is missing, for everybody to read", rest=True, most=500)],
    ) -> Card:
        """Return a milestone with a reason; it can be submitted again."""
        one, of, last = await reviewed(change, ctx.me, number, milestone)
        await milestones.give_back(change, one, last, ctx.me, reason)
        told = f"{await members.name(change, ctx.me)} returns milestone {milestone}, {of.title}: {reason}"
        await granted.step(change, one, told, "warn")
        await granted.show(change, await store.get(change, number))
        jury = f"If it is reached, `dispute milestone {number} {milestone}` has a jury decide."
        again = f"{told} `grant submit {number} {milestone}` submits it again. {jury}"
        for who in sorted((await milestones.people(change, one)).recipients):
            await change.whisper(who, Card(again, tone="warn"), kind="duties")
        return Card(f"Milestone {milestone} is open again.")

    @alarm(store.LATE)
    async def late(self, change: Change, subject: str) -> None:
        """Its reviewers were silent for 14 days, and any treasurer may review it."""
        if (last := await store.submitted(change, int(subject))) is None:
            return
        one = await store.get(change, last.grant)
        told = f"Nobody has reviewed milestone {last.milestone} for {moments.span(rules.SILENT)}: now any treasurer may."
        await granted.step(change, one, told, "warn")
        await granted.show(change, one)
        how = f"`grant approve {one.id} {last.milestone}` or `grant return {one.id} {last.milestone}`."
        for who in sorted(await milestones.able(change, one, last, await milestones.people(change, one))):
            card = Card(f"Grant #{one.id}: {told[:-1]}: {how}")
            await change.whisper(who, card, kind="duties")

    @alarm("grant.paid")
    async def paid(self, change: Change, subject: str) -> None:
        """Some of a milestone was paid."""
        payout = (await payouts.of(change, store.KIND, subject))[-1]
        await paying.show(change, await settling.standing(change, payout))
        await handed.tell(change, payout)
        one, of = await milestones.settled(change, payout, "")
        asset = await assets.get(change, one.asset)
        if of.state == store.PAID:
            told = f"Milestone {of.number}, {of.title}, is paid: {show(of.amount, asset)}."
            more = " That was the last; the grant is done." if one.state == store.DONE else ""
            await granted.step(change, one, told + more, "good", moved=True)
        await granted.show(change, one)

    @alarm("grant.ended")
    async def ended(self, change: Change, subject: str) -> None:
        """A payout was refused or nobody cared: its milestone is open again, or stopped with its grant."""
        payout = (await payouts.of(change, store.KIND, subject))[-1]
        now = await settling.standing(change, payout)
        await paying.show(change, now)
        why = now.why if now.verdict is Verdict.ENDED else "it was not touched for 30 days."
        one, of = await milestones.settled(change, payout, why)
        rest = (
            "what it was to pay goes back to the treasury"
            if one.state == store.STOPPED
            else "it is open again"
        )
        told = f"Payout #{payout.id} for milestone {of.number}, {of.title}, has ended: {why} So {rest}."
        await granted.step(change, one, told, "warn", moved=one.state == store.STOPPED)
        await granted.show(change, one)


async def row(look: Look, one: Grant) -> tuple[str, ...]:
    """A grant in one line."""
    asset = await assets.get(look, one.asset)
    done = sum(of.state == store.PAID for of in one.milestones)
    paid = f"{figure(await store.paid(look, one), asset)} of {show(one.total, asset)}"
    return (
        f"#{one.id} {await granted.recipients(look, one)}",
        paid,
        f"{done} of {len(one.milestones)}",
        one.state,
    )


async def running(look: Look, number: int) -> Grant:
    """A grant that is open; Refusal otherwise."""
    one = await store.get(look, number)
    if one.state != store.OPEN:
        raise Refusal(f"Grant #{number} is {one.state}, so nothing of it is submitted or reviewed any more.")
    return one


async def reviewed(look: Look, me: int, number: int, place: int) -> tuple[Grant, Milestone, Submission]:
    """What somebody is about to review; Refusal where they cannot."""
    one = await running(look, number)
    of, who = one.milestone(place), await milestones.people(look, one)
    last = (await store.submissions(look, number)).get(place)
    able = await milestones.able(look, one, last, who)
    rules.may_review(me, who.recipients, able, await members.holders(look, TREASURER))
    if of.state != store.SUBMITTED or last is None:
        told = "not submitted" if of.state == store.OPEN else f"{of.state} already"
        raise Refusal(f"Milestone {place} of grant #{number} is {told}.")
    return one, of, last


async def when(look: Look, last: Submission) -> str:
    """From when on any treasurer may review."""
    return moments.when(last.at + rules.SILENT, moments.zone((await communities.get(look)).zone))
