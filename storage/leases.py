"""Work that several processes might do: a claimed row and a fence that the result must show."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Named, TypedColumns, update

from storage.schema import Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change


class Leases(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    job: Named[str] = Column(Str, primary_key=True)
    fence: Named[int] = Column(BigInteger, nullable=False)
    until: Named[datetime] = Column(Moment, nullable=False)
    done: Named[datetime | None] = Column(Moment, nullable=True)


lease = table("lease", Leases)


async def claim(change: Change, job: str, length: timedelta) -> int | None:
    """Lease a job that is neither done nor held; the number is the fence its result must show."""
    fresh = insert(lease).values(
        community=change.community, job=job, fence=1, until=change.now + length, done=None
    )
    free = (lease.c.until < change.now) & lease.c.done.is_(None)
    after = {"fence": lease.c.fence + 1, "until": fresh.excluded.until}
    taken = fresh.on_conflict_do_update(index_elements=["community", "job"], set_=after, where=free)
    return (await change.run(taken.returning(lease.c.fence))).scalar_one_or_none()


async def renew(change: Change, job: str, fence: int, length: timedelta) -> bool:
    """Hold on to a lease; False for a worker whose lease was taken over."""
    return (
        await change.run(update(lease).where(*_mine(change, job, fence)).values(until=change.now + length))
    ).rowcount == 1


async def finish(change: Change, job: str, fence: int) -> bool:
    """Mark the job done; False for a worker whose lease was taken over, which must then roll back."""
    return (
        await change.run(update(lease).where(*_mine(change, job, fence)).values(done=change.now))
    ).rowcount == 1


async def release(change: Change, job: str, fence: int) -> None:
    """Let somebody else try at once, after a failure."""
    await change.run(
        update(lease).where(*_mine(change, job, fence)).values(until=change.now - timedelta(seconds=1))
    )


async def end(change: Change, job: str) -> None:
    """Mark a job done that nobody needs any more; whoever holds it has lost it."""
    await change.run(
        update(lease)
        .where(lease.c.community == change.community, lease.c.job == job, lease.c.done.is_(None))
        .values(done=change.now)
    )


def _mine(change: Change, job: str, fence: int) -> tuple[Any, ...]:
    """The lease of a job that is still held with this fence."""
    return (
        lease.c.community == change.community,
        lease.c.job == job,
        lease.c.fence == fence,
        lease.c.done.is_(None),
    )
