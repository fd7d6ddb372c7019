"""Attacks on money that waits for milestones: who says that one is reached, who reviews, what is paid (RULES 5)."""

from __future__ import annotations

from typing import Any

from rules.linking import Matter
from rules.split import largest_remainder
from storage import ledger
from tests.chat import Chat
from tests.cogs.attacks import attack, does, nothing
from tests.cogs.garden import ask, looking
from tests.cogs.test_link import holds, link
from tests.cogs.test_proposal_guards import UNIT, move, passed, state
from tests.cogs.test_proposals import reach

WELL = 'grant propose @eve "Plan: 100; Well: 301" @fay We are dry.'
PAIR = 'grant propose @eve @cy "Plan: 100; Well: 301" @fay We are dry.'


async def granted(chat: Chat, text: str = WELL) -> None:
    await move(chat, 10_000)
    number = await passed(chat, "ana", text, ana="for", ben="for", dee="for")
    if await state(chat, number) != "executed":
        await reach(chat, number)


@attack("rules.grants.apart", nothing)
async def a_reviewer_who_is_paid(chat: Chat) -> bool:
    await move(chat, 10_000)
    return await does(chat, "ana", 'grant propose @eve "Plan: 100" @eve She knows best.')


@attack("rules.grants.may_review", nothing)
async def a_recipient_approves_what_was_submitted(chat: Chat) -> bool:
    await granted(chat)
    await does(chat, "eve", "grant submit 1 1 Believe me.")
    return await does(chat, "eve", "grant approve 1 1")


@attack("rules.grants.may_submit", nothing)
async def a_reviewer_submits_what_they_review(chat: Chat) -> bool:
    await granted(chat)
    await does(chat, "fay", "grant submit 1 1 Somebody did it.")
    return await does(chat, "fay", "grant approve 1 1")


@attack("rules.grants.silent", lambda since, now: True)
async def a_treasurer_does_not_wait_for_the_reviewers(chat: Chat) -> bool:
    await granted(chat)
    await does(chat, "eve", "grant submit 1 1 Here")
    return await does(chat, "ana", "grant approve 1 1")


async def sideless(*given: Any) -> Matter:
    """A grant in which nobody stands on a side."""
    return Matter("a grant", {})


@attack("cogs.matters.grant", sideless)
async def two_accounts_of_one_human_are_paid_and_review(chat: Chat) -> bool:
    await granted(chat)
    return "one member now" in await link(chat, "fay", "eve")


@attack("rules.grants.whole", lambda payload: payload["amount"] // len(payload["milestones"]))
async def a_large_spend_cut_up_into_milestones(chat: Chat) -> bool:
    await move(chat, 10_000)
    seen = await ask(chat, "ana", 'grant propose @eve "One: 900; Two: 900; Three: 900" @fay Much.')
    return "Kind: spend, ordinary" in seen


@attack("rules.grants.dues", lambda amount, to, paid: largest_remainder(amount, dict.fromkeys(to, 1)))
async def a_milestone_paid_twice_after_its_payout_was_refused_half_way(chat: Chat) -> bool:
    """ana and cy approve, which is enough for eve's part and not for that of cy; then ana and ben refuse the rest."""
    await granted(chat, PAIR)
    for turn in (1, 2):
        await does(chat, "eve", "grant submit 1 1 Here")
        await does(chat, "fay", "grant approve 1 1")
        for who in ("ana", "cy") if turn == 1 else ("ana", "ben"):
            await does(chat, who, f"treasury approve {turn}")
        for who in ("ana", "ben") if turn == 1 else ():
            await does(chat, who, f"treasury refuse {turn} Not so fast.")
    async with looking(chat) as look:
        left = await ledger.balance_of(look, "escrow:grant:1", "LEAF")
    assert await holds(chat, "eve") >= 50 * UNIT
    return left < 301 * UNIT
