"""Budgets and payouts: whatever people do, money is whole and nothing is paid twice (RULES 2, 5)."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from rules.approvals import Verdict
from rules.ledger import Posting
from rules.moments import Month
from storage import budgets, ledger, members, parameters, payouts, settling, supply
from storage.payouts import Due
from storage.store import Change, Store
from tests.storage.conftest import Hand

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


# What people may do, by what the naive ledger below calls it.
amounts = st.integers(1, 60)
someone = st.sampled_from(PEOPLE)
asset = st.sampled_from([GOV, USD])
acts = st.lists(
    st.one_of(
        st.tuples(st.just("deposit"), someone, amounts, asset),
        st.tuples(st.just("send"), someone, someone, amounts, asset),
        st.tuples(
            st.just("file"), someone, st.lists(st.tuples(someone, amounts), min_size=1, max_size=3), asset
        ),
        st.tuples(st.just("say"), st.integers(0, 4), someone, st.booleans()),
        st.tuples(st.just("role"), someone, st.booleans()),
        st.tuples(st.just("again"), st.integers(0, 4)),
    ),
    max_size=30,
)


@dataclass
class Naive:
    """The same community on the back of an envelope: dictionaries, and RULES 5 in the plainest words."""

    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    treasurers: set[int] = field(default_factory=lambda: set(TREASURERS))
    payouts: dict[int, dict[str, Any]] = field(default_factory=dict)

    def move(self, source: str, target: str, what: str, amount: int) -> None:
        self.held[source, what] -= amount
        self.held[target, what] += amount

    def free(self, what: str) -> int:
        open_ = [one for one in self.payouts.values() if one["state"] == "open" and one["asset"] == what]
        waits: int = sum(amount for one in open_ for _, amount in one["lines"])
        return self.held["budget:1", what] - waits

    def judge(self, number: int) -> None:
        """Pay or end it, if today's treasurers who neither gain nor filed have said enough."""
        one = self.payouts[number]
        able = self.treasurers - {member for member, _ in one["lines"]} - {one["by"]}
        if one["state"] != "open" or len(self.treasurers) < 2 or len(able) < 2:
            return
        yes = sum(one["said"].get(member) is True for member in able)
        no = sum(one["said"].get(member) is False for member in able)
        if len(able) - no < 2:
            one["state"] = "ended"
        elif yes >= 2:
            one["state"] = "paid"
            for member, amount in one["lines"]:
                self.move("budget:1", f"member:{member}", one["asset"], amount)


class Both:
    """Each act done by the product and by the naive ledger."""

    def __init__(self, change: Change) -> None:
        self.change, self.naive = change, Naive()

    async def do(self, what: str, *given: Any) -> None:
        await getattr(self, what)(*given)

    async def deposit(self, _: int, amount: int, what: str) -> None:
        await bring(self.change, "budget:1", what, amount)
        self.naive.move("outside", "budget:1", what, amount)

    async def send(self, one: int, other: int, amount: int, what: str) -> None:
        if one == other or self.naive.held[f"member:{one}", what] < amount:
            return
        lines = [Posting(f"member:{one}", what, -amount), Posting(f"member:{other}", what, amount)]
        name = f"send/{await self.change.next('send')}"
        await ledger.post(self.change, name, "send", lines, by=one, why="send")
        self.naive.move(f"member:{one}", f"member:{other}", what, amount)

    async def file(self, by: int, lines: list[tuple[int, int]], what: str) -> None:
        free = await ledger.balance_of(self.change, "budget:1", what)
        free -= (await payouts.pending(self.change, "budget:1")).get(what, 0)
        assert free == self.naive.free(what)
        if free < sum(amount for _, amount in lines):
            return
        number = await filed(self.change, *(Due(one, what, amount) for one, amount in lines), by=by)
        self.naive.payouts[number] = {"by": by, "lines": lines, "asset": what, "state": "open", "said": {}}

    async def say(self, which: int, member: int, approves: bool) -> None:
        if number := self.nth(which):
            if self.naive.payouts[number]["state"] == "open":
                self.naive.payouts[number]["said"][member] = approves
                await payouts.say(self.change, number, member, approves=approves, reason="")
            await self.again(which)

    async def again(self, which: int) -> None:
        if number := self.nth(which):
            await settling.settle(self.change, await payouts.get(self.change, number))
            self.naive.judge(number)

    async def role(self, member: int, given_: bool) -> None:
        if given_:
            await members.grant(self.change, member, "treasurer", "role/1")
            self.naive.treasurers.add(member)
        else:
            await members.revoke(self.change, member, "treasurer")
            self.naive.treasurers.discard(member)
        await settling.recheck(self.change)
        for number in self.naive.payouts:
            self.naive.judge(number)

    def nth(self, which: int) -> int:
        numbers: list[int] = sorted(self.naive.payouts)
        return numbers[which] if which < len(numbers) else 0

    async def agree(self) -> None:
        """Both say the same of every account and every payout, and the ledger is whole."""
        mine = await ledger.accounts(self.change)
        inside = {key: amount for key, amount in mine.items() if key[0] not in ("issuance", "external")}
        theirs = {key: n for key, n in self.naive.held.items() if n and key[0] != "outside"}
        assert inside == theirs
        assert all(amount > 0 for amount in inside.values())
        for one in (GOV, USD):
            assert sum(amount for (_, name), amount in mine.items() if name == one) == 0
        for number, mine_ in self.naive.payouts.items():
            assert (await payouts.get(self.change, number)).state == mine_["state"]
        assert await ledger.verify(self.change) is None

    async def paid_once(self) -> None:
        """Each payout that was paid is in exactly one entry; no other is in any."""
        done = Counter(
            one.why for one in await ledger.history(self.change, limit=1000) if one.kind == "filed"
        )
        paid = {f"payout/{number}": 1 for number, one in self.naive.payouts.items() if one["state"] == "paid"}
        assert dict(done) == paid


class UndoneError(Exception):
    """Takes an example back, so that the next begins with an empty community."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
async def test_a_naive_ledger_agrees_whatever_people_do(dao: Store, clock: Hand, acts: list[Any]) -> None:
    with pytest.raises(UndoneError):
        async with dao.change("dao") as change:
            await people(change)
            both = Both(change)
            for act in acts:
                await both.do(*act)
            await both.agree()
            await both.paid_once()
            raise UndoneError
