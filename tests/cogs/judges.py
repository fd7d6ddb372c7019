"""Scorers that do as a test tells them."""

from collections.abc import Mapping
from typing import Any

from prompts.scorer import Answers, Case, Draft, Reason
from rules import digest as rules


class Judge:
    """A scorer with a name of its own that gives what it is told to, and counts how often it was asked."""

    name, version, frame = "wise model", "7", ""
    model: Mapping[str, Any] = {}

    def __init__(self, *, fails: int = 0, scores: Mapping[int, Any] | None = None) -> None:
        self.fails, self.scores, self.asked = fails, scores, 0
        self.prompts: list[str] = []
        self.seeds: list[str] = []

    async def score(self, case: Case, answers: Answers) -> Draft:
        self.asked += 1
        self.prompts.append(case.prompt)
        self.seeds.append(case.seed)
        if self.asked <= self.fails:
            raise ConnectionError("no answer")
        told = rules.baseline(case.digest).scores if self.scores is None else self.scores
        return Draft(told, {one: Reason(f"because of {one}") for one in told}, raw="the raw answer")
