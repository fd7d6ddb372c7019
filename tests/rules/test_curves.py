"""Budget curves by hand; the cases of a peer are in tests/golden."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rules.curves import amounts, balanced, exact, immediate, recent

PERIODS = {1: [Fraction(1), Fraction(2), Fraction(3)], 2: [Fraction(6), Fraction(0), Fraction(1)]}
NOTHING = {1: [Fraction(0)] * 3, 2: [Fraction(0)] * 3}
RATIONALS = st.fractions(min_value=0, max_value=10**6, max_denominator=10**6)


def test_immediate_looks_at_the_last_periods() -> None:
    assert immediate(PERIODS) == {1: 3, 2: 1}
    assert immediate(PERIODS, 2) == {1: 5, 2: 1}
    assert immediate(PERIODS, 9) == immediate(PERIODS, 0) == {1: 6, 2: 7}


def test_recent_halves_with_every_period() -> None:
    assert recent(PERIODS, Fraction(1, 2)) == {1: Fraction(17, 4), 2: Fraction(5, 2)}
    assert recent(PERIODS, Fraction(0)) == {1: 6, 2: 7}
    assert recent(PERIODS, Fraction(1)) == immediate(PERIODS)


def test_balanced_pays_what_was_missing() -> None:
    paid = {1: [Fraction(0)] * 3, 2: [Fraction(10), Fraction(0), Fraction(0)]}
    assert balanced(PERIODS, paid, Fraction(16)) == {1: 12, 2: 4}
    assert balanced(PERIODS, {2: [Fraction(100)]}, Fraction(4)) == {1: 48, 2: 0}


def test_balanced_forgets_what_is_older_than_its_lookback() -> None:
    paid = {1: [Fraction(0)] * 3, 2: [Fraction(1000), Fraction(0), Fraction(0)]}
    assert balanced(PERIODS, paid, Fraction(6), 2) == {1: 5, 2: 1}


def test_nothing_earned_is_nothing_weighed() -> None:
    assert balanced(NOTHING, {}, Fraction(5)) == {1: 0, 2: 0}
    assert exact(Fraction(5), immediate(NOTHING)) == {1: 0, 2: 0}
    assert amounts(5, immediate(NOTHING)) == {1: 0, 2: 0}
    assert amounts(5, {}) == {}


def test_whole_units_by_the_largest_remainder() -> None:
    assert amounts(100, {1: Fraction(1, 3), 2: Fraction(1, 3), 3: Fraction(1, 3)}) == {1: 34, 2: 33, 3: 33}


@given(st.integers(0, 2**63 - 1), st.dictionaries(st.integers(1, 99), RATIONALS, min_size=1, max_size=12))
def test_whole_units_are_less_than_one_from_the_exact_share(
    budget: int, weights: dict[int, Fraction]
) -> None:
    shares, whole = exact(Fraction(budget), weights), amounts(budget, weights)
    assert sum(whole.values()) == sum(shares.values()) == (budget if any(weights.values()) else 0)
    assert all(abs(shares[one] - whole[one]) < 1 for one in weights)
