"""Dividing without losing anything (RULES 2)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.split import largest_remainder

TOTALS = st.integers(0, 2**63 - 1)
WEIGHTS = st.dictionaries(st.integers(1, 10**6), st.integers(0, 2**70), max_size=40)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (7, [50, 30, 20], [4, 2, 1]),
        (1, [1, 1], [1, 0]),
        (2, [1, 1, 1], [1, 1, 0]),
        (10, [0, 5, 0], [0, 10, 0]),
        (0, [3, 2], [0, 0]),
        (5, [0, 0], [0, 0]),
        (5, [], []),
        (2**63 - 1, [1, 1], [2**62, 2**62 - 1]),
    ],
)
def test_examples(total: int, weights: list[int], shares: list[int]) -> None:
    assert list(largest_remainder(total, dict(enumerate(weights, 1))).values()) == shares


def test_a_tie_goes_to_the_lower_id_however_they_come() -> None:
    assert largest_remainder(100, {9: 1, 4: 1, 7: 1}) == {4: 34, 7: 33, 9: 33}


@pytest.mark.parametrize(("total", "weights"), [(-1, {1: 1}), (5, {1: 3, 2: -1})])
def test_refuses_less_than_nothing(total: int, weights: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="not negative"):
        largest_remainder(total, weights)


@given(TOTALS, WEIGHTS)
def test_the_sum_is_exact_and_nobody_is_off_by_one(total: int, weights: dict[int, int]) -> None:
    shares = largest_remainder(total, weights)
    whole = sum(weights.values())
    assert set(shares) == set(weights)
    assert sum(shares.values()) == (total if whole else 0)
    for one, weight in weights.items():
        assert not whole or shares[one] * whole - total * weight in range(1 - whole, whole)
        assert weight or not shares[one]


@given(TOTALS, WEIGHTS)
def test_the_order_of_members_is_irrelevant_and_more_weight_never_gets_less(
    total: int, weights: dict[int, int]
) -> None:
    shares = largest_remainder(total, weights)
    assert largest_remainder(total, dict(reversed(weights.items()))) == shares
    ranked = sorted(weights, key=lambda one: weights[one])
    for less, more in pairwise(ranked):
        assert weights[less] == weights[more] or shares[less] <= shares[more]
