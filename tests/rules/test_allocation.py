"""From scores to amounts (REWARDS 1.4): worked examples and what always holds."""

import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.allocation import ONE, Allocation, aggregate, allocate, cap, fill, pots, small_month, weights

A, B, C, D, E, F = range(1, 7)
SAMPLES = [
    [{A: 800, B: 400, C: 0}, {D: 400, E: 200, F: 100}],
    [{A: 800, D: 200, E: 100}, {B: 400, C: 0, F: 50}],
    [{A: 700, E: 110, F: 50}, {B: 420, C: 10, D: 200}],
]
SCORES = {one: score * 2 * ONE for one, score in {A: 800, B: 400, C: 0, D: 200, E: 100, F: 50}.items()}
SCORE_SETS = st.dictionaries(st.integers(1, 10**6), st.integers(0, 10**13), max_size=30)
BUDGETS = st.integers(0, 2**63 - 1)


def lines(found: Allocation) -> list[int]:
    return [found.lines[one] for one in sorted(found.lines)]


def test_the_leniency_of_batches_is_taken_out() -> None:
    assert aggregate(SAMPLES) == SCORES


def test_the_worked_example_without_a_cap() -> None:
    found = allocate(1_000_000, SCORES, 6, capped=False)
    assert lines(found) == [516_129, 258_065, 0, 129_032, 64_516, 32_258]
    assert (found.returned, found.capped) == (0, frozenset())


def test_the_worked_example_with_a_cap() -> None:
    found = allocate(1_000_000, SCORES, 6)
    assert lines(found) == [333_334, 333_334, 0, 190_475, 95_238, 47_619]
    assert (found.returned, found.capped) == (0, frozenset({A, B}))


def test_the_worked_example_of_seven_units() -> None:
    assert lines(allocate(7, SCORES, 6)) == [3, 2, 0, 1, 1, 0]


def test_the_worked_example_with_a_least_line() -> None:
    found = allocate(1_000_000, SCORES, 6, min_line=50_000)
    assert lines(found) == [333_334, 333_334, 0, 222_221, 111_111, 0]


@pytest.mark.parametrize(
    ("contributors", "share"),
    [
        (0, Fraction(0)),
        (1, Fraction(1, 2)),
        (4, Fraction(1, 2)),
        (6, Fraction(1, 3)),
        (8, Fraction(1, 4)),
        (64, Fraction(1, 4)),
        (65, Fraction(16, 65)),
        (1000, Fraction(16, 1000)),
    ],
)
def test_the_cap_by_contributors(contributors: int, share: Fraction) -> None:
    assert cap(contributors) == share


def test_the_cap_of_a_preset() -> None:
    assert cap(10, Fraction(1, 10)) == Fraction(1, 5)
    assert cap(40, Fraction(1, 10)) == Fraction(1, 10)
    assert cap(10, Fraction(1, 2)) == Fraction(1, 2)


def test_the_root_curve_flattens() -> None:
    assert weights({1: 4, 2: 9}, "root") == {1: 2 * ONE, 2: 3 * ONE}
    assert lines(allocate(500, {1: 4, 2: 9}, 2, curve="root", capped=False)) == [200, 300]
    with pytest.raises(ValueError, match="no curve"):
        weights({1: 1}, "cubic")


def test_one_member_gets_no_more_than_half() -> None:
    assert allocate(101, {1: 5}, 1) == Allocation({1: 51}, 50, frozenset({1}))


def test_opting_out_of_scoring_does_not_raise_the_cap_of_others() -> None:
    few = allocate(1000, {1: 9, 2: 1}, 100)
    assert few == Allocation({1: 160, 2: 160}, 680, frozenset({1, 2}))


@pytest.mark.parametrize("scores", [{}, {1: 0}, {1: 0, 2: 0}])
def test_a_quiet_month_pays_nothing_and_returns_all(scores: dict[int, int]) -> None:
    assert allocate(1000, scores, len(scores)) == Allocation(dict.fromkeys(scores, 0), 1000)


def test_a_least_line_above_the_cap_pays_nobody() -> None:
    found = allocate(100, {1: 1, 2: 1, 3: 1}, 100, min_line=17)
    assert (found.lines, found.returned) == ({1: 0, 2: 0, 3: 0}, 100)


def test_pots_share_alike() -> None:
    found = pots({"USDC": 7, "GOV": 1_000_000}, SCORES, 6, min_lines={"GOV": 50_000})
    assert list(found) == ["GOV", "USDC"]
    assert lines(found["GOV"]) == [333_334, 333_334, 0, 222_221, 111_111, 0]
    assert lines(found["USDC"]) == [3, 2, 0, 1, 1, 0]


@pytest.mark.parametrize(
    ("contributions", "cutoff", "spent"),
    [(0, 30, 0), (10, 30, 333), (29, 30, 966), (30, 30, 1000), (99, 30, 1000), (0, 0, 1000)],
)
def test_a_small_month_spends_less(contributions: int, cutoff: int, spent: int) -> None:
    assert small_month(1000, contributions, cutoff) == spent


