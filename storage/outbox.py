"""What has to be said: rows written with their cause, sent in order per place, and where each card stands."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, func, select, tuple_, update

from storage import communities, members
from storage.schema import YES, AnyRow, Flag, Json, Moment, Str, insert, table

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
    ref: Named[str] = Column(Str, primary_key=True)
    subject: Named[str] = Column(Str, nullable=False)
    card: Named[Any] = Column(Json, nullable=False)
    current: Named[bool] = Column(Flag, nullable=False)  # the card of its subject: what `show` edits


outbox = table("outbox", Outboxes)
shown = table("shown", Cards)
box = outbox.c
WAITING = box.state == "waiting"
KEY = (box.community, box.number, box.line)
ONLY_WAITING, ONLY_CURRENT = sa.text("state = 'waiting'"), sa.text("current = 1 AND subject <> ''")
sa.Index("ix_outbox_waiting", box.due, sqlite_where=ONLY_WAITING, postgresql_where=ONLY_WAITING)
sa.Index("ix_outbox_lane", box.lane, *KEY, sqlite_where=ONLY_WAITING, postgresql_where=ONLY_WAITING)
sa.Index("ix_shown_ref", shown.c.platform, shown.c.room, shown.c.ref)
ONE_CARD = (shown.c.community, shown.c.subject, shown.c.platform, shown.c.room)
sa.Index("uq_shown_card", *ONE_CARD, unique=True, sqlite_where=ONLY_CURRENT, postgresql_where=ONLY_CURRENT)
before, own, above = (
    outbox.alias("before"),
    shown.alias("own"),
    shown.alias("above"),
)  # made once: they are slow to make


async def queue(change: Change, verb: str, topic: str, card: Any, *, subject: str, thread: str) -> None:
    """One row for each place of the community; `show` is an edit where the subject's card stands already."""
    for platform, room, channel in await communities.channels(change, topic):
        lane = f"{platform}/{room}/{channel}"
        if verb == "show" and await _renewed(change, lane, subject, card):
            continue
        where = {"lane": lane, "platform": platform, "room": room, "channel": channel}
        await _add(
            change, verb, card, where | {"account": "", "topic": topic, "subject": subject, "thread": thread}
        )


async def _renewed(change: Change, lane: str, subject: str, card: Any, *, over: bool = True) -> bool:
    """Whether a card that nobody has begun to send could be replaced, so that many changes are one edit.

    Without `over` the waiting one is newer and stays.
    """
    mine = box.community == change.community, box.lane == lane, box.subject == subject
    fresh = update(outbox).where(*mine, WAITING, box.verb == "show", box.tries == 0)
    newest = {"card": card} if over else {"subject": subject}
    return (await change.run(fresh.values(**newest))).rowcount > 0


async def whisper(
    change: Change, member: int, card: Any, *, kind: str, subject: str, to: tuple[str, str] | None = None
) -> None:
    """One row for one account of the member, the oldest unless another is named.

    None for who wants no notes of this kind, has left, or was only read about.
    """
    who = await members.get(change, member)
    accounts = [one for one in await members.identities(change, member) if one[0] != members.IMPORTED]
    if not who.present or not accounts or (kind and kind not in who.wants):
        return
    platform, account = to if to in accounts else accounts[0]
    where = {"lane": f"{platform}/@{account}", "platform": platform, "room": f"@{account}", "channel": ""}
    await _add(
        change, "whisper", card, where | {"account": account, "topic": "", "subject": subject, "thread": ""}
    )


async def _add(change: Change, verb: str, card: Any, where: dict[str, str]) -> None:
    change.said += 1
    place = {"community": change.community, "number": change.number, "line": change.said}
    key = secrets.token_hex(
        12
    )  # seen on a platform: by chance, or it would tell how many changes there were, and so who voted
    facts = {"verb": verb, "card": card, "key": key, "due": change.now, "until": None, "tries": 0}
    await change.run(insert(outbox), place | where | facts | {"state": "waiting", "sent": None, "ref": ""})


def _heads(now: datetime | None = None) -> list[sa.ColumnElement[bool]]:
    """The first waiting message of each lane; with `now` only if it may be tried now."""
    b = before.c
    earlier = tuple_(b.community, b.number, b.line) < tuple_(*KEY)
    first = ~sa.exists().where(b.lane == box.lane, b.state == "waiting", earlier)
    ready = [] if now is None else [box.due <= now, box.until.is_(None) | (box.until < now)]
    return [WAITING, first, *ready]


