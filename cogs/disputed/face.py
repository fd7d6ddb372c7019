"""What is said of a matter in dispute: one kind is one file beside this, as in storage (RULES 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rules.errors import Refusal

if TYPE_CHECKING:
    from bot.command import Money
    from storage.disputes import Dispute
    from storage.store import Change, Look


class Face(Protocol):
    """How people see a kind of matter."""

    @property
    def TOPIC(self) -> str:  # noqa: N802 - the kinds are modules, and these are their constants
        """Where the card of a dispute about it stands."""

    @property
    def MOOT(self) -> str:  # noqa: N802
        """Why a dispute about it has ended without a verdict."""

    async def about(self, look: Look, one: Dispute) -> str:
        """The matter in a few words."""

    async def show(self, change: Change, one: Dispute) -> None:
        """Bring the cards of the matter up to date."""

    async def decided(self, change: Change, one: Dispute, told: str) -> None:
        """Say what was decided where the matter is talked about, and pay what was approved before."""


def in_asset(amount: Money, asset: str, more: str = "") -> int:
    """An amount in base units; Refusal where it is in another asset than the matter."""
    if amount.asset.symbol != asset:
        raise Refusal(f"Give the amount in {asset}{more}.")
    return amount.amount
