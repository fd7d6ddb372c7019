"""The program in processes of its own: refused with a sentence, killed at the worst moment, ended cleanly, in two."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest

from bot.adapters.discord.supervise import Discord
from bot.app import App
from bot.clock import FixedClock
from bot.deps import Deps
from bot.surface import FatalError
from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.kit import Program
from tests.discord.rights import Right
from tests.discord.server import StandIn
from tests.discord.things import Channel, Message
from tests.discord.town import Town, town
from tests.storage import databases

ONE, TWO = "1️⃣", "2️⃣"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
POST = "POST /channels/{channel_id}/messages"


def run(server: StandIn, folder: Path, database: str, **variables: str) -> Program:
    """The program as an operator starts it."""
    given = {"BOT_DISCORD_TOKEN": server.token} | variables
    return Program(server, folder / "log", "bot", "run", "--database", database, **given)


def configured(folder: Path, text: str) -> str:
    """A configuration file."""
    file = folder / f"{abs(hash(text))}.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community with an open poll, whose program has ended."""
    async with town(tmp_path) as made:
        made.clock = FixedClock(datetime.now(UTC).replace(microsecond=0))
        async with made.running():
            await made.found()
            await made.poll()
        yield made


async def ready(here: Town) -> None:
    """Wait until the program has connected and read the ballots again."""
    await here.server.connected()
    await here.server.read()


async def test_a_wrong_token_and_a_missing_intent_end_with_a_sentence(tmp_path: Path) -> None:
    async with kit.standing() as server:
        server.guild()
        wrong = run(server, tmp_path, f"{tmp_path}/w.db", BOT_DISCORD_TOKEN="wrong")
        await wrong.start()
        assert await wrong.code(40) == 2
        told = (tmp_path / "log").read_text().splitlines()
        assert told[-1] == "Discord refuses the token: set BOT_DISCORD_TOKEN to your bot's."
        assert not any("Traceback" in line for line in told)
        config = configured(tmp_path, "[discord]\nmessage_content = true\n")
        greedy = run(server, tmp_path, f"{tmp_path}/g.db", BOT_CONFIG=config)
        await greedy.start()
        assert await greedy.code(40) == 2
        last = (tmp_path / "log").read_text().splitlines()[-1]
        assert last.startswith("Discord does not give this bot the Message Content Intent")


async def test_it_ends_cleanly_and_at_once(here: Town) -> None:
    program = run(here.server, here.folder, f"{here.folder}/a.db")
    await program.start()
    await ready(here)
    here["ben"].react(here.card("Poll #1"), ONE)
    await here.server.until(lambda: "Monday · 1" in here.card("Poll #1").text, within=10)
    assert await asyncio.wait_for(program.end(signal.SIGTERM), 10) == 0
    told = (here.folder / "log").read_text()
    assert "Traceback" not in told
    assert "never retrieved" not in told
    assert here.server.token not in told


async def test_it_is_killed_between_the_commit_and_the_answer(here: Town) -> None:
    program = run(here.server, here.folder, f"{here.folder}/a.db")
    await program.start()
    await ready(here)
    held = here.server.faults.hold(CALLBACK, late=False)
    asking = asyncio.create_task(here["ben"].slash(here.hall, "poll new", question="Where? Barn; Yard"))
    await asyncio.wait_for(held.reached.wait(), 10)
    await program.kill()
    held.release()
    await asyncio.gather(asking, return_exceptions=True)
    here.server.take_violations()  # its request was cut off
    here["cy"].react(here.card("Poll #1"), TWO)
    await program.start()
    await ready(here)
    await here.server.until(lambda: any("Poll #2" in one.text for one in cards(here)), within=10)
    await here.server.until(lambda: "Friday · 1" in here.card("Poll #1").text, within=10)
    await program.end()
    assert sum("Poll #2" in one.text for one in cards(here)) == 1
    here.server.unanswered.clear()


async def test_it_is_killed_after_a_post_that_it_does_not_know_of(here: Town) -> None:
    program = run(here.server, here.folder, f"{here.folder}/a.db")
    await program.start()
    await ready(here)
    held = here.server.faults.hold(POST, late=True)
    await here["ben"].slash(here.hall, "poll new", question="Where? Barn; Yard")
    await asyncio.wait_for(held.reached.wait(), 10)
    await program.kill()
    held.release()
    here.server.nonces.clear()
    await program.start()
    await ready(here)
    here["ben"].react(here.card("Poll #2"), ONE)
    await here.server.until(lambda: "Barn · 1" in here.card("Poll #2").text, within=10)
    await program.end()
    assert sum("Poll #2" in one.text for one in cards(here)) == 1


