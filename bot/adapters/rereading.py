"""Open ballots are read again whenever that is wanted: which, and how a platform does it, is for its adapter to say."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from typing import Any

import structlog

from bot.table import Table

log = structlog.get_logger()
EARLY = 1000  # messages that were reacted to before they were recorded


class Rereading(ABC):
    """What waits to be read again; `unreadable` is how a platform says that it cannot be now."""

    platform: str
    unreadable: tuple[type[Exception], ...] = ()

    def __init__(self, table: Table) -> None:
        self.table = table
        self.early: dict[str, None] = {}  # messages that were reacted to and may turn out to be cards of ours
        self.late: set[str] = set()  # messages to be read now that they are recorded
        self.every = False
        self.wanted = asyncio.Event()
        self.done = asyncio.Event()
        self.done.set()

    def before(self, reference: str) -> None:
        """A message was reacted to; if it turns out to be a card of ours, it is read again then."""
        self.early[reference] = None
        if len(self.early) > EARLY:
            del self.early[next(iter(self.early))]

    def stands(self, reference: str, *, again: bool) -> None:
        """A message is recorded now: reactions on it that came before are read; `again` if it may be older."""
        if again or reference in self.early:
            self.early.pop(reference, None)
            self.late.add(reference)
            self.again(every=False)

    def again(self, *, every: bool = True) -> None:
        """Read open ballots again soon; every one if the bot was away."""
        self.every |= every
        self.done.clear()
        self.wanted.set()

    async def run(self) -> None:
        """Read whenever it is wanted, until the task is cancelled."""
        while True:
            await self.wanted.wait()
            self.wanted.clear()
            try:
                await self.all()
            except Exception:
                log.exception("open ballots could not be read again")
            if not self.wanted.is_set():
                self.done.set()

    async def all(self) -> None:
        """The open ballots that are wanted, of the places that are served here, the newest first."""
        every, late = self.every, self.late
        self.every, self.late = False, set()
        for row in await self.table.ballots.open(self.platform):
            if (every or row.ref in late) and self.serves(row):
                try:
                    await self.one(row)
                except self.unreadable as error:
                    log.warning("a ballot could not be read again", ref=row.ref, reason=str(error))

    @abstractmethod
    def serves(self, row: Any) -> bool:
        """Whether a ballot stands in a place that is served here."""

    @abstractmethod
    async def one(self, row: Any) -> None:
        """Read one ballot."""
