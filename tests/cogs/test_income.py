"""What comes in and what waits for it: gates of budgets, payments after a deposit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from cogs import corrections
from rules import gates
from rules.amounts import Asset
from rules.errors import Refusal
from storage import budgets, ledger
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking, played
from tests.cogs.test_proposals import SECOND, SMALL, both, draft, get, opened, reach

LEAF = Asset("LEAF", 6, "governance")
UNIT, DAY = 10**6, 86_400


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, SMALL) as chat:
        yield chat


async def do(chat: Chat, work: Any) -> Any:
    return await chat.app.store.act(COMMUNITY, work)


async def state(chat: Chat) -> list[tuple[str, str]]:
    async with looking(chat) as look:
        return [(one.state, one.first) for one in await budgets.every(look) if one.purpose == "work"]


async def budget(change: Change, amount: int, gate: dict[str, int] | None = None) -> int:
    told = await corrections.renewed(change, "work", LEAF, budgets.MINT, amount * UNIT, 3, gate)
    return told[0]


async def test_a_budget_runs_until_the_gate_of_the_next_opens(chat: Chat) -> None:
    await do(chat, lambda change: budget(change, 10))
    proposed = 'proposal budget work 20 3 mint Later. gate="1 contribution in 7d"'
    number = await opened(chat, "ana", proposed)
    for who in ("ana", "ben", "cy", "dee"):
        await ask(chat, who, f"vote cast {number} for")
    await reach(chat, number, SECOND)
    await reach(chat, number, SECOND)
    assert (await get(chat, number)).state == "executed"
    november, december = "2026-11", "2026-12"
    assert [one for one, _ in await state(chat)] == [budgets.ACTIVE, budgets.LOCKED]
    await ask(chat, "dee", "contribution log Mended the fence")
    assert "0 of 1 attested contribution" in await ask(chat, "ana", "budget list")
    await ask(chat, "ben", "contribution attest 1")
    assert "begins with December 2026" in await ask(chat, "ana", "wait 1d")
    assert await state(chat) == [(budgets.ENDED, november), (budgets.ACTIVE, december)]
    seen = await ask(chat, "ana", "wait 30d")
    assert "opens" not in seen
    async with looking(chat) as look:
        assert await ledger.balance_of(look, "budget:3", "LEAF") == 20 * UNIT
        assert await ledger.verify(look) is None


async def test_what_a_locked_budget_promises_counts_against_the_cap(chat: Chat) -> None:
    gate = gates.parse("9 voters in 30d")
    await do(chat, lambda change: budget(change, 1_000_000, gate))
    with pytest.raises(Refusal, match="community"):
        await do(chat, lambda change: budget(change, 1_000_000))
    await do(chat, lambda change: budget(change, 1_100_000, gate))
    assert [one for one, _ in await state(chat)] == [budgets.ENDED, budgets.LOCKED]


async def test_a_payment_waits_for_a_deposit_and_expires_without_it(chat: Chat) -> None:
    await both_deposits(chat, "100", "donation")
    number = await draft(chat, "ben", 'proposal spend @eve 5 USDC For the sale. after="50 USDC"')
    other = await draft(chat, "ana", 'proposal spend @fay 5 USDC For the sale. after="50 USDC"')
    await reach(chat, number, SECOND)
    for one in (number, other):
        for who in ("ana", "ben", "cy"):
            await ask(chat, who, f"vote cast {one} for")
    await reach(chat, other, SECOND)
    await reach(chat, number, SECOND)
    assert (await get(chat, number)).state == "queued"
    assert "waits for a deposit of 50 USDC or more (sale)" in await ask(
        chat, "ana", f"proposal show {number}"
    )
    seen = await both_deposits(chat, "60", "sale")
    assert f"Proposal #{number} is carried out" in seen
    assert [(await get(chat, one)).state for one in (number, other)] == ["executed", "queued"]
    await ask(chat, "ana", "wait 8d")
    assert (await get(chat, other)).state == "expired"


async def both_deposits(chat: Chat, amount: str, source: str) -> str:
    """A deposit, recorded by one treasurer and confirmed by another; what was shown."""
    if source == "donation":
        await ask(chat, "hal", "setup asset USDC 2")
    told = await ask(chat, "ana", f"treasury deposit {amount} USDC {source} seen")
    number = told.partition("#")[2].partition(" ")[0]
    return await both(chat, "ben", f"treasury confirm {number}")
