"""A proposal's card, and its way from draft to vote: each step by itself, posted in its thread (RULES 4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from bot.card import Ballot, Button, Card
from bot.command import Arg, Call
from cogs import bountied, choosing, counting, disputing, overview, payloads, prompting, trying
from rules import moments, power, proposals, reminding, tallying
from rules.amounts import figure
from rules.parameter import SHOW
from rules.proposals import ABSTAIN, AGAINST, CANCELLED, DISCUSSION, DRAFT, FOR, VOTING
from rules.tallying import Snapshot
from rules.wording import listed
from storage import (
    alarms,
    assets,
    coauthors,
    communities,
    delegations,
    founding,
    members,
    parameters,
    powers,
    presence,
    reminders,
    votes,
)
from storage import proposals as store
from storage.store import Change, Look

if TYPE_CHECKING:
    from storage.proposals import Proposal

Number = Annotated[int, Arg("number of the proposal", ge=1)]
TOPIC, REMIND = "proposals", "proposal.remind"
SECOND = timedelta(seconds=1)
LABELS = {FOR: "For", AGAINST: "Against", ABSTAIN: "Abstain"}
CHOICES = (("👍", "For", FOR), ("👎", "Against", AGAINST), ("🤷", "Abstain", ABSTAIN))
STATES = {
    "draft": "a draft; sponsors open its discussion",
    "discussion": "in discussion",
    "voting": "open for votes",
    "queued": "passed, and waits to be carried out",
    "defeated": "defeated",
    "executed": "passed and carried out",
    "cancelled": "cancelled",
    "vetoed": "vetoed",
    "expired": "expired",
}


async def backing(look: Look, one: Proposal) -> tuple[int, int]:
    """The power that author and sponsors have together, and all that is eligible: of who is not dormant."""
    own = await powers.everybody(look)
    held, silent = await shared(look, one.kind, own), await presence.dormant(look)
    behind = {one.by, *await store.sponsors(look, one.id)}
    return sum(held.get(who, 0) for who in behind), tallying.eligible(own, silent)


async def castable(look: Look, kind: str) -> dict[int, int]:
    """What everybody could cast on a kind of proposal today, with what they were given."""
    return await shared(look, kind, await powers.everybody(look))


async def shared(look: Look, kind: str, own: Mapping[int, int]) -> dict[int, int]:
    """Own power laid together by who casts it on a kind of proposal."""
    return tallying.held(Snapshot(own, power.delegates(await delegations.every(look), kind)))


async def tokens(look: Look, one: Proposal) -> int:
    """What author and sponsors hold in tokens, weighed as if locks did not decay."""
    behind = {one.by, *await store.sponsors(look, one.id)}
    weigh = await powers.weights(look)
    held = [await powers.holding(look, who) for who in sorted(behind)]
    return sum(power.own(each, weigh.steady, look.now).whole for each in held)


async def begin(change: Change, one: Proposal) -> Proposal:
    """Open the discussion of a draft, if enough power stands behind it."""
    values = await parameters.every(change)
    behind, whole = await backing(change, one)
    enough = proposals.opens(behind, whole, values["proposal_power"])
    if one.state != DRAFT or not enough or await prompting.spent(change, one):
        return one
    high, terms = await rated(change, one)
    length = timedelta(seconds=terms["discussion"])
    one = await store.enter(change, one, DISCUSSION, until=change.now + length)
    one = await store.put(change, one.id, level=high, terms=terms)
    await change.alarm("proposal.open", str(one.id), change.now + length, period=length)
    if one.kind == prompting.KIND:
        await trying.start(change, one)
    await show(change, one)
    then = await when(change, one)
    trial = "its trial has to pass before " if one.kind == prompting.KIND else ""
    await step(change, one, f"The discussion is open until {then}; then {trial}votes are cast.")
    return one


async def wait(change: Change, one: Proposal, why: str) -> Proposal:
    """Stay in discussion: nothing is voted on before it has passed its trial (RULES 4)."""
    one = await store.put(change, one.id, until=None, why=why)
    await show(change, one)
    await step(change, one, f"The discussion is over. {why}")
    return one


async def rated(look: Look, one: Proposal) -> tuple[str, dict[str, Any]]:
    """Its level and terms by what holds now: read when discussion and when voting opens (RULES 4)."""
    high = await counting.level(look, one.kind, one.payload, one.id)
    return high, await counting.terms(look, high, one.kind, one.payload)


async def anew(change: Change, one: Proposal) -> Proposal:
    """After an edit nobody stands behind it yet, and its whole discussion is still to come."""
    await store.unsponsor(change, one.id)
    await change.disarm("proposal.open", str(one.id))
    return await begin(change, await store.enter(change, one, DRAFT))


async def open_vote(change: Change, one: Proposal) -> Proposal:
    """End the discussion: the snapshot is read and voting opens, or it is a draft again and says why."""
    everybody, silent = await powers.everybody(change), await presence.dormant(change)
    share = await parameters.get(change, "proposal_power")
    if len(everybody) < 2:
        return await back(change, one, "A vote needs two members who hold power; it waits for a second one.")
    if not proposals.holds(await tokens(change, one), tallying.eligible(everybody, silent), share):
        return await back(change, one, "Its author and sponsors hold less than half of what it takes by now.")
    return await take_votes(change, one)


async def take_votes(change: Change, one: Proposal, apart: Collection[int] = ()) -> Proposal:
    """Read the snapshot and open the vote; who is kept `apart` of it neither votes for others nor has them vote."""
    everybody, silent = await powers.everybody(change), await presence.dormant(change)
    high, terms = await rated(change, one)
    terms |= {"entry": change.entries}  # the last one before the snapshot, so that anybody can recompute it
    length = timedelta(seconds=terms["voting"])
    given = [
        each for each in await delegations.every(change) if not {each.member, each.delegate} & set(apart)
    ]
    to = power.delegates(given, one.kind)
    await votes.enrol(change, one.id, everybody, to, silent)
    terms |= await prompting.bound(change, one)
    terms |= await counting.opening(change, replace(one, level=high, terms=terms), (everybody, to, silent))
    await change.next(founding.VOTES)
    one = await store.enter(change, one, VOTING, until=change.now + length)
    one = await store.put(change, one.id, opened=change.now, delayed=False, level=high, terms=terms)
    await closes(change, one, change.now + length)
    await show(change, one)
    then = await when(change, one)
    await step(change, one, f"Voting is open until {then}. Powers are those of this moment.")
    return one


async def closes(change: Change, one: Proposal, end: datetime) -> None:
    """Let a vote close after this second, which still counts."""
    length = None if one.delayed else timedelta(seconds=one.terms["voting"])  # an outage moves it once only
    await change.alarm("proposal.close", str(one.id), end + SECOND, period=length)
    await reminds(change, one, end)


async def reminds(change: Change, one: Proposal, end: datetime) -> None:
    """Let reminders go out before a vote closes; they move along with its end."""
    length = timedelta(seconds=one.terms["voting"])
    await change.alarm(REMIND, str(one.id), reminding.due(end, length))


async def back(change: Change, one: Proposal, why: str) -> Proposal:
    """Make a draft of it again."""
    one = await store.enter(change, one, DRAFT, why=why)
    await show(change, one)
    await step(change, one, why)
    return one


async def cancel(change: Change, one: Proposal, why: str) -> Proposal:
    """End it before it was decided."""
    for kind in ("proposal.open", "proposal.close", "proposal.execute"):
        await change.disarm(kind, str(one.id))
    await reminders.drop(change, one.id)
    one = await store.enter(change, one, CANCELLED, why=why)
    await show(change, one)
    await step(change, one, why)
    return one


async def step(change: Change, one: Proposal, told: str) -> None:
    """Post a step in the thread of a proposal."""
    await change.say(TOPIC, Card(told), thread=one.subject)


async def show(change: Change, one: Proposal) -> None:
    """Bring the card of a proposal up to date, and the overview of what is open."""
    await change.show(TOPIC, await card(change, one), subject=one.subject)
    await overview.show(change, one.id)


async def redraw(change: Change) -> None:
    """Bring the cards of what is under way up to date, after two members have become one or two again."""
    for one in await store.live(change):
        await show(change, one)
    await bountied.redraw(change)
    await disputing.redraw(change)


async def when(look: Look, one: Proposal) -> str:
    """When its state ends by itself."""
    zone = moments.zone((await communities.get(look)).zone)
    return moments.when(one.until, zone) if one.until else "a decision"


async def card(look: Look, one: Proposal) -> Card:
    """The one card of a proposal, in whatever state it is."""
    facts = [
        ("Kind", f"{one.kind}, {one.level}"),
        ("By", await authors(look, one)),
        *await payloads.lines(look, one),
        ("State", STATES[one.state] + (f". {one.why}" if one.why else "")),
        *await standing(look, one),
    ]
    title = f"Proposal #{one.id}: {one.title or 'text erased'}"
    thread = title if one.state != DRAFT else ""
    return Card(
        await prompting.body(look, one),
        title=title,
        fields=tuple(facts),
        buttons=buttons(one),
        ballot=ballot(one),
        thread=thread,
        files=prompting.files(one),
    )


async def authors(look: Look, one: Proposal) -> str:
    """`ana`, `ana with ben and cy`."""
    others = await coauthors.accepted(look, one.id)
    names = await members.names(look, [one.by, *others])
    beside = listed([names[who] for who in others])
    return f"{names[one.by]} with {beside}" if others else names[one.by]


async def standing(look: Look, one: Proposal) -> list[tuple[str, str]]:
    """What a state adds to the card."""
    if one.state == DRAFT:
        return await sponsoring(look, one)
    if one.state == DISCUSSION:
        return [("Discussed until", await ends(look, one))] if one.until else []
    if one.state == VOTING:
        return [*await counting.so_far(look, one), ("Closes", await ends(look, one))]
    if one.state == "queued":
        return [*counting.outcome(one), *await planned(look, one)]
    return counting.outcome(one)


async def planned(look: Look, one: Proposal) -> list[tuple[str, str]]:
    """When what has passed is carried out, unless it could not be and is tried again."""
    due = await alarms.moment(look, "proposal.execute", str(one.id))
    zone = moments.zone((await communities.get(look)).zone)
    return [("Carried out", moments.when(due, zone))] if due and not one.why else []


async def ends(look: Look, one: Proposal) -> str:
    """When a period ends, and why later than planned."""
    late = " (a late swing moved it)" if one.extended else ""
    away = " (later, because the bot was away)" if one.delayed else ""
    return await when(look, one) + late + away


async def sponsoring(look: Look, one: Proposal) -> list[tuple[str, str]]:
    """How much power stands behind a draft, and how much it takes."""
    behind, whole = await backing(look, one)
    share, token = await parameters.get(look, "proposal_power"), await assets.governance(look)
    behind_it = await store.sponsors(look, one.id)
    names = await members.names(look, behind_it)
    takes = f"{SHOW['percent'](share)} of the {figure(whole, token)} that count" if share else "any power"
    found = [("Behind it", f"{figure(behind, token)} votes; its discussion takes {takes}")]
    return [*found, ("Sponsors", listed([names[who] for who in behind_it]))] if behind_it else found


def buttons(one: Proposal) -> tuple[Button, ...]:
    """What can be pressed under the card. A sealed vote has none: on some platforms everybody sees a press."""
    if one.state == DRAFT:
        return (Button("Sponsor", Call.to("proposal sponsor", number=one.id), "✋"),)
    vote = choosing.buttons(one)
    remind = Button("Remind me", Call.to("proposal remind", number=one.id), "🔔")
    return (*vote, remind) if one.state == DISCUSSION or vote or ballot(one) else ()


def ballot(one: Proposal) -> Ballot | None:
    """The reactions that vote, where the vote is open to see."""
    if one.state != VOTING or one.terms["sealed"]:
        return None
    return (
        choosing.ballot(one) if choosing.form(one) else Ballot(Call.to("vote cast", number=one.id), CHOICES)
    )
