"""The program on Matrix beside a bare nio bot, both on the same Synapse: a reaction's way, a recount, doing nothing."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

import aiohttp
from nio import AsyncClient, Event, ReactionEvent, RedactionEvent

from tests.matrix.actor import Actor
from tests.matrix.synapse import Synapse
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
    table: Any = place.app.table.casting
    react, counted = table.react, asyncio.Event()

    async def watched(*args: Any, **facts: Any) -> Any:
        found = await react(*args, **facts)
        counted.set()
        return found

    table.react = watched
    ours, plain = [], []
    async with _bare(server, place) as (room, target, heard):
        for _ in range(TIMES):  # in turns, so that both meet the same machine
            ours.append(await _way(place["ben"], place.hall, card.id, counted))
            plain.append(await _way(place["ben"], room, target, heard))
    table.react = react
    print(
        f"matrix, a reaction to its durable ballot: {milliseconds(ours)} ms, ×{median(ours) / median(plain):.2f} "
        f"of a bare nio callback at {milliseconds(plain)} ms (median ≤ 1.5)"
    )


def milliseconds(seconds: list[float]) -> str:
    return f"{1000 * median(seconds):.0f}"


async def _way(who: Actor, room: str, target: str, arrived: asyncio.Event) -> float:
    """Seconds until a reaction has arrived; it is taken off again."""
    arrived.clear()
    body = {"m.relates_to": {"rel_type": "m.annotation", "event_id": target, "key": SIGNS[0]}}
    began = time.perf_counter()
    made = await who.call("PUT", f"rooms/{quote(room)}/send/m.reaction/{secrets.token_hex(8)}", body)
    await arrived.wait()
    took = time.perf_counter() - began
    arrived.clear()
    await who.redact(room, made["event_id"])
    await arrived.wait()
    await asyncio.sleep(0.05)  # both have asked again what is new
    return took


@asynccontextmanager
async def _bare(server: Synapse, place: Town) -> AsyncIterator[tuple[str, str, asyncio.Event]]:
    """A room without the program, whose reactions are heard by a client that does nothing with them."""
    made = await asyncio.to_thread(server.register, "bare")
    room = await place["ana"].create("bare", preset="public_chat")
    async with aiohttp.ClientSession() as session:
        await Actor(session, server, made, "bare").join(room)
    await place["ben"].join(room)
    target = await place["ben"].say(room, "vote here")
    client = AsyncClient(server.url, made["user_id"])
    client.restore_login(made["user_id"], made["device_id"], made["access_token"])
    heard = asyncio.Event()
    await client.sync(0)
    client.add_event_callback(_telling(heard), (ReactionEvent, RedactionEvent))
    task = asyncio.create_task(client.sync_forever(30_000))
    try:
        yield room, target, heard
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
