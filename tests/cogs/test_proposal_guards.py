"""Proposals: sealed votes, what is carried out, and who may stop, delay or repeat it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rules.ledger import ISSUANCE, TREASURY, Posting
from storage import ledger, members, parameters, payouts
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking, played
from tests.cogs.test_link import holds
from tests.cogs.test_proposals import (
    FOUNDERS,
    HOUR,
    OAKS,
    SECOND,
    SMALL,
    both,
    cast,
    closed,
    draft,
    get,
    opened,
    reach,
    rule,
    show,
    votes,
)

FOURTH = "proposal role grant treasurer @dee We need a fourth."
THIRTY = "proposal parameter reward_cap 30% Few do most."
SPEND = "proposal spend @dee 500 For the trellis."
UNIT, DAY = 10**6, timedelta(days=1)
EVERYBODY = dict.fromkeys(FOUNDERS, "for")


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, SMALL) as chat:
        yield chat


async def move(chat: Chat, amount: int, other: str = ISSUANCE) -> None:
    """Bring LEAF into the treasury, or take it away, as no command does."""

    async def work(change: Change) -> None:
        lines = [Posting(TREASURY, "LEAF", amount * UNIT), Posting(other, "LEAF", -amount * UNIT)]
        await ledger.post(change, f"test/{change.number}", "deposit", lines, by=1, why="test")

    await chat.app.store.act(COMMUNITY, work)


async def passed(chat: Chat, who: str, text: str, **choices: str) -> int:
    """Make a proposal that passes; its number."""
    number = await opened(chat, who, text)
    await cast(chat, number, **(choices or EVERYBODY))
    await reach(chat, number, SECOND)
    assert (await get(chat, number)).result["passed"]
    return number


async def value(chat: Chat, name: str) -> Any:
    async with looking(chat) as look:
        return await parameters.get(look, name)


async def treasurers(chat: Chat) -> int:
    async with looking(chat) as look:
        return len(await members.holders(look, "treasurer"))


async def state(chat: Chat, number: int = 1) -> str:
    return (await get(chat, number)).state


# What is carried out


async def test_a_recipient_votes_against_or_not_and_their_delegators_as_they_like(chat: Chat) -> None:
    await rule(chat, max_share="100%")
    await move(chat, 10_000)
    await both(chat, "cy", "vote delegate @dee")
    await both(chat, "dee", "vote delegate @ben spend")
    await opened(chat, "ana", SPEND)
    assert "✗ You would be paid by this proposal" in await ask(chat, "dee", "vote cast 1 for")
    await cast(chat, 1, ben="for")
    assert await votes(chat) == "1,000 For, 0 Against, 0 Abstain"  # without what dee gave
    await cast(chat, 1, ben="against")
    assert await votes(chat) == "0 For, 2,000 Against, 0 Abstain"
    await cast(chat, 1, dee="against")
    assert "✗ You would be paid" in await ask(chat, "dee", "vote cast 1 for")
    assert await votes(chat) == "0 For, 3,000 Against, 0 Abstain"  # cy's with dee, ben's own
    await cast(chat, 1, cy="for")
    assert await votes(chat) == "1,000 For, 2,000 Against, 0 Abstain"


async def test_a_spend_waits_for_the_treasurers_and_then_pays(chat: Chat) -> None:
    await move(chat, 10_000)
    await passed(chat, "ana", SPEND, ana="for", ben="for", cy="for")
    assert "Payout #1 waits for the treasurers." in await show(chat)
    assert await holds(chat, "dee") == 1_000 * UNIT
    await both(chat, "ana", "treasury approve 1")
    assert await holds(chat, "dee") == 1_000 * UNIT
    await both(chat, "ben", "treasury approve 1")
    assert await holds(chat, "dee") == 1_500 * UNIT
    assert "Treasury: 9,500 LEAF" in await ask(chat, "eve", "treasury balance")
    assert "Everything is as it was booked." in await ask(chat, "eve", "audit verify")


async def broke(chat: Chat) -> None:
    """A spend has passed, and the treasury is empty."""
    await move(chat, 10_000)
    await opened(chat, "ana", SPEND)
    await cast(chat, 1, ana="for", ben="for", cy="for")
    await move(chat, -10_000)
    assert "The treasury has 0 LEAF" in await reach(chat, 1, SECOND)
    assert "State: passed, and waits to be carried out. The treasury has 0 LEAF" in await show(chat)


@pytest.mark.parametrize("act", ["proposal retry 1", "wait 1h"])
async def test_what_cannot_be_paid_is_tried_again(chat: Chat, act: str) -> None:
    await broke(chat)
    await ask(chat, "eve", "proposal retry 1")
    assert await ask(chat, "eve", "wait 2h") == ""
    await move(chat, 500)
    await ask(chat, "eve", "wait 59m")
    assert await state(chat) == "queued"
    await ask(chat, "eve", act)
    assert await state(chat) == "executed"
    async with looking(chat) as look:
        assert len(await payouts.waiting(look)) == 1


async def test_what_cannot_be_paid_expires_after_the_grace(chat: Chat) -> None:
    await broke(chat)
    await reach(chat, 1, 7 * DAY)
    assert await state(chat) == "queued"
    assert "Proposal #1 has expired. The treasury has 0" in await ask(chat, "eve", "wait 1s")
    await move(chat, 500)
    assert "✗ Proposal #1 is expired" in await ask(chat, "eve", "proposal retry 1")


async def test_five_small_spends_over_the_limit_are_constitutional_and_it_is_read_when_voting_opens(
    chat: Chat,
) -> None:
    await move(chat, 10_000)  # of which ordinary votes may spend 10 % in 30 days
    for who, amount in (("ana", 201), ("ana", 200), ("ben", 200), ("ben", 200), ("cy", 200)):
        await draft(chat, who, f"proposal spend @eve {amount} For seeds.")
    levels = [(await get(chat, number)).level for number in range(1, 6)]
    assert levels == ["ordinary"] * 4 + ["constitutional"]
    assert (await get(chat, 5)).terms["quorum"] == 4000
    await move(chat, -10_000 + 8_009)  # 801 are asked for by ordinary votes
    await reach(chat, 1)
    assert (await get(chat)).level == "constitutional"
    assert (await get(chat)).until == chat.app.clock() + 4 * DAY


async def test_a_parameter_is_set_after_the_timelock_and_not_for_a_vote_already_open(chat: Chat) -> None:
    await opened(chat, "ana", "proposal parameter ordinary_quorum 40% Few decide for many.")
    await cast(chat, 1, **EVERYBODY)
    await reach(chat, 1, -DAY)
    await opened(chat, "ben", OAKS)
    await reach(chat, 1, SECOND)
    await reach(chat, 1, -SECOND)
    assert (await state(chat), await value(chat, "ordinary_quorum")) == ("queued", 2500)
    await ask(chat, "eve", "wait 1s")
    assert (await state(chat), await value(chat, "ordinary_quorum")) == ("executed", 4000)
    assert (await state(chat, 2), (await get(chat, 2)).terms["quorum"]) == ("voting", 2500)
    assert "0 of 1,000 needed" in await show(chat, 2)


async def test_a_threshold_passes_by_the_stricter_of_old_and_new(chat: Chat) -> None:
    await opened(chat, "ana", "proposal parameter constitutional_quorum 80% All or none.")
    await opened(chat, "ben", "proposal parameter constitutional_quorum 30% Fewer.")
    assert "of 3,200 needed" in await show(chat, 1)
    assert "of 1,600 needed" in await show(chat, 2)


@pytest.mark.parametrize(("after", "then"), [("13d23h59m59s", 4), ("14d1s", 3)])
async def test_an_elected_treasurer_accepts_within_14_days(chat: Chat, after: str, then: int) -> None:
    await passed(chat, "ana", FOURTH)
    await reach(chat, 1)
    assert await treasurers(chat) == 3
    await ask(chat, "eve", f"wait {after}")
    assert ("✗" in await ask(chat, "dee", "role accept")) == (then == 3)
    assert await treasurers(chat) == then


async def test_who_laid_a_role_down_is_elected_again(chat: Chat) -> None:
    await both(chat, "cy", "role resign treasurer")
    await passed(chat, "ana", "proposal role grant treasurer @cy Back again.")
    await reach(chat, 1)
    assert "✗" not in await ask(chat, "cy", "role accept")
    assert await treasurers(chat) == 3


async def test_no_treasurer_is_revoked_who_is_needed_and_a_missing_one_is_elected_as_ordinary(
    chat: Chat,
) -> None:
    number = await passed(chat, "ana", "proposal role revoke treasurer @ben He moved away.")
    await both(chat, "cy", "role resign treasurer")
    no = "2 treasurers must approve a payout and 1 would be left"
    assert f"It cannot be carried out now. {no}" in await reach(chat, number)
    assert await treasurers(chat) == 2
    assert f"✗ {no}" in await ask(chat, "dee", "proposal role revoke treasurer @ana She too.")
    await both(chat, "ben", "role resign treasurer")
    await draft(chat, "dee", "proposal role grant treasurer @eve Payouts stand still.")
    assert (await get(chat, 2)).level == "ordinary"


# The guardian


async def test_a_guardian_vetoes_with_a_reason_but_not_what_has_passed_again(chat: Chat) -> None:
    await passed(chat, "ana", THIRTY)
    assert "✗" in await ask(chat, "ana", "proposal veto 1 I would rather not.")
    await both(chat, "gus", "proposal veto 1 It was rushed.")
    assert "State: vetoed. gus: It was rushed." in await show(chat)
    await ask(chat, "eve", "wait 2d")
    assert await value(chat, "reward_cap") == 5000
    await passed(chat, "ana", THIRTY)
    assert "✗ The same was vetoed once" in await ask(chat, "gus", "proposal veto 2 Rushed again.")
    await reach(chat, 2)
    assert await value(chat, "reward_cap") == 3000


@pytest.mark.parametrize(
    "text",
    ["proposal role revoke guardian @gus Too much.", "proposal role grant guardian @eve Two.",
     "proposal parameter veto off Enough."],
)  # fmt: skip
async def test_a_guardian_stops_nothing_about_guardians_or_the_veto(chat: Chat, text: str) -> None:
    await passed(chat, "ana", text)
    for word in ("veto", "pause"):
        assert "✗ A guardian cannot stop what is" in await ask(chat, "gus", f"proposal {word} 1 No.")
    await reach(chat, 1)
    assert await state(chat) == "executed"


async def test_a_guardian_pauses_once_for_14_days(chat: Chat) -> None:
    await passed(chat, "ana", THIRTY)
    await both(chat, "gus", "proposal pause 1 I read it again.")
    closed = chat.app.clock() - SECOND
    assert (await get(chat)).until == closed + 12 * HOUR + 14 * DAY
    assert "✗ Proposal #1 was paused already" in await ask(chat, "gus", "proposal pause 1 Once more.")
    await reach(chat, 1, -SECOND)
    assert await state(chat) == "queued"
    await ask(chat, "eve", "wait 1s")
    assert await state(chat) == "executed"


async def test_the_grace_stands_still_in_a_pause(chat: Chat) -> None:
    await broke(chat)
    await reach(chat, 1, 6 * DAY)
    await both(chat, "gus", "proposal pause 1 I read it again.")
    await ask(chat, "eve", "wait 15d1s")
    assert await state(chat) == "expired"


async def test_a_community_may_switch_the_veto_off(chat: Chat) -> None:
    await rule(chat, veto="off")
    await passed(chat, "ana", THIRTY)
    assert "✗ This community has switched the veto off." in await ask(chat, "gus", "proposal veto 1 No.")


# Against spam


async def test_after_a_defeat_the_author_waits_and_the_same_waits_longer(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    assert await closed(chat) == "defeated"
    other = 'proposal signal "Plant elms" Two.'
    await ask(chat, "eve", "wait 6d23h59m59s")
    assert "✗ A proposal of yours was defeated less than 7 days ago" in await ask(chat, "ana", other)
    await ask(chat, "eve", "wait 1s")
    await draft(chat, "ana", other)
    await ask(chat, "eve", "wait 6d23h59m59s")
    assert "✗ The same was defeated less than 14 days ago" in await ask(chat, "ben", OAKS)
    await ask(chat, "eve", "wait 1s")
    await draft(chat, "ben", OAKS)


async def test_what_was_defeated_does_not_come_back_by_an_edit(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    assert await closed(chat) == "defeated"
    await draft(chat, "ben", 'proposal signal "Plant oaks" Two of them.')
    assert "✗ The same was defeated" in await ask(chat, "ben", "proposal edit 2 Ten of them, by the gate.")


# Outages


async def test_a_vote_that_ended_while_the_bot_was_away_is_longer_once(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    await reach(chat, 1, -HOUR)
    assert "later, because the bot was away" in await ask(chat, "eve", "down 10h")
    end = (await get(chat)).until
    assert end
    assert timedelta() <= chat.app.clock() + DAY - end <= SECOND
    assert "with 1,000 votes" in await cast(chat, 1, ana="for")
    await ask(chat, "eve", "down 2d")
    assert await state(chat) == "defeated"


async def test_an_hour_away_moves_nothing(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    end = (await get(chat)).until
    await reach(chat, 1, -HOUR / 2)
    await ask(chat, "eve", "down 29m")
    assert (await get(chat)).until == end


async def test_a_vote_moved_by_an_outage_and_a_late_swing_is_moved_by_no_second_outage(chat: Chat) -> None:
    await rule(chat, ordinary_min_voters="1")
    await opened(chat, "ana", OAKS)
    await reach(chat, 1, -HOUR)
    await ask(chat, "eve", "down 10h")
    await reach(chat, 1, -HOUR)
    await cast(chat, 1, ana="for")
    end = (await get(chat)).until
    await ask(chat, "eve", "down 2h")
    assert (await get(chat)).until == end


async def test_a_discussion_that_ended_while_the_bot_was_away_is_longer_and_says_so(chat: Chat) -> None:
    await draft(chat, "ana", OAKS)
    shown = await ask(chat, "eve", "down 13h")
    assert (await get(chat)).until == chat.app.clock() + 12 * HOUR
    assert await state(chat) == "discussion"
    assert "later, because the bot was away" in shown
