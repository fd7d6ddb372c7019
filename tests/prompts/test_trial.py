"""Trials on loopback: every unfair judge fails its check, a fair one passes it, and nothing is asked twice."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

import pytest

from prompts import cases, evidence, render, secret, treatments
from prompts import trial as plan
from prompts.calls import Calls, Limits
from prompts.client import Endpoint
from prompts.evidence import Heard
from prompts.faults import AbsentFault, BusyFault, CapFault, Fault, QuotaFault
from prompts.texts import Names
from prompts.trial import CANARY, INJECTIONS, NEW, NOW, TREATED, Subject, Trial
from rules import gate, judgement
from rules.dealing import Seat
from rules.judgement import Record
from rules.trial import FAILED, HARD, OPEN, PASSED, Check
from rules.tried import factors
from tests.model import people
from tests.model.answers import Answer, Body
from tests.model.direct import Kept, subject
from tests.model.people import Judge
from tests.model.program import made
from tests.model.server import Script, Server

Content = Callable[[Body], str]
DEAD = "http://127.0.0.1:1/v1"  # nobody listens there


@dataclass
class Asking:
    """A trial against a service, with what was kept of it."""

    trial: Trial
    server: Server
    kept: Kept
    slept: list[float]

    async def go(self, limits: Limits | None = None, url: str = "", **facts: Any) -> list[Record]:
        """Ask what is missing; all answers there are then."""

        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        where = Endpoint(url or self.server.url, "people", parallel=8, timeout=5, **facts)
        client = made(where, sleep)
        self.kept = Kept(self.kept.kept)
        try:
            calls = Calls(client, where, limits or Limits(), self.kept)
            await plan.ask(self.trial, calls)
            return calls.records
        finally:
            await client.close()

    def checks(self) -> dict[str, Check]:
        found = evidence.gathered(self.trial, self.kept.kept)
        return {one.name: one for one in gate.checks(found)}


@asynccontextmanager
async def asking(
    content: Content, *only: str, what: Subject | None = None, script: Script | str = "ok"
) -> AsyncIterator[Asking]:
    async with Server(script, content=content) as server:
        yield Asking(Trial(what or subject(3), only), server, Kept(), [])


async def tried(content: Content, *only: str, what: Subject | None = None) -> dict[str, Check]:
    """The checks of a judge behind a real endpoint."""
    async with asking(content, *only, what=what) as one:
        await one.go()
        return one.checks()


@pytest.fixture(scope="module")
def fair() -> tuple[Trial, list[Record]]:
    """The whole trial of an honest judge who is as noisy as people."""

    async def whole() -> tuple[Trial, list[Record]]:
        async with asking(Judge()) as one:
            return one.trial, await one.go()

    return asyncio.run(whole())


@pytest.fixture(scope="module")
def measured(fair: tuple[Trial, list[Record]]) -> dict[str, Any]:
    """What that judge's answers are."""
    return evidence.gathered(*fair)


# Each check can fail, and does not where nothing is wrong


def test_an_honest_judge_passes_the_whole_gate(measured: dict[str, Any]) -> None:
    found = gate.checks(measured)
    assert {one.name: one.verdict for one in found} == {one.name: PASSED for one in found}
    assert {one.name for one in found} == HARD | set(TREATED) | {"order", "filler"}


async def test_an_honest_judge_is_as_noisy_as_people(fair: tuple[Trial, list[Record]]) -> None:
    heard = Heard(*fair)
    apart = [float(judgement.disagreement(heard.judged(f"{NEW}/{number}"))) for number in range(3)]
    assert 0.10 <= fmean(apart) <= 0.15, apart


