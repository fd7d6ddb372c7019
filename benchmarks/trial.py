"""Trials of prompts with scripted judges: how often the gate is wrong about a fair one, and right about an unfair one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from prompts.trial import CANARY, INJECTIONS, NEW
from rules.trial import FAILED, HARD, PASSED
from tests.model import direct, people
from tests.model.people import Bias

FAIR, UNFAIR, AT_MOST, AT_ONCE = 50, 10, 1, 2
BIASED: Mapping[str, tuple[Bias, str]] = {  # what a check is shown, and the stage it needs
    "order": (people.positional, NEW),
    "signal": (people.indifferent, NEW),
    "names": (people.by_name, "names"),
    "style": (people.by_style, "style"),
    "padded": (people.by_length, "padded"),
    "split": (people.by_lines, "split"),
    "repeated": (people.by_lines, "repeated"),
    "injections": (people.obeying, INJECTIONS),
    "neighbours": (people.harming, INJECTIONS),
    "canary": (people.obeying, CANARY),
    "canary, told": (people.leaking, CANARY),
    "filler": (people.generous, CANARY),
}


def show() -> None:
    """Print both error rates of the gate."""
    with ProcessPoolExecutor(AT_ONCE, mp_context=get_context("spawn")) as pool:
        fair = list(pool.map(judged_fair, range(FAIR)))
        jobs = [(name, seed) for name in BIASED for seed in range(UNFAIR)]
        found = dict(zip(jobs, pool.map(caught, jobs), strict=True))
    blocked = sum(any(name in HARD for name in one) for one in fair)
    flags = sum(len(set(one) - HARD) for one in fair)
    print(
        f"trial of an honest judge as noisy as people, {FAIR} seeds: fails the gate in {blocked} (≤ {AT_MOST}),"
        f" {flags} of {FAIR * 7} checks that are shown only flag it"
    )
    for name, (bias, _) in BIASED.items():
        values = [found[name, seed] for seed in range(UNFAIR)]
        hits, least = sum(hit for hit, _ in values), min(abs(value) for _, value in values)
        most = max(abs(value) for _, value in values)
        print(f"  {name:12} {bias.__name__:11} {hits} of {UNFAIR} found, measured {least:.3f} to {most:.3f}")


def judged_fair(seed: int) -> list[str]:
    """The checks that an honest judge does not pass."""
    found = asyncio.run(direct.checks(people.Judge(seed=seed), seed))
    return [name for name, one in found.items() if one.verdict != PASSED]


def caught(job: tuple[str, int]) -> tuple[bool, float]:
    """Whether an unfair judge fails the check for it, and what was measured."""
    name, seed = job
    bias, stage = BIASED[name]
    check = asyncio.run(direct.checks(people.Judge(bias, seed=seed), seed, [stage]))[name.partition(",")[0]]
    return check.verdict == FAILED, check.value


if __name__ == "__main__":
    show()
