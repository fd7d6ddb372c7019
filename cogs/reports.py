"""The treasury's report: what came in, what went out, to whom, under which decision, and what is left."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Card, File, Grid
from bot.command import Arg, Cog, Context, command
from cogs import waterfall
from cogs.journals import book, titled
from cogs.sheets import harmless, sheet
from cogs.waterfall import MOST_STEPS, Panel, Step
from rules import moments, report
from rules.amounts import figure, plain
from rules.errors import Refusal
from rules.ledger import EXTERNAL, ISSUANCE, SHOWN
from rules.moments import Month
from rules.wording import count
from storage import communities, ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.deps import Deps
    from rules.amounts import Asset
    from rules.journal import Book
    from rules.report import Balance, Flow
    from storage.store import Look

PAGE, MOST_MONTHS = 12, 120
COLUMNS = ("what", "day", "entry", "asset", "amount", "from or to", "decision")
OUTSIDE = {EXTERNAL: "outside", ISSUANCE: "new tokens"}


class Reports(Cog):
    """What the community had, got, spent and has."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("treasury report")
    async def report(
        self,
        ctx: Context,
        look: Look,
        month: Annotated[Month | None, Arg("which month, such as 2026-11; this one if left out")] = None,
        last: Annotated[Month | None, Arg("up to which month, for several in one report")] = None,
    ) -> Card:
        """What came in and went out in a month, to whom and why, with a picture and a file."""
        zone = moments.zone((await communities.get(look)).zone)
        month = month or Month.of(look.now, zone)
        if month > Month.of(look.now, zone):
            raise Refusal(f"{month.title} has not begun, so there is nothing to report.")
        if last and last > month.plus(MOST_MONTHS):
            raise Refusal(f"A report is about at most {MOST_MONTHS} months; name a nearer one.")
        of = await book(look, month, last or month)
        title = f"Treasury report, {titled(month, last)}"
        there, moved = report.balances(of), report.flows(of.lines)
        if not there:
            return Card("The treasury held nothing, and nothing came in or went out.", title=title)
        facts = [(symbol, told(one, of.assets[symbol])) for symbol, one in there.items()]
        facts += [(CHAIN, (await ledger.head(look))[:SHOWN])]
        name = str(month) if last in (None, month) else f"{month}-to-{last}"
        files = [spread(of, there, moved, f"treasury-{name}.csv")]
        if self.deps.charts and moved:
            files = [await drawn(of, there, moved, headed(month, last), f"treasury-{name}.png"), *files]
        body = "The treasury with its budgets and escrows; what moved between these is left out."
        return Card(body, title=title, fields=tuple(facts), table=grid(of, moved), files=tuple(files))


def headed(month: Month, last: Month | None) -> str:
    """The title of the picture, which has to fit into one line."""
    return f"Treasury, {month.title if last in (None, month) else f'{month} to {last}'}"


def told(one: Balance, asset: Asset) -> str:
    """An asset in one line: 0 before, 1,000 in, 100 out, 900 at the end."""
    before, came, went, closing = (
        figure(part, asset) for part in (one.opening, one.came, one.went, one.closing)
    )
    return f"{before} before, {came} in, {went} out, {closing} at the end"


def signed(amount: int, asset: Asset) -> str:
    """+1,000 or −100."""
    return f"{'+' if amount > 0 else '−'}{figure(abs(amount), asset)}"


def party(one: Flow, of: Book) -> str:
    """Who or what is on the other side."""
    told = report.source(one)
    if one.amount < 0 and told == ISSUANCE:
        return "no longer minted"
    return of.names.get(told) or OUTSIDE.get(told, told)


def grid(of: Book, moved: Sequence[Flow]) -> Grid | None:
    """The largest of what moved; who got something under one decision stands once."""
    rows = [
        (
            f"{signed(one.amount, of.assets[one.asset])} {one.asset}",
            party(one, of),
            one.line.decision or one.line.entry.kind,
        )
        for one in report.grouped(moved)
    ]
    more = [(f"… and {len(rows) - PAGE:,} more", "in the file", "")] if len(rows) > PAGE else []
    return Grid(("Amount", "From or to", "Under"), (*rows[:PAGE], *more)) if rows else None


def spread(of: Book, there: Mapping[str, Balance], moved: Sequence[Flow], name: str) -> File:
    """The whole report for a spreadsheet: of each asset the amounts add up to its last row."""
    rows: list[tuple[object, ...]] = []
    for symbol, one in there.items():
        asset = of.assets[symbol]
        rows.append(("opening", of.first, "", symbol, plain(one.opening, asset), "", ""))
        for flow in [flow for flow in moved if flow.asset == symbol]:
            way, who = "in" if flow.amount > 0 else "out", harmless(party(flow, of))
            facts = (flow.line.day, flow.line.entry.number, symbol, plain(flow.amount, asset))
            rows.append((way, *facts, who, harmless(flow.line.decision)))
        rows.append(("closing", "", "", symbol, plain(one.closing, asset), "", ""))
    return sheet(
        name, COLUMNS, rows, alt=f"{count(len(rows), 'row')}: every amount in and out, with the balances"
    )


async def drawn(of: Book, there: Mapping[str, Balance], moved: Sequence[Flow], title: str, name: str) -> File:
    """The picture, and the same in words."""
    some = [panel(of, symbol, one, moved) for symbol, one in there.items() if one.came or one.went]
    data = await asyncio.to_thread(lambda: waterfall.page(some, title=title).png())
    return File(name, data, alt=waterfall.alt(some, title))


def panel(of: Book, symbol: str, one: Balance, moved: Sequence[Flow]) -> Panel:
    """What is drawn of an asset."""
    asset = of.assets[symbol]
    sums: dict[tuple[bool, str], int] = {}
    for flow in moved:
        if flow.asset == symbol:
            key = (flow.amount < 0, party(flow, of))
            sums[key] = sums.get(key, 0) + flow.amount
    steps = [step for out in (False, True) for step in largest(sums, asset, out=out)]
    before, now = (
        Step(name, figure(amount, asset), amount)
        for name, amount in (("Before", one.opening), ("At the end", one.closing))
    )
    return Panel(symbol, before, steps, now)


def largest(sums: Mapping[tuple[bool, str], int], asset: Asset, *, out: bool) -> list[Step]:
    """The largest amounts in one direction, and all others as one."""
    some = sorted(
        ((amount, name) for (way, name), amount in sums.items() if way == out), key=lambda one: -abs(one[0])
    )
    found = [Step(name, signed(amount, asset), amount) for amount, name in some[:MOST_STEPS]]
    if rest := some[MOST_STEPS:]:
        amount = sum(amount for amount, _ in rest)
        found.append(Step(count(len(rest), "other"), signed(amount, asset), amount))
    return found
