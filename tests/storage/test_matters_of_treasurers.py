"""What a milestone, a payment and what was sent become by a verdict (RULES 5, 9)."""

from __future__ import annotations

import pytest

from rules.errors import Refusal
from rules.ledger import EXTERNAL, TREASURY, Posting, budget, member
from storage import dispute_steps as steps
from storage import (
    disputed,
    disputes,
    grants,
    ledger,
    milestones,
    payouts,
    settling,
    transit,
)
from storage.disputed import Matter
from storage.disputes import DECIDED, VERDICT
from storage.grants import Grant
from storage.payouts import Due
from storage.store import Change, Look, Store
from tests.storage.conftest import Hand
from tests.storage.disputing import (
    ANA,
    CY,
    EACH,
    EVE,
    FAY,
    arguing,
    bounty,
    held,
    judged,
    milestone,
    opened,
    ring,
    says,
    sound,
    the_bounty,
    the_milestone,
)

GUS = 7


@pytest.fixture
async def store(dao: Store) -> Store:
    return await arguing(dao)


async def grant(store: Store) -> Grant:
    async with store.read("dao") as look:
        return await grants.get(look, 1)


# milestones


async def test_a_milestone_that_was_returned_is_paid_by_a_jury(store: Store, clock: Hand) -> None:
    await milestone(store, approves=False)
    one = await opened(store, EVE, 101, the_milestone)
    assert (await grant(store)).milestone(1).state == grants.DISPUTED
    one = await says(store, 1, 61)
    assert one.state == VERDICT, "ben, who has returned it, may appeal"
    clock.move(hours=24)
    await ring(store)
    found = await grant(store)
    assert (found.milestone(1).amount, found.milestone(1).state, found.returned) == (61, grants.APPROVED, 40)
    assert await held(store, TREASURY) == 700 + 40
    await judged(store, found.milestone(1).payout or 0)
    assert (await grant(store)).milestone(1).state == grants.PAID
    assert (await held(store, member(EVE)), await held(store, member(FAY))) == (EACH + 31, EACH + 30)
    await sound(store)


async def test_a_milestone_that_was_rightly_returned_is_open_again(store: Store, clock: Hand) -> None:
    await milestone(store, approves=False)
    await opened(store, EVE, 101, the_milestone)
    await says(store, 1, 0)
    clock.move(hours=24)
    await ring(store)
    assert (await grant(store)).milestone(1).state == grants.OPEN
    assert await held(store, "budget:disputes") == 11
    with pytest.raises(Refusal, match="decided already"):
        await opened(store, FAY, 101, the_milestone)
    await sound(store)


@pytest.mark.parametrize(("said", "state", "left"), [(51, grants.PAID, 199), (0, grants.OPEN, 300)])
async def test_an_approved_milestone_is_lowered(
    store: Store, clock: Hand, said: int, state: str, left: int
) -> None:
    await milestone(store, approves=True)
    await opened(store, GUS, 0, the_milestone)
    await judged(store, 1)
    assert (await grant(store)).milestone(1).state == grants.APPROVED
    await says(store, 1, said)
    clock.move(hours=24)
    await ring(store)
    found = await grant(store)
    assert (found.milestone(1).state, await held(store, found.account)) == (state, left)
    assert await held(store, member(EVE)) + await held(store, member(FAY)) == 2 * EACH + said
    await sound(store)


@pytest.mark.parametrize("said", [0, 101])
async def test_what_a_jury_decides_about_outlives_the_grant(store: Store, clock: Hand, said: int) -> None:
    await milestone(store, approves=False)
    await opened(store, EVE, 101, the_milestone)

    async def stop(change: Change) -> None:
        await milestones.stop(change, await grants.get(change, 1), None)

    await store.act("dao", stop)
    assert await held(store, "escrow:grant:1") == 101, "only the disputed amount waits"
    await says(store, 1, said)
    clock.move(hours=24)
    await ring(store)
    found = await grant(store)
    assert await held(store, found.account) == said
    if said:
        await judged(store, found.milestone(1).payout or 0)
    assert await held(store, found.account) == 0
    assert await held(store, TREASURY) == 1000 - said
    await sound(store)


# payouts


async def spent(store: Store, kind: str, source: str, *due: Due) -> int:
    async def work(change: Change) -> int:
        by = ANA if kind == settling.FILED else 0
        number = await payouts.ask(change, kind, "", due, by=by, reason="work", source=source)
        await payouts.set_state(change, number, payouts.OPEN)
        return number

    number: int = await store.act("dao", work)
    return number


async def of_payout(look: Look, number: int, who: int) -> Matter:
    return await disputed.payments.disputable(look, await payouts.get(look, number), who)


async def test_one_part_of_a_payment_waits_and_the_others_are_paid(store: Store, clock: Hand) -> None:
    number = await spent(store, settling.SPEND, TREASURY, Due(EVE, "LEAF", 60), Due(FAY, "LEAF", 60))
    with pytest.raises(Refusal, match="could be 60 LEAF at most"):
        await opened(store, GUS, 61, lambda look: of_payout(look, number, EVE))
    await opened(store, GUS, 10, lambda look: of_payout(look, number, EVE))
    await judged(store, number)
    assert (await held(store, member(EVE)), await held(store, member(FAY))) == (EACH, EACH + 60)
    await says(store, 1, 20)
    clock.move(hours=24)
    await ring(store)
    assert (await held(store, member(EVE)), await held(store, TREASURY)) == (EACH + 20, 700 - 80)
    with pytest.raises(Refusal, match="nothing for them that is still unpaid"):
        await opened(store, GUS, 0, lambda look: of_payout(look, number, EVE))
    await sound(store)


