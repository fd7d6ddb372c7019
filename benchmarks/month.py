"""A month frozen, judged and allocated; how time and memory grow."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

from benchmarks import bare
from benchmarks.world import FROZEN, MONTH, NAME, START, founded, praise
from storage import runs
from tests.storage.month_load import peak

EACH = 0.00015  # seconds that a contribution of a large month may take


async def month(works: int, people: int) -> dict[str, Any]:
    """Seconds from freeze to proposal, beside the same rows written bare."""
    async with founded(people) as (app, file):
        await app.store.act(NAME, lambda change: praise(change, works, people))
        app.clock.move(FROZEN - START)
        began = time.perf_counter()
        await app.schedule.run()
        await app.schedule.run()
        took = time.perf_counter() - began
        async with app.store.read(NAME) as look:
            run = await runs.get(look, str(MONTH))
        rows = [(n, NAME, "praise", 1, f"for number {n // 2}") for n in range(works)]
        plain = await bare.write(
            file.with_name("bare.db"), {"work": rows, "receiver": [(n, 1) for n in range(works)]}
        )
    return {"state": run.state, "seconds": took, "bare": plain, "memory": peak()}


async def show() -> None:
    """Print the figures; the large ones are measured in processes of their own."""
    small = await month(1731, 160)
    print(
        f"month of 1,731 praises: {small['seconds']:.3f} s (≤ 1),"
        f" ×{small['seconds'] / small['bare']:.0f} of writing its rows bare; {small['state']}"
    )
    figures = {works: apart(works, works // 10) for works in (25_000, 50_000, 100_000)}
    for works, one in figures.items():
        print(
            f"  {works:>7,} contributions of {works // 10:,} members: {one['seconds']:.2f} s"
            f" (≤ {works * EACH:.1f}), ×{one['seconds'] / one['bare']:.1f} of bare,"
            f" {one['memory']:.0f} MB (≤ 400)"
        )
    growth = figures[100_000]["seconds"] / figures[25_000]["seconds"]
    print(f"  four times the contributions take ×{growth:.1f} the time (≤ 6)")


def apart(works: int, people: int) -> dict[str, Any]:
    measured = f"print(json.dumps(asyncio.run(month({works}, {people}))))"
    code = f"import asyncio, json; from benchmarks.month import month; {measured}"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found
