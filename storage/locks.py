"""Locks of the governance token: what each holds, and until when (RULES 3)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, select, update

from rules import ledger as accounts
from rules.errors import Refusal
from rules.ledger import Posting
from rules.locks import Lock
from storage import assets, ledger
from storage.schema import Amount, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Locks(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    member: Named[int] = Column(BigInteger, nullable=False)
    amount: Named[int] = Column(Amount, nullable=False)
    end: Named[datetime] = Column(Moment, nullable=False)
    since: Named[datetime] = Column(Moment, nullable=False)


lock_ = table("lock", Locks)
k = lock_.c
sa.Index("ix_lock_member", k.community, k.member)


async def add(change: Change, who: int, amount: int, end: datetime) -> int:
    """Lock tokens of a member; the number of the lock."""
    number = await change.next("lock")
    facts = {"id": number, "member": who, "amount": amount, "end": end, "since": change.now}
    await change.run(insert(lock_), {"community": change.community} | facts)
    await _book(change, f"lock/{number}", "lock", who, amount, {"end": accounts.instant(end)})
    return number


async def more(change: Change, lock: Lock, amount: int) -> None:
    """Add tokens to a lock, whose end stays."""
    await _put(change, lock, amount=lock.amount + amount)
    turn = await change.next(f"lock/{lock.id}")
    await _book(
        change,
        f"lock/{lock.id}/more/{turn}",
        "lock",
        lock.member,
        amount,
        {"end": accounts.instant(lock.end)},
    )


async def extend(change: Change, lock: Lock, end: datetime) -> None:
    """Let a lock last longer; a decision without postings."""
    await _put(change, lock, end=end)
    turn = await change.next(f"lock/{lock.id}")
    data = {"end": accounts.instant(end), "was": accounts.instant(lock.end)}
    name = f"lock/{lock.id}/extended/{turn}"
    await ledger.post(change, name, "lock", by=lock.member, why=f"lock/{lock.id}", data=data)


async def release(change: Change, lock: Lock, by: int) -> None:
    """Give the tokens of a lock back to its member."""
    await change.run(delete(lock_).where(k.community == change.community, k.id == lock.id))
    await _book(change, f"lock/{lock.id}/ended", "unlock", lock.member, -lock.amount, {}, by=by)


async def release_ended(change: Change, who: int) -> None:
    """Give back what locks of a member hold that have ended; the bot does it for whoever has left."""
    for one in await of(change, who):
        if not one.open(change.now):
            await release(change, one, by=0)


async def of(look: Look, who: int) -> list[Lock]:
    """The locks of a member, by number."""
    return await _locks(look, k.member == who)


async def mine(look: Look, who: int, number: int | None) -> Lock:
    """A lock of a member, their only one if no number is given; Refusal if there is none, or several."""
    there = await of(look, who)
    if not there:
        raise Refusal("You have no lock; `lock new` makes one.")
    if number is None and len(there) > 1:
        shown = ", ".join(f"#{one.id}" for one in there)
        raise Refusal(f"You have several locks; say which: {shown}.")
    found = next((one for one in there if number in (None, one.id)), None)
    if found is None:
        raise Refusal(f"You have no lock #{number}; `lock list` shows yours.")
    return found


async def every(look: Look) -> dict[int, tuple[Lock, ...]]:
    """All locks, by member."""
    found: defaultdict[int, list[Lock]] = defaultdict(list)
    for one in await _locks(look):
        found[one.member].append(one)
    return {member: tuple(some) for member, some in sorted(found.items())}


async def _locks(look: Look, *where: sa.ColumnElement[bool]) -> list[Lock]:
    query = select(k.id, k.member, k.amount, k.end).where(k.community == look.community, *where)
    return [Lock(*row) for row in await look.rows(query.order_by(k.id))]


async def _put(change: Change, lock: Lock, **facts: Any) -> None:
    await change.run(update(lock_).where(k.community == change.community, k.id == lock.id).values(**facts))


async def _book(
    change: Change, name: str, kind: str, who: int, amount: int, data: dict[str, Any], by: int | None = None
) -> None:
    """Move tokens into a member's locks, or out where the amount is negative."""
    token = (await assets.governance(change)).symbol
    lines = [
        Posting(accounts.member(who), token, -amount),
        Posting(accounts.locked(who), token, amount),
    ]
    about = "/".join(name.split("/")[:2])
    await ledger.post(change, name, kind, lines, by=who if by is None else by, why=about, data=data)
