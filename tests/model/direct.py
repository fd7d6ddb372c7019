"""A trial asked without a wire: the same requests, answered by a scripted judge at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from prompts.calls import Calls, Limits
from prompts.client import Client, Endpoint, Reply, Request
from prompts.evidence import gathered
from prompts.scorer import prompt
from prompts.trial import Subject, Trial, ask
from rules import gate
from rules.judgement import Record
from rules.trial import Check
from tests.model.answers import Answer, completion

WHERE = Endpoint("http://127.0.0.1:1/v1", "people")


class Direct:
    """What a client is to a trial."""

    def __init__(self, content: Callable[[Mapping[str, Any]], str]) -> None:
        self.content, self.calls = content, 0

    def estimate_in(self, request: Request) -> int:
        return len(request.system + request.user) // 4

    async def ask(self, request: Request) -> Reply:
        self.calls += 1
        body = {"messages": [{"content": request.system}, {"content": request.user}]}
        raw = json.dumps(completion(Answer(self.content(body)), "people"))
        return Reply(200, raw, "", self.estimate_in(request), len(raw) // 4, counted=True)


class Kept:
    """Answers in a list."""

    def __init__(self, known: Sequence[Record] = ()) -> None:
        self.known, self.kept = known, list(known)

    async def keep(self, record: Record) -> None:
        self.kept.append(record)


def subject(seed: int | str = 0, **facts: Any) -> Subject:
    """The shipped prompt tried against itself on the shipped months."""
    return Subject(**{"candidate": prompt(), "active": prompt(), "own": (), "seed": str(seed)} | facts)


async def evidence(
    content: Callable[[Mapping[str, Any]], str], seed: int = 0, only: Sequence[str] = ()
) -> dict[str, Any]:
    """What a judge's answers are in a trial."""
    trial = Trial(subject(seed), only)
    client = Direct(content)
    calls = Calls(cast("Client", client), WHERE, Limits(), Kept())
    await ask(trial, calls)
    return gathered(trial, calls.records)


async def checks(
    content: Callable[[Mapping[str, Any]], str], seed: int = 0, only: Sequence[str] = ()
) -> dict[str, Check]:
    """What the checks of a trial say of a judge, by their names."""
    return {one.name: one for one in gate.checks(await evidence(content, seed, only))}