@pytest.mark.parametrize("said", [0, 25])
async def test_what_is_filed_by_hand_is_lowered(store: Store, clock: Hand, said: int) -> None:
    number = await spent(store, settling.FILED, budget(2), Due(EVE, "LEAF", 60))
    one = await opened(store, GUS, 0, lambda look: of_payout(look, number, EVE))
    async with store.read("dao") as look:
        assert ANA not in (await steps.pool(look, one, 3) or {}), "who filed it does not judge it"
    await says(store, 1, said)
    clock.move(hours=24)
    await ring(store)
    await judged(store, number)
    async with store.read("dao") as look:
        assert (await payouts.get(look, number)).state == (payouts.PAID if said else payouts.ENDED)
    assert (await held(store, member(EVE)), await held(store, budget(2))) == (EACH + said, 1000 - said)
    await sound(store)


async def test_each_kind_of_payout_is_disputed_in_its_own_way(store: Store, clock: Hand) -> None:
    await bounty(store)
    clock.move(hours=25)
    await ring(store)
    await milestone(store, approves=True)
    both = await spent(store, settling.SPEND, TREASURY, Due(EVE, "LEAF", 60), Due(FAY, "LEAF", 60))
    with pytest.raises(Refusal, match="`dispute bounty` is about bounties"):
        await opened(store, GUS, 0, lambda look: of_payout(look, 1, EVE))
    async with store.read("dao") as look:
        asked = [await payouts.get(look, number) for number in (1, 2, both)]
        assert await disputed.paid_by(look, asked[0], None) == await the_bounty(look)
        assert await disputed.paid_by(look, asked[1], None) == await the_milestone(look)
        assert await disputed.paid_by(look, asked[2], FAY) == await of_payout(look, both, FAY)
        with pytest.raises(Refusal, match="pays several; say with `who=`"):
            await disputed.paid_by(look, asked[2], None)


# what was sent


async def sent(store: Store) -> None:
    """50 USDC were sent to eve in a batch of cy's."""

    async def work(change: Change) -> None:
        lines = [Posting(EXTERNAL, "USDC", -5000), Posting(member(EVE), "USDC", 5000)]
        await ledger.post(change, "usdc", "start", lines, by=0, why="test")
        due = [(EVE, "USDC", 5000)]
        (number,) = await transit.depart(change, "transit/1/1", "transit:1", due, why="payout/1", payout=1)
        one = await transit.get(change, number)
        await transit.put(change, [one], state=transit.SENT, sent=change.now)
        lines = [Posting("transit:1", "USDC", -5000), Posting(EXTERNAL, "USDC", 5000)]
        await ledger.post(change, "sent/1", "sent", lines, by=CY, why="batch/1")

    await store.act("dao", work)


async def missing(look: Look, who: int = EVE) -> Matter:
    return await disputed.sent.disputable(look, await transit.get(look, 1), who)


async def test_what_did_not_come_is_sent_again_as_far_as_a_jury_says(store: Store, clock: Hand) -> None:
    await sent(store)
    with pytest.raises(Refusal, match="only whom it was sent to"):
        await opened(store, GUS, 5000, lambda look: missing(look, GUS))
    one = await opened(store, EVE, 5000, missing)
    assert await held(store, one.account, "USDC") == 0, "who holds none of it pledges what they miss"
    async with store.read("dao") as look:
        line = await transit.get(look, 1)
        assert line.missing == clock.now
        with pytest.raises(Refusal, match="A jury decides about this line"):
            await disputed.sent.undecided(look, line)
    one = await says(store, 1, 3000)
    assert one.state == DECIDED
    await judged(store, 1)
    assert await held(store, member(EVE), "USDC") == 3000
    assert await held(store, EXTERNAL, "USDC") == -3000
    await sound(store)


async def test_what_came_is_not_sent_again(store: Store, clock: Hand) -> None:
    await sent(store)
    await opened(store, EVE, 5000, missing)
    await says(store, 1, 0)
    clock.move(hours=24)
    await ring(store)
    async with store.read("dao") as look:
        assert (await disputes.get(look, 1)).state == DECIDED
        with pytest.raises(Refusal, match="A jury decides about this line, or has"):
            await disputed.sent.undecided(look, await transit.get(look, 1))
        assert not await payouts.of(look, settling.RESEND, "1")
    with pytest.raises(Refusal, match="decided already"):
        await opened(store, EVE, 5000, missing)


async def test_it_can_be_said_for_seven_days_or_after_treasurers_refused(store: Store, clock: Hand) -> None:
    await sent(store)

    async def resend(change: Change) -> None:
        one = await disputed.sent.ask(change, await transit.get(change, 1), 5000)
        await payouts.set_state(change, one.id, payouts.OPEN)

    await store.act("dao", resend)
    with pytest.raises(Refusal, match="Treasurers decide about this line now, by payout #1"):
        await opened(store, EVE, 5000, missing)
    clock.move(days=8)
    await judged(store, 1, approves=False)
    clock.move(days=7)
    async with store.read("dao") as look:
        assert (await missing(look)).most == 5000
    clock.move(seconds=1)
    with pytest.raises(Refusal, match="this one is older"):
        await opened(store, EVE, 5000, missing)
