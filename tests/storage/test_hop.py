"""One hop per statement: rows by lots, and transactions that begin when there is something to do."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from unittest.mock import patch

import pytest

from storage import hop
from storage.hop import LOT, Connection

COUNTED = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ?) SELECT x FROM n"


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    one = hop.connect(str(tmp_path / "a.db"), isolation_level=None)
    assert await one is one
    yield one
    await one.close()


@pytest.mark.parametrize("many", [0, 1, LOT - 1, LOT, LOT + 1, 3 * LOT])
async def test_all_rows_are_read_whatever_their_number(connection: Connection, many: int) -> None:
    cursor = connection.cursor()
    await cursor.execute(COUNTED + " LIMIT ?", (max(many, 1), many))
    assert [x for (x,) in await cursor.fetchall()] == list(range(1, many + 1))
    assert await cursor.fetchall() == []
    await cursor.close()


@pytest.mark.parametrize("size", [1, LOT - 1, LOT, LOT + 7])
async def test_rows_come_in_lots_and_no_more_are_held(connection: Connection, size: int) -> None:
    cursor = connection.cursor()
    await cursor.execute(COUNTED, (3 * LOT,))
    found: list[int] = []
    while some := await cursor.fetchmany(size):
        assert len(some) <= size
        assert len(cursor.rows) <= LOT
        found += [x for (x,) in some]
    assert found == list(range(1, 3 * LOT + 1))
    await cursor.close()


async def test_a_statement_is_one_hop(connection: Connection) -> None:
    with patch.object(connection, "hop", wraps=connection.hop) as hops:
        cursor = connection.cursor()
        await cursor.execute(COUNTED, (5,))
        assert len(await cursor.fetchall()) == 5
        await cursor.close()
    assert hops.call_count == 1


async def test_a_statement_that_fails_leaves_no_cursor(connection: Connection) -> None:
    cursor = connection.cursor()
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await cursor.execute("SELECT * FROM missing")
    assert cursor.rest is None


async def test_a_transaction_begins_with_its_first_statement(connection: Connection) -> None:
    connection.opening = "BEGIN IMMEDIATE"
    cursor = connection.cursor()
    assert not connection.in_transaction
    await cursor.execute("CREATE TABLE t (x)")
    assert cursor.connection.in_transaction
    await connection.rollback()
    cursor = connection.cursor()
    await cursor.execute("SELECT name FROM sqlite_master")
    assert await cursor.fetchall() == []


@pytest.mark.parametrize("end", ["commit", "rollback"])
async def test_a_transaction_without_a_statement_leaves_nothing_behind(
    connection: Connection, end: str
) -> None:
    connection.opening = "BEGIN IMMEDIATE"
    await getattr(connection, end)()
    await connection.cursor().execute("CREATE TABLE t (x)")
    assert not connection.in_transaction


async def test_a_file_that_somebody_else_writes_is_told_at_the_first_statement(
    connection: Connection, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    await connection.cursor().execute("PRAGMA busy_timeout=0")
    connection.opening = "BEGIN IMMEDIATE"
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await connection.cursor().execute("SELECT 1")
    await connection.rollback()
    other.close()
    connection.opening = "BEGIN IMMEDIATE"
    await connection.cursor().execute("SELECT 1")
    assert connection.in_transaction
