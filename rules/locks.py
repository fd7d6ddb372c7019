"""Locks: tokens that wait until a week boundary and weigh more until then (RULES 3, Curve's vote escrow)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rules import moments
from rules.errors import Refusal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND, WEEK = timedelta(seconds=1), timedelta(weeks=1)
MAXTIME = timedelta(days=4 * 365)


@dataclass(frozen=True, slots=True)
class Lock:
    """Tokens that cannot be moved before `end`, in base units."""

    id: int
    member: int
    amount: int
    end: datetime

    def open(self, t: datetime) -> bool:
        """Whether it still holds the tokens; the second of its end does not."""
        return t < self.end


def boundary(wanted: datetime) -> datetime:
    """The last Thursday 00:00 UTC at or before a moment: where locks end."""
    return EPOCH + (wanted - EPOCH) // WEEK * WEEK


def end(now: datetime, length: timedelta) -> datetime:
    """When a lock of this length ends; Refusal unless that lies ahead and at most four years away."""
    if length > MAXTIME:
        raise Refusal("A lock lasts at most four years, which is 1460d.")
    found = boundary(now + length)
    if found <= now:
        first = boundary(now) + WEEK
        raise Refusal(
            f"Locks end on Thursdays at 00:00 UTC, and none lies in that time; the next is {_day(first)}."
        )
    return found


def extended(lock: Lock, now: datetime, length: timedelta) -> datetime:
    """The end of a lock that is to last this much longer from now; Refusal unless that is later than before."""
    if not lock.open(now):
        raise Refusal(f"Lock #{lock.id} has ended; `lock relock` locks its tokens again.")
    later = end(now, length)
    if later <= lock.end:
        raise Refusal(
            f"Lock #{lock.id} lasts until {_day(lock.end)} already; give a length from today that goes beyond."
        )
    return later


def ended(lock: Lock, now: datetime) -> None:
    """Refusal while a lock still holds its tokens."""
    if lock.open(now):
        raise Refusal(f"Lock #{lock.id} holds its tokens until {_day(lock.end)}, 00:00 UTC.")


def escrow(lock: Lock, t: datetime) -> int:
    """Vote escrow, in base units: the amount, as far as four years are left; 0 from the end on."""
    return max(0, lock.amount * ((lock.end - t) // SECOND) // (MAXTIME // SECOND))


def _day(moment: datetime) -> str:
    return moments.date_of(moment, moments.zone("UTC"))
