"""Profit share: a voted part of a month's revenue becomes a pot of its reward run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from rules import ledger as accounts
from rules import moments, profit
from rules.ledger import Posting
from rules.moments import Month
from storage import communities, ledger, parameters, payouts
from storage.ledger import entry, posting

if TYPE_CHECKING:
    from storage.store import Change, Look


async def revenue(look: Look, month: Month) -> dict[str, int]:
    """What came in as revenue in a month, by asset: deposits that were confirmed in it."""
    zone = moments.zone((await communities.get(look)).zone)
    same = (entry.c.community == posting.c.community) & (entry.c.number == posting.c.entry)
    query = select(entry.c.data, posting.c.asset, posting.c.amount).join_from(entry, posting, same)
    theirs = entry.c.community == look.community, entry.c.kind == "deposit"
    during = entry.c.at >= month.start(zone), entry.c.at < month.end(zone)
    came: Counter[str] = Counter()
    for row in await look.rows(query.where(*theirs, *during, posting.c.account == accounts.TREASURY)):
        if row.data.get("source") in profit.SOURCES:
            came[row.asset] += row.amount
    return dict(came)


async def set_aside(change: Change, month: Month) -> dict[str, dict[str, int]]:
    """Reserve the share of a month's revenue for its run, as far as the treasury has it free.

    By asset, what came in and what was reserved of it; nothing where the share is 0.
    """
    part = await parameters.get(change, "profit_share")
    waits = await payouts.pending(change, accounts.TREASURY) if part else {}
    found: dict[str, dict[str, int]] = {}
    for asset, came in sorted((await revenue(change, month)).items()) if part else ():
        free = await ledger.balance_of(change, accounts.TREASURY, asset) - waits.get(asset, 0)
        found[asset] = {"revenue": came, "share": profit.pot(came, part, free)}
    into = accounts.reserved(str(month))
    lines = [
        one
        for asset, each in found.items()
        if (share := each["share"])
        for one in (Posting(accounts.TREASURY, asset, -share), Posting(into, asset, share))
    ]
    if lines:
        data = {"part": part, "revenue": {asset: each["revenue"] for asset, each in found.items()}}
        await ledger.post(change, f"profit/{month}", "profit", lines, by=0, why=f"run/{month}", data=data)
    return found
