"""What gates of budgets are measured by, what revenue a month had, which deposit a payment has waited for; on both databases."""

from __future__ import annotations

from datetime import timedelta

from rules import ledger as accounts
from rules.amounts import Asset
from rules.ledger import Posting
from rules.moments import Month
from storage import (
    assets,
    budgets,
    contributions,
    deposits,
    gates,
    ledger,
    members,
    parameters,
    payouts,
    profits,
    proposals,
    votes,
)
from storage.payouts import Due
from storage.store import Change, Store
from tests.storage.conftest import Hand
from tests.storage.test_money import a_budget, bring, people

USD, NOVEMBER, DAY = "USDC", Month(2026, 11), 86_400
ANA, BEN, CY, DEE, EVE = 1, 2, 3, 4, 5


async def test_new_members_and_own_words_open_no_gate(dao: Store, clock: Hand) -> None:
    async with dao.change("dao") as change:
        await people(change)
    clock.move(days=20)
    async with dao.change("dao") as change:
        new = (await members.admit(change, "terminal", "late", "late")).id
        for by, attested in ((ANA, BEN), (ANA, None), (BEN, BEN), (CY, new), (new, ANA), (DEE, EVE)):
            work = await contributions.add(change, contributions.LOG, by, (by,), "Dug", str(NOVEMBER))
            if attested:
                await contributions.attest(change, work, attested)
        shared = await contributions.add(change, contributions.LOG, CY, (CY, EVE), "Sawed", str(NOVEMBER))
        await contributions.attest(change, shared, EVE)
        found = await gates.figures(change, 30 * DAY)
        assert found == {"members": 5, "voters": 0, "contributions": 2}
        await contributions.set_state(change, 1, contributions.WITHDRAWN)
        assert (await gates.figures(change, 30 * DAY))["contributions"] == 1
        await members.alter(change, EVE, gone=True)
        assert (await gates.figures(change, 30 * DAY)) == {"members": 4, "voters": 0, "contributions": 0}
    clock.move(days=31)
    async with dao.read("dao") as look:
        assert (await gates.figures(look, 30 * DAY))["contributions"] == 0


async def test_an_open_vote_tells_no_voters(dao: Store, clock: Hand) -> None:
    async with dao.change("dao") as change:
        await people(change)
        one = await proposals.add(change, "signal", ANA, "Oaks", "Ten.", {}, "ordinary")
        await proposals.enter(change, one, "voting")
        await votes.cast(change, one.id, {}, {ANA: "for", BEN: "against"})
        assert (await gates.figures(change, DAY))["voters"] == 0
        await proposals.enter(change, one, "defeated")
        assert (await gates.figures(change, DAY))["voters"] == 2
    clock.move(days=2)
    async with dao.read("dao") as look:
        assert (await gates.figures(look, DAY))["voters"] == 0


async def test_a_locked_budget_holds_nothing_and_keeps_all_its_months(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await bring(change, "treasury", USD, 100)
        number = await budgets.add(
            change, "work", USD, budgets.TREASURY, 40, NOVEMBER, 2, {"voters": 3, "window": DAY}
        )
        for month in (NOVEMBER, NOVEMBER.next()):
            await budgets.open_period(change, month)
        [one] = await budgets.every(change)
        assert await ledger.balance_of(change, "treasury", USD) == 100
        assert [one.left(NOVEMBER.plus(n)) for n in (0, 5)] == [2, 2]
        await budgets.unlock(change, number, NOVEMBER.plus(3))
        await budgets.open_period(change, NOVEMBER.plus(3))
        [one] = await budgets.every(change)
        assert await ledger.balance_of(change, f"budget:{number}", USD) == 40
        assert [one.left(NOVEMBER.plus(n)) for n in (2, 3, 4)] == [2, 1, 0]


async def came(change: Change, amount: int, source: str) -> int:
    """A deposit, recorded and confirmed."""
    number = await deposits.add(change, USD, amount, source, "seen", ANA)
    await deposits.judge(change, number, deposits.CONFIRMED, BEN)
    lines = [Posting(accounts.EXTERNAL, USD, -amount), Posting(accounts.TREASURY, USD, amount)]
    name = f"deposit/{number}"
    await ledger.post(change, name, "deposit", lines, by=BEN, why=name, data={"source": source})
    return number


async def test_a_share_of_revenue_is_reserved_once_and_of_its_own_month(dao: Store, clock: Hand) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await assets.add(change, Asset(USD, 2, "external"))
        entry = await ledger.post(change, "test", "parameter", by=1, why="test")
        await parameters.put(change, {"profit_share": 2_500}, entry.number)
        for amount, source in ((801, "revenue"), (100, "fees"), (500, "donation"), (700, "sale")):
            await came(change, amount, source)
    clock.move(days=30)
    async with dao.change("dao") as change:
        await came(change, 4_000, "revenue")
        assert await profits.revenue(change, NOVEMBER) == {USD: 901}
        assert await profits.set_aside(change, NOVEMBER) == {USD: {"revenue": 901, "share": 225}}
        assert await ledger.balances(change, "reserved:2026-11") == {USD: 225}
        due = [Due(DEE, USD, 5_800)]
        await payouts.file(change, "spend", "", due, by=0, reason="x", source="treasury", needed=2)
        assert (await profits.set_aside(change, NOVEMBER.next()))[USD] == {"revenue": 4_000, "share": 76}
        assert await ledger.verify(change) is None


async def test_without_a_share_nothing_is_read_or_booked(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        await came(change, 801, "revenue")
        before = change.entries
        assert await profits.set_aside(change, NOVEMBER) == {}
        assert change.entries == before


async def test_a_deposit_serves_one_payment(dao: Store, clock: Hand) -> None:
    async with dao.change("dao") as change:
        await people(change)
        old = await came(change, 500, "sale")
    clock.move(hours=1)
    since = clock.now
    async with dao.change("dao") as change:
        for amount, source in ((499, "sale"), (500, "donation")):
            await came(change, amount, source)
        waiting = await deposits.add(change, USD, 500, "sale", "seen", ANA)
        assert await deposits.unused(change, USD, 500, "sale", since) is None
        assert await deposits.unused(change, USD, 500, "sale", since - timedelta(hours=1)) == old
        await deposits.judge(change, waiting, deposits.CONFIRMED, BEN)
        assert await deposits.unused(change, USD, 500, "sale", since) == waiting
        await deposits.serve(change, waiting, 7)
        assert await deposits.unused(change, USD, 500, "sale", since) is None


async def test_a_budget_that_runs_is_not_locked(dao: Store) -> None:
    async with dao.change("dao") as change:
        await people(change)
        one = await a_budget(change, "DIST", 100)
        assert (one.state, one.gate, one.covers(NOVEMBER)) == (budgets.ACTIVE, {}, True)
