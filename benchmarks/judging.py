"""The embedded scorer beside plain counting of praise, on real rounds that people judged (where the data is)."""

from __future__ import annotations

from tests.golden import data
from tests.golden import test_golden_scoring as golden


def show() -> None:
    """Print total variation and rank correlation to what people gave."""
    if not data.FOLDER.is_dir():
        print("judging: no real rounds here; set REWARD_DATA to their folder")
        return
    for name, rounds in golden.SETS.items():
        found = list(rounds().values())
        formula, counted = golden.compare(found, golden.formula), golden.compare(found, golden.count)
        print(
            f"judging, {name} rounds: embedded TV {formula[0]} Spearman {formula[1]}; "
            f"praise count {counted[0]} {counted[1]}"
        )
