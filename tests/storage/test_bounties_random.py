"""Random acts on bounties: whatever happens, every entry sums to zero and escrow holds what is open."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from rules.bounties import APPROVED, CANCELLED, CHANGES, CLAIMED, DISPUTED, LIVE, OPEN, PAID, SUBMITTED
from rules.errors import Refusal
from storage import (
    bounties,
    ledger,
    payouts,
    settling,
)
from storage.store import Change, Store
from tests.storage.bountied import (
    ANA,
    BEN,
    CY,
    DAY,
    DEE,
    EVE,
    done,
    planted,
    posted,
    ring,
    sound,
)
from tests.storage.conftest import Hand


@pytest.fixture
async def garden(dao: Store) -> Store:
    return await planted(dao)


PEOPLE = (ANA, BEN, CY, DEE, EVE)


async def random_step(store: Store, clock: Hand, chance: random.Random) -> None:
    """One act of somebody, allowed or not, mostly one that the state of some bounty asks for."""
    async with store.read("dao") as look:
        there = await bounties.live(look)
    one = chance.choice(there) if there else None
    number, who = one.id if one else 1, chance.choice(PEOPLE)
    doer = one.claimant if one and one.claimant and chance.random() < 0.8 else who
    part = chance.randint(1, one.amount + 1) if one else 1
    wanted: dict[str, Callable[[], Awaitable[Any]]] = {
        OPEN: lambda: done(store, number, "claim", who),
        CLAIMED: lambda: done(store, number, "submit", doer, "x"),
        CHANGES: lambda: done(store, number, "submit", doer, "x"),
        SUBMITTED: lambda: done(store, number, "approve", who, part, moderator=chance.random() < 0.7),
        APPROVED: lambda: done(store, number, "oppose", who, "x"),
        DISPUTED: lambda: store.act(
            "dao", lambda change: judge(change, (one and one.payout) or 0, chance.random() < 0.6)
        ),
    }
    acts: list[Callable[[], Awaitable[Any]]] = [
        lambda: done(store, number, "send_back", who, "x", moderator=True),
        lambda: done(store, number, "drop", doer),
        lambda: done(store, number, "cancel", who, moderator=False),
    ]
    turn, act = chance.random(), wanted[one.state] if one else acts[0]
    if one is None or turn < 0.2:
        act = partial(random_post, store, clock, chance, who)
    elif one.payout and chance.random() < 0.5:
        act = wanted[DISPUTED]
    elif turn > 0.85:
        act = chance.choice(acts)
    if chance.random() < 0.3:
        clock.move(days=chance.choice((0, 1, 1, 4)), hours=chance.randint(0, 23))
    with suppress(Refusal):
        await act()
    await ring(store)
    await ring(store)


async def random_post(store: Store, clock: Hand, chance: random.Random, who: int) -> None:
    budget, reviewers = chance.choice((1, None)), chance.sample(PEOPLE, chance.randint(0, 2))
    deadline = chance.choice((None, clock.now + 5 * DAY))
    await posted(store, chance.randint(1, 90), budget=budget, by=who, reviewers=reviewers, deadline=deadline)


async def judge(change: Change, number: int, approves: bool) -> None:
    """Both treasurers say the same about a payout."""
    payout = await payouts.get(change, number)
    for who in (ANA, BEN):
        await payouts.say(change, number, who, approves=approves, reason="")
    await settling.settle(change, payout)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_happens_escrow_is_what_is_open_and_nothing_is_paid_twice(
    garden: Store, clock: Hand, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(80):
        await random_step(garden, clock, chance)
    await sound(garden)
    async with garden.read("dao") as look:
        everything = await bounties.every(look)
        escrow = await ledger.accounts(look, bounties.PLACE)
        entries = await ledger.history(look, limit=1000)
    assert sum(escrow.values()) == sum(one.held for one in everything)
    assert {PAID, CANCELLED} <= {one.state for one in everything}
    for one in everything:
        out = [
            (entry.kind, line.amount)
            for entry in entries
            for line in entry.postings
            if line.account == one.account
        ]
        paid = [-amount for kind, amount in out if kind == "bounty"]
        assert paid == ([one.approved] if one.state == PAID else [])
        assert sum(amount for _, amount in out) == (one.held if one.state in LIVE else 0)
        assert one.claimant not in {one.by, one.approver, *one.reviewers} or one.claimant is None
        if one.approver == one.by:
            assert one.amount <= one.small
