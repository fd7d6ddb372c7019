"""A folder in memory, where the system has one: writes that a test waits for cost nothing there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - only what a crash of the machine would lose is less safe here


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder, gone afterwards; on the disk where there is no other place."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        yield Path(name)
