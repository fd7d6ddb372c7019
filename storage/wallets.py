"""Wallets: the one address each member is paid at outside, and the code that proves whose it is (RULES 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import delete, select

from storage.handover import code_, wallet_
from storage.schema import insert, pieces

if TYPE_CHECKING:
    from storage.store import Change, Look

FRESH = timedelta(days=1)  # so long treasurers are shown that a wallet is another than before
CODE = 10  # characters


w, c = wallet_.c, code_.c


@dataclass(frozen=True, slots=True)
class Wallet:
    """A member's address; `proven` is one whose key has signed for the member."""

    member: int
    address: str
    proven: bool
    at: datetime

    def fresh(self, now: datetime) -> bool:
        """Whether it is so new that treasurers should ask."""
        return now < self.at + FRESH


async def of(look: Look, who: int) -> Wallet | None:
    """The wallet of a member."""
    return next(iter(await _some(look, w.member == who)), None)


async def some(look: Look, who: Collection[int]) -> dict[int, Wallet]:
    """The wallets of some members, by member."""
    found = [one for part in pieces(sorted(who)) for one in await _some(look, w.member.in_(part))]
    return {one.member: one for one in found}


async def every(look: Look) -> dict[int, Wallet]:
    """All wallets, by member."""
    return {one.member: one for one in await _some(look)}


async def _some(look: Look, *where: sa.ColumnElement[bool]) -> list[Wallet]:
    query = select(w.member, w.address, w.proven, w.at).where(w.community == look.community, *where)
    return [Wallet(*row) for row in await look.rows(query.order_by(w.member))]


async def shared(look: Look) -> dict[str, list[int]]:
    """Addresses that several members have named, with these."""
    found: dict[str, list[int]] = {}
    for one in (await every(look)).values():
        found.setdefault(one.address, []).append(one.member)
    return {address: who for address, who in found.items() if len(who) > 1}


async def put(change: Change, who: int, address: str, *, proven: bool) -> None:
    """Set the wallet of a member; what was asked to be signed is used up."""
    facts = {"address": address, "proven": proven, "at": change.now}
    fresh = insert(wallet_).values(community=change.community, member=who, **facts)
    await change.run(fresh.on_conflict_do_update(index_elements=["community", "member"], set_=facts))
    await _used(change, who)


async def remove(change: Change, who: int) -> None:
    """Forget the wallet of a member, and what was asked to be signed."""
    await change.run(delete(wallet_).where(w.community == change.community, w.member == who))
    await _used(change, who)


async def _used(change: Change, who: int) -> None:
    await change.run(delete(code_).where(c.community == change.community, c.member == who))


async def ask(change: Change, who: int, address: str) -> str:
    """A code to be signed for an address; it works once, and a new one takes its place."""
    turn = await change.next(f"wallet/{who}")
    told = f"{change.community}/{who}/{address}/{turn}"
    code = hashlib.sha256(told.encode()).hexdigest()[:CODE]
    facts = {"address": address, "code": code, "at": change.now}
    fresh = insert(code_).values(community=change.community, member=who, **facts)
    await change.run(fresh.on_conflict_do_update(index_elements=["community", "member"], set_=facts))
    return code


async def asked(look: Look, who: int) -> tuple[str, str] | None:
    """The address and the code that a member was asked to sign."""
    row = await look.row(select(c.address, c.code).where(c.community == look.community, c.member == who))
    return (row.address, row.code) if row else None
