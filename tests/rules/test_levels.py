"""Ordinary or constitutional, and what that brings."""

from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import levels, parameters
from rules.levels import CONSTITUTIONAL, ORDINARY, Level, Terms, level, terms
from rules.presets import GROWING, KINDS, LARGE, PRESETS, SMALL
from rules.verdict import Thresholds

HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
NOTHING = timedelta(0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_level_of_each_kind(kind: str) -> None:
    assert level(kind) == (ORDINARY if kind == "signal" else CONSTITUTIONAL)
    assert level(kind, within=True) == (ORDINARY if kind in {"signal", "spend", "budget"} else CONSTITUTIONAL)
    assert level(kind, returns=True) == (ORDINARY if kind in {"signal", "prompt"} else CONSTITUTIONAL)
    assert level(kind, short=True) == (ORDINARY if kind in {"signal", "role"} else CONSTITUTIONAL)
    assert level(kind, within=True, returns=True, short=True, mints=True) == CONSTITUTIONAL


def test_a_kind_there_is_not() -> None:
    with pytest.raises(ValueError, match="no kind wish"):
        level("wish")


def test_a_proposal_has_the_highest_level_of_what_it_contains() -> None:
    assert levels.highest([ORDINARY, CONSTITUTIONAL, ORDINARY]) == CONSTITUTIONAL
    assert levels.highest(iter([ORDINARY])) == ORDINARY
    assert levels.highest([]) == ORDINARY


@pytest.mark.parametrize(
    ("asked", "spent", "within"),
    [(500, 0, True), (501, 0, False), (100, 400, True), (101, 400, False), (0, 500, True), (1, 500, False)],
)
def test_five_percent_of_ten_thousand(asked: int, spent: int, *, within: bool) -> None:
    assert levels.within_limit(asked, spent, 10_000, 500) == within


def test_the_limit_is_not_rounded() -> None:
    assert not levels.within_limit(50, 0, 999, 500)  # 49.95
    assert levels.within_limit(49, 0, 999, 500)
    assert not levels.within_limit(1, 0, 10_000, 0)
    with pytest.raises(ValueError, match="not negative"):
        levels.within_limit(-1, 0, 10_000, 500)


@given(st.lists(st.integers(0, 1000), min_size=1), st.integers(0, 100_000), st.integers(0, 5000))
def test_cutting_a_spend_up_does_not_help(parts: list[int], treasury: int, limit: int) -> None:
    spent, passed = 0, True
    for part in parts:
        passed = passed and levels.within_limit(part, spent, treasury, limit)
        spent += part
    assert passed == levels.within_limit(sum(parts), 0, treasury, limit)


def test_ordinary_money_counts_while_it_is_live_and_for_thirty_days() -> None:
    assert levels.in_window(None, NOW)
    assert levels.in_window(NOW - 30 * DAY, NOW)
    assert not levels.in_window(NOW - 30 * DAY - SECOND, NOW)


def test_a_prompt_goes_back_within_ninety_days() -> None:
    assert levels.is_return("old", "old", NOW - 90 * DAY, NOW)
    assert not levels.is_return("old", "old", NOW - 90 * DAY - SECOND, NOW)
    assert not levels.is_return("new", "old", NOW, NOW)


def table(
    discussion: timedelta,
    voting: timedelta,
    timelock: timedelta,
    grace: timedelta,
    extension: timedelta,
    *,
    quorum: int,
    lead: int,
    approval: int,
    voters: int,
) -> Terms:
    thresholds = Thresholds(quorum, lead, approval, voters)
    return Terms(discussion, voting, timelock, grace, extension, thresholds)


@pytest.mark.parametrize(
    ("preset", "of", "wanted"),
    [
        (SMALL, ORDINARY, table(12 * HOUR, 2 * DAY, NOTHING, 7 * DAY, 12 * HOUR,
                                quorum=2500, lead=0, approval=5000, voters=3)),
        (SMALL, CONSTITUTIONAL, table(DAY, 4 * DAY, 12 * HOUR, 7 * DAY, 12 * HOUR,
                                      quorum=4000, lead=1000, approval=6000, voters=4)),
        (GROWING, ORDINARY, table(2 * DAY, 3 * DAY, DAY, 7 * DAY, DAY,
                                  quorum=400, lead=100, approval=5000, voters=5)),
        (GROWING, CONSTITUTIONAL, table(3 * DAY, 7 * DAY, 3 * DAY, 7 * DAY, DAY,
                                        quorum=1000, lead=500, approval=6000, voters=10)),
        (LARGE, ORDINARY, table(3 * DAY, 5 * DAY, 2 * DAY, 7 * DAY, 2 * DAY,
                                quorum=400, lead=200, approval=5000, voters=15)),
        (LARGE, CONSTITUTIONAL, table(5 * DAY, 10 * DAY, 7 * DAY, 7 * DAY, 2 * DAY,
                                      quorum=1000, lead=600, approval=6600, voters=40)),
    ],
)  # fmt: skip
def test_the_terms_of_the_presets(preset: str, of: Level, wanted: Terms) -> None:
    assert terms(parameters.preset(preset), of) == wanted


@pytest.mark.parametrize(("preset", "limit"), [(SMALL, 1000), (GROWING, 500), (LARGE, 100)])
def test_the_ordinary_limit_of_the_presets(preset: str, limit: int) -> None:
    assert parameters.preset(preset)["ordinary_limit"] == limit


def test_a_parameter_proposal_passes_by_the_stricter_of_old_and_new() -> None:
    values = parameters.defaults()
    changes = {
        "constitutional_quorum": 500,  # lower: the old one holds
        "constitutional_voting": 14 * 86_400,  # longer: the new one holds
        "constitutional_approval": 6600,
        "ordinary_quorum": 300,  # of the other level
    }
    assert terms(values, CONSTITUTIONAL, changes) == table(
        3 * DAY, 14 * DAY, 3 * DAY, 7 * DAY, DAY, quorum=1000, lead=500, approval=6600, voters=10
    )
    assert terms(values, CONSTITUTIONAL, {"samples": 7}) == terms(values, CONSTITUTIONAL, {})


@given(st.sampled_from(PRESETS), st.sampled_from(PRESETS), st.sampled_from(Level))
def test_the_stricter_terms_are_the_same_both_ways(old: str, new: str, of: Level) -> None:
    first, second = parameters.preset(old), parameters.preset(new)
    both = terms(first, of, second)
    assert both == terms(second, of, first)
    for values in (first, second):
        assert all(mine >= theirs for mine, theirs in zip(_flat(both), _flat(terms(values, of)), strict=True))


def _flat(of: Terms) -> list[Any]:
    return [of.discussion, of.voting, of.timelock, of.grace, of.extension, *astuple(of.thresholds)]


@given(st.sampled_from(PRESETS))
def test_a_constitutional_decision_asks_at_least_as_much(preset: str) -> None:
    values = parameters.preset(preset)
    more, less = terms(values, CONSTITUTIONAL), terms(values, ORDINARY)
    assert levels.stricter(more, less) == more
