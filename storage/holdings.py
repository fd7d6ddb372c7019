"""Who held how much of an asset at moments of the past, summed from the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, case, func, or_, select

from rules.ledger import ISSUANCE, TREASURY
from storage.ledger import accounts, entry, posting

if TYPE_CHECKING:
    from storage.store import Look

MEMBER, LOCKED = "member:", "locked:"  # what is locked is held by its member


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
    theirs = p.account.startswith(MEMBER), p.account.startswith(LOCKED)
    ours = or_(*theirs, p.account.in_((TREASURY, ISSUANCE)))
    query = select(p.account, nth, func.sum(p.amount)).join(entry, same).where(p.community == look.community)
    return query.where(p.asset == asset, ours, e.at <= moments[-1]).group_by(p.account, nth)


def _held(at: datetime, sums: dict[str, int]) -> Held:
    members: Counter[int] = Counter()
    for account, amount in sums.items():
        if account.startswith((MEMBER, LOCKED)):
            members[int(account.partition(":")[2])] += amount
    held = {who: amount for who, amount in sorted(members.items()) if amount}
    return Held(at, held, sums.get(TREASURY, 0), -sums.get(ISSUANCE, 0))


async def now(look: Look, asset: str) -> tuple[dict[int, int], dict[int, int]]:
    """What members hold at this moment, locked or not, and what of it is locked; in base units, by member."""
    whole: Counter[int] = Counter()
    locked: Counter[int] = Counter()
    for kind, into in ((MEMBER, (whole,)), (LOCKED, (whole, locked))):
        for (account, symbol), amount in (await accounts(look, kind)).items():
            for one in into if symbol == asset else ():
                one[int(account.removeprefix(kind))] += amount
    return dict(whole), dict(locked)
