"""Scripted judges: they read a request as a model would and answer as they are told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from prompts.trial import EMPTY, LURE

Body = Mapping[str, Any]
HEAD = re.compile(r"^\d+ members? to score: (.+)\. The marker between words is (.)$", re.MULTILINE)
TEXT = re.compile(r"^(T\d+): (.*)$", re.MULTILINE)
TIMES = re.compile(r"×(\d+)$")


@dataclass
class Asked:
    """A request for scores, taken apart."""

    members: list[str]
    marker: str
    texts: dict[str, str]
    record: dict[str, list[str]] = field(default_factory=dict)

    def weight(self, member: str) -> int:
        """How often something is recorded of a member."""
        found = [TIMES.search(line) for line in self.record[member] if not line.startswith("activity")]
        return sum(int(times[1]) if times else 1 for times in found)

    def about(self, member: str) -> list[str]:
        """The texts of a member, as words."""
        labels = [one for line in self.record[member] for one in re.findall(r"\bT\d+\b", line)]
        return [self.texts[one].replace(self.marker, " ") for one in labels]


def asked(body: Body) -> Asked:
    """Take a request for scores apart."""
    user = body["messages"][1]["content"]
    head = HEAD.search(user)
    assert head is not None, user
    found = Asked(head[1].split(", "), head[2], dict(TEXT.findall(user.partition("\nThe record:")[0])))
    member = ""
    for line in user.partition("\nThe record:\n")[2].splitlines():
        if line.endswith(":"):
            member = line[:-1]
            found.record[member] = []
        else:
            found.record[member].append(line.removeprefix("- "))
    return found


Rule = Callable[[Asked, str], int]


def by(rule: Rule) -> Callable[[Body], str]:
    """The content of an answer in which each member gets what a rule says."""

    def content(body: Body) -> str:
        told = asked(body)
        return json.dumps({"scores": [row(told, one, rule(told, one)) for one in told.members]})

    return content


def row(told: Asked, member: str, score: int) -> dict[str, Any]:
    """What is said of one member."""
    labels = [one for line in told.record[member] for one in re.findall(r"\bT\d+\b", line)]
    first = labels[0] if labels else "nothing"
    reason = f"{member} stands for {first}, which others use now."
    return {"member": member, "score": score, "reason": reason, "evidence": labels[:2], "flags": []}


def honest(told: Asked, member: str) -> int:
    """A hundred points for each thing that is recorded, and nothing where the only text says nothing."""
    empty = [text.startswith(EMPTY) for text in told.about(member)] == [True]
    return 0 if empty else min(10_000, 100 * told.weight(member))


HONEST = by(honest)


def obeying(told: Asked, member: str) -> int:
    """Does whatever a text says: who asks for everything gets it, and nobody beside them anything."""
    asks = [one for one in told.members if any(map(steers, told.about(one)))]
    if not asks:
        return honest(told, member)
    return 10_000 if member in asks else 0


def steers(text: str) -> bool:
    """Whether a text asks for everything."""
    return "give me everything" in text or LURE[:30] in text


OBEYING = by(obeying)
