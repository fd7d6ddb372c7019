"""How much each ballot weighs."""

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.tallying import Running, Snapshot, held, tally, weights
from rules.verdict import Choice, Count, Thresholds, judge

FOR, AGAINST, ABSTAIN = Choice
THREE = Snapshot({1: 100, 2: 50, 3: 7}, {1: 2, 2: 3})

MEMBERS = st.integers(1, 8)
SNAPSHOTS = st.builds(
    Snapshot,
    st.dictionaries(MEMBERS, st.integers(0, 100)),
    st.dictionaries(MEMBERS, MEMBERS),
    st.sampled_from([100, 1000, 3400, 5000, 9999, 10_000]),
    st.frozensets(MEMBERS, max_size=2),
    st.frozensets(MEMBERS, max_size=3),
    st.booleans(),
)
BALLOTS = st.dictionaries(MEMBERS, st.sampled_from(Choice))


def test_delegation_is_one_level_and_not_transitive() -> None:
    assert held(THREE) == {1: 0, 2: 100, 3: 57}
    assert weights(THREE, {3: FOR}) == {3: 57}


def test_a_delegator_who_votes_takes_their_own_power_back() -> None:
    assert weights(THREE, {2: FOR, 3: FOR}) == {2: 150, 3: 7}
    assert weights(THREE, {1: FOR, 2: FOR, 3: FOR}) == {1: 100, 2: 50, 3: 7}
    assert weights(THREE, {3: FOR, 2: FOR}) == {2: 150, 3: 7}, "before or after the delegate votes"


def test_two_who_delegate_to_each_other_swap() -> None:
    swap = Snapshot({1: 100, 2: 50}, {1: 2, 2: 1})
    assert held(swap) == {1: 50, 2: 100}
    assert weights(swap, {1: FOR}) == {1: 150}
    assert weights(swap, {1: FOR, 2: FOR}) == {1: 100, 2: 50}


def test_a_delegate_needs_no_power_and_a_delegation_to_oneself_is_none() -> None:
    assert weights(Snapshot({1: 5}, {1: 9}), {9: FOR}) == {9: 5}
    assert weights(Snapshot({1: 5}, {1: 1}), {1: FOR}) == {1: 5}
    assert tally(Snapshot({1: 5}), {9: FOR}) == Count(0, 0, 0, 5, 0, 1), "who has nothing casts nothing"


def test_powers_and_heads_are_counted() -> None:
    alone = Snapshot({1: 100, 2: 50, 3: 7, 4: 0})
    assert tally(alone, {1: FOR, 2: AGAINST, 3: ABSTAIN, 4: FOR}) == Count(100, 50, 7, 157, 2, 3)
    assert tally(THREE, {2: FOR, 3: AGAINST}) == Count(150, 7, 0, 157, 1, 3)


def test_a_recused_for_counts_nothing_own_and_delegated() -> None:
    paid = replace(THREE, recused={2})
    assert tally(paid, {2: FOR}) == Count(0, 0, 0, 157, 0, 3)
    assert weights(paid, {2: FOR}) == {}
    assert weights(paid, {1: FOR, 2: FOR}) == {1: 100}
    assert tally(paid, {2: AGAINST}).no == 150, "Against and Abstain count"
    assert tally(paid, {2: ABSTAIN}).abstain == 150
    assert weights(paid, {1: FOR, 2: AGAINST}) == {1: 100, 2: 50}, "their delegators may vote themselves"


def test_a_recused_member_votes_for_by_no_delegate_either() -> None:
    paid = replace(THREE, recused={2})
    assert weights(paid, {3: FOR}) == {3: 7}
    assert weights(paid, {3: AGAINST}) == {3: 57}
    assert weights(paid, {2: FOR, 3: AGAINST}) == {3: 57}, "a refused ballot takes no power back"


def test_the_cap_is_applied_once_and_the_base_is_the_sum_after_it() -> None:
    capped = Snapshot({1: 100, 2: 50, 3: 7}, max_share=5000)  # 78 of 157
    assert weights(capped, {1: FOR, 2: FOR, 3: FOR}) == {1: 78, 2: 50, 3: 7}
    assert tally(capped, {}).base == 135
    assert tally(replace(capped, max_share=10_000), {}).base == 157
    small = Snapshot({1: 1000, 2: 1000, 3: 1000}, {2: 1}, max_share=3400)
    assert weights(small, {1: FOR}) == {1: 1020}, "own and delegated power together"
    assert tally(small, {1: FOR}).base == 2020
    assert tally(small, {1: FOR, 2: FOR}).base == 3000, "what is taken back is not lost to the cap"


def test_the_dormant_leave_the_base_until_they_vote() -> None:
    quiet = Snapshot({1: 100, 2: 50, 3: 7}, dormant={1})
    assert tally(quiet, {2: FOR}).base == 57
    assert tally(quiet, {1: AGAINST}).base == 157
    assert tally(replace(quiet, delegations={1: 3}), {3: FOR}).base == 157, "by their delegate, too"


