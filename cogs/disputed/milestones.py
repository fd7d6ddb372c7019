"""A disputed decision about a milestone of a grant, as people see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs import granted
from storage import disputed

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.store import Change, Look

TOPIC, MOOT = "treasury", "treasurers have refused its payout"


async def about(look: Look, one: Dispute) -> str:
    """Which decision about which milestone."""
    grant, of, _ = await disputed.milestones.about(look, one)
    what = "approval" if one.quo else "return"
    return f"the {what} of milestone {of.number}, {of.title}, of grant #{grant.id}"


async def show(change: Change, one: Dispute) -> None:
    """The card of the grant, and of its payout."""
    grant, of, _ = await disputed.milestones.about(change, one)
    await granted.show(change, grant)
    if of.payout:
        await change.alarm("payout.look", str(of.payout), change.now)


async def decided(change: Change, one: Dispute, told: str) -> None:
    """What came out stands in the thread of the grant, too."""
    grant, _, _ = await disputed.milestones.about(change, one)
    await granted.step(change, grant, told, moved=True)
    await show(change, one)
