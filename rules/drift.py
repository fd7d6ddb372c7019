"""Whether a model judges the same work otherwise than it did: the same members asked again, then and now (REWARDS 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf, isfinite
from statistics import fmean

from rules import dealing, judgement
from rules.dealing import Seat
from rules.judgement import RETRIES, Record
from rules.trial import FAILED, OPEN, PASSED, PLACES, Call, Check, corrected

DRIFT = "drift"  # the stage of these calls
TIMES = 3  # each member is asked about
PARTS = 2  # batches each time
LIMIT = 3.3
Values = Mapping[int, Sequence[float]]


def seats() -> list[Seat]:
    """Every call of a run about the same members as ever."""
    return [Seat(DRIFT, time, part) for time in range(TIMES) for part in range(PARTS)]


def batch(seed: str, members: Iterable[int], seat: Seat) -> tuple[int, ...]:
    """Who is asked about in a call: the same together each time, in another order and under other labels."""
    mixed = dealing.shuffled(seed, members, DRIFT)
    return tuple(sorted(mixed[seat.batch :: PARTS]))


def heard(records: Iterable[Record], seed: str, members: Sequence[int], language: str = "") -> list[Call]:
    """The scores of each call that was answered."""
    found: dict[tuple[int, int], Call] = {}
    for record in sorted(records, key=lambda one: one.seat):
        place = record.sample, record.batch
        if record.stage != DRIFT or record.attempt > RETRIES or place in found:
            continue
        answer = judgement.read(record, batch(seed, members, record.seat), seed, language)
        if answer.valid:
            found[place] = [(one, said.score) for one, said in answer.said.items()]
    return list(found.values())


def drift(then: Sequence[Call], now: Sequence[Call]) -> Check:
    """Whether members stand otherwise to each other now, beyond what repeating shows."""
    found = interaction(then, now)
    if found is None:
        return Check(DRIFT, 0, LIMIT, OPEN, number=len(now))
    value = round(found, PLACES) if isfinite(found) else found
    return Check(DRIFT, value, LIMIT, FAILED if value > LIMIT else PASSED, number=len(now))


def interaction(then: Sequence[Call], now: Sequence[Call]) -> float | None:
    """F of member and time: how far members move apart between the times, against how far repetitions do.

    Each call without its mean, so a lenient answer is no drift. Every member counts by as many answers as all have
    at both times; None where those are fewer than two, or members are.
    """
    times = [_values(then), _values(now)]
    members = sorted({*times[0], *times[1]})
    turns = min((len(one.get(who, ())) for one in times for who in members), default=0)
    if turns < 2 or len(members) < 2:
        return None
    cells = [[list(one[who][:turns]) for who in members] for one in times]
    moved = [fmean(after) - fmean(before) for before, after in zip(*cells, strict=True)]
    middle = fmean(moved)
    between = turns / 2 * sum((one - middle) ** 2 for one in moved) / (len(members) - 1)
    within = sum((one - fmean(cell)) ** 2 for time in cells for cell in time for one in cell)
    within /= 2 * len(members) * (turns - 1)
    if within < 1e-12:
        return inf if between > 1e-12 else 0.0
    return between / within


def _values(calls: Sequence[Call]) -> Values:
    found: dict[int, list[float]] = {}
    for member, value in (one for call in corrected(calls) for one in call):
        found.setdefault(member, []).append(value)
    return found
