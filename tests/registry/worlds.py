"""Communities caught at moments of their life, so that each thing stands in each of its states somewhere."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.clock import FixedClock
from bot.command import Event
from storage.dump import dump
from tests.chat import START, Chat, turns

PEOPLE = "hana mem oth mod tre two thr gua pen"
WORLDS = ("founding", "running", "window", "open", "paid", "rejected")
NAMES = itertools.count(1)

FOUNDING = f"""
hana> people {PEOPLE}
hana> moderators mod
hana> setup small circle name=Garden token=LEAF rewards=1000 founders=@mem,@oth treasurers=@tre,@two,@thr guardian=@gua
mem> role accept
oth> role accept
tre> role accept
two> role accept
thr> role accept
gua> role accept
"""
RUNNING = """
hana> setup finish
hana> 1
hana> setup asset USDC 6
hana> setup invite treasurer @pen
tre> treasury deposit 100 USDC revenue invoice 1
tre> treasury deposit 200 USDC revenue invoice 2
two> treasury confirm 2
two> 1
tre> treasury deposit 300 USDC revenue invoice 3
two> treasury reject 3
mem> contribution log Wrote the guide
oth> contribution log Fixed the gate
mem> contribution log Forget this one
mem> contribution withdraw 3
mem> 1
oth> contribution log Something rude
mod> moderate hide 4 It is rude.
two> contribution attest 1
thr> contribution attest 2
tre> contribution attest 2
oth> praise @mem @tre for the evening
mem> idea new A shared calendar
oth> idea new A second gate
mem> poll new Which day? Monday; Friday closes=3d
oth> poll new Which hour? Noon; Six closes=3d
oth> poll close 2
"""
WINDOW = "hana> wait 30d"
OPEN = """
oth> rewards object It was more work than it looks.
hana> wait 2d
"""
PAID = """
tre> treasury approve 1
tre> 1
two> treasury approve 1
two> 1
"""
REJECTED = """
tre> treasury refuse 1 The figures are wrong.
tre> 1
two> treasury refuse 1 I agree.
two> 1
"""
STORY = {
    "founding": FOUNDING,
    "running": RUNNING,
    "window": WINDOW,
    "open": OPEN,
    "paid": PAID,
    "rejected": REJECTED,
}
BEFORE = {"running": "founding", "window": "running", "open": "window", "paid": "open", "rejected": "open"}

PERSONAS: dict[str, Event] = {
    "member": Event("", "terminal", "local", "mem", "mem"),
    "other member": Event("", "terminal", "local", "oth", "oth"),
    "moderator": Event("", "terminal", "local", "mod", "mod", moderates=True),
    "treasurer": Event("", "terminal", "local", "tre", "tre"),
    "guardian": Event("", "terminal", "local", "gua", "gua"),
    "admin": Event("", "terminal", "local", "hana", "hana"),
    "host": Event("", "terminal", "local", "hos", "hos", hosts=True),
    "stranger": Event("", "terminal", "local", "new", "new"),
}


async def build(folder: Path) -> dict[str, tuple[Path, timedelta]]:
    """Play the story; the file of each world and how far its clock has moved."""
    found: dict[str, tuple[Path, timedelta]] = {}
    for world in WORLDS:
        file = folder / f"{world}.db"
        before = found.get(BEFORE.get(world, ""))
        if before:
            shutil.copyfile(before[0], file)
        async with Chat.open(f"sqlite:///{file}", START) as chat:
            chat.terminal.people = PEOPLE.split()
            chat.terminal.host, chat.terminal.moderators = "hana", {"mod"}
            for who, text, _ in turns(STORY[world]):
                shown = await chat.say(who, text)
                assert not any(line.lstrip().startswith(("✗", "‼")) for line in shown), (
                    world,
                    who,
                    text,
                    shown,
                )
            found[world] = file, chat.app.clock.offset
    return found


class Eye:
    """Sees whether anything was committed, and only then compares every byte of a dump."""

    def __init__(self, app: App, file: Path, before: str) -> None:
        self.app, self.before = app, before
        self.look = sqlite3.connect(file)
        self.seen = self._version()

    async def changed(self) -> bool:
        """Whether a dump of the database is another one now."""
        now = self._version()
        if now == self.seen:
            return False
        self.seen = now
        return await dump(self.app.store) != self.before

    def _version(self) -> int:
        return int(self.look.execute("PRAGMA data_version").fetchone()[0])


@asynccontextmanager
async def watched(file: Path, scratch: Path) -> AsyncIterator[tuple[App, Eye]]:
    """A fresh copy of a world and an eye on it."""
    async with at(file, scratch) as app:
        eye = Eye(app, newest(scratch), await dump(app.store))
        try:
            yield app, eye
        finally:
            assert eye.before
            eye.look.close()


def newest(scratch: Path) -> Path:
    return max(scratch.glob("*.db"), key=lambda file: int(file.stem))


@asynccontextmanager
async def at(file: Path, scratch: Path) -> AsyncIterator[App]:
    """A fresh copy of a world, with the program running on it."""
    copy = scratch / f"{next(NAMES)}.db"
    shutil.copyfile(file, copy)
    app = await App.open(f"sqlite:///{copy}", FixedClock(START))
    try:
        yield app
    finally:
        await app.close()
