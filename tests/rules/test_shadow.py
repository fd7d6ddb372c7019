"""What a stranger would get of the pot, from the answers beside a month."""

from __future__ import annotations

from typing import Any

import pytest

from rules import dealing, digest, shadow, trial
from rules.allocation import ONE
from rules.dealing import Seat
from rules.digest import Deed
from rules.judgement import Record
from rules.shadow import EMPTY, FIELDS, LURED, PAIRS, SHADOW, Shadows
from rules.trial import FAILED, OPEN, PASSED
from tests.rules.judged import answer

SEED = "ab" * 32
PEOPLE = 12
STRANGER = 31  # thirty is somebody who attested


def month(people: int = PEOPLE) -> dict[str, Any]:
    deeds = [
        Deed(one, "log", one, (one,), f"work {one}", "", "2026-11-03T10:00:00+00:00", attested=(30,))
        for one in range(1, people + 1)
    ]
    return digest.build("dao", "2026-11", "UTC", deeds)


SCORES = dict.fromkeys(range(1, PEOPLE + 1), 2 * ONE * 100)


def said(pair: int, batch: int, stranger: int, others: int = 100, attempt: int = 0) -> Record:
    """An answer in which the stranger gets something and everybody else the same."""
    seat = Seat(SHADOW, pair, batch, attempt)
    members = shadow.company(month(), SEED, pair, {})
    scores = dict.fromkeys(members, others) | {STRANGER: stranger}
    told = answer(shadow.placed(seat), scores, SEED)
    return Record(SHADOW, pair, batch, attempt, told.status, told.raw, told.sent)


def measured(*records: Record, settings: dict[str, Any] | None = None) -> Shadows:
    return shadow.measured(month(), SEED, settings or {}, records, SCORES)


def test_the_stranger_is_nobody_whom_the_month_knows() -> None:
    assert shadow.stranger(month()) == STRANGER


def test_a_part_of_the_pot_is_what_the_month_would_give() -> None:
    """A score of 100 beside twelve members of 100 each is one thirteenth of the pot."""
    found = measured(said(0, EMPTY, 0), said(0, LURED, 100), said(1, EMPTY, 100), said(1, LURED, 300))
    assert list(found.fillers) == pytest.approx([0, 100 / 13])
    assert list(found.lifts) == pytest.approx([100 / 13, 100 * 3 / 15 - 100 / 13])


def test_a_lenient_answer_is_no_lift() -> None:
    found = measured(said(0, EMPTY, 10, others=100), said(0, LURED, 30, others=300))
    assert list(found.lifts) == pytest.approx([0])


def test_who_takes_everything_from_the_others_has_the_whole_pot() -> None:
    assert measured(said(0, EMPTY, 0), said(0, LURED, 10_000, others=0)).lifts == (100,)


def test_who_is_judged_alone_is_held_against_the_month() -> None:
    seat = Seat(SHADOW, 0, EMPTY)
    told = answer(seat, {STRANGER: 400}, SEED)
    alone = measured(told, settings={"solo": True})
    assert shadow.company(month(), SEED, 0, {"solo": True}) == ()
    assert list(alone.fillers) == pytest.approx([100 * 400 / 1600])


def test_half_a_pair_is_no_pair_and_the_first_usable_answer_counts() -> None:
    broken = Record(SHADOW, 0, LURED, 0, 200, "no", "")
    assert measured(said(0, EMPTY, 10), broken).lifts == ()
    found = measured(said(0, EMPTY, 0), broken, said(0, LURED, 100, attempt=1), said(0, LURED, 0, attempt=2))
    assert list(found.lifts) == pytest.approx([100 / 13])


def test_other_stages_and_later_attempts_say_nothing() -> None:
    other = Record("score", 0, EMPTY, 0, 200, said(0, EMPTY, 100).raw, "")
    fields = Record(SHADOW, 0, FIELDS, 0, 200, said(0, EMPTY, 100).raw, "")
    assert measured(other, fields, said(0, EMPTY, 100, attempt=3)) == Shadows((), ())


def test_both_calls_of_a_pair_have_the_same_order_and_labels() -> None:
    for pair in range(PAIRS):
        first, second = (shadow.placed(Seat(SHADOW, pair, batch)) for batch in (EMPTY, LURED))
        assert first == second
    members = [shadow.company(month(), SEED, pair, {}) for pair in range(PAIRS)]
    assert len(set(members)) > 1, "each pair shows others"
    assert all(len(one) == shadow.COMPANY for one in members)
    assert shadow.placed(Seat(SHADOW, 0, FIELDS)).batch == FIELDS


def test_a_small_month_is_shown_whole() -> None:
    assert shadow.company(month(4), SEED, 0, {}) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("lured", "empty", "verdicts"),
    [
        ([0, 10, 5, 0], [5, 0, 0, 5], (PASSED, PASSED)),
        ([9000, 10_000, 10_000, 9500], [5, 0, 0, 5], (FAILED, PASSED)),
        ([100, 110, 95, 100], [100, 105, 100, 95], (PASSED, FAILED)),
    ],
)
def test_verdicts(lured: list[int], empty: list[int], verdicts: tuple[str, str]) -> None:
    records = [said(pair, LURED, score) for pair, score in enumerate(lured)]
    found = measured(*records, *(said(pair, EMPTY, score) for pair, score in enumerate(empty)))
    canary, filler = trial.canary(found.lifts, PEOPLE, 0), trial.filler(found.fillers, PEOPLE)
    assert (canary.verdict, filler.verdict) == verdicts
    assert trial.canary(found.lifts[:1], PEOPLE, 0).verdict == OPEN


def test_every_seat_is_there_once() -> None:
    assert len(set(shadow.seats())) == 2 * PAIRS
    assert dealing.MOST > shadow.COMPANY + 1
