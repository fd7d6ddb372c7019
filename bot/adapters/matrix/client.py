"""The listening half of Matrix: every message, reaction and change of a room becomes an event at the gate."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol
from weakref import WeakValueDictionary

import structlog

from bot.adapters.matrix.acting import Acting
from bot.adapters.matrix.direct import Direct
from bot.adapters.matrix.people import PLATFORM, server
from bot.adapters.matrix.reading import said
from bot.adapters.matrix.recount import Recount
from bot.adapters.matrix.rooms import Rooms
from bot.adapters.matrix.surface import Surface
from bot.adapters.matrix.upgrades import follow
from bot.adapters.matrix.wire import DeadTokenError, Json, Wire
from bot.adapters.voice import Prefixed
from bot.command import Event
from bot.surface import GoneError, LaterError
from bot.table import Table

log = structlog.get_logger()
KNOWN = 20_000  # events that are remembered as taken
UNREADABLE = (
    "This room is encrypted, and I cannot read encrypted rooms here. Invite me to a room without encryption, "
    "or ask my operator to switch encryption on."
)

LOCKED = "I could not read a message here, because its key has not reached me. Please send it once more."


class Steering(Protocol):
    """What the running program lets its platforms do."""

    async def heard(self, event: Event, kind: str) -> None:
        """Count an ordinary message or reaction."""

    def wake(self) -> None:
        """Something has changed: deliver what waits, without waiting for the next tick."""

    async def recall(self, platform: str, name: str) -> str:
        """What was remembered under a name."""

    async def remember(self, platform: str, name: str, value: str) -> None:
        """Remember something."""


@dataclass(frozen=True)
class Doors:
    """Whose invitations are accepted, and what the bot listens to."""

    prefix: str = "!dao"
    rooms: tuple[str, ...] = ()
    inviters: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    moderator: int = 50

    def open(self, room: str, inviter: str) -> bool:
        """Whether an invitation is accepted."""
        return room in self.rooms or inviter in self.inviters or server(inviter) in self.servers


@dataclass
class Memory:
    """What one platform remembers through the running program."""

    steering: Steering
    held: dict[str, str] = field(default_factory=dict)

    async def recall(self, name: str) -> str:
        return await self.steering.recall(PLATFORM, name)

    async def remember(self, name: str, value: str) -> None:
        await self.steering.remember(PLATFORM, name, value)


class Listener:
    """One life of the bot on one homeserver."""

    def __init__(
        self, table: Table, steering: Steering, wire: Wire, doors: Doors, *, encryption: bool = False
    ) -> None:
        self.table, self.steering, self.wire, self.doors = table, steering, wire, doors
        self.memory = Memory(steering)
        self.rooms = Rooms(wire, lambda rooms: table.places.lives(PLATFORM, rooms))
        self.direct = Direct(wire, self.rooms, self.memory, encrypted=encryption)
        self.surface = Surface(wire, self.rooms, self.direct, Prefixed(table.specs, doors.prefix))
        self.recount = Recount(table, self.surface, self.turn, self.who, steering.wake)
        self.acting = Acting(self)
        self.turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.taken: dict[str, None] = {}
        self.locked: set[str] = set()  # rooms in which it was told that a message could not be read
        self.back = asyncio.Event()
        self.busy = 0
        self.idle = asyncio.Event()
        self.idle.set()

    @property
    def me(self) -> str:
        return str(self.wire.client.user_id)

    # what the loop tells

    async def recall(self, name: str) -> str:
        return await self.memory.recall(name)

    async def remember(self, name: str, value: str) -> None:
        await self.memory.remember(name, value)

    async def returned(self) -> None:
        """Everything was heard; open ballots are read once more all the same."""
        log.info("Matrix is heard", account=self.me, rooms=len(self.rooms.known))
        self.recount.again()
        self.back.set()
        self.steering.wake()

    async def happened(self, room: str, state: list[Json], missed: list[Json], events: list[Json]) -> None:
        """Events of a room in order; state takes effect where it stands among them."""
        self.busy += 1
        self.idle.clear()
        try:
            self.rooms.take(room, state)
            for event in missed:
                await self._once(room, event)
            for event in events:
                if "state_key" in event:
                    self.rooms.take(room, [event])
                await self._once(room, event)
            await self._state(room)
        finally:
            self.busy -= 1
            if not self.busy:
                self.idle.set()

    async def _once(self, room: str, event: Json) -> None:
        """An event that was taken already is not taken again."""
        number = str(event.get("event_id") or "")
        if number in self.taken:
            return
        try:
            await self._event(room, event)
        except (LaterError, DeadTokenError):
            raise
        except Exception:
            log.exception("an event on Matrix could not be taken", room=room, number=number)
        self.taken[number] = None
        if len(self.taken) > KNOWN:
            del self.taken[next(iter(self.taken))]

    async def _event(self, room: str, event: Json) -> None:
        held = self.rooms.known.get(room)
        if event.get("sender") == self.me and event.get("type") != "m.room.redaction":
            return
        if held and held.encrypted and self.wire.client.olm is None:
            return
        kind = event.get("type")
        if kind == "m.reaction":
            await self.acting.reacted(room, event)
        elif kind == "m.room.redaction":
            await self.acting.redacted(room, event)
        elif kind == "m.room.encrypted":
            await self._locked(room, event)
        elif one := said(room, event):
            await self.acting.said(one, event)

    async def _locked(self, room: str, event: Json) -> None:
        """A message whose key has not come: its writer is told, once in each room."""
        log.warning("a message cannot be decrypted", room=room, number=event.get("event_id"))
        if room in self.locked:
            return
        self.locked.add(room)
        content = {"msgtype": "m.notice", "body": LOCKED, "m.mentions": {}}
        await self.wire.send(room, "m.room.message", content, f"locked-{event.get('event_id')}")

    async def _state(self, room: str) -> None:
        """What the state of a room asks for: to follow it elsewhere, or to say that it cannot be read."""
        held = self.rooms.known.get(room)
        if held is None:
            return
        if held.successor:
            await follow(self, room, held.successor)
        elif held.encrypted and self.wire.client.olm is None and not await self.recall(f"encrypted/{room}"):
            content = {"msgtype": "m.notice", "body": UNREADABLE, "m.mentions": {}}
            await self.wire.send(room, "m.room.message", content, f"encrypted-{room}")
            await self.remember(f"encrypted/{room}", "told")

    async def invited(self, room: str, state: list[Json]) -> None:
        """An invitation: taken from whom the configuration names, and to a 1:1 room from everybody known."""
        mine = next(
            (one for one in state if one.get("type") == "m.room.member" and one.get("state_key") == self.me),
            {},
        )
        inviter, content = str(mine.get("sender") or ""), mine.get("content") or {}
        alone = bool(content.get("is_direct"))
        known = alone and (await self.table.places.knows(PLATFORM, inviter))
        named = next((one for one in state if one.get("type") == "m.room.canonical_alias"), {})
        alias = str((named.get("content") or {}).get("alias") or "")
        if not (known or self.doors.open(room, inviter) or self.doors.open(alias, inviter)):
            log.warning(
                "an invitation is not accepted; matrix.inviters or matrix.rooms would allow it",
                room=room,
                inviter=inviter,
            )
            return
        try:
            await self.wire.call("POST", "join", room, body={})
        except GoneError as error:
            log.warning("an invitation cannot be accepted", room=room, reason=str(error))
            return
        if alone:
            await self.direct.take(room, inviter)

    async def left(self, room: str) -> None:
        """The bot was removed, or has left."""
        self.rooms.known.pop(room, None)
        log.warning("the bot is not in a room any more", room=room)

    # what others ask

    async def who(self, where: tuple[str, str, str], account: str) -> Event | None:
        """Somebody as who reacts; None for who is not in the room any more."""
        room = where[2].partition("/")[0]
        if not await self.rooms.inside(room, account):
            return None
        found = await self.acting.event(room, account, "", card=where[2])
        return replace(found, room=where[1])

    @asynccontextmanager
    async def turn(self, reference: str) -> AsyncIterator[None]:
        """On one message things are taken in order."""
        turn = self.turns.setdefault(reference, asyncio.Lock())
        async with turn:
            yield
