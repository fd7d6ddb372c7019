"""Copies under load, back again into an empty database, and every reason not to."""

import asyncio
import gzip
import json
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from rules.errors import Refusal
from rules.ledger import Posting
from storage import blobs, ledger, members
from storage.backup import backup, restore
from storage.dump import dump
from storage.engine import address, single
from storage.ledger import entry
from storage.migrate import migrate
from storage.store import Change, Store
from tests.storage.conftest import Hand, Note, settle
from tests.storage.databases import empty, there

ODD = 'Zoë "\\" \u2028 🌱 \t'


async def live(store: Store, number: int) -> None:
    """A change that touches many tables."""

    async def work(change: Change) -> int:
        lines = [Posting("issuance", "GOV", -number), Posting(f"member:{number % 7}", "GOV", number)]
        await ledger.post(change, f"e/{number}", "grant", lines, by=0, why="test", data={"text": ODD})
        await members.admit(change, "terminal", f"m{number}", f"{ODD}{number}")
        await change.say("general", Note(ODD), subject=f"s/{number}")
        await change.alarm("later", str(number), change.now)
        await blobs.put(change, bytes([number % 256, 0, 255]))
        return number

    await store.once("dao", f"key/{number}", work)


@pytest.fixture
async def alive(dao: Store) -> Store:
    for number in range(1, 9):
        await live(dao, number)
    return dao


@pytest.fixture(params=["file", "lines"])
def movable(request: pytest.FixtureRequest, engine: str) -> bool:
    """Whether a copy can move between the databases; one of PostgreSQL always can."""
    if engine == "postgresql" and request.param == "file":
        pytest.skip("PostgreSQL makes no files")
    return bool(request.param == "lines")


@pytest.fixture
async def spare(engine: str, source: str, tmp_path: Path) -> AsyncIterator[str]:
    """Another database without tables."""
    (tmp_path / "spare").mkdir()
    async with empty(engine, tmp_path / "spare") as url:
        yield url


async def opened(url: str, clock: Hand) -> tuple[str, int, Any]:
    """What a restored database holds, how many entries it has, and whether it verifies."""
    store = await Store.open(url, clock)
    async with store.read("dao") as look:
        fault = await ledger.verify(look)
        entries = await look.value(select(func.count()).select_from(entry))
    found = await dump(store)
    await store.close()
    return found, entries, fault


async def test_a_restored_copy_is_the_same_byte_for_byte(
    alive: Store, database: str, spare: str, clock: Hand, tmp_path: Path, *, movable: bool
) -> None:
    copy = await backup(database, tmp_path / "copies", movable=movable)
    assert copy.name.endswith(".db" if alive.embedded and not movable else ".jsonl.gz")
    await restore(spare, copy)
    assert await opened(spare, clock) == (await dump(alive), 8, None)


async def test_a_restored_database_goes_on_and_guards_its_history(
    alive: Store, database: str, spare: str, clock: Hand, tmp_path: Path
) -> None:
    await restore(spare, await backup(database, tmp_path, movable=True))
    store = await Store.open(spare, clock)
    await live(store, 9)
    await live(store, 8)  # was done before the copy was made
    async with store.read("dao") as look:
        assert await ledger.verify(look) is None
        assert await look.value(select(func.count()).select_from(entry)) == 9
    with pytest.raises(Exception, match="append-only"):
        async with store.write() as connection:
            await connection.execute(entry.delete())
    await store.close()


async def test_copies_made_while_others_write_are_each_of_one_moment(
    alive: Store, database: str, engine: str, clock: Hand, tmp_path: Path, *, movable: bool
) -> None:
    done = asyncio.Event()
    written = 8

    async def write() -> None:
        nonlocal written
        while not done.is_set():
            await live(alive, written + 1)
            written += 1

    async def copy() -> list[tuple[int, Path, int]]:
        made = []
        for _ in range(3):
            before = written
            made.append((before, await backup(database, tmp_path / "copies", movable=movable), written + 1))
        done.set()
        return made

    _, made = await asyncio.gather(write(), copy())
    assert len({path for _, path, _ in made}) == 3
    for number, (before, path, after) in enumerate(made):
        (tmp_path / str(number)).mkdir()
        async with empty(engine, tmp_path / str(number)) as url:
            await restore(url, path)
            text_, entries, fault = await opened(url, clock)
            assert fault is None
            assert before <= entries <= after
            assert text_.count('"key/') == entries  # keys, entries and messages belong to the same changes


