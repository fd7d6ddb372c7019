"""All data as text, the same bytes for the same data on both databases."""

from __future__ import annotations

from collections.abc import Collection

from storage import raw
from storage.schema import canonical
from storage.store import Store
from storage.tables import metadata


async def dump(store: Store, leave: Collection[str] = ()) -> str:
    """Every table by name, every row by key, one canonical line each; without the tables to `leave` out."""
    lines = []
    async with store.read() as look:
        for name in sorted(metadata.tables.keys() - set(leave)):
            table = metadata.tables[name]
            lines.append(f"{name}: {canonical([column.name for column in table.columns])}")
            lines += [canonical(row) async for row in raw.rows(look.connection, table)]
    return "\n".join(lines) + "\n"
