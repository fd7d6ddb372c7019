"""A model as scorer, against the scripted service: what is asked, kept, paid for, and made of it (REWARDS 1.2, 1.3)."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from prompts import faults, scorer
from prompts.calls import Limits
from prompts.client import Endpoint
from prompts.faults import Fault
from prompts.judge import Model
from prompts.render import Month, frame_hash
from prompts.scorer import Case, Draft, DraftError
from rules import dealing, judgement
from rules.allocation import ONE
from rules.dealing import Seat
from rules.judgement import READ, Record
from tests.model.answers import Answer, Body
from tests.model.judge import HONEST, asked
from tests.model.kit import KEY, Kit, Make, kits
from tests.rules.judged import SEED, month

UNIT = 2 * ONE
SEVEN = {1: 3, 2: 1, 3: 2, 4: 5, 5: 1, 6: 8, 7: 1}
REFUSING = "unspeakable"


@pytest.fixture
async def kit() -> AsyncIterator[Make]:
    """Makes kits, and closes them at the end."""
    async with kits() as make:
        yield make


class Kept:
    """Answers in a list; `most` of them can be kept."""

    def __init__(self, known: Sequence[Record] = (), most: int = 10**6) -> None:
        self.known, self.kept, self.most = known, list(known), most

    async def keep(self, record: Record) -> None:
        if len(self.kept) >= self.most:
            raise LookupError("the lease is lost")
        self.kept.append(record)


def case(people: int = 7, praises: Mapping[int, int] = SEVEN, hostile: int = 0, **settings: Any) -> Case:
    """A month whose texts differ; that of a hostile member holds a word that the model refuses."""
    held = month(people, {one: praises.get(one, 1) for one in range(1, people + 1)})
    texts = {work["text"]: f"work {work['text']} of somebody" for work in held["works"]}
    texts |= {work["text"]: f"{REFUSING} {work['text']}" for work in held["works"] if hostile in work["for"]}
    return Case(
        held, scorer.prompt(), SEED, {"samples": 5} | settings, texts, community="Garden", title="November"
    )


async def service(
    make: Make,
    script: Callable[[Body, int], Any] | str = "ok",
    content: Callable[[Body], str] = HONEST,
    **facts: Any,
) -> Kit:
    """A service whose good answers are honest ones."""
    one = await make(script, **facts)
    one.server.content = content
    return one


async def score(one: Kit, some: Case, kept: Kept | None = None, **limits: int) -> Draft:
    model = Model(one.client._endpoint, KEY, Limits(**limits), client=one.client)
    return await model.score(some, kept or Kept())


def user(body: Mapping[str, Any]) -> str:
    return str(body["messages"][1]["content"])


def refusing(body: Body, seen: int) -> str:
    return "refusal" if REFUSING in user(body) else "ok"


def turns(*names: str) -> Callable[[Body, int], str]:
    """One answer after the other, whatever is asked; then good ones."""
    left = list(names)
    return lambda body, seen: left.pop(0) if left else "ok"


async def test_every_batch_of_every_sample_is_asked_once_and_kept(kit: Make) -> None:
    one, kept, some = await service(kit), Kept(), case()
    draft = await score(one, some, kept)
    assert draft.scores == {member: 100 * (praised + 1) * UNIT for member, praised in SEVEN.items()}
    assert len(one.server.log) == len(set(one.server.sent)) == 15
    assert {(record.sample, record.batch, record.attempt) for record in kept.kept} == {
        (sample, batch, 0) for sample in range(5) for batch in range(3)
    }
    assert {record.sent for record in kept.kept} == {seen.sha for seen in one.server.log}
    assert {(record.stage, record.status, record.tokens_in, record.tokens_out) for record in kept.kept} == {
        ("score", 200, 120, 30)
    }
    assert (
        draft.scores == judgement.judge(some.digest, some.seed, some.settings, kept.kept, some.prompt).scores
    )


async def test_where_everything_is_known_nothing_is_asked(kit: Make) -> None:
    one, kept, some = await service(kit), Kept(), case()
    first = await score(one, some, kept)
    deaf = await service(kit, "500")
    again = Kept(kept.kept)
    assert await score(deaf, some, again) == first
    assert (deaf.server.log, len(again.kept)) == ([], 15)


@pytest.mark.parametrize("known", [1, 7, 14])
async def test_a_run_is_resumed_where_it_stopped(kit: Make, known: int) -> None:
    one, kept, some = await service(kit), Kept(), case()
    first = await score(one, some, kept)
    resumed = Kept(kept.kept[:known])
    assert await score(one, some, resumed) == first
    assert len(one.server.log) == 15 + 15 - known
    assert sorted(resumed.kept, key=lambda one: one.seat) == sorted(kept.kept, key=lambda one: one.seat)


async def test_a_run_that_stopped_between_attempts_goes_on_with_the_next(kit: Make) -> None:
    some, kept = case(20, {}, hostile=7), Kept()
    await score(await service(kit, refusing), some, kept)
    first = [record for record in kept.kept if record.attempt == 0]
    one, resumed = await service(kit, refusing), Kept(first)
    await score(one, some, resumed)
    assert len(one.server.log) == 10
    assert Counter(record.attempt for record in resumed.kept) == {0: 25, 1: 5, 2: 5}


@pytest.mark.parametrize(
    "bad", ["refusal", "not_json", "length", "fenced_json", "null_content", "400_filter", "huge"]
)
async def test_an_answer_that_cannot_be_used_is_asked_for_again_and_kept(kit: Make, bad: str) -> None:
    one, kept = await service(kit, turns(bad, bad)), Kept()
    draft = await score(one, case(), kept)
    assert draft.scores[6] == 900 * UNIT
    assert (len(one.server.log), len(kept.kept)) == (17, 17)


async def test_a_retry_has_the_same_members_in_another_order_with_other_labels_and_marker(kit: Make) -> None:
    one, kept, some = await service(kit, refusing), Kept(), case(20, {}, hostile=7)
    await score(one, some, kept)
    assert len(one.server.log) == 25 + 5 * 2  # at most twice more
    bodies = {seen.sha: body for seen, body in zip(one.server.log, one.server.bodies, strict=True)}
    dealt = judgement.dealt(some.digest, SEED, some.settings)
    orders, names = set(), set()
    for sample in range(5):
        tries = [it for it in kept.kept if it.sample == sample and REFUSING in user(bodies[it.sent])]
        assert [record.attempt for record in tries] == [0, 1, 2]
        for record in tries:
            who = dealing.labels(SEED, record.seat, dealt[sample][record.batch])
            members = {label: member for member, label in who.items()}
            order = [members[label] for label in asked(bodies[record.sent]).members]
            assert sorted(order) == sorted(who)
            orders.add((sample, *order))
            names.add((sample, *sorted(who.items())))
    assert len(orders) > 12  # of 15; with four members chance repeats itself
    assert len(names) > 12
    assert len({asked(body).marker for body in bodies.values()}) > 5


@pytest.mark.parametrize(("people", "samples"), [(7, 5), (20, 5), (20, 11)])
async def test_one_member_whom_the_model_refuses_leaves_everybody_else_their_scores(
    kit: Make, people: int, samples: int
) -> None:
    one, kept, some = await service(kit, refusing), Kept(), case(people, SEVEN, hostile=2, samples=samples)
    draft = await score(one, some, kept)
    judged = judgement.judge(some.digest, SEED, some.settings, kept.kept, some.prompt)
    least = samples - dealing.meets(people, samples, dealing.batches(people, samples))
    assert min(len(judged.of(member)) for member in judged.scores if member != 2) >= least
    assert judged.short == {2}
    assert draft.scores == judged.scores
    assert {member: draft.scores[member] for member in (1, 6)} == {1: 400 * UNIT, 6: 900 * UNIT}
    assert 2 not in draft.reasons


async def test_more_than_a_tenth_without_enough_answers_is_for_people_and_says_why(kit: Make) -> None:
    one, kept = await service(kit, "refusal"), Kept()
    with pytest.raises(DraftError, match=r"7 members have too few usable answers; .* refused \(45\)"):
        await score(one, case(), kept)
    assert (len(one.server.log), len(kept.kept)) == (45, 45)


LASTING = [
    ("401", faults.KeyFault), ("429_quota", faults.QuotaFault), ("402", faults.QuotaFault), ("404", faults.ModelFault),
    ("400_other", faults.RequestFault), ("redirect", faults.RequestFault),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), LASTING)
async def test_a_lasting_fault_ends_the_run_without_further_calls(
    kit: Make, name: str, kind: type[Fault]
) -> None:
    one, kept = await service(kit, name, parallel=2), Kept()  # two under way, two that wait behind them
    with pytest.raises(kind):
        await score(one, case(20, {}), kept)
    assert (len(one.server.log) <= 4, kept.kept) == (True, [])


async def test_what_came_before_a_lasting_fault_is_kept_and_the_rest_asked_another_time(kit: Make) -> None:
    one, kept = await service(kit, turns(*["ok"] * 6, "402"), parallel=1), Kept()
    with pytest.raises(faults.QuotaFault):
        await score(one, case(), kept)
    assert (len(one.server.log), len(kept.kept)) == (8, 7)  # one waited behind it
    draft = await score(one, case(), Kept(kept.kept))
    assert (len(one.server.log), draft.scores[6]) == (8 + 8, 900 * UNIT)


async def test_calls_that_wait_for_what_others_leave_are_not_made_after_a_lasting_fault(kit: Make) -> None:
    one, some = await service(kit, "401", parallel=8), case()
    with pytest.raises(faults.KeyFault):
        await score(one, some, tokens=most(one, some))
    assert len(one.server.log) == 1


@pytest.mark.parametrize(("name", "tries"), [("reset", 4), ("500", 4), ("html_200", 2), ("429_600s", 1)])
async def test_a_passing_fault_of_one_batch_lets_the_others_be_asked(
    kit: Make, name: str, tries: int
) -> None:
    some, kept = case(20, {}, hostile=2), Kept()
    one = await service(kit, lambda body, seen: name if REFUSING in user(body) else "ok")
    with pytest.raises(Fault) as caught:
        await score(one, some, kept)
    assert caught.value.passing
    assert (len(kept.kept), len(one.server.log)) == (20, 20 + 5 * tries)
    assert caught.value.wait == (600 if name == "429_600s" else None)
    well = await service(kit)
    await score(well, some, Kept(kept.kept))
    assert len(well.server.log) == 5


async def test_where_an_answer_cannot_be_kept_nothing_more_is_asked(kit: Make) -> None:
    one, kept = await service(kit, parallel=2), Kept(most=3)
    with pytest.raises(LookupError, match="lease"):
        await score(one, case(20, {}), kept)
    await one.server.until(0)
    calls = len(one.server.log)
    assert 3 < calls <= 3 + 4
    await one.client.ask(Month(case()).ask(Seat("score", 0, 0), [1]).request)
    assert len(one.server.log) == calls + 1
    assert [task for task in asyncio.all_tasks() if "Asking" in repr(task)] == []


def most(one: Kit, some: Case) -> int:
    """The most tokens that the largest call of a run may use."""
    held = Month(some)
    dealt = judgement.dealt(some.digest, some.seed, some.settings)
    requests = [
        held.ask(Seat("score", s, b), who).request
        for s, sample in enumerate(dealt)
        for b, who in enumerate(sample)
    ]
    return max(map(one.client.estimate, requests))


@pytest.mark.parametrize("parallel", [1, 8])
async def test_calls_side_by_side_do_not_stop_a_run_that_stays_within_its_cap(
    kit: Make, parallel: int
) -> None:
    one, some = await service(kit, parallel=parallel), case()
    draft = await score(one, some, tokens=14 * 150 + most(one, some))
    assert (len(one.server.log), len(draft.scores)) == (15, 7)


@pytest.mark.parametrize("parallel", [1, 3, 8])
async def test_a_cap_stops_a_run_before_it_is_passed_and_keeps_what_came(kit: Make, parallel: int) -> None:
    one, some, kept = await service(kit, parallel=parallel), case(), Kept()
    cap = 5 * 150 + most(one, some)
    with pytest.raises(faults.CapFault, match="max_tokens_run"):
        await score(one, some, kept, tokens=cap)
    used = sum(record.tokens_in + record.tokens_out for record in kept.kept)
    assert 5 * 150 <= used == 150 * len(one.server.log) <= cap
    again = await service(kit)
    with pytest.raises(faults.CapFault):
        await score(again, some, Kept(kept.kept), tokens=used + 100)
    assert again.server.log == []


async def test_a_cap_in_money_counts_what_earlier_attempts_at_the_run_cost(kit: Make) -> None:
    # a cent and ten cents a token
    one = await service(kit, parallel=1, price_in=1_000_000, price_out=10_000_000)
    some, kept = case(), Kept()
    cap = most(one, some) + 9 * 4000 + 5 * 420
    with pytest.raises(faults.CapFault, match="max_cost"):
        await score(one, some, kept, cents=cap)
    assert {record.cost for record in kept.kept} == {420 * 1_000_000}
    assert 5 <= len(kept.kept) < 15
    calls = len(one.server.log)
    with pytest.raises(faults.CapFault):
        await score(one, some, Kept(kept.kept), cents=cap)
    assert len(one.server.log) == calls
    assert len((await score(one, some, Kept(kept.kept))).scores) == 7


def reading(body: Body) -> str:
    """Sorts what is to be sorted, scores what is to be scored."""
    if "to score" in user(body):
        return HONEST(body)
    labels = re.findall(r"^(T\d+):", user(body), re.MULTILINE)
    rows = [{"text": one, "what": "code", "size": "large", "evidence": "named"} for one in labels]
    return json.dumps({"texts": rows})


async def test_the_reader_is_asked_first_and_only_its_fields_reach_who_scores(kit: Make) -> None:
    one, some, kept = await service(kit, content=reading), case(reader=True), Kept()
    first = await score(one, some, kept)
    read, scored = one.server.bodies[:2], one.server.bodies[2:]
    assert len(some.texts) == 28  # twenty a request
    assert all("to sort" in user(body) and "to score" not in user(body) for body in read)
    assert all("to score" in user(body) and "somebody" not in user(body) for body in scored)
    assert {text for body in scored for text in asked(body).texts.values()} == {"code, large, evidence named"}
    assert (len(scored), Counter(record.stage for record in kept.kept)) == (15, {READ: 2, "score": 15})
    places = [
        place for record in kept.kept if record.stage == READ for some in record.places for place in some
    ]
    assert sorted(places) == list(range(28))
    assert await score(one, some, Kept(kept.kept)) == first
    assert len(one.server.log) == 17


async def test_texts_that_the_reader_cannot_read_are_other(kit: Make) -> None:
    one, kept, some = await service(kit, refusing, reading), Kept(), case(reader=True)
    some = replace(some, texts={**some.texts, 0: REFUSING})
    await score(one, some, kept)
    scored = [body for body in one.server.bodies if "to score" in user(body)]
    assert {text for body in scored for text in asked(body).texts.values()} == {
        "code, large, evidence named", "other, small, evidence none",
    }  # fmt: skip
    assert Counter(record.stage for record in kept.kept) == {READ: 4, "score": 15}


async def test_a_reader_that_cannot_be_asked_ends_the_run_before_anybody_is_scored(kit: Make) -> None:
    one = await service(kit, "401", reading)
    with pytest.raises(faults.KeyFault):
        await score(one, case(reader=True))
    assert all("to sort" in user(body) for body in one.server.bodies)


@pytest.mark.parametrize("settings", [{}, {"reader": True}, {"solo": True}])
async def test_a_month_of_nobody_asks_nothing(kit: Make, settings: dict[str, Any]) -> None:
    one = await service(kit)
    assert await score(one, case(0, **settings)) == Draft({})
    assert one.server.log == []


async def test_what_is_done_is_reported(kit: Make) -> None:
    one, seen = await service(kit), list[tuple[str, int, int]]()
    model = Model(one.client._endpoint, KEY, report=lambda *facts: seen.append(facts), client=one.client)
    await model.score(case(), Kept())
    assert seen == [("asking judge-1", done, 15) for done in range(16)]


async def test_a_model_without_a_client_makes_and_closes_its_own(
    kit: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    one = await service(kit, lambda body, seen: Answer(HONEST(body)))
    endpoint = Endpoint(one.server.url, "judge-1", timeout=5)
    assert len((await Model(endpoint, KEY).score(case(), Kept())).reasons) == 7
    assert "temperature" not in one.server.bodies[0]


def test_what_a_run_fixes_is_what_its_scores_depend_on() -> None:
    warm = Model(Endpoint("http://127.0.0.1/v1", "wise", 900, temperature=0.2), "")
    assert warm.model == {"name": "wise", "frame": frame_hash(), "max_tokens": 900, "temperature": "0.2"}
    assert Model(Endpoint("http://127.0.0.1/v1", "wise"), "").model["temperature"] is None
    assert (warm.name, warm.version) == ("wise", frame_hash()[:12])
