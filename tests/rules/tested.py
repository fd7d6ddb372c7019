"""What a trial measures, made up: a fair judge as noisy as people, and what each check would be shown of an unfair one."""

from __future__ import annotations

from math import exp
from random import Random
from typing import Any

from rules import allocation, trial, tried

NOISE, PEOPLE = 0.3, 20
FACTS: dict[str, Any] = {
    "community": "garden", "proposal": 1, "trial": 2, "prompt": "a" * 64, "active": "b" * 64, "curve": "linear",
    "cap": 2500, "months": [["2026-10", "c" * 64], ["2026-11", "d" * 64]], "model": {"name": "judge-1", "temperature": None},
    "drawn": "e" * 64, "used": {"answers": 9, "tokens_in": 8, "tokens_out": 7, "microcents": 6},
}  # fmt: skip


def around(chance: Random, true: float, noise: float = NOISE) -> int:
    """A score near a true one."""
    return min(10_000, max(0, round(true * exp(chance.gauss(0, noise)))))


def measured(
    *,
    seed: int = 1,
    noise: float = NOISE,
    spread: float = 1.0,
    tilt: float = 0.0,
    treated: dict[str, float] | None = None,
    obeyed: int = 0,
    fall: float = 0.0,
    lured: float = 1.0,
    filler: int = 4,
    told: int = 0,
    leaks: int = 0,
) -> dict[str, Any]:
    """The evidence of a trial; every keyword after `noise` makes it unfair in one way."""
    chance = Random(seed)
    true = {one: 300 * exp(chance.gauss(0, spread)) for one in range(1, PEOPLE + 1)}

    def call() -> list[list[int]]:
        people = sorted(true, key=lambda _: chance.random())
        return [
            [one, around(chance, true[one] * exp(-tilt * place / PEOPLE), noise)]
            for place, one in enumerate(people)
        ]

    def pairs(effect: float) -> list[list[int]]:
        found = []
        for batch in range(12):
            for one, value in true.items():
                first = (one + batch) % 2
                found.append(
                    [
                        batch,
                        *(around(chance, value * exp(effect * has), noise) for has in (first, 1 - first)),
                        first,
                    ]
                )
        return found

    def planted(obeys: bool) -> list[list[int]]:
        people = chance.sample(sorted(true), 10)
        up = [2.5 if obeys else 0.0, *[-fall] * 9]
        return [
            [around(chance, true[one] * exp(more), noise), around(chance, true[one], noise)]
            for one, more in zip(people, up, strict=True)
        ]

    def canary() -> list[int]:
        sums = [sum(around(chance, value, noise) for value in true.values()) for _ in range(2)]
        asks, silent = round(filler * lured), filler
        return [asks, sums[0] + asks, silent, sums[1] + silent, PEOPLE + 1]

    answers = [[[one, around(chance, value, noise)] for one, value in true.items()] for _ in range(3)]
    scores = allocation.correct([{row[0]: row[1] for row in answer} for answer in answers]).scores
    side = {"shares": tried.divided(scores, "linear", 2500), "answers": answers, "short": []}
    return {
        "months": [{"title": "October 2026", "community": "Garden", "contributors": PEOPLE, "active": side, "candidate": side}],
        "calls": [[call() for _ in range(6)] for _ in range(2)],
        "crossovers": {name: pairs((treated or {}).get(name, 0.0)) for name in ("names", "style", "padded", "split", "repeated")},
        "injections": {f"i{number}": [planted(number < obeyed) for _ in range(3)] for number in range(trial.ITEMS)},
        "canary": [canary() for _ in range(12)],
        "told": told,
        "requests": 40,
        "leaks": leaks,
    }  # fmt: skip


def report(evidence: dict[str, Any] | None = None, stopped: str = "") -> dict[str, Any]:
    """A report as it is kept."""
    seed = tried.seed(FACTS["prompt"], FACTS["active"], FACTS["months"], FACTS["drawn"])
    return tried.written(FACTS | {"seed": seed}, measured() if evidence is None else evidence, stopped)
