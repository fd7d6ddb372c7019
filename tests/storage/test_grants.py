"""Grants in storage: whatever happens, every base unit is in escrow, paid once, or back in the treasury."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from rules.amounts import Asset
from rules.ledger import ISSUANCE, TREASURY, Posting
from storage import alarms, assets, grants, ledger, members, milestones, payouts, privacy, proposals, settling
from storage import parameters as values
from storage.grants import APPROVED, DONE, OPEN, PAID, STOPPED, SUBMITTED, Grant
from storage.store import Change, Look, Store
from tests.storage.conftest import Hand

ANA, BEN, CY, DEE, EVE = 1, 2, 3, 4, 5  # ana and ben are paid, eve reviews; all but ana are treasurers
LIVES = range(17, 20)  # with a life of each kind
PLAN: dict[str, Any] = {
    "to": [ANA, BEN],
    "asset": "LEAF",
    "amount": 601,
    "milestones": [["Plan", 101], ["Well", 299], ["Pump", 201]],
    "reviewers": [EVE],
}


@pytest.fixture
async def garden(dao: Store) -> Store:
    """A treasury of 1,000, of which grant 1 has taken 601."""

    async def work(change: Change) -> None:
        await assets.add(change, Asset("LEAF", 0))
        for name in ("ana", "ben", "cy", "dee", "eve"):
            await members.admit(change, "terminal", name, name)
        for who in (BEN, CY, DEE, EVE):
            await members.grant(change, who, "treasurer", "test")
        lines = [Posting(ISSUANCE, "LEAF", -1000), Posting(TREASURY, "LEAF", 1000)]
        entry = await ledger.post(change, "start", "start", lines, by=0, why="test")
        await values.put(change, {"approvals_needed": 2}, entry.number)
        one = await proposals.add(change, "spend", CY, "Well", "We are dry.", PLAN, "ordinary")
        await milestones.begin(change, one.id, one.payload)

    await dao.act("dao", work)
    return dao


async def sound(look: Look) -> None:
    """What must hold after every act."""
    assert await ledger.verify(look) is None
    assert await grants.verify(look) == ""
    one = await grants.get(look, 1)
    held, paid = await ledger.balance_of(look, one.account, "LEAF"), await grants.paid(look, one)
    waits = (await payouts.pending(look, one.account)).get("LEAF", 0)
    assert held == 601 - paid - one.returned >= waits
    assert await ledger.balance_of(look, TREASURY, "LEAF") == 399 + one.returned
    if one.state != OPEN:
        assert held == waits, "what nothing waits for has gone back"
    for of in one.milestones:
        got = (await grants.paid_of(look, one, of.number)).total()
        assert got <= of.amount
        assert (got == of.amount) == (of.state == PAID)


async def follow(change: Change) -> None:
    """What the alarms of payouts set off."""
    for payout in (
        await payouts.of(change, grants.KIND, "1/1"),
        *[await payouts.of(change, grants.KIND, f"1/{n}") for n in (2, 3)],
    ):
        for one in payout:
            await milestones.settled(change, one, "It was refused.")


async def forsake(change: Change, now: settling.Standing) -> None:
    """Nobody touches a payout for 30 days: what was not paid of it ends."""
    if now.payout.state == payouts.OPEN:
        await payouts.set_lines(change, now.payout.id, [one.line for one in now.open], "ended")
        some = any(one.state == "paid" for one in now.lines)
        await settling.close(change, now.payout, payouts.PAID if some else payouts.ENDED)


async def step(change: Change, draw: random.Random) -> None:
    """Something that somebody could do now."""
    one = await grants.get(change, 1)
    of, last = draw.choice(one.milestones), await grants.submissions(change, 1)
    open_ = [payout for payout in await payouts.unpaid(change) if payout.state == payouts.OPEN]
    if of.state == OPEN and one.state == OPEN:
        await milestones.submit(change, one, of.number, ANA, "here")
    elif of.state == SUBMITTED:
        if draw.random() < 0.3:
            await milestones.give_back(change, one, last[of.number], EVE, "no")
        else:
            await milestones.approve(change, one, last[of.number], EVE)
    elif open_:
        payout, who = draw.choice(open_), draw.choice((BEN, CY, DEE, EVE))
        await payouts.say(change, payout.id, who, approves=draw.random() < 0.7, reason="")
        now = await settling.settle(change, payout)
        if draw.random() < 0.15:
            await forsake(change, now)
    if one.state == OPEN and draw.random() < 0.03:
        await milestones.stop(change, await grants.get(change, 1), 9)
    if draw.random() < 0.03:
        await members.alter(change, draw.choice((ANA, BEN)), forgotten=True)
        await milestones.lapse(change, ANA)
        await milestones.lapse(change, BEN)


async def partly(look: Look) -> int:
    """How many payouts of milestones were paid to one recipient and not to the other."""
    lines = [await payouts.lines(look, number) for number in range(1, 99)]
    return sum({"paid", "ended"} == {one.state for one in some} for some in lines)


async def test_random_lives_of_a_grant_lose_nothing_and_pay_nothing_twice(garden: Store) -> None:
    ends: Counter[str] = Counter()

    class UndoneError(Exception):
        """Every life begins anew."""

    async def life(change: Change, seed: int) -> None:
        draw = random.Random(seed)
        for _ in range(24):
            await step(change, draw)
            await follow(change)
            if draw.random() < 0.1:
                await sound(change)
        await sound(change)
        ends[(await grants.get(change, 1)).state] += 1
        ends["in parts"] += await partly(change)
        raise UndoneError

    for seed in LIVES:
        with pytest.raises(UndoneError):
            await garden.act("dao", partial(life, seed=seed))
    assert all((ends[DONE], ends[STOPPED], ends["in parts"])), ends


async def paid(store: Store, number: int, *approvers: int, refuse: tuple[int, ...] = ()) -> Grant:
    """Submit and approve a milestone, and let treasurers speak about its payout."""

    async def work(change: Change) -> Grant:
        one = await grants.get(change, 1)
        last = await milestones.submit(change, one, number, ANA, "here")
        payout = await milestones.approve(change, one, last, EVE)
        for who in (*approvers, *refuse):
            await payouts.say(change, payout, who, approves=who in approvers, reason="")
            await settling.settle(change, await payouts.get(change, payout))
        await follow(change)
        await sound(change)
        return await grants.get(change, 1)

    found: Grant = await store.act("dao", work)
    return found


async def test_milestones_are_paid_in_equal_parts_in_any_order_until_it_is_done(garden: Store) -> None:
    assert (await paid(garden, 3, CY, DEE)).milestones[2].state == PAID
    assert (await paid(garden, 1, CY, DEE)).state == OPEN
    one = await paid(garden, 2, CY, EVE)
    assert one.state == DONE
    async with garden.read("dao") as look:
        assert await ledger.accounts(look, grants.PLACE) == {}
        held = [await ledger.balance_of(look, f"member:{who}", "LEAF") for who in (ANA, BEN)]
        assert held == [51 + 150 + 101, 50 + 149 + 100], "the odd one goes to the lower number"


async def test_a_refused_payout_leaves_the_milestone_open_with_the_reason(garden: Store) -> None:
    one = await paid(garden, 1, refuse=(BEN, CY, DEE))
    assert (one.milestones[0].state, one.milestones[0].why) == (OPEN, "It was refused.")
    assert (await paid(garden, 1, CY, DEE)).milestones[0].state == PAID


async def test_what_waits_in_a_payout_returns_when_that_ends_after_the_grant_was_stopped(
    garden: Store,
) -> None:
    await paid(garden, 1, CY, DEE)
    await paid(garden, 2, CY)

    async def stop(change: Change) -> tuple[int, int]:
        back = await milestones.stop(change, await grants.get(change, 1), 7)
        await sound(change)
        for who in (BEN, DEE, EVE):
            await payouts.say(change, 2, who, approves=False, reason="no")
        await settling.settle(change, await payouts.get(change, 2))
        await follow(change)
        await sound(change)
        return back, (await grants.get(change, 1)).returned

    assert await garden.act("dao", stop) == (201, 500)
    async with garden.read("dao") as look:
        one = await grants.get(look, 1)
        assert [of.state for of in one.milestones] == [PAID, STOPPED, STOPPED]
        assert await ledger.accounts(look, grants.PLACE) == {}
        assert [entry.id for entry in await ledger.history(look)][:2] == [
            "return/grant/1/2",
            "return/grant/1/1",
        ]


async def test_a_share_of_who_has_left_goes_to_the_others_and_without_any_all_returns(garden: Store) -> None:
    async def leave(change: Change, who: int) -> None:
        await privacy.forget(change, who, 0)

    await garden.act("dao", lambda change: leave(change, ANA))
    await paid(garden, 1, CY, DEE)
    async with garden.read("dao") as look:
        assert await ledger.balance_of(look, f"member:{BEN}", "LEAF") == 101
    await garden.act("dao", lambda change: leave(change, BEN))
    async with garden.read("dao") as look:
        await sound_without_treasury(look)


async def sound_without_treasury(look: Look) -> None:
    """The heir of both is the treasury, so only the grant itself is looked at."""
    one = await grants.get(look, 1)
    assert (one.state, one.stopped, one.returned) == (STOPPED, None, 500)
    assert await ledger.accounts(look, grants.PLACE) == {}
    assert await grants.verify(look) == ""
    assert await ledger.verify(look) is None


async def test_texts_of_who_leaves_are_erased_and_names_of_milestones_go_with_the_proposal(
    garden: Store,
) -> None:
    async def work(change: Change) -> None:
        one = await grants.get(change, 1)
        last = await milestones.submit(change, one, 1, ANA, "The plan is in the drawer.")
        await milestones.give_back(change, one, last, EVE, "Which drawer is it?")
        assert await grants.texts_of(change, ANA) == ["The plan is in the drawer."]
        assert await grants.texts_of(change, EVE) == ["Which drawer is it?"]
        await proposals.put(change, 1, state="executed")
        for who in (ANA, EVE, CY):
            await privacy.forget(change, who, 0)

    await garden.act("dao", work)
    async with garden.read("dao") as look:
        last = (await grants.submissions(look, 1))[1]
        assert (last.evidence, last.reason) == ("", "")
        one = await grants.get(look, 1)
        assert [of.title for of in one.milestones] == ["Milestone 1", "Milestone 2", "Milestone 3"]
        assert (await milestones.people(look, one)).to == {BEN: BEN}
        assert await ledger.verify(look) is None


async def test_reviewers_who_are_silent_or_gone_give_way_to_treasurers(garden: Store, clock: Hand) -> None:
    async def work(change: Change) -> None:
        await milestones.submit(change, await grants.get(change, 1), 1, ANA, "here")

    async def able() -> frozenset[int]:
        async with garden.read("dao") as look:
            one = await grants.get(look, 1)
            last = (await grants.submissions(look, 1)).get(1)
            return await milestones.able(look, one, last, await milestones.people(look, one))

    await garden.act("dao", work)
    assert await able() == {EVE}
    async with garden.read("dao") as look:
        assert await alarms.moment(look, grants.LATE, "1") == clock.now + timedelta(days=14)
    clock.move(days=14, seconds=-1)
    assert await able() == {EVE}
    clock.move(seconds=1)
    assert await able() == {CY, DEE, EVE}
    clock.move(days=-1)
    await garden.act("dao", lambda change: members.alter(change, EVE, gone=True))
    assert await able() == {CY, DEE, EVE}, "eve is still a treasurer"


async def test_a_grant_whose_escrow_was_touched_is_named(garden: Store) -> None:
    async def touch(change: Change) -> None:
        g = grants.granted.c
        mine = g.community == "dao", g.id == 1
        await change.run(update(grants.granted).where(*mine).values(returned=5))

    await garden.act("dao", touch)
    async with garden.read("dao") as look:
        assert "Grant #1 is not what was booked" in await grants.verify(look)


def test_states_of_milestones_are_words_people_read() -> None:
    assert (SUBMITTED, APPROVED, PAID, STOPPED) == ("submitted", "approved", "paid", "stopped")
