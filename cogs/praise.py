"""Thanking people in public: one act, one line."""

from __future__ import annotations

from typing import Annotated

from bot.card import Card
from bot.command import Arg, Cog, Context, Members, command
from bot.deps import Deps
from storage import contributions, members, runs
from storage.contributions import PRAISE
from storage.store import Change

MOST_RECEIVERS, MOST = 10, 500


class Praise(Cog):
    """Praise is a contribution of each receiver, attested by whoever gives it (RULES 7)."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("praise", form=True, on_message=True)
    async def praise(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Members, Arg("whom you praise, up to ten: @ana @ben", most=MOST_RECEIVERS)],
        why: Annotated[str, Arg("what for", rest=True, most=MOST)],
    ) -> Card:
        """Praise one to ten people for what they did; it counts as their contribution."""
        number = await contributions.add(change, PRAISE, ctx.me, who, why, str(await runs.this_month(change)))
        names = await members.names(change, [ctx.me, *who])
        for one in who:
            if one != ctx.me:
                told = Card(f"🙏 {names[ctx.me]} praised you: {why} (#{number})")
                await change.whisper(one, told, kind="rewards")
        line = f"🙏 {names[ctx.me]} → {', '.join(names[one] for one in who)}: {why} (#{number})"
        own = "\nPraise of oneself weighs nothing." if ctx.me in who else ""
        return Card(line + own)
