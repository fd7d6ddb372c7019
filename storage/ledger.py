"""The ledger of a community: entries, postings, running balances, and the chain over them (RULES 2)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Connection, Named, TypedColumns, select, update

from rules import ledger as rules
from rules.ledger import Entry, Fault, Posting
from storage.communities import community
from storage.schema import EPOCH, TICK, Amount, AnyRow, Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

BATCH = 2000
DECODE = json.JSONDecoder().decode


class Entries(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    number: Named[int] = Column(BigInteger, primary_key=True)
    id: Named[str] = Column(Str, nullable=False)
    kind: Named[str] = Column(Str, nullable=False)
    by: Named[int] = Column(BigInteger, nullable=False)
    why: Named[str] = Column(Str, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)
    data: Named[Any] = Column(Json, nullable=False)
    hash: Named[str] = Column(Str, nullable=False)


class Postings(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    entry: Named[int] = Column(BigInteger, primary_key=True)
    line: Named[int] = Column(BigInteger, primary_key=True)
    account: Named[str] = Column(Str, nullable=False)
    asset: Named[str] = Column(Str, nullable=False)
    amount: Named[int] = Column(Amount, nullable=False)


class Balances(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    account: Named[str] = Column(Str, primary_key=True)
    asset: Named[str] = Column(Str, primary_key=True)
    amount: Named[int] = Column(Amount, nullable=False)


ONE_ID = sa.UniqueConstraint("community", "id")
OF_ENTRY = sa.ForeignKeyConstraint(["community", "entry"], ["entry.community", "entry.number"])
OPEN = sa.CheckConstraint("amount >= 0 OR account IN ('external', 'issuance')", name="not_negative")
entry = table("entry", Entries, ONE_ID, append_only=True)
posting = table("posting", Postings, OF_ENTRY, append_only=True)
balance = table("balance", Balances, OPEN)
sa.Index("ix_posting_account", posting.c.community, posting.c.account, posting.c.entry)
fresh = insert(balance)
PUT = fresh.on_conflict_do_update(
    index_elements=["community", "account", "asset"], set_={"amount": fresh.excluded.amount}
)
E, P = entry.c, posting.c
RAW = sa.type_coerce(E.at, BigInteger), sa.type_coerce(E.data, sa.Text)
STORED_ENTRIES = (
    select(E.number, E.id, E.kind, E.by, E.why, *RAW, E.hash)
    .where(E.community == sa.bindparam("name"), E.number.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(E.number)
)
STORED_POSTINGS = (
    select(P.entry, P.account, P.asset, sa.type_coerce(P.amount, BigInteger))
    .where(P.community == sa.bindparam("name"), P.entry.between(sa.bindparam("first"), sa.bindparam("last")))
    .order_by(P.entry, P.line)
)


async def post(
    change: Change,
    name: str,
    kind: str,
    postings: Sequence[Posting] = (),
    *,
    by: int,
    why: str,
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Book an entry; chain and balances move with it. A name books once; ValueError unless sums are zero."""
    rules.balanced(postings)
    booked = Entry(change.entries + 1, name, kind, by, why, change.now, dict(data or {}), tuple(postings))
    change.head, change.entries = (
        rules.link(change.head or rules.ROOT, change.community, booked),
        booked.number,
    )
    mine = {"community": change.community}
    facts = {"number": booked.number, "id": name, "kind": kind, "by": by, "why": why, "at": booked.at}
    await change.run(insert(entry), mine | facts | {"data": booked.data, "hash": change.head})
    moved = {"head": change.head, "entries": change.entries}
    await change.run(update(community).where(community.c.id == change.community).values(**moved))
    if postings:
        at = change.community, booked.number
        await change.many(insert(posting), [(*at, line, *one) for line, one in enumerate(postings)])
        await _move(change, booked.number, rules.totals(postings))
    return booked


async def _move(change: Change, number: int, moved: dict[tuple[str, str], int]) -> None:
    """Bring the running balances of an entry's accounts up to date, always in the same order."""
    after = dict(moved)
    for account, asset, amount in await change.rows(_before(change, number)):
        if (account, asset) in after:
            after[account, asset] += amount
    if after:
        await change.many(PUT, [(change.community, *key, after[key]) for key in sorted(after)])


