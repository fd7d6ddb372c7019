"""Who lets whom cast their votes (RULES 3)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, select

from rules.power import Delegation
from storage.schema import Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Delegations(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    kind: Named[str] = Column(Str, primary_key=True)  # '' is every kind
    delegate: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


delegation = table("delegation", Delegations)
d = delegation.c
sa.Index("ix_delegation_delegate", d.community, d.delegate)


async def give(change: Change, who: int, kind: str, to: int) -> None:
    """Let somebody cast a member's votes, of one kind or of all."""
    key = {"community": change.community, "member": who, "kind": kind}
    facts = {"delegate": to, "at": change.now}
    fresh = insert(delegation).values(**key, **facts)
    await change.run(fresh.on_conflict_do_update(index_elements=list(key), set_=facts))


async def end(change: Change, who: int, kind: str | None = None) -> None:
    """Take a delegation back; all of a member without a kind."""
    some = () if kind is None else (d.kind == kind,)
    await change.run(delete(delegation).where(d.community == change.community, d.member == who, *some))


async def end_all(change: Change, who: int) -> None:
    """End what a member has given and was given."""
    mine = (d.member == who) | (d.delegate == who)
    await change.run(delete(delegation).where(d.community == change.community, mine))


async def of(look: Look, who: int) -> dict[str, int]:
    """What a member has given, by kind."""
    rows = await _rows(look, d.member == who)
    return {one.kind: one.delegate for one in rows}


async def to(look: Look, who: int) -> list[Delegation]:
    """What a member was given."""
    return await _rows(look, d.delegate == who)


async def every(look: Look) -> list[Delegation]:
    """All delegations."""
    return await _rows(look)


async def _rows(look: Look, *where: sa.ColumnElement[bool]) -> list[Delegation]:
    query = select(d.member, d.kind, d.delegate).where(d.community == look.community, *where)
    return [Delegation(*row) for row in await look.rows(query.order_by(d.member, d.kind))]
