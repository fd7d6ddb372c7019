"""What has vested when, and when it is released: every number of the law, and what must always hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import moments, vesting
from rules.errors import Refusal
from rules.vesting import LONGEST, NONE, SECOND, Schedule

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
YEAR, ZONE = timedelta(days=365), moments.zone("UTC")
FOUR = Schedule(1000, START, YEAR, 4 * YEAR)
SECONDS = st.integers(0, 10 * 365 * 86_400)


def later(seconds: int) -> datetime:
    return START + seconds * SECOND


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    duration = draw(SECONDS)
    cliff = draw(st.integers(0, duration))
    return Schedule(draw(st.integers(1, 2**63 - 1)), START, cliff * SECOND, duration * SECOND)


@pytest.mark.parametrize(
    ("seconds", "vested"),
    [
        (-1, 0),
        (0, 0),
        (31_535_999, 0),
        (31_536_000, 250),
        (63_072_000, 500),
        (126_143_999, 999),
        (126_144_000, 1000),
        (200_000_000, 1000),
    ],
)
def test_the_numbers_of_the_law(seconds: int, vested: int) -> None:
    """1,000 over 4 years with a cliff of one (RULES 8)."""
    assert FOUR.vested(later(seconds)) == vested


def test_without_a_duration_it_is_all_at_once() -> None:
    one = Schedule(7, START, NONE, NONE)
    assert [one.vested(later(seconds)) for seconds in (-1, 0, 1)] == [0, 7, 7]


def test_without_a_cliff_it_counts_from_the_first_second() -> None:
    one = Schedule(1000, START, NONE, 1000 * SECOND)
    assert [one.vested(later(seconds)) for seconds in (-1, 0, 1, 999, 1000)] == [0, 0, 1, 999, 1000]


def test_a_cliff_as_long_as_the_duration_is_all_at_its_end() -> None:
    one = Schedule(1000, START, YEAR, YEAR)
    assert [one.vested(one.end - SECOND), one.vested(one.end)] == [0, 1000]


def test_what_has_vested_stays_when_it_is_revoked_and_nothing_more_comes() -> None:
    one = replace(FOUR, revoked=START + 2 * YEAR)
    assert [one.vested(START + n * YEAR) for n in (0, 1, 2, 3, 9)] == [0, 250, 500, 500, 500]
    assert replace(FOUR, revoked=later(31_535_999)).vested(START + 9 * YEAR) == 0


@given(schedules(), SECONDS, SECONDS)
def test_it_only_grows_and_never_beyond_the_total(one: Schedule, first: int, second: int) -> None:
    early, late = sorted((first, second))
    assert 0 <= one.vested(later(early)) <= one.vested(later(late)) <= one.total
    assert one.vested(one.end) == one.total
    assert one.vested(START - SECOND) == 0


@given(schedules(), st.integers(1, 2**62), SECONDS)
def test_a_top_up_vests_as_if_there_from_the_start(one: Schedule, more: int, at: int) -> None:
    both = replace(one, total=one.total + more).vested(later(at))
    apart = one.vested(later(at)) + replace(one, total=more).vested(later(at))
    assert 0 <= both - apart <= 1


@given(schedules(), st.lists(SECONDS, max_size=9), SECONDS, st.integers(0, 2**62))
def test_all_releases_together_are_what_has_vested(
    one: Schedule, claims: list[int], topped: int, more: int
) -> None:
    """Whoever claims when, and whenever a top-up comes in between."""
    released, vested = 0, 0
    for seconds in sorted(claims):
        now = one if seconds < topped else replace(one, total=one.total + more)
        vested = now.vested(later(seconds))
        assert vested >= released, "a top-up takes nothing back"
        released += vested - released
    assert released == vested


@given(schedules(), SECONDS, st.sampled_from(["UTC", "Asia/Tokyo", "America/St_Johns", "Europe/Lisbon"]))
def test_it_is_released_by_itself_at_least_every_month_until_the_end(
    one: Schedule, at: int, name: str
) -> None:
    zone, now = moments.zone(name), later(at)
    then = one.next(now, zone)
    if now >= one.end:
        assert then is None
        return
    assert then
    assert now < then <= one.end
    assert then >= one.first
    assert then <= max(now, one.first) + timedelta(days=32)


def test_when_it_is_released_by_itself() -> None:
    def after(moment: str) -> str:
        return f"{FOUR.next(datetime.fromisoformat(f'{moment}Z'), ZONE)}"

    assert after("2026-11-02T09:00:00") == f"{FOUR.first}" == "2027-11-02 09:00:00+00:00"
    assert after("2027-11-02T09:00:00") == "2027-12-01 00:00:00+00:00"
    assert after("2027-12-01T00:00:00") == "2028-01-01 00:00:00+00:00"
    assert after("2030-11-01T00:00:00") == f"{FOUR.end}" == "2030-11-01 09:00:00+00:00"
    assert after("2030-11-01T09:00:00") == "None"
    assert replace(FOUR, revoked=START + YEAR).next(START + YEAR, ZONE) is None
    assert replace(FOUR, cliff=NONE).next(START - YEAR, ZONE) == datetime(2026, 12, 1, tzinfo=UTC)
    assert Schedule(7, START, NONE, NONE).next(START - YEAR, ZONE) == START


@pytest.mark.parametrize(
    ("cliff", "duration", "start", "said"),
    [
        (YEAR + SECOND, YEAR, START, "A cliff of 365 days 1 second is longer than the whole time, 365 days;"),
        (SECOND, NONE, START, "longer than no duration at all"),
        (NONE, LONGEST + SECOND, START, "over at most 3650 days"),
        (NONE, YEAR, START + LONGEST + SECOND, "at most ten years away"),
        (NONE, YEAR, START - LONGEST - SECOND, "at most ten years away"),
    ],
)
def test_what_cannot_vest(cliff: timedelta, duration: timedelta, start: datetime, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        vesting.check(cliff, duration, start, START)


def test_what_can() -> None:
    vesting.check(YEAR, YEAR, START, START)
    vesting.check(NONE, NONE, START + LONGEST, START)
    vesting.check(LONGEST, LONGEST, START - LONGEST, START)


def test_only_what_says_so_and_has_not_vested_is_revoked() -> None:
    vesting.revocable(True, FOUR, FOUR.end - SECOND)
    with pytest.raises(Refusal, match="cannot be revoked"):
        vesting.revocable(False, FOUR, START)
    with pytest.raises(Refusal, match="revoked already"):
        vesting.revocable(True, replace(FOUR, revoked=START), START)
    with pytest.raises(Refusal, match="All of this allocation has vested"):
        vesting.revocable(True, FOUR, FOUR.end)