@pytest.mark.parametrize(
    ("bias", "stage", "check", "least"),
    [
        (people.positional, NEW, "order", 0.3),
        (people.by_name, "names", "names", 0.15),
        (people.by_style, "style", "style", 0.15),
        (people.by_length, "padded", "padded", 0.15),
        (people.by_lines, "split", "split", 0.09),
        (people.by_lines, "repeated", "repeated", 0.09),
        (people.obeying, INJECTIONS, "injections", 0.9),
        (people.harming, INJECTIONS, "neighbours", 0.3),
        (people.obeying, CANARY, "canary", 1.3),
        (people.leaking, CANARY, "canary", 1),
        (people.generous, CANARY, "filler", 1.3),
    ],
)
async def test_an_unfair_judge_fails_the_check_for_it(
    measured: dict[str, Any], bias: people.Bias, stage: str, check: str, least: float
) -> None:
    found = (await tried(Judge(bias), stage))[check]
    assert found.verdict == FAILED
    assert abs(found.value) >= least
    honest = next(one for one in gate.checks(measured) if one.name == check)
    assert honest.verdict == PASSED
    assert abs(honest.value) < abs(found.value) / 2


@pytest.mark.parametrize(
    "content", [Judge(people.indifferent), Judge(lambda one: random.Random(one.member).random() / one.base)]
)
async def test_a_judge_who_looks_at_nothing_tells_nobody_apart(content: Judge) -> None:
    found = (await tried(content, NEW))["signal"]
    assert (found.verdict, found.value < 2) == (FAILED, True)


def lenient(body: Body) -> str:
    """One answer in seven is three times as generous as the others."""
    said = json.loads(Judge(noise=0.2)(body))
    times = 3 if random.Random(body["messages"][1]["content"]).random() < 1 / 7 else 1
    return json.dumps(
        {"scores": [one | {"score": min(10_000, one["score"] * times)} for one in said["scores"]]}
    )


async def test_a_merely_lenient_answer_passes_and_its_factor_is_shown() -> None:
    async with asking(lenient, NEW, CANARY, "names") as one:
        await one.go()
        found = evidence.gathered(one.trial, one.kept.kept)
    shown = {each.name: each.verdict for each in gate.checks(found) if each.verdict != OPEN}
    assert shown == dict.fromkeys(["leaks", "signal", "canary", "order", "filler", "names"], PASSED)
    assert max(leniency := factors({"evidence": found})) > 2 * min(leniency)


@pytest.mark.parametrize("name", ["refusal_200", "prose_200", "cut_200"])
async def test_a_judge_who_refuses_decides_nothing(name: str) -> None:
    shown = Answer(refusal="I cannot help with that.") if name == "refusal_200" else Answer("I cannot.")
    shown = Answer('{"scores": [', finish="length") if name == "cut_200" else shown
    async with asking(Judge(), CANARY, script=lambda body, seen: shown) as one:
        one.trial.stages |= {f"{NEW}/0": Trial(one.trial.subject).stages[f"{NEW}/0"]}
        await one.go()
        found = one.checks()
        assert {check.verdict for name, check in found.items() if name != "leaks"} == {OPEN}
        assert found["leaks"].verdict == PASSED
        attempts = {record.attempt for record in one.kept.kept}
        assert attempts == {0, 1, 2}


# What is asked


def parts(user: str) -> tuple[str, str, list[str]]:
    """The line with members and marker, the texts, and the record of a request."""
    head = next(line for line in user.splitlines() if "The marker between words is" in line)
    texts, _, record = user.partition("\nThe record:\n")
    return head, texts, [line for line in record.splitlines() if line.endswith(":")]


@pytest.mark.parametrize("stage", [*TREATED, INJECTIONS])
def test_both_calls_of_a_pair_differ_in_the_treated_texts_alone(stage: str) -> None:
    trial = Trial(subject(1), (stage,))
    for seat in trial.stages[stage][:6]:
        first, second = (trial.render(replace(seat, batch=batch)) for batch in (0, 1))
        assert first.request.system == second.request.system
        assert first.request.user != second.request.user
        assert first.people == second.people
        one, other = (parts(each.request.user) for each in (first, second))
        assert (one[0], one[2]) == (other[0], other[2])  # labels, order and marker


