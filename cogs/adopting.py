"""Becoming who an import speaks of: a member says so, a treasurer who is neither confirms (RULES 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Card
from bot.command import TREASURER, Arg, Cog, Context, alarm, command
from cogs import debating, granted
from cogs.amounts import spelled
from cogs.claim import END, imported, rivals, show, sides, waiting
from cogs.pairs import may_join, part, seats
from rules import ledger as accounts
from rules.errors import Refusal
from storage import joining, ledger, links, members, merges, settling
from storage.links import Link as Pair

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change, Look

RESTS = "For 24 hours you cannot send, withdraw or approve; `link undo` takes it back until then."
Number = Annotated[int, Arg("number of the link, as its card says", ge=1)]


class Adopting(Cog):
    """Who was imported has no voice, so a treasurer answers, in public; no admin, as tokens may follow."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("link imported", private=True)
    async def say(
        self,
        ctx: Context,
        change: Change,
        name: Annotated[str, Arg("the name as it was imported", rest=True, most=members.LONGEST_NAME)],
    ) -> Card:
        """Say that an imported name is you; a treasurer confirms it, and you are one member."""
        one = await imported(change, name)
        if not [who for who in await members.holders(change, TREASURER) if who != ctx.me]:
            raise Refusal("A treasurer other than you has to confirm this, and there is none.")
        await take_back(change, ctx.me, one.id)
        pair = await links.claim(change, one, ctx.me, ctx.event.platform, ctx.event.account)
        await may_join(change, pair)
        lasts = links.CLAIM_LASTS
        await change.alarm(END, str(pair.id), change.now + lasts, period=lasts)
        for other in [pair, *await rivals(change, pair)]:
            await show(change, other.id)
        return Card(f"The treasurers are asked whether you are the imported {one.name}: link #{pair.id}.")

    @command("link vouch", role=TREASURER, confirm=True)
    async def confirm(self, ctx: Context, change: Change, number: Number) -> Card:
        """Vouch that somebody is who an import speaks of; the two become one member."""
        pair = await judged(ctx, change, number, links.WAITING)
        await links.may_move(change, ctx.me)
        if not await members.is_imported(change, pair.giver):
            raise Refusal(f"{await members.name(change, pair.giver)} is linked with somebody by now.")
        await may_join(change, pair)
        names, facts = await members.names(change, [pair.giver, pair.taker]), await sides(change, pair)
        await links.agree(change, number, pair.giver)
        merge = await joining.join(change, pair, by=ctx.me)
        await settling.recheck(change)
        await debating.redraw(change)
        await granted.redraw(change, merge.kept)
        await seats(change, merge.kept)
        await change.alarm(END, str(number), merge.until)
        await show(change, number)
        await others(change, pair, names[pair.giver])
        note = Card(f"You are the imported {names[pair.giver]} now, too. {RESTS}")
        await change.whisper(merge.kept, note, to=pair.reach(pair.taker))
        held = await spelled(change, await ledger.balances(change, accounts.member(merge.kept)))
        chain = (CHAIN, change.head[: accounts.SHOWN])
        title = f"Join {names[pair.taker]} with the imported {names[pair.giver]}"
        return Card("", title=title, fields=(*facts, ("Together", held), chain), tone="good")

    @command("link deny", role=TREASURER)
    async def refuse(self, ctx: Context, change: Change, number: Number) -> Card:
        """Say that somebody is not who an import speaks of, or that you cannot tell."""
        pair = await judged(ctx, change, number, links.WAITING)
        names = await members.names(change, [ctx.me, pair.giver])
        await end(change, pair, links.REFUSED, by=names[ctx.me])
        told = f"{names[ctx.me]} does not confirm that you are the imported {names[pair.giver]}."
        await tell(change, pair, told)
        return Card(f"Link #{number} is refused; nothing was joined.")

    @command("link part", role=TREASURER, confirm=True)
    async def undo(self, ctx: Context, change: Change, number: Number) -> Card:
        """Part an imported name from somebody again, within 24 hours after it was confirmed."""
        pair = await judged(ctx, change, number, links.DONE)
        if change.now >= (await merges.get(change, pair.merge or 0)).until:
            raise Refusal(f"Link #{number} was confirmed more than 24 hours ago and stands.")
        card = await part(change, pair, ctx.me)
        await change.disarm(END, str(number))
        await show(change, number)
        return card

    @alarm(END)
    async def over(self, change: Change, subject: str) -> None:
        """A claim that nobody answered lapses; one that was confirmed can no longer be undone."""
        pair = await links.get(change, int(subject))
        if pair.state != links.WAITING:
            await show(change, pair.id)
            return
        await end(change, pair, links.LAPSED)
        name = await members.name(change, pair.giver)
        asks = f"`link imported {name}` asks again"
        await tell(change, pair, f"No treasurer answered whether you are the imported {name}; {asks}.")


async def take_back(change: Change, me: int, now: int) -> None:
    """One claim at a time: a new one ends the last; Refusal if it is the same."""
    for pair in await waiting(change):
        if pair.taker == me and pair.giver == now:
            raise Refusal(f"The treasurers have been asked already: link #{pair.id}.")
        if pair.taker == me:
            await end(change, pair, links.WITHDRAWN)


async def judged(ctx: Context, look: Look, number: int, state: str) -> Pair:
    """A claim in this state that the speaker may judge, being neither of the two; else Refusal."""
    pair = await links.get(look, number)
    if not pair.claim:
        raise Refusal(f"Link #{number} is between two accounts in chat, whose owners answer it themselves.")
    now = await joining.followed(look, [pair.giver, pair.taker])
    if ctx.me in now.values():
        raise Refusal("You are one of the two, so another treasurer has to answer.")
    if pair.state != state:
        raise Refusal(f"Link #{number} is {STANDS[pair.state]}.")
    return pair


STANDS = {
    links.WAITING: "not confirmed yet, so there is nothing to undo",
    links.DONE: "confirmed already",
    links.REFUSED: "refused already",
    links.UNDONE: "undone already",
    links.LAPSED: "over: nobody answered in time",
    links.WITHDRAWN: "over: it was taken back",
    links.TAKEN: "over: somebody else was confirmed",
}


async def end(change: Change, pair: Pair, state: str, by: str = "") -> None:
    """Close a claim without joining anybody."""
    await links.close(change, pair.id, state)
    await change.disarm(END, str(pair.id))
    await show(change, pair.id, by)


async def others(change: Change, pair: Pair, name: str) -> None:
    """Whoever else said to be the same imported member is not."""
    for one in await rivals(change, pair):
        await end(change, one, links.TAKEN)
        await tell(change, one, f"A treasurer confirmed that somebody else is the imported {name}.")


async def tell(change: Change, pair: Pair, text: str) -> None:
    """A private note to who said to be somebody imported."""
    await change.whisper(pair.taker, Card(text), to=pair.reach(pair.taker))
