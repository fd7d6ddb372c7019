"""Forks processes that kill themselves with SIGKILL at a point, then others that recover; prints what came of it.

Run as a process of its own, with one thread, so that it may fork: `python -m tests.crash.runner ENGINE FOLDER POINTS`.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from tests.crash import places, story
from tests.crash.forking import forked, listen, must


def main(engine: str, folder: Path, points: int) -> dict[str, Any]:
    """Kill each phase at `points` points spread over it and at as many random times as a third of that."""
    listen()
    report: dict[str, Any] = {"engine": engine, "phases": {}, "wrong": []}
    chance = random.Random(7)
    with places.Places(engine, folder) as where:
        start = where.fresh("start")
        must(forked(lambda: story.begin(*start)))
        for phase, play in story.PHASES.items():
            whole = where.copy(start, phase)
            began = time.perf_counter()
            passed = must(forked(partial(play, *whole)))["passed"]
            took = time.perf_counter() - began
            wanted = must(forked(partial(story.recover, *whole, phase)))["answer"]
            chosen = spread(passed, points)
            kills = [(point, 0.0) for point in chosen]
            kills += [(-1, chance.uniform(0.01, took)) for _ in range(points // 3)]
            named = [
                one
                for one in (_one(where, start, phase, *kill, passed, wanted, report) for kill in kills)
                if one
            ]
            report["phases"][phase] = {
                "points": len(passed),
                "killed": len(named),
                "kinds": sorted(set(named)),
            }
            start = whole
    return report


def spread(passed: list[str], points: int) -> list[int]:
    """Every send, some commits, and `points` of all points, evenly."""
    sends = [place for place, name in enumerate(passed) if "send" in name]
    commits = [place for place, name in enumerate(passed) if "commit" in name][:8]
    even = [round(step * (len(passed) - 1) / (points - 1)) for step in range(points)]
    return sorted({*sends, *commits, *even})


def _one(
    where: places.Places,
    start: Any,
    phase: str,
    point: int,
    after: float,
    passed: list[str],
    wanted: Any,
    report: Any,
) -> str:
    """Kill one process, recover, compare; the name of the point, or nothing if it was over before."""
    copy = where.copy(start, f"{phase}-{point}-{after:.4f}")
    status, _ = forked(lambda: story.PHASES[phase](*copy), point, after)
    name = passed[point] if point >= 0 else "at a random time"
    found = forked(lambda: story.recover(*copy, phase))[1]
    if not found or found["answer"] != wanted:
        report["wrong"].append(
            {
                "phase": phase,
                "point": point,
                "name": name,
                "found": found and difference(found["answer"], wanted),
            }
        )
    where.drop(copy)
    return name if os.WIFSIGNALED(status) else ""


def difference(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: [found[name], wanted[name]] for name in wanted if found[name] != wanted[name]}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
