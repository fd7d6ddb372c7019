"""Two members who become one, and two again: what both ways to link share (RULES 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.card import Card
from cogs import debating, granted
from cogs.amounts import owned
from cogs.matters import matters
from rules import approvals, linking
from rules.errors import Refusal
from rules.wording import count
from storage import contributions, joining, links, members, parameters, settling
from storage.links import Link

if TYPE_CHECKING:
    from storage.store import Change, Look


async def may_join(look: Look, pair: Link) -> None:
    """Check that nothing open stands between the two, and that neither was linked in the last 24 hours."""
    for one in (pair.giver, pair.taker):
        if not (await members.get(look, one)).present:
            raise Refusal("One of the two is not a member any more; nothing can be linked.")
        if await links.quarantined(look, one):
            name = await members.name(look, one)
            raise Refusal(f"{name} was linked in the last 24 hours; wait until they are over.")
    linking.may_link(pair.giver, pair.taker, await matters(look))


async def has(look: Look, member: int) -> str:
    """What a member would bring."""
    tokens = await owned(look, member)
    work = await contributions.number_of(look, who=member)
    roles = sorted(await members.roles(look, member))
    parts = [tokens, count(work, "contribution")]
    return ", ".join([*parts, *roles])


async def seats(change: Change, member: int) -> None:
    """Two treasurers who are one leave a seat empty: where too few are left, everybody is told (RULES 5)."""
    if "treasurer" not in await members.roles(change, member):
        return
    there = len(await members.holders(change, "treasurer"))
    needed = await parameters.get(change, "approvals_needed")
    if approvals.short(needed, there):
        must, are = count(needed, "treasurer"), "is" if there == 1 else "are"
        told = (
            f"Two accounts of one treasurer were linked. {must} must approve a payout and there {are} {there}"
        )
        await change.say("treasury", Card(f"{told}: payouts stand still until one is elected."))


async def part(change: Change, pair: Link, by: int | None = None) -> Card:
    """Undo a fresh link, if need be by a treasurer; both sides are told."""
    merge = await joining.part(change, pair, by)
    await settling.recheck(change)
    await debating.redraw(change)
    await granted.redraw(change, merge.kept)
    await granted.redraw(change, merge.dropped)
    names = await members.names(change, [merge.kept, merge.dropped])
    both = f"{names[merge.kept]} and {names[merge.dropped]}"
    for one in (merge.kept, merge.dropped):
        await change.whisper(one, Card(f"The link of {both} was undone."), to=pair.reach(one))
    held = await owned(change, merge.dropped)
    return Card(
        "Each has again what was theirs. What was done together since then stays with the first.",
        title=f"Undo the link of {both}",
        fields=((f"Back to {names[merge.dropped]}", held),),
    )
