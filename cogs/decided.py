"""Under which decision an entry was booked, in words, by what the entry says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.moments import Month
from storage import budgets, deposits, grants, payouts, proposals, settling

if TYPE_CHECKING:
    from storage.payouts import Payout
    from storage.store import Look


async def reasons(look: Look) -> dict[str, str]:
    """The decision behind each `why` of entries that has one; texts of who has left are not among them."""
    found = {
        one.subject: f"Proposal #{one.id}: {one.title or 'text erased'}"
        for one in await proposals.every(look)
    }
    found |= {f"budget/{one.id}": f"Budget #{one.id}, {one.purpose}" for one in await budgets.every(look)}
    found |= {f"deposit/{one.id}": f"Deposit #{one.id}, {one.source}" for one in await deposits.every(look)}
    for one in await grants.every(look):
        found[f"grant/{one.id}"] = f"Grant #{one.id}, {found[f'proposal/{one.proposal}']}"
    return found | {f"payout/{one.id}": _payout(one, found) for one in await payouts.every(look)}


def _payout(one: Payout, found: dict[str, str]) -> str:
    """What a payout follows from."""
    if one.kind == settling.SPEND:
        return found.get(f"proposal/{one.reason.rpartition('#')[2]}", one.reason)
    if one.kind == settling.REWARDS:
        return f"Rewards for {Month.parse(one.subject).title}"
    if one.kind == settling.GRANT:
        grant, _, number = one.subject.partition("/")
        return f"Milestone {number} of {found[f'grant/{grant}']}"
    source = found.get(one.source.replace(":", "/"), "")
    return f"Payout #{one.id}" + (f", {source}" if source else "")


def decision(why: str, found: dict[str, str]) -> str:
    """The decision behind an entry; nothing for what people do with what is theirs."""
    if why.startswith(("run/", "reward/")):
        return f"Rewards for {Month.parse(why.partition('/')[2]).title}"
    if why.startswith("vesting/"):
        return f"Allocation #{why.partition('/')[2]}"
    if why.startswith("forget/"):
        return "Left behind by a member"
    return found.get(why, "Genesis" if why == "genesis" else "")
