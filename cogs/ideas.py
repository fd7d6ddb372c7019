"""What the community should build, and who would like it too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Literal

from bot.card import Button, Card
from bot.command import Arg, Call, Cog, Context, command
from bot.deps import Deps
from cogs import opinions
from cogs.payloads import signal
from cogs.proposals import draft
from cogs.work import total
from rules.errors import Refusal
from rules.proposals import LONGEST_TITLE
from rules.wording import count
from rules.work import short
from storage import ideas, members, parameters
from storage.ideas import READY
from storage.store import Change, Look

MOST, PAGE = 500, 20
Choice = Literal["up", "none", "-up"]
Kind = Literal["signal", "charter", "spend", "budget", "prompt", "parameter", "allocation", "role"]
ELSEWHERE = {"prompt": "prompt propose"}  # kinds that have commands of their own
Number = Annotated[int, Arg("number of the idea", ge=1)]


class Ideas(Cog):
    """An idea with enough up-votes is ready for a proposal (RULES 7)."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("idea new", form=True, on_message=True)
    async def new(
        self,
        ctx: Context,
        change: Change,
        text: Annotated[str, Arg("what the community should build", rest=True, most=MOST)],
    ) -> Card:
        """Propose something the community should build, for others to up-vote."""
        number = await ideas.add(change, ctx.me, text)
        await opinions.show_idea(change, number)
        return Card(f"Your idea is #{number}.")

    @command("idea list")
    async def list(self, ctx: Context, look: Look) -> Card:
        """Every idea, the most wanted first."""
        found = await ideas.every(look)
        if not found:
            return Card("There are no ideas yet; `idea new` adds the first.")
        names = await members.names(look, {one.by for one in found})
        body = "\n".join(opinions.idea_line(one, names) for one in found[:PAGE])
        return Card(body + total(len(found), PAGE), title=count(len(found), "idea"))

    @command("idea show")
    async def show(self, ctx: Context, look: Look, number: Number) -> Card:
        """Show one idea."""
        return await opinions.idea_card(look, await ideas.get(look, number))

    @command("idea up", private=True)
    async def up(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        choice: Annotated[Choice | None, Arg("up or none; the other of both if left out")] = None,
    ) -> Card:
        """Up-vote an idea, or take your up-vote back."""
        one = await ideas.get(change, number)
        if one.hidden_by is not None:
            raise Refusal(f"Idea #{number} is hidden by a moderator, so it cannot be voted on.")
        mine = number in await ideas.ups_of(change, ctx.me)
        wanted = choice == "up" if choice else not mine
        if wanted == mine:
            return Card(
                f"You have{'' if mine else ' not'} up-voted idea #{number}{' already' if mine else ''}."
            )
        await (ideas.up if wanted else ideas.down)(change, number, ctx.me)
        await self._told(change, number)
        await opinions.show_idea(change, number)
        return Card(
            f"You up-voted idea #{number}." if wanted else f"You took your up-vote for idea #{number} back."
        )

    async def standing(self, look: Look, member: int, call: Call) -> Collection[str]:
        """Whether a member has up-voted."""
        return ("up",) if int(dict(call.args)["number"]) in await ideas.ups_of(look, member) else ()

    async def _told(self, change: Change, number: int) -> None:
        """The author hears once that the idea has enough up-votes."""
        one, needed = await ideas.get(change, number), await parameters.get(change, "idea_threshold")
        if one.ups < needed or one.told or one.state == READY:
            return
        await ideas.put(change, number, told=change.now)
        button = Button("Make it a proposal", Call.to("idea promote", number=number), "📜")
        body = (
            f"Your idea #{number} has {count(one.ups, 'up-vote')}, enough for a proposal if you like. "
            f"`idea promote {number} spend` begins one that pays; charter, budget, parameter, allocation and role go the same way."
        )
        await change.whisper(one.by, Card(body, buttons=(button,)))

    @command("idea promote")
    async def promote(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        kind: Annotated[Kind, Arg("what the proposal would do")] = "signal",
    ) -> Card:
        """Take your idea on towards a proposal, once it has enough up-votes."""
        one, needed = await ideas.get(change, number), await parameters.get(change, "idea_threshold")
        if one.by != ctx.me:
            raise Refusal(
                f"Only {await members.name(change, one.by)}, whose idea it is, can take it further."
            )
        if one.hidden_by is not None:
            raise Refusal(f"Idea #{number} is hidden by a moderator, so it cannot go on.")
        if one.state == READY:
            raise Refusal(f"Idea #{number} is a proposal already; `proposal list` shows it.")
        if one.ups < needed:
            raise Refusal(
                f"Idea #{number} has {count(one.ups, 'up-vote')} and needs {needed:,}; ask others for theirs."
            )
        await ideas.put(change, number, state=kind)
        if kind != "signal":
            way = ELSEWHERE.get(kind, f"proposal {kind}")
            button = Button("Write it", Call.to(way), "📜")
            body = f"The next proposal you make with `{way}` comes from idea #{number}:\n{one.what}"
            return Card(body, buttons=(button,), private=True)
        title = short(one.what, LONGEST_TITLE)
        made = await draft(change, ctx.me, kind, title, one.what, signal(title, one.what))
        return replace(made, body=f"Idea #{number} is a proposal now.", private=True)
