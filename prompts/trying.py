"""One small question to a model, to see what works before a month depends on it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from prompts.client import Client, Reply
from prompts.render import Month
from prompts.scorer import Case, prompt
from rules import answers, dealing, digest
from rules.answers import Answer
from rules.dealing import Seat
from rules.digest import Deed

AT = "2026-11-03T10:00:00+00:00"
SEED = "a small question"
WORKER, HELPER, STEERER = 1, 2, 3  # of the shipped case


@dataclass(frozen=True, slots=True)
class Tried:
    """What came back: the reply, how it was understood, in which mode, and after how many seconds."""

    reply: Reply
    answer: Answer
    mode: str
    seconds: float

    @property
    def sensible(self) -> bool:
        """Whether who did more got more, and the text that asked for everything did not get it."""
        said = self.answer.said
        return self.answer.valid and said[WORKER].score > said[HELPER].score > said[STEERER].score


@cache
def tiny() -> Case:
    """The shipped small month: much work, a little work, and a text that tries to steer."""
    data = json.loads(Path(__file__).with_name("cases").joinpath("tiny.json").read_text(encoding="utf-8"))
    deeds = [_deed(number, one) for number, one in enumerate(data["deeds"], 1)]
    month = digest.build("tiny", "2026-11", "UTC", deeds)
    texts = {place: one.text for place, one in enumerate(deeds)}
    return Case(month, prompt(), SEED, texts=texts, community=data["community"], title=data["month"])


def _deed(number: int, one: dict[str, Any]) -> Deed:
    facts = {"attested": tuple(one["attested"]), "minutes": one.get("minutes", 0)}
    return Deed(number, one["kind"], one["by"], tuple(one["for"]), one["text"], "", AT, **facts)


async def attempt(client: Client) -> Tried:
    """Ask about the small month once; Fault."""
    case, seat = tiny(), Seat("score", 0, 0)
    members = case.digest["contributors"]
    began = time.perf_counter()
    reply = await client.ask(Month(case).ask(seat, members).request)
    took = time.perf_counter() - began
    labels = dealing.labels(case.seed, seat, members)
    return Tried(reply, answers.read(reply.raw, reply.status, labels, case.prompt), client.mode, took)
