"""Hiding an abusive text, with a public reason; it changes no amount."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from bot.card import Card
from bot.command import MODERATOR, Arg, Cog, Context, command
from bot.deps import Deps
from cogs import bountied, opinions, work
from rules.errors import Refusal
from storage import bounties, contributions, ideas, members, polls
from storage.contributions import HIDDEN, LIVE, WITHDRAWN
from storage.store import Change

Kind = Literal["contribution", "idea", "poll", "bounty"]
WHAT = "contribution, idea, poll or bounty"
GET: dict[str, Callable[..., Awaitable[Any]]] = {
    "idea": ideas.get,
    "poll": polls.get,
    "bounty": bounties.get,
}


class Moderate(Cog):
    """What one moderator hides another can bring back; text and hash stay (RULES 7)."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("moderate hide", role=MODERATOR, form=True)
    async def hide(
        self,
        ctx: Context,
        change: Change,
        number: Annotated[int, Arg("number of what is to be hidden", ge=1)],
        reason: Annotated[str, Arg("why, for everybody to read", rest=True, most=280)],
        of: Annotated[Kind, Arg(WHAT)] = "contribution",
    ) -> Card:
        """Hide an abusive text; the reason is public and no amount changes."""
        author = await self._hide(change, of, number, ctx.me, reason)
        by = await members.name(change, ctx.me)
        if author != ctx.me:
            undo = "Another moderator can undo it; it changes no amount."
            await change.whisper(author, Card(f"{by} hid your {of} #{number}: {reason}\n{undo}"))
        return Card(f"{by} hid {of} #{number}: {reason}")

    async def _hide(self, change: Change, of: Kind, number: int, me: int, reason: str) -> int:
        """Hide it and bring its card up to date; its author."""
        if of == "contribution":
            one = await contributions.get(change, number)
            _not(one.state == HIDDEN, f"#{number} is hidden already.")
            _not(one.state == WITHDRAWN, f"#{number} was withdrawn, so its text is not shown any more.")
            await contributions.set_state(change, number, HIDDEN)
            await contributions.moderate(change, number, me, "hide", reason)
            await work.show(change, number)
            return one.by
        entry = await GET[of](change, number)
        _not(entry.hidden_by is not None, f"{of.capitalize()} #{number} is hidden already.")
        await self._mark(change, of, number, me, reason)
        return int(entry.by)

    @command("moderate unhide", role=MODERATOR, form=True)
    async def unhide(
        self,
        ctx: Context,
        change: Change,
        number: Annotated[int, Arg("number of what is to be shown again", ge=1)],
        reason: Annotated[str, Arg("why, for everybody to read", rest=True, most=280)],
        of: Annotated[Kind, Arg(WHAT)] = "contribution",
    ) -> Card:
        """Show a text again that another moderator has hidden."""
        if of == "contribution":
            one = await contributions.get(change, number)
            _not(one.state != HIDDEN, f"#{number} is not hidden.")
            hid = [who for act, who, _, _ in await contributions.moderations(change, number) if act == "hide"]
            _another(hid[-1], ctx.me)
            await contributions.set_state(change, number, LIVE)
            await contributions.moderate(change, number, ctx.me, "unhide", reason)
            await work.show(change, number)
        else:
            entry = await GET[of](change, number)
            _not(entry.hidden_by is None, f"{of.capitalize()} #{number} is not hidden.")
            _another(entry.hidden_by or 0, ctx.me)
            await self._mark(change, of, number, None, "")
        return Card(f"{await members.name(change, ctx.me)} shows {of} #{number} again: {reason}")

    async def _mark(self, change: Change, of: Kind, number: int, who: int | None, reason: str) -> None:
        facts = {"hidden_by": who, "hidden_why": reason}
        if of == "bounty":
            one = await bounties.put(change, await bounties.get(change, number), **facts)
            await bountied.show(change, one)
            return
        put, show = (ideas.put, opinions.show_idea) if of == "idea" else (polls.put, opinions.show_poll)
        await put(change, number, **facts)
        await show(change, number)


def _not(wrong: bool, sentence: str) -> None:
    if wrong:
        raise Refusal(sentence)


def _another(hid: int, me: int) -> None:
    if hid == me:
        raise Refusal("You hid it yourself, so another moderator has to look at it and undo that.")
