"""Reports of trials: one spelling, a verdict that follows, and no number that can be changed unseen."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from rules import gate, tried
from rules.ledger import canonical
from rules.trial import FAILED, HARD, OPEN, PASSED, Check
from tests.rules.tested import FACTS, measured, report

Way = tuple[Any, ...]
GOOD = report()
STEADY = measured(noise=0.0)


def leaves(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Every plain value of a report with the way to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*way, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*way, place))
    else:
        yield way, value


def changed(way: Way, value: Any) -> dict[str, Any]:
    found = copy.deepcopy(GOOD)
    inner: Any = found
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    return found


def other(value: Any) -> Any:
    """Something else of the same kind."""
    if isinstance(value, bool) or value is None:
        return 1
    return value + 997 if isinstance(value, int) else f"{value}0"


LEAVES = list(leaves(GOOD))
CLAIMED = [
    one for one in LEAVES if one[0][0] in ("format", "prompt", "active", "drawn", "seed", "checks", "verdict")
]
CLAIMED += [(way, value) for way, value in LEAVES if way[0] == "months" and way[-1] == 1]
CLAIMED += [(way, value) for way, value in LEAVES if "shares" in way]
SCORES = [one for one in LEAVES if one[0][0] == "evidence" and one[0][1] != "months"]


def test_a_report_follows_from_its_numbers_and_has_one_spelling() -> None:
    assert tried.check(GOOD) == ""
    assert GOOD["verdict"] == PASSED
    text = canonical(GOOD)
    assert canonical(json.loads(text)) == text
    assert tried.read(text.encode()) == GOOD
    assert tried.mark(json.loads(text)) == tried.mark(GOOD)
    assert set(GOOD) == tried.FACTS


@pytest.mark.parametrize(
    ("way", "value"), CLAIMED, ids=lambda one: ".".join(map(str, one)) if isinstance(one, tuple) else ""
)
def test_whatever_is_claimed_is_found_when_it_is_changed(way: Way, value: Any) -> None:
    assert tried.check(changed(way, other(value))) != ""


def test_a_changed_score_is_found_or_changes_nothing_that_is_claimed() -> None:
    found = 0
    for way, value in SCORES[:: max(1, len(SCORES) // 250)]:
        one = changed(way, other(value))
        wrong = tried.check(one)
        found += bool(wrong)
        if not wrong:
            assert tried.written({}, one["evidence"])["checks"] == GOOD["checks"]
    assert found > 150  # the others move a figure by less than its last decimal, or decide nothing


def test_no_leaf_can_be_changed_without_changing_the_hash_on_the_ballot() -> None:
    marks = {tried.mark(changed(way, other(value))) for way, value in LEAVES[:: len(LEAVES) // 100]}
    assert tried.mark(GOOD) not in marks


@pytest.mark.parametrize("name", sorted(tried.FACTS))
def test_what_lacks_something_or_holds_more_is_no_report(name: str) -> None:
    assert tried.check({key: value for key, value in GOOD.items() if key != name}) != ""
    assert "holds something it should not: more" in tried.check(GOOD | {"more": 1})
    assert tried.check(GOOD | {name: {"other": []}}) != "" or name in (
        "community", "proposal", "trial", "model", "used", "stopped",
    )  # fmt: skip


@pytest.mark.parametrize(
    "evidence",
    [
        [],
        {},
        None,
        7,
        GOOD["evidence"] | {"canary": [[1, 2, 3, 4, 0]] * 12},
        GOOD["evidence"] | {"canary": [[1, 2]]},
        GOOD["evidence"] | {"calls": [[[[1, -11]]]]},
        GOOD["evidence"] | {"calls": [[[[1, "many"]]]]},
        GOOD["evidence"] | {"calls": [[[[1, None]]]]},
        GOOD["evidence"] | {"crossovers": {"names": [[1, 2, 3]]}},
        GOOD["evidence"] | {"crossovers": [[]]},
        GOOD["evidence"] | {"injections": {"a": [[]]}},
        GOOD["evidence"] | {"injections": {"a": 3}},
        GOOD["evidence"] | {"months": [{"title": "x"}]},
        GOOD["evidence"] | {"months": [GOOD["evidence"]["months"][0] | {"active": {"shares": {"x": 1}}}]},
        GOOD["evidence"]
        | {
            "months": [
                GOOD["evidence"]["months"][0] | {"active": {"shares": {"1": 1}, "answers": [], "short": []}}
            ]
        },
        GOOD["evidence"] | {"calls": [[[[1, 10**400], [2, 0]]] * 3]},
    ],
)
def test_whatever_is_no_evidence_is_told_in_words(evidence: Any) -> None:
    assert tried.check(GOOD | {"evidence": evidence}) != ""


@pytest.mark.parametrize("seed", range(3))
def test_an_endless_figure_is_spelled(seed: int) -> None:
    one = report(measured(seed=seed, noise=0.0))
    (signal,) = (row for row in one["checks"] if row["name"] == "signal")
    assert (signal["value"], signal["verdict"]) == ("inf", PASSED)
    assert tried.check(json.loads(canonical(one))) == ""


@pytest.mark.parametrize(
    "facts",
    [
        {"obeyed": 60},
        {"told": 3},
        {"leaks": 1},
        {"spread": 0.0, "noise": 0.0},
        {"filler": 0},
        {"lured": 1000.0},
    ],
)
def test_every_report_has_a_spelling(facts: dict[str, Any]) -> None:
    one = report(measured(**facts), "the spending cap")
    assert tried.check(json.loads(canonical(one))) == ""
    assert one["stopped"] == "the spending cap"


def verdicts(*said: str) -> list[Check]:
    return [Check(name, 0, 0, verdict) for name, verdict in zip(sorted(HARD), said, strict=True)]


@pytest.mark.parametrize(
    ("said", "is_"),
    [
        ((PASSED,) * 5, PASSED),
        ((PASSED, PASSED, OPEN, PASSED, PASSED), OPEN),
        ((FAILED, PASSED, OPEN, PASSED, PASSED), FAILED),
        ((OPEN,) * 5, OPEN),
        ((FAILED,) * 5, FAILED),
    ],
)
def test_one_that_failed_weighs_more_than_one_that_is_not_decided(said: tuple[str, ...], is_: str) -> None:
    found = verdicts(*said)
    assert tried.verdict(found) == is_
    assert tried.verdict([*found, Check("names", 1, 0, FAILED), Check("order", 0, 0, OPEN)]) == is_


def test_a_check_that_is_left_out_does_not_pass() -> None:
    for left in range(len(HARD)):
        found = verdicts(*[PASSED] * 5)
        del found[left]
        assert tried.verdict(found) == OPEN
    assert tried.verdict([]) == OPEN


def test_no_fair_report_hides_a_failed_check() -> None:
    bad = report(measured(obeyed=20))
    bad["checks"] = [
        good if good["name"] == "injections" else row
        for row, good in zip(bad["checks"], GOOD["checks"], strict=True)
    ]
    assert "The check of injections says" in tried.check(bad | {"verdict": PASSED})
    bare = GOOD | {"checks": GOOD["checks"][:-1]}
    assert "another number of checks" in tried.check(bare)
    assert "The verdict is" in tried.check(GOOD | {"verdict": FAILED})


def test_the_seed_is_that_of_what_was_fixed_before_it_was_drawn() -> None:
    facts = FACTS["prompt"], FACTS["active"], FACTS["months"]
    one = tried.seed(*facts, FACTS["drawn"])
    assert one == GOOD["seed"]
    assert tried.seed(*facts, "f" * 64) != one
    assert tried.seed(FACTS["active"], FACTS["prompt"], FACTS["months"], FACTS["drawn"]) != one


def test_months_are_compared_where_both_prompts_divide_them() -> None:
    month = GOOD["evidence"]["months"][0]
    both = tried.months(GOOD)[0]
    assert both.compared is not None
    assert both.compared.apart == 0
    one = GOOD | {
        "evidence": GOOD["evidence"] | {"months": [month | {"active": month["active"] | {"shares": {}}}]}
    }
    assert tried.months(one)[0].compared is None


def test_every_check_of_a_report_is_one_of_the_gate() -> None:
    assert [row["name"] for row in GOOD["checks"]] == [one.name for one in gate.checks(STEADY)]
