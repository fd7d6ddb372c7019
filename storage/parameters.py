"""The values a community has set, with their history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Named, TypedColumns, select

from rules import parameters as rules
from storage.schema import Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Settings(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    name: Named[str] = Column(Str, primary_key=True)
    entry: Named[int] = Column(BigInteger, primary_key=True)
    value: Named[Any] = Column(Json, nullable=False)
    since: Named[datetime] = Column(Moment, nullable=False)


parameter = table("parameter", Settings, append_only=True)


async def every(look: Look) -> dict[str, Any]:
    """The values in force; what nobody set has its default."""
    query = select(parameter.c.name, parameter.c.value).where(parameter.c.community == look.community)
    rows = await look.rows(query.order_by(parameter.c.entry))
    return rules.defaults() | {row.name: row.value for row in rows}


async def get(look: Look, name: str) -> Any:
    """The value in force of one parameter."""
    query = select(parameter.c.value).where(parameter.c.community == look.community, parameter.c.name == name)
    row = await look.row(query.order_by(parameter.c.entry.desc()).limit(1))
    return row.value if row else rules.defaults()[name]


async def put(change: Change, values: dict[str, Any], entry: int) -> None:
    """Set values from now on; `entry` is the ledger entry that records the decision."""
    mine = {"community": change.community, "entry": entry, "since": change.now}
    rows = [mine | {"name": name, "value": value} for name, value in sorted(values.items())]
    if rows:
        await change.run(insert(parameter), rows)


async def history(look: Look, name: str) -> list[tuple[Any, int, datetime]]:
    """Every value a parameter had: value, ledger entry, since."""
    query = select(parameter.c.value, parameter.c.entry, parameter.c.since)
    mine = parameter.c.community == look.community, parameter.c.name == name
    return [
        (row.value, row.entry, row.since)
        for row in await look.rows(query.where(*mine).order_by(parameter.c.entry))
    ]
