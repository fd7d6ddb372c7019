"""The ledger: entries that sum to zero, balances that follow, a chain that shows any change (RULES 2)."""

import asyncio
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from rules import ledger as rules
from rules.errors import Refusal
from rules.ledger import Fault, Posting
from storage import ledger
from storage.communities import community
from storage.engine import address, single
from storage.ledger import balance, entry, posting
from storage.schema import insert
from storage.store import Change, Store
from tests.storage.conftest import START, Hand

GOV = "GOV"


def pay(source: str, target: str, amount: int, asset: str = GOV) -> list[Posting]:
    return [Posting(source, asset, -amount), Posting(target, asset, amount)]


async def mint(change: Change, name: str, target: str = "member:1", amount: int = 5) -> None:
    await ledger.post(change, name, "grant", pay("issuance", target, amount), by=0, why="test")


async def verified(store: Store, posted: str = "") -> Fault | None:
    async with store.read("dao") as look:
        return await ledger.verify(look, posted)


async def tamper(store: Store, *statements: str, guarded: tuple[str, ...] = ("entry", "posting")) -> None:
    """Write like somebody who owns the database and takes the guards off first."""
    async with store.write() as connection:
        if not store.embedded:
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for name in guarded if store.embedded else ():
            await connection.execute(text(f"DROP TRIGGER IF EXISTS {name}_UPDATE"))
            await connection.execute(text(f"DROP TRIGGER IF EXISTS {name}_DELETE"))
        for statement in statements:
            await connection.execute(text(statement))


async def test_an_entry_carries_who_why_when_and_the_hash_of_all_before(dao: Store, clock: Hand) -> None:
    async with dao.change("dao") as change:
        first = await ledger.post(
            change, "genesis", "genesis", by=1, why="setup", data={"preset": "small circle"}
        )
        lines = pay("issuance", "treasury", 100)
        second = await ledger.post(change, "budget/1/2026-11", "budget", lines, by=0, why="budget/1")
        one = rules.link(rules.ROOT, "dao", first)
        two = rules.link(one, "dao", second)
        assert (change.head, change.entries) == (two, 2)
    async with dao.read("dao") as look:
        assert await ledger.head(look) == two
        assert [await ledger.hash_of(look, number) for number in (0, 1, 2)] == [rules.ROOT, one, two]
        assert [pair async for pair in ledger.every(look)] == [(first, one), (second, two)]
        assert await ledger.find(look, "genesis") == first
        assert await ledger.find(look, "nothing") is None
    assert (first.number, first.by, first.why, first.at, first.data) == (
        1,
        1,
        "setup",
        START,
        {"preset": "small circle"},
    )
    assert second.postings == tuple(lines)


async def test_a_name_books_once_and_a_community_has_its_own_names(dao: Store) -> None:
    async def nothing(change: Change) -> None:
        await mint(change, "reward/2026-11")

    async with dao.change("dao") as change:
        await mint(change, "reward/2026-11")
    with pytest.raises(IntegrityError):
        async with dao.change("dao") as change:
            await mint(change, "reward/2026-11")
    await dao.found("other", nothing)
    async with dao.read("dao") as look:
        assert await ledger.balances(look, "member:1") == {GOV: 5}
    assert await verified(dao) is None


@pytest.mark.parametrize(
    "lines",
    [
        [Posting("treasury", GOV, 1)],
        [Posting("issuance", GOV, -1), Posting("treasury", "USDC", 1)],
        [Posting("issuance", GOV, -1), Posting("treasury", GOV, 2)],
        pay("issuance", "treasury", 2**63),
    ],
)
async def test_what_does_not_sum_to_zero_is_not_booked(dao: Store, lines: list[Posting]) -> None:
    with pytest.raises(ValueError, match=r"zero|whole number"):
        async with dao.change("dao") as change:
            await ledger.post(change, "x", "grant", lines, by=0, why="test")
    async with dao.read("dao") as look:
        assert await ledger.head(look) == ""


