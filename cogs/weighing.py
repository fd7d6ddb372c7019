"""What a member's votes were when a vote opened, who has cast them, and how (RULES 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.card import Card
from cogs import choosing, counting, debating
from rules import dormancy, forms, moments, presets, tallying
from rules.errors import Refusal
from rules.parameter import SHOW
from rules.proposals import FOR, VOTING
from rules.wording import listed
from storage import communities, members, parameters, presence, votes
from storage import proposals as store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from rules.tallying import Running, Snapshot
    from rules.verdict import Figure
    from storage.proposals import Proposal
    from storage.store import Change, Look

MOST = 10
RECUSED = "For is refused, as this proposal would pay them; nobody casts their votes For either"
Fields = list[tuple[str, str]]
Lent = tuple[int, str, str, "datetime", str]  # proposal, choice, reason, when, by whom


def is_told(one: Proposal) -> bool:
    """Whether anybody may know who has voted how."""
    return one.state != VOTING or not one.terms["sealed"]


async def in_vote(look: Look, who: int, number: int) -> Card:
    """A member's votes as they were read when voting opened, and what was done with them."""
    one = await store.get(look, number)
    if one.opened is None:
        raise Refusal(
            f"Voting on proposal #{number} has not opened, so no votes were read for it; "
            "`vote power` shows those of today."
        )
    said = await counting.cast(look, one) if is_told(one) else {}
    tally, show = await counting.whole(look, one, said), await counting.shows(look)
    zone = moments.zone((await communities.get(look)).zone)
    facts = [
        ("Read on", moments.when(one.opened, zone)),
        ("Own votes", show(tally.snapshot.powers.get(who, 0))),
        *await passed(look, who, tally, show),
        *limits(one, who, tally),
        ("Cast", await cast(look, one, who, tally, said)),
    ]
    title = f"Votes of {await members.name(look, who)} on proposal #{number}"
    return Card("", title=title, fields=tuple(facts))


async def passed(look: Look, who: int, tally: Running, show: Figure) -> Fields:
    """What was given and by whom, to whom it went, what can be cast of it and what of that counts."""
    read, choices = tally.snapshot, tally.choices
    to = read.delegations
    givers = sorted(one for one in to if to[one] == who and read.powers.get(one, 0))
    names = await members.names(look, {*givers, to.get(who, 0)})
    told = [
        f"{names[one]} {show(read.powers[one])}{' (votes themselves)' if one in choices else ''}"
        for one in givers[:MOST]
    ]
    more = [f"{len(givers) - MOST:,} more"] if len(givers) > MOST else []
    facts = [("Votes for them", f"{names[to[who]]}, where they do not vote")] if who in to else []
    facts += [("Given by", listed([*told, *more]))] if givers else []
    casts, whole = tallying.held(read, {*choices, who}).get(who, 0), sum(read.powers.values())
    facts.append(("Can cast", f"{show(casts)} of {show(whole)} there were"))
    if read.cap is not None and casts > read.cap:
        most = presets.REGISTRY["max_share"].show(read.max_share)
        facts.append(("Of these count", f"{show(read.cap)}, since nobody may cast more than {most} of all"))
    return facts


def limits(one: Proposal, who: int, tally: Running) -> Fields:
    """Whether somebody is recused, and whether they were dormant."""
    facts = [("Recused", RECUSED)] if who in tally.snapshot.recused else []
    if who in tally.snapshot.dormant:
        here = who in dormancy.took_part(tally)
        then = "came back by voting" if here else "outside the base until they vote"
        facts.append(("Silent", f"for {SHOW['duration'](one.terms['dormant_after'])} at that time; {then}"))
    return facts


async def cast(look: Look, one: Proposal, who: int, tally: Running, said: Mapping[int, str]) -> str:
    """How somebody's votes were cast so far."""
    read, show = tally.snapshot, await counting.shows(look)
    if not is_told(one):
        return "sealed until the close"
    if who in tally.choices:
        return f"{label(one, said[who])} with {show(tally.weight(who))} votes"
    delegate = read.delegations.get(who, who)
    if delegate in tally.choices and goes(who, said[delegate], read):
        by, own = await members.name(look, delegate), show(read.powers.get(who, 0))
        return f"{label(one, said[delegate])} by {by}, with {own} votes of theirs"
    return "not yet" if one.state == VOTING else "not at all"


