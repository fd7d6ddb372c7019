"""The unit of work: a change, its once-only key and its messages commit together or not at all."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import ClauseElement, CursorResult, Executable, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from rules.amounts import Asset
from rules.errors import Refusal
from storage import alarms, communities, outbox
from storage.communities import FOUNDING, Community, community
from storage.engine import connect, exists
from storage.inbox import inbox
from storage.migrate import check, migrate
from storage.schema import AnyRow, insert

AGAIN = {"40001", "40P01"}  # serialization failure, deadlock: certainly not committed
BUSY = {5, 6}  # another process holds the SQLite file
TRIES = 6
SECONDS = 60.0  # for one transaction: nothing in it waits for a network
Clock = Callable[[], datetime]
Work = Callable[["Change"], Awaitable[Any]]
Begin = Callable[[str], AbstractAsyncContextManager["Change"]]
STANDING = (*communities.FACTS, community.c.changes, community.c.entries, community.c.head)


class Sayable(Protocol):
    """A message as the outbox keeps it."""

    def dump(self) -> dict[str, Any]:
        """The message as JSON."""


class Look:
    """A view of one community, all of one moment."""

    def __init__(self, connection: AsyncConnection, name: str, now: datetime) -> None:
        self.connection, self.community, self.now = connection, name, now
        self.home: Community | None = None
        self.token: Asset | None = None  # the governance token, once it was asked for

    async def rows(self, query: Executable) -> Sequence[AnyRow]:
        """All rows."""
        return (await self.connection.execute(query)).all()

    async def row(self, query: Executable) -> AnyRow | None:
        """The only row, or None."""
        return (await self.connection.execute(query)).one_or_none()

    async def value(self, query: Executable) -> Any:
        """The first column of the only row, or None."""
        return (await self.connection.execute(query)).scalar_one_or_none()


class Change(Look):
    """A transaction of one community. `number` counts its changes, `head` is the hash of its last entry."""

    def __init__(self, connection: AsyncConnection, row: AnyRow, now: datetime) -> None:
        super().__init__(connection, row.id, now)
        self.home = Community(*row[: len(communities.FACTS)])
        self.number: int = row.changes
        self.entries: int = row.entries
        self.head: str = row.head
        self.said = 0

    async def run(self, statement: Executable, rows: Any = None) -> CursorResult[Any]:
        """Execute a statement that writes, once or for each of many rows."""
        return await self.connection.execute(statement, rows)

    async def many(self, statement: ClauseElement, rows: Sequence[tuple[Any, ...]]) -> None:
        """Execute a statement for thousands of rows at the driver's own speed.

        The rows hold plain numbers and texts made by the program, in the order of the statement's columns.
        """
        compiled = statement.compile(dialect=self.connection.dialect)
        await self.connection.exec_driver_sql(str(compiled), list(rows))

    async def savepoint(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """Do some work that may be refused; then nothing of it stays, and the change goes on."""
        before = self.entries, self.head, self.said, self.home
        try:
            async with self.connection.begin_nested():
                return await work()
        except Refusal:
            self.entries, self.head, self.said, self.home = before
            raise

    async def next(self, name: str) -> int:
        """Count on under a name: 1, 2, 3 …"""
        return await communities.following(self, name)

    async def say(self, topic: str, card: Sayable, *, subject: str = "", thread: str = "") -> None:
        """Queue a post to every place; it goes out if and only if this change commits."""
        await outbox.queue(self, "say", topic, card.dump(), subject=subject, thread=thread)

    async def show(self, topic: str, card: Sayable, *, subject: str, thread: str = "") -> None:
        """Queue the card of a subject: a post the first time, later an edit of it."""
        await outbox.queue(self, "show", topic, card.dump(), subject=subject, thread=thread)

    async def whisper(
        self,
        member: int,
        card: Sayable,
        *,
        kind: str = "",
        subject: str = "",
        to: tuple[str, str] | None = None,
    ) -> None:
        """Queue a private note; with a kind only for a member who wants notes of that kind."""
        await outbox.whisper(self, member, card.dump(), kind=kind, subject=subject, to=to)

    async def alarm(self, kind: str, subject: str, due: datetime, *, period: timedelta | None = None) -> None:
        """Have something happen later; see `alarms.put`."""
        await alarms.put(self, kind, subject, due, period)

    async def disarm(self, kind: str, subject: str) -> None:
        """Take an alarm back."""
        await alarms.drop(self, kind, subject)

    async def once(self, key: str, work: Work) -> Any:
        """Do `work` under a key, or answer what it answered before."""
        known = select(inbox.c.outcome).where(inbox.c.community == self.community, inbox.c.key == key)
        for found in await self.rows(known):
            return found.outcome
        outcome = await work(self)
        row = {"community": self.community, "key": key, "outcome": outcome, "at": self.now}
        await self.run(insert(inbox), row)
        return outcome


class Store:
    """The way to the data: `read` looks, `once` and `act` do what was asked."""

    def __init__(self, write: AsyncEngine, read: AsyncEngine, clock: Clock) -> None:
        self._write, self._read, self._clock = write, read, clock
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, database: str, clock: Clock = lambda: datetime.now(UTC)) -> Store:  # noqa: TID251 - the default
        """Bring the database up to date and connect to it."""
        await migrate(database)
        return cls(*connect(database), clock)

    @classmethod
    async def view(cls, database: str, clock: Clock) -> Store:
        """Connect to a database that is only read; Refusal unless it is there and of this release."""
        if not exists(database):
            raise Refusal(f"There is no database {database}.")
        store = cls(*connect(database), clock)
        try:
            async with store.read() as look:
                await look.connection.run_sync(check)
        except BaseException:
            await store.close()
            raise
        return store

    @property
    def embedded(self) -> bool:
        """Whether this is a SQLite file, which only one process writes."""
        return self._write.dialect.name == "sqlite"

    def clock(self) -> datetime:
        """The time, in whole seconds UTC."""
        return self._clock().replace(microsecond=0)

    async def close(self) -> None:
        """Let what was begun end, and disconnect."""
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._read.dispose()
        await self._write.dispose()

    @asynccontextmanager
    async def read(self, name: str = "") -> AsyncIterator[Look]:
        """One consistent snapshot; it waits for no writer and can write nothing."""
        async with self._read.begin() as connection:
            yield Look(connection, name, self.clock())

    @asynccontextmanager
    async def write(self, turn: str = "") -> AsyncIterator[AsyncConnection]:
        """One transaction. Those who share a turn wait here, in order, and hold no connection meanwhile."""
        turn = "" if self.embedded else turn
        async with self._turns[turn], asyncio.timeout(SECONDS), self._write.begin() as connection:
            yield connection

    @asynccontextmanager
    async def change(self, name: str) -> AsyncIterator[Change]:
        """A transaction of one community, whose row it locks: its changes run one by one on both engines."""
        locked = update(community).where(community.c.id == name).values(changes=community.c.changes + 1)
        async with self.write(name) as connection:
            row = (await connection.execute(locked.returning(*STANDING))).one_or_none()
            if row is None:
                raise LookupError(f"There is no community {name!r}.")
            yield Change(connection, row, self.clock())

    @asynccontextmanager
    async def founding(self, name: str) -> AsyncIterator[Change]:
        """The first transaction of a new community; Refusal if there is one of that name."""
        row = {
            "id": name,
            "founded": self.clock(),
            "state": FOUNDING,
            "zone": "UTC",
            "name": "",
            "preset": "",
        }
        fresh = insert(community).values(**row, changes=0, entries=0, head="").on_conflict_do_nothing()
        async with self.write(name) as connection:
            made = (await connection.execute(fresh.returning(*STANDING))).one_or_none()
            if made is None:
                raise Refusal("This place has a community already.")
            yield Change(connection, made, self.clock())

    async def once(self, name: str, key: str, work: Work) -> Any:
        """Do `work` in one change, or answer what it answered before. A cancelled caller does not stop it."""
        return await self._shielded(self.change, name, lambda change: change.once(key, work), twice=True)

    async def act(self, name: str, work: Work) -> Any:
        """Do `work` in one change. A cancelled caller does not stop it."""
        return await self._shielded(self.change, name, work)

    async def found(self, name: str, work: Work) -> Any:
        """Make a community and do `work` in its first change; Refusal if there is one of that name."""
        return await self._shielded(self.founding, name, work)

    async def _shielded(self, begin: Begin, name: str, work: Work, *, twice: bool = False) -> Any:
        task = asyncio.create_task(self._persist(begin, name, work, twice=twice))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def _persist(self, begin: Begin, name: str, work: Work, *, twice: bool) -> Any:
        """Run the work again while that may help; without a key not once it may have been committed."""
        attempt = 0
        while True:
            attempt += 1
            committing = False
            try:
                async with begin(name) as change:
                    outcome = await work(change)
                    committing = True
                return outcome
            except DBAPIError as error:
                unsure = committing and not twice and not undone(error)
                if attempt == TRIES or unsure or not passing(error):
                    raise
            await asyncio.sleep(random.random() * 0.01 * 2**attempt)  # noqa: S311 - spreads out retries


def undone(error: DBAPIError) -> bool:
    """Whether the database says itself that it has undone the transaction."""
    return getattr(error.orig, "sqlstate", None) in AGAIN


def passing(error: DBAPIError) -> bool:
    """Whether the same work may succeed when it is run again."""
    busy = getattr(error.orig, "sqlite_errorcode", None) in BUSY
    return undone(error) or error.connection_invalidated or busy
