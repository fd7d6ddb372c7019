"""The time the bot goes by."""

from datetime import UTC, datetime, timedelta

from bot.clock import Clock, FixedClock

START = datetime(2026, 11, 2, 9, 0, 0, 500_000, UTC)


class Hands:
    """A wall clock and a monotonic one, both moved by the test."""

    def __init__(self) -> None:
        self.wall, self.passed = START, 0.0
        self.clock = Clock(lambda: self.wall, lambda: self.passed)
        self.clock()

    def move(self, wall: float, passed: float) -> datetime:
        self.wall += timedelta(seconds=wall)
        self.passed += passed
        return self.clock()


def test_whole_seconds() -> None:
    assert Hands().move(1, 1) == datetime(2026, 11, 2, 9, 0, 1, tzinfo=UTC)


def test_a_clock_set_back_stands_still() -> None:
    hands = Hands()
    before = hands.move(10, 10)
    assert hands.move(-7200, 1) == before
    assert not hands.clock.halted


def test_a_leap_ahead_halts_until_the_operator_confirms() -> None:
    hands = Hands()
    seen = [hands.clock.halted for _ in [hands.move(3500, 1)]]
    seen += [hands.clock.halted for _ in [hands.move(3700, 1)]]
    hands.clock.confirm()
    seen += [hands.clock.halted for _ in [hands.move(60, 60)]]
    assert seen == [False, True, False]


def test_a_long_wait_is_no_leap() -> None:
    hands = Hands()
    hands.move(86_400, 86_400)
    assert not hands.clock.halted


def test_it_starts_no_earlier_than_what_was_written_down() -> None:
    hands = Hands()
    later = START.replace(microsecond=0) + timedelta(days=1)
    hands.clock.no_earlier(later)
    assert hands.move(1, 1) == later


def test_a_fixed_clock_moves_when_told() -> None:
    clock = FixedClock(START.replace(microsecond=0))
    assert clock.move(timedelta(days=3)) == clock() == START.replace(microsecond=0) + timedelta(days=3)
