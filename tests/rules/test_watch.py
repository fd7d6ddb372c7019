"""What is watched in a month that a model judged (REWARDS 1.4 c, and 3)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import digest
from rules.dealing import Seat
from rules.judgement import Judged, judge
from rules.watch import Watched, edges, limit, noticed, pressing, shares, slope
from tests.rules.judged import FIVE, SEED, answer, by_batch, by_member, month, seats

HALF = Fraction(1, 2)
AMOUNTS = st.integers(1, 12).flatmap(
    lambda people: st.tuples(
        st.lists(st.integers(0, 10**6), min_size=people, max_size=people),
        st.lists(st.integers(0, 10**9), min_size=people, max_size=people),
        st.integers(0, 10**6),
    )
)


@pytest.mark.parametrize(
    ("embedded", "contributors", "most"),
    [
        (Fraction(0), 10, Fraction(1, 10)),
        (Fraction(1, 31), 10, Fraction(1, 10)),
        (Fraction(1, 30), 10, Fraction(1, 10)),
        (Fraction(1, 29), 10, Fraction(3, 29)),
        (Fraction(1, 10), 10, Fraction(3, 10)),
        (HALF, 4, Fraction(3, 2)),
        (Fraction(0), 1, Fraction(1)),
    ],
)
def test_what_needs_no_yes_is_three_times_the_embedded_share_or_one_part_of_n(
    embedded: Fraction, contributors: int, most: Fraction
) -> None:
    assert limit(embedded, contributors) == most


def test_shares_are_parts_of_the_sum() -> None:
    assert shares({1: 1, 2: 3, 3: 0}) == {1: Fraction(1, 4), 2: Fraction(3, 4), 3: 0}
    assert shares({1: 0, 2: 0}) == {1: 0, 2: 0}
    assert shares({}) == {}


KNOWN = {1: 10, 2: 10, 3: 0, 4: 80}  # up to 30, 30, 25 and 100 %


@pytest.mark.parametrize(
    ("amounts", "budget", "waits"),
    [
        ({1: 400, 2: 300, 3: 250, 4: 50}, 1000, {1: 100}),
        ({1: 301, 2: 299, 3: 251, 4: 149}, 1000, {1: 1, 3: 1}),
        ({3: 251, 4: 750}, 1001, {3: 1}),  # a fourth of 1001 is 250
        ({3: 1}, 3, {3: 1}),
        ({1: 0, 2: 0, 3: 0, 4: 1000}, 1000, {}),
        ({4: 1000}, 1000, {}),
        ({}, 1000, {}),
        ({}, 0, {}),
    ],
)
def test_what_lies_above_waits(amounts: dict[int, int], budget: int, waits: dict[int, int]) -> None:
    assert edges(amounts, budget, KNOWN) == waits


def test_where_nothing_is_known_of_anybody_each_may_have_one_part_of_n() -> None:
    assert edges({1: 60, 2: 40}, 100, {1: 0, 2: 0}) == {1: 10}


@given(AMOUNTS)
def test_what_does_not_wait_is_within_the_limit_and_a_unit_more_would_not_be(
    drawn: tuple[list[int], list[int], int],
) -> None:
    amounts, embedded = (dict(enumerate(one, 1)) for one in drawn[:2])
    budget = sum(amounts.values()) + drawn[2]
    found, known = edges(amounts, budget, embedded), shares(embedded)
    for one, amount in amounts.items():
        most = limit(known[one], len(embedded))
        rest = amount - found.get(one, 0)
        assert 0 <= rest <= budget * most
        assert one not in found or (found[one] > 0 and rest + 1 > budget * most)


def judged(held: Mapping[str, Any], *samples: Mapping[int, int], flags: Sequence[str] = ()) -> Judged:
    """A month of a few; each sample gives these scores."""
    records = [answer(Seat("score", sample, 0), one, flags=list(flags)) for sample, one in enumerate(samples)]
    return judge(held, SEED, {"samples": max(5, len(samples))}, records)


def kinds(found: list[Watched]) -> list[tuple[str, int]]:
    return [(one.kind, one.member) for one in found]


def test_in_a_month_like_the_embedded_scorer_s_nothing_is_noticed() -> None:
    held = month(5, {1: 5, 2: 4, 3: 3, 4: 2})
    embedded = digest.baseline(held).scores
    found = judged(held, *[{one: score // 1000 for one, score in embedded.items()}] * 3)
    amounts = {one: score * 1000 // sum(embedded.values()) for one, score in embedded.items()}
    assert noticed(found, amounts, 1000, 500, embedded) == []


def test_every_kind_is_noticed_first_of_the_month_then_by_member() -> None:
    held = month(5)
    known = {1: 900, 2: 50, 3: 25, 4: 24, 5: 1}
    one = {1: 100, 2: 900, 3: 110, 4: 120, 5: 130}
    found = judged(held, one, one, {1: 900, 2: 100, 3: 10, 4: 900, 5: 10}, flags=["steering"])
    amounts = {1: 74, 2: 500, 3: 150, 4: 150, 5: 126}
    assert kinds(noticed(found, amounts, 1000, 500, known)) == [
        ("noisy", 0), ("flat", 0),
        ("below what is known", 1), ("model", 1),
        ("above what is known", 2), ("at the cap", 2), ("model", 2),
        ("model", 3), ("model", 4), ("model", 5),
    ]  # fmt: skip
    details = {watched.kind: watched.detail for watched in noticed(found, amounts, 1000, 500, known)}
    assert details["model"] == "steering"
    assert float(details["noisy"]) > 0.15
    assert float(details["flat"]) < 0.7


def test_who_gets_less_than_a_third_of_what_is_known_and_more_than_one_part_of_n_is_noticed() -> None:
    held = month(4)
    found = judged(held, *[dict.fromkeys(range(1, 5), 10)] * 3)
    for amount, seen in ((266, [("below what is known", 4)]), (267, [])):  # 0.8 > 3 · 0.266
        assert kinds(noticed(found, {4: amount}, 1000, 500, KNOWN)) == seen
    low = {1: 24, 2: 26, 3: 25, 4: 25}
    assert kinds(noticed(found, {}, 1000, 500, low)) == [("below what is known", 2)]  # above a fourth
    assert noticed(found, {}, 0, 0, low) == []


def test_nobody_without_an_amount_stands_at_a_cap_of_nothing() -> None:
    found = judged(month(1), {1: 5}, {1: 5}, {1: 5})
    assert noticed(found, {1: 0}, 0, 0, {1: 5}) == []
    assert kinds(noticed(found, {1: 5}, 10, 5, {1: 5})) == [("at the cap", 1)]


def beside(held: Mapping[str, Any], member: int, part: Fraction) -> Judged:
    """A month in which the others get a part of what they get elsewhere wherever this member is."""

    def scores(_: Seat, who: Sequence[int]) -> dict[int, int]:
        less = part if member in who else Fraction(1)
        return {one: 900 * one if one == member else int(900 * one * less) for one in who}

    return judge(held, SEED, FIVE, by_batch(held, scores))


@pytest.mark.parametrize("people", [7, 9, 10])
@pytest.mark.parametrize(
    ("part", "seen"),
    [
        (Fraction(0), True),
        (Fraction(1, 4), True),
        (Fraction(299, 900), True),
        (Fraction(1, 3), False),
        (HALF, False),
        (Fraction(1), False),
    ],
)
def test_a_member_beside_whom_the_others_get_less_than_a_third_is_seen(
    people: int, part: Fraction, seen: bool
) -> None:
    held = month(people)
    found = beside(held, 3, part)
    assert pressing(found) == [3] * seen
    amounts = dict.fromkeys(range(1, people + 1), 0)
    assert (
        ("neighbours", 3) in kinds(noticed(found, amounts, 1000, 500, digest.baseline(held).scores))
    ) == seen


def test_a_batch_or_two_like_that_are_chance() -> None:
    held = month(20)
    few = [seat for seat, who in seats(held).items() if 3 in who][:2]
    records = by_batch(held, lambda seat, who: {one: 100 if seat in few and one != 3 else 900 for one in who})
    assert pressing(judge(held, SEED, FIVE, records)) == []


def test_nobody_presses_where_all_are_judged_together_or_alone_or_nobody_is_judged() -> None:
    held = month(5)
    assert pressing(judge(held, SEED, FIVE, by_member(held, lambda one: one))) == []
    solo = {**FIVE, "solo": True}
    assert pressing(judge(held, SEED, solo, by_member(held, lambda one: one, solo))) == []
    assert pressing(judge(held, SEED, FIVE, by_member(held, lambda _: 0))) == []
    assert pressing(judge(held, SEED, FIVE, [])) == []


WIDE = {1: 10, 2: 100, 3: 1000, 4: 10_000, 5: 100_000}


@pytest.mark.parametrize("bend", [0, 1, 2, 3])
def test_the_slope_is_the_power_by_which_scores_follow_what_is_known(bend: int) -> None:
    assert slope({one: 7 * known**bend for one, known in WIDE.items()}, WIDE) == pytest.approx(bend)


def test_a_root_is_flatter_than_may_be() -> None:
    found = slope({one: int(1000 * known**0.5) for one, known in WIDE.items()}, WIDE)
    assert found == pytest.approx(0.5, abs=0.01)


def test_where_too_little_is_known_there_is_no_slope() -> None:
    four = {one: WIDE[one] for one in range(1, 5)}
    assert slope(four, WIDE) is None
    assert slope(WIDE, four) is None
    assert slope(WIDE | {5: 0}, WIDE) is None
    assert slope(WIDE, dict.fromkeys(WIDE, 3)) is None
    assert slope({}, {}) is None


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 10**20)), st.integers(1, 10**6))
def test_the_slope_does_not_depend_on_the_unit(scores: dict[int, int], times: int) -> None:
    known = {one: 3**one for one in range(1, 10)}
    more = slope({one: times * score for one, score in scores.items()}, known)
    assert more == (None if (first := slope(scores, known)) is None else pytest.approx(first, abs=1e-6))