async def test_only_the_sources_of_money_may_owe(dao: Store) -> None:
    async with dao.change("dao") as change:
        await ledger.post(
            change, "in", "deposit", pay("external", "treasury", 3, "USDC"), by=1, why="deposit/1"
        )
        await mint(change, "mint")
    with pytest.raises(IntegrityError, match="not_negative"):
        async with dao.change("dao") as change:
            await ledger.post(change, "x", "spend", pay("member:1", "member:2", 6), by=1, why="test")
    async with dao.read("dao") as look:
        assert await ledger.balance_of(look, "external", "USDC") == -3
        assert await ledger.balance_of(look, "issuance", GOV) == -5
        assert await ledger.balance_of(look, "member:2", GOV) == 0


async def test_a_balance_stays_below_2_to_the_63(dao: Store) -> None:
    async with dao.change("dao") as change:
        await mint(change, "a", amount=2**63 - 1)
    with pytest.raises((DBAPIError, OverflowError)):
        async with dao.change("dao") as change:
            await mint(change, "b", amount=1)
    assert await verified(dao) is None


async def test_one_entry_may_touch_an_account_twice_and_leave_it_as_it_was(dao: Store) -> None:
    async with dao.change("dao") as change:
        lines = [
            *pay("issuance", "treasury", 4),
            *pay("treasury", "member:1", 4),
            *pay("issuance", "member:1", 1),
        ]
        await ledger.post(change, "x", "grant", lines, by=0, why="test")
    async with dao.read("dao") as look:
        assert await ledger.accounts(look) == {("issuance", GOV): -5, ("member:1", GOV): 5}
        assert await ledger.accounts(look, "member:") == {("member:1", GOV): 5}
    assert await verified(dao) is None


async def test_a_payout_to_a_thousand_is_one_entry(dao: Store) -> None:
    lines = [Posting("issuance", GOV, -1000), *(Posting(f"member:{n}", GOV, 1) for n in range(1, 1001))]
    for name in ("reward/2026-10", "reward/2026-11"):
        async with dao.change("dao") as change:
            await ledger.post(change, name, "reward", lines, by=0, why="run/x")
    async with dao.read("dao") as look:
        held = await ledger.accounts(look, "member:")
    assert (len(held), set(held.values())) == (1000, {2})
    assert await verified(dao) is None


async def test_crossing_payments_neither_deadlock_nor_lose_money(dao: Store) -> None:
    async with dao.change("dao") as change:
        await mint(change, "a", "member:1", 100)
        await mint(change, "b", "member:2", 100)

    async def send(number: int) -> None:
        one, two = ("member:1", "member:2") if number % 2 else ("member:2", "member:1")

        async def work(change: Change) -> None:
            await ledger.post(change, f"send/{number}", "send", pay(one, two, number), by=1, why="send")

        await dao.once("dao", f"event/{number}", work)

    await asyncio.gather(*(send(number) for number in range(30)))
    async with dao.read("dao") as look:
        held = await ledger.accounts(look, "member:")
    assert held == {("member:1", GOV): 85, ("member:2", GOV): 115}
    assert await verified(dao) is None


async def test_history_pages_backwards_through_all_or_one_account(dao: Store, clock: Hand) -> None:
    async with dao.change("dao") as change:
        for number in range(1, 11):
            await mint(change, f"e/{number}", "member:1" if number % 2 else "member:2", number)
    async with dao.read("dao") as look:
        newest = await ledger.history(look, limit=3)
        assert [one.id for one in newest] == ["e/10", "e/9", "e/8"]
        assert newest[0].postings == tuple(pay("issuance", "member:2", 10))
        older = await ledger.history(look, limit=3, before=newest[-1].number)
        assert [one.number for one in older] == [7, 6, 5]
        mine = await ledger.history(look, "member:1", limit=2, before=9)
        assert [one.number for one in mine] == [7, 5]
        assert await ledger.history(look, "member:9") == []
        assert await ledger.history(look, limit=5, before=1) == []


