"""What every platform can do for us. An adapter speaks it and knows no feature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.card import Card


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a card goes: a room, a channel in it, and the thread of another card ('' for none)."""

    room: str
    channel: str = ""
    topic: str = ""
    thread: str = ""


class GoneError(Exception):
    """The channel, message or person can no longer be reached; trying again is in vain."""


class LaterError(Exception):
    """The platform asks to wait; `seconds` says how long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class FatalError(Exception):
    """A platform will not have us; its text says what an operator has to change."""


class Surface(Protocol):
    """Each sending method answers the platform's reference of the message. `key` marks it: sent twice, shown once.

    `parallel` says whether messages to different channels may be sent side by side.
    """

    platform: str
    parallel: bool

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        """Show a new card; GoneError, LaterError."""

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        """Replace a card that is already shown; GoneError, LaterError."""

    async def whisper(self, account: str, card: Card, key: str) -> str:
        """Show a card to one person only; GoneError where no private message can reach them."""

    async def find(self, spot: Spot, key: str) -> str | None:
        """The reference of the message that carries this mark, from the recent history."""

    async def run(self) -> None:
        """Listen until the platform ends or the task is cancelled."""


@runtime_checkable
class Recounting(Protocol):
    """A surface that can read the reactions on a ballot again."""

    async def recount(self, community: str, subject: str, end: datetime) -> None:
        """Count what has changed on the card of a subject, as of the end of its ballot."""

    def stands(self, ref: str, *, again: bool) -> None:
        """A message is recorded now, so that reactions on it are understood; `again` if it may be older."""


@runtime_checkable
class Pinning(Protocol):
    """A surface that can let a card stand above the others."""

    async def pin(self, ref: str) -> None:
        """Pin a message; one that is pinned stays so. GoneError where the bot may not, LaterError."""


@runtime_checkable
class Wearing(Protocol):
    """A surface whose roles can be hung on people, to show what they are."""

    async def wear(self, room: str, account: str, badge: str, *, on: bool) -> None:
        """Hang a role on somebody, or take it off; GoneError, LaterError."""
