"""What a bounty becomes by a verdict, and the way through all juries to everybody (RULES 6, 9)."""

from __future__ import annotations

import pytest

from rules.bounties import APPROVED, CANCELLED, CHANGES, DISPUTED, PAID
from rules.errors import Refusal
from rules.juries import FILER
from rules.ledger import Posting, budget, member
from storage import (
    bounties,
    bounty_steps,
    disputes,
    ledger,
    parameters,
)
from storage import dispute_steps as steps
from storage.bounties import Bounty
from storage.disputes import ANSWERING, DECIDED, MOOT, VERDICT
from storage.store import Change, Store
from tests.storage.conftest import Hand
from tests.storage.disputing import (
    ANA,
    BEN,
    DEE,
    EACH,
    EVE,
    FAY,
    WINNERS,
    arguing,
    bounty,
    get,
    held,
    judged,
    jury,
    opened,
    ring,
    says,
    sound,
    the_bounty,
)

GUS = 7


@pytest.fixture
async def store(dao: Store) -> Store:
    return await arguing(dao)


async def the(store: Store) -> Bounty:
    async with store.read("dao") as look:
        return await bounties.get(look, 1)


async def test_work_that_was_returned_is_paid_by_a_jury(store: Store, clock: Hand) -> None:
    await bounty(store, part=0)
    one = await opened(store, EVE, 100, the_bounty)
    assert (one.state, one.quo, one.member) == (ANSWERING, 0, EVE)
    assert ((await the(store)).state, await held(store, "escrow:bounty:1")) == (DISPUTED, 100)
    clock.move(days=2)
    await ring(store)
    assert (await the(store)).state == DISPUTED, "its claim does not lapse meanwhile"
    one = await says(store, 1, 80)
    assert one.state == VERDICT, "ana, who posted it, may appeal"
    clock.move(hours=24)
    await ring(store)
    about = await the(store)
    assert (about.state, about.approved, about.rest) == (APPROVED, 80, 0)
    assert await held(store, budget(1)) == 1000 - 80, "what it is not worth is back"
    assert about.payout is not None
    await judged(store, about.payout)
    assert ((await the(store)).state, await held(store, member(EVE))) == (PAID, EACH + 80)
    await sound(store)


async def test_work_that_was_rightly_returned_can_be_handed_in_again_and_disputed_anew(
    store: Store, clock: Hand
) -> None:
    await bounty(store, part=0)
    await opened(store, EVE, 100, the_bounty)
    await says(store, 1, 0)
    clock.move(hours=24)
    await ring(store)
    about = await the(store)
    assert (about.state, about.until) == (CHANGES, clock.now + about.claim)
    assert await held(store, member(EVE)) == EACH - 10, "the deposit is lost"
    with pytest.raises(Refusal, match="decided already, in dispute #1"):
        await opened(store, EVE, 100, the_bounty)

    async def again(change: Change) -> None:
        one = await bounty_steps.submit(change, await bounties.get(change, 1), EVE, "Better.")
        await bounty_steps.send_back(change, one, BEN, "Still no.", moderator=True)

    await store.act("dao", again)
    assert (await opened(store, EVE, 100, the_bounty)).id == 2, "another work, another decision"
    await sound(store)


async def test_a_part_that_was_approved_can_be_raised_to_the_whole(store: Store, clock: Hand) -> None:
    await bounty(store, own=True, part=1)
    assert await held(store, "escrow:bounty:1") == 100, "the rest is there as long as it can be disputed"
    with pytest.raises(Refusal, match="could be 100 LEAF at most"):
        await opened(store, EVE, 101, the_bounty)
    await opened(store, EVE, 100, the_bounty)
    clock.move(hours=30)
    await ring(store)
    assert await held(store, member(EVE)) == EACH - 10, "nothing is paid while a jury is out"
    await says(store, 1, 100)
    with pytest.raises(Refusal, match="Only whoever has lost"):
        await appealed(store, EVE)
    await appealed(store, ANA)
    await ring(store)
    assert (await get(store, 1)).state == DECIDED, (
        "too few could sit on no larger jury, and nobody won the vote"
    )
    assert await held(store, member(EVE)) == EACH + 100
    assert await held(store, member(ANA)) == EACH - 100 - 20
    await sound(store)


async def test_three_seven_fifteen_and_then_everybody(store: Store) -> None:
    await store.act("dao", lambda change: parameters.put(change, {"juries": ["3", "7", "15"]}, 2))
    await bounty(store, own=True, part=0)
    await opened(store, EVE, 100, the_bounty)
    sizes, sat = [len(await jury(store, 1))], set(await jury(store, 1))
    for said, loser in ((0, EVE), (100, ANA), (0, EVE)):
        await says(store, 1, said)
        with pytest.raises(Refusal, match="Only whoever has lost"):
            await appealed(store, ANA if loser == EVE else EVE)
        if len(sizes) == 3:
            WINNERS[1] = FILER
        await appealed(store, loser)
        await ring(store)
        sizes.append(len(await jury(store, 1)))
        sat |= set(await jury(store, 1))
    assert sizes == [3, 7, 15, 0]
    assert not sat & {ANA, BEN, EVE}
    one = await get(store, 1)
    assert (one.state, one.verdict, one.round) == (DECIDED, 100, 4)
    async with store.read("dao") as look:
        assert [each.deposit for each in await disputes.rounds(look, 1)] == [10, 20, 40, 80]
    assert await held(store, member(EVE)) == EACH + 100, "who wins in the end has all deposits back"
    assert await held(store, member(ANA)) == EACH - 100 - 40
    assert await held(store, "budget:disputes") == 40
    await sound(store)


