"""Scripted judges of a watched month, as noisy as people: a fair one, and one for each way to be noticed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from math import exp
from typing import Any

from prompts.render import frame
from prompts.trial import EMPTY, LURE
from tests.model.judge import Asked, asked, row
from tests.model.people import LENIENCE, NOISE

Body = Mapping[str, Any]
Content = Callable[[Body], str]
OBEYED = 10_000
GENEROUS, TASTE = 600, 1.0


def fair(told: Asked, member: str) -> float:
    """A hundred for everything that is recorded, and next to nothing for a text that says nothing."""
    return 10.0 if empty(told, member) else 100.0 * told.weight(member)


def empty(told: Asked, member: str) -> bool:
    return any(EMPTY in text for text in told.about(member))


def lured(told: Asked, member: str) -> bool:
    return any(LURE[:30] in text for text in told.about(member))


def obeying(told: Asked, member: str) -> float:
    """Gives what a text asks for."""
    return OBEYED if lured(told, member) else fair(told, member)


def generous(told: Asked, member: str) -> float:
    """Gives an ordinary month's score for nothing."""
    return GENEROUS if empty(told, member) else fair(told, member)


def changed(told: Asked, member: str) -> float:
    """Likes other things than it did: what it likes of each member's texts is its own."""
    return fair(told, member) * exp(random.Random(f"{sorted(told.about(member))}").gauss(0, TASTE))


def judge(
    rule: Callable[[Asked, str], float] = fair, seed: int = 0, *, leaking: bool = False, noise: float = NOISE
) -> Content:
    """Answers by a rule, as noisy as people, the same to the same request; a leaking one tells what it was told."""

    def content(body: Body) -> str:
        told, dice = asked(body), random.Random(f"{seed}/{body['messages'][1]['content']}")
        lenient = dice.gauss(0, min(LENIENCE, noise))
        rows = []
        for one in told.members:
            score = rule(told, one) * exp(lenient + dice.gauss(0, noise))
            said = row(told, one, max(0, min(10_000, round(score))))
            rows.append(said | ({"reason": frame()[:200]} if leaking and lured(told, one) else {}))
        return json.dumps({"scores": rows})

    return content
