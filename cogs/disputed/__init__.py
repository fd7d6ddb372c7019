"""The kinds of matter that can be disputed, as people see them (RULES 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.disputed import bounties, milestones, payments, rewards, sent
from cogs.disputed.face import Face, in_asset
from storage import disputed

if TYPE_CHECKING:
    from storage.disputes import Dispute

__all__ = ["Face", "in_asset", "of"]

FACES: dict[str, Face] = {
    disputed.rewards.KIND: rewards,
    disputed.bounties.KIND: bounties,
    disputed.milestones.KIND: milestones,
    disputed.payments.KIND: payments,
    disputed.sent.KIND: sent,
}


def of(one: Dispute) -> Face:
    """How the matter of a dispute is shown."""
    return FACES[one.kind]
