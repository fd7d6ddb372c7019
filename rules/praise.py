"""Praise quantified by people, and the 90/7/3 payout of it: rules a community may choose and past rounds followed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

DUPLICATE = 10  # a duplicate counts a tenth of what the same person gave the original
RECEIVERS, QUANTIFIERS, BOARD = Fraction(90, 100), Fraction(7, 100), Fraction(3, 100)


@dataclass(frozen=True, slots=True)
class Rating:
    """What one quantifier said of one praise; `original` is their score of the praise this one repeats."""

    score: int = 0
    dismissed: bool = False
    original: int | None = None

    @property
    def value(self) -> float | None:
        """What it counts; None where a plain 0 says that it was never quantified."""
        if self.dismissed:
            return 0.0
        if self.original is not None:
            return self.original / DUPLICATE
        return float(self.score) or None


def average(ratings: Iterable[Rating]) -> Fraction:
    """The mean of the completed ratings to two digits; 0 when none is completed.

    Published averages were made in binary floating point, half of the last digit by the binary value. To reproduce
    them the sum is taken the same way; the figure is a score, never money.
    """
    values = [value for rating in ratings if (value := rating.value) is not None]
    if not values:
        return Fraction(0)
    hundredfold = Fraction(sum(values) / len(values)) * 100
    return Fraction((2 * hundredfold.numerator + hundredfold.denominator) // (2 * hundredfold.denominator), 100)


@dataclass(frozen=True, slots=True)
class Payout:
    """The three parts of a round by member, exact."""

    receivers: dict[str, Fraction]
    quantifiers: dict[str, Fraction]
    board: dict[str, Fraction]


def payout(budget: Fraction, averages: Mapping[str, Fraction], quantified: Mapping[str, int], board: Iterable[str]) -> Payout:
    """90 % to receivers by the sum of their averages, 7 % to quantifiers by praises rated, 3 % to the board equally."""
    seats = sorted(set(board))
    return Payout(
        _by(budget * RECEIVERS, averages),
        _by(budget * QUANTIFIERS, {who: Fraction(number) for who, number in quantified.items()}),
        {who: budget * BOARD / len(seats) for who in seats},
    )


def _by(part: Fraction, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    total = sum(weights.values(), Fraction(0))
    return {who: part * weight / total for who, weight in weights.items()} if total else {}
