"""Who is reminded of a vote, and when (RULES 4, apathy)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import reminding
from rules.tallying import Snapshot, weights
from rules.verdict import Choice

END = datetime(2026, 11, 9, tzinfo=UTC)
PEOPLE = st.integers(1, 5)
SNAPSHOTS = st.tuples(st.dictionaries(PEOPLE, st.integers(0, 9)), st.dictionaries(PEOPLE, PEOPLE))


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (timedelta(days=7), 86_400),
        (timedelta(days=2), 86_400),
        (timedelta(hours=24), 43_200),
        (timedelta(seconds=9), 4.5),
    ],
)
def test_a_day_before_the_end_or_half_of_a_shorter_period(period: timedelta, before: float) -> None:
    assert END - reminding.due(END, period) == timedelta(seconds=before)


def test_own_power_given_power_and_a_delegate_who_has_voted() -> None:
    own, to = {1: 100, 2: 50, 3: 7, 4: 0}, {1: 2, 2: 3}
    assert reminding.owed(own, to, {}, sealed=False) == {1, 2, 3}
    assert reminding.owed(own, to, {2}, sealed=False) == {3}, "2 casts for 1; 3 has their own left"
    assert reminding.owed(own, to, {3}, sealed=False) == {1, 2}, "what 1 gave to 2 does not go on to 3"
    assert reminding.owed(own, to, {1, 3}, sealed=False) == frozenset()
    assert reminding.owed(own, to, {1, 3}, sealed=True) == {2}, "that 1 and 3 have voted is not told to 2"


@given(SNAPSHOTS, st.sets(PEOPLE))
def test_in_an_open_vote_those_whose_ballot_would_add_power(
    snapshot: tuple[dict[int, int], dict[int, int]], voted: set[int]
) -> None:
    own, to = snapshot

    def cast(some: set[int]) -> int:
        return sum(weights(Snapshot(own, to), dict.fromkeys(some, Choice.ABSTAIN)).values())

    more = {who for who in range(1, 6) if cast(voted | {who}) > cast(voted)}
    assert reminding.owed(own, to, voted, sealed=False) == more


@given(SNAPSHOTS, st.sets(PEOPLE), st.sets(PEOPLE))
def test_in_a_sealed_vote_nobody_learns_who_else_has_voted(
    snapshot: tuple[dict[int, int], dict[int, int]], one: set[int], other: set[int]
) -> None:
    own, to = snapshot
    same = set(range(1, 6)) - (one ^ other)  # whose own ballot is the same in both
    told = [reminding.owed(own, to, voted, sealed=True) & same for voted in (one, other)]
    assert told[0] == told[1]
    assert reminding.owed(own, to, one, sealed=False) <= reminding.owed(own, to, one, sealed=True)
