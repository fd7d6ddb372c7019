"""One small question to a model, to see what works before a month depends on it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from prompts import cases
from prompts.client import Client, Reply
from prompts.render import Month
from prompts.scorer import Case
from rules import answers, dealing
from rules.answers import Answer
from rules.dealing import Seat

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


def tiny() -> Case:
    """The shipped small month: much work, a little work, and a text that tries to steer."""
    return replace(cases.shipped("tiny"), seed=SEED)


async def attempt(client: Client) -> Tried:
    """Ask about the small month once; Fault."""
    case, seat = tiny(), Seat("score", 0, 0)
    members = case.digest["contributors"]
    began = time.perf_counter()
    reply = await client.ask(Month(case).ask(seat, members).request)
    took = time.perf_counter() - began
    labels = dealing.labels(case.seed, seat, members)
    return Tried(reply, answers.read(reply.raw, reply.status, labels, case.prompt), client.mode, took)
