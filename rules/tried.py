"""The report of a trial: the numbers that were measured, the checks that follow from them, and what they come to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any

from rules import allocation, comparing, gate, trial
from rules.comparing import Compared
from rules.ledger import canonical
from rules.trial import FAILED, HARD, OPEN, PASSED, Check

FORMAT = "trial/1"
FACTS = frozenset(
    {"format", "community", "proposal", "trial", "prompt", "active", "curve", "cap", "months", "model"}
    | {"drawn", "seed", "stopped", "used", "evidence", "checks", "verdict"}
)
POT = 1_000_000
ACTIVE, CANDIDATE = "active", "candidate"


def seed(prompt: str, active: str, months: Sequence[Sequence[str]], drawn: str) -> str:
    """The seed of a trial: SHA-256 of both prompts' hashes, the months' and 32 random bytes in hex, drawn last."""
    words = [prompt, active, *(mark for _, mark in months), drawn]
    return hashlib.sha256("".join(words).encode()).hexdigest()


def written(facts: Mapping[str, Any], evidence: Mapping[str, Any], stopped: str = "") -> dict[str, Any]:
    """A report; `stopped` says why not everything was asked, if so."""
    found = gate.checks(evidence)
    checks = [spelled(one) for one in found]
    said = {"evidence": dict(evidence), "checks": checks, "verdict": verdict(found), "stopped": stopped}
    return {"format": FORMAT} | dict(facts) | said


def verdict(checks: Iterable[Check]) -> str:
    """Whether a vote may open: every hard check passed; one that failed weighs more than one that is not decided."""
    hard = [one for one in checks if one.name in HARD]
    if any(one.verdict == FAILED for one in hard):
        return FAILED
    return PASSED if trial.passes(hard) else OPEN


def spelled(one: Check) -> dict[str, Any]:
    """A check as JSON; fractions as text, since a report has one spelling."""
    numbers = {name: decimal(getattr(one, name)) for name in ("value", "limit", "error")}
    return {"name": one.name, "number": one.number, "verdict": one.verdict} | numbers


def decimal(value: float) -> str:
    """A figure of a check with four decimals; an endless one is `inf`."""
    return f"{value:.{trial.PLACES}f}" if isfinite(value) else "inf"


@dataclass(frozen=True, slots=True)
class Month:
    """How both prompts divide one month; `compared` is None where one of them divided nothing."""

    title: str
    community: str
    active: Mapping[int, int]
    candidate: Mapping[int, int]
    compared: Compared | None


def months(report: Mapping[str, Any]) -> list[Month]:
    """The months of a report, each compared."""
    return [_month(one) for one in report["evidence"]["months"]]


def _month(one: Mapping[str, Any]) -> Month:
    sides = (one[side]["shares"] for side in (ACTIVE, CANDIDATE))
    active, candidate = ({int(who): part for who, part in side.items()} for side in sides)
    whole = sum(active.values()) and sum(candidate.values())
    compared = comparing.compare(active, candidate) if whole else None
    return Month(one["title"], one["community"], active, candidate, compared)


def divided(scores: Mapping[int, int], curve: str, cap: int) -> dict[str, int]:
    """What scores make of a million, by member; `cap` is the largest share in basis points."""
    preset = Fraction(cap, 10_000)
    lines = allocation.allocate(POT, scores, len(scores), curve=curve, preset=preset).lines
    return {str(one): amount for one, amount in sorted(lines.items())}


def factors(report: Mapping[str, Any]) -> list[int]:
    """How lenient each answer under the new prompt was against the others about its month, in thousandths."""
    found = [_corrected(one[CANDIDATE]).factors for one in report["evidence"]["months"]]
    return [1000 * one // (2 * allocation.ONE) for month in found for one in month if one is not None]


def _corrected(side: Mapping[str, Any]) -> allocation.Corrected:
    return allocation.correct([dict(answer) for answer in side["answers"]])


def _misdivided(report: Mapping[str, Any]) -> str:
    """The first month whose shares do not follow from its answers, in words, or nothing."""
    for one in report["evidence"]["months"]:
        for side in (ACTIVE, CANDIDATE):
            given, short = one[side]["shares"], one[side]["short"]
            right = divided(_corrected(one[side]).scores, report["curve"], report["cap"])
            if given and not short and given != right:
                return f"The shares of {one['title']} under the {side} prompt do not follow from its answers."
    return ""


def check(report: Mapping[str, Any]) -> str:
    """Recompute everything after the scores; the first difference in words, or nothing."""
    try:
        return _first(report)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError) as error:
        return f"The report is not whole: {type(error).__name__} {error}."


def _first(report: Mapping[str, Any]) -> str:
    if report["format"] != FORMAT:
        return f"The format is {report['format']!r}, not {FORMAT!r}."
    if unknown := sorted(set(report) ^ FACTS):
        return f"The report lacks something, or holds something it should not: {unknown[0]}."
    if seed(report["prompt"], report["active"], report["months"], report["drawn"]) != report["seed"]:
        return "The seed does not follow from the prompts, the months and the bytes that were drawn."
    right = written({}, report["evidence"])
    for wanted, given in zip(right["checks"], report["checks"], strict=False):
        if wanted != given:
            return f"The check of {wanted['name']} says {given} and should say {wanted}."
    if len(right["checks"]) != len(report["checks"]):
        return "The report has another number of checks than there are."
    if right["verdict"] != report["verdict"]:
        return f"The verdict is {report['verdict']!r} and should be {right['verdict']!r}."
    months(report), factors(report)
    return _misdivided(report)


def mark(report: Mapping[str, Any]) -> str:
    """The hash of a report, which stands on the ballot."""
    return hashlib.sha256(canonical(report).encode()).hexdigest()


def read(data: bytes) -> dict[str, Any]:
    """A report from its bytes; TypeError or ValueError where it is none."""
    found = json.loads(data)
    if not isinstance(found, dict):
        raise TypeError("This is no report of a trial.")
    return found
