"""How much of an asset was ever made and taken back, and for which share of the supply plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from rules.genesis import COMMUNITY, FOUNDERS
from rules.ledger import ISSUANCE
from storage import founding, ledger, vesting
from storage.ledger import posting

if TYPE_CHECKING:
    from storage.store import Look


async def made(look: Look, asset: str) -> tuple[int, int]:
    """Base units that came out of issuance, and those that went back into it."""
    c = posting.c
    mine = c.community == look.community, c.account == ISSUANCE, c.asset == asset
    out = await look.value(select(func.sum(c.amount)).where(*mine, c.amount < 0))
    back = await look.value(select(func.sum(c.amount)).where(*mine, c.amount > 0))
    return -int(out or 0), int(back or 0)


async def by_share(look: Look, asset: str) -> dict[str, int]:
    """Base units there are of the token, by the share of the plan they were made for; else the community's."""
    found = await vesting.allocated(look)
    found[FOUNDERS] = found.get(FOUNDERS, 0) + await founding.given(look, asset)
    whole = -await ledger.balance_of(look, ISSUANCE, asset)
    elsewhere = sum(amount for share, amount in found.items() if share != COMMUNITY)
    return found | {COMMUNITY: whole - elsewhere}
