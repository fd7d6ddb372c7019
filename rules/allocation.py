"""From scores to amounts: curve, cap by water-filling, least line, several pots (REWARDS 1.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import isqrt

from rules.split import largest_remainder

ONE = 10**9
LINEAR, ROOT = "linear", "root"
ROUNDS = 3

Batch = Mapping[int, int]  # member → score, one answer of the scorer


@dataclass(frozen=True, slots=True)
class Allocation:
    """What each member gets, what returns to the budget, and who stands at the cap; base units."""

    lines: dict[int, int]
    returned: int = 0
    capped: frozenset[int] = field(default_factory=frozenset)


def cap(contributors: int, preset: Fraction = Fraction(1, 4)) -> Fraction:
    """The largest share of a pot for one member: min(1/2, 16/n, max(preset, 2/n)) (REWARDS 1.4)."""
    if contributors < 1:
        return Fraction(0)
    return min(Fraction(1, 2), Fraction(16, contributors), max(preset, Fraction(2, contributors)))


def weights(scores: Mapping[int, int], curve: str = LINEAR) -> dict[int, int]:
    """What scores weigh: themselves, or their root."""
    if curve not in (LINEAR, ROOT):
        raise ValueError(f"There is no curve {curve!r}.")
    return {one: score if curve == LINEAR else isqrt(score * ONE * ONE) for one, score in scores.items()}


def fill(budget: int, weighed: Mapping[int, int], ceiling: int) -> Allocation:
    """Divide a budget by weight, nobody above `ceiling`; what is cut off goes to the others (REWARDS 1.4)."""
    rest, total = budget, sum(weighed.values())
    lines = dict.fromkeys(weighed, 0)
    capped: set[int] = set()
    for one in sorted(weighed, key=lambda one: (-weighed[one], one)):
        if not weighed[one] * rest > ceiling * total:
            break
        lines[one] = ceiling
        capped.add(one)
        rest -= ceiling
        total -= weighed[one]
    lines |= largest_remainder(rest, {one: weight for one, weight in weighed.items() if one not in capped})
    return Allocation(lines, budget - sum(lines.values()), frozenset(capped))


def allocate(
    budget: int,
    scores: Mapping[int, int],
    contributors: int,
    *,
    curve: str = LINEAR,
    preset: Fraction = Fraction(1, 4),
    min_line: int = 0,
    capped: bool = True,
) -> Allocation:
    """Divide one pot by scores. `contributors` are those of the digest, never only those above zero.

    Whoever would get less than `min_line` gets nothing, and the pot is filled once more without them.
    """
    weighed = weights(scores, curve)
    total = sum(weighed.values())
    if not total or not budget:
        return Allocation(dict.fromkeys(scores, 0), budget)
    share = cap(contributors, preset) if capped else Fraction(1)
    ceiling = -(-budget * share.numerator // share.denominator)
    first = fill(budget, weighed, ceiling)
    small = _small(first, weighed, budget, ceiling, min_line)
    if not small:
        return first
    again = fill(budget, {one: weight for one, weight in weighed.items() if one not in small}, ceiling)
    return Allocation(again.lines | dict.fromkeys(small, 0), again.returned, again.capped)


def _small(
    first: Allocation, weighed: Mapping[int, int], budget: int, ceiling: int, min_line: int
) -> set[int]:
    """Whose line is too small to be paid, by what they would get before rounding."""
    small = set(first.capped) if ceiling < min_line else set()
    others = {one: weight for one, weight in weighed.items() if one not in first.capped}
    rest, total = budget - ceiling * len(first.capped), sum(others.values())
    return small | {
        one for one, weight in others.items() if (weight * rest // total if total else 0) < min_line
    }


def small_month(budget: int, contributions: int, cutoff: int) -> int:
    """What a month with few contributions may spend: budget · min(1, contributions / cutoff); 0 is off."""
    return budget if not cutoff or contributions >= cutoff else budget * contributions // cutoff


def pots(
    budgets: Mapping[str, int],
    scores: Mapping[int, int],
    contributors: int,
    *,
    curve: str = LINEAR,
    preset: Fraction = Fraction(1, 4),
    min_lines: Mapping[str, int] | None = None,
    capped: bool = True,
) -> dict[str, Allocation]:
    """The same shares for every pot, by asset; `min_lines` by asset, the rest as for `allocate`."""
    least = min_lines or {}
    return {
        asset: allocate(
            budget,
            scores,
            contributors,
            curve=curve,
            preset=preset,
            min_line=least.get(asset, 0),
            capped=capped,
        )
        for asset, budget in sorted(budgets.items())
    }


def twice_median(values: Iterable[int]) -> int:
    """The sum of the two middle values of the sorted list, which is twice the median."""
    ranked = sorted(values)
    middle = len(ranked) // 2
    return 2 * ranked[middle] if len(ranked) % 2 else ranked[middle - 1] + ranked[middle]


@dataclass(frozen=True, slots=True)
class Corrected:
    """Scores without the leniency of their batches: member → number of the batch → value in units of ONE.

    `factors` says by batch how lenient it was, as twice a ratio in units of ONE; None where nothing tells.
    """

    values: dict[int, dict[int, int]]
    factors: list[int | None]

    @property
    def scores(self) -> dict[int, int]:
        """Each member's score, in units of 2·ONE."""
        return {one: twice_median(values.values()) for one, values in self.values.items()}


def correct(batches: Sequence[Batch]) -> Corrected:
    """Take out of every batch how lenient it was, by what other batches say of its members (REWARDS 1.4)."""
    of: dict[int, dict[int, int]] = {}
    for number, batch in enumerate(batches):
        for one, score in batch.items():
            of.setdefault(one, {})[number] = score
    values = {one: {number: score * ONE for number, score in scores.items()} for one, scores in of.items()}
    factors: list[int | None] = [None] * len(batches)
    for _ in range(ROUNDS if of else 0):
        middle = {one: twice_median(corrected.values()) for one, corrected in values.items()}
        factors = [_factor(batch, middle) for batch in batches]
        level = twice_median([one for one in factors if one is not None] or [ONE])
        values = {
            one: {number: _corrected(score, level, factors[number]) for number, score in scores.items()}
            for one, scores in of.items()
        }
    return Corrected(values, factors)


def aggregate(samples: Sequence[Sequence[Batch]]) -> dict[int, int]:
    """One score for each member, from several samples of batches, whose leniency is taken out (REWARDS 1.4).

    Scores are in units of 2·ONE. Whoever is in no batch is not in the result.
    """
    return correct([batch for sample in samples for batch in sample]).scores


def _factor(batch: Batch, middle: Mapping[int, int]) -> int | None:
    """How lenient a batch was, as twice the median of score over the member's own; None if nothing tells."""
    found = [2 * score * ONE * ONE // middle[one] for one, score in batch.items() if score and middle[one]]
    return max(1, twice_median(found)) if found else None


def _corrected(score: int, level: int, factor: int | None) -> int:
    return score * ONE if factor is None else score * ONE * level // (2 * factor)
