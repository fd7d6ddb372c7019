"""What waits for a member: one small function for each kind of duty; a new feature adds its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from cogs import bountied, choosing, claim, disputing, granted, handed
from cogs.matters import title
from rules.bounties import SUBMITTED, WORKED
from rules.moments import Month
from rules.proposals import EDITABLE
from rules.wording import count
from storage import (
    bounties,
    coauthors,
    deposits,
    founding,
    inbox,
    joining,
    links,
    members,
    objections,
    payouts,
    proposals,
    votes,
)

if TYPE_CHECKING:
    from storage.store import Look

Duty = Callable[["Look", int], Awaitable[list[str]]]


async def waiting(look: Look, me: int) -> list[str]:
    """Everything that waits for a member, each in one line that says what to type."""
    return [line for duty in DUTIES for line in await duty(look, me)]


async def offers(look: Look, me: int) -> list[str]:
    """Roles that were offered and not answered."""
    open_ = [one.role for one in await founding.offers(look, me) if one.state == founding.OPEN]
    return [f"You are asked to be a {role}: `role accept` or `role decline`." for role in open_]


async def together(look: Look, me: int) -> list[str]:
    """Proposals that others ask the member to write with them."""
    there = [await proposals.get(look, number) for number in await coauthors.asked(look, me)]
    names = await members.names(look, [one.by for one in there])
    told = "{} asks you to be co-author of proposal #{}: `proposal join {}` or `proposal leave {}`."
    return [told.format(names[one.by], *[one.id] * 3) for one in there if one.state in EDITABLE]


async def approvals(look: Look, me: int) -> list[str]:
    """Payouts that a treasurer has not said anything about yet, and could."""
    if "treasurer" not in await members.roles(look, me):
        return []
    found = []
    for one in await payouts.unpaid(look):
        said = {vote.member for vote in await payouts.votes(look, one.id)}
        if one.state != payouts.WINDOW and me not in said and one.by != me and await _can(look, one.id, me):
            how = f"`treasury approve {one.id}` or `treasury refuse {one.id}`"
            found.append(f"Your word is asked on {title(one)}: {how}.")
    return found


async def _can(look: Look, payout: int, me: int) -> bool:
    """Whether some open line is for somebody else."""
    open_ = [one.member for one in await payouts.lines(look, payout) if one.state == payouts.WAITING]
    now = await joining.followed(look, open_)
    return any(now[one] != me for one in open_)


async def recorded(look: Look, me: int) -> list[str]:
    """Deposits that wait for a second treasurer."""
    if "treasurer" not in await members.roles(look, me):
        return []
    there = [one.id for one in await deposits.waiting(look) if one.by != me]
    return [f"Deposit #{one} waits for a second treasurer: `treasury confirm {one}`." for one in there]


async def objected(look: Look, me: int) -> list[str]:
    """Open objections to the member's own rewards."""
    unsettled = await objections.unsettled(look)
    now = await joining.followed(look, [one.member for one in unsettled])
    months = sorted({one.month for one in unsettled if now[one.member] == me})
    told = "Somebody objects to your rewards of {}: `rewards show {}`."
    return [told.format(Month.parse(month).title, month) for month in months]


async def drafts(look: Look, me: int) -> list[str]:
    """Commands that were shown and not confirmed."""
    open_ = await inbox.unconfirmed(look, me)
    return [f"{count(open_, 'preview')} of yours can still be confirmed."] if open_ else []


async def joins(look: Look, me: int) -> list[str]:
    """Links that wait for the member's yes."""
    told = "Is {} you, too? `link confirm {}` or `link refuse {}`."
    pairs = await links.waiting(look, me)
    names = await members.names(look, [one.other(me) for one in pairs])
    return [told.format(names[one.other(me)], one.id, one.id) for one in pairs]


async def votes_missing(look: Look, me: int) -> list[str]:
    """Open votes in which the member has power and has not voted."""
    found = []
    for one in await proposals.live(look):
        around = await votes.around(look, one.id, me) if one.state == "voting" else []
        if any(voter.power for voter in around) and me not in await votes.choices_of(look, one.id, [me]):
            found.append(
                f"Proposal #{one.id}, {one.title or 'text erased'}, is open: {choosing.example(one)}."
            )
    return found


async def claims(look: Look, me: int) -> list[str]:
    """Members who say to be somebody imported, for the treasurers to confirm."""
    if "treasurer" not in await members.roles(look, me):
        return []
    pairs = [one for one in await claim.waiting(look) if me not in (one.giver, one.taker)]
    names = await members.names(look, [who for one in pairs for who in (one.giver, one.taker)])
    how = "`link vouch {}` or `link deny {}`"
    told = f"Is {{}} the imported {{}}? {how}."
    return [told.format(names[one.taker], names[one.giver], one.id, one.id) for one in pairs]


async def namesake(look: Look, me: int) -> list[str]:
    """Somebody imported of the same name, as long as the member has not said to be them."""
    one = await members.find(look, members.IMPORTED, members.key(await members.name(look, me)))
    if one is None or one.id == me or not await members.is_imported(look, one.id):
        return []
    if any(pair.taker == me and pair.giver == one.id for pair in await links.claims(look)):
        return []
    return [f"Is the imported {one.name} you? `link imported {one.name}`."]


async def hunted(look: Look, me: int) -> list[str]:
    """Bounties the member has to hand in, and those that wait for the member's judgement."""
    found, moderates = [], "moderator" in await members.roles(look, me)
    for one in await bounties.live(look):
        called, case = await bountied.called(look, one), one.case
        if one.claimant == me and one.state in WORKED:
            due = await bountied.when(look, one.until)
            found.append(f"You have until {due} for {called}: `bounty submit {one.id}`.")
        asked = me in case.judges or (moderates and case.moderated and me not in case.concerned)
        if one.state == SUBMITTED and asked:
            how = f"`bounty approve {one.id}` or `bounty return {one.id}`"
            found.append(f"Your word is asked on {called}: {how}.")
    return found


DUTIES: tuple[Duty, ...] = (
    offers,
    together,
    approvals,
    hunted,
    granted.duties,
    disputing.duties,
    votes_missing,
    recorded,
    objected,
    drafts,
    joins,
    claims,
    namesake,
    handed.duties,
)
