"""The last step of a dispute: everybody votes, For the claim or Against it (RULES 4, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cogs import counting, debating, disputing
from rules import levels
from rules.juries import FILER, OPPONENT
from rules.tallying import Running
from rules.verdict import judge
from storage import dispute_steps as steps
from storage import disputes, proposals

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.store import Change, Look

KIND = "signal"  # a vote like one: ordinary, For or Against, and nothing to carry out but the verdict


async def open_vote(change: Change, one: Dispute) -> Dispute:
    """Open the vote without a discussion, which the juries were; where nobody could vote it stays as it is."""
    if not await steps.votable(change):
        return await steps.voted(change, one, None)
    payload: dict[str, Any] = {"dispute": one.id, "to": sorted(await steps.parties(change, one))}
    title = f"Dispute #{one.id}: should it be {await disputing.amount(change, one, one.claim)}?"
    text = f"`dispute show {one.id}` has what was said and what juries answered."
    made = await proposals.add(change, KIND, 0, title, text, payload, levels.ORDINARY)
    one = await disputes.put(change, one, vote=made.id)
    await debating.take_votes(change, made, apart=payload["to"])
    return one


async def winner(look: Look, one: Dispute) -> str | None:
    """Who has won the vote; both sides by the same rules, or one could win by nobody's voting."""
    made = await proposals.get(look, one.vote or 0)
    found = await counting.full(look, made, await counting.cast(look, made))
    needs = counting.thresholds(made)
    if not isinstance(found, Running):
        return None
    if found.judge(needs).passed:
        return FILER
    return OPPONENT if judge(found.turned(), needs).passed else None
