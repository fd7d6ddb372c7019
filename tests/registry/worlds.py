"""Communities caught at moments of their life, so that each thing stands in each of its states somewhere."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.app import App
from bot.clock import FixedClock
from bot.command import Event
from bot.deps import Deps
from storage.dump import dump
from tests.chat import START, Chat, turns
from tests.cogs.judges import Recorded

PEOPLE = "hana mem oth mod tre two thr gua pen fay"
WORLDS = ("founding", "running", "granted", "window", "open", "paid", "rejected", "asked", "approved")

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
hana> import contributions by,text,date / Old Ann,Planted the oaks,2026-09-05 / Old Bob,Dug the well,2026-09-06
hana> import contributions by,text,date / Old Cy,Built the shed,2026-09-07
mem> lock new 100 52w
mem> 1
oth> lock new 50 8d
oth> 1
oth> vote delegate @mem
oth> 1
mem> proposal signal "Plant oaks" We plant ten oaks.
mem> 1
mem> proposal coauthor 1 @oth
fay> proposal signal "Dig a pond" We dig a pond.
fay> 1
oth> link imported Old Bob
fay> link imported Old Cy
tre> link vouch 2
tre> 1
tre> treasury asset LEAF 1 0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb 18
tre> 1
two> treasury agree 1
two> 1
tre> treasury safe 0x49d4450977E2c95362C13D3a31a09311E0Ea26A6 1
tre> 1
mem> wallet set 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
mem> 1
mem> token withdraw 5
mem> 1
tre> treasury export
tre> 1
tre> treasury sent 1 0x1111111111111111111111111111111111111111111111111111111111111111
tre> 1
mem> treasury missing 1 Nothing is there.
mem> token withdraw 6
mem> 1
tre> treasury export
tre> 1
mem> token withdraw 7
mem> 1
hana> setup budget bounties 200
hana> 1
mod> bounty post 4 "Mend the fence" Along the road. budget=2 reviewers=@tre
mod> 1
mem> bounty post 5 "Sort the seeds" By colour.
mem> 1
oth> bounty post 6 "Clean the pond" Leave the frogs.
oth> 1
two> bounty claim 2
two> bounty submit 2 They are sorted.
mem> bounty claim 3
mod> bounty post 4 "Draw a map" With every bed. budget=2 reviewers=@tre
mod> 1
oth> bounty claim 4
oth> bounty submit 4 It hangs at the door.
"""
APPROVED = """
tre> bounty approve 4
tre> 1
"""
GRANTED = """
mem> grant propose @oth "Plan: 20 USDC; Well: 30 USDC" @mem For the well.
mem> 1
hana> wait 24h1s
mem> vote cast 3 for
oth> vote cast 3 abstain
hana> wait 108h
oth> grant submit 1 1 Here is the plan.
oth> prompt propose "Care first" We value work that others use, and care that keeps things running for everybody.
oth> 1
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
    "granted": GRANTED,
    "window": WINDOW,
    "open": OPEN,
    "paid": PAID,
    "rejected": REJECTED,
    "asked": "hana> wait 32d",
    "approved": APPROVED,
}
BEFORE = {
    "running": "founding",
    "granted": "running",
    "window": "running",
    "open": "window",
    "paid": "open",
    "rejected": "open",
    "asked": "running",
    "approved": "running",
}

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


def generous(member: int) -> int:
    """Nearly everything to tre, of whom little is known."""
    return 10_000 if member == 4 else 10


async def build(folder: Path) -> dict[str, Path]:
    """Play the story; the file of each world."""
    found: dict[str, Path] = {}
    for world in WORLDS:
        file = folder / f"{world}.db"
        before = found.get(BEFORE.get(world, ""))
        if before:
            shutil.copyfile(before, file)
        deps = Deps(scorer=Recorded(generous), charts=False) if world == "asked" else None
        async with Chat.open(f"sqlite:///{file}", START, deps) as chat:
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
            found[world] = file
    return found


class Eye:
    """Sees whether anything was committed, and only then compares every byte of a dump; puts all of it back."""

    def __init__(self, app: App, file: Path, before: str) -> None:
        self.app, self.before, self.first = app, before, before
        self.look, self.kept = sqlite3.connect(file), sqlite3.connect(":memory:")
        self.look.execute("PRAGMA synchronous=OFF")
        self.look.backup(self.kept)
        self.seen = self._version()

    def moved(self) -> bool:
        """Whether anything was committed."""
        return self._version() != self.seen

    async def changed(self) -> bool:
        """Whether a dump of the database is another one now."""
        return self.moved() and await dump(self.app.store) != self.before

    async def accept(self) -> None:
        """Take the world as it is now for the one that must not change."""
        self.before, self.seen = await dump(self.app.store), self._version()

    def put_back(self) -> None:
        """Write the world over what became of it; the program keeps nothing in memory, so it runs on."""
        self.kept.backup(self.look)
        self.before, self.seen = self.first, self._version()

    async def whole(self) -> bool:
        """Whether the world is put back byte for byte."""
        self.put_back()
        return await dump(self.app.store) == self.first

    def close(self) -> None:
        self.look.close()
        self.kept.close()

    def _version(self) -> int:
        return int(self.look.execute("PRAGMA data_version").fetchone()[0])


class Visits:
    """The program running on each world, opened at the first visit."""

    def __init__(self, files: dict[str, Path], doors: AsyncExitStack) -> None:
        self.files, self.doors = files, doors
        self.open: dict[str, Eye] = {}

    @asynccontextmanager
    async def to(self, world: str) -> AsyncIterator[Eye]:
        """A world as it was built, and as such left behind."""
        if world not in self.open:
            self.open[world] = await self.doors.enter_async_context(watched(self.files[world]))
        eye = self.open[world]
        eye.put_back()
        yield eye
        assert await eye.whole()


@asynccontextmanager
async def watched(file: Path) -> AsyncIterator[Eye]:
    """The program on a world, and an eye on both."""
    app = await App.open(f"sqlite:///{file}", FixedClock(START), Deps(charts=False))
    try:
        eye = Eye(app, file, await dump(app.store))
        yield eye
        eye.close()
    finally:
        await app.close()
