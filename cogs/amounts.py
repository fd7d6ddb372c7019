"""Amounts in words, as several cards need them."""

from __future__ import annotations

from collections.abc import Mapping

from rules import ledger as accounts
from rules.amounts import show
from rules.wording import listed
from storage import assets, ledger, vesting
from storage.store import Look


def verb(amounts: Mapping[str, int], one: str, many: str) -> str:
    """The form of a verb that goes with an amount of one asset, or of several."""
    return one if sum(map(bool, amounts.values())) < 2 else many


async def spelled(look: Look, amounts: Mapping[str, int]) -> str:
    """`500 LEAF and 20 USDC`; `nothing` where there is none."""
    known = {one.symbol: one for one in await assets.everything(look)}
    return (
        listed([show(amount, known[asset]) for asset, amount in sorted(amounts.items()) if amount])
        or "nothing"
    )


async def owned(look: Look, member: int) -> str:
    """`500 LEAF, and 100 LEAF in locks`: what a member has, and what was allocated to them and not released."""
    free = await spelled(look, await ledger.balances(look, accounts.member(member)))
    locked = await ledger.balances(look, accounts.locked(member))
    more = [f"{await spelled(look, locked)} in locks"] if locked else []
    if held := sum((await vesting.parts(look, member)).get(member, ())):
        more.append(f"{show(held, await assets.governance(look))} in allocations")
    return f"{free}, and {listed(more)}" if more else free
