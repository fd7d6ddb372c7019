"""What is due is done: alarms from storage, each exactly once, in the order of their moments."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.command import Cog
from rules import outage
from storage import alarms
from storage.store import Change, Store

Handler = Callable[..., Awaitable[Any]]
Ending = tuple[str, str, datetime]  # the community and the card of a ballot that ends, and when
Before = Callable[[Sequence[Ending]], Awaitable[None]]
FIRST_RETRY, LAST_RETRY = timedelta(minutes=1), timedelta(hours=1)
MOST_AT_ONCE = 1000
log = structlog.get_logger()


class Schedule:
    """The alarms of all cogs. A short one is one change together with its removal; a task disarms itself."""

    def __init__(self, store: Store, cogs: Iterable[Cog]) -> None:
        self.store = store
        self.short: dict[str, Handler] = {}
        self.long: dict[str, Handler] = {}
        self.moved: dict[str, Handler] = {}
        self.closing: dict[str, str] = {}
        self.before: Before | None = None
        self.running: dict[tuple[str, str, str], asyncio.Task[bool]] = {}
        for cog in cogs:
            for mine, theirs in ((self.short, cog.alarms()), (self.long, cog.tasks())):
                if twice := (set(self.short) | set(self.long)) & set(theirs):
                    raise ValueError(f"Two cogs answer the alarm {min(twice)!r}.")
                mine.update(theirs)
            self.moved |= cog.extensions()
            self.closing |= cog.closing()

    async def run(self, *, wait: bool = True) -> int:
        """Do everything that is due now; the number of alarms that rang. Without `wait` tasks go on beside."""
        done = 0
        found = await alarms.due(self.store, self.store.clock(), MOST_AT_ONCE)
        ballots = [
            (community, f"{self.closing[kind]}/{subject}", due)
            for community, kind, subject, due in found
            if kind in self.closing
        ]
        if self.before and ballots:
            await self.before(ballots)
        for community, kind, subject, due in found:
            if wait or kind not in self.long:
                done += await self._ring(community, kind, subject, due)
            elif (key := (community, kind, subject)) not in self.running:
                self.running[key] = asyncio.create_task(self._ring(*key, due))
                self.running[key].add_done_callback(lambda _, key=key: self.running.pop(key, None))  # type: ignore[misc]
        return done

    async def close(self) -> None:
        """End what goes on beside; it is taken up again from what it has stored."""
        for one in (going := list(self.running.values())):
            one.cancel()
        await asyncio.gather(*going, return_exceptions=True)

    async def next(self) -> datetime | None:
        """The moment at which something is due next."""
        return await alarms.next_due(self.store)

    async def back(self, away_from: datetime, back: datetime) -> None:
        """Give people the time an outage took from them: each period is extended once (RULES 4)."""
        for community, kind, subject, due, period in await alarms.periods(self.store):
            end = outage.extended(due, period, away_from, back)
            if end and end > due:
                await self.store.act(community, partial(self._extend, kind, subject, due, end))

    async def _extend(self, kind: str, subject: str, due: datetime, end: datetime, change: Change) -> None:
        if await alarms.extend(change, kind, subject, due, end) and kind in self.moved:
            await self.moved[kind](change, subject, end)

    async def _ring(self, community: str, kind: str, subject: str, due: datetime) -> bool:
        try:
            if task := self.long.get(kind):
                await task(self.store, community, subject)
                return True
            return bool(
                await self.store.act(community, lambda change: self._change(change, kind, subject, due))
            )
        except Exception:
            number = secrets.token_hex(4)
            log.exception("an alarm failed", error=number, community=community, kind=kind, subject=subject)
            await self.store.act(community, lambda change: self._later(change, kind, subject))
            return False

    async def _change(self, change: Change, kind: str, subject: str, due: datetime) -> bool:
        if not await alarms.take(change, kind, subject, due):
            return False  # another process was faster
        if kind not in self.short:
            raise LookupError(f"No cog answers the alarm {kind!r}.")
        await self.short[kind](change, subject)
        return True

    async def _later(self, change: Change, kind: str, subject: str) -> None:
        tries = await alarms.failed(change, kind, subject)
        if tries:
            wait = min(LAST_RETRY, FIRST_RETRY * 2 ** (tries - 1))
            await alarms.postpone(change, kind, subject, change.now + wait)
