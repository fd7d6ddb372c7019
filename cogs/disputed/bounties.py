"""A disputed decision about a bounty, as people see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs import bountied
from storage import disputed

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.store import Change, Look

TOPIC, MOOT = "bounties", "treasurers have refused its payout"


async def about(look: Look, one: Dispute) -> str:
    """Which decision about which bounty."""
    what = "approval" if one.quo else "return"
    return f"the {what} of {await bountied.called(look, await disputed.bounties.bounty(look, one))}"


async def show(change: Change, one: Dispute) -> None:
    """The card of the bounty, unless it is paid in a moment, and of its payout."""
    about = await disputed.bounties.bounty(change, one)
    if not (about.payout and about.approved <= about.small):
        await bountied.show(change, about)
    if one.payout:
        await change.alarm("payout.look", str(one.payout), change.now)


async def decided(change: Change, one: Dispute, told: str) -> None:
    """What came out stands in its thread, too."""
    await bountied.step(change, await disputed.bounties.bounty(change, one), told)
    await show(change, one)
