"""Objecting to a line of a month's rewards, holding one, and settling it (RULES 5 and 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from bot.card import Card
from bot.command import TREASURER, Arg, Cog, Context, Member, Money, command
from bot.deps import Deps
from cogs.amounts import spelled, verb
from cogs.monthly import TOPIC, renew, sums
from rules import approvals, months
from rules.amounts import show
from rules.approvals import RELEASE, STRIKE
from rules.errors import Refusal
from rules.moments import when
from rules.wording import count, listed
from storage import (
    assets,
    disputes,
    joining,
    judging,
    links,
    members,
    objections,
    parameters,
    payouts,
    runs,
    settling,
)
from storage.objections import Objection
from storage.payouts import HELD, PAID, UNPAID, WAITING, Line
from storage.runs import Run
from storage.store import Change, Look

OBJECTION, HOLD = "objection", "hold"
Why = Annotated[str, Arg("why, for everybody to read", rest=True, most=500)]
LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Matter:
    """A person's lines in a month, and what is open about them."""

    run: Run
    member: int
    name: str
    people: frozenset[int]  # the member, and the members they were joined with
    lines: tuple[Line, ...]
    open: tuple[Objection, ...]

    def among(self, *states: str) -> list[Line]:
        return [one for one in self.lines if one.state in states]


class Objections(Cog):
    """A complaint stops one line, never the month."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("rewards object")
    async def object(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Member | None, Arg("whose line; yours if left out")] = None,
        *,
        reason: Why,
    ) -> Card:
        """Object to your reward or to somebody else's, while the window is open."""
        run = await in_window(change)
        mine = [one for one in await objections.of_month(change, run.month) if one.by == ctx.me]
        if any(one.kind == OBJECTION and one.state == objections.OPEN for one in mine):
            raise Refusal(f"You have an open objection in {run.title} already; it has to be settled first.")
        matter = await about(change, run, who or ctx.me)
        await stop(change, matter, ctx.me, OBJECTION, reason)
        whose = "Your line" if matter.member == ctx.me else f"The line of {matter.name}"
        there = await disputes.about(change, run.payout or 0, matter.people)
        joins = there is not None and there.open
        who_settles = "a jury has decided" if joins else "treasurers have settled it"
        return Card(f"{whose} waits until {who_settles}; everybody else's goes on.")

    @command("rewards hold", role=TREASURER)
    async def hold(
        self, ctx: Context, change: Change, who: Annotated[Member, Arg("whose line")], reason: Why
    ) -> Card:
        """Hold somebody's line until it is settled, so that the rest can be approved."""
        if who == ctx.me:
            raise Refusal(
                "You cannot hold your own line; `rewards object` stops it while the window is open."
            )
        matter = await newest(change, who)
        if any(one.by == ctx.me for one in matter.open):
            raise Refusal(f"You have stopped the line of {matter.name} already; other treasurers settle it.")
        await stop(change, matter, ctx.me, HOLD, reason)
        return Card(f"The line of {matter.name} is held; everybody else's goes on.")

    @command("rewards settle", role=TREASURER, confirm=True)
    async def settle(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Member, Arg("whose line")],
        way: Annotated[Literal["release", "lower", "strike"], Arg("what becomes of the line")],
        amount: Annotated[Money | None, Arg("what is paid instead, to lower it")] = None,
    ) -> Card:
        """Settle a line that is held or objected to, with the other treasurers."""
        matter = await stopped(change, who)
        objectors = {one.by for one in matter.open}
        if ctx.me in {*matter.people, *objectors}:
            raise Refusal("This concerns you, so the other treasurers have to settle it.")
        await links.may_move(change, ctx.me)
        resolution = await worded(change, matter, way, amount)
        await objections.say(change, matter.run.month, matter.member, ctx.me, resolution)
        words = await said(change, matter)
        treasurers = await members.holders(change, TREASURER)
        needed = await parameters.get(change, "approvals_needed")
        now = approvals.settle(treasurers, needed, words, matter.people, objectors)
        fields = [("Line", await spelled(change, sums(matter.among(HELD), HELD)))]
        what = await phrase(change, matter, resolution)
        if now.resolution is None:
            then = now.why if not now.needed else lacking(now, resolution)
            speaker = await members.name(change, ctx.me)
            body = f"{speaker} would {what}: {then}."
            await change.say(TOPIC, Card(body), thread=matter.run.subject)
        else:
            agreed = sorted(one for one in now.eligible if words.get(one) == now.resolution)
            facts = {"member": matter.member, "resolution": now.resolution, "treasurers": agreed}
            await judging.decided(change, matter.run, "settle", facts)
            then = await carry_out(change, matter, now.resolution)
        names = await members.names(change, objectors)
        fields += [("Because", " · ".join(f"{names[one.by]}: {one.reason}" for one in matter.open))]
        fields += [("Then", then)]
        return Card("", title=what[:1].upper() + what[1:], fields=tuple(fields))


