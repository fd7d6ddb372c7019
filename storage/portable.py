"""A copy as lines of JSON, so that data can move between the two databases.

The first line holds the revision of the schema and how many rows each table has. Then follow the tables in an
order in which no row refers to a later one: the name of the table, and each of its rows as a list of values.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from rules.errors import Refusal
from storage import raw
from storage.migrate import PLACE, alembic, revision, shipped
from storage.schema import canonical
from storage.tables import metadata

DAMAGED = "That copy is damaged or incomplete; take another one."
UNREADABLE = (EOFError, OSError, zlib.error, ValueError, KeyError, TypeError)


async def write(connection: AsyncConnection, path: Path) -> None:
    """Copy everything that the snapshot of this connection shows."""
    tables = metadata.sorted_tables
    counts = {table.name: await raw.count(connection, table) for table in tables}
    head = {"revision": await connection.run_sync(revision), "tables": counts}
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(canonical(head) + "\n")
        for table in tables:
            file.write(canonical(table.name) + "\n")
            async for row in raw.rows(connection, table):
                file.write(canonical(row) + "\n")


def check(path: Path) -> None:
    """Refusal unless the copy is whole and of our schema; it is read to its end before anything is made."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            head = json.loads(file.readline())
            suits(head["revision"])
            met = dict.fromkeys(head["tables"], 0)
            for name, rows in _batches(map(json.loads, file)):
                met[name] += sum(map(partial(_sound, len(metadata.tables[name].columns)), rows))
    except UNREADABLE as error:
        raise Refusal(DAMAGED) from error
    if met != head["tables"]:
        raise Refusal(DAMAGED)


def _sound(width: int, row: list[Any]) -> int:
    """1 for a row of so many values; ValueError, KeyError or TypeError otherwise."""
    if len([raw.unpacked(value) for value in row]) != width:
        raise ValueError(f"A row has {len(row)} values instead of {width}.")
    return 1


async def read(connection: AsyncConnection, path: Path) -> None:
    """Make the tables and fill them from a copy that was checked, within one transaction."""
    await connection.run_sync(alembic, PLACE)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        file.readline()
        for name, rows in _batches(map(json.loads, file)):
            await raw.fill(connection, metadata.tables[name], rows)


def _batches(lines: Iterator[Any]) -> Iterator[tuple[str, list[list[Any]]]]:
    """The rows with the name of their table, so many at a time."""
    name = ""
    rows: list[list[Any]] = []
    for line in lines:
        if len(rows) == raw.BATCH or (rows and isinstance(line, str)):
            yield name, rows
            rows = []
        if isinstance(line, str):
            name = line
        else:
            rows.append(line)
    if rows:
        yield name, rows


def suits(found: str) -> None:
    """Refusal unless a copy of this revision can be read here."""
    known = shipped()
    if found not in known:
        raise Refusal(
            f"A newer release made that copy (schema {found}, here {known[-1]}); restore it with that one."
        )
    if found != known[-1]:
        raise Refusal(
            f"An older release made that copy (schema {found}, here {known[-1]}); restore it with that one "
            "and then start this one."
        )
