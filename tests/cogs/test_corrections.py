"""The admin corrects genesis: each time an entry and a post, and nothing that was paid is touched."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import alarms, assets, budgets, ledger, parameters
from tests.chat import Chat
from tests.cogs.garden import ask, garden, looking


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def confirmed(chat: Chat, line: str) -> str:
    assert "Nothing has happened yet." in await ask(chat, "ana", line)
    return await ask(chat, "ana", "1")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("setup parameter reward_cup 30%", "did you mean reward_cap?"),
        ("setup parameter reward_cap 80%", "between 1 % and 50 %"),
        ("setup parameter reward_cap lots", "is a percentage such as"),
        ("setup parameter reward_cap 50%", "is 50 % already"),
        ("setup parameter ordinary_quorum 90%", "constitutional_quorum must be at least ordinary_quorum"),
        ("setup parameter approvals_needed 4", "4 approvals cannot come from 3 treasurers"),
        ("setup parameter approvals_needed 1", "at least 2 of them must approve"),
        ("setup parameter supply_cap 5000", "11,000 LEAF are made or promised"),
        ("setup budget 500 USDC", "There is no asset USDC"),
        ("setup budget 2000000 LEAF 6", "made or promised"),
        ("setup budget 1700000 LEAF 4", "of which 5,997,000 LEAF are left"),
        ("setup budget 0 LEAF", "must be more than nothing"),
        ("setup budget 5 LEAF 13", "months must be between 1 and 12"),
        ("setup asset LEAF", "There is an asset LEAF already"),
        ("setup asset usd-coin", "A symbol is 2 to 12"),
        ("setup asset WEI 18", "decimals must be between 0 and 9"),
        ("setup zone Atlantis", "There is no time zone Atlantis"),
        ("setup zone UTC", "is UTC already"),
    ],
)
async def test_refusals(chat: Chat, line: str, says: str) -> None:
    shown = await ask(chat, "ana", line)
    assert says in shown
    assert "✗" in shown
    assert "Only an admin may do that" in await ask(chat, "ben", line)


async def test_a_parameter(chat: Chat) -> None:
    shown = await confirmed(chat, "setup parameter objection_window 36h")
    assert "objection_window is 1 day 12 hours now" in shown
    async with looking(chat) as look:
        entry = (await ledger.history(look, limit=1))[0]
        assert (entry.kind, entry.data) == ("parameter", {"name": "objection_window", "value": 129_600})
        assert entry.postings == ()
        assert await parameters.get(look, "objection_window") == 129_600
    assert "1 day 12 hours since 2 Nov 2026" in await ask(chat, "dee", "params show objection_window")
    assert "objection_window  1 day 12 hours   1 day" in await ask(chat, "dee", "params show")


async def test_a_later_freeze_moves_the_alarm(chat: Chat) -> None:
    await confirmed(chat, "setup parameter freeze_after 3d")
    async with looking(chat) as look:
        assert await alarms.moment(look, "freeze", "2026-11") == datetime(2026, 12, 4, tzinfo=UTC)


async def test_a_profit_pot_comes_from_the_treasury(chat: Chat) -> None:
    await ask(chat, "ana", "setup asset USDC 2")
    shown = await confirmed(chat, "setup budget 500 USDC 2")
    assert "From November 2026 on for 2 months, from the treasury." in shown
    async with looking(chat) as look:
        assert [one.symbol for one in await assets.everything(look)] == ["LEAF", "USDC"]
        budget = (await budgets.every(look))[-1]
        assert (budget.asset, budget.source, budget.amount, budget.months) == ("USDC", "treasury", 50_000, 2)


async def test_a_budget_that_has_begun_is_replaced_from_the_next_month(chat: Chat) -> None:
    shown = await confirmed(chat, "setup budget 4000 LEAF 3")
    assert "From December 2026 on" in shown
    async with looking(chat) as look:
        first, second = await budgets.every(look)
        assert (first.state, second.state, second.first) == ("ended", "active", "2026-12")
        assert await ledger.balance_of(look, "budget:1", "LEAF") == 3_000_000_000
        assert await ledger.balance_of(look, "budget:2", "LEAF") == 0
    await ask(chat, "ana", "wait 30d")
    async with looking(chat) as look:
        assert await ledger.balance_of(look, "budget:2", "LEAF") == 4_000_000_000
        assert await ledger.verify(look) is None


async def test_work_is_paid_from_its_own_budget(chat: Chat) -> None:
    await confirmed(chat, "setup budget work 100 LEAF 1")
    async with looking(chat) as look:
        rewards, work = await budgets.every(look)
        assert (rewards.state, work.purpose, work.state) == ("active", "work", "active")
    await ask(chat, "dee", "contribution log Weeding")
    assert "File payout #1" in await ask(chat, "cy", "treasury pay @dee 50 LEAF 2 for the fence")


async def test_the_zone_moves_the_months(chat: Chat) -> None:
    shown = await confirmed(chat, "setup zone Asia/Tokyo")
    assert "Months are in Asia/Tokyo now" in shown
    async with looking(chat) as look:
        start = datetime(2026, 11, 30, 15, tzinfo=UTC)
        assert await alarms.moment(look, "budget.period", "2026-12") == start
        assert await alarms.moment(look, "freeze", "2026-11") == datetime(2026, 12, 1, 15, tzinfo=UTC)


async def test_the_zone_stays_while_the_months_differ(chat: Chat) -> None:
    await ask(chat, "ana", "wait 28d8h")  # 30 November 17:00 UTC, which is December in Tokyo
    assert "begun in one of the two zones" in await ask(chat, "ana", "setup zone Asia/Tokyo")


@pytest.mark.parametrize("group", ["votes", "governance", "power", "money", "rewards", "work"])
async def test_groups_of_parameters_fit_a_card(chat: Chat, group: str) -> None:
    shown = await chat.say("dee", f"params show {group}")
    assert 5 <= len(shown) <= 22
    assert f"Parameters of {group}" in shown[0]


async def test_an_unknown_parameter_names_the_nearest(chat: Chat) -> None:
    assert "did you mean reward_cap?" in await ask(chat, "dee", "params show reward")
    assert "everything is as the preset" in (await ask(chat, "dee", "params show")).lower()
