"""Ballots among options: how each form is typed, kept and counted."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import forms, outcomes, ranked
from rules.errors import Refusal
from rules.forms import Form, read, shown, tally

BY_THE_NUMBER = (
    "Round 1: options 1 and 2 tie for last, and 1, the lower number, is dropped; "
    "had 2 been dropped, 1 would be first."
)
TEAS = ("Assam", "Lapsang Souchong", "Plan: none", "10")


def scores(form: Form, options: int, *ballots: tuple[Any, int]) -> list[int]:
    return list(tally(form, options, ballots).scores)


def test_single_choice() -> None:
    found = tally(Form.SINGLE, 3, [([1], 10), ([3], 7), ([3], 4), ([], 5)])
    assert found == outcomes.Result((10, 0, 11), 3, 26)


def test_approval() -> None:
    found = tally(Form.APPROVAL, 4, [([1, 2], 10), ([2], 5), ([1, 3, 4], 2)])
    assert found == outcomes.Result((12, 15, 2, 2), 2, 17)


def test_weighted() -> None:
    found = tally(Form.WEIGHTED, 3, [({"1": 1, "2": 1}, 100), ({"3": 5}, 40)])
    assert found.scores == (50, 50, 40)
    assert found.winner is None
    assert found.notes == ("Options 1 and 2 are level, so nothing is decided.",)
    assert scores(Form.WEIGHTED, 3, ({"1": 1, "2": 1, "3": 1}, 100)) == [34, 33, 33]
    assert scores(Form.WEIGHTED, 3, ({1: 50, 2: 30, 3: 20}, 7)) == [4, 2, 1]


def test_quadratic() -> None:
    assert scores(Form.QUADRATIC, 2, ({"1": 1}, 16), ({"2": 1}, 4), ({"2": 1}, 4)) == [12, 12]
    assert tally(Form.QUADRATIC, 2, [({"1": 1}, 16), ({"2": 1}, 4), ({"2": 1}, 4)]).winner is None


def test_quadratic_counting_warns_that_splitting_pays() -> None:
    found = tally(Form.QUADRATIC, 2, [({"1": 1}, 16), *[({"2": 1}, 4)] * 4])
    assert found.scores == (6, 26)
    assert found.winner == 2
    assert found.notes == (forms.SPLITTING,)


def test_quadratic_power_is_divided_before_the_roots() -> None:
    assert scores(Form.QUADRATIC, 2, ({"1": 1, "2": 1}, 32), ({"2": 3}, 4)) == [11, 25]  # 16 and 36 of 52


def test_roots_that_are_equal_are_level_though_each_is_floored() -> None:
    found = tally(Form.QUADRATIC, 2, [({"1": 1}, 8), ({"2": 1}, 2), ({"2": 1}, 2)])  # 2·√2 = √8
    assert found.scores == (6, 6)
    assert found.winner is None
    thirds = [({"1": 1}, 4), *[({"2": 1}, 1), ({"3": 1}, 1)] * 2]
    found = tally(Form.QUADRATIC, 3, thirds)
    assert found.scores == (3, 3, 2), "eight has no third"
    assert found.winner is None
    assert found.notes[0] == "Options 1, 2 and 3 are level, so nothing is decided."


def test_ranked() -> None:
    found = tally(Form.RANKED, 3, [([1, 2, 3], 4), ([2, 3, 1], 3), ([3, 2, 1], 2)])
    assert found.scores == (4, 5, 0)
    assert found.winner == 2
    assert [(one.scores, one.dropped) for one in found.rounds] == [((4, 3, 2), 3), ((4, 5, 0), None)]
    assert found.notes == ()


def test_more_than_half_decides_at_once() -> None:
    found = tally(Form.RANKED, 3, [([1], 6), ([2, 3], 3), ([3, 2], 2)])
    assert [one.scores for one in found.rounds] == [(6, 3, 2)]
    assert found.winner == 1


def test_partial_rankings_are_used_up() -> None:
    found = tally(Form.RANKED, 3, [([1], 4), ([2], 3), ([3], 2), ([], 9)])
    assert found.scores == (4, 3, 0)
    assert found.winner == 1, "more than half of what still counts"
    assert found.cast == 18


def test_a_tie_for_last_drops_the_lower_number_and_says_where_it_mattered() -> None:
    found = tally(Form.RANKED, 3, [([1, 3], 2), ([2, 1], 2), ([3], 3)])
    assert found.rounds[0] == outcomes.Round((2, 2, 3), (1, 2), 1)
    assert found.winner == 3
    assert found.notes == (BY_THE_NUMBER,)


def test_a_tie_for_last_that_changes_nothing_is_not_mentioned() -> None:
    found = tally(Form.RANKED, 3, [([1, 3], 2), ([2, 3], 2), ([3], 3)])
    assert found.rounds[0].last == (1, 2)
    assert found.winner == 3
    assert found.notes == ()
    assert tally(Form.RANKED, 10, [([9, 10], 2), ([10], 1)]).notes == ()


def test_two_left_and_level_are_no_decision() -> None:
    found = tally(Form.RANKED, 3, [([1], 5), ([2], 5)])
    assert found.scores == (5, 5, 0)
    assert found.winner is None
    found = tally(Form.RANKED, 3, [([1], 3), ([2], 3), ([3], 3)])
    assert found.scores == (0, 3, 3)
    assert found.notes == ("Options 2 and 3 are level, so nothing is decided.",)


def test_copeland() -> None:
    found = tally(Form.COPELAND, 3, [([1, 2, 3], 4), ([2, 3, 1], 3), ([3, 2, 1], 2)])
    assert found.scores == (0, 4, 2)  # 2 beats both, 3 beats 1
    assert found.winner == 2
    assert found.notes == (ranked.PAIRS,)


def test_a_circle_is_no_decision() -> None:
    found = tally(Form.COPELAND, 3, [([1, 2, 3], 1), ([2, 3, 1], 1), ([3, 1, 2], 1)])
    assert found.scores == (2, 2, 2)
    assert found.winner is None


def test_what_a_copeland_ballot_does_not_rank_is_behind_and_level() -> None:
    assert scores(Form.COPELAND, 4, ([2], 5)) == [2, 6, 2, 2]


@pytest.mark.parametrize("form", Form)
def test_blank_ballots_are_cast_and_decide_nothing(form: Form) -> None:
    found = tally(form, 3, [([], 5), ([], 2)])
    assert found.scores == (0, 0, 0)
    assert found.winner is None
    assert found.cast == 7
    assert found.notes[0] == "No ballot names an option, so nothing is decided."
    assert tally(form, 2, []).winner is None


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        (Form.SINGLE, "2", [2]),
        (Form.SINGLE, "#2", [2]),
        (Form.SINGLE, " lapsang  souchong", [2]),
        (Form.SINGLE, "Plan: none", [3]),
        (Form.SINGLE, "10", [4]),
        (Form.SINGLE, "Blank", []),
        (Form.APPROVAL, "1, 3", [1, 3]),
        (Form.APPROVAL, "3 1", [1, 3]),
        (Form.APPROVAL, "3;1;", [1, 3]),
        (Form.APPROVAL, "lapsang souchong", [2]),
        (Form.APPROVAL, "Lapsang Souchong, assam", [1, 2]),
        (Form.APPROVAL, "blank", []),
        (Form.WEIGHTED, "1:2 3:1", {"1": 2, "3": 1}),
        (Form.WEIGHTED, "3 : 1, 1: 2", {"1": 2, "3": 1}),
        (Form.WEIGHTED, "1 2", {"1": 1, "2": 1}),
        (Form.WEIGHTED, "lapsang souchong: 2, assam", {"1": 1, "2": 2}),
        (Form.WEIGHTED, "plan: none", {"3": 1}),
        (Form.WEIGHTED, "Plan: none: 4; 1:0", {"3": 4}),
        (Form.QUADRATIC, "2", {"2": 1}),
        (Form.QUADRATIC, "blank", []),
        (Form.RANKED, "2>1>3", [2, 1, 3]),
        (Form.RANKED, "2 > lapsang souchong", None),
        (Form.RANKED, "3 > lapsang souchong", [3, 2]),
        (Form.RANKED, "2, 1", [2, 1]),
        (Form.RANKED, "3 1", [3, 1]),
        (Form.COPELAND, "4", [4]),
    ],
)
def test_what_people_type(form: Form, text: str, value: Any) -> None:
    if value is None:
        with pytest.raises(Refusal, match="Option 2 is there twice"):
            read(form, text, TEAS)
    else:
        assert read(form, text, TEAS) == value


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        (
            Form.SINGLE,
            "1, 2",
            "none of the options: 1 Assam; 2 Lapsang Souchong; 3 Plan: none; 4 10. Write one",
        ),
        (Form.SINGLE, "5", "such as 2, or blank"),
        (Form.SINGLE, "0", "none of the options"),
        (Form.SINGLE, "²", "none of the options"),
        (Form.SINGLE, "  ", "The ballot is empty"),
        (Form.APPROVAL, "1, 1", "Option 1 is there twice. Write all options"),
        (Form.APPROVAL, "2>1", "such as 1, 3"),
        (Form.APPROVAL, "1,,2", "'' is none"),
        (Form.WEIGHTED, "1:x", "whole number up to 1,000, and 'x' is not"),
        (Form.WEIGHTED, "1:1001", "whole number"),
        (Form.WEIGHTED, "1:-1", "whole number"),
        (Form.WEIGHTED, "1:0.5", "such as 1:2 3:1"),
        (Form.WEIGHTED, "1:0 2:0", "No option has a weight"),
        (Form.WEIGHTED, "1:1 assam:1", "there twice"),
        (Form.QUADRATIC, "9:1", "'9' is none"),
        (Form.RANKED, "1=2", "such as 2>1>3"),
        (Form.RANKED, "1>2>1", "Option 1 is there twice"),
    ],
)
def test_what_cannot_be_cast_is_refused_with_what_would_work(form: Form, text: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(form, text, TEAS)
    assert words in str(refused.value)
    assert str(refused.value).endswith(forms.HOW[form])


@pytest.mark.parametrize(
    ("form", "value", "options"),
    [
        (Form.SINGLE, [1, 2], 3),
        (Form.SINGLE, {"1": 1}, 3),
        (Form.SINGLE, 1, 3),
        (Form.APPROVAL, [4], 3),
        (Form.APPROVAL, [0], 3),
        (Form.APPROVAL, ["x"], 3),
        (Form.RANKED, [1, 1], 3),
        (Form.WEIGHTED, [1], 3),
        (Form.WEIGHTED, {"1": 0}, 3),
        (Form.WEIGHTED, {"1": 1001}, 3),
        (Form.APPROVAL, [1], 1),
        (Form.APPROVAL, [1], 11),
    ],
)
def test_a_kept_ballot_that_is_none(form: Form, value: Any, options: int) -> None:
    with pytest.raises(ValueError, match=r"ballot|options|invalid literal"):
        tally(form, options, [(value, 1)])


def test_power_is_not_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        tally(Form.SINGLE, 2, [([1], -1)])


def values(form: Form, options: int) -> st.SearchStrategy[Any]:
    numbers = st.integers(1, options)
    if form in forms.WEIGHING:
        return st.dictionaries(numbers.map(str), st.integers(1, 9)) | st.just([])
    most = 1 if form is Form.SINGLE else options
    return st.lists(numbers, unique=True, max_size=most).map(
        lambda one: one if form in forms.RANKING else sorted(one)
    )


@st.composite
def votes(draw: st.DrawFn) -> tuple[Form, int, list[tuple[Any, int]]]:
    form, options = draw(st.sampled_from(Form)), draw(st.integers(2, 10))
    return form, options, draw(st.lists(st.tuples(values(form, options), st.integers(0, 50)), max_size=12))


VOTES = votes()


@given(VOTES, st.data())
def test_the_order_of_ballots_changes_nothing(
    vote: tuple[Form, int, list[tuple[Any, int]]], data: st.DataObject
) -> None:
    form, options, ballots = vote
    assert tally(form, options, data.draw(st.permutations(ballots))) == tally(form, options, ballots)


@given(VOTES)
def test_what_holds_for_every_form(vote: tuple[Form, int, list[tuple[Any, int]]]) -> None:
    form, options, ballots = vote
    found = tally(form, options, ballots)
    assert len(found.scores) == options
    assert found.cast == sum(power for _, power in ballots)
    if found.winner:
        assert found.scores[found.winner - 1] == max(found.scores) > 0
    named = sum(power for value, power in ballots if value)
    if form in {Form.SINGLE, *forms.WEIGHING}:
        assert sum(found.scores) == named
    if form is Form.COPELAND and any(found.scores):
        assert sum(found.scores) == options * (options - 1)
    if form is Form.RANKED:
        sums = [sum(one.scores) for one in found.rounds]
        assert sums == sorted(sums, reverse=True)
        assert sums[0] == named


@given(VOTES)
def test_a_ballot_is_read_as_it_is_shown_and_is_plain_json(
    vote: tuple[Form, int, list[tuple[Any, int]]],
) -> None:
    form, options, ballots = vote
    names = [f"option {chr(96 + one)}" for one in range(1, options + 1)]
    for value, _ in ballots:
        again = read(form, shown(form, value), names)
        assert again == (value or [])
        assert json.loads(json.dumps(again)) == again


@given(VOTES)
def test_more_power_for_the_winner_alone_keeps_it_first(
    vote: tuple[Form, int, list[tuple[Any, int]]],
) -> None:
    form, options, ballots = vote
    winner = tally(form, options, ballots).winner
    if winner and form is not Form.RANKED:  # a run-off is known not to be monotone
        more: Any = {str(winner): 1} if form in forms.WEIGHING else [winner]
        assert tally(form, options, [*ballots, (more, 7)]).winner == winner


@given(st.text(max_size=30), st.sampled_from(Form))
def test_whatever_is_typed_is_a_ballot_or_refused(text: str, form: Form) -> None:
    try:
        value = read(form, text, TEAS)
    except Refusal:
        return
    forms.check(form, value, len(TEAS))


def naive_run_off(options: int, ballots: Sequence[tuple[list[int], int]]) -> int | None:
    """Down to two, one by one, however clear it is before."""
    left = list(range(1, options + 1))
    while True:
        score = dict.fromkeys(left, 0)
        for ranking, power in ballots:
            for option in ranking:
                if option in left:
                    score[option] += power
                    break
        if len(left) == 2:
            one, other = left
            return None if score[one] == score[other] else max(left, key=lambda place: score[place])
        left.remove(min(left, key=lambda place: (score[place], place)))


@given(VOTES)
def test_the_run_off_ends_as_if_it_went_on_to_the_last_two(
    vote: tuple[Form, int, list[tuple[Any, int]]],
) -> None:
    form, options, ballots = vote
    if form in forms.RANKING:
        assert ranked.run_off(options, ballots).winner == naive_run_off(options, ballots)


@pytest.mark.parametrize(
    ("form", "choice", "rest", "ballot", "reason"),
    [
        (Form.SINGLE, "2", "", [2], ""),
        (Form.SINGLE, "2", "because it smokes", [2], "because it smokes"),
        (Form.SINGLE, "lapsang", "souchong I like it", [2], "I like it"),
        (Form.APPROVAL, "1,", "3", [1, 3], ""),
        (Form.APPROVAL, "assam,", "lapsang souchong Both are black.", [1, 2], "Both are black."),
        (Form.RANKED, "2", "> 1 > 3 It smokes.", [2, 1, 3], "It smokes."),
        (Form.RANKED, "2>1", "", [2, 1], ""),
        (Form.WEIGHTED, "1:2", "3:1 half of it", {"1": 2, "3": 1}, "half of it"),
        (Form.COPELAND, "blank", "I know none", [], "I know none"),
    ],
)
def test_a_ballot_and_its_reason(form: Form, choice: str, rest: str, ballot: Any, reason: str) -> None:
    assert forms.told(form, choice, rest, TEAS) == (ballot, reason)


@pytest.mark.parametrize(
    ("form", "choice", "rest"),
    [
        (Form.SINGLE, "2", "1"),
        (Form.APPROVAL, "1,", "darjeeling"),
        (Form.APPROVAL, "1", ", 9"),
        (Form.RANKED, "2", "> darjeeling"),
        (Form.WEIGHTED, "1:2", "3:x"),
        (Form.WEIGHTED, "1:2", "9:1"),
        (Form.COPELAND, "darjeeling", "is best"),
    ],
)
def test_what_looks_like_more_of_a_ballot_is_never_a_reason(form: Form, choice: str, rest: str) -> None:
    with pytest.raises(Refusal, match=r"none of the options|A weight is|there twice"):
        forms.told(form, choice, rest, TEAS)


def test_an_option_is_put_on_and_taken_off() -> None:
    assert forms.altered(None, "+", 2) == [2]
    assert forms.altered([2], "+", 1) == [1, 2]
    assert forms.altered([1, 2], "+", 1) == [1, 2]
    assert forms.altered([], "+", 3) == [3], "no longer blank"
    assert forms.altered([1, 2], "-", 1) == [2]
    assert forms.altered([2], "-", 2) is None
    assert forms.altered([2], "-", 1) == [2]
    assert forms.altered([], "-", 1) == [], "a blank ballot is not taken back by a reaction"
    assert forms.altered(None, "-", 1) is None
    assert forms.altered([1], "~", 1) is None
    assert forms.altered([1], "~", 2) == [1, 2]
