"""A chat in a test: the whole program over a terminal that writes into a list."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot import importing
from bot.adapters import plain
from bot.adapters.screen import Screen
from bot.adapters.terminal import Terminal
from bot.app import App
from bot.card import Card
from bot.clock import FixedClock
from bot.deps import Deps
from rules.wording import count

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
COMMUNITY = "terminal-local"


class Chat:
    """Say a line as somebody, get every line that it brought about."""

    def __init__(self, app: App, screen: Screen | None = None) -> None:
        self.app = app
        self.said: list[str] = []
        self.terminal = Terminal(app.table, app, self._out, screen or Screen())
        app.surfaces[self.terminal.platform] = self.terminal

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        database: str,
        start: datetime = START,
        deps: Deps | None = None,
        screen: Screen | None = None,
    ) -> AsyncIterator[Chat]:
        app = await App.open(database, FixedClock(start), deps or Deps(charts=False))
        try:
            yield cls(app, screen)
        finally:
            await app.close()

    async def say(self, who: str, text: str) -> list[str]:
        """One person types one line; the answer, posts and private notes it caused, as plain lines."""
        if text.startswith("import "):
            return await self.bring(text.removeprefix("import "))
        self.terminal.meet(who)
        self.terminal.speaker = who
        self.said = []
        await self.terminal.line(text)
        return self.said

    async def bring(self, text: str) -> list[str]:
        """What an operator does at a shell: import a table, written in one line with / between its rows."""
        kind, _, rows = text.partition(" ")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "rows.csv"
            file.write_text("\n".join(row.strip() for row in rows.split("/")), encoding="utf-8")
            report = await importing.run(self.app.store, COMMUNITY, kind, file, {}, {})
        assert not report.bad, report
        return [f"{count(report.added, 'row')} imported, {count(report.people, 'person', 'people')} new."]

    async def play(self, script: str) -> list[str]:
        """Say every `who> line` of a script; everything that was shown."""
        return [line for who, text, _ in turns(script) for line in await self.say(who, text)]

    def _out(self, head: str, card: Card) -> None:
        lines = plain.lines(card)
        self.said += [head, *(f"  {line}" for line in lines)] if head else lines


def turns(script: str) -> Iterator[tuple[str, str, list[str]]]:
    """Who says what, and the lines expected after it; lines that start with # are remarks."""
    turn: tuple[str, str, list[str]] | None = None
    for line in script.splitlines():
        if line.startswith("  ") and turn:
            turn[2].append(line[2:])
            continue
        who, sign, text = line.partition("> ")
        if sign and who.isidentifier():
            if turn:
                yield turn
            turn = (who, text, [])
    if turn:
        yield turn


def fits(expected: list[str], shown: list[str]) -> bool:
    """Whether the lines are as expected; `…` stands for any number of lines, at the end of a line for any text."""
    if not expected:
        return not shown
    head, *rest = expected
    if head == "…":
        return any(fits(rest, shown[n:]) for n in range(len(shown) + 1))
    if not shown:
        return False
    same = shown[0].startswith(head[:-1]) if head.endswith("…") else shown[0] == head
    return same and fits(rest, shown[1:])