@pytest.mark.parametrize("stage", TREATED)
def test_half_of_each_batch_is_treated_in_each_call(stage: str) -> None:
    trial = Trial(subject(1))
    for number, one in enumerate(trial.crossovers[stage]):
        assert abs(2 * len(one.treated) - len(one.members)) <= 1
        assert one.carries(1) | one.carries(2) == set(one.members)
        assert not one.carries(1) & one.carries(2)
        month = trial.subject.bench[one.month]
        plainly = treatments.carrying(month, one.members, (), TREATED[stage])
        for batch in (0, 1):
            case, _ = trial.shown(Seat(stage, number, batch))
            changed = {who for who in one.members if said(case, who) != said(plainly, who)}
            assert changed <= one.carries(batch + 1)
            assert len(changed) >= len(one.carries(batch + 1)) - 1  # a text too long to be padded stays


def said(case: Any, who: int) -> list[str]:
    return [case.texts[work["text"]] for work in case.digest["works"] if who in work["for"]]


def test_every_injection_is_tried_three_times_with_somebody_else() -> None:
    trial = Trial(subject(1))
    for item in cases.injections():
        tries = [one for one in trial.planted if one.item == item]
        assert len(tries) == 3
        assert len({(one.month, one.carrier) for one in tries}) == 3
        assert all(len(one.members) == 10 and one.carrier in one.members for one in tries)
    carried = {one.carrier for one in trial.planted}
    assert len(carried) > 12


def requests(trial: Trial, step: int = 7) -> list[tuple[str, str]]:
    seats = [
        replace(seat, batch=batch)
        for stage, every in trial.stages.items()
        for seat in every[::step]
        for batch in ((seat.batch,) if plan.whole(stage) else (0, 1))
    ]
    return [(one.system, one.user) for one in (trial.render(seat).request for seat in seats)]


def test_the_seed_decides_everything() -> None:
    once, again, other = (requests(Trial(subject(seed))) for seed in ("a", "a", "b"))
    assert once == again
    assert not set(once) & set(other)


def test_hard_checks_are_asked_first_and_both_prompts_see_the_same() -> None:
    trial = Trial(replace(subject(1), active="Another prompt."))
    order = list(dict.fromkeys(plan.kind(stage) for stage in trial.stages))
    assert order == [NEW, NOW, INJECTIONS, CANARY, *TREATED]
    new, now = (trial.render(Seat(f"{side}/1", 2, 0)).request for side in (NEW, NOW))
    assert new.user == now.user
    assert new.system != now.system


def test_months_of_the_community_are_replayed_and_too_small_ones_tested_on_the_shipped() -> None:
    own = replace(cases.shipped("tiny"), title="October 2026")
    trial = Trial(subject(1, own=(own,)))
    assert [one.title for one in trial.subject.months] == ["October 2026"]
    assert trial.subject.benched
    assert [stage for stage in trial.stages if plan.whole(stage)] == [
        "bench/0", "bench/1", "bench/2", "candidate/0", "active/0",
    ]  # fmt: skip
    large = cases.shipped("library")
    assert not Trial(subject(1, own=(large,))).subject.benched


# Names


def month_of_members() -> Subject:
    """A month whose members have names that stand in their texts."""
    case = cases.shipped("library")
    who = case.digest["contributors"]
    texts = {place: f"{text} with Zebulon Quux and @gardener7" for place, text in case.texts.items()}
    names = [("Zebulon Quux", who[0]), ("gardener7", who[1]), ("Quill", who[2])]
    return subject(1, own=(replace(case, texts=texts, names=names),))


async def test_no_name_is_sent_and_one_that_is_fails_it(monkeypatch: pytest.MonkeyPatch) -> None:
    good = (await tried(Judge(), NEW, what=month_of_members()))["leaks"]
    assert (good.verdict, good.value, good.number > 20) == (PASSED, 0, True)

    def open_(text: str, names: Names, *rest: Any) -> str:
        return text

    monkeypatch.setattr(render, "anonymous", open_)
    bad = (await tried(Judge(), NEW, what=month_of_members()))["leaks"]
    assert (bad.verdict, bad.value) == (FAILED, bad.number)


# Broken off, resumed, limited


