"""How much people talk, counted by day and never read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Any

from bot.card import Card
from bot.command import Arg, Cog, Context, Event, command
from bot.deps import Deps
from rules import dormancy, moments
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import count, listed
from storage import (
    activity,
    communities,
    contributions,
    ideas,
    members,
    outbox,
    payouts,
    polls,
    presence,
    runs,
)
from storage.activity import THREADS
from storage.store import Change, Look, Store

MESSAGES, REPLIES, REACTIONS = "messages", "replies", "reactions"
KINDS = (MESSAGES, REPLIES, REACTIONS, THREADS)
BY: dict[str, Callable[[Look, int], Awaitable[Any]]] = {  # whose thread it is under a card of these
    "contribution": contributions.get,
    "idea": ideas.get,
    "poll": polls.get,
    "payout": payouts.get,
}


class Activity(Cog):
    """Members only, and only those who have not opted out; no text is kept (RULES 7).

    That a member was here is no activity: the day alone is noted, of everybody, because votes need it.
    """

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    async def heard(self, store: Store, community: str, event: Event, kind: str) -> None:
        """Count a message and the thread it helps in for its author, a reaction for whose message it is on."""
        account = event.account
        if kind == "reaction":
            account = event.quote.author if event.quote else ""
            if account in {"", event.account}:
                return
        what = REACTIONS if kind == "reaction" else REPLIES if event.quote else MESSAGES
        thread = "" if kind == "reaction" else await thread_of(store, event)
        async with store.read(community) as look:
            who = await members.find(look, event.platform, account)
            zone = moments.zone((await communities.get(look)).zone)
            opened = await openers(look, event, thread)
        wrote = kind != "reaction"  # who gets a reaction need not be here
        if who and who.present and (who.counts_activity or (wrote and dormancy.unseen(who.seen, look.now))):
            day = store.clock().astimezone(zone).date().isoformat()
            await store.act(community, partial(_count, who.id, what, "" if who.id in opened else thread, day))

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
        totals = {kind: sum(one.get(kind, 0) for one in days.values()) for kind in KINDS}
        said = [
            count(totals[MESSAGES], "message"),
            count(totals[REPLIES], "reply", "replies"),
            f"{count(totals[REACTIONS], 'reaction')} received",
            f"help in {count(totals[THREADS], 'thread')}",
        ]
        counted = (await members.get(look, ctx.member)).counts_activity
        stop = (
            "`privacy optout activity` stops it" if counted else "You opted out, so nothing more is counted"
        )
        return Card(f"{when.title}: {listed(said)}.\nOnly numbers are kept, no texts. {stop}.")


async def thread_of(store: Store, event: Event) -> str:
    """What the thread of a message hangs on: the thing whose card it is, else a message; '' for none."""
    if not event.thread:
        return ""
    here = f"{event.platform}/{event.room}/{event.thread}"
    if event.opener:
        return here
    card = await outbox.shown_at(store, event.platform, event.room, event.thread)
    return (card.subject or here) if card else ""


async def openers(look: Look, event: Event, thread: str) -> frozenset[int]:
    """Whose thread it is: who wrote the message it hangs on, or the thing whose card that is."""
    if event.opener:
        one = await members.find(look, event.platform, event.opener)
        return frozenset({one.id} if one else ())
    kind, _, number = thread.partition("/")
    if kind not in BY:
        return frozenset()
    thing = await BY[kind](look, int(number))
    return frozenset(getattr(thing, "people", {thing.by}))


async def _count(who: int, what: str, thread: str, day: str, change: Change) -> None:
    one = await members.get(change, who)
    if what != REACTIONS and dormancy.unseen(one.seen, change.now):
        await presence.note(change, [who])
    if not one.counts_activity:
        return
    await activity.count(change, who, what, day)
    if thread:
        await activity.helped(change, who, thread, day)
