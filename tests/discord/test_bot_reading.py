"""Work logged from plain text, where the operator has switched that on and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import contributions, members
from tests.discord.town import Town, town

DONE = "✅"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path, granted={"message_content"}) as made:
        async with made.running(contents=True):
            await made.found()
        yield made


async def logged(here: Town) -> list[tuple[str, str]]:
    """Who has logged what."""
    async with here.app.store.read(f"discord-{here.guild.id}") as look:
        found = await contributions.listed(look, limit=20)
        names = await members.names(look, {one.by for one in found})
        return sorted((names[one.by], one.what) for one in found)


async def test_a_message_that_says_so_is_logged_once(here: Town) -> None:
    async with here.running(contents=True):
        ben, cy = here["ben"], here["cy"]
        mine = ben.say(here.hall, f"Done: painted the shed with {cy.mention}")
        other = cy.say(here.hall, "I have done: nothing")
        bare = cy.say(here.hall, "done:")
        await here.settle()
        assert await logged(here) == [("ben", "painted the shed with @cy")]
        assert here.server.bot.id in mine.reactions[DONE]
        assert not other.reactions
        assert not bare.reactions


async def test_what_is_refused_is_said_privately(here: Town) -> None:
    async with here.running(contents=True):
        said = here["ben"].say(here.hall, "log: " + "x" * 501)
        await here.settle()
        assert await logged(here) == []
        assert not said.reactions
        assert here.heard("ben", "at most 500 fit") == 1


async def test_nothing_is_read_unless_it_is_switched_on(here: Town) -> None:
    async with here.running():
        said = here["ben"].say(here.hall, "Done: painted the shed")
        await here.settle()
        assert await logged(here) == []
        assert not said.reactions
