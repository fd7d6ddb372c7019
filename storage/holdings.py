"""Who held how much of an asset at moments of the past, summed from the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, case, func, or_, select

from rules.ledger import ISSUANCE, TREASURY
from storage import vesting
from storage.ledger import accounts, balance, entry, posting

if TYPE_CHECKING:
    from storage.store import Look

MEMBER, LOCKED = "member:", "locked:"  # what is locked is held by its member, and so is what vests for them


@dataclass(frozen=True, slots=True)
class Held:
    """What lay where at a moment, in base units; members who held nothing are left out."""

    at: datetime
    members: dict[int, int]
    treasury: int
    whole: int  # all there was, wherever it lay
    bound: dict[int, int] = field(
        default_factory=dict
    )  # what of it an allocation had not released, by member


async def over_time(look: Look, asset: str, moments: Sequence[datetime]) -> list[Held]:
    """What was held at each of a few moments, given in order; what was booked at a moment counts in it."""
    if not moments:
        return []
    moved: list[dict[str, int]] = [{} for _ in moments]
    for account, nth, amount in await look.rows(_moved(look, asset, moments)):
        moved[nth][account] = int(amount)
    sums: dict[str, int] = {}
    found, owners = [], await vesting.owners(look)
    for at, more in zip(moments, moved, strict=True):
        for account, amount in more.items():
            sums[account] = sums.get(account, 0) + amount
        found.append(_held(at, sums, owners))
    return found


def _moved(look: Look, asset: str, moments: Sequence[datetime]) -> Select[Any]:
    """By account, what it gained or lost between a moment and the one before: one pass over the ledger."""
    e, p = entry.c, posting.c
    nth = case(*((e.at <= at, number) for number, at in enumerate(moments))).label("nth")
    same = (e.community == p.community) & (e.number == p.entry)
    theirs = [p.account.startswith(kind) for kind in (MEMBER, LOCKED, vesting.PLACE)]
    ours = or_(*theirs, p.account.in_((TREASURY, ISSUANCE)))
    query = select(p.account, nth, func.sum(p.amount)).join(entry, same).where(p.community == look.community)
    return query.where(p.asset == asset, ours, e.at <= moments[-1]).group_by(p.account, nth)


def _held(at: datetime, sums: dict[str, int], owners: Mapping[int, int]) -> Held:
    members: Counter[int] = Counter()
    bound: Counter[int] = Counter()
    for account, amount in sums.items():
        kind, _, number = account.partition(":")
        if f"{kind}:" in (MEMBER, LOCKED):
            members[int(number)] += amount
        elif f"{kind}:" == vesting.PLACE and int(number) in owners:
            members[owners[int(number)]] += amount
            bound[owners[int(number)]] += amount
    held, still = ({who: some for who, some in sorted(of.items()) if some} for of in (members, bound))
    return Held(at, held, sums.get(TREASURY, 0), -sums.get(ISSUANCE, 0), still)


async def now(look: Look, asset: str) -> tuple[dict[int, int], dict[int, int]]:
    """What members hold at this moment, locked or not, and what of it is locked; in base units, by member."""
    whole: Counter[int] = Counter()
    locked: Counter[int] = Counter()
    b = balance.c
    query = select(b.account, b.amount).where(b.community == look.community, b.asset == asset, b.amount != 0)
    for account, amount in await look.rows(query):
        kind, _, number = account.partition(":")
        if f"{kind}:" in (MEMBER, LOCKED):
            whole[int(number)] += amount
        if f"{kind}:" == LOCKED:
            locked[int(number)] += amount
    return dict(whole), dict(locked)


@dataclass(frozen=True, slots=True)
class Part:
    """What a member holds, in base units; the last two lie in allocations: vested but not released, not vested."""

    liquid: int = 0
    locked: int = 0
    vested: int = 0
    unvested: int = 0

    @property
    def whole(self) -> int:
        return self.liquid + self.locked + self.vested + self.unvested


async def table(look: Look, asset: str) -> tuple[dict[int, Part], dict[str, int]]:
    """The cap table of the token: every holder's part, the largest first, and what lies elsewhere by kind of account."""
    held: dict[str, Counter[int]] = {MEMBER: Counter(), LOCKED: Counter()}
    elsewhere: Counter[str] = Counter()
    for (account, symbol), amount in (await accounts(look)).items():
        kind, _, number = account.partition(":")
        if symbol != asset or f"{kind}:" == vesting.PLACE or account == ISSUANCE:
            continue
        if f"{kind}:" in held:
            held[f"{kind}:"][int(number)] += amount
        else:
            elsewhere[kind] += amount
    allocated = await vesting.parts(look)
    people = {
        who: Part(held[MEMBER][who], held[LOCKED][who], *allocated.get(who, (0, 0)))
        for who in {*held[MEMBER], *held[LOCKED], *allocated}
    }
    return dict(sorted(people.items(), key=lambda one: (-one[1].whole, one[0]))), dict(elsewhere)
