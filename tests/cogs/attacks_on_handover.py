"""Attacks on money that leaves: to where it goes, how often, and who knows the address (RULES 1, 5)."""

from __future__ import annotations

from storage import chains, transit
from tests.chat import Chat
from tests.cogs.attacks import attack, does, nothing, nothing_asked
from tests.cogs.garden import ask, looking
from tests.cogs.payees import ANA, BEN, CONTRACT, DEE, H1, STORY, exported, listed, pay, wallet
from tests.cogs.test_link import link


@attack("cogs.chains.not_their_own", nothing, STORY)
async def one_treasurer_sends_everybody_another_coin(chat: Chat) -> bool:
    await does(chat, "cy", f"treasury asset USDC 100 {ANA} 6")
    await does(chat, "cy", "treasury agree 2")
    async with looking(chat) as look:
        return (await chains.coins(look))["USDC"].contract != CONTRACT


@attack("cogs.sending.unused", nothing_asked, STORY)
async def one_transaction_that_pays_for_two_batches(chat: Chat) -> bool:
    await exported(chat)
    await does(chat, "ana", f"treasury sent 1 {H1}")
    await pay(chat, "dee", "5 USDC", number=3)
    await does(chat, "ana", "treasury export")
    await does(chat, "ana", f"treasury sent 2 {H1}")
    async with looking(chat) as look:
        return len({one.batch for one in await transit.with_hash(look, H1)}) > 1


@attack("storage.batches.may_part", nothing, STORY)
async def a_line_that_was_sent_is_exported_again(chat: Chat) -> bool:
    await exported(chat)
    await does(chat, "ana", f"treasury sent 1 {H1} 1")
    await does(chat, "ana", "treasury unexport 1")
    async with looking(chat) as look:
        return any(one.payout == 1 for one in await transit.in_states(look, transit.WAITING))


@attack("storage.links.quarantined", nothing_asked, STORY)
async def who_fished_a_code_is_paid_in_the_same_hour(chat: Chat) -> bool:
    await wallet(chat, "dee", DEE)
    await ask(chat, "dee", "wait 1h")
    await wallet(chat, "eve", BEN)
    await pay(chat, "dee")
    await link(chat, "dee", "eve")
    await does(chat, "ana", "treasury export")
    async with looking(chat) as look:
        return bool(await transit.in_states(look, transit.BATCHED))


@attack("cogs.wallet.may_see", nothing, STORY)
async def a_member_looks_up_where_another_is_paid(chat: Chat) -> bool:
    await wallet(chat, "dee", DEE)
    return DEE in await ask(chat, "eve", "wallet show @dee")


@attack("cogs.returning.went_out", nothing_asked, STORY)
async def more_tokens_come_back_than_ever_left(chat: Chat) -> bool:
    await listed(chat)
    await does(chat, "ana", "treasury deposit 5000 LEAF chain a made up transfer to=@dee")
    await does(chat, "ben", "treasury confirm 3")
    return "5,000 LEAF" in await ask(chat, "dee", "token balance")


@attack("rules.handover.may_miss", nothing, STORY)
async def what_came_long_ago_is_claimed_once_more(chat: Chat) -> bool:
    await exported(chat)
    await does(chat, "ana", f"treasury sent 1 {H1}")
    await ask(chat, "ana", "wait 30d")
    return await does(chat, "dee", "treasury missing 1 It never came.")
