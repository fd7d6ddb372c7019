"""Averages of quantified praise and its 90/7/3 payout, by hand; past rounds are in tests/golden."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.praise import Rating, amounts, average, payout

SCORES = st.sampled_from([0, 1, 3, 5, 8, 13, 21, 34, 55, 89, 144])
RATINGS = st.builds(Rating, SCORES, st.booleans(), st.none() | SCORES)


@pytest.mark.parametrize(
    ("ratings", "mean"),
    [
        ([], "0"),
        ([Rating(0)], "0"),
        ([Rating(8)], "8"),
        ([Rating(8), Rating(0)], "8"),
        ([Rating(8), Rating(13), Rating(55), Rating(3)], "19.75"),
        ([Rating(8), Rating(21, dismissed=True)], "4"),
        ([Rating(0, dismissed=True)], "0"),
        ([Rating(0, original=55)], "5.5"),
        ([Rating(0, original=0), Rating(1)], "0.5"),
        ([Rating(3), Rating(3), Rating(144)], "50"),
        ([Rating(1), Rating(1), Rating(3)], "1.67"),
    ],
)
def test_only_what_was_quantified_counts(ratings: list[Rating], mean: str) -> None:
    assert average(ratings) == Fraction(mean)


def test_half_of_the_last_digit_goes_by_its_binary_value() -> None:
    a_tenth = Rating(0, original=1)
    nothing = Rating(0, dismissed=True)
    assert average([a_tenth, nothing, nothing, nothing]) == Fraction("0.03")
    assert average([Rating(5), Rating(0, original=1), Rating(1), nothing]) == Fraction("1.52")


@given(st.lists(RATINGS, max_size=8))
def test_an_average_is_as_floating_point_would_have_it(ratings: list[Rating]) -> None:
    floats = [float(value) for rating in ratings if (value := rating.value) is not None]
    total = 0.0
    for each in floats:
        total += each
    mean = Fraction(total / len(floats)) if floats else Fraction(0)
    assert average(ratings) == Fraction((200 * mean + 1) // 2, 100)


def test_ninety_seven_three() -> None:
    found = payout(Fraction(1000), {1: Fraction(3), 2: Fraction(1)}, {2: 1, 3: 6}, [7, 8, 9])
    assert found.receivers == {1: 675, 2: 225}
    assert found.quantifiers == {2: 10, 3: 60}
    assert found.board == {7: 10, 8: 10, 9: 10}


def test_whole_units_of_ninety_seven_three() -> None:
    found = amounts(101, {1: Fraction(1, 3), 2: Fraction(1, 3)}, {3: 2, 4: 1}, [5, 6])
    assert found.receivers == {1: 46, 2: 45}
    assert found.quantifiers == {3: 5, 4: 2}
    assert found.board == {5: 2, 6: 1}
    assert found.returned == 0


def test_a_part_without_anybody_is_returned() -> None:
    assert payout(Fraction(100), {1: Fraction(1)}, {}, []).quantifiers == {}
    assert amounts(100, {1: Fraction(1)}, {}, []).returned == 10
    assert amounts(100, {1: Fraction(0)}, {2: 0}, [3]).returned == 97


@given(
    st.integers(0, 2**63 - 1),
    st.dictionaries(st.integers(1, 50), st.fractions(0, 144, max_denominator=100), max_size=20),
    st.dictionaries(st.integers(1, 50), st.integers(0, 500), max_size=9),
    st.sets(st.integers(1, 50), max_size=8),
)
def test_whole_units_lose_nothing(
    budget: int, averages: dict[int, Fraction], quantified: dict[int, int], board: set[int]
) -> None:
    found, ideal = (
        amounts(budget, averages, quantified, board),
        payout(Fraction(budget), averages, quantified, board),
    )
    parts = (found.receivers, found.quantifiers, found.board)
    assert sum(sum(part.values()) for part in parts) + found.returned == budget
    assert found.returned >= 0
    for part, shares in zip(parts, (ideal.receivers, ideal.quantifiers, ideal.board), strict=True):
        assert all(abs(part[one] - share) < 2 for one, share in shares.items())
