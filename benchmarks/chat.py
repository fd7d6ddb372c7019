"""The program on Discord beside a bare bot, both on the same stand-in: 500 commands at once, reactions, the start."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.adapters.discord.supervise import Discord
from bot.app import App
from bot.clock import FixedClock
from bot.deps import Deps
from tests.chat import START
from tests.discord import kit
from tests.discord.actor import Actor
from tests.discord.bare import Bare
from tests.discord.rights import Right
from tests.discord.server import StandIn
from tests.discord.service import TOKEN
from tests.discord.things import Channel, Message

COMMANDS, REACTIONS = 500, 500


async def show() -> None:
    """Print the figures; nothing else should run meanwhile."""
    plain = await bare()
    ours = await program()
    print(
        f"discord, {COMMANDS} slash commands at once: {COMMANDS / ours['commands']:,.0f}/s, slowest answer {ours['slowest']:.2f} s (≤ 3); "  # noqa: E501 - a row of the table
        f"×{plain['commands'] / ours['commands']:.2f} of a bare echo bot's throughput (≥ 0.5)"
    )
    print(
        f"discord, reactions to durable ballots: {REACTIONS / ours['reactions']:,.0f}/s (≥ 1,500); "
        f"×{plain['reactions'] / ours['reactions']:.2f} of a bare bot that only counts them"
    )
    print(
        f"discord, start to ready: {ours['start']:.2f} s, ×{ours['start'] / plain['start']:.1f} of the bare bot"
    )


async def bare() -> dict[str, float]:
    """The least that discord.py takes."""
    async with kit.standing(limits=False) as server:
        hall, people = place(server)
        began = time.perf_counter()
        async with kit.running(Bare()) as bot:
            found = {"start": time.perf_counter() - began}
            found |= await asked(people, hall, "echo", text="hello")
            card = people[0].say(hall, "vote")
            began = time.perf_counter()
            for one in people[:REACTIONS]:
                one.react(card, "👍")
            await server.read()
            while bot.added.total() < REACTIONS:  # noqa: ASYNC110 - a few turns of the loop, no time is meant
                await asyncio.sleep(0)
            return found | {"reactions": time.perf_counter() - began}


async def program() -> dict[str, float]:
    """The program, with its database."""
    async with kit.standing(limits=False) as server:
        hall, people = place(server)
        async with running(server) as (app, discord, start):
            found = {"start": start}
            await founded(people[0], people[1], hall, app)
            found |= await asked(people, hall, "help")
            await people[0].slash(hall, "poll new", question="Which? a; b")
            await app.settle()
            await discord.client.surface.rest()
            card = next(one for one in reversed(people[0].sees(hall)) if "Poll #1" in one.text)
            await voted(server, discord, card, people[:1], "2️⃣")
            began = time.perf_counter()
            await voted(server, discord, card, people[:REACTIONS], "1️⃣")
            return found | {"reactions": time.perf_counter() - began}


async def voted(server: StandIn, discord: Discord, card: Message, people: list[Actor], key: str) -> None:
    """All react at once, and every ballot is durable."""
    for one in people:
        one.react(card, key)
    await server.read()
    await discord.client.idle.wait()


def place(server: StandIn) -> tuple[Channel, list[Actor]]:
    """One channel, and people of whom the first administers the server."""
    guild = server.guild()
    hall = server.channel(guild, "hall")
    admin = server.role(guild, "Admins", Right.MANAGE_GUILD)
    first = server.member("p0", guild, admin)
    return hall, [first, *(server.member(f"p{number}", guild) for number in range(1, COMMANDS))]


@asynccontextmanager
async def running(server: StandIn) -> AsyncIterator[tuple[App, Discord, float]]:
    """The program connected, and the seconds that took."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        app = await App.open(f"sqlite:///{Path(folder)}/a.db", FixedClock(START), Deps(charts=False))
        discord = Discord(app.table, app, TOKEN, guild_ready_timeout=0.02)
        app.surfaces[discord.platform] = discord
        try:
            async with kit.running(discord.client):
                tidy = asyncio.create_task(discord.client.surface.tidy())
                yield app, discord, time.perf_counter() - began
                tidy.cancel()
        finally:
            await app.close()


async def founded(one: Actor, other: Actor, hall: Channel, app: App) -> None:
    """A community of two treasurers."""
    await one.slash(hall, "setup start", preset="small circle", treasurers=f"{one.mention} {other.mention}")
    for who in (one, other):
        await who.slash(hall, "role accept")
    preview = await (await one.slash(hall, "setup finish")).shown()
    await one.click(preview, "Confirm")
    await app.settle()


async def asked(people: list[Actor], hall: Channel, path: str, **given: Any) -> dict[str, float]:
    """The seconds for as many commands in one instant, and for the slowest answer."""
    began = time.perf_counter()

    async def one(who: Actor) -> float:
        await who.slash(hall, path, **given)
        return time.perf_counter() - began

    took = await asyncio.gather(*(one(who) for who in people))
    return {"commands": time.perf_counter() - began, "slowest": max(took)}
