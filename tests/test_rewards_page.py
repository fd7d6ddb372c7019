"""docs/rewards.md says what the program computes: its worked month and its example are done again here."""

import re
from pathlib import Path

import pytest

from rules import bundle, digest, presets
from rules.allocation import ONE, allocate, correct
from rules.digest import Deed
from rules.parameters import preset

PAGE = (Path(__file__).parent.parent / "docs" / "rewards.md").read_text(encoding="utf-8")
PEOPLE = {"ana": 1, "ben": 2, "cy": 3, "dee": 4}
AT = "2026-11-03T10:00:00+00:00"


def table(head: str) -> list[list[str]]:
    """The rows of the table that begins with this line."""
    lines = PAGE.partition(f"{head}\n")[2].splitlines()[1:]
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def many(cell: str) -> tuple[int, ...]:
    return tuple(PEOPLE[name] for name in cell.split())


def test_the_worked_month() -> None:
    deeds = [
        Deed(int(n), kind, PEOPLE[by], many(to), f"text {n}", "", AT, attested=many(attested))
        for n, kind, by, to, attested in table("| # | what | by | for | attested by |")
    ]
    month = digest.build("garden", "2026-11", "UTC", deeds)
    chosen = preset(presets.SMALL)
    settings = {"curve": "linear", "cap": chosen["reward_cap"], "small_month": 0, "min_line": {}}
    scores = digest.baseline(month).scores
    paid = bundle.amounts(scores, {"LEAF": 1000 * 10**6}, settings, month)["LEAF"]
    shown = {PEOPLE[who]: (score, amount) for who, score, amount in table("| who | score | amount |")}
    assert {one: f"{score:,}" for one, score in scores.items()} == {n: one for n, (one, _) in shown.items()}
    assert {int(n): f"{a / 10**6:.6f}" for n, a in paid.items()} == {n: one for n, (_, one) in shown.items()}
    assert f"{sum(scores.values()) // 4:,}" in PAGE


def test_the_example_of_batches() -> None:
    rows = table("| sample | first batch | second batch |")
    batches = [
        {ord(name) - 64: int(score) for name, score in re.findall(r"([A-F]) (\d+)", cell)}
        for row in rows
        for cell in row[1:]
    ]
    scores = correct(batches).scores
    said = {chr(64 + one): score // (2 * ONE) for one, score in sorted(scores.items())}
    assert ", ".join(f"{name} {score}" for name, score in said.items()) in PAGE
    lines = allocate(1_000_000, scores, 6).lines
    told = re.search(r"get (\S+) each, D (\S+), E (\S+), F ([\d,]+)", PAGE)
    assert told is not None
    assert list(told.groups()) == [f"{lines[one]:,}" for one in (1, 4, 5, 6)]


@pytest.mark.parametrize(("people", "worth"), [(1, "1,000,000"), (2, "707,106"), (3, "577,350")])
def test_what_one_text_gives_each_of_several(people: int, worth: str) -> None:
    month = digest.build(
        "g", "2026-11", "UTC", [Deed(1, "praise", 1, tuple(range(2, 2 + people)), "t", "", AT)]
    )
    assert f"{digest.baseline(month).scores[2]:,}" == worth
    assert worth in PAGE
