"""Where locks end, what they weigh, and what may be done with them when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import locks
from rules.errors import Refusal
from rules.locks import MAXTIME, WEEK, Lock

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)  # a Sunday
SECOND = timedelta(seconds=1)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001 - made aware below
    lambda one: one.replace(microsecond=0, tzinfo=UTC)
)


def lock(amount: int, end: datetime) -> Lock:
    return Lock(7, 1, amount, end)


def test_a_lock_ends_at_a_week_boundary() -> None:
    end = locks.end(NOW, timedelta(days=10))
    assert (end, end.weekday()) == (datetime(2026, 11, 5, tzinfo=UTC), 3)
    assert locks.end(NOW, MAXTIME) == datetime(2030, 10, 31, tzinfo=UTC)
    thursday = datetime(2026, 11, 5, tzinfo=UTC)
    assert locks.end(thursday, WEEK) == thursday + WEEK


@given(moments, st.integers(1, int(MAXTIME.total_seconds())))
def test_its_end_lies_ahead_and_not_beyond_what_was_asked(now: datetime, seconds: int) -> None:
    try:
        end = locks.end(now, timedelta(seconds=seconds))
    except Refusal:
        assert locks.boundary(now + timedelta(seconds=seconds)) <= now
    else:
        assert now < end <= now + timedelta(seconds=seconds)
        assert int(end.timestamp()) % 604_800 == 0


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (MAXTIME + SECOND, "at most four years"),
        (timedelta(days=1), "the next is 5 Nov 2026"),
    ],
)
def test_a_lock_that_is_too_long_or_too_short_is_refused(length: timedelta, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        locks.end(NOW, length)


def test_escrow_falls_to_nothing() -> None:
    """1,000 tokens with 125,660,037 s left have about 996.163 (RULES 3)."""
    one = lock(1000 * 10**6, NOW + timedelta(seconds=125_660_037))
    assert locks.escrow(one, NOW) == 996_163_408
    assert locks.escrow(one, one.end - SECOND) == 1000 * 10**6 // int(MAXTIME.total_seconds())
    assert locks.escrow(one, one.end) == locks.escrow(one, one.end + WEEK) == 0
    assert locks.escrow(lock(5, NOW + MAXTIME), NOW) == 5


@given(st.integers(0, 2**62), st.integers(0, int(MAXTIME.total_seconds())), st.integers(0, 10**8))
def test_escrow_never_grows_and_never_exceeds_the_amount(amount: int, left: int, later: int) -> None:
    one = lock(amount, NOW + timedelta(seconds=left))
    assert 0 <= locks.escrow(one, NOW + timedelta(seconds=later)) <= locks.escrow(one, NOW) <= amount


def test_the_second_of_its_end_lets_go() -> None:
    one = lock(5, NOW)
    assert one.open(NOW - SECOND)
    assert not one.open(NOW)
    locks.ended(one, NOW)
    with pytest.raises(Refusal, match="until 1 Nov 2026"):
        locks.ended(one, NOW - SECOND)


def test_extending_only_goes_further() -> None:
    one = lock(5, locks.end(NOW, 10 * WEEK))
    assert locks.extended(one, NOW, 12 * WEEK) == one.end + 2 * WEEK
    with pytest.raises(Refusal, match="already"):
        locks.extended(one, NOW, 10 * WEEK)
    with pytest.raises(Refusal, match="has ended"):
        locks.extended(one, one.end, 10 * WEEK)
