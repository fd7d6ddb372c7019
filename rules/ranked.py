"""Ranked ballots: instant run-off and Copeland; a ballot may rank only some options (RULES 4)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rules.outcomes import Result, Round, first, found, undecided
from rules.wording import listed

PAIRS = "Every pair of options is compared: whichever more power ranks higher gets 2, and each 1 if they are level."

Ranking = tuple[int, ...]


def run_off(options: int, ballots: Iterable[tuple[Sequence[int], int]]) -> Result:
    """Instant run-off: the last is dropped until one has more than half of the power that still counts.

    On a tie for last the lower number is dropped, and a note says where that mattered; when two are left and
    level, nothing is decided. The scores are those of the last round.
    """
    piles = _piles(ballots)
    rounds = _rounds(piles, frozenset(range(1, options + 1)), options)
    notes = (*undecided(first(rounds[-1].scores)), *_mattered(piles, rounds, options))
    return Result(rounds[-1].scores, _winner(rounds), sum(piles.values()), notes, tuple(rounds))


def copeland(options: int, ballots: Iterable[tuple[Sequence[int], int]]) -> Result:
    """Copeland: 2 for every option that it beats, 1 for every one it is level with.

    What a ballot does not rank stands level with each other behind all that it ranks.
    """
    piles = _piles(ballots)
    numbers = range(1, options + 1)
    over: Counter[tuple[int, int]] = Counter()
    for ranking, power in piles.items():
        behind = set(numbers)
        for option in ranking:
            behind.discard(option)
            for other in behind:
                over[option, other] += power
    scores = [
        sum(
            (over[one, other] >= over[other, one]) + (over[one, other] > over[other, one])
            for other in numbers
        )
        - 1  # itself
        for one in numbers
    ]
    ahead = first(scores) if any(over.values()) else ()
    return found(scores if ahead else [0] * options, ahead, sum(piles.values()), PAIRS)


def _piles(ballots: Iterable[tuple[Sequence[int], int]]) -> dict[Ranking, int]:
    """The power behind each ranking, so that equal ballots are looked at once."""
    piles: dict[Ranking, int] = {}
    for ranking, power in ballots:
        piles[tuple(ranking)] = piles.get(tuple(ranking), 0) + power
    return piles


def _rounds(piles: Mapping[Ranking, int], left: frozenset[int], options: int) -> list[Round]:
    """The rounds from where these options are left."""
    rounds: list[Round] = []
    while True:
        scores = _scores(piles, left, options)
        if 2 * max(scores) > sum(scores) or len(left) <= 2 or not any(scores):
            return [*rounds, Round(scores)]
        least = min(scores[one - 1] for one in left)
        last = tuple(one for one in sorted(left) if scores[one - 1] == least)
        rounds.append(Round(scores, last, last[0]))
        left -= {last[0]}


def _scores(piles: Mapping[Ranking, int], left: frozenset[int], options: int) -> tuple[int, ...]:
    """Each ballot's power for the first of its options that is left."""
    scores = [0] * options
    for ranking, power in piles.items():
        for option in ranking:
            if option in left:
                scores[option - 1] += power
                break
    return tuple(scores)


def _mattered(piles: Mapping[Ranking, int], rounds: Sequence[Round], options: int) -> list[str]:
    """Where another option of those that tied for last, if dropped, would have led to something else.

    Options that nobody has first give nothing to others when dropped, so their order never matters.
    """
    notes = []
    left, winner = frozenset(range(1, options + 1)), _winner(rounds)
    for number, one in enumerate(rounds[:-1], 1):
        if one.scores[one.last[0] - 1]:
            ends = {other: _winner(_rounds(piles, left - {other}, options)) for other in one.last[1:]}
            changed = {other: end for other, end in ends.items() if end != winner}
            notes += [_note(number, one, changed)] if changed else []
        left -= {one.last[0]}
    return notes


def _winner(rounds: Sequence[Round]) -> int | None:
    ahead = first(rounds[-1].scores)
    return ahead[0] if len(ahead) == 1 else None


def _note(number: int, one: Round, changed: Mapping[int, int | None]) -> str:
    ifs = [f"had {other} been dropped, {_end(winner)}" for other, winner in changed.items()]
    tied = listed([str(place) for place in one.last])
    return (
        f"Round {number}: options {tied} tie for last, and {one.dropped}, the lower number, is dropped; "
        f"{listed(ifs)}."
    )


def _end(winner: int | None) -> str:
    return "nothing would be decided" if winner is None else f"{winner} would be first"
