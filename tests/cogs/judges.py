"""Scorers that do as a test tells them."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from prompts.scorer import Answers, Case, Draft, Reason
from rules import digest as rules
from rules import judgement
from tests.rules.judged import answer, seats


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

    async def watch(self, case: Case, answers: Answers) -> str:
        return ""


class Recorded:
    """A model without a wire: whole answers, kept as they would come, in which a rule gives each member a score."""

    name, version, frame = "judge-1", "0", "You judge."
    model: Mapping[str, Any] = {"name": "judge-1", "frame": hashlib.sha256(b"You judge.").hexdigest()}

    def __init__(self, rule: Callable[[int], int]) -> None:
        self.rule = rule

    async def score(self, case: Case, answers: Answers) -> Draft:
        dealt = seats(case.digest, case.settings, case.seed)
        kept = [answer(seat, {one: self.rule(one) for one in who}, case.seed) for seat, who in dealt.items()]
        for one in kept:
            await answers.keep(one)
        return Draft(judgement.judge(case.digest, case.seed, case.settings, kept, case.prompt).scores)

    async def watch(self, case: Case, answers: Answers) -> str:
        return ""
