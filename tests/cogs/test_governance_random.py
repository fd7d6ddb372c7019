"""Whole lives of proposals at random, against the law of votes written down once more; `make bench` plays ten times as many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cogs.lives import LIVES, lived

SEEDS = 6


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_proposals_live_as_the_law_says(tmp_path: Path, seed: int) -> None:
    seen = await lived(tmp_path, seed)
    assert seen["passed"]
    assert seen["defeated"] > 3
    assert SEEDS * LIVES >= 200
