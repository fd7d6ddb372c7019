"""Durations, days, months and time zones: what people type, and which moment it is in UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from rules.errors import Refusal

LONGEST = timedelta(days=3650)
FIRST_YEAR, LAST_YEAR = 1970, 9990

# The annotation of Unicode: the text as it is read, and what it means.
MARKED = re.compile("\ufff9([^\ufff9-\ufffb]*)\ufffa(-?[0-9]+)\ufffb")
_SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_SHOWN = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_PART = re.compile(
    r"\s*([0-9]{1,9})\s*(w|weeks?|d|days?|h|hours?|m|min|minutes?|s|sec|seconds?)(?![a-z])", re.IGNORECASE
)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _parts(text: str) -> list[tuple[int, str]]:
    """Numbers and unit letters of a duration, each unit once and the larger first; none where it is wrong."""
    parts: list[tuple[int, str]] = []
    rest = text.rstrip()
    while rest:
        found = _PART.match(rest)
        if not found:
            return []
        parts.append((int(found[1]), found[2][0].lower()))
        rest = rest[found.end() :]
    order = [list(_SECONDS).index(unit) for _, unit in parts]
    return parts if all(one < two for one, two in pairwise(order)) else []


def duration(text: str) -> timedelta:
    """Read a duration: 3d, 2w, 1d12h, 90m, or in words as `span` writes it.

    Refusal for anything else, for zero and for more than ten years (of 365 days).
    """
    parts = _parts(text)
    if not parts:
        raise Refusal("Write a duration like 3d, 2w, 1d12h or 90m (weeks, days, hours, minutes).")
    seconds = sum(count * _SECONDS[unit] for count, unit in parts)
    if not seconds:
        raise Refusal("A duration must be longer than nothing; write for example 90m or 3d.")
    if seconds > LONGEST.total_seconds():
        raise Refusal("A duration can be at most ten years; write for example 52w or 1460d.")
    return timedelta(seconds=seconds)


def span(length: timedelta) -> str:
    """A length of time in words: 1 day 12 hours; below a second it is 0 seconds; ValueError if negative."""
    rest = length // timedelta(seconds=1)
    if rest < 0:
        raise ValueError(f"{length!r} is negative.")
    words = []
    for unit, size in _SHOWN.items():
        count, rest = divmod(rest, size)
        if count:
            words.append(f"{count} {unit}{'s' * (count != 1)}")
    return " ".join(words) or "0 seconds"


def day(text: str) -> date:
    """Read a day such as 2026-11-30; Refusal for anything else and for a day no calendar has."""
    found = _DAY.fullmatch(text.strip())
    if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            raise Refusal(f"There is no day {found[0]}; write one like 2026-11-30.") from None
    raise Refusal("Write a day like 2026-11-30 (year, month, day).")


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in sorted(available_timezones())}


def _near(name: str) -> str:
    """The zone somebody most likely meant, by its whole name or its city."""
    zones = _zones()
    wanted = name.strip().lower().replace(" ", "_")
    cities = {full.rpartition("/")[2]: full for full in reversed(zones)}
    found = get_close_matches(wanted, [*zones, *cities], n=1, cutoff=0.5)
    return zones[cities.get(found[0], found[0])] if found else "Europe/Berlin"


def zone(name: str) -> ZoneInfo:
    """The time zone of this name (in any case) in the IANA database; Refusal naming a near one."""
    found = _zones().get(name.strip().lower())
    if found is None:
        raise Refusal(f"There is no time zone {name.strip()[:40]}; did you mean {_near(name[:40])}?")
    return ZoneInfo(found)


def when(moment: datetime, at: ZoneInfo) -> str:
    """A moment as people of a zone read it, to the minute: 24 Nov 2026, 18:00 UTC.

    It is marked with its seconds since 1970, so that a platform may say it in the zone of whoever reads (`MARKED`).
    """
    local = moment.astimezone(at)
    named = local.tzname() or "UTC"
    name = named if named.isalpha() else f"UTC{named}"
    return f"\ufff9{date_of(moment, at)}, {local:%H:%M} {name}\ufffa{int(moment.timestamp())}\ufffb"


def date_of(moment: datetime, at: ZoneInfo) -> str:
    """The day of a moment as people of a zone read it: 24 Nov 2026."""
    local = moment.astimezone(at)
    return f"{local.day} {_NAMES[local.month - 1][:3]} {local.year}"


def midnight(when: date, at: ZoneInfo) -> datetime:
    """The moment a day begins in a zone, in UTC.

    Where the clock shows midnight twice it is the first, where it skips midnight the moment it skips.
    """
    return datetime.combine(when, time(), at).astimezone(UTC)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the calendar; what it spans depends on the zone. ValueError outside 1970 to 9990."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.month <= 12):
            raise ValueError(f"There is no month {self.year}-{self.month}.")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read a month such as 2026-11; Refusal otherwise."""
        found = _MONTH.fullmatch(text.strip())
        if found:
            try:
                return cls(int(found[1]), int(found[2]))
            except ValueError:
                raise Refusal(f"There is no month {found[0]}; write one like 2026-11.") from None
        raise Refusal("Write a month like 2026-11 (year, month).")

    @classmethod
    def of(cls, moment: datetime, at: ZoneInfo) -> "Month":
        """The month in which a moment lies in a zone, so that start <= moment < end."""
        local = moment.astimezone(at)
        month = cls(local.year, local.month)
        if moment < month.start(at):
            return month.previous()
        return month.next() if moment >= month.end(at) else month

    def start(self, at: ZoneInfo) -> datetime:
        """Its first moment in a zone, in UTC."""
        return midnight(date(self.year, self.month, 1), at)

    def end(self, at: ZoneInfo) -> datetime:
        """The first moment after it, which is the start of the next."""
        year, month = divmod(self.year * 12 + self.month, 12)
        return midnight(date(year, month + 1, 1), at)

    def next(self) -> "Month":
        """The month after."""
        return self.plus(1)

    def previous(self) -> "Month":
        """The month before."""
        return self.plus(-1)

    def plus(self, months: int) -> "Month":
        """The month so many later, or earlier where negative."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    @property
    def title(self) -> str:
        """Its name as people say it: November 2026."""
        return f"{_NAMES[self.month - 1]} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def freeze_at(month: Month, at: ZoneInfo, freeze_after: timedelta) -> datetime:
    """When the digest of a month is frozen: so long after it ends in the community's zone (REWARDS 1.1)."""
    return month.end(at) + freeze_after
