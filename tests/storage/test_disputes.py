"""Disputes step by step: the jury, its answers, appeals, and what becomes of money (RULES 9)."""

from __future__ import annotations

import hashlib
import json
import random
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from rules import ledger as accounts
from rules.errors import Refusal
from rules.ledger import ISSUANCE, member
from storage import (
    blobs,
    delegations,
    dispute_steps,
    disputes,
    draws,
    ledger,
    locks,
    parameters,
    payouts,
)
from storage.disputes import ANSWERING, DECIDED, MOOT, VERDICT
from storage.store import Change, Store
from tests.rules.redrawn import again
from tests.storage.conftest import Hand
from tests.storage.juried import (
    HELD,
    LINE,
    MONTH,
    PEOPLE,
    SPARE,
    WINNERS,
    WORKERS,
    answered,
    done,
    filed,
    get,
    held,
    judged,
    jury,
    line,
    month,
    ring,
    sound,
)

POT = "budget:disputes"


@pytest.fixture
async def store(dao: Store) -> Store:
    WINNERS.clear()
    return await month(dao)


async def test_a_lowered_line_returns_what_it_loses_and_the_filer_has_the_deposit_back(
    store: Store, clock: Hand
) -> None:
    one = await filed(store, 6, 1, 40)
    assert await held(store, one.account) == 5
    assert (await line(store, 1)).state == payouts.HELD
    assert (await line(store, 2)).state == payouts.WAITING
    one = await answered(store, 1, 30, 60, 100)
    assert (one.state, one.verdict) == (VERDICT, 60)
    clock.move(hours=24)
    await ring(store)
    assert (await get(store, 1)).state == DECIDED
    got = await line(store, 1)
    assert (got.amount, got.state) == (60, payouts.WAITING)
    assert await held(store, accounts.reserved(MONTH)) == 5 * LINE + SPARE - 40
    assert (await held(store, member(6)), await held(store, one.account)) == (HELD, 0)
    await sound(store)


async def test_a_raised_line_takes_what_the_budget_has_left(store: Store, clock: Hand) -> None:
    one = await filed(store, 1, 1, 150)
    one = await answered(store, 1, 150, 140, 100)
    assert one.state == DECIDED, "nobody has lost but the status quo, so nobody can appeal"
    assert (await line(store, 1)).amount == LINE, "a month's bundle proves its own lines"
    assert await held(store, accounts.reserved(MONTH)) == 5 * LINE + SPARE - 40
    assert await held(store, one.account) == 40
    await sound(store)
    await store.act("dao", lambda change: judged(change, approves=True, number=2))
    await ring(store)
    assert (await held(store, one.account), await held(store, member(1))) == (0, HELD + 40)
    await sound(store)


async def test_what_treasurers_do_not_pay_of_a_raise_goes_back(store: Store) -> None:
    one = await filed(store, 1, 1, 150)
    await answered(store, 1, 150, 150, 150)
    await store.act("dao", lambda change: judged(change, approves=False, number=2))
    await sound(store)
    await ring(store)
    assert (await held(store, one.account), await held(store, member(1))) == (0, HELD)
    await sound(store)


async def test_a_lost_deposit_pays_the_jurors_of_later_rounds(store: Store, clock: Hand) -> None:
    await filed(store, 6, 1, 0)
    one = await answered(store, 1, 100, 100, 100)
    assert (one.state, one.verdict) == (VERDICT, 100)
    clock.move(hours=24)
    await ring(store)
    assert (await get(store, 1)).state == DECIDED
    assert (await held(store, member(6)), await held(store, POT)) == (HELD - 5, 5)
    await filed(store, 7, 2, 0)
    await answered(store, 2, 100, 0, 0)
    paid = [seat.fee for seat in await jury(store, 2)]
    assert paid == [1, 1, 1], "five for three are one each"
    assert await held(store, POT) == 2
    await sound(store)


async def test_the_loser_appeals_with_a_doubled_deposit_to_a_larger_jury(store: Store, clock: Hand) -> None:
    await filed(store, 6, 1, 0)
    await answered(store, 1, 0, 0, 100)
    with pytest.raises(Refusal, match="Only whoever has lost"):
        await done(store, 1, "appeal", 6)
    one = await done(store, 1, "appeal", 1)
    assert (one.state, one.round) == (ANSWERING, 2)
    assert await held(store, one.account) == 5 + 10
    assert len(await jury(store, 1)) == 7
    one = await answered(store, 1, 100, 100, 100, 100, 0, 0, 0)
    assert one.state == VERDICT, "no jury follows the last, but a vote of everybody"
    clock.move(hours=24)
    await ring(store)
    assert (await held(store, member(1)), await held(store, member(6))) == (HELD, HELD - 5)
    assert await held(store, POT) == 5
    assert ((await line(store, 1)).amount, (await line(store, 1)).state) == (100, payouts.WAITING)
    await sound(store)


