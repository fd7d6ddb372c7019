"""What is said of the base of a vote where members are dormant: on cards, in results, in the export (RULES 4, apathy)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.sheets import harmless, sheet
from rules import dormancy
from rules.amounts import plain
from rules.dormancy import Silence
from rules.parameter import SHOW
from rules.wording import count
from storage import members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.card import File
    from rules.amounts import Asset
    from rules.tallying import Running
    from rules.verdict import Figure
    from storage.proposals import Proposal
    from storage.store import Look

COLUMNS = ("proposal", "member", "name", "votes", "in the base")
FLOOR = "It is half of all votes, the least that a constitutional vote has."
Fields = list[tuple[str, str]]


def sealed(one: Proposal, show: Figure) -> Fields:
    """The base of a sealed vote as of its opening, which tells of nobody's vote."""
    if "silent" not in one.terms:
        return []
    then = one.terms["silent"]
    told = base(one, then["base"], Silence(then["outside"], then["power"]), show, " until they vote")
    return [("Base at the opening", told + (f". {FLOOR}" if then["raised"] else ""))]


def so_far(one: Proposal, whole: int, silent: Silence, show: Figure, *, raised: bool) -> Fields:
    """The base of an open vote by now; nothing where nobody was silent."""
    told = base(one, whole, silent, show, " until they vote")
    return [("Base", told + (f". {FLOOR}" if raised else ""))] if told else []


def lines(one: Proposal, whole: int, silent: Silence, show: Figure, *, raised: bool) -> list[str]:
    """The base in a result; nothing where nobody was silent."""
    told = base(one, whole, silent, show)
    return [f"Base: {told}.{f' {FLOOR}' if raised else ''}"] if told else []


def base(one: Proposal, whole: int, silent: Silence, show: Figure, until: str = "") -> str:
    """How much the base is, how many are outside it, and how many have come back."""
    told = [outside(one, silent, show) + until] if silent.outside else []
    told += [f"{count(silent.back, 'member')} came back by voting"] if silent.back else []
    return f"{show(whole)} votes. {'; '.join(told)}" if told else ""


def outside(one: Proposal, silent: Silence, show: Figure) -> str:
    """`2 members with 1,000 votes, silent for 180 days, are outside it`."""
    long, are = SHOW["duration"](one.terms["dormant_after"]), "is" if silent.outside == 1 else "are"
    votes = f"{count(silent.outside, 'member')} with {show(silent.power)} votes"
    return f"{votes}, silent for {long}, {are} outside it"


async def names(look: Look, votes: Mapping[int, Running], token: Asset) -> File:
    """Who was silent when votes opened that have closed by now, by proposal."""
    found = {number: dormancy.dormant(one) for number, one in votes.items()}
    called = await members.names(look, {who for some in found.values() for who in some})
    rows = [
        (
            number,
            who,
            harmless(called[who]),
            plain(votes[number].snapshot.powers[who], token),
            "yes" if back else "no",
        )
        for number, some in found.items()
        for who, back in sorted(some.items())
    ]
    return sheet("silent.csv", COLUMNS, rows, alt="who was silent when a vote opened")
