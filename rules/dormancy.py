"""Who was silent for so long that they are outside the base of a vote until they vote (RULES 4, apathy).

Only the day (UTC) of somebody's last sign is known. A silence is counted from the end of that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.tallying import Snapshot, valid
from rules.verdict import Choice


def day(t: datetime) -> datetime:
    """The beginning of the day of a moment, in UTC."""
    return t.replace(hour=0, minute=0, second=0, microsecond=0)


def unseen(seen: datetime, now: datetime) -> bool:
    """Whether no sign of somebody was noted today."""
    return seen < day(now)


def awake_since(now: datetime, after: timedelta) -> datetime:
    """Whoever was seen on this day or later is not dormant.

    Seen on 1 November and silent for 180 days: dormant from 1 May, 00:00 UTC, on.
    """
    return day(now - after)


@dataclass(frozen=True, slots=True)
class Silence:
    """The dormant of a vote who hold power: who is outside the base, and who has come back by voting."""

    outside: frozenset[int]
    back: frozenset[int]


def silence(snapshot: Snapshot, ballots: Mapping[int, Choice]) -> Silence:
    """What became of the dormant by now."""
    dormant = frozenset(one for one in snapshot.dormant if snapshot.powers.get(one, 0))
    back = dormant & took_part(snapshot, ballots)
    return Silence(dormant - back, back)


def took_part(snapshot: Snapshot, ballots: Mapping[int, Choice]) -> frozenset[int]:
    """Who has voted, by a ballot that counts or by that of their delegate."""
    cast = valid(snapshot, ballots)
    lent = (one for one, delegate in snapshot.delegations.items() if delegate in cast)
    return frozenset((*cast, *lent))
