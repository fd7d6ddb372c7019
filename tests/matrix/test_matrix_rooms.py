"""Rooms as people use them: a space the bot is invited to, forms by file, two communities in one 1:1 room."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import communities
from tests.matrix.synapse import Synapse
from tests.matrix.town import Town, town


@pytest.fixture
async def here(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Town]:
    async with town(synapse, tmp_path) as made, made.running():
        await made.found()
        yield made


async def test_a_form_is_filled_in_by_a_file(here: Town) -> None:
    asked = await here.ask("ben", "contribution log")
    text = "```\nwhat: Dug the beds\nalong the wall\nhours: 2\n```\n"
    await here["ben"].hand(here.hall, "log.md", text.encode(), thread=asked)
    await here.settle()
    card = here.card("Contribution #1 by ben")
    assert "Dug the beds\nalong the wall" in card.text
    assert "Time: 2 h" in card.text


async def test_what_is_no_answer_to_a_form_is_said_to_whom_it_asks_alone(here: Town) -> None:
    asked = await here.ask("ben", "contribution log")
    for name in ("cy", "ben"):
        await here[name].say(here.hall, "what a nice form", thread=asked)
        await here.settle()
    assert here.heard("ben", "I cannot read that as the form; write `what: …`.") == 1
    assert not here.heard("cy", "I cannot read that")
    await here["ben"].say(here.hall, "what: Dug the beds", thread=asked)
    await here.settle()
    assert "Dug the beds" in here.card("Contribution #1 by ben").text


async def test_the_bot_comes_where_it_is_invited_and_a_space_is_one_place(
    synapse: Synapse, tmp_path: Path
) -> None:
    async with town(synapse, tmp_path) as here, here.running():
        ana, ben = here["ana"], here["ben"]
        space = await ana.create("Garden", here.bot.id, ben.id, space=True, preset="public_chat")
        hall = await ana.create("meadow", here.bot.id, ben.id, preset="public_chat")
        await ana.adopt(space, hall)
        for room in (space, hall):
            await ben.join(room)
        await here.settle()
        here.hall = hall
        asked = 'setup "small circle" name=Garden treasurers=@ana,@ben token=LEAF'
        await here.ask("ana", asked)
        assert await communities.at(here.app.store, "matrix", space)
        assert await communities.at(here.app.store, "matrix", hall) is None
        assert "Founding Garden" in here.card("Founding Garden").text


async def test_whoever_belongs_to_two_communities_is_asked_once_which_is_meant(here: Town) -> None:
    ana, ben = here["ana"], here["ben"]
    attic = await ana.create("attic", preset="public_chat")
    for one in (here.bot.eyes, ben, here["cy"]):
        await one.join(attic)
    await here.settle()
    other = Town(here.bot, here.people, attic, here.folder)
    other.app = here.app
    await other.found()
    await other.ask("ben", "contribution log Mended the roof")
    alone = await ben.create("alone", here.bot.id, preset="trusted_private_chat", is_direct=True)
    await here.settle()
    await here.ask_alone(ben, alone, "contribution list")
    assert "Which one do you mean" in here.shown(alone)[-1].text
    await here.ask_alone(ben, alone, "community")
    question = here.shown(alone)[-1]
    signs = [line.partition(" ")[0] for line in question.text.split("\n")[-1].split("  ")]
    said = set()
    for sign in signs:
        here.clock.move(timedelta(seconds=1))
        await ben.react(question, sign)
        await here.settle()
        await here.ask_alone(ben, alone, "contribution list")
        said.add("Mended the roof" in here.shown(alone)[-1].text)
    assert said == {True, False}