async def test_what_was_there_before_a_moment_and_the_entries_after_it(dao: Store, clock: Hand) -> None:
    async def book(change: Change) -> None:
        turn = change.entries
        await ledger.post(change, f"{turn}/in", "deposit", pay("external", "treasury", 9), by=0, why="test")
        await ledger.post(change, f"{turn}/out", "sent", pay("treasury", "external", 4), by=0, why="test")

    for _ in range(3):
        await dao.act("dao", book)
        clock.move(hours=1)
    async with dao.read("dao") as look:
        last, held = await ledger.before(look, START + timedelta(hours=2))
        assert (last, sorted(held)) == (
            4,
            [Posting("external", GOV, -18), Posting("external", GOV, 8), Posting("treasury", GOV, 10)],
        )
        assert [one.number async for one, _ in ledger.every(look, last)] == [5, 6]
        assert await ledger.before(look, START) == (0, [])


async def test_history_cannot_be_changed(dao: Store) -> None:
    async with dao.change("dao") as change:
        await mint(change, "a")
    for statement in (
        update(posting).values(amount=7),
        posting.delete(),
        update(entry).values(why="b"),
        entry.delete(),
    ):
        with pytest.raises(DBAPIError, match="append-only"):
            async with dao.write() as connection:
                await connection.execute(statement)


TAMPERED = {
    "why": (["UPDATE entry SET why = 'x' WHERE number = 2"], r"^Entry 2 .*hash"),
    "moment": (["UPDATE entry SET at = at + 1000000 WHERE number = 2"], r"^Entry 2 .*hash"),
    "half a second": (["UPDATE entry SET at = at + 1 WHERE number = 2"], r"^Entry 2 .*cannot be hashed"),
    "data": (["UPDATE entry SET data = '[1]' WHERE number = 2"], r"^Entry 2 .*hash"),
    "no JSON": (["UPDATE entry SET data = '{' WHERE number = 2"], r"^Entry 2 .*cannot be hashed"),
    "no moment": (
        ["UPDATE entry SET at = 4611686018427387904 WHERE number = 2"],
        r"^Entry 2 .*cannot be hashed",
    ),
    "amount": (["UPDATE posting SET amount = amount * 2 WHERE entry = 2"], r"^Entry 2 .*hash"),
    "account": (["UPDATE posting SET account = 'member:9' WHERE entry = 2"], r"^Entry 2 .*hash"),
    "lost posting": (["DELETE FROM posting WHERE entry = 2"], r"^Entry 2 .*hash"),
    "lost entry": (
        ["DELETE FROM posting WHERE entry = 2", "DELETE FROM entry WHERE number = 2"],
        r"^Entry 3 .*where entry 2 should",
    ),
    "lost end": (
        ["DELETE FROM posting WHERE entry = 4", "DELETE FROM entry WHERE number = 4"],
        r"^The running balance of issuance",
    ),
    "balance": (
        ["UPDATE balance SET amount = 1 WHERE account = 'member:1'"],
        r"balance of member:1 is 1 GOV",
    ),
    "lost balance": (["DELETE FROM balance WHERE account = 'member:1'"], r"balance of member:1 is 0 GOV"),
    "new balance": (
        ["INSERT INTO balance VALUES ('dao', 'member:7', 'GOV', 9)"],
        r"balance of member:7 is 9 GOV",
    ),
    "head": (["UPDATE community SET head = 'x' WHERE id = 'dao'"], r"^The head of the chain"),
    "count": (["UPDATE community SET entries = 9 WHERE id = 'dao'"], r"^The head of the chain"),
}


@pytest.mark.parametrize("case", TAMPERED)
async def test_verify_names_the_first_thing_that_is_wrong(dao: Store, case: str) -> None:
    async with dao.change("dao") as change:
        for number in range(1, 5):
            await mint(change, f"e/{number}", amount=number)
    assert await verified(dao) is None
    statements, pattern = TAMPERED[case]
    await tamper(dao, *statements)
    fault = await verified(dao)
    assert fault is not None
    assert re.search(pattern, str(fault)), str(fault)


