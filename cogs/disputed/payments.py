"""A disputed part of a payout, as people see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.card import Card
from storage import members

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.store import Change, Look

TOPIC, MOOT = "treasury", "treasurers have refused the payout"


async def about(look: Look, one: Dispute) -> str:
    """Whose part of which payout."""
    return f"what payout #{one.payout} pays {await members.name(look, one.member)}"


async def show(change: Change, one: Dispute) -> None:
    """The card of the payout."""
    await change.alarm("payout.look", str(one.payout), change.now)


async def decided(change: Change, one: Dispute, told: str) -> None:
    """What came out stands in the thread of the payout, too."""
    await change.say(TOPIC, Card(told), thread=f"payout/{one.payout}")
    await show(change, one)
