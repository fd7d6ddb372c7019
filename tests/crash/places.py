"""Databases with the screen beside them, copied as they stand between two phases."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.crash.forking import forked, must
from tests.storage import databases

Place = tuple[str, Path]


class Places:
    """Makes and copies databases of one engine; PostgreSQL's are dropped at the end."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.engine, self.folder = engine, folder
        self.names: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in self.names:
            sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def fresh(self, name: str) -> Place:
        folder = self.folder / name
        folder.mkdir(parents=True)
        if self.engine == "sqlite":
            return f"sqlite:///{folder}/a.db", folder / "screen.jsonl"
        database = f"crash_{uuid.uuid4().hex}"
        sql(f"CREATE DATABASE {database} {databases.LOCALE}")
        return self._postgres(database), folder / "screen.jsonl"

    def copy(self, place: Place, name: str) -> Place:
        folder = self.folder / name
        if self.engine == "sqlite":
            shutil.copytree(Path(place[1]).parent, folder)
            return f"sqlite:///{folder}/a.db", folder / "screen.jsonl"
        folder.mkdir(parents=True)
        shutil.copy(place[1], folder / "screen.jsonl")
        database = f"crash_{uuid.uuid4().hex}"
        sql(f"CREATE DATABASE {database} TEMPLATE {place[0].rpartition('/')[2]}")
        return self._postgres(database), folder / "screen.jsonl"

    def drop(self, place: Place) -> None:
        shutil.rmtree(Path(place[1]).parent)
        if self.engine != "sqlite":
            name = place[0].rpartition("/")[2]
            sql(f"DROP DATABASE {name} WITH (FORCE)")
            self.names.discard(name)

    def _postgres(self, database: str) -> str:
        self.names.add(database)
        return databases.named(database)


def sql(statement: str) -> None:
    """One statement by a process of its own: this one must stay free of threads and connections."""
    must(forked(lambda: databases.ask(statement)))
