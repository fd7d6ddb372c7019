"""The conversation on one websocket: HELLO, IDENTIFY or RESUME, heartbeats, requests for members."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from contextlib import suppress
from typing import Any, cast

from aiohttp import WSMsgType, web

from tests.discord.service import Service
from tests.discord.session import PRIVILEGED, Link, Session, packer
from tests.discord.things import Guild, Json

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    1,
    2,
    3,
    4,
    6,
    7,
    8,
    9,
    10,
    11,
)
INTERVAL = 41_250  # ms between heartbeats
FRAMES = 120  # most frames of a client in a minute


async def converse(service: Service, request: web.Request) -> web.WebSocketResponse:
    """Speak with one client until either side hangs up."""
    socket = web.WebSocketResponse(max_msg_size=16_384)
    await socket.prepare(request)
    talk = Conversation(service, Link(socket, packer(request.query.get("compress", ""))))
    await service.door.wait()
    await talk.link.say(HELLO, {"heartbeat_interval": INTERVAL})
    try:
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await talk.take(frame.data)
    finally:
        await talk.end()
    return socket


def links(service: Service) -> list[Link]:
    """The connections that stand."""
    return [one.link for one in service.sessions.values() if one.link]


def cut(service: Service, *, forget: bool) -> list[Link]:
    """Take the connections from their sessions; with `forget` the sessions are gone too."""
    standing = links(service)
    for session in service.sessions.values():
        session.link = None
    if forget:
        service.sessions.clear()
    return standing


async def hang_up(service: Service, code: int = 4000, *, forget: bool = False) -> None:
    """Close every connection."""
    for link in cut(service, forget=forget):
        await link.socket.close(code=code)


async def invalidate(service: Service, *, resumable: bool) -> None:
    """Send op 9; without `resumable` the sessions are forgotten."""
    for link in cut(service, forget=not resumable):
        await link.say(INVALID, resumable)


async def ask_to_reconnect(service: Service) -> None:
    """Send op 7."""
    for link in cut(service, forget=False):
        await link.say(RECONNECT)


class Conversation:
    """One client at the other end of a link."""

    def __init__(self, service: Service, link: Link) -> None:
        self.service, self.link = service, link
        self.session: Session | None = None
        self.writer: asyncio.Task[None] | None = None
        self.stamps: deque[float] = deque(maxlen=FRAMES)

    async def take(self, raw: str) -> None:
        """Do what one frame asks for; what breaks here is a violation."""
        try:
            await self.hear(json.loads(raw))
        except Exception as error:
            self.service.violations.append(f"gateway: {raw}: {error!r}")
            raise

    async def hear(self, payload: Json) -> None:
        """Tell frames apart by their op."""
        op, data = payload["op"], cast("Any", payload.get("d"))
        if op == HEARTBEAT:
            await self.heartbeat(data)
        elif self.too_fast():
            await self.close(4008)
        elif op == IDENTIFY:
            await self.identify(data)
        elif op == RESUME:
            await self.resume(data)
        elif op == MEMBERS and self.session:
            self.members(data)
        elif op not in (PRESENCE, VOICE):
            await self.close(4001)

    def too_fast(self) -> bool:
        """Whether the client has sent too many frames within a minute."""
        self.stamps.append(time.monotonic())
        return len(self.stamps) == FRAMES and self.stamps[-1] - self.stamps[0] < 60

    async def heartbeat(self, seq: int | None) -> None:
        """Acknowledge a heartbeat; it tells what the client has read."""
        if self.session is not None:
            self.session.read = max(self.session.read, seq or 0)
        await self.link.say(ACK)
        self.service.beat()

    async def identify(self, data: Json) -> None:
        """Begin a session, or refuse its token or intents."""
        service = self.service
        service.identifies += 1
        if data["token"].removeprefix("Bot ") != service.token:
            await self.close(4004)
        elif any(
            data["intents"] >> bit & 1 and name not in service.granted for bit, name in PRIVILEGED.items()
        ):
            await self.close(4014)
        else:
            number, count = data.get("shard") or (0, 1)
            session = Session(data["intents"], (number, count))
            service.sessions[session.id] = session
            greet(service, session)
            self.attach(session, 0)

    async def resume(self, data: Json) -> None:
        """Go on with a session, and send what was missed."""
        self.service.resumes += 1
        session = self.service.sessions.get(data["session_id"])
        if data["token"].removeprefix("Bot ") != self.service.token:
            await self.close(4004)
        elif session is None or (data["seq"] or 0) > session.seq:
            await self.link.say(INVALID, data=False)
        else:
            session.push("RESUMED", {"_trace": []})
            self.attach(session, data["seq"] or 0)

    def attach(self, session: Session, after: int) -> None:
        """Send a session's events over this link from now on."""
        self.session, session.link = session, self.link
        self.writer = asyncio.create_task(session.write(self.link, after, self.service.beat))
        self.service.beat()

    def members(self, data: Json) -> None:
        """Answer a request for members in chunks of 1,000."""
        assert self.session is not None
        guild = self.service.guilds[str(data["guild_id"])]
        found = [one for one in guild.members.values() if asked_for(one, data)]
        parts = [found[at : at + 1000] for at in range(0, len(found), 1000)] or [[]]
        for at, part in enumerate(parts):
            chunk: Json = {
                "guild_id": guild.id,
                "members": part,
                "chunk_index": at,
                "chunk_count": len(parts),
            }
            self.session.push("GUILD_MEMBERS_CHUNK", chunk | {"nonce": data.get("nonce")})

    async def close(self, code: int) -> None:
        """Hang up."""
        await self.link.socket.close(code=code)

    async def end(self) -> None:
        """Keep the session for a RESUME, unless the client said good-bye."""
        if self.writer is not None:
            self.writer.cancel()
            with suppress(asyncio.CancelledError):
                await self.writer
        if self.session is not None and self.session.link is self.link:
            self.session.link = None
            if self.link.socket.close_code in (1000, 1001):
                self.service.sessions.pop(self.session.id, None)
        self.service.beat()