def cards(here: Town) -> list[Message]:
    """What stands in the hall."""
    return list(here.hall.messages.values())


async def test_a_client_that_dies_is_started_again_and_waits_longer_each_time(tmp_path: Path) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 8:
            raise asyncio.CancelledError

    app = await App.open(f"sqlite:///{tmp_path}/a.db", None, Deps(charts=False))
    surface = Discord(app.table, app, "token", sleep=sleep)
    clients = [surface.client]

    async def dies() -> None:
        clients.append(surface.client)
        raise RuntimeError("a malformed event")

    surface.once = dies  # type: ignore[method-assign]
    with pytest.raises(asyncio.CancelledError):
        await surface.run()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert len(set(map(id, clients))) == 8
    await app.close()


async def test_a_client_that_dies_comes_back_and_listens(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        async with here.running():
            await here.found()
            await here.poll()
        app = await App.open(f"sqlite:///{tmp_path}/a.db", here.clock, Deps(charts=False))
        here.app = app
        here.surface = Discord(app.table, app, here.server.token, sleep=lambda _: asyncio.sleep(0))
        app.surfaces["discord"] = here.surface
        running = asyncio.create_task(here.surface.run())
        await asyncio.wait_for(here.client.back.wait(), 20)
        first = here.client
        here["ben"].react(here.card("Poll #1"), ONE)
        await here.settle()
        await first.close()
        here["cy"].react(here.card("Poll #1"), TWO)
        await here.server.until(lambda: here.server.identifies == 3, within=10)
        assert here.client is not first
        await asyncio.wait_for(here.client.back.wait(), 20)
        await here.settle()
        assert await here.votes() == {"ben": 1, "cy": 2}
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await app.close()


@pytest.mark.parametrize("error", [discord.LoginFailure(), discord.PrivilegedIntentsRequired(None)])
async def test_what_no_restart_mends_is_fatal(tmp_path: Path, error: Exception) -> None:
    app = await App.open(f"sqlite:///{tmp_path}/a.db", None, Deps(charts=False))
    surface = Discord(app.table, app, "token")

    async def refused() -> None:
        raise error

    surface.once = refused  # type: ignore[method-assign]
    with pytest.raises(FatalError):
        await surface.run()
    await app.close()


def polls(hall: Channel) -> list[Message]:
    """The cards of the poll in a channel."""
    return [one for one in hall.messages.values() if "Poll #1" in one.text]


async def begun(host: Actor, other: Actor, hall: Channel) -> None:
    """Found a community in a server and ask a question."""
    given = {"preset": "small circle", "treasurers": f"{host.mention} {other.mention}", "token": "LEAF"}
    answer = await (await host.slash(hall, "setup start", **given)).shown()
    assert "2 people invited" in answer.text
    for one in (host, other):
        await one.slash(hall, "role accept")
    await host.click(await (await host.slash(hall, "setup finish")).shown(), "Confirm")
    await host.slash(hall, "poll new", question="Which day? Monday; Friday")


async def voted(server: StandIn, other: Actor, hall: Channel) -> None:
    """Vote by a reaction, once the card is there with its signs."""
    await server.until(lambda: polls(hall) and len(polls(hall)[0].reactions) == 2, within=20)
    other.react(polls(hall)[0], ONE)
    await server.until(lambda: "Monday · 1" in polls(hall)[0].text, within=10)
    assert len(polls(hall)) == 1


async def test_two_shards_in_two_processes_on_one_database(tmp_path: Path) -> None:
    if not await asyncio.to_thread(databases.there):
        pytest.skip("no PostgreSQL answers")
    async with databases.empty("postgresql", tmp_path) as database, kit.standing(shards=2) as server:
        guilds = [server.guild(f"G{n}", shard=n) for n in (0, 1)]
        halls = [server.channel(one, "hall") for one in guilds]
        hosts = [server.member("ana", one, server.role(one, "A", Right.MANAGE_GUILD)) for one in guilds]
        others = [server.member("ben", one) for one in guilds]
        text = "[discord]\nshards = [{}]\nshard_count = 2\n"
        files = [configured(tmp_path, text.format(n)) for n in (0, 1)]
        programs = [run(server, tmp_path, database, BOT_CONFIG=one) for one in files]
        try:
            for number, program in enumerate(programs, 1):
                await program.start()
                await server.connected(number)
            for host, other, hall in zip(hosts, others, halls, strict=True):
                await begun(host, other, hall)
            for other, hall in zip(others, halls, strict=True):
                await voted(server, other, hall)
            assert not server.unanswered
            assert not [one for one in server.refused if one.status != 429]
        finally:
            codes = [await one.end() for one in programs]
        assert codes == [0, 0]
        assert "Traceback" not in (tmp_path / "log").read_text()
