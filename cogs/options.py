"""Proposals that ask the community to choose among options (RULES 4, ballot forms)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import Card
from bot.command import Arg, Cog, Context, command
from cogs import payloads
from cogs.proposals import Text, Title, draft
from rules import options as offered
from rules import proposals

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change

Ballots = Literal["single", "approval", "weighted", "quadratic", "ranked", "copeland"]


class Options(Cog):
    """What the community says by choosing; nothing else happens by itself."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("proposal choose", form=True, confirm=True)
    async def choose(
        self,
        ctx: Context,
        change: Change,
        form: Annotated[Ballots, Arg("how ballots are filled in and counted")],
        title: Title,
        options: Annotated[str, Arg("two to ten options, with ; between them", most=800)],
        text: Text,
    ) -> Card:
        """Propose that the community chooses among options; nothing else happens by itself."""
        among = {"form": form, "options": list(offered.read(options))}
        payload = payloads.signal(proposals.title(title), text, among)
        return await draft(change, ctx.me, "signal", title, text, payload)
