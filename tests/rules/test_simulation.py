"""Votes under other rules: their own never flip anything, and each threshold flips exactly what hangs on it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import parameters, simulation
from rules.errors import Refusal
from rules.locks import MAXTIME, Lock
from rules.power import WEIGHTS, Holding, Weights
from rules.simulation import NEEDS, Cast, Others, Vote, computed, simulate
from rules.tallying import Running, Snapshot
from rules.verdict import Choice, Thresholds
from tests.rules.test_tallying import BALLOTS, SNAPSHOTS

FOR, AGAINST, ABSTAIN = Choice
OPENED = datetime(2026, 11, 2, 9, tzinfo=UTC)
SECOND, PERIOD = timedelta(seconds=1), timedelta(seconds=1000)
ONE = Weights(1, 1, 0, 0)


def vote(powers: dict[int, int], ballots: dict[int, tuple[Choice, int]], **facts: Any) -> Vote:
    """A signal with a quorum of a half; ballots come so many seconds after the opening."""
    given_: dict[str, Any] = {
        "id": 1, "title": "Plan", "kind": "signal", "level": "ordinary", "snapshot": Snapshot(powers),
        "held": {who: Holding(own) for who, own in powers.items()}, "weights": ONE,
        "thresholds": Thresholds(5000, 0, 5000, 1), "extension": timedelta(seconds=200), "sealed": False,
        "opened": OPENED, "planned": OPENED + PERIOD,
        "ballots": {who: Cast(choice, OPENED + at * SECOND) for who, (choice, at) in ballots.items()},
    }  # fmt: skip
    made = Vote(**given_ | facts)
    return replace(made, results={"the ledger": simulation.result(made)})


def flips(one: Vote, *, delegation: bool = True, **values: Any) -> bool:
    return simulate(one, Others(values, delegation)).flipped


PERCENT = st.integers(0, 10_000)
VOTES = st.builds(
    lambda snapshot, choices, needs, late, extension: replace(
        vote({}, {who: (choice, (who * late) % 1000 + 1) for who, choice in choices.items()}),
        snapshot=snapshot,
        held={who: Holding(own) for who, own in snapshot.powers.items()},
        thresholds=needs,
        extension=timedelta(seconds=extension),
    ),
    SNAPSHOTS,
    BALLOTS,
    st.builds(Thresholds, PERCENT, PERCENT, PERCENT, st.integers(0, 9)),
    st.integers(1, 300),
    st.integers(0, 1000),
)


@given(VOTES, st.sets(st.sampled_from((*NEEDS, "extension", "max_share", *WEIGHTS))))
def test_the_same_rules_flip_nothing(one: Vote, named: set[str]) -> None:
    own = {f"ordinary_{name}": getattr(one.thresholds, name) for name in NEEDS}
    own |= {name: getattr(one.weights, name.removeprefix("w_")) for name in WEIGHTS}
    own |= {"extension": one.extension // SECOND, "max_share": one.snapshot.max_share}
    same = {full: value for full, value in own.items() if full.removeprefix("ordinary_") in named}
    found = simulate(one, Others(same))
    assert not found.flipped
    assert (found.checks, found.then, found.close) == ([], found.would, found.moved)
    assert simulation.faults(replace(one, results={"the ledger": simulation.result(one)})) == []


@given(VOTES, PERCENT)
def test_a_higher_threshold_passes_nothing_and_a_lower_one_defeats_nothing(one: Vote, other: int) -> None:
    for name in ("quorum", "differential", "approval"):
        found = simulate(one, Others({f"ordinary_{name}": other}))
        higher = other >= getattr(one.thresholds, name)
        assert not found.flipped or found.then.passed == higher
        assert {before.name for before, _ in found.checks} <= {name}


@given(VOTES)
def test_without_delegation_it_is_as_if_nobody_had_given_any(one: Vote) -> None:
    bare = replace(one, snapshot=replace(one.snapshot, delegations={}))
    assert simulate(one, Others(delegation=False)).would == simulation.judged(bare)


def test_a_changed_rule_must_pass_by_the_stricter_of_the_tried_and_the_new_value() -> None:
    one = vote({1: 60, 2: 40}, {1: (FOR, 1)}, kind="parameter", changes={"ordinary_quorum": 5500})
    assert not flips(one, ordinary_quorum=1000)
    assert simulation.under(one, Others({"ordinary_quorum": 1000})).thresholds.quorum == 5500
    assert flips(one, ordinary_quorum=6100)
    assert not flips(one, constitutional_quorum=6100)
    assert simulation.under(
        replace(one, changes={"extension": 300}), Others({"extension": 100})
    ).extension == timedelta(seconds=300)


def test_other_weights_weigh_what_was_held_at_the_snapshot() -> None:
    full = Lock(1, 1, 10, OPENED + MAXTIME)
    held = {1: Holding(0, (full,)), 2: Holding(25), 3: Holding(0, (Lock(2, 3, 8, OPENED),))}
    assert computed(held, Weights(1, 1, 3, 0), OPENED) == {1: 40, 2: 25, 3: 8}
    one = vote(
        {1: 40, 2: 25, 3: 8},
        {1: (FOR, 1), 2: (AGAINST, 2)},
        held=held,
        weights=Weights(1, 1, 3, 0),
        thresholds=Thresholds(4000, 0, 5000, 1),
    )
    assert simulation.faults(one) == []
    assert flips(one, w_ve=0)
    assert not flips(one, w_ve=2)
    assert flips(one, w_liquid=2)
    assert not flips(one, w_liquid=0, w_locked=0, w_ve=1), "who holds nothing by it is no voter"


def test_a_late_swing_that_other_rules_bring_or_take_is_told_and_not_played() -> None:
    one = vote({1: 60, 2: 10, 3: 30}, {2: (FOR, 10), 1: (FOR, 900), 3: (AGAINST, 1050)})
    moved, end = OPENED + 1100 * SECOND, OPENED + PERIOD
    found = simulate(one, Others({"extension": 50}))
    assert (found.close, found.moved, found.later, found.flipped) == (moved, end, 1, False)
    found = simulate(one, Others({"ordinary_quorum": 7100}))
    assert (found.close, found.moved, found.would.passed) == (moved, end, False)
    found = simulate(one, Others({"ordinary_quorum": 1000}))
    assert (found.moved, found.later) == (end, 1), "it was reached early"
    sealed = replace(one, sealed=True, extension=timedelta())
    assert simulate(sealed, Others({"extension": 200})).moved == end
    away = replace(one, planned=None)
    assert (simulate(away, Others({"extension": 50})).moved, simulate(away, Others()).later) == (None, 0)


def test_what_does_not_follow_is_said() -> None:
    one = vote({1: 60, 2: 40}, {1: (FOR, 1)})
    assert simulation.faults(one) == []
    wrong = replace(one, ballots={1: Cast(AGAINST, OPENED)}, held={1: Holding(60), 2: Holding(39)})
    said = simulation.faults(wrong)
    assert said[:4] == [
        "passed is False and stands in the ledger as True.",
        "for is 0 and stands in the ledger as 60.",
        "against is 60 and stands in the ledger as 0.",
        "voters is 0 and stands in the ledger as 1.",
    ]
    ballots = Running.of(wrong.snapshot, {1: AGAINST}).booked(wrong.choices)["ballots"][:12]
    assert said[4].startswith(f"ballots is {ballots} and stands in the ledger as ")
    assert said[5:] == ["member 2 had 40 at the snapshot, and by the ledger 39."]
    assert simulation.faults(replace(one, results={"the ledger": {}}))[0] == (
        "passed is True and stands in the ledger as nothing."
    )


@pytest.mark.parametrize("name", ["ordinary_voting", "proposal_power", "ordinary_limit", "reward_cap"])
def test_what_decides_when_or_about_what_is_not_tried(name: str) -> None:
    with pytest.raises(
        Refusal, match=r"cannot be tried on past votes; what can is ordinary_quorum, .*w_vesting\."
    ):
        simulation.others({name: "5"}, parameters.defaults())


def test_rules_are_read_as_the_registry_reads_them() -> None:
    found = simulation.others(
        {"ordinary_quorum": "7.5 %", "extension": "12h", "w_ve": "1"}, parameters.defaults(), delegation=False
    )
    assert found == Others({"ordinary_quorum": 750, "extension": 43_200, "w_ve": 1}, delegation=False)
    with pytest.raises(Refusal, match="extension must be at most ordinary_voting"):
        simulation.others({"extension": "4d"}, parameters.defaults())
