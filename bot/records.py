"""Reading the history of a community from a file: CSV or JSON lines, one act a row."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rules import moments, work
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import listed
from storage import members

PRAISE, CONTRIBUTIONS = "praise", "contributions"
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {  # what a column is called where nobody says otherwise
    PRAISE: {"to": ("to",), "by": ("by", "from"), "text": ("text", "why"), "date": ("date", "at")},
    CONTRIBUTIONS: {
        "by": ("by", "from", "author"), "text": ("text", "what"), "date": ("date", "at"), "with": ("with",),
        "category": ("category",), "hours": ("hours",), "link": ("link",),
    },
}  # fmt: skip
NEEDED = {PRAISE: ("to", "by"), CONTRIBUTIONS: ("by", "text")}
LONGEST_NAME, LONGEST_TEXT, MOST_PEOPLE = 64, 10_000, 100
DASH = "–"
DAY = len("2026-11-30")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Record:
    """One act: who, for whom, what, when, and the month it counts for. Names as the file has them."""

    line: int
    by: str
    to: tuple[str, ...]
    text: str
    at: datetime
    month: str
    category: str = ""
    link: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """How a file is read: `columns` maps our names to the file's, `only` keeps rows with these values."""

    path: Path
    kind: str
    columns: Mapping[str, str]
    only: Mapping[str, str]
    month: Month | None
    zone: ZoneInfo
    now: datetime
    known: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in COLUMNS:
            raise Refusal(f"Import {listed(list(COLUMNS), 'or')}, not {self.kind[:40]!r}.")
        if unknown := set(self.columns) - set(COLUMNS[self.kind]):
            known = listed(list(COLUMNS[self.kind]))
            raise Refusal(f"There is no column {min(unknown)[:40]!r} to map; {self.kind} has {known}.")
        if self.month and self.month > Month.of(self.now, self.zone):
            raise Refusal(f"{self.month.title} has not begun yet.")

    def records(self) -> Iterator[Record | tuple[int, str]]:
        """Every row that is meant: read, or its line with what is wrong with it; one at a time."""
        for line, row in rows(self.path, self.fits):
            if isinstance(row, str):
                yield line, row
            elif all(str(row.get(name)) == value for name, value in self.only.items()):
                try:
                    yield self.record(line, row)
                except Refusal as no:
                    yield line, str(no)

    def record(self, line: int, row: Mapping[str, Any]) -> Record:
        """Read one row; Refusal says what is wrong with it."""
        called = self._called(tuple(row))
        given = {name: row.get(column) for name, column in called.items()}
        for name in NEEDED[self.kind]:
            if not given[name] or not str(given[name]).strip():
                raise Refusal(f"{called[name]} is empty.")
        by, text = person(given["by"]), plain(given.get("text"))
        at = self._moment(given["date"])
        month = str(self.month or month_of(at, self.zone))
        if self.kind == PRAISE:
            return Record(line, by, people(given["to"]), text or DASH, at, month)
        more = people(given["with"]) if given["with"] else ()
        facts = {
            "category": work.category(str(given["category"])) if given["category"] else "",
            "link": work.link(str(given["link"]).strip()) if given["link"] else "",
        }
        minutes = minutes_of(str(given["hours"]).strip()) if given["hours"] else 0
        return Record(
            line, by, tuple(dict.fromkeys((by, *more))), text or DASH, at, month, **facts, minutes=minutes
        )

    def fits(self, names: Collection[str]) -> None:
        """Refusal unless a table with these columns has all that is needed."""
        asked = {*self.columns.values(), *self.only}
        asked |= {column for name, column in self._called(tuple(names)).items() if name in NEEDED[self.kind]}
        if lacking := asked - set(names):
            has = listed(list(names)) or "none"
            raise Refusal(
                f"The file has no column {min(lacking)!r}; it has {has}. Say which with name=column."
            )

    def _called(self, names: tuple[str, ...]) -> dict[str, str]:
        """What the file calls our columns, in a row with these names."""
        if names not in self.known:
            usual = COLUMNS[self.kind].items()
            found = {name: next((one for one in ours if one in names), ours[0]) for name, ours in usual}
            self.known[names] = found | dict(self.columns)
        return self.known[names]

    def _moment(self, given: Any) -> datetime:
        text = str(given or "").strip()
        if not text and self.month:
            return self.month.start(self.zone)
        if not text:
            raise Refusal("date is empty; say --month if all rows are of one month.")
        at = moment(text, self.zone)
        if at > self.now:
            raise Refusal(f"{text[:40]} lies in the future.")
        return at


month_of = lru_cache(4096)(Month.of)
minutes_of = lru_cache(4096)(work.minutes)


@lru_cache(4096)
def moment(text: str, zone: ZoneInfo) -> datetime:
    """A day or a moment in ISO form; without an offset it is local. Whole seconds UTC; Refusal otherwise."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(f"{text[:40]!r} is no date such as 2026-11-30 or 2026-11-30T18:00:00+00:00.") from None
    if not moments.FIRST_YEAR < found.year < moments.LAST_YEAR:
        raise Refusal(f"{text[:40]} is not in a year that can be counted.")
    if len(text) == DAY:
        return moments.midnight(found.date(), zone)
    aware = found if found.tzinfo else found.replace(tzinfo=zone)
    return aware.astimezone(UTC).replace(microsecond=0)


def person(given: Any) -> str:
    """A name on one line; Refusal for none and for what is no name."""
    name = members.clean(str(given))
    if not name:
        raise Refusal("A name is empty.")
    if len(name) > LONGEST_NAME:
        raise Refusal(f"The name {name[:20]}… is longer than {LONGEST_NAME} characters.")
    return name


def people(given: Any) -> tuple[str, ...]:
    """One or more names: a list in JSON, in a text with ; between them."""
    some = given if isinstance(given, list) else str(given).split(";")
    names = tuple(dict.fromkeys(person(one) for one in some if str(one).strip()))
    if not 0 < len(names) <= MOST_PEOPLE:
        raise Refusal(f"A row names 1 to {MOST_PEOPLE} people, not {len(names)}.")
    return names


def plain(given: Any) -> str:
    """The text, without control characters; '' where there is none."""
    text = CONTROL.sub("", str(given if given is not None else "")).strip()
    if len(text) > LONGEST_TEXT:
        raise Refusal(f"The text has {len(text):,} characters; at most {LONGEST_TEXT:,} fit.")
    return text


def rows(path: Path, fits: Callable[[Collection[str]], None]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """The rows of a file by line, or what is wrong with one; Refusal where nothing can be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            yield from lines(file) if head.lstrip().startswith("{") else table(file, head, fits)
    except OSError as error:
        raise Refusal(f"I cannot read {path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Refusal(f"{path} is not text in UTF-8; save it as UTF-8 and try again.") from None


def lines(file: Any) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """JSON lines: one object a line, empty lines passed over."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        yield number, row if isinstance(row, dict) else "This is no JSON object."


def table(
    file: Any, head: str, fits: Callable[[Collection[str]], None]
) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """CSV with a head; columns are divided by whichever of , ; and tab the head has most of."""
    reader = csv.reader(file, delimiter=max(",;\t", key=head.count), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        fits(names)
        start = reader.line_num + 1
        for fields in reader:
            if fields and len(fields) != len(names):
                yield start, f"There are {len(fields)} columns where the head has {len(names)}."
            elif fields:
                yield start, dict(zip(names, fields, strict=True))
            start = reader.line_num + 1
    except csv.Error as error:
        yield reader.line_num, f"This is no CSV: {error}."
