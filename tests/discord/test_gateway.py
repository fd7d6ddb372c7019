"""Connections that break, sessions that go on or are forgotten, and what a client may send."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.discord import gateway
from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.server import StandIn
from tests.discord.things import Channel, Json


async def test_what_was_missed_comes_with_a_resume(
    bot: Bare, ana: Actor, hall: Channel, server: StandIn
) -> None:
    said = ana.say(hall, "vote")
    async with server.away():
        ana.react(said, "👍")
        ana.unreact(said, "👍")
        ana.react(said, "👎")
    await server.connected()
    await server.read()
    assert (server.identifies, server.resumes) == (1, 1)
    assert (bot.added, bot.removed) == ({"👍": 1, "👎": 1}, {"👍": 1})
    assert bot.seen[-1] == "RESUMED"


async def test_op_7_brings_a_resume(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    await server.ask_to_reconnect()
    await server.until(lambda: server.resumes == 1)
    await server.connected()
    assert (await ana.slash(hall, "echo", text="x")).message.content == "x"
    assert server.identifies == 1


@pytest.mark.parametrize("resumable", [True, False])
async def test_op_9(bot: Bare, ana: Actor, hall: Channel, server: StandIn, resumable: bool) -> None:
    await server.invalidate(resumable=resumable)
    await server.until(lambda: server.resumes + server.identifies == 2)
    await server.connected()
    assert (await ana.slash(hall, "echo", text="x")).message.content == "x"
    assert server.identifies == (1 if resumable else 2)


async def test_a_forgotten_session(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    said = ana.say(hall, "vote")
    async with server.away():
        server.sessions.clear()
        ana.react(said, "👍")
    await server.until(lambda: server.identifies == 2)
    await server.connected()
    await server.read()
    assert server.resumes == 1
    assert bot.added == {}
    assert said.reactions == {"👍": [ana.id]}


async def test_a_broken_connection_leaves_one(bot: Bare, server: StandIn) -> None:
    async with server.away():
        (session,) = server.sessions.values()
        assert session.link is None


class Raw:
    """A websocket without a library of Discord."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, op: int, data: Any = None) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def hear(self) -> Json:
        heard: Json = await self.socket.receive_json()
        return heard

    async def code(self) -> int | None:
        """The code that the other side hangs up with."""
        while (await self.socket.receive()).type is not aiohttp.WSMsgType.CLOSE:
            pass
        return self.socket.close_code


def identity(server: StandIn, **more: Any) -> Json:
    return {"token": server.token, "intents": 1, "properties": {}} | more


async def talk(server: StandIn, *frames: tuple[int, Any]) -> int | None:
    """The code that a conversation ends with."""
    async with aiohttp.ClientSession() as http, http.ws_connect(server.gateway) as socket:
        raw = Raw(socket)
        assert (await raw.hear())["op"] == gateway.HELLO
        for op, data in frames:
            await raw.say(op, data)
        return await raw.code()


async def test_how_clients_are_turned_away(server: StandIn) -> None:
    assert await talk(server, (gateway.IDENTIFY, identity(server, token="wrong"))) == 4004
    assert await talk(server, (gateway.IDENTIFY, identity(server, intents=1 << 15))) == 4014
    wrong = {"token": "wrong", "session_id": "x", "seq": 0}
    assert await talk(server, (gateway.RESUME, wrong)) == 4004
    assert await talk(server, (99, None)) == 4001
    assert await talk(server, *[(gateway.PRESENCE, {})] * gateway.FRAMES) == 4008


@pytest.mark.parametrize(("code", "left"), [(1000, 0), (1001, 0), (4000, 1)])
async def test_a_client_that_says_good_bye_leaves_no_session(server: StandIn, code: int, left: int) -> None:
    async with aiohttp.ClientSession() as http, http.ws_connect(server.gateway) as socket:
        await Raw(socket).say(gateway.IDENTIFY, identity(server))
        await server.connected()
        await socket.close(code=code)
    await server.until(lambda: not gateway.links(server))
    assert len(server.sessions) == left


async def test_closing_discord_py_is_no_good_bye(bot: Bare, server: StandIn) -> None:
    await bot.close()  # it means to send 1000, but its reader closes the socket with 4000 first
    await server.until(lambda: not gateway.links(server))
    assert len(server.sessions) == 1


async def test_a_conversation_in_plain_text(server: StandIn) -> None:
    guild = server.guild()
    async with aiohttp.ClientSession() as http, http.ws_connect(server.gateway) as socket:
        raw = Raw(socket)
        await raw.hear()
        await raw.say(gateway.IDENTIFY, identity(server))
        ready, created = await raw.hear(), await raw.hear()
        assert (ready["t"], ready["s"], created["t"], created["s"]) == ("READY", 1, "GUILD_CREATE", 2)
        assert created["d"]["id"] == guild.id
        await raw.say(gateway.HEARTBEAT, 2)
        assert (await raw.hear())["op"] == gateway.ACK
        await raw.say(gateway.MEMBERS, {"guild_id": guild.id, "user_ids": [server.bot.id], "nonce": "n"})
        chunk = (await raw.hear())["d"]
        assert ([one["user"]["id"] for one in chunk["members"]], chunk["nonce"]) == ([server.bot.id], "n")
        await raw.say(gateway.MEMBERS, {"guild_id": guild.id, "query": "own", "limit": 1})
        assert [one["user"]["username"] for one in (await raw.hear())["d"]["members"]] == ["owner"]
