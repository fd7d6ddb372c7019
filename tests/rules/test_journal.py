"""Journals of the ledger: Beancount itself accepts them, hledger where it is installed, and both count what we count."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rules import journal
from rules.amounts import Asset
from rules.journal import Book, Key, Line
from rules.ledger import Entry, Posting
from tests import beans

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
ASSETS = {
    one.symbol: one
    for one in (
        Asset("LEAF", 6),
        Asset("USDC", 2, "external"),
        Asset("TRUE", 0, "external"),
        Asset("X2Y", 9, "external"),
    )
}
NASTY = 'Old "Ann" \\ ; sold\n2026-01-01 open Assets:Evil, (x) | *'
ACCOUNTS = [
    *(
        "treasury",
        "budget:1",
        "budget:tools",
        "reserved:2026-11",
        "escrow:grant:1",
        "escrow:bounty:7",
        "transit:4",
    ),
    *("member:1", "member:22", "locked:1", "vesting:3"),
]
HLEDGER = shutil.which("hledger")


def entry(number: int, postings: list[Posting], kind: str = "test", why: str = "proposal/1") -> Line:
    one = Entry(number, f"test/{number}", kind, 1, why, START + timedelta(hours=number), {}, tuple(postings))
    return Line(one, f"{number:064x}", one.at.date(), NASTY if number % 3 else "", NASTY)


def book(seed: int = 0, entries: int = 60) -> Book:
    """Money comes in, wanders about and goes out again."""
    draw, held, lines = random.Random(seed), Counter[Key](), list[Line]()
    for number in range(1, entries + 1):
        symbol = draw.choice(sorted(ASSETS))
        into, amount = draw.choice(ACCOUNTS), draw.randrange(1, 10**15)
        outside = "issuance" if symbol == "LEAF" else "external"
        froms = [one for one in ACCOUNTS if held[one, symbol] and one != into]
        if not froms or draw.random() < 0.3:
            source = outside
        else:
            source = draw.choice(froms)
            amount = draw.randrange(1, held[source, symbol] + 1)
            into = outside if draw.random() < 0.2 else into
        postings = [Posting(source, symbol, -amount), Posting(into, symbol, amount)]
        held.update({(one, symbol): some for one, _, some in postings})
        lines.append(entry(number, postings if number % 7 else []))
        if not number % 7:
            held.subtract({(one, symbol): some for one, _, some in postings})
    return Book(
        NASTY, START.date(), {}, lines, ASSETS, {"member:1": NASTY, "member:22": "ben", "locked:1": "ana"}
    )


def later(whole: Book, day: date) -> Book:
    """The part of a book from a day on."""
    before = replace(whole, lines=[one for one in whole.lines if one.day < day]).closing
    return replace(whole, first=day, opening=before, lines=[one for one in whole.lines if one.day >= day])


BOOKS = [
    book(),
    book(1, 5),
    book(2, 200),
    later(book(3), date(2026, 11, 3)),
    later(book(4), date(2026, 12, 1)),
]


def ours(of: Book) -> dict[tuple[str, str], Decimal]:
    """What both programs should come to, without what is zero."""
    return {
        (journal.named(account), symbol): Decimal(amount).scaleb(-ASSETS[symbol].decimals)
        for (account, symbol), amount in of.closing.items()
        if amount
    }


@pytest.mark.parametrize("of", BOOKS)
def test_beancount_finds_nothing_wrong_and_every_balance_is_ours(of: Book) -> None:
    found = beans.read(journal.beancount(of))
    assert found.errors == []
    held = {
        (account, symbol.removesuffix("-ASSET")): some for (account, symbol), some in found.balances.items()
    }
    assert held == ours(of)
    assert found.numbers == [one.entry.number for one in of.lines], "every entry once"
    assert found.asserted == len(of.closing)


def test_what_is_wrong_by_one_unit_is_found_by_beancount() -> None:
    text = journal.beancount(book())
    last = text.splitlines()[-1]
    wrong = last.replace(last.split()[3], less(last.split()[3]))
    assert len(beans.read(text.replace(last, wrong)).errors) == 1
    posted = next(line for line in text.splitlines() if line.startswith("  Assets") and line.endswith("LEAF"))
    wrong = posted.replace(posted.split()[1], less(posted.split()[1]))
    assert beans.read(text.replace(posted, wrong, 1)).errors


def less(figure: str) -> str:
    """The figure that is one unit less."""
    places = len(figure.partition(".")[2])
    return str(Decimal(figure) - Decimal(1).scaleb(-places))


@pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
@pytest.mark.parametrize("of", BOOKS)
def test_hledger_finds_nothing_wrong_and_every_balance_is_ours(of: Book, tmp_path: Path) -> None:
    file = tmp_path / "book.journal"
    file.write_text(journal.hledger(of), encoding="utf-8")
    run(file, "check", "accounts", "commodities", "ordereddates", "balancednoautoconversion", "assertions")
    rows = run(file, "balance", "--flat", "-O", "csv", "--layout=bare", "--no-total").splitlines()[1:]
    found = {}
    for row in rows:
        account, symbol, amount = (part.strip('"') for part in row.split(","))
        if Decimal(amount):
            found[account, symbol] = Decimal(amount)
    assert found == ours(of)
    codes = [one for one in run(file, "codes").splitlines() if one]
    assert codes == [str(one.entry.number) for one in of.lines], "every entry once"


@pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
def test_what_is_wrong_by_one_unit_is_found_by_hledger(tmp_path: Path) -> None:
    text, file = journal.hledger(book()), tmp_path / "book.journal"
    last = text.splitlines()[-1]
    head, _, figure = last.rpartition("= ")
    number, _, symbol = figure.partition(" ")
    wrong = Decimal(number) + 1
    file.write_text(text.replace(last, f"{head}= {wrong} {symbol}"), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        run(file, "check", "assertions")


def run(file: Path, *words: str) -> str:
    assert HLEDGER
    done = subprocess.run([HLEDGER, "-f", str(file), *words], capture_output=True, text=True, check=True)
    return done.stdout


def test_rows_sum_to_zero_and_name_every_entry() -> None:
    of = book()
    rows = [dict(zip(journal.COLUMNS, row, strict=True)) for row in journal.columns(of)]
    assert list(dict.fromkeys(row["entry"] for row in rows)) == [str(one.entry.number) for one in of.lines]
    sums: Counter[str] = Counter()
    for row in rows:
        if row["asset"]:
            sums[row["asset"]] += Decimal(row["debit"] or 0) - Decimal(row["credit"] or 0)  # type: ignore[assignment]
    assert set(sums.values()) == {0}
    assert all("\n" not in part for row in rows for part in row.values())


def test_accounts_are_named_by_the_ledgers() -> None:
    names = {
        "treasury": "Assets:Treasury",
        "budget:3": "Assets:Budgets:3",
        "budget:tools": "Assets:Budgets:Tools",
        "reserved:2026-11": "Assets:Reserved:2026-11",
        "escrow:grant:3": "Assets:Escrow:Grant:3",
        "transit:4": "Assets:Transit:4",
        "member:7": "Expenses:Members:7",
        "locked:7": "Expenses:Locked:7",
        "vesting:2": "Equity:Vesting:2",
        "issuance": "Equity:Issuance",
        "budget:a_b/c.d": "Assets:Budgets:A-5f-b-2f-c-2e-d",
        "pledge:9": "Assets:Pledge:9",
    }
    assert {account: journal.named(account) for account in names} == names
    assert journal.named(journal.side("external", -5)) == "Income:External"
    assert journal.named(journal.side("external", 5)) == "Expenses:External"


def test_figures_are_exact_and_a_word_of_beancount_is_no_commodity() -> None:
    assert journal.decimal(-1, ASSETS["LEAF"]) == "-0.000001"
    assert journal.decimal(2**63 - 1, ASSETS["X2Y"]) == "9223372036.854775807"
    assert journal.decimal(5, ASSETS["TRUE"]) == "5"
    assert [journal.commodity(one) for one in ("TRUE", "NULL", "TRUER")] == [
        "TRUE-ASSET",
        "NULL-ASSET",
        "TRUER",
    ]
