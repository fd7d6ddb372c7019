"""The program on Discord: founded by slash commands, worked in by forms, buttons and reactions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.discord.supervise import Discord
from bot.app import App
from bot.clock import FixedClock
from bot.deps import Deps
from tests.chat import START
from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.rights import Right
from tests.discord.server import StandIn
from tests.discord.service import TOKEN
from tests.discord.things import Channel, Guild


@dataclass
class Town:
    """A server with the program in it."""

    server: StandIn
    guild: Guild
    hall: Channel
    app: App
    people: dict[str, Actor]

    def __getitem__(self, name: str) -> Actor:
        return self.people[name]

    async def settle(self) -> None:
        """Have everything done and delivered that is due."""
        client: Any = self.app.surfaces["discord"].client  # type: ignore[attr-defined]
        for _ in range(2):
            await self.server.read()
            await client.idle.wait()
            await self.app.settle()
            await client.surface.rest()


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    """Four people, the first of whom administers the server, and the program."""
    async with kit.standing() as server:
        guild = server.guild()
        hall = server.channel(guild, "hall")
        admin = server.role(guild, "Admins", Right.MANAGE_GUILD)
        people = {"ana": server.member("ana", guild, admin)}
        people |= {name: server.member(name, guild) for name in ("ben", "cy", "dee")}
        app = await App.open(f"sqlite:///{folder}/a.db", FixedClock(START), Deps(charts=False))
        surface = Discord(app.table, app, TOKEN)
        app.surfaces[surface.platform] = surface
        try:
            async with kit.running(surface.client):
                tidy = asyncio.create_task(surface.client.surface.tidy())
                yield Town(server, guild, hall, app, people)
                tidy.cancel()
        finally:
            await app.close()


async def test_a_community_is_founded_works_and_votes(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        ana, ben, cy = here["ana"], here["ben"], here["cy"]
        who = f"{ana.mention} {ben.mention} {cy.mention}"
        answer = await ana.slash(
            here.hall, "setup start", preset="small circle", treasurers=who, token="LEAF"
        )
        assert "3 people invited" in (await answer.shown()).text
        await here.settle()
        for one in (ana, ben, cy):
            assert "treasurer" in (await (await one.slash(here.hall, "role accept")).shown()).text
        preview = await (await ana.slash(here.hall, "setup finish")).shown()
        assert "Nothing has happened yet" in preview.text
        await ana.click(preview, "Confirm")
        await here.settle()
        assert any("is founded" in one.text for one in ana.sees(here.hall))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community."""
    async with town(tmp_path) as made:
        ana, ben, cy = made["ana"], made["ben"], made["cy"]
        who = f"{ana.mention} {ben.mention} {cy.mention}"
        await ana.slash(made.hall, "setup start", preset="small circle", treasurers=who, token="LEAF")
        for one in (ana, ben, cy):
            await one.slash(made.hall, "role accept")
        preview = await (await ana.slash(made.hall, "setup finish")).shown()
        await ana.click(preview, "Confirm")
        await made.settle()
        yield made


def newest(here: Town, title: str) -> Any:
    """The newest card with this title."""
    return next(one for one in reversed(here["ana"].sees(here.hall)) if title in one.text)


async def test_work_is_logged_by_a_form_and_attested_by_a_button(here: Town) -> None:
    dee, ben = here["dee"], here["ben"]
    form = await dee.slash(here.hall, "contribution log")
    answer = await dee.submit(form, {"What": "Dug the beds\nalong the wall"})
    assert "Logged as #1" in (await answer.shown()).text
    await here.settle()
    card = newest(here, "Contribution #1 by dee")
    attested = await ben.click(card, "Attest")
    assert attested.private
    await here.settle()
    assert "Attested by:** ben" in newest(here, "Contribution #1 by dee").text


async def test_praise_by_option_and_from_the_menu_of_a_message(here: Town) -> None:
    ana, ben, dee = here["ana"], here["ben"], here["dee"]
    said = await ana.slash(
        here.hall, "praise", who=f"{dee.mention} {ben.mention}", why="for the gate, it's new"
    )
    assert "ana → dee, ben: for the gate, it's new (#1)" in (await said.shown()).text
    told = dee.say(here.hall, "I mended the shed as well")
    praised = await ben.menu(told, "Praise")
    assert "ben → dee: I mended the shed as well (#2)" in (await praised.shown()).text
    await here.settle()
    assert any("praised you" in one.text for one in dee.inbox)


async def test_a_poll_is_voted_by_reactions_buttons_and_commands(here: Town) -> None:
    ana, ben, cy, dee = (here[name] for name in ("ana", "ben", "cy", "dee"))
    await ana.slash(here.hall, "poll new", question="Which day? Monday; Friday")
    await here.settle()
    card = newest(here, "Poll #1")
    assert list(card.reactions) == ["1️⃣", "2️⃣"]
    ben.react(card, "1️⃣")
    await here.settle()
    ben.react(card, "2️⃣")
    await here.settle()
    await cy.click(newest(here, "Poll #1"), "c:poll.vote|number=1|choice=2")
    await dee.slash(here.hall, "poll vote", number=1, choice="1")
    await here.settle()
    shown = await (await ana.slash(here.hall, "poll show", number=1)).shown()
    assert "Monday · 1  2️⃣ Friday · 2" in shown.text
    assert ben.id not in card.reactions["1️⃣"]
    ben.unreact(card, "2️⃣")
    await here.settle()
    shown = await (await ana.slash(here.hall, "poll show", number=1)).shown()
    assert "Monday · 1  2️⃣ Friday · 1" in shown.text


async def test_refusals_are_private_and_help_is_there(here: Town) -> None:
    dee = here["dee"]
    refused = await dee.slash(here.hall, "treasury approve", numbers="1")
    assert refused.private
    assert "Only a treasurer" in (await refused.shown()).text
    assert (await dee.slash(here.hall, "help")).private
    assert here.server.unanswered == []
