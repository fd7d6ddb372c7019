"""The states of a reward run: which steps the law knows, and that every month ends."""

import pytest

from rules import months
from rules.months import (
    AGAIN,
    APPROVED,
    BASELINE,
    CARRIED,
    CARRY,
    FROZEN,
    NEXT,
    OPEN,
    PAID,
    PEOPLE,
    PROPOSED,
    QUIET,
    REJECTED,
    SCORING,
)

LAST = {PAID, QUIET, CARRIED}


@pytest.mark.parametrize(
    "path",
    [
        [OPEN, FROZEN, SCORING, PROPOSED, APPROVED, PAID],
        [OPEN, FROZEN, QUIET],
        [OPEN, FROZEN, SCORING, QUIET],
        [OPEN, FROZEN, SCORING, PEOPLE, SCORING, PROPOSED, REJECTED, SCORING, PROPOSED, APPROVED, PAID],
        [OPEN, FROZEN, SCORING, PEOPLE, PROPOSED, APPROVED, PAID],
        [OPEN, FROZEN, SCORING, PROPOSED, REJECTED, CARRIED],
    ],
)
def test_the_ways_of_a_month(path: list[str]) -> None:
    state = path[0]
    for to in path[1:]:
        state = months.move(state, to)
    assert state == path[-1]


@pytest.mark.parametrize("state", sorted(NEXT))
@pytest.mark.parametrize("to", sorted(NEXT))
def test_no_step_is_repeated_and_nothing_leaves_an_end(state: str, to: str) -> None:
    if to in NEXT[state]:
        assert state not in LAST
        assert state != to
        assert months.move(state, to) == to
        return
    with pytest.raises(ValueError, match=f"A run does not go from {state} to {to}"):
        months.move(state, to)


def test_money_moves_only_through_a_proposal() -> None:
    """Paid is reached from proposed or approved alone, and an approved month is never scored again."""
    assert {state for state, to in NEXT.items() if PAID in to} == {PROPOSED, APPROVED}
    assert SCORING not in NEXT[APPROVED]
    assert {state for state, to in NEXT.items() if OPEN in to} == set()


def test_every_month_can_end() -> None:
    for state in NEXT:
        seen, edge = {state}, {state}
        while edge:
            edge = {to for one in edge for to in NEXT[one]} - seen
            seen |= edge
        assert seen & LAST


def test_what_treasurers_may_choose() -> None:
    assert months.ways_out(PEOPLE, 0, baseline=True) == [AGAIN, BASELINE, CARRY]
    assert months.ways_out(REJECTED, 1, baseline=False) == [AGAIN, CARRY]
    assert months.ways_out(PEOPLE, 2, baseline=True) == [BASELINE, CARRY]
    assert months.ways_out(REJECTED, 2, baseline=False) == [CARRY]
    for state in NEXT.keys() - {PEOPLE, REJECTED}:
        assert months.ways_out(state, 0, baseline=True) == []


def test_it_is_carried_by_itself_after_two_weeks() -> None:
    assert months.CARRIES_AFTER.days == 14
