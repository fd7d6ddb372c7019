"""One human on several platforms: joining two accounts, undoing it, and dropping one (RULES 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Button, Card
from bot.command import Arg, Call, Cog, Context, command
from cogs import claim, debating, granted
from cogs.amounts import owned
from cogs.pairs import has, may_join, part, seats
from rules import ledger as accounts
from rules import linking
from rules.errors import Refusal
from rules.moments import span
from rules.wording import count, listed
from storage import joining, links, members, merges, settling
from storage.links import Link as Pair

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change, Look

UNKNOWN = "I do not know this code; check it, or ask for a new one with `link` on your other account."
OWN = "This is your own code; enter it with your other account."


class Link(Cog):
    """A code on one side, the code on the other, and a yes from both."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("link", private=True)
    async def give(self, ctx: Context, change: Change) -> Card:
        """Get a code that joins you with your account on another platform."""
        code = await links.make(change, links.ACCOUNT, ctx.me, ctx.event.platform, ctx.event.account)
        shown = linking.shown(code)
        body = f"Your code is **{shown}**. With your other account, type `link enter {shown}` within "
        return Card(f"{body}{span(linking.VALID)}. Give it to nobody else: it makes two people one.")

    @command("link enter", private=True)
    async def enter(
        self, ctx: Context, change: Change, code: Annotated[str, Arg("what `link` showed you", most=20)]
    ) -> Card:
        """Enter the code that your other account was given."""
        typed = linking.read(code)
        linking.may_try(await links.tries(change, ctx.me), ctx.now)
        await links.tried(change, ctx.me)
        try:
            pair = await meet(ctx, change, typed)
        except Refusal as no:  # a wrong code counts as a try, so this answer is kept and not undone
            return Card(str(no), tone="refusal")
        card = await joined(change, pair)
        await change.whisper(pair.giver, card, to=pair.reach(pair.giver))
        return card

    @command("link confirm", private=True)
    async def confirm(
        self, ctx: Context, change: Change, number: Annotated[int, Arg("number of the link", ge=1)]
    ) -> Card:
        """Say that both accounts are yours; with both sides' yes they are joined."""
        pair = await answerable(ctx, change, number)
        await may_join(change, pair)
        pair = await links.agree(change, pair.id, ctx.me)
        name = await members.name(change, pair.other(ctx.me))
        if not pair.agreed:
            return Card(f"You said yes. Now {name} confirms too, on the other side.")
        return await done(ctx, change, pair)

    @command("link refuse", private=True)
    async def refuse(
        self, ctx: Context, change: Change, number: Annotated[int, Arg("number of the link", ge=1)]
    ) -> Card:
        """Say that the other account is not yours."""
        pair = await answerable(ctx, change, number)
        await links.close(change, pair.id, links.REFUSED)
        name = await members.name(change, ctx.me)
        other = pair.other(ctx.me)
        await change.whisper(other, Card(f"{name} said no: nothing was linked."), to=pair.reach(other))
        return Card("Nothing was linked.")

    @command("link undo", confirm=True, private=True)
    async def undo(self, ctx: Context, change: Change) -> Card:
        """Part two accounts that were linked in the last 24 hours."""
        latest = await merges.latest(change, ctx.me)
        linking.may_undo(latest.at if latest else None, ctx.now)
        pair = await links.of(change, latest.id if latest else 0)
        card = await part(change, pair)
        if pair.claim:
            await change.disarm(claim.END, str(pair.id))
            await claim.show(change, pair.id)
        return card

    @command("unlink", confirm=True, private=True)
    async def unlink(
        self,
        ctx: Context,
        change: Change,
        platform: Annotated[str, Arg("which platform, such as matrix", most=20)],
        account: Annotated[str, Arg("which account, if you have several there", most=120)] = "",
    ) -> Card:
        """Drop one of your accounts; everything you have stays with the others."""
        mine = await members.identities(change, ctx.me)
        here = [one for one in mine if one[0] == platform.lower() and account in ("", one[1])]
        if len(here) > 1:
            told = listed([one[1] for one in here])
            raise Refusal(f"You have {count(len(here), 'account')} there: {told}; name the one to drop.")
        dropped = here[0] if here else (platform.lower(), account or "an account")
        latest = await merges.latest(change, ctx.me)
        voices = [one for one in mine if one[0] != members.IMPORTED or one == dropped]
        linking.may_unlink(voices, dropped, latest.at if latest else None, ctx.now)
        await members.drop_identity(change, *dropped)
        left = listed([f"{one[1]} ({one[0]})" for one in mine if one != dropped])
        body = "Whoever uses it next is somebody new here, without anything of yours."
        return Card(body, title=f"Drop {dropped[1]} ({dropped[0]})", fields=(("Yours stay", left),))


async def meet(ctx: Context, change: Change, typed: str) -> Pair:
    """Use a code up and ask both sides; Refusal if it does not work for whoever enters it."""
    code = await links.find(change, links.ACCOUNT, typed)
    if code is None:
        raise Refusal(UNKNOWN)
    linking.may_use(code.made, code.used, ctx.now)
    if code.member == ctx.me:
        raise Refusal(OWN)
    await links.use(change, typed)
    pair = await links.propose(change, code, ctx.me, ctx.event.platform, ctx.event.account)
    await may_join(change, pair)
    return pair


async def answerable(ctx: Context, change: Change, number: int) -> Pair:
    """A link that waits for the speaker; else Refusal."""
    pair = await links.get(change, number)
    if ctx.me not in (pair.giver, pair.taker):
        raise Refusal("This link is between two others; `link` starts one of your own.")
    if pair.claim:
        raise Refusal("Whether you are somebody imported is for a treasurer to confirm.")
    if pair.state != links.WAITING or ctx.now > pair.until:
        raise Refusal("This link is over; start again with `link`.")
    return pair


async def joined(look: Look, pair: Pair) -> Card:
    """Who and what would be joined, for both sides."""
    sides = [(pair.giver, pair.giver_on), (pair.taker, pair.taker_on)]
    fields = [(f"{await members.name(look, one)} on {on}", await has(look, one)) for one, on in sides]
    body = (
        "If both accounts are yours, confirm on both sides. Tokens, work and roles are added together and "
        "attestations between the two become void. For 24 hours you cannot send, withdraw or approve, "
        "and `link undo` takes it back. If only one of them is yours, refuse: somebody is fishing for codes."
    )
    buttons = (
        Button("Confirm", Call.to("link confirm", number=pair.id), "✅"),
        Button("Refuse", Call.to("link refuse", number=pair.id), "❌"),
    )
    return Card(body, title="Are these two you?", fields=tuple(fields), buttons=buttons, private=True)


async def done(ctx: Context, change: Change, pair: Pair) -> Card:
    """Join the two; each side is told where it is."""
    other = pair.other(ctx.me)
    names = await members.names(change, [ctx.me, other])
    until = "For 24 hours you cannot send, withdraw or approve; `link undo` takes it back until then."
    note = Card(f"You and {names[ctx.me]} are one member now. {until}")
    await change.whisper(other, note, to=pair.reach(other))
    merge = await joining.join(change, pair)
    await settling.recheck(change)
    await debating.redraw(change)
    await granted.redraw(change, merge.kept)
    await seats(change, merge.kept)
    held = await owned(change, merge.kept)
    return Card(
        f"You and {names[other]} are one member now. {until}",
        title="Linked",
        fields=(("You have", held), (CHAIN, change.head[: accounts.SHOWN])),
        tone="good",
    )
