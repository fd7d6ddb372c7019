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
