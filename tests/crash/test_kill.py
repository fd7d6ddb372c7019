"""kill −9 at every kind of step of a month: paid once, shown once, nothing lost (≥ 200 kills an engine)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage import databases

POINTS = 60  # in each of freeze, approval and payment, and a third as many at random times
ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_month_survives_being_killed_anywhere(engine: str, tmp_path: Path) -> None:
    if engine == "postgresql" and not databases.there():
        pytest.skip("no PostgreSQL answers")
    command = [sys.executable, "-m", "tests.crash.runner", engine, str(tmp_path), str(POINTS)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-4000:]
    report = json.loads(ran.stdout.splitlines()[-1])
    killed = {phase: counted["killed"] for phase, counted in report["phases"].items()}
    print(f"{engine}: killed {killed}, {sum(killed.values())} in all")
    assert report["wrong"] == []
    assert min(killed.values()) >= 50
    assert sum(killed.values()) >= 200
    kinds = {kind for counted in report["phases"].values() for kind in counted["kinds"]}
    assert {"before commit", "after commit", "before send", "after send"} <= kinds
