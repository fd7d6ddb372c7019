"""Engagement gates: figures a community has to reach before a budget opens (RULES 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from rules import moments
from rules.errors import Refusal
from rules.wording import count, listed

# What is counted, and how it is called: only members who are not new, only work that others of them attest.
FIGURES = {"members": "active member", "voters": "voter", "contributions": "attested contribution"}
MOST = 1_000_000
SHORTEST, LONGEST = timedelta(days=1), timedelta(days=365)
EXAMPLE = "20 members, 10 voters, 50 contributions in 30d"

_PART = re.compile(r"([0-9]{1,7}) +(members?|voters?|contributions?)")


def parse(text: str) -> dict[str, int]:
    """Read `20 members, 10 voters in 30d`: figures to reach, and the window in seconds; else Refusal."""
    figures, between, window = text.strip().lower().partition(" in ")
    parts = [_PART.fullmatch(one.strip()) for one in figures.split(",")]
    if not between or not all(parts):
        raise Refusal(f"A gate is said like this: {EXAMPLE}.")
    gate = {f"{one[2].rstrip('s')}s": int(one[1]) for one in parts if one}
    if len(gate) < len(parts) or not all(0 < figure <= MOST for figure in gate.values()):
        raise Refusal(f"Each figure of a gate is said once, and is between 1 and {MOST:,}.")
    length = moments.duration(window)
    if not SHORTEST <= length <= LONGEST:
        raise Refusal("The window of a gate is between a day and a year.")
    return gate | {"window": length // timedelta(seconds=1)}


def reached(gate: Mapping[str, int], figures: Mapping[str, int]) -> bool:
    """Whether every figure of a gate is reached."""
    return all(figures[name] >= gate[name] for name in FIGURES if name in gate)


def asked(gate: Mapping[str, int]) -> str:
    """What a gate asks for: `20 active members and 10 voters in 30 days`."""
    parts = [count(gate[name], called) for name, called in FIGURES.items() if name in gate]
    return f"{listed(parts)} in {moments.span(timedelta(seconds=gate['window']))}"


def told(gate: Mapping[str, int], figures: Mapping[str, int]) -> str:
    """How far a community is: `12 of 20 active members and 10 of 10 voters`."""
    parts = [
        f"{figures[name]:,} of {count(gate[name], called)}"
        for name, called in FIGURES.items()
        if name in gate
    ]
    return listed(parts)
