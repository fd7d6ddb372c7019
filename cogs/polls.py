"""Asking everybody: one head, one vote, and it binds nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Annotated

from bot.card import Card
from bot.command import MODERATOR, Arg, Call, Cog, Context, Vote, alarm, casting, command, extended
from bot.deps import Deps
from cogs import opinions
from cogs.work import total
from rules import polls as rules
from rules.errors import Refusal
from rules.wording import count
from rules.work import short
from storage import members, polls
from storage.polls import Poll
from storage.store import Change, Look

PAGE = 20
NONE = "none"
Number = Annotated[int, Arg("number of the poll", ge=1)]


class Polls(Cog):
    """A poll needs no token and no sponsor, and closes by itself (RULES 7)."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("poll new", form=True)
    async def new(
        self,
        ctx: Context,
        change: Change,
        question: Annotated[str, Arg("the question; its options may follow, with ; between them", rest=True)],
        options: Annotated[str, Arg("two to ten options, with ; between them")] = "",
        closes: Annotated[timedelta, Arg("how long it is open, such as 3d")] = rules.USUAL,
    ) -> Card:
        """Ask everybody a question with two to ten options."""
        asked, offered = rules.read(question, options)
        length = rules.lasts(closes)
        number = await polls.add(change, ctx.me, asked, offered, change.now + length)
        await change.alarm("poll.close", str(number), change.now + length, period=length)
        await opinions.show_poll(change, number)
        return Card(f"Your poll is #{number}.")

    @command("poll vote", private=True)
    async def vote(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        choice: Annotated[
            str, Arg("number of the option, or none to take your vote back", rest=True, most=80)
        ],
    ) -> Card:
        """Vote in a poll; your last vote counts."""
        wanted = f"-{NONE}" if choice.lower() == NONE else choice
        (card,) = await self.cast(change, Call.to("poll vote", number=number), [Vote(ctx, wanted)])
        return card

    @casting("poll vote")
    async def cast(self, change: Change, call: Call, votes: Sequence[Vote]) -> Sequence[Card]:
        """Count many votes at once, in their order."""
        one = await votable(change, int(dict(call.args)["number"]))
        hands = await polls.choices_of(change, one.id, {vote.ctx.me for vote in votes})
        before = dict(hands)
        cards = [counted(one, hands, vote.ctx.me, vote.choice) for vote in votes]
        if hands != before:
            await polls.put_votes(change, one.id, before, hands)
            await opinions.show(change, one)
        return cards

    @command("poll show")
    async def show(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show a poll and how it stands."""
        return await opinions.poll_card(look, await polls.get(look, number))

    @command("poll list")
    async def list(self, ctx: Context, look: Look) -> Card:
        """The polls there are, open ones first."""
        found, number = await polls.newest(look, PAGE), await polls.number_of(look)
        if not found:
            return Card("There are no polls yet; `poll new` asks the first question.")
        lines = [await line(look, one) for one in found]
        return Card("\n".join(lines) + total(number, len(found)), title=count(number, "poll"))

    @command("poll close")
    async def close(self, ctx: Context, change: Change, number: Number) -> Card:
        """Close a poll before its time."""
        one = await votable(change, number)
        if one.by != ctx.me and MODERATOR not in ctx.roles:
            raise Refusal(
                f"Only {await members.name(change, one.by)}, who asked, or a moderator can close #{number}."
            )
        await opinions.close_poll(change, number)
        return Card(f"You closed poll #{number}.", private=True)

    @alarm("poll.close", ballot="poll")
    async def due(self, change: Change, subject: str) -> None:
        """A poll closes by itself."""
        if (await polls.get(change, int(subject))).closed is None:
            await opinions.close_poll(change, int(subject))

    async def standing(self, look: Look, member: int, call: Call) -> Collection[str]:
        """The option a member has voted for."""
        found = await polls.choice_of(look, int(dict(call.args)["number"]), member)
        return () if found is None else (str(found),)

    @extended("poll.close")
    async def later(self, change: Change, subject: str, end: datetime) -> None:
        """The bot was away: the poll stays open longer, and its card says so."""
        await polls.put(change, int(subject), closes=end, extended=1)
        await opinions.show_poll(change, int(subject))


def counted(one: Poll, hands: dict[int, int], who: int, choice: str) -> Card:
    """Take a vote into the choices by member; what is said to who cast it.

    A reaction that is taken off an option withdraws a vote for that option only.
    """
    before = hands.get(who)
    if choice.startswith("-"):
        if before is None or choice[1:] not in {NONE, str(before)}:
            return Card("You have no vote there that could be taken back.")
        del hands[who]
        return Card(f"You took your vote for {one.options[before - 1]} back.")
    place = rules.choice(choice, one.options)
    if place == before:
        return Card(f"You have voted for {one.options[place - 1]} already.")
    hands[who] = place
    instead = f" instead of {one.options[before - 1]}" if before else ""
    return Card(f"You voted for {one.options[place - 1]}{instead}.")


async def votable(look: Look, number: int) -> Poll:
    """An open poll that is not hidden; Refusal otherwise."""
    one = await polls.get(look, number)
    if not one.open(look.now):
        raise Refusal(f"Poll #{number} is closed; `poll show {number}` tells what came out.")
    if one.hidden_by is not None:
        raise Refusal(f"Poll #{number} is hidden by a moderator, so it takes no votes.")
    return one


async def line(look: Look, one: Poll) -> str:
    """One line of the list of polls."""
    if one.hidden_by is not None:
        return f"- #{one.id} (hidden)"
    votes = await polls.counts(look, one)
    state = f"open, {count(sum(votes), 'vote')}" if one.closed is None else rules.outcome(one.options, votes)
    return f"- #{one.id} {short(one.question or opinions.ERASED)} – {state}"
