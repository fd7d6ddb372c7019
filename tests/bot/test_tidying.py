"""Cosmetic work goes on, whatever one piece of it meets."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.adapters.tidying import TRIES, Tidying
from bot.surface import GoneError, LaterError


class OddError(Exception):
    """What a platform may answer."""


class Half(Tidying):
    failures = (OddError,)


async def test_what_fails_is_left_and_what_waits_is_tried_again() -> None:
    half = Half()
    done: list[str] = []

    async def fails(error: Exception) -> None:
        done.append(type(error).__name__)
        raise error

    async def works() -> None:
        done.append("done")

    for one in (GoneError("gone"), OddError(), RuntimeError("a mistake of ours"), LaterError(0)):
        half.later.put_nowait(lambda one=one: fails(one))  # type: ignore[misc]
    half.later.put_nowait(works)
    task = asyncio.create_task(half.tidy())
    await asyncio.wait_for(half.rest(), 5)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert done == ["GoneError", "OddError", "RuntimeError", *["LaterError"] * TRIES, "done"]