def _before(look: Look, number: int) -> Any:
    """The balances of all accounts that an entry has postings to."""
    mine = posting.c.community == look.community, posting.c.entry == number
    touched = balance.c.account.in_(select(posting.c.account).where(*mine))
    query = select(balance.c.account, balance.c.asset, balance.c.amount)
    return query.where(balance.c.community == look.community, touched)


async def balance_of(look: Look, account: str, asset: str) -> int:
    """What an account holds of an asset, in base units."""
    mine = balance.c.community == look.community, balance.c.account == account, balance.c.asset == asset
    return int(await look.value(select(balance.c.amount).where(*mine)) or 0)


async def balances(look: Look, account: str) -> dict[str, int]:
    """What an account holds, by asset; nothing that is zero."""
    mine = balance.c.community == look.community, balance.c.account == account, balance.c.amount != 0
    rows = await look.rows(select(balance.c.asset, balance.c.amount).where(*mine).order_by(balance.c.asset))
    return {row.asset: row.amount for row in rows}


async def accounts(look: Look, kind: str = "") -> dict[tuple[str, str], int]:
    """Every balance that is not zero, by (account, asset); of accounts whose name begins like `kind`."""
    mine = balance.c.community == look.community, balance.c.amount != 0
    rows = await look.rows(select(balance.c.account, balance.c.asset, balance.c.amount).where(*mine))
    found = {(row.account, row.asset): row.amount for row in rows if row.account.startswith(kind)}
    return dict(sorted(found.items()))


async def head(look: Look) -> str:
    """The hash of the last entry, '' before the first."""
    return str(await look.value(select(community.c.head).where(community.c.id == look.community)) or "")


async def hash_of(look: Look, number: int) -> str:
    """The hash of an entry; that of entry 0 is the root of the chain."""
    query = select(entry.c.hash).where(entry.c.community == look.community, entry.c.number == number)
    return str(await look.value(query) or rules.ROOT)


async def find(look: Look, name: str) -> Entry | None:
    """The entry that was booked under a name."""
    query = select(entry.c.number).where(entry.c.community == look.community, entry.c.id == name)
    number = await look.value(query)
    return None if number is None else (await history(look, limit=1, before=number + 1))[0]


async def decisions(look: Look, kind: str) -> list[Entry]:
    """Every entry without postings of one kind, in order."""
    query = select(*entry.c).where(entry.c.community == look.community, entry.c.kind == kind)
    return [_entry(row, ()) for row in await look.rows(query.order_by(entry.c.number))]


async def history(
    look: Look, account: str = "", *, limit: int = 15, before: int | None = None
) -> list[Entry]:
    """The newest entries, of one account or of all, before an entry number."""
    some = await _newest(look, account, limit, before)
    query = select(*entry.c).where(entry.c.community == look.community, entry.c.number.in_(some))
    rows = await look.rows(query.order_by(entry.c.number.desc()))
    mine = posting.c.community == look.community, posting.c.entry.in_(some)
    lines = await look.rows(select(*posting.c).where(*mine).order_by(posting.c.entry, posting.c.line))
    by_entry = {
        number: tuple(map(_posting, some)) for number, some in groupby(lines, key=lambda line: line.entry)
    }
    return [_entry(row, by_entry.get(row.number, ())) for row in rows]


async def _newest(look: Look, account: str, limit: int, before: int | None) -> list[int]:
    """The numbers of the newest entries, read from the index of the account."""
    of, column = (posting, posting.c.entry) if account else (entry, entry.c.number)
    query = select(column).where(of.c.community == look.community).distinct()
    if account:
        query = query.where(posting.c.account == account)
    if before is not None:
        query = query.where(column < before)
    return [row[0] for row in await look.rows(query.order_by(column.desc()).limit(limit))]


async def before(look: Look, moment: datetime) -> tuple[int, list[Posting]]:
    """The number of the last entry before a moment, and what each account had then; of what is outside both directions."""
    mine = entry.c.community == look.community, entry.c.at < moment
    last = int(await look.value(select(sa.func.max(entry.c.number)).where(*mine)) or 0)
    same, way = (
        posting.c.community == look.community,
        ((posting.c.account == rules.EXTERNAL) & (posting.c.amount > 0)).label("way"),
    )
    query = select(posting.c.account, posting.c.asset, sa.func.sum(posting.c.amount), way)
    rows = await look.rows(
        query.where(same, posting.c.entry <= last).group_by(posting.c.account, posting.c.asset, way)
    )
    return last, [Posting(account, asset, int(amount)) for account, asset, amount, _ in rows]


