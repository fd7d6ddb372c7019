"""Bounties in storage: money in escrow from the first moment, one winner of a race, one payment, nothing lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from rules.amounts import Asset
from rules.bounties import APPROVED, CANCELLED, CHANGES, CLAIMED, DISPUTED, LIVE, OPEN, PAID, SUBMITTED
from rules.errors import Refusal
from rules.ledger import ISSUANCE, Posting, member
from rules.moments import Month
from storage import (
    alarms,
    assets,
    bounties,
    budgets,
    contributions,
    joining,
    ledger,
    links,
    members,
    parameters,
    payouts,
    powers,
    settling,
)
from storage import bounty_steps as steps
from storage.bounties import Bounty
from storage.store import Change, Store
from tests.storage.conftest import START, Hand

LEAF, USDC = Asset("LEAF", 0), Asset("USDC", 2, "external", 6)
ANA, BEN, CY, DEE, EVE = range(1, 6)
DAY = timedelta(days=1)
Work = Callable[[Change], Awaitable[Any]]


@pytest.fixture
async def garden(dao: Store) -> Store:
    """Five members with 100 each, ana and ben treasurers, budget 1 of 1,000 a month for bounties until January."""

    async def work(change: Change) -> None:
        await assets.add(change, LEAF)
        for name in ("ana", "ben", "cy", "dee", "eve"):
            await members.admit(change, "terminal", name, name)
        for who in (ANA, BEN):
            await members.grant(change, who, "treasurer", "genesis")
        lines = [Posting(ISSUANCE, "LEAF", -500), *(Posting(member(who), "LEAF", 100) for who in range(1, 6))]
        await ledger.post(change, "start", "start", lines, by=0, why="test")
        await parameters.put(change, {"bounty_small": 500, "approvals_needed": 2}, 1)
        await budgets.add(change, "bounties", "LEAF", budgets.MINT, 1000, Month(2026, 11), 3)
        await budgets.open_period(change, Month(2026, 11))

    await dao.act("dao", work)
    return dao


async def posted(
    store: Store, amount: int = 50, *, budget: int | None = 1, by: int = ANA, **more: Any
) -> Bounty:
    async def work(change: Change) -> Bounty:
        return await steps.post(change, by, "Mend it", "The gate.", amount, LEAF, budget=budget, **more)

    one: Bounty = await store.act("dao", work)
    return one


async def done(store: Store, number: int, name: str, *args: Any, **more: Any) -> Bounty:
    """One step of a bounty, in a change of its own."""

    async def work(change: Change) -> Bounty:
        step = getattr(steps, name)
        result: Bounty = await step(change, await bounties.get(change, number), *args, **more)
        return result

    one: Bounty = await store.act("dao", work)
    return one


async def approved(store: Store, amount: int = 50, part: int | None = None, **more: Any) -> Bounty:
    """A bounty that eve has done and ben, a moderator, has approved."""
    one = await posted(store, amount, **more)
    await done(store, one.id, "claim", EVE)
    await done(store, one.id, "submit", EVE, "See there.")
    return await done(store, one.id, "approve", BEN, part or amount, moderator=True)


async def ring(store: Store) -> None:
    """What is due for bounties happens, as the cog has it."""
    kinds: dict[str, Callable[[Change, str], Awaitable[Any]]] = {
        steps.STEP: lambda change, subject: _on(change, subject, steps.due),
        "bounty.paid": lambda change, subject: _on(change, subject, steps.paid),
        "bounty.ended": lambda change, subject: _on(change, subject, steps.close),
    }
    for community, kind, subject, due in await alarms.due(store, store.clock(), 1000):

        async def work(change: Change, kind: str = kind, subject: str = subject, due: Any = due) -> None:
            if kind in kinds and await alarms.take(change, kind, subject, due):
                await kinds[kind](change, subject)

        await store.act(community, work)


async def _on(change: Change, subject: str, step: Callable[[Change, Bounty], Awaitable[Any]]) -> None:
    await step(change, await bounties.get(change, int(subject)))


async def held(store: Store, account: str) -> int:
    async with store.read("dao") as look:
        return await ledger.balance_of(look, account, "LEAF")


async def sound(store: Store) -> None:
    async with store.read("dao") as look:
        assert await ledger.verify(look) is None
        assert await bounties.verify(look) == ""


async def test_its_money_is_in_escrow_in_the_entry_that_opens_it(garden: Store) -> None:
    one = await posted(garden)
    assert (one.state, one.small, await held(garden, "escrow:bounty:1"), await held(garden, "budget:1")) == (
        OPEN,
        50,
        50,
        950,
    )
    own = await posted(garden, 30, budget=None, by=CY)
    assert (own.small, await held(garden, member(CY)), await held(garden, own.account)) == (30, 70, 30)
    async with garden.read("dao") as look:
        assert [one.id for one in await ledger.history(look) if one.kind == "escrow"] == [
            "bounty/2",
            "bounty/1",
        ]
        assert (await powers.everybody(look))[CY] == 70, "an escrow votes for nobody"
    await sound(garden)


async def test_what_cannot_be_paid_is_not_posted(garden: Store) -> None:
    for said, facts in (
        ("Budget #1 has 1,000 LEAF left for bounties", {"amount": 1001}),
        ("Budget #9 is not for bounties", {"budget": 9}),
        ("You hold 100 LEAF; offer at most that", {"amount": 101, "budget": None}),
        ("so large a one|So large a bounty", {"amount": 51, "reviewers": [ANA]}),
        ("The deadline is over already", {"deadline": START}),
    ):
        with pytest.raises(Refusal, match=said):
            await posted(garden, **facts)
    await garden.act("dao", lambda change: parameters.put(change, {"transfers": False}, 2))
    with pytest.raises(Refusal, match="does not let members give each other its token"):
        await posted(garden, budget=None)
    await garden.act("dao", lambda change: assets.add(change, USDC))
    with pytest.raises(Refusal, match="Budget #1 is in LEAF, not in USDC"):
        await garden.act("dao", lambda change: steps.post(change, ANA, "x", "y", 5, USDC, budget=1))
    await sound(garden)


async def test_two_racing_claims_have_one_winner(garden: Store, database: str, clock: Hand) -> None:
    """Two processes, each with its own connections, claim at the same time."""
    await posted(garden)
    other = await Store.open(database, clock)
    both = [done(store, 1, "claim", who) for store, who in ((garden, DEE), (other, EVE))]
    came = await asyncio.gather(*both, return_exceptions=True)
    await other.close()
    won = [one for one in came if isinstance(one, Bounty)]
    lost = [str(one) for one in came if isinstance(one, Refusal)]
    assert len(won) == len(lost) == 1
    assert lost[0].startswith("Bounty #1 is claimed;")
    async with garden.read("dao") as look:
        assert (await bounties.get(look, 1)).claimant == won[0].claimant


async def test_approved_twice_at_once_pays_once(garden: Store, database: str, clock: Hand) -> None:
    other = await Store.open(database, clock)
    await posted(garden, reviewers=[BEN, CY])
    await done(garden, 1, "claim", EVE)
    await done(garden, 1, "submit", EVE, "Done.")
    pairs = ((garden, BEN), (other, CY))
    both = [done(store, 1, "approve", who, 50, moderator=False) for store, who in pairs]
    came = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in came) == ["Bounty", "Refusal"]
    clock.move(hours=24)
    for _ in range(3):
        await asyncio.gather(ring(garden), ring(other))
    await other.close()
    assert await held(garden, member(EVE)) == 150
    await sound(garden)


async def test_a_small_one_is_paid_24_hours_after_its_approval_and_not_before(
    garden: Store, clock: Hand
) -> None:
    one = await approved(garden)
    assert (one.state, one.until) == (APPROVED, START + DAY)
    clock.move(hours=23, minutes=59, seconds=59)
    await ring(garden)
    assert await held(garden, member(EVE)) == 100
    clock.move(seconds=1)
    await ring(garden)
    await sound(garden)
    await ring(garden)
    await done(garden, 1, "paid")
    await done(garden, 1, "close")
    async with garden.read("dao") as look:
        one = await bounties.get(look, 1)
        (payout,) = await payouts.of(look, settling.BOUNTY, "1")
        assert (one.state, one.payout, payout.state, payout.needed) == (PAID, payout.id, payouts.PAID, 0)
        paid = await ledger.find(look, f"payout/{payout.id}")
        assert paid
        assert paid.postings == (Posting("escrow:bounty:1", "LEAF", -50), Posting("member:5", "LEAF", 50))
        (work,) = await contributions.given_to(look, EVE)
        assert (work.kind, work.by, work.receivers, work.attested) == ("bounty", ANA, (EVE,), (BEN,))
    await sound(garden)


async def test_a_small_one_needs_no_treasurer_to_be_there(garden: Store, clock: Hand) -> None:
    async def alone(change: Change) -> None:
        for who in (ANA, BEN):
            await members.revoke(change, who, "treasurer")

    await garden.act("dao", alone)
    await approved(garden)
    clock.move(days=1)
    await ring(garden)
    assert await held(garden, member(EVE)) == 150


async def test_a_large_one_asks_treasurers_and_nothing_moves_before(garden: Store, clock: Hand) -> None:
    await approved(garden, 51)
    clock.move(days=1)
    await ring(garden)
    assert await held(garden, member(EVE)) == 100
    async with garden.read("dao") as look:
        (payout,) = await payouts.of(look, settling.BOUNTY, "1")
        assert (payout.state, payout.needed, payout.source) == (payouts.OPEN, 2, "escrow:bounty:1")

    async def say(change: Change) -> None:
        for who in (ANA, BEN):
            await payouts.say(change, payout.id, who, approves=True, reason="")
        await settling.settle(change, payout)

    await garden.act("dao", say)
    await ring(garden)
    assert await held(garden, member(EVE)) == 151
    await sound(garden)


async def test_a_treasurer_who_did_it_has_no_say_and_one_refusal_of_the_other_two_ends_it(
    garden: Store, clock: Hand
) -> None:
    await garden.act("dao", lambda change: members.grant(change, EVE, "treasurer", "genesis"))
    await approved(garden, 60)
    clock.move(days=1)
    await ring(garden)

    async def say(change: Change) -> settling.Standing:
        await payouts.say(change, 1, EVE, approves=True, reason="")
        await payouts.say(change, 1, BEN, approves=False, reason="no")
        return await settling.settle(change, await payouts.get(change, 1))

    now = await garden.act("dao", say)
    assert now.payout.state == payouts.ENDED
    await ring(garden)
    assert (await held(garden, member(EVE)), await held(garden, "budget:1")) == (100, 1000)
    await sound(garden)


async def test_a_part_is_paid_and_the_rest_returns_at_once(garden: Store, clock: Hand) -> None:
    one = await approved(garden, 80, part=45)
    assert (one.held, await held(garden, "escrow:bounty:1"), await held(garden, "budget:1")) == (45, 45, 955)
    clock.move(days=1)
    await ring(garden)
    await ring(garden)
    assert await held(garden, member(EVE)) == 145, "what is paid is small, so it is paid by itself"
    await sound(garden)


async def test_an_objection_lets_treasurers_decide_whatever_the_amount(garden: Store, clock: Hand) -> None:
    await approved(garden)
    one = await done(garden, 1, "oppose", CY, "The gate still hangs.")
    assert (one.state, one.until) == (DISPUTED, None)
    with pytest.raises(Refusal, match="disputed already"):
        await done(garden, 1, "oppose", DEE, "I agree.")
    clock.move(days=2)
    await ring(garden)
    assert await held(garden, member(EVE)) == 100
    async with garden.read("dao") as look:
        assert [(one.needed, one.state) for one in await payouts.unpaid(look)] == [(2, payouts.OPEN)]
    await sound(garden)


async def test_a_claim_lapses_and_the_deadline_gives_the_money_back(garden: Store, clock: Hand) -> None:
    one = await posted(garden, claim=2 * DAY, deadline=START + 3 * DAY)
    one = await done(garden, one.id, "claim", EVE)
    assert one.until == START + 2 * DAY
    async with garden.read("dao") as look:
        assert await alarms.moment(look, steps.WARN, "1") == START + DAY, "announced a day before"
    clock.move(days=2)
    await ring(garden)
    one = await done(garden, one.id, "claim", DEE)
    assert one.until == START + 3 * DAY
    clock.move(days=1)
    await ring(garden)
    async with garden.read("dao") as look:
        assert (await bounties.get(look, 1)).state == CANCELLED
    assert await held(garden, "budget:1") == 1000
    await sound(garden)


async def test_after_seven_silent_days_a_moderator_judges(garden: Store, clock: Hand) -> None:
    await posted(garden, reviewers=[CY])
    await done(garden, 1, "claim", EVE)
    await done(garden, 1, "submit", EVE, "Done.")
    clock.move(days=7, seconds=-1)
    await ring(garden)
    with pytest.raises(Refusal, match="after 7 silent days"):
        await done(garden, 1, "approve", BEN, 50, moderator=True)
    clock.move(seconds=1)
    await ring(garden)
    assert (await done(garden, 1, "approve", BEN, 50, moderator=True)).state == APPROVED


async def test_what_returns_to_a_budget_that_has_ended_goes_on_to_where_it_came_from(
    garden: Store, clock: Hand
) -> None:
    await posted(garden)
    clock.move(days=120)
    await garden.act("dao", lambda change: budgets.close_periods(change, Month(2027, 3)))
    assert await held(garden, "budget:1") == 0
    await done(garden, 1, "cancel", ANA, moderator=False)
    assert (await held(garden, "budget:1"), await held(garden, ISSUANCE)) == (0, -500)
    await sound(garden)


async def test_the_claims_of_a_member_are_bounded(garden: Store) -> None:
    for _ in range(3):
        await posted(garden)
    await done(garden, 1, "claim", EVE)
    await done(garden, 2, "claim", EVE)
    with pytest.raises(Refusal, match="You hold 2 bounties, and at most 2"):
        await done(garden, 3, "claim", EVE)
    await done(garden, 1, "drop", EVE)
    assert (await done(garden, 3, "claim", EVE)).claimant == EVE


async def test_four_approvals_by_one_of_one_in_a_month_are_counted(garden: Store, clock: Hand) -> None:
    for times in range(1, 5):
        one = await approved(garden, 10)
        assert one.decided == clock.now
        async with garden.read("dao") as look:
            assert await steps.often(look, one) == times
    clock.move(days=29)
    one = await approved(garden, 10)
    async with garden.read("dao") as look:
        assert await steps.often(look, one) == 1, "another month"
        assert await steps.often(look, await bounties.get(look, 4)) == 4


async def test_joined_members_keep_their_bounties_and_a_fresh_link_is_not_paid(
    garden: Store, clock: Hand
) -> None:
    await posted(garden, 30, budget=None, by=CY)
    await approved(garden)
    await posted(garden, reviewers=[CY])

    clock.move(hours=12)

    async def join(change: Change) -> int:
        made = await links.make(change, links.ACCOUNT, DEE, "terminal", "dee")
        code = await links.find(change, links.ACCOUNT, made)
        assert code
        merge = await joining.join(change, await links.propose(change, code, EVE, "terminal", "eve"))
        return merge.kept

    assert await garden.act("dao", join) == DEE
    async with garden.read("dao") as look:
        assert (await bounties.get(look, 2)).claimant == DEE
    for hours, there in ((12, 200), (11, 200), (1, 250)):
        clock.move(hours=hours)
        await ring(garden)
        await ring(garden)
        assert await held(garden, member(DEE)) == there
    await sound(garden)


async def test_two_reviewers_who_are_one_are_one_until_they_part(garden: Store) -> None:
    await posted(garden, reviewers=[CY, DEE])
    await posted(garden, 30, budget=None, by=DEE)

    async def join(change: Change) -> int:
        made = await links.make(change, links.ACCOUNT, CY, "terminal", "cy")
        code = await links.find(change, links.ACCOUNT, made)
        assert code
        pair = await links.propose(change, code, DEE, "terminal", "dee")
        await joining.join(change, pair)
        return pair.id

    async def there() -> list[tuple[int, frozenset[int]]]:
        async with garden.read("dao") as look:
            return [(one.by, one.reviewers) for one in await bounties.every(look)]

    number = await garden.act("dao", join)
    assert await there() == [(ANA, frozenset({CY})), (CY, frozenset())]
    with pytest.raises(Refusal, match="linked lately"):
        await done(garden, 2, "cancel", CY, moderator=False)
    assert await garden.act("dao", lambda change: part(change, number))
    assert await there() == [(ANA, frozenset({CY, DEE})), (DEE, frozenset())]


async def part(change: Change, number: int) -> bool:
    await joining.part(change, await links.get(change, number))
    return True


async def test_who_leaves_holds_nothing_and_gets_back_what_nobody_works_for(garden: Store) -> None:
    await posted(garden, 30, budget=None, by=EVE)
    await posted(garden, 20, budget=None, by=EVE)
    await posted(garden)
    await done(garden, 2, "claim", DEE)
    await done(garden, 3, "claim", EVE)
    await garden.act("dao", lambda change: steps.left(change, EVE))
    await garden.act("dao", lambda change: bounties.erase(change, EVE))
    async with garden.read("dao") as look:
        there = {one.id: (one.state, one.claimant, one.title) for one in await bounties.every(look)}
    assert there == {1: (CANCELLED, None, ""), 2: (CLAIMED, DEE, ""), 3: (OPEN, None, "Mend it")}
    assert await held(garden, member(EVE)) == 80
    await sound(garden)


async def test_a_row_that_was_changed_is_found(garden: Store) -> None:
    await posted(garden)
    await garden.act("dao", lambda change: change.run(update(bounties.bounty).values(amount=500)))
    async with garden.read("dao") as look:
        said = "Bounty #1 is not what was booked: its escrow holds 50 LEAF."
        assert await bounties.verify(look) == said
        with pytest.raises(Refusal, match="There is no bounty #9; `bounty list`"):
            await bounties.get(look, 9)


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
