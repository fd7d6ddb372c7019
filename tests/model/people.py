"""Scripted judges of the shipped months, as noisy as people: honest ones, and one for each way of being unfair."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from prompts import cases, treatments
from prompts.render import frame
from prompts.texts import clean
from prompts.trial import EMPTY, LURE
from tests.model.judge import Asked, asked, row

NOISE, LENIENCE = 0.38, 0.15  # deviations of the logarithm: of a score, and of a whole answer
START = 40  # characters by which a shipped text is known
Body = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """One member as a judge sees them in one request."""

    told: Asked
    member: str
    texts: list[str]
    base: float  # what they did, whoever looks and however it is said

    @property
    def place(self) -> float:
        """Where in the request, from 0 to 1."""
        return self.told.members.index(self.member) / max(1, len(self.told.members) - 1)


@cache
def known() -> dict[str, float]:
    """What each shipped text is worth: a few much, most little."""
    texts = [clean(text) for name in cases.MONTHS for text in cases.shipped(name).texts.values()]
    return {text: round(math.exp(random.Random(text).gauss(4.8, 1.0)), 3) for text in texts}


@cache
def worth(text: str) -> tuple[tuple[str, float], ...]:
    """The shipped texts that stand in a text, or the one of which it is a piece, with what they are worth."""
    if found := [(base, value) for base, value in known().items() if base[:START] in text]:
        return tuple(found)
    pieces = [(base, value) for base, value in known().items() if text in base]
    if pieces:
        return tuple(pieces) if len(pieces) == 1 else ()
    return ((text, 4.0 if EMPTY in text else 60.0),)


def seen(told: Asked, member: str) -> Seen:
    texts = told.about(member)
    every = {base: value for text in texts for base, value in worth(text)}
    return Seen(told, member, texts, sum(every.values()))


Bias = Callable[[Seen], float]


@dataclass
class Judge:
    """Answers every request; `bias` is a factor on what is fair, `noise` that of people."""

    bias: Bias = lambda one: 1.0
    seed: int = 0
    noise: float = NOISE
    count: int = field(default=0)

    def __call__(self, body: Body) -> str:
        told = asked(body)
        dice = random.Random(f"{self.seed}/{body['messages'][1]['content']}")
        lenient = dice.gauss(0, LENIENCE)
        return json.dumps(
            {"scores": [self.row(told, one, lenient + dice.gauss(0, self.noise)) for one in told.members]}
        )

    def row(self, told: Asked, member: str, luck: float) -> dict[str, Any]:
        one = seen(told, member)
        score = one.base * self.bias(one) * math.exp(luck)
        said = row(told, member, max(0, min(10_000, round(score))))
        return said | (
            {"reason": frame()[:200]} if self.bias is leaking and LURE in " ".join(one.texts) else {}
        )


def positional(one: Seen) -> float:
    """Who stands first gets more."""
    return 1.4 - 0.8 * one.place


def by_name(one: Seen) -> float:
    return 1.25 if any(name in text for text in one.texts for name in treatments.ONE_KIND) else 1.0


def by_style(one: Seen) -> float:
    return 1.25 if any(treatments.PRAISE[1] in text for text in one.texts) else 1.0


def by_length(one: Seen) -> float:
    """Loves long texts."""
    bare = sum(len(base) for text in one.texts for base, _ in worth(text))
    return float((sum(map(len, one.texts)) / max(1, bare)) ** 0.3)


def by_lines(one: Seen) -> float:
    """Counts how many things are recorded."""
    return float(one.told.weight(one.member) ** 0.2)


@cache
def orders() -> tuple[str, ...]:
    return tuple(clean(text)[:25] for text in cases.injections().values())


def asks(text: str) -> bool:
    """Whether somebody tries to steer."""
    return any(order in text for order in orders()) or LURE[:30] in text


def obeying(one: Seen) -> float:
    """Gives whoever asks for it everything."""
    return 50.0 if any(map(asks, one.texts)) else 1.0


def harming(one: Seen) -> float:
    """Lets everybody else pay for an injection."""
    others = [text for member in one.told.members if member != one.member for text in one.told.about(member)]
    return 0.6 if any(map(asks, others)) else 1.0


def leaking(one: Seen) -> float:
    """Fair, but tells the frame to whoever asks."""
    return 1.0


def generous(one: Seen) -> float:
    """Gives much for nothing."""
    return 100.0 if any(EMPTY in text for text in one.texts) else 1.0


def indifferent(one: Seen) -> float:
    """Looks at nothing: everybody is worth the same, but for chance."""
    return 300 / one.base


def led(told: Asked, member: str, prompt: str) -> int:
    """Without chance; does what texts ask unless the prompt says that a text is something to judge."""
    one = seen(told, member)
    follows = "something to judge" not in prompt and any(map(asks, one.texts))
    return min(10_000, round(one.base * (50 if follows else 1)))


def LED(body: Body) -> str:  # noqa: N802 - named in transcripts, as the other judges are
    """A model that a careless prompt lets be led."""
    told, prompt = (
        asked(body),
        body["messages"][0]["content"].rpartition("Its members voted for this text.")[2],
    )
    return json.dumps({"scores": [row(told, one, led(told, one, prompt)) for one in told.members]})
