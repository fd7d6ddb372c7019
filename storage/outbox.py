"""What has to be said: rows written with their cause, sent in order per place, and where each card stands now."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, Row, TypedColumns, func, select, tuple_, update

from storage import communities, members
from storage.schema import Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look, Store

LOCK = 7072  # any number, the same in every release


class Outboxes(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    number: Named[int] = Column(BigInteger, primary_key=True)
    line: Named[int] = Column(BigInteger, primary_key=True)
    lane: Named[str] = Column(Str, nullable=False)  # what is sent in order
    platform: Named[str] = Column(Str, nullable=False)
    room: Named[str] = Column(Str, nullable=False)
    channel: Named[str] = Column(Str, nullable=False)
    account: Named[str] = Column(Str, nullable=False)
    topic: Named[str] = Column(Str, nullable=False)
    verb: Named[str] = Column(Str, nullable=False)
    subject: Named[str] = Column(Str, nullable=False)
    thread: Named[str] = Column(Str, nullable=False)
    card: Named[Any] = Column(Json, nullable=False)
    key: Named[str] = Column(Str, nullable=False)
    due: Named[datetime] = Column(Moment, nullable=False)
    until: Named[datetime | None] = Column(Moment, nullable=True)  # leased to a sender
    tries: Named[int] = Column(BigInteger, nullable=False)
    state: Named[str] = Column(Str, nullable=False)  # waiting, sent, gone
    sent: Named[datetime | None] = Column(Moment, nullable=True)
    ref: Named[str] = Column(Str, nullable=False)


class Cards(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    platform: Named[str] = Column(Str, primary_key=True)
    room: Named[str] = Column(Str, primary_key=True)
    subject: Named[str] = Column(Str, primary_key=True)
    ref: Named[str] = Column(Str, nullable=False)
    card: Named[Any] = Column(Json, nullable=False)


outbox = table("outbox", Outboxes)
shown = table("shown", Cards)
box = outbox.c
WAITING = box.state == "waiting"
sa.Index(
    "ix_outbox_waiting", box.due, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
)
sa.Index("ix_shown_ref", shown.c.platform, shown.c.room, shown.c.ref)


async def queue(change: Change, verb: str, topic: str, card: Any, *, subject: str, thread: str) -> None:
    """One row for each place of the community; `show` becomes an edit where the subject's card stands already."""
    for platform, room, channel in await communities.channels(change, topic):
        where = {"lane": f"{platform}/{room}/{channel}", "platform": platform, "room": room, "channel": channel}
        await _add(change, verb, card, where | {"account": "", "topic": topic, "subject": subject, "thread": thread})


async def whisper(change: Change, member: int, card: Any, *, kind: str, subject: str) -> None:
    """One row for the member's oldest account; nothing for who does not want notes of this kind, or has left."""
    who = await members.get(change, member)
    accounts = await members.identities(change, member)
    if not who.present or not accounts or (kind and kind not in who.wants):
        return
    platform, account = accounts[0]
    where = {"lane": f"{platform}/@{account}", "platform": platform, "room": f"@{account}", "channel": ""}
    await _add(change, "whisper", card, where | {"account": account, "topic": "", "subject": subject, "thread": ""})


async def _add(change: Change, verb: str, card: Any, where: dict[str, str]) -> None:
    change.said += 1
    place = {"community": change.community, "number": change.number, "line": change.said}
    key = hashlib.sha256(f"{change.community}/{change.number}/{change.said}".encode()).hexdigest()[:24]
    facts = {"verb": verb, "card": card, "key": key, "due": change.now, "until": None, "tries": 0}
    await change.run(insert(outbox), place | where | facts | {"state": "waiting", "sent": None, "ref": ""})


