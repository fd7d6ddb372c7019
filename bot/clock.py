"""The time the bot goes by: whole seconds UTC that never run backwards, and that a terminal may move."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from rules import outage

Wall = Callable[[], datetime]


def wall() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Reads the wall clock plus an offset. A clock set back stands still; a leap ahead halts the deadlines."""

    def __init__(self, read: Wall = wall, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._read, self._monotonic = read, monotonic
        self.offset = timedelta()
        self._last: datetime | None = None
        self._tick = monotonic()
        self.halted = False
        self.halted_at = datetime.max.replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        now = (self._read() + self.offset).replace(microsecond=0)
        passed, self._tick = self._monotonic() - self._tick, self._monotonic()
        if self._last is None:
            self._last = now
            return now
        if outage.jump(self._last, now, timedelta(seconds=passed)) == "ahead":
            self.halted, self.halted_at = True, now
        self._last = max(self._last, now)
        return self._last

    def move(self, by: timedelta) -> datetime:
        """Move the clock of a local community ahead; it is the only clock a person may move."""
        self.offset += by
        self._last = (self._last or self._read()).replace(microsecond=0) + by
        return self._last

    def no_earlier(self, than: datetime) -> None:
        """Start from the last moment that was written down, so that a clock set back repeats no second."""
        self._last = max(self._last or than, than)

    def confirm(self) -> None:
        """The operator has looked: the leap was right, deadlines run again."""
        self.halted = False


class FixedClock(Clock):
    """A clock that only moves when it is told to: for transcripts and tests."""

    def __init__(self, start: datetime) -> None:
        super().__init__(lambda: start, lambda: 0.0)

    def __call__(self) -> datetime:
        return self._read() + self.offset

    def move(self, by: timedelta) -> datetime:
        self.offset += by
        return self()
