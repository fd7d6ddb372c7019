"""Where a community lives: a further place is bound with a code of its admin (RULES 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import Card
from bot.command import ADMIN, HOST, Arg, Cog, Context, command
from rules import linking
from rules.errors import Refusal
from rules.moments import span
from storage import communities, links

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change


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