async def test_the_last_second_of_an_appeal_counts_and_later_it_stands(store: Store, clock: Hand) -> None:
    await filed(store, 6, 1, 0)
    await answered(store, 1, 0, 0, 100)
    clock.move(hours=24)
    await ring(store)
    with pytest.raises(Refusal, match="cannot be appealed now"):
        await done(store, 1, "appeal", 1)


async def test_silent_jurors_are_replaced_once_and_then_the_next_jury_decides(
    store: Store, clock: Hand
) -> None:
    await filed(store, 6, 1, 0)
    await answered(store, 1, 50)
    clock.move(days=3)
    await ring(store)
    seats = await jury(store, 1)
    assert [seat.silent for seat in seats] == [False, True, True, False, False]
    assert len({seat.member for seat in seats}) == 5
    with pytest.raises(Refusal, match="not drawn"):
        await done(store, 1, "answer", seats[1].member, 3)
    clock.move(days=3)
    await ring(store)
    one = await get(store, 1)
    assert (one.state, one.round, one.verdict) == (ANSWERING, 2, None)
    assert await held(store, one.account) == 5, "nobody pays for a round that the last did not decide"
    for _ in range(2):
        clock.move(days=3)
        await ring(store)
    one = await get(store, 1)
    assert (one.state, one.verdict) == (DECIDED, 100), "where no jury answers it stays as it was"
    assert (await line(store, 1)).state == payouts.WAITING
    await sound(store)


async def test_a_majority_of_the_seats_is_enough_after_the_replacement(store: Store, clock: Hand) -> None:
    await filed(store, 6, 1, 0)
    await answered(store, 1, 50)
    clock.move(days=3)
    await ring(store)
    await answered(store, 1, 80)
    clock.move(days=3)
    await ring(store)
    one = await get(store, 1)
    assert (one.state, one.verdict) == (VERDICT, 80), "of two middle ones the nearer to what stands"


async def test_the_draw_reveals_a_secret_whose_hash_stood_before_and_anybody_can_repeat_it(
    store: Store, clock: Hand
) -> None:
    await filed(store, 6, 1, 0)
    async with store.read("dao") as look:
        entries = {one.id: one for one in await ledger.history(look, limit=100)}
        drawn, paid = entries["dispute/1/draw/1/1"], entries["dispute/1/1"]
        weights = json.loads(await blobs.get(look, drawn.data["weights"]) or b"")
        mine = ledger.E.community == "dao", ledger.E.number == paid.number
        head = await look.value(select(ledger.E.hash).where(*mine))
    secret = bytes.fromhex(drawn.data["secret"])
    assert hashlib.sha256(secret).hexdigest() == entries["secret/1"].data["hashes"][0]
    assert entries["secret/1"].number < paid.number < entries["secret/2"].number < drawn.number
    assert drawn.data["head"] == head
    assert again(secret, head, 1, 1, dict(weights), 3) == drawn.data["jurors"]
    assert [seat.member for seat in await jury(store, 1)] == drawn.data["jurors"]
    clock.move(days=3)
    await ring(store)
    async with store.read("dao") as look:
        later = await ledger.find(look, "dispute/1/draw/1/4")
        assert later is not None
        weights = json.loads(await blobs.get(look, later.data["weights"]) or b"")
    secret = bytes.fromhex(later.data["secret"])
    assert hashlib.sha256(secret).hexdigest() == entries["secret/1"].data["hashes"][1]
    assert again(secret, head, 1, 1, dict(weights), 3, first=4) == later.data["jurors"]
    assert later.data["secret"] != drawn.data["secret"], "what is known could be steered by moving tokens"


async def test_no_party_nor_who_has_judged_or_votes_for_them_sits(store: Store) -> None:
    async def work(change: Change) -> None:
        await delegations.give(change, 6, "", 7)
        await delegations.give(change, 8, "spend", 1)
        await payouts.say(change, 1, 19, approves=True, reason="")
        for who in range(2, 16):
            await locks.add(change, who, 10, change.now + timedelta(days=70))

    await store.act("dao", work)
    one = await filed(store, 6, 1, 0)
    async with store.read("dao") as look:
        fit = await dispute_steps.pool(look, one, 3) or {}
    assert set(fit) == set(range(2, 16)) - {6, 7, 8}


async def test_refusals(store: Store) -> None:
    await filed(store, 6, 1, 0)
    with pytest.raises(Refusal, match="Dispute #1 is about this already"):
        await filed(store, 7, 1, 50)
    await filed(store, 6, 2, 0)
    with pytest.raises(Refusal, match="2 open disputes"):
        await filed(store, 6, 3, 0)
    with pytest.raises(Refusal, match="That is the amount already"):
        await filed(store, 7, 3, 100)
    seat = (await jury(store, 1))[0]
    with pytest.raises(Refusal, match="from 0 to 100 LEAF"):
        await done(store, 1, "answer", seat.member, 101)
    sitting = {one.member for one in await jury(store, 1)}
    out = next(who for who in range(7, PEOPLE) if who not in sitting)
    with pytest.raises(Refusal, match="not drawn"):
        await done(store, 1, "answer", out, 1)
    with pytest.raises(Refusal, match="cannot be appealed now"):
        await done(store, 1, "appeal", 6)
    with pytest.raises(Refusal, match="no dispute #9"):
        await get(store, 9)
    await answered(store, 1, 0, 0, 0)
    with pytest.raises(Refusal, match="does not wait for answers"):
        await done(store, 1, "answer", seat.member, 1)


