"""A gateway session: events in their order, kept for a RESUME, filtered by intents and shard."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from tests.discord.things import Guild, Json

Pack = Callable[[bytes], bytes]
PRIVILEGED = {1: "members", 8: "presences", 15: "message_content"}
MESSAGE_CONTENT = 15

# Beginning of an event's name: the intent that brings it in a guild, and in a direct conversation.
INTENTS = {
    "GUILD_MEMBER_": (1, 1),
    "THREAD_MEMBERS_": (1, 1),
    "GUILD_": (0, 0),
    "CHANNEL_": (0, 0),
    "THREAD_": (0, 0),
    "MESSAGE_REACTION_": (10, 13),
    "MESSAGE_POLL_": (24, 25),
    "MESSAGE_": (9, 12),
    "TYPING_": (11, 14),
}


def packer(compress: str) -> Pack | None:
    """How a connection compresses what it sends; a client that asks for zstd takes plain text as well."""
    if compress != "zlib-stream":
        return None
    stream = zlib.compressobj()
    return lambda raw: stream.compress(raw) + stream.flush(zlib.Z_SYNC_FLUSH)


class Link:
    """One websocket to a client; `sent` is the number of the last event that went over it."""

    def __init__(self, socket: web.WebSocketResponse, pack: Pack | None) -> None:
        self.socket, self.pack, self.sent = socket, pack, 0

    async def send(self, raw: str) -> None:
        """Send one payload; a socket that is gone swallows it."""
        with suppress(ConnectionError):
            if self.pack is None:
                await self.socket.send_str(raw)
            else:
                await self.socket.send_bytes(self.pack(raw.encode()))

    async def say(self, op: int, data: object = None) -> None:
        """Send a payload that is no event."""
        await self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))


class Session:
    """What one IDENTIFY began; it outlives its connections until it is forgotten."""

    def __init__(self, intents: int, shard: tuple[int, int]) -> None:
        self.id, self.intents, self.shard = secrets.token_hex(16), intents, shard
        self.events: list[str] = []  # all of them, for a RESUME
        self.read = 0  # the number of the last event that the client is known to have read
        self.news = asyncio.Event()
        self.link: Link | None = None

    @property
    def seq(self) -> int:
        """The number of the last event."""
        return len(self.events)

    def push(self, name: str, data: Json) -> None:
        """Append an event; it goes out as soon as there is a link."""
        payload = {"op": 0, "t": name, "s": self.seq + 1, "d": data}
        self.events.append(json.dumps(payload, separators=(",", ":")))
        self.news.set()

    def covers(self, guild: Guild | None) -> bool:
        """Whether a guild belongs to this shard; direct conversations belong to the first."""
        number, count = self.shard
        return (int(guild.id) >> 22) % count == number if guild else number == 0

    def wants(self, name: str, *, direct: bool) -> bool:
        """Whether the intents ask for such an event."""
        for start, bits in INTENTS.items():
            if name.startswith(start):
                return self.has(bits[direct])
        return True

    def has(self, intent: int) -> bool:
        """Whether an intent is declared."""
        return bool(self.intents >> intent & 1)

    async def write(self, link: Link, after: int, sent: Callable[[], None]) -> None:
        """Send every event after a number, those to come included, until there is another link."""
        self.link, link.sent = link, after
        while self.link is link:
            self.news.clear()
            while link.sent < self.seq:
                await link.send(self.events[link.sent])
                link.sent += 1
            sent()
            await self.news.wait()
