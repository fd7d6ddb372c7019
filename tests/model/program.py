"""The whole program with a scripted service as its model: a garden's November, just before it is frozen."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.deps import Deps
from prompts.calls import Limits
from prompts.client import Client, Endpoint
from prompts.judge import Model
from rules import months
from storage import audit, ledger, parameters, payouts, runs
from storage.answers import Used, used
from storage.outbox import outbox, shown
from storage.runs import Run
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, FOUNDING, ask, looking
from tests.cogs.months import NOVEMBER
from tests.model.answers import Content
from tests.model.judge import HONEST
from tests.model.kit import KEY
from tests.model.server import Script, Server, always

Sleep = Callable[[float], Awaitable[object]]
EVE = "29d14h"  # from the founding to an hour before November is frozen
OPEN_NOW = {months.FROZEN, months.SCORING, months.PEOPLE}
SECRET = (KEY, "Bearer", "http:", "https:", "127.0.0.1", "BOT_MODEL")


@dataclass(frozen=True)
class Start:
    """A founded garden as it stood: its file, and what its room had shown."""

    file: Path
    records: Sequence[dict[str, Any]]


async def start(folder: Path, work: str, **settings: Any) -> Start:
    """Found the garden and do a month's work in it; settings are parameters of the community."""
    folder.mkdir(parents=True, exist_ok=True)
    async with Chat.open(f"sqlite:///{folder}/start.db") as chat:
        await chat.play(f"{FOUNDING}{work}ana> wait {EVE}")
        await chat.app.store.act(COMMUNITY, lambda change: parameters.put(change, settings, 99))
        return Start(folder / "start.db", list(chat.terminal.screen.records))


def crowd(people: int, poisoned: str = "") -> str:
    """Work of so many contributors, each praised by the first; the last may write something else."""
    names = [f"p{number:02}" for number in range(1, people + 1)]
    works = [
        *(f"Did the work number {number}" for number in range(1, people)),
        poisoned or "Did the last work",
    ]
    lines = [f"{name}> contribution log {what}" for name, what in zip(names, works, strict=True)]
    lines += [f"{names[place - 1]}> praise @{name} thanks, that helped" for place, name in enumerate(names)]
    return "\n".join(lines) + "\n"


@dataclass
class Program:
    """A chat whose months a scripted service judges, and what its client slept and its log said."""

    chat: Chat
    server: Server
    slept: list[float] = field(default_factory=list)
    logs: list[Any] = field(default_factory=list)

    async def play(self, script: str) -> str:
        return "\n".join(await self.chat.play(script))

    async def card(self) -> str:
        """The card of November, as anybody sees it now."""
        return await ask(self.chat, "eve", f"rewards show {NOVEMBER}")

    async def run(self) -> Run:
        async with looking(self.chat) as look:
            return await runs.get(look, NOVEMBER)

    async def used(self) -> Used:
        run = await self.run()
        async with looking(self.chat) as look:
            return await used(look, NOVEMBER, run.tries)

    async def everything_said(self) -> str:
        """Every card that was ever queued or shown, as it is stored."""
        async with looking(self.chat) as look:
            rows = [*await look.rows(select(outbox.c.card)), *await look.rows(select(shown.c.card))]
        return "\n".join(json.dumps(row.card, ensure_ascii=False) for row in rows)

    async def unpaid(self) -> None:
        """No money has moved, and nothing is filed that could move it."""
        async with looking(self.chat) as look:
            kinds = [entry.kind async for entry, _ in ledger.every(look)]
            assert not await payouts.of(look, "rewards", NOVEMBER)
            assert await ledger.balances(look, f"reserved:{NOVEMBER}") == (await self.run()).pots
            assert await audit.verify(look) == ""
        assert "rewards" not in kinds
        assert (await self.run()).state in OPEN_NOW

    async def paid_once(self) -> None:
        """Let the window pass, approve, and find one payment of all of it."""
        assert (await self.run()).state == months.PROPOSED, (await self.run()).fault
        await self.play("ana> wait 1d")
        for who in ("ana", "cy"):
            if (await self.run()).state == months.PROPOSED:
                await self.play(f"{who}> treasury approve 1\n{who}> 1")
        async with looking(self.chat) as look:
            names = [entry.id async for entry, _ in ledger.every(look) if entry.kind == "rewards"]
            assert len(await payouts.of(look, "rewards", NOVEMBER)) == 1
            assert await audit.verify(look) == ""
            assert not any((await ledger.balances(look, f"reserved:{NOVEMBER}")).values())
        assert len(names) == 1
        assert (await self.run()).state == months.PAID

    def heal(self, script: Script | str = "ok", content: Content = HONEST) -> None:
        """From now on the service answers well."""
        self.server.script = always(script) if isinstance(script, str) else script
        self.server.content = content

    async def quiet(self, *words: str) -> None:
        """Nothing has failed but what may, and nobody has read what is not theirs."""
        assert [one for one in self.logs if one["log_level"] in ("error", "critical")] == []
        assert not any(KEY in str(one) or "Bearer" in str(one) for one in self.logs)
        said = await self.everything_said()
        assert [word for word in (*SECRET, *words) if word in said] == []


@asynccontextmanager
async def program(
    begin: Start,
    folder: Path,
    script: Script | str = "ok",
    *,
    content: Content = HONEST,
    limits: Limits | None = None,
    server: Server | None = None,
    sleep: Sleep | None = None,
    watched: bool = False,
    **settings: Any,
) -> AsyncIterator[Program]:
    """The garden once more, with a model behind `script`; settings are those of the endpoint.

    Unless the model is `watched`, the service is asked about the month alone.
    """
    file = folder / "garden.db"
    if not file.exists():
        shutil.copyfile(begin.file, file)
    async with opened(script, content, server) as there:
        slept = list[float]()

        async def note(seconds: float) -> None:
            slept.append(seconds)

        facts: dict[str, Any] = {"timeout": 5.0, "temperature": 0.0} | settings
        endpoint = Endpoint(there.url, facts.pop("model", "judge-1"), **facts)
        client = made(endpoint, sleep or note)
        judge = Model(endpoint, KEY, limits, client=client, watched=watched)
        try:
            async with Chat.open(f"sqlite:///{file}", deps=Deps(scorer=judge, charts=False)) as chat:
                remember(chat, begin)
                with capture_logs() as logs:
                    yield Program(chat, there, slept, logs)
        finally:
            await client.close()


@asynccontextmanager
async def opened(script: Script | str, content: Content, server: Server | None) -> AsyncIterator[Server]:
    """The service that is there already, or a new one."""
    if server is not None:
        yield server
        return
    async with Server(script, content=content) as fresh:
        yield fresh


def made(endpoint: Endpoint, sleep: Sleep) -> Client:
    """The real client, whose every wait is over at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        return Client(endpoint, KEY, sleep=sleep, chance=lambda: 0.5)


def remember(chat: Chat, begin: Start) -> None:
    """Let the room know what it has shown before."""
    terminal = chat.terminal
    terminal.screen.records.extend(begin.records)
    terminal._recall()
