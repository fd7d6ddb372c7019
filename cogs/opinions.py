"""How ideas and polls look: their cards, and the lines in which they are listed."""

from __future__ import annotations

from bot.card import Ballot, Card, Grid
from bot.command import Call
from rules import moments
from rules import polls as rules
from rules.options import KEYS
from rules.wording import count
from rules.work import short
from storage import communities, ideas, members, parameters, polls
from storage.ideas import READY, Idea
from storage.polls import Poll
from storage.store import Change, Look

IDEAS, POLLS = "ideas", "general"
ERASED = "(erased because its author left)"


async def idea_card(look: Look, one: Idea) -> Card:
    """The one card of an idea, as it is now."""
    title = f"Idea #{one.id} by {await members.name(look, one.by)}"
    if one.hidden_by is not None:
        return Card(
            f"Hidden by {await members.name(look, one.hidden_by)}: {one.hidden_why or '(reason erased)'}",
            title=title,
        )
    needed = await parameters.get(look, "idea_threshold")
    ballot = Ballot(Call.to("idea up", number=one.id), (("👍", "Up-vote", "up"),))
    return Card(one.what or ERASED, title=title, fields=(("Up-votes", standing(one, needed)),), ballot=ballot)


def standing(one: Idea, needed: int) -> str:
    """`2 of 5 needed`, `6 (enough for a proposal)`."""
    if one.state == READY:
        return f"{one.ups:,} (now a proposal)"
    return (
        f"{one.ups:,} (enough for a proposal)" if one.ups >= needed else f"{one.ups:,} of {needed:,} needed"
    )


async def show_idea(change: Change, number: int) -> None:
    """Bring the card of an idea up to date."""
    await change.show(
        IDEAS, await idea_card(change, await ideas.get(change, number)), subject=f"idea/{number}"
    )


async def promoted(change: Change, who: int, kind: str) -> None:
    """The ideas that a member has taken towards a proposal of this kind are one now."""
    for one in await ideas.of(change, who):
        if one.state == kind:
            await ideas.put(change, one.id, state=READY)
            await show_idea(change, one.id)


def idea_line(one: Idea, names: dict[int, str]) -> str:
    """One line of the list of ideas."""
    if one.hidden_by is not None:
        return f"- #{one.id} {names[one.by]}: (hidden)"
    ready = ", now a proposal" if one.state == READY else ""
    return f"- #{one.id} {names[one.by]}: {short(one.what or ERASED)} (👍 {one.ups:,}{ready})"


async def poll_card(look: Look, one: Poll) -> Card:
    """The one card of a poll: open with its ballot, or closed with what came out."""
    by = await members.name(look, one.by)
    title = f"Poll #{one.id}: {one.question or ERASED}"
    if one.hidden_by is not None:
        hid = await members.name(look, one.hidden_by)
        return Card(
            f"Hidden by {hid}: {one.hidden_why or '(reason erased)'}", title=f"Poll #{one.id} by {by}"
        )
    votes = await polls.counts(look, one)
    if one.closed is not None:
        return Card(f"Closed. {rules.outcome(one.options, votes)}", title=title, table=result(one, votes))
    ends = moments.when(one.closes, moments.zone((await communities.get(look)).zone))
    late = ", later than planned because the bot was away" if one.extended else ""
    so_far = f"{count(sum(votes), 'vote')} so far"
    body = f"{by} asks. Open until {ends}{late}; {so_far}. It counts heads and binds nothing."
    places = enumerate(zip(one.options, votes, strict=True), 1)
    choices = tuple((KEYS[n - 1], f"{option} · {number:,}", str(n)) for n, (option, number) in places)
    return Card(body, title=title, ballot=Ballot(Call.to("poll vote", number=one.id), choices))


def result(one: Poll, votes: tuple[int, ...]) -> Grid:
    """Every option with its votes, in the order of the question."""
    return Grid(
        ("Option", "Votes"), tuple((option, f"{n:,}") for option, n in zip(one.options, votes, strict=True))
    )


async def show_poll(change: Change, number: int) -> None:
    """Bring the card of a poll up to date."""
    await show(change, await polls.get(change, number))


async def show(change: Change, one: Poll) -> None:
    """The same for a poll that was just read."""
    await change.show(POLLS, await poll_card(change, one), subject=f"poll/{one.id}")


async def close_poll(change: Change, number: int) -> None:
    """End a poll: its card keeps the counts, the channel gets what came out."""
    one = await polls.get(change, number)
    await polls.put(change, number, closed=change.now)
    await change.disarm("poll.close", str(number))
    await show_poll(change, number)
    if one.hidden_by is None:
        said = rules.outcome(one.options, await polls.counts(change, one))
        await change.say(POLLS, Card(f"Poll #{number} is closed. {one.question} {said}"))
