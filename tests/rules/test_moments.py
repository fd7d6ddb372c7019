"""Durations, days and months: what people type, in every zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import moments
from rules.errors import Refusal
from rules.moments import Month

ZONES = [
    "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "America/Havana", "America/Asuncion",
    "Africa/Cairo", "Asia/Beirut", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham",
    "Pacific/Kiritimati", "America/Sao_Paulo", "Asia/Tehran", "America/Nuuk",
]  # fmt: skip
zones = st.sampled_from(ZONES).map(moments.zone)
months = st.builds(Month, st.integers(1971, 2100), st.integers(1, 12))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("3d", 72), ("2w", 336), ("1d12h", 36), ("90m", 1.5), (" 1D 12H ", 36), ("1 day 12 hours", 36),
        ("2 weeks", 336),
        ("30 minutes", 0.5), ("30min", 0.5), ("3600s", 1), ("3650d", 87_600), ("0d5h", 5),
    ],
)  # fmt: skip
def test_durations_people_type(text: str, hours: float) -> None:
    assert moments.duration(text) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text",
    ["", " ", "3", "d", "-3d", "+3d", "1.5d", "3x", "3dd", "12h1d", "1d1d", "3 months", "3mo", "1e3d", "٣d",
     "9" * 5000 + "d"],
)  # fmt: skip
def test_other_durations_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="Write a duration like 3d, 2w, 1d12h or 90m"):
        moments.duration(text)


def test_no_duration_of_nothing_or_of_more_than_ten_years() -> None:
    with pytest.raises(Refusal, match="longer than nothing"):
        moments.duration("0d")
    for text in ("3651d", "3650d1s", "999999999w"):
        with pytest.raises(Refusal, match="at most ten years"):
            moments.duration(text)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(days=1, hours=12), "1 day 12 hours"),
        (timedelta(days=14), "14 days"),
        (timedelta(hours=1, minutes=1, seconds=1), "1 hour 1 minute 1 second"),
        (timedelta(milliseconds=999), "0 seconds"),
        (timedelta(0), "0 seconds"),
    ],
)
def test_lengths_in_words(length: timedelta, text: str) -> None:
    assert moments.span(length) == text


def test_no_negative_length() -> None:
    with pytest.raises(ValueError, match="negative"):
        moments.span(timedelta(seconds=-1))


@given(st.integers(1, 3650 * 86_400))
def test_what_is_shown_can_be_typed(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    assert moments.duration(moments.span(length)) == length
    assert moments.duration(moments.span(length).replace(" ", "")) == length


def test_days() -> None:
    assert moments.day(" 2026-11-30 ") == date(2026, 11, 30)
    assert moments.day("2028-02-29") == date(2028, 2, 29)
    assert moments.day("1970-01-01") == date(1970, 1, 1)
    assert moments.day("9990-12-31") == date(9990, 12, 31)


@pytest.mark.parametrize(
    "text", ["2026-11", "30.11.2026", "2026-1-1", "0001-01-01", "٢٠٢٦-11-30", "tomorrow", ""]
)
def test_other_days_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="Write a day like 2026-11-30"):
        moments.day(text)


@pytest.mark.parametrize("text", ["2026-11-31", "2027-02-29", "2026-00-01"])
def test_days_of_no_calendar_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match=f"There is no day {text}"):
        moments.day(text)


@given(st.dates(date(1970, 1, 1), date(9990, 12, 31)))
def test_days_read_back(when: date) -> None:
    assert moments.day(when.isoformat()) == when


def test_months_read_and_show() -> None:
    month = Month.parse(" 2026-11 ")
    assert (month, str(month), month.title) == (Month(2026, 11), "2026-11", "November 2026")
    assert Month(2026, 12).next() == Month(2027, 1)
    assert Month(2026, 1).previous() == Month(2025, 12)
    assert Month(2026, 12).plus(12) == Month(2027, 12)
    assert sorted([Month(2027, 1), Month(2026, 12)]) == [Month(2026, 12), Month(2027, 1)]


@pytest.mark.parametrize("text", ["", "2026", "2026-1", "11-2026", "2026-11-30", "November", "２０２６-11"])
def test_other_months_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="Write a month like 2026-11"):
        Month.parse(text)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "1969-12", "9999-01"])
def test_months_of_no_calendar_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match=f"There is no month {text}"):
        Month.parse(text)


@given(months)
def test_months_read_back_and_go_both_ways(month: Month) -> None:
    assert Month.parse(str(month)) == month
    assert month.next().previous() == month
    assert month.previous() < month < month.next()


@given(months, st.integers(-50, 50), st.integers(-50, 50))
def test_steps_add_up(month: Month, first: int, second: int) -> None:
    there = Month(month.year + 100, month.month)
    assert there.plus(first).plus(second) == there.plus(first + second)


@given(months, zones)
def test_months_tile_time(month: Month, zone: ZoneInfo) -> None:
    """Each begins where the one before ends, so no second belongs to none or to two."""
    assert month.start(zone) == month.previous().end(zone)
    assert timedelta(days=27, hours=20) < month.end(zone) - month.start(zone) < timedelta(days=31, hours=4)
    assert month.start(zone).tzinfo is UTC


@given(months, zones, st.integers(-7200, 7200))
def test_every_second_near_a_boundary_is_in_its_month(month: Month, zone: ZoneInfo, off: int) -> None:
    moment = month.start(zone) + timedelta(seconds=off)
    found = Month.of(moment, zone)
    assert found.start(zone) <= moment < found.end(zone)
    assert found == (month if off >= 0 else month.previous())


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)), zones)  # noqa: DTZ001 (the zone follows)
def test_the_month_of_a_moment_is_that_of_the_wall(moment: datetime, zone: ZoneInfo) -> None:
    """Except in the hour a clock is set back over midnight of the first."""
    aware = moment.replace(microsecond=0, tzinfo=UTC)
    found, wall = Month.of(aware, zone), aware.astimezone(zone)
    assert found.start(zone) <= aware < found.end(zone)
    near = min(abs(aware - found.start(zone)), abs(aware - found.end(zone))) < timedelta(hours=2)
    assert near or found == Month(wall.year, wall.month)


def test_months_where_the_clock_jumps_at_midnight() -> None:
    asuncion = moments.zone("America/Asuncion")  # 1 October 2017 began at 1 o'clock
    assert Month(2017, 10).start(asuncion) == datetime(2017, 10, 1, 4, tzinfo=UTC)
    havana = moments.zone("America/Havana")  # 1 November 2026 shows midnight twice
    assert Month(2026, 11).start(havana) == datetime(2026, 11, 1, 4, tzinfo=UTC)
    johns = moments.zone("America/St_Johns")  # a minute into 1 November 2009 it was October again
    back = datetime(2009, 11, 1, 2, 45, tzinfo=UTC)
    assert back.astimezone(johns).month == 10
    assert Month.of(back, johns) == Month(2009, 11)


def test_a_month_is_frozen_after_it_ends_at_home() -> None:
    berlin = moments.zone("Europe/Berlin")
    assert Month(2026, 10).end(berlin) == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert moments.freeze_at(Month(2026, 10), berlin, timedelta(days=2)) == datetime(
        2026, 11, 2, 23, tzinfo=UTC
    )
    assert Month.of(datetime(2026, 10, 31, 23, tzinfo=UTC), berlin) == Month(2026, 11)


@pytest.mark.parametrize("name", ["UTC", "europe/berlin", " America/New_York "])
def test_zones_by_name(name: str) -> None:
    assert moments.zone(name).key.lower() == name.strip().lower()


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Berlin", "Europe/Berlin"), ("Europe/Berln", "Europe/Berlin"), ("new york", "America/New_York"),
        ("../../etc/passwd", "[A-Z]"), ("", "[A-Z]"), ("x" * 5000, "[A-Z]"), ("\x00", "[A-Z]"),
    ],
)  # fmt: skip
def test_an_unknown_zone_names_a_near_one(name: str, near: str) -> None:
    with pytest.raises(Refusal, match=f"There is no time zone .{{0,40}}; did you mean {near}") as refused:
        moments.zone(name)
    assert len(str(refused.value)) < 120


def test_moments_as_people_read_them() -> None:
    moment = datetime(2026, 11, 24, 18, 0, 59, tzinfo=UTC)
    zones = ("UTC", "Europe/Berlin", "Asia/Kathmandu")
    told = [moments.MARKED.fullmatch(moments.when(moment, moments.zone(one))) for one in zones]
    assert [one and one[1] for one in told] == [
        "24 Nov 2026, 18:00 UTC",
        "24 Nov 2026, 19:00 CET",
        "24 Nov 2026, 23:45 UTC+0545",
    ]
    assert {one and int(one[2]) for one in told} == {int(moment.timestamp())}