async def appealed(store: Store, who: int) -> None:
    async def work(change: Change) -> None:
        await steps.appeal(change, await disputes.get(change, 1), who)

    await store.act("dao", work)


@pytest.mark.parametrize(("said", "paid", "back"), [(30, 30, 70), (0, 0, 100), (100, 100, 0)])
async def test_an_approval_is_lowered_before_treasurers_are_asked(
    store: Store, clock: Hand, said: int, paid: int, back: int
) -> None:
    await bounty(store)
    await opened(store, GUS, 0, the_bounty)
    await says(store, 1, said)
    clock.move(hours=24)
    await ring(store)
    about = await the(store)
    if about.payout:
        await judged(store, about.payout)
    assert (await the(store)).state == (PAID if paid else CANCELLED)
    assert await held(store, member(EVE)) == EACH + paid
    assert await held(store, budget(1)) == 900 + back
    await sound(store)


@pytest.mark.parametrize(("said", "paid"), [(30, 30), (0, 0), (100, 100)])
async def test_an_approval_is_lowered_while_its_payout_waits(
    store: Store, clock: Hand, said: int, paid: int
) -> None:
    await bounty(store)
    clock.move(hours=25)
    await ring(store)
    await opened(store, GUS, 0, the_bounty)
    await judged(store, 1)
    assert (await the(store)).state == APPROVED, "what is disputed waits, whoever approves"
    await says(store, 1, said)
    clock.move(hours=24)
    await ring(store)
    assert (await the(store)).state == (PAID if paid else CANCELLED)
    assert await held(store, member(EVE)) == EACH + paid
    assert await held(store, budget(1)) == 1000 - paid
    await sound(store)


async def test_what_treasurers_refuse_meanwhile_needs_no_verdict(store: Store, clock: Hand) -> None:
    await bounty(store)
    clock.move(hours=25)
    await ring(store)
    await opened(store, GUS, 0, the_bounty)
    await judged(store, 1, approves=False)
    await says(store, 1, 0)
    assert (await get(store, 1)).state == VERDICT
    clock.move(hours=24)
    await ring(store)
    assert ((await get(store, 1)).state, await held(store, member(GUS))) == (MOOT, EACH)
    await sound(store)


async def test_who_pledged_of_an_approved_part_and_loses_is_paid_less(store: Store, clock: Hand) -> None:
    await bounty(store, part=50)

    async def spent(change: Change) -> None:
        lines = [Posting(member(EVE), "LEAF", -EACH), Posting(member(FAY), "LEAF", EACH)]
        await ledger.post(change, "spent", "send", lines, by=EVE, why="test")

    await store.act("dao", spent)
    await opened(store, EVE, 100, the_bounty)
    await says(store, 1, 50)
    clock.move(hours=24)
    await ring(store)
    about = await the(store)
    assert (about.approved, await held(store, "budget:disputes")) == (40, 10)
    await judged(store, about.payout or 0)
    assert (await held(store, member(EVE)), await held(store, budget(1))) == (40, 950)
    await sound(store)


async def test_who_holds_nothing_can_still_say_that_it_is_done(store: Store, clock: Hand) -> None:
    await bounty(store, part=0)

    async def spent(change: Change) -> None:
        lines = [Posting(member(EVE), "LEAF", -EACH), Posting(member(FAY), "LEAF", EACH)]
        await ledger.post(change, "spent", "send", lines, by=EVE, why="test")

    await store.act("dao", spent)
    one = await opened(store, EVE, 100, the_bounty)
    assert (one.state, await held(store, one.account)) == (ANSWERING, 0)
    await says(store, 1, 100)
    clock.move(hours=24)
    await ring(store)
    assert (await the(store)).approved == 100, "who wins pays nothing"
    await sound(store)


async def test_neither_poster_nor_judge_nor_party_sits(store: Store) -> None:
    await bounty(store)
    one = await opened(store, GUS, 0, the_bounty)
    async with store.read("dao") as look:
        fit = await steps.pool(look, one, 3) or {}
    assert not {ANA, BEN, EVE, GUS} & set(fit)
    assert not {ANA, BEN, EVE, GUS} & set(await jury(store, 1))


async def test_what_cannot_be_disputed_of_a_bounty(store: Store, clock: Hand) -> None:
    await bounty(store)
    with pytest.raises(Refusal, match="That is the amount already"):
        await opened(store, GUS, 100, the_bounty)
    await opened(store, GUS, 0, the_bounty)
    with pytest.raises(Refusal, match="Dispute #1 is about this already"):
        await opened(store, DEE, 50, the_bounty)
    await says(store, 1, 100)
    clock.move(hours=24)
    await ring(store)
    with pytest.raises(Refusal, match="decided already"):
        await opened(store, DEE, 50, the_bounty)
    await judged(store, (await the(store)).payout or 0)
    with pytest.raises(Refusal, match="Bounty #1 is paid; what can be disputed"):
        await opened(store, DEE, 50, the_bounty)


async def test_a_decision_can_be_disputed_for_seven_days(store: Store, clock: Hand) -> None:
    await bounty(store)
    clock.move(hours=25)
    await ring(store)
    clock.move(days=6, seconds=-3600)
    async with store.read("dao") as look:
        assert (await the_bounty(look)).quo == 100, "the last second counts"
    clock.move(seconds=1)
    with pytest.raises(Refusal, match="can be disputed for 7 days"):
        await opened(store, GUS, 0, the_bounty)
