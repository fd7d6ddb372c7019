"""Bounties: offering money for work, taking it on, and handing it in (RULES 6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import CHAIN, Card
from bot.command import MODERATOR, Arg, Cog, Context, Members, Money, alarm, command, extended
from cogs import bountied
from rules import bounties as rules
from rules import moments, proposals
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.wording import count
from storage import bounties, communities, members
from storage import bounty_steps as steps

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.bounties import Bounty
    from storage.store import Change, Look

Number = Annotated[int, Arg("number of the bounty", ge=1)]
State = Literal["open", "claimed", "submitted", "approved", "disputed", "paid", "cancelled", "every"]
DAY = timedelta(days=1)


class Bounties(Cog):
    """A bounty's money is in escrow before anybody sees it."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("bounty post", form=True, confirm=True)
    async def post(
        self,
        ctx: Context,
        change: Change,
        amount: Annotated[Money, Arg("what it pays, such as 50")],
        title: Annotated[str, Arg("what is to be done, in a few words", most=proposals.LONGEST_TITLE)],
        text: Annotated[
            str, Arg("what it takes, and how it is told that it is done", rest=True, most=rules.LONGEST_TEXT)
        ],
        budget: Annotated[
            int | None, Arg("number of a budget for bounties; your own tokens if left out", ge=1)
        ] = None,
        reviewers: Annotated[
            Members | None, Arg("who may approve it; you or a moderator if left out", most=rules.REVIEWERS)
        ] = None,
        claim: Annotated[timedelta | None, Arg("how long a claim lasts, such as 5d")] = None,
        deadline: Annotated[date | None, Arg("the last day to hand it in, such as 2026-12-24")] = None,
    ) -> Card:
        """Offer money for work: from a budget as a moderator, or your own tokens."""
        if budget is not None and MODERATOR not in ctx.roles:
            raise Refusal(
                "Only a moderator posts bounties from a budget; leave it out to offer your own tokens."
            )
        one = await steps.post(
            change, ctx.me, proposals.title(title), text, amount.amount, amount.asset,
            budget=budget, reviewers=reviewers or (), claim=lasting(claim), deadline=await last(change, deadline),
        )  # fmt: skip
        await bountied.show(change, one)
        await self._tell(change, one)
        facts = [fact for fact in await bountied.facts(change, one) if fact[0] not in ("State", "Posted by")]
        chain = (CHAIN, change.head[:SHOWN])
        return Card(text, title=f"Post a bounty: {one.title}", fields=(*facts, chain), private=True)

    async def _tell(self, change: Change, one: Bounty) -> None:
        """Who wants notes about bounties hears of a new one, and its reviewers that they are asked."""
        told = f"New {await bountied.called(change, one)}, pays {await bountied.amount(change, one)}"
        for who in sorted(await members.wanting(change, "bounties") - {one.by}):
            await change.whisper(who, Card(f"{told}: `bounty show {one.id}`."), kind="bounties")
        name = await members.name(change, one.by)
        for who in sorted(one.reviewers - {one.by}):
            asked = f"{name} names you as reviewer of {await bountied.called(change, one)}."
            await change.whisper(who, Card(asked), kind="duties")

    @command("bounty list")
    async def list(
        self,
        ctx: Context,
        look: Look,
        state: Annotated[State | None, Arg("in which state; all under way if left out")] = None,
        least: Annotated[Money | None, Arg("paying at least so much of this asset, such as 50 USDC")] = None,
        mine: Annotated[
            Literal["mine"] | None, Arg("only those you posted, claimed, review or approved")
        ] = None,
    ) -> Card:
        """Show the bounties there are."""
        found = await bounties.around(look, ctx.member or 0) if mine else await bounties.every(look)
        found = [one for one in found if fits(one, state, least)]
        if not found:
            return Card("There is no such bounty; `bounty post` offers one.")
        return Card(await bountied.lines(look, found), title=count(len(found), "bounty", "bounties"))

    @command("bounty show")
    async def show(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show a bounty and how it stands."""
        return await bountied.card(look, await bounties.get(look, number))

    @command("bounty claim")
    async def claim(self, ctx: Context, change: Change, number: Number) -> Card:
        """Take a bounty on; it is yours until its claim time is over."""
        one = await steps.claim(change, await bounties.get(change, number), ctx.me)
        await bountied.show(change, one)
        until = await bountied.when(change, one.until)
        await bountied.step(
            change, one, f"{await members.name(change, ctx.me)} has claimed it, until {until}."
        )
        return Card(
            f"Bounty #{number} is yours until {until}; `bounty submit {number}` hands it in.", private=True
        )

    @command("bounty drop")
    async def drop(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        reason: Annotated[str, Arg("why, for everybody to read", rest=True, most=rules.LONGEST_REASON)] = "",
    ) -> Card:
        """Give a bounty back that you have claimed."""
        one = await steps.drop(change, await bounties.get(change, number), ctx.me, reason)
        await bountied.show(change, one)
        then = "others can claim it" if one.live else "its deadline is over, so the money went back"
        why = f" {reason}" if reason else ""
        await bountied.step(change, one, f"{await members.name(change, ctx.me)} gives it back; {then}.{why}")
        return Card(f"You gave bounty #{number} back; {then}.", private=True)

    @command("bounty submit", form=True)
    async def submit(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        work: Annotated[
            str, Arg("what you did, and where it can be seen", rest=True, most=rules.LONGEST_TEXT)
        ],
    ) -> Card:
        """Hand in what you did for a bounty."""
        before = await bounties.get(change, number)
        one = await steps.submit(change, before, ctx.me, work)
        await bountied.show(change, one)
        name = await members.name(change, ctx.me)
        again = " once more" if before.state == one.state else ""
        await bountied.step(change, one, f"{name} hands it in{again}: {work}")
        told = f"{name} has handed in {await bountied.called(change, one)}"
        for who in sorted(one.case.judges):
            note = f"{told}: `bounty approve {number}` or `bounty return {number}`."
            await change.whisper(who, Card(note), kind="duties")
        return Card(f"Handed in; {await bountied.judges(change, one)} can approve it now.", private=True)

    @alarm(steps.WARN)
    async def warn(self, change: Change, subject: str) -> None:
        """A claim or a deadline ends in a day."""
        one = await bounties.get(change, int(subject))
        if one.until is None or one.state not in (rules.OPEN, *rules.WORKED):
            return
        until, called = await bountied.when(change, one.until), await bountied.called(change, one)
        if one.claimant is None:
            await bountied.step(change, one, f"It can be claimed and handed in until {until}.", "warn")
            return
        name = await members.name(change, one.claimant)
        await bountied.step(change, one, f"{name} has until {until} to hand it in.", "warn")
        told = f"Your claim on {called} ends on {until}: `bounty submit {one.id}` or `bounty drop {one.id}`."
        await change.whisper(one.claimant, Card(told, tone="warn"), kind="duties")

    @extended(steps.STEP)
    async def later(self, change: Change, subject: str, end: datetime) -> None:
        """The bot was away: there is more time, and the card says so."""
        one = await bounties.get(change, int(subject))
        more = {"deadline": end} if one.until == one.deadline else {}
        await bountied.show(change, await bounties.put(change, one, until=end, **more))


def fits(one: Bounty, state: str | None, least: Money | None) -> bool:
    """Whether a list with these filters shows a bounty."""
    if least and (one.asset != least.asset.symbol or one.amount < least.amount):
        return False
    if state == "claimed":
        return one.state in rules.WORKED
    return one.live if state is None else state in ("every", one.state)


def lasting(claim: timedelta | None) -> timedelta | None:
    """How long a claim lasts; Refusal where that is too short to be announced a day before, or too long."""
    if claim is not None and not DAY <= claim <= 180 * DAY:
        raise Refusal("A claim lasts between 1 day and 180 days.")
    return claim


async def last(look: Look, day: date | None) -> datetime | None:
    """The end of the last day, in the community's zone."""
    zone = moments.zone((await communities.get(look)).zone)
    return moments.midnight(day + DAY, zone) if day else None
