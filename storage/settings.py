"""What the process itself must remember: its heartbeat and its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, Named, TypedColumns, select

from storage.schema import Str, insert, table

if TYPE_CHECKING:
    from storage.store import Store


class Settings(TypedColumns):
    key: Named[str] = Column(Str, primary_key=True)
    value: Named[str] = Column(Str, nullable=False)


setting = table("setting", Settings)  # of the process, so no community stands in its key


async def get(store: Store, key: str) -> str | None:
    """What was written under a key."""
    async with store.read() as look:
        found: str | None = await look.value(select(setting.c.value).where(setting.c.key == key))
    return found


async def put(store: Store, key: str, value: str) -> None:
    """Write a value under a key."""
    fresh = insert(setting).values(key=key, value=value)
    async with store.write() as connection:
        await connection.execute(fresh.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
