"""APScheduler as the alarm clock: it only says when to look again; what is due stands in storage."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App

log = structlog.get_logger()


@asynccontextmanager
async def ticking(app: App, seconds: int) -> AsyncIterator[None]:
    """Look at what is due every so many seconds and whenever somebody wakes the program, never twice at once."""
    alarm_clock = AsyncIOScheduler(timezone="UTC")
    alarm_clock.add_job(
        app.wake, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1
    )
    alarm_clock.start()
    pulse = asyncio.create_task(beat(app))
    try:
        yield
    finally:
        alarm_clock.shutdown(wait=False)
        pulse.cancel()
        with suppress(asyncio.CancelledError):
            await pulse


async def beat(app: App) -> None:
    """Tick whenever the program is woken, and again at once after one that did something, as that may make more due.

    A tick that breaks is told, and the next one comes all the same.
    """
    while True:
        await app.woken.wait()
        app.woken.clear()
        try:
            if await app.tick(wait=False):
                app.wake()
        except Exception:
            log.exception("a tick broke")
