"""Records of real communities, read where they are; tests that need them skip where they are not."""

import csv
import json
import os
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rules import measures
from rules.measures import Shares

Row = dict[str, Any]

FOLDER = Path(os.environ.get("REWARD_DATA") or Path(__file__).parents[3] / "shared" / "data")
needs = pytest.mark.skipif(
    not (FOLDER / "README.md").is_file(),
    reason="the reward data sets are not here; REWARD_DATA names their folder",
)

EARLY, OLDER, NEWER = range(6, 8), range(8, 18), range(1, 13)


def rows(name: str) -> list[Row]:
    """The rows of a JSON lines or CSV file; fractional numbers of JSON are exact."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        if name.endswith(".csv"):
            return list(csv.DictReader(file))
        return [json.loads(line, parse_float=Fraction) for line in file]


def document(name: str) -> Any:
    """A JSON document; fractional numbers are exact."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"), parse_float=Fraction)


def older(rounds: range = OLDER) -> dict[int, list[Row]]:
    """Praise of 2020 and 2021 by round; a row's `worth` is its share by people.

    One row has no receiver and is left out; the ten without a share count as praise that people gave nothing.
    """
    found = [row for row in rows("praise_ih_2020_2021.jsonl") if row["to"]]
    return by_round(
        (row | {"worth": Fraction(row.get("share") or 0), "said": row["text"]} for row in found), rounds
    )


def newer() -> dict[int, list[Row]]:
    """Praise of 2021 and 2022 by round; a row's `worth` is its published average.

    Where texts are not published, praises of one giver, day and length are taken for one text.
    """
    found = rows("tec_scores_r01_r12.jsonl") + rows("praise_tec_r05_r06.jsonl")
    said = (
        row | {"worth": Fraction(row["avg"]), "said": row.get("text") or (row["date"], row["len"])}
        for row in found
    )
    return by_round(said, NEWER)


def by_round(found: Iterable[Row], rounds: range) -> dict[int, list[Row]]:
    """Rows by round, in the order they were made."""
    ordered: dict[int, list[Row]] = {number: [] for number in rounds}
    for row in sorted(found, key=lambda row: row["i"]):
        if row["round"] in ordered:
            ordered[row["round"]].append(row)
    return ordered


def ids(names: Iterable[str]) -> dict[str, int]:
    """Pseudonyms as member ids."""
    return {name: number for number, name in enumerate(sorted(set(names)), 1)}


def variation(one: Shares, other: Shares) -> float:
    """Total variation between two divisions of a whole."""
    return float(measures.variation(one, other))


def spearman(one: Shares, other: Shares) -> float:
    """Rank correlation of two divisions that are not flat."""
    found = measures.spearman(one, other)
    assert found is not None
    return found