async def take(store: Store, platforms: Sequence[str], limit: int, lease: timedelta) -> Sequence[Row[Any]]:
    """Lease the next messages: the oldest of each lane first, none that stands behind one which has to wait."""
    now = store.clock()
    first = outbox.alias("first")
    order = tuple_(first.c.community, first.c.number, first.c.line) <= tuple_(box.community, box.number, box.line)
    held = (first.c.due > now) | (first.c.until >= now)
    blocked = sa.exists().where(first.c.lane == box.lane, first.c.state == "waiting", order, held)
    ready = select(box.community, box.number, box.line).where(WAITING, box.platform.in_(platforms), box.due <= now, ~blocked)
    ready = ready.order_by(box.number, box.line, box.community).limit(limit)
    async with store.write() as connection:
        if not store.embedded:
            await connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        keys = [tuple(row) for row in await connection.execute(ready)]
        if not keys:
            return []
        mine = tuple_(box.community, box.number, box.line).in_(keys)
        await connection.execute(update(outbox).where(mine).values(until=now + lease, tries=box.tries + 1))
        rows = (await connection.execute(_with_refs(mine))).all()
    return sorted(rows, key=lambda row: keys.index((row.community, row.number, row.line)))


def _with_refs(mine: Any) -> Any:
    """The messages, with where their own card (`at`) and the card of their thread (`parent`) stand."""
    own, above = shown.alias("own"), shown.alias("above")

    def here(card: Any, subject: Any) -> Any:
        same = card.c.community == box.community, card.c.platform == box.platform, card.c.room == box.room
        return sa.and_(*same, card.c.subject == subject)

    at = func.coalesce(own.c.ref, "").label("at")
    parent = func.coalesce(above.c.ref, "").label("parent")
    joined = outbox.outerjoin(own, here(own, box.subject)).outerjoin(above, here(above, box.thread))
    return select(*box, at, parent).select_from(joined).where(mine)


async def next_due(store: Store, platforms: Sequence[str]) -> datetime | None:
    """When the next message can be tried."""
    moment = func.max(box.due, func.coalesce(box.until, 0)) if store.embedded else None
    if moment is None:
        moment = func.greatest(box.due, func.coalesce(box.until, 0))
    query = select(sa.type_coerce(func.min(moment), Moment)).where(WAITING, box.platform.in_(platforms))
    async with store.read() as look:
        return await look.value(query)


def _this(row: Any) -> list[sa.ColumnElement[bool]]:
    return [box.community == row.community, box.number == row.number, box.line == row.line]


async def sent(store: Store, row: Any, ref: str) -> None:
    """The message is out: it stands under `ref`, and is the card of its subject now."""
    subject = row.subject or f"message/{row.key}"
    key = {"community": row.community, "platform": row.platform, "room": row.room, "subject": subject}
    stands = insert(shown).values(**key, ref=ref, card=row.card)
    now = {"ref": ref, "card": stands.excluded.card}
    async with store.write() as connection:
        done = update(outbox).where(*_this(row), WAITING)
        await connection.execute(done.values(state="sent", sent=store.clock(), until=None, ref=ref))
        await connection.execute(stands.on_conflict_do_update(index_elements=list(key), set_=now))


async def postpone(store: Store, row: Any, due: datetime) -> None:
    """Try again later; what stands behind it in its lane waits with it."""
    async with store.write() as connection:
        await connection.execute(update(outbox).where(*_this(row)).values(due=due, until=None))


async def gone(store: Store, row: Any) -> None:
    """Give a message up: it can reach nobody any more."""
    async with store.write() as connection:
        await connection.execute(update(outbox).where(*_this(row)).values(state="gone", until=None))


async def release(store: Store) -> None:
    """Let every leased message be sent at once: for a database that only this process writes, after a crash."""
    async with store.write() as connection:
        await connection.execute(update(outbox).where(WAITING, box.until.is_not(None)).values(until=None))


async def shown_at(store: Store, platform: str, room: str, ref: str) -> Row[Any] | None:
    """The card that stands under a reference, and what it is about."""
    query = select(shown.c.community, shown.c.subject, shown.c.card)
    async with store.read() as look:
        return await look.row(query.where(shown.c.platform == platform, shown.c.room == room, shown.c.ref == ref))


async def card_of(look: Look, subject: str) -> Any:
    """The card of a subject as it stands in the first place that shows it."""
    mine = shown.c.community == look.community, shown.c.subject == subject
    row = await look.row(select(shown.c.card).where(*mine).order_by(shown.c.platform, shown.c.room).limit(1))
    return row.card if row else None
