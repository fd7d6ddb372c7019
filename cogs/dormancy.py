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
from rules.wording import count
from storage import members

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rules.amounts import Asset
    from rules.dormancy import Silence
    from rules.tallying import Running, Snapshot
    from storage.proposals import Proposal
    from storage.store import Look

COLUMNS = ("proposal", "member", "name", "votes", "in the base")
FLOOR = "It is half of all votes, the least that a constitutional vote has."


def field(name: str, one: Proposal, tally: Running, token: Asset) -> list[tuple[str, str]]:
    """The base on the card of an open vote; nothing where nobody was silent."""
    told = base(one, tally, token, " until they vote")
    return [(name, told)] if told else []


def lines(one: Proposal, tally: Running, token: Asset) -> list[str]:
    """The base in a result; nothing where nobody was silent."""
    told = base(one, tally, token)
    return [f"Base: {told.removesuffix('.')}."] if told else []


def base(one: Proposal, tally: Running, token: Asset, until: str = "") -> str:
    """How much the base is, how many are outside it, and how many have come back."""
    silent = dormancy.silence(tally.snapshot, tally.choices)
    told = [outside(one, silent, tally.snapshot, token) + until] if silent.outside else []
    told += [f"{count(len(silent.back), 'member')} came back by voting"] if silent.back else []
    whole = f"{figure(tally.count().base, token)} votes"
    return f"{whole}. {'; '.join(told)}" + (f". {FLOOR}" if tally.raised else "") if told else ""


def outside(one: Proposal, silent: Silence, snapshot: Snapshot, token: Asset) -> str:
    """`2 members with 1,000 votes, silent for 180 days, are outside it`."""
    many = len(silent.outside)
    votes = figure(power(silent.outside, snapshot), token)
    long, are = SHOW["duration"](one.terms["dormant_after"]), "is" if many == 1 else "are"
    return f"{count(many, 'member')} with {votes} votes, silent for {long}, {are} outside it"


def power(some: Collection[int], snapshot: Snapshot) -> int:
    return sum(snapshot.powers[one] for one in some)


def booked(tally: Running) -> dict[str, Any]:
    """What the entry of a result says of them, in numbers only; nothing where there were none."""
    silent = dormancy.silence(tally.snapshot, tally.choices)
    if not (silent.outside or silent.back):
        return {}
    left = {"outside": len(silent.outside), "outside_power": power(silent.outside, tally.snapshot)}
    return left | {"back": len(silent.back)}


async def names(look: Look, votes: Mapping[int, Running], token: Asset) -> File:
    """Who was silent when votes opened that have closed by now, by proposal."""
    found = {number: dormancy.silence(one.snapshot, one.choices) for number, one in votes.items()}
    everybody = {who for silent in found.values() for who in silent.outside | silent.back}
    called, sheet = await members.names(look, everybody), io.StringIO()
    rows = csv.writer(sheet)
    rows.writerow(COLUMNS)
    for number, silent in found.items():
        for who in sorted(silent.outside | silent.back):
            held, inside = votes[number].snapshot.powers[who], "yes" if who in silent.back else "no"
            rows.writerow([number, who, harmless(called[who]), plain(held, token), inside])
    return File("silent.csv", sheet.getvalue().encode(), alt="who was silent when a vote opened")
