"""Attacks on bounties: being paid for one's own, judging one's own, and taking what others should have (RULES 6)."""

from __future__ import annotations

from typing import Any

from tests.chat import Chat
from tests.cogs.attacks import attack, does, nothing
from tests.cogs.garden import ask
from tests.cogs.test_bounties import FENCE, SCRIPT, UNIT
from tests.cogs.test_link import code, holds, link

LARGE = FENCE.replace("40", "60")


async def nobody(*given: Any) -> None:
    """No link is fresh."""


async def none(*given: Any) -> list[Any]:
    """No bounty has sides."""
    return []


async def moderated(chat: Chat) -> None:
    await ask(chat, "ana", "moderators ben cy")


async def paid(chat: Chat, who: str) -> bool:
    """Whether somebody has got something a day later."""
    before = await holds(chat, who)
    await ask(chat, "ana", "wait 24h")
    return await holds(chat, who) > before


@attack("rules.bounties.may_claim", nothing, SCRIPT)
async def doing_ones_own_bounty(chat: Chat) -> bool:
    await moderated(chat)
    await does(chat, "ben", FENCE)
    await ask(chat, "ben", "bounty claim 1")
    await ask(chat, "ben", "bounty submit 1 Done.")
    await does(chat, "cy", "bounty approve 1")
    return await paid(chat, "ben")


@attack("rules.bounties.may_claim", nothing, SCRIPT)
async def doing_what_one_is_to_review_and_another_reviewer_lets_pass(chat: Chat) -> bool:
    await moderated(chat)
    await does(chat, "ben", FENCE + " reviewers=@cy,@dee")
    await ask(chat, "cy", "bounty claim 1")
    await ask(chat, "cy", "bounty submit 1 Done.")
    await does(chat, "dee", "bounty approve 1")
    return await paid(chat, "cy")


@attack("rules.bounties.may_claim", nothing, SCRIPT)
async def claiming_everything_so_that_nobody_else_can(chat: Chat) -> bool:
    await moderated(chat)
    for _ in range(3):
        await does(chat, "ben", FENCE)
    return all([await does(chat, "eve", f"bounty claim {number}") for number in (1, 2, 3)])


@attack("rules.bounties.may_judge", nothing, SCRIPT)
async def approving_what_one_has_done(chat: Chat) -> bool:
    await moderated(chat)
    await does(chat, "ben", FENCE)
    await ask(chat, "cy", "bounty claim 1")
    await ask(chat, "cy", "bounty submit 1 Done.")
    await does(chat, "cy", "bounty approve 1")
    return await paid(chat, "cy")


@attack("rules.bounties.may_judge", nothing, SCRIPT)
async def posting_and_approving_a_large_one_alone(chat: Chat) -> bool:
    await moderated(chat)
    await does(chat, "ben", LARGE)
    await ask(chat, "eve", "bounty claim 1")
    await ask(chat, "eve", "bounty submit 1 Done.")
    return await does(chat, "ben", "bounty approve 1")


@attack("rules.bounties.may_cancel", nothing, SCRIPT)
async def taking_the_money_back_once_the_work_is_done(chat: Chat) -> bool:
    await moderated(chat)
    await does(chat, "dee", 'bounty post 5 "Water the beds" Each evening.')
    await ask(chat, "eve", "bounty claim 1")
    await ask(chat, "eve", "bounty submit 1 Done.")
    return await does(chat, "dee", "bounty cancel 1")


@attack("storage.links.quarantined", nobody, SCRIPT)
async def being_paid_through_a_fresh_link_with_somebody_elses_account(chat: Chat) -> bool:
    await moderated(chat)
    await does(chat, "ben", FENCE)
    await ask(chat, "eve", "bounty claim 1")
    await ask(chat, "eve", "bounty submit 1 Done.")
    await does(chat, "cy", "bounty approve 1")
    await ask(chat, "ana", "wait 1h")
    await link(chat, "ana", "eve")
    await ask(chat, "ben", "wait 23h")
    return await holds(chat, "ana") > 1000 * UNIT


@attack("cogs.matters._bounties", none, SCRIPT)
async def being_claimant_and_reviewer_by_a_second_account(chat: Chat) -> bool:
    await moderated(chat)
    await does(chat, "ben", FENCE + " reviewers=@dee")
    await ask(chat, "eve", "bounty claim 1")
    await ask(chat, "eve", "bounty submit 1 Done.")
    await does(chat, "dee", "bounty approve 1")
    return "Are these two you?" in await ask(chat, "dee", f"link enter {await code(chat, 'eve')}")
