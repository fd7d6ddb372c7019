"""What tokens weigh, and who casts it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules import power, presets
from rules.locks import MAXTIME, Lock
from rules.power import Delegation, Holding, Power, Weights
from rules.tallying import Snapshot, held

NOW = datetime(2026, 11, 5, tzinfo=UTC)
USUAL, CURVE = Weights(1, 1, 3, 0), Weights(0, 0, 1, 0)


def lock(amount: int, left: timedelta) -> Lock:
    return Lock(1, 1, amount, NOW + left)


def test_a_full_lock_counts_four_times_and_decays_to_once() -> None:
    full = Holding(locks=(lock(500, MAXTIME),))
    assert power.own(full, USUAL, NOW) == Power(0, 500, 1500, 0)
    assert power.own(full, USUAL, NOW + MAXTIME) == Power(500, 0, 0, 0)
    assert power.own(full, USUAL, NOW + MAXTIME / 2).whole == 500 + 250 * 3
    assert power.own(full, CURVE, NOW).whole == 500
    assert power.own(full, CURVE, NOW + MAXTIME).whole == 0


def test_tokens_that_have_not_vested_weigh_what_the_community_says() -> None:
    held = Holding(liquid=10, vesting=90)
    assert power.own(held, USUAL, NOW).whole == 10
    assert power.own(held, Weights(1, 1, 3, 2), NOW) == Power(10, 0, 0, 180)


def test_decay_does_not_count_where_it_should_not() -> None:
    held = Holding(10, (lock(500, MAXTIME / 4),))
    assert power.own(held, USUAL.steady, NOW).whole == 10 + 500 * 4
    assert power.own(held, CURVE.steady, NOW).whole == 500


def test_weights_are_the_parameters() -> None:
    values = {one.name: one.values[1] for one in presets.POWER}
    assert Weights.of(values) == USUAL


@given(
    st.integers(0, 10**12),
    st.lists(st.tuples(st.integers(1, 10**12), st.integers(-100, 1460)), max_size=5),
    st.tuples(*[st.integers(0, 10)] * 4),
)
def test_no_token_is_lost_or_counted_twice(
    liquid: int, some: list[tuple[int, int]], weights: tuple[int, int, int, int]
) -> None:
    held = Holding(liquid, tuple(lock(amount, timedelta(days=days)) for amount, days in some))
    flat = power.own(held, Weights(1, 1, 0, 0), NOW)
    assert flat.whole == liquid + sum(amount for amount, _ in some)
    whole = power.own(held, Weights(*weights), NOW).whole
    assert whole <= flat.whole * max(weights[0], weights[1] + weights[2])


def test_delegation_goes_one_step() -> None:
    powers = {1: 100, 2: 50, 3: 7}
    given_ = [Delegation(1, "", 2), Delegation(2, "", 3)]
    assert held(Snapshot(powers, power.delegates(given_))) == {1: 0, 2: 100, 3: 57}
    swapped = power.delegates([Delegation(1, "", 2), Delegation(2, "", 1)])
    assert held(Snapshot(powers, swapped)) == {1: 50, 2: 100, 3: 7}


def test_a_delegation_for_a_kind_goes_before_one_for_all() -> None:
    given_ = [Delegation(1, "", 2), Delegation(1, "spend", 3), Delegation(2, "role", 3)]
    for some in (given_, given_[::-1]):
        assert power.delegates(some, "spend") == {1: 3}
        assert power.delegates(some, "role") == {1: 2, 2: 3}
        assert power.delegates(some) == {1: 2}


members = st.integers(1, 12)


@given(st.dictionaries(members, st.integers(0, 2**50)), st.dictionaries(members, members))
def test_delegation_conserves_power(powers: dict[int, int], to: dict[int, int]) -> None:
    assert sum(held(Snapshot(powers, to)).values()) == sum(powers.values())
