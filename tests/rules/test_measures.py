"""How far two divisions lie apart: by hand, and what always holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.measures import ranks, spearman, variation

DIVISIONS = st.dictionaries(st.integers(1, 8), st.integers(0, 100), max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({1: 5, 2: 5}, {1: 50, 2: 50}, Fraction(0)),
        ({1: 1}, {2: 1}, Fraction(1)),
        ({1: 3, 2: 1}, {1: 1, 2: 3}, Fraction(1, 2)),
        ({1: 1, 2: 1}, {1: 1, 3: 1}, Fraction(1, 2)),
        ({1: 60, 2: 30, 3: 10}, {1: 50, 2: 30, 3: 20}, Fraction(1, 10)),
        ({}, {}, Fraction(0)),
        ({1: 0}, {}, Fraction(0)),
        ({1: 0}, {1: 1}, Fraction(1)),
        ({}, {1: 1, 2: 5}, Fraction(1)),
    ],
)
def test_variation_by_hand(one: dict[int, int], other: dict[int, int], apart: Fraction) -> None:
    assert variation(one, other) == variation(other, one) == apart


def test_shares_may_be_fractions() -> None:
    assert variation({1: Fraction(1, 3), 2: Fraction(2, 3)}, {1: 1, 2: 1}) == Fraction(1, 6)
    assert spearman({1: Fraction(1, 3), 2: Fraction(2, 3)}, {1: 1, 2: 7}) == pytest.approx(1)


@given(DIVISIONS, DIVISIONS, st.integers(1, 1000))
def test_variation_is_a_part_of_the_whole_and_does_not_depend_on_its_size(
    one: dict[int, int], other: dict[int, int], times: int
) -> None:
    apart = variation(one, other)
    assert 0 <= apart <= 1
    assert variation({m: times * part for m, part in one.items()}, other) == apart
    assert variation(one, one) == 0


@given(DIVISIONS, DIVISIONS, DIVISIONS)
def test_variation_is_a_distance(one: dict[int, int], two: dict[int, int], three: dict[int, int]) -> None:
    assert variation(one, three) <= variation(one, two) + variation(two, three)


@given(DIVISIONS, DIVISIONS)
def test_who_is_left_out_has_nothing(one: dict[int, int], other: dict[int, int]) -> None:
    filled = dict.fromkeys(range(1, 9), 0) | one
    assert variation(filled, other) == variation(one, other)


def test_equal_values_share_the_mean_of_their_places() -> None:
    assert ranks([10, 30, 20]) == [0, 2, 1]
    assert ranks([5, 5, 1, 9]) == [1.5, 1.5, 0, 3]
    assert ranks([7, 7, 7]) == [1, 1, 1]
    assert ranks([]) == []


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({1: 1, 2: 2, 3: 3}, {1: 10, 2: 11, 3: 500}, 1.0),
        ({1: 1, 2: 2, 3: 3}, {1: 9, 2: 8, 3: 1}, -1.0),
        ({1: 1, 2: 2, 3: 3, 4: 4}, {1: 1, 2: 3, 3: 2, 4: 4}, 0.8),  # 1 - 6·2 / (4·15)
        ({1: 1, 2: 2, 3: 2, 4: 3}, {1: 1, 2: 2, 3: 3, 4: 4}, 4.5 / (4.5 * 5) ** 0.5),
        ({1: 3, 2: 2}, {3: 1}, -(3**0.5) / 2),  # ranks 2 1 0 against 0.5 0.5 2
    ],
)
def test_rank_correlation_by_hand(one: dict[int, int], other: dict[int, int], found: float) -> None:
    assert spearman(one, other) == pytest.approx(found)
    assert spearman(other, one) == pytest.approx(found)


@pytest.mark.parametrize(
    ("one", "other"), [({}, {}), ({1: 4}, {1: 2}), ({1: 1, 2: 1}, {1: 1, 2: 2}), ({}, {1: 1})]
)
def test_where_one_has_a_single_rank_there_is_no_correlation(
    one: dict[int, int], other: dict[int, int]
) -> None:
    assert spearman(one, other) is None


@given(DIVISIONS, DIVISIONS)
def test_rank_correlation_lies_between_minus_one_and_one_and_sees_ranks_only(
    one: dict[int, int], other: dict[int, int]
) -> None:
    found = spearman(one, other)
    if found is not None:
        assert -1.000001 <= found <= 1.000001
        assert spearman({m: part**3 for m, part in one.items()}, other) == pytest.approx(found)
        assert spearman(one, one) in (None, pytest.approx(1))