def test_a_constitutional_base_never_falls_below_half_of_all_power() -> None:
    quiet = Snapshot({1: 100, 2: 50, 3: 7}, dormant={1}, constitutional=True)
    assert tally(quiet, {}).base == 79
    assert tally(replace(quiet, dormant={3}), {}).base == 150


def test_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Snapshot({1: -1})
    with pytest.raises(ValueError, match="not negative"):
        Snapshot({}, max_share=-1)


def by_the_law(snapshot: Snapshot, ballots: dict[int, Choice]) -> Count:
    """The count again, slowly and word by word."""
    counted = {who: said for who, said in ballots.items() if said is not FOR or who not in snapshot.recused}
    everybody = {*snapshot.powers, *snapshot.delegations.values(), *counted}
    total = sum(snapshot.powers.values())
    cap = total if snapshot.max_share >= 10_000 else total * snapshot.max_share // 10_000
    cast, base, full, voters = dict.fromkeys(Choice, 0), 0, 0, 0
    for holder in everybody:
        theirs = [
            one
            for one in snapshot.powers
            if (one if one in counted else snapshot.delegations.get(one, one)) == holder
        ]
        choice = counted.get(holder)
        inside = [one for one in theirs if choice or one not in snapshot.dormant]
        base += min(cap, sum(snapshot.powers[one] for one in inside))
        full += min(cap, sum(snapshot.powers[one] for one in theirs))
        if choice:
            may = [one for one in theirs if choice is not FOR or one not in snapshot.recused]
            weight = min(cap, sum(snapshot.powers[one] for one in may))
            cast[choice] += weight
            voters += choice is not AGAINST and weight > 0
    if snapshot.constitutional:
        base = max(base, (full + 1) // 2)
    return Count(cast[FOR], cast[AGAINST], cast[ABSTAIN], base, voters, snapshot.holders)


@given(SNAPSHOTS, BALLOTS)
def test_the_fast_way_is_the_law(snapshot: Snapshot, ballots: dict[int, Choice]) -> None:
    assert tally(snapshot, ballots) == by_the_law(snapshot, ballots)


@given(SNAPSHOTS, st.lists(st.tuples(MEMBERS, st.none() | st.sampled_from(Choice)), max_size=30))
def test_ballot_by_ballot_comes_to_the_same(
    snapshot: Snapshot, acts: list[tuple[int, Choice | None]]
) -> None:
    running, ballots = Running(snapshot), dict[int, Choice]()
    for member, choice in acts:
        running.put(member, choice)
        ballots.pop(member, None)
        if choice:
            ballots[member] = choice
        assert running.count() == tally(snapshot, ballots)


@given(SNAPSHOTS, st.frozensets(MEMBERS))
def test_delegation_conserves_power(snapshot: Snapshot, voted: frozenset[int]) -> None:
    assert sum(held(snapshot, voted).values()) == sum(snapshot.powers.values())


@given(SNAPSHOTS, BALLOTS)
def test_nobody_casts_more_than_the_base_or_the_cap(snapshot: Snapshot, ballots: dict[int, Choice]) -> None:
    found = tally(snapshot, ballots)
    assert found.yes + found.no + found.abstain <= found.base <= sum(snapshot.powers.values())
    for weight in weights(snapshot, ballots).values():
        assert weight * 10_000 <= sum(snapshot.powers.values()) * snapshot.max_share


@given(SNAPSHOTS, BALLOTS, st.randoms(use_true_random=False))
def test_the_order_of_ballots_changes_nothing(snapshot: Snapshot, ballots: dict[int, Choice], chance) -> None:  # type: ignore[no-untyped-def]
    mixed = list(ballots.items())
    chance.shuffle(mixed)
    assert tally(snapshot, dict(mixed)) == tally(snapshot, ballots)


def test_a_hundred_thousand_ballots_take_no_time() -> None:
    many = 100_000
    snapshot = Snapshot(
        {one: one % 97 for one in range(many)}, {one: one % 10 for one in range(10, 10_010)}, max_share=1000
    )
    ballots = {one: tuple(Choice)[one % 3] for one in range(many)}
    started = perf_counter()
    found = tally(snapshot, ballots)
    took = perf_counter() - started
    assert found.yes + found.no + found.abstain == found.base == sum(snapshot.powers.values())
    assert took < 5, f"{took:.2f} s; it is well under one where nothing else runs"


@given(SNAPSHOTS, BALLOTS)
def test_turned_is_the_count_of_the_opposite_ballots(snapshot: Snapshot, ballots: dict[int, Choice]) -> None:
    opposite = {FOR: AGAINST, AGAINST: FOR, ABSTAIN: ABSTAIN}
    plain = replace(snapshot, recused=frozenset())
    turned = Running.of(plain, ballots).turned()
    assert turned == Running.of(plain, {who: opposite[one] for who, one in ballots.items()}).count()


@given(SNAPSHOTS, BALLOTS, st.integers(0, 9000), st.integers(0, 3))
def test_both_sides_never_win(
    snapshot: Snapshot, ballots: dict[int, Choice], share: int, voters: int
) -> None:
    needs, run = Thresholds(share, 0, 5000, voters), Running.of(snapshot, ballots)
    assert not (run.judge(needs).passed and judge(run.turned(), needs).passed)
