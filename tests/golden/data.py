"""Records of real communities, read where they are; tests that need them skip where they are not."""

import csv
import json
import os
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]
Shares = Mapping[int, int] | Mapping[int, Fraction] | Mapping[int, int | Fraction]

FOLDER = Path(os.environ.get("REWARD_DATA") or Path(__file__).parents[3] / "shared" / "data")
needs = pytest.mark.skipif(
    not (FOLDER / "README.md").is_file(),
    reason="the reward data sets are not here; REWARD_DATA names their folder",
)

OLDER, NEWER = range(8, 18), range(1, 13)


def rows(name: str) -> list[Row]:
    """The rows of a JSON lines or CSV file; fractional numbers of JSON are exact."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        if name.endswith(".csv"):
            return list(csv.DictReader(file))
        return [json.loads(line, parse_float=Fraction) for line in file]


def document(name: str) -> Any:
    """A JSON document; fractional numbers are exact."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"), parse_float=Fraction)


def older() -> dict[int, list[Row]]:
    """Praise of 2020 and 2021 by round; a row's `worth` is its share by people.

    One row has no receiver and is left out; the ten without a share count as praise that people gave nothing.
    """
    found = [row for row in rows("praise_ih_2020_2021.jsonl") if row["to"]]
    return by_round(
        (row | {"worth": Fraction(row.get("share") or 0), "said": row["text"]} for row in found), OLDER
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
    """Total variation between two divisions of a whole: 0 the same, 1 nothing in common."""
    first, second = sum(one.values()), sum(other.values())
    members = {*one, *other}
    return float(
        sum(abs(Fraction(one.get(m, 0)) / first - Fraction(other.get(m, 0)) / second) for m in members) / 2
    )


def spearman(one: Shares, other: Shares) -> float:
    """Rank correlation of two divisions; ties share the mean rank."""
    members = sorted({*one, *other})
    first, second = (ranks([division.get(member, 0) for member in members]) for division in (one, other))
    middle = (len(members) - 1) / 2
    covariance = sum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    spread = sum((a - middle) ** 2 for a in first) * sum((b - middle) ** 2 for b in second)
    return float(covariance / spread**0.5)


def ranks(values: list[Any]) -> list[float]:
    """The place of each value from 0; equal values share the mean of their places."""
    places: dict[Any, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [sum(places[value]) / len(places[value]) for value in values]
