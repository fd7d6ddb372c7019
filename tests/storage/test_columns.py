"""Columns hold the same on both databases: whole numbers, flags, moments, text in the order of its bytes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, StatementError

from rules.ledger import Posting
from storage import ledger, members
from storage.alarms import alarm
from storage.ledger import balance, posting
from storage.schema import canonical, insert
from storage.store import Store


async def count(store: Store, table: Any) -> int:
    async with store.read("dao") as look:
        return int(await look.value(select(func.count()).select_from(table)))


@pytest.mark.parametrize("amount", [1.5, "7", True, 2**63])
async def test_only_whole_numbers_of_64_bits_are_money(dao: Store, amount: Any) -> None:
    with pytest.raises((StatementError, OverflowError)):
        async with dao.change("dao") as change:
            row = {"community": "dao", "account": "a", "asset": "GOV", "amount": amount}
            await change.run(insert(balance), row)
    assert await count(dao, balance) == 0


@pytest.mark.parametrize("flag", [1, "yes", 0.0])
async def test_a_flag_is_true_or_false_and_nothing_like_it(dao: Store, flag: Any) -> None:
    with pytest.raises(StatementError, match="neither true nor false"):
        async with dao.change("dao") as change:
            await members.admit(change, "terminal", "ana", "ana")
            await members.alter(change, 1, gone=flag)


async def test_sums_times_and_order_are_alike(dao: Store) -> None:
    moment = datetime(2026, 2, 28, 23, 59, 59, 999_999, UTC)
    async with dao.change("dao") as change:
        for name in ("b", "B", "a", "é", "z"):
            key = {"community": "dao", "kind": name, "subject": canonical({"é": [1]}), "due": moment}
            await change.run(insert(alarm), key | {"period": None, "extended": False, "tries": 0})
        lines = [Posting("issuance", "GOV", -(2**62)), Posting("member:1", "GOV", 2**62)]
        await ledger.post(change, "x", "grant", lines, by=0, why="test")
    async with dao.read("dao") as look:
        rows = await look.rows(select(alarm).order_by(alarm.c.kind))
        total = await look.value(select(func.sum(posting.c.amount)).where(posting.c.amount > 0))
    assert [row.kind for row in rows] == ["B", "a", "b", "z", "é"]
    assert {row.due for row in rows} == {moment}
    assert rows[0].subject == '{"é":[1]}'
    assert (type(total), total) == (int, 2**62)


@pytest.mark.parametrize("bad", [{"due": datetime(2026, 1, 1)}, {"kind": "a\0b"}])  # noqa: DTZ001 - the test
async def test_naive_times_and_nul_are_refused(dao: Store, bad: dict[str, Any]) -> None:
    row = {"community": "dao", "kind": "a", "subject": "", "due": datetime.now(UTC), "period": None}
    with pytest.raises(StatementError):
        async with dao.write() as connection:
            await connection.execute(insert(alarm), row | {"extended": False, "tries": 0} | bad)


async def test_one_bad_row_does_not_spoil_its_batch(dao: Store) -> None:
    async with dao.write() as connection:
        for number in range(10):
            try:
                async with connection.begin_nested():
                    row = {"community": "dao", "account": f"a{number % 5}", "asset": "GOV", "amount": number}
                    await connection.execute(insert(balance), row)
            except IntegrityError:
                continue
    assert await count(dao, balance) == 5
