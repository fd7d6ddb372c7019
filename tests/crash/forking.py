"""Processes that pass named points and can be made to die at one of them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from functools import wraps
from typing import Any

from sqlalchemy import Engine, Pool, event

from bot.adapters.screen import Screen

# A name, and how often it has been passed then: the same step however calls side by side interleave.
Point = tuple[str, int]
NEVER: Point = ("", 0)
Part = tuple[type, str, str]  # a class, a method of it that is awaited, and what it is called


class Points:
    """Counts the named points a process passes; at the chosen one it dies at once."""

    def __init__(self, last: Point = NEVER) -> None:
        self.passed: list[str] = []
        self.name, self.left = last

    def __call__(self, name: str) -> None:
        self.passed.append(name)
        if name == self.name:
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)


POINTS = Points()


def point(name: str) -> None:
    """Pass a point."""
    POINTS(name)


def points(passed: Iterable[str]) -> list[Point]:
    """The points that stand for the steps of a process."""
    seen: Counter[str] = Counter()
    found = []
    for name in passed:
        seen[name] += 1
        found.append((name, seen[name]))
    return found


def listen(parts: Iterable[Part] = ()) -> None:
    """Put a point before and after every statement, commit and send, and every part of a story."""
    event.listen(Engine, "before_cursor_execute", lambda *a: point(f"before {verb(a[2])}"))
    event.listen(Engine, "after_cursor_execute", lambda *a: point(f"after {verb(a[2])}"))
    event.listen(Engine, "commit", lambda *a: point("before commit"))
    event.listen(Pool, "checkin", lambda *a: point("after commit"))
    add = Screen.add

    def sent(self: Screen, kind: str, **facts: Any) -> None:
        point("before send")
        add(self, kind, **facts)
        point("after send")

    Screen.add = sent  # type: ignore[method-assign]
    for part in parts:
        around(*part)


def around(owner: type, method: str, name: str) -> None:
    """Put a point before and after a method that is awaited."""
    inner = getattr(owner, method)

    @wraps(inner)
    async def outer(*given: Any, **named: Any) -> Any:
        point(f"before {name}")
        done = await inner(*given, **named)
        point(f"after {name}")
        return done

    setattr(owner, method, outer)


def verb(statement: str) -> str:
    return " ".join(statement.split(maxsplit=3)[:3]).lower()


def forked(
    work: Callable[[], Awaitable[Any]], last: Point = NEVER, killed_after: float = 0.0
) -> tuple[int, Any]:
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


def _child(work: Callable[[], Awaitable[Any]], last: Point, write: int) -> None:
    code = 1
    try:
        POINTS.__init__(last)  # type: ignore[misc]
        answer = asyncio.run(awaited(work))
        with os.fdopen(write, "wb") as pipe:
            pipe.write(json.dumps({"answer": answer, "passed": POINTS.passed}).encode())
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(code)


async def awaited(work: Callable[[], Awaitable[Any]]) -> Any:
    return await work()


def must(ended: tuple[int, Any]) -> Any:
    status, said = ended
    if status or said is None:
        raise RuntimeError(f"a process ended with status {status}")
    return said
