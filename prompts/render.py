"""What a model is asked: frame, community prompt, and one batch as data (REWARDS 1.2 and 2).

The system message is the same for a whole run. Everything written by people stands in the user message,
between boundaries and joined by a marker that are drawn for this request alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from prompts import placeholders
from prompts.client import Request
from prompts.scorer import Case
from prompts.texts import MARKERS, READ, Names, anonymous, clean, cut, marked
from rules import answers, dealing
from rules.dealing import Seat
from rules.digest import BOUNTY, PRAISE
from rules.reading import Fields
from rules.wording import count

ERASED = "[erased]"
LONGEST_CATEGORY = 40
SCORE = {
    "type": "object",
    "properties": {
        "member": {"type": "string"},
        "score": {"type": "integer", "minimum": 0, "maximum": answers.HIGHEST},
        "reason": {"type": "string"},
        "evidence": {"type": "array", "items": {"type": "string"}},
        "flags": {"type": "array", "items": {"type": "string", "enum": list(answers.FLAGS)}},
    },
    "required": ["member", "score", "reason", "evidence", "flags"],
    "additionalProperties": False,
}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"scores": {"type": "array", "items": SCORE}},
    "required": ["scores"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A request, who its labels stand for, and which texts of the digest are T1, T2 …"""

    request: Request
    people: Mapping[str, int]
    places: tuple[tuple[int, ...], ...]


@dataclass
class Labels:
    """M01 … for the members of a batch, P01 … for everybody else in the order they come up."""

    of: dict[int, str]
    others: int = 0

    def __call__(self, member: int) -> str:
        if member not in self.of:
            self.others += 1
            self.of[member] = f"P{self.others:02}"
        return self.of[member]


@dataclass
class Texts:
    """The texts of one request, T1, T2 …: each once, however many wrote or received it."""

    marker: str
    numbers: dict[str, int] = field(default_factory=dict)
    found: list[list[int]] = field(default_factory=list)
    label: dict[int, str] = field(default_factory=dict)

    def add(self, place: int, text: str) -> None:
        number = self.numbers.setdefault(text, len(self.found) + 1)
        if number > len(self.found):
            self.found.append([])
        self.found[number - 1].append(place)
        self.label[place] = f"T{number}"

    @property
    def places(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(places) for places in self.found)


