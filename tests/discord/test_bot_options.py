"""Votes among options on Discord: reactions that stand together, buttons, and what is read again after a time away."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import members, votes
from tests.discord.things import Message
from tests.discord.town import Town, town

ONE, TWO, THREE = "1️⃣", "2️⃣", "3️⃣"
CARD = "Proposal #1"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community whose program can be ended and started."""
    async with town(tmp_path) as made:
        async with made.running():
            await found(made)
        yield made


async def found(here: Town) -> None:
    """Found the community: ana, ben and cy hold 1,000 each."""
    who = " ".join(here[name].mention for name in ("ana", "ben", "cy"))
    facts = {"preset": "small circle", "founders": who, "treasurers": who, "token": "LEAF"}
    await here["ana"].slash(here.hall, "setup start", **facts)
    for name in ("ana", "ben", "cy"):
        await here[name].slash(here.hall, "role accept")
    preview = await (await here["ana"].slash(here.hall, "setup finish")).shown()
    await here["ana"].click(preview, "Confirm")
    await here.settle()


async def opened(here: Town, form: str) -> Message:
    """The card of a vote among three trees."""
    facts = {"form": form, "title": "Which tree?", "options": "Oak; Lime; Birch", "text": "Well."}
    preview = await (await here["ana"].slash(here.hall, "proposal choose", **facts)).shown()
    await here["ana"].click(preview, "Confirm")
    for _ in range(2):
        await here.settle()
        here.clock.move(timedelta(hours=12, seconds=1))
    await here.settle()
    return here.card(CARD)


async def ballots(here: Town) -> dict[str, object]:
    """The ballots as they are kept, by name."""
    async with here.app.store.read(f"discord-{here.guild.id}") as look:
        said = await votes.ballots(look, 1)
        names = await members.names(look, said)
    return {names[who]: json.loads(one.choice) for who, one in said.items()}


async def test_reactions_stand_together_and_are_read_again(here: Town) -> None:
    async with here.running():
        card = await opened(here, "approval")
        for name, key in (("ana", ONE), ("ana", THREE), ("ben", TWO), ("cy", ONE)):
            here[name].react(card, key)
        await here.settle()
        assert await ballots(here) == {"ana": [1, 3], "ben": [2], "cy": [1]}
        assert here["ana"].id in card.reactions[ONE], "nothing comes off"
        here["ana"].unreact(card, ONE)
        await here.settle()
        assert await ballots(here) == {"ana": [3], "ben": [2], "cy": [1]}
        assert here.heard("ana", "so your vote for Oak is taken back") == 1
    here["ana"].react(card, ONE)
    here["ana"].react(card, TWO)
    here["ben"].unreact(card, TWO)
    here["ben"].react(card, THREE)
    here["cy"].unreact(card, ONE)
    here["dee"].react(card, TWO)
    here["dee"].react(card, THREE)
    async with here.running():
        await here.settle()
        assert await ballots(here) == {"ana": [1, 2, 3], "ben": [3], "dee": [2, 3]}
        assert here.heard("dee", "none of them counts") == 0
        assert here["ana"].id in card.reactions[TWO]
    async with here.running():
        await here.settle()
        assert await ballots(here) == {"ana": [1, 2, 3], "ben": [3], "dee": [2, 3]}


async def test_a_typed_ballot_is_not_undone_by_stale_reactions_nor_by_a_clear(here: Town) -> None:
    async with here.running():
        card = await opened(here, "approval")
        here["ben"].react(card, ONE)
        here["cy"].react(card, TWO)
        await here.settle()
        await here["ben"].slash(here.hall, "vote cast", number=1, choice="2, 3")
        await here.settle()
    here["ben"].unreact(card, ONE)
    async with here.running():
        await here.settle()
        assert await ballots(here) == {"ben": [2, 3], "cy": [2]}
    here["ana"].clear(card)
    async with here.running():
        await here.settle()
        assert await ballots(here) == {"ben": [2, 3], "cy": [2]}


async def test_a_button_puts_an_option_on_and_takes_it_off(here: Town) -> None:
    async with here.running():
        card = await opened(here, "approval")
        for label in ("Lime", "Birch"):
            await here["ben"].click(card, label)
        assert await ballots(here) == {"ben": [2, 3]}
        await here["ben"].click(here.card(CARD), "Lime")
        assert await ballots(here) == {"ben": [3]}


async def test_of_single_choices_the_last_counts_and_what_is_unclear_does_not(here: Town) -> None:
    async with here.running():
        card = await opened(here, "single")
        here["ben"].react(card, ONE)
        await here.settle()
        here["ben"].react(card, TWO)
        await here["cy"].click(card, "Birch")
        await here.settle()
        assert await ballots(here) == {"ben": [2], "cy": [3]}
        assert here["ben"].id not in card.reactions[ONE]
    for name in ("cy", "dee"):
        here[name].react(card, TWO)
        here[name].react(card, THREE)
    async with here.running():
        await here.settle()
        assert await ballots(here) == {"ben": [2], "cy": [3]}
        assert here.heard("dee", "none of them counts") == 1
        assert here.heard("cy", "none of them counts") == 0
