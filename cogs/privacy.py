"""A member's own data: to be handed over, to be counted no longer, to be erased."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Literal

from bot.card import CHAIN, Card, File
from bot.command import Arg, Cog, Context, Member, alarm, command
from bot.deps import Deps
from cogs import bountied, debating, granted, handed, opinions, work
from cogs.amounts import spelled
from cogs.seats import end
from rules.amounts import show
from rules.errors import Refusal
from rules.ledger import SHOWN, locked
from rules.ledger import member as account
from rules.wording import listed
from storage import (
    activity,
    adopted,
    assets,
    bounties,
    bounty_steps,
    charter,
    contributions,
    delegations,
    ideas,
    ledger,
    links,
    members,
    outbox,
    own_data,
    polls,
    privacy,
    proposals,
    transit,
    vesting,
)
from storage.bounties import Bounty
from storage.store import Change, Look

What = Literal["activity", "rewards"]
OUT = {
    "activity": "From now on nothing you write is counted, and what was counted of you is deleted. "
    "Only the last day on which you were here is kept, for the base of votes.",
    "rewards": "Months that are frozen from now on pay you nothing; what you do can still be logged.",
}
IN = {
    "activity": "From now on your messages, replies, reactions and the threads you help in are counted by day; no text is kept.",
    "rewards": "Months that are frozen from now on reward you again.",
}
AGAIN = timedelta(days=1)


class Privacy(Cog):
    """Export, opt out, be forgotten; ledger entries stay under a number and still verify (RULES 7)."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("privacy export", private=True)
    async def export(self, ctx: Context, look: Look) -> Card:
        """Everything that is kept about you, as a file."""
        if ctx.member is None:
            raise Refusal("You are not a member yet, so nothing is kept about you.")
        data = json.dumps(await own_data.of(look, ctx.member), ensure_ascii=False, indent=1)
        file = File("my-data.json", data.encode(), alt="everything kept about you, as JSON")
        return Card("This is everything kept about you here.", files=(file,))

    @command("privacy optout", private=True)
    async def optout(
        self, ctx: Context, change: Change, what: Annotated[What, Arg("what you opt out of")]
    ) -> Card:
        """Stop counting your activity, or take no rewards."""
        return await self._put(ctx, change, what, yes=False)

    @command("privacy optin", private=True)
    async def optin(
        self, ctx: Context, change: Change, what: Annotated[What, Arg("what you opt in to")]
    ) -> Card:
        """Have your activity counted, or take rewards again."""
        return await self._put(ctx, change, what, yes=True)

    async def _put(self, ctx: Context, change: Change, what: What, *, yes: bool) -> Card:
        me = await members.get(change, ctx.me)
        if (me.counts_activity if what == "activity" else me.takes_rewards) == yes:
            raise Refusal(f"You are opted {'in to' if yes else 'out of'} {what} already.")
        fact = "counts_activity" if what == "activity" else "takes_rewards"
        await members.alter(change, ctx.me, **{fact: yes})
        if what == "activity" and not yes:
            await activity.erase(change, ctx.me)
        return Card((IN if yes else OUT)[what])

    @command("privacy forget", private=True, confirm=True)
    async def forget(
        self,
        ctx: Context,
        change: Change,
        to: Annotated[Member | None, Arg("who gets your tokens; the treasury if left out")] = None,
        treasury: Annotated[Literal["treasury"] | None, Arg("say it if the treasury is meant")] = None,
    ) -> Card:
        """Leave for good: your accounts, name and texts are erased."""
        if to and treasury:
            raise Refusal("Name one of them: a member, or treasury.")
        await links.may_move(change, ctx.me)
        if to == ctx.me:
            raise Refusal("You cannot leave your tokens to yourself; name somebody else, or treasury.")
        await vesting.release_all(change, ctx.me)
        around = [one.id for one in await bounties.around(change, ctx.me)]
        ended = await bounty_steps.left(change, ctx.me)
        await transit.give_back(change, ctx.me)
        packed = await handed.brief(change, ctx.me)
        held = await ledger.balances(change, account(ctx.me))
        bound, allocated = await ledger.balances(change, locked(ctx.me)), await vesting.parts(change, ctx.me)
        own = await members.roles(change, ctx.me)
        heir = await members.name(change, to) if to else "the treasury"
        for role in sorted(own):
            await end(change, ctx.me, role, by=ctx.me)
        trusted = await delegations.to(change, ctx.me)
        entry = await privacy.forget(change, ctx.me, to or 0)
        for who in sorted({one.member for one in trusted}):
            await change.whisper(
                who, Card("A member who voted for you has left; your votes are yours again.")
            )
        await self._redraw(change, ctx.me)
        for number in around:
            await bountied.show(change, await bounties.get(change, number))
        await change.alarm("forget.sweep", str(ctx.me), change.now + AGAIN)
        chain = ((CHAIN, change.head[:SHOWN]),) if entry else ()
        sums = [show(amount, await assets.get(change, asset)) for asset, amount in held.items()]
        if to and sums:
            told = f"A member who left handed {listed(sums)} over to you."
            await change.whisper(to, Card(told, fields=chain, tone="good"))
        return Card(
            FORGET,
            title="Leave and be forgotten",
            fields=(
                *leaving(sums, heir, sorted(own)),
                *(await following(change, bound, allocated.get(ctx.me, (0, 0))[1], heir)),
                *((("Still paid to your wallet", packed),) if packed else ()),
                *(await staying(change, ctx.me)),
                *released(ended),
                *chain,
            ),
        )

    async def _redraw(self, change: Change, gone: int) -> None:
        """The cards that show their name or texts are brought up to date, where there are any."""
        written, given = (
            await contributions.written_by(change, gone),
            await contributions.given_to(change, gone),
        )
        attested = [number for number, _ in await contributions.attested_by(change, gone)]
        for number in sorted({*(one.id for one in (*written, *given)), *attested}):
            if await outbox.card_of(change, f"contribution/{number}"):
                await work.show(change, number)
        for idea in await ideas.of(change, gone):
            await opinions.show_idea(change, idea.id)
        for poll in await polls.of(change, gone):
            await opinions.show_poll(change, poll.id)
        await debating.redraw(change)
        await granted.redraw(change, gone)
        for one in await proposals.of(change, gone):
            await debating.show(change, one)

    @alarm("forget.sweep")
    async def sweep(self, change: Change, subject: str) -> None:
        """What is still paid to a member who left goes where the rest went."""
        who = int(subject)
        await privacy.hand_over(change, who)
        over = [one.id for one in await proposals.of(change, who) if one.text and not one.live]
        await proposals.erase_texts(change, who)
        if over:
            await granted.redraw(change, who)
        for number in over:
            await debating.show(change, await proposals.get(change, number))
        if await privacy.owed(change, who):
            await change.alarm("forget.sweep", subject, change.now + AGAIN)


