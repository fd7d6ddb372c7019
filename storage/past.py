"""Moments of the past, recomputed from the ledger: who held what, and which parameters were in force."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from rules import parameters as rules
from rules.past import Moment, Past
from storage import assets, ledger
from storage.parameters import parameter

if TYPE_CHECKING:
    from storage.store import Look


async def moments(look: Look, entries: Collection[int]) -> dict[int, Moment]:
    """What stood after each of these entries; one pass over the ledger, up to the last of them."""
    past, wanted = Past((await assets.governance(look)).symbol), set(entries)
    found: dict[int, Moment] = {number: past.moment() for number in wanted if number == 0}
    async for entry, _ in ledger.every(look):
        if len(found) == len(wanted):
            break
        past.take(entry)
        if entry.number in wanted:
            found[entry.number] = past.moment()
    return found


async def last(look: Look, at: datetime) -> int:
    """The number of the last entry at or before a moment; 0 before the first."""
    e = ledger.entry.c
    query = select(func.max(e.number)).where(e.community == look.community, e.at <= at)
    return int(await look.value(query) or 0)


async def parameters(look: Look) -> list[tuple[int, str, Any]]:
    """Every value that a parameter was given: the entry that decided it, name, value; in order."""
    p = parameter.c
    query = select(p.entry, p.name, p.value).where(p.community == look.community)
    return [tuple(row) for row in await look.rows(query.order_by(p.entry))]


def in_force(history: list[tuple[int, str, Any]], entry: int) -> dict[str, Any]:
    """The values after an entry."""
    return rules.defaults() | {name: value for number, name, value in history if number <= entry}
