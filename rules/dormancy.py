"""Who was silent for so long that they are outside the base of a vote until they vote (RULES 4, apathy).

Only the day (UTC) of somebody's last sign is known. A silence is counted from the end of that day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.tallying import Running


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
    """How many members with power were dormant when a vote opened and are outside its base, and how many are back."""

    outside: int = 0
    power: int = 0  # of those outside
    back: int = 0


def dormant(tally: Running) -> dict[int, bool]:
    """The dormant of a vote who hold power, and whether they have come back by voting."""
    powers, there = tally.snapshot.powers, took_part(tally)
    return {who: who in there for who in sorted(tally.snapshot.dormant) if powers.get(who, 0)}


def silence(tally: Running) -> Silence:
    """What became of the dormant by now."""
    found = dormant(tally)
    outside = [who for who, back in found.items() if not back]
    power = sum(tally.snapshot.powers[who] for who in outside)
    return Silence(len(outside), power, len(found) - len(outside))


def took_part(tally: Running) -> frozenset[int]:
    """Who has voted, by a ballot that counts or by that of their delegate."""
    cast = tally.choices
    lent = (one for one, delegate in tally.snapshot.delegations.items() if delegate in cast)
    return frozenset((*cast, *lent))


def booked(silent: Silence) -> dict[str, int]:
    """What the entry of a result says of them; nothing where there were none."""
    if silent == Silence():
        return {}
    return {"outside": silent.outside, "outside_power": silent.power, "back": silent.back}
