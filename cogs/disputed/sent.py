"""A payment that is said not to have come, as people see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs import handed
from storage import disputed, members

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.store import Change, Look

TOPIC, MOOT = "treasury", "it is sent again already"


async def about(look: Look, one: Dispute) -> str:
    """Which line of which batch, and whose."""
    line = await disputed.sent.line(look, one)
    return f"line #{line.id} of batch #{line.batch}, sent to {await members.name(look, one.member)}"


async def show(change: Change, one: Dispute) -> None:
    """The card of the batch."""
    if batch := (await disputed.sent.line(change, one)).batch:
        await handed.show(change, batch)


async def decided(change: Change, one: Dispute, told: str) -> None:
    """The batch says how its line stands."""
    await show(change, one)
