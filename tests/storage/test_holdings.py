"""What was held at moments of the past: as a naive sum over every posting has it, and fast."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from rules.ledger import EXTERNAL, ISSUANCE, TREASURY, Posting, locked, member
from storage import holdings, ledger, links, members
from storage.communities import bind
from storage.holdings import Held
from storage.joining import join
from storage.ledger import entry, posting
from storage.schema import insert
from storage.store import Change, Look, Store
from tests.storage.conftest import START, Hand

HOUR = timedelta(hours=1)


async def naive(look: Look, asset: str, moments: Sequence[datetime]) -> list[Held]:
    """Every entry read and added up, once for each moment."""
    every = [one async for one, _ in ledger.every(look)]
    found = []
    for at in moments:
        sums: Counter[str] = Counter()
        for one in every:
            for account, symbol, amount in one.postings if one.at <= at else ():
                sums[account] += amount if symbol == asset else 0
        has = {one: sums[member(one)] + sums[locked(one)] for one in range(1, 30)}
        people = {one: amount for one, amount in has.items() if amount}
        found.append(Held(at, people, sums[TREASURY], -sums[ISSUANCE]))
    return found


async def move(change: Change, source: str, target: str, asset: str, amount: int) -> None:
    lines = [Posting(source, asset, -amount), Posting(target, asset, amount)]
    await ledger.post(change, f"move/{await change.next('move')}", "test", lines, by=0, why="test")


async def live(store: Store, clock: Hand, chance: random.Random, name: str = "dao") -> None:
    """Forty changes of a few entries each, at uneven times."""
    places = [*(member(one) for one in range(1, 9)), TREASURY, "budget:1", "locked:1", "escrow:bounty/1"]
    for _ in range(40):
        clock.move(hours=chance.choice([0, 1, 1, 5]))
        async with store.change(name) as change:
            for _ in range(chance.randrange(1, 4)):
                asset, source = chance.choice([("LEAF", ISSUANCE), ("USDC", EXTERNAL)])
                owned = [one for one in places if await ledger.balance_of(change, one, asset)]
                giver = chance.choice([source, *owned])
                most = await ledger.balance_of(change, giver, asset) if giver in owned else 10**6
                taker = chance.choice([source, *places])
                if taker != giver:
                    await move(
                        change, giver, taker, asset, chance.choice([most, chance.randrange(1, most + 1)])
                    )


@pytest.mark.parametrize("seed", range(3))
async def test_it_is_what_a_naive_sum_says(dao: Store, clock: Hand, seed: int) -> None:
    chance = random.Random(seed)
    await live(dao, clock, chance)
    hours = sorted(chance.sample(range(-2, (clock.now - START) // HOUR + 3), 12))
    moments = [START + hour * HOUR for hour in hours]
    async with dao.read("dao") as look:
        for asset in ("LEAF", "USDC", "NONE"):
            assert await holdings.over_time(look, asset, moments) == await naive(look, asset, moments)
        last = (await holdings.over_time(look, "LEAF", [clock.now]))[0]
        now, bound = await holdings.now(look, "LEAF")
        there = await ledger.balance_of(look, locked(1), "LEAF")
    assert last.members == now
    assert bound == ({1: there} if there else {})


async def test_what_is_booked_at_a_moment_counts_in_it(dao: Store, clock: Hand) -> None:
    await dao.act("dao", lambda change: move(change, ISSUANCE, member(1), "LEAF", 5))
    at = [clock.now - timedelta(seconds=1), clock.now, clock.now]
    async with dao.read("dao") as look:
        found = await holdings.over_time(look, "LEAF", at)
        assert await holdings.over_time(look, "LEAF", []) == []
    assert found == [Held(at[0], {}, 0, 0), Held(at[1], {1: 5}, 0, 5), Held(at[2], {1: 5}, 0, 5)]


async def test_amounts_may_be_as_large_as_they_get(dao: Store, clock: Hand) -> None:
    most = 2**63 - 1
    async with dao.change("dao") as change:
        for source, target in ((ISSUANCE, member(1)), (member(1), TREASURY), (TREASURY, member(2))):
            await move(change, source, target, "LEAF", most)
    async with dao.read("dao") as look:
        assert await holdings.over_time(look, "LEAF", [clock.now]) == [Held(clock.now, {2: most}, 0, most)]


async def test_communities_do_not_see_each_other(dao: Store, clock: Hand) -> None:
    async def settle(change: Change) -> None:
        await bind(change, "terminal", "elsewhere")

    await dao.found("other", settle)
    await live(dao, clock, random.Random(9), "other")
    async with dao.read("dao") as look:
        assert await holdings.over_time(look, "LEAF", [clock.now]) == [Held(clock.now, {}, 0, 0)]


async def test_joining_two_members_moves_what_one_holds_from_then_on(dao: Store, clock: Hand) -> None:
    async def begin(change: Change) -> None:
        for name in ("ana", "ben"):
            await members.admit(change, "terminal", name, name)
        await move(change, ISSUANCE, member(1), "LEAF", 10)
        await move(change, ISSUANCE, member(2), "LEAF", 30)

    async def become_one(change: Change) -> None:
        code = await links.make(change, links.ACCOUNT, 1, "terminal", "ana")
        found = await links.find(change, links.ACCOUNT, code)
        assert found
        pair = await links.propose(change, found, 2, "terminal", "ben")
        await join(change, pair)

    await dao.act("dao", begin)
    before = clock.now
    clock.move(hours=1)
    await dao.act("dao", become_one)
    async with dao.read("dao") as look:
        found = await holdings.over_time(look, "LEAF", [before, clock.now])
    assert [one.members for one in found] == [{1: 10, 2: 30}, {1: 40}]


async def fill(change: Change, entries: int) -> None:
    """So many entries of two postings each, twenty minutes apart."""
    chance, mine = random.Random(1), {"community": "dao"}
    for first in range(1, entries, 5000):
        numbers = range(first, first + 5000)
        facts: dict[str, Any] = {"kind": "t", "by": 0, "why": "t", "data": {}, "hash": ""}
        rows = [
            mine | facts | {"number": n, "id": f"t/{n}", "at": START + n * timedelta(minutes=20)}
            for n in numbers
        ]
        await change.run(insert(entry), rows)
        lines = []
        for n in numbers:
            ends = [Posting(ISSUANCE, "LEAF", -5), Posting(member(chance.randrange(1, 400)), "LEAF", 5)]
            lines += [mine | {"entry": n, "line": line} | one._asdict() for line, one in enumerate(ends)]
        await change.run(insert(posting), lines)


async def test_a_hundred_thousand_postings_are_summed_up_at_each_moment(dao: Store) -> None:
    async with dao.change("dao") as change:
        await fill(change, 50_000)
    moments = [START + timedelta(days=30 * n) for n in range(24)]
    async with dao.read("dao") as look:
        found = await holdings.over_time(look, "LEAF", moments)
    assert [one.whole for one in found] == [min(72 * 30 * n, 50_000) * 5 for n in range(24)]
    assert all(sum(one.members.values()) == one.whole for one in found)
