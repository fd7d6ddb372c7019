"""What has to happen later: one alarm for each community, kind and subject."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, select, update

from storage.schema import NO, Flag, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look, Store

SECOND = timedelta(seconds=1)


class Alarms(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    kind: Named[str] = Column(Str, primary_key=True)
    subject: Named[str] = Column(Str, primary_key=True)
    due: Named[datetime] = Column(Moment, nullable=False)
    period: Named[int | None] = Column(BigInteger, nullable=True)
    extended: Named[bool] = Column(Flag, nullable=False)
    tries: Named[int] = Column(BigInteger, nullable=False)


alarm = table("alarm", Alarms)
sa.Index("ix_alarm_due", alarm.c.due)


def one(change: Look, kind: str, subject: str) -> list[sa.ColumnElement[bool]]:
    return [alarm.c.community == change.community, alarm.c.kind == kind, alarm.c.subject == subject]


async def put(
    change: Change, kind: str, subject: str, due: datetime, period: timedelta | None = None
) -> None:
    """Set or move an alarm. With a period it ends something people act in, which an outage extends once."""
    length = period // SECOND if period is not None else None
    facts = {"due": due, "period": length, "extended": False, "tries": 0}
    fresh = insert(alarm).values(community=change.community, kind=kind, subject=subject, **facts)
    await change.run(fresh.on_conflict_do_update(index_elements=["community", "kind", "subject"], set_=facts))


async def drop(change: Change, kind: str, subject: str) -> None:
    await change.run(delete(alarm).where(*one(change, kind, subject)))


async def moment(look: Look, kind: str, subject: str) -> datetime | None:
    """When an alarm rings, if it is set."""
    found: datetime | None = await look.value(select(alarm.c.due).where(*one(look, kind, subject)))
    return found


async def due(store: Store, now: datetime, limit: int) -> list[tuple[str, str, str, datetime]]:
    """The alarms that ring now, the oldest first."""
    c = alarm.c
    query = select(c.community, c.kind, c.subject, c.due).where(c.due <= now)
    async with store.read() as look:
        rows = await look.rows(query.order_by(c.due, c.community, c.kind, c.subject).limit(limit))
    return [(row.community, row.kind, row.subject, row.due) for row in rows]


async def next_due(store: Store) -> datetime | None:
    """When the next alarm rings."""
    async with store.read() as look:
        row = await look.row(select(alarm.c.due).order_by(alarm.c.due).limit(1))
    return row.due if row else None


async def take(change: Change, kind: str, subject: str, seen: datetime) -> bool:
    """Use up an alarm that still rings when it was seen to; False if somebody was faster."""
    gone = await change.run(delete(alarm).where(*one(change, kind, subject), alarm.c.due == seen))
    return gone.rowcount == 1


async def failed(change: Change, kind: str, subject: str) -> int:
    """Count a failure of an alarm that is still set; the failures so far, 0 if it is gone."""
    counted = update(alarm).where(*one(change, kind, subject)).values(tries=alarm.c.tries + 1)
    return (await change.run(counted.returning(alarm.c.tries))).scalar_one_or_none() or 0


async def postpone(change: Change, kind: str, subject: str, until: datetime) -> None:
    await change.run(update(alarm).where(*one(change, kind, subject)).values(due=until))


async def periods(store: Store) -> list[tuple[str, str, str, datetime, timedelta]]:
    """The alarms that end a period and that no outage has moved yet."""
    c = alarm.c
    query = select(c.community, c.kind, c.subject, c.due, c.period)
    query = query.where(c.period.is_not(None), c.extended == NO).order_by(c.community, c.kind, c.subject)
    async with store.read() as look:
        rows = await look.rows(query)
    return [(row.community, row.kind, row.subject, row.due, row.period * SECOND) for row in rows]


async def extend(change: Change, kind: str, subject: str, seen: datetime, end: datetime) -> bool:
    """Move the end of a period, once; False if it has been moved or has ended meanwhile."""
    still = [*one(change, kind, subject), alarm.c.due == seen, alarm.c.extended == NO]
    moved = await change.run(update(alarm).where(*still).values(due=end, extended=True))
    return moved.rowcount == 1