async def take(store: Store, platforms: Sequence[str], limit: int, lease: timedelta) -> Sequence[AnyRow]:
    """Lease the next message of each lane, oldest first; the one behind it follows when it is out or gone."""
    now = store.clock()
    ready = select(*KEY).where(*_heads(now), box.platform.in_(platforms))
    ready = ready.order_by(box.number, box.line, box.community).limit(limit)
    async with store.read() as look:
        if await look.row(ready.limit(1)) is None:
            return []
    async with store.write() as connection:
        if not store.embedded:
            await connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        locked = ready.with_for_update(skip_locked=True, of=outbox)
        keys = [tuple(row) for row in await connection.execute(locked)]
        mine = tuple_(*KEY).in_(keys)
        await connection.execute(update(outbox).where(mine).values(until=now + lease, tries=box.tries + 1))
        rows = (await connection.execute(_with_refs(mine))).all()
    return sorted(rows, key=lambda row: keys.index((row.community, row.number, row.line)))


def _with_refs(mine: Any) -> Any:
    """The messages, with where their own card (`at`) and the card of their thread (`parent`) stand."""

    def here(card: Any, subject: Any) -> Any:
        same = card.c.community == box.community, card.c.platform == box.platform, card.c.room == box.room
        return sa.and_(*same, card.c.subject == subject, subject != "", card.c.current == YES)

    at = func.coalesce(own.c.ref, "").label("at")
    parent = func.coalesce(above.c.ref, "").label("parent")
    joined = outbox.outerjoin(own, here(own, box.subject)).outerjoin(above, here(above, box.thread))
    return select(*box, at, parent).select_from(joined).where(mine)


async def next_due(store: Store, platforms: Sequence[str]) -> datetime | None:
    """When the next message can be tried."""
    moment = sa.case((box.until > box.due, box.until), else_=box.due)
    query = select(sa.type_coerce(func.min(moment), Moment)).where(*_heads(), box.platform.in_(platforms))
    async with store.read() as look:
        found: datetime | None = await look.value(query)
    return found


def _message(row: Any) -> list[sa.ColumnElement[bool]]:
    return [box.community == row.community, box.number == row.number, box.line == row.line]


def _this(row: Any) -> list[sa.ColumnElement[bool]]:
    """The message, as long as it waits and nobody else has been given it since."""
    return [*_message(row), WAITING, box.tries == row.tries]


async def sent(store: Store, row: Any, ref: str) -> None:
    """The message is out under `ref`. It is its subject's card if it was shown as that, or is the first."""
    key = {"community": row.community, "platform": row.platform, "room": row.room, "ref": ref}
    where = [shown.c[name] == value for name, value in key.items() if name != "ref"]
    card = select(shown.c.ref).where(*where, shown.c.subject == row.subject, shown.c.current == YES)
    async with store.write(row.community) as connection:
        before = (await connection.execute(card)).scalar() if row.subject else ref
        shows = before in {None, ref} or row.verb == "show"
        if shows and before != ref:
            await connection.execute(update(shown).where(*where, shown.c.ref == before).values(current=False))
        stands = insert(shown).values(**key, subject=row.subject, card=row.card, current=shows)
        facts = {"subject": row.subject, "card": stands.excluded.card, "current": shows}
        await connection.execute(stands.on_conflict_do_update(index_elements=list(key), set_=facts))
        done = {"state": "sent", "sent": store.clock(), "until": None, "ref": ref}
        await connection.execute(update(outbox).where(*_message(row)).values(**done))


async def postpone(store: Store, row: Any, due: datetime) -> None:
    """Try again later; what stands behind it in its lane waits with it."""
    async with store.write() as connection:
        await connection.execute(update(outbox).where(*_this(row)).values(due=due, until=None))


async def gone(store: Store, row: Any) -> None:
    """Give a message up: it can reach nobody. A card that is not there to be edited is posted anew."""
    mine = shown.c.community == row.community, shown.c.platform == row.platform, shown.c.room == row.room
    lost = row.verb == "show" and row.at
    state = "waiting" if lost else "gone"
    async with store.write() as connection:
        if lost:
            await connection.execute(update(shown).where(*mine, shown.c.ref == row.at).values(current=False))
        await connection.execute(update(outbox).where(*_this(row)).values(state=state, until=None))


