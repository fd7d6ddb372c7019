"""Where a community lives: a further place is bound with a code of its admin (RULES 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import Card
from bot.command import ADMIN, HOST, Arg, Badge, Channel, Cog, Context, command
from rules import linking
from rules.errors import Refusal
from rules.moments import span
from storage import badges, communities, links, wearing

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change


Held = Literal["treasurer", "guardian", "admin"]
REST = "everything else"
Topic = Literal[
    "general", "contributions", "ideas", "proposals", "bounties", "rewards", "treasury", "everything else"
]


class Places(Cog):
    """The admin makes a code, whoever administers the new place enters it there."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("setup place", role=ADMIN, private=True)
    async def give(self, ctx: Context, change: Change) -> Card:
        """Get a code that lets this community live in a further place."""
        code = await links.make(change, links.PLACE, ctx.me, ctx.event.platform, ctx.event.account)
        shown = linking.shown(code)
        body = (
            f"Your code is **{shown}**. Whoever administers the new place types `join {shown}` there within "
        )
        return Card(f"{body}{span(linking.VALID)}.")

    @command("setup channel", role=(ADMIN, HOST))
    async def channel(
        self,
        ctx: Context,
        change: Change,
        topic: Annotated[Topic, Arg("what is posted there")],
        channel: Annotated[Channel, Arg("the channel of this place")],
    ) -> Card:
        """Choose the channel of this place in which a topic is posted from now on."""
        name = "" if topic == REST else topic
        await communities.set_channel(change, ctx.event.platform, ctx.event.room, name, channel)
        what = "Everything without a channel of its own" if topic == REST else topic.capitalize()
        return Card(f"{what} goes to <#{channel}> from now on.")

    @command("setup moderators", role=(ADMIN, HOST))
    async def moderators(
        self, ctx: Context, change: Change, role: Annotated[Badge, Arg("the role that moderates here")]
    ) -> Card:
        """Say which role of this place moderates; no such role makes treasurers."""
        await badges.put(change, ctx.event.platform, ctx.event.room, badges.MODERATOR, role)
        return Card(f"Whoever has <@&{role}> is a moderator here from now on.")

    @command("setup badge", role=(ADMIN, HOST))
    async def badge(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Held, Arg("whose holders wear it")],
        role: Annotated[Badge | None, Arg("the role of this place; none is hung on if left out")] = None,
    ) -> Card:
        """Have the bot hang a role of this place on who holds one of ours; it is a sign and gives no right."""
        await wearing.show(change, ctx.event.platform, ctx.event.room, who, role or "")
        if role is None:
            return Card(f"Nothing shows here any more who is {who}.")
        return Card(
            f"Whoever is {who} wears <@&{role}> here from now on. It is a sign only and gives no right."
        )

    @command("join", role=HOST, joins=True)
    async def join(
        self, ctx: Context, change: Change, code: Annotated[str, Arg("what `setup place` showed", most=20)]
    ) -> Card:
        """Let a community live in this place, too."""
        name, here = (await communities.get(change)).name, (ctx.event.platform, ctx.event.room)
        if here in await communities.places(change):
            raise Refusal(f"This place belongs to {name} already, and communities are never merged.")
        found = await links.find(change, links.PLACE, linking.read(code))
        if found is None or found.used or ctx.now - found.made > linking.VALID:
            raise Refusal("This code does not work any more; the admin makes a new one with `setup place`.")
        await links.use(change, found.code)
        await communities.bind(change, *here)
        await change.say("general", Card(f"{name} lives on {ctx.event.platform} now, too."))
        return Card(f"This place belongs to {name} now. `help` shows what you can do here.", tone="good")
