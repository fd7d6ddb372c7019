"""The kinds of matter that can be disputed, by name (RULES 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.disputed import bounties, milestones, payments, rewards, sent
from storage.disputed.matter import Kind, Matter

if TYPE_CHECKING:
    from storage.disputes import Dispute

__all__ = ["Kind", "Matter", "of"]

EVERY: tuple[Kind, ...] = (rewards, bounties, milestones, payments, sent)
KINDS = {one.KIND: one for one in EVERY}


def of(one: Dispute) -> Kind:
    """What knows the matter of a dispute."""
    return KINDS[one.kind]
