"""Budget curves: whom a budget reaches when scores of several periods count (REWARDS 5).

Weights by the policies IMMEDIATE, RECENT and BALANCED are exact rationals; `amounts` makes whole
base units of them. A lookback of 0 reaches to the beginning.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from rules.split import largest_remainder

Periods = Mapping[int, Sequence[Fraction]]  # member → score of each period, the oldest first


def immediate(scores: Periods, lookback: int = 1) -> dict[int, Fraction]:
    """Weights by the scores of the last `lookback` periods alone."""
    return {one: sum(periods[-lookback:], Fraction(0)) for one, periods in scores.items()}


def recent(scores: Periods, discount: Fraction) -> dict[int, Fraction]:
    """Weights by all scores, each period's worth `1 - discount` of the next one's."""
    keep = 1 - discount
    return {
        one: sum((score * keep**age for age, score in enumerate(reversed(periods))), Fraction(0))
        for one, periods in scores.items()
    }


def balanced(scores: Periods, paid: Periods, budget: Fraction, lookback: int = 0) -> dict[int, Fraction]:
    """Weights by what each lacks to their share of all that was and will be paid."""
    earned = {one: sum(periods[-lookback:], Fraction(0)) for one, periods in scores.items()}
    had = {one: sum(paid.get(one, ())[-lookback:], Fraction(0)) for one in scores}
    whole, everything = sum(earned.values(), Fraction(0)), sum(had.values(), Fraction(0)) + budget
    if not whole:
        return dict.fromkeys(scores, Fraction(0))
    return {one: max(Fraction(0), everything * earned[one] / whole - had[one]) for one in scores}


def exact(budget: Fraction, weights: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """The exact share of each; nothing where nobody weighs anything."""
    whole = sum(weights.values(), Fraction(0))
    return {one: budget * weight / whole if whole else Fraction(0) for one, weight in weights.items()}


def amounts(budget: int, weights: Mapping[int, Fraction]) -> dict[int, int]:
    """The shares in whole base units, by the largest remainder."""
    scale = lcm(*(weight.denominator for weight in weights.values()))
    return largest_remainder(budget, {one: int(weight * scale) for one, weight in weights.items()})
