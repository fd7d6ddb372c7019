"""Anybody can recompute everything: the chain, the balances, and files to do it elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from bot.card import Card, File
from bot.command import Arg, Cog, Context, alarm, command
from bot.deps import Deps
from cogs import bases, counting
from cogs.sheets import sheet
from rules import bundle
from rules import ledger as accounts
from rules.ledger import canonical
from rules.wording import count
from storage import assets, audit, ledger, proposals, votes
from storage.store import Change, Look

WEEK = timedelta(days=7)
COLUMNS = ("number", "at", "id", "kind", "by", "why", "account", "asset", "base_units")
Posted = Annotated[str, Arg("a head that was posted, at least its first 8 characters", most=64)]


class Audit(Cog):
    """The head of the chain is posted every week, so that a rewritten history is found out."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("audit verify")
    async def verify(self, ctx: Context, look: Look, head: Posted = "") -> Card:
        """Recompute the whole ledger, every balance, and what was frozen and answered."""
        if fault := await audit.verify(look, head):
            return Card(fault, title="The ledger is not whole", tone="warn")
        newest = await ledger.history(look, limit=1)
        facts = [("Entries", f"{newest[0].number if newest else 0:,}, each following from the one before")]
        facts += [("Balances", "each is the sum of its entries")]
        facts += [("Posted", f"{head[: accounts.SHOWN]} is in the chain")] if head else []
        facts += [("Chain", (await ledger.head(look))[: accounts.SHOWN])]
        return Card("Everything is as it was booked.", "Ledger", tuple(facts), tone="good")

    @command("audit export", private=True)
    async def export(self, ctx: Context, look: Look) -> Card:
        """The whole ledger as files, to check or count elsewhere."""
        lines, rows = list[str](), list[tuple[object, ...]]()
        async for entry, given in ledger.every(look):
            lines.append(canonical(bundle.written(entry) | {"hash": given}) + "\n")
            facts = [entry.number, accounts.instant(entry.at), entry.id, entry.kind, entry.by, entry.why]
            rows += [(*facts, *one) for one in entry.postings]
        files = (
            File("ledger.jsonl", "".join(lines).encode(), alt="every entry with its hash"),
            sheet("ledger.csv", COLUMNS, rows, alt="every posting, for a spreadsheet"),
        )
        return Card(
            f"{count(len(lines), 'entry', 'entries')}; members stand in them by number.",
            "Ledger",
            files=(*files, *await silent(look)),
        )

    @alarm("audit.head")
    async def post(self, change: Change, subject: str) -> None:
        """Post the head of the chain once a week, if anything was booked since."""
        newest = await ledger.history(change, limit=1)
        if newest and newest[0].at >= change.now - WEEK:
            head = (await ledger.head(change))[: accounts.SHOWN]
            body = f"Chain after entry {newest[0].number:,}: {head}."
            body += f" `audit verify {head}` fails if what came before is rewritten."
            await change.say("general", Card(body))
        await change.alarm("audit.head", subject, change.now + WEEK)


async def silent(look: Look) -> list[File]:
    """Who was outside the base of a vote that has closed, if anybody ever was (RULES 4)."""
    found = [await proposals.get(look, number) for number in await votes.with_dormant(look)]
    closed = {
        one.id: await counting.whole(look, one, await counting.cast(look, one)) for one in found if one.result
    }
    return [await bases.names(look, closed, await assets.governance(look))] if closed else []
