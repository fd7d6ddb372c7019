"""Random disputes over bounties, milestones and payouts: money is never lost or made, and nobody judges their own matter."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest

from rules.bounties import CHANGES, CLAIMED, OPEN, SUBMITTED
from rules.errors import Refusal
from rules.juries import FILER, OPPONENT
from rules.ledger import TREASURY, budget
from storage import bounties, bounty_steps, disputed, disputes, grants, ledger, milestones, payouts, settling
from storage import dispute_steps as steps
from storage.disputed import Matter
from storage.disputes import DECIDED, MOOT, VERDICT
from storage.payouts import Due
from storage.store import Change, Look, Store
from tests.storage.conftest import Hand
from tests.storage.disputing import (
    ANA,
    BEN,
    EVE,
    FAY,
    LEAF,
    PEOPLE,
    WINNERS,
    arguing,
    judged,
    jury,
    ring,
    sound,
)

Act = Callable[[Change, random.Random], Awaitable[Any]]


@pytest.fixture
async def store(dao: Store) -> Store:
    return await arguing(dao)


async def some_bounty(change: Change, chance: random.Random) -> None:
    """Somebody posts one, or takes the next step of one that is there."""
    there = await bounties.live(change)
    if not there or (len(there) < 3 and chance.random() < 0.4):
        source, amount = chance.choice((1, None)), chance.choice((30, 100))
        await bounty_steps.post(change, ANA, "Mend", "It.", amount, LEAF, budget=source, reviewers=[BEN])
        return
    one = chance.choice(there)
    if one.state == OPEN:
        await bounty_steps.claim(change, one, chance.choice((EVE, FAY)))
    elif one.state in (CLAIMED, CHANGES):
        await bounty_steps.submit(change, one, one.claimant or 0, "Done.")
    elif one.state == SUBMITTED and chance.random() < 0.5:
        await bounty_steps.send_back(change, one, BEN, "No.", moderator=True)
    elif one.state == SUBMITTED:
        await bounty_steps.approve(change, one, BEN, chance.randint(1, one.amount), moderator=True)


async def some_milestone(change: Change, chance: random.Random) -> None:
    """A milestone is submitted or judged, or the grant is stopped."""
    one = await grants.get(change, 1)
    of, last = chance.choice(one.milestones), await grants.submissions(change, 1)
    if of.state == grants.OPEN and one.state == grants.OPEN:
        await milestones.submit(change, one, of.number, EVE, "Here.")
    elif of.state == grants.SUBMITTED and chance.random() < 0.5:
        await milestones.give_back(change, one, last[of.number], BEN, "No.")
    elif of.state == grants.SUBMITTED:
        await milestones.approve(change, one, last[of.number], BEN)
    if one.state == grants.OPEN and chance.random() < 0.02:
        await milestones.stop(change, await grants.get(change, 1), None)


async def some_payout(change: Change, chance: random.Random) -> None:
    """Something is decided or filed that pays eve and fay."""
    kind, source = chance.choice(((settling.FILED, budget(2)), (settling.SPEND, TREASURY)))
    due = [Due(who, "LEAF", chance.randint(1, 20)) for who in (EVE, FAY)]
    due = due[:1] if kind == settling.FILED else due
    by = ANA if kind == settling.FILED else 0
    number = await payouts.ask(change, kind, "", due, by=by, reason="work", source=source)
    await payouts.set_state(change, number, payouts.OPEN)


async def everything(look: Look) -> list[Matter]:
    """Whatever may be disputed now."""
    one = await grants.get(look, 1)
    asked = [disputed.bounties.disputable(look, each) for each in await bounties.live(look)]
    asked += [disputed.milestones.disputable(look, one, of) for of in one.milestones]
    asked += [disputed.payments.disputable(look, each, EVE) for each in await payouts.unpaid(look)]
    matters = []
    for each in asked:
        with suppress(Refusal):
            matters.append(await each)
    return matters


async def some_dispute(change: Change, chance: random.Random) -> None:
    """Somebody files one, for more or less than there is."""
    if matters := await everything(change):
        kind = chance.choice(sorted({one.kind for one in matters}))
        matter = chance.choice([one for one in matters if one.kind == kind])
        who, claim = (
            chance.randint(1, PEOPLE),
            chance.choice((0, matter.quo // 2, matter.most, matter.most + 1)),
        )
        await steps.file(change, chance.choice((EVE, who)), claim, "I see it otherwise.", matter)


async def some_answer(change: Change, chance: random.Random) -> None:
    """A juror answers, or a loser appeals."""
    for one in await disputes.live(change):
        if one.state == VERDICT and chance.random() < 0.3:
            for who in await steps.appellants(change, one):
                await steps.appeal(change, one, who)
                return
        for seat in await steps.sitting(change, one):
            if seat.answer is None and chance.random() < 0.7:
                await steps.answer(change, one, seat.member, chance.choice((0, one.case.most, one.quo)))
                return


ACTS: tuple[Act, ...] = (
    some_bounty,
    some_bounty,
    some_milestone,
    some_payout,
    some_dispute,
    *(some_answer,) * 3,
)


async def random_step(store: Store, clock: Hand, chance: random.Random) -> None:
    """One act of somebody, allowed or not, and what is due because of it."""
    act, seed = chance.choice(ACTS), chance.random()
    if chance.random() < 0.2:
        clock.move(days=chance.choice((0, 0, 0, 3)), hours=chance.randint(0, 24))
    with suppress(Refusal):
        await store.act("dao", lambda change: act(change, random.Random(seed)))
    await ring(store)
    if chance.random() < 0.08:
        async with store.read("dao") as look:
            open_ = [one.id for one in await payouts.unpaid(look) if one.state != payouts.WINDOW]
        if open_:
            await store.act("dao", lambda change: payouts.set_state(change, open_[0], payouts.OPEN))
            await judged(store, open_[0], approves=chance.random() < 0.8)


async def fair(store: Store) -> None:
    """Nobody who is a party, or has judged, sits; and one decision has one dispute."""
    async with store.read("dao") as look:
        live = await disputes.live(look)
        people = {one.id: await steps.parties(look, one) for one in live}
        judges = {one.id: await disputed.of(one).judges(look, one) for one in live}
    for one in live:
        sits = set(await jury(store, one.id))
        assert not sits & people[one.id]
        assert not sits & (judges[one.id] - {3, 4}), "treasurers may speak on a payout after they were drawn"
    once = Counter((one.kind, one.subject, one.member) for one in live)
    assert max(once.values(), default=1) == 1


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_disputed_money_adds_up_and_juries_are_fair(
    store: Store, clock: Hand, seed: int
) -> None:
    chance = random.Random(seed)
    WINNERS.update({number: chance.choice((FILER, OPPONENT, None)) for number in range(1, 40)})
    for _ in range(150):
        await random_step(store, clock, chance)
        await sound(store)
        await fair(store)
    for _ in range(30):
        clock.move(days=3)
        await ring(store)
    await sound(store)
    async with store.read("dao") as look:
        all_ = await disputes.every(look)
        assert not await ledger.accounts(look, disputes.PLACE), "every deposit has gone somewhere"
        waiting = [line for one in await payouts.every(look) for line in await payouts.lines(look, one.id)]
    assert not [line for line in waiting if line.state == payouts.HELD], "nothing waits for a jury any more"
    assert {one.state for one in all_} <= {DECIDED, MOOT}
    assert len(all_) > 2
    assert len({one.kind for one in all_}) > 1
