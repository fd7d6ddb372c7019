"""The program on Matrix beside a bare nio bot, both on the same Synapse: a reaction's way, a recount, doing nothing."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
from nio import AsyncClient, Event, ReactionEvent

from tests.matrix.actor import Actor
from tests.matrix.synapse import Synapse
from tests.matrix.things import Message
from tests.matrix.town import Town, town

TIMES = 60
VOTERS, OPTIONS = 100, 10
IDLE = 10.0  # seconds
SIGNS = [*(f"{number}\ufe0f\u20e3" for number in range(1, 10)), "🔟"]


async def show() -> None:
    """Print the figures; nothing else should run meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        server = Synapse(Path(folder) / "synapse")
        server.folder.mkdir()
        server.start()
        try:
            async with town(server, Path(folder)) as place, place.running():
                await place.settle()
                await place.found()
                await ways(server, place)
                await recount(server, place)
                await idle(place)
        finally:
            server.stop()


async def ways(server: Synapse, place: Town) -> None:
    """From the moment a reaction is sent to its durable ballot, and to the callback of a bare client."""
    card = await place.poll("Which? a ; b")
    table: Any = place.app.table
    react, counted = table.react, asyncio.Event()

    async def watched(*args: Any, **facts: Any) -> Any:
        found = await react(*args, **facts)
        counted.set()
        return found

    table.react = watched
    ours = [await _way(place["ben"], card, counted) for _ in range(TIMES)]
    table.react = react
    plain = await _bare(server, place, card)
    print(
        f"matrix, a reaction to its durable ballot: {ours_ms(ours)} ms, ×{median(ours) / median(plain):.2f} "
        f"of a bare nio callback at {ours_ms(plain)} ms (median ≤ 1.5)"
    )


def ours_ms(seconds: list[float]) -> str:
    return f"{1000 * median(seconds):.0f}"


async def _way(who: Actor, card: Message, counted: asyncio.Event, off: bool = True) -> float:
    """Seconds until a reaction has arrived; it is taken off again."""
    counted.clear()
    began = time.perf_counter()
    number = await who.react(card, SIGNS[0])
    await counted.wait()
    took = time.perf_counter() - began
    counted.clear()
    await who.redact(card.room.id, number)
    if off:
        await counted.wait()
    await asyncio.sleep(0.02)
    return took


async def _bare(server: Synapse, place: Town, card: Message) -> list[float]:
    """The same reactions heard by a client that does nothing with them, beside the program."""
    made = await asyncio.to_thread(server.register, "bare")
    async with aiohttp.ClientSession() as session:
        bot = Actor(session, server, made, "bare")
        await place["ana"].invite(place.hall, bot.id)
        await bot.join(place.hall)
    client = AsyncClient(server.url, made["user_id"])
    client.restore_login(made["user_id"], made["device_id"], made["access_token"])
    heard = asyncio.Event()
    await client.sync(0)
    client.add_event_callback(_telling(heard), ReactionEvent)
    await place.bot.surface.loop.caught_up()
    task = asyncio.create_task(client.sync_forever(30_000))
    try:
        return [await _way(place["ben"], card, heard, off=False) for _ in range(TIMES)]
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await client.close()


def _telling(heard: asyncio.Event) -> Callable[[Any, Event], Any]:
    async def callback(room: Any, event: Event) -> None:
        heard.set()

    return callback


async def recount(server: Synapse, place: Town) -> None:
    """A ballot with a thousand reactions, read again."""
    card = await place.poll(f"Which of many? {' ; '.join(f'option {n}' for n in range(1, OPTIONS + 1))}", 2)
    async with aiohttp.ClientSession() as session:
        for number in range(VOTERS):
            made = await asyncio.to_thread(server.register, f"voter{number}")
            one = Actor(session, server, made, f"voter{number}")
            await place["ana"].invite(place.hall, one.id)
            await one.join(place.hall)
            for sign in SIGNS[:OPTIONS]:
                await one.react(card, sign)
    await place.settle()
    listener = place.bot.surface.listener
    rows = await place.app.table.ballots.open("matrix")
    row = next(one for one in rows if one.ref.endswith(card.id))
    took = []
    for _ in range(5):
        began = time.perf_counter()
        await listener.recount.one(row)
        took.append(time.perf_counter() - began)
    there = len(await listener.wire.annotations(place.hall, card.id))
    print(f"matrix, a recount of {there:,} reactions: {median(took):.2f} s (≤ 0.5)")


async def idle(place: Town) -> None:
    """What it costs to do nothing."""
    await place.settle()
    began, work, calls = time.perf_counter(), time.process_time(), len(place.wire.calls)
    await asyncio.sleep(IDLE)
    took = time.perf_counter() - began
    print(
        f"matrix, doing nothing: {1000 * (time.process_time() - work) / took:.1f} ms of processor time a second, "
        f"{60 * (len(place.wire.calls) - calls) / took:.0f} calls a minute"
    )
