"""1:1 rooms: made when somebody is to be told something alone, remembered, and never shared with a third."""

from __future__ import annotations

import asyncio
from typing import Protocol

from nio.rooms import MatrixRoom

from bot.adapters.matrix.rooms import Room, Rooms
from bot.adapters.matrix.wire import Json, RefusedError, Wire, checked, heard
from bot.surface import GoneError

ROOM, PERSON = "direct", "person"
TOPIC = "What only the two of us should read"
CLOSED = ("leave", "ban")


class Memory(Protocol):
    """What outlives the process."""

    async def recall(self, name: str) -> str:
        """What was remembered."""

    async def remember(self, name: str, value: str) -> None:
        """Remember something."""


class Direct:
    """Which 1:1 room belongs to whom."""

    def __init__(self, wire: Wire, rooms: Rooms, memory: Memory, *, encrypted: bool = False) -> None:
        self.wire, self.rooms, self.memory, self.encrypted = wire, rooms, memory, encrypted
        self.people: dict[str, str] = {}  # room → person, '' for a room of several
        self.known: dict[str, str] = {}  # person → room
        self.looked: set[str] = set()  # rooms in which it is known who is there
        self.turn = asyncio.Lock()

    @property
    def me(self) -> str:
        return str(self.wire.client.user_id)

    async def person(self, room: str) -> str:
        """Whose 1:1 room it is; '' if it is none, or if somebody else is there, too."""
        if room not in self.people:
            self.people[room] = await self.memory.recall(f"{PERSON}/{room}")
        user = self.people[room]
        if user and room not in self.looked:
            await self._look(room)
        return user if user and self.alone(room, user) else ""

    async def _look(self, room: str) -> None:
        """Who is in a room, asked for once: the homeserver tells of changes only."""
        found = await self.wire.call("GET", "rooms", room, "members", not_membership="leave")
        self.rooms.take(room, found.get("chunk") or [])
        self.looked.add(room)

    def alone(self, room: str, user: str) -> bool:
        """Whether nobody but the two is in a room or invited."""
        held = self.rooms.known.get(room, Room(room)).people
        there = {one for one, content in held.items() if content.get("membership") in ("join", "invite")}
        return there <= {self.me, user}

    async def take(self, room: str, user: str) -> None:
        """A room is somebody's 1:1 room from now on."""
        self.people[room], self.known[user] = user, room
        await self.memory.remember(f"{PERSON}/{room}", user)
        await self.memory.remember(f"{ROOM}/{user}", room)

    async def room(self, user: str, *, asked: bool) -> str:
        """The 1:1 room of somebody, made if there is none; GoneError if they do not want one.

        Whoever has just `asked` for something is invited again.
        """
        async with self.turn:
            room = self.known.get(user) or await self.memory.recall(f"{ROOM}/{user}")
            if room and room in self.rooms.known and await self._open(room, user, asked=asked):
                self.people[room], self.known[user] = user, room
                return room
            room = await self._made(user)
            await self.take(room, user)
            return room

    async def _open(self, room: str, user: str, *, asked: bool) -> bool:
        """Whether somebody can still be told something in their room."""
        if room not in self.looked:
            await self._look(room)
        membership = str((await self.rooms.person(room, user)).get("membership") or "leave")
        locked = self.rooms.known[room].encrypted and self.wire.client.olm is None
        if locked or not self.alone(room, user):
            return False
        if membership not in CLOSED:
            return True
        if not asked:
            raise GoneError(f"{user} has left the 1:1 room")
        try:
            await self.wire.call("POST", "rooms", room, "invite", body={"user_id": user})
        except RefusedError:
            return False
        self.rooms.take(room, [member(user, "invite")])
        return True

    async def _made(self, user: str) -> str:
        """A new room for two."""
        secret = {
            "type": "m.room.encryption",
            "state_key": "",
            "content": {"algorithm": "m.megolm.v1.aes-sha2"},
        }
        body: Json = {"preset": "trusted_private_chat", "is_direct": True, "invite": [user], "topic": TOPIC}
        body["power_level_content_override"] = {"users_default": 0}
        body["initial_state"] = [secret] if self.encrypted else []
        answer = await self.wire.call("POST", "createRoom", body=body)
        room = str(answer["room_id"])
        state = checked(await heard(self.wire.client.room_get_state(room)))
        self.rooms.take(room, state.events)
        self.looked.add(room)
        if self.encrypted:
            self._told(room, user)
        return room

    def _told(self, room: str, user: str) -> None:
        """Let nio know a room that the homeserver has not told of yet, so that its keys go to whoever is invited."""
        held = MatrixRoom(room, self.me, encrypted=True)
        held.add_member(self.me, None, None)
        held.add_member(user, None, None, invited=True)
        self.wire.client.rooms.setdefault(room, held)

    async def joined(self, room: str, user: str) -> bool:
        """Whether somebody has accepted the invitation."""
        return (await self.rooms.person(room, user)).get("membership") == "join"


def member(user: str, membership: str) -> Json:
    """A membership that was just brought about; the homeserver will tell of it, too."""
    return {"type": "m.room.member", "state_key": user, "content": {"membership": membership}}
