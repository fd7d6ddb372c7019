"""Copies of the whole database while it is at work, and back again into an empty one."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select

from rules.errors import Refusal
from storage import portable
from storage.engine import address, connect, single
from storage.migrate import LOCK, migrate, shipped

MAGIC, GZIP = b"SQLite format 3\0", b"\x1f\x8b"
OURS = re.compile(r"bot-\d{8}T\d{6}Z(-\d+)?(\.db|\.jsonl\.gz)")
NOT_EMPTY = "There is data in that database already; restore a copy into a new, empty one."


async def backup(database: str, folder: Path, *, keep: int | None = None, movable: bool = False) -> Path:
    """Copy the database into a folder, whole or not at all, and keep the newest `keep` copies of it.

    A SQLite file is copied as a file; PostgreSQL, or what is `movable` between both, as lines of JSON.
    """
    file = _file(database)
    await asyncio.to_thread(_ready, file, folder)
    with tempfile.TemporaryDirectory(prefix=".copy-", dir=folder) as place:
        spare = Path(place, "copy")
        if file and not movable:
            await asyncio.to_thread(vacuum, file, spare)
        else:
            await export(database, spare)
        copy = await asyncio.to_thread(_placed, spare, folder, ".jsonl.gz" if movable or not file else ".db")
    for old in _ours(folder)[: -max(keep, 1)] if keep is not None else ():
        old.unlink()
    return copy


async def restore(database: str, copy: Path) -> None:
    """Fill an empty database from a copy, whole or not at all; Refusal if it has data or the copy is bad."""
    kind = _kind(copy)
    file = _file(database)
    if file and not await asyncio.to_thread(_empty, file):
        raise Refusal(NOT_EMPTY)
    with tempfile.TemporaryDirectory(prefix=".copy-", dir=file.parent if file else None) as place:
        if kind == MAGIC:
            copy = await asyncio.to_thread(_checked, copy, Path(place, "file"))
        if file and kind == GZIP:
            copy = await _rebuilt(copy, Path(place, "built"))
        if file:
            await asyncio.to_thread(_put, copy, file)
        elif kind == GZIP:
            await _load(database, copy)
        else:
            await _load(database, await _moved(copy, Path(place, "lines")))


def _file(database: str) -> Path | None:
    """The file of a SQLite database."""
    url = address(database)
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def _ready(file: Path | None, folder: Path) -> None:
    if file and not file.exists():
        raise Refusal(f"There is no database at {file}, so nothing was copied.")
    folder.mkdir(parents=True, exist_ok=True)


def vacuum(file: Path, spare: Path) -> None:
    """Copy a SQLite file that others write to, and check the copy."""
    with closing(sqlite3.connect(file, timeout=60)) as connection:
        connection.execute("VACUUM INTO ?", (str(spare),))
    sound(spare)


def sound(file: Path) -> None:
    """Refusal unless a SQLite file is whole."""
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise Refusal(portable.DAMAGED) from error
    if found != [("ok",)]:
        raise Refusal(portable.DAMAGED)


async def export(database: str, spare: Path) -> None:
    """Write the lines of a portable copy, all of one moment."""
    write, read = connect(database)
    try:
        async with read.begin() as connection:
            await portable.write(connection, spare)
    finally:
        await read.dispose()
        await write.dispose()


def _placed(spare: Path, folder: Path, suffix: str) -> Path:
    """Give a finished copy its name, once it is on the disk."""
    stem = f"bot-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}"
    names = (folder / f"{stem}{f'-{number}' if number else ''}{suffix}" for number in range(1000))
    target = next(name for name in names if not name.exists())
    _put(spare, target)
    return target


def _put(spare: Path, target: Path) -> None:
    """Move a file to its place so that it is there whole even if the power fails."""
    for path, to in ((spare, target), (target.parent, None)):
        number = os.open(path, os.O_RDONLY)
        os.fsync(number)
        os.close(number)
        if to:
            path.replace(to)


def _ours(folder: Path) -> list[Path]:
    """The copies in a folder, the oldest first."""
    found = [path for path in folder.iterdir() if OURS.fullmatch(path.name)]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _kind(copy: Path) -> bytes:
    """By what a copy begins with: a SQLite file or compressed lines."""
    if not copy.is_file():
        raise Refusal(f"There is no copy at {copy}.")
    with copy.open("rb") as file:
        start = file.read(len(MAGIC))
    for kind in (MAGIC, GZIP):
        if start.startswith(kind):
            return kind
    raise Refusal(f"{copy.name} is not a copy made by `backup`.")


def _empty(file: Path) -> bool:
    """Whether a SQLite file is absent, with nothing that belongs to a lost one, or holds no table."""
    if file.exists() and file.stat().st_size:
        with closing(sqlite3.connect(file)) as connection:
            return not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    return not any(Path(f"{file}{end}").exists() for end in ("-wal", "-journal"))


def _checked(copy: Path, spare: Path) -> Path:
    """A SQLite copy beside its destination, if it is whole and not newer than this program."""
    shutil.copyfile(copy, spare)
    sound(spare)
    with closing(sqlite3.connect(spare)) as connection:
        try:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        except (sqlite3.DatabaseError, TypeError):
            raise Refusal(f"{copy.name} is not a copy made by `backup`.") from None
    if found not in shipped():
        portable.suits(found)
    return spare


async def _rebuilt(copy: Path, spare: Path) -> Path:
    """A SQLite file made of a portable copy."""
    await _load(f"sqlite:///{spare}.db", copy)
    await asyncio.to_thread(vacuum, Path(f"{spare}.db"), spare)
    return spare


async def _moved(copy: Path, spare: Path) -> Path:
    """A portable copy of a SQLite file, brought to our schema first."""
    await migrate(f"sqlite:///{copy}")
    await export(f"sqlite:///{copy}", spare)
    return spare


async def _load(database: str, copy: Path) -> None:
    """Fill an empty database in one transaction."""
    await asyncio.to_thread(portable.check, copy)
    engine = single(address(database))
    try:
        async with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                await connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
            if await connection.run_sync(_tables):
                raise Refusal(NOT_EMPTY)
            await portable.read(connection, copy)
    finally:
        await engine.dispose()


def _tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()
