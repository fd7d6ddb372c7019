"""Who holds which role, offers of roles, and laying one down."""

from __future__ import annotations

from typing import Annotated, Literal

from bot.card import Card, Grid
from bot.command import ADMIN, Arg, Cog, Context, Members, alarm, command
from bot.deps import Deps
from cogs.invitation import invitation
from rules import genesis as rules
from rules.errors import Refusal
from rules.wording import count, listed
from storage import communities, founding, ledger, members, parameters, settling
from storage.store import Change, Look

TOPIC = "general"
APPOINTED = ("treasurer", "guardian")


class Roles(Cog):
    """Treasurers and guardians come from genesis or a proposal, and only by their own yes (RULES 1)."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("role list")
    async def list(self, ctx: Context, look: Look) -> Card:
        """Who holds which role."""
        held = await members.all_roles(look)
        names = await members.names(look, [member for _, member, _, _ in held])
        rows = tuple((role, names[member], source, f"{since:%d %b %Y}") for role, member, source, since in held)
        needed = await parameters.get(look, "approvals_needed")
        body = f"{needed} treasurers approve each payout. Moderators are named on the platform."
        return Card(body, title="Roles", table=Grid(("Role", "Who", "From", "Since"), rows))

    @command("role accept", founds=True)
    async def accept(self, ctx: Context, change: Change) -> Card:
        """Accept every role you have been offered."""
        return await self._answer(ctx, change, founding.ACCEPTED)

    @command("role decline", founds=True)
    async def decline(self, ctx: Context, change: Change) -> Card:
        """Decline every role you have been offered."""
        return await self._answer(ctx, change, founding.DECLINED)

    async def _answer(self, ctx: Context, change: Change, state: str) -> Card:
        mine = [one for one in await founding.offers(change, ctx.me) if one.state == founding.OPEN]
        if not mine:
            raise Refusal("No role is offered to you at the moment.")
        for one in mine:
            await founding.answer(change, one.id, state)
            await change.disarm("offer.expire", str(one.id))
        running = (await communities.get(change)).running
        for one in mine if running and state == founding.ACCEPTED else ():
            await appoint(change, ctx.me, one.role)
        if not running:
            await change.show(TOPIC, await invitation(change), subject="setup")
        what = listed([one.role for one in mine])
        return Card(f"{'Accepted' if state == founding.ACCEPTED else 'Declined'}: {what}.", private=True)

    @command("role resign", confirm=True)
    async def resign(self, ctx: Context, change: Change, role: Annotated[Literal["treasurer", "guardian"], Arg("which role")]) -> Card:
        """Lay a role down."""
        if role not in ctx.roles:
            raise Refusal(f"You are not a {role}.")
        await lay_down(change, ctx.me, role)
        return Card(await outlook(change), title=f"Lay down the role of {role}")

    @command("setup invite", role=ADMIN)
    async def invite(
        self,
        ctx: Context,
        change: Change,
        role: Annotated[Literal["treasurer", "guardian"], Arg("which role")],
        who: Annotated[Members, Arg("whom to invite")],
    ) -> Card:
        """Offer a role to members, while genesis may still be corrected."""
        rules.may_correct(0)
        for one in who:
            if role in await members.roles(change, one):
                raise Refusal(f"{await members.name(change, one)} is a {role} already.")
            await founding.invite(change, one, role, ctx.me)
        names = await members.names(change, who)
        for offer in await founding.offers(change):
            if offer.member in who and offer.state == founding.OPEN:
                await change.alarm("offer.expire", str(offer.id), change.now + founding.LASTS)
                await change.whisper(offer.member, Card(f"You are asked to be a {role}. `role accept` or `role decline` within 14 days."))
        body = f"{listed([names[one] for one in who])} {'is' if len(who) == 1 else 'are'} asked to be {role}."
        await change.say(TOPIC, Card(body, mentions=tuple(who)))
        return Card(body)

    @alarm("offer.expire")
    async def expire(self, change: Change, subject: str) -> None:
        """The appointed accept within 14 days."""
        offer = next((one for one in await founding.offers(change) if one.id == int(subject)), None)
        if offer and offer.state == founding.OPEN:
            await founding.answer(change, offer.id, founding.EXPIRED)


async def appoint(change: Change, member: int, role: str) -> None:
    """Give an accepted role; the decision is an entry without postings."""
    number = await change.next("role")
    await ledger.post(change, f"role/{number}", "role", by=member, why="genesis", data={"member": member, "role": role, "grant": True})
    await members.grant(change, member, role, "genesis")
    await settling.recheck(change)
    await change.say(TOPIC, Card(f"{await members.name(change, member)} is a {role} now. {await outlook(change)}"))


async def lay_down(change: Change, member: int, role: str) -> None:
    """End a role; payouts that can no longer be approved stand still, and everybody is told (RULES 5)."""
    number = await change.next("role")
    await ledger.post(change, f"role/{number}", "role", by=member, why="resigned", data={"member": member, "role": role, "grant": False})
    await members.revoke(change, member, role)
    await settling.recheck(change)
    await change.say("treasury", Card(f"{await members.name(change, member)} is no longer a {role}. {await outlook(change)}"))


async def outlook(look: Look) -> str:
    """Whether payouts can still be approved."""
    there, needed = len(await members.holders(look, "treasurer")), await parameters.get(look, "approvals_needed")
    if there < needed:
        return f"{count(needed, 'treasurer')} must approve a payout and there {'is' if there == 1 else 'are'} {there}: payouts stand still until one is elected."
    return f"{needed} of {count(there, 'treasurer')} approve each payout."