async def every(look: Look, last: int = 0) -> AsyncIterator[tuple[Entry, str]]:
    """All entries with their hashes, in order, a batch at a time; those after a number."""
    while rows := await look.rows(_after(entry, entry.c.number, look, last).limit(BATCH)):
        query = _after(posting, posting.c.entry, look, last).where(posting.c.entry <= rows[-1].number)
        lines = groupby(await look.rows(query.order_by(posting.c.line)), key=lambda line: line.entry)
        by_entry = {number: tuple(map(_posting, some)) for number, some in lines}
        for row in rows:
            yield _entry(row, by_entry.get(row.number, ())), row.hash
        last = rows[-1].number


def _after(of: Any, column: Any, look: Look, last: int) -> Any:
    return select(*of.c).where(of.c.community == look.community, column > last).order_by(column)


async def verify(look: Look, posted: str = "") -> Fault | None:
    """Recompute the chain and every balance; the first wrong thing. A posted head has to be in the chain."""
    if posted:
        rules.known(posted, ())  # Refusal unless it can be one
    facts = select(community.c.head, community.c.entries).where(community.c.id == look.community)
    head, entries = await look.row(facts) or ("", 0)
    balances = await accounts(look)

    def check(connection: Connection) -> Fault | None:
        walk = Walk(connection, look.community, posted.strip().lower())
        return rules.verify(look.community, walk, balances) or walk.fault(head, entries)

    return await look.connection.run_sync(check)


class Walk:
    """Every entry with its hash as the database holds them, a batch at a time, whatever was done to them."""

    def __init__(self, connection: Connection, name: str, posted: str) -> None:
        self.connection, self.community, self.posted = connection, name, posted
        self.number, self.hash, self.met = 0, "", not posted

    def __iter__(self) -> Iterator[tuple[Entry, str]]:
        while rows := self._batch(STORED_ENTRIES, self.number + 1, self.number + BATCH):
            lines: defaultdict[int, list[Posting]] = defaultdict(list)
            for number, account, asset, amount in self._batch(STORED_POSTINGS, rows[0][0], rows[-1][0]):
                lines[number].append(Posting(account, asset, amount))
            for number, name, kind, by, why, at, data, self.hash in rows:
                if not self.met:
                    self.met = self.hash.startswith(self.posted)
                moment, facts = _stored(at, data)
                yield Entry(number, name, kind, by, why, moment, facts, tuple(lines[number])), self.hash
            self.number += len(rows)

    def _batch(self, query: Any, first: int, last: int) -> Sequence[AnyRow]:
        """Rows of the entries from `first` to `last`; there are no gaps, or the check has ended before."""
        return self.connection.execute(query, {"name": self.community, "first": first, "last": last}).all()

    def fault(self, head: str, entries: int) -> Fault | None:
        """What is wrong with the end of the chain."""
        if (self.hash, self.number) != (head, entries):
            return Fault(self.number, "The head of the chain is not the hash of its last entry.")
        stray = (posting.c.entry > self.number) | (posting.c.entry < 1)
        mine = select(posting.c.entry).where(posting.c.community == self.community, stray).limit(1)
        if self.connection.execute(mine).first():
            return Fault(0, "There are postings that belong to no entry.")
        if not self.met:
            return Fault(
                0, f"The head {self.posted} was never in this chain: its history has been rewritten."
            )
        return None


def _stored(at: int, data: str) -> tuple[datetime, Any]:
    """Moment and data; of what cannot be read something that has no hash."""
    try:
        return EPOCH + at * TICK, DECODE(data)
    except (OverflowError, ValueError):
        return datetime.min, None  # noqa: DTZ901 - a naive moment cannot be hashed


def _posting(row: AnyRow) -> Posting:
    return Posting(row.account, row.asset, row.amount)


def _entry(row: AnyRow, postings: tuple[Posting, ...]) -> Entry:
    return Entry(row.number, row.id, row.kind, row.by, row.why, row.at, row.data, postings)
