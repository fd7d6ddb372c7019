"""A large month is frozen and judged in little memory; how long it takes is measured by `make bench`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rules import moments
from storage import ledger, runs
from storage.store import Store
from tests.storage.conftest import Hand
from tests.storage.month_load import NOVEMBER, found, judge

ROOT = Path(__file__).parents[2]
MOST_MEGABYTES = 400


async def test_the_largest_real_month_is_judged_and_its_budget_reserved(dao: Store, clock: Hand) -> None:
    await dao.act("dao", lambda change: found(change, people=165, works=1731))
    clock.now = NOVEMBER.end(moments.zone("UTC"))
    await dao.act("dao", judge)
    async with dao.read("dao") as look:
        run = await runs.get(look, str(NOVEMBER))
        assert await ledger.balances(look, f"reserved:{NOVEMBER}") == run.pots
        assert 0 < sum(run.amounts["LEAF"].values()) <= run.pots["LEAF"]


@pytest.mark.slow
def test_a_hundred_thousand_contributions_of_ten_thousand_members_take_little_memory() -> None:
    command = [sys.executable, "-m", "tests.storage.month_load", "100000", "10000"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["megabytes"] < MOST_MEGABYTES
