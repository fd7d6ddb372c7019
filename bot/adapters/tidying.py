"""Cosmetic work: signs under cards, threads, reactions taken off. It waits in a queue of its own and holds up nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog

from bot.surface import GoneError, LaterError

log = structlog.get_logger()
Work = Callable[[], Awaitable[Any]]
Found = TypeVar("Found")
TRIES, LONGEST = 5, 30.0  # how often work is tried that has to wait, and the longest wait in seconds


class Tidying:
    """The half of a surface that does cosmetic work; `failures` are what its platform may answer to it."""

    failures: tuple[type[Exception], ...] = ()

    def __init__(self) -> None:
        self.later: asyncio.Queue[Work] = asyncio.Queue()

    async def rest(self) -> None:
        """Wait until no cosmetic work is left."""
        await self.later.join()

    async def tidy(self) -> None:
        """Do the cosmetic work, one thing after the other; what fails is told and left."""
        expected: tuple[type[Exception], ...] = (GoneError, LaterError, *self.failures)
        while True:
            work = await self.later.get()
            try:
                await patient(work)
            except expected as error:
                log.warning("a cosmetic write failed", reason=str(error))
            except Exception:
                log.exception("a cosmetic write broke")
            finally:
                self.later.task_done()


async def patient(work: Callable[[], Awaitable[Found]], tries: int = TRIES) -> Found:
    """Do something, waiting as long as the platform asks, a few times; LaterError where that was not enough."""
    for _ in range(tries - 1):
        try:
            return await work()
        except LaterError as later:
            await asyncio.sleep(min(later.seconds, LONGEST))
    return await work()