@pytest.mark.parametrize("kind", ["file", "lines"])
async def test_a_community_moves_between_the_databases(clock: Hand, tmp_path: Path, kind: str) -> None:
    if not await asyncio.to_thread(there):
        pytest.skip("no PostgreSQL answers")
    first = f"sqlite:///{tmp_path}/first.db"
    store = await Store.open(first, clock)
    await store.found("dao", settle)
    for number in range(1, 6):
        await live(store, number)
    before = await dump(store)
    copy = await backup(first, tmp_path, movable=kind == "lines")
    await store.close()
    async with empty("postgresql", tmp_path) as server:
        await restore(server, copy)
        assert await opened(server, clock) == (before, 5, None)
        back = await backup(server, tmp_path / "back")
    second = f"sqlite:///{tmp_path}/second.db"
    await restore(second, back)
    assert await opened(second, clock) == (before, 5, None)


async def test_only_the_newest_copies_are_kept_and_nothing_else_is_touched(
    alive: Store, database: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    await asyncio.to_thread(folder.mkdir)
    (folder / "bot-mine.db").write_text("not a copy")
    made = []
    for number in range(4):
        made.append(await backup(database, folder, keep=2))
        os.utime(made[-1], ns=(number * 10**9, number * 10**9))
    last = await backup(database, folder, keep=2)
    assert {path.name for path in folder.iterdir()} == {"bot-mine.db", made[-1].name, last.name}


async def test_a_failed_copy_leaves_nothing(
    alive: Store, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.backup.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        await backup(database, tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []


async def test_a_database_that_is_not_there_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no database at"):
        await backup(f"sqlite:///{tmp_path}/nothing.db", tmp_path)
    assert await asyncio.to_thread(os.listdir, tmp_path) == []


async def test_a_database_with_data_is_never_overwritten(
    alive: Store, database: str, tmp_path: Path, *, movable: bool
) -> None:
    copy = await backup(database, tmp_path, movable=movable)
    before = await dump(alive)
    with pytest.raises(Refusal, match="There is data in that database already"):
        await restore(database, copy)
    assert await dump(alive) == before


async def test_what_a_lost_sqlite_file_left_behind_is_not_built_upon(
    alive: Store, database: str, tmp_path: Path
) -> None:
    copy = await backup(database, tmp_path, movable=True)
    (tmp_path / "new.db-wal").write_bytes(b"left")
    with pytest.raises(Refusal, match="There is data in that database already"):
        await restore(f"sqlite:///{tmp_path}/new.db", copy)


async def tables(url: str) -> list[str]:
    engine = single(address(url))
    name = "sqlite_master" if engine.dialect.name == "sqlite" else "pg_tables"
    where = "" if name == "sqlite_master" else " WHERE schemaname = 'public'"
    async with engine.begin() as connection:
        found = await connection.execute(text(f"SELECT * FROM {name}{where}"))  # noqa: S608 - one of two
        rows = [str(row[1]) for row in found]
    await engine.dispose()
    return rows


def rewritten(copy: Path, change: Any) -> Path:
    """The copy with its lines changed."""
    lines = [json.loads(line) for line in gzip.decompress(copy.read_bytes()).splitlines()]
    change(lines)
    copy.write_bytes(gzip.compress("".join(f"{json.dumps(line)}\n" for line in lines).encode()))
    return copy


def half(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])


def flipped(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 0xFF
    copy.write_bytes(bytes(data))


BAD: dict[str, Callable[[Path], Any]] = {
    "half": half,
    "flipped": flipped,
    "no end": lambda copy: rewritten(copy, lambda lines: lines.pop()),
    "no head": lambda copy: rewritten(copy, lambda lines: lines.pop(0)),
    "too much": lambda copy: rewritten(copy, lambda lines: lines.append(lines[-1])),
    "unknown table": lambda copy: rewritten(copy, lambda lines: lines.extend(["nothing", [1]])),
    "short row": lambda copy: rewritten(copy, lambda lines: lines[-1].pop()),
    "wrong value": lambda copy: rewritten(copy, lambda lines: lines.__setitem__(-1, [{}] * len(lines[-1]))),
    "no lines": lambda copy: rewritten(copy, lambda lines: lines.clear()),
}


async def test_a_damaged_copy_is_refused_before_anything_is_written(
    alive: Store, database: str, spare: str, tmp_path: Path
) -> None:
    copy = await backup(database, tmp_path / "copies", movable=True)
    good = await asyncio.to_thread(copy.read_bytes)
    for case, harm in BAD.items():
        await asyncio.to_thread(copy.write_bytes, good)
        harm(copy)
        [refused] = await asyncio.gather(restore(spare, copy), return_exceptions=True)
        assert "damaged or incomplete" in str(refused), case
    assert await tables(spare) == []
    await asyncio.to_thread(copy.write_bytes, good)
    await restore(spare, copy)


@pytest.mark.parametrize("harm", [half, flipped])
async def test_a_damaged_sqlite_copy_is_refused(
    alive: Store, database: str, tmp_path: Path, harm: Any
) -> None:
    if not alive.embedded:
        pytest.skip("PostgreSQL makes no files")
    copy = await backup(database, tmp_path / "copies")
    data = bytearray(copy.read_bytes())
    if harm is half:
        copy.write_bytes(data[: len(data) // 2])
    else:
        for page in range(4096, len(data), 4096):
            data[page : page + 8] = b"\xff" * 8
        copy.write_bytes(data)
    target = tmp_path / "new.db"
    with pytest.raises(Refusal, match="damaged or incomplete"):
        await restore(f"sqlite:///{target}", copy)
    assert not target.exists()


async def test_a_copy_of_a_newer_or_older_schema_is_refused_with_what_to_do(
    alive: Store, database: str, spare: str, tmp_path: Path
) -> None:
    copy = await backup(database, tmp_path, movable=True)
    for revision, words in (
        ("9999", "A newer release made that copy"),
        ("0001", "An older release made that copy"),
    ):
        rewritten(copy, lambda lines, revision=revision: lines[0].update(revision=revision))
        with pytest.raises(Refusal, match=words):
            await restore(spare, copy)
    assert await tables(spare) == []


async def test_a_sqlite_copy_of_a_newer_schema_is_refused(tmp_path: Path, clock: Hand) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/old.db", clock)
    await store.found("dao", settle)
    await store.close()
    copy = await backup(f"sqlite:///{tmp_path}/old.db", tmp_path / "copies")
    newer = tmp_path / "newer.db"
    shutil.copyfile(copy, newer)
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Refusal, match="A newer release made that copy"):
        await restore(f"sqlite:///{tmp_path}/x.db", newer)
    await restore(f"sqlite:///{tmp_path}/x.db", copy)
    assert not await migrate(f"sqlite:///{tmp_path}/x.db")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "There is no copy at"), (b"", "is not a copy"), (b"hello", "is not a copy")],
)
async def test_what_is_no_copy_is_refused(tmp_path: Path, content: bytes | None, words: str) -> None:
    copy = tmp_path / "copy"
    if content is not None:
        copy.write_bytes(content)
    with pytest.raises(Refusal, match=words):
        await restore(f"sqlite:///{tmp_path}/x.db", copy)


async def test_a_sqlite_file_of_another_program_is_no_copy(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE x (y)")
    other.close()
    with pytest.raises(Refusal, match="is not a copy made by"):
        await restore(f"sqlite:///{tmp_path}/x.db", tmp_path / "other.db")


async def test_the_same_data_is_the_same_text_whatever_the_order_it_came_in(
    database: str, store: Store, clock: Hand
) -> None:
    assert await dump(store) == await dump(store)
    await store.found("dao", settle)
    first = await dump(store)
    assert '["dao","","","UTC","founding"' in first
    assert "community:" not in await dump(store, leave=("community",))
    async with store.change("dao") as change:
        await members.admit(change, "terminal", "ana", "ana")
    assert await dump(store) != first
