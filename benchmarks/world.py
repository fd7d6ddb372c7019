"""Made-up communities of any size, without a chat."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import App
from bot.clock import FixedClock
from bot.deps import Deps
from rules import genesis, parameters
from rules.amounts import Asset
from rules.genesis import Genesis
from rules.moments import Month
from storage import budgets, communities, contributions, ledger, members, runs
from storage import parameters as values
from storage.store import Change

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
FROZEN = datetime(2026, 12, 2, tzinfo=UTC)
MONTH = Month(2026, 11)
NAME = "bench"
TOKEN = Asset("LEAF", 6)


@asynccontextmanager
async def founded(people: int) -> AsyncIterator[tuple[App, Path]]:
    """A community of so many members in a fresh SQLite file; the first three are treasurers."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        async with opened(f"sqlite:///{file}", people) as app:
            yield app, file


@asynccontextmanager
async def opened(url: str, people: int) -> AsyncIterator[App]:
    """A community of so many members in a fresh database."""
    app = await App.open(url, FixedClock(START), Deps(charts=False))
    try:
        await app.store.found(NAME, lambda change: found(change, people))
        yield app
    finally:
        await app.close()


async def found(change: Change, people: int) -> None:
    """Genesis with one reward budget, and members by the thousand."""
    numbers = [
        (await members.admit(change, "bench", f"p{one}", f"p{one}")).id
        for one in range(1, min(people, 3) + 1)
    ]
    await more(change, people)
    chosen = parameters.preset("small circle")
    born = Genesis(
        "Bench", "small circle", "UTC", TOKEN, 1, (), tuple(numbers), None, 0, 10**10, 3, chosen, "", ""
    )
    entry = await ledger.post(
        change, "genesis", "genesis", born.postings(), by=1, why="setup", data=born.data()
    )
    await communities.alter(change, name="Bench", state=communities.RUNNING)
    await add_token(change)
    await values.put(change, dict(chosen), entry.number)
    for one in numbers:
        await members.grant(change, one, "treasurer", "genesis")
    await budgets.add(
        change, budgets.REWARDS, TOKEN.symbol, budgets.MINT, born.rewards, MONTH, genesis.MOST_MONTHS
    )
    await budgets.open_period(change, MONTH)
    await runs.arm(change, MONTH)


async def add_token(change: Change) -> None:
    from storage import assets

    await assets.add(change, TOKEN)


async def more(change: Change, people: int) -> None:
    """Members straight into their tables."""
    facts = {
        "community": NAME,
        "known_since": START,
        "seen": START,
        "wants": [],
        "counts_activity": True,
        "takes_rewards": True,
    }
    flags = {"founder": True, "gone": False, "forgotten": False, "merged_into": None}
    rows = [facts | flags | {"id": one, "name": f"p{one}"} for one in range(4, people + 1)]
    for start in range(0, len(rows), 5000):
        await change.run(members.member.insert(), rows[start : start + 5000])


async def praise(change: Change, number: int, people: int) -> None:
    """So many praises, spread over everybody, some texts repeated, and with a number each."""
    rows: list[tuple[dict[str, Any], tuple[int, ...]]] = []
    for one in range(1, number + 1):
        giver, receiver = one * 7919 % people + 1, one * 104_729 % people + 1
        facts = contributions.row(NAME, one, "praise", giver, f"for number {one // 2}", START, str(MONTH))
        rows.append((facts, (receiver,)))
    await contributions.add_many(change, rows)
