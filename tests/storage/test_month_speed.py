"""A month is frozen and judged in time that grows with it, and in little memory."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rules import moments
from storage import ledger, runs
from storage.store import Store
from tests.storage.conftest import Hand
from tests.storage.month_load import NOVEMBER, found, judge

ROOT = Path(__file__).parents[2]
MOST_MEGABYTES = 400


async def test_the_largest_real_month_takes_less_than_a_second(dao: Store, clock: Hand) -> None:
    await dao.act("dao", lambda change: found(change, people=165, works=1731))
    clock.now = NOVEMBER.end(moments.zone("UTC"))
    start = time.perf_counter()
    await dao.act("dao", judge)
    assert time.perf_counter() - start < 1
    async with dao.read("dao") as look:
        run = await runs.get(look, str(NOVEMBER))
        assert await ledger.balances(look, f"reserved:{NOVEMBER}") == run.pots
        assert 0 < sum(run.amounts["LEAF"].values()) <= run.pots["LEAF"]


def measured(works: int, people: int) -> dict[str, float]:
    """What another process needs for such a month."""
    command = [sys.executable, "-m", "tests.storage.month_load", str(works), str(people)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.slow
def test_a_hundred_thousand_contributions_take_four_times_what_a_quarter_of_them_does() -> None:
    quarter, whole = measured(25_000, 2_500), measured(100_000, 10_000)
    assert whole["seconds"] < 6 * quarter["seconds"]
    assert whole["megabytes"] < MOST_MEGABYTES
