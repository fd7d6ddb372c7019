"""Everything that anybody can recompute: chain, balances, frozen months, charter, prompts, their trials, what a model answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import digest as rules
from rules.moments import Month
from storage import (
    adopted,
    answers,
    bounties,
    charter,
    disputes,
    grants,
    ledger,
    runs,
    transit,
    trials,
    vesting,
)

if TYPE_CHECKING:
    from storage.store import Look

FREEZE = "freeze"


async def verify(look: Look, head: str = "") -> str:
    """The first thing that is not as it was booked, in words, or nothing; Refusal for what is no head."""
    if fault := await ledger.verify(look, head):
        return str(fault)
    money = (vesting.verify, transit.verify, bounties.verify, grants.verify, disputes.verify)
    for one in (digests, charter.verify, adopted.verify, trials.verify, answers.verify, *money):
        if wrong := await one(look):
            return wrong
    return ""


async def digests(look: Look) -> str:
    """Compare every frozen month with the hash that its freeze has booked."""
    for entry in await ledger.decisions(look, FREEZE):
        month = entry.why.partition("/")[2]
        held = await runs.digest(look, month)
        if held is None or rules.fingerprint(held) != entry.data["digest"]:
            return f"The digest of {Month.parse(month).title} is not what was booked in entry {entry.number}."
    return ""
