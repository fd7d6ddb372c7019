"""Processes that pass named points and can be made to die at one of them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import Engine, Pool, event

from bot.adapters.screen import Screen


class Points:
    """Counts the named points a process passes; at the chosen one it dies at once."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.last = -1

    def __call__(self, name: str) -> None:
        self.passed.append(name)
        if len(self.passed) - 1 == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


POINTS = Points()


def listen() -> None:
    """Put a point before and after every statement, commit and send."""
    event.listen(Engine, "before_cursor_execute", lambda *a: POINTS(f"before {verb(a[2])}"))
    event.listen(Engine, "after_cursor_execute", lambda *a: POINTS(f"after {verb(a[2])}"))
    event.listen(Engine, "commit", lambda *a: POINTS("before commit"))
    event.listen(Pool, "checkin", lambda *a: POINTS("after commit"))
    add = Screen.add

    def sent(self: Screen, kind: str, **facts: Any) -> None:
        POINTS("before send")
        add(self, kind, **facts)
        POINTS("after send")

    Screen.add = sent  # type: ignore[method-assign]


def verb(statement: str) -> str:
    return " ".join(statement.split()[:3]).lower()


def forked(work: Callable[[], Awaitable[Any]], last: int = -1, killed_after: float = 0.0) -> tuple[int, Any]:
    """Run `work` in a process of its own; its exit status and what it returned."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        _child(work, last, write)
    os.close(write)
    if killed_after:
        time.sleep(killed_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return status, json.loads(said) if said else None


def _child(work: Callable[[], Awaitable[Any]], last: int, write: int) -> None:
    code = 1
    try:
        POINTS.passed, POINTS.last = [], last
        answer = asyncio.run(_awaited(work))
        with os.fdopen(write, "wb") as pipe:
            pipe.write(json.dumps({"answer": answer, "passed": POINTS.passed}).encode())
        code = 0
    finally:
        os._exit(code)


async def _awaited(work: Callable[[], Awaitable[Any]]) -> Any:
    return await work()


def must(ended: tuple[int, Any]) -> Any:
    status, said = ended
    if status or said is None:
        raise RuntimeError(f"a process ended with status {status}")
    return said
