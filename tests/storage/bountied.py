"""A community with a budget for bounties, and the steps of a bounty as a test takes them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from rules.amounts import Asset
from rules.ledger import ISSUANCE, Posting, member
from rules.moments import Month
from storage import (
    alarms,
    assets,
    bounties,
    budgets,
    ledger,
    members,
    parameters,
)
from storage import bounty_steps as steps
from storage.bounties import Bounty
from storage.store import Change, Store

LEAF, USDC = Asset("LEAF", 0), Asset("USDC", 2, "external", 6)
ANA, BEN, CY, DEE, EVE = range(1, 6)
DAY = timedelta(days=1)
Work = Callable[[Change], Awaitable[Any]]


async def planted(dao: Store) -> Store:
    """Five members with 100 each, ana and ben treasurers, budget 1 of 1,000 a month for bounties until January."""

    async def work(change: Change) -> None:
        await assets.add(change, LEAF)
        for name in ("ana", "ben", "cy", "dee", "eve"):
            await members.admit(change, "terminal", name, name)
        for who in (ANA, BEN):
            await members.grant(change, who, "treasurer", "genesis")
        lines = [Posting(ISSUANCE, "LEAF", -500), *(Posting(member(who), "LEAF", 100) for who in range(1, 6))]
        await ledger.post(change, "start", "start", lines, by=0, why="test")
        await parameters.put(change, {"bounty_small": 500, "approvals_needed": 2}, 1)
        await budgets.add(change, "bounties", "LEAF", budgets.MINT, 1000, Month(2026, 11), 3)
        await budgets.open_period(change, Month(2026, 11))

    await dao.act("dao", work)
    return dao


async def posted(
    store: Store, amount: int = 50, *, budget: int | None = 1, by: int = ANA, **more: Any
) -> Bounty:
    async def work(change: Change) -> Bounty:
        return await steps.post(change, by, "Mend it", "The gate.", amount, LEAF, budget=budget, **more)

    one: Bounty = await store.act("dao", work)
    return one


async def done(store: Store, number: int, name: str, *args: Any, **more: Any) -> Bounty:
    """One step of a bounty, in a change of its own."""

    async def work(change: Change) -> Bounty:
        step = getattr(steps, name)
        result: Bounty = await step(change, await bounties.get(change, number), *args, **more)
        return result

    one: Bounty = await store.act("dao", work)
    return one


async def approved(store: Store, amount: int = 50, part: int | None = None, **more: Any) -> Bounty:
    """A bounty that eve has done and ben, a moderator, has approved."""
    one = await posted(store, amount, **more)
    await done(store, one.id, "claim", EVE)
    await done(store, one.id, "submit", EVE, "See there.")
    return await done(store, one.id, "approve", BEN, part or amount, moderator=True)


async def ring(store: Store) -> None:
    """What is due for bounties happens, as the cog has it."""
    kinds: dict[str, Callable[[Change, str], Awaitable[Any]]] = {
        steps.STEP: lambda change, subject: _on(change, subject, steps.due),
        "bounty.paid": lambda change, subject: _on(change, subject, steps.paid),
        "bounty.ended": lambda change, subject: _on(change, subject, steps.close),
    }
    for community, kind, subject, due in await alarms.due(store, store.clock(), 1000):

        async def work(change: Change, kind: str = kind, subject: str = subject, due: Any = due) -> None:
            if kind in kinds and await alarms.take(change, kind, subject, due):
                await kinds[kind](change, subject)

        await store.act(community, work)


async def _on(change: Change, subject: str, step: Callable[[Change, Bounty], Awaitable[Any]]) -> None:
    await step(change, await bounties.get(change, int(subject)))


async def held(store: Store, account: str) -> int:
    async with store.read("dao") as look:
        return await ledger.balance_of(look, account, "LEAF")


async def sound(store: Store) -> None:
    async with store.read("dao") as look:
        assert await ledger.verify(look) is None
        assert await bounties.verify(look) == ""
