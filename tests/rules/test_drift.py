"""The interaction of member and time, against the textbook."""

from __future__ import annotations

import random
from math import inf
from statistics import fmean

import pytest

from rules import dealing, drift
from rules.drift import DRIFT, TIMES
from rules.judgement import Record
from rules.trial import FAILED, OPEN, PASSED, Call, level
from tests.rules.judged import answer

PEOPLE = range(1, 25)
SEED = "workshop"


def calls(
    chance: random.Random, noise: float = 0.28, *, moved: float = 0.0, turns: int = TIMES
) -> list[Call]:
    """Each member so many times, in two batches that may be more or less lenient."""
    worth = {one: random.Random(one).gauss(6, 1) for one in PEOPLE}
    worth |= {one: value + moved * chance.gauss(0, 1) for one, value in worth.items()} if moved else {}
    found: list[Call] = []
    for _ in range(turns):
        for part in (PEOPLE[::2], PEOPLE[1::2]):
            lenient = chance.gauss(0, 0.5)
            found.append(
                [(one, round(2.718 ** (worth[one] + lenient + chance.gauss(0, noise)))) for one in part]
            )
    return found


def textbook(then: list[Call], now: list[Call]) -> float:
    """F of the interaction by sums of squares: cells less rows less columns, over what is left within cells."""
    value: dict[tuple[int, int], list[float]] = {}
    for time, said in enumerate((then, now)):
        for call in said:
            mean = sum(level(score) for _, score in call) / len(call)
            for one, score in call:
                value.setdefault((one, time), []).append(level(score) - mean)
    people, turns = sorted({one for one, _ in value}), len(next(iter(value.values())))
    grand = fmean(x for cell in value.values() for x in cell)
    rows = {one: fmean(value[one, 0] + value[one, 1]) for one in people}
    columns = {time: fmean(x for one in people for x in value[one, time]) for time in (0, 1)}
    cells = sum(turns * (fmean(cell) - grand) ** 2 for cell in value.values())
    row = sum(2 * turns * (mean - grand) ** 2 for mean in rows.values())
    column = sum(len(people) * turns * (mean - grand) ** 2 for mean in columns.values())
    whole = sum((x - grand) ** 2 for cell in value.values() for x in cell)
    free = len(people) - 1, 2 * len(people) * (turns - 1)
    return ((cells - row - column) / free[0]) / ((whole - cells) / free[1])


@pytest.mark.parametrize("seed", range(20))
def test_it_is_the_textbooks(seed: int) -> None:
    chance = random.Random(seed)
    turns = 2 + seed % 3
    then, now = calls(chance, turns=turns), calls(chance, moved=seed / 20, turns=turns)
    found = drift.interaction(then, now)
    assert found == pytest.approx(textbook(then, now))


def test_noise_and_leniency_are_no_drift_and_another_taste_is() -> None:
    steady, other = [], []
    for seed in range(60):
        chance = random.Random(seed)
        then = calls(chance)
        steady.append(drift.drift(then, calls(chance)).verdict)
        other.append(drift.drift(then, calls(chance, moved=0.6)).verdict)
    print(f"\n{steady.count(FAILED)} of 60 steady models flagged, {other.count(FAILED)} of 60 that changed")
    assert steady.count(FAILED) <= 1
    assert other.count(FAILED) >= 54


def test_a_model_that_always_says_the_same_has_not_drifted_and_one_that_changed_has() -> None:
    chance = random.Random(1)
    same = calls(chance, 0, turns=1) * TIMES
    assert drift.interaction(same, same) == 0
    assert drift.interaction(same, calls(chance, 0, moved=1, turns=1) * TIMES) == inf


def test_too_few_answers_decide_nothing() -> None:
    chance = random.Random(2)
    then, now = calls(chance), calls(chance)
    assert drift.drift([], now).verdict == OPEN
    assert drift.drift(then, []).verdict == OPEN
    assert drift.drift(then, now[:2]).verdict == OPEN, "each once"
    assert drift.drift(then, now[::2]).verdict == OPEN, "half of the members"
    assert drift.drift(then, now[:-1]).verdict == PASSED, "one batch once less"
    one: list[Call] = [[(1, 100)]] * 3
    assert drift.interaction(one, one) is None


def test_everybody_is_asked_about_as_often_as_everybody_else() -> None:
    batches = [drift.batch(SEED, PEOPLE, seat) for seat in drift.seats()]
    asked = [one for batch in batches for one in batch]
    assert all(asked.count(one) == TIMES for one in PEOPLE)
    assert all(len(batch) <= dealing.MOST for batch in batches)


def test_each_call_counts_by_its_first_answer_that_can_be_used() -> None:
    seat = drift.seats()[0]
    members = drift.batch(SEED, PEOPLE, seat)
    later = dealing.Seat(DRIFT, seat.sample, seat.batch, 1)
    broken = Record(DRIFT, seat.sample, seat.batch, 0, 200, "no", "")
    good = answer(later, {one: 10 * one for one in members}, SEED)
    other = answer(dealing.Seat(DRIFT, seat.sample, seat.batch, 2), dict.fromkeys(members, 1), SEED)
    elsewhere = answer(dealing.Seat("score", 0, 0), dict.fromkeys(members, 1), SEED)
    heard = drift.heard([other, broken, good, elsewhere], SEED, PEOPLE)
    assert [sorted(call) for call in heard] == [[(one, 10 * one) for one in members]]
