"""Communities, the places they live in, and their counters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Named, TypedColumns, and_, func, select, update

from rules.errors import Refusal
from storage.schema import Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look, Store

FOUNDING, RUNNING = "founding", "running"


class Communities(TypedColumns):
    id: Named[str] = Column(Str, primary_key=True)
    name: Named[str] = Column(Str, nullable=False)
    preset: Named[str] = Column(Str, nullable=False)
    zone: Named[str] = Column(Str, nullable=False)
    state: Named[str] = Column(Str, nullable=False)
    founded: Named[datetime] = Column(Moment, nullable=False)
    changes: Named[int] = Column(BigInteger, nullable=False)
    entries: Named[int] = Column(BigInteger, nullable=False)
    head: Named[str] = Column(Str, nullable=False)


class Places(TypedColumns):
    platform: Named[str] = Column(Str, primary_key=True)
    room: Named[str] = Column(Str, primary_key=True)
    community: Named[str] = Column(Str, nullable=False, index=True)
    bound: Named[datetime] = Column(Moment, nullable=False)


class Channels(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    platform: Named[str] = Column(Str, primary_key=True)
    room: Named[str] = Column(Str, primary_key=True)
    topic: Named[str] = Column(Str, primary_key=True)
    channel: Named[str] = Column(Str, nullable=False)


class Counters(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    name: Named[str] = Column(Str, primary_key=True)
    value: Named[int] = Column(BigInteger, nullable=False)


community = table("community", Communities)
FACTS = tuple(community.c[name] for name in ("id", "name", "preset", "zone", "state", "founded"))
place = table("place", Places)  # the directory that finds a community: its key cannot begin with one
channel = table("channel", Channels)
counter = table("counter", Counters)


@dataclass(frozen=True, slots=True)
class Community:
    """What a community is called, where its days begin, and whether it is founded yet."""

    id: str
    name: str
    preset: str
    zone: str
    state: str
    founded: datetime

    @property
    def running(self) -> bool:
        return self.state == RUNNING


async def at(store: Store, platform: str, room: str) -> str | None:
    """The community that lives in a place."""
    async with store.read() as look:
        found: str | None = await look.value(
            select(place.c.community).where(place.c.platform == platform, place.c.room == room)
        )
    return found


async def names(store: Store) -> list[str]:
    """The ids of all communities."""
    async with store.read() as look:
        return [row.id for row in await look.rows(select(community.c.id).order_by(community.c.id))]


async def get(look: Look) -> Community:
    """The community of this transaction; a change has it from the row it locks."""
    if look.home is None:
        row = await look.row(select(*FACTS).where(community.c.id == look.community))
        if row is None:
            raise LookupError(f"There is no community {look.community!r}.")
        look.home = Community(*row)
    return look.home


async def alter(change: Change, **facts: Any) -> None:
    """Set name, preset, zone, state or founded."""
    await change.run(update(community).where(community.c.id == change.community).values(**facts))
    change.home = replace(await get(change), **facts)


async def bind(change: Change, platform: str, room: str) -> None:
    """Let the community live in a place; Refusal if another one does."""
    fresh = insert(place).values(platform=platform, room=room, community=change.community, bound=change.now)
    await change.run(fresh.on_conflict_do_nothing())
    query = select(place.c.community).where(place.c.platform == platform, place.c.room == room)
    if await change.value(query) != change.community:
        raise Refusal("This place belongs to another community already, and communities are never merged.")


async def places(look: Look) -> list[tuple[str, str]]:
    """Where the community lives: platform and room, in order."""
    query = select(place.c.platform, place.c.room).where(place.c.community == look.community)
    return [
        (row.platform, row.room) for row in await look.rows(query.order_by(place.c.platform, place.c.room))
    ]


async def set_channel(change: Change, platform: str, room: str, topic: str, name: str) -> None:
    """Send a topic to a channel of a place; the topic '' is the default of all others."""
    key = {"community": change.community, "platform": platform, "room": room, "topic": topic}
    fresh = insert(channel).values(**key, channel=name)
    await change.run(fresh.on_conflict_do_update(index_elements=list(key), set_={"channel": name}))


async def channels(look: Look, topic: str) -> list[tuple[str, str, str]]:
    """Every place with the channel in which it shows a topic ('' where none was chosen)."""
    here, there = place.c, channel.c
    same = there.community == here.community, there.platform == here.platform, there.room == here.room
    joined = place.outerjoin(channel, and_(*same, there.topic.in_(["", topic])))
    query = select(here.platform, here.room, there.channel).select_from(joined)
    query = query.where(here.community == look.community)
    rows = await look.rows(query.order_by(here.platform, here.room, func.coalesce(there.topic, "") != ""))
    chosen = {(row.platform, row.room): row.channel or "" for row in rows}
    return [(*where, name) for where, name in chosen.items()]


async def following(change: Change, name: str, many: int = 1) -> int:
    """Count on: 1, 2, 3 … for each community and name; with `many` the first of so many numbers."""
    fresh = insert(counter).values(community=change.community, name=name, value=many)
    later = fresh.on_conflict_do_update(
        index_elements=["community", "name"], set_={"value": counter.c.value + many}
    )
    return int((await change.run(later.returning(counter.c.value))).scalar_one()) - many + 1
