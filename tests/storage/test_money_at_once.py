"""Many payouts from one budget at once, by two processes: each is paid once, whoever comes first (RULES 5)."""

from __future__ import annotations

import asyncio

from storage import ledger, payouts
from storage.payouts import Due
from storage.store import Change, Store
from tests.storage.conftest import Hand
from tests.storage.test_money import GOV, a_budget, filed, people, vote

MANY, EACH = 60, 5


async def test_sixty_payouts_at_once_are_each_paid_once(database: str, dao: Store, clock: Hand) -> None:
    """Both treasurers say yes in both processes, so that four settlings race for each payout."""
    async with dao.change("dao") as change:
        await people(change)
        await a_budget(change, GOV, MANY * EACH)
        numbers = [await filed(change, Due(4 + n % 2, GOV, EACH)) for n in range(MANY)]
        for number in numbers:
            await payouts.set_state(change, number, payouts.OPEN)
    other = await Store.open(database, clock)

    async def say(store: Store, number: int, who: int) -> None:
        async def work(change: Change) -> None:
            await vote(change, number, who)

        await store.act("dao", work)

    acts = [(store, number, who) for number in numbers for store in (dao, other) for who in (1, 2)]
    try:
        await asyncio.gather(*(say(*one) for one in acts))
    finally:
        await other.close()
    async with dao.read("dao") as look:
        entries = await ledger.history(look, limit=1000)
        assert await ledger.verify(look) is None
        assert await ledger.balances(look, "budget:1") == {}
        held = await ledger.accounts(look, "member:")
        assert held == {("member:4", GOV): MANY * EACH // 2, ("member:5", GOV): MANY * EACH // 2}
        states = {(await payouts.get(look, number)).state for number in numbers}
    assert states == {payouts.PAID}
    assert sorted(one.why for one in entries if one.kind == "filed") == sorted(
        f"payout/{number}" for number in numbers
    )
