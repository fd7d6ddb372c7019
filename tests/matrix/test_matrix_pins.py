"""The overview is pinned in a room once, beside what others have pinned; without the power it is shown all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.card import Card
from tests.matrix.synapse import Synapse
from tests.matrix.town import Town, town

PINNED = "m.room.pinned_events"


async def show(here: Town, body: str) -> None:
    card = Card(body, title="Open decisions", pinned=True)
    await here.app.store.act(
        f"matrix-{here.hall}", lambda change: change.show("proposals", card, subject="overview")
    )
    await here.settle()


def pinned(here: Town) -> list[str]:
    found: list[str] = here.sight.rooms[here.hall].state.get((PINNED, ""), {}).get("pinned", [])
    return found


@pytest.mark.parametrize("power", [50, 0])
async def test_a_card_is_pinned_when_it_is_posted(synapse: Synapse, tmp_path: Path, power: int) -> None:
    async with town(synapse, tmp_path) as here, here.running():
        await here["ana"].power(here.hall, {here.bot.id: power})
        await here.found()
        theirs = await here["ana"].say(here.hall, "welcome")
        await here["ana"].put(here.hall, PINNED, {"pinned": [theirs]})
        await show(here, "oaks")
        card = here.card("Open decisions")
        assert pinned(here) == ([theirs, card.id] if power else [theirs])
        await here["ana"].put(here.hall, PINNED, {"pinned": []})  # whoever unpins has the last word
        await show(here, "elms")
        assert "elms" in here.card("Open decisions").text
        assert pinned(here) == []
        assert not [one for one in here.wire.calls if one[2] >= 400 and one[0] != "GET"]
