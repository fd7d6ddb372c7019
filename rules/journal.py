"""The ledger as accountants read it: a table, and journals for Beancount and hledger, whose balances are ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.amounts import Asset
from rules.ledger import EXTERNAL, SHOWN, Entry, Posting, instant

DAY = timedelta(days=1)
COLUMNS = (
    "entry", "id", "at", "day", "kind", "why", "decision", "by",
    "account", "whose", "in journals", "asset", "debit", "credit", "hash",
)  # fmt: skip
CAME, WENT = "external in", "external out"  # both sides of the one account for all that is outside
# What the community has are assets; what members have of it, expenses; what came from outside, income, and what
# went there, expenses again. Tokens that were made are equity, and so are those promised and not released.
ROOTS = {
    "treasury": "Assets:Treasury",
    "budget": "Assets:Budgets",
    "reserved": "Assets:Reserved",
    "escrow": "Assets:Escrow",
    "transit": "Assets:Transit",
    "member": "Expenses:Members",
    "locked": "Expenses:Locked",
    "vesting": "Equity:Vesting",
    "issuance": "Equity:Issuance",
    CAME: "Income:External",
    WENT: "Expenses:External",
}
WORDS = ("TRUE", "FALSE", "NULL")  # what means something else to Beancount
_OTHER = re.compile(r"[^A-Za-z0-9-]")
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

Key = tuple[str, str]
"""An account and an asset."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with its hash, on its day in the community's zone, with the decision it follows and who caused it."""

    entry: Entry
    hash: str
    day: date
    decision: str
    by: str


@dataclass(frozen=True, slots=True)
class Book:
    """What is exported: balances before it, entries in order, and what assets and accounts are called.

    A retired account stays; `names` tells whose an account is, as people read it.
    """

    title: str
    first: date
    opening: Mapping[Key, int]
    lines: Sequence[Line]
    assets: Mapping[str, Asset]
    names: Mapping[str, str]

    @property
    def closing(self) -> dict[Key, int]:
        """Every balance after the last entry, also those that are zero again."""
        sums = Counter(dict(self.opening))
        for line in self.lines:
            add(sums, line.entry.postings)
        return dict(sorted(sums.items()))

    @property
    def after(self) -> date:
        """The day after the last entry."""
        return max([self.first, *(line.day for line in self.lines)]) + DAY


def side(account: str, amount: int) -> str:
    """The account that a posting counts in: what is outside has two, so that income is not lessened by spending."""
    if account != EXTERNAL:
        return account
    return CAME if amount < 0 else WENT


def add(sums: Counter[Key], postings: Iterable[Posting]) -> None:
    """Let balances follow an entry."""
    for account, asset, amount in postings:
        sums[side(account, amount), asset] += amount


def named(account: str) -> str:
    """What an account is called in a journal: `escrow:grant:3` is Assets:Escrow:Grant:3."""
    kind, *parts = account.split(":")
    root = ROOTS.get(kind, f"Assets:{_part(kind)}")
    return ":".join([root, *map(_part, parts)])


def _part(text: str) -> str:
    """A part of a name, which begins with a capital or a digit and holds letters, digits and hyphens."""
    plain = _OTHER.sub(lambda found: f"-{ord(found[0]):x}-", text)
    return plain[:1].upper() + plain[1:] if plain[:1].isalnum() else f"X{plain}"


def decimal(amount: int, asset: Asset) -> str:
    """An exact figure with as many decimals as its asset has."""
    whole, part = divmod(abs(amount), 10**asset.decimals)
    return f"{'-' if amount < 0 else ''}{whole}" + (f".{part:0{asset.decimals}}" if asset.decimals else "")


def plainly(text: str) -> str:
    """A text in one line."""
    return _BREAK.sub(" ", text).strip()


def columns(book: Book) -> Iterator[tuple[str, ...]]:
    """A row for each posting, and one for an entry that moves nothing; figures are exact."""
    for line in book.lines:
        one = line.entry
        facts = [str(one.number), one.id, instant(one.at), line.day.isoformat(), one.kind, one.why]
        facts += [plainly(line.decision), plainly(line.by)]
        for account, asset, amount in one.postings:
            figure = decimal(abs(amount), book.assets[asset])
            sums = (figure, "") if amount > 0 else ("", figure)
            whose = plainly(book.names.get(account, ""))
            yield *facts, account, whose, named(side(account, amount)), asset, *sums, line.hash
        if not one.postings:
            yield *facts, *[""] * 6, line.hash


# Beancount


