"""A small community that tests start from: ana, ben and cy are its treasurers, ana and ben its founders."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.adapters import plain
from bot.adapters.screen import Screen
from bot.card import Card
from bot.command import Event
from bot.deps import Deps
from storage.store import Look
from tests.chat import Chat

COMMUNITY = "terminal-local"
PLAYED: dict[str, tuple[bytes, list[dict[str, Any]]]] = {}
FOUNDING = """ana> people ana ben cy dee
ana> setup "small circle" name=Garden token=LEAF rewards=3000 founders=@ana,@ben treasurers=@ana,@ben,@cy
ana> role accept
ben> role accept
cy> role accept
ana> setup finish
ana> 1
"""


@asynccontextmanager
async def nothing(tmp_path: Path) -> AsyncIterator[Chat]:
    """A room in which nothing has been founded."""
    async with Chat.open(f"sqlite:///{tmp_path}/garden.db") as chat:
        yield chat


@asynccontextmanager
async def garden(tmp_path: Path) -> AsyncIterator[Chat]:
    """The founded community."""
    async with played(tmp_path, FOUNDING) as chat:
        yield chat


@asynccontextmanager
async def played(tmp_path: Path, script: str, deps: Deps | None = None) -> AsyncIterator[Chat]:
    """A room in which a script was played: once in a run, and then copied with what its screen has shown."""
    if script not in PLAYED:
        PLAYED[script] = await _play(script)
    file, (database, records) = tmp_path / "garden.db", PLAYED[script]
    file.write_bytes(database)
    screen = Screen()
    screen.records = list(records)
    async with Chat.open(f"sqlite:///{file}", deps=deps, screen=screen) as chat:
        yield chat


async def _play(script: str) -> tuple[bytes, list[dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        async with nothing(Path(folder)) as chat:
            await chat.play(script)
        assert [one.name for one in Path(folder).iterdir()] == ["garden.db"], "the log was not written back"
        return (Path(folder) / "garden.db").read_bytes(), chat.terminal.screen.records


@asynccontextmanager
async def looking(chat: Chat) -> AsyncIterator[Look]:
    """A view of the community."""
    async with chat.app.store.read(COMMUNITY) as look:
        yield look


async def ask(chat: Chat, who: str, text: str) -> str:
    """Everything that was shown because of one line, as one text."""
    return "\n".join(await chat.say(who, text))


def away(account: str, *, platform: str = "matrix", room: str = "!garden", hosts: bool = False) -> Event:
    """An act of somebody on another platform."""
    return Event(uuid.uuid4().hex, platform, room, account, account, hosts)


async def far(chat: Chat, event: Event, text: str) -> Card:
    """The answer to a line that was typed on another platform."""
    return await chat.app.table.say(event, text)


def told(card: Card) -> str:
    """A card as plain text."""
    return "\n".join(plain.lines(card))