FORGET = (
    "Your accounts, your name and the texts you wrote are erased for good; nobody can bring them back.\n"
    "Ledger entries stay under a number instead of your name and still verify; votes stay as counts.\n"
    "What you typed in chat stays until you delete it there. If you come back, you start as a new member."
)


def leaving(sums: list[str], heir: str, own: list[str]) -> tuple[tuple[str, str], ...]:
    """What goes where, and what ends."""
    tokens = f"{listed(sums)} to {heir}" if sums else f"none; what is still paid to you goes to {heir}"
    return ("Tokens", tokens), ("Roles that end", listed(own) or "none")


async def staying(look: Look, who: int) -> tuple[tuple[str, str], ...]:
    """What they proposed and the community lives by: it stays as long as it is in force (RULES 4)."""
    theirs = [f"article {one.article}, {one.name}" for one in await charter.now(look) if one.by == who]
    told = (("Stays in the charter", f"{listed(theirs)}, without your name"),) if theirs else ()
    mine = {one.id for one in await proposals.of(look, who)}
    judging = [f"version {one.number}" for one in await adopted.versions(look) if one.proposal in mine]
    return (*told, ("Stays as the prompt", f"{listed(judging)}, without your name")) if judging else told


def released(some: Sequence[Bounty]) -> tuple[tuple[str, str], ...]:
    """Claims that end, and own bounties that nobody works for."""
    open_ = [f"#{one.id}" for one in some if one.live]
    over = [f"#{one.id}" for one in some if not one.live]
    told = [f"{listed(open_)} can be claimed by others"] if open_ else []
    told += [f"{listed(over)} ended, and the money went back"] if over else []
    return (("Bounties", "; ".join(told)),) if told else ()


async def following(
    look: Look, bound: dict[str, int], unvested: int, heir: str
) -> tuple[tuple[str, str], ...]:
    """What is locked or has not vested, which follows when its locks end and as it vests."""
    locks = [("Locked", f"{await spelled(look, bound)} to {heir} when the locks end")] if bound else []
    if not unvested:
        return tuple(locks)
    amount = show(unvested, await assets.governance(look))
    return *locks, ("Not vested", f"{amount} to {heir} as it vests, unless it is revoked")