async def test_postings_of_no_entry_are_found(dao: Store, database: str) -> None:
    async with dao.change("dao") as change:
        await mint(change, "a")
    loose = single(address(database))  # checks no references on SQLite
    async with loose.begin() as connection:
        if not dao.embedded:
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
        await connection.execute(text("INSERT INTO posting VALUES ('dao', 9, 0, 'member:1', 'GOV', 0)"))
    await loose.dispose()
    assert str(await verified(dao)) == "There are postings that belong to no entry."


async def test_a_posted_head_has_to_be_in_the_chain(dao: Store) -> None:
    heads = []
    for number in range(3):
        async with dao.change("dao") as change:
            await mint(change, f"e/{number}")
            heads.append(change.head)
    assert [await verified(dao, head[:12]) for head in heads] == [None] * 3
    assert await verified(dao, heads[1].upper()) is None
    fault = await verified(dao, "0123456789ab")
    assert str(fault) == "The head 0123456789ab was never in this chain: its history has been rewritten."
    for bad in ("12", "nothing at all", heads[0] + "0"):
        with pytest.raises(Refusal, match="first 8"):
            await verified(dao, bad)


async def test_an_empty_ledger_is_in_order(dao: Store) -> None:
    assert await verified(dao) is None
    assert str(await verified(dao, "0123456789ab")).startswith("The head 0123456789ab was never")
    async with dao.read("nowhere") as look:
        assert await ledger.verify(look) is None


moves = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 50), st.sampled_from([GOV, "USDC"])),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
async def test_balances_are_the_sums_of_all_postings_whatever_is_booked(dao: Store, moves: list[Any]) -> None:
    """Any sequence of payments, of which those that would overdraw an account are refused whole."""
    names = ["issuance", "treasury", "member:1", "member:2", "member:3"]
    expected: Counter[tuple[str, str]] = Counter()
    async with dao.read("dao") as look:
        expected.update(await ledger.accounts(look))
    for number, (one, two, amount, asset) in enumerate(moves):
        source, target = names[one], names[two]
        over = source not in {"issuance", target} and expected[source, asset] < amount
        try:
            async with dao.change("dao") as change:
                name = f"{change.number}/{number}"
                await ledger.post(change, name, "move", pay(source, target, amount, asset), by=0, why="test")
        except IntegrityError:
            assert over
        else:
            assert not over
            expected[source, asset] -= amount
            expected[target, asset] += amount
    async with dao.read("dao") as look:
        assert await ledger.accounts(look) == {
            key: amount for key, amount in sorted(expected.items()) if amount
        }
    assert await verified(dao) is None


async def fill(store: Store, entries: int, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
    """A long valid ledger, written straight into the tables."""
    head, rows, lines = rules.ROOT, [], []
    for number in range(1, entries + 1):
        postings = tuple(pay("issuance", f"member:{number % 100}", number))
        at = start + timedelta(seconds=number)
        one = rules.Entry(number, f"send/{number}", "send", number % 100, "send", at, {"n": number}, postings)
        head = rules.link(head, "dao", one)
        facts = {"number": number, "id": one.id, "kind": one.kind, "by": one.by, "why": one.why, "at": at}
        rows.append({"community": "dao", **facts, "data": one.data, "hash": head})
        lines += [
            {"community": "dao", "entry": number, "line": n, **x._asdict()} for n, x in enumerate(postings)
        ]
    sums = rules.totals([Posting(line["account"], line["asset"], line["amount"]) for line in lines])
    held = [
        {"community": "dao", "account": key[0], "asset": key[1], "amount": sum_} for key, sum_ in sums.items()
    ]
    async with store.write() as connection:
        await connection.execute(insert(entry), rows)
        await connection.execute(insert(posting), lines)
        await connection.execute(insert(balance), held)
        moved = update(community).where(community.c.id == "dao").values(head=head, entries=entries)
        await connection.execute(moved)


async def test_verify_reads_in_batches_and_finds_the_last_one(dao: Store) -> None:
    assert ledger.BATCH == 2000
    await fill(dao, 4001)
    assert await verified(dao) is None
    await tamper(dao, "UPDATE posting SET line = 7 WHERE line = 0 AND entry = 4001")
    fault = await verified(dao)
    assert fault is not None
    assert fault.number == 4001
