"""Approving payouts: several at once, line by line, never one's own (RULES 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from bot.card import CHAIN, Button, Card, Grid
from bot.command import TREASURER, Arg, Call, Cog, Context, Numbers, alarm, command
from bot.deps import Deps
from cogs import handed, origins, overview
from cogs.amounts import spelled
from rules import approvals, moments
from rules.approvals import Verdict
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.moments import Month
from rules.wording import count, listed
from storage import (
    assets,
    budgets,
    communities,
    draws,
    ledger,
    links,
    members,
    parameters,
    payouts,
    settling,
)
from storage.payouts import Payout
from storage.settling import Standing
from storage.store import Change, Look

TOPIC = "treasury"
MOST_NAMES = 8
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
            rows.append(
                (f"#{payout.id}", await about(look, payout), await spelled(look, due), await waits(look, now))
            )
        if not rows:
            return Card("No payout waits.")
        return Card(
            f"In all {await spelled(look, totals)}.",
            title="Payouts",
            table=Grid(("Payout", "For", "Amount", "Waits for"), tuple(rows)),
        )

    @command("treasury approve", role=TREASURER, confirm=True)
    async def approve(self, ctx: Context, change: Change, numbers: Which) -> Card:
        """Approve payouts; your own lines wait for the others."""
        await links.may_move(change, ctx.me)
        chosen = [await approvable(change, number) for number in numbers]
        before = [await settling.standing(change, payout) for payout in chosen]
        alone = []
        for now in before:
            await may_approve(change, now, ctx.me)
            await payouts.say(change, now.payout.id, ctx.me, approves=True, reason="")
            alone += [now.payout.id] if await small(change, now, ctx.me) else []
        after = [await settling.settle(change, await payouts.get(change, one.id)) for one in chosen]
        for now in after:
            await show(change, now)
        paid = [line for now, then in zip(after, before, strict=True) for line in fresh(now, then)]
        facts = [("Paid by this", await spelled(change, sums(paid))), *await receivers(change, paid)]
        own = sums(line for now in after for line in now.open if line.member == ctx.me)
        facts += [("Yours, for the others to approve", await spelled(change, own))] if own else []
        facts += (
            [("Alone", f"your approval is enough for {numbered(alone)}, by `small_payout`")] if alone else []
        )
        facts += [(CHAIN, change.head[:SHOWN])] if paid else []
        rows = [
            (f"#{now.payout.id}", await about(change, now.payout), await waits(change, now)) for now in after
        ]
        grid = Grid(("Payout", "For", "Then"), tuple(rows))
        return Card("", title=f"Approve {count(len(chosen), 'payout')}", fields=tuple(facts), table=grid)

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
        not_concerned(await settling.standing(change, payout), ctx.me)
        await payouts.say(change, number, ctx.me, approves=False, reason=reason)
        now = await settling.settle(change, payout)
        await show(change, now)
        await change.say(
            TOPIC,
            Card(f"{await members.name(change, ctx.me)} refuses payout #{number}: {reason}", tone="warn"),
            thread=f"payout/{number}",
        )
        about_it = f"{await spelled(change, sums(now.lines))}, {await about(change, payout)}"
        facts = (("Payout", about_it), ("Reason", reason), ("Then", await waits(change, now)))
        return Card("", title=f"Refuse payout #{number}", fields=facts)

    @alarm("payout.remind")
    async def remind(self, change: Change, subject: str) -> None:
        """Remind the treasurers who have not spoken, after one day and after three."""
        payout = await payouts.get(change, int(subject))
        if payout.state != payouts.OPEN:
            return
        now = await settling.standing(change, payout)
        said = {one.member for one in await payouts.votes(change, payout.id)}
        able = {member for number in now.counts.values() for member in number.eligible}
        asks = now.verdict is not Verdict.STANDING and any(one.state == payouts.WAITING for one in now.open)
        for one in sorted(able - said) if asks else ():
            told = f"Payout #{payout.id}, {await about(change, payout)}, waits for you"
            await change.whisper(one, Card(f"{told}: `treasury approve {payout.id}`."), kind="duties")
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
        back = f"{await spelled(change, sums(now.open))} {await goes_back(change, payout)}"
        body = f"Payout #{payout.id} was not touched for 30 days, after two reminders: {back}."
        await change.say(TOPIC, Card(body, tone="warn"), thread=f"payout/{payout.id}")

    @alarm("payout.open")
    async def open(self, change: Change, subject: str) -> None:
        """The treasurers are asked, and a jury could be drawn."""
        await draws.commit(change)
        await ask(change, await payouts.get(change, int(subject)))

    @alarm("payout.look")
    async def look_again(self, change: Change, subject: str) -> None:
        """The treasurers have changed, and the card says what that means."""
        await show(change, await settling.standing(change, await payouts.get(change, int(subject))))

    @alarm("filed.paid")
    async def filed_paid(self, change: Change, subject: str) -> None:
        """Tell who is paid; who wants no notes about rewards gets none."""
        payout = await payouts.get(change, int(subject))
        await show(change, await settling.standing(change, payout))
        await handed.tell(change, payout)

    @alarm("spend.paid")
    async def spend_paid(self, change: Change, subject: str) -> None:
        """The same for what a proposal pays."""
        await self.filed_paid(change, subject)

    @alarm("spend.ended")
    async def spend_ended(self, change: Change, subject: str) -> None:
        """Treasurers have refused what a proposal pays; the money stays where it is."""
        payout = await payouts.get(change, int(subject))
        now = await settling.standing(change, payout)
        await show(change, now)
        if now.verdict is Verdict.ENDED:
            body = f"Payout #{payout.id} of {payout.reason} has ended: {now.why} The money stays in the treasury."
            await change.say(TOPIC, Card(body, tone="warn"), thread=f"payout/{payout.id}")

    @alarm("filed.ended")
    async def filed_ended(self, change: Change, subject: str) -> None:
        """The money stays in its budget, or goes back further where that has ended."""
        payout = await payouts.get(change, int(subject))
        now, back = await settling.standing(change, payout), await goes_back(change, payout)
        if one := await budgets.of_account(change, payout.source):
            await budgets.give_back(change, one)
        await show(change, now)
        if now.verdict is Verdict.ENDED:
            body = (
                f"Payout #{payout.id} has ended: {now.why} {await spelled(change, sums(now.lines))} {back}."
            )
            await change.say(TOPIC, Card(body, tone="warn"), thread=f"payout/{payout.id}")


async def goes_back(look: Look, payout: Payout) -> str:
    """Where the money of a payout that ends is then."""
    if payout.kind == settling.SPEND:
        return "stays in the treasury"
    if payout.kind == settling.GRANT:
        return "stays with its grant"
    if payout.kind != settling.FILED:
        return "is not sent again" if payout.kind == settling.RESEND else "goes back to where it came from"
    one = await budgets.of_account(look, payout.source)
    return f"stays in budget #{one.id}, {one.purpose}" if one else "goes back to the treasury"


async def approvable(look: Look, number: int) -> Payout:
    """A payout that is open now; Refusal says why it is not."""
    payout = await payouts.get(look, number)
    if payout.state == payouts.WINDOW:
        start = await opening(look, payout)
        raise Refusal(f"Payout #{number} can be approved after its objection window, from {start}.")
    if payout.state != payouts.OPEN:
        raise Refusal(f"Payout #{number} is {payout.state} already.")
    now = await settling.standing(look, payout)
    if now.verdict is Verdict.STANDING:
        raise Refusal(now.why)
    return payout


async def may_approve(look: Look, now: Standing, me: int) -> None:
    """Refusal where an approval would change nothing."""
    number = now.payout.id
    not_concerned(now, me)
    if now.open and all(one.state == payouts.HELD for one in now.open):
        raise Refusal(f"All of payout #{number} is held; it can be approved once that is settled.")
    if any(one.member == me and one.approves for one in await payouts.votes(look, number)):
        raise Refusal(f"You have approved payout #{number} already.")
    if all(me not in now.counts[one.line].eligible for one in now.open if one.state == "waiting"):
        raise Refusal(f"Nothing in payout #{number} waits for you: your own lines need the other treasurers.")


def not_concerned(now: Standing, me: int) -> None:
    """Who filed a payout by hand and who gains by it never count (RULES 5)."""
    if now.payout.filer == me:
        raise Refusal(f"You filed payout #{now.payout.id}, so others have to judge it.")
    if now.payout.kind in (settling.FILED, settling.BOUNTY, settling.DISPUTE) and any(
        me not in one.eligible for one in now.counts.values()
    ):
        raise Refusal(f"Payout #{now.payout.id} would go to you, so others have to judge it.")


async def small(change: Change, now: Standing, me: int) -> bool:
    """Whether this one approval is enough; if so, the payout needs no other (RULES 5, `small_payout`)."""
    payout, token = now.payout, await assets.governance(change)
    limit = await parameters.get(change, "small_payout")
    mine = [one for one in now.lines if one.asset == token.symbol]
    if payout.kind != settling.FILED or not limit or len(mine) < len(now.lines) or payout.needed == 1:
        return False
    if not all(one.approves for one in await payouts.votes(change, payout.id)):
        return False
    *_, (_, _, since) = await parameters.history(change, "small_payout")
    spends = await payouts.small_spends(change, me, token.symbol)
    amount = sums(mine)[token.symbol]
    if not approvals.within_small(
        spends, amount, change.now, limit=limit, window=approvals.HOUR, since=since
    ):
        return False
    await payouts.need(change, payout.id, 1)
    return True


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
    said = [
        f"{names[one.member]} {'approves' if one.approves else f'refuses ({one.reason})'}" for one in votes
    ]
    fields = [
        *await origins.facts(change, payout),
        ("Waits", await spelled(change, sums(now.open))),
        ("Paid", await spelled(change, sums(one for one in now.lines if one.state == "paid"))),
        ("Treasurers", listed(said) or "nobody has spoken yet"),
        (CHAIN, (await ledger.head(change))[:SHOWN]),
    ]
    number = str(payout.id)
    buttons = (Button("Approve", Call.to("treasury approve", numbers=number), "✅"),) if open_ else ()
    eligible = {one for counted in now.counts.values() for one in counted.eligible}
    waited = tuple(sorted(eligible - {one.member for one in votes})) if open_ else ()
    title = f"Payout #{payout.id}: {await about(change, payout)}"
    told = await waits(change, now)
    card = Card(
        f"{told[:1].upper()}{told[1:]}.", title=title, fields=tuple(fields), buttons=buttons, mentions=waited
    )
    await change.show(TOPIC, card, subject=f"payout/{payout.id}")
    await overview.show(change)


async def about(look: Look, payout: Payout) -> str:
    """What a payout is for."""
    if payout.kind == settling.REWARDS:
        return f"rewards for {Month.parse(payout.subject).title}"
    who = sorted({one.member for one in await payouts.lines(look, payout.id)})
    names = await members.names(look, who[:MOST_NAMES])
    more = [f"{len(who) - MOST_NAMES:,} more"] if len(who) > MOST_NAMES else []
    return f"{listed([*(names[one] for one in who[:MOST_NAMES]), *more])}, {payout.reason}"


def state(now: Standing) -> str:
    """In a few words, what a payout waits for."""
    if now.payout.state != payouts.OPEN:
        return now.payout.state
    if now.verdict is Verdict.STANDING:
        return "stands still until a treasurer is elected"
    held = sum(one.state == payouts.HELD for one in now.lines)
    asked = sum(one.state == payouts.ASKED for one in now.lines)
    lacking = [
        now.counts[one.line].needed - now.counts[one.line].approved
        for one in now.open
        if one.state == payouts.WAITING
    ]
    parts = [f"needs {count(max(lacking), 'more approval')}"] if lacking else []
    parts += (
        [f"{count(len(lacking), 'line')} to go"] if lacking and len(lacking) < len(now.lines) - asked else []
    )
    parts += [f"{count(held, 'line')} held"] if held else []
    parts += [f"{count(asked, 'part')} {'needs' if asked == 1 else 'need'} a yes"] if asked else []
    return ", ".join(parts) or "nothing is left to approve"


async def waits(look: Look, now: Standing) -> str:
    """What a payout waits for, and for whom."""
    if now.payout.state == payouts.WINDOW:
        return f"open for objections until {await opening(look, now.payout)}"
    waiting = [now.counts[one.line] for one in now.open if one.state == "waiting"]
    if now.payout.state != payouts.OPEN or now.verdict is Verdict.STANDING or not waiting:
        return state(now)
    votes = await payouts.votes(look, now.payout.id)
    lacking = max(one.needed - one.approved for one in waiting)
    able = frozenset[int]().union(*(one.eligible for one in waiting))
    able = able.difference(one.member for one in votes if one.approves)
    fresh_ = able.difference(one.member for one in votes)
    able = able if len(fresh_) < lacking else fresh_  # else somebody has to change their mind
    names = sorted((await members.names(look, able)).items())
    people = listed(
        [name for member, name in names if member][:MOST_NAMES], "and" if len(able) <= lacking else "or"
    )
    return f"{state(now)} ({people})" if people else state(now)


async def opening(look: Look, payout: Payout) -> str:
    """When its objection window ends, as people of the community read it."""
    return moments.when(payout.opens, moments.zone((await communities.get(look)).zone))


async def receivers(look: Look, paid: list[payouts.Line]) -> list[tuple[str, str]]:
    """Who gets how much, the first few by name."""
    by: dict[int, Counter[str]] = {}
    for one in paid:
        by.setdefault(one.member, Counter())[one.asset] += one.amount
    names = await members.names(look, list(by)[:MOST_NAMES])
    told = [f"{names[one]} {await spelled(look, by[one])}" for one in list(by)[:MOST_NAMES]]
    rest = [f"{len(by) - MOST_NAMES:,} more"] if len(by) > MOST_NAMES else []
    return [("To", "; ".join([*told, *rest]))] if by else []


def numbered(numbers: Iterable[int]) -> str:
    return listed([f"#{one}" for one in numbers])


def sums(lines: Iterable[payouts.Line]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for one in lines:
        totals[one.asset] += one.amount
    return dict(totals)


def fresh(after: Standing, before: Standing) -> list[payouts.Line]:
    """The lines that were paid in between."""
    paid = {one.line for one in before.lines if one.state == "paid"}
    return [one for one in after.lines if one.state == "paid" and one.line not in paid]
