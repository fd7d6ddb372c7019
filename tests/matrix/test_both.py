"""One community on Discord and on Matrix at once: one tally, and every public post in both places."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.adapters.discord.supervise import Discord
from storage import members, polls
from tests.discord import kit as discord
from tests.discord.rights import Right
from tests.discord.server import StandIn
from tests.discord.service import TOKEN
from tests.discord.things import Channel
from tests.matrix.synapse import Synapse
from tests.matrix.town import Town, town

ONE, TWO = "1️⃣", "2️⃣"
CODE = re.compile(r"\*\*([A-Z0-9]{4}[- ]?[A-Z0-9]{4})\*\*")


class Both:
    """A town on Matrix, and a server on Discord, of one running program."""

    def __init__(self, here: Town, server: StandIn) -> None:
        self.here, self.server = here, server
        self.guild = server.guild()
        self.hall: Channel = server.channel(self.guild, "hall")
        self.zoe = server.member("zoe", self.guild, server.role(self.guild, "Admins", Right.MANAGE_GUILD))
        self.bea = server.member("bea", self.guild)
        self.client = self.surface().client

    def surface(self) -> Discord:
        made = Discord(self.here.app.table, self.here.app, TOKEN)
        self.here.app.surfaces[made.platform] = made
        return made

    async def settle(self) -> None:
        """Have everything heard and told on both sides."""
        for _ in range(2):
            await self.server.read()
            await self.client.idle.wait()
            await self.here.settle()
            await self.client.surface.rest()

    def posts(self) -> list[str]:
        """The titles of the cards on Discord."""
        return [one.text for one in self.hall.messages.values() if one.author is self.server.bot]

    async def tally(self) -> dict[str, int]:
        """The ballots of poll 1, by member: two accounts of one person are one."""
        found: dict[str, int] = {}
        accounts = [("matrix", one.id) for one in self.here.people.values()]
        accounts += [("discord", one.id) for one in (self.zoe, self.bea)]
        async with self.here.app.store.read(f"matrix-{self.here.hall}") as look:
            for account in accounts:
                who = await members.find(look, *account)
                choice = await polls.choice_of(look, 1, who.id) if who else None
                found |= {str(who.id): choice} if who and choice else {}
        return found


@pytest.fixture
async def both(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Both]:
    """A community that was founded on Matrix and lives on Discord, too."""
    async with together(synapse, tmp_path) as made:
        yield made


@asynccontextmanager
async def together(synapse: Synapse, folder: Path) -> AsyncIterator[Both]:
    async with discord.standing() as server, town(synapse, folder) as here, here.running():
        await here.found()
        made = Both(here, server)
        async with discord.running(made.client):
            tidy = asyncio.create_task(made.client.surface.tidy())
            await here.ask("ana", "setup place")
            answer = await made.zoe.slash(made.hall, "join", code=code(here, "ana"))
            assert "belongs to" in (await answer.shown()).text
            await made.settle()
            yield made
            tidy.cancel()
        assert not server.unanswered


def code(here: Town, name: str) -> str:
    """The code that somebody was told last."""
    found = CODE.search(here.told(name)[-1].text)
    assert found, here.told(name)[-1].text
    return found[1]


async def test_a_member_of_both_votes_once_and_everything_is_posted_twice(both: Both) -> None:
    here, bea = both.here, both.bea
    await here.ask("ana", "poll new Which day? Monday; Friday")
    await both.settle()
    card, other = (
        here.card("Poll #1"),
        next(one for one in both.hall.messages.values() if "Poll #1" in one.text),
    )
    await here.put("ben", ONE, card)
    await here.put("cy", TWO, card)
    bea.react(other, ONE)
    await both.settle()
    assert sorted((await both.tally()).values()) == [1, 1, 2]
    await link(both)
    bea.react(other, TWO)
    await both.settle()
    assert list((await both.tally()).values()) == [2, 2]
    await here.put("dee", TWO, card)
    await both.settle()
    assert "Friday · 3" in here.card("Poll #1").text
    assert "Friday · 3" in next(one for one in both.hall.messages.values() if "Poll #1" in one.text).text


async def link(both: Both) -> None:
    """Ben on Matrix and bea on Discord are one."""
    here = both.here
    await here.ask("ben", "link")
    asked = await both.bea.slash(both.hall, "link enter", code=code(here, "ben"))
    shown = await asked.shown()
    assert "Are these two you?" in shown.text
    await both.bea.click(shown, shown.buttons[0])
    await both.settle()
    offer = next(one for one in reversed(here.told("ben")) if "Are these two you?" in one.text)
    await here["ben"].react(offer, offer.text.split("\n")[-1].partition(" ")[0])
    await both.settle()


async def test_every_public_post_is_in_both_places(both: Both) -> None:
    here = both.here
    before, posted = len(both.posts()), len(here.shown())
    await here.ask("cy", "contribution log Dug the beds")
    await both.zoe.slash(both.hall, "idea new", text="A tool library")
    await both.settle()
    assert len(both.posts()) >= before + 2
    for title in ("Contribution #1 by cy", "Idea #1 by zoe"):
        assert title in here.card(title).text
        assert any(title in one for one in both.posts())
    assert len(here.shown()) >= posted + 2
    here.once_each()
