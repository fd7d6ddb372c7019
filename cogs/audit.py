"""Anybody can recompute everything: the chain, the balances, and files to do it elsewhere."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Annotated

from bot.card import Card, File
from bot.command import Arg, Cog, Context, alarm, command
from bot.deps import Deps
from rules import bundle
from rules import ledger as accounts
from rules.errors import Refusal
from storage import ledger
from storage.schema import canonical
from storage.store import Change, Look

WEEK = timedelta(days=7)


class Audit(Cog):
    """The head of the chain is posted every week, so that a rewritten history is found out."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("audit verify")
    async def verify(self, ctx: Context, look: Look, head: Annotated[str, Arg("a head that was posted, at least 8 characters", most=64)] = "") -> Card:
        """Recompute the whole ledger and every balance."""
        if fault := await ledger.verify(look, head):
            return Card(str(fault), title="The ledger is not whole", tone="error")
        now = (await ledger.head(look))[: accounts.SHOWN]
        newest = await ledger.history(look, limit=1)
        number = newest[0].number if newest else 0
        also = f" The head {head} is in it." if head else ""
        return Card(f"All {number:,} entries follow one from the other, and every balance is the sum of its entries.{also} Head: {now}", tone="good")

    @command("audit export", private=True)
    async def export(self, ctx: Context, look: Look) -> Card:
        """The whole ledger as files."""
        lines, sheet = [], io.StringIO()
        table = csv.writer(sheet)
        table.writerow(["number", "at", "id", "kind", "by", "why", "account", "asset", "base_units"])
        async for entry, given in ledger.every(look):
            lines.append(canonical(bundle.written(entry) | {"hash": given}))
            facts = [entry.number, accounts.instant(entry.at), entry.id, entry.kind, entry.by, entry.why]
            table.writerows([*facts, *one] for one in entry.postings)
        if not lines:
            raise Refusal("The ledger is empty.")
        files = (
            File("ledger.jsonl", "\n".join(lines).encode(), alt="every entry with its hash"),
            File("ledger.csv", sheet.getvalue().encode(), alt="every posting, for a spreadsheet"),
        )
        return Card(f"{len(lines):,} entries.", title="Ledger", files=files)

    @alarm("audit.head")
    async def post(self, change: Change, subject: str) -> None:
        """Post the head of the chain once a week."""
        newest = await ledger.history(change, limit=1)
        if newest and newest[0].at >= change.now - WEEK:
            head = (await ledger.head(change))[: accounts.SHOWN]
            body = f"Head of the chain: {head}. `audit verify {head}` checks that it is still in the ledger."
            await change.say("general", Card(body))
        await change.alarm("audit.head", subject, change.now + WEEK)
