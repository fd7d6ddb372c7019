"""A second ledger of a few naive lines agrees whatever people do, and nothing is paid twice (RULES 2, 5)."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.ledger import Posting
from storage import ledger, members, payouts, settling
from storage.payouts import Due
from storage.store import Change, Store
from tests.storage.conftest import Hand
from tests.storage.test_money import GOV, PEOPLE, TREASURERS, USD, bring, filed, people

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
