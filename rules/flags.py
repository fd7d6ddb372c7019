"""What people should look at before they approve a month: rings, single givers, bursts, new members (REWARDS 3).

Flags inform; they never change an amount.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.scoring import Gift

RING, PAIR, GIVER, BURST, NEW = "ring", "pair", "one giver", "burst", "new members"
LEAST_RETURNED = 4
SHORT = timedelta(hours=24)  # within which a burst comes


@dataclass(frozen=True, slots=True)
class Flag:
    """A pattern and the members it is about; `number` counts the gifts that make it.

    Of one giver the receiver stands first.
    """

    kind: str
    members: tuple[int, ...]
    number: int


def flags(gifts: Iterable[Gift]) -> list[Flag]:
    """Everything that stands out in a month's gifts; gifts to oneself are none."""
    others = [gift for gift in gifts if gift.giver != gift.receiver]
    given = Counter((gift.giver, gift.receiver) for gift in others)
    much = _much(given)
    return [
        *_pairs(given),
        *_rings(given),
        *_givers(given, much),
        *_most(BURST, _bursts(others), much),
        *_most(NEW, Counter(gift.receiver for gift in others if not gift.counts), much),
    ]


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


def _much(given: Counter[tuple[int, int]]) -> dict[int, int]:
    """What members received, where it is at least twice the mean."""
    _, into = _sides(given)
    return {one: number for one, number in into.items() if number * len(into) >= 2 * sum(into.values())}


def _givers(given: Counter[tuple[int, int]], much: Mapping[int, int]) -> Iterator[Flag]:
    """Members with more than half of much from one giver."""
    for (giver, receiver), number in sorted(given.items(), key=lambda one: (one[0][1], one[0][0])):
        if receiver in much and 2 * number > much[receiver]:
            yield Flag(GIVER, (receiver, giver), number)


def _most(kind: str, found: Mapping[int, int], much: Mapping[int, int]) -> Iterator[Flag]:
    """Members with more than half of much in one way."""
    for one, whole in sorted(much.items()):
        if 2 * found.get(one, 0) > whole:
            yield Flag(kind, (one,), found[one])


def _bursts(gifts: Iterable[Gift]) -> dict[int, int]:
    """The most that each member received in less than 24 hours, of what has a moment."""
    moments: dict[int, list[datetime]] = {}
    for gift in gifts:
        if gift.at:
            moments.setdefault(gift.receiver, []).append(datetime.fromisoformat(gift.at))
    return {one: _densest(sorted(found)) for one, found in moments.items()}


def _densest(moments: Sequence[datetime]) -> int:
    """How many of these moments, in their order, lie within less than 24 hours at most."""
    most = first = 0
    for place, moment in enumerate(moments):
        while moment - moments[first] >= SHORT:
            first += 1
        most = max(most, place - first + 1)
    return most