def asked_for(member: Json, data: Json) -> bool:
    """Whether a request for members means this one."""
    if wanted := data.get("user_ids"):
        return str(member["user"]["id"]) in map(str, wanted if isinstance(wanted, list) else [wanted])
    return str(member["user"]["username"]).startswith(data.get("query") or "")


def greet(service: Service, session: Session) -> None:
    """READY, then every guild of the shard."""
    mine = [one for one in service.guilds.values() if session.covers(one) and service.bot.id in one.members]
    ready: dict[str, Any] = {
        "v": 10,
        "user": service.bot.data | {"verified": True, "mfa_enabled": False, "email": None},
    }
    ready |= {"guilds": [{"id": one.id, "unavailable": True} for one in mine], "session_id": session.id}
    ready |= {"resume_gateway_url": service.gateway, "shard": list(session.shard)}
    session.push("READY", ready | {"application": {"id": service.bot.id, "flags": 1 << 15}})
    if session.has(0):
        for guild in mine:
            session.push("GUILD_CREATE", whole(service, session, guild))


def whole(service: Service, session: Session, guild: Guild) -> Json:
    """A guild as a session is told of it: without the presences intent, only the bot among its members."""
    members = guild.members.values() if session.has(8) else [guild.members[service.bot.id]]
    threads = [one for one in guild.channels.values() if one.is_thread]
    active = [one for one in threads if not one.data["thread_metadata"]["archived"]]
    data: Json = guild.data | {
        "roles": [one.data for one in guild.roles.values()],
        "members": list(members)[:250],
    }
    data |= {"member_count": len(guild.members), "large": len(guild.members) > 250, "unavailable": False}
    data |= {"joined_at": guild.members[service.bot.id]["joined_at"], "voice_states": [], "presences": []}
    data |= {"stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": []}
    data["channels"] = [one.data for one in guild.channels.values() if not one.is_thread]
    data["threads"] = [one.data for one in active]
    return data
