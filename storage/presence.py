"""The day on which a member was last seen: all that is kept of it, and written at most once a day (RULES 4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from rules import dormancy
from storage import parameters
from storage.members import member
from storage.schema import NO, pieces

if TYPE_CHECKING:
    from storage.store import Change, Look

m = member.c


async def note(change: Change, numbers: Collection[int]) -> None:
    """Members were seen today; of who has left for good nothing is noted."""
    today = dormancy.day(change.now)
    there = m.community == change.community, m.seen < today, m.forgotten == NO
    for some in pieces(sorted(numbers)):
        await change.run(update(member).where(*there, m.id.in_(some)).values(seen=today))


async def dormant(look: Look) -> frozenset[int]:
    """Who has been silent for `dormant_after`."""
    after = timedelta(seconds=await parameters.get(look, "dormant_after"))
    silent = m.seen < dormancy.awake_since(look.now, after)
    rows = await look.rows(select(m.id).where(m.community == look.community, silent))
    return frozenset(row.id for row in rows)