async def about(look: Look, run: Run, member: int) -> Matter:
    """A person's part of a run; members joined since are one person."""
    lines = await payouts.lines(look, run.payout) if run.payout else []
    found = await objections.of_month(look, run.month)
    involved = {member, *(one.member for one in lines), *(one.member for one in found)}
    now = await joining.followed(look, involved)
    people = frozenset(one for one in involved if now[one] == member)
    matters = (one for one in found if one.member in people and one.state == objections.OPEN)
    mine = tuple(one for one in lines if one.member in people)
    return Matter(run, member, await members.name(look, member), people, mine, tuple(matters))


async def proposed(look: Look) -> list[Run]:
    """The runs of which some line may still be unpaid, the oldest first."""
    return [one for one in await runs.every(look) if one.state in (months.PROPOSED, months.APPROVED)]


async def in_window(look: Look) -> Run:
    """The run whose objection window is open."""
    there = await proposed(look)
    for run in reversed(there):
        if run.state == months.PROPOSED and run.window and look.now <= run.window:
            return run
    if there and (end := there[-1].window):
        until = when(end, await runs.zone(look))
        raise Refusal(
            f"The objection window of {there[-1].title} ended on {until}; a treasurer can still hold a line."
        )
    raise Refusal("No rewards are proposed now; objections are possible once a month has been judged.")


async def newest(look: Look, member: int) -> Matter:
    """The newest unpaid line of a member."""
    for run in reversed(await proposed(look)):
        matter = await about(look, run, member)
        if matter.among(*UNPAID):
            return matter
    raise Refusal(
        f"{await members.name(look, member)} has no line that is still unpaid, so there is nothing to hold."
    )


async def stopped(look: Look, member: int) -> Matter:
    """The oldest line of a member that waits to be settled."""
    for run in await proposed(look):
        matter = await about(look, run, member)
        await undisputed(look, matter)
        if matter.open:
            return matter
    raise Refusal(f"Nobody holds the line of {await members.name(look, member)} or objects to it.")


async def stop(change: Change, matter: Matter, by: int, kind: str, reason: str) -> None:
    """Stop every pot's line of a person, in public."""
    run, lines = matter.run, matter.among(WAITING, HELD)
    if not matter.lines:
        raise Refusal(
            f"{matter.name} gets nothing for {run.title}, so there is no line to stop; "
            "`rewards explain` says why, and treasurers can refuse the month to have it judged again."
        )
    if not lines:
        raise Refusal(f"The line of {matter.name} for {run.title} is settled or paid already.")
    await closed(change, matter, by)
    await objections.add(change, run.month, matter.member, by, kind, reason)
    await payouts.set_lines(change, run.payout or 0, [one.line for one in lines], HELD)
    opposed = {one.by for one in matter.open} | {by}
    there = await disputes.about(change, run.payout or 0, matter.people)
    joins = there is not None and there.open
    asked = set() if joins else set(await members.holders(change, TREASURER)) - opposed - matter.people
    speaker = await members.name(change, by)
    whose = "their own line" if by == matter.member else f"the line of {matter.name}"
    body = f"{speaker} {'objects to' if kind == OBJECTION else 'holds'} {whose}: {reason}"
    ways = f"`rewards settle @{matter.name}` with `release`, `lower` or `strike`"
    fields: tuple[tuple[str, str], ...] = (("To settle", f"{ways}, by treasurers who are not concerned"),)
    if there and joins:
        fields = (("To settle", f"joins dispute #{there.id}, which a jury decides"),)
    post = Card(body, fields=fields, tone="warn", mentions=tuple(sorted(asked)))
    await change.say(TOPIC, post, thread=run.subject)
    await refresh(change, run)


