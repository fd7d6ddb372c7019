"""Grants through chat: what is refused, who submits and reviews, what a payout leads to, stopping, linking, leaving."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rules.levels import CONSTITUTIONAL, ORDINARY
from storage import audit, grants, ledger, members
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking, played
from tests.cogs.test_link import code, holds, link
from tests.cogs.test_proposal_guards import EVERYBODY, move, passed, state
from tests.cogs.test_proposals import SECOND, SMALL, both, cast, opened, reach, show

UNIT = 10**6
WELL = 'grant propose @eve "Plan: 100; Well: 301" @fay We are dry.'
PAIR = 'grant propose @eve @cy "Plan: 100; Well: 301" @fay We are dry.'


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """A small circle with 10,000 LEAF in its treasury."""
    async with played(tmp_path, SMALL) as chat:
        await move(chat, 10_000)
        yield chat


async def granted(chat: Chat, text: str = WELL) -> None:
    """A grant that was voted and carried out."""
    number = await passed(chat, "ana", text, ana="for", ben="for", dee="for")
    if await state(chat, number) != "executed":
        await reach(chat, number)
    assert await state(chat, number) == "executed"


async def approved(chat: Chat, number: int, reviewer: str = "fay") -> str:
    """Submit a milestone and approve it; its payout waits."""
    assert "waits for its reviewers" in await ask(chat, "eve", f"grant submit 1 {number} Here it is.")
    return await both(chat, reviewer, f"grant approve 1 {number}")


async def paid(chat: Chat, payout: int, *treasurers: str) -> str:
    return "\n".join([await both(chat, who, f"treasury approve {payout}") for who in treasurers])


async def sound(chat: Chat) -> None:
    async with looking(chat) as look:
        assert await audit.verify(look) == ""


async def escrow(chat: Chat) -> int:
    async with looking(chat) as look:
        return await ledger.balance_of(look, "escrow:grant:1", "LEAF")


REFUSED = [
    ('@eve "Plan: 100" @eve x', "Nobody reviews their own grant"),
    ('@eve @fay "Plan: 100" @ben @fay x', "Nobody reviews their own grant"),
    ('@eve "Plan: 100; Well" @fay x', "'Well' is not"),
    ('@eve "Plan: 100 GOLD" @fay x', "There is no asset GOLD"),
    ('@eve "Plan: 0.0000001" @fay x', "LEAF has at most 6 decimals"),
    ('@eve "Plan: 0; Well: 5" @fay x', "more than nothing"),
    ('@eve "Plan: 9000; Well: 1001" @fay x', "The treasury has 10,000 LEAF that nothing waits for"),
    ('@nobody "Plan: 100" @fay x', "nobody"),
]


@pytest.mark.parametrize(("tail", "said"), REFUSED)
async def test_what_cannot_be_granted_is_no_draft(chat: Chat, tail: str, said: str) -> None:
    shown = await ask(chat, "ana", f"grant propose {tail}")
    assert shown.startswith("✗")
    assert said in shown
    assert "There are no proposals yet" in await ask(chat, "ana", "proposal list")


@pytest.mark.parametrize(("last", "level"), [(900, ORDINARY), (901, CONSTITUTIONAL)])
async def test_the_limit_counts_a_grant_whole(chat: Chat, last: int, level: str) -> None:
    """10 % of 10,000 are 1,000, however it is cut up and among however many."""
    seen = await ask(chat, "ana", f'grant propose @eve @dee "Plan: 100; Well: {last}" @fay x')
    assert f"Kind: spend, {level}" in seen


async def test_a_recipient_cannot_vote_for_it_and_a_reviewer_can(chat: Chat) -> None:
    await both(chat, "ana", "token send @fay 100")
    await opened(chat, "ana", PAIR)
    assert "✗" in await ask(chat, "cy", "vote cast 1 for")
    await cast(chat, 1, cy="against", fay="for")


async def test_the_whole_sum_is_in_escrow_and_each_milestone_is_paid_in_equal_parts(chat: Chat) -> None:
    await granted(chat, PAIR)
    assert await escrow(chat) == 401 * UNIT
    shown = await show(chat, 1)
    assert "Grants: 401 LEAF to cy and eve in equal parts" in shown
    assert "Pays: cy 150.5 LEAF and eve 150.5 LEAF" in await approved(chat, 2)
    shown = await paid(chat, 1, "ana", "ben")
    assert "Milestone 2, Well, is paid: 301 LEAF." in shown
    assert "Progress: 1 of 2 milestones; 301 of 401 LEAF paid" in shown
    assert await escrow(chat) == 100 * UNIT
    await approved(chat, 1)
    assert "the grant is done" in await paid(chat, 2, "ana", "ben")
    assert (await escrow(chat), await holds(chat, "eve")) == (0, 200_500_000)
    assert "✗ Grant #1 is done" in await ask(chat, "eve", "grant submit 1 1 Again")
    assert "✗ Grant #1 is done already" in await ask(chat, "ana", "grant stop 1 Enough")
    assert "✗ Payout #2 is paid already" in await ask(chat, "cy", "treasury approve 2")
    assert "#1 cy and eve  401 of 401 LEAF" in await ask(chat, "dee", "grant list")
    await sound(chat)


async def test_who_submits_and_who_reviews(chat: Chat) -> None:
    await granted(chat)
    assert "✗ Milestone 1 of grant #1 is not submitted" in await ask(chat, "fay", "grant approve 1 1")
    for text, said in (
        ("submit 1 3 x", "Grant #1 has no milestone 3"),
        ("submit 1 9223372036854775807 x", "Grant #1 has no milestone"),
        ("submit 2 1 x", "There is no grant #2"),
        ("approve 1 1", "You are paid by this grant"),
        ("return 1 1 x", "You are paid by this grant"),
    ):
        assert f"✗ {said}" in await ask(chat, "eve", f"grant {text}"), text
    assert "✗ Only those whom a grant pays" in await ask(chat, "fay", "grant submit 1 1 x")
    await ask(chat, "eve", "grant submit 1 1 Here")
    assert "✗ Milestone 1 of grant #1 is submitted already" in await ask(chat, "eve", "grant submit 1 1 x")
    assert "✗ Only the reviewers" in await ask(chat, "dee", "grant approve 1 1")
    assert "✗ Its reviewers come first" in await ask(chat, "ana", "grant return 1 1 x")
    await both(chat, "fay", "grant approve 1 1")
    assert "✗ Milestone 1 of grant #1 is approved already" in await ask(chat, "fay", "grant approve 1 1")
    assert await escrow(chat) == 401 * UNIT, "approving asks the treasurers, and pays nothing"


async def test_what_waits_is_told_to_each(chat: Chat) -> None:
    await granted(chat)
    assert "Yours to reach in grant #1: 1 Plan and 2 Well. `grant submit 1 1`" in await ask(chat, "eve", "me")
    await ask(chat, "eve", "grant submit 1 1 Here")
    assert "Milestone 1 of grant #1, Plan, waits for your review" in await ask(chat, "fay", "me")
    assert "waits for your review" not in await ask(chat, "ana", "me")
    shown = await ask(chat, "fay", "grant return 1 1 Where?")
    assert "fay returns milestone 1, Plan: Where?" in shown
    assert "✉ eve" in shown
    assert "open again: Where?" in await ask(chat, "eve", "grant show 1")
    assert "waits for your review" not in await ask(chat, "fay", "me")


async def test_after_fourteen_silent_days_any_treasurer_reviews(chat: Chat) -> None:
    await granted(chat)
    await ask(chat, "eve", "grant submit 1 1 Here")
    await ask(chat, "eve", "wait 335h59m")
    assert "✗ Its reviewers come first" in await ask(chat, "ana", "grant approve 1 1")
    shown = await ask(chat, "eve", "wait 1m")
    assert "Nobody has reviewed milestone 1 for 14 days: now any treasurer may." in shown
    assert all(f"✉ {who}" in shown for who in ("ana", "ben", "cy", "fay"))
    assert "Milestone 1 of grant #1, Plan, waits for your review" in await ask(chat, "ana", "me")
    assert "✗ Only the reviewers" in await ask(chat, "dee", "grant approve 1 1")
    assert "payout #1 waits for the treasurers" in await both(chat, "ana", "grant approve 1 1")


async def test_a_treasurer_who_is_paid_never_reviews_even_if_nobody_else_does(chat: Chat) -> None:
    await granted(chat, PAIR)
    await ask(chat, "eve", "grant submit 1 1 Here")
    await ask(chat, "eve", "wait 15d")
    assert "✗ You are paid by this grant" in await ask(chat, "cy", "grant approve 1 1")


async def test_reviewers_who_have_left_give_way_to_treasurers_at_once(chat: Chat) -> None:
    await granted(chat)
    await both(chat, "fay", "privacy forget")
    assert "nobody named is here, so any treasurer reviews" in await ask(chat, "eve", "grant show 1")
    await approved(chat, 1, "ben")


async def test_a_payout_that_is_refused_or_forsaken_leaves_the_milestone_open(chat: Chat) -> None:
    await granted(chat)
    await approved(chat, 1)
    await both(chat, "ana", "treasury refuse 1 Not yet.")
    shown = await both(chat, "ben", "treasury refuse 1 Not yet.")
    assert "has ended: 2 treasurers refused, so 2 of 3 can no longer approve. So it is open again." in shown
    assert "open again; payout #1: 2 treasurers refused" in await ask(chat, "eve", "grant show 1")
    await approved(chat, 1)
    shown = await ask(chat, "eve", "wait 31d")
    assert (
        "Payout #2 was not touched for 30 days, after two reminders: 100 LEAF stays with its grant." in shown
    )
    assert "it was not touched for 30 days. So it is open again." in shown
    await approved(chat, 1)
    await paid(chat, 3, "ana", "ben")
    assert (await escrow(chat), await holds(chat, "eve")) == (301 * UNIT, 100 * UNIT)
    await sound(chat)


async def test_a_stop_is_ordinary_whatever_was_spent_and_returns_the_rest(chat: Chat) -> None:
    await granted(chat)
    await approved(chat, 1)
    await both(chat, "ben", "proposal spend @dee 900 Much.")
    seen = await both(chat, "ana", "grant stop 1 The well is dry.")
    assert "Kind: spend, ordinary" in seen
    assert "Stops: grant #1 of eve, of which 401 LEAF are not paid" in seen
    await reach(chat, 3, SECOND)
    await cast(chat, 3, **EVERYBODY)
    shown = await ask(chat, "eve", "wait 49h")
    assert "Grant #1 is stopped: 301 LEAF went back to the treasury. What an open payout waits for" in shown
    assert await escrow(chat) == 100 * UNIT
    assert "✗ Grant #1 is stopped" in await ask(chat, "eve", "grant submit 1 2 x")
    await paid(chat, 1, "ana", "ben")
    assert (await escrow(chat), await holds(chat, "eve")) == (0, 100 * UNIT)
    await sound(chat)


async def test_recipient_and_reviewer_cannot_be_linked_while_it_is_open(chat: Chat) -> None:
    await granted(chat)
    shown = await ask(chat, "eve", f"link enter {await code(chat, 'fay')}")
    assert "different sides of grant #1 (recipient and reviewer)" in shown
    await ask(chat, "eve", "grant submit 1 1 Here")
    await ask(chat, "eve", "wait 15d")
    await both(chat, "ana", "grant approve 1 1")
    shown = await ask(chat, "eve", f"link enter {await code(chat, 'ana')}")
    assert "grant #1 (recipient and reviewer)" in shown, "who has approved what is not paid"


async def test_who_was_joined_since_is_followed_and_the_reviewer_is_checked_again(chat: Chat) -> None:
    number = await passed(chat, "ana", 'grant propose @eve "Plan: 3000" @fay x', **EVERYBODY)
    await ask(chat, "eve", f"link enter {await code(chat, 'fay')}")
    await ask(chat, "eve", "1")
    await ask(chat, "fay", "1")
    assert "Nobody reviews their own grant" in await reach(chat, number)
    assert await state(chat, number) == "queued"


async def test_a_recipient_who_is_joined_goes_on_under_the_other_name(chat: Chat) -> None:
    await granted(chat)
    await ask(chat, "eve", f"link enter {await code(chat, 'dee')}")
    await ask(chat, "eve", "1")
    shown = await ask(chat, "dee", "1")
    assert "Recipients: dee" in shown
    await ask(chat, "dee", "grant submit 1 1 Here")
    await both(chat, "fay", "grant approve 1 1")
    await paid(chat, 1, "ana", "ben")
    assert await holds(chat, "dee") == await holds(chat, "eve") == 1100 * UNIT
    await sound(chat)


async def test_two_recipients_who_turn_out_to_be_one_still_have_two_parts(chat: Chat) -> None:
    await granted(chat, 'grant propose @eve @hal @cy "Plan: 90; Well: 301" @fay We are dry.')
    shown = await link(chat, "eve", "hal")
    assert "Recipients: hal and cy, in equal parts" in shown
    await ask(chat, "hal", "wait 25h")
    await ask(chat, "hal", "grant submit 1 1 Here")
    await both(chat, "fay", "grant approve 1 1")
    before = await holds(chat, "hal"), await holds(chat, "cy")
    await paid(chat, 1, "ana", "ben")
    assert (await holds(chat, "hal"), await holds(chat, "cy")) == (
        before[0] + 60 * UNIT,
        before[1] + 30 * UNIT,
    )
    await sound(chat)


async def test_the_last_recipient_leaves_and_all_that_is_not_paid_returns(chat: Chat) -> None:
    await granted(chat)
    await both(chat, "eve", "privacy forget")
    async with looking(chat) as look:
        one = await grants.get(look, 1)
    assert (one.state, one.returned, await escrow(chat)) == ("stopped", 401 * UNIT, 0)
    shown = await ask(chat, "ana", "grant show 1")
    assert "nothing; the rest was stopped because nobody is left to be paid" in shown
    assert "eve" not in shown
    await sound(chat)


async def test_texts_of_a_grant_are_erased_with_who_wrote_them(chat: Chat) -> None:
    await granted(chat)
    await ask(chat, "eve", "grant submit 1 1 In the drawer of the shed")
    await ask(chat, "fay", "grant return 1 1 Which of the drawers?")
    for who in ("eve", "fay"):
        await both(chat, who, "privacy forget")
    async with looking(chat) as look:
        last = (await grants.submissions(look, 1))[1]
        assert (last.evidence, last.reason) == ("", "")
    assert "drawer" not in await ask(chat, "ana", "grant show 1")


async def test_nobody_approves_while_a_link_of_theirs_is_fresh(chat: Chat) -> None:
    await granted(chat)
    await ask(chat, "eve", "grant submit 1 1 Here")
    await ask(chat, "hal", f"link enter {await code(chat, 'fay')}")
    await ask(chat, "hal", "1")
    await ask(chat, "fay", "1")
    assert "✗ Two of your accounts were linked lately" in await ask(chat, "fay", "grant approve 1 1")


async def test_an_imported_name_reviews_nothing(chat: Chat) -> None:
    async def work(change: Change) -> None:
        await members.admit(change, members.IMPORTED, members.key("Old Ann"), "OldAnn")

    await chat.app.store.act(COMMUNITY, work)
    shown = await ask(chat, "ana", 'grant propose @eve "Plan: 100" @OldAnn x')
    assert "needs somebody who is here to review" in shown
