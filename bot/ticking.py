"""APScheduler as the alarm clock: it only says when to look again; what is due stands in storage."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App


@asynccontextmanager
async def ticking(app: App, seconds: int) -> AsyncIterator[None]:
    """Look at what is due every so many seconds, never twice at once, and make up one missed look by one."""
    alarm_clock = AsyncIOScheduler(timezone="UTC")
    alarm_clock.add_job(
        app.tick,
        "interval",
        kwargs={"wait": False},
        seconds=seconds,
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    alarm_clock.start()
    try:
        yield
    finally:
        alarm_clock.shutdown(wait=False)
