"""A card that is longer than one event: an edit changes the pieces that stand, adds those that are new, takes the others away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.matrix.surface import Surface
from bot.card import Card
from bot.surface import Spot
from tests.matrix.synapse import Synapse
from tests.matrix.things import Message
from tests.matrix.town import Town, town


@pytest.fixture
async def here(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Town]:
    async with town(synapse, tmp_path) as made:
        yield made


def long(*parts: str) -> Card:
    """A card with one event for each part."""
    return Card("\n\n".join(f"{one} " + "word " * 1600 for one in parts))


async def standing(here: Town, word: str = "") -> list[Message]:
    await here.sight.look()
    return [one for one in here.shown() if "word" in one.text and word in one.text]


def surface(here: Town) -> Surface:
    return here.bot.surface.listener.surface


@pytest.mark.parametrize("again", [False, True], ids=["in one run", "after a restart"])
async def test_pieces_are_edited_added_and_taken_away(here: Town, *, again: bool) -> None:
    spot = Spot(here.hall, here.hall)
    async with here.running():
        await here.settle()
        ref = await surface(here).post(spot, long("one", "two"), "first")
        before = await standing(here)
        if not again:
            await changed(here, spot, ref, before)
    if again:
        async with here.running():
            await here.settle()
            await changed(here, spot, ref, before)


async def changed(here: Town, spot: Spot, ref: str, before: list[Message]) -> None:
    """The same card, longer, then shorter."""
    assert len(before) > 1
    await surface(here).edit(spot, ref, long("one", "zwei", "three", "four"), "second")
    now = await standing(here)
    assert now[: len(before)] == before
    assert len(now) > len(before)
    assert "\n".join(one.text for one in now).count("zwei") == 1
    assert not await standing(here, "two")
    edits = [one.edits for one in now]
    await surface(here).edit(spot, ref, long("one", "zwei", "three", "four"), "third")
    assert await standing(here) == now
    assert [one.edits for one in now] == [edits[0] + 1, *edits[1:]]
    await surface(here).edit(spot, ref, Card("one word"), "fourth")
    (left,) = await standing(here)
    assert left.id == before[0].id
    assert left.text == "one word"
