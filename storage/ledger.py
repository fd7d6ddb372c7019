"""The ledger of a community: entries, postings, running balances, and the chain over them (RULES 2)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules import ledger as rules
from rules.ledger import Entry, Fault, Posting
from storage.communities import community
from storage.schema import Amount, Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

BATCH = 2000


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
    """Book an entry; chain and balances move with it. A name books once; ValueError unless it sums to zero."""
    rules.balanced(postings)
    booked = Entry(change.entries + 1, name, kind, by, why, change.now, dict(data or {}), tuple(postings))
    change.head, change.entries = rules.link(change.head or rules.ROOT, change.community, booked), booked.number
    mine = {"community": change.community}
    facts = {"number": booked.number, "id": name, "kind": kind, "by": by, "why": why, "at": booked.at}
    await change.run(insert(entry), mine | facts | {"data": booked.data, "hash": change.head})
    moved = {"head": change.head, "entries": change.entries}
    await change.run(update(community).where(community.c.id == change.community).values(**moved))
    if postings:
        lines = [mine | {"entry": booked.number, "line": line} | one._asdict() for line, one in enumerate(postings)]
        await change.run(insert(posting), lines)
        await _move(change, rules.totals(postings))
    return booked


async def _move(change: Change, moved: dict[tuple[str, str], int]) -> None:
    """Bring the running balances up to date, always in the same order."""
    after = dict(moved)
    accounts = sorted({account for account, _ in moved})
    for start in range(0, len(accounts), 500):
        some = balance.c.account.in_(accounts[start : start + 500])
        query = select(balance.c.account, balance.c.asset, balance.c.amount)
        for account, asset, amount in await change.rows(query.where(balance.c.community == change.community, some)):
            if (account, asset) in after:
                after[account, asset] += amount
    if after:
        await change.run(PUT, [{"community": change.community} | Posting(*key, after[key])._asdict() for key in sorted(after)])


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


async def history(look: Look, account: str = "", *, limit: int = 15, before: int | None = None) -> list[Entry]:
    """The newest entries, of one account or of all, before an entry number."""
    query = select(*entry.c).where(entry.c.community == look.community)
    if account:
        of = select(posting.c.entry).where(posting.c.community == look.community, posting.c.account == account)
        query = query.where(entry.c.number.in_(of))
    if before is not None:
        query = query.where(entry.c.number < before)
    rows = await look.rows(query.order_by(entry.c.number.desc()).limit(limit))
    mine = posting.c.community == look.community, posting.c.entry.in_([row.number for row in rows])
    lines = await look.rows(select(*posting.c).where(*mine).order_by(posting.c.entry, posting.c.line))
    by_entry = {number: tuple(map(_posting, some)) for number, some in groupby(lines, key=lambda line: line.entry)}
    return [_entry(row, by_entry.get(row.number, ())) for row in rows]


async def every(look: Look) -> AsyncIterator[tuple[Entry, str]]:
    """All entries with their hashes, in order, a batch at a time."""
    last = 0
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
    rows = [pair async for pair in every(look)]
    if fault := rules.verify(look.community, rows, await accounts(look)):
        return fault
    if await head(look) != (rows[-1][1] if rows else ""):
        return Fault(len(rows), "The head of the chain is not the hash of its last entry.")
    if posted and rules.known(posted, (given for _, given in rows)) is None:
        return Fault(0, f"The head {posted} was never in this chain: its history has been rewritten.")
    return None


def _posting(row: Any) -> Posting:
    return Posting(row.account, row.asset, row.amount)


def _entry(row: Any, postings: tuple[Posting, ...]) -> Entry:
    return Entry(row.number, row.id, row.kind, row.by, row.why, row.at, row.data, postings)