async def closed(look: Look, matter: Matter, by: int) -> None:
    """Refusal for what a jury has decided, and for its jurors while it decides; anybody else joins a dispute."""
    there = await disputes.about(look, matter.run.payout or 0, matter.people)
    if there and there.state == disputes.DECIDED:
        raise Refusal(f"A jury has decided about this line in dispute #{there.id}, so it is closed.")
    if there and there.open and any(one.member == by for one in await disputes.jury(look, there)):
        raise Refusal(f"You are a juror of dispute #{there.id}; say what you think with `dispute answer`.")


async def undisputed(look: Look, matter: Matter) -> None:
    """Refusal while a jury decides about a line, so that treasurers do not."""
    there = await disputes.about(look, matter.run.payout or 0, matter.people)
    if there and there.open:
        raise Refusal(f"A jury decides about this line: `dispute show {there.id}`.")


async def worded(look: Look, matter: Matter, way: str, amount: Money | None) -> str:
    """The resolution as it is kept and compared; Refusal where it cannot be."""
    held = matter.among(HELD)[0]
    asset = await assets.get(look, held.asset)
    if way != LOWER:
        if amount is not None:
            raise Refusal(f"An amount goes with `lower` only; leave it out to {way} the line.")
        return way
    if amount is None:
        raise Refusal(f"Say what is paid instead, such as `rewards settle @{matter.name} lower 50`.")
    if amount.asset.symbol != asset.symbol:
        raise Refusal(
            f"Give the lower amount in {asset.symbol}; what is paid beside it falls in the same proportion."
        )
    if amount.amount >= held.amount:
        raise Refusal(f"The line has {show(held.amount, asset)}; to lower it, name less.")
    return approvals.lower(amount.amount)


async def said(look: Look, matter: Matter) -> dict[int, str]:
    """What each treasurer wants done, also where they said so before two members were joined."""
    found: dict[int, str] = {}
    for one in sorted(matter.people, key=lambda one: one == matter.member):
        found |= await objections.words(look, matter.run.month, one)
    return found


def lacking(now: approvals.Settlement, resolution: str) -> str:
    return f"{count(now.needed - now.named[resolution], 'more treasurer')} must name the same"


async def phrase(look: Look, matter: Matter, resolution: str) -> str:
    """What a resolution does, as `strike the line of ben`."""
    if resolution in (RELEASE, STRIKE):
        return f"{resolution} the line of {matter.name}"
    held = matter.among(HELD)[0]
    asset = await assets.get(look, held.asset)
    return f"lower the line of {matter.name} to {show(approvals.resolved(resolution, held.amount), asset)}"


async def carry_out(change: Change, matter: Matter, resolution: str) -> str:
    """Do what enough treasurers named; what then is, in words."""
    run, what = matter.run, await phrase(change, matter, resolution)
    back = await judging.resolve(change, run, matter.people, resolution)
    for one in matter.people:
        await objections.settle(change, run.month, one, resolution)
    await pay_on(change, run)
    then = await outcome(change, matter, back)
    await change.say(TOPIC, Card(f"Treasurers decided to {what}: {then}."), thread=run.subject)
    await refresh(change, run)
    return then


async def outcome(look: Look, matter: Matter, back: Mapping[str, int]) -> str:
    """What became of the money of a settled line."""
    after = await about(look, matter.run, matter.member)
    goes = f"{await spelled(look, back)} {verb(back, 'goes', 'go')} back" if any(back.values()) else ""
    paid = await spelled(look, sums(after.among(PAID), PAID)) + " is paid" if after.among(PAID) else ""
    waits = "the line waits for approval like the others" if after.among(WAITING) else ""
    return listed([part for part in (goes, paid, waits) if part])


async def pay_on(change: Change, run: Run) -> None:
    """Pay what was approved before; where no line waits any more, the month is done."""
    payout = await payouts.get(change, run.payout or 0)
    if payout.state != payouts.OPEN:
        return
    now = await settling.settle(change, payout)
    if not now.open:
        await change.alarm("rewards.paid", run.month, change.now)


async def refresh(change: Change, run: Run) -> None:
    """Bring the cards of the month and of its payout up to date."""
    await renew(change, run.month)
    payout = await payouts.get(change, run.payout or 0)
    if payout.state != payouts.WINDOW:
        await change.alarm("payout.look", str(payout.id), change.now)
