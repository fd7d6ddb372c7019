"""The local community: one room in this terminal, its file, its clock, its people."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.adapters import plain
from bot.adapters.screen import Screen
from bot.adapters.terminal import Terminal
from bot.app import App
from bot.card import Card
from bot.clock import Clock
from bot.config import Config
from bot.model import deps
from bot.sections import Delivery
from bot.ticking import ticking
from storage.engine import address

WELCOME = "Type `help` for the everyday words, `setup` to found this community, `keys` for what only a terminal has."


async def open_room(config: Config) -> None:
    """Open the terminal: a prompt for a person, plain lines for a pipe."""
    async with room(config) as (app, terminal):
        if sys.stdin.isatty() and sys.stdout.isatty():
            from bot.adapters.prompt import converse

            async with ticking(app, config.schedule.tick):
                await converse(terminal, app.table, config.terminal.community, WELCOME)
        else:
            await read_lines(terminal)


@asynccontextmanager
async def room(config: Config, clock: Clock | None = None) -> AsyncIterator[tuple[App, Terminal]]:
    """The program with a terminal on it, caught up with what is due."""
    folder = place(config.database.url)
    app = await App.open(config.database.url, clock, deps(config), waits(config.delivery))
    terminal = Terminal(app.table, app, show, Screen(folder / "terminal.jsonl"), folder / "files")
    app.surfaces[terminal.platform] = terminal
    try:
        for name in config.terminal.people:
            terminal.meet(name)
        await app.settle()
        yield app, terminal
    finally:
        await app.close()


def waits(delivery: Delivery) -> tuple[timedelta, timedelta]:
    """The first and the longest wait before a message is tried again."""
    return timedelta(seconds=delivery.first_retry), timedelta(seconds=delivery.last_retry)


def place(database: str) -> Path:
    """Where the room keeps its screen: beside the SQLite file, else in ./data."""
    url = address(database)
    file = url.database if url.get_backend_name() == "sqlite" else None
    folder = Path(file).parent if file else Path("data")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def matrix_folder(config: Config) -> Path:
    """Where the bot's account on Matrix keeps its token and keys."""
    named = config.matrix.folder
    return Path(named) if named else place(config.database.url) / "matrix"


def show(head: str, card: Card) -> None:
    """Draw a block as plain text on standard output."""
    lines = plain.lines(card)
    print("\n".join([head, *(f"  {line}" for line in lines)] if head else lines), flush=True)


async def read_lines(terminal: Terminal) -> None:
    """Do what standard input says: `line`, or `who> line` as in a transcript; answers in it and remarks are passed over."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        who, sign, text = line.rstrip("\n").partition("> ")
        if line.startswith(("  ", "#")):
            continue
        if sign and who.isidentifier():
            terminal.meet(who)
            terminal.speaker, line = who, text
            print(f"{who}> {text}", flush=True)
        if not await terminal.line(line):
            return
