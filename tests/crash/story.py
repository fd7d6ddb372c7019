"""A small month in three phases, each safe to begin again: what a platform delivers twice is done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.adapters.screen import Screen
from bot.adapters.terminal import Terminal
from bot.app import App
from bot.card import Card
from bot.clock import FixedClock
from bot.command import Call, Event
from storage import ledger, members
from storage.schema import metadata

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
FROZEN = datetime(2026, 12, 2, tzinfo=UTC)
CLOSED = FROZEN + timedelta(days=1)
LATER = timedelta(minutes=30)  # leases of a killed process have run out by then
COMMUNITY = "terminal-local"
PEOPLE = ("mira", "ana", "ben", "cy", "dan")
FOUNDING = (
    "mira> people mira ana ben cy dan",
    "mira> setup small circle name=Garden token=LEAF rewards=1000 treasurers=@ana,@ben,@cy",
    "ana> role accept",
    "ben> role accept",
    "cy> role accept",
    "mira> setup finish",
    "mira> 1",
    "ana> contribution log Wrote the guide",
    "dan> contribution log Fixed the gate",
    "ben> contribution attest 1",
    "cy> contribution attest 2",
    "ana> contribution attest 2",
    "mira> praise @ben @cy for the evening",
    "dan> praise @ana it's clear now",
)


@asynccontextmanager
async def opened(database: str, screen: Path, at: datetime) -> AsyncIterator[tuple[App, Terminal]]:
    app = await App.open(database, FixedClock(at))
    terminal = Terminal(app.table, app, lambda head, card: None, Screen(screen))
    app.surfaces[terminal.platform] = terminal
    try:
        yield app, terminal
    finally:
        await app.close()


async def begin(database: str, screen: Path) -> None:
    """Found the community and do the month's work."""
    async with opened(database, screen, START) as (_, terminal):
        for line in FOUNDING:
            who, _, text = line.partition("> ")
            terminal.meet(who)
            terminal.speaker = who
            await terminal.line(text)


async def freeze(database: str, screen: Path) -> None:
    """Freeze, score, propose."""
    async with opened(database, screen, FROZEN) as (app, _):
        await app.settle()


async def approval(database: str, screen: Path) -> None:
    """The window closes and the first treasurer approves."""
    async with opened(database, screen, CLOSED) as (app, _):
        await app.settle()
        await approve(app, "ana")


async def payment(database: str, screen: Path) -> None:
    """The others approve, which pays."""
    async with opened(database, screen, CLOSED + timedelta(hours=1)) as (app, _):
        await approve(app, "ben")
        await approve(app, "cy")


PHASES: dict[str, Callable[[str, Path], Awaitable[None]]] = {
    "freeze": freeze,
    "approval": approval,
    "payment": payment,
}


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


async def recover(database: str, screen: Path, phase: str) -> dict[str, Any]:
    """Start again after a crash: the platform delivers what was not answered, leases run out; what then stands."""
    await PHASES[phase](database, screen)
    at = {"freeze": FROZEN, "approval": CLOSED, "payment": CLOSED + timedelta(hours=1)}[phase] + LATER
    async with opened(database, screen, at) as (app, _):
        await app.settle()
        return await outcome(app, Screen(screen))


async def outcome(app: App, screen: Screen) -> dict[str, Any]:
    """What must be the same however often the process was killed."""
    async with app.store.read(COMMUNITY) as look:
        counts = {
            name: await look.value(select(func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }
        return {
            "fault": str(await ledger.verify(look) or ""),
            "balances": {
                f"{account} {asset}": amount
                for (account, asset), amount in (await ledger.accounts(look)).items()
            },
            "entries": [entry.id async for entry, _ in ledger.every(look)],
            "rows": {name: number for name, number in counts.items() if name not in VARIES},
            "names": await members.names(look, range(1, 6)),
            "shown": posts(screen),
        }


VARIES = {"outbox", "draft", "setting", "lease", "alembic_version"}


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
