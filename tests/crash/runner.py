"""Forks processes that kill themselves with SIGKILL at a point, then others that recover; prints what came of it.

Run as a process of its own, with one thread, so that it may fork:
`python -m tests.crash.runner STORY ENGINE FOLDER POINTS`, where STORY is `month`, `judged`, `decided` or `disputed`.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.crash.decided import Decided
from tests.crash.disputed import Disputed
from tests.crash.forking import NEVER, Point, forked, listen, must, points
from tests.crash.judged import Judged
from tests.crash.places import Desk, Places
from tests.crash.story import Story
from tests.crash.warm import here, share, still

STORIES: dict[str, Callable[[], Story]] = {
    "month": Story,
    "judged": Judged,
    "decided": Decided,
    "disputed": Disputed,
}
ALWAYS = ("send", "model call", "storing")


def main(name: str, engine: str, folder: Path, number: int) -> dict[str, Any]:
    """Kill each phase at `number` points spread over it and at as many random times as a third of that."""
    story = STORIES[name]()
    listen(story.parts)
    share()
    report: dict[str, Any] = {"engine": engine, "phases": {}, "wrong": []}
    with story.beside(folder), Places(engine, folder) as where:
        start = where.fresh("start")
        here(lambda: story.begin(start))
        for phase in story.phases:
            whole = where.copy(start, phase)
            here(partial(story.play, whole, phase))
            wanted = json.loads(json.dumps(here(partial(story.recover, whole, phase))))
            trial = Trial(story, phase, Desk(where, start, f"{phase}-desk"), wanted)
            report["phases"][phase] = trial.run(number)
            report["wrong"] += trial.wrong
            start = whole
    return report


class Trial:
    """One phase, killed again and again from the same start."""

    def __init__(self, story: Story, phase: str, desk: Desk, wanted: dict[str, Any]) -> None:
        self.story, self.phase, self.desk, self.wanted = story, phase, desk, wanted
        self.wrong: list[dict[str, Any]] = []
        self.took = 0.0  # seconds

    def run(self, number: int) -> dict[str, Any]:
        chance, place = random.Random(7), self.desk.clear()
        still()
        began = time.perf_counter()
        passed = must(forked(partial(self.story.play, place, self.phase)))["passed"]
        self.took = time.perf_counter() - began
        named = [self.kill(one) for one in spread(passed, number)]
        named += [self.kill(NEVER, chance.uniform(0.05, 1)) for _ in range(number // 3)]
        named = [name for name in named if name]
        return {"points": len(passed), "killed": len(named), "kinds": sorted(set(named))}

    def kill(self, point: Point, part: float = 0.0) -> str:
        """Kill one process at a point, or after a part of the time that one takes; recover, compare.

        The name of the point, or nothing if the process was over before.
        """
        place, after = self.desk.clear(), part * self.took
        self.story.ready()
        status, _ = forked(partial(self.story.play, place, self.phase), point, after)
        if after and not os.WIFSIGNALED(status):
            self.took *= 0.9  # this machine has become faster
        name = point[0] or "at a random time"
        found = forked(partial(self.story.recover, place, self.phase))[1]
        if not found or found["answer"] != self.wanted:
            differs = found and difference(found["answer"], self.wanted)
            self.wrong.append({"phase": self.phase, "point": point, "after": after, "found": differs})
        return name if os.WIFSIGNALED(status) else ""


def spread(passed: list[str], number: int) -> list[Point]:
    """Every send and every part of the story, some commits, and `number` of all points, evenly."""
    every = points(passed)
    always = [place for place, name in enumerate(passed) if name.endswith(ALWAYS)]
    commits = [place for place, name in enumerate(passed) if "commit" in name][:8]
    even = [round(step * (len(passed) - 1) / (number - 1)) for step in range(number)]
    return [every[place] for place in sorted({*always, *commits, *even})]


def difference(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: [found[name], wanted[name]] for name in wanted if found[name] != wanted[name]}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))))
