"""Attacks on the way to a vote and on what follows from it: drafts, levels, roles, money, the guardian (RULES 4, 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from cogs import debating, proposals
from rules import levels
from rules.proposals import EDITABLE, VOTING
from storage import badges
from storage import proposals as store
from storage.proposals import Proposal
from storage.store import Change, Look
from storage.wearing import SHOWS
from tests.chat import Chat
from tests.cogs.attacks import attack, does, nothing, nothing_asked
from tests.cogs.garden import ask
from tests.cogs.test_link import holds, link
from tests.cogs.test_proposal_guards import EVERYBODY, THIRTY, UNIT, move, passed, state
from tests.cogs.test_proposals import (
    GROWING,
    OAKS,
    SECOND,
    both,
    cast,
    closed,
    draft,
    get,
    opened,
    reach,
    rule,
    send,
)

NINE = "Nine firs, by the pond."
REMOVED = "proposal role revoke guardian @gus Too much."
rated, within_limit = debating.rated, levels.within_limit


# The way to a vote


async def as_it_went(change: Change, one: Proposal) -> Proposal:
    """An edit changes nothing but the text."""
    return one


@attack("cogs.debating.anew", as_it_went, GROWING)
async def an_edit_in_the_last_second(chat: Chat) -> bool:
    """gus alone could not open the discussion, and nobody has read what the vote is about."""
    for who, amount in (("gus", "30"), ("fay", "10")):
        await send(chat, "ana", who, amount)
    await draft(chat, "gus", OAKS)
    await ask(chat, "fay", "proposal sponsor 1")
    await reach(chat, 1, -SECOND)
    await does(chat, "gus", f"proposal edit 1 {NINE}")
    await ask(chat, "eve", "wait 1s")
    one = await get(chat)
    return (one.state, one.text) == ("voting", NINE)


@attack("rules.proposals.EDITABLE", (*EDITABLE, VOTING))
async def another_text_under_votes_that_were_cast(chat: Chat) -> bool:
    await opened(chat, "ana", OAKS)
    await cast(chat, 1, ben="for")
    await does(chat, "ana", f"proposal edit 1 {NINE}")
    return (await get(chat)).text == NINE


@attack("rules.proposals.holds", lambda tokens, whole, share: True, GROWING)
async def a_vote_opened_with_borrowed_tokens(chat: Chat) -> bool:
    await send(chat, "ana", "eve", "40")
    await draft(chat, "eve", OAKS)
    await send(chat, "eve", "ana", "40")
    await reach(chat, 1)
    return await state(chat) == "voting"


async def one_by_one(look: Look, one: Proposal) -> tuple[int, int]:
    """The power of the author, and that of each sponsor."""
    held = await debating.castable(look, one.kind)
    behind = [one.by, *await store.sponsors(look, one.id)]
    return sum(held.get(who, 0) for who in behind), sum(held.values())


@attack("cogs.debating.backing", one_by_one, GROWING)
async def an_author_sponsors_with_another_account_and_links_it(chat: Chat) -> bool:
    for who, amount in (("gus", "20"), ("fay", "15"), ("eve", "1")):
        await send(chat, "ana", who, amount)
    await draft(chat, "gus", OAKS)
    await ask(chat, "fay", "proposal sponsor 1")
    await link(chat, "gus", "fay")
    await ask(chat, "eve", "proposal sponsor 1")  # 36 votes of 40
    return await state(chat) == "discussion"


@attack("rules.proposals.may_sponsor", nothing)
async def a_flood_of_sponsors(chat: Chat) -> bool:
    await rule(chat, max_open_per_member="1")
    for number, who in enumerate(("eve", "fay", "gus", "hal"), 1):
        await draft(chat, who, f'proposal signal "Idea number {number}" Hear.')
    return all([await does(chat, "ana", f"proposal sponsor {number}") for number in range(1, 5)])


@attack("rules.proposals.may_draft", nothing)
async def a_flood_of_proposals(chat: Chat) -> bool:
    return all(
        [await does(chat, "ana", f'proposal signal "Idea number {number}" Hear.') for number in range(3)]
    )


@attack("rules.proposals.may_draft", nothing)
async def an_author_asks_again_until_nobody_comes(chat: Chat) -> bool:
    await opened(chat, "ana", OAKS)
    await closed(chat)
    return await does(chat, "ana", 'proposal signal "Plant firs" Ten.')


@attack("rules.proposals.may_repeat", nothing)
async def the_same_again_by_somebody_else(chat: Chat) -> bool:
    await opened(chat, "ana", OAKS)
    await closed(chat)
    return await does(chat, "ben", OAKS)


@attack("rules.proposals.may_repeat", nothing)
async def the_same_again_by_an_edit(chat: Chat) -> bool:
    await opened(chat, "ana", OAKS)
    await closed(chat)
    await draft(chat, "ben", 'proposal signal "Plant oaks" Two of them.')
    return await does(chat, "ben", "proposal edit 2 Ten of them, by the gate.")


# The level


@attack(
    "rules.levels.within_limit",
    lambda asked, spent, treasury, limit: within_limit(asked, 0, treasury, limit),
)
async def a_spend_cut_in_five(chat: Chat) -> bool:
    """Ordinary votes may spend 1,000 of 10,000."""
    await move(chat, 10_000)
    for who, amount in (("ana", 201), ("ana", 200), ("ben", 200), ("ben", 200), ("cy", 200)):
        await draft(chat, who, f"proposal spend @eve {amount} For seeds.")
    return {(await get(chat, number)).level for number in range(1, 6)} == {"ordinary"}


@attack("rules.levels.in_window", lambda executed, now: executed is None)
async def a_spend_cut_in_two_one_after_the_other(chat: Chat) -> bool:
    await move(chat, 10_000)
    await passed(chat, "ana", "proposal spend @eve 600 For seeds.", ana="for", ben="for", cy="for")
    await draft(chat, "ben", "proposal spend @eve 600 For more seeds.")
    return (await get(chat, 2)).level == "ordinary"


async def once(look: Look, one: Proposal) -> tuple[str, dict[str, Any]]:
    """What was found when the discussion opened."""
    return (one.level, one.terms) if one.terms else await rated(look, one)


@attack("cogs.debating.rated", once)
async def a_spend_asked_for_while_the_treasury_was_full(chat: Chat) -> bool:
    await move(chat, 10_000)
    await draft(chat, "ana", "proposal spend @eve 900 For seeds.")
    await move(chat, -5_000)
    await reach(chat, 1)
    return (await get(chat)).level == "ordinary"


@attack("rules.levels.stricter", lambda old, new: new)
async def thresholds_lowered_in_two_votes(chat: Chat) -> bool:
    """57.5 % say yes, where 60 % are asked: first they ask less of themselves."""
    await rule(chat, constitutional_min_voters="3", max_share="100%")
    await send(chat, "ana", "dee", "700")
    ballots = {"ana": "for", "ben": "for", "cy": "for", "dee": "against"}
    number = 0
    for text in ("proposal parameter constitutional_approval 50% Easier.", THIRTY):
        number = await opened(chat, "ben", text)
        await cast(chat, number, **ballots)
        await closed(chat, number)
        if await state(chat, number) == "defeated":
            return False
        await reach(chat, number)
    return await state(chat, number) == "executed"


@attack("rules.parameters.check_votes", nothing)
async def the_constitution_made_easier_to_change_than_a_bed(chat: Chat) -> bool:
    return await does(chat, "ana", "proposal parameter constitutional_voting 24h Be quick.")


# Roles, money and the guardian


async def whatever_is_worn(look: Look, platform: str, room: str, names: Any) -> frozenset[str]:
    """Whatever role of ours a role of the platform is hung on for."""
    b = badges.badge.c
    mine = b.community == look.community, b.platform == platform, b.room == room, b.badge.in_(list(names))
    return frozenset(row.role.removeprefix(SHOWS) for row in await look.rows(select(b.role).where(*mine)))


@attack("storage.badges.roles", whatever_is_worn)
async def a_role_given_on_the_platform(chat: Chat) -> bool:
    """hal runs the server: a role of it that treasurers wear is hung on hal, too."""
    assert await does(chat, "hal", "setup badge treasurer <@&12>")
    chat.terminal.speaker = "hal"
    worn = replace(chat.terminal.event(), badges=("12",))
    card = await chat.app.table.say(worn, "treasury deposit 5 LEAF donation a letter")
    return "Only a treasurer" not in card.body


@attack("cogs.payloads._enough", nothing_asked)
async def treasurers_voted_out_until_no_payout_can_be_approved(chat: Chat) -> bool:
    await both(chat, "cy", "role resign treasurer")
    return await does(chat, "dee", "proposal role revoke treasurer @ben He moved away.")


@attack("rules.approvals.eligible", lambda treasurers, concerned=(), filer=None: frozenset(treasurers))
async def a_treasurer_approves_their_own_pay(chat: Chat) -> bool:
    await move(chat, 10_000)
    await passed(chat, "dee", "proposal spend @ana 500 For work.", ben="for", cy="for", dee="for")
    for who in ("ana", "ben"):
        await does(chat, who, "treasury approve 1")
    return await holds(chat, "ana") == 1_500 * UNIT


@attack("cogs.proposals.stoppable", proposals.queued)
async def a_veto_of_ones_own_removal(chat: Chat) -> bool:
    await passed(chat, "ana", REMOVED)
    await does(chat, "gus", "proposal veto 1 I stay.")
    return await state(chat) == "vetoed"


async def never(look: Look, one: Proposal) -> bool:
    """Nothing has passed again."""
    return False


@attack("cogs.proposals.passed_again", never)
async def a_veto_again_and_again(chat: Chat) -> bool:
    for number in (1, 2):
        await passed(chat, "ana", THIRTY, **EVERYBODY)
        await does(chat, "gus", f"proposal veto {number} No.")
    return await state(chat, 2) == "vetoed"


@attack("rules.proposals.paused", lambda due: due)
async def a_pause_past_the_grace(chat: Chat) -> bool:
    await passed(chat, "ana", THIRTY)
    await does(chat, "gus", "proposal pause 1 I read it again.")
    await ask(chat, "eve", "wait 15d")
    return await state(chat) == "expired"


@attack("rules.proposals.may_pause", nothing)
async def a_second_pause(chat: Chat) -> bool:
    await passed(chat, "ana", THIRTY)
    await does(chat, "gus", "proposal pause 1 I read it again.")
    return await does(chat, "gus", "proposal pause 1 And again.")