def test_aggregation_of_little() -> None:
    assert aggregate([]) == {}
    assert aggregate([[{}]]) == {}
    assert aggregate([[{1: 0, 2: 0}]]) == {1: 0, 2: 0}
    assert aggregate([[{1: 300}]]) == {1: 600 * ONE}


def test_a_batch_without_points_stays_as_it_is() -> None:
    found = aggregate([[{1: 100}, {2: 0}], [{1: 100}, {2: 0}], [{1: 100}, {2: 40}]])
    assert found == {1: 200 * ONE, 2: 0}


@given(st.lists(st.dictionaries(st.integers(1, 8), st.integers(0, 10_000)), max_size=7))
def test_zero_in_more_than_half_of_the_answers_stays_zero(samples: list[dict[int, int]]) -> None:
    found = aggregate([[sample] for sample in samples])
    for one in {one for sample in samples for one in sample}:
        given_scores = [sample[one] for sample in samples if one in sample]
        assert found[one] >= 0
        assert 2 * given_scores.count(0) <= len(given_scores) or found[one] == 0


@given(st.lists(st.lists(st.dictionaries(st.integers(1, 9), st.integers(0, 10_000)), max_size=3), max_size=5))
def test_the_order_of_samples_batches_and_members_is_irrelevant(samples: list[list[dict[int, int]]]) -> None:
    turned = [[dict(reversed(batch.items())) for batch in reversed(sample)] for sample in reversed(samples)]
    assert aggregate(turned) == aggregate(samples)


@given(BUDGETS, SCORE_SETS, st.integers(0, 50), st.integers(0, 2**40), st.sampled_from(["linear", "root"]))
def test_nothing_is_lost_and_nobody_is_above_the_cap(
    budget: int, scores: dict[int, int], more: int, least: int, curve: str
) -> None:
    people = len(scores) + more
    check(budget, scores, people, curve, least, allocate(budget, scores, people, curve=curve, min_line=least))


def test_ten_thousand_random_months() -> None:
    chance = random.Random(20_240_616)
    for _ in range(10_000):
        scores, people = month(chance)
        budget = chance.choice([0, 1, 7, 1000, chance.randrange(10**12), 2**63 - 1, chance.randrange(2**63)])
        curve, least = chance.choice(["linear", "root"]), chance.choice([0, 0, 1, budget // 50, budget])
        found = allocate(budget, scores, people, curve=curve, min_line=least)
        check(budget, scores, people, curve, least, found)
        mixed = list(scores.items())
        chance.shuffle(mixed)
        assert allocate(budget, dict(mixed), people, curve=curve, min_line=least) == found


def month(chance: random.Random) -> tuple[dict[int, int], int]:
    """Scores of a random month, and how many contributors it has."""
    size = chance.choice([0, 1, 2, 3, 5, 8, 20, 60, chance.randrange(200)])
    top = chance.choice([0, 1, 10, 10_000 * 2 * ONE])
    scores = {one: chance.randrange(top + 1) for one in chance.sample(range(1, 1000), size)}
    return scores, size + chance.choice([0, 0, 0, 5, 100])


def check(
    budget: int, scores: dict[int, int], people: int, curve: str, least: int, found: Allocation
) -> None:
    """What every allocation obeys."""
    share = cap(people)
    ceiling = -(-budget * share.numerator // share.denominator)
    assert set(found.lines) == set(scores)
    assert sum(found.lines.values()) + found.returned == budget
    assert found.returned >= 0
    assert all(0 <= line <= ceiling for line in found.lines.values())
    assert all(found.lines[one] == ceiling for one in found.capped)
    assert all(line == 0 for one, line in found.lines.items() if not scores[one])
    assert all(line == 0 or line >= least for line in found.lines.values())
    weighed = weights(scores, curve)
    ranked = sorted(scores, key=lambda one: weighed[one])
    assert all(
        found.lines[less] <= found.lines[more]
        for less, more in pairwise(ranked)
        if weighed[less] < weighed[more]
    )
    if found.returned:
        assert all(line in (0, ceiling) for line in found.lines.values())


def test_a_large_month_with_a_least_line_is_quick() -> None:
    scores = {one: one * one for one in range(1, 20_001)}
    found = allocate(10**15, scores, 20_000, min_line=10**9)
    assert sum(found.lines.values()) + found.returned == 10**15


def test_filling_in_turn_reaches_everybody_when_the_first_are_full() -> None:
    assert fill(100, {1: 100, 2: 10, 3: 1}, 40) == Allocation({1: 40, 2: 40, 3: 20}, 0, frozenset({1, 2}))
    assert fill(100, {1: 100, 2: 10, 3: 1}, 20) == Allocation({1: 20, 2: 20, 3: 20}, 40, frozenset({1, 2, 3}))
