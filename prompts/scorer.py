"""Who judges a month: a protocol, and the embedded scorer that needs no model."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from rules import digest as rules
from rules.judgement import Record

PROMPT = Path(__file__).with_name("rewards.md")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a member got their score, people in it as <number>; `works` are the entries it rests on."""

    text: str
    works: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a scorer says: a score for each contributor, perhaps a reason. Untrusted until it is checked."""

    scores: Mapping[int, int]
    reasons: Mapping[int, Reason] = field(default_factory=dict)
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A month to be judged: its frozen digest, what it is judged by, and the texts and names a digest lacks.

    `texts` by their place in the digest; `names` are pairs of a name, handle or account and its member.
    """

    digest: Mapping[str, Any]
    prompt: str
    seed: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)
    names: Sequence[tuple[str, int]] = ()
    community: str = ""
    title: str = ""


class Answers(Protocol):
    """Where a scorer keeps what it is told, so that nothing is asked twice."""

    known: Sequence[Record]

    async def keep(self, record: Record) -> None:
        """Store an answer; whatever is raised ends the scoring."""


class Scorer(Protocol):
    """`name` and `version` stand in every post and bundle; `model` is what a run fixes, {} where none is asked.

    `frame` is what the model is told before the community's prompt.
    """

    name: str
    version: str
    frame: str

    @property
    def model(self) -> Mapping[str, Any]:
        """What the scores depend on beside the request."""

    async def score(self, case: Case, answers: Answers) -> Draft:
        """Judge a month. Whatever goes wrong is raised; nothing is paid by a draft that fails its check."""

    async def watch(self, case: Case, answers: Answers) -> str:
        """Ask what nobody is paid by, once a month is judged; why not, where it is not asked (REWARDS 3)."""


class Embedded:
    """Weighs praise and attestations by a fixed formula; the same digest always gets the same scores."""

    name = "embedded"
    version = "1"
    frame = ""
    model: Mapping[str, Any] = {}

    async def score(self, case: Case, answers: Answers) -> Draft:
        return Draft(rules.baseline(case.digest).scores)

    async def watch(self, case: Case, answers: Answers) -> str:
        return ""


class DraftError(Exception):
    """A draft that cannot be used; its text says why, for everybody to read."""


class Unoffered:
    """Stands for settings of a model that the operator has taken off the list: people decide what becomes of a month."""

    name, version, frame = "nobody", "1", ""
    model: Mapping[str, Any] = {}

    def __init__(self, choice: str) -> None:
        self.choice = choice

    async def score(self, case: Case, answers: Answers) -> Draft:
        raise DraftError(
            f"the prompt was adopted for the model setting {self.choice}, which is not offered here any more"
        )

    async def watch(self, case: Case, answers: Answers) -> str:
        return ""


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
    return "embedded, no model configured" if name == Embedded.name else name


@cache
def prompt() -> str:
    """The shipped first version of the community's prompt."""
    return PROMPT.read_text(encoding="utf-8")


def prompt_hash() -> str:
    return hashlib.sha256(prompt().encode()).hexdigest()
