"""Praise quantified by people, and its 90/7/3 payout, as past rounds did it (REWARDS 5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from rules.split import largest_remainder

DUPLICATE = 10  # a duplicate counts a tenth of what the same person gave the original
PARTS = (90, 7, 3)  # percent for receivers, quantifiers, board
PRECISION = 53  # binary digits of a floating point number


@dataclass(frozen=True, slots=True)
class Rating:
    """What one quantifier said of one praise; `original` is their score of the praise this one repeats."""

    score: int = 0
    dismissed: bool = False
    original: int | None = None

    @property
    def value(self) -> Fraction | None:
        """What it counts; None where a plain 0 says that it was never quantified."""
        if self.dismissed:
            return Fraction(0)
        if self.original is not None:
            return Fraction(self.original, DUPLICATE)
        return Fraction(self.score) if self.score else None


def average(ratings: Iterable[Rating]) -> Fraction:
    """The mean of the completed ratings in their order, to two digits; 0 when none is completed.

    Published averages were added in binary floating point, one after the other, and half of the last digit
    went by what that left. Every step is rounded the same way here, in integers, so that all machines agree.
    """
    values = [value for rating in ratings if (value := rating.value) is not None]
    total = Fraction(0)
    for value in values:
        total = _binary(total + _binary(value))
    hundredfold = 100 * _binary(total / len(values)) if values else total
    return Fraction((2 * hundredfold + 1) // 2, 100)


def _binary(value: Fraction) -> Fraction:
    """The nearest number of 53 binary digits, ties to even."""
    if not value:
        return value
    shift = PRECISION - value.numerator.bit_length() + value.denominator.bit_length()
    if value * Fraction(2) ** shift >= 2**PRECISION:
        shift -= 1
    return round(value * Fraction(2) ** shift) / Fraction(2) ** shift


@dataclass(frozen=True, slots=True)
class Payout:
    """The three parts of a round by member, exact rationals of the budget's unit."""

    receivers: dict[int, Fraction]
    quantifiers: dict[int, Fraction]
    board: dict[int, Fraction]


@dataclass(frozen=True, slots=True)
class Amounts:
    """The three parts in whole base units; what a part without anybody leaves is `returned`."""

    receivers: dict[int, int]
    quantifiers: dict[int, int]
    board: dict[int, int]
    returned: int


def payout(
    budget: Fraction, averages: Mapping[int, Fraction], quantified: Mapping[int, int], board: Iterable[int]
) -> Payout:
    """90 % to receivers by their averages, 7 % to quantifiers by praises rated, 3 % to the board equally."""
    weighed: list[Mapping[int, Fraction] | Mapping[int, int]] = [
        averages,
        quantified,
        dict.fromkeys(board, 1),
    ]
    return Payout(*(_by(budget * part / 100, weights) for part, weights in zip(PARTS, weighed, strict=True)))


def amounts(
    budget: int, averages: Mapping[int, Fraction], quantified: Mapping[int, int], board: Iterable[int]
) -> Amounts:
    """The same in whole base units: each division goes by the largest remainder."""
    weighed = _whole(averages), quantified, dict.fromkeys(board, 1)
    parts = largest_remainder(budget, dict(enumerate(PARTS)))
    receivers, quantifiers, seats = (largest_remainder(parts[at], one) for at, one in enumerate(weighed))
    paid = sum(receivers.values()) + sum(quantifiers.values()) + sum(seats.values())
    return Amounts(receivers, quantifiers, seats, budget - paid)


def _by(part: Fraction, weights: Mapping[int, Fraction] | Mapping[int, int]) -> dict[int, Fraction]:
    total = sum(weights.values(), Fraction(0))
    return {who: part * weight / total for who, weight in weights.items()} if total else {}


def _whole(weights: Mapping[int, Fraction]) -> dict[int, int]:
    scale = lcm(*(weight.denominator for weight in weights.values()))
    return {who: int(weight * scale) for who, weight in weights.items()}