async def release(store: Store) -> None:
    """Let every leased message be sent at once: after a crash, where only this process writes."""
    async with store.write() as connection:
        await connection.execute(update(outbox).where(WAITING, box.until.is_not(None)).values(until=None))


async def shown_at(store: Store, platform: str, room: str, ref: str) -> AnyRow | None:
    """The card that stands under a reference, and what it is about."""
    query = select(shown.c.community, shown.c.subject, shown.c.card)
    async with store.read() as look:
        return await look.row(
            query.where(shown.c.platform == platform, shown.c.room == room, shown.c.ref == ref)
        )


async def answered(store: Store, community: str, where: tuple[str, str, str], card: Any) -> None:
    """An answer that was no message of the outbox stands under a reference, so that its buttons mean something."""
    key = dict(zip(("platform", "room", "ref"), where, strict=True)) | {"community": community}
    stands = insert(shown).values(**key, subject="", card=card, current=False)
    async with store.write(community) as connection:
        await connection.execute(
            stands.on_conflict_do_update(index_elements=list(key), set_={"card": stands.excluded.card})
        )


async def standing(store: Store, platform: str) -> Sequence[AnyRow]:
    """The current cards of a platform that carry a ballot, the newest first."""
    query = select(shown.c.community, shown.c.room, shown.c.ref, shown.c.card, shown.c.subject)
    mine = shown.c.platform == platform, shown.c.current == YES, shown.c.subject != ""
    ballots = sa.type_coerce(shown.c.card, sa.Text).contains('"ballot":')
    async with store.read() as look:
        found = await look.rows(query.where(*mine, ballots).order_by(shown.c.ref.desc()))
    return [row for row in found if "ballot" in row.card]


async def lost(change: Change, platform: str, room: str, ref: str) -> bool:
    """A message is gone; if it was the card of its subject, that is posted anew. Whether it was."""
    mine = shown.c.community == change.community, shown.c.platform == platform, shown.c.room == room
    this = *mine, shown.c.ref == ref, shown.c.current == YES, shown.c.subject != ""
    row = await change.row(select(shown.c.subject, shown.c.card).where(*this))
    if row is None:
        return False
    await change.run(update(shown).where(*this).values(current=False))
    names = ("lane", "platform", "room", "channel", "account", "topic", "subject", "thread")
    sent = box.community == change.community, box.platform == platform, box.room == room, box.ref == ref
    query = select(*(box[name] for name in names)).where(*sent).order_by(box.number.desc(), box.line.desc())
    where = await change.row(query.limit(1))
    if where is None:  # too long ago: the outbox has forgotten how it went out
        named = await communities.channels(change, "")
        here = next((one for *place, one in named if place == [platform, room]), "")
        facts = {"lane": f"{platform}/{room}/{here}", "platform": platform, "room": room, "channel": here}
        facts |= {"account": "", "topic": "", "subject": row.subject, "thread": ""}
    else:
        facts = dict(zip(names, where, strict=True))
    if not await _renewed(change, facts["lane"], row.subject, row.card, over=False):
        await _add(change, "show", row.card, facts)
    return True


async def community_of(store: Store, platform: str, room: str, ref: str) -> str | None:
    """The community whose card stands under a reference: a private note tells whose it is."""
    found = await shown_at(store, platform, room, ref) if ref else None
    return str(found.community) if found else None


async def latest(look: Look, subject: str) -> Any:
    """The card of a subject as it will stand once everything is sent; None where there is none."""
    mine = box.community == look.community, box.subject == subject, box.verb == "show", WAITING
    query = select(box.card).where(*mine).order_by(box.number.desc(), box.line.desc()).limit(1)
    row = await look.row(query)
    return row.card if row else await card_of(look, subject)


async def card_of(look: Look, subject: str) -> Any:
    """The card of a subject as it stands in the first place that shows it."""
    mine = shown.c.community == look.community, shown.c.subject == subject, shown.c.current == YES
    row = await look.row(select(shown.c.card).where(*mine).order_by(shown.c.platform, shown.c.room).limit(1))
    return row.card if row else None
