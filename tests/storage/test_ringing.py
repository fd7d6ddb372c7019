"""Alarms: each rings once, in order, and an outage moves the end of a period once (RULES 4)."""

from datetime import timedelta

import pytest

from rules.errors import Refusal
from storage import alarms
from storage.store import Change, Store
from tests.storage.conftest import START, Hand

HOUR = timedelta(hours=1)


async def arm(store: Store, kind: str, subject: str, due: timedelta, period: timedelta | None = None) -> None:
    async with store.change("dao") as change:
        await change.alarm(kind, subject, START + due, period=period)


async def due(store: Store, limit: int = 100) -> list[str]:
    return [f"{kind}/{subject}" for _, kind, subject, _ in await alarms.due(store, store.clock(), limit)]


async def test_alarms_ring_in_the_order_of_their_moments(dao: Store, clock: Hand) -> None:
    await arm(dao, "b", "2", HOUR)
    await arm(dao, "b", "1", HOUR)
    await arm(dao, "a", "9", HOUR)
    await arm(dao, "z", "1", timedelta())
    await arm(dao, "later", "", 2 * HOUR)
    assert await due(dao) == ["z/1"]
    assert await alarms.next_due(dao) == START
    clock.move(minutes=59, seconds=59)
    assert await due(dao) == ["z/1"]
    clock.move(seconds=1)
    assert await due(dao) == ["z/1", "a/9", "b/1", "b/2"]
    assert await due(dao, limit=2) == ["z/1", "a/9"]


async def test_there_is_one_alarm_of_a_kind_for_a_subject(dao: Store) -> None:
    await arm(dao, "close", "poll/1", HOUR)
    await arm(dao, "close", "poll/1", 2 * HOUR)
    async with dao.change("dao") as change:
        assert await alarms.moment(change, "close", "poll/1") == START + 2 * HOUR
        await change.disarm("close", "poll/1")
        await change.disarm("close", "poll/1")
        assert await alarms.moment(change, "close", "poll/1") is None
    assert await alarms.next_due(dao) is None


async def test_an_alarm_is_used_up_with_what_it_does(dao: Store) -> None:
    await arm(dao, "close", "poll/1", timedelta())

    async def fails(change: Change) -> None:
        assert await alarms.take(change, "close", "poll/1", START)
        raise Refusal("No.")

    with pytest.raises(Refusal):
        await dao.act("dao", fails)
    assert await due(dao) == ["close/poll/1"]
    for taken in (True, False):
        async with dao.change("dao") as change:
            assert await alarms.take(change, "close", "poll/1", START) is taken


async def test_an_alarm_that_was_moved_meanwhile_is_not_taken(dao: Store) -> None:
    await arm(dao, "close", "poll/1", HOUR)
    async with dao.change("dao") as change:
        assert not await alarms.take(change, "close", "poll/1", START)
    assert await alarms.next_due(dao) == START + HOUR


async def test_a_failure_is_counted_and_the_next_success_starts_anew(dao: Store, clock: Hand) -> None:
    await arm(dao, "close", "poll/1", timedelta())
    async with dao.change("dao") as change:
        assert await alarms.failed(change, "close", "poll/1") == 1
        assert await alarms.failed(change, "close", "poll/1") == 2
        assert await alarms.failed(change, "close", "gone") == 0
        await alarms.postpone(change, "close", "poll/1", START + HOUR)
    assert await due(dao) == []
    clock.move(hours=1)
    assert await due(dao) == ["close/poll/1"]
    await arm(dao, "close", "poll/1", HOUR)
    async with dao.change("dao") as change:
        assert await alarms.failed(change, "close", "poll/1") == 1


async def test_only_periods_are_extended_and_each_once(dao: Store) -> None:
    await arm(dao, "window", "run/1", HOUR, 48 * HOUR)
    await arm(dao, "freeze", "2026-11", HOUR)
    [(community, kind, subject, end, period)] = await alarms.periods(dao)
    assert (community, kind, subject, end, period) == ("dao", "window", "run/1", START + HOUR, 48 * HOUR)
    async with dao.change("dao") as change:
        assert not await alarms.extend(change, kind, subject, START, START + 9 * HOUR)
        assert await alarms.extend(change, kind, subject, end, START + 9 * HOUR)
        assert not await alarms.extend(change, kind, subject, START + 9 * HOUR, START + 99 * HOUR)
    assert await alarms.periods(dao) == []
    assert await alarms.next_due(dao) == START + HOUR
    async with dao.read("dao") as look:
        assert await alarms.moment(look, "window", "run/1") == START + 9 * HOUR


async def test_a_period_of_no_length_is_still_a_period(dao: Store) -> None:
    await arm(dao, "window", "run/1", HOUR, timedelta())
    assert [row[-1] for row in await alarms.periods(dao)] == [timedelta()]
