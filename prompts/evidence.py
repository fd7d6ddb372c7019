"""What the answers of a trial are, as plain numbers from which every figure of its report follows (REWARDS 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from prompts import secret
from prompts.texts import leaks
from prompts.trial import BENCH, CANARY, INJECTIONS, NEW, NOW, SETTINGS, TREATED, Trial, contributors
from rules import allocation, dealing, judgement, tried
from rules.answers import Said
from rules.dealing import Seat
from rules.judgement import RETRIES, SCORE, Judged, Record

TEXT = re.compile(r"^T[0-9]+: (.*)$", re.MULTILINE)
Scores = Mapping[int, Said]


class Heard:
    """The answers of a trial by their seats."""

    def __init__(self, trial: Trial, records: Iterable[Record]) -> None:
        self.trial = trial
        self.records = {record.seat: record for record in records}

    def said(self, seat: Seat) -> Scores | None:
        """What is said of each member at a seat; None where there is no whole answer."""
        record = self.records.get(seat)
        answer = self.trial.read(record) if record else None
        return answer.said if answer and answer.valid else None

    def pairs(self, stage: str) -> Iterator[tuple[Seat, Scores, Scores]]:
        """Both answers of each pair of a stage: of its first attempt of which both are whole."""
        for seat in self.trial.stages.get(stage, ()):
            for attempt in range(RETRIES + 1):
                first, second = (self.said(replace(seat, batch=batch, attempt=attempt)) for batch in (0, 1))
                if first is not None and second is not None:
                    yield seat, first, second
                    break

    def judged(self, stage: str) -> Judged:
        """What a replayed month comes to."""
        case = self.trial.replayed(stage)
        mine = [replace(one, stage=SCORE) for one in self.records.values() if one.stage == stage]
        return judgement.judge(case.digest, case.seed, SETTINGS, mine, case.prompt)

    def orders(self, stage: str) -> list[list[list[int]]]:
        """The scores of every answered batch of a month, in the order its members stood in the request."""
        case, found = self.trial.replayed(stage), []
        for batch in self.judged(stage).batches:
            seat, said = batch.record.seat, batch.said
            stood = dealing.shuffled(case.seed, said, "order", *seat.words)
            found.append([[one, said[one].score] for one in stood])
        return found


def gathered(
    trial: Trial, records: Iterable[Record], curve: str = allocation.LINEAR, cap: int = 2500
) -> dict[str, Any]:
    """All that was measured, as JSON holds it; `curve` and `cap` (in basis points) make shares of scores."""
    heard = Heard(trial, records)
    tests = BENCH if trial.subject.benched else NEW
    found: dict[str, Any] = {
        "months": [_month(heard, number, curve, cap) for number in range(len(trial.subject.months))],
        "calls": [heard.orders(stage) for stage in heard.trial.stages if stage.startswith(f"{tests}/")],
        "crossovers": {stage: _pairs(heard, stage) for stage in TREATED},
        "injections": _injections(heard),
        "canary": [_lured(trial, *pair) for pair in heard.pairs(CANARY)],
        "told": sum(secret.told(one.raw) for one in heard.records.values()),
    }
    return found | dict(zip(("requests", "leaks"), _leaks(heard), strict=True))


def _month(heard: Heard, number: int, curve: str, cap: int) -> dict[str, Any]:
    """How both prompts divide a month, with the answers that follows from; nothing where too few can be used."""
    case = heard.trial.subject.months[number]
    facts = {"title": case.title, "community": case.community, "contributors": len(contributors(case))}
    found = {side: heard.judged(f"{side}/{number}") for side in (NOW, NEW)}
    return facts | {side: _side(one, curve, cap) for side, one in found.items()}


def _side(judged: Judged, curve: str, cap: int) -> dict[str, Any]:
    """Parts of a million by member, every answer's scores, and whose part is not by answers but the embedded scorer's."""
    answers = [[[one, said.score] for one, said in batch.said.items()] for batch in judged.batches]
    told = not judged.needs_people and bool(judged.batches)
    shares = tried.divided(judged.scores, curve, cap) if told else {}
    return {"shares": shares, "answers": answers, "short": sorted(judged.short)}


def _pairs(heard: Heard, stage: str) -> list[list[int]]:
    """Batch, scores in both calls, and whether the first was the treated one, for every member of every pair."""
    found = []
    for seat, first, second in heard.pairs(stage):
        treated = heard.trial.crossovers[stage][seat.sample].treated
        found += [
            [seat.sample, said.score, second[one].score, int(one in treated)] for one, said in first.items()
        ]
    return found


def _injections(heard: Heard) -> dict[str, list[list[list[int]]]]:
    """By item: for each pair the scores with and without it, of its carrier first and then of the others."""
    found: dict[str, list[list[list[int]]]] = {}
    for seat, first, second in heard.pairs(INJECTIONS):
        planted = heard.trial.planted[seat.sample]
        others = [one for one in planted.members if one != planted.carrier]
        pairs = [[first[one].score, second[one].score] for one in (planted.carrier, *others)]
        found.setdefault(planted.item, []).append(pairs)
    return found


def _lured(trial: Trial, seat: Seat, first: Scores, second: Scores) -> list[int]:
    """The score of who does not exist and of all together, with the lure and without; and how many they are."""
    one = trial.stranger(seat)
    sums = [number for said in (first, second) for number in (said[one].score, _sum(said))]
    return [*sums, len(first)]


def _sum(said: Scores) -> int:
    return sum(one.score for one in said.values())


def _leaks(heard: Heard) -> tuple[int, int]:
    """How many requests of own months were looked at, and how many hold a name of somebody."""
    seats = [
        seat for stage, seats in heard.trial.stages.items() if stage.startswith(f"{NEW}/") for seat in seats
    ]
    asked = [seat for seat in seats if seat in heard.records]
    found = 0
    for seat in asked:
        names = [name for name, _ in heard.trial.shown(seat)[0].names]
        lines = TEXT.findall(heard.trial.render(seat).request.user)
        found += bool(leaks("\n".join(lines), names))
    return len(asked), found
