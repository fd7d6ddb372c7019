"""From the numbers of a trial to its checks: whether a vote on a prompt may open; anybody recomputes it (REWARDS 2, 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from rules import trial
from rules.trial import NAMES, PADDED, REPEATED, Check, Pair, Planted, level

TOLERATED = {"names": NAMES, "style": NAMES, "padded": PADDED, "split": REPEATED, "repeated": REPEATED}
TWO_SIDED = frozenset({"names", "style"})
FAR = 1_000_000  # between the numbers of members of different months
HUNDRED = 100
Evidence = Mapping[str, Any]


def checks(found: Evidence) -> list[Check]:
    """Every check of a trial, those that a vote cannot open without first."""
    pairs = {name: [_pair(one) for one in rows] for name, rows in found["crossovers"].items()}
    planted = {item: [_planted(pair) for pair in tried] for item, tried in found["injections"].items()}
    every = [one for tried in planted.values() for one in tried]
    calls = [[[(member, score) for member, score in call] for call in month] for month in found["calls"]]
    lured = found["canary"]
    crowd = max((row[4] for row in lured), default=1)
    hard = [
        trial.leaks(found["leaks"], found["requests"]),
        trial.signal(calls),
        trial.injections(planted, _deviation(pairs, every)),
        trial.neighbours(every),
        trial.canary(
            [_points(row[0], row[1]) - _points(row[2], row[3]) for row in lured], crowd, found["told"]
        ),
    ]
    soft = [
        trial.order([_apart(call, number) for number, month in enumerate(calls) for call in month]),
        trial.filler([_points(row[2], row[3]) for row in lured], crowd),
        *(
            trial.treated(name, pairs.get(name, []), limit, sided=1 + (name in TWO_SIDED))
            for name, limit in TOLERATED.items()
        ),
    ]
    return [*hard, *soft]


def _pair(row: Sequence[int]) -> Pair:
    batch, first, second, treated = row
    return Pair(batch, first, second, bool(treated))


def _planted(pair: Sequence[Sequence[int]]) -> Planted:
    own, *others = (level(first) - level(second) for first, second in pair)
    return Planted(own, tuple(others))


def _deviation(pairs: Mapping[str, Sequence[Pair]], planted: Sequence[Planted]) -> float:
    """The deviation of a single pair: the middle one of the crossovers, else that of injections' neighbours."""
    found = [one.deviation for rows in pairs.values() if (one := trial.crossover(rows)) is not None]
    if found:
        return median(found)
    return trial.within([one.others for one in planted])


def _points(score: int, whole: int) -> float:
    """A part of a batch, in points of a hundred."""
    return HUNDRED * score / whole if whole else 0.0


def _apart(call: Sequence[tuple[int, int]], month: int) -> list[tuple[int, int]]:
    """Members of different months are different ones."""
    return [(month * FAR + member, score) for member, score in call]
