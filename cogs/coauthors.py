"""Writing a proposal together: the author asks, whoever accepts may edit too; only the author cancels (RULES 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import Button, Card
from bot.command import Arg, Call, Cog, Context, Member, command
from cogs import debating
from cogs.debating import Number
from rules import proposals as rules
from rules.errors import Refusal
from storage import coauthors, members
from storage import proposals as store
from storage.coauthors import ACCEPTED, ASKED, DECLINED

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.proposals import Proposal
    from storage.store import Change, Look


class Coauthors(Cog):
    """Nobody is made an author unasked, and what they share is the text."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("proposal coauthor")
    async def ask(
        self, ctx: Context, change: Change, number: Number, who: Annotated[Member, Arg("who writes with you")]
    ) -> Card:
        """Ask somebody to write your proposal with you, or take that back."""
        one = await open_(change, number)
        if one.by != ctx.me:
            raise Refusal(f"Only {await members.name(change, one.by)}, whose proposal it is, can do that.")
        if who == ctx.me:
            raise Refusal("It is your own proposal; name somebody else to write it with you.")
        name, said = await members.name(change, who), await coauthors.of(change, number)
        if said.get(who) in (ASKED, ACCEPTED):
            await coauthors.drop(change, number, who)
            await debating.show(change, one)
            return Card(f"{name} is no longer asked to write proposal #{number} with you.")
        if who in said:
            raise Refusal(f"{name} has declined to write proposal #{number} with you.")
        if await members.is_imported(change, who):
            raise Refusal(f"{name} was only read about so far, so nobody would answer.")
        rules.may_ask(sum(state != DECLINED for state in said.values()))
        await coauthors.put(change, number, who, ASKED)
        await change.whisper(who, await invitation(change, one))
        return Card(f"{name} is asked to write proposal #{number} with you.")

    @command("proposal join", private=True)
    async def join(self, ctx: Context, change: Change, number: Number) -> Card:
        """Be co-author of a proposal, as its author has asked you."""
        one = await asked(change, ctx.me, number)
        if (await coauthors.of(change, number))[ctx.me] == ACCEPTED:
            raise Refusal(f"You are co-author of proposal #{number} already; `proposal edit` changes it.")
        await answer(change, one, ctx.me, ACCEPTED, "writes")
        return Card(
            f"You are co-author of proposal #{number}: `proposal edit {number}` changes what it says."
        )

    @command("proposal leave", private=True)
    async def leave(self, ctx: Context, change: Change, number: Number) -> Card:
        """Decline to be co-author of a proposal, or be it no longer."""
        one = await asked(change, ctx.me, number)
        await answer(change, one, ctx.me, DECLINED, "does not write")
        return Card(f"You are not co-author of proposal #{number}.")


async def open_(look: Look, number: int) -> Proposal:
    """A proposal that can still be changed; Refusal otherwise."""
    one = await store.get(look, number)
    if one.state not in rules.EDITABLE:
        raise Refusal(f"Proposal #{number} is {debating.STATES[one.state]}, so its authors stay as they are.")
    return one


async def asked(look: Look, me: int, number: int) -> Proposal:
    """A proposal whose author has asked the speaker, who has not declined; Refusal otherwise."""
    one = await open_(look, number)
    if (await coauthors.of(look, number)).get(me) not in (ASKED, ACCEPTED):
        raise Refusal(f"You are not asked to write proposal #{number}; only its author can ask.")
    return one


async def answer(change: Change, one: Proposal, me: int, state: str, does: str) -> None:
    """Keep an answer, show it, and tell the author."""
    await coauthors.put(change, one.id, me, state)
    await debating.show(change, one)
    name = await members.name(change, me)
    await change.whisper(one.by, Card(f"{name} {does} proposal #{one.id} with you."))


async def invitation(look: Look, one: Proposal) -> Card:
    """What somebody is asked, with the buttons to answer."""
    name = await members.name(look, one.by)
    buttons = (
        Button("Accept", Call.to("proposal join", number=one.id), "✅"),
        Button("Decline", Call.to("proposal leave", number=one.id), "❌"),
    )
    body = (
        f"{name} asks you to be co-author of proposal #{one.id}, {one.title}: you may change its text, too."
    )
    return Card(body, buttons=buttons)


async def written(look: Look, me: int, number: int) -> Proposal:
    """A proposal that the speaker writes, alone or with others; Refusal otherwise."""
    one = await store.get(look, number)
    if me != one.by and me not in await coauthors.accepted(look, number):
        name = await members.name(look, one.by)
        raise Refusal(f"Only {name}, whose proposal it is, and co-authors who accepted can do that.")
    return one


async def tell(change: Change, one: Proposal, me: int, changes: str) -> str:
    """Tell the author what a co-author has changed; how it is told to everybody."""
    if me == one.by:
        return "Its text was changed"
    name = await members.name(change, me)
    await change.whisper(one.by, Card(changes, title=f"{name} changed your proposal #{one.id}"))
    return f"{name} changed its text"