async def test_who_holds_too_little_puts_nothing_up(store: Store) -> None:
    async def work(change: Change) -> None:
        await locks.add(change, 6, HELD - 4, change.now + timedelta(days=70))

    await store.act("dao", work)
    with pytest.raises(Refusal, match="a deposit of 5 LEAF, and you hold 4 LEAF"):
        await filed(store, 6, 1, 0)
    assert (await line(store, 1)).state == payouts.WAITING


@pytest.mark.parametrize(("said", "pays", "pot"), [(120, 100, 0), (100, 94, 6), (3, 0, 3)])
async def test_who_holds_nothing_pledges_the_own_line(
    store: Store, clock: Hand, said: int, pays: int, pot: int
) -> None:
    async def work(change: Change) -> None:
        await locks.add(change, 1, HELD, change.now + timedelta(days=70))
        await parameters.put(change, {"juries": ["3"]}, 2)

    await store.act("dao", work)
    one = await filed(store, 1, 1, 120)
    assert await held(store, one.account) == 0
    await answered(store, 1, said, said, said)
    clock.move(hours=24)
    await ring(store)
    assert (await get(store, 1)).state == DECIDED
    got = await line(store, 1)
    assert (got.amount if got.state == payouts.WAITING else 0) == pays
    assert await held(store, POT) == pot
    left = 5 * LINE + SPARE - (20 if said == 120 else LINE - pays)
    assert await held(store, accounts.reserved(MONTH)) == left
    await sound(store)


async def test_a_month_that_is_refused_gives_all_deposits_back(store: Store, clock: Hand) -> None:
    await filed(store, 6, 1, 0)
    await store.act("dao", lambda change: judged(change, approves=False))
    clock.move(days=3)
    await ring(store)
    assert (await get(store, 1)).state == MOOT
    assert await held(store, member(6)) == HELD
    await sound(store)


async def random_step(store: Store, clock: Hand, chance: random.Random) -> None:
    """One act of somebody, allowed or not."""
    async with store.read("dao") as look:
        there = await disputes.live(look)
    one, turn = chance.choice(there) if there else None, chance.random()
    if chance.random() < 0.15:
        clock.move(days=chance.choice((0, 1, 3)), hours=chance.randint(0, 24))
    with suppress(Refusal):
        if one is None or turn < 0.15:
            who = chance.choice(WORKERS)
            await filed(store, chance.randint(1, PEOPLE), who, chance.choice((0, 50, 120, 200)))
        elif one.state == VERDICT:
            await done(store, one.id, "appeal", chance.choice((one.by, one.member)))
        elif turn < 0.17:
            await store.act("dao", lambda change: judged(change, approves=chance.random() < 0.9))
        else:
            await answered(store, one.id, chance.randint(0, one.case.most))
    await ring(store)


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_happens_escrow_is_what_was_put_up_and_nothing_is_paid_twice(
    store: Store, clock: Hand, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(45):
        await random_step(store, clock, chance)
    for _ in range(12):
        clock.move(days=3)
        await ring(store)
    async with store.read("dao") as look:
        open_ = [one.id for one in await payouts.every(look) if one.state == payouts.OPEN]
    for number in open_:
        yes = number == 1 or chance.random() < 0.7
        await store.act("dao", partial(judged, approves=yes, number=number))
        await sound(store)
    await ring(store)
    await sound(store)
    async with store.read("dao") as look:
        everything = await disputes.every(look)
        entries = await ledger.history(look, limit=1000)
        there = [(one, await payouts.lines(look, one.id)) for one in await payouts.every(look)]
        assert not await ledger.accounts(look, disputes.PLACE)
        source = accounts.reserved(MONTH)
        reserved = await ledger.balance_of(look, source, "LEAF")
        assert await draws.standing(look)
    assert len(everything) > 1
    assert all(one.state in (DECIDED, MOOT) for one in everything)
    paid = dict.fromkeys(("rewards", "dispute"), 0)
    for payout, lines in there:
        paid[payout.kind] += sum(line.amount for line in lines if line.state == payouts.PAID)
    moved = [(one, line) for one in entries for line in one.postings]
    out = -sum(line.amount for one, line in moved if one.kind == "rewards" and line.account == source)
    back = sum(line.amount for one, line in moved if one.kind == "return" and line.account == ISSUANCE)
    assert out == paid["rewards"]
    assert out + paid["dispute"] + back + reserved == LINE * len(WORKERS) + SPARE
