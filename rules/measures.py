"""How far two divisions of a whole lie apart; for people to look at, never for money."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

Shares = Mapping[int, int] | Mapping[int, Fraction] | Mapping[int, int | Fraction]


def variation(one: Shares, other: Shares) -> Fraction:
    """Total variation between two divisions of a whole: 0 the same, 1 nothing in common or nothing at all."""
    first, second = sum(one.values()), sum(other.values())
    if not first or not second:
        return Fraction(int(bool(first) != bool(second)))
    apart = (
        abs(Fraction(one.get(m, 0)) / first - Fraction(other.get(m, 0)) / second) for m in {*one, *other}
    )
    return sum(apart, Fraction(0)) / 2


def spearman(one: Shares, other: Shares) -> float | None:
    """Rank correlation of two divisions, ties sharing the mean rank; None where one has a single rank."""
    members = sorted({*one, *other})
    first, second = (ranks([division.get(member, 0) for member in members]) for division in (one, other))
    middle = (len(members) - 1) / 2
    covariance = sum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    spread = sum((a - middle) ** 2 for a in first) * sum((b - middle) ** 2 for b in second)
    return float(covariance / spread**0.5) if spread else None


def ranks(values: list[Any]) -> list[float]:
    """The place of each value from 0; equal values share the mean of their places."""
    places: dict[Any, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [sum(places[value]) / len(places[value]) for value in values]
