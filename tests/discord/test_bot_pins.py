"""The overview is pinned on Discord once; whoever unpins it has the last word, and a missing right is no failure."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.card import Card
from tests.discord.founding import own_role
from tests.discord.rights import Right
from tests.discord.town import Town, town

ROUTE = "PUT /channels/{channel_id}/messages/pins/{message_id}"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community with the program in it."""
    async with town(tmp_path) as made, made.running():
        await made.found()
        yield made


async def show(here: Town, body: str) -> None:
    card = Card(body, title="Open decisions", pinned=True)
    community = f"discord-{here.guild.id}"
    await here.app.store.act(community, lambda change: change.show("proposals", card, subject="overview"))
    await here.settle()


async def test_a_card_is_pinned_when_it_is_posted(here: Town) -> None:
    await show(here, "oaks")
    card = here.card("Open decisions")
    assert card.data["pinned"]
    card.data["pinned"] = False  # by a moderator
    await show(here, "elms")
    assert "elms" in card.text
    assert not card.data["pinned"]
    assert len(here.server.calls(ROUTE)) == 1


async def test_without_the_right_it_is_shown_all_the_same(here: Town) -> None:
    here.server.admin.overwrite(here.hall, own_role(here.guild), deny=Right.PIN_MESSAGES)
    await here.server.read()
    await show(here, "oaks")
    assert not here.card("oaks").data["pinned"]
    assert here.server.calls(ROUTE) == []
    assert here.server.refused == []
