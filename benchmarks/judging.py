"""The embedded scorer beside plain counting of praise, on real rounds that people judged (where the data is)."""

from __future__ import annotations

import os
from pathlib import Path


def folder() -> Path | None:
    """Where the real rounds are, if they are."""
    given = os.environ.get("REWARD_DATA")
    there = Path(given) if given else Path(__file__).parent.parent.parent / "shared" / "data"
    return there if there.is_dir() else None


def show() -> None:
    if folder() is None:
        print("judging: no real rounds here; set REWARD_DATA to their folder")
        return
    from tests.golden import judging

    for name, figures in judging.compared().items():
        formula, counted = figures["formula"], figures["count"]
        print(
            f"judging, {name}: embedded TV {formula[0]:.3f} Spearman {formula[1]:.3f}, praise count {counted[0]:.3f} {counted[1]:.3f}"
        )
