"""The ledger for accountants: a table, or a journal that Beancount or hledger reads and balances as we do."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from bot.card import Card, File
from bot.command import Arg, Cog, Context, command
from cogs.decided import decision, reasons
from cogs.sheets import harmless, sheet
from rules import journal, moments
from rules.errors import Refusal
from rules.journal import Book, Key, Line
from rules.moments import Month
from rules.wording import count
from storage import assets, communities, ledger, members, vesting

if TYPE_CHECKING:
    from bot.deps import Deps
    from rules.ledger import Entry
    from storage.store import Look

Format = Literal["csv", "beancount", "hledger"]
ENDING = {"beancount": "beancount", "hledger": "journal"}
TEXTS = {"decision", "by", "whose"}  # columns that hold what people have written
OWNED = ("member", "locked")  # kinds of accounts that are named by the number of a member


class Journals(Cog):
    """Whoever keeps books elsewhere takes the ledger along."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("treasury journal", private=True)
    async def journal(
        self,
        ctx: Context,
        look: Look,
        format: Annotated[Format, Arg("what reads it: a spreadsheet, Beancount or hledger")] = "csv",  # noqa: A002 - what people type
        month: Annotated[Month | None, Arg("only this month, with the balances before it")] = None,
    ) -> Card:
        """The double-entry ledger as a file for accountants."""
        of = await book(look, month, month)
        if not of.lines:
            none = (
                "in that month; leave it out for the whole ledger"
                if month
                else "yet; `setup` founds a community"
            )
            raise Refusal(f"Nothing was booked {none}.")
        what = f"{count(len(of.lines), 'entry', 'entries')}, {count(len({one for one, _ in of.closing}), 'account')}"
        told = "Its last lines assert every balance." if format in ENDING else "A row for each posting."
        name = f"journal-{month}" if month else "journal"
        return Card(f"{what}. {told}", title=of.title, files=(file(of, format, name),))


def file(of: Book, kind: Format, name: str) -> File:
    """A book in one of the formats."""
    if kind == "csv":
        rows = [safe(row) for row in journal.columns(of)]
        return sheet(f"{name}.csv", journal.COLUMNS, rows, alt="every posting with its debit or credit")
    text = journal.beancount(of) if kind == "beancount" else journal.hledger(of)
    alt = f"the ledger as a journal for {'Beancount' if kind == 'beancount' else 'hledger'}"
    return File(f"{name}.{ENDING[kind]}", text.encode(), alt=alt)


def safe(row: tuple[str, ...]) -> list[str]:
    """A row in which no text is taken for a formula."""
    facts = zip(journal.COLUMNS, row, strict=True)
    return [harmless(text) if name in TEXTS else text for name, text in facts]


async def book(look: Look, first: Month | None, to: Month | None) -> Book:
    """The entries of some months, or all, with the balances before them."""
    home = await communities.get(look)
    zone = moments.zone(home.zone)
    start, end = span(first, to, zone)
    last, moved = await ledger.before(look, start) if start else (0, [])
    before = Counter[Key]()
    journal.add(before, moved)
    found = await entries(look, last, end)
    words, names = await reasons(look), await members.names(look, {one.by for one, _ in found})
    lines = [
        Line(one, given, one.at.astimezone(zone).date(), decision(one.why, words), names[one.by])
        for one, given in found
    ]
    day = (start or (lines[0].entry.at if lines else look.now)).astimezone(zone).date()
    known = {one.symbol: one for one in await assets.everything(look)}
    accounts = {account for account, _ in before} | {
        one.account for line in lines for one in line.entry.postings
    }
    told = f"{home.name}, {titled(first, to)}" if first else home.name
    return Book(told, day, dict(before), lines, known, await whose(look, accounts))


async def entries(look: Look, last: int, end: datetime | None) -> list[tuple[Entry, str]]:
    """The entries after a number, before a moment."""
    found = []
    async for one, given in ledger.every(look, last):
        if end and one.at >= end:
            break
        found.append((one, given))
    return found


def span(first: Month | None, last: Month | None, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """From when to before when months last; Refusal if they are the wrong way round."""
    if first and last and last < first:
        raise Refusal(f"{first.title} is after {last.title}; name the earlier month first.")
    return first.start(zone) if first else None, last.end(zone) if last else None


def titled(first: Month, last: Month | None) -> str:
    """A month, or months, in words."""
    return first.title if last in (None, first) else f"{first.title} to {last.title}"


async def whose(look: Look, accounts: set[str]) -> dict[str, str]:
    """Who is behind each account of a member, by the name they go by; of who has left, what stands for it."""
    owners = {f"{vesting.PLACE}{number}": who for number, who in (await vesting.owners(look)).items()}
    for account in accounts:
        kind, _, number = account.partition(":")
        if kind in OWNED:
            owners[account] = int(number)
    here = {account: who for account, who in owners.items() if account in accounts}
    names = await members.names(look, set(here.values()))
    return {account: names[who] for account, who in here.items()}
