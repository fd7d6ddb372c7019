"""What people should look at before they approve a month: rings and single givers (REWARDS 3).

Flags inform; they never change an amount.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.scoring import Gift

RING, PAIR, GIVER = "ring", "pair", "one giver"
LEAST_RETURNED = 4


@dataclass(frozen=True, slots=True)
class Flag:
    """A pattern and the members it is about; `number` counts what was returned or came from one giver."""

    kind: str
    members: tuple[int, ...]
    number: int


def flags(gifts: Iterable[Gift]) -> list[Flag]:
    """Everything that stands out in a month's gifts; gifts to oneself are none."""
    given = Counter((gift.giver, gift.receiver) for gift in gifts if gift.giver != gift.receiver)
    return [*_pairs(given), *_rings(given), *_givers(given)]


def _both(given: Counter[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Each two members who gave to each other, and how much of it was returned."""
    for (one, other), number in sorted(given.items()):
        if one < other and (back := given.get((other, one), 0)):
            yield one, other, min(number, back)


def _sides(given: Counter[tuple[int, int]]) -> tuple[Counter[int], Counter[int]]:
    out, into = Counter[int](), Counter[int]()
    for (giver, receiver), number in given.items():
        out[giver] += number
        into[receiver] += number
    return out, into


def _pairs(given: Counter[tuple[int, int]]) -> Iterator[Flag]:
    """Two who return far more than chance: bT > E and (bT - E)² ≥ 9(ET + T²), E = min(outᵢ·inⱼ, outⱼ·inᵢ)."""
    out, into = _sides(given)
    total = sum(out.values())
    for one, other, back in _both(given):
        expected = min(out[one] * into[other], out[other] * into[one])
        over = back * total - expected
        if over > 0 and over * over >= 9 * (expected * total + total * total):
            yield Flag(PAIR, (one, other), back)


def _rings(given: Counter[tuple[int, int]]) -> Iterator[Flag]:
    """Members who mostly give back: returned ≥ 4 and 3·returned ≥ received and ≥ given."""
    out, into = _sides(given)
    returned = Counter[int]()
    for one, other, back in _both(given):
        returned[one] += back
        returned[other] += back
    for one, back in sorted(returned.items()):
        if back >= LEAST_RETURNED and 3 * back >= max(into[one], out[one]):
            yield Flag(RING, (one,), back)


def _givers(given: Counter[tuple[int, int]]) -> Iterator[Flag]:
    """Members with more than half of at least twice the mean from one giver."""
    _, into = _sides(given)
    total = sum(into.values())
    for (giver, receiver), number in sorted(given.items(), key=lambda one: (one[0][1], one[0][0])):
        if 2 * number > into[receiver] and into[receiver] * len(into) >= 2 * total:
            yield Flag(GIVER, (receiver, giver), number)
