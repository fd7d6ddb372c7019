"""How much of an asset was ever made and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from rules.ledger import ISSUANCE
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
