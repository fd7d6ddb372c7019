"""Real rounds as months that a model could judge: digest, texts, names, and what people gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any

from prompts import scorer
from prompts.scorer import Case
from rules import digest
from rules.digest import Deed
from tests.golden import data
from tests.golden.data import Row

SETTINGS: Mapping[str, Any] = {
    "samples": 5,
    "curve": "linear",
    "cap": 2500,
    "min_line": {},
    "small_month": 0,
    "model": {"name": "scripted"},
}
WITH_TEXT = (
    *(("early", number) for number in data.EARLY),
    *(("older", number) for number in data.OLDER),
    ("newer", 5),
    ("newer", 6),
)
SETS: Mapping[str, Callable[[], dict[int, list[Row]]]] = {
    "early": cache(lambda: data.older(data.EARLY)),
    "older": cache(data.older),
    "newer": cache(data.newer),
}


@dataclass(frozen=True)
class Round:
    """A round as a month. `panel`: what people gave a contributor; `praises`: how often they were praised."""

    set: str
    number: int
    digest: Mapping[str, Any]
    texts: Mapping[int, str]
    members: Mapping[str, int]
    panel: Mapping[int, Fraction]
    praises: Mapping[int, int]

    @property
    def name(self) -> str:
        return f"{self.set} {self.number}"

    @property
    def people(self) -> int:
        """How many contributors the month has."""
        return len(self.digest["contributors"])

    def case(self, seed: str, samples: int = 5) -> Case:
        """What a model is given of this month; everybody is known by their pseudonym."""
        settings = {**SETTINGS, "samples": samples}
        names = tuple(self.members.items())
        return Case(
            self.digest, scorer.prompt(), seed, settings, self.texts, names, "Rounds", self.digest["month"]
        )


def seed(number: int) -> str:
    """A seed that looks as a real one does."""
    return sha256(f"round/{number}".encode()).hexdigest()


def month(name: str, number: int, rows: Iterable[Row]) -> Round:
    """A round as a month: every row is one praise for one member, as the importer takes it in."""
    made = sorted(rows, key=lambda row: row["i"])
    members = data.ids(one for row in made for one in (row["to"], row["from"]))
    deeds = [deed(row, members) for row in made]
    frozen = digest.build("rounds", "2026-11", "UTC", deeds)
    said = {row["i"] + 1: row["text"] for row in made if row.get("text")}
    texts = {work["text"]: said[work["id"]] for work in frozen["works"] if work["id"] in said}
    panel: dict[int, Fraction] = {}
    for row in made:
        panel[members[row["to"]]] = panel.get(members[row["to"]], Fraction(0)) + row["worth"]
    praises = Counter(members[row["to"]] for row in made)
    return Round(name, number, frozen, texts, members, dict(sorted(panel.items())), praises)


def deed(row: Row, members: Mapping[str, int]) -> Deed:
    """A row as a praise; where no text is published, its fingerprint stands for it."""
    text = row["said"] if isinstance(row["said"], str) else repr(row["said"])
    seal = sha256(text.encode()).hexdigest()
    return Deed(row["i"] + 1, "praise", members[row["from"]], (members[row["to"]],), text, seal, row["date"])


def real(name: str, number: int) -> Round:
    """One round of a set: `early`, `older` or `newer`."""
    return month(name, number, SETS[name]()[number])


def few(name: str, number: int, people: int) -> Round:
    """A round with as many of its contributors as are wanted, taken evenly by rank from first to last."""
    rows = SETS[name]()[number]
    worth: Counter[str] = Counter()
    for row in rows:
        worth[row["to"]] += row["worth"]
    ranked = [one for one, total in worth.most_common() if total]
    chosen = {ranked[place * (len(ranked) - 1) // (people - 1)] for place in range(people)}
    return month(name, number, [row for row in rows if row["to"] in chosen])


def raw(rows: Iterable[Row]) -> int:
    """The characters of all texts of a round, one text to many counted once for each who received it."""
    return sum(len(row.get("text") or "") for row in rows)


def renamed(case: Case, texts: Mapping[int, str], names: Sequence[tuple[str, int]]) -> Case:
    """The same case with other texts and names."""
    return replace(case, texts=texts, names=names)
