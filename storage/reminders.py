"""Who asked to be reminded of a vote, and who was (RULES 4, apathy); kept until the vote is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, select

from storage.schema import Flag, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Reminders(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    proposal: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, primary_key=True)
    told: Named[bool] = Column(Flag, nullable=False)  # reminded, which is done once
    at: Named[datetime] = Column(Moment, nullable=False)


reminder = table("reminder", Reminders)
r = reminder.c
sa.Index("ix_reminder_member", r.community, r.member)


async def of(look: Look, number: int) -> dict[int, bool]:
    """Who asked to be reminded of a proposal or was reminded of it; whether they were."""
    query = select(r.member, r.told).where(r.community == look.community, r.proposal == number)
    return {row.member: row.told for row in await look.rows(query.order_by(r.member))}


async def put(change: Change, number: int, members: Collection[int], *, told: bool) -> None:
    """Write down who is to be reminded, or who was."""
    facts = {"told": told, "at": change.now}
    key = {"community": change.community, "proposal": number}
    names = ["community", "proposal", "member"]
    put_ = insert(reminder).on_conflict_do_update(index_elements=names, set_=facts)
    if members:
        await change.run(put_, [key | {"member": one} | facts for one in sorted(members)])


async def drop(change: Change, number: int, who: int | None = None) -> None:
    """Forget that a member wants to be reminded; of everybody, once nothing is left to be reminded of."""
    some = () if who is None else (r.member == who,)
    await change.run(delete(reminder).where(r.community == change.community, r.proposal == number, *some))


async def erase(change: Change, gone: int) -> None:
    """Forget what a member wanted to be reminded of (RULES 7)."""
    await change.run(delete(reminder).where(r.community == change.community, r.member == gone))