def label(one: Proposal, choice: str) -> str:
    """What a ballot says, in words."""
    return choosing.named(one, forms.kept(choice)) if choosing.form(one) else debating.LABELS[choice]


def goes(who: int, choice: str, read: Snapshot) -> bool:
    """Whether somebody's votes may be cast like this by their delegate."""
    return choice != FOR or who not in read.recused


async def today(look: Look, who: int, me: int | None) -> Fields:
    """Whether a member is dormant today, unless they are the speaker; and given votes in open votes."""
    facts = []
    if who != me and who in await presence.dormant(look):
        long = SHOW["duration"](await parameters.get(look, "dormant_after"))
        facts.append(("Silent", f"for {long}, so outside the base of a vote until they vote"))
    told = [line for one in await store.live(look) for line in await so_far(look, one, who)]
    return [*facts, ("In open votes", "; ".join(told))] if told else facts


async def so_far(look: Look, one: Proposal, who: int) -> list[str]:
    """What was done with given votes in one open vote: with those of a member, or those given to them."""
    if one.state != VOTING or not is_told(one):
        return []
    voters = {voter.member: voter for voter in await votes.around(look, one.id, who)}
    mine = voters.pop(who, None)
    given = {member: voter.power for member, voter in voters.items() if voter.power}
    delegate = mine.delegate if mine and mine.power and mine.delegate else who
    paid, show = await counting.paid(look, one), await counting.shows(look)
    cast_ = await votes.choices_of(look, one.id, {who, delegate, *given})
    said = {member: choice for member, choice in cast_.items() if choice != FOR or member not in paid}
    if given and (choice := said.get(who)):
        own = {*said, *(paid if choice == FOR else ())}
        theirs = show(sum(power for member, power in given.items() if member not in own))
        return [f"#{one.id} {label(one, choice)} with {theirs} given votes"]
    if mine and who not in said and (choice := said.get(delegate)) and (choice != FOR or who not in paid):
        by = await members.name(look, delegate)
        return [f"#{one.id} {label(one, choice)} by {by} with {show(mine.power)} votes of theirs"]
    return [f"#{one.id} not cast yet"] if who not in said and (given or delegate != who) else []


async def of(look: Look, who: int) -> list[Lent]:
    """How a member, or a delegate with their votes, has voted, by proposal; '' for who votes themselves."""
    own: list[Lent] = [(*one, "") for one in await votes.of(look, who)]
    return sorted([*own, *await lent(look, who)])


async def lent(look: Look, who: int) -> list[Lent]:
    """How delegates have voted with a member's votes, as far as it may be known."""
    cast_, found = await votes.lent(look, who), []
    names = await members.names(look, {delegate for _, delegate, *_ in cast_})
    known = {one.id: one for one in await store.every(look)} if cast_ else {}
    for number, delegate, choice, reason, at in cast_:
        one = known[number]
        barred = choice == FOR and {who, delegate} & await counting.paid(look, one)
        if is_told(one) and not barred:
            found.append((number, choice, reason, at, names[delegate]))
    return found


async def tell(change: Change, one: Proposal, tally: Running, said: Mapping[int, str]) -> None:
    """After the close: tell delegators who want to know of votes what was done with theirs."""
    read, voted, show = tally.snapshot, tally.choices, await counting.shows(change)
    wanting = await members.wanting(change, "votes")
    names = await members.names(change, set(read.delegations.values()) & voted.keys())
    for who, delegate in read.delegations.items():
        power, lends = read.powers.get(who, 0), delegate in voted and who not in voted
        if who in wanting and power and lends and goes(who, said[delegate], read):
            how = f"{names[delegate]} voted {label(one, said[delegate])} with your {show(power)} votes"
            await change.whisper(who, Card(f"{how} on proposal #{one.id}, {one.title}."), kind="votes")
