"""What a run may spend: caps hold before a call, for calls side by side, and after a restart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.cost import MICROCENTS, Spending
from prompts.faults import CapFault, ServerFault, TimeoutFault

TOKENS = st.integers(0, 2_000)


def test_without_caps_everything_is_counted_and_nothing_refused() -> None:
    spending = Spending(price_in=15, price_out=60)
    spending.reserve(10**9, 10**9).settle(1000, 500)
    assert (spending.tokens, spending.microcents, spending.cents) == (1500, 45_000, 1)


def test_a_cap_in_tokens_counts_what_others_hold() -> None:
    spending = Spending(most_tokens=100)
    first = spending.reserve(40, 10)
    second = spending.reserve(40, 10)
    with pytest.raises(CapFault) as caught:
        spending.reserve(1, 0)
    assert str(caught.value) == (
        "The next call may take 1 tokens; 0 of the run's 100 are used and 100 held: "
        "raise model.max_tokens_run, or lower model.max_tokens."
    )
    assert not caught.value.passing
    first.settle(20, 5)
    spending.reserve(25, 0).free()
    second.free()
    assert (spending.tokens, len(spending.held)) == (25, 0)


def test_a_cap_in_money_is_kept_to_the_microcent() -> None:
    spending = Spending(price_in=1, price_out=3, most_cents=2)
    spending.reserve(0, 0).settle(500_000, 500_000 - 1)
    spending.reserve(0, 1).free()
    with pytest.raises(
        CapFault, match=r"may cost 0\.01 cents; 2\.00 of the run's 2 are spent and 0\.00 held: raise"
    ):
        spending.reserve(0, 2)


def test_without_prices_money_is_no_limit() -> None:
    Spending(most_cents=1).reserve(10**12, 10**12)


def test_a_resumed_run_begins_with_what_it_has_spent() -> None:
    spending = Spending(most_tokens=100, price_in=2, stored=[(30, 10), (40, 15)])
    assert (spending.tokens_in, spending.tokens_out, spending.microcents) == (70, 25, 140)
    with pytest.raises(CapFault):
        spending.reserve(5, 1)


def test_a_hold_is_settled_once() -> None:
    hold = Spending().reserve(5, 5)
    hold.settle(1, 1)
    hold.free()
    with pytest.raises(KeyError):
        hold.settle(1, 1)
    with pytest.raises(ValueError, match="negative"):
        Spending().add(-1, 0)


def test_a_context_lets_go_what_no_answer_used() -> None:
    spending = Spending()
    with spending.reserve(50, 50) as hold:
        hold.settle(7, 3)
    with pytest.raises(ServerFault), spending.reserve(50, 50):
        raise ServerFault("It fails.")
    assert (spending.tokens, len(spending.held)) == (10, 0)


def test_a_context_counts_what_may_be_charged_though_no_answer_came() -> None:
    spending = Spending()
    with pytest.raises(TimeoutFault), spending.reserve(50, 30):
        raise TimeoutFault("It hangs.")
    assert (spending.tokens, len(spending.held)) == (80, 0)


@given(st.lists(st.tuples(TOKENS, TOKENS, st.floats(0, 1))), st.integers(1, 20_000), st.integers(1, 3))
def test_no_order_of_calls_passes_a_cap(calls: list[tuple[int, int, float]], tokens: int, cents: int) -> None:
    spending = Spending(price_in=300, price_out=1500, most_tokens=tokens, most_cents=cents)
    for tokens_in, tokens_out, part in calls:
        try:
            hold = spending.reserve(tokens_in, tokens_out)
        except CapFault:
            for held in list(spending.held):
                held.settle(held.tokens_in, held.tokens_out)
            continue
        if part < 0.5:
            hold.settle(int(tokens_in * part), int(tokens_out * part))
    assert spending.tokens <= tokens
    assert spending.microcents <= cents * MICROCENTS
