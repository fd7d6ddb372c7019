"""Whether somebody is who an import speaks of: its public card, and what has to hold (RULES 1)."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from bot.card import Button, Card
from bot.command import TREASURER, Call
from cogs.amounts import spelled
from cogs.matters import OPEN_LINES
from cogs.pairs import has
from rules import moments
from rules.errors import Refusal
from rules.wording import listed
from storage import communities, joining, ledger, links, members, merges, payouts
from storage.links import Link

if TYPE_CHECKING:
    from storage.members import Member
    from storage.store import Change, Look

TOPIC = "treasury"
END = "claim.end"  # the alarm at which a claim lapses, and at which a link can no longer be undone
MOST_NAMES = 3
ENDS = {
    links.REFUSED: "No: {by} refused, and nothing was joined.",
    links.LAPSED: "No treasurer answered in time, so nothing was joined.",
    links.WITHDRAWN: "Taken back; nothing was joined.",
    links.TAKEN: "No: a treasurer confirmed that it is somebody else.",
    links.UNDONE: "Undone: they are two members again.",
}
ASKS = (
    "A treasurer who is neither of the two confirms or refuses; whoever cannot tell refuses.\n"
    "Once it is confirmed, tokens, work and rewards of both are one member's, and attestations between "
    "the two are void. For 24 hours that member cannot send, withdraw or approve, and it can be undone."
)


async def show(change: Change, number: int, by: str = "a treasurer") -> None:
    """Bring the public card up to date; `by` is who refused."""
    pair = await links.get(change, number)
    await change.show(TOPIC, await card(change, pair, by), subject=f"link/{number}")


async def card(look: Look, pair: Link, by: str) -> Card:
    """Who says to be whom and what would be joined, or what became of it."""
    names = await members.names(look, [pair.giver, pair.taker])
    title = f"Is {names[pair.taker]} the imported {names[pair.giver]}?"
    if pair.state == links.DONE:
        return await joined(look, pair, title)
    if pair.state != links.WAITING:
        return Card(ENDS[pair.state].format(by=by), title=title)
    judges = [one for one in await members.holders(look, TREASURER) if one != pair.taker]
    buttons = (
        Button("Confirm", Call.to("link vouch", number=pair.id), "✅"),
        Button("Refuse", Call.to("link deny", number=pair.id), "❌"),
    )
    said = f"{names[pair.taker]} says so. {ASKS}"
    return Card(said, title=title, fields=await sides(look, pair), buttons=buttons, mentions=tuple(judges))


async def joined(look: Look, pair: Link, title: str) -> Card:
    """Who confirmed it, and as long as it can be undone, how."""
    entry = await ledger.find(look, f"link/{pair.id}")
    merge = await merges.get(look, pair.merge or 0)
    body = f"Yes: {await members.name(look, entry.by if entry else 0)} confirmed it, and they are one member."
    if look.now >= merge.until:
        return Card(body, title=title)
    when = moments.when(merge.until, moments.zone((await communities.get(look)).zone))
    body += f" Until {when} a treasurer can undo it with the button, and they themselves with `link undo`."
    undo = Button("Undo", Call.to("link part", number=pair.id), "↩️")
    return Card(body, title=title, buttons=(undo,))


async def sides(look: Look, pair: Link) -> tuple[tuple[str, str], ...]:
    """What each of the two has, and who else says to be the imported one."""
    names = await members.names(look, [pair.giver, pair.taker])
    old = await members.get(look, pair.giver)
    zone = moments.zone((await communities.get(look)).zone)
    since = f", first seen {moments.date_of(old.known_since, zone)}"
    due = await spelled(look, await awaited(look, pair.giver))
    others = [one.taker for one in await rivals(look, pair)]
    named = await members.names(look, others)
    fields = [
        (f"The imported {names[pair.giver]}", await has(look, pair.giver) + since),
        (f"{names[pair.taker]} on {pair.taker_on}", await has(look, pair.taker)),
        ("Waits for the imported", due if due != "nothing" else ""),
        ("Says so, too", listed([named[one] for one in others])),
    ]
    return tuple(one for one in fields if one[1])


async def awaited(look: Look, member: int) -> dict[str, int]:
    """What open payouts hold for a member, by asset."""
    total: dict[str, int] = {}
    for payout in await payouts.unpaid(look):
        lines = [one for one in await payouts.lines(look, payout.id) if one.state in OPEN_LINES]
        now = await joining.followed(look, {one.member for one in lines})
        for one in lines:
            if now[one.member] == member:
                total[one.asset] = total.get(one.asset, 0) + one.amount
    return total


async def waiting(look: Look) -> list[Link]:
    """The claims that no treasurer has answered yet."""
    return [one for one in await links.claims(look) if one.state == links.WAITING]


async def rivals(look: Look, pair: Link) -> list[Link]:
    """Other claims to be the same imported member."""
    return [one for one in await waiting(look) if one.giver == pair.giver and one.id != pair.id]


async def imported(look: Look, text: str) -> Member:
    """The imported member of this name; Refusal says in one sentence what is known instead."""
    wanted = members.key(members.clean(text))
    people = {members.key(one.name): one for one in await members.imported(look)}
    if found := people.get(wanted):
        return found
    if not people:
        raise Refusal("Nobody is here who was imported and not linked yet.")
    fits = [one.name for key, one in people.items() if wanted and wanted in key]
    if len(fits) > 1:
        more = [f"{len(fits) - MOST_NAMES:,} more"] if len(fits) > MOST_NAMES else []
        which = listed([*fits[:MOST_NAMES], *more])
        raise Refusal(f"Several imported names fit {text[:40]!r}: {which}; write the whole name.")
    there = [one.name for one in await members.everybody(look) if members.key(one.name) == wanted]
    if there and not fits:
        raise Refusal(f"{there[0]} speaks here already; `link` joins two accounts of yours.")
    near = fits or [people[key].name for key in difflib.get_close_matches(wanted, people, 1)]
    hint = f"did you mean {near[0]}?" if near else "write the name as the imported history has it."
    raise Refusal(f"Nobody called {text[:40]!r} was imported; {hint}")
