"""How far long work has come, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Report = Callable[[str, int, int], None]


def _nobody(what: str, done: int, total: int) -> None:
    """Nobody is watching."""


_watcher: ContextVar[Report] = ContextVar("watcher", default=_nobody)


def report(what: str, done: int, total: int) -> None:
    """Say that `done` of `total` steps of `what` are behind us."""
    _watcher.get()(what, done, total)


@contextmanager
def watched(by: Report) -> Iterator[None]:
    """Hand every report of the work inside to `by`."""
    token = _watcher.set(by)
    try:
        yield
    finally:
        _watcher.reset(token)
