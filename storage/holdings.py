"""Who held how much of an asset at moments of the past, summed from the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, case, func, or_, select

from rules.ledger import ISSUANCE, TREASURY
from storage.ledger import entry, posting

if TYPE_CHECKING:
    from storage.store import Look

MEMBER = "member:"


@dataclass(frozen=True, slots=True)
class Held:
    """What lay where at a moment, in base units; members who held nothing are left out."""

    at: datetime
    members: dict[int, int]
    treasury: int
    whole: int  # all there was, wherever it lay


async def over_time(look: Look, asset: str, moments: Sequence[datetime]) -> list[Held]:
    """What was held at each of a few moments, given in order; what was booked at a moment counts in it."""
    if not moments:
        return []
    moved: list[dict[str, int]] = [{} for _ in moments]
    for account, nth, amount in await look.rows(_moved(look, asset, moments)):
        moved[nth][account] = int(amount)
    sums: dict[str, int] = {}
    found = []
    for at, more in zip(moments, moved, strict=True):
        for account, amount in more.items():
            sums[account] = sums.get(account, 0) + amount
        found.append(_held(at, sums))
    return found


def _moved(look: Look, asset: str, moments: Sequence[datetime]) -> Select[Any]:
    """By account, what it gained or lost between a moment and the one before: one pass over the ledger."""
    e, p = entry.c, posting.c
    nth = case(*((e.at <= at, number) for number, at in enumerate(moments))).label("nth")
    same = (e.community == p.community) & (e.number == p.entry)
    ours = or_(p.account.startswith(MEMBER), p.account.in_((TREASURY, ISSUANCE)))
    query = select(p.account, nth, func.sum(p.amount)).join(entry, same).where(p.community == look.community)
    return query.where(p.asset == asset, ours, e.at <= moments[-1]).group_by(p.account, nth)


def _held(at: datetime, sums: dict[str, int]) -> Held:
    members = {
        int(account.removeprefix(MEMBER)): amount
        for account, amount in sums.items()
        if account.startswith(MEMBER) and amount
    }
    return Held(at, dict(sorted(members.items())), sums.get(TREASURY, 0), -sums.get(ISSUANCE, 0))
