"""Tokens that were taken on chain and come back: recorded like a deposit, to their member (RULES 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import ledger as accounts
from rules.amounts import EXTERNAL, Asset, show
from rules.errors import Refusal
from storage import ledger, members

if TYPE_CHECKING:
    from bot.command import Money
    from storage.deposits import Deposit
    from storage.store import Look

CHAIN = "chain"  # the source of what comes back


def may_come(asset: Asset, source: str, to: int | None) -> None:
    """Refusal for the token without a member, and for anything else with one."""
    back = source == CHAIN or to is not None
    if asset.kind == EXTERNAL and back:
        raise Refusal(
            f"Only the community's token comes back from a chain; {asset.symbol} goes to the treasury."
        )
    if asset.kind != EXTERNAL and not (source == CHAIN and to):
        raise Refusal(
            f"{asset.symbol} is made by this community itself, so nobody deposits it; what was taken on chain "
            "comes back with the source `chain` and `to=` its member."
        )


async def went_out(look: Look, amount: Money) -> None:
    """Refusal where more would come back than was ever taken on chain."""
    out = await ledger.balance_of(look, accounts.EXTERNAL, amount.asset.symbol)
    if out < amount.amount:
        raise Refusal(
            f"{show(max(out, 0), amount.asset)} were taken on chain, so no more than that comes back."
        )


async def whose(look: Look, found: Deposit) -> str:
    """Who has a deposit once it is confirmed."""
    return await members.name(look, found.member) if found.member else "Treasury"
