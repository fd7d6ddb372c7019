"""Two prompts and one month: who gains, who loses, how far apart they are."""

from fractions import Fraction

import pytest

from rules.comparing import compare, gini


def test_what_moves_is_told_the_most_first() -> None:
    found = compare({1: 50, 2: 30, 3: 20}, {1: 20, 2: 30, 3: 50})
    assert found.moved == ((1, Fraction(-3, 10)), (3, Fraction(3, 10)))
    assert found.apart == Fraction(3, 10)
    assert found.ranks == -1.0
    assert found.before == found.after == Fraction(1, 5)


def test_the_same_division_in_other_units_moves_nothing() -> None:
    found = compare({1: 5, 2: 3}, {1: 50, 2: 30})
    assert not found.moved
    assert (found.apart, found.ranks) == (Fraction(0), 1.0)


def test_a_month_that_pays_nobody_can_be_compared() -> None:
    found = compare({1: 0, 2: 0}, {1: 1, 2: 3})
    assert found.apart == 1
    assert found.ranks is None
    assert found.moved == ((2, Fraction(3, 4)), (1, Fraction(1, 4)))


def test_both_judge_the_same_members() -> None:
    with pytest.raises(ValueError, match="the same members"):
        compare({1: 1}, {2: 1})


@pytest.mark.parametrize(
    ("amounts", "is_"),
    [([1, 1, 1], 0), ([0, 0, 9], Fraction(2, 3)), ([], 0), ([0, 0], 0), ([1, 3], Fraction(1, 4))],
)
def test_how_unequal_a_division_is(amounts: list[int], is_: Fraction) -> None:
    assert gini(dict(enumerate(amounts))) == is_