class Month:
    """A case made ready: its texts cleaned once, its works found by member."""

    def __init__(self, case: Case, fields: Mapping[int, Fields] | None = None) -> None:
        """With `fields` the model sees them in place of every text."""
        self.case, self.fields = case, fields
        self.names = Names(case.names)
        self.cleaned: dict[int, str] = {}
        self.works: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for work in case.digest["works"]:
            for one in work["for"]:
                self.works[one].append(work)

    @cached_property
    def system(self) -> str:
        """Frame and community prompt: the same in every request of a run."""
        values = {"community": clean(self.case.community), "month": self.case.title}
        values["members"] = str(len(self.case.digest["contributors"]))
        prompt = placeholders.filled(self.case.prompt, values)
        return f"{frame()}\n# What this community values\n\nIts members voted for this text.\n\n{prompt}"

    def text(self, place: int, alias: Callable[[int], str]) -> str:
        """A text as a model may see it, without its marker yet."""
        if place not in self.cleaned:
            self.cleaned[place] = cut(clean(self.case.texts.get(place, "")), READ)
        if self.fields is not None:
            return str(self.fields.get(place, Fields()))
        return cut(clean(anonymous(self.cleaned[place], self.names, alias))) or ERASED

    def ask(self, seat: Seat, members: Sequence[int]) -> Rendered:
        """The request about the members of one batch."""
        seed = self.case.seed
        alias = Labels(dealing.labels(seed, seat, members))
        order = dealing.shuffled(seed, members, "order", *seat.words)
        texts = self._texts(seat, members, alias)
        record = [line for one in order for line in self._member(one, members, texts, alias)]
        record = [line.replace(boundary(seed, seat), "") for line in record]  # a category is data too
        who = ", ".join(alias(one) for one in order)
        head = f"{count(len(order), 'member')} to score: {who}. The marker between words is {texts.marker}"
        user = "\n".join([head, "", *bounded(seed, seat, texts), "", "The record:", *record])
        people = {label: one for one, label in alias.of.items()}
        return Rendered(Request(self.system, user, SCHEMA, "scores"), people, texts.places)

    def _texts(self, seat: Seat, members: Sequence[int], alias: Labels) -> Texts:
        found = dict.fromkeys(work["text"] for one in members for work in self.works[one])
        texts = Texts(marker(self.case.seed, seat))
        for place in dealing.shuffled(self.case.seed, found, "text", *seat.words):
            said = self.text(place, alias)
            texts.add(place, marked(said, texts.marker) if self.fields is None else said)
        return texts

    def _member(self, member: int, batch: Sequence[int], texts: Texts, alias: Labels) -> Iterable[str]:
        """The record of one member: each thing that was said or done for them, equal lines once."""
        lines = Counter(self._line(work, member, texts, alias) for work in self.works[member])
        talk = self.case.digest["activity"].get(str(member), {})
        yield f"{alias(member)}:"
        for line, times in lines.items():
            yield f"- {line}" + (f" ×{times}" if times > 1 else "")
        if talk:
            yield "- activity: " + ", ".join(f"{kind} {number}" for kind, number in sorted(talk.items()))

    def _line(self, work: Mapping[str, Any], member: int, texts: Texts, alias: Labels) -> str:
        by, others = work["by"], len(work["for"]) - 1
        said = f"praise {texts.label[work['text']]} by {self._who(by, alias)}"
        if work["kind"] == BOUNTY:
            said = f"bounty {texts.label[work['text']]} posted by {self._who(by, alias)}, paid already"
        elif work["kind"] != PRAISE:
            said = f"contribution {texts.label[work['text']]}"
            said += "" if by == member else f" logged by {self._who(by, alias)}"
        elif by == member:
            said += ", of themselves"
        facts = [said, f"with {count(others, 'other')}" if others else "", *self._facts(work, texts, alias)]
        return ", ".join(fact for fact in facts if fact)

    def _facts(self, work: Mapping[str, Any], texts: Texts, alias: Labels) -> list[str]:
        own = {work["by"], *work["for"]}
        attested = [self._who(one, alias) for one in work["attested"] if one not in own]
        category = cut(clean(anonymous(clean(work["category"]), self.names, alias)), LONGEST_CATEGORY)
        category = category.replace("×", "x")  # a line that ends in ×9 was said nine times
        return [
            f"category {marked(category, texts.marker)}" if category and self.fields is None else "",
            f"{work['minutes']} minutes" if work["minutes"] else "",
            "with a link" if work["linked"] else "",
            f"attested by {' '.join(attested)}" if attested else "",
            f"flagged by {count(work['flags'], 'moderator')}" if work["flags"] else "",
        ]

    def _who(self, member: int, alias: Labels) -> str:
        """Somebody by label; whose word does not weigh yet is marked."""
        return alias(member) + (" (new)" if member in self.case.digest["new"] else "")


def marker(seed: str, seat: Seat) -> str:
    """The sign that joins words in this request."""
    return dealing.shuffled(seed, MARKERS, "marker", *seat.words)[0]


def boundary(seed: str, seat: Seat) -> str:
    """What the lines around the texts of this request hold, and nothing else in it."""
    return dealing.draw(seed, "boundary", *seat.words)[:24]


def bounded(seed: str, seat: Seat, texts: Texts) -> list[str]:
    """The texts as numbered lines between two boundaries that no text can hold."""
    drawn = boundary(seed, seat)
    lines = [f"T{number}: {text}" for number, text in enumerate(texts.numbers, 1)]
    return [f"BEGIN {drawn}", *(line.replace(drawn, "") for line in lines), f"END {drawn}"]


@cache
def frame() -> str:
    """What a model is told in every run, before what a community voted for; not votable."""
    return Path(__file__).with_name("frame.md").read_text(encoding="utf-8")


def frame_hash() -> str:
    return hashlib.sha256(frame().encode()).hexdigest()
