"""How a contribution looks: its card, its line in a list, and who may still change it."""

from __future__ import annotations

from bot.card import Button, Card
from bot.command import Call
from rules import work as rules
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import listed
from storage import contributions, members, runs
from storage.contributions import BOUNTY, HIDDEN, LIVE, LOG, PRAISE, WITHDRAWN, Work
from storage.store import Change, Look

TOPIC = "contributions"
NAMED = 5  # attesters named on a card; the others are counted
ERASED = "The text was erased because its author left."


async def card(look: Look, one: Work) -> Card:
    """The one card of a contribution, as it is now."""
    acts = await contributions.moderations(look, one.id)
    names = await members.names(look, [*one.people, *one.attested, *(who for _, who, _, _ in acts)])
    title = heading(one, names)
    if one.state == WITHDRAWN:
        return Card("Withdrawn.", title=title)
    if one.state == HIDDEN:
        who, reason = [(names[who], reason) for act, who, reason, _ in acts if act == "hide"][-1]
        return Card(f"Hidden by {who}: {reason or '(reason erased)'}", title=title)
    flagged = [(names[who], why) for act, who, why, _ in acts if act == "flag"]
    flags = tuple((f"Flagged by {who}", why or "(reason erased)") for who, why in flagged)
    button = (Button("Attest", Call.to("contribution attest", number=one.id), "✅"),)
    return Card(one.what or ERASED, title=title, fields=(*facts(one, names), *flags), buttons=button)


def heading(one: Work, names: dict[int, str]) -> str:
    """`Contribution #12 by ana with ben`, `Praise #13 by ana for ben`, `Paid bounty #14 by ben for ana`."""
    if one.kind == BOUNTY:
        return f"Paid bounty #{one.id} by {listed([names[who] for who in one.receivers])} for {names[one.by]}"
    if one.kind == PRAISE:
        return f"Praise #{one.id} by {names[one.by]} for {listed([names[who] for who in one.receivers])}"
    others = [names[who] for who in one.receivers if who != one.by]
    return f"Contribution #{one.id} by {names[one.by]}" + (f" with {listed(others)}" if others else "")


def facts(one: Work, names: dict[int, str]) -> tuple[tuple[str, str], ...]:
    """What is known beside the text; who attests it comes last."""
    given = [("Category", one.category), ("Time", rules.took(one.minutes)), ("Link", one.link)]
    by = [names[who] for who in one.attested]
    more = [f"{len(by) - NAMED:,} more"] if len(by) > NAMED else []
    said = listed([*by[:NAMED], *more]) or ("nobody else yet" if one.kind == PRAISE else "nobody yet")
    return (*((name, value) for name, value in given if value), ("Attested by", said))


def line(one: Work, names: dict[int, str]) -> str:
    """One line of a list."""
    text = "(hidden by a moderator)" if one.state == HIDDEN else rules.short(one.what or ERASED)
    who = (
        names[one.by]
        if one.kind == LOG
        else f"{names[one.by]} → {', '.join(names[who] for who in one.receivers)}"
    )
    others = ", ".join(names[who] for who in one.receivers if who != one.by) if one.kind == LOG else ""
    attested = f" (attested by {len(one.attested):,})" if one.attested else ""
    sign = {PRAISE: "🙏 ", BOUNTY: "🎯 "}.get(one.kind, "")
    return f"- #{one.id} {sign}{who}{f' with {others}' if others else ''}: {text}{attested}"


async def show(change: Change, number: int) -> None:
    """Bring the card up to date; praise has none, it is one line where it was said."""
    one = await contributions.get(change, number)
    if one.kind == LOG:
        await change.show(TOPIC, await card(change, one), subject=f"contribution/{number}")


async def changeable(look: Look, number: int) -> Work:
    """A live contribution whose month is not frozen; Refusal otherwise."""
    one = await contributions.get(look, number)
    if one.state != LIVE:
        state = "was withdrawn" if one.state == WITHDRAWN else "is hidden by a moderator"
        raise Refusal(f"#{number} {state}, so nothing about it can change.")
    if await runs.frozen(look, one.month):
        raise Refusal(f"{Month.parse(one.month).title} is frozen: what was done in it can no longer change.")
    return one


async def own(look: Look, number: int, me: int, *, verb: str) -> Work:
    """The same, of its author; Refusal names who that is."""
    one = await contributions.get(look, number)
    if one.by != me:
        raise Refusal(f"Only {await members.name(look, one.by)}, who wrote #{number}, can {verb} it.")
    if one.kind == BOUNTY:
        raise Refusal(f"#{number} is a bounty that was approved and paid, so nobody can {verb} it.")
    return await changeable(look, number)


def total(number: int, shown: int) -> str:
    """The line under a list that does not show everything."""
    return f"\n… and {number - shown:,} more" if number > shown else ""
