"""Budgets and payouts: whatever people do, money is whole and nothing is paid twice (RULES 2, 5)."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import event

from rules.approvals import Verdict
from rules.ledger import Posting
from rules.moments import Month
from storage import budgets, ledger, members, parameters, payouts, settling, supply
from storage.payouts import Due
from storage.store import Change, Store

GOV, USD = "DIST", "USDC"
NOVEMBER = Month(2026, 11)
TREASURERS = (1, 2, 3)
PEOPLE = (1, 2, 3, 4, 5)


async def people(change: Change, many: int = len(PEOPLE)) -> None:
    """Members 1 to `many`, of whom the first three are treasurers."""
    for number in range(1, many + 1):
        await members.admit(change, "terminal", f"account{number}", f"person{number}")
    for number in TREASURERS:
        await members.grant(change, number, "treasurer", "genesis")


async def bring(change: Change, account: str, asset: str, amount: int) -> None:
    """Money from outside into an account."""
    source = "issuance" if asset == GOV else "external"
    lines = [Posting(source, asset, -amount), Posting(account, asset, amount)]
    await ledger.post(change, f"bring/{await change.next('bring')}", "test", lines, by=0, why="test")


async def filed(change: Change, *lines: Due, by: int = 0, needed: int = 2, source: str = "budget:1") -> int:
    return await payouts.file(
        change, settling.FILED, "", lines, by=by, reason="test", source=source, needed=needed
    )


async def vote(change: Change, number: int, member: int, *, approves: bool = True) -> settling.Standing:
    await payouts.say(change, number, member, approves=approves, reason="" if approves else "no")
    return await settling.settle(change, await payouts.get(change, number))


async def held(store: Store, account: str, asset: str = GOV) -> int:
    async with store.read("dao") as look:
        return await ledger.balance_of(look, account, asset)


async def entries(store: Store, kind: str) -> list[Any]:
    async with store.read("dao") as look:
        return [one for one in await ledger.history(look, limit=1000) if one.kind == kind]


async def test_the_lines_that_are_ready_are_one_entry_and_a_second_settling_pays_nothing(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "budget:1", GOV, 100)
        number = await filed(change, Due(4, GOV, 30), Due(5, GOV, 20))
        await vote(change, number, 1)
        now = await vote(change, number, 2)
        assert (now.payout.state, [one.state for one in now.lines]) == ("paid", ["paid", "paid"])
        for _ in range(3):
            await settling.settle(change, await payouts.get(change, number))
        await vote(change, number, 3)
    assert [one.id for one in await entries(dao, "filed")] == ["payout/1"]
    assert [await held(dao, one) for one in ("budget:1", "member:4", "member:5")] == [50, 30, 20]


async def test_where_a_payout_stands_after_paying_is_what_a_new_count_says(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "budget:1", GOV, 100)
        number = await filed(change, Due(4, GOV, 30), Due(5, GOV, 20))
        await vote(change, number, 1)
        told = await vote(change, number, 2)
        assert told == await settling.standing(change, await payouts.get(change, number))


async def test_who_gains_and_who_filed_never_count(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await members.grant(change, 4, "treasurer", "genesis")
        await bring(change, "budget:1", GOV, 100)
        number = await filed(change, Due(1, GOV, 30), by=2)
        for member in (1, 2):
            await vote(change, number, member)
        now = await vote(change, number, 3)
        assert (now.verdict, now.payout.state) == (Verdict.WAITING, "open")
        assert (await vote(change, number, 4)).payout.state == "paid"


async def test_the_word_of_somebody_who_is_no_treasurer_any_more_does_not_count(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "budget:1", GOV, 100)
        number = await filed(change, Due(4, GOV, 30))
        await vote(change, number, 1)
        await members.revoke(change, 1, "treasurer")
        assert (await vote(change, number, 2)).payout.state == "open"
        assert (await vote(change, number, 3)).payout.state == "paid"


async def test_below_m_treasurers_everything_stands_still_and_goes_on_by_itself(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "budget:1", GOV, 100)
        number = await filed(change, Due(4, GOV, 30))
        await vote(change, number, 1)
        for gone in (2, 3):
            await members.revoke(change, gone, "treasurer")
        await settling.recheck(change)
        now = await settling.standing(change, await payouts.get(change, number))
        assert (now.verdict, now.payout.state) == (Verdict.STANDING, "open")
        await payouts.say(change, number, 5, approves=True, reason="")
        await members.grant(change, 5, "treasurer", "role/1")
        await settling.recheck(change)
        assert (await payouts.get(change, number)).state == "paid"


@pytest.mark.parametrize(
    ("gains", "words", "state"),
    [
        ((4,), {1: False}, "open"),
        ((4,), {1: False, 2: False}, "ended"),
        ((1,), {2: False}, "ended"),
        ((1,), {2: True}, "open"),
        ((1,), {2: True, 3: True}, "paid"),
        ((1, 2), {3: True}, "paid"),
        ((1, 2), {3: False}, "ended"),
        ((1, 2, 3), {1: True, 2: True, 3: True}, "open"),
    ],
)
async def test_three_treasurers_of_whom_two_must_approve(
    dao: Store, gains: tuple[int, ...], words: dict[int, bool], state: str
) -> None:
    """The examples of RULES 5: nobody concerned, one, two, all three."""
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "budget:1", GOV, 100)
        number = await filed(change, *(Due(one, GOV, 10) for one in gains))
        for member, approves in words.items():
            await vote(change, number, member, approves=approves)
        assert (await payouts.get(change, number)).state == state


async def test_money_that_a_payout_waits_for_is_not_free(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await parameters.put(change, {"approvals_needed": 2}, 1)
        one = await a_budget(change, GOV, 100)
        first = await filed(change, Due(4, GOV, 70), source=f"budget:{one.id}")
        assert await budgets.free(change, one) == 30
        for member in (1, 2):
            await vote(change, first, member, approves=False)
        assert await budgets.free(change, one) == 100
        second = await filed(change, Due(4, GOV, 70), source=f"budget:{one.id}")
        for member in (1, 2):
            await vote(change, second, member)
        assert await budgets.free(change, one) == 30


async def a_budget(
    change: Change,
    asset: str,
    amount: int,
    *,
    source: str = budgets.MINT,
    months: int = 2,
    purpose: str = "tools",
) -> budgets.Budget:
    """A budget whose November is open."""
    number = await budgets.add(change, purpose, asset, source, amount, NOVEMBER, months)
    await budgets.open_period(change, NOVEMBER)
    found = await budgets.find(change, number)
    assert found
    return found


async def test_what_a_period_leaves_goes_back_before_the_next_is_opened(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "treasury", USD, 500)
        one = await a_budget(change, USD, 100, source=budgets.TREASURY)
        number = await filed(change, Due(4, USD, 30), source="budget:1")
        for _ in range(2):
            await budgets.close_periods(change, NOVEMBER.next())
        assert await ledger.balance_of(change, "treasury", USD) == 470
        await budgets.open_period(change, NOVEMBER.next())
        assert (await ledger.balance_of(change, "budget:1", USD), await budgets.free(change, one)) == (
            130,
            100,
        )
        for member in (1, 2):
            await vote(change, number, member)
        await budgets.close_periods(change, NOVEMBER.plus(2))
        assert await ledger.balances(change, "budget:1") == {}
        assert await ledger.balance_of(change, "treasury", USD) == 470
        assert await ledger.verify(change) is None


async def test_what_was_minted_and_not_spent_is_taken_back(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await a_budget(change, GOV, 100, months=1)
        await budgets.close_periods(change, NOVEMBER.next())
        assert await supply.made(change, GOV) == (100, 100)
        assert await ledger.accounts(change) == {}


async def test_a_payout_that_ends_after_its_budget_gives_the_money_back_to_the_source(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "treasury", USD, 100)
        one = await a_budget(change, USD, 100, source=budgets.TREASURY, months=1)
        number = await filed(change, Due(4, USD, 30), source="budget:1")
        await budgets.close_periods(change, NOVEMBER.next())
        assert await ledger.balance_of(change, "treasury", USD) == 70
        for member in (1, 2):
            await vote(change, number, member, approves=False)
        await budgets.give_back(change, one)
        assert await ledger.balance_of(change, "treasury", USD) == 100


async def test_a_payout_that_ends_in_a_running_month_leaves_its_money_in_the_budget(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "treasury", USD, 100)
        one = await a_budget(change, USD, 100, source=budgets.TREASURY)
        number = await filed(change, Due(4, USD, 30), source="budget:1")
        for member in (1, 2):
            await vote(change, number, member, approves=False)
        await budgets.give_back(change, one)
        assert await ledger.balance_of(change, "budget:1", USD) == 100


async def test_a_reward_budget_waits_for_its_run(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await a_budget(change, GOV, 100, purpose=budgets.REWARDS, months=1)
        await budgets.close_periods(change, NOVEMBER.plus(3))
        assert await ledger.balance_of(change, "budget:1", GOV) == 100
        assert await budgets.reserve(change, NOVEMBER) == {GOV: 100}


async def test_a_treasury_that_has_less_gives_what_is_there(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "treasury", USD, 40)
        await a_budget(change, USD, 100, source=budgets.TREASURY)
        await budgets.open_period(change, NOVEMBER)
        assert await ledger.balance_of(change, "budget:1", USD) == 40
        assert await ledger.balance_of(change, "treasury", USD) == 0


async def test_five_hundred_lines_take_as_many_statements_as_five(dao: Store) -> None:
    """No query for each line: what is written grows in rows, not in statements."""
    seen = Counter[int]()
    many = 502
    async with dao.change("dao") as change:
        await people(change, many)
        await bring(change, "budget:1", GOV, 10_000)
        small = await filed(change, *(Due(one, GOV, 10) for one in range(4, 9)))
        large = await filed(change, *(Due(one, GOV, 10) for one in range(3, many + 1)), needed=2)
        for number in (small, large):
            for member in (1, 2):
                await payouts.say(change, number, member, approves=True, reason="")
        current = small

        def count(*_: Any) -> None:
            seen[current] += 1

        engine = change.connection.sync_connection
        assert engine is not None
        event.listen(engine, "before_cursor_execute", count)
        for number in (small, large):
            current = number
            assert (await settling.settle(change, await payouts.get(change, number))).payout.state == "paid"
        event.remove(engine, "before_cursor_execute", count)
    assert len(await entries(dao, "filed")) == 2
    assert seen[large] <= seen[small] + 2
