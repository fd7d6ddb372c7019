"""From stored answers to one score each (REWARDS 1.3 and 1.4)."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import dealing, digest
from rules.allocation import ONE, correct
from rules.dealing import Seat, needed
from rules.judgement import READ, RETRIES, Judged, Record, disagreement, judge, spread
from rules.measures import variation
from tests.rules import judged as build
from tests.rules.judged import FIVE, LANGUAGE, SEED, answer, by_batch, by_member, month, record, row, seats

A, B, C, D, E, F = range(1, 7)
EXAMPLE = [
    {A: 800, B: 400, C: 0}, {D: 400, E: 200, F: 100},
    {A: 800, D: 200, E: 100}, {B: 400, C: 0, F: 50},
    {A: 700, E: 110, F: 50}, {B: 420, C: 10, D: 200},
]  # fmt: skip
UNIT = 2 * ONE
REFUSAL = build.completion(None, refusal="I cannot.")


def judged(
    held: Mapping[str, Any], records: Iterable[Record], language: str = "", settings: Mapping[str, Any] = FIVE
) -> Judged:
    return judge(held, SEED, settings, records, language)


def without(
    records: list[Record], held: Mapping[str, Any], members: Sequence[int], samples: int
) -> list[Record]:
    """The same answers, but the batches of these members are refused in the first samples, however often asked."""
    dealt = seats(held)
    lost = {seat for seat, who in dealt.items() if seat.sample < samples and set(who) & set(members)}
    refused = [
        record(replace(seat, attempt=attempt), REFUSAL) for seat in lost for attempt in range(RETRIES + 1)
    ]
    return [*(one for one in records if one.seat not in lost), *refused]


def test_the_worked_example_has_the_factors_and_scores_of_the_text() -> None:
    found = correct(EXAMPLE)
    assert found.factors == [UNIT, 2 * UNIT, UNIT, UNIT, UNIT, UNIT * 1025 // 1000]
    assert found.scores == {
        one: score * UNIT for one, score in {A: 800, B: 400, C: 0, D: 200, E: 100, F: 50}.items()
    }
    assert found.values[D] == {1: 200 * ONE, 2: 200 * ONE, 5: 200 * ONE * 1000 // 1025}
    assert found.values[A] == {0: 800 * ONE, 2: 800 * ONE, 4: 700 * ONE}


@pytest.mark.parametrize(
    ("samples", "least"),
    [(3, 3), (4, 3), (5, 3), (6, 4), (7, 5), (8, 5), (9, 6), (10, 6), (11, 7), (15, 9), (24, 15), (25, 15)],
)
def test_how_many_valid_scores_a_member_needs(samples: int, least: int) -> None:
    assert needed(samples) == least


@pytest.mark.parametrize("people", [1, 2, 5, 6, 7, 9, 20, 61])
@pytest.mark.parametrize("settings", [FIVE, {"samples": 7}, {"samples": 11, "solo": True}])
def test_where_all_answers_agree_the_scores_are_what_they_say(
    people: int, settings: Mapping[str, Any]
) -> None:
    held = month(people)
    found = judged(held, by_member(held, lambda one: 100 * one, settings), settings=settings)
    assert found.scores == {one: 100 * one * UNIT for one in range(1, people + 1)}
    assert (found.short, found.needs_people, found.faults) == (frozenset(), False, Counter())
    assert disagreement(found) == 0
    assert {spread(found, one) for one in found.scores} == {(Fraction(1), Fraction(1))}
    assert all(len(found.of(one)) == settings["samples"] for one in found.scores)


def test_nobody_is_judged_where_nobody_did_anything() -> None:
    found = judged(month(0), [])
    assert not any((found.scores, found.short, found.needs_people, disagreement(found)))


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_answers_were_stored_is_irrelevant(chance: random.Random) -> None:
    held = month(7)
    records = by_batch(held, lambda _, members: {one: chance.randrange(1000) for one in members})
    records += [replace(one, attempt=2, raw="") for one in records[:4]]
    mixed = list(records)
    chance.shuffle(mixed)
    assert judged(held, mixed) == judged(held, records)


LINES = [
    ([None, 500], 500), ([None, None, 500], 500), ([500, 900], 500), ([None, 500, 900], 500), ([500, None, None], 500),
    ([None, None, None, 500], None), ([500, 1, 1, 1], 500), ([None, None, None], None), ([], None),
]  # fmt: skip


@pytest.mark.parametrize(("tries", "counts"), LINES)
def test_the_first_valid_attempt_counts_and_a_fourth_one_never(
    tries: list[int | None], counts: int | None
) -> None:
    held, seat = month(1), Seat("score", 0, 0)
    rest = [one for one in by_member(held, lambda _: 300) if one.sample > 1]
    mine = [
        record(one, REFUSAL) if score is None else answer(one, {1: score})
        for one, score in ((replace(seat, attempt=attempt), score) for attempt, score in enumerate(tries))
    ]
    found = judged(held, [*rest, *mine])
    assert [batch.said[1].score for batch in found.batches] == ([] if counts is None else [counts]) + [
        300
    ] * 3
    assert found.faults == Counter(refused=tries[: RETRIES + 1].count(None)) + Counter()


def test_every_kind_of_fault_is_counted_and_says_nothing() -> None:
    held, bad = (
        month(3),
        ["", REFUSAL, build.raw([row("M01", -5), row("M02"), row("M03")]), build.raw([row("M01")])],
    )
    records = [record(Seat("score", sample, 0), one) for sample, one in enumerate(bad)]
    found = judged(held, records)
    assert found.faults == {"broken": 1, "refused": 1, "wrong score": 1, "member missing": 1}
    assert (found.batches, found.short, found.needs_people) == ((), frozenset({1, 2, 3}), True)
    assert found.scores == {1: 0, 2: 0, 3: 0}


def test_answers_of_the_reader_are_no_scores() -> None:
    held = month(2)
    records = by_member(held, lambda _: 100)
    assert judged(held, [*records, replace(records[0], stage=READ, raw="")]) == judged(held, records)


def test_reasons_in_another_language_do_not_count() -> None:
    held = month(2)
    records = [
        answer(seat, dict.fromkeys(who, 100), reason="Они это сделали.") for seat, who in seats(held).items()
    ]
    assert judged(held, records, LANGUAGE).faults == {"wrong language": 5}
    assert judged(held, records, "Что мы ценим").short == frozenset()


def test_members_with_too_few_answers_stand_at_the_embedded_share() -> None:
    held = month(20, {7: 4, 3: 2})
    records = without(by_member(held, lambda one: 50 * one), held, [7], 3)
    found, embedded = judged(held, records), digest.baseline(held).scores
    assert (found.short, found.needs_people) == (frozenset({7}), False)
    share = Fraction(found.scores[7], sum(found.scores.values()))
    assert abs(share - Fraction(embedded[7], sum(embedded.values()))) < Fraction(1, 10**9)
    assert {one: score for one, score in found.scores.items() if one != 7} == {
        one: 50 * one * UNIT for one in range(1, 21) if one != 7
    }


def test_where_the_embedded_scorer_knows_nothing_of_the_others_short_members_get_their_mean() -> None:
    held = month(20, dict.fromkeys(range(1, 21), 0))
    assert not any(digest.baseline(held).scores.values())
    found = judged(held, without(by_member(held, lambda one: 100 * one), held, [20], 3))
    assert found.scores[20] == sum(100 * one * UNIT for one in range(1, 20)) // 19


@pytest.mark.parametrize(
    ("people", "lost", "stops"), [(20, 1, False), (20, 2, False), (20, 3, True), (9, 1, False)]
)
def test_more_than_a_tenth_with_too_few_answers_needs_people(people: int, lost: int, stops: bool) -> None:
    held = month(people)
    for first in range(1, people - lost + 1):
        members = list(range(first, first + lost))
        found = judged(held, without(by_member(held, lambda one: one), held, members, 3))
        if found.short == set(members):  # three batches lost together may make others short too
            assert found.needs_people == stops
            break
    else:
        pytest.fail("no such members")


@pytest.mark.parametrize(
    ("people", "samples"), [(6, 5), (7, 5), (20, 5), (165, 5), (7, 11), (20, 11), (60, 11)]
)
def test_one_member_whom_the_model_refuses_costs_others_no_more_than_they_meet(
    people: int, samples: int
) -> None:
    held, settings = month(people), {"samples": samples}
    dealt = seats(held, settings)
    records = [one for one in by_member(held, lambda one: one, settings) if 1 not in dealt[one.seat]]
    found = judged(held, records, settings=settings)
    kept = {one: len(found.of(one)) for one in range(2, people + 1)}
    assert min(kept.values()) >= samples - dealing.meets(people, samples, dealing.batches(people, samples))
    assert found.short == {1}
    assert not found.needs_people


SCORES = st.integers(0, 10_000) | st.just(0)
TABLES = st.integers(1, 9).flatmap(
    lambda people: st.lists(st.lists(SCORES, min_size=people, max_size=people), min_size=5, max_size=5)
)


def told(table: list[list[int]]) -> Judged:
    """The judgement where each sample gives the members these scores."""
    held = month(len(table[0]))
    return judged(held, by_batch(held, lambda seat, who: {one: table[seat.sample][one - 1] for one in who}))


@given(TABLES)
def test_zero_in_more_than_half_of_the_answers_stays_zero(table: list[list[int]]) -> None:
    found = told(table)
    for one, score in found.scores.items():
        zeros = sum(sample[one - 1] == 0 for sample in table)
        assert score >= 0
        assert zeros < 3 or score == 0
        assert zeros > 2 or score > 0


@given(TABLES, st.data())
def test_the_samples_of_a_month_can_change_places(table: list[list[int]], data: st.DataObject) -> None:
    if len(table[0]) <= 5:  # above, who sits with whom depends on the sample
        assert told(data.draw(st.permutations(table))).scores == told(table).scores


def bounded(found: Judged, touched: set[int]) -> None:
    """Bound (b) of REWARDS 1.4, for the batches with these numbers."""
    for one, values in found.corrected.values.items():
        clean = [value for number, value in values.items() if number not in touched]
        if 2 * (len(values) - len(clean)) < len(values) and one not in found.short:
            assert 2 * min(clean) <= found.scores[one] <= 2 * max(clean)


@given(
    st.lists(st.dictionaries(st.integers(1, 8), st.integers(0, 10_000), max_size=8), max_size=12),
    st.sets(st.integers(0, 11)),
)
def test_whatever_batches_are_touched_who_has_most_others_ends_between_these(
    batches: list[dict[int, int]], touched: set[int]
) -> None:
    found = correct(batches)
    bounded(Judged(found.scores, frozenset(), (), found), touched)


@given(st.sampled_from([6, 7, 10, 20]), st.integers(0, 10**6), st.lists(SCORES, min_size=1, max_size=40))
@settings(max_examples=40)
def test_one_hostile_member_moves_nobody_else_out_of_their_untouched_scores(
    people: int, chance: int, wanted: list[int]
) -> None:
    held, noise = month(people), random.Random(chance)
    hostile, obeyed = 1 + chance % people, iter(wanted * 200)
    found = judged(
        held,
        by_batch(
            held,
            lambda _, who: {one: next(obeyed) if hostile in who else noise.randrange(1, 900) for one in who},
        ),
    )
    touched = {number for number, batch in enumerate(found.batches) if hostile in batch.said}
    bounded(found, touched)
    for one in found.scores:  # above five contributors that is everybody else
        mine = {number for number, batch in enumerate(found.batches) if one in batch.said}
        assert one == hostile or 2 * len(mine & touched) < len(mine)


def alone(*scores: Mapping[int, int], **more: Any) -> Judged:
    """A month of a few, judged in one batch a sample; each sample gives these scores."""
    held = month(len(scores[0]))
    records = [answer(Seat("score", sample, 0), one, **more) for sample, one in enumerate(scores)]
    return judged(held, records, settings={"samples": max(5, len(scores))})


def test_samples_that_differ_in_leniency_only_agree() -> None:
    found = alone({1: 600, 2: 400}, {1: 1200, 2: 800}, {1: 60, 2: 40})
    assert disagreement(found) == 0
    assert found.scores == {1: 600 * UNIT, 2: 400 * UNIT}


def test_disagreement_by_hand() -> None:
    found = alone(*[{1: 600, 2: 400}] * 4, {1: 400, 2: 600})  # the last lies 0.2 apart, the others nowhere
    assert abs(disagreement(found) - Fraction(1, 25)) < Fraction(1, 10**8)
    assert disagreement(alone({1: 0}, {1: 0}, {1: 500})) == 1  # says something where the result is nothing
    assert (
        disagreement(alone({1: 0, 2: 5}, {1: 0, 2: 5}, {1: 0, 2: 0})) == 0
    )  # says nothing, so is not counted
    assert disagreement(alone({1: 0, 2: 0}, {1: 0, 2: 0}, {1: 0, 2: 0})) == 0


@given(TABLES)
def test_disagreement_is_a_mean_of_parts(table: list[list[int]]) -> None:
    assert 0 <= disagreement(told(table)) <= 1


def test_the_range_of_a_member_s_scores_is_in_parts_of_the_final_one() -> None:
    found = alone({1: 50}, {1: 100}, {1: 400})
    assert [value for _, value in found.of(1)] == [100 * ONE] * 3  # alone in their batches, all is leniency
    both = alone({1: 100, 2: 100}, {1: 100, 2: 100}, {1: 400, 2: 100})
    assert spread(both, 1) == pytest.approx((1, 1.6))  # the third is 2.5 times as lenient
    assert spread(both, 2) == pytest.approx((0.4, 1))
    assert spread(alone({1: 0}, {1: 0}, {1: 9}), 1) is None


def test_a_reason_is_that_of_the_answer_nearest_to_the_result_of_two_the_earlier() -> None:
    held, scores = month(2), [(900, 100), (500, 500), (480, 520), (500, 500), (100, 900)]
    records = [
        answer(
            Seat("score", sample, 0),
            {1: one, 2: other},
            reason=f"sample {sample}",
            evidence=[f"T{sample + 1}"],
        )
        for sample, (one, other) in enumerate(scores)
    ]
    said, where = judged(held, records).reason(1) or pytest.fail("no reason")
    assert (said.reason, said.evidence, where) == ("sample 1", ("T2",), records[1])
    assert judged(held, []).reason(1) is None


@pytest.mark.parametrize(("number", "flagged"), [(0, []), (2, []), (3, ["steering"]), (5, ["steering"])])
def test_a_flag_stands_where_more_than_half_of_the_answers_put_it(number: int, flagged: list[str]) -> None:
    records = [
        answer(Seat("score", sample, 0), {1: 5}, flags=["steering"] * (sample < number))
        for sample in range(5)
    ]
    assert judged(month(1), records).flags(1) == flagged
    assert judged(month(1), records[:4]).flags(1) == (flagged if number > 2 else [])


def test_flags_come_in_the_order_of_the_list_and_of_nobody_who_was_not_judged() -> None:
    assert alone(*[{1: 5, 2: 5}] * 3, flags=["abusive", "steering"]).flags(2) == ["steering", "abusive"]
    assert judged(month(1), []).flags(1) == []


def noisy(seed: int, people: int, samples: int, lenient: float = 1, obeyed: int = 0) -> Judged:
    """A month with people's noise; the first batch is so lenient, and so many samples give all to M01."""
    chance, held, how = random.Random(seed), month(people), {"samples": samples}

    def scores(seat: Seat, who: Sequence[int]) -> dict[int, int]:
        by = lenient if (seat.sample, seat.batch) == (0, 0) else 1
        each = {one: int(by * 3000 / (one + 2) * chance.lognormvariate(0, 0.35)) for one in who}
        first = min(who, key=lambda one: dealing.labels(str(seed), seat, who)[one])
        return {one: 10_000 * (one == first) for one in who} if seat.sample < obeyed else each

    records = by_batch(held, scores, how, str(seed))
    return judge(held, str(seed), how, records)


def test_one_batch_three_times_as_lenient_changes_little() -> None:
    moved = [variation(noisy(seed, 20, 5).scores, noisy(seed, 20, 5, lenient=3).scores) for seed in range(25)]
    assert sum(moved) / len(moved) <= Fraction(2, 100)


def test_one_sample_that_gives_all_to_one_label_moves_less_than_chance_does() -> None:
    clean = [noisy(seed, 20, 5).scores for seed in range(26)]
    chance = [variation(one, other) for one, other in pairwise(clean)]
    moved = [variation(clean[seed], noisy(seed, 20, 5, obeyed=1).scores) for seed in range(25)]
    assert sum(moved) <= Fraction(9, 10) * sum(chance)
