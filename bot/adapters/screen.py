"""What the local terminal has shown, line by line in a file: its history, its marks and its facts.

A chat service keeps what was posted; the terminal keeps this file. A line that a crash cut off was never shown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Screen:
    """An append-only record of {kind, …}; without a path it lives in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.records: list[dict[str, Any]] = list(self._read()) if path and path.exists() else []

    def add(self, kind: str, **facts: Any) -> None:
        """Write one record; it is on the disk when this returns."""
        record = {"kind": kind, **facts}
        if self.path:
            self._append(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
        self.records.append(record)

    def of(self, kind: str) -> Iterator[dict[str, Any]]:
        return (record for record in self.records if record["kind"] == kind)

    def last(self, kind: str) -> dict[str, Any] | None:
        return next((record for record in reversed(self.records) if record["kind"] == kind), None)

    def _append(self, text: str) -> None:
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.write(f"{text}\n".encode())
            file.flush()
            os.fsync(file.fileno())

    def _read(self) -> Iterator[dict[str, Any]]:
        """The whole records; a torn last line is cut off so that the next one starts clean."""
        if self.path is None:
            return
        data = self.path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            os.truncate(self.path, len(whole))
        yield from (json.loads(line) for line in whole.splitlines())
