"""Roles given and ended: each is an entry and a post, and payouts are counted again (RULES 1 and 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.card import CHAIN, Card
from cogs.invitation import FOUNDER, GUARDIAN, TOPIC, TREASURER, article
from rules import approvals
from rules import genesis as rules
from rules import ledger as accounts
from rules.amounts import show
from rules.errors import Refusal
from rules.ledger import ISSUANCE, Posting
from rules.wording import count
from storage import assets, founding, ledger, links, members, parameters, settling

if TYPE_CHECKING:
    from storage.store import Change, Look


async def may_correct(look: Look, me: int) -> None:
    """Check that genesis can still be corrected, until the first vote opens, and by this admin; else Refusal.

    Whose accounts were linked in the last 24 hours waits, as with sending and approving.
    """
    rules.may_correct(await founding.votes_opened(look))
    await links.may_move(look, me)


async def fits(look: Look, member: int, role: str) -> None:
    """Check that a member can take a role beside those they hold; else Refusal."""
    held, name = await members.roles(look, member), await members.name(look, member)
    if role in held or (role == FOUNDER and (await members.get(look, member)).founder):
        raise Refusal(f"{name} is a {role} already.")
    if {role, *held} >= {TREASURER, GUARDIAN}:
        raise Refusal(f"A guardian cannot be a treasurer too, and {name} would be both.")


async def appoint(change: Change, member: int, role: str, *, elected: bool = False) -> None:
    """Give a role that was offered and accepted after genesis: by the admin, or by a proposal."""
    if not elected:
        rules.may_correct(await founding.votes_opened(change))
    await fits(change, member, role)
    if role == FOUNDER:
        await _mint(change, member)
        return
    await _enter(change, member, role, by=member, grant=True)
    await members.grant(change, member, role, "proposal" if elected else "genesis")
    await settling.recheck(change)
    told = f"{await members.name(change, member)} is a {role} now."
    await change.say(TOPIC, Card(f"{told} {await outlook(change)}" if role == TREASURER else told))


async def _mint(change: Change, member: int) -> None:
    """Make a late founder, with the tokens that each founder got."""
    plan, token = await founding.planned(change) or {}, await assets.governance(change)
    amount = plan["founder_tokens"] * 10**token.decimals
    there = sum(one.founder for one in await members.everybody(change))
    cap = await parameters.get(change, "supply_cap") * 10**token.decimals
    if cap and amount * (there + 1) > rules.planned(cap, rules.FOUNDERS):
        raise Refusal("The founders' share of the supply plan is used up, so nobody else can be a founder.")
    account = accounts.member(member)
    lines = [Posting(ISSUANCE, token.symbol, -amount), Posting(account, token.symbol, amount)]
    name = f"founder/{await change.next('founder')}"
    data = {"member": member}
    await ledger.post(change, name, "founder", lines if amount else [], by=member, why="genesis", data=data)
    await members.alter(change, member, founder=True)
    told = f"{await members.name(change, member)} is a founder now, with {show(amount, token)}."
    await change.say(TOPIC, Card(told, fields=((CHAIN, change.head[: accounts.SHOWN]),)))


async def end(change: Change, member: int, role: str, *, by: int) -> None:
    """Take a role away; payouts that can no longer be approved stand still, and everybody is told."""
    await _enter(change, member, role, by=by, grant=False)
    await members.revoke(change, member, role)
    await settling.recheck(change)
    told = f"{await members.name(change, member)} is no longer {article(role)}."
    topic = "treasury" if role == TREASURER else TOPIC
    await change.say(topic, Card(f"{told} {await outlook(change)}" if role == TREASURER else told))


async def _enter(change: Change, member: int, role: str, *, by: int, grant: bool) -> None:
    """Each decision about a role is an entry without postings."""
    data = {"member": member, "role": role, "grant": grant}
    why = "genesis" if grant or by != member else "resigned"
    await ledger.post(change, f"role/{await change.next('role')}", "role", by=by, why=why, data=data)


async def outlook(look: Look) -> str:
    """Whether payouts can be approved with the treasurers there are."""
    there = len(await members.holders(look, TREASURER))
    needed = await parameters.get(look, "approvals_needed")
    if approvals.short(needed, there):
        are = "is" if there == 1 else "are"
        lack = f"{count(needed, 'treasurer')} must approve a payout and there {are} {there}"
        return f"{lack}: payouts stand still until one is elected."
    return f"{needed} of {count(there, 'treasurer')} approve each payout."
