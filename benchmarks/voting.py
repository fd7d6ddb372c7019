"""Votes: a burst of ballots, the tally beside a bare SQL count, and the snapshot of many holders."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from pathlib import Path

import aiosqlite

from benchmarks.world import NAME, TOKEN, founded
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

BURST, BALLOTS, DELEGATIONS, HOLDERS = 1_000, 100_000, 10_000, 100_000
DAY = timedelta(days=1)
COUNT = """
SELECT choice, sum(power) FROM ballot JOIN voter USING (community, proposal, member)
WHERE community = ? AND proposal = ? GROUP BY choice
"""


async def show() -> None:
    """Print the figures; nothing else should run meanwhile."""
    async with founded(BURST + 3) as (app, _):
        one = await app.store.act(NAME, opened(BURST))
        took = await burst(app, one)
        print(f"votes, {BURST:,} ballots in a burst: durable and the card renewed in {took:.2f} s (≤ 1)")
    async with founded(3) as (app, file):
        one = await app.store.act(NAME, opened(BALLOTS))
        await app.store.act(NAME, lambda change: filled(change, one))
        ours, plain = await tally(app, one), await bare(file, one)
        print(
            f"votes, tally of {BALLOTS:,} ballots with {DELEGATIONS:,} delegations: {ours:.2f} s, "
            f"×{ours / plain:.1f} of the bare SQL count at {plain:.2f} s (≤ 3)"
        )
        await app.store.act(NAME, holders)
        print(f"votes, snapshot of {HOLDERS:,} holders with locks: {await snapshot(app, one):.2f} s (≤ 5)")


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
        (await counting.running(look, await store.get(look, one.id))).count()
        return time.perf_counter() - began


async def bare(file: Path, one: Proposal) -> float:
    """Seconds for the sums alone, by the database."""
    async with aiosqlite.connect(file) as connection:
        began = time.perf_counter()
        await connection.execute_fetchall(COUNT, (NAME, one.id))
        return time.perf_counter() - began


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
