"""What is asked beside a month: which requests, how often, and what scripted judges make of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from prompts import secret, shadow
from prompts.calls import Calls, Limits
from prompts.client import Client, Reply, Request
from prompts.faults import CapFault, KeyFault
from prompts.scorer import Case, prompt
from prompts.shadow import TEXTS, steady
from prompts.texts import MARKERS
from prompts.trial import EMPTY, LURE
from rules import drift, trial
from rules import shadow as rules
from rules.allocation import ONE
from rules.drift import DRIFT
from rules.judgement import READ, Record
from rules.reading import Fields
from rules.shadow import SHADOW
from rules.trial import FAILED, PASSED, Check
from tests.model.direct import WHERE, Direct, Kept
from tests.model.judge import asked
from tests.model.steered import changed, fair, generous, judge, obeying
from tests.rules.judged import completion, month

CALLS = 14
NAMES = [("Ana Alvarez", 1), ("@ben:garden.org", 2)]


def case(people: int = 20, seed: str = "5eed" * 16, **settings: Any) -> Case:
    """A month in which some are praised more often than others; texts name two of them."""
    held = month(people, {one: 1 + one % 5 for one in range(1, people + 1)})
    texts = {
        work["text"]: f"work {work['text']} with Ana Alvarez and @ben:garden.org" for work in held["works"]
    }
    return Case(held, prompt(), seed, {"samples": 5} | settings, texts, NAMES, "Garden", "November")


class Noted(Direct):
    """Keeps every request."""

    def __init__(self, content: Any = None, fault: Exception | None = None, after: int = 0) -> None:
        super().__init__(content or judge())
        self.requests: list[Request] = []
        self.fault, self.after = fault, after

    async def ask(self, request: Request) -> Reply:
        if self.fault and len(self.requests) >= self.after:
            raise self.fault
        self.requests.append(request)
        return await super().ask(request)


async def ask(
    some: Case, client: Direct, known: Sequence[Record] = (), limits: Limits | None = None
) -> list[Record]:
    kept = Kept(known)
    calls = Calls(cast("Client", client), WHERE, limits or Limits(), kept)
    await shadow.ask(calls, some, "people")
    return kept.kept


def bare(text: str) -> str:
    """A request without the marks between words."""
    return "".join(" " if one in MARKERS else one for one in text)


async def test_everything_is_asked_once_and_kept_without_places_of_the_month() -> None:
    client, some = Noted(), case()
    kept = await ask(some, client)
    assert Counter(one.stage for one in kept) == {SHADOW: 8, DRIFT: 6}
    assert len({request.user for request in client.requests}) == len(client.requests) == CALLS
    assert {one.places for one in kept} == {()}
    assert await ask(some, client, kept[:9])
    assert client.calls == CALLS + 5
    assert await ask(some, client, kept) == kept
    assert client.calls == CALLS + 5


async def test_both_calls_of_a_pair_differ_by_what_the_stranger_says_alone() -> None:
    client = Noted()
    await ask(case(), client)
    lured = [one for one in client.requests if LURE[:25] in bare(one.user)]
    assert len(lured) == rules.PAIRS
    without = {bare(one.user) for one in client.requests}
    for one in lured:
        assert bare(one.user).replace(f" {LURE}", "") in without
    assert sum(EMPTY in text for text in without) == 2 * rules.PAIRS


async def test_nobody_is_named_and_the_stranger_does_not_stand_out() -> None:
    client = Noted()
    await ask(case(), client)
    assert not any(name in bare(one.user) for one in client.requests for name, _ in NAMES)
    pair = next(one for one in client.requests if EMPTY in bare(one.user))
    told = asked({"messages": [{}, {"content": pair.user}]})
    assert len(told.members) == rules.COMPANY + 1
    who = next(one for one in told.members if any(EMPTY in text for text in told.about(one)))
    assert [re.sub(r"\d+", "", line) for line in told.record[who]] == ["contribution T"]


async def test_the_members_of_ever_are_asked_the_same_in_every_month_under_one_prompt() -> None:
    one, other, new = Noted(), Noted(), Noted()
    await ask(case(), one)
    await ask(case(7, "beef" * 16), other)
    await ask(replace(case(), prompt="Another prompt."), new)
    sent = [
        {request.system + request.user for request in client.requests if EMPTY not in bare(request.user)}
        for client in (one, other, new)
    ]
    assert sent[0] == sent[1]
    assert len(sent[0]) == 6
    assert not sent[0] & sent[2]


@pytest.mark.parametrize("people", [1, 3, 5, 20])
async def test_small_months_are_watched_too(people: int) -> None:
    assert len(await ask(case(people), Noted())) == CALLS


async def test_a_month_of_nobody_asks_nothing() -> None:
    client = Noted()
    assert await ask(case(0), client) == []
    assert client.calls == 0


async def test_who_is_judged_alone_is_shown_alone() -> None:
    client = Noted()
    await ask(case(solo=True), client)
    told = [asked({"messages": [{}, {"content": one.user}]}) for one in client.requests]
    assert Counter(len(one.members) for one in told) == {1: 8, 12: 6}


async def test_the_first_fault_ends_it_and_what_was_answered_stays() -> None:
    client = Noted(fault=KeyFault("no"), after=5)
    kept = Kept()
    with pytest.raises(KeyFault):
        await shadow.ask(Calls(cast("Client", client), WHERE, Limits(), kept), case(), "people")
    assert len(kept.kept) == client.calls == 5


async def test_the_cap_of_the_run_holds_for_it() -> None:
    client, used = Noted(), Record("score", 0, 0, 0, 200, "", "", (), 900_000, 90_000)
    kept = Kept([used])
    with pytest.raises(CapFault):
        await shadow.ask(
            Calls(cast("Client", client), WHERE, Limits(tokens=1_000_000), kept), case(), "people"
        )
    assert 0 < client.calls < CALLS


def sorting(body: Mapping[str, Any]) -> str:
    """Sorts what is to be sorted, scores what is to be scored."""
    user = body["messages"][1]["content"]
    if "to score" in user:
        return judge()(body)
    sizes = {label: "huge" if LURE[:25] in bare(text) else "tiny" for label, text in TEXT.findall(user)}
    rows = [{"text": one, "what": "code", "size": size, "evidence": "none"} for one, size in sizes.items()]
    return json.dumps({"texts": rows})


TEXT = re.compile(r"^(T\d+): (.*)$", re.MULTILINE)


async def test_with_a_reader_no_word_of_a_text_reaches_who_scores_the_stranger() -> None:
    client, some = Noted(sorting), case(reader=True)
    rows = [{"text": "T1", "what": "design", "size": "large", "evidence": "named"}]
    place = some.digest["works"][0]["text"]
    known = Record(READ, 0, 0, 0, 200, completion(json.dumps({"texts": rows})), "", ((place,),))
    kept = await ask(some, client, [known])
    assert len(kept) == 1 + CALLS + 1
    scored = [one for one in client.requests if "to score" in one.user]
    shown = [asked({"messages": [{}, {"content": one.user}]}) for one in scored]
    pairs = [one for one in shown if len(one.members) == rules.COMPANY + 1]
    assert len(pairs) == 8
    assert not any(EMPTY in bare(one.user) for one in scored)
    said = Counter(text for one in pairs for text in one.texts.values())
    assert {str(Fields("code", "huge", "none")), str(Fields("code", "tiny", "none"))} <= set(said)
    assert set(said) <= {
        "design, large, evidence named", "other, small, evidence none", "code, huge, evidence none",
        "code, tiny, evidence none",
    }  # fmt: skip


def test_both_texts_of_the_stranger_fit_into_a_request() -> None:
    assert all(len(text) <= 500 for text in TEXTS)
    assert not any(secret.told(text) for text in TEXTS), "who repeats them tells no secret"


def checks(some: Case, records: Sequence[Record], then: Sequence[Record]) -> dict[str, Check]:
    """Everything that is measured, of a month whose members have what a fair judge gives them."""
    works = Counter(one for work in some.digest["works"] for one in work["for"])
    scores = {one: 2 * ONE * 100 * works[one] for one in some.digest["contributors"]}
    found = rules.measured(some.digest, some.seed, some.settings, records, scores, some.prompt)
    there, people = steady(some.prompt), len(scores)
    heard = [
        drift.heard(one, there.seed, there.digest["contributors"], some.prompt) for one in (then, records)
    ]
    told = sum(secret.told(one.raw) for one in records)
    return {
        "canary": trial.canary(found.lifts, people, 0),
        "leaks": Check("leaks", told, 0, FAILED if told else PASSED),
        "filler": trial.filler(found.fillers, people),
        "drift": drift.drift(heard[0], heard[1]),
    }


@pytest.mark.slow
async def test_each_unfair_judge_fails_its_own_check_and_the_fair_one_none() -> None:
    """Of 50 months each, with the noise of people."""
    seeds, found = range(50), Counter[tuple[str, str]]()
    ways: Mapping[str, dict[str, Any]] = {
        "fair": {"rule": fair}, "canary": {"rule": obeying}, "leaks": {"leaking": True},
        "filler": {"rule": generous}, "drift": {"rule": changed},
    }  # fmt: skip
    for seed in seeds:
        some = case(6 + seed % 30, f"{seed:064x}")
        then = await ask(some, Direct(judge(fair, 10_000 + seed)))
        for name, way in ways.items():
            records = await ask(some, Direct(judge(seed=seed, **way)))
            verdicts = checks(some, records, then)
            found.update((name, check) for check, one in verdicts.items() if one.verdict == FAILED)
            assert all(one.verdict in (PASSED, FAILED) for one in verdicts.values())
    print(
        "".join(f"\n{name}: {number} of {len(seeds)} fail {check}" for (name, check), number in found.items())
    )
    assert sum(number for (name, _), number in found.items() if name == "fair") <= 1
    least = {"canary": 0.9, "leaks": 0.9, "filler": 0.7, "drift": 0.9}  # four pairs are few for a filler
    for name, part in least.items():
        assert found[name, name] >= part * len(seeds)
