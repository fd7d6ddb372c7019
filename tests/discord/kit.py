"""The stand-in and a client of it, in this process or in one of its own.

async with kit.standing() as server:
    guild = server.guild()
    hall, ana = server.channel(guild, "hall"), server.member("ana", guild)
    async with kit.running(Bare()):
        answer = await ana.slash(hall, "echo", text="hello")
        assert answer.message in ana.sees(hall)
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import discord

from tests.discord import endpoint
from tests.discord.server import StandIn
from tests.discord.service import TOKEN
from tests.discord.things import Channel

ROOT = Path(__file__).parents[2]
C = TypeVar("C", bound=discord.Client)


@asynccontextmanager
async def standing(**settings: Any) -> AsyncIterator[StandIn]:
    """A stand-in that discord.py in this process is led to; at the end nothing may have been violated."""
    server = await StandIn(**settings).start()
    try:
        with endpoint.led(f"http://127.0.0.1:{server.port}"):
            yield server
    finally:
        await server.stop()
    assert not server.violations, "\n".join(server.violations)


@asynccontextmanager
async def running(client: C, token: str = TOKEN) -> AsyncIterator[C]:
    """A client in this process, ready."""
    async with client:
        await client.login(token)
        task = asyncio.create_task(client.connect())
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED, timeout=20)
        ready.cancel()
        if task.done():
            await task
        try:
            yield client
        finally:
            await client.close()
            await asyncio.wait({task}, timeout=5)


def text(client: discord.Client, channel: Channel) -> discord.TextChannel:
    """A text channel as a client has it."""
    found = client.get_channel(int(channel.id))
    assert isinstance(found, discord.TextChannel)
    return found


class Program:
    """A program of ours in a process of its own, led to the stand-in; its words go to a file."""

    def __init__(self, server: StandIn, log: Path, *arguments: str, **variables: str) -> None:
        self.server, self.log, self.arguments, self.variables = server, log, arguments, variables
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; whether it connects is for `server.connected()`."""
        address = {endpoint.VARIABLE: f"http://127.0.0.1:{self.server.port}", "BARE_TOKEN": self.server.token}
        line = [sys.executable, "-m", "tests.discord.led", *self.arguments]
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *line, cwd=ROOT, env=os.environ | address | self.variables, stdout=log, stderr=log
            )

    async def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, and wait for the exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await self.process.wait()

    async def kill(self) -> None:
        """End it at once, as a machine that loses its power."""
        await self.end(signal.SIGKILL)

    async def code(self, within: float = 20) -> int:
        """The exit code of a program that ends by itself."""
        assert self.process is not None
        return await asyncio.wait_for(self.process.wait(), within)

    @property
    def memory(self) -> float:
        """Resident megabytes, where the system tells."""
        assert self.process is not None
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


@asynccontextmanager
async def program(server: StandIn, log: Path, *arguments: str, **variables: str) -> AsyncIterator[Program]:
    """A program that has connected; it is killed at the end."""
    made = Program(server, log, *arguments, **variables)
    await made.start()
    try:
        await server.connected()
        yield made
    finally:
        await made.kill()
