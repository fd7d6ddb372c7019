"""Grants in words: the report card of each, what waits for whom, and the steps in its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.card import CHAIN, Button, Card, Grid
from bot.command import Call
from rules import moments
from rules.amounts import figure
from rules.amounts import show as spelled
from rules.ledger import SHOWN
from rules.wording import count, listed
from storage import assets, communities, disputed, grants, joining, ledger, members, milestones, proposals

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rules.amounts import Asset
    from storage.grants import Grant, Milestone, Submission
    from storage.milestones import People
    from storage.store import Change, Look

TOPIC = "treasury"
SHORT = 200  # characters of an evidence that a card repeats


async def show(change: Change, one: Grant) -> None:
    """Bring the card of a grant up to date."""
    await change.show(TOPIC, await card(change, one), subject=f"grant/{one.id}")


async def step(change: Change, one: Grant, told: str, tone: str = "plain", *, moved: bool = False) -> None:
    """Post a step in the thread of a grant; with the head of the chain where it moved money."""
    fields = ((CHAIN, (await ledger.head(change))[:SHOWN]),) if moved else ()
    await change.say(TOPIC, Card(told, fields=fields, tone=tone), thread=f"grant/{one.id}")


async def redraw(change: Change, who: int) -> None:
    """Bring the cards that tell of somebody up to date, after they were joined, parted or forgotten."""
    theirs = {one.id for one in await proposals.of(change, who)}
    for one in await grants.every(change):
        now = (await joining.followed(change, (*one.to, *one.reviewers))).values()
        if who in now or one.proposal in theirs:
            await show(change, one)


async def card(look: Look, one: Grant) -> Card:
    """How far a grant is: progress, what was paid, what waits for whom, and who reviews."""
    asset, who = await assets.get(look, one.asset), await milestones.people(look, one)
    last, paid = await grants.submissions(look, one.id), await grants.paid(look, one)
    rows = [
        (
            f"{of.number} {of.title}",
            figure(of.amount, asset),
            await standing(look, one, of, last.get(of.number)),
        )
        for of in one.milestones
    ]
    done = sum(of.state == grants.PAID for of in one.milestones)
    held = await ledger.balance_of(look, one.account, one.asset)
    names = await called(look, who.reviewers)
    facts = [
        ("Decided by", f"proposal #{one.proposal}"),
        ("Recipients", await recipients(look, one) + (", in equal parts" if len(one.to) > 1 else "")),
        ("Reviewers", listed(names) or "nobody named is here, so any treasurer reviews"),
        (
            "Progress",
            f"{done} of {count(len(one.milestones), 'milestone')}; {part(paid, one.total, asset)} paid",
        ),
        ("In escrow", spelled(held, asset)),
        *([("Returned", f"{spelled(one.returned, asset)} to the treasury")] if one.returned else []),
        ("Next", await then(look, one, last, who)),
        (CHAIN, (await ledger.head(look))[:SHOWN]),
    ]
    title = f"Grant #{one.id}: {spelled(one.total, asset)} for {await recipients(look, one)}"
    grid = Grid(("Milestone", one.asset, "State"), tuple(rows))
    return Card("", title=title, fields=tuple(facts), table=grid, buttons=buttons(one, last), thread=title)


def part(amount: int, whole: int, asset: Asset) -> str:
    return f"{figure(amount, asset)} of {spelled(whole, asset)}"


async def recipients(look: Look, one: Grant) -> str:
    """Whom a grant pays, by name."""
    return listed(await called(look, await milestones.everybody(look, one)))


async def called(look: Look, some: Collection[int]) -> list[str]:
    """The names of some members, in their order."""
    names = await members.names(look, some)
    return [names[who] for who in sorted(some)]


async def standing(look: Look, one: Grant, of: Milestone, last: Submission | None) -> str:
    """Where a milestone stands."""
    if (there := await disputed.milestones.over(look, last)) and there.open:
        return f"disputed: a jury decides, see `dispute show {there.id}`"
    if of.state == grants.APPROVED:
        return f"payout #{of.payout} waits for treasurers"
    if of.state == grants.SUBMITTED and last:
        return f"submitted, in review since {await day(look, last)}"
    if of.state == grants.OPEN and of.why:
        return f"open again; payout #{of.payout}: {of.why}"
    if of.state == grants.OPEN and last and last.verdict == grants.RETURNED:
        return f"open again: {last.reason or 'returned'}"
    return of.state


async def day(look: Look, last: Submission) -> str:
    return moments.date_of(last.at, moments.zone((await communities.get(look)).zone))


async def then(look: Look, one: Grant, last: dict[int, Submission], who: People) -> str:
    """What comes next, and who does it."""
    if one.state == grants.STOPPED:
        by = f"by proposal #{one.stopped}" if one.stopped else "because nobody is left to be paid"
        due = [f"#{of.payout}" for of in one.milestones if of.state == grants.APPROVED]
        waits = f"treasurers decide on payout {listed(due)}" if due else "nothing"
        return f"{waits}; the rest was stopped {by}"
    asked = [of for of in one.milestones if of.state == grants.SUBMITTED]
    told = []
    for of in asked:
        can = await milestones.able(look, one, last.get(of.number), who)
        people = listed(await called(look, can), "or") or "a treasurer who is not paid by it"
        told.append(
            f"{people} reviews milestone {of.number}: `grant approve {one.id} {of.number}` or `grant return`"
        )
    told += await juried(look, last)
    if not asked and (open_ := [of for of in one.milestones if of.state == grants.OPEN]):
        told.append(
            f"`grant submit {one.id} {open_[0].number}` as soon as milestone {open_[0].number} is reached"
        )
    if not told and any(of.state == grants.APPROVED for of in one.milestones):
        told.append("treasurers approve what is waiting")
    return "; ".join(told) or "nothing; all of it is paid"


async def juried(look: Look, last: Mapping[int, Submission]) -> list[str]:
    """The milestones about which juries decide."""
    there = [(number, await disputed.milestones.over(look, each)) for number, each in last.items()]
    return [
        f"a jury decides about milestone {number}: `dispute show {one.id}`"
        for number, one in there
        if one and one.open
    ]


def buttons(one: Grant, last: dict[int, Submission]) -> tuple[Button, ...]:
    """The first milestone that waits can be approved or returned at once, the first open one submitted."""
    found = []
    for of in [of for of in one.milestones if of.state == grants.SUBMITTED][:1]:
        call = {"number": one.id, "milestone": of.number}
        found.append(Button(f"Approve {of.number}", Call.to("grant approve", **call), "✅"))
        found.append(Button(f"Return {of.number}", Call.to("grant return", **call), "↩️"))
    for of in [of for of in one.milestones if of.state == grants.OPEN and one.state == grants.OPEN][:1]:
        call = {"number": one.id, "milestone": of.number}
        found.append(Button(f"Submit {of.number}", Call.to("grant submit", **call), "📦"))
    return tuple(found)


async def duties(look: Look, me: int) -> list[str]:
    """Milestones that a member can submit, and those that wait for their review."""
    found = []
    for one in await grants.running(look):
        who, last = await milestones.people(look, one), await grants.submissions(look, one.id)
        open_ = [of for of in one.milestones if of.state == grants.OPEN]
        if open_ and me in who.recipients:
            what = listed([f"{of.number} {of.title}" for of in open_])
            found.append(
                f"Yours to reach in grant #{one.id}: {what}. `grant submit {one.id} {open_[0].number}`."
            )
        for of in one.milestones:
            name, call = f"Milestone {of.number} of grant #{one.id}, {of.title},", f"{one.id} {of.number}"
            if of.state == grants.SUBMITTED and me in await milestones.able(
                look, one, last.get(of.number), who
            ):
                found.append(
                    f"{name} waits for your review: `grant approve {call}` or `grant return {call}`."
                )
    return found
