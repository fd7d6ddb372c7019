"""How two prompts divide the same month: who gains and who loses, and how far apart they are; for people to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules import measures


@dataclass(frozen=True, slots=True)
class Compared:
    """A month under the prompt in force and under the proposed one; `moved` in parts of the pot, the most first."""

    apart: Fraction
    ranks: float | None
    before: Fraction
    after: Fraction
    moved: tuple[tuple[int, Fraction], ...]


def compare(active: Mapping[int, int], candidate: Mapping[int, int]) -> Compared:
    """Compare what two prompts pay to each member of a month; ValueError where they do not pay the same members."""
    if set(active) != set(candidate):
        raise ValueError("Both prompts judge the same members.")
    old, new = shares(active), shares(candidate)
    moved = sorted(((one, new[one] - old[one]) for one in old), key=lambda each: (-abs(each[1]), each[0]))
    return Compared(
        measures.variation(active, candidate),
        measures.spearman(active, candidate),
        gini(active),
        gini(candidate),
        tuple((one, part) for one, part in moved if part),
    )


def shares(amounts: Mapping[int, int]) -> dict[int, Fraction]:
    """The part of the whole that each has; nothing where there is nothing."""
    whole = sum(amounts.values())
    return {one: Fraction(amount, whole) if whole else Fraction(0) for one, amount in amounts.items()}


def gini(amounts: Mapping[int, int]) -> Fraction:
    """How unequal a division is: 0 where all have the same, near 1 where one has all."""
    whole, number = sum(amounts.values()), len(amounts)
    if not whole:
        return Fraction(0)
    ranked = sum(place * amount for place, amount in enumerate(sorted(amounts.values()), 1))
    return Fraction(2 * ranked, number * whole) - Fraction(number + 1, number)
