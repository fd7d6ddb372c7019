"""Asking people to be founder, treasurer or guardian, and asking one to go, until votes decide (RULES 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import Card
from bot.command import ADMIN, HOST, Arg, Cog, Context, Member, Members, alarm, command
from cogs.invitation import ACCEPT, DECLINE, ROLES, SUBJECT, TOPIC, TREASURER, article, invitation, offered
from cogs.seats import end, fits, may_correct, outlook
from rules.errors import Refusal
from rules.wording import count, listed
from storage import communities, founding, members, parameters

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change


class Invitations(Cog):
    """Before genesis whoever planned it asks, afterwards the admin; nobody is appointed unasked."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("setup invite", role=(ADMIN, HOST), founds=True)
    async def invite(
        self,
        ctx: Context,
        change: Change,
        role: Annotated[Literal["founder", "treasurer", "guardian"], Arg("which role")],
        who: Annotated[Members, Arg("whom to ask", most=50)],
    ) -> Card:
        """Ask people to take a role; they have 14 days to accept."""
        await permitted(ctx, change)
        if not (await communities.get(change)).running:
            await replan(change, role, add=who)
        else:
            for one in who:
                await fits(change, one, role)
            new = [one for one in who if await founding.invite(change, one, role, ctx.me)]
            if not new:
                raise Refusal("They have been asked already and have 14 days to answer.")
            await ask(change, role, new)
        names = await members.names(change, who)
        return Card(f"Asked {listed([names[one] for one in who])} to be {article(role, len(who))}.")

    @command("setup dismiss", role=(ADMIN, HOST), founds=True, confirm=True)
    async def dismiss(
        self,
        ctx: Context,
        change: Change,
        role: Annotated[Literal["founder", "treasurer", "guardian"], Arg("which role")],
        who: Annotated[Member, Arg("who should not have it")],
    ) -> Card:
        """Take back an offer or a role, as long as genesis may be corrected."""
        await permitted(ctx, change)
        name = await members.name(change, who)
        if not (await communities.get(change)).running:
            await replan(change, role, drop=who)
            return Card("", title=f"Ask {name} no more to be {article(role)}")
        offers = await founding.offers(change, who)
        if open_ := [one for one in offers if one.role == role and one.state == founding.OPEN]:
            await founding.answer(change, open_[0].id, founding.EXPIRED)
            return Card("", title=f"Ask {name} no more to be {article(role)}")
        await held(change, who, role)
        await end(change, who, role, by=ctx.me)
        then = await outlook(change) if role == TREASURER else ""
        return Card(then, title=f"Dismiss {name} as {role}")

    @alarm(founding.EXPIRE)
    async def expire(self, change: Change, subject: str) -> None:
        """An offer that nobody answered is over; whoever made it is told."""
        one = next(one for one in await founding.offers(change) if one.id == int(subject))
        await founding.answer(change, one.id, founding.EXPIRED)
        if not (await communities.get(change)).running:
            await change.show(TOPIC, await invitation(change), subject=SUBJECT)
        name = await members.name(change, one.member)
        told = f"{name} has not answered in 14 days, so the offer to be {article(one.role)} is over."
        if one.by != founding.ELECTED:
            await change.whisper(one.by, Card(told), kind="duties")


async def permitted(ctx: Context, change: Change) -> None:
    """Check that there is something to correct, and that the speaker may."""
    if await founding.planned(change) is None:
        raise Refusal("There is no plan yet; begin with `setup`.")
    if (await communities.get(change)).running:
        if ADMIN not in ctx.roles:
            raise Refusal("Only an admin may do that once the community is founded.")
        await may_correct(change, ctx.me)
    elif HOST not in ctx.roles:
        raise Refusal("Only whoever administers this place may do that while the community is being founded.")


async def replan(change: Change, role: str, *, add: tuple[int, ...] = (), drop: int = 0) -> None:
    """Ask more or fewer people before the community is founded."""
    plan = await founding.planned(change) or {}
    place = ROLES[role]
    if drop and drop not in plan[place]:
        raise Refusal(f"{await members.name(change, drop)} was not asked to be {article(role)}.")
    people = [one for one in dict.fromkeys([*plan[place], *add]) if one != drop]
    await offered(change, plan | {place: people}, anew=False)


async def ask(change: Change, role: str, who: list[int]) -> None:
    """Post what is offered, with the buttons to answer, and tell each of them."""
    names = listed([name for one, name in (await members.names(change, who)).items() if one])
    are = "is" if len(who) == 1 else "are"
    body = f"{names} {are} asked to be {article(role, len(who))}. Please accept or decline within 14 days."
    await change.say(TOPIC, Card(body, buttons=(ACCEPT, DECLINE), mentions=tuple(who)))


async def held(change: Change, who: int, role: str) -> None:
    """Check that a role can be taken from a member; else Refusal."""
    name = await members.name(change, who)
    if role == "founder":
        raise Refusal("Founders have their tokens, and nothing that was paid is touched.")
    if role not in await members.roles(change, who):
        raise Refusal(f"{name} is not {article(role)}, and has not been asked to be.")
    left, needed = (
        len(await members.holders(change, TREASURER)) - 1,
        await parameters.get(change, "approvals_needed"),
    )
    if role == TREASURER and left < needed:
        lack = f"{count(needed, 'treasurer')} must approve each payout and {left} would be left"
        raise Refusal(f"{lack}; invite a successor first, or lower approvals_needed.")
