"""Who is dormant, who has come back, and what that does to the base (RULES 4, apathy)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import dormancy, verdict
from rules.dormancy import Silence
from rules.tallying import Running, Snapshot, eligible, tally
from rules.verdict import Choice, Thresholds

FOR, AGAINST, ABSTAIN = Choice
AFTER, SECOND = timedelta(days=180), timedelta(seconds=1)
QUIET = Snapshot({1: 100, 2: 50, 3: 7}, {2: 3}, dormant={1, 2})


def is_dormant(acted: datetime, now: datetime, after: timedelta = AFTER) -> bool:
    return dormancy.day(acted) < dormancy.awake_since(now, after)


@pytest.mark.parametrize("hour", [0, 23])
def test_a_silence_is_counted_from_the_end_of_the_day_of_the_last_sign(hour: int) -> None:
    acted = datetime(2026, 11, 1, hour, 59, 59, tzinfo=UTC)
    over = datetime(2027, 5, 1, tzinfo=UTC)
    assert not is_dormant(acted, over - SECOND)
    assert is_dormant(acted, over)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - UTC is beside it
    st.integers(30, 3650),
    st.integers(0, 4000 * 86_400),
)
def test_nobody_is_dormant_too_early_nor_more_than_a_day_late(
    acted: datetime, days: int, seconds: int
) -> None:
    now, after = acted + timedelta(seconds=seconds), timedelta(days=days)
    assert not (is_dormant(acted, now, after) and now - acted < after)
    assert is_dormant(acted, now, after) or now - acted < after + timedelta(days=1)


def test_a_day_is_noted_once() -> None:
    noon = datetime(2026, 11, 1, 12, tzinfo=UTC)
    assert dormancy.unseen(dormancy.day(noon) - SECOND, noon)
    assert not dormancy.unseen(dormancy.day(noon), noon)


def test_who_votes_or_whose_delegate_does_has_come_back() -> None:
    def who(**ballots: Choice) -> dict[int, bool]:
        return dormancy.dormant(Running.of(QUIET, {int(one[1:]): choice for one, choice in ballots.items()}))

    assert who() == {1: False, 2: False}
    assert who(_1=AGAINST) == {1: True, 2: False}
    assert who(_3=ABSTAIN) == {1: False, 2: True}
    assert dormancy.took_part(Running.of(QUIET, {3: FOR})) == {2, 3}
    assert dormancy.silence(Running.of(QUIET, {3: FOR})) == Silence(outside=1, power=100, back=1)


def test_a_for_that_does_not_count_brings_nobody_back() -> None:
    paid = replace(QUIET, recused={3})
    assert dormancy.silence(Running.of(paid, {3: FOR})).back == 0
    assert dormancy.silence(Running.of(paid, {3: AGAINST})).back == 1


def test_who_holds_nothing_is_neither() -> None:
    nothing = Snapshot({1: 0, 2: 5}, dormant={1, 9})
    assert dormancy.silence(Running.of(nothing, {1: FOR})) == Silence()
    assert dormancy.booked(Silence()) == {}


def test_eligible_power_is_that_of_who_is_not_dormant() -> None:
    assert eligible({1: 100, 2: 50, 3: 7}, {1, 9}) == 57


def test_waiting_until_others_are_dormant_passes_nothing_constitutional() -> None:
    """A small base is the attack: one member is awake, holds a tenth, and votes alone."""
    needs = Thresholds(quorum=4000, differential=1000, approval=6000, min_voters=1)
    sleepers = dict.fromkeys(range(2, 12), 90)
    quiet = Snapshot({1: 100, **sleepers}, dormant=sleepers, constitutional=True)
    alone = tally(quiet, {1: FOR})
    assert alone.base == 500
    assert not verdict.judge(alone, needs).passed
    assert verdict.judge(tally(replace(quiet, constitutional=False), {1: FOR}), needs).passed, "ordinary"
    back = tally(quiet, {1: FOR} | dict.fromkeys(range(2, 8), AGAINST))
    assert back.base == 640, "more than half have come back"


@given(
    st.dictionaries(st.integers(1, 9), st.integers(0, 50), min_size=1),
    st.dictionaries(st.integers(1, 9), st.integers(1, 9)),
    st.sets(st.integers(1, 9)),
    st.dictionaries(st.integers(1, 9), st.sampled_from(Choice)),
    st.integers(100, 10_000),
    st.booleans(),
)
def test_the_base_by_the_law_written_a_second_time(
    powers: dict[int, int],
    to: dict[int, int],
    dormant: set[int],
    ballots: dict[int, Choice],
    share: int,
    constitutional: bool,
) -> None:
    snapshot = Snapshot(powers, to, share, (), dormant, constitutional)
    piles: dict[int, list[int]] = {}
    there = dormancy.dormant(Running.of(snapshot, ballots))
    for who, power in powers.items():
        holder = who if who in ballots else to.get(who, who)
        pile = piles.setdefault(holder, [0, 0])
        pile[0] += power
        pile[1] += 0 if there.get(who) is False else power
    most = snapshot.cap if snapshot.cap is not None else sum(powers.values())
    full, base = (sum(min(most, pile[n]) for pile in piles.values()) for n in (0, 1))
    running = Running.of(snapshot, ballots)
    assert running.count().base == (max(base, (full + 1) // 2) if constitutional else base)
    assert running.raised == (constitutional and base < (full + 1) // 2)
