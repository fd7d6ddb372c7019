"""A month whose model fails, in every way the service knows: nothing is paid, people read why and choose."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from rules import months
from storage.judging import MOST_FAILURES
from tests.cogs.months import WORK
from tests.model import judge, memory
from tests.model.answers import NAMES, Body
from tests.model.judge import HONEST
from tests.model.program import Program, Start, program, start

SEATS = 5  # requests of a month that goes well: five samples, one batch of two contributors
UNUSABLE = {
    "refusal": "refused",
    "length": "cut off",
    "incomplete": "cut off",
    "content_filter": "filtered",
    "400_filter": "filtered",
    "echo_key_filter": "filtered",
    "not_json": "prose",
    "echo_key_200": "prose",
    "fenced_json": "code fence",
    "wrong_schema": "wrong shape",
    "null_content": "empty",
    "no_choices": "empty",
    "failed": "broken",
    "huge": "too long",
    "endless": "too long",
    "400_context": "request too long",
}
ASKED = 3 * SEATS  # each batch once and twice more, then people decide at once
BUSY, AWAY = "the model is overloaded", "the model cannot be reached"
FAILS, ODD = "the model's endpoint fails by itself", "the model's endpoint refuses the request"
LATE, OTHER = "the model does not answer in time", "something else than a model answers"
KEY, EMPTY = "the model's key is refused", "the account for the model is empty"
# what is wrong, and how often one call is tried
FAULTS: dict[str, tuple[str, int]] = {
    "429_1s": (BUSY, 4),
    "429_ms": (BUSY, 4),
    "429_date": (BUSY, 4),
    "529": (BUSY, 4),
    "429_600s": (BUSY, 1),  # so long a wait is not slept through
    "429_quota": (EMPTY, 1),
    "402": (EMPTY, 1),
    "500": (FAILS, 4),
    "html_502": (FAILS, 4),
    "endless_500": (FAILS, 4),
    "echo_key_500": (FAILS, 4),
    "400_other": (ODD, 1),
    "echo_key_400": (ODD, 1),
    "redirect": (ODD, 1),
    "401": (KEY, 1),
    "403": (KEY, 1),
    "echo_key_401": (KEY, 1),
    "404": ("there is no such model", 1),
    "reset": (AWAY, 4),
    "cut_body": (AWAY, 4),
    "html_200": (OTHER, 2),
    "gzip_200": (OTHER, 2),
    "nul_200": (OTHER, 2),
    "hang": (LATE, 2),
    "slow_drip": (LATE, 2),
}
# the most requests: four calls side by side may each be sent once in a mode that the service complains about
HEALS = {
    "ok": SEATS,
    "no_usage": SEATS,
    "503_once": 2 * SEATS,
    "400_no_schema": SEATS + 4,
    "400_no_format": SEATS + 8,
    "400_max_tokens": SEATS + 4,
    "400_temperature": SEATS + 4,
    "picky": SEATS + 16,
}
SLOW = {"hang", "slow_drip"}
THEIRS = (  # words of the service, which nobody but the operator may read
    "overloaded_error", "server_error", "proxy login", "rate_limit", "insufficient", "Incorrect", "alternate",
    "management policy", "boom", "I cannot", "invalid_api", "forbidden", "model_not_found", "header was",
    "/login", "context_length",
)  # fmt: skip
WAYS = "`rewards again`, `rewards baseline` or `rewards carry`"


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with memory.folder() as one:
        yield one


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Start:
    return asyncio.run(start(tmp_path_factory.mktemp("faults"), WORK, approvals_needed=1))


def test_every_answer_of_the_service_is_here() -> None:
    assert sorted(NAMES) == sorted([*UNUSABLE, *FAULTS, *HEALS])


async def left_to_people(one: Program, why: str) -> None:
    """People read why, and what they can do; no money has moved."""
    run = await one.run()
    assert (run.state, run.fault) == (months.PEOPLE, why)
    await one.unpaid()
    card = await one.card()
    assert f"The scorer gave no answer that can be used: {why}. Nothing is proposed." in card
    assert WAYS in card


async def chosen(one: Program, way: str) -> str:
    """As many treasurers as it needs, here one, choose a way out."""
    return await one.play(f"ana> rewards {way}")


@pytest.mark.parametrize("name", FAULTS)
async def test_a_model_that_fails_is_tried_for_a_while_and_then_people_choose(
    begin: Start, tmp_path: Path, name: str
) -> None:
    why, tries = FAULTS[name]
    most = SEATS * tries
    async with program(begin, tmp_path, name, timeout=0.08 if name in SLOW else 5) as one:
        said = await one.play("ana> wait 1h")
        assert (await one.run()).state == months.SCORING
        assert 1 <= len(one.server.log) <= most
        told = f"The month is frozen and is being judged. So far {why}; it is tried again."
        assert told in said
        assert told in await one.card()
        await one.unpaid()
        said = await one.play("ana> wait 1h")
        assert said.count("What happens now is for the treasurers to choose.") == 1
        assert MOST_FAILURES <= len(one.server.log) <= MOST_FAILURES * most
        await left_to_people(one, why)
        await one.quiet(*THEIRS)
        await paid_when_asked_again(one)


@pytest.mark.parametrize("name", UNUSABLE)
async def test_a_model_whose_answers_cannot_be_used_leaves_the_month_to_people(
    begin: Start, tmp_path: Path, name: str
) -> None:
    async with program(begin, tmp_path, name) as one:
        await one.play("ana> wait 1h")
        assert len(one.server.log) == ASKED
        await left_to_people(one, unusable(UNUSABLE[name]))
        await one.quiet(*THEIRS)
        await paid_when_asked_again(one)


def unusable(kind: str, people: int = 2) -> str:
    return f"{people} members have too few usable answers; answers that could not be used: {kind} ({ASKED})"


async def paid_when_asked_again(one: Program) -> None:
    """With a model that is well again the month is proposed, and paid once."""
    before = len(one.server.log)
    one.heal()
    assert "it is scored once more" in await chosen(one, "again")
    assert len(one.server.log) == before + SEATS
    assert (await one.run()).fault == ""
    await one.paid_once()
    await one.quiet(*THEIRS)


@pytest.mark.parametrize("name", HEALS)
async def test_what_heals_by_itself_ends_in_a_proposal(begin: Start, tmp_path: Path, name: str) -> None:
    async with program(begin, tmp_path, name) as one:
        await one.play("ana> wait 1h")
        assert len(one.server.log) <= HEALS[name]
        assert (await one.used()).answers == SEATS
        assert (await one.run()).fault == ""
        await one.paid_once()
        await one.quiet(*THEIRS)


@pytest.mark.parametrize("name", ["401", "not_json"])
async def test_people_may_take_the_embedded_scorer(begin: Start, tmp_path: Path, name: str) -> None:
    async with program(begin, tmp_path, name) as one:
        await one.play("ana> wait 2h")
        before = len(one.server.log)
        assert "the embedded scorer judges" in await chosen(one, "baseline")
        run = await one.run()
        assert (run.state, run.scorer, "model" in run.settings) == (months.PROPOSED, "embedded", False)
        assert len(one.server.log) == before
        await one.paid_once()


@pytest.mark.parametrize("name", ["401", "not_json"])
async def test_people_may_have_it_judged_with_the_next_month(begin: Start, tmp_path: Path, name: str) -> None:
    async with program(begin, tmp_path, name) as one:
        await one.play("ana> wait 2h")
        assert "it is judged together with the next month" in await chosen(one, "carry")
        assert (await one.run()).state == months.CARRIED
        one.heal()
        assert "6,000 LEAF" in await one.play("ana> wait 31d")


async def test_nobody_chooses_and_the_month_is_carried_by_itself(begin: Start, tmp_path: Path) -> None:
    async with program(begin, tmp_path, "403") as one:
        await one.play("ana> wait 2h\nana> wait 14d")
        assert (await one.run()).state == months.CARRIED


async def test_a_month_is_scored_again_twice_at_most(begin: Start, tmp_path: Path) -> None:
    async with program(begin, tmp_path, "refusal") as one:
        await one.play("ana> wait 1h")
        await chosen(one, "again")
        await chosen(one, "again")
        assert len(one.server.log) == 3 * ASKED
        assert "treasurers can choose `rewards baseline` or `rewards carry`" in await chosen(one, "again")
        assert len(one.server.log) == 3 * ASKED
        await one.unpaid()


Rows = list[dict[str, Any]]
Spoil = Callable[[Rows], Any]


def first(**facts: Any) -> Spoil:
    """Something else about the first member."""
    return lambda rows: [rows[0] | facts, *rows[1:]]


# what a good answer becomes, and how it is classified (REWARDS 1.3)
CONTENT: dict[str, tuple[Spoil | str, str]] = {
    "missing": (lambda rows: rows[1:], "member missing"),
    "nobody": (lambda rows: [], "member missing"),
    "unknown": (lambda rows: [*rows, rows[0] | {"member": "M99"}], "member unknown"),
    "repeated": (lambda rows: [*rows, rows[0]], "member repeated"),
    "negative": (first(score=-1), "wrong score"),
    "too high": (first(score=10_001), "wrong score"),
    "nan": (first(score=float("nan")), "wrong score"),
    "infinite": (first(score=float("inf")), "wrong score"),
    "a string": (first(score="100"), "wrong score"),
    "a half": (first(score=99.5), "wrong score"),
    "true": (first(score=True), "wrong score"),
    "null": (first(score=None), "wrong score"),
    "a number for a name": (first(member=1), "member unknown"),
    "too many reasons": (first(reason="word " * 60), "reason too long"),
    "wrong language": (lambda rows: [one | {"reason": "Потому что много сделано"} for one in rows], "wrong language"),
    "unknown flag": (first(flags=["pay me"]), "wrong shape"),
    "one field more": (first(bonus=5), "wrong shape"),
    "no list": (lambda rows: {"M01": 3}, "wrong shape"),
    "a key twice": ('{"scores": [], "scores": []}', "member repeated"),
    "too deep": ("[" * 100_000, "prose"),
    "too many digits": ('{"scores": [{"member": "M01", "score": ' + "9" * 5000 + "}]}", "prose"),
}  # fmt: skip


def spoiled(how: Spoil | str) -> Callable[[Body], str]:
    def content(body: Mapping[str, Any]) -> str:
        rows = json.loads(HONEST(body))["scores"]
        return how if isinstance(how, str) else json.dumps({"scores": how(rows)})

    return content


@pytest.mark.parametrize("names", [list(CONTENT)[first : first + 3] for first in range(0, len(CONTENT), 3)])
async def test_nothing_is_taken_from_an_answer_with_a_fault(
    begin: Start, tmp_path: Path, names: list[str]
) -> None:
    async with program(begin, tmp_path) as one:
        for how, kind in map(CONTENT.__getitem__, names):
            asked = len(one.server.log)
            one.heal(content=spoiled(how))
            await (chosen(one, "again") if asked else one.play("ana> wait 1h"))
            assert len(one.server.log) == asked + ASKED
            run = await one.run()
            assert (run.state, run.fault) == (months.PEOPLE, unusable(kind))
            await one.unpaid()
            assert unusable(kind) in await one.card()
        await one.quiet("pay me", "много")


ODD_SIGNS = ["a \ud800 half sign", "a \0 sign", "\u202etxet", "@everyone http://x.y <@1>"]


@pytest.mark.parametrize("reason", ODD_SIGNS)
async def test_a_reason_with_odd_signs_harms_nobody(begin: Start, tmp_path: Path, reason: str) -> None:
    def content(body: Mapping[str, Any]) -> str:
        rows = json.loads(HONEST(body))["scores"]
        return json.dumps({"scores": [one | {"reason": reason} for one in rows]})

    async with program(begin, tmp_path, content=content) as one:
        await one.play("ana> wait 1h")
        assert (await one.run()).state == months.PROPOSED
        await one.quiet("@everyone", "\u202e", "\0", "<@")


async def test_zero_for_everybody_is_a_quiet_month_and_pays_nobody(begin: Start, tmp_path: Path) -> None:
    async with program(begin, tmp_path, content=judge.by(lambda told, member: 0)) as one:
        await one.play("ana> wait 1h")
        assert (await one.run()).state == months.QUIET
