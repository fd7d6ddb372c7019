"""Vesting: what of an allocation is its member's at a moment, and when it is released by itself (RULES 8)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rules import moments
from rules.errors import Refusal
from rules.moments import Month

SECOND, NONE = timedelta(seconds=1), timedelta()
LONGEST = moments.LONGEST  # of the duration, and between its start and today


def vested(total: int, elapsed: int, cliff: int, duration: int) -> int:
    """What has vested of a total so many seconds after its start (RULES 8); cliff and duration in seconds."""
    if elapsed >= duration:
        return total
    return 0 if elapsed < cliff else total * elapsed // duration


@dataclass(frozen=True, slots=True)
class Schedule:
    """How an allocation of `total` base units vests: evenly from `start` on, nothing before the cliff."""

    total: int
    start: datetime
    cliff: timedelta
    duration: timedelta
    revoked: datetime | None = None

    @property
    def first(self) -> datetime:
        """When the cliff is over."""
        return self.start + self.cliff

    @property
    def end(self) -> datetime:
        """From when on all of it has vested."""
        return self.start + self.duration

    def vested(self, t: datetime) -> int:
        """What has vested at a moment, in base units; nothing more after it was revoked."""
        elapsed = (min(t, self.revoked or t) - self.start) // SECOND
        return vested(self.total, elapsed, self.cliff // SECOND, self.duration // SECOND)

    def next(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When it is released by itself after `now`: at the cliff, as months begin, at the end; None then."""
        if self.revoked or now >= self.end:
            return None
        if now < self.first and self.cliff:
            return self.first
        month = Month.of(max(now, self.start), zone)
        return min(month.end(zone), self.end)


def check(cliff: timedelta, duration: timedelta, start: datetime, now: datetime) -> None:
    """Refusal for an allocation that cannot vest like this."""
    if cliff > duration:
        whole = f"the whole time, {moments.span(duration)}" if duration else "no duration at all"
        raise Refusal(f"A cliff of {moments.span(cliff)} is longer than {whole}; make the cliff shorter.")
    if duration > LONGEST:
        raise Refusal(f"It can vest over at most {moments.span(LONGEST)}.")
    if abs(start - now) > LONGEST:
        raise Refusal("Its start can be at most ten years away; give a nearer day.")


def revocable(yes: bool, schedule: Schedule, now: datetime) -> None:
    """Refusal where an allocation cannot be revoked, or nothing is left to revoke."""
    if not yes:
        raise Refusal("This allocation cannot be revoked: the proposal that made it did not say so.")
    if schedule.revoked:
        raise Refusal("This allocation is revoked already.")
    if now >= schedule.end:
        raise Refusal("All of this allocation has vested, so nothing is left to revoke.")
