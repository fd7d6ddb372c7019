"""Random lives of proposals against the law written down once more: ten times as many as in every run of the tests."""

from __future__ import annotations

import asyncio
import io
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path

from tests.cogs.lives import LIVES, lived

SEEDS = 60  # each so many lives in one community


def show(seeds: Iterable[int] = range(1_000, 1_000 + SEEDS)) -> None:
    """Print how many lives were lived and where the program did otherwise than the law."""
    began, seen, wrong = time.perf_counter(), Counter[str](), []
    with ProcessPoolExecutor() as pool:
        for seed, (lives, fault) in zip(seeds, pool.map(life, seeds), strict=True):
            seen.update(lives)
            wrong += [f"  seed {seed}: {fault}"] if fault else []
    runs = seen["passed"] + seen["defeated"]
    print(
        f"lives, {seen['runs']:,} proposals at random (≥ 2,000), {runs:,} of them voted on, with {seen['join']:,} links, "
        f"{seen['depart']:,} departures, {seen['outage']:,} outages, {seen['crash']:,} crashes: "
        f"violations {len(wrong)} (0), in {time.perf_counter() - began:.0f} s"
    )
    print("\n".join(wrong), end="\n" if wrong else "")


def life(seed: int) -> tuple[Counter[str], str]:
    """One community; how it went, and what was wrong, if anything."""
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        try:
            return asyncio.run(lived(Path(folder), seed)) + Counter(runs=LIVES), ""
        except Exception as fault:
            return Counter(), f"{type(fault).__name__} {fault}"[:300]
