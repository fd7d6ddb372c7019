"""A small month in three phases, each safe to begin again: what a platform delivers twice is done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, literal, select, union_all

from bot.adapters.screen import Screen
from bot.adapters.terminal import Terminal
from bot.app import App
from bot.card import Card
from bot.clock import FixedClock
from bot.command import Call, Event
from bot.deps import Deps
from storage import audit, ledger, members
from storage.schema import metadata
from tests.crash.forking import Part
from tests.crash.places import Place

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
FROZEN = datetime(2026, 12, 2, tzinfo=UTC)
CLOSED = FROZEN + timedelta(days=1)
LATER = timedelta(minutes=30)  # leases of a killed process have run out by then
COMMUNITY = "terminal-local"
FOUNDING = (
    "mira> people mira ana ben cy dan",
    "mira> setup small circle name=Garden token=LEAF rewards=1000 treasurers=@ana,@ben,@cy",
    "ana> role accept",
    "ben> role accept",
    "cy> role accept",
    "mira> setup finish",
    "mira> 1",
)
WORK = (
    "ana> contribution log Wrote the guide",
    "dan> contribution log Fixed the gate",
    "ben> contribution attest 1",
    "cy> contribution attest 2",
    "ana> contribution attest 2",
    "mira> praise @ben @cy for the evening",
    "dan> praise @ana it's clear now",
)
Phase = tuple[datetime, Callable[[App], Awaitable[None]]]


async def freeze(app: App) -> None:
    """Freeze, score, propose."""
    await app.settle()


async def approval(app: App) -> None:
    """The window closes and the first treasurer approves."""
    await app.settle()
    await approve(app, "ana")


async def payment(app: App) -> None:
    """The others approve, which pays."""
    await approve(app, "ben")
    await approve(app, "cy")


class Story:
    """A month that the embedded scorer judges."""

    phases: Mapping[str, Phase] = {
        "freeze": (FROZEN, freeze),
        "approval": (CLOSED, approval),
        "payment": (CLOSED + timedelta(hours=1), payment),
    }
    parts: Sequence[Part] = ()  # what a point stands before and after, beside statements, commits and sends
    lines: Sequence[str] = FOUNDING + WORK

    @contextmanager
    def beside(self, folder: Path) -> Iterator[None]:
        """What runs beside the processes that are killed."""
        yield

    def ready(self) -> None:
        """The next process is about to start."""

    def deps(self) -> Deps:
        return Deps(charts=False)

    @asynccontextmanager
    async def opened(self, place: Place, at: datetime) -> AsyncIterator[tuple[App, Terminal]]:
        app = await App.open(place[0], FixedClock(at), self.deps())
        terminal = Terminal(app.table, app, lambda head, card: None, Screen(place[1]))
        app.surfaces[terminal.platform] = terminal
        try:
            yield app, terminal
        finally:
            await app.close()

    async def begin(self, place: Place) -> None:
        """Found the community and do the month's work."""
        async with self.opened(place, START) as (_, terminal):
            for line in self.lines:
                who, _, text = line.partition("> ")
                terminal.meet(who)
                terminal.speaker = who
                await terminal.line(text)

    async def play(self, place: Place, phase: str) -> None:
        """One phase, in a process that may be killed."""
        at, work = self.phases[phase]
        async with self.opened(place, at) as (app, _):
            await work(app)

    async def recover(self, place: Place, phase: str) -> dict[str, Any]:
        """Start again after a crash: the platform delivers what was not answered, leases run out; what then stands."""
        at, work = self.phases[phase]
        async with self.opened(place, at) as (app, _):
            await work(app)
            app.clock.move(LATER)
            await app.settle()
            return await self.outcome(app, Screen(place[1]))

    async def outcome(self, app: App, screen: Screen) -> dict[str, Any]:
        """What must be the same however often the process was killed."""
        counts = [
            select(literal(name).label("name"), func.count().label("number")).select_from(table)
            for name, table in metadata.tables.items()
        ]
        async with app.store.read(COMMUNITY) as look:
            return {
                "fault": await audit.verify(look),
                "balances": {
                    f"{account} {asset}": amount
                    for (account, asset), amount in (await ledger.accounts(look)).items()
                },
                "entries": [[entry.id, *map(str, entry.postings)] async for entry, _ in ledger.every(look)],
                "rows": {
                    row.name: row.number
                    for row in await look.rows(union_all(*counts))
                    if row.name not in VARIES
                },
                "names": {
                    str(number): name for number, name in (await members.names(look, range(1, 6))).items()
                },
                "shown": posts(screen),
            }


VARIES = {"outbox", "draft", "setting", "lease", "alembic_version"}


async def approve(app: App, who: str) -> None:
    """The two acts of an approval, under the ids by which a platform would deliver them again."""
    asked = await app.table.run(event(who, f"ask-{who}"), Call.to("treasury approve", numbers=1))
    await press(app, who, asked)
    await app.settle()


async def press(app: App, who: str, card: Card) -> None:
    if card.buttons:
        await app.table.run(event(who, f"confirm-{who}"), card.buttons[0].call)


def event(who: str, name: str) -> Event:
    return Event(name, "terminal", "local", who, who)


def posts(screen: Screen) -> dict[str, int]:
    """How often each thing was posted and how its card stands at last; edits nobody saw in between may be one."""
    keys = Counter(record["key"] for record in screen.records if "key" in record)
    if twice := [key for key, number in keys.items() if number > 1]:
        return {f"shown twice: {twice[0]}": 2}
    posted = Counter(
        f"{one['kind']} {one.get('topic', '')}"
        for one in screen.records
        if one["kind"] in ("post", "whisper")
    )
    last = {f"last {one['ref']}": one["card"] for one in screen.records if one["kind"] in ("post", "edit")}
    return dict(sorted(posted.items())) | {
        f"{ref} {card.get('title', '')}": len(card) for ref, card in last.items()
    }
