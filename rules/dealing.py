"""Who is judged with whom: batches, order and labels of every request, drawn from the published seed (REWARDS 1.2).

Everything here is a draw of SHA-256 over the seed and words that say what is drawn, so anybody can deal again
and nobody can choose their neighbours by a last edit.
"""

import hashlib
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

MOST = 20  # members a batch holds
LEAST = 3  # valid scores a member needs, or three of five samples where that is more
ALONE, FEW = 5, 9  # up to so many contributors there is one batch, or three
FEWEST_SAMPLES, MOST_SAMPLES = (
    5,
    25,
)  # with fewer than five, one member's text could take the month from others
Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """One call of a run: its stage, sample, batch and attempt, each counted from 0."""

    stage: str
    sample: int
    batch: int
    attempt: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        return self.stage, str(self.sample), str(self.batch), str(self.attempt)


def draw(seed: str, *words: object) -> str:
    """The SHA-256 in hex that a seed gives to words."""
    return hashlib.sha256("/".join([seed, *map(str, words)]).encode()).hexdigest()


def shuffled(seed: str, items: Iterable[Item], *words: object) -> list[Item]:
    """Items in the order of what is drawn for each; equal items never occur."""
    return sorted(items, key=lambda one: draw(seed, *words, one))


def meets(members: int, samples: int, batches: int) -> int:
    """The most samples in which two members share a batch."""
    most = 1 if members <= batches**2 else 2
    return most * (samples // batches) + min(most, samples % batches)


def batches(members: int, samples: int) -> int:
    """Batches a sample is dealt into: one, three, or the smallest prime from 5 on that keeps members apart.

    No two members meet in half of the samples, and whoever loses all samples they share with somebody still has
    as many valid ones as they need (REWARDS 1.2 and 1.3). ValueError for a number of samples that no month has.
    """
    if type(samples) is not int or not FEWEST_SAMPLES <= samples <= MOST_SAMPLES:
        raise ValueError(f"{samples!r} is no number of samples")
    if members <= ALONE:
        return 1
    if members <= FEW and apart(members, samples, 3):
        return 3
    number = 5
    while MOST * number < members or not apart(members, samples, number):
        number = _prime_after(number)
    return number


def apart(members: int, samples: int, batches: int) -> bool:
    """Whether so many batches keep members apart enough."""
    most = meets(members, samples, batches)
    return 2 * most < samples and samples - most >= needed(samples)


def needed(samples: int) -> int:
    """Valid scores a member must have: max(3, ⌈0.6 k⌉) (REWARDS 1.3)."""
    return max(LEAST, -(-6 * samples // 10))


def _prime_after(number: int) -> int:
    while True:
        number += 1
        if all(number % divisor for divisor in range(2, int(number**0.5) + 1)):
            return number


def deal(
    seed: str, members: Iterable[int], samples: int, *, solo: bool = False
) -> list[list[tuple[int, ...]]]:
    """The batches of every sample, each with its members in ascending order; `solo` gives each their own.

    ValueError for a number of samples that no month can have, as a forged bundle might name it.
    """
    there = sorted(members)
    number = batches(len(there), samples)
    if solo:
        return [[(one,) for one in there] for _ in range(samples)]
    return [_sample(seed, there, sample, number) for sample in range(samples)]


def _sample(seed: str, members: Sequence[int], sample: int, number: int) -> list[tuple[int, ...]]:
    turn = sample % number
    dealt: list[list[int]] = [[] for _ in range(number)]
    for place, one in enumerate(shuffled(seed, members, "deal", sample // number)):
        column, row, sheet = place % number, place // number % number, place // number**2
        dealt[(column + row * turn + sheet * turn**2) % number].append(one)
    return [tuple(sorted(batch)) for batch in dealt if batch]


def labels(seed: str, seat: Seat, members: Iterable[int], letter: str = "M") -> dict[int, str]:
    """The labels of members in one request: M01, M02 … in an order of their own."""
    found = shuffled(seed, members, letter, *seat.words)
    return {one: f"{letter}{place:02}" for place, one in enumerate(found, 1)}
