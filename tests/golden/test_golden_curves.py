"""Budget curves against amounts that a peer wrote (SourceCred 0.11.2, `sourcecred grain`)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from rules.curves import Periods, amounts, balanced, exact, immediate, recent
from tests.golden import data

pytestmark = data.needs
ATTO = 10**18
CASES = range(7)


@pytest.fixture(scope="module")
def peer() -> Any:
    """The peer's cred, payments and results."""
    return data.document("sourcecred_grain_golden.json")


def weigh(policy: Mapping[str, Any], cred: Periods, paid: Periods, budget: Fraction) -> dict[int, Fraction]:
    """Weights by the policy the peer was asked for."""
    kind, lookback = policy["policyType"], policy.get("numIntervalsLookback", 0)
    if kind == "IMMEDIATE":
        return immediate(cred, lookback)
    if kind == "RECENT":
        return recent(cred, Fraction(policy["discount"]))
    return balanced(cred, paid, budget, lookback)


@pytest.mark.parametrize("number", CASES)
def test_amounts_agree_to_a_trillionth_of_the_budget(peer: Any, number: int) -> None:
    case, people = peer["cases"][number], peer["participants"]
    members = data.ids(person["id"] for person in people)
    cred = {members[person["id"]]: [Fraction(one) for one in person["cred"]] for person in people}
    paid = {members[person["id"]]: [Fraction(one) for one in person["grain_earned"]] for person in people}
    budget = Fraction(case["policy"]["budget"]) * ATTO
    weights = weigh(case["policy"], cred, paid, budget)
    shares, whole = exact(budget, weights), amounts(int(budget), weights)
    assert sum(whole.values()) == budget
    for name, expected in case["expected"].items():
        assert abs(shares[members[name]] - int(expected)) * 10**12 <= budget
        assert abs(whole[members[name]] - int(expected)) * 10**12 <= budget


def test_every_case_and_policy_is_here(peer: Any) -> None:
    assert len(peer["cases"]) == len(CASES)
    assert {case["policy"]["policyType"] for case in peer["cases"]} == {"IMMEDIATE", "RECENT", "BALANCED"}
    assert {case["effective_day"] for case in peer["cases"]} == {peer["interval_end_day"][-1]}
