"""Ideas and polls: one head, one vote, and counts that outlive their texts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rules.errors import Refusal
from storage import alarms, ideas, members, polls
from storage.store import Change, Store


async def people(change: Change, *names: str) -> list[int]:
    return [(await members.admit(change, "terminal", name, name)).id for name in names]


async def test_an_up_vote_counts_once_and_can_be_taken_back(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben = await people(change, "ana", "ben")
        number = await ideas.add(change, ana, "a boat")
        assert [await ideas.up(change, number, who) for who in (ben, ben, ana)] == [True, False, True]
        assert (await ideas.get(change, number)).ups == 2
        assert [await ideas.down(change, number, ben) for _ in range(2)] == [True, False]
        assert ((await ideas.get(change, number)).ups, await ideas.ups_of(change, ben)) == (1, [])


async def test_ideas_are_listed_by_up_votes_then_the_newest(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben = await people(change, "ana", "ben")
        one, two, three = [await ideas.add(change, ana, text) for text in "abc"]
        await ideas.up(change, two, ben)
        assert [idea.id for idea in await ideas.every(change)] == [two, three, one]


async def test_erased_ideas_keep_their_counts(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben = await people(change, "ana", "ben")
        mine, theirs = await ideas.add(change, ana, "mine"), await ideas.add(change, ben, "theirs")
        await ideas.put(change, theirs, hidden_by=ana, hidden_why="my reason")
        await ideas.up(change, mine, ben)
        await ideas.up(change, theirs, ana)
        await ideas.erase_texts(change, ana)
        one, other = await ideas.get(change, mine), await ideas.get(change, theirs)
        assert (one.what, one.ups, other.what, other.ups) == ("", 1, "theirs", 1)
        assert (other.hidden_by, other.hidden_why) == (ana, "")


async def test_unknown_numbers_are_refused(dao: Store) -> None:
    async with dao.read("dao") as look:
        with pytest.raises(Refusal, match="no idea #3"):
            await ideas.get(look, 3)
        with pytest.raises(Refusal, match="no poll #3"):
            await polls.get(look, 3)


async def test_the_last_vote_of_a_head_counts(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben, cy = await people(change, "ana", "ben", "cy")
        number = await polls.add(
            change, ana, "Where?", ("North", "South", "West"), change.now + timedelta(days=1)
        )
        await polls.put_votes(change, number, {}, {ana: 1, ben: 1, cy: 3})
        await polls.put_votes(change, number, {ana: 1, ben: 1}, {ana: 1, ben: 2})
        one = await polls.get(change, number)
        assert one.options == ("North", "South", "West")
        assert await polls.counts(change, one) == (1, 1, 1)
        assert await polls.choices_of(change, number, [ana, cy, 99]) == {ana: 1, cy: 3}
        for _ in range(2):
            await polls.put_votes(change, number, {cy: 3}, {})
        assert (await polls.counts(change, one), await polls.choice_of(change, number, cy)) == (
            (1, 1, 0),
            None,
        )
        assert await polls.votes_of(change, ben) == [(number, 2, change.now)]


async def test_the_closing_second_counts_and_the_next_does_not(dao: Store) -> None:
    async with dao.change("dao") as change:
        [ana] = await people(change, "ana")
        end = change.now + timedelta(hours=1)
        one = await polls.get(change, await polls.add(change, ana, "Now?", ("Yes", "No"), end))
        assert one.open(end)
        assert not one.open(end + timedelta(seconds=1))
        await polls.put(change, one.id, closed=change.now)
        assert not (await polls.get(change, one.id)).open(change.now)


async def test_open_polls_come_first(dao: Store) -> None:
    async with dao.change("dao") as change:
        [ana] = await people(change, "ana")
        end = change.now + timedelta(hours=1)
        one, two, three = [await polls.add(change, ana, f"{n}?", ("Yes", "No"), end) for n in range(3)]
        await polls.put(change, three, closed=change.now)
        assert [poll.id for poll in await polls.newest(change, 9)] == [two, one, three]
        assert [poll.id for poll in await polls.newest(change, 1)] == [two]
        assert await polls.number_of(change) == 3


async def test_erased_polls_keep_their_counts_and_are_over(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben = await people(change, "ana", "ben")
        end = change.now + timedelta(hours=1)
        number = await polls.add(change, ana, "Where is ana?", ("Here", "There"), end)
        await change.alarm("poll.close", str(number), end, period=timedelta(hours=1))
        await polls.put_votes(change, number, {}, {ben: 2})
        await polls.erase_texts(change, ana)
        one = await polls.get(change, number)
        assert (one.question, one.options, one.closed) == ("", ("Option 1", "Option 2"), change.now)
        assert await polls.counts(change, one) == (0, 1)
        assert await alarms.moment(change, "poll.close", str(number)) is None
