"""Faults on purpose, and rate limits: what discord.py makes of them, and what stands afterwards."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import discord
import pytest

from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild

SEND = "POST /channels/{channel_id}/messages"
REACT = "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"


@pytest.mark.parametrize("everything", [True, False])
async def test_429_is_waited_for(
    bot: Bare, ana: Actor, hall: Channel, server: StandIn, everything: bool
) -> None:
    server.faults.limit(SEND, 0.02, everything=everything, times=2)
    await kit.text(bot, hall).send("x")
    assert [one.status for one in server.calls(SEND)] == [429, 429, 200]
    assert len(ana.sees(hall)) == 1
    assert server.refused == []


async def test_502_before_and_after_the_work(
    bot: Bare, ana: Actor, guild: Guild, hall: Channel, server: StandIn
) -> None:
    more = [server.channel(guild, name) for name in ("garden", "cellar")]
    await server.read()
    places = [kit.text(bot, one) for one in (hall, *more)]
    server.faults.fail(SEND)
    server.faults.lose(SEND, times=2)
    failed = asyncio.create_task(places[0].send("fails"))
    await server.until(lambda: server.calls(SEND))
    plain = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=places[2].id)
    twice = bot.http.request(plain, json={"content": "twice"})  # `send` would add a nonce of its own
    await asyncio.gather(failed, places[1].send("once"), twice)
    assert [one.status for one in server.calls(SEND)] == [502] * 3 + [200] * 3
    shown = [[one.content for one in ana.sees(place)] for place in (hall, *more)]
    assert shown == [["fails"], ["once"], ["twice", "twice"]]


async def test_a_refusal(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    channel = kit.text(bot, hall)
    server.faults.fail(SEND, 403, 50001, "Missing Access")
    server.faults.fail(SEND, 404, 10003)
    with pytest.raises(discord.Forbidden, match="Missing Access"):
        await channel.send("x")
    with pytest.raises(discord.NotFound):
        await channel.send("x")
    assert [(one.status, one.code) for one in server.refused] == [(403, 50001), (404, 10003)]
    server.faults.fail(SEND, 403)
    server.faults.release()
    await channel.send("x")
    assert len(ana.sees(hall)) == 1


async def test_a_call_that_hangs(bot: Bare, ana: Actor, hall: Channel, server: StandIn) -> None:
    held = server.faults.hold(SEND)
    sending = asyncio.create_task(kit.text(bot, hall).send("x"))
    await held.reached.wait()
    assert len(ana.sees(hall)) == 1
    assert not sending.done()
    held.release()
    assert (await sending).content == "x"
    early = server.faults.hold(SEND, late=False)
    sending = asyncio.create_task(kit.text(bot, hall).send("y"))
    await early.reached.wait()
    sending.cancel()
    assert len(ana.sees(hall)) == 1
    early.release()


async def test_discord_py_keeps_within_the_limits() -> None:
    async with kit.standing(limits=True) as server:
        guild = server.guild()
        hall = server.channel(guild, "hall")
        async with kit.running(Bare()) as bot:
            message = await kit.text(bot, hall).send("x")
            began = time.monotonic()
            for emoji in "👍👎🎉":
                await message.add_reaction(emoji)
            assert time.monotonic() - began > 0.4
            assert {one.status for one in server.log} <= {200, 204}


async def test_who_does_not_is_told_to_wait() -> None:
    async with kit.standing(limits=True) as server, aiohttp.ClientSession() as http:
        hall = server.channel(server.guild(), "hall")
        url, mine = f"{server.base}/api/v10/channels/{hall.id}", {"Authorization": f"Bot {server.token}"}

        async def send() -> aiohttp.ClientResponse:
            return await http.post(f"{url}/messages", json={"content": "x"}, headers=mine)

        answers = [await send() for _ in range(6)]
        assert [one.status for one in answers] == [200] * 5 + [429]
        assert [one.headers["X-RateLimit-Remaining"] for one in answers[:5]] == ["4", "3", "2", "1", "0"]
        told = await answers[5].json()
        assert (told["global"], 0 < told["retry_after"] <= 5) == (False, True)
        server.pass_time(5)
        assert (await send()).status == 200
        everything = [(await http.post(f"{url}/typing", headers=mine)).status for _ in range(50)]
        assert everything[-1] == 429


async def test_unknown_routes_and_fields_are_violations(bot: Bare, hall: Channel, server: StandIn) -> None:
    with pytest.raises(discord.NotFound):
        await kit.text(bot, hall).webhooks()
    assert server.take_violations() == [f"not here: GET /api/v10/channels/{hall.id}/webhooks"]
    route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=hall.id)
    with pytest.raises(discord.HTTPException):
        await bot.http.request(route, json={"contents": "x"})
    with pytest.raises(discord.HTTPException):
        await bot.http.request(
            discord.http.Route("GET", "/channels/{id}/messages", id=hall.id), params={"since": 1}
        )
    wrong = server.take_violations()
    assert "'contents' was unexpected" in wrong[0]
    assert "?since is not in the description" in wrong[1]
