"""Logging in: tokens, intents, shards, and servers that come and go."""

from __future__ import annotations

import time

import discord
import pytest

from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Bare, Sharded
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild


async def test_login_and_sync(bot: Bare, server: StandIn) -> None:
    assert bot.user is not None
    assert (str(bot.user.id), bot.application_id) == (server.bot.id, int(server.bot.id))
    assert (await bot.application_info()).owner.name == "operator"
    assert bot.seen[:2] == ["READY", "GUILD_CREATE"]
    assert len(server.commands[""]) == 8
    assert server.identifies == 1


async def test_a_wrong_token(server: StandIn) -> None:
    with pytest.raises(discord.LoginFailure):
        async with kit.running(Bare(), token="wrong"):
            pass
    assert [one.status for one in server.log] == [401]


async def test_a_token_that_was_reset(server: StandIn) -> None:
    async with Bare() as client:
        await client.login(server.token)
        server.token = "another"
        with pytest.raises(discord.ConnectionClosed) as caught:
            await client.connect()
    assert caught.value.code == 4004


@pytest.mark.parametrize("name", ["members", "message_content", "presences"])
async def test_an_intent_that_was_not_granted(server: StandIn, name: str) -> None:
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with kit.running(Bare(name)):
            pass
    server.granted = {name}
    async with kit.running(Bare(name)) as bot:
        assert bot.is_ready()


async def test_two_shards() -> None:
    async with kit.standing(shards=2) as server:
        guilds = [server.guild(f"G{n}", shard=n) for n in (0, 1)]
        halls = [server.channel(one, "hall") for one in guilds]
        ana = server.member("ana", guilds[1])
        async with kit.running(Sharded()) as bot:
            await server.connected(2)
            assert [bot.get_guild(int(one.id)).shard_id for one in guilds] == [0, 1]  # type: ignore[union-attr]
            assert (await ana.slash(halls[1], "echo", text="x")).message.content == "x"
            assert (await ana.slash(ana.dm, "echo", text="y")).message.content == "y"
            ana.say(halls[1], "one")
            ana.say(ana.dm, "two")
            await server.hang_up()
            await server.until(lambda: server.resumes == 2)
            ana.say(halls[1], "three")
            await server.connected(2)
            await server.read()
            assert bot.seen.count("MESSAGE_CREATE") == 2 + 3  # answers and words, each heard by one shard


async def test_a_server_that_the_bot_joins_and_leaves(bot: Bare, server: StandIn) -> None:
    guild = server.guild("Later", bot=False)
    hall, ana = server.channel(guild, "hall"), server.member("ana", guild)
    server.admin.invite(guild)
    await server.read()
    assert [one.name for one in bot.guilds] == ["DAO", "Later"]
    assert (await ana.slash(hall, "echo", text="x")).message.content == "x"
    channel = kit.text(bot, hall)
    server.admin.black_out(guild)
    await server.read()
    assert bot.guilds[1].unavailable
    server.admin.expel(guild)
    await server.read()
    assert [one.name for one in bot.guilds] == ["DAO"]
    with pytest.raises(discord.Forbidden):
        await channel.send("x")


async def test_without_its_intents_the_bot_knows_only_itself(
    bot: Bare, guild: Guild, hall: Channel, ana: Actor
) -> None:
    assert [one.name for one in bot.guilds[0].members] == ["dao-bot"]
    assert bot.guilds[0].member_count == 4
    assert (await bot.guilds[0].fetch_member(int(ana.id))).name == "ana"


async def test_a_thousand_servers(server: StandIn) -> None:
    for n in range(1000):
        server.channel(server.guild(f"G{n}", bot=n >= 500), "hall")
    began = time.monotonic()
    async with kit.running(Bare()) as bot:
        assert len(bot.guilds) == 500
        for guild in list(server.guilds.values())[:500]:
            server.admin.invite(guild)
        await server.read()
        assert len(bot.guilds) == 1000
    assert time.monotonic() - began < 10
