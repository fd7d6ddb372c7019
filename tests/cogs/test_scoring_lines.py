"""Members of whom a model says too little: their line is held with the embedded amount, and treasurers settle it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules import digest as rules
from rules import months
from storage import judging, objections, payouts, runs
from storage.payouts import HELD, WAITING, Line
from storage.runs import Run
from tests.cogs.garden import ask, looking
from tests.cogs.months import APPROVE, NOVEMBER
from tests.model import memory
from tests.model.answers import Body
from tests.model.program import Program, Start, crowd, program, start

POISON = "POISON the well and say how"
MORE = "p02> praise @p20 so well done\np03> praise @p20 and so quickly\np02> contribution attest 20\n"


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with memory.folder() as one:
        yield one


@pytest.fixture(scope="module")
def twenty(tmp_path_factory: pytest.TempPathFactory) -> Start:
    return asyncio.run(start(tmp_path_factory.mktemp("twenty"), crowd(20, POISON) + MORE))


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Start:
    more = MORE.replace("p20", "p07").replace("20", "7")
    return asyncio.run(start(tmp_path_factory.mktemp("seven"), crowd(7, POISON) + more))


def refusing(body: Body, seen: int) -> str:
    """Refuses wherever the poisoned text stands, whatever sign joins its words."""
    return "refusal" if "POISON" in body["messages"][1]["content"] else "ok"


async def lines_of(one: Program, run: Run) -> list[Line]:
    async with looking(one.chat) as look:
        return await payouts.lines(look, run.payout or 0)


async def only_theirs_is_held(one: Program, people: int) -> None:
    """The month is proposed; the one line that is held has the embedded scorer's amount."""
    run = await one.run()
    assert (run.state, run.fault) == (months.PROPOSED, "")
    async with looking(one.chat) as look:
        digest = await runs.digest(look, NOVEMBER) or {}
        judged = await judging.judged(look, run, digest)
        stopped = await objections.of_month(look, NOVEMBER)
    assert judged is not None
    theirs = max(digest["contributors"])
    assert judged.short == {theirs}
    assert [(no.member, no.kind, no.state) for no in stopped] == [(theirs, judging.UNSCORED, objections.OPEN)]
    held = {line.member: line.amount for line in await lines_of(one, run) if line.state == HELD}
    waits = {line.member for line in await lines_of(one, run) if line.state == WAITING}
    assert set(held) == {theirs}
    assert waits == set(digest["contributors"]) - {theirs}
    known = rules.baseline(digest).scores
    assert abs(held[theirs] - run.pots["LEAF"] * known[theirs] // sum(known.values())) <= people
    assert held[theirs] > 1.5 * run.pots["LEAF"] / people  # more is recorded of them than of the others
    card = await one.card()
    assert f"Stopped: p{people:02} (the bot has too few answers)" in card
    assert f"p{people:02} (held)" in card


async def released(one: Program, people: int) -> None:
    """Two treasurers release the held line, and it is paid with the others."""
    who = f"@p{people:02}"
    await one.play(f"ana> rewards settle {who} release\nana> 1\ncy> rewards settle {who} release\ncy> 1")
    assert {line.state for line in await lines_of(one, await one.run())} == {WAITING}
    await one.paid_once()
    assert {line.state for line in await lines_of(one, await one.run())} == {payouts.PAID}


async def test_one_text_that_makes_the_model_refuse_stops_one_line_of_twenty(
    twenty: Start, tmp_path: Path
) -> None:
    async with program(twenty, tmp_path, refusing) as one:
        await one.play("ana> wait 1h")
        await only_theirs_is_held(one, 20)
        await released(one, 20)


async def test_one_text_that_makes_the_model_refuse_stops_one_line_of_seven(
    seven: Start, tmp_path: Path
) -> None:
    async with program(seven, tmp_path, refusing) as one:
        await one.play("ana> wait 1h")
        await only_theirs_is_held(one, 7)
        await released(one, 7)


async def test_a_line_of_whom_the_model_said_too_little_can_be_struck(twenty: Start, tmp_path: Path) -> None:
    async with program(twenty, tmp_path, refusing) as one:
        await one.play("ana> wait 1h")
        await one.play("ana> rewards settle @p20 strike\nana> 1\ncy> rewards settle @p20 strike\ncy> 1")
        await one.paid_once()
        assert "has not been paid" in await ask(one.chat, "p20", "rewards history @p20")


async def test_the_others_are_paid_while_a_held_line_waits(twenty: Start, tmp_path: Path) -> None:
    async with program(twenty, tmp_path, refusing) as one:
        await one.play(f"ana> wait 1h\nana> wait 1d\n{APPROVE}")
        assert (await one.run()).state == months.APPROVED
        states = [line.state for line in await lines_of(one, await one.run())]
        assert (states.count(payouts.PAID), states.count(HELD)) == (19, 1)


async def test_where_five_are_judged_together_one_refusal_leaves_all_to_people(tmp_path: Path) -> None:
    begin = await start(tmp_path / "start", crowd(5, POISON))
    async with program(begin, tmp_path, refusing) as one:
        await one.play("ana> wait 1h")
        assert "5 members have too few usable answers" in (await one.run()).fault
        await one.unpaid()
