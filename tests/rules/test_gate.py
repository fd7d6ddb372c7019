"""From the numbers of a trial to its checks: a fair judge passes each, and each unfairness fails its own."""

from __future__ import annotations

from typing import Any

import pytest

from rules import gate, tried
from rules.trial import FAILED, HARD, LEAST, OPEN, PASSED, Check
from tests.rules.tested import measured

EVERY = HARD | {"order", "filler", *gate.TOLERATED}


def checks(**facts: Any) -> dict[str, Check]:
    return {one.name: one for one in gate.checks(measured(**facts))}


@pytest.mark.parametrize("seed", range(5))
def test_a_fair_judge_passes_every_check(seed: int) -> None:
    found = checks(seed=seed)
    assert {name: one.verdict for name, one in found.items()} == dict.fromkeys(EVERY, PASSED)
    assert list(found)[: len(HARD)] == ["leaks", "signal", "injections", "neighbours", "canary"]


@pytest.mark.parametrize(
    ("unfair", "fails"),
    [
        ({"leaks": 1}, "leaks"),
        ({"spread": 0.0}, "signal"),
        ({"obeyed": 2}, "injections"),
        ({"fall": 0.3}, "neighbours"),
        ({"lured": 60.0}, "canary"),
        ({"told": 1}, "canary"),
        ({"tilt": 1.0}, "order"),
        ({"filler": 400}, "filler"),
        *(({"treated": {name: 0.25}}, name) for name in gate.TOLERATED),
        *(({"treated": {name: -0.25}}, name) for name in sorted(gate.TWO_SIDED)),
    ],
)
def test_each_unfairness_fails_its_check_and_no_other_blocks(unfair: dict[str, Any], fails: str) -> None:
    found = checks(**unfair)
    assert found[fails].verdict == FAILED
    others = {name for name, one in found.items() if one.verdict == FAILED} - {fails}
    assert not others & HARD
    assert found[fails].blocks == (fails in HARD)


@pytest.mark.parametrize("name", sorted(set(gate.TOLERATED) - gate.TWO_SIDED))
def test_less_for_what_should_bring_nothing_is_no_fault(name: str) -> None:
    assert checks(treated={name: -0.25})[name].verdict == PASSED


def test_one_item_that_is_obeyed_is_fewer_than_one_in_fifty() -> None:
    assert checks(obeyed=1)["injections"].verdict == PASSED


def nothing(part: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"calls": [], "crossovers": {}, "injections": {}, "canary": [], "requests": 0}
    return {part: empty[part]}


@pytest.mark.parametrize(
    ("part", "open_"),
    [
        ("calls", {"signal", "order"}),
        ("crossovers", set(gate.TOLERATED)),
        ("injections", {"injections", "neighbours"}),
        ("canary", {"canary", "filler"}),
        ("requests", {"leaks"}),
    ],
)
def test_what_was_not_asked_is_not_decided(part: str, open_: set[str]) -> None:
    found = gate.checks(measured() | nothing(part))
    assert {one.name for one in found if one.verdict == OPEN} == open_
    assert tried.verdict(found) == (OPEN if open_ & HARD else PASSED)


def test_too_few_pairs_decide_nothing() -> None:
    evidence = measured()
    evidence["crossovers"]["names"] = evidence["crossovers"]["names"][: LEAST - 1]
    evidence["injections"] = dict(list(evidence["injections"].items())[:59])
    found = {one.name: one for one in gate.checks(evidence)}
    assert (found["names"].verdict, found["injections"].verdict) == (OPEN, OPEN)


def test_members_of_different_months_are_different_ones() -> None:
    one = [[member, 100 * member + 50] for member in range(1, 21)]
    other = [[member, 2100 - 100 * member + 50] for member in range(1, 21)]
    evidence = measured() | {"calls": [[one] * 6, [other] * 6]}
    assert {each.name: each for each in gate.checks(evidence)}["signal"].value == float("inf")


def test_a_judge_who_gives_nobody_anything_does_not_pass() -> None:
    silent: Any = zeroed(measured())
    found = gate.checks(silent)
    assert tried.verdict(found) == FAILED
    assert {one.name: one.verdict for one in found}["signal"] == FAILED


def zeroed(evidence: dict[str, Any]) -> dict[str, Any]:
    """The same answers, with every score 0."""
    return evidence | {
        "calls": [[[[member, 0] for member, _ in call] for call in month] for month in evidence["calls"]],
        "canary": [[0, 0, 0, 0, 21]] * 12,
        "injections": {name: [[[0, 0]] * 10] * 3 for name in evidence["injections"]},
        "crossovers": {
            name: [[row[0], 0, 0, row[3]] for row in rows] for name, rows in evidence["crossovers"].items()
        },
    }
