"""What happened before the bot came: people and their contributions, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from storage import communities, contributions, crowd, members
from storage.members import IMPORTED, member
from storage.schema import NO

if TYPE_CHECKING:
    from storage.store import Change, Look


async def people(change: Change, names: Mapping[str, datetime]) -> tuple[dict[str, int], int]:
    """Ids by name: imported before, else the one present member of that name, else new; how many are new.

    A name comes with the moment since which its member counts as known. Its case does not matter.
    """
    folded = {name: members.key(name) for name in names}
    known = await _present(change) | await crowd.known(change, IMPORTED, set(folded.values()))
    fresh: dict[str, tuple[str, datetime]] = {}
    for name, key in folded.items():
        if key not in known:
            called, since = fresh.get(key, (name, names[name]))
            fresh[key] = called, min(since, names[name])
    first = await communities.following(change, "member", len(fresh)) if fresh else 0
    known |= {key: first + place for place, key in enumerate(fresh)}
    await crowd.enter(change, IMPORTED, [(known[key], key, *facts) for key, facts in fresh.items()])
    return {name: known[key] for name, key in folded.items()}, len(fresh)


async def _present(look: Look) -> dict[str, int]:
    """Members by name, where exactly one who is present bears it, or bore it before accounts were linked."""
    m = member.c
    here = m.community == look.community, m.forgotten == NO, m.gone == NO
    rows = await look.rows(select(m.id, m.name, m.merged_into).where(*here))
    into = {row.id: row.merged_into for row in rows}
    found: dict[str, set[int]] = {}
    for row in rows:
        now = row.id
        while into.get(now):
            now = into[now]
        found.setdefault(members.key(row.name), set()).update({now} & into.keys())
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


async def works(change: Change, rows: Iterable[Mapping[str, Any]]) -> int:
    """Record contributions, each what `contributions.row` takes and its `receivers`; how many they are."""
    done = 0
    some: list[Mapping[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == contributions.BATCH:
            done += await _add(change, some)
            some = []
    return done + (await _add(change, some) if some else 0)


async def _add(change: Change, some: Sequence[Mapping[str, Any]]) -> int:
    first = await communities.following(change, "contribution", len(some))
    facts = [
        (contributions.row(change.community, first + place, **_without(row)), row["receivers"])
        for place, row in enumerate(some)
    ]
    await contributions.add_many(change, facts)
    return len(some)


def _without(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "receivers"}
