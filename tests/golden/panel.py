"""A scripted model that judges as a human panel did, with the noise of people."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log, sqrt
from statistics import fmean
from typing import Any, SupportsFloat

from rules import bundle, dealing, judgement
from rules.answers import HIGHEST
from rules.dealing import Seat
from rules.judgement import RETRIES, SCORE, Judged, Record
from tests.golden import month_of
from tests.golden.data import Row
from tests.golden.month_of import Round

Scores = dict[int, int]
Said = dict[tuple[int, int], Scores]  # sample and batch → score by member; nothing for an answer without use
Parts = Mapping[int, SupportsFloat]

MEAN = 600  # points of an ordinary member's month, by the frame
CLASSES = 6  # of how often somebody was praised: once, 2–3, 4–7, 8–15, 16–31, more often
LEAST_RATINGS = 20
POT = 10**9


@dataclass(frozen=True)
class Noise:
    """How people differ: standard deviations of the natural logarithm of a score.

    `member`: of one judge about one member in one month, by how often the member was praised, once the
    judge's own scale is taken out. From rounds 8–17 of the older set, where two or three judges scored
    every praise: what a judge gave all praises of a member, as part of all the judge gave; its logarithm
    less the mean of the round's judges; the square made larger by judges / (judges − 1), because a judge is
    part of that mean. No judge gave nothing to somebody whom another gave something.
    `batch`: of how lenient judges are on the fixed scale 1 … 144 of the newer set's rounds 1–12: the mean of
    a quantifier's logarithms less those of the others who rated the same praise, over all quantifiers with
    20 such ratings in a round. (The older set's judges chose scales of their own, up to 240 times apart; a
    model has its scale from the frame.) It is drawn anew for every call.
    """

    member: tuple[float, ...]
    batch: float

    def of(self, praises: int) -> float:
        return self.member[size(praises)]


def size(praises: int) -> int:
    """The class of a member by praises."""
    return min(praises.bit_length(), CLASSES) - 1


def columns(rows: Iterable[Row]) -> dict[str, dict[str, float]]:
    """What each judge of a round gave each member, as part of all the judge gave."""
    given: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        for said in row["scores"]:
            given[said["q"]][row["to"]] += float(said["s"] or 0)
    whole = {judge: total for judge, of in given.items() if (total := sum(of.values()))}
    return {judge: {one: part / whole[judge] for one, part in given[judge].items()} for judge in whole}


def residuals(rows: list[Row]) -> dict[int, list[float]]:
    """How far single judges of a round stand from the panel, by class of member, as ratios in logarithm."""
    judges, found = list(columns(rows).values()), defaultdict[int, list[float]](list)
    for one, number in Counter(row["to"] for row in rows).items():
        given = [log(judge[one]) for judge in judges if judge.get(one)]
        if len(given) > 1:
            larger = sqrt(len(given) / (len(given) - 1))
            found[size(number)] += [(value - fmean(given)) * larger for value in given]
    return found


def lenient(rows: list[Row]) -> list[float]:
    """How lenient each quantifier of a round was, beside the others who rated the same praises."""
    found: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        given = {one["q"]: log(one["s"]) for one in row["scores"] if one["s"] and not one.get("dis")}
        for who, value in given.items():
            if others := [other for name, other in given.items() if name != who]:
                found[who].append(value - fmean(others))
    return [fmean(of) for of in found.values() if len(of) >= LEAST_RATINGS]


def root_mean_square(values: Iterable[float]) -> float:
    return sqrt(fmean(value * value for value in values))


@cache
def people() -> Noise:
    """The noise of people, from the records themselves."""
    every: dict[int, list[float]] = defaultdict(list)
    for rows in month_of.SETS["older"]().values():
        for place, found in residuals(rows).items():
            every[place] += found
    batch = [value for rows in month_of.SETS["newer"]().values() for value in lenient(rows)]
    return Noise(tuple(root_mean_square(every[place]) for place in range(CLASSES)), root_mean_square(batch))


class Panel:
    """One month, judged as its people judged it: the mean member gets 600, nobody more than 10,000.

    Its samples differ as so many people would. With an `opinion` (any number) all samples are one person's,
    who has one view of each member and differs from call to call only in how lenient it is.
    """

    def __init__(self, month: Round, samples: int = 5, *, opinion: int | None = None) -> None:
        self.month, self.samples, self.noise, self.opinion = month, samples, people(), opinion
        self.settings: dict[str, Any] = {**month_of.SETTINGS, "samples": samples}
        mean = sum(month.panel.values()) / month.people
        self.points = {one: float(min(HIGHEST, MEAN * worth / mean)) for one, worth in month.panel.items()}

    def dealt(self, number: int) -> list[list[tuple[int, ...]]]:
        """The batches under a seed."""
        return judgement.dealt(self.month.digest, month_of.seed(number), self.settings)

    def said(self, number: int) -> Said:
        """What an honest model with people's noise says of every batch; seed and chance are the number's."""
        chance = random.Random(number)
        return {
            (sample, place): self._batch(batch, chance)
            for sample, dealt in enumerate(self.dealt(number))
            for place, batch in enumerate(dealt)
        }

    def _batch(self, members: Iterable[int], chance: random.Random) -> Scores:
        scale = exp(chance.gauss(0, self.noise.batch))
        return {one: self._score(one, scale, chance) for one in members}

    def _score(self, member: int, scale: float, chance: random.Random) -> int:
        return min(HIGHEST, round(scale * self.view(member, chance)))

    def view(self, member: int, chance: random.Random | None = None) -> float:
        """What one judge holds a member's month for; without chance, or with an opinion, always the same."""
        own = chance if chance and self.opinion is None else random.Random(f"{self.opinion}/{member}")
        return self.points[member] * exp(own.gauss(0, self.noise.of(self.month.praises[member])))

    def records(self, number: int, said: Said) -> list[Record]:
        """The stored answers: a good one for each batch, or as many refusals as are asked for."""
        found = []
        for (sample, place), scores in said.items():
            for attempt in range(1 if scores else RETRIES + 1):
                seat = Seat(SCORE, sample, place, attempt)
                raw = body(dealing.labels(month_of.seed(number), seat, scores), scores)
                found.append(Record(SCORE, sample, place, attempt, 200, raw, ""))
        return found

    def judged(self, number: int, said: Said | None = None) -> Judged:
        """The month judged by what was said, through bodies, parser and aggregation."""
        stored = self.records(number, self.said(number) if said is None else said)
        return judgement.judge(self.month.digest, month_of.seed(number), self.settings, stored)

    def amounts(self, judged: Judged) -> Scores:
        """What everybody gets of the pot."""
        found = bundle.amounts(judged.scores, {"LEAF": POT}, self.settings, self.month.digest)["LEAF"]
        return {one: found.get(str(one), 0) for one in self.month.digest["contributors"]}

    def paid(self, number: int, said: Said | None = None) -> Scores:
        """What everybody gets by what was said."""
        return self.amounts(self.judged(number, said))


def body(labels: Mapping[int, str], scores: Scores) -> str:
    """The body of a completion that gives these scores; without any, of one that refuses."""
    rows = [
        {"member": labels[one], "score": score, "reason": "Did the work.", "evidence": ["T1"], "flags": []}
        for one, score in scores.items()
    ]
    message = {"content": json.dumps({"scores": rows})} if scores else {"refusal": "I cannot do that."}
    return json.dumps({"choices": [{"finish_reason": "stop", "message": message}]})


def apart(one: Parts, other: Parts) -> float:
    """Total variation between two divisions, in floats: fractions of a panel's shares are slow."""
    first, second = (division(of) for of in (one, other))
    return sum(abs(first.get(who, 0) - second.get(who, 0)) for who in {*first, *second}) / 2


def division(of: Parts) -> dict[int, float]:
    """Parts of a whole."""
    whole = sum(map(float, of.values()))
    return {one: float(part) / whole for one, part in of.items()}
