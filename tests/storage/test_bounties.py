"""Bounties in storage: money in escrow from the first moment, one winner of a race, one payment, nothing lost."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update

from rules.bounties import APPROVED, CANCELLED, CLAIMED, DISPUTED, OPEN, PAID
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
from tests.storage.bountied import (
    ANA,
    BEN,
    CY,
    DAY,
    DEE,
    EVE,
    USDC,
    approved,
    done,
    held,
    planted,
    posted,
    ring,
    sound,
)
from tests.storage.conftest import START, Hand


@pytest.fixture
async def garden(dao: Store) -> Store:
    return await planted(dao)


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


async def test_a_part_is_paid_and_the_rest_returns_with_it(garden: Store, clock: Hand) -> None:
    one = await approved(garden, 80, part=45)
    assert (one.held, one.rest, await held(garden, "escrow:bounty:1")) == (80, 35, 80), "it may be disputed"
    await sound(garden)
    clock.move(days=1)
    await ring(garden)
    await ring(garden)
    assert (await held(garden, "escrow:bounty:1"), await held(garden, "budget:1")) == (0, 955)
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
