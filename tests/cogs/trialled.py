"""A small circle whose prompts are tried by a scripted judge, with trials so small that a test can have many."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.deps import Deps
from prompts import cases
from prompts import trial as plan
from prompts.calls import Limits
from prompts.client import Endpoint
from prompts.judge import Model
from rules import trial as rules
from rules import tried
from storage import blobs, trials
from storage.trials import Trial
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking, played
from tests.cogs.test_prompts import CARE, CAREFUL
from tests.cogs.test_proposals import SMALL
from tests.model import people
from tests.model.answers import Body
from tests.model.kit import KEY
from tests.model.people import Judge
from tests.model.program import made
from tests.model.server import Script, Server

FAIR, LED = Judge(noise=0.0), Judge(people.obeying, noise=0.0)
ON_ITS_WAY = 12  # requests of a process with four at once, until it has heard that it has lost the trial
TEXTS = [CARE.replace("zebra", animal) for animal in ("heron", "badger", "weasel", "marten")]
INJECTIONS = dict(list(cases.injections().items())[:3])


def shrink(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trial of about a hundred calls, decided by as few: here its size does not matter."""
    for of, name, value in (
        (plan, "PAIRS", 20),
        (plan, "CANARIES", 2),
        (plan, "shipped", lambda: (cases.shipped("workshop"),)),
        (plan.Trial, "items", INJECTIONS),
        (rules, "LEAST", 18),
        (rules, "ITEMS", len(INJECTIONS)),
    ):
        monkeypatch.setattr(of, name, value)


@dataclass
class Town:
    """A small circle whose prompts are tried by a scripted judge."""

    chat: Chat
    server: Server

    async def trial(self, number: int = 1) -> Trial:
        async with looking(self.chat) as look:
            return await trials.get(look, number)

    async def states(self, proposal: int = 1) -> list[str]:
        async with looking(self.chat) as look:
            return [one.state for one in await trials.of(look, proposal)]

    async def report(self, number: int = 1) -> dict[str, Any]:
        async with looking(self.chat) as look:
            one = await trials.get(look, number)
            return tried.read(await blobs.get(look, one.report) or b"")

    async def sound(self) -> None:
        """Everything is as it was booked."""
        assert "Everything is as it was booked." in await ask(self.chat, "eve", "audit verify")

    @property
    def asked(self) -> Counter[str]:
        return Counter(one.sha for one in self.server.log)


@asynccontextmanager
async def model(
    server: Server, name: str = "judge-1", limits: Limits | None = None, **facts: Any
) -> AsyncIterator[Deps]:
    async def at_once(seconds: float) -> None:
        return None

    where = Endpoint(server.url, name, timeout=30, parallel=4, **facts)
    client = made(where, at_once)
    try:
        yield Deps(scorer=Model(where, KEY, client=client, trials=limits), charts=False)
    finally:
        await client.close()


@asynccontextmanager
async def towns(
    tmp_path: Path, content: Callable[[Body], str] = FAIR, script: Script | str = "ok", **facts: Any
) -> AsyncIterator[Town]:
    async with (
        Server(script, content=content) as server,
        model(server, **facts) as deps,
        played(tmp_path, SMALL, deps) as chat,
    ):
        yield Town(chat, server)


@asynccontextmanager
async def again(tmp_path: Path, before: Chat, deps: Deps) -> AsyncIterator[Chat]:
    """The same community in another process."""
    database = f"sqlite:///{tmp_path}/garden.db"
    async with Chat.open(database, before.app.clock(), deps, before.terminal.screen) as chat:
        chat.terminal._recall()
        yield chat


def after(good: int, fault: str = "402") -> Script:
    """So many good answers, and a fault to every later request."""
    number = iter(range(10**6))
    return lambda body, seen: "ok" if next(number) < good else fault


def propose(text: str) -> str:
    return f'prompt propose "Care first" {text}'


@asynccontextmanager
async def halfway(town: Town, answers: int = 6) -> AsyncIterator[asyncio.Task[list[str]]]:
    """A trial that is being asked: some answers are there, the next requests wait at the door."""
    await ask(town.chat, "ana", CAREFUL)
    count, ready = iter(range(10**6)), asyncio.Event()

    def shut(body: Body, seen: int) -> str:
        if next(count) == answers:
            town.server.door.clear()
            ready.set()
        return "ok"

    town.server.script = shut
    asking = asyncio.create_task(town.chat.say("ana", "1"))
    async with asyncio.timeout(20):
        await ready.wait()
        await town.server.until(4)
    town.server.script = lambda body, seen: "ok"
    try:
        yield asking
    finally:
        town.server.door.set()
        async with asyncio.timeout(60):
            await asking


async def change(town: Town, work: Any) -> Any:
    return await town.chat.app.store.act(COMMUNITY, work)
