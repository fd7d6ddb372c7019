"""The same rows by the driver alone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiosqlite


async def write(file: Path, tables: dict[str, Sequence[Sequence[Any]]]) -> float:
    """Seconds to write rows into fresh tables of as many columns, in one durable transaction."""
    async with aiosqlite.connect(file, isolation_level=None) as bare:
        await bare.execute("PRAGMA journal_mode=WAL")
        await bare.execute("PRAGMA synchronous=FULL")
        for name, rows in tables.items():
            columns = ", ".join(f"c{n}" for n in range(len(rows[0])))
            await bare.execute(f"CREATE TABLE {name} ({columns})")
        began = time.perf_counter()
        await bare.execute("BEGIN IMMEDIATE")
        for name, rows in tables.items():
            marks = ", ".join("?" * len(rows[0]))
            await bare.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our own names
        await bare.execute("COMMIT")
        return time.perf_counter() - began


ENTRY = "INSERT INTO entry (community, number, id, kind, by, why, at, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
POSTING = "INSERT INTO posting (community, entry, line, account, asset, amount) VALUES (?, ?, ?, ?, ?, ?)"
BALANCE = (
    "INSERT INTO balance (community, account, asset, amount) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (community, account, asset) DO UPDATE SET amount = excluded.amount"
)


async def pay(file: Path, turn: int, people: int, asset: str) -> float:
    """Seconds to write the rows of one payout into our own tables, keys and all, in one durable transaction."""
    lines = [("bare", turn, n, f"member:{n}", asset, 1000) for n in range(people + 1)]
    balances = [("bare", f"member:{n}", asset, 1000 * (turn + 1)) for n in range(people + 1)]
    async with aiosqlite.connect(file, isolation_level=None) as bare:
        await bare.execute("PRAGMA synchronous=FULL")
        began = time.perf_counter()
        await bare.execute("BEGIN IMMEDIATE")
        await bare.execute(ENTRY, ("bare", turn, f"bench/{turn}", "payout", 0, "bench", 0, "{}", ""))
        await bare.executemany(POSTING, lines)
        await bare.executemany(BALANCE, balances)
        await bare.execute("COMMIT")
        return time.perf_counter() - began
