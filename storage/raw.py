"""Rows as the database holds them, without the meaning of their columns: to copy and to compare."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import insert

BATCH = 1000


def order(table: sa.Table[Any]) -> list[str]:
    """The columns by which the rows of a table are put in order."""
    return [column.name for column in table.primary_key.columns]


def bare(table: sa.Table[Any]) -> sa.TableClause:
    """The table with columns of no type: values go in and out as they are."""
    return sa.table(table.name, *(sa.column(column.name) for column in table.columns))


async def rows(connection: AsyncConnection, table: sa.Table[Any]) -> AsyncIterator[list[Any]]:
    """Every row in the order of its key, fetched a batch at a time."""
    plain = bare(table)
    query = sa.select(plain).order_by(*(plain.c[name] for name in order(table)))
    async with connection.stream(query, execution_options={"yield_per": BATCH}) as found:
        async for row in found:
            yield [packed(value) for value in row]


async def count(connection: AsyncConnection, table: sa.Table[Any]) -> int:
    """How many rows there are."""
    return int((await connection.execute(sa.select(sa.func.count()).select_from(bare(table)))).scalar_one())


async def fill(connection: AsyncConnection, table: sa.Table[Any], batch: Sequence[Sequence[Any]]) -> None:
    """Insert rows that `rows` has read."""
    names = [column.name for column in table.columns]
    values = [dict(zip(names, map(unpacked, row), strict=True)) for row in batch]
    await connection.execute(insert(bare(table)), values)


def packed(value: Any) -> Any:
    """A value as JSON knows it."""
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def unpacked(value: Any) -> Any:
    """The value that was packed."""
    return base64.b64decode(value["base64"], validate=True) if isinstance(value, dict) else value