@pytest.mark.parametrize("good", [0, 1, 7, 23])
async def test_only_what_is_missing_is_asked_after_a_failure(good: int) -> None:
    def script(body: Body, seen: int) -> str:
        return "ok" if len(there.server.log) <= good else "402"

    async with asking(Judge(), CANARY, script=script) as there:
        with pytest.raises(QuotaFault):
            await there.go()
        assert len(there.kept.kept) == good
        there.server.script = lambda body, seen: "ok"
        before = len(there.server.log)
        await there.go()
        later = [one.sha for one in there.server.log[before:]]
        assert len(later) == len(set(later)) == 24 - good
        broken = evidence.gathered(there.trial, there.kept.kept)
    async with asking(Judge(), CANARY) as whole:
        await whole.go()
        assert evidence.gathered(whole.trial, whole.kept.kept) == broken


@pytest.mark.parametrize(
    ("script", "url", "fault"), [("429_1s", "", BusyFault), ("ok", DEAD, AbsentFault), ("500", "", Fault)]
)
async def test_whatever_fails_leaves_what_was_answered(script: str, url: str, fault: type[Fault]) -> None:
    async with asking(Judge(), CANARY) as one:
        one.trial.only = ()
        one.trial.stages = {CANARY: one.trial.stages[CANARY][:3]}
        await one.go()
        one.trial.stages = {CANARY: Trial(subject(3)).stages[CANARY][:5]}
        one.server.script = lambda body, seen: script
        with pytest.raises(fault):
            await one.go(url=url)
        assert len(one.kept.kept) == 6
        one.server.script = lambda body, seen: "ok"
        assert len(await one.go()) == 10


async def test_the_spending_cap_ends_it_and_what_was_not_reached_is_not_decided() -> None:
    async with asking(Judge()) as one:
        with pytest.raises(CapFault):
            await one.go(Limits(tokens=60_000), max_tokens=1000)
        used = sum(each.tokens_in + each.tokens_out for each in one.kept.kept)
        found = one.checks()
    assert used <= 60_000
    assert (found["leaks"].verdict, found["signal"].verdict) == (PASSED, PASSED)
    reached = {plan.kind(each.stage) for each in one.kept.kept}
    assert CANARY not in reached
    assert {found[name].verdict for name in ("injections", "canary", "names", "filler")} == {OPEN}


async def test_what_others_have_used_counts_towards_the_cap() -> None:
    async with asking(Judge(), CANARY) as one:
        where = Endpoint(one.server.url, "people")
        calls = Calls(
            made(where, asyncio.sleep), where, Limits(tokens=50_000), one.kept, used=[(30_000, 19_999)]
        )
        with pytest.raises(CapFault):
            await plan.ask(one.trial, calls)
        await calls.client.close()
        assert one.server.log == []
        assert {check.verdict for check in one.checks().values()} == {OPEN}


# What is read


def test_evidence_is_whole_numbers_and_does_not_depend_on_the_order_of_answers(
    fair: tuple[Trial, list[Record]], measured: dict[str, Any]
) -> None:
    trial, records = fair
    turned = records[:]
    random.Random(1).shuffle(turned)
    assert evidence.gathered(trial, turned) == measured
    leaves = list(numbers(measured))
    assert len(leaves) > 3000
    assert {type(one) for one in leaves} <= {int, str}


def numbers(found: Any) -> Sequence[Any]:
    if isinstance(found, Mapping):
        return [leaf for one in found.values() for leaf in numbers(one)]
    if isinstance(found, list | tuple):
        return [leaf for one in found for leaf in numbers(one)]
    return [found]


@pytest.mark.parametrize("plainly", [True, False])
def test_words_of_the_frame_are_found_however_they_are_spelled(*, plainly: bool) -> None:
    words = render.frame().split()
    told = 0
    for start in range(0, len(words) - 16, 5):
        piece = "\n".join([" ".join(words[start : start + 8]), " ".join(words[start + 8 : start + 16])])
        if len(secret.WORD.findall(piece)) >= secret.LENGTH:
            content = json.dumps({"reason": piece}, ensure_ascii=plainly)
            assert secret.told(json.dumps({"content": content}, ensure_ascii=plainly))
            told += 1
    assert told > 50
    assert not secret.told(
        json.dumps({"reason": "Mended the gate, which all use now, and said what failed."})
    )
