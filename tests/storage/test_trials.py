"""Trials on both databases: one worker at a time, each answer once, what it cost, and a report that cannot be swapped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from rules.charter import mark
from rules.judgement import Record
from storage import alarms, blobs, joining, ledger, privacy, proposals, trials
from storage.store import Change, Store
from storage.trials import FAILED, LEASE, OPEN, PASSED, STOPPED, Trial
from tests.storage.conftest import START, Hand
from tests.storage.test_adopted import FIRST, SECOND, THIRD, begun, proposed
from tests.storage.test_joining import ANA, BEN, act, agreed

SECOND_ = timedelta(seconds=1)
MODEL: Mapping[str, Any] = {"name": "judge-1", "temperature": None}


@pytest.fixture
async def town(dao: Store) -> Store:
    """Ana proposes another prompt as #1."""

    async def begin(change: Change) -> None:
        await begun(change)
        await blobs.put(change, SECOND.encode())
        await proposed(change, SECOND)

    await act(dao, begin)
    return dao


async def begin(store: Store, proposal: int = 1, text: str = SECOND, by: int = ANA) -> Trial:
    facts = {"proposal": proposal, "by": by, "prompt": mark(text), "active": mark(FIRST), "curve": ""}
    facts |= {"months": [["2026-10", "c" * 64]], "model": MODEL, "drawn": "d" * 64}

    async def work(change: Change) -> Trial:
        return await trials.begin(change, **facts)

    one: Trial = await act(store, work)
    return one


async def claim(store: Store, one: Trial) -> int | None:
    fence: int | None = await act(store, lambda change: trials.claim(change, one.id))
    return fence


def record(sample: int, *, attempt: int = 0, stage: str = "names", raw: str = "{}") -> Record:
    return Record(stage, sample, 0, attempt, 200, raw, "s" * 64, ((1, 2), (3,)), 100, 10, 7)


async def hear(store: Store, one: Trial, fence: int, *samples: int) -> list[bool]:
    return [await act(store, partial(trials.heard, one=one, fence=fence, record=record(n))) for n in samples]


async def conclude(store: Store, one: Trial, fence: int, state: str = PASSED, report: bytes = b"{}") -> bool:
    done: bool = await act(store, lambda change: trials.conclude(change, one, fence, state, report))
    return done


async def get(store: Store, number: int = 1) -> Trial:
    async with store.read("dao") as look:
        return await trials.get(look, number)


async def known(store: Store, number: int = 1) -> list[Record]:
    async with store.read("dao") as look:
        return await trials.records(look, number)


async def due(store: Store, number: int = 1) -> Any:
    async with store.read("dao") as look:
        return await alarms.moment(look, trials.KIND, str(number))


async def whole(store: Store) -> str:
    async with store.read("dao") as look:
        return await trials.verify(look)


# One worker at a time


async def test_a_trial_begins_at_once_and_is_asked_by_one(town: Store, clock: Hand) -> None:
    one = await begin(town)
    assert (one.state, one.over, one.model, one.at) == ("running", False, MODEL, START)
    assert await due(town) == START
    assert await claim(town, one) == 1
    assert await due(town) == START + LEASE + SECOND_
    assert await claim(town, one) is None
    clock.move(minutes=11)
    assert await claim(town, one) == 2


async def test_each_answer_is_kept_once_and_holds_the_lease(town: Store, clock: Hand) -> None:
    one = await begin(town)
    assert await claim(town, one) == 1
    clock.move(minutes=9)
    assert await hear(town, one, 1, 3, 1, 3) == [True, True, True]
    assert await act(town, lambda change: trials.heard(change, one, 1, record(3, raw="another")))
    clock.move(minutes=9)
    assert await claim(town, one) is None
    assert await due(town) == clock.now + LEASE + SECOND_
    assert await known(town) == [record(1), record(3)]


async def test_who_lost_the_lease_keeps_and_concludes_nothing(town: Store, clock: Hand) -> None:
    one = await begin(town)
    await claim(town, one)
    clock.move(minutes=11)
    assert await claim(town, one) == 2
    assert await hear(town, one, 1, 5) == [False]
    assert not await act(town, lambda change: trials.later(change, one, 1, "no answer"))
    assert not await conclude(town, one, 1)
    assert (await get(town)).state == "running"
    assert await known(town) == []
    assert await hear(town, one, 2, 5) == [True]
    assert await conclude(town, one, 2)
    assert not await conclude(town, one, 2, FAILED)
    assert (await get(town)).state == PASSED


async def test_another_trial_waits_until_nobody_asks(town: Store, clock: Hand) -> None:
    first, second = await begin(town), await begin(town, 0, THIRD)
    assert await claim(town, first) == 1
    assert await claim(town, second) is None
    assert await due(town, 2) == START + LEASE + SECOND_
    assert await act(town, lambda change: trials.later(change, first, 1, "no answer"))
    assert await claim(town, second) == 1
    assert await conclude(town, second, 1)
    assert await claim(town, first) == 2
    clock.move(minutes=1)


