"""Bringing in the history of a community: all rows of a file or none, in one change."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.records import CONTRIBUTIONS, PRAISE, Reader, Record
from rules import moments
from rules.errors import Refusal
from rules.moments import Month
from storage import communities, contributions, history, runs
from storage.store import Change, Store

KINDS = {PRAISE: contributions.PRAISE, CONTRIBUTIONS: contributions.LOG}


@dataclass(frozen=True, slots=True)
class Report:
    """What came in, how many people were new, and the lines that were wrong with the reason."""

    added: int = 0
    people: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Survey:
    """What a file holds: who is in it since when, which months, what is wrong."""

    names: dict[str, datetime] = field(default_factory=dict)
    months: set[str] = field(default_factory=set)
    bad: list[tuple[int, str]] = field(default_factory=list)

    def note(self, one: Record) -> None:
        self.months.add(one.month)
        for name in (one.by, *one.to):
            self.names[name] = min(one.at, self.names.get(name, one.at))


async def run(
    store: Store,
    community: str,
    kind: str,
    path: Path,
    columns: Mapping[str, str],
    only: Mapping[str, str],
    month: str | None = None,
    *,
    skip_bad: bool = False,
) -> Report:
    """Import a file of praise or contributions. With a bad row nothing comes in, unless `skip_bad`; Refusal.

    The file is read twice and never held in memory; the same rows of the same file come in once.
    """
    when = Month.parse(month) if month else None

    async def work(change: Change) -> Report:
        zone = moments.zone((await communities.get(change)).zone)
        reader = Reader(path, kind, columns, only, when, zone, change.now)
        return await _bring(change, reader, skip_bad=skip_bad)

    report: Report = await store.act(community, work)
    return report


async def _bring(change: Change, reader: Reader, *, skip_bad: bool) -> Report:
    found = survey(reader, ())
    frozen = [month for month in sorted(found.months) if await runs.frozen(change, month)]
    if frozen:
        found = survey(reader, frozen)
    if found.bad and not skip_bad:
        return Report(bad=found.bad)
    if not found.names:
        return Report(bad=found.bad)
    await _once(change, reader)
    ids, fresh = await history.people(change, found.names)
    added = await history.works(change, (_row(one, reader.kind, ids) for one in good(reader, frozen, [])))
    return Report(added, fresh, found.bad)


def survey(reader: Reader, frozen: Collection[str]) -> Survey:
    """Read the whole file once; rows of frozen months are bad."""
    found = Survey()
    for one in good(reader, frozen, found.bad):
        found.note(one)
    return found


def good(reader: Reader, frozen: Collection[str], bad: list[tuple[int, str]]) -> Iterator[Record]:
    """The rows that can come in; the others are noted in `bad`."""
    for one in reader.records():
        if not isinstance(one, Record):
            bad.append(one)
        elif one.month in frozen:
            bad.append(
                (one.line, f"{Month.parse(one.month).title} is frozen, so nothing can be added to it.")
            )
        else:
            yield one


def _row(one: Record, kind: str, ids: Mapping[str, int]) -> dict[str, Any]:
    facts = {"category": one.category, "link": one.link, "minutes": one.minutes}
    who = {"by": ids[one.by], "receivers": [ids[name] for name in one.to]}
    return {"kind": KINDS[kind], "what": one.text, "at": one.at, "month": one.month} | who | facts


async def _once(change: Change, reader: Reader) -> None:
    """Remember that these rows of this file are in; Refusal if they are already."""
    with reader.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    chosen = ",".join(f"{name}={value}" for name, value in sorted(reader.only.items()))
    mark = change.now.isoformat()

    async def work(_: Change) -> str:
        return f"{mark}/{change.number}"

    key = hashlib.sha256(f"{reader.kind}/{digest}/{chosen}".encode()).hexdigest()
    if await change.once(f"import/{key}", work) != f"{mark}/{change.number}":
        raise Refusal("These rows of this file were imported before; nothing was added.")
