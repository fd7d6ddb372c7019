"""How much people talk, counted by day and never read."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from bot.card import Card
from bot.command import Arg, Cog, Context, Event, command
from bot.deps import Deps
from rules import moments
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import count, listed
from storage import activity, communities, members, runs
from storage.store import Change, Look, Store

MESSAGES, REPLIES, REACTIONS = "messages", "replies", "reactions"


class Activity(Cog):
    """Members only, and only those who have not opted out; no text is kept (RULES 7)."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    async def heard(self, store: Store, community: str, event: Event, kind: str) -> None:
        """Count a message or reply for who wrote it, a reaction for whose message it is on."""
        account = event.account
        if kind == "reaction":
            account = event.quote.author if event.quote else ""
            if account in {"", event.account}:
                return
        what = REACTIONS if kind == "reaction" else REPLIES if event.quote else MESSAGES
        async with store.read(community) as look:
            who = await members.find(look, event.platform, account)
            zone = moments.zone((await communities.get(look)).zone)
        if who and who.counts_activity and who.present:
            day = store.clock().astimezone(zone).date().isoformat()
            await store.act(community, partial(_count, who.id, what, day))

    @command("activity show", private=True)
    async def show(
        self,
        ctx: Context,
        look: Look,
        month: Annotated[Month | None, Arg("of which month; this one if left out")] = None,
    ) -> Card:
        """What was counted of you in a month."""
        if ctx.member is None:
            raise Refusal(
                "You are not a member yet, so nothing is counted; your first command makes you one."
            )
        when = month or await runs.this_month(look)
        days = await activity.of_member(look, ctx.member, str(when))
        totals = {
            kind: sum(one.get(kind, 0) for one in days.values()) for kind in (MESSAGES, REPLIES, REACTIONS)
        }
        said = [
            count(totals[MESSAGES], "message"),
            count(totals[REPLIES], "reply", "replies"),
            f"{count(totals[REACTIONS], 'reaction')} received",
        ]
        counted = (await members.get(look, ctx.member)).counts_activity
        stop = (
            "`privacy optout activity` stops it" if counted else "You opted out, so nothing more is counted"
        )
        return Card(f"{when.title}: {listed(said)}.\nOnly numbers are kept, no texts. {stop}.")


async def _count(who: int, what: str, day: str, change: Change) -> None:
    if (await members.get(change, who)).counts_activity:
        await activity.count(change, who, what, day)
