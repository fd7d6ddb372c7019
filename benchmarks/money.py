"""A payout to 500 people beside the bare rows, checking a long ledger, and the start of the program."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks import bare
from benchmarks.world import NAME, TOKEN, founded
from rules import ledger as rules
from rules.ledger import Posting
from storage import ledger, payouts, settling
from storage.payouts import Due
from storage.store import Change

PEOPLE, ENTRIES, ROUNDS = 500, 20_000, 5
AT_ONCE = 1_000  # entries of one transaction, which may not last for long


async def payout() -> None:
    """File, approve and pay one payout of 500 lines."""
    async with founded(PEOPLE + 3) as (app, file):
        times, plain = [], []
        for turn in range(ROUNDS):
            number = await app.store.act(NAME, filed)
            began = time.perf_counter()
            await app.store.act(NAME, partial(paid, number))
            times.append(time.perf_counter() - began)
            lines = [(NAME, turn, n, f"member:{n}", TOKEN.symbol, 1000) for n in range(PEOPLE + 1)]
            balances = [(NAME, f"member:{n}", TOKEN.symbol, 1000) for n in range(PEOPLE + 1)]
            plain.append(
                await bare.write(
                    file.with_name(f"bare{turn}.db"),
                    {
                        "entry": [(NAME, turn, "payout", 0, "", 0, "{}", "")],
                        "posting": lines,
                        "balance": balances,
                        "line": lines[1:],
                    },
                )
            )
    here, there = statistics.median(times), statistics.median(plain)
    print(
        f"payout to {PEOPLE}: {here * 1000:.1f} ms,"
        f" bare aiosqlite {there * 1000:.1f} ms: ×{here / there:.2f} (≤ 3)"
    )


async def filed(change: Change) -> int:
    number = await change.next("fund")
    await ledger.post(
        change,
        f"fund/{number}",
        "fund",
        [Posting("issuance", TOKEN.symbol, -PEOPLE * 1000), Posting("budget:1", TOKEN.symbol, PEOPLE * 1000)],
        by=0,
        why="bench",
    )
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
