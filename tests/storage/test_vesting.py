"""Allocations in storage: every base unit is in its account, released, or returned; links, powers and the cap table."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from rules.amounts import Asset
from rules.errors import Refusal
from rules.ledger import ISSUANCE, TREASURY, Posting, locked, member
from rules.power import Holding
from storage import (
    alarms,
    assets,
    holdings,
    joining,
    ledger,
    links,
    members,
    parameters,
    past,
    powers,
    supply,
    vesting,
)
from storage.store import Change, Store
from tests.storage.conftest import START, Hand

ANA, BEN = 1, 2
YEAR, DAY = timedelta(days=365), timedelta(days=1)
LAW: dict[str, Any] = {
    "start": START,
    "cliff": 31_536_000,
    "duration": 126_144_000,
    "revocable": True,
    "share": "founders",
}


@pytest.fixture
async def garden(dao: Store) -> Store:
    """Ana has 1,000 of the law's tokens in allocation 1, ben 400 without a cliff in 2, and 10 to spend."""

    async def work(change: Change) -> None:
        await assets.add(change, Asset("LEAF", 0))
        for name in ("ana", "ben"):
            await members.admit(change, "terminal", name, name)
        lines = [
            Posting(ISSUANCE, "LEAF", -15),
            Posting(member(BEN), "LEAF", 10),
            Posting(locked(BEN), "LEAF", 5),
        ]
        await ledger.post(change, "start", "start", lines, by=0, why="test")
        await vesting.grant(change, [ANA], 1000, "LEAF", 1, LAW)
        await vesting.grant(change, [BEN], 400, "LEAF", 2, LAW | {"cliff": 0, "share": "investors"})

    await dao.act("dao", work)
    return dao


async def step(store: Store, number: int) -> int:
    async def work(change: Change) -> int:
        return await vesting.step(change, await vesting.get(change, number))

    amount: int = await store.act("dao", work)
    return amount


async def released(store: Store, number: int) -> int:
    async with store.read("dao") as look:
        return (await vesting.get(look, number)).released


async def sound(store: Store) -> None:
    async with store.read("dao") as look:
        assert await ledger.verify(look) is None
        assert await vesting.verify(look) == ""
        then = (await past.moments(look, [await past.last(look, look.now)])).popitem()[1].at(look.now)
        for who in (ANA, BEN):
            has, told = await powers.holding(look, who), then.get(who, Holding())
            assert (told.liquid, told.vesting) == (has.liquid, has.vesting), "the entries alone tell the same"


async def test_what_has_vested_is_released_once_and_one_entry_each(garden: Store, clock: Hand) -> None:
    assert [await step(garden, 1), await step(garden, 2)] == [0, 0]
    clock.now = START + YEAR
    assert [await step(garden, 1), await step(garden, 2)] == [250, 100]
    assert [await step(garden, 1), await step(garden, 2)] == [0, 0]
    clock.now = START + 9 * YEAR
    assert [await step(garden, 1), await step(garden, 2)] == [750, 300]
    async with garden.read("dao") as look:
        assert await ledger.balance_of(look, member(ANA), "LEAF") == 1000
        assert await ledger.accounts(look, vesting.PLACE) == {}
        booked = [one.id for one in await ledger.history(look) if one.kind == "vesting"]
        assert booked == ["vesting/2/2", "vesting/1/2", "vesting/2/1", "vesting/1/1"]
        assert await alarms.moment(look, vesting.RELEASE, "1") == START + YEAR + 29 * DAY - timedelta(hours=9)
    await sound(garden)


async def test_a_top_up_vests_as_if_there_from_the_start(garden: Store, clock: Hand) -> None:
    clock.now = START + 2 * YEAR
    assert await step(garden, 1) == 500

    async def more(change: Change) -> None:
        await vesting.top_up(change, await vesting.get(change, 1), 200, 3)

    await garden.act("dao", more)
    assert await step(garden, 1) == 100
    await sound(garden)


async def test_revoking_keeps_what_has_vested(garden: Store, clock: Hand) -> None:
    clock.now = START + YEAR + DAY

    async def revoke(change: Change) -> None:
        await vesting.revoke(change, await vesting.get(change, 1), 3)

    await garden.act("dao", revoke)
    clock.now = START + 9 * YEAR
    assert await step(garden, 1) == 250
    async with garden.read("dao") as look:
        assert await ledger.balance_of(look, TREASURY, "LEAF") == 750
        assert await ledger.balance_of(look, member(ANA), "LEAF") == 250
        assert (await vesting.allocated(look))["founders"] == 1000, "it was minted for founders all the same"
        assert (await vesting.get(look, 1)).held == 0
    await sound(garden)


