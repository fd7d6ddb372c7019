"""Money on its way out, in storage: every unit is in one place, nothing is in two batches, and a batch never changes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import update

from rules import handover
from rules.amounts import EXTERNAL, Asset
from rules.errors import Refusal
from rules.ledger import ISSUANCE, Posting, member
from storage import (
    assets,
    audit,
    batches,
    chains,
    joining,
    ledger,
    links,
    members,
    privacy,
    transit,
    wallets,
)
from storage.batches import MERKLE, TRANSFERS
from storage.handover import transit_
from storage.store import Change, Store
from tests.storage.conftest import Hand

ANA, BEN, CY = 1, 2, 3
A1, B1, C1 = (
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
)
CONTRACT = "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
ONE, TWO = "0x" + "11" * 32, "0x" + "22" * 32


@pytest.fixture
async def garden(dao: Store) -> Store:
    """Ana has a wallet, ben none; both hold 100 USDC, which is on chain 1, and ana 50 LEAF and 7 EURC without a chain."""

    async def work(change: Change) -> None:
        for one in (Asset("LEAF", 0), Asset("USDC", 2, EXTERNAL), Asset("EURC", 2, EXTERNAL)):
            await assets.add(change, one)
        for name in ("ana", "ben", "cy"):
            await members.admit(change, "terminal", name, name)
        for asset, decimals in (("USDC", 6), ("LEAF", 18)):
            await fact(change, asset, decimals)
        await wallets.put(change, ANA, A1, proven=False)
        lines = [
            Posting(ISSUANCE, "LEAF", -50),
            Posting(member(ANA), "LEAF", 50),
            Posting("external", "USDC", -200),
            Posting(member(ANA), "USDC", 100),
            Posting(member(BEN), "USDC", 100),
            Posting("external", "EURC", -7),
            Posting(member(ANA), "EURC", 7),
        ]
        await ledger.post(change, "start", "start", lines, by=0, why="test")

    await dao.act("dao", work)
    return dao


async def fact(change: Change, asset: str, decimals: int, chain: int = 1) -> None:
    number = await chains.add(change, asset, chain, CONTRACT, decimals, ANA)
    await chains.judge(change, await chains.get(change, number), chains.CURRENT, BEN)


async def do(store: Store, work: Any) -> Any:
    return await store.act("dao", work)


async def export(store: Store, kind: str = TRANSFERS, chain: int = 1) -> batches.Batch:
    async def work(change: Change) -> batches.Batch:
        return await batches.make(change, kind, chain, await batches.due(change, kind), ANA)

    made: batches.Batch = await do(store, work)
    return made


async def send(store: Store, number: int, hash_: str, some: Sequence[int] = ()) -> None:
    async def work(change: Change) -> None:
        lines = [one for one in await transit.of_batch(change, number) if not some or one.id in some]
        await batches.settle(change, await batches.get(change, number), lines, hash_, ANA)

    await do(store, work)


async def put(store: Store, who: int, address: str) -> None:
    await do(store, lambda change: wallets.put(change, who, address, proven=False))


async def lies(store: Store) -> dict[tuple[str, str], int]:
    async with store.read("dao") as look:
        assert await audit.verify(look) == ""
        return await ledger.accounts(look)


async def bytes_of(store: Store, number: int) -> tuple[bytes, bytes]:
    async with store.read("dao") as look:
        made = await batches.content(look, await batches.get(look, number))
    return handover.safe(made), handover.airdrop(made)


async def join(store: Store) -> links.Link:
    async def work(change: Change) -> links.Link:
        made = await links.make(change, links.ACCOUNT, ANA, "terminal", "ana")
        code = await links.find(change, links.ACCOUNT, made)
        assert code
        pair = await links.propose(change, code, BEN, "terminal", "ben")
        await joining.join(change, pair)
        return await links.get(change, pair.id)

    pair: links.Link = await do(store, work)
    return pair


async def test_what_waits_with_wallet_owners_is_packed_once(garden: Store) -> None:
    made = await export(garden)
    there = await lies(garden)
    assert there["transit:batch/1", "USDC"] == there[member(BEN), "USDC"] == 100
    assert (member(ANA), "USDC") not in there
    assert there[member(ANA), "EURC"] == 7, "no chain was said"
    assert there[member(ANA), "LEAF"] == 50, "tokens stay unless they are withdrawn"
    async with garden.read("dao") as look:
        due = await batches.due(look, TRANSFERS)
        assert (due.waiting, due.held) == ({}, {})
        assert [why for *_, why in due.later] == ["`treasury asset` has not said on which chain EURC is"]
        (line,) = await transit.of_batch(look, made.id)
        assert (line.member, line.amount, line.address, line.state) == (ANA, 100, A1, "batched")


async def test_a_batch_has_the_same_bytes_whatever_changes_later(garden: Store, clock: Hand) -> None:
    await export(garden)
    before = await bytes_of(garden, 1)
    clock.move(days=3)
    await put(garden, ANA, C1)
    await do(garden, lambda change: fact(change, "USDC", 18, chain=5))
    await put(garden, BEN, B1)
    await export(garden, chain=5)
    await send(garden, 1, ONE)
    assert await bytes_of(garden, 1) == before
    assert b'"100000000000000000' not in before[0]
    assert A1.encode() in before[1]
    assert C1.encode() not in before[1]
    other = await bytes_of(garden, 2)
    assert (b'"chainId": "5"' in other[0], b"1000000000000000000" in other[0]) == (True, True)


async def test_sending_settles_to_outside_line_by_line(garden: Store) -> None:
    await put(garden, BEN, B1)
    await export(garden)
    await send(garden, 1, ONE, [1])
    async with garden.read("dao") as look:
        assert (await batches.get(look, 1)).state == batches.OPEN
        assert [one.hash for one in await transit.of_batch(look, 1)] == [ONE, ""]
    assert (await lies(garden))["external", "USDC"] == -100
    with pytest.raises(Refusal, match="is sent, at least in part"):
        await do(garden, apart)
    await send(garden, 1, TWO, [2])
    there = await lies(garden)
    assert [one for one in there if one[1] == "USDC"] == []
    async with garden.read("dao") as look:
        assert (await batches.get(look, 1)).state == batches.SENT
        assert {one.hash for one in await transit.with_hash(look, TWO)} == {TWO}


async def apart(change: Change) -> None:
    await batches.take_apart(change, await batches.get(change, 1), ANA)


async def withdraw(change: Change) -> None:
    await transit.depart(
        change, "withdraw/1", "transit:token/1", [(ANA, "LEAF", 20)], why="withdraw/1", by=ANA
    )


async def test_a_batch_taken_apart_leaves_everything_where_it_was(garden: Store) -> None:
    await do(garden, withdraw)
    before = await lies(garden)
    await export(garden)
    assert await lies(garden) != before
    await do(garden, apart)
    assert await lies(garden) == before
    async with garden.read("dao") as look:
        with pytest.raises(Refusal, match="was taken apart"):
            await batches.get(look, 1)
        (waits,) = await transit.in_states(look, transit.WAITING)
        assert (waits.account, waits.batch, waits.address) == ("transit:token/1", None, "")
    assert (await export(garden)).id == 2
    async with garden.read("dao") as look:
        assert len(await transit.of_batch(look, 2)) == 2


async def test_claims_hold_withdrawn_tokens_only(garden: Store) -> None:
    await do(garden, withdraw)
    made = await export(garden, MERKLE)
    async with garden.read("dao") as look:
        content = await batches.content(look, made)
        assert [(one.receiver, one.units) for one in content.transfers] == [(A1, 20 * 10**18)]
        entry = await ledger.find(look, "batch/1")
        assert entry
        assert entry.data["lines"] == [1]
    assert (await lies(garden))[member(ANA), "USDC"] == 100


async def test_more_than_a_transaction_holds_waits_for_the_next_batch(
    garden: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "MOST", 2)
    await put(garden, BEN, B1)
    await do(garden, withdraw)
    await export(garden)
    async with garden.read("dao") as look:
        assert [one.member for one in await transit.of_batch(look, 1)] == [ANA, ANA]
        assert len((await batches.due(look, TRANSFERS)).held[1]) == 1
    await export(garden)
    assert (await lies(garden))["transit:batch/2", "USDC"] == 100


async def test_the_later_wallet_of_two_who_are_one_stays_and_an_undo_parts_them(
    garden: Store, clock: Hand
) -> None:
    clock.move(hours=1)
    await put(garden, BEN, B1)
    await do(garden, lambda change: transit.dispatch(change, 9, [(ANA, "USDC", 30)]))
    clock.move(hours=1)
    pair = await join(garden)
    async with garden.read("dao") as look:
        one = await wallets.of(look, ANA)
        assert one
        assert (one.address, await wallets.of(look, BEN)) == (B1, None)
        due = await batches.due(look, TRANSFERS)
        assert (due.waiting, due.held) == ({}, {}), "strangers fish for codes"
        assert {why for *_, why in due.later if why.startswith("acc")} == {"accounts were linked lately"}
    await do(garden, lambda change: joining.part(change, pair))
    async with garden.read("dao") as look:
        assert [(one.member, one.address) for one in (await wallets.every(look)).values()] == [
            (ANA, A1),
            (BEN, B1),
        ]
        assert [one.member for one in await transit.of(look, ANA)] == [ANA]
    assert (await lies(garden))[member(BEN), "USDC"] == 100


async def test_lines_follow_whom_they_are_for(garden: Store, clock: Hand) -> None:
    clock.move(hours=1)
    await put(garden, BEN, B1)
    await do(garden, lambda change: transit.dispatch(change, 9, [(BEN, "USDC", 30)]))
    await join(garden)
    clock.move(days=1)
    await export(garden)
    async with garden.read("dao") as look:
        lines = await transit.of_batch(look, 1)
        assert [(one.member, one.amount, one.address) for one in lines] == [(ANA, 30, B1), (ANA, 170, B1)]
    await lies(garden)


async def test_who_is_forgotten_hands_on_what_is_in_no_batch(garden: Store) -> None:
    await put(garden, BEN, B1)
    await export(garden)
    await do(garden, lambda change: ledger.post(change, "more", "start", MORE, by=0, why="test"))
    await do(garden, lambda change: transit.dispatch(change, 9, [(BEN, "USDC", 30)]))
    await do(garden, lambda change: privacy.forget(change, BEN, 0))
    there = await lies(garden)
    assert there["treasury", "USDC"] == 30, "it was on its way and in no batch"
    assert there["transit:batch/1", "USDC"] == 200, "what is in a batch is still paid"
    async with garden.read("dao") as look:
        assert await wallets.of(look, BEN) is None
        assert await transit.addresses(look, BEN) == [B1]
        assert await privacy.owed(look, BEN)
    await send(garden, 1, ONE)
    await do(garden, lambda change: privacy.hand_over(change, BEN))
    async with garden.read("dao") as look:
        assert await transit.addresses(look, BEN) == []
        assert not await transit.held(look, [BEN])


MORE = [Posting("external", "USDC", -30), Posting(member(BEN), "USDC", 30)]


async def test_who_has_left_is_still_paid(garden: Store) -> None:
    await do(garden, lambda change: members.alter(change, ANA, gone=True))
    made = await export(garden)
    assert [one.member for one in await rows(garden, made.id)] == [ANA]


async def test_a_row_that_was_changed_is_found(garden: Store) -> None:
    await export(garden)
    await do(garden, lambda change: change.run(update(transit_).values(amount=99)))
    async with garden.read("dao") as look:
        assert (
            await transit.verify(look) == "transit:batch/1 holds 100 USDC, and 99 are on their way from it."
        )


async def test_a_code_works_for_the_newest_address_only(garden: Store) -> None:
    first = await do(garden, lambda change: wallets.ask(change, ANA, B1))
    second = await do(garden, lambda change: wallets.ask(change, ANA, C1))
    assert first != second
    async with garden.read("dao") as look:
        assert await wallets.asked(look, ANA) == (C1, second)
    await put(garden, ANA, C1)
    async with garden.read("dao") as look:
        assert await wallets.asked(look, ANA) is None


async def test_addresses_of_several_are_known(garden: Store) -> None:
    await put(garden, BEN, A1)
    async with garden.read("dao") as look:
        assert await wallets.shared(look) == {A1: [ANA, BEN]}


async def test_a_new_fact_takes_the_place_of_the_old_and_one_safe_is_for_one_chain(garden: Store) -> None:
    async def work(change: Change) -> None:
        await fact(change, "", 0, chain=1)
        await fact(change, "", 0, chain=5)
        await fact(change, "USDC", 4, chain=5)

    await do(garden, work)
    async with garden.read("dao") as look:
        assert [(one.asset, one.chain) for one in await chains.current(look)] == [
            ("LEAF", 1), ("", 1), ("", 5), ("USDC", 5)
        ]  # fmt: skip
        assert (await chains.coins(look))["USDC"].asset.chain_decimals == 4
        assert (await chains.safe(look, 5), await chains.safe(look, 9)) == (CONTRACT, "")


async def test_fewer_decimals_on_the_chain_than_here_are_refused(garden: Store) -> None:
    with pytest.raises(Refusal, match="decimals on chain"):
        await do(garden, lambda change: assets.scale(change, "USDC", 1))


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_done_nothing_is_paid_twice_or_lost(garden: Store, seed: int) -> None:
    """Payments, exports, sendings and takings apart in any order: paid outside and held here is all there was."""
    chance = random.Random(seed)
    came, turn = 200, 0
    for _ in range(25):
        async with garden.read("dao") as look:
            due, unsent = await batches.due(look, TRANSFERS), await batches.unsent(look)
        act = chance.choice(["pay", "export", "send", "apart", "wallet"])
        if act == "pay":
            turn, came = turn + 1, came + 10
            await do(garden, lambda change, turn=turn: pay(change, turn, 1 + turn % 3))
        elif act == "export" and (due.waiting or due.held):
            await export(garden)
        elif act == "send" and unsent:
            lines = (await rows(garden, unsent[0].id))[: chance.randint(1, 3)]
            await send(
                garden, unsent[0].id, f"0x{turn:064x}", [one.id for one in lines if one.state == "batched"]
            )
        elif (
            act == "apart"
            and unsent
            and all(one.state == "batched" for one in await rows(garden, unsent[-1].id))
        ):
            await do(garden, lambda change, one=unsent[-1]: batches.take_apart(change, one, ANA))
        elif act == "wallet":
            await put(garden, chance.choice([ANA, BEN, CY]), chance.choice([A1, B1, C1]))
        there = await lies(garden)
        gone = sum(one.amount for one in await sent(garden))
        held = sum(
            amount for (account, asset), amount in there.items() if asset == "USDC" and account != "external"
        )
        assert held + gone == came
        assert there.get(("external", "USDC"), 0) == gone - came


async def pay(change: Change, turn: int, who: int) -> None:
    lines = [Posting("external", "USDC", -10), Posting(member(who), "USDC", 10)]
    await ledger.post(change, f"pay/{turn}", "start", lines, by=0, why="test")
    await transit.dispatch(change, turn, [(who, "USDC", 10)])


async def rows(store: Store, number: int) -> list[transit.Transit]:
    async with store.read("dao") as look:
        return await transit.of_batch(look, number)


async def sent(store: Store) -> list[transit.Transit]:
    async with store.read("dao") as look:
        return await transit.in_states(look, transit.SENT)
