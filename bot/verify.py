"""Recompute a month's rewards from its bundle, or a trial's checks from its report, with nothing but the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

from rules import bundle, tried
from rules.ledger import SHOWN, canonical
from rules.moments import Month
from rules.wording import count

GOOD, WRONG, UNREADABLE = 0, 1, 2


def main(path: Path) -> int:
    """Print the verdict; 0 if everything follows, 1 for the first difference, 2 if there is no such file."""
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        typer.echo(f"{path} cannot be read: {error.strerror}.")
        return UNREADABLE
    except UnicodeDecodeError:
        typer.echo(f"{path} is no bundle: it is not text.")
        return UNREADABLE
    fault = judged(text)
    typer.echo(fault or verdict(json.loads(text)))
    return WRONG if fault else GOOD


def judged(text: str) -> str:
    """The first thing that is wrong with a bundle, or nothing."""
    try:
        data = json.loads(text)
        spelled = canonical(data)
    except (ValueError, RecursionError) as error:
        return f"This is no bundle: {error}."
    if not isinstance(data, dict):
        return "This is no bundle of a month's rewards."
    if fault := tried.check(data) if is_trial(data) else bundle.check(data):
        return fault
    return "" if spelled == text else "The file is spelled in another way than it was published."


def is_trial(data: dict[str, Any]) -> bool:
    """Whether it is the report of a trial."""
    return data.get("format") == tried.FORMAT


def verdict(data: dict[str, Any]) -> str:
    """What was found right, and which entries to look for in the ledger."""
    if is_trial(data):
        rests = " stands on the ballot" if data["proposal"] else ""
        hash_ = f"Report {tried.mark(data)[:SHOWN]}…{rests}."
        return f"The trial {data['verdict']}: every check follows from the scores.\n  {hash_}"
    title, payments = Month.parse(data["month"]).title, data["payments"]
    lines = sum(len(one["lines"]) for one in payments)
    booked = [
        f"  {one['entry']['id']}: entry {one['entry']['number']}, hash {one['hash'][:SHOWN]}…"
        for one in payments
    ]
    scorer = f"{data['scorer']} {data['version']}"
    scores = count(len(data["scores"]), "score")
    recomputed = "recomputed" if bundle.judged(data) is not None else "taken as they are"
    answers = f" from {count(len(data['answers']), 'answer')}" if data["answers"] else ""
    return "\n".join(
        [
            f"{title}: everything follows.",
            f"  {scores} by {scorer}, {recomputed}{answers}; {count(lines, 'line')} paid.",
            *booked,
            "  `audit verify` with such a hash says whether the community's ledger holds it.",
        ]
    )