def beancount(book: Book) -> str:
    """The journal for Beancount; the last balances are asserted without tolerance."""
    return "\n".join([*_head(book), *_opening(book), *_entries(book), *_asserted(book)]) + "\n"


def commodity(symbol: str) -> str:
    """The name of an asset in a Beancount file; a word that means something else there gets an addition."""
    return f"{symbol}-ASSET" if symbol in WORDS else symbol


def quoted(text: str) -> str:
    """A text as Beancount reads it."""
    escaped = plainly(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _head(book: Book) -> Iterator[str]:
    yield f'option "title" {quoted(book.title)}'
    yield ""
    for symbol in _symbols(book):
        yield f"{book.first} commodity {commodity(symbol)}"
        yield f"  name: {quoted(symbol)}"
    for account in _accounts(book):
        yield f"{book.first} open {named(account)}"
        if account in book.names:
            yield f"  whose: {quoted(book.names[account])}"
    yield ""


def _opening(book: Book) -> Iterator[str]:
    if before := _before(book):
        yield f'{book.first} * "opening balances"'
        yield from (_posted(account, symbol, amount, book) for (account, symbol), amount in before)
        yield ""


def _entries(book: Book) -> Iterator[str]:
    for line in book.lines:
        one = line.entry
        yield f"{line.day} * {quoted(one.kind)} {quoted(line.decision or one.id)}"
        yield f"  entry: {one.number}"
        yield f"  id: {quoted(one.id)}"
        yield from (f"  {name}: {quoted(text)}" for name, text in (("why", one.why), ("by", line.by)) if text)
        yield f"  hash: {quoted(line.hash[:SHOWN])}"
        for account, asset, amount in one.postings:
            yield _posted(side(account, amount), asset, amount, book)
        yield ""


def _posted(account: str, symbol: str, amount: int, book: Book) -> str:
    return f"  {named(account)}  {decimal(amount, book.assets[symbol])} {commodity(symbol)}"


def _asserted(book: Book) -> Iterator[str]:
    for (account, symbol), amount in book.closing.items():
        figure = decimal(amount, book.assets[symbol])
        yield f"{book.after} balance {named(account)}  {figure} ~ 0 {commodity(symbol)}"


# hledger


def hledger(book: Book) -> str:
    """The journal for hledger, in which every account and commodity is declared; the last balances are asserted."""
    parts = [*_declared(book), *_opened(book), *_transactions(book), *_checked(book)]
    return "\n".join(parts) + "\n"


def _declared(book: Book) -> Iterator[str]:
    yield f"; {plainly(book.title)}"
    yield "decimal-mark ."
    yield ""
    for symbol in _symbols(book):
        places = "0" * book.assets[symbol].decimals
        yield f'commodity 1000.{places} "{symbol}"'
    for account in _accounts(book):
        yield f"account {named(account)}"
        if account in book.names:
            yield f"  ; whose: {plainly(book.names[account])}"
    yield ""


def _opened(book: Book) -> Iterator[str]:
    if before := _before(book):
        yield f"{book.first} * opening balances"
        yield from (_moved(account, symbol, amount, book) for (account, symbol), amount in before)
        yield ""


def _transactions(book: Book) -> Iterator[str]:
    for line in book.lines:
        one = line.entry
        yield f"{line.day} * ({one.number}) {one.kind} {one.id}"
        told = (("why", one.why), ("decision", line.decision), ("by", line.by), ("hash", line.hash[:SHOWN]))
        yield from (f"    ; {name}: {plainly(text)}" for name, text in told if text)
        for account, asset, amount in one.postings:
            yield _moved(side(account, amount), asset, amount, book)
        yield ""


def _moved(account: str, symbol: str, amount: int, book: Book) -> str:
    return f'    {named(account)}  {decimal(amount, book.assets[symbol])} "{symbol}"'


def _checked(book: Book) -> Iterator[str]:
    yield f"{book.after} * balances at the end"
    for (account, symbol), amount in book.closing.items():
        asset = book.assets[symbol]
        yield f'    {named(account)}  {decimal(0, asset)} "{symbol}" = {decimal(amount, asset)} "{symbol}"'


# both


def _symbols(book: Book) -> list[str]:
    return sorted({symbol for _, symbol in book.closing})


def _accounts(book: Book) -> list[str]:
    return sorted({account for account, _ in book.closing}, key=named)


def _before(book: Book) -> list[tuple[Key, int]]:
    return [(key, amount) for key, amount in sorted(book.opening.items()) if amount]
