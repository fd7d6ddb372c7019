"""What every forked process would have to do anew, done once in the one that forks.

A child inherits the imported modules and, with the engines, every statement that was compiled; only the
address of its database is its own. It opens its own connections: the forking process keeps none.
"""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import URL, Dialect, event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import engine, migrate, store
from tests.crash.forking import awaited


class Engines:
    """The engines of the forking process, pointed at another database for each of its children."""

    def __init__(self) -> None:
        self.database = ""
        self.pair: tuple[AsyncEngine, AsyncEngine] | None = None
        self.one: AsyncEngine | None = None

    def connect(self, text: str, connections: int = 8) -> tuple[AsyncEngine, AsyncEngine]:
        self.database = str(engine.address(text).database)
        if self.pair is None:
            self.pair = engine.connect(text, connections)
            for made in self.pair:
                event.listen(made.sync_engine, "do_connect", self._turn)
        return self.pair

    def single(self, url: URL) -> AsyncEngine:
        self.database = str(url.database)
        if self.one is None:
            self.one = engine.single(url)
            event.listen(self.one.sync_engine, "do_connect", self._turn)
        return self.one

    def _turn(self, dialect: Dialect, record: Any, given: list[Any], named: dict[str, Any]) -> None:
        if dialect.name == "sqlite":
            given[0] = self.database
        else:
            named["database"] = self.database


def share() -> None:
    """Let storage use the same engines for every database from now on."""
    engines = Engines()
    store.connect = engines.connect  # type: ignore[attr-defined]
    migrate.single = engines.single  # type: ignore[attr-defined]


def here(work: Callable[[], Awaitable[Any]]) -> Any:
    """Do `work` in this process, which may fork afterwards: neither a thread nor a connection is left."""
    done = asyncio.run(awaited(work))
    for one in threading.enumerate():
        if one is not threading.main_thread():
            one.join(10)  # a closed SQLite connection takes a moment to end its thread
    if threading.active_count() > 1:
        raise RuntimeError(f"threads are left: {threading.enumerate()}")
    return done


def still() -> None:
    """What is there by now is no garbage, so children need not look through it."""
    gc.collect()
    gc.freeze()
