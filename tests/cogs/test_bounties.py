"""Bounties through chat: who may, what is refused, what others see, what treasurers, linked and forgotten members bring."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from rules.bounties import APPROVED, CANCELLED, CLAIMED, OPEN, PAID
from storage import audit, bounties, freezing, ledger, members, outbox, own_data, runs
from storage.bounties import Bounty
from tests.chat import Chat
from tests.cogs.garden import ask, looking, played
from tests.cogs.test_link import code, holds, link

UNIT = 10**6
SCRIPT = """ana> people ana ben cy dee eve
ana> setup "small circle" name=Garden token=LEAF rewards=0 founders=@ana,@ben,@dee treasurers=@ana,@dee
ana> role accept
ben> role accept
dee> role accept
ana> setup finish
ana> 1
ana> setup budget bounties 1000
ana> 1
cy> contribution log Came by
eve> contribution log Came by, too
"""
FENCE = 'bounty post 40 "Mend the fence" Along the whole road. budget=1'


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, SCRIPT) as chat:
        await ask(chat, "ana", "moderators ben cy")
        yield chat


async def sure(chat: Chat, who: str, text: str) -> str:
    """A command and its confirmation; what was shown in the end."""
    preview = await ask(chat, who, text)
    assert "[1] Confirm" in preview, preview
    shown = await ask(chat, who, "1")
    assert "✗" not in shown, shown
    return shown


async def get(chat: Chat, number: int = 1) -> Bounty:
    async with looking(chat) as look:
        assert await audit.verify(look) == ""
        return await bounties.get(look, number)


async def approved(
    chat: Chat, text: str = FENCE, *, by: str = "ben", judge: str = "cy", pays: str = ""
) -> int:
    """A bounty that eve has done and somebody has approved."""
    await sure(chat, by, text)
    async with looking(chat) as look:
        number = max(one.id for one in await bounties.every(look))
    await ask(chat, "eve", f"bounty claim {number}")
    await ask(chat, "eve", f"bounty submit {number} It stands again.")
    await sure(chat, judge, f"bounty approve {number} {pays}".strip())
    return number


async def treasury(chat: Chat, asset: str = "LEAF") -> dict[str, int]:
    async with looking(chat) as look:
        there = await ledger.accounts(look)
    return {account: amount for (account, of), amount in there.items() if of == asset}


REFUSED = [
    ("eve", FENCE, "Only a moderator posts bounties from a budget"),
    ("ben", FENCE.replace("budget=1", "budget=7"), "Budget #7 is not for bounties"),
    ("ben", FENCE.replace("40", "1000.000001"), "Budget #1 has 1,000 LEAF left for bounties; offer at most that."),
    ("ben", FENCE.replace("40", "51") + " reviewers=@ben", "So large a bounty is not reviewed by whoever posts it"),
    ("eve", 'bounty post 1 "Mend it" Soon.', "You hold 0 LEAF; offer at most that, or name a budget."),
    ("ben", FENCE + " claim=23h", "A claim lasts between 1 day and 180 days."),
    ("ben", FENCE + " deadline=2026-11-01", "The deadline is over already; name a later day."),
    ("ben", 'bounty post 5 "x" Soon.', "A title has 4 to 120 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "text", "said"), REFUSED)
async def test_what_is_not_posted(chat: Chat, who: str, text: str, said: str) -> None:
    assert f"✗ {said}" in await ask(chat, who, text)
    async with looking(chat) as look:
        assert await bounties.every(look) == []


async def test_a_community_without_transfers_pays_from_budgets_only(chat: Chat) -> None:
    await sure(chat, "ana", "setup parameter transfers no")
    no = await ask(chat, "dee", 'bounty post 5 "Mend it" Soon.')
    assert "✗ This community does not let members give each other its token; name a budget." in no


async def test_the_board_is_pinned_with_the_second_and_stays_current(chat: Chat) -> None:
    assert "📌" not in await sure(chat, "ben", FENCE)
    shown = await sure(chat, "dee", 'bounty post 5 "Water the beds" Each evening. deadline=2026-11-20')
    assert "📌" in shown
    assert "- #2 Water the beds: 5 LEAF; open until 21 Nov 2026, 00:00 UTC" in shown
    shown = await ask(chat, "eve", "bounty claim 1")
    assert "- #1 Mend the fence: 40 LEAF; claimed by eve until 16 Nov 2026, 09:00 UTC" in shown
    await sure(chat, "dee", "bounty cancel 2")
    await ask(chat, "eve", "bounty submit 1 Done.")
    await sure(chat, "cy", "bounty approve 1")
    shown = await ask(chat, "ana", "wait 1d")
    assert "No bounty is under way" in shown


async def test_who_wants_notes_about_bounties_gets_them(chat: Chat) -> None:
    await ask(chat, "eve", "notify on bounties")
    shown = await sure(chat, "ben", FENCE + " reviewers=@cy")
    assert "✉ eve\n  New bounty #1 (Mend the fence), pays 40 LEAF: `bounty show 1`." in shown
    assert "✉ cy\n  ben names you as reviewer" in shown
    assert "✉ dee" not in shown


async def test_me_shows_claims_and_reviews(chat: Chat) -> None:
    await sure(chat, "ben", FENCE + " reviewers=@dee")
    await ask(chat, "eve", "bounty claim 1")
    assert "- You have until 16 Nov 2026, 09:00 UTC for bounty #1" in await ask(chat, "eve", "me")
    assert "bounty" not in await ask(chat, "dee", "me")
    await ask(chat, "eve", "bounty submit 1 Done.")
    assert "- Your word is asked on bounty #1 (Mend the fence): `bounty approve 1`" in await ask(
        chat, "dee", "me"
    )
    assert "bounty" not in await ask(chat, "eve", "me")


async def test_lists_are_filtered_by_state_amount_and_person(chat: Chat) -> None:
    await approved(chat)
    await sure(chat, "dee", 'bounty post 5 "Water the beds" Each evening.')
    await sure(chat, "ben", FENCE.replace("fence", "roof"))
    await ask(chat, "cy", "bounty claim 3")

    async def listed(who: str, tail: str) -> set[int]:
        shown = await ask(chat, who, f"bounty list {tail}")
        return {int(line[3:].split()[0]) for line in shown.splitlines() if line.startswith("- #")}

    assert await listed("eve", "") == {1, 2, 3}
    assert await listed("eve", "open") == {2}
    assert await listed("eve", "claimed") == {3}
    assert await listed("eve", "approved") == {1}
    assert await listed("eve", "every 40 LEAF") == {1, 3}
    assert await listed("eve", "mine") == {1}
    assert await listed("cy", "mine") == {1, 3}
    assert await listed("cy", "claimed 40 mine") == {3}
    assert "There is no such bounty" in await ask(chat, "eve", "bounty list paid")


async def test_what_a_budget_paid_for_is_in_the_digest_and_what_a_member_paid_for_is_not(chat: Chat) -> None:
    await approved(chat)
    await approved(chat, 'bounty post 5 "Water the beds" Each evening.', by="dee", judge="dee")
    await ask(chat, "ana", "wait 1d")
    assert await holds(chat, "eve") == 45 * UNIT
    async with looking(chat) as look:
        digest = await freezing.gathered(look, await runs.this_month(look))
        eve, ben, cy = [(await members.named(look, name)).id for name in ("eve", "ben", "cy")]
    done = [work for work in digest["works"] if work["kind"] == "bounty"]
    assert [(one["by"], one["for"], one["attested"]) for one in done] == [(ben, [eve], [cy])]
    assert "🎯 ben → eve: Mend the fence" in await ask(chat, "ana", "contribution list")
    number = done[0]["id"]
    for word in ("withdraw {}", "edit {} Nothing"):
        no = await ask(chat, "ben", f"contribution {word.format(number)}")
        assert "is a bounty that was approved and paid" in no
    assert "✗ You posted this bounty" in await ask(chat, "ben", f"contribution attest {number}")


async def test_treasurers_hear_of_two_who_do_much_together(chat: Chat) -> None:
    for pays in ("10", "10", "10", "10", "60"):
        await approved(chat, FENCE.replace("40", pays))
        await ask(chat, "ana", "wait 1m")
    shown = await ask(chat, "ana", "wait 1d")
    assert shown.count("The last, ") == 1, "the first three are nothing"
    assert "cy has approved 4 bounties of eve in one month. The last, bounty #4" in shown
    assert "Note: cy has approved 5 bounties of eve in one month." in shown


async def test_a_reviewer_who_is_silent_gives_way_to_a_moderator(chat: Chat) -> None:
    await sure(chat, "ben", FENCE + " reviewers=@dee")
    await ask(chat, "eve", "bounty claim 1")
    await ask(chat, "eve", "bounty submit 1 Done.")
    assert "✗ Bounty #1 is judged by the reviewers named" in await ask(chat, "cy", "bounty approve 1")
    shown = await ask(chat, "ana", "wait 7d")
    assert "Bounty #1 (Mend the fence) was not judged for 7 days: dee or a moderator can do it" in shown
    await sure(chat, "cy", "bounty approve 1")
    assert (await get(chat)).state == APPROVED


async def test_a_deadline_is_announced_a_day_before_and_gives_the_money_back(chat: Chat) -> None:
    await sure(chat, "dee", 'bounty post 5 "Water the beds" Each evening. deadline=2026-11-05')
    shown = await ask(chat, "ana", "wait 63h")
    assert "It can be claimed and handed in until 6 Nov 2026, 00:00 UTC." in shown
    await ask(chat, "eve", "bounty claim 1")
    shown = await ask(chat, "ana", "wait 24h")
    assert "The claim of eve has lapsed; its deadline is over, and 5 LEAF went back to dee." in shown
    assert await holds(chat, "dee") == 1000 * UNIT
    await sure(chat, "dee", 'bounty post 5 "Water the beds" Each evening. deadline=2026-11-08')
    assert "Its deadline is over, and 5 LEAF went back to dee." in await ask(chat, "ana", "wait 3d")
    assert "✗ Bounty #2 is cancelled" in await ask(chat, "eve", "bounty claim 2")


async def test_a_claim_is_dropped_and_work_corrected_before_it_is_judged(chat: Chat) -> None:
    await sure(chat, "ben", FENCE)
    await ask(chat, "eve", "bounty claim 1")
    assert "eve gives it back; others can claim it. No time." in await ask(
        chat, "eve", "bounty drop 1 No time."
    )
    await ask(chat, "dee", "bounty claim 1")
    await ask(chat, "dee", "bounty submit 1 Half of it.")
    until = (await get(chat)).until
    await ask(chat, "ana", "wait 1h")
    shown = await ask(chat, "dee", "bounty submit 1 All of it.")
    assert "dee hands it in once more: All of it." in shown
    assert "Handed in: All of it." in shown
    assert (await get(chat)).until == until, "the reviewers' time is not prolonged"
    assert "✗ Only who has claimed bounty #1 can drop it." in await ask(chat, "eve", "bounty drop 1")


async def test_whoever_objects_is_on_the_payout_s_card_and_paid_work_stays_objected(chat: Chat) -> None:
    await approved(chat)
    shown = await sure(chat, "dee", "bounty object 1 It leans.")
    assert "Objection: It leans. (dee)" in shown
    assert "Needs 2 more approvals (ana and dee)" in shown
    assert "✗ Bounty #1 is disputed already" in await ask(chat, "ben", "bounty object 1 Me, too.")
    await sure(chat, "ana", "treasury approve 1")
    shown = await sure(chat, "dee", "treasury approve 1")
    assert "State: paid: 40 LEAF to eve" in shown
    assert await holds(chat, "eve") == 40 * UNIT


async def test_a_large_one_is_not_decided_by_who_did_it(chat: Chat) -> None:
    await sure(chat, "ben", FENCE.replace("40", "60"))
    await ask(chat, "dee", "bounty claim 1")
    await ask(chat, "dee", "bounty submit 1 Done.")
    await sure(chat, "cy", "bounty approve 1")
    shown = await ask(chat, "ana", "wait 1d")
    assert "Needs 1 more approval (ana)" in shown
    assert "✗ Payout #1 would go to you" in await ask(chat, "dee", "treasury approve 1")
    assert "✗ Payout #1 would go to you" in await ask(chat, "dee", "treasury refuse 1 No.")
    assert "60 LEAF paid to dee." in await sure(chat, "ana", "treasury approve 1")
    assert (await get(chat)).state == PAID


async def test_a_payout_that_nobody_touches_gives_the_money_back(chat: Chat) -> None:
    await approved(chat, FENCE.replace("40", "60"))
    await ask(chat, "ana", "wait 1d")
    shown = await ask(chat, "ana", "wait 30d")
    assert "Payout #1 was not touched in time: 60 LEAF went back to budget #1." in shown
    assert (await get(chat)).state == CANCELLED


async def test_external_money_is_offered_like_the_token(chat: Chat) -> None:
    await ask(chat, "ana", "setup asset USDC 2")
    await ask(chat, "ana", "treasury deposit 90 USDC revenue an invoice")
    await sure(chat, "dee", "treasury confirm 1")
    await sure(chat, "ana", "setup budget bounties 20 USDC")
    number = await approved(chat, FENCE.replace("40", "1 USDC").replace("budget=1", "budget=2"))
    assert "✗ Bounty #1 is approved" in await ask(chat, "cy", "bounty approve 1 5 USDC")
    await ask(chat, "ana", "wait 1d")
    assert (await get(chat, number)).state == PAID
    there = await treasury(chat, "USDC")
    assert there.pop("external") == -90 * 100
    assert not [account for account in there if account.startswith("escrow")]
    assert sum(there.values()) == 90 * 100


async def test_a_part_is_named_in_what_the_bounty_pays(chat: Chat) -> None:
    await ask(chat, "ana", "setup asset USDC 2")
    await sure(chat, "ben", FENCE)
    await ask(chat, "eve", "bounty claim 1")
    await ask(chat, "eve", "bounty submit 1 Done.")
    assert "✗ Bounty #1 pays LEAF, not USDC." in await ask(chat, "cy", "bounty approve 1 5 USDC")
    assert "✗ Approve at most what the bounty pays" in await ask(chat, "cy", "bounty approve 1 40.1")


async def test_escrow_is_told_in_the_balance_and_the_cap_table(chat: Chat) -> None:
    assert "In escrow" not in await ask(chat, "ana", "treasury balance")
    await sure(chat, "ben", FENCE)
    assert "In escrow: 40 LEAF" in await ask(chat, "ana", "treasury balance")
    assert "In escrow: 40 LEAF" in await ask(chat, "ana", "token holders")
    assert "in escrow" in await ask(chat, "ana", "token supply")


async def test_an_outage_gives_the_claimant_the_time_back(chat: Chat) -> None:
    await sure(chat, "ben", FENCE + " claim=2d")
    await ask(chat, "eve", "bounty claim 1")
    start = chat.app.clock()
    assert (await get(chat)).until == start + timedelta(hours=48)
    await chat.app.schedule.back(start + timedelta(hours=40), start + timedelta(hours=50))
    assert (await get(chat)).until == start + timedelta(hours=74), "24 hours after the return"
    await ask(chat, "ana", "wait 73h")
    assert (await get(chat)).state == CLAIMED
    assert "The claim of eve has lapsed" in await ask(chat, "ana", "wait 1h")


async def test_a_text_is_hidden_and_shown_again(chat: Chat) -> None:
    await sure(chat, "ben", FENCE)
    shown = await ask(chat, "cy", "moderate hide 1 It is rude. of=bounty")
    assert "Hidden by cy: It is rude." in shown
    assert "Along the whole road" not in await ask(chat, "eve", "bounty show 1")
    assert "(hidden by a moderator)" in await ask(chat, "eve", "bounty list")
    assert "✗ Bounty #1 is hidden already." in await ask(chat, "ben", "moderate hide 1 x of=bounty")
    assert "✗ You hid it yourself" in await ask(chat, "cy", "moderate unhide 1 x of=bounty")
    assert "Along the whole road" in await ask(chat, "ben", "moderate unhide 1 It is not. of=bounty")


@pytest.mark.parametrize(("one", "other"), [("eve", "ben"), ("eve", "dee"), ("eve", "cy")])
async def test_a_claimant_is_not_linked_with_poster_reviewer_or_approver(
    chat: Chat, one: str, other: str
) -> None:
    await sure(chat, "ben", FENCE + " reviewers=@dee,@cy")
    await ask(chat, "eve", "bounty claim 1")
    await ask(chat, "eve", "bounty submit 1 Done.")
    await sure(chat, "cy", "bounty approve 1")
    shown = await ask(chat, other, f"link enter {await code(chat, one)}")
    assert "different sides of bounty #1 (claimant and poster or reviewer)" in shown


async def test_linked_members_keep_claims_and_what_was_earned_waits_a_day(chat: Chat) -> None:
    await approved(chat)
    await sure(chat, "ben", FENCE)
    await ask(chat, "eve", "bounty claim 2")
    await ask(chat, "ana", "wait 12h")
    await link(chat, "ana", "eve")
    assert "claimed by ana" in await ask(chat, "ben", "bounty show 2")
    assert "✗ Two of your accounts were linked lately" in await ask(
        chat, "ana", 'bounty post 5 "Dig it" Deep.'
    )
    await ask(chat, "ben", "wait 12h")
    assert (await get(chat)).state == APPROVED
    await ask(chat, "ben", "wait 12h")
    assert (await get(chat)).state == PAID
    assert await holds(chat, "ana") == 1040 * UNIT


async def test_who_leaves_holds_no_claim_and_their_words_are_erased(chat: Chat) -> None:
    await sure(chat, "dee", 'bounty post 5 "Water the beds" Each evening in July.')
    await sure(chat, "dee", 'bounty post 7 "Paint the shed" Green, and twice.')
    await sure(chat, "ben", FENCE + " reviewers=@dee")
    await ask(chat, "eve", "bounty claim 2")
    await ask(chat, "dee", "bounty claim 3")
    preview = await ask(chat, "dee", "privacy forget @ana")
    assert "Tokens: 993 LEAF to ana" in preview
    assert "Bounties: #1 ended, and the money went back" in preview
    await ask(chat, "dee", "1")
    first, second, third = [await get(chat, number) for number in (1, 2, 3)]
    assert (first.state, second.state, third.state) == (CANCELLED, CLAIMED, OPEN)
    assert (first.title, second.text, third.reviewers) == ("", "", frozenset())
    async with looking(chat) as look:
        cards = [str(await outbox.latest(look, f"bounty/{number}")) for number in (1, 2, 3)]
    words = re.compile(r"\bdee\b|Green, and twice|each evening")  # a hash may hold "dee", too
    assert not [card for card in cards if words.search(card)]
    await ask(chat, "ana", "wait 15d")
    assert (await get(chat, 2)).state == CANCELLED, "its claim lapsed, and nobody is there to judge another"
    await ask(chat, "ana", "wait 2d")
    assert await holds(chat, "ana") == 2000 * UNIT


async def test_a_claimant_who_leaves_lets_others_claim(chat: Chat) -> None:
    await sure(chat, "ben", FENCE)
    await ask(chat, "eve", "bounty claim 1")
    await ask(chat, "eve", "bounty submit 1 Behind the greenhouse door.")
    preview = await ask(chat, "eve", "privacy forget treasury")
    assert "Bounties: #1 can be claimed by others" in preview
    await ask(chat, "eve", "1")
    async with looking(chat) as look:
        assert [one.text for one in await bounties.steps(look, 1)] == [""]
    assert "is yours until" in await ask(chat, "dee", "bounty claim 1")


async def test_an_export_holds_what_was_posted_claimed_and_said(chat: Chat) -> None:
    await approved(chat)
    async with looking(chat) as look:
        eve = await members.named(look, "eve")
        found = (await own_data.of(look, eve.id))["other_records"]
    assert [one["title"] for one in found["bounty"]] == ["Mend the fence"]
    assert [one["text"] for one in found["bounty_step"]] == ["It stands again."]
