"""What is known of rooms: whose power counts, which space they are in, who is called what. Read from raw events."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from bot.adapters.matrix.people import local
from bot.adapters.matrix.wire import Json, Wire
from bot.surface import GoneError

ADMIN = 100
Lives = Callable[[Sequence[str]], Awaitable[str]]  # the first of some rooms in which a community lives
HELD = ("m.room.create", "m.room.power_levels", "m.room.tombstone", "m.room.encryption", "m.room.name")
PINNED = "m.room.pinned_events"
LINKS = ("m.space.child", "m.space.parent")


@dataclass
class Room:
    """A room that the bot is in, as its state says."""

    id: str
    held: dict[str, Json] = field(default_factory=dict)  # the last event of each kind that matters
    links: dict[tuple[str, str], Json] = field(default_factory=dict)
    people: dict[str, Json] = field(default_factory=dict)  # the last membership of those who were told of
    alias: str = ""

    def content(self, kind: str) -> Json:
        """The content of a state event; {} where there is none."""
        found = self.held.get(kind, {}).get("content")
        return found if isinstance(found, dict) else {}

    @property
    def encrypted(self) -> bool:
        return "m.room.encryption" in self.held

    @property
    def successor(self) -> str:
        """The room that goes on in its place."""
        return str(self.content("m.room.tombstone").get("replacement_room") or "")

    @property
    def predecessor(self) -> str:
        """The room it goes on from."""
        before = self.content("m.room.create").get("predecessor")
        return str(before.get("room_id") or "") if isinstance(before, dict) else ""

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.content("m.room.name").get("name") or self.alias or self.id)

    def level(self, user: str) -> float:
        """The power of somebody; from version 12 on, who made the room has all power and stands in no list."""
        create = self.held.get("m.room.create", {})
        made, version = (
            str(create.get("sender") or ""),
            str(self.content("m.room.create").get("room_version", "1")),
        )
        more = self.content("m.room.create").get("additional_creators")
        makers = {made, *(more if isinstance(more, list) else ())}
        if version.isdigit() and int(version) >= 12 and user in makers:
            return inf
        if "m.room.power_levels" not in self.held:
            return ADMIN if made and user == made else 0
        levels = self.content("m.room.power_levels")
        users = levels.get("users")
        given = users.get(user) if isinstance(users, dict) else None
        return number(given if given is not None else levels.get("users_default"))

    def needed(self, name: str, otherwise: int) -> float:
        """The power that something takes, such as `redact`."""
        found = self.content("m.room.power_levels").get(name)
        return otherwise if found is None else number(found)

    def needed_to_put(self, kind: str) -> float:
        """The power that a state event takes."""
        events = self.content("m.room.power_levels").get("events")
        given = events.get(kind) if isinstance(events, dict) else None
        return self.needed("state_default", 50) if given is None else number(given)

    def take(self, event: Json) -> None:
        """A state event takes effect."""
        kind, key = str(event.get("type")), event.get("state_key")
        content = event.get("content")
        if not isinstance(key, str) or not isinstance(content, dict):
            return
        if kind in HELD and key == "":
            self.held[kind] = event
        elif kind in LINKS:
            self.links[kind, key] = content
        elif kind == "m.room.member":
            self.people[key] = content
        elif kind == "m.room.canonical_alias":
            self.alias = str(content.get("alias") or "")

    def parents(self) -> list[str]:
        """The spaces it says it is in, the main one first."""
        named = [
            (not one.get("canonical"), key)
            for (kind, key), one in self.links.items()
            if kind == LINKS[1] and one.get("via")
        ]
        return [key for _, key in sorted(named)]

    def children(self) -> list[str]:
        """The rooms it says are in it, in their order."""
        named = [
            (str(one.get("order") or "~"), key)
            for (kind, key), one in self.links.items()
            if kind == LINKS[0] and one.get("via")
        ]
        return [key for _, key in sorted(named)]


class Rooms:
    """Every room that the bot is in."""

    def __init__(self, wire: Wire, lives: Lives) -> None:
        self.wire, self.lives = wire, lives
        self.known: dict[str, Room] = {}
        self.profiles: dict[str, str] = {}  # what people who are not in a room call themselves

    def take(self, room: str, events: Iterable[Json]) -> None:
        """State events take effect, in order."""
        held = self.known.setdefault(room, Room(room))
        for event in events:
            held.take(event)

    def spaces(self, room: str) -> list[str]:
        """The spaces a room is in: it names them, and they name it."""
        here = self.known.get(room)
        parents = here.parents() if here else []
        return [one for one in parents if one in self.known and room in self.known[one].children()]

    async def place(self, room: str) -> str:
        """The place that a room belongs to: where a community lives already, else its space, else itself."""
        spaces = self.spaces(room)
        if not spaces:
            return room
        return await self.lives([room, *spaces]) or spaces[0]

    def level(self, room: str, user: str) -> float:
        """The power of somebody in a room."""
        here = self.known.get(room)
        return here.level(user) if here else 0

    def may(self, room: str, user: str, name: str, otherwise: int = 50) -> bool:
        """Whether somebody has the power for something, such as `redact`."""
        here = self.known.get(room)
        return bool(here) and here.level(user) >= here.needed(name, otherwise) if here else False

    def title(self, room: str) -> str:
        """What a room is called."""
        return self.known[room].name if room in self.known else room

    async def person(self, room: str, user: str) -> Json:
        """The membership of somebody, asked for once where it is not known."""
        held = self.known.setdefault(room, Room(room))
        if user not in held.people:
            try:
                held.people[user] = await self.wire.state(room, "m.room.member", user)
            except GoneError:
                return {}
        return held.people[user]

    async def name(self, room: str, user: str) -> str:
        """What somebody is called in a room, else everywhere."""
        shown = (await self.person(room, user)).get("displayname") or await self._profile(user)
        return shown.strip() if isinstance(shown, str) and shown.strip() else local(user)

    async def _profile(self, user: str) -> str:
        """What somebody is called who is not in the room; '' where their server does not say."""
        if user not in self.profiles:
            try:
                found = await self.wire.call("GET", "profile", user, "displayname")
            except GoneError:
                found = {}
            self.profiles[user] = str(found.get("displayname") or "")
        return self.profiles[user]

    async def inside(self, room: str, user: str) -> bool:
        """Whether somebody is in a room."""
        return (await self.person(room, user)).get("membership") == "join"


def number(value: Any) -> float:
    """A power level; old rooms write some as text."""
    try:
        return float(int(value or 0))
    except (TypeError, ValueError):
        return 0
