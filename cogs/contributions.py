"""What people did: logging it, and saying that somebody else's log is true."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from bot.card import Card
from bot.command import MODERATOR, Arg, Cog, Context, Member, Members, command
from bot.deps import Deps
from cogs import work
from rules import moments
from rules import work as rules
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import count
from storage import communities, contributions, members, runs
from storage.contributions import BOUNTY, LOG, PRAISE, Work
from storage.store import Change, Look

MOST = 500  # characters of a text: what a scorer reads of it
PAGE = 20
Number = Annotated[int, Arg("number of the contribution", ge=1)]


async def known_categories(ctx: Context, look: Look, typed: str) -> list[tuple[str, str]]:
    """The categories in use since last month that begin as typed."""
    since = str((await runs.this_month(look)).previous())
    return [
        (one, one) for one in await contributions.categories(look, since) if one.startswith(typed.lower())
    ]


class Contributions(Cog):
    """A log counts for its month; others attest it, and nobody attests their own (RULES 7)."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("contribution log", form=True, on_message=True, opens=("log:", "done:"))
    async def log(
        self,
        ctx: Context,
        change: Change,
        what: Annotated[str, Arg("what you did", rest=True, most=MOST)],
        category: Annotated[str, Arg("what kind of work, such as docs", most=60, pick=known_categories)] = "",
        link: Annotated[str, Arg("where it can be seen", most=2000)] = "",
        hours: Annotated[str, Arg("how long it took, such as 3 or 90m", most=20)] = "",
        together: Annotated[Members | None, Arg("who did it with you, such as @ben,@cy", most=9)] = None,
    ) -> Card:
        """Log what you did; it counts for this month."""
        facts = {
            "category": rules.category(category) if category else "",
            "link": rules.link(link) if link else "",
            "minutes": rules.minutes(hours) if hours else 0,
        }
        twin = await contributions.same_since(change, ctx.me, what, await midnight(change))
        month = str(await runs.this_month(change))
        number = await contributions.add(
            change, LOG, ctx.me, (ctx.me, *(together or ())), what, month, **facts
        )
        await work.show(change, number)
        again = (
            f" You logged the same words today as #{twin}: `contribution withdraw {number}` undoes this one."
        )
        return Card(f"Logged as #{number}.{again if twin else ''}")

    @command("contribution list")
    async def list(
        self,
        ctx: Context,
        look: Look,
        who: Annotated[Member | None, Arg("whose")] = None,
        month: Annotated[Month | None, Arg("of which month; this one if left out")] = None,
    ) -> Card:
        """What was done this month, or by one member."""
        when = month or await runs.this_month(look)
        found = await contributions.listed(look, who=who, month=str(when), limit=PAGE)
        whose = f" for {await members.name(look, who)}" if who else ""
        if not found:
            return Card(
                f"Nothing is logged{whose} in {when.title} yet. `contribution log` adds what you did."
            )
        names = await members.names(look, {one for each in found for one in each.people})
        number = await contributions.number_of(look, who=who, month=str(when))
        body = "\n".join(work.line(one, names) for one in found) + work.total(number, len(found))
        return Card(body, title=f"{count(number, 'contribution')}{whose} in {when.title}")

    @command("contribution show")
    async def show(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show one contribution."""
        return await work.card(look, await contributions.get(look, number))

    @command("contribution edit", form=True)
    async def edit(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        what: Annotated[str, Arg("its new text", rest=True, most=MOST)],
    ) -> Card:
        """Change the text of what you logged, until its month is frozen."""
        one = await work.own(change, number, ctx.me, verb="edit")
        if one.what == what:
            raise Refusal(f"#{number} says exactly that already.")
        ended = await contributions.edit(change, number, what)
        await work.show(change, number)
        lost = f" {count(ended, 'attestation')} of the old text ended with it." if ended else ""
        return Card(f"#{number} now says what you wrote.{lost}")

    @command("contribution withdraw", confirm=True)
    async def withdraw(self, ctx: Context, change: Change, number: Number) -> Card:
        """Take back what you logged or praised, until its month is frozen."""
        one = await work.own(change, number, ctx.me, verb="withdraw")
        await contributions.set_state(change, number, contributions.WITHDRAWN)
        await work.show(change, number)
        after = f"It does not count for {Month.parse(one.month).title}, and cannot be brought back."
        return Card(after, title=f"Withdraw #{number}", fields=(("Text", rules.short(one.what)),))

    @command("contribution attest", private=True)
    async def attest(self, ctx: Context, change: Change, number: Number) -> Card:
        """Say that somebody else's contribution is true."""
        one = await work.changeable(change, number)
        stranger(one, ctx.me)
        if not await contributions.attest(change, number, ctx.me):
            return Card(f"You have attested #{number} already.")
        await work.show(change, number)
        fresh = await members.is_new(change, ctx.me)
        note = " In your first 14 days here it is shown, but weighs nothing in rewards." if fresh else ""
        return Card(
            f"Thank you: #{number} is attested by {count(len(one.attested) + 1, 'member')} now.{note}"
        )

    @command("contribution flag", role=MODERATOR, form=True)
    async def flag(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        reason: Annotated[str, Arg("why, for everybody to read", rest=True, most=280)],
    ) -> Card:
        """Point treasurers to a contribution that needs a look; it changes no amount."""
        one = await work.changeable(change, number)
        await contributions.moderate(change, number, ctx.me, "flag", reason)
        await work.show(change, number)
        by = await members.name(change, ctx.me)
        told = Card(f"{by} flagged your #{number}: {reason}\nIt changes no amount; treasurers see it.")
        if one.by != ctx.me:
            await change.whisper(one.by, told, subject=f"contribution/{number}")
        return Card(f"Flagged #{number}. It changes no amount; treasurers see it.")


def stranger(one: Work, me: int) -> None:
    """Whoever did it, or was praised, or praised, cannot attest it; Refusal."""
    if one.kind == PRAISE and one.by == me:
        raise Refusal("You praised them, so this already counts as attested by you.")
    if one.kind == BOUNTY and one.by == me:
        raise Refusal("You posted this bounty, so it already counts as attested by you.")
    if me in one.people:
        raise Refusal("You cannot attest your own contribution; ask somebody who has seen it.")


async def midnight(look: Look) -> datetime:
    """When today began in the community's zone."""
    zone = moments.zone((await communities.get(look)).zone)
    return moments.midnight(look.now.astimezone(zone).date(), zone)
