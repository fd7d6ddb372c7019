"""kill −9 at every kind of step of a month and of decisions: done once, shown once, nothing lost or asked again.

`make crash` kills each story at 200 points and more on each database: a month that the embedded scorer judges, one that
a model does, three decisions, and a dispute. Every run of the tests does it at a third of them: decisions on both
databases.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.model import memory
from tests.storage import databases

ROOT = Path(__file__).parent.parent.parent
ALL = "CRASH" in os.environ
# In each phase, and a third as many at random times.
POINTS = (
    {"month": 48, "judged": 54, "decided": 11, "disputed": 26}
    if ALL
    else {"month": 12, "judged": 14, "decided": 3, "disputed": 3}
)
STORIES = (
    ("month", "postgresql"), ("judged", "sqlite"), ("decided", "sqlite"), ("decided", "postgresql"),
    ("disputed", "sqlite"),
    *((("month", "sqlite"), ("judged", "postgresql"), ("disputed", "postgresql")) if ALL else ()),
)  # fmt: skip
KINDS = {f"{when} {what}" for when in ("before", "after") for what in ("commit", "send")}
MODEL = {f"{when} {what}" for when in ("before", "after") for what in ("model call", "storing")}


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory: what a killed process has written stays with the system, there as on a disk."""
    with memory.folder() as one:
        yield one


@pytest.mark.parametrize(("story", "engine"), STORIES)
def test_a_story_survives_being_killed_anywhere(story: str, engine: str, folder: Path) -> None:
    if engine == "postgresql" and not databases.there():
        pytest.skip("no PostgreSQL answers")
    command = [sys.executable, "-m", "tests.crash.runner", story, engine, str(folder), str(POINTS[story])]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-4000:]
    report = json.loads(ran.stdout.splitlines()[-1])
    killed = {phase: counted["killed"] for phase, counted in report["phases"].items()}
    print(f"{engine}: killed {killed}, {sum(killed.values())} in all")
    assert report["wrong"] == []
    assert min(killed.values()) >= POINTS[story]
    assert sum(killed.values()) >= 200 or not ALL
    kinds = {kind for counted in report["phases"].values() for kind in counted["kinds"]}
    assert KINDS | (MODEL if story == "judged" else set()) <= kinds
