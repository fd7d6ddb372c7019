"""Ordinary or constitutional: the level of a proposal, and the periods and thresholds it brings (RULES 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from rules import verdict
from rules.presets import KINDS
from rules.verdict import WHOLE, Thresholds

WINDOW = timedelta(days=30)  # in which ordinary money adds up
RETURN = timedelta(days=90)  # in which a prompt may go back to its predecessor


class Level(StrEnum):
    """How much a decision asks of the community."""

    ORDINARY = "ordinary"
    CONSTITUTIONAL = "constitutional"


ORDINARY, CONSTITUTIONAL = Level


@dataclass(frozen=True, slots=True)
class Terms:
    """What a proposal lives by: its periods and its thresholds."""

    discussion: timedelta
    voting: timedelta
    timelock: timedelta
    grace: timedelta
    extension: timedelta
    thresholds: Thresholds


def level(
    kind: str,
    *,
    within: bool = False,
    mints: bool = False,
    returns: bool = False,
    short: bool = False,
) -> Level:
    """The level of one part of a proposal (RULES 4, 5).

    `within` says that money stays in the ordinary limit, `mints` that tokens are made, `returns` that a prompt
    goes back to its predecessor, `short` that a role makes a treasurer while treasurers are missing.
    ValueError for a kind there is not.
    """
    if kind not in KINDS:
        raise ValueError(f"There is no kind {kind}.")
    if mints:
        return CONSTITUTIONAL
    ordinary = {
        "signal": True,
        "spend": within,
        "budget": within,
        "prompt": returns,
        "role": short,
    }
    return ORDINARY if ordinary.get(kind, False) else CONSTITUTIONAL


def highest(levels: Iterable[Level]) -> Level:
    """The highest level of what a proposal contains."""
    return CONSTITUTIONAL if CONSTITUTIONAL in tuple(levels) else ORDINARY


def within_limit(asked: int, spent: int, treasury: int, limit: int) -> bool:
    """Whether an ordinary vote may spend this of an asset; base units, the limit in hundredths of a percent.

    `spent` is what all other ordinary proposals on it ask that are live or were executed in the last 30 days,
    `asked` all periods of a budget together. ValueError for a negative amount.
    """
    if min(asked, spent, treasury, limit) < 0:
        raise ValueError("An amount is not negative.")
    return (spent + asked) * WHOLE <= treasury * limit


def in_window(executed: datetime | None, now: datetime) -> bool:
    """Whether ordinary money still counts: of a live proposal (None) always, of an executed one for 30 days."""
    return executed is None or now - executed <= WINDOW


def is_return(wanted: str, predecessor: str, since: datetime, now: datetime) -> bool:
    """Whether a prompt goes back to its predecessor within 90 days after it was replaced, by their hashes."""
    return wanted == predecessor and now - since <= RETURN


def terms(values: Mapping[str, Any], of: Level, changes: Mapping[str, Any] | None = None) -> Terms:
    """The terms of a level under these parameter values.

    `changes` are what a `parameter` proposal would set: it must pass by the stricter of old and new, each.
    """
    now = _terms(values, of)
    return stricter(now, _terms({**values, **changes}, of)) if changes else now


def stricter(old: Terms, new: Terms) -> Terms:
    """The longer of each two periods, and the higher of each two thresholds (RULES 4)."""
    return Terms(
        max(old.discussion, new.discussion),
        max(old.voting, new.voting),
        max(old.timelock, new.timelock),
        max(old.grace, new.grace),
        max(old.extension, new.extension),
        verdict.stricter(old.thresholds, new.thresholds),
    )


def _terms(values: Mapping[str, Any], of: Level) -> Terms:
    def period(name: str) -> timedelta:
        return timedelta(seconds=values[name])

    return Terms(
        period(f"{of}_discussion"),
        period(f"{of}_voting"),
        period(f"{of}_timelock"),
        period("grace"),
        period("extension"),
        Thresholds(
            values[f"{of}_quorum"],
            values[f"{of}_differential"],
            values[f"{of}_approval"],
            values[f"{of}_min_voters"],
        ),
    )