# Later, anew, stopped, concluded


@pytest.mark.parametrize(
    ("fence", "wait", "after"),
    [
        (1, timedelta(), timedelta(minutes=2)),
        (1, timedelta(hours=2), timedelta(hours=2)),
        (4, timedelta(), timedelta(minutes=16)),
        (12, timedelta(), timedelta(hours=6)),
    ],
)
async def test_it_goes_on_later_with_what_was_answered(
    town: Store, clock: Hand, fence: int, wait: timedelta, after: timedelta
) -> None:
    one = await begin(town)
    for number in range(1, fence + 1):
        assert await claim(town, one) == number
        if number < fence:
            clock.move(minutes=11)
    await hear(town, one, fence, 1)
    assert await act(town, lambda change: trials.later(change, one, fence, "it is busy", wait))
    assert await due(town) == clock.now + after
    assert (await get(town)).fault == "it is busy"
    assert await claim(town, one) == fence + 1
    assert await known(town) == [record(1)]


async def test_another_model_is_asked_everything_and_the_first_stays_paid_for(town: Store) -> None:
    one = await begin(town)
    await claim(town, one)
    await hear(town, one, 1, 1, 2)
    await act(town, lambda change: trials.anew(change, one, {"name": "judge-2"}))
    one = await get(town)
    assert (one.model, one.tokens_in, one.tokens_out, one.cost) == ({"name": "judge-2"}, 200, 20, 14)
    assert await known(town) == []
    await hear(town, one, 1, 1)
    assert await conclude(town, one, 1)
    assert ((await get(town)).tokens_in, (await get(town)).cost) == (300, 21)


@pytest.mark.parametrize("state", [PASSED, FAILED, OPEN])
async def test_a_report_is_kept_booked_and_its_answers_go(town: Store, state: str) -> None:
    one = await begin(town)
    await claim(town, one)
    await hear(town, one, 1, 1, 2, 3)
    assert await conclude(town, one, 1, state, b'{"a":1}')
    ended = await get(town)
    assert (ended.state, ended.report, ended.over, ended.tokens_in, ended.cost) == (
        state, mark('{"a":1}'), True, 300, 21,
    )  # fmt: skip
    assert await known(town) == []
    assert await due(town) is None
    assert await claim(town, one) is None
    async with town.read("dao") as look:
        assert await blobs.get(look, ended.report) == b'{"a":1}'
        (entry,) = await ledger.decisions(look, trials.KIND)
    facts = {"proposal": 1, "prompt": mark(SECOND), "report": ended.report, "state": state}
    assert (entry.id, entry.data, entry.why) == ("trial/1", facts, "proposal/1")
    assert await whole(town) == ""


async def test_a_members_own_test_is_not_booked(town: Store) -> None:
    one = await begin(town, 0, THIRD, BEN)
    await claim(town, one)
    assert await conclude(town, one, 1)
    async with town.read("dao") as look:
        assert await ledger.decisions(look, trials.KIND) == []
        assert [one.id for one in await trials.tests(look, BEN)] == [1]
        assert await trials.tests(look, ANA) == []
    assert await whole(town) == ""


async def test_a_stopped_trial_ends_for_whoever_asks_it_and_stays_paid_for(town: Store) -> None:
    one = await begin(town)
    await claim(town, one)
    await hear(town, one, 1, 1, 2)
    await act(town, lambda change: trials.stop(change, one))
    assert await hear(town, one, 1, 3) == [False]
    assert not await conclude(town, one, 1)
    assert await known(town) == []
    assert await due(town) is None
    ended = await get(town)
    assert (ended.state, ended.tokens_in, ended.report) == (STOPPED, 200, "")
    async with town.read("dao") as look:
        assert await trials.used(look, START, without=0) == [(200, 20)]
        assert await ledger.decisions(look, trials.KIND) == []
    assert await whole(town) == ""


async def test_only_trials_that_asked_something_count_towards_the_three(town: Store) -> None:
    async def made() -> int:
        async with town.read("dao") as look:
            return await trials.made(look, 1)

    untouched = await begin(town)
    assert await made() == 0
    await act(town, lambda change: trials.stop(change, untouched))
    assert await made() == 0
    asked = await begin(town)
    await claim(town, asked)
    await hear(town, asked, 1, 1)
    assert await made() == 1
    await act(town, lambda change: trials.stop(change, asked))
    assert await made() == 1
    ended = await begin(town)
    await claim(town, ended)
    await conclude(town, ended, 1)
    await begin(town, 0)
    assert await made() == 2


# Spending


