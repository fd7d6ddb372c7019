"""SQLite by one hop to its thread per statement: aiosqlite takes four, for the cursor, the statement, its rows, the end.

A transaction begins together with its first statement.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, Self

import aiosqlite

LOT = 1_000  # rows that are read with the statement itself


def connect(*given: Any, **options: Any) -> Connection:
    """A connection that is not open yet, as SQLAlchemy asks aiosqlite for; `given` and `options` are sqlite3's."""
    return Connection(lambda: sqlite3.connect(*given, **options), iter_chunk_size=64)


class Connection(aiosqlite.Connection):
    """A connection of aiosqlite that begins a transaction by `opening`, when there is something to do in it."""

    opening = ""

    def __init__(self, connector: Callable[[], sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
        self._thread.daemon = True  # as SQLAlchemy makes aiosqlite's own

    def cursor(self) -> Cursor:  # type: ignore[override]
        """A cursor that costs nothing to make."""
        return Cursor(self)

    async def commit(self) -> None:
        """End a transaction, if it has begun."""
        if self.opening:
            self.opening = ""
        else:
            await super().commit()

    async def rollback(self) -> None:
        """Undo a transaction, if it has begun."""
        self.opening = ""
        await super().rollback()

    async def hop(self, work: Callable[..., Any], *given: Any) -> Any:
        """Do some work in the connection's thread."""
        return await self._execute(work, *given)  # type: ignore[no-untyped-call]

    def begun(self) -> sqlite3.Cursor:
        """In its thread: a cursor within the transaction."""
        cursor = self._conn.cursor()
        if self.opening:
            cursor.execute(self.opening)
            self.opening = ""
        return cursor


class Cursor:
    """A statement and its first rows; `rest` is where the others come from, if there are more than a lot."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.rows: list[Any] = []
        self.rest: sqlite3.Cursor | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> None:
        """Execute a statement."""
        await self.connection.hop(self._run, sqlite3.Cursor.execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Any) -> None:
        """Execute a statement for each of many rows."""
        await self.connection.hop(self._run, sqlite3.Cursor.executemany, sql, parameters)

    def _run(self, run: Callable[..., Any], sql: str, parameters: Any) -> None:
        self.rest = cursor = self.connection.begun()
        try:
            run(cursor, sql, parameters)
            self.rows = cursor.fetchmany(LOT) if cursor.description else []
            self.description, self.rowcount, self.lastrowid = (
                cursor.description,
                cursor.rowcount,
                cursor.lastrowid,
            )
        finally:
            if len(self.rows) < LOT:
                self._end()

    def _end(self) -> None:
        if self.rest is not None:
            self.rest.close()
            self.rest = None

    async def fetchmany(self, size: int) -> list[Any]:
        """The next rows, none at the end."""
        if len(self.rows) < size and self.rest is not None:
            self.rows += await self.connection.hop(self.rest.fetchmany, size)
        taken, self.rows = self.rows[:size], self.rows[size:]
        return taken

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        if self.rest is not None:
            self.rows += await self.connection.hop(self.rest.fetchall)
        taken, self.rows = self.rows, []
        return taken

    async def close(self) -> None:
        """Let go of rows that nobody has read."""
        if self.rest is not None:
            await self.connection.hop(self._end)
