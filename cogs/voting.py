"""Voting on proposals: by reaction, button or command; the last ballot counts until the close (RULES 4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from bot.card import Card, Grid
from bot.command import Arg, Call, Cog, Context, Vote, alarm, casting, command, extended
from cogs import choosing, counting, debating, deciding, weighing
from cogs.counting import Tally
from cogs.debating import Number
from rules import dormancy, moments, proposals, swing
from rules.among import Among
from rules.amounts import figure
from rules.errors import Refusal
from rules.ledger import canonical
from rules.proposals import ABSTAIN, AGAINST, FOR, VOTING
from rules.verdict import Choice, Verdict
from storage import assets, communities, ledger, presence, reminders, votes
from storage import proposals as store

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.proposals import Proposal
    from storage.store import Change, Look

MOST = 20
NOTHING = "You have no vote there that could be taken back."
SAID = {"for": FOR, "yes": FOR, "against": AGAINST, "no": AGAINST, "abstain": ABSTAIN}


class Voting(Cog):
    """Weights are ours; a reaction only says what its owner wants."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("vote cast", private=True, form=True, discreet=True)
    async def vote(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        choice: Annotated[str, Arg("for, against, abstain, or your ballot; none takes it back", most=800)],
        reason: Annotated[str, Arg("why, for everybody to read", rest=True, most=500)] = "",
    ) -> Card:
        """Vote on a proposal; your last vote counts."""
        wanted, reason = choosing.typed(await votable(change, number), choice, reason)
        (card,) = await self.cast(change, Call.to("vote cast", number=number), [Vote(ctx, wanted)])
        if reason and not wanted.startswith("-"):
            await votes.explain(change, number, ctx.me, reason)
        await arrived(ctx, change, number)
        return card

    @casting("vote cast")
    async def cast(self, change: Change, call: Call, cast: Sequence[Vote]) -> Sequence[Card]:
        """Count many votes at once, in their order."""
        one = await votable(change, int(dict(call.args)["number"]))
        who = {vote.ctx.me for vote in cast}
        tally, hands = await counting.running(change, one, who)
        before = dict(hands)
        earlier = await counting.judged(change, one, tally)
        cards = [await counted(change, one, tally, hands, vote) for vote in cast]
        if hands == before:
            return cards
        await votes.cast(change, one.id, before, hands)
        later = await counting.judged(change, one, tally)
        one = await swung(change, one, earlier, later)
        if not one.terms["sealed"]:
            await debating.show(change, one)
        return cards

    @command("vote reason", private=True, discreet=True)
    async def reason(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        reason: Annotated[str, Arg("why you voted as you did, for everybody to read", rest=True, most=500)],
    ) -> Card:
        """Say why you voted as you did."""
        await votable(change, number)
        if ctx.me not in await votes.choices_of(change, number, [ctx.me]):
            raise Refusal(f"You have no vote on proposal #{number} yet; `vote cast {number}` casts one.")
        await votes.explain(change, number, ctx.me, reason)
        await arrived(ctx, change, number)
        return Card(f"Your reason stands beside your vote on proposal #{number}.")

    @command("vote mine", private=True)
    async def mine(self, ctx: Context, look: Look) -> Card:
        """Show how you have voted, or others with your votes, the newest first."""
        said = await weighing.of(look, ctx.member) if ctx.member else []
        if not said:
            return Card("You have not voted on a proposal yet; `proposal list` shows what is open.")
        zone = moments.zone((await communities.get(look)).zone)
        newest = said[::-1][:MOST]
        spelled = [choosing.spelled(await store.get(look, one[0]), one[1]) for one in newest]
        rows = tuple(
            (f"#{number}", choice + (f", by {who}" if who else ""), moments.date_of(at, zone), why)
            for choice, (number, _, why, at, who) in zip(spelled, newest, strict=True)
        )
        return Card("", title="Your votes", table=Grid(("Proposal", "Vote", "On", "Reason"), rows))

    @alarm("proposal.close", ballot="proposal")
    async def close(self, change: Change, subject: str) -> None:
        """A vote closes by itself: the sums are an entry, and what follows is set off."""
        one = await store.get(change, int(subject))
        if one.state != VOTING:
            return
        await change.disarm(debating.REMIND, subject)
        await reminders.drop(change, one.id)
        found = await counting.result(change, one)
        await attended(change, one)
        words = ("lines", "shown", "why")
        data = {name: found[name] for name in found if name not in words} | {"proposal": one.id}
        await ledger.post(change, f"{one.subject}/result", "result", by=0, why=one.subject, data=data)
        await deciding.decide(change, one, found)

    @extended("proposal.close")
    async def longer(self, change: Change, subject: str, end: datetime) -> None:
        """The bot was away: the vote stays open longer, and its card says so."""
        until = end - debating.SECOND
        one = await store.put(change, int(subject), until=until, delayed=True)
        await debating.reminds(change, one, until)
        await debating.show(change, one)

    async def standing(self, look: Look, member: int, call: Call) -> Collection[str]:
        """What a member has voted."""
        one = await store.get(look, int(dict(call.args)["number"]))
        choice = (await votes.choices_of(look, one.id, [member])).get(member)
        return choosing.chosen(one, choice) if choice is not None else ()


