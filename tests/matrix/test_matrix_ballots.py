"""Ballots by reaction follow the last act of each member, whatever happens in between (RULES 4)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.matrix.synapse import Synapse
from tests.matrix.town import Town, town

ONE, TWO, THREE = "1️⃣", "2️⃣", "3️⃣"


@pytest.fixture
async def here(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community with an open poll, whose program has ended."""
    async with town(synapse, tmp_path) as made:
        async with made.running():
            await made.found()
            await made.poll()
        yield made


async def test_votes_changed_withdrawn_and_taken_away(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        for name, key in (("ben", ONE), ("cy", TWO), ("dee", THREE), ("ana", ONE)):
            await here.put(name, key, card)
        await here.settle()
        assert await here.votes() == {"ana": 1, "ben": 1, "cy": 2, "dee": 3}
        await here.put("ben", TWO, card)  # another choice
        await here.take("cy", TWO, card)  # a withdrawal
        await here.take("dee", THREE, card, by="ana")  # somebody else's redaction: no act of dee's
        await here.settle()
        assert await here.votes() == {"ana": 1, "ben": 2, "dee": 3}
        assert here.heard("dee", "Your vote stays as it was") == 1
        await here.take("ben", ONE, card)  # the one that was replaced already
        await here.put("dee", ONE, card)
        await here.put("dee", "👍🏽", card)  # no choice of this ballot
        await here.settle()
        assert await here.votes() == {"ana": 1, "ben": 2, "dee": 1}
        assert "Monday · 2" in here.card("Poll #1").text


async def test_what_was_done_while_the_program_was_away(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        for name, key in (("ben", ONE), ("cy", ONE), ("ana", TWO)):
            await here.put(name, key, card)
        await here.settle()
    await here.take("ben", ONE, card)  # a withdrawal
    await here.put("cy", TWO, card)  # two more choices: the last one counts
    await here.put("cy", THREE, card)
    await here.take("ana", TWO, card, by="ana")
    await here.put("dee", TWO, card)
    await here.take(
        "dee", TWO, card, by="ana"
    )  # was a vote, and is no withdrawal; nobody was there to see it
    async with here.running():
        await here.settle()
        assert await here.votes() == {"cy": 3}
        assert "Sunday · 1" in here.card("Poll #1").text


async def to_and_fro(here: Town, name: str, times: int) -> None:
    """Somebody cannot decide: three reactions put on and taken off, again and again."""
    card = here.card("Poll #1")
    for _ in range(times):
        for key in (ONE, TWO, THREE):
            await here[name].redact(here.hall, await here.put(name, key, card))


async def test_more_than_the_server_tells_at_once_happens_while_away(here: Town) -> None:
    """240 events of four people, of which one answer of /sync holds 100."""
    card = here.card("Poll #1")
    async with here.running():
        await here.settle()
    await asyncio.gather(*(to_and_fro(here, name, 10) for name in here.people))
    await here.put("ben", TWO, card)
    await here.put("cy", ONE, card)
    await here.put("cy", THREE, card)
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 2, "cy": 3}
        here.once_each()


async def test_a_ballot_by_word_or_command_is_not_undone_by_a_stale_reaction(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        await here.put("ben", ONE, card)
        await here.settle()
        await here.ask("ben", "poll vote 1 3")
        assert await here.votes() == {"ben": 3}
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 3}
        await here["cy"].say(here.hall, "Friday", reply=card.id)
        await here.settle()
        assert await here.votes() == {"ben": 3, "cy": 2}


async def test_the_close_counts_what_was_put_on_in_the_last_moment(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        await here.put("ben", ONE, card)
        await here.settle()
        await asyncio.gather(here.put("cy", TWO, card), here.put("dee", TWO, card))
        await here.app.wait(timedelta(days=8))
        await here.settle()
        assert "Friday has the most votes: 2 of 3" in here.card("is closed").text
        assert await here.votes() == {"ben": 1, "cy": 2, "dee": 2}
