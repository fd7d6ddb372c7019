"""A bot in a process of its own: started, killed, refused; and one that is led here without a patch."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.discord import endpoint, kit
from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.server import StandIn
from tests.discord.things import Channel, Guild

BARE = "tests.discord.bare"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


async def test_a_bot_that_is_killed_and_comes_back(
    server: StandIn, guild: Guild, hall: Channel, ana: Actor, log: Path
) -> None:
    async with kit.program(server, log, BARE) as bot:
        card = (await ana.slash(hall, "card", number=7)).message
        ana.react(card, "👍")
        await server.read()
        assert (await ana.slash(hall, "count", emoji="👍")).message.content == "+1 -0"
        await bot.kill()
        await server.until(lambda: not any(one.link for one in server.sessions.values()))
        ana.react(card, "🎉")
        await bot.start()
        await server.connected()
        assert (await ana.click(card, "Approve 7")).message.content == "7 approved"
        assert (await ana.slash(hall, "count", emoji="🎉")).message.content == "+0 -0"
        assert server.identifies == 2
        assert await bot.end() != 0


async def test_a_thousand_servers_in_a_small_process(server: StandIn, log: Path) -> None:
    guilds = [server.guild(f"G{n}") for n in range(1000)]
    halls = [server.channel(one, "hall") for one in guilds]
    ana = server.member("ana", guilds[-1])
    async with kit.program(server, log, BARE) as bot:
        assert (await ana.slash(halls[-1], "echo", text="x")).message.content == "x"
        assert sys.platform != "linux" or 10 < bot.memory < 200


async def test_bots_that_cannot_start(server: StandIn, log: Path) -> None:
    wrong = kit.Program(server, log, BARE, BARE_TOKEN="wrong")
    await wrong.start()
    greedy = kit.Program(server, log, BARE, "message_content")
    await greedy.start()
    assert (await wrong.code(), await greedy.code()) == (1, 1)
    told = log.read_text(encoding="utf-8")
    assert "LoginFailure" in told
    assert "PrivilegedIntentsRequired" in told


@pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made by openssl")
async def test_a_client_with_its_real_addresses(tmp_path: Path) -> None:
    server = await StandIn().start(tls=endpoint.server_tls(tmp_path))
    guild = server.guild()
    hall, ana = server.channel(guild, "hall"), server.member("ana", guild)
    try:
        async with kit.running(Bare(connector=endpoint.connector(server.port, tmp_path))) as bot:
            assert bot.http.connector is not None
            assert (await ana.slash(hall, "echo", text="x")).message.content == "x"
            await server.hang_up()
            await server.until(lambda: server.resumes == 1)
        with pytest.raises(OSError, match="must not be reached"):
            await endpoint.Loopback(server.port).resolve("example.org")
    finally:
        await server.stop()
    assert not server.violations
