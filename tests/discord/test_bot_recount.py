"""Reactions are read again after a time away and before a close; only what has changed is an act (RULES 4)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.discord.town import Town, town

ONE, TWO, THREE = "1️⃣", "2️⃣", "3️⃣"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community whose program can be ended and started."""
    async with town(tmp_path) as made:
        async with made.running():
            await made.found()
            await made.poll()
        yield made


async def test_what_was_put_on_and_taken_off_while_the_program_was_down(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        here["ben"].react(card, ONE)
        here["cy"].react(card, ONE)
        here["ana"].react(card, TWO)
        await here.settle()
        assert await here.votes() == {"ana": 2, "ben": 1, "cy": 1}
    here["ben"].unreact(card, ONE)  # a withdrawal
    here["cy"].unreact(card, ONE)  # another choice
    here["cy"].react(card, THREE)
    here["dee"].react(card, TWO)  # a first vote
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ana": 2, "cy": 3, "dee": 2}
        assert here.heard("ben", "is gone, so your vote for Monday is taken back") == 1
        assert here.heard("cy", "is gone") == 0


async def test_a_ballot_by_button_is_not_undone_by_a_stale_reaction(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        here["ben"].react(card, ONE)
        here["cy"].react(card, TWO)
        await here.settle()
        await here["ben"].click(here.card("Poll #1"), "c:poll.vote|number=1|choice=3")
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 3, "cy": 2}
    here["ben"].unreact(card, ONE)
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 3, "cy": 2}
        assert here.heard("ben", "is gone") == 0


async def test_reactions_missed_while_the_gateway_was_cut(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        async with here.server.away():
            here["ben"].react(card, ONE)
            here["cy"].react(card, TWO)
            here["cy"].unreact(card, TWO)
        await here.server.connected()
        await here.settle()
        assert await here.votes() == {"ben": 1}
        here.client.back.clear()
        await here.server.hang_up(forget=True)
        here["cy"].react(card, TWO)
        here["ben"].unreact(card, ONE)
        await here.client.back.wait()
        await here.settle()
        assert await here.votes() == {"cy": 2}


async def test_of_two_new_reactions_the_ballot_that_stands_is_kept(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        await here["ben"].click(card, "c:poll.vote|number=1|choice=2")
        await here.settle()
    for key in (ONE, TWO):
        here["ben"].react(card, key)
        here["cy"].react(card, key)
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 2}
        assert here.heard("cy", "none of them counts") == 1
        assert here.heard("ben", "none of them counts") == 0
        assert card.reactions[ONE] == [here.server.bot.id]
        assert card.reactions[TWO] == [here.server.bot.id, here["ben"].id]
        here["cy"].react(card, ONE)
        await here.settle()
        assert await here.votes() == {"ben": 2, "cy": 1}
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 2, "cy": 1}
        assert here.heard("cy", "none of them counts") == 1


async def test_a_clear_withdraws_nothing_whether_it_was_seen_or_not(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        here["ben"].react(card, ONE)
        here["cy"].react(card, TWO)
        await here.settle()
    here["ana"].clear(card)
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 1, "cy": 2}
        here["dee"].react(card, ONE)
        here["ben"].react(card, TWO)
        await here.settle()
        here["ana"].clear(card, TWO)
        await here.settle()
        here["ana"].clear(card)
        await here.settle()
        assert await here.votes() == {"ben": 2, "cy": 2, "dee": 1}
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 2, "cy": 2, "dee": 1}
        assert [*card.reactions] == [ONE, TWO, THREE]  # the signs are back


async def test_a_moderator_takes_off_the_reaction_of_one_member(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        here["ben"].react(card, ONE)
        here["cy"].react(card, ONE)
        await here.settle()
        here["ana"].unreact(card, ONE, of=here["ben"])
        await here.settle()
        assert await here.votes() == {"cy": 1}
        assert here.heard("ben", "If that was not you, vote by a button") == 1
        await here["ben"].click(here.card("Poll #1"), "c:poll.vote|number=1|choice=1")
        assert await here.votes() == {"ben": 1, "cy": 1}


async def test_a_reaction_that_was_replaced_comes_off_also_after_a_crash(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        here["ben"].react(card, ONE)
        await here.settle()
        here.server.faults.fail(
            "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}", 403
        )
        here["ben"].react(card, TWO)
        await here.settle()
        assert await here.votes() == {"ben": 2}
        assert here["ben"].id in card.reactions[ONE]
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 2}
        assert here["ben"].id not in card.reactions[ONE]
        assert here.heard("ben", "is gone") == 0


async def test_the_re_read_before_the_close_counts_what_no_event_told(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        await here.settle()
        card.reactions[TWO].append(here["ben"].id)  # an event that was lost
        here.clock.move(timedelta(days=8))
        await here.settle()
        assert "is closed" in here.card("Poll #1").text
        assert await here.votes() == {"ben": 2}


async def test_a_platform_that_cannot_be_reached_does_not_stop_a_close(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.PATIENCE", 0.2)
    async with here.running():
        await here.settle()
        held = here.server.faults.hold("GET /channels/{channel_id}/messages/{message_id}", late=False)
        here.clock.move(timedelta(days=8))
        await here.settle()
        held.release()
        assert "is closed" in here.card("Poll #1").text


async def test_a_card_that_was_deleted_is_posted_anew_and_keeps_its_votes(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        here["ben"].react(card, ONE)
        await here.settle()
        here["ana"].delete(card)
        await here.settle()
        fresh = here.card("Poll #1")
        assert fresh is not card
        assert await here.votes() == {"ben": 1}
        here["cy"].react(fresh, TWO)
        await here.settle()
        assert await here.votes() == {"ben": 1, "cy": 2}
    here["ana"].delete(fresh)
    async with here.running():
        await here.settle()
        cards = [one for one in here.hall.messages.values() if "Poll #1" in one.text]
        assert len(cards) == 1
        assert await here.votes() == {"ben": 1, "cy": 2}


async def test_an_idea_is_read_again_too(here: Town) -> None:
    async with here.running():
        await here["ana"].slash(here.hall, "idea new", text="A tool library")
        await here.settle()
        card = here.card("Idea #1")
    here["ben"].react(card, "👍🏽")
    async with here.running():
        await here.settle()
        assert "1 of" in here.card("Idea #1").text
    async with here.running():
        await here.settle()
        assert "1 of" in here.card("Idea #1").text


async def test_a_reaction_on_a_card_that_is_not_recorded_yet(here: Town) -> None:
    async with here.running():
        await here.settle()
        held = here.server.faults.hold("POST /channels/{channel_id}/messages")
        await here["ana"].slash(here.hall, "poll new", question="Where? Barn; Yard")
        sending = asyncio.create_task(here.app.settle())
        await asyncio.wait_for(held.reached.wait(), 5)
        here["ben"].react(here.card("Poll #2"), TWO)
        await here.server.read()
        await here.client.idle.wait()
        assert await here.votes(2) == {}
        held.release()
        await sending
        await here.settle()
        assert await here.votes(2) == {"ben": 2}


async def test_a_replaced_reaction_that_its_owner_takes_off_can_be_put_on_again(here: Town) -> None:
    card = here.card("Poll #1")
    async with here.running():
        here["ben"].react(card, ONE)
        await here.settle()
        route = "DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}"
        here.server.faults.fail(route, 403)
        here["ben"].react(card, TWO)
        await here.settle()
        here["ben"].unreact(card, ONE)
        await here.settle()
        assert await here.votes() == {"ben": 2}
    here["ben"].react(card, ONE)
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 1}