async def test_a_release_waits_while_a_link_is_fresh_and_goes_to_who_they_are(
    garden: Store, clock: Hand
) -> None:
    async def join(change: Change) -> None:
        code = await links.find(
            change, links.ACCOUNT, await links.make(change, links.ACCOUNT, ANA, "terminal", "ana")
        )
        assert code
        await joining.join(change, await links.propose(change, code, BEN, "terminal", "ben"))

    clock.now = START + 2 * YEAR
    await garden.act("dao", join)
    assert [await step(garden, 1), await step(garden, 2)] == [0, 0]
    async with garden.read("dao") as look:
        assert await alarms.moment(look, vesting.RELEASE, "2") == clock.now + DAY
        assert [one.member for one in await vesting.every(look)] == [ANA, ANA]
    clock.move(days=1)
    assert await step(garden, 2) == 200
    async with garden.read("dao") as look:
        assert await ledger.balance_of(look, member(ANA), "LEAF") == 210
    await sound(garden)


@pytest.mark.parametrize(("weight", "votes"), [(0, {BEN: 109}), (3, {ANA: 3000, BEN: 109 + 903})])
async def test_what_has_not_vested_weighs_its_own_weight_and_what_has_is_liquid(
    garden: Store, clock: Hand, weight: int, votes: dict[int, int]
) -> None:
    await garden.act("dao", lambda change: parameters.put(change, {"w_vesting": weight, "w_ve": 0}, 1))
    clock.now = START + YEAR - timedelta(seconds=1)
    async with garden.read("dao") as look:
        everybody = await powers.everybody(look)
        assert everybody == {one: (await powers.own(look, one)).whole for one in votes}
        assert everybody == votes, (
            "ben has 10, and 99 of 400 have vested; what a lock holds is told by its row"
        )
        later = await powers.own(look, ANA, START + YEAR)
        assert (later.liquid, later.vesting) == (250, 750 * weight)


async def test_the_cap_table_adds_up_now_and_in_the_past(garden: Store, clock: Hand) -> None:
    async def work(change: Change) -> None:
        lines = [
            Posting(ISSUANCE, "LEAF", -100),
            Posting("budget:1", "LEAF", 60),
            Posting(TREASURY, "LEAF", 40),
        ]
        await ledger.post(change, "more", "start", lines, by=0, why="test")

    await garden.act("dao", work)
    clock.now = START + YEAR
    await step(garden, 1)
    async with garden.read("dao") as look:
        people, elsewhere = await holdings.table(look, "LEAF")
        assert people == {ANA: holdings.Part(250, 0, 0, 750), BEN: holdings.Part(10, 5, 100, 300)}
        assert elsewhere == {"budget": 60, "treasury": 40}
        first, now = await holdings.over_time(look, "LEAF", [START, clock.now])
    assert (first.members, first.bound) == ({ANA: 1000, BEN: 415}, {ANA: 1000, BEN: 400})
    assert (now.members, now.bound) == ({ANA: 1000, BEN: 415}, {ANA: 750, BEN: 400})
    assert now.whole == 1515


async def test_what_is_made_counts_for_its_share(garden: Store) -> None:
    async with garden.read("dao") as look:
        made = await supply.by_share(look, "LEAF")
    assert made == {"founders": 1000, "investors": 400, "community": 15}


async def test_a_row_that_was_changed_is_found(garden: Store, clock: Hand) -> None:
    async def cheat(change: Change) -> None:
        await change.run(update(vesting.vesting_).where(vesting.v.id == 2).values(total=500))

    await garden.act("dao", cheat)
    async with garden.read("dao") as look:
        assert (
            await vesting.verify(look) == "Allocation #2 is not what was booked: its account holds 400 LEAF."
        )


async def test_there_is_no_allocation_of_another_number(garden: Store) -> None:
    async with garden.read("dao") as look:
        with pytest.raises(Refusal, match="There is no allocation #9; `vesting list`"):
            await vesting.get(look, 9)


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_happens_nothing_is_lost(garden: Store, clock: Hand, seed: int) -> None:
    """Releases and top-ups at random moments."""
    chance, more = random.Random(seed), 0
    for turn in range(12):
        clock.move(days=chance.randint(0, 200), seconds=chance.randint(0, 86_400))
        if chance.random() < 0.3:
            extra = chance.randint(1, 500)

            async def work(change: Change, extra: int = extra, turn: int = turn) -> None:
                await vesting.top_up(change, await vesting.get(change, 1), extra, 10 + turn)

            await garden.act("dao", work)
            more += extra
        await step(garden, 1)
        await sound(garden)
        async with garden.read("dao") as look:
            one = await vesting.get(look, 1)
        assert (one.total, one.released) == (1000 + more, one.schedule.vested(clock.now))
