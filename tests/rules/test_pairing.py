"""The plan of a crossover: everybody against themselves, half treated each time, enough pairs and no more."""

from __future__ import annotations

import pytest

from rules import pairing
from rules.pairing import Paired
from rules.trial import LEAST, NAMES, OPEN, Pair, treated

MONTHS = [list(range(1, 46)), list(range(100, 119)), list(range(200, 220))]


@pytest.fixture
def plan() -> list[Paired]:
    return pairing.planned("seed", MONTHS)


def test_batches_are_small_and_half_of_each_is_treated_in_each_call(plan: list[Paired]) -> None:
    for one in plan:
        assert 2 <= len(one.members) <= 20
        assert len(set(one.members)) == len(one.members)
        assert one.carries(1) | one.carries(2) == set(one.members)
        assert not one.carries(1) & one.carries(2)
        assert abs(len(one.carries(1)) - len(one.carries(2))) <= 1


def test_there_are_enough_pairs_and_not_a_batch_more(plan: list[Paired]) -> None:
    sizes = [len(one.members) for one in plan]
    assert sum(sizes) >= LEAST > sum(sizes[:-1])


def test_a_month_with_fewer_than_twenty_is_not_taken_and_the_others_take_turns(plan: list[Paired]) -> None:
    assert {one.month for one in plan} == {0, 2}
    first = [one for one in plan if one.month == 0][:3]
    assert sorted(member for one in first for member in one.members) == MONTHS[0]
    assert sorted(len(one.members) for one in first) == [15, 15, 15]
    with pytest.raises(ValueError, match="No month has 20"):
        pairing.planned("seed", MONTHS[1:2])


def test_a_seed_makes_the_plan_and_order_says_nothing_of_treatment(plan: list[Paired]) -> None:
    assert pairing.planned("seed", [list(reversed(month)) for month in MONTHS]) == plan
    assert pairing.planned("other", MONTHS) != plan
    firsts = sum(one.members[0] in one.treated for one in pairing.planned("seed", MONTHS, 4000))
    assert 80 < firsts < 170  # of about 250


def test_every_turn_deals_anew(plan: list[Paired]) -> None:
    of = [one for one in plan if one.month == 2]
    assert len({one.members for one in of}) == len({one.treated for one in of}) == len(of) > 1


def test_a_plan_gives_the_check_as_many_pairs_as_it_needs(plan: list[Paired]) -> None:
    some = [
        Pair(number, 600, 600 + member, member in one.treated)
        for number, one in enumerate(plan)
        for member in one.members
    ]
    assert treated("names", some, NAMES).verdict != OPEN
    last = len(plan) - 1
    assert treated("names", [one for one in some if one.batch != last], NAMES).verdict == OPEN


def test_a_pair_has_two_calls(plan: list[Paired]) -> None:
    with pytest.raises(ValueError, match="There is no call 3"):
        plan[0].carries(3)
