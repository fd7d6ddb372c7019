"""A made-up community's month, played line by line through the same gate as everybody's."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import FixedClock
from bot.config import Config
from bot.room import place, room
from bot.sections import Database, Terminal

SCRIPT = Path(__file__).with_name("demo.txt")
START = datetime(2026, 10, 1, 9, tzinfo=UTC)
AFTER = "That was October. The files lie in {folder}. You are mira now: try `help`, `rewards explain @bea`, `as zoe`, `wait 30d`."


def acts(script: str) -> Iterator[tuple[str, str]]:
    """Who says what; remarks have nobody."""
    for line in script.splitlines():
        who, sign, text = line.partition("> ")
        yield (who, text) if sign and not line.startswith("#") else ("", line.lstrip("# "))


async def play(keep: Path | None = None) -> None:
    """Play the month in a fresh file; hand over the keyboard if there is a person."""
    with tempfile.TemporaryDirectory(prefix="demo-") as scratch:
        file = keep or Path(scratch) / "demo.db"
        if file.exists():
            file = _fresh(file)
        config = Config(database=Database(url=f"sqlite:///{file}"), terminal=Terminal(people=("mira",)))
        async with room(config, FixedClock(START)) as (app, terminal):
            for who, text in acts(SCRIPT.read_text(encoding="utf-8")):
                print(f"\n{who}> {text}" if who else f"\n— {text}", flush=True)
                if who:
                    terminal.speaker = who
                    await terminal.line(text)
            print(f"\n{AFTER.format(folder=place(config.database.url))}", flush=True)
            if sys.stdin.isatty() and sys.stdout.isatty():
                from bot.adapters.prompt import converse

                terminal.speaker = "mira"
                await converse(
                    terminal, app.table, "Tide Atlas", "The clock stands still until you say `wait`."
                )


def _fresh(file: Path) -> Path:
    """A name beside a file that is there already, so that nothing is played over it."""
    number = 2
    while (other := file.with_stem(f"{file.stem}-{number}")).exists():
        number += 1
    return other
