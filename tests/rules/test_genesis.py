"""Founding: what entry 1 holds, and what is refused."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import genesis, ledger, parameters
from rules.amounts import Asset
from rules.errors import Refusal
from rules.genesis import Genesis
from rules.ledger import ISSUANCE, Posting
from rules.presets import GROWING, SMALL

UNIT = 10**genesis.DECIMALS


def born(**other: Any) -> Genesis:
    usual = Genesis(
        name="Garden", preset=SMALL, zone="Europe/Berlin", token=Asset("DIST", genesis.DECIMALS), admin=1,
        founders=(1, 2, 3), treasurers=(1, 2, 3), guardian=None, founder_tokens=1000 * UNIT,
        rewards=10_000 * UNIT, months=3, values=parameters.preset(SMALL), charter="", prompt="ab" * 32,
    )  # fmt: skip
    return replace(usual, **other)


def test_founders_get_equal_tokens() -> None:
    made = born()
    made.check()
    assert made.postings() == [
        Posting(ISSUANCE, "DIST", -3000 * UNIT),
        *(Posting(f"member:{one}", "DIST", 1000 * UNIT) for one in (1, 2, 3)),
    ]
    assert made.warnings() == []


@given(st.lists(st.integers(1, 99), unique=True, max_size=9), st.integers(0, 10**12))
def test_what_is_minted_balances(founders: list[int], tokens: int) -> None:
    postings = born(founders=tuple(founders), founder_tokens=tokens).postings()
    ledger.balanced(postings)
    gained = sum(one.amount for one in postings if one.account != ISSUANCE)
    assert gained == len(founders) * tokens


def test_the_entry_holds_everything_and_no_names() -> None:
    data = born(guardian=9).data()
    assert json.loads(ledger.canonical(data)) == data
    assert data["parameters"] == parameters.preset(SMALL)
    assert (data["founders"], data["treasurers"], data["guardian"]) == ([1, 2, 3], [1, 2, 3], 9)
    assert (data["rewards"], data["months"], data["prompt"]) == (10_000 * UNIT, 3, "ab" * 32)
    assert "Garden" not in ledger.canonical(data)
    assert sum(data["plan"].values()) == 10_000


def test_there_may_be_no_founders_tokens() -> None:
    for made in (born(founders=()), born(founder_tokens=0)):
        made.check()
        assert made.postings() == []
        assert made.warnings() == ["Nobody holds tokens yet: the first paid rewards make the first holders."]


def test_two_of_two_warns() -> None:
    made = born(treasurers=(1, 2))
    made.check()
    assert made.warnings() == ["All 2 treasurers must approve each payout: if one is away, payouts wait."]


def test_one_of_one_warns() -> None:
    made = born(treasurers=(1,), values=parameters.preset(SMALL) | {"approvals_needed": 1})
    made.check()
    assert made.warnings() == ["There is one treasurer, who alone decides about every payout."]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"treasurers": (1,)}, "2 approvals cannot come from 1 treasurer"),
        ({"treasurers": ()}, "2 approvals cannot come from 0 treasurers"),
        ({"treasurers": (1, 1, 2)}, "Name each treasurer once"),
        ({"founders": (1, 1)}, "Name each founder once"),
        ({"guardian": 2}, "A guardian cannot be a treasurer too"),
        ({"months": 13}, "at most 12 months"),
        ({"months": -1}, "at most 12 months"),
        ({"rewards": -1}, "cannot be less than nothing"),
        ({"founder_tokens": -1}, "cannot be less than nothing"),
        ({"founder_tokens": 333_334 * UNIT}, "founders' share of the supply plan is 1,000,000 tokens"),
        ({"rewards": 2_000_001 * UNIT}, "community's share of the supply plan is 6,000,000 tokens"),
        ({"values": parameters.preset(SMALL) | {"approvals_needed": 1}}, "at least 2 of them must approve"),
        ({"values": parameters.preset(SMALL) | {"ordinary_quorum": 5000}}, "constitutional_quorum must be"),
    ],
)
def test_what_cannot_be_founded(other: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        born(**other).check()


def test_the_plan_holds_to_the_token() -> None:
    born(founders=(1, 2), founder_tokens=500_000 * UNIT).check()
    born(rewards=2_000_000 * UNIT).check()
    with pytest.raises(Refusal, match="founders' share"):
        born(founders=(1, 2), founder_tokens=500_000 * UNIT + 1).check()


def test_without_a_cap_there_is_no_plan() -> None:
    values = parameters.preset(SMALL) | {"supply_cap": 0}
    born(values=values, founder_tokens=10_000_000 * UNIT).check()
    with pytest.raises(Refusal, match="below 2\\^63"):
        born(values=values, founder_tokens=2**62).check()


def test_rewards_may_be_none_or_last_a_year() -> None:
    for months in (0, 12):
        born(months=months).check()


def test_without_a_cap_what_is_promised_counts() -> None:
    """Founders' tokens and all reward budgets together stay below 2^63."""
    values = parameters.preset(SMALL) | {"supply_cap": 0}
    most = born(values=values, founders=(1,), founder_tokens=2**62, rewards=2**62 - 1, months=1)
    most.check()
    with pytest.raises(Refusal, match="Supply times the largest weight"):
        replace(most, rewards=2**62).check()


def test_supply_times_weight_stays_below_the_limit() -> None:
    """2^63 base units are 9,223,372,036 tokens of 9 decimals; at weight 4 a quarter of that."""
    most = (2**63 - 1) // 4 // 10**9
    token = Asset("DIST", 9)
    for cap, good in ((most, True), (most + 1, False)):
        values = parameters.preset(GROWING) | {"supply_cap": cap}
        made = born(token=token, values=values, founder_tokens=0, rewards=0)
        if good:
            made.check()
        else:
            with pytest.raises(Refusal, match="Supply times the largest weight"):
                made.check()


def test_enough_people_accepted() -> None:
    genesis.enough(2, 2)
    with pytest.raises(Refusal, match="2 treasurers must approve each payout and 1 accepted so far"):
        genesis.enough(1, 2)


def test_genesis_is_corrected_until_the_first_vote() -> None:
    genesis.may_correct(0)
    with pytest.raises(Refusal, match="decided by a proposal now"):
        genesis.may_correct(1)


MADE = {"community": 100 * UNIT, "founders": 999_999 * UNIT}


@pytest.mark.parametrize(
    ("share", "most"),
    [("founders", 1), ("investors", 1_000_000), ("treasury", 2_000_000), ("community", 5_999_900)],
)
def test_a_share_of_the_supply_plan_is_minted_to_its_end_and_no_further(share: str, most: int) -> None:
    values, token = parameters.preset(GROWING), Asset("DIST", genesis.DECIMALS)
    genesis.may_mint(values, token, MADE, share, most * UNIT)
    whose = genesis.whose(share)
    with pytest.raises(Refusal, match=f"{whose} share of the supply plan, of which {most:,} DIST are left"):
        genesis.may_mint(values, token, MADE, share, most * UNIT + 1)
    genesis.may_mint(values | {"supply_cap": 0}, token, MADE, share, most * UNIT + 1)


def test_whose_share_it_is() -> None:
    assert [genesis.whose(one) for one in ("founders", "treasury")] == ["the founders'", "the treasury's"]
