"""From a frozen month to its payout: each step once, whoever takes it, on both databases."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from rules import digest, months
from rules.errors import Refusal
from rules.moments import Month
from storage import (
    activity,
    alarms,
    bundles,
    contributions,
    freezing,
    judging,
    ledger,
    members,
    objections,
    payouts,
    runs,
)
from storage.runs import Run
from storage.store import Change, Store
from tests.storage.conftest import Hand
from tests.storage.month_load import NOVEMBER, found

DECEMBER = NOVEMBER.next()
FROZEN = timedelta(days=40)
POT = 10**12


@pytest.fixture
async def garden(dao: Store) -> Store:
    """A running community of five, with thirty praises in November."""
    await dao.act("dao", lambda change: found(change, people=5, works=30))
    return dao


async def freeze(store: Store, month: Month = NOVEMBER) -> Run:
    run: Run = await store.act("dao", lambda change: freezing.freeze(change, month))
    return run


async def begin(store: Store, month: Month = NOVEMBER) -> int:
    fence = await store.act("dao", lambda change: judging.begin(change, str(month)))
    assert fence is not None
    return int(fence)


async def answer(store: Store, month: Month = NOVEMBER, **scores: int) -> dict[int, int]:
    """Keep an answer: that of the formula, or the one given as m1=…"""
    async with store.read("dao") as look:
        held, run = await runs.digest(look, str(month)), await runs.get(look, str(month))
    given = {int(one[1:]): score for one, score in scores.items()} or digest.baseline(held or {}).scores
    said = {str(one): score for one, score in given.items()}
    facts = {"scorer": "embedded", "version": "1", "scores": said, "reasons": {}, "raw": ""}
    await store.act("dao", lambda change: runs.keep_draft(change, str(month), run.tries, **facts))
    return given


async def proposed(store: Store, month: Month = NOVEMBER) -> Run:
    await freeze(store, month)
    return await judged(store, month)


async def judged(store: Store, month: Month = NOVEMBER) -> Run:
    fence, scores = await begin(store, month), await answer(store, month)
    assert await store.act("dao", lambda change: judging.conclude(change, str(month), fence, scores))
    return await run_of(store, month)


async def run_of(store: Store, month: Month = NOVEMBER) -> Run:
    async with store.read("dao") as look:
        return await runs.get(look, str(month))


async def reserve(store: Store, month: Month = NOVEMBER) -> dict[str, int]:
    async with store.read("dao") as look:
        return await ledger.balances(look, f"reserved:{month}")


async def test_a_month_is_open_until_it_is_frozen_and_then_nothing_else(garden: Store) -> None:
    async with garden.read("dao") as look:
        assert not await runs.frozen(look, str(NOVEMBER))
        assert await runs.latest(look) is None
    run = await freeze(garden)
    async with garden.read("dao") as look:
        assert await runs.frozen(look, str(NOVEMBER))
        assert await runs.latest(look) == run
        assert await runs.digest(look, str(NOVEMBER)) is not None
        assert await alarms.moment(look, "score", str(NOVEMBER)) == look.now
        assert await alarms.moment(look, "freeze", str(DECEMBER)) is not None
    with pytest.raises(ValueError, match="does not go from frozen to frozen"):
        await freeze(garden)


async def test_the_digest_is_the_same_whatever_the_database_and_the_order(garden: Store) -> None:
    async with garden.read("dao") as look:
        held = await freezing.gathered(look, NOVEMBER)
        again = await freezing.gathered(look, NOVEMBER)
    assert held == again
    assert [work["id"] for work in held["works"]] == sorted(work["id"] for work in held["works"])
    assert held["contributors"] == [1, 2, 3, 4, 5]


async def test_who_opted_out_was_forgotten_or_joined_takes_no_rewards_and_who_left_does(
    garden: Store,
) -> None:
    async def change_them(change: Change) -> None:
        await members.alter(change, 1, takes_rewards=False)
        await members.alter(change, 2, forgotten=True)
        await members.alter(change, 3, merged_into=4)
        await members.alter(change, 5, gone=True)

    await garden.act("dao", change_them)
    async with garden.read("dao") as look:
        assert await freezing.unrewarded(look) == {1, 2, 3}
        assert (await freezing.gathered(look, NOVEMBER))["contributors"] == [4, 5]


async def test_activity_is_counted_for_those_who_allow_it(garden: Store) -> None:
    async def talk(change: Change) -> None:
        for member in (1, 2):
            await activity.count(change, member, "messages", "2026-11-05")
        await members.alter(change, 2, counts_activity=False)

    await garden.act("dao", talk)
    async with garden.read("dao") as look:
        assert (await freezing.gathered(look, NOVEMBER))["activity"] == {"1": {"messages": 1}}


async def test_withdrawn_work_does_not_count_and_hidden_work_does(garden: Store) -> None:
    async def change_them(change: Change) -> None:
        await contributions.set_state(change, 1, contributions.WITHDRAWN)
        await contributions.set_state(change, 2, contributions.HIDDEN)

    await garden.act("dao", change_them)
    async with garden.read("dao") as look:
        held = await freezing.gathered(look, NOVEMBER)
    assert [work["id"] for work in held["works"]] == list(range(2, 31))


async def test_only_one_worker_judges_until_the_lease_runs_out(garden: Store, clock: Hand) -> None:
    await freeze(garden)
    first = await begin(garden)
    assert await garden.act("dao", lambda change: judging.begin(change, str(NOVEMBER))) is None
    clock.now += judging.LEASE + timedelta(seconds=1)
    second = await begin(garden)
    scores = await answer(garden)
    assert second > first
    assert not await garden.act("dao", lambda change: judging.conclude(change, str(NOVEMBER), first, scores))
    assert (await run_of(garden)).state == months.SCORING
    assert await garden.act("dao", lambda change: judging.conclude(change, str(NOVEMBER), second, scores))
    assert not await garden.act("dao", lambda change: judging.conclude(change, str(NOVEMBER), second, scores))
    async with garden.read("dao") as look:
        assert len(await payouts.of(look, "rewards", str(NOVEMBER))) == 1
        assert await alarms.moment(look, "score", str(NOVEMBER)) is None


async def test_the_first_answer_of_an_attempt_stays(garden: Store) -> None:
    await freeze(garden)
    await answer(garden, m1=1, m2=2, m3=3, m4=4, m5=5)
    await answer(garden, m1=9, m2=9, m3=9, m4=9, m5=9)
    async with garden.read("dao") as look:
        kept = await runs.drafted(look, str(NOVEMBER), 0)
    assert kept is not None
    assert kept.scores == {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}


async def test_nothing_is_concluded_without_a_kept_answer(garden: Store) -> None:
    await freeze(garden)
    fence = await begin(garden)
    assert not await garden.act("dao", lambda change: judging.conclude(change, str(NOVEMBER), fence, {1: 1}))


async def test_failures_are_tried_again_ever_later_and_then_left_to_people(
    garden: Store, clock: Hand
) -> None:
    await freeze(garden)
    for failure in range(1, judging.MOST_FAILURES + 1):
        fence = await begin(garden)
        gone = await garden.act(
            "dao", partial(judging.failed, month=str(NOVEMBER), fence=fence, answered=False)
        )
        assert gone == (failure == judging.MOST_FAILURES)
        if not gone:
            async with garden.read("dao") as look:
                due = await alarms.moment(look, "score", str(NOVEMBER))
            assert due == clock.now + timedelta(minutes=2**failure)
            clock.now = due
    async with garden.read("dao") as look:
        assert (await runs.get(look, str(NOVEMBER))).state == months.PEOPLE
        assert await alarms.moment(look, "carry", str(NOVEMBER)) == look.now + months.CARRIES_AFTER
        assert await alarms.moment(look, "score", str(NOVEMBER)) is None


async def test_lines_come_to_what_was_allotted_and_wait_for_their_window(garden: Store) -> None:
    run = await proposed(garden)
    async with garden.read("dao") as look:
        lines, payout = await payouts.lines(look, run.payout or 0), await payouts.get(look, run.payout or 0)
        window = await alarms.moment(look, "window", str(NOVEMBER))
    assert {str(line.member): line.amount for line in lines} == run.amounts["LEAF"]
    assert payout.state == payouts.WINDOW
    assert payout.opens == run.window == window
    assert payout.source == "reserved:2026-11"


async def test_a_month_without_scores_above_zero_gives_everything_back(garden: Store) -> None:
    await freeze(garden)
    assert await reserve(garden) == {"LEAF": POT}
    fence = await begin(garden)
    scores = await answer(garden, m1=0, m2=0, m3=0, m4=0, m5=0)
    await garden.act("dao", lambda change: judging.conclude(change, str(NOVEMBER), fence, scores))
    assert (await run_of(garden)).state == months.QUIET
    assert await reserve(garden) == {}
    async with garden.read("dao") as look:
        assert await ledger.balances(look, "issuance") == {}


async def hold(change: Change, run: Run, member: int) -> list[int]:
    lines = [one.line for one in await payouts.lines(change, run.payout or 0) if one.member == member]
    await payouts.set_lines(change, run.payout or 0, lines, payouts.HELD)
    return lines


@pytest.mark.parametrize(
    ("resolution", "state"), [("release", "waiting"), ("strike", "struck"), ("lower:5", "waiting")]
)
async def test_a_held_line_is_settled_and_the_difference_goes_back(
    garden: Store, resolution: str, state: str
) -> None:
    run = await proposed(garden)
    amount = run.amounts["LEAF"]["2"]
    pays = {"release": amount, "strike": 0, "lower:5": 5}[resolution]

    async def settle(change: Change) -> Any:
        await hold(change, run, 2)
        return await judging.resolve(change, run, {2}, resolution)

    assert await garden.act("dao", settle) == {"LEAF": amount - pays}
    async with garden.read("dao") as look:
        line = next(one for one in await payouts.lines(look, run.payout or 0) if one.member == 2)
        assert await ledger.verify(look) is None
    assert (line.state, line.amount) == (state, pays or amount)
    assert await reserve(garden) == {"LEAF": POT - amount + pays}


async def test_a_lowering_that_lowers_nothing_is_refused(garden: Store) -> None:
    run = await proposed(garden)

    async def settle(change: Change) -> Any:
        await hold(change, run, 2)
        return await judging.resolve(change, run, {2}, f"lower:{POT}")

    with pytest.raises(Refusal, match="less than before"):
        await garden.act("dao", settle)


async def test_a_refused_month_is_judged_again_with_what_is_left(garden: Store) -> None:
    run = await proposed(garden)

    async def strike(change: Change) -> Any:
        await hold(change, run, 2)
        return await judging.resolve(change, run, {2}, "strike")

    await garden.act("dao", strike)
    await garden.act("dao", lambda change: judging.reject(change, str(NOVEMBER)))
    refused = await run_of(garden)
    await garden.act("dao", lambda change: judging.restart(change, refused, {"baseline": True}))
    again = await judged(garden)
    assert again.tries == 1
    assert again.settings["baseline"] is True
    assert again.pots == await reserve(garden) == {"LEAF": POT - run.amounts["LEAF"]["2"]}
    async with garden.read("dao") as look:
        assert await alarms.moment(look, "carry", str(NOVEMBER)) is None


async def test_months_carried_over_are_judged_together_the_oldest_first(garden: Store, clock: Hand) -> None:
    january = DECEMBER.next()
    await proposed(garden)
    for month, into in ((NOVEMBER, DECEMBER), (DECEMBER, january)):
        if month != NOVEMBER:
            clock.now += timedelta(days=31)
            await freeze(garden, month)
            await judged(garden, month)
        await garden.act("dao", partial(judging.reject, month=str(month)))
        refused = await run_of(garden, month)
        found_into, held = await garden.act("dao", partial(judging.carry, run=refused))
        assert found_into == into
        assert held == {"LEAF": POT}
    async with garden.read("dao") as look:
        assert await freezing.carried_into(look, str(january)) == [str(NOVEMBER), str(DECEMBER)]
        assert len((await freezing.gathered(look, january))["works"]) == 30
    assert (await freeze(garden, january)).pots == {"LEAF": POT}


async def test_a_carried_month_goes_to_the_next_one_that_is_still_open(garden: Store, clock: Hand) -> None:
    await proposed(garden)
    await garden.act("dao", lambda change: judging.reject(change, str(NOVEMBER)))
    clock.now += FROZEN
    await freeze(garden, DECEMBER)
    refused = await run_of(garden)
    into, _ = await garden.act("dao", lambda change: judging.carry(change, refused))
    assert into == DECEMBER.next()


async def test_a_run_is_paid_when_no_line_waits_and_gives_back_the_rest(garden: Store) -> None:
    run = await proposed(garden)

    async def some(change: Change) -> Any:
        await payouts.set_lines(change, run.payout or 0, [1], payouts.PAID, 1)
        return await judging.settled(change, str(NOVEMBER))

    async def all_struck(change: Change) -> Any:
        lines = [
            one.line for one in await payouts.lines(change, run.payout or 0) if one.state == payouts.WAITING
        ]
        await payouts.set_lines(change, run.payout or 0, lines, payouts.STRUCK)
        return await judging.settled(change, str(NOVEMBER))

    assert await garden.act("dao", some) is None
    assert (await run_of(garden)).state == months.APPROVED
    assert await garden.act("dao", all_struck) == {"LEAF": POT}
    assert (await run_of(garden)).state == months.PAID
    assert await garden.act("dao", lambda change: judging.settled(change, str(NOVEMBER))) is None


async def test_the_proof_of_a_payment_changes_with_everything_it_rests_on(garden: Store) -> None:
    run = await proposed(garden)

    async def proof(change: Change) -> str:
        payout = await payouts.get(change, run.payout or 0)
        lines = await payouts.lines(change, payout.id)
        return str((await bundles.facts(change, payout, lines))["proof"])

    before = await garden.act("dao", proof)
    assert await garden.act("dao", proof) == before
    await garden.act("dao", lambda change: payouts.say(change, run.payout or 0, 3, approves=True, reason=""))
    approved = await garden.act("dao", proof)
    await garden.act("dao", lambda change: objections.add(change, str(NOVEMBER), 2, 3, "hold", "why"))
    objected = await garden.act("dao", proof)
    await garden.act("dao", lambda change: runs.put(change, str(NOVEMBER), seed="other"))
    assert len({before, approved, objected, await garden.act("dao", proof)}) == 4


async def test_treasurers_choices_are_kept_until_one_is_carried_out(garden: Store) -> None:
    month = str(NOVEMBER)
    assert await garden.act("dao", lambda change: runs.choose(change, month, 1, "again")) == {1: "again"}
    both = await garden.act("dao", lambda change: runs.choose(change, month, 2, "carry"))
    assert both == {1: "again", 2: "carry"}
    await garden.act("dao", lambda change: runs.forget_choices(change, month))
    assert await garden.act("dao", lambda change: runs.choose(change, month, 2, "again")) == {2: "again"}


async def test_a_month_without_a_run_is_refused_in_words(garden: Store) -> None:
    async with garden.read("dao") as look:
        with pytest.raises(Refusal, match="no reward run for May 2020"):
            await runs.get(look, "2020-05")


async def test_digests_and_answers_cannot_be_rewritten(garden: Store) -> None:
    await freeze(garden)
    await answer(garden)
    for of in (runs.digest_, runs.draft):
        with pytest.raises(Exception, match="append"):
            await garden.act("dao", partial(Change.run, statement=of.delete()))
