"""What a payout follows from, as its card says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs import bountied
from rules.moments import Month
from storage import members, owing, settling

if TYPE_CHECKING:
    from storage.payouts import Payout
    from storage.store import Look

Fields = list[tuple[str, str]]


def budget_of(payout: Payout) -> int:
    """The number of the budget that a payout filed by hand is paid from."""
    return int(payout.source.partition(":")[2])


async def facts(look: Look, payout: Payout) -> Fields:
    """Who has decided it, and where its money comes from."""
    if payout.kind == settling.BOUNTY:
        return await bountied.decided(look, payout)
    if payout.kind == settling.FILED:
        by = await members.name(look, payout.by)
        return [("Filed by", f"{by}, from budget #{budget_of(payout)}")]
    if payout.kind == settling.DISPUTE:
        month = Month.parse(owing.month_of(payout)).title
        return [("Decided by", f"{payout.reason}, from the rewards of {month}")]
    told = {
        settling.GRANT: ("Follows from", f"{payout.reason}, out of its escrow"),
        settling.SPEND: ("Decided by", f"{payout.reason}, from the treasury"),
    }
    return [told[payout.kind]] if payout.kind in told else []
