"""Databases with the screen beside them, copied as they stand between two phases."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.crash.warm import here
from tests.storage import databases

Place = tuple[str, Path]
ALONE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
KEEP = """DO $$ DECLARE name text; BEGIN
CREATE SCHEMA kept;
FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
EXECUTE format('CREATE UNLOGGED TABLE kept.%1$I AS TABLE public.%1$I', name);
END LOOP; END $$"""
RESTORE = """DO $$ DECLARE name text; BEGIN
FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
EXECUTE format('DELETE FROM public.%1$I', name);
EXECUTE format('INSERT INTO public.%1$I TABLE kept.%1$I', name);
END LOOP; END $$"""


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
        """An empty database."""
        return self._made(name, databases.LOCALE)

    def copy(self, place: Place, name: str) -> Place:
        """A database of its own, as another one stands."""
        made = self._made(name, f"TEMPLATE {named(place)}")
        files = [place[1]] if self.engine == "postgresql" else list(place[1].parent.iterdir())
        for file in files:
            shutil.copy(file, made[1].parent)
        return made

    def _made(self, name: str, how: str) -> Place:
        folder = self.folder / name
        folder.mkdir(parents=True)
        if self.engine == "sqlite":
            return f"sqlite:///{folder}/a.db", folder / "screen.jsonl"
        database = f"crash_{uuid.uuid4().hex}"
        sql(f"CREATE DATABASE {database} {how}")
        self.names.add(database)
        sql(f"ALTER DATABASE {database} SET synchronous_commit = off")  # the server is never killed
        return databases.named(database), folder / "screen.jsonl"


class Desk:
    """A copy that is brought back to where it began as often as it is needed."""

    def __init__(self, places: Places, start: Place, name: str) -> None:
        self.start, self.place = start, places.copy(start, name)
        self.embedded = places.engine == "sqlite"
        if not self.embedded:
            sql(KEEP, on=named(self.place))

    def clear(self) -> Place:
        """As it was at the start."""
        folder = self.place[1].parent
        if self.embedded:
            shutil.rmtree(folder)
            shutil.copytree(self.start[1].parent, folder)
            return self.place
        sql(ALONE, f"SET session_replication_role = replica; {RESTORE}", on=named(self.place))
        shutil.copy(self.start[1], self.place[1])
        return self.place


def named(place: Place) -> str:
    """The name of a database of the server."""
    return place[0].rpartition("/")[2]


def sql(*statements: str, on: str = "") -> None:
    """Have the server, or a database of it, do something."""

    async def ask() -> None:
        for one in statements:
            await databases.ask(one, on)

    here(ask)
