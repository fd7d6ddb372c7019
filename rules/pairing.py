"""Which calls a crossover makes: batches of members asked about twice, half of them treated each time (REWARDS 3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.dealing import MOST, shuffled
from rules.trial import LEAST

FEWEST = 20  # contributors of a month that is taken; a trial without such a month takes the shipped cases


@dataclass(frozen=True, slots=True)
class Paired:
    """Two calls about the same members, in the same order under the same labels.

    `treated` are those whose texts carry the treatment in the first call; in the second all others do.
    """

    month: int
    members: tuple[int, ...]
    treated: frozenset[int]

    def carries(self, call: int) -> frozenset[int]:
        """Who carries the treatment in call 1 or 2."""
        if call not in (1, 2):
            raise ValueError(f"There is no call {call}; a pair has two.")
        return self.treated if call == 1 else frozenset(self.members) - self.treated


def usable(months: Sequence[Sequence[int]]) -> list[int]:
    """The places of the months that are large enough."""
    return [place for place, members in enumerate(months) if len(set(members)) >= FEWEST]


def planned(seed: str, months: Sequence[Sequence[int]], pairs: int = LEAST) -> list[Paired]:
    """The batches of a crossover, drawn from a seed: as few as give so many pairs, months taking turns.

    ValueError where no month is large enough.
    """
    places, found, turn = usable(months), list[Paired](), 0
    if not places:
        raise ValueError(f"No month has {FEWEST} contributors.")
    while True:
        for place in places:
            for batch in _batches(seed, sorted(set(months[place])), place, turn):
                if sum(len(one.members) for one in found) >= pairs:
                    return found
                found.append(Paired(place, batch, _half(seed, batch, place, turn)))
        turn += 1


def _batches(seed: str, members: Sequence[int], place: int, turn: int) -> list[tuple[int, ...]]:
    """All members of a month once, in batches that differ by one member at most."""
    drawn, number = shuffled(seed, members, "pair", place, turn), -(-len(members) // MOST)
    return [tuple(drawn[first::number]) for first in range(number)]


def _half(seed: str, batch: Sequence[int], place: int, turn: int) -> frozenset[int]:
    """Half of a batch by another draw than its order; of an odd number the larger half every other turn."""
    drawn = shuffled(seed, batch, "treat", place, turn)
    return frozenset(drawn[: (len(batch) + turn % 2) // 2])
