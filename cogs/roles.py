"""Who holds which role, answering an offer, and laying a role down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import Card, Grid
from bot.command import Arg, Cog, Context, command
from cogs.invitation import GUARDIAN, SUBJECT, TOPIC, TREASURER, article, invitation
from cogs.seats import appoint, end, outlook
from rules import moments
from rules.errors import Refusal
from rules.wording import listed
from storage import communities, founding, links, members

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.founding import Offer
    from storage.store import Change, Look

Offered = Annotated[
    Literal["founder", "treasurer", "guardian"] | None, Arg("only this one; everything offered if left out")
]
MOST_ROWS = 20


class Roles(Cog):
    """Treasurers and guardians come from genesis or a decision, and only by their own yes (RULES 1)."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("role list")
    async def roles(self, ctx: Context, look: Look) -> Card:
        """Show who holds which role, and who has been asked."""
        zone = moments.zone((await communities.get(look)).zone)
        held = await members.all_roles(look)
        asked = [one for one in await founding.offers(look) if one.state == founding.OPEN]
        names = await members.names(look, [*(one for _, one, _, _ in held), *(one.member for one in asked)])
        rows = [(role, names[one], f"{since.astimezone(zone):%d %b %Y}") for role, one, _, since in held]
        rows += [(one.role, names[one.member], "asked, no answer yet") for one in asked]
        more = f"\n… and {len(rows) - MOST_ROWS} more" if len(rows) > MOST_ROWS else ""
        body = f"{await outlook(look)} Moderators are named on each platform.{more}"
        return Card(body, title="Roles", table=Grid(("Role", "Who", "Since"), tuple(rows[:MOST_ROWS])))

    @command("role accept", founds=True)
    async def accept(self, ctx: Context, change: Change, role: Offered = None) -> Card:
        """Accept what you have been offered."""
        mine = await offered(change, ctx.me, role)
        running = (await communities.get(change)).running
        for one in mine:
            await founding.answer(change, one.id, founding.ACCEPTED)
            if running:
                await appoint(change, ctx.me, one.role, elected=one.by == founding.ELECTED)
        await shown(change)
        return Card(f"You accepted to be {listed([article(one.role) for one in mine])}.", private=True)

    @command("role decline", founds=True)
    async def decline(self, ctx: Context, change: Change, role: Offered = None) -> Card:
        """Decline what you have been offered."""
        mine = await offered(change, ctx.me, role)
        for one in mine:
            await founding.answer(change, one.id, founding.DECLINED)
        await shown(change)
        return Card(f"You declined to be {listed([article(one.role) for one in mine])}.", private=True)

    @command("role resign", confirm=True)
    async def resign(
        self,
        ctx: Context,
        change: Change,
        role: Annotated[Literal["treasurer", "guardian", "admin"], Arg("which role")],
    ) -> Card:
        """Lay a role down."""
        if role not in ctx.roles:
            raise Refusal(f"You are not {article(role)}; `role list` shows who is.")
        await links.may_move(change, ctx.me)
        await end(change, ctx.me, role, by=ctx.me)
        then = {
            TREASURER: await outlook(change),
            GUARDIAN: "",
            "admin": "" if await members.holders(change, "admin") else "Nobody will be an admin then.",
        }
        return Card(then[role], title=f"Lay down the role of {role}")


async def offered(look: Look, me: int, role: str | None) -> list[Offer]:
    """The open offers to a member, of one role or all; Refusal if there are none."""
    mine = [one for one in await founding.offers(look, me) if one.state == founding.OPEN]
    mine = [one for one in mine if role in (None, one.role)]
    if not mine:
        what = f"be {article(role)}" if role else "take a role"
        raise Refusal(f"You have not been asked to {what}; only who is asked can answer.")
    return mine


async def shown(change: Change) -> None:
    """While a community is being founded, its card says who has answered."""
    if not (await communities.get(change)).running:
        await change.show(TOPIC, await invitation(change), subject=SUBJECT)
