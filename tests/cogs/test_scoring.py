"""How a month is judged by a model: resumed, taken over, changed, and limited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.deps import Deps
from prompts.calls import Limits
from rules import months
from rules.judgement import Record
from storage import alarms, answers, judging, ledger, payouts, runs
from storage.leases import lease
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, looking
from tests.cogs.months import NOVEMBER, WORK
from tests.model import memory
from tests.model.answers import Body
from tests.model.program import Program, Start, crowd, program, start
from tests.model.server import Script, Server

SEATS = 5


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    with memory.folder() as one:
        yield one


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Start:
    return asyncio.run(start(tmp_path_factory.mktemp("scoring"), WORK))


def then(good: int, fault: str) -> Script:
    """So many good answers to different requests, and the fault to every later one."""
    seen: set[str] = set()

    def script(body: Body, earlier: int) -> str:
        asked = body["messages"][1]["content"]
        if len(seen) < good:
            seen.add(asked)
        return "ok" if asked in seen else fault

    return script


async def half(one: Program) -> None:
    """The month is frozen, and the service has failed after some good answers."""
    await one.play("ana> wait 1h")
    assert (await one.run()).state == months.SCORING


async def stored(one: Program, number: int) -> None:
    """Wait until so many answers are kept."""
    async with asyncio.timeout(20):
        while (await one.used()).answers < number:  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.002)


# resumed


async def test_only_what_is_missing_is_asked_after_a_failure(begin: Start, tmp_path: Path) -> None:
    async with program(begin, tmp_path, then(2, "402"), parallel=1) as one:
        await half(one)
        assert (await one.used()).answers == 2
        first = {seen.sha for seen in one.server.log[:2]}
        assert "Answers: 2 of 5" in await one.card()
        before = len(one.server.log)
        one.heal()
        await one.play("ana> wait 1h")
        later = [seen.sha for seen in one.server.log[before:]]
        assert len(later) == len(set(later)) == SEATS - 2
        assert not first & set(later)
        await one.paid_once()


async def test_a_program_that_is_closed_in_the_middle_goes_on_where_it_was(
    begin: Start, tmp_path: Path
) -> None:
    async with Server(then(2, "hang"), content=lambda body: "") as server:
        async with program(begin, tmp_path, server=server, timeout=60, parallel=1) as one:
            one.heal(then(2, "hang"))
            await one.chat.app._move(timedelta(hours=1))
            await one.chat.app.tick(wait=False)
            await one.chat.app.tick(wait=False)
            await stored(one, 2)
            await server.until(1)
            await one.chat.app.tick(wait=False)
            assert len(one.chat.app.schedule.running) == 1
        known = {seen.sha for seen in server.log[:2]}
        before = len(server.log)
        async with program(begin, tmp_path, server=server, parallel=1) as one:
            one.heal()
            await one.play("ana> wait 5m")
            assert len(server.log) == before  # the lease of the closed program has not run out
            await one.play("ana> wait 10m")
            assert not known & {seen.sha for seen in server.log[before:]}
            assert len(server.log) == before + SEATS - 2
            await one.paid_once()


# another model


async def test_a_model_that_is_changed_in_the_middle_leaves_the_month_to_people(
    begin: Start, tmp_path: Path
) -> None:
    async with Server(then(2, "402")) as server:
        async with program(begin, tmp_path, server=server, parallel=1) as one:
            one.heal(then(2, "402"))
            await half(one)
        before = len(server.log)
        async with program(begin, tmp_path, server=server, model="judge-2") as one:
            one.heal()
            await one.play("ana> wait 1h")
            why = "the model was changed while judge-1 was judging this month"
            assert (await one.run()).fault == why
            assert why in await one.card()
            await one.unpaid()
            assert len(server.log) == before
            await one.play("ana> rewards again\nben> rewards again")
            assert (await one.run()).settings["model"]["name"] == "judge-2"
            assert len(server.log) == before + SEATS
            await one.paid_once()


async def test_a_model_that_is_switched_off_in_the_middle_leaves_the_month_to_people(
    begin: Start, tmp_path: Path
) -> None:
    async with program(begin, tmp_path, then(2, "402"), parallel=1) as one:
        await half(one)
    async with without(begin, tmp_path) as chat:
        await chat.play("ana> wait 1h")
        async with looking(chat) as look:
            run = await runs.get(look, NOVEMBER)
        assert (run.state, run.fault) == (
            months.PEOPLE,
            "the model was changed while judge-1 was judging this month",
        )
        await chat.play("ana> rewards again\nben> rewards again")
        assert await judged_by(chat) == (months.PROPOSED, "embedded", False)


@pytest.mark.parametrize("fault", ["402", "500"])
async def test_a_model_that_never_answered_may_be_changed(begin: Start, tmp_path: Path, fault: str) -> None:
    async with program(begin, tmp_path, fault) as one:
        await half(one)
    async with program(begin, tmp_path, model="judge-2") as one:
        await one.play("ana> wait 1h")
        run = await one.run()
        assert (run.scorer, run.settings["model"]["name"]) == ("judge-2", "judge-2")
        await one.paid_once()


async def test_a_model_that_never_answered_may_be_switched_off(begin: Start, tmp_path: Path) -> None:
    async with program(begin, tmp_path, "402") as one:
        await half(one)
    async with without(begin, tmp_path) as chat:
        await chat.play("ana> wait 1h")
        assert await judged_by(chat) == (months.PROPOSED, "embedded", False)


def without(begin: Start, folder: Path) -> Any:
    """The garden once more, with no model configured."""
    return Chat.open(f"sqlite:///{folder}/garden.db", deps=Deps(charts=False))


async def judged_by(chat: Chat) -> tuple[str, str, bool]:
    async with looking(chat) as look:
        run = await runs.get(look, NOVEMBER)
    return run.state, run.scorer, "model" in run.settings


# another process


async def test_who_has_lost_the_lease_makes_nothing_of_its_answers(begin: Start, tmp_path: Path) -> None:
    gate, waits = asyncio.Event(), asyncio.Event()

    async def stuck(seconds: float) -> None:
        waits.set()
        await gate.wait()

    async with program(begin, tmp_path, then(2, "503_once"), parallel=1, sleep=stuck) as slow:
        going = asyncio.create_task(slow.play("ana> wait 1h"))
        await waits.wait()
        await stored(slow, 2)
        slow.heal()
        before = len(slow.server.log)
        async with program(begin, tmp_path, server=slow.server) as fast:
            await fast.play("ana> wait 5m")
            assert (await fast.run()).state == months.SCORING
            await fast.play("ana> wait 10m")
            assert (await fast.run()).state == months.PROPOSED
            assert len(slow.server.log) == before + SEATS - 2
            kept = await everything(fast)
            gate.set()
            await going
            assert await everything(fast) == kept
            told = [one["event"] for one in fast.logs if one["event"].startswith("another process")]
            assert told == ["another process judges this month"]
            assert len(slow.server.log) - before <= 2 * (SEATS - 2)
            await fast.paid_once()


async def everything(one: Program) -> tuple[Any, ...]:
    """Run, entries, payouts and answers of the month."""
    run = await one.run()
    async with looking(one.chat) as look:
        names = [entry.id async for entry, _ in ledger.every(look)]
        said = await answers.of_run(look, NOVEMBER, run.tries)
        return run, names, await payouts.lines(look, run.payout or 0), said


async def test_a_fence_is_worth_nothing_once_people_have_asked_again(begin: Start, tmp_path: Path) -> None:
    async with program(begin, tmp_path, "refusal") as one:
        await one.play("ana> wait 1h")
        old = (await records(one, 0))[0]
        one.heal("500")
        await one.play("ana> rewards again\nben> rewards again")
        await act(one, open_again)
        assert not await act(one, lambda change: judging.heard(change, NOVEMBER, 1, old, 0))
        assert not await act(one, lambda change: judging.failed(change, NOVEMBER, 1, answered=True, turn=0))
        assert not await act(one, lambda change: judging.conclude(change, NOVEMBER, 1, {4: 1, 5: 9}, 0))
        assert await records(one, 1) == []
        assert (await one.run()).state == months.SCORING


async def open_again(change: Change) -> None:
    """Let the lease of the second judging be held."""
    mine = lease.c.job == f"score/{NOVEMBER}/1"
    await change.run(update(lease).where(mine).values(until=change.now + judging.LEASE, done=None))


async def records(one: Program, turn: int) -> list[Record]:
    async with looking(one.chat) as look:
        return await answers.of_run(look, NOVEMBER, turn)


async def act(one: Program, work: Callable[[Change], Any]) -> Any:
    return await one.chat.app.store.act(COMMUNITY, work)


async def test_a_failure_of_who_has_lost_the_lease_changes_nothing(begin: Start, tmp_path: Path) -> None:
    async with program(begin, tmp_path, "500") as one:
        await half(one)
        async with looking(one.chat) as look:
            before = await one.run(), await alarms.moment(look, "score", NOVEMBER)
        wait = timedelta(hours=9)
        lost = await act(
            one,
            lambda change: judging.failed(change, NOVEMBER, 7, answered=False, why="x", wait=wait),
        )
        async with looking(one.chat) as look:
            assert (await one.run(), await alarms.moment(look, "score", NOVEMBER)) == before
        assert not lost


# waits, caps and bounds


async def test_what_has_not_begun_when_a_fault_will_last_stays_unasked(tmp_path: Path) -> None:
    begin = await start(tmp_path / "start", crowd(7))
    async with program(begin, tmp_path, "401", parallel=2) as one:
        await half(one)
        assert "Answers: 0 of 15" in await one.card()
        assert len(one.server.log) <= 4  # two are sent, two more stand behind them


async def test_a_fault_that_may_pass_ends_no_other_call(tmp_path: Path) -> None:
    begin = await start(tmp_path / "start", crowd(7))
    async with program(begin, tmp_path, then(12, "500")) as one:
        await half(one)
        assert (await one.used()).answers == 12
        assert len(one.server.log) == 12 + 3 * 4


async def test_a_service_that_asks_for_ten_minutes_gets_them(begin: Start, tmp_path: Path) -> None:
    async with program(begin, tmp_path, "429_600s") as one:
        await one.play("ana> wait 1h")
        async with looking(one.chat) as look:
            assert await alarms.moment(look, "score", NOVEMBER) == look.now + timedelta(seconds=600)
        before = len(one.server.log)
        one.heal()
        await one.play("ana> wait 9m")
        assert len(one.server.log) == before
        await one.play("ana> wait 1m")
        assert len(one.server.log) == before + SEATS
        assert one.slept == []
        await one.paid_once()


async def test_without_such_a_wish_it_is_asked_again_ever_later(begin: Start, tmp_path: Path) -> None:
    async with program(begin, tmp_path, "401") as one:
        await one.play("ana> wait 1h")
        for minutes in (2, 4, 8, 16):
            async with looking(one.chat) as look:
                assert await alarms.moment(look, "score", NOVEMBER) == look.now + timedelta(minutes=minutes)
            await one.play(f"ana> wait {minutes}m")
        assert (await one.run()).state == months.PEOPLE


@pytest.mark.parametrize(
    ("limits", "settings"),
    [
        (Limits(tokens=1000), {}),
        (Limits(cents=1), {"price_in": 100, "price_out": 1000}),
    ],
)
async def test_a_cap_leaves_the_month_to_people_at_once(
    begin: Start, tmp_path: Path, limits: Limits, settings: dict[str, Any]
) -> None:
    async with program(begin, tmp_path, limits=limits, **settings) as one:
        said = await one.play("ana> wait 1h")
        run = await one.run()
        assert (run.state, run.fault) == (months.PEOPLE, "the run has reached its spending cap")
        assert run.fault in said
        assert one.server.log == []
        await one.unpaid()
        await one.quiet()
        await one.play("ana> rewards baseline\nben> rewards baseline")
        await one.paid_once()


async def test_a_cap_that_is_reached_on_the_way_ends_the_judging(begin: Start, tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    async with program(begin, tmp_path / "first") as one:
        await one.play("ana> wait 1h")
        most = max(map(len, one.server.sent)) // 2 + one.chat.app.deps.scorer.endpoint.max_tokens  # type: ignore[attr-defined]
    async with program(begin, tmp_path, limits=Limits(tokens=most), parallel=1) as one:
        await one.play("ana> wait 1h")
        assert (await one.run()).fault == "the run has reached its spending cap"
        assert 0 < (await one.used()).answers == len(one.server.log) < SEATS
        await one.unpaid()
