"""Votes: a burst of ballots, the tally beside a bare SQL count, and the snapshot of many holders."""

from __future__ import annotations

import asyncio
import random
import resource
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

import aiosqlite
import asyncpg

from benchmarks import world
from benchmarks.world import NAME, TOKEN
from bot.app import App
from bot.command import Call, Context, Event, Vote
from cogs import counting
from cogs.voting import Voting
from rules.ledger import ISSUANCE, Posting, locked, member
from storage import ledger, powers, votes
from storage import proposals as store
from storage.locks import lock_
from storage.proposals import Proposal
from storage.schema import insert
from storage.store import Change
from tests.storage.databases import empty, there

BURST, BALLOTS, DELEGATIONS, HOLDERS, ROUNDS = 1_000, 100_000, 10_000, 100_000, 5
DAY = timedelta(days=1)
COUNT = """
SELECT choice, sum(power) FROM ballot JOIN voter USING (community, proposal, member)
WHERE community = {} AND proposal = {} GROUP BY choice
"""


async def show() -> None:
    """Print the figures on both engines; nothing else should run meanwhile."""
    for engine in ("sqlite", "postgresql"):
        if engine == "sqlite" or await asyncio.to_thread(there):
            await on(engine)


async def on(engine: str) -> None:
    """Print the figures on an engine."""
    with tempfile.TemporaryDirectory() as folder:
        async with empty(engine, Path(folder)) as url, world.opened(url, BURST + 3) as app:
            one = await app.store.act(NAME, opened(BURST))
            took = await burst(app, one)
            print(
                f"{engine}, {BURST:,} ballots in a burst: durable and the card renewed in {took:.2f} s (≤ 1)"
            )
        async with empty(engine, Path(folder)) as url, world.opened(url, 3) as app:
            one = await app.store.act(NAME, opened(BALLOTS))
            await app.store.act(NAME, lambda change: filled(change, one))
            await known(url)
            both = [(await tally(app, one), await bare(url, one)) for _ in range(ROUNDS)]
            ours, plain = (median(figures) for figures in zip(*both, strict=True))
            print(
                f"{engine}, tally of {BALLOTS:,} ballots with {DELEGATIONS:,} delegations: {ours:.2f} s, "
                f"×{ours / plain:.1f} of the bare SQL count at {plain:.2f} s (≤ 3)"
            )
            await app.store.act(NAME, holders)
            took, peak = await snapshot(app, one), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"{engine}, snapshot of {HOLDERS:,} holders with locks: {took:.2f} s (≤ 5), at most {peak:,} MB so far"
            )


def opened(many: int):  # type: ignore[no-untyped-def]
    """An open vote of as many voters."""

    async def work(change: Change) -> Proposal:
        one = await store.add(change, "signal", 1, "Plant oaks", "Ten", {"hash": ""}, "ordinary")
        terms = await counting.terms(change, "ordinary", "signal", {})
        one = await store.enter(change, one, "voting", until=change.now + DAY)
        one = await store.put(change, one.id, opened=change.now - DAY, terms=terms)
        to = {who: many - who for who in range(2, DELEGATIONS + 2)} if many > BURST else {}
        await votes.enrol(change, one.id, dict.fromkeys(range(1, many + 1), 5), to)
        return one

    return work


async def burst(app: App, one: Proposal) -> float:
    """Seconds for one burst, as the adapters hand it over."""
    cog = next(cog for cog in app.cogs if isinstance(cog, Voting))
    event = Event("x", "terminal", "local", "a", "a")

    async def work(change: Change) -> None:
        cast = [
            Vote(Context(event, NAME, who, frozenset(), change.now), random.choice(("for", "against")))
            for who in range(1, BURST + 1)
        ]
        await cog.cast(change, Call.to("vote cast", number=one.id), cast)

    began = time.perf_counter()
    await app.store.act(NAME, work)
    return time.perf_counter() - began


async def filled(change: Change, one: Proposal) -> None:
    """Nine of ten have voted."""
    await votes.cast(
        change, one.id, {}, {who: "for" if who % 3 else "against" for who in range(1, BALLOTS + 1)}
    )


async def tally(app: App, one: Proposal) -> float:
    """Seconds to read and count everything."""
    async with app.store.read(NAME) as look:
        began = time.perf_counter()
        await counting.counted(look, await store.get(look, one.id))
        return time.perf_counter() - began


async def known(url: str) -> None:
    """Let PostgreSQL look at the new rows at once, as it does by itself after a minute: the bare count needs that."""
    if url.startswith("sqlite"):
        return
    server = await asyncpg.connect(url)
    try:
        await server.execute("ANALYZE")
    finally:
        await server.close()


async def bare(url: str, one: Proposal) -> float:
    """Seconds for the sums alone, by the database and its bare driver."""
    if url.startswith("sqlite"):
        async with aiosqlite.connect(url.removeprefix("sqlite:///")) as connection:
            began = time.perf_counter()
            await connection.execute_fetchall(COUNT.format("?", "?"), (NAME, one.id))
            return time.perf_counter() - began
    server = await asyncpg.connect(url)
    try:
        began = time.perf_counter()
        await server.fetch(COUNT.format("$1", "$2"), NAME, one.id)
        return time.perf_counter() - began
    finally:
        await server.close()


async def holders(change: Change) -> None:
    """Many who hold tokens, half of it in a lock."""
    for start in range(0, HOLDERS, 10_000):
        some = range(start + 10, start + 10_010)
        lines = [Posting(member(who), TOKEN.symbol, 10) for who in some]
        lines += [Posting(locked(who), TOKEN.symbol, 10) for who in some]
        lines += [Posting(ISSUANCE, TOKEN.symbol, -20 * len(some))]
        await ledger.post(change, f"bench/{start}", "bench", lines, by=0, why="bench")
        rows = [(NAME, who, who, 10, change.now, change.now) for who in some]
        await change.run(
            insert(lock_), [dict(zip((c.name for c in lock_.c), row, strict=True)) for row in rows]
        )


async def snapshot(app: App, one: Proposal) -> float:
    """Seconds to read everybody's power and write it down."""

    async def work(change: Change) -> None:
        await votes.enrol(change, one.id + 1, await powers.everybody(change), {})

    began = time.perf_counter()
    await app.store.act(NAME, work)
    return time.perf_counter() - began
