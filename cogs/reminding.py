"""Reminders of votes that are not cast: for who asked for them, privately, once, with delegation at hand (RULES 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.card import Button, Card
from bot.command import Call, Cog, Context, alarm, command
from cogs import choosing, counting, debating
from cogs.debating import Number
from rules import moments, reminding
from rules.errors import Refusal
from rules.forms import Form
from rules.proposals import EDITABLE, VOTING
from storage import alarms, communities, members, reminders, votes
from storage import proposals as store

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.proposals import Proposal
    from storage.store import Change, Look

VOTES = "votes"  # the kind of notes that are reminders of every vote
MOST = 500  # reminders that are queued in one change
LATER = "*Delegate* lets somebody vote for you, from the next vote on."
DELEGATE = Button("Delegate", Call.to("vote delegate"), "🤝")


class Reminding(Cog):
    """Nobody is reminded who did not ask for it, and nobody else learns who was."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("proposal remind", private=True)
    async def remind(self, ctx: Context, change: Change, number: Number) -> Card:
        """Be reminded privately before a vote closes, if you have not voted by then; or no longer."""
        one = await store.get(change, number)
        if VOTES in (await members.get(change, ctx.me)).wants:
            raise Refusal("You are reminded of every vote already; `notify off votes` ends that.")
        told = (await reminders.of(change, number)).get(ctx.me)
        if told is False:
            await reminders.drop(change, number, ctx.me)
            return Card(f"You are not reminded of proposal #{number} any more.")
        if told:
            raise Refusal(f"You were reminded of proposal #{number} already; that is done once.")
        when = await reminded(change, one, ctx.me)
        await reminders.put(change, number, [ctx.me], told=False)
        return Card(f"You get a private reminder {when}, if you have not voted by then.")

    @alarm(debating.REMIND)
    async def due(self, change: Change, subject: str) -> None:
        """A vote closes soon: remind who wants it and has not voted."""
        one = await store.get(change, int(subject))
        if one.state != VOTING or one.until is None or change.now > one.until:
            return
        own, to, _ = await votes.powers(change, one.id)
        voted = await votes.ballots(change, one.id)
        owed = reminding.owed(own, to, voted.keys(), sealed=one.terms["sealed"])
        those = sorted(owed & await waiting(change, one))
        names = await members.names(change, {to[who] for who in those[:MOST] if who in to})
        lacks = await counting.lacking(change, one)
        for who in those[:MOST]:
            delegate = names[to[who]] if who in to else ""
            await change.whisper(who, await card(change, one, lacks, delegate))
        await reminders.put(change, one.id, those[:MOST], told=True)
        if len(those) > MOST:
            await change.alarm(debating.REMIND, subject, change.now)


async def waiting(look: Look, one: Proposal) -> set[int]:
    """Who wants a reminder of this vote and has got none."""
    asked = await reminders.of(look, one.id)
    every = {who.id for who in await members.everybody(look) if VOTES in who.wants}
    return (every | asked.keys()) - {who for who, told in asked.items() if told}


async def reminded(look: Look, one: Proposal, me: int) -> str:
    """When a member would be reminded; Refusal where that can no longer be, or would never be."""
    if one.state in EDITABLE:
        return "before its vote closes"
    if one.state != VOTING:
        raise Refusal(
            f"Proposal #{one.id} is {debating.STATES[one.state]}; no vote is left to be reminded of."
        )
    own, to, _ = await votes.powers(look, one.id)
    if not own.get(me) and me not in {to.get(who) for who, power in own.items() if power}:
        raise Refusal("You had no votes when voting opened, so there is nothing to remind you of.")
    due = await alarms.moment(look, debating.REMIND, str(one.id))
    if due is None:
        how = f"vote now, such as {choosing.example(one)}"
        raise Refusal(f"The reminders of proposal #{one.id} have gone out already; {how}.")
    return f"on {moments.when(due, moments.zone((await communities.get(look)).zone))}"


async def card(look: Look, one: Proposal, lacks: str, delegate: str) -> Card:
    """What one member is told alone: nothing of it depends on anybody else's ballot in a sealed vote."""
    facts = [("Closes", await debating.when(look, one))]
    facts += [("Quorum", lacks)] if lacks else []
    facts += [("Delegate", f"{delegate}, where you do not vote yourself")] if delegate else []
    buttons = ballot(one)
    facts = [*(choosing.asked(one) if buttons == (choosing.written(one),) else []), *facts]
    title = f"You have not voted on proposal #{one.id}: {one.title or 'text erased'}"
    return Card(LATER, title=title, fields=tuple(facts), buttons=(*buttons, DELEGATE))


def ballot(one: Proposal) -> tuple[Button, ...]:
    """A button for each choice, which is private here in sealed votes too; a form where a ballot says more."""
    kind = choosing.form(one)
    if kind not in (None, Form.SINGLE):
        return (choosing.written(one),)
    return tuple(
        Button(label, Call.to("vote cast", number=one.id, choice=value), key)
        for key, label, value in (choosing.choices(one) if kind else debating.CHOICES)
    )