async def arrived(ctx: Context, change: Change, number: int) -> None:
    """Who votes was seen today; in a sealed vote only at its close, as else others could tell who has voted."""
    if ctx.unseen and not (await store.get(change, number)).terms["sealed"]:
        await presence.note(change, [ctx.me])


async def attended(change: Change, one: Proposal) -> None:
    """Whoever has voted, themselves or by a delegate, was seen at the close; delegators learn what was done."""
    said = await counting.cast(change, one)
    tally = await counting.whole(change, one, said)
    await presence.note(change, dormancy.took_part(tally))
    await weighing.tell(change, one, tally, said)


async def votable(look: Look, number: int) -> Proposal:
    """A proposal that takes votes now; Refusal otherwise."""
    one = await store.get(look, number)
    if one.state != VOTING or one.opened is None or one.until is None:
        raise Refusal(f"Proposal #{number} takes no votes: it is {debating.STATES[one.state]}.")
    if swing.counts(look.now, one.opened, one.until):
        return one
    if look.now <= one.opened:
        raise Refusal(f"Voting on proposal #{number} opens this second; try again.")
    raise Refusal(f"Voting on proposal #{number} is over; `proposal show {number}` tells what came out.")


async def filled(change: Change, one: Proposal, tally: Among, hands: dict[int, str], vote: Vote) -> Card:
    """Take a ballot among options into the choices and the tally; what is said to who cast it."""
    who, before = vote.ctx.me, tally.values.get(vote.ctx.me)
    value = choosing.meant(one, vote.choice, before)
    if value == before:
        same = f"That is your ballot on proposal #{one.id} already."
        return Card(NOTHING if vote.choice.startswith("-") else same)
    tally.put(who, value)
    if value is None:
        del hands[who]
        return Card(f"You took your vote on proposal #{one.id} back.")
    hands[who] = canonical(value)
    ballot = choosing.named(one, value)
    return Card(f"Your ballot on proposal #{one.id} is {ballot}{await weighs(change, one, tally, who)}.")


async def counted(change: Change, one: Proposal, tally: Tally, hands: dict[int, str], vote: Vote) -> Card:
    """Take a vote into the choices and the tally; what is said to who cast it.

    A reaction that is taken off a choice withdraws a vote for that choice only.
    """
    if isinstance(tally, Among):
        return await filled(change, one, tally, hands, vote)
    who, said = vote.ctx.me, vote.choice.lower()
    before = hands.get(who)
    if said.startswith("-"):
        if before is None or said[1:] not in {choosing.NONE, before}:
            return Card(NOTHING)
        del hands[who]
        tally.put(who, None)
        return Card(f"You took your vote on proposal #{one.id} back.")
    choice = SAID.get(said)
    if choice is None:
        raise Refusal(
            f"Vote for, against or abstain, not {vote.choice[:20]}; or none, to take your vote back."
        )
    proposals.may_vote(party=who in await counting.parties(change, one))
    proposals.may_choose(Choice(choice), gains=who in await counting.paid(change, one))
    if choice == before:
        return Card(f"You have voted {debating.LABELS[choice]} on proposal #{one.id} already.")
    hands[who] = choice
    tally.put(who, Choice(choice))
    instead = f" instead of {debating.LABELS[before]}" if before else ""
    voted = f"You voted {debating.LABELS[choice]} on proposal #{one.id}{instead}"
    return Card(f"{voted}{await weighs(change, one, tally, who)}.")


async def weighs(look: Look, one: Proposal, tally: Tally, who: int) -> str:
    """What a vote counts, said to its owner alone; in a sealed vote it would tell whether delegators have voted."""
    if one.terms["sealed"]:
        return "; what it weighs is told after the close"
    weight = tally.weight(who)
    if not weight:
        return ", which changes nothing: you held no tokens when voting opened"
    return f", with {figure(weight, await assets.governance(look))} votes"


async def swung(change: Change, one: Proposal, earlier: Verdict, later: Verdict) -> Proposal:
    """Move the close where a late ballot swings the vote, once; a sealed vote is never moved."""
    extension = timedelta(seconds=one.terms["extension"])
    if one.until is None or not extension:
        return one
    end = swing.moves(earlier, later, change.now, one.until, extension, extended=one.extended)
    if end is None:
        return one
    await debating.closes(change, one, end)
    one = await store.put(change, one.id, until=end, extended=True)
    then = await debating.when(change, one)
    await debating.step(change, one, f"A late vote swings the result, so voting stays open until {then}.")
    return one
