"""Who judges a month: a protocol, and the embedded scorer that needs no model."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from rules import digest as rules

PROMPT = Path(__file__).with_name("rewards.md")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a scorer says: a score for each contributor, perhaps a reason. Untrusted until it is checked."""

    scores: Mapping[int, int]
    reasons: Mapping[int, str] = field(default_factory=dict)
    raw: str = ""


class Scorer(Protocol):
    """`name` and `version` stand in every post and bundle."""

    name: str
    version: str

    async def score(self, digest: Mapping[str, Any], prompt: str, seed: str) -> Draft:
        """Judge a month. Whatever goes wrong is raised; nothing is paid by a draft that fails its check."""


class Embedded:
    """Weighs praise and attestations by a fixed formula; the same digest always gets the same scores."""

    name = "embedded"
    version = "1"

    async def score(self, digest: Mapping[str, Any], prompt: str, seed: str) -> Draft:
        return Draft(rules.baseline(digest).scores)


class DraftError(Exception):
    """A draft that cannot be used."""


def checked(draft: Draft, digest: Mapping[str, Any]) -> dict[int, int]:
    """The scores, if they name every contributor and are whole and not negative; else DraftError."""
    wanted, given = set(digest["contributors"]), draft.scores
    if set(given) != wanted:
        raise DraftError(
            f"{len(wanted - set(given))} contributors have no score, {len(set(given) - wanted)} are unknown"
        )
    if wrong := next((one for one, value in given.items() if type(value) is not int or value < 0), None):
        raise DraftError(f"the score of {wrong} is {given[wrong]!r}")
    return dict(sorted(given.items()))


def label(name: str) -> str:
    """How a scorer is called in every post."""
    return "no model configured: embedded scorer" if name == Embedded.name else name


@cache
def prompt() -> str:
    """The shipped first version of the community's prompt."""
    return PROMPT.read_text(encoding="utf-8")


def prompt_hash() -> str:
    return hashlib.sha256(prompt().encode()).hexdigest()
