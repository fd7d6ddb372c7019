"""The keyboard of a person: history, completion and a prompt that says who speaks and when."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from bot import progress
from bot.adapters.draw import draw
from bot.adapters.terminal import OWN, Terminal
from bot.card import Card
from bot.table import Table


class Words(Completer):
    """Offers command words first, then what an argument can be, then who is here."""

    def __init__(self, terminal: Terminal, table: Table) -> None:
        self.terminal, self.table = terminal, table

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> list[Completion]:
        return []

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion]:
        typed = document.text_before_cursor.lstrip()
        word = typed.rpartition(" ")[2]
        for offer, about in [*self._people(word), *self._commands(typed), *await self._values(typed, word)]:
            yield Completion(offer, -len(word), display_meta=about)

    def _people(self, word: str) -> list[tuple[str, str]]:
        names = self.terminal.people if word.startswith("@") else []
        return [(f"@{name}", "") for name in names if name.startswith(word[1:])]

    def _commands(self, typed: str) -> list[tuple[str, str]]:
        """The next word of every command that begins as typed, with the description where it is complete."""
        start, found = (
            typed.lower(),
            dict.fromkeys((word for word in OWN if word.startswith(typed.lower())), "here only"),
        )
        skip = len(start) - len(start.rpartition(" ")[2])
        for spec in self.table.specs.values():
            if spec.name.startswith(start):
                word = spec.name[skip:].partition(" ")[0]
                found[word] = spec.about if spec.name[skip:] == word else "…"
        return sorted(found.items())

    async def _values(self, typed: str, word: str) -> list[tuple[str, str]]:
        specs = [one for one in self.table.specs.values() if typed.lower().startswith(f"{one.name} ")]
        for spec in sorted(specs, key=lambda one: -len(one.path))[:1]:
            place = len(typed.split()) - len(spec.path) - bool(word)
            if 0 <= place < len(spec.params):
                return await self._offers(spec.path, spec.params[place].name, word)
        return []

    async def _offers(self, path: tuple[str, ...], name: str, word: str) -> list[tuple[str, str]]:
        return [*await self.table.choices(self.terminal.event(), path, name, word)]


async def converse(terminal: Terminal, table: Table, title: str, welcome: str) -> None:
    """Read lines from a person until they leave."""
    console = Console(highlight=False)
    terminal.out = lambda head, card: draw(console, head, card)
    session: PromptSession[str] = PromptSession(
        history=_history(terminal.screen.path), completer=Words(terminal, table), complete_while_typing=False
    )
    terminal.out("", Card(welcome, title=title))
    with patch_stdout(raw=True):
        while True:
            try:
                line = await session.prompt_async(f"{terminal.clock():%d %b %H:%M} {terminal.speaker}> ")
            except (EOFError, KeyboardInterrupt):
                return
            if not await _do(terminal, console, line):
                return


async def _do(terminal: Terminal, console: Console, line: str) -> bool:
    """Do one line; long work shows a bar."""
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, int] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        with progress.watched(show):
            return await terminal.line(line)


def _history(screen: Path | None) -> History:
    return FileHistory(str(screen.with_suffix(".history"))) if screen else InMemoryHistory()
