"""What is said of members who were silent for too long: on open votes, in results, in the export (RULES 4, apathy)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from bot.card import File
from cogs.details import harmless
from rules import dormancy
from rules.amounts import figure, plain
from rules.parameter import SHOW
from rules.tallying import Running
from rules.wording import count
from storage import members

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rules.amounts import Asset
    from rules.dormancy import Silence
    from rules.tallying import Snapshot
    from rules.verdict import Choice
    from storage.proposals import Proposal
    from storage.store import Look

COLUMNS = ("proposal", "member", "name", "votes", "in the base")
FLOOR = "The base is half of all votes, the least that a constitutional vote has."
Fields = list[tuple[str, str]]


def opening(one: Proposal, snapshot: Snapshot, token: Asset) -> Fields:
    """The base of a sealed vote as of its opening, which tells of nobody's vote."""
    silent = dormancy.silence(snapshot, {})
    if not silent.outside:
        return []
    tally = Running(snapshot)
    told = f"{outside(one, silent, snapshot, token)} until they vote{f'. {FLOOR}' if tally.raised else ''}"
    return [("Base", f"{figure(tally.count().base, token)} votes when voting opened; {told}")]


def so_far(one: Proposal, snapshot: Snapshot, silent: Silence, tally: Running, token: Asset) -> Fields:
    """Who is outside the base of an open vote by now, and how many have come back."""
    told = [f"{outside(one, silent, snapshot, token)} until they vote"] if silent.outside else []
    told += [back(silent)] if silent.back else []
    return [("Silent", "; ".join(told) + (f". {FLOOR}" if tally.raised else ""))] if told else []


def lines(one: Proposal, snapshot: Snapshot, silent: Silence, tally: Running, token: Asset) -> list[str]:
    """What a result says of the dormant; nothing where there were none."""
    told = [outside(one, silent, snapshot, token)] if silent.outside else []
    told += [back(silent)] if silent.back else []
    return [f"Silent: {'; '.join(told)}.{f' {FLOOR}' if tally.raised else ''}"] if told else []


def outside(one: Proposal, silent: Silence, snapshot: Snapshot, token: Asset) -> str:
    """`2 members with 1,000 votes, silent for 180 days, are outside the base`."""
    many = len(silent.outside)
    votes = figure(power(silent.outside, snapshot), token)
    long, are = SHOW["duration"](one.terms["dormant_after"]), "is" if many == 1 else "are"
    return f"{count(many, 'member')} with {votes} votes, silent for {long}, {are} outside the base"


def back(silent: Silence) -> str:
    return f"{count(len(silent.back), 'member')} came back by voting"


def power(some: Collection[int], snapshot: Snapshot) -> int:
    return sum(snapshot.powers[one] for one in some)


def booked(silent: Silence, snapshot: Snapshot) -> dict[str, Any]:
    """What the entry of a result says of them, in numbers only; nothing where there were none."""
    if not (silent.outside or silent.back):
        return {}
    left = {"outside": len(silent.outside), "outside_power": power(silent.outside, snapshot)}
    return left | {"back": len(silent.back)}


async def names(look: Look, votes: Mapping[int, tuple[Snapshot, Mapping[int, Choice]]], token: Asset) -> File:
    """Who was silent when votes opened that have closed by now, by proposal."""
    found = {number: (dormancy.silence(*vote), vote[0]) for number, vote in votes.items()}
    everybody = {who for silent, _ in found.values() for who in silent.outside | silent.back}
    called, sheet = await members.names(look, everybody), io.StringIO()
    rows = csv.writer(sheet)
    rows.writerow(COLUMNS)
    for number, (silent, snapshot) in found.items():
        for who in sorted(silent.outside | silent.back):
            votes_, inside = plain(snapshot.powers[who], token), "yes" if who in silent.back else "no"
            rows.writerow([number, who, harmless(called[who]), votes_, inside])
    return File("silent.csv", sheet.getvalue().encode(), alt="who was silent when a vote opened")
