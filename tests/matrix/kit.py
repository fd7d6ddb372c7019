"""The program on a real homeserver, in this process: its account, a second device that sees what it sees, and people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bot.adapters.matrix.client import Doors
from bot.adapters.matrix.login import Account
from bot.adapters.matrix.supervise import Matrix
from bot.app import App
from tests.matrix.actor import Actor
from tests.matrix.faults import REDACT, Wire, wired
from tests.matrix.synapse import NAME, Synapse
from tests.matrix.things import Json

WITHIN = 20.0


class Bot:
    """An account for the program, and everybody who talks to it."""

    def __init__(self, synapse: Synapse, session: aiohttp.ClientSession, wire: Wire, folder: Path) -> None:
        self.synapse, self.session, self.wire, self.folder = synapse, session, wire, folder
        self.made: Json = synapse.register("bot", shown="bot")
        self.id: str = self.made["user_id"]
        self.eyes = Actor(session, synapse, synapse.log_in(self.made), "eyes")
        self.surface: Matrix

    async def person(self, name: str) -> Actor:
        """Somebody new."""
        made = await asyncio.to_thread(self.synapse.register, name, shown=name)
        return Actor(self.session, self.synapse, made, name)

    def account(self, **changes: Any) -> Account:
        """What opens the account of the program."""
        facts: Json = {"homeserver": self.synapse.url, "user": self.id, "folder": self.folder / "matrix"}
        return Account(**(facts | {"password": self.made["password"]} | changes))

    @asynccontextmanager
    async def running(self, app: App, *, encryption: bool = False, **doors: Any) -> AsyncIterator[Matrix]:
        """The program listens, until its end."""
        account = self.account(encryption=encryption)
        self.surface = Matrix(app.table, app, account, Doors(**({"servers": (NAME,)} | doors)))
        app.surfaces[self.surface.platform] = self.surface
        task = asyncio.create_task(self.surface.run())
        ready = asyncio.create_task(self.surface.listener.back.wait())
        try:
            await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=WITHIN)
            if task.done():
                task.result()
            assert ready.done(), "the program does not listen"
            yield self.surface
        finally:
            for one in (task, ready):
                one.cancel()
            await asyncio.gather(task, ready, return_exceptions=True)


@asynccontextmanager
async def bot(synapse: Synapse, folder: Path) -> AsyncIterator[Bot]:
    """An account for a program that does not run yet."""
    async with aiohttp.ClientSession() as session:
        with wired() as wire:
            yield Bot(synapse, session, wire, folder)


async def heard(surface: Matrix) -> None:
    """Have everything heard and answered that has happened by now."""
    async with asyncio.timeout(WITHIN):
        await surface.listener.back.wait()
        await surface.loop.caught_up()
        await surface.listener.idle.wait()
        await surface.listener.recount.done.wait()


async def taken(surface: Matrix, event: str) -> None:
    """Have one event heard and answered, and with it all before it; nothing is asked of the server for that."""
    async with asyncio.timeout(WITHIN):
        while event not in surface.listener.taken:  # noqa: ASYNC110 - the program notes it in a dictionary
            await asyncio.sleep(0.002)


async def quiet(app: App, surface: Matrix, wire: Wire) -> None:
    """Have everything done and delivered that is due; what the program takes away it has to hear of itself."""
    while True:
        before = wire.count(REDACT)
        await app.settle()
        await surface.listener.surface.rest()
        if wire.count(REDACT) == before:
            return
        await heard(surface)
