"""Who is reminded of a vote that they have not cast, and when (RULES 4, apathy)."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

BEFORE = timedelta(days=1)


def due(end: datetime, length: timedelta) -> datetime:
    """When reminders of a vote go out: a day before its end, or half of its period where that is shorter."""
    return end - min(BEFORE, length / 2)


def owed(
    own: Mapping[int, int], to: Mapping[int, int], voted: Collection[int], *, sealed: bool
) -> frozenset[int]:
    """Whose votes are not cast: of those who hold power at the snapshot, and of those who were given it.

    In a sealed vote nobody else's ballot counts, because a reminder would tell one member whether another has voted.
    """
    found: set[int] = set()
    for member, power in own.items():
        casting = {member, to.get(member, member)}
        if power > 0 and (sealed or casting.isdisjoint(voted)):
            found |= casting
    return frozenset(found.difference(voted))