async def test_all_trials_of_a_month_count_towards_its_cap(town: Store, clock: Hand) -> None:
    last = await begin(town)
    await claim(town, last)
    await hear(town, last, 1, 1)
    await conclude(town, last, 1)
    clock.move(days=40)
    since, now, other = clock.now, await begin(town), await begin(town, 0, THIRD)
    await claim(town, now)
    await hear(town, now, 1, 1, 2)
    await act(town, lambda change: trials.later(change, now, 1, "busy"))
    await claim(town, other)
    await hear(town, other, 1, 1)
    async with town.read("dao") as look:
        assert await trials.used(look, since, without=now.id) == [(100, 10)]
        assert await trials.used(look, since, without=other.id) == [(200, 20)]
        assert sorted(await trials.used(look, START, without=other.id)) == [(100, 10), (200, 20)]


# Members


async def test_of_two_members_who_become_one_the_kept_one_has_the_tests(town: Store) -> None:
    await begin(town, 0, THIRD, BEN)

    async def join(change: Change) -> None:
        await joining.join(change, await agreed(change))

    await act(town, join)
    async with town.read("dao") as look:
        assert [one.id for one in await trials.tests(look, ANA)] == [1]
        assert await trials.tests(look, BEN) == []


async def test_what_somebody_tried_for_themselves_goes_with_them(town: Store) -> None:
    running, over = await begin(town, 0, THIRD, BEN), await begin(town, 0, SECOND, BEN)
    await act(town, lambda change: blobs.put(change, THIRD.encode()))
    await claim(town, over)
    await conclude(town, over, 1, PASSED, b'{"mine":1}')
    await claim(town, running)
    await hear(town, running, 1, 1)
    await act(town, lambda change: privacy.forget(change, BEN, 0))
    assert await hear(town, running, 1, 2) == [False]
    async with town.read("dao") as look:
        gone = [await blobs.get(look, mark(text)) for text in (THIRD, '{"mine":1}')]
        assert gone == [None, None]
        assert await blobs.get(look, mark(SECOND)) == SECOND.encode()  # ana proposes it
        assert await trials.used(look, START, without=0) == [(100, 10)]
    assert await known(town, running.id) == []


async def test_the_trial_of_a_proposal_outlives_its_author(town: Store) -> None:
    one = await begin(town)
    await claim(town, one)
    await conclude(town, one, 1, PASSED, b'{"ours":1}')
    await act(town, lambda change: privacy.forget(change, ANA, 0))
    async with town.read("dao") as look:
        assert await blobs.get(look, mark('{"ours":1}')) == b'{"ours":1}'
    assert await whole(town) == ""


# What was changed in the database


async def swap(change: Change, one: Trial) -> None:
    """Another report, with a hash that fits, in place of the one that was booked."""
    another = await blobs.put(change, b'{"better":1}')
    await change.run(update(trials.trial).where(trials.t.id == one.id).values(report=another))


async def rewrite(change: Change, one: Trial) -> None:
    await change.run(
        update(blobs.blob).where(blobs.blob.c.hash == one.report).values(data=b'{"verdict":"passed"}')
    )


async def lose(change: Change, one: Trial) -> None:
    await change.run(delete(blobs.blob).where(blobs.blob.c.hash == one.report))


async def upturn(change: Change, one: Trial) -> None:
    await change.run(update(trials.trial).where(trials.t.id == one.id).values(state=PASSED))


async def drop(change: Change, one: Trial) -> None:
    await change.run(delete(trials.trial).where(trials.t.id == one.id))


async def move(change: Change, one: Trial) -> None:
    await change.run(update(trials.trial).where(trials.t.id == one.id).values(proposal=2))


async def forge(change: Change, one: Trial) -> None:
    """A trial that has passed, and was never asked."""
    (row,) = await change.rows(select(trials.trial).where(trials.t.id == one.id))
    await change.run(trials.trial.insert().values(row._asdict() | {"id": 77, "state": PASSED}))


async def rest(change: Change, one: Trial) -> None:
    """A vote that rests on the report of a trial that failed."""
    await proposals.put(change, 1, terms={"trial": one.report})


@pytest.mark.parametrize("change", [swap, rewrite, lose, upturn, drop, move, forge, rest])
async def test_whatever_is_changed_about_a_trial_is_found(town: Store, change: Any) -> None:
    one = await begin(town)
    await claim(town, one)
    await conclude(town, one, 1, FAILED, b'{"verdict":"failed"}')
    assert await whole(town) == ""
    ended = await get(town)
    await act(town, lambda inner: change(inner, ended))
    found = await whole(town)
    assert found.startswith(("Trial ", "The report of trial 1 ", "The vote on proposal #1 ")), found


async def test_there_is_no_trial_that_was_never_begun(town: Store) -> None:
    async with town.read("dao") as look:
        with pytest.raises(LookupError, match="There is no trial 4"):
            await trials.get(look, 4)
