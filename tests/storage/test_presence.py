"""The day of a member's last sign: noted once, kept through links, and nobody silent because of an upgrade."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, event, text

from rules import dormancy
from storage import crowd, joining, members, merges, parameters, presence, privacy, proposals, votes
from storage.engine import address, single
from storage.migrate import PLACE, alembic, migrate
from storage.store import Change, Store
from tests.storage.conftest import START, Hand
from tests.storage.test_joining import ANA, BEN, CY, act, join_two, joined, people

TODAY = dormancy.day(START)
DAY = timedelta(days=1)


async def seen(store: Store, *who: int) -> list[datetime]:
    async with store.read("dao") as look:
        return [(await members.get(look, one)).seen for one in who]


async def dormant(store: Store) -> frozenset[int]:
    async with store.read("dao") as look:
        return await presence.dormant(look)


async def test_who_is_admitted_was_seen_and_is_dormant_when_the_silence_is_over(
    dao: Store, clock: Hand
) -> None:
    await act(dao, people)
    assert await seen(dao, ANA, BEN, CY) == [TODAY] * 3
    clock.now = TODAY + timedelta(days=181, seconds=-1)
    assert await dormant(dao) == frozenset()
    await act(dao, lambda change: presence.note(change, [BEN, CY]))
    clock.move(seconds=1)
    assert await dormant(dao) == {ANA}
    await act(dao, lambda change: parameters.put(change, {"dormant_after": 365 * 86_400}, 9))
    assert await dormant(dao) == frozenset()


async def test_a_day_is_never_set_back(dao: Store, clock: Hand) -> None:
    await act(dao, people)
    clock.move(days=3)
    await act(dao, lambda change: presence.note(change, [ANA]))
    clock.move(days=-1)
    await act(dao, lambda change: presence.note(change, [ANA, BEN]))
    assert await seen(dao, ANA, BEN) == [TODAY + 3 * DAY, TODAY + 2 * DAY]


async def writes(store: Store, accounts: Iterable[str]) -> list[str]:
    """The statements that admitting accounts takes."""
    told: list[str] = []

    async def work(change: Change) -> None:
        engine = change.connection.sync_connection
        assert engine is not None

        def note(*said: object) -> None:
            told.append(str(said[2]))

        event.listen(engine, "before_cursor_execute", note)
        await crowd.admit(change, "terminal", dict.fromkeys(accounts, "x"))
        event.remove(engine, "before_cursor_execute", note)

    await act(store, work)
    return told


async def test_a_burst_notes_everybody_at_once_and_then_costs_no_statement(dao: Store, clock: Hand) -> None:
    await act(dao, people)
    clock.move(days=1)
    assert [one.split()[0] for one in await writes(dao, ["ana", "ben"])] == ["SELECT", "UPDATE"]
    assert await seen(dao, ANA, BEN, CY) == [TODAY + DAY, TODAY + DAY, TODAY]
    assert [one.split()[0] for one in await writes(dao, ["ana", "ben"])] == ["SELECT"]


@pytest.mark.parametrize("kept_later", [True, False])
async def test_a_link_keeps_the_later_day_and_undoing_it_gives_it_back(
    dao: Store, clock: Hand, *, kept_later: bool
) -> None:
    await act(dao, people)
    clock.move(days=9)
    await act(dao, lambda change: presence.note(change, [ANA if kept_later else BEN]))
    before = await seen(dao, ANA, BEN)
    merge = await act(dao, lambda change: merges.merge(change, ANA, BEN))
    assert await seen(dao, ANA) == [max(before)]
    await act(dao, lambda change: merges.split(change, merge.id))
    assert await seen(dao, ANA, BEN) == before


async def test_what_was_seen_after_a_link_stays_when_it_is_undone(dao: Store, clock: Hand) -> None:
    await act(dao, people)
    merge = await act(dao, lambda change: merges.merge(change, ANA, BEN))
    clock.move(hours=23)
    await act(dao, lambda change: presence.note(change, [ANA]))
    await act(dao, lambda change: merges.split(change, merge.id))
    assert await seen(dao, ANA, BEN) == [TODAY + DAY, TODAY]


async def enrolled(change: Change, *silent: int) -> int:
    one = await proposals.add(change, "signal", CY, "Oaks", "Ten", {"n": 1}, "ordinary")
    await proposals.enter(change, one, "voting")
    await votes.enrol(change, one.id, {ANA: 10, BEN: 30, CY: 20}, {}, silent)
    return one.id


@pytest.mark.parametrize(
    ("silent", "left"), [((ANA, BEN), {ANA}), ((ANA,), set()), ((BEN, CY), {CY}), ((), set())]
)
async def test_two_who_are_one_are_dormant_in_an_open_vote_only_if_both_were(
    dao: Store, silent: tuple[int, ...], left: set[int]
) -> None:
    await act(dao, people)
    number = await act(dao, lambda change: enrolled(change, *silent))
    pair = await act(dao, joined)
    async with dao.read("dao") as look:
        assert (await votes.powers(look, number))[2] == left
    await act(dao, lambda change: joining.part(change, pair))
    async with dao.read("dao") as look:
        assert (await votes.powers(look, number))[2] == set(silent)


async def test_the_forgotten_keep_the_day_on_which_they_left_and_are_noted_no_more(
    dao: Store, clock: Hand
) -> None:
    await act(dao, people)
    clock.move(days=1)
    await act(dao, lambda change: join_two(change, ANA, BEN))
    clock.move(days=2)
    await act(dao, lambda change: privacy.forget(change, ANA, 0))
    clock.move(days=3)
    await act(dao, lambda change: presence.note(change, [ANA, BEN, CY]))
    assert await seen(dao, ANA, BEN, CY) == [TODAY + 3 * DAY, TODAY + 3 * DAY, TODAY + 6 * DAY]


async def upgraded(database: str, tmp_path: Path, **said: str) -> tuple[datetime, list[Any]]:
    """A database of the release before, brought up to date; when its member was seen, and who is dormant."""
    before = tmp_path / "before"
    (before / "versions").mkdir(parents=True)
    for file in PLACE.rglob("*.py"):
        if not "0037" <= file.name < "9":
            (before / file.relative_to(PLACE)).write_text(file.read_text())
    for file in PLACE.glob("*.mako"):
        (before / file.name).write_text(file.read_text())
    engine = single(address(database))

    def fill(connection: Connection) -> None:
        alembic(connection, before)
        connection.execute(text("INSERT INTO member VALUES ('dao', 1, 'ana', 0, '[]', 1, 1, 0, 0, 0, NULL)"))
        connection.execute(text("INSERT INTO voter VALUES ('dao', 1, 1, 10, NULL)"))
        for key, value in said.items():
            row = {"key": key.replace("_", "."), "value": value}
            connection.execute(text("INSERT INTO setting VALUES (:key, :value)"), row)

    async with engine.begin() as connection:
        await connection.run_sync(fill)
    assert await migrate(database)
    async with engine.begin() as connection:
        m, v = members.member.c, votes.voter.c
        found = (await connection.execute(sa.select(m.seen))).scalar_one()
        rows = [tuple(row) for row in await connection.execute(sa.select(v.member, v.dormant))]
    await engine.dispose()
    return found, rows


@pytest.mark.parametrize("years", [0, 40])
async def test_the_upgrade_makes_nobody_dormant_in_whatever_time_the_bot_lives(
    blank: str, tmp_path: Path, years: int
) -> None:
    """A terminal may have moved its clock far ahead; it is awake by that clock."""
    ahead = timedelta(days=365 * years)
    now = datetime.now(UTC) + ahead
    said = {"clock_offset": str(ahead // timedelta(seconds=1))} if years else {}
    found, rows = await upgraded(blank, tmp_path, **said)
    assert dormancy.day(now) - DAY <= found <= dormancy.day(now + DAY)
    assert rows == [(1, False)]


async def test_the_upgrade_goes_by_the_last_sign_of_a_bot_whose_clock_was_set_by_hand(
    blank: str, tmp_path: Path
) -> None:
    found, _ = await upgraded(blank, tmp_path, alive="2094-05-06T07:08:09+00:00")
    assert found == datetime(2094, 5, 6, tzinfo=UTC)
