"""Outages give time back once; clocks that leap are noticed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import outage

AWAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)
BACK = AWAY + 5 * HOUR


@pytest.mark.parametrize(
    ("end", "length", "then"),
    [
        (AWAY - SECOND, 3 * DAY, None),  # it had ended before
        (AWAY, 3 * DAY, None),
        (AWAY + HOUR, 3 * DAY, BACK + DAY),  # it ended meanwhile
        (BACK, 3 * DAY, BACK + DAY),
        (BACK + 2 * HOUR, 3 * DAY, BACK + DAY),  # it would end soon
        (BACK + DAY + SECOND, 3 * DAY, None),  # there is a whole day left
        (AWAY + HOUR, 6 * HOUR, BACK + 6 * HOUR),  # a short one gets its own length again
        (BACK + HOUR, 6 * HOUR, BACK + 6 * HOUR),
    ],
)
def test_what_an_outage_gives_back(end: datetime, length: timedelta, then: datetime | None) -> None:
    assert outage.extended(end, length, AWAY, BACK) == then


def test_an_hour_away_is_no_outage() -> None:
    assert outage.extended(AWAY + 1800 * SECOND, DAY, AWAY, AWAY + HOUR) is None
    assert outage.extended(AWAY + 1800 * SECOND, DAY, AWAY, AWAY + HOUR + SECOND) is not None


@given(st.integers(-9, 60), st.integers(1, 100), st.integers(0, 60))
def test_nobody_ever_gets_less_time(end: int, length: int, away: int) -> None:
    was, back = AWAY + end * HOUR, AWAY + away * HOUR
    then = outage.extended(was, length * HOUR, AWAY, back)
    if then:
        assert then >= was
        assert back + min(DAY, length * HOUR) <= then <= back + DAY
    elif away > 1 and end > 0:
        assert was >= back + DAY, "whoever had less than a day after the return gets time back"


@pytest.mark.parametrize(
    ("wall", "passed", "verdict"),
    [
        (SECOND, SECOND, ""),
        (-SECOND, SECOND, "backwards"),
        (timedelta(0), HOUR, ""),
        (HOUR, timedelta(0), ""),
        (HOUR + SECOND, timedelta(0), "ahead"),
        (30 * DAY, 30 * DAY, ""),
        (30 * DAY, 29 * DAY, "ahead"),
        (HOUR, 5 * HOUR, ""),
    ],
)
def test_clocks_that_leap(wall: timedelta, passed: timedelta, verdict: str) -> None:
    assert outage.jump(AWAY, AWAY + wall, passed) == verdict
