"""A month of any size in a database; as a program it prints the seconds and megabytes that judging it takes."""

import asyncio
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rules import digest, moments, parameters
from rules.amounts import Asset
from rules.moments import Month
from storage import assets, budgets, communities, freezing, history, judging, runs
from storage import parameters as values
from storage.store import Change, Store

NOVEMBER = Month(2026, 11)
AT = datetime(2026, 11, 3, tzinfo=UTC)


async def found(change: Change, *, people: int, works: int) -> None:
    """A running community with a budget and a month of praise."""
    await communities.alter(change, state=communities.RUNNING)
    await assets.add(change, Asset("LEAF", 6))
    await values.put(change, parameters.preset("growing community"), 1)
    await budgets.add(change, budgets.REWARDS, "LEAF", budgets.MINT, 10**12, NOVEMBER, 3)
    await budgets.open_period(change, NOVEMBER)
    await runs.arm(change, NOVEMBER)
    await history.people(change, {f"p{n}": AT for n in range(people)})
    await history.works(change, praises(people, works))


def praises(people: int, works: int) -> Iterable[dict[str, object]]:
    chance = random.Random(3)
    for number in range(works):
        by, *who = chance.sample(range(1, people + 1), chance.choice([2, 2, 2, 3]))
        facts = {"kind": "praise", "what": f"thanks {number // 2}", "at": AT, "month": str(NOVEMBER)}
        yield facts | {"by": by, "receivers": who, "link": "", "category": "", "minutes": 0}


async def judge(change: Change) -> None:
    """Freeze, score and propose, as the schedule does it."""
    run = await freezing.freeze(change, NOVEMBER)
    held = await runs.digest(change, run.month) or {}
    scores = digest.baseline(held).scores
    fence = await judging.begin(change, run.month)
    said = {str(one): score for one, score in scores.items()}
    await runs.keep_draft(
        change, run.month, 0, scorer="embedded", version="1", scores=said, reasons={}, raw=""
    )
    assert fence is not None
    assert await judging.conclude(change, run.month, fence, scores)


async def measured(works: int, people: int) -> dict[str, float]:
    """What a month takes from the freeze to the proposal."""
    now = [AT]
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/load.db", lambda: now[0])
        await store.found("dao", lambda change: found(change, people=people, works=works))
        now[0] = NOVEMBER.end(moments.zone("UTC"))
        start = time.perf_counter()
        await store.act("dao", judge)
        seconds = time.perf_counter() - start
        await store.close()
    return {"seconds": seconds, "megabytes": peak()}


def peak() -> float:
    """The most megabytes this program has held; on Linux without what the process that started it had."""
    status = Path("/proc/self/status")
    if status.exists():
        told = next(
            line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")
        )
        return int(told.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measured(int(sys.argv[1]), int(sys.argv[2])))))
