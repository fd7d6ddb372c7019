"""A founded community in a stand-in server, with the program in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.adapters.discord.client import Listener
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
from tests.discord.things import Channel, Guild, Message

NAMES = ("ben", "cy", "dee")


class Town:
    """A server with four people; the program may come and go."""

    def __init__(self, server: StandIn, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.guild: Guild = server.guild()
        self.hall: Channel = server.channel(self.guild, "hall")
        admin = server.role(
            self.guild, "Admins", Right.MANAGE_GUILD | Right.MANAGE_MESSAGES | Right.MANAGE_THREADS
        )
        self.people: dict[str, Actor] = {"ana": server.member("ana", self.guild, admin)}
        self.people |= {name: server.member(name, self.guild) for name in NAMES}
        self.clock = FixedClock(START)
        self.app: App
        self.surface: Discord

    def __getitem__(self, name: str) -> Actor:
        return self.people[name]

    @property
    def client(self) -> Listener:
        return self.surface.client

    @asynccontextmanager
    async def running(self, *, contents: bool = False) -> AsyncIterator[None]:
        """The program, from its start to its end."""
        self.app = await App.open(f"sqlite:///{self.folder}/a.db", self.clock, Deps(charts=False))
        self.surface = Discord(self.app.table, self.app, TOKEN, contents=contents, guild_ready_timeout=0.05)
        self.app.surfaces[self.surface.platform] = self.surface
        try:
            async with kit.running(self.surface.client):
                client = self.client
                work = [asyncio.create_task(one) for one in (client.surface.tidy(), client.recount.run())]
                yield
                for one in work:
                    one.cancel()
        finally:
            await self.app.close()

    async def settle(self) -> None:
        """Have everything heard, done and delivered that is due."""
        for _ in range(2):
            await self.server.read()
            await self.client.recount.done.wait()
            await self.client.idle.wait()
            await self.app.settle()
            await self.client.surface.rest()

    async def found(self) -> None:
        """Found the community."""
        who = " ".join(self[name].mention for name in ("ana", "ben", "cy"))
        await self["ana"].slash(self.hall, "setup start", preset="small circle", treasurers=who, token="LEAF")
        for name in ("ana", "ben", "cy"):
            await self[name].slash(self.hall, "role accept")
        preview = await (await self["ana"].slash(self.hall, "setup finish")).shown()
        await self["ana"].click(preview, "Confirm")
        await self.settle()

    async def poll(self, text: str = "Which day? Monday; Friday; Sunday") -> Message:
        """A new poll's card."""
        await self["ana"].slash(self.hall, "poll new", question=text)
        await self.settle()
        return self.card("Poll #1")

    def card(self, title: str) -> Message:
        """The newest card with this title."""
        return next(one for one in reversed([*self.hall.messages.values()]) if title in one.text)

    async def votes(self, number: int = 1) -> dict[str, int]:
        """The ballots of a poll, by name."""
        from storage import members, polls

        community = f"discord-{self.guild.id}"
        found: dict[str, int] = {}
        async with self.app.store.read(community) as look:
            for name, actor in self.people.items():
                who = await members.find(look, "discord", actor.id)
                choice = await polls.choice_of(look, number, who.id) if who else None
                found |= {name: choice} if choice else {}
        return found

    def heard(self, name: str, text: str) -> int:
        """How many private notes with this text somebody has got."""
        return sum(text in one.text for one in self[name].inbox)


@asynccontextmanager
async def town(folder: Path, **settings: Any) -> AsyncIterator[Town]:
    """A town in which nobody has done anything yet."""
    async with kit.standing(**settings) as server:
        yield Town(server, folder)
