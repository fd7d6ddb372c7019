"""Whether a vote has passed, and the arithmetic that says so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import presets, verdict
from rules.outcomes import Result
from rules.verdict import Count, Thresholds, judge

ORDINARY = Thresholds(400, 100, 5000, 5)
CONSTITUTIONAL = Thresholds(1000, 500, 6000, 10)
NONE = Thresholds(0, 0, 5000, 1)

POWERS = st.integers(0, 2**40)
PERCENT = st.integers(0, 10_000)
THRESHOLDS = st.builds(Thresholds, PERCENT, PERCENT, PERCENT, st.integers(1, 50))
COUNTS = st.builds(Count, POWERS, POWERS, POWERS, POWERS, st.integers(0, 60), st.integers(0, 60))


def count(yes: int, no: int = 0, abstain: int = 0, base: int = 10_000, voters: int = 10) -> Count:
    return Count(yes, no, abstain, base, voters, 100)


def failed(of: Count, thresholds: Thresholds) -> list[str]:
    found = judge(of, thresholds)
    assert found.passed == all(check.met for check in found.checks)
    return [check.name for check in found.checks if not check.met]


@pytest.mark.parametrize(
    ("of", "thresholds", "fails"),
    [
        (count(400), ORDINARY, []),
        (count(399), ORDINARY, ["quorum"]),
        (count(200, 0, 200), ORDINARY, []),  # Abstain helps quorum
        (count(399, 200), ORDINARY, ["quorum"]),  # Against never does
        (count(500, 400), ORDINARY, ["differential"]),  # 100 is not more than 1 %
        (count(501, 400), ORDINARY, []),
        (count(1000), CONSTITUTIONAL, []),
        (count(999), CONSTITUTIONAL, ["quorum"]),
        (count(600, 100, 400), CONSTITUTIONAL, ["differential"]),  # 500 is not more than 5 %
        (count(601, 100, 400), CONSTITUTIONAL, []),
        (count(3000, 2000), CONSTITUTIONAL, ["approval"]),  # 60 % is not more than 60 %
        (count(3001, 2000), CONSTITUTIONAL, []),
        (count(400, voters=4), ORDINARY, ["min_voters"]),
        (count(400, voters=5), ORDINARY, []),
        (count(1000, voters=9), CONSTITUTIONAL, ["min_voters"]),
    ],
)
def test_the_numbers_of_a_growing_community(of: Count, thresholds: Thresholds, fails: list[str]) -> None:
    assert failed(of, thresholds) == fails


def test_for_equal_to_against_fails() -> None:
    assert failed(count(500, 500), NONE) == ["differential", "approval"]
    assert failed(count(501, 500), NONE) == []


def test_zero_votes_fail_also_at_quorum_zero() -> None:
    assert not judge(Count(0, 0, 0, 10_000, 0, 100), NONE).passed
    assert not judge(Count(0, 0, 0, 0, 0, 0), NONE).passed
    assert not judge(Count(0, 0, 10_000, 10_000, 100, 100), NONE).passed, "Abstain alone decides nothing"


def test_only_quorum_is_floored() -> None:
    assert failed(count(3, base=99), replace(NONE, quorum=400)) == []  # 3.96 is floored
    assert failed(count(2, base=99), replace(NONE, quorum=400)) == ["quorum"]
    assert failed(count(3, base=199), replace(NONE, differential=200)) == ["differential"]  # 3.98
    assert failed(count(4, base=199), replace(NONE, differential=200)) == []
    assert failed(count(2, 1), replace(NONE, approval=6600)) == []  # two of three are 66.67 %
    assert failed(count(2, 1), replace(NONE, approval=6667)) == ["approval"]


def test_all_holders_are_needed_where_there_are_fewer() -> None:
    assert judge(Count(9, 0, 0, 9, 3, 3), ORDINARY).passed
    assert not judge(Count(9, 0, 0, 9, 2, 3), ORDINARY).passed
    assert judge(Count(9, 0, 0, 9, 2, 3), ORDINARY).lines[-1] == (
        "Members: 2 members voted For or Abstain; needed 3 (everybody who holds power)."
    )


def test_the_arithmetic_is_printed_line_by_line() -> None:
    assert judge(Count(320, 50, 100, 10_000, 1, 40), ORDINARY).lines == [
        "Quorum: For and Abstain 420 of 10,000; needed 400 (4 %).",
        "Lead: For 320, Against 50 of 10,000; For must lead by more than 100 (1 %).",
        "Approval: For 320 of 370 For and Against; needed more than 185 (50 %).",
        "Members: 1 member voted For or Abstain; needed 5.",
    ]
    halves = judge(count(400), ORDINARY, lambda power: f"{power // 2}½").lines[0]
    assert halves == "Quorum: For and Abstain 200½ of 5000½; needed 200½ (4 %)."


@pytest.mark.parametrize(
    ("place", "ordinary", "other"),
    [
        (0, Thresholds(2500, 0, 5000, 3), Thresholds(4000, 1000, 6000, 4)),
        (1, ORDINARY, CONSTITUTIONAL),
        (2, Thresholds(400, 200, 5000, 15), Thresholds(1000, 600, 6600, 40)),
    ],
)
def test_the_presets_have_these_thresholds(place: int, ordinary: Thresholds, other: Thresholds) -> None:
    names = ("quorum", "differential", "approval", "min_voters")
    for level, wanted in (("ordinary", ordinary), ("constitutional", other)):
        values = [presets.REGISTRY[f"{level}_{name}"].values[place] for name in names]
        assert Thresholds(*values) == wanted


def test_a_vote_among_options_needs_quorum_members_and_one_that_is_first() -> None:
    def fails(cast: int, voters: int, *, decided: bool) -> list[str]:
        result = Result((9, 9), 1, cast) if decided else Result((9, 9), None, cast, ("They are level.",))
        found = verdict.judge_options(result, 10_000, voters, 100, ORDINARY)
        assert found.lines[1] == f"Decision: {'Option 1 is first.' if decided else 'They are level.'}"
        return [check.name for check in found.checks if not check.met]

    assert fails(400, 5, decided=True) == []
    assert fails(399, 5, decided=True) == ["quorum"]
    assert fails(400, 4, decided=True) == ["min_voters"]
    assert fails(400, 5, decided=False) == ["decided"]


def test_the_stricter_is_the_higher_of_each() -> None:
    assert verdict.stricter(Thresholds(1, 8, 3, 9), Thresholds(2, 7, 4, 5)) == Thresholds(2, 8, 4, 9)


def test_what_the_program_may_not_ask() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Thresholds(-1, 0, 0, 0)
    with pytest.raises(ValueError, match="less than nothing"):
        Count(0, -1, 0, 0, 0, 0)
    with pytest.raises(ValueError, match="no check colour"):
        judge(count(1), NONE).met("colour")


@given(COUNTS, THRESHOLDS, POWERS)
def test_against_never_helps(of: Count, thresholds: Thresholds, more: int) -> None:
    before, after = judge(of, thresholds), judge(replace(of, no=of.no + more), thresholds)
    assert after.met("quorum") == before.met("quorum")
    assert before.passed or not after.passed


@given(COUNTS, THRESHOLDS)
def test_what_passes_has_more_for_than_against(of: Count, thresholds: Thresholds) -> None:
    if judge(of, thresholds).passed:
        assert of.yes > of.no


@given(COUNTS, THRESHOLDS, THRESHOLDS)
def test_what_passes_by_the_stricter_passes_by_both(of: Count, one: Thresholds, other: Thresholds) -> None:
    strict = verdict.stricter(one, other)
    assert judge(of, strict).passed == (judge(of, one).passed and judge(of, other).passed)


@given(COUNTS, THRESHOLDS)
def test_the_printed_bounds_are_the_real_ones(of: Count, thresholds: Thresholds) -> None:
    quorum, lead, approval, _ = judge(of, thresholds).checks
    base = of.base
    assert quorum.met == (of.yes + of.abstain >= base * thresholds.quorum // 10_000)
    assert lead.met == (of.yes - of.no > base * thresholds.differential // 10_000)
    assert approval.met == (of.yes > (of.yes + of.no) * thresholds.approval // 10_000)


@given(COUNTS, THRESHOLDS)
def test_what_for_must_be_more_than(of: Count, thresholds: Thresholds) -> None:
    beyond, judged = verdict.for_beyond(of.no, of.base, thresholds), judge(of, thresholds)
    leads = judged.met("differential") and judged.met("approval")
    assert leads == (beyond is not None and of.yes > beyond)
