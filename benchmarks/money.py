"""A payout to 500 people beside the bare rows, checking a long ledger, and the start of the program."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from benchmarks import bare
from benchmarks.world import NAME, TOKEN, founded
from bot.app import App
from rules import ledger as rules
from rules.ledger import Posting
from storage import ledger, payouts, settling
from storage.payouts import Due
from storage.store import Change

PEOPLE, ENTRIES, ROUNDS = 500, 20_000, 11
AT_ONCE = 1_000  # entries of one transaction, which may not last for long


async def payout() -> None:
    """Book one payout of 500 lines, and count, approve and pay another; beside the same rows by the driver."""
    async with founded(PEOPLE + 3) as (app, file):
        booked, acts, plain = [], [], []
        for turn in range(ROUNDS):
            await app.store.act(NAME, funded)
            booked.append(await timed_act(app, partial(entry, turn)))
            number = await app.store.act(NAME, filed)
            acts.append(await timed_act(app, partial(paid, number)))
            plain.append(await bare.pay(file, turn, PEOPLE, TOKEN.symbol))
    post, whole, there = (statistics.median(one) for one in (booked, acts, plain))
    print(
        f"payout to {PEOPLE}, booked: {post * 1000:.1f} ms, the same rows by bare aiosqlite"
        f" {there * 1000:.1f} ms: ×{post / there:.2f} (≤ 3);"
        f" counted, approved and paid: {whole * 1000:.1f} ms, ×{whole / there:.2f}"
    )


async def timed_act(app: App, work: Callable[[Change], Awaitable[None]]) -> float:
    """Seconds of one change."""
    began = time.perf_counter()
    await app.store.act(NAME, work)
    return time.perf_counter() - began


async def entry(turn: int, change: Change) -> None:
    """The entry of a payout, with its postings and balances."""
    lines = [Posting("budget:1", TOKEN.symbol, -PEOPLE * 1000)]
    lines += [Posting(rules.member(one), TOKEN.symbol, 1000) for one in range(4, PEOPLE + 4)]
    await ledger.post(change, f"bench/{turn}", "payout", lines, by=0, why="bench")


async def funded(change: Change) -> None:
    """Money to pay from."""
    number = await change.next("fund")
    whole = PEOPLE * 1000
    lines = [Posting("issuance", TOKEN.symbol, -whole), Posting("budget:1", TOKEN.symbol, whole)]
    await ledger.post(change, f"fund/{number}", "fund", lines, by=0, why="bench")


async def filed(change: Change) -> int:
    await funded(change)
    lines = [Due(one, TOKEN.symbol, 1000) for one in range(4, PEOPLE + 4)]
    return await payouts.file(
        change, "filed", "budget:1", lines, by=0, reason="bench", source="budget:1", needed=2
    )


async def paid(number: int, change: Change) -> None:
    for one in (1, 2):
        await payouts.say(change, number, one, approves=True, reason="")
    await settling.settle(change, await payouts.get(change, number))


async def verify() -> None:
    """Recompute a chain of entries and every balance."""
    async with founded(10) as (app, _):
        for start in range(0, ENTRIES, AT_ONCE):
            await app.store.act(NAME, partial(chain, start))
        async with app.store.read(NAME) as look:
            rows = [pair async for pair in ledger.every(look)]
            began = time.perf_counter()
            fault = await ledger.verify(look)
            took = time.perf_counter() - began
        head = rules.ROOT
        began = time.perf_counter()
        for entry, _ in rows:
            head = rules.link(head, NAME, entry)
        alone = time.perf_counter() - began
    print(
        f"verify: {len(rows) / took:,.0f} entries/s (≥ 30,000),"
        f" ×{took / alone:.1f} of hashing them alone; fault: {fault}"
    )


async def chain(start: int, change: Change) -> None:
    for number in range(start, start + AT_ONCE):
        to = rules.member(number % 9 + 1)
        await ledger.post(
            change,
            f"grant/{number}",
            "grant",
            [Posting("issuance", TOKEN.symbol, -1), Posting(to, TOKEN.symbol, 1)],
            by=0,
            why="bench",
        )


async def start() -> None:
    """From nothing to the first answer in a fresh file, beside Python with the same libraries alone."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bot", "--database", f"{folder}/a.db"]
        first = timed(command)
        later = statistics.median(timed(command) for _ in range(3))
    bare_start = statistics.median(
        timed([sys.executable, "-c", "import sqlalchemy, aiosqlite, pydantic, typer"]) for _ in range(3)
    )
    print(
        f"start to first answer: {first:.2f} s in a new file, {later:.2f} s later (≤ 2.5);"
        f" ×{later / bare_start:.1f} of importing the libraries"
    )


def timed(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        command, input="help\n", text=True, capture_output=True, check=True, cwd=Path(__file__).parent.parent
    )
    return time.perf_counter() - began
