"""Engagement gates as people type them, and when one is open; the share of revenue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import gates, profit
from rules.errors import Refusal

DAY = 86_400


def test_a_gate_is_read_and_said() -> None:
    gate = gates.parse("20 members, 1 voter, 50 contributions in 30d")
    assert gate == {"members": 20, "voters": 1, "contributions": 50, "window": 30 * DAY}
    assert gates.asked(gate) == "20 active members, 1 voter and 50 attested contributions in 30 days"
    told = gates.told(gate, {"members": 12, "voters": 3, "contributions": 0})
    assert told == "12 of 20 active members, 3 of 1 voter and 0 of 50 attested contributions"
    assert gates.parse(gates.EXAMPLE)["voters"] == 10


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "A gate is said like this"),
        ("20 members", "A gate is said like this"),
        ("20 friends in 30d", "A gate is said like this"),
        ("members in 30d", "A gate is said like this"),
        ("20 members, in 30d", "A gate is said like this"),
        ("-1 members in 30d", "A gate is said like this"),
        ("0 members in 30d", "between 1 and 1,000,000"),
        ("2000000 voters in 30d", "between 1 and 1,000,000"),
        ("5 voters, 6 voters in 30d", "said once"),
        ("5 voter, 6 voters in 30d", "said once"),
        ("5 voters in 12h", "between a day and a year"),
        ("5 voters in 400d", "between a day and a year"),
        ("5 voters in a while", "Write a duration"),
    ],
)
def test_what_is_no_gate(text: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        gates.parse(text)


@pytest.mark.parametrize("short", gates.FIGURES)
def test_a_gate_is_open_when_every_figure_is_reached(short: str) -> None:
    gate = gates.parse("3 members, 3 voters, 3 contributions in 30d")
    assert gates.reached(gate, dict.fromkeys(gates.FIGURES, 3))
    assert not gates.reached(gate, dict.fromkeys(gates.FIGURES, 9) | {short: 2})
    assert gates.reached({short: 3, "window": DAY}, dict.fromkeys(gates.FIGURES, 0) | {short: 3})


def test_the_share_of_revenue() -> None:
    assert profit.pot(50_000, 2_000, 10**9) == 10_000
    assert profit.pot(50_000, 2_000, 8_000) == 8_000
    assert profit.pot(999, 3_333, 10**9) == 332
    assert profit.pot(50_000, 2_000, -5) == 0


@given(st.integers(0, 2**60), st.integers(0, 10_000), st.integers(-(2**60), 2**60))
def test_no_share_is_more_than_what_came_in_or_is_there(revenue: int, part: int, free: int) -> None:
    assert 0 <= profit.pot(revenue, part, free) <= min(revenue, max(free, 0))
