"""Anybody recomputes the ledger, and what was rewritten is named."""

import csv
import io
import json
import sqlite3
from datetime import timedelta
from pathlib import Path

from rules import bundle, ledger
from storage import ledger as books
from tests.chat import Chat
from tests.cogs.garden import ask, garden, looking
from tests.cogs.months import paid


async def head_of(chat: Chat) -> str:
    async with looking(chat) as look:
        return await books.head(look)


def tampered(path: Path, statement: str) -> None:
    """Change a row behind the program's back, past the triggers that refuse it."""
    with sqlite3.connect(path) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)


async def test_a_whole_ledger_says_so_with_its_head(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat:
        shown = await ask(chat, "dee", "audit verify")
        assert "Everything is as it was booked." in shown
        assert f"Chain: {(await head_of(chat))[:12]}" in shown


async def test_a_posted_head_is_looked_for(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat:
        async with looking(chat) as look:
            first = (await books.hash_of(look, 1))[:12]
        assert f"Posted: {first} is in the chain" in await ask(chat, "dee", f"audit verify {first}")
        assert "was never in this chain" in await ask(chat, "dee", "audit verify 00000000abcd")


async def test_what_cannot_be_a_head_is_refused_in_words(tmp_path: Path) -> None:
    async with garden(tmp_path) as chat:
        assert "at least the first 8" in await ask(chat, "dee", "audit verify abc")
        assert "at least the first 8" in await ask(chat, "dee", "audit verify notahexhead")


async def test_the_first_wrong_entry_is_named(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat:
        tampered(tmp_path / "garden.db", "UPDATE entry SET why = 'payout/9' WHERE number = 3")
        assert "Entry 3 (" in await ask(chat, "dee", "audit verify")


async def test_a_wrong_balance_is_named(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat:
        tampered(tmp_path / "garden.db", "UPDATE balance SET amount = amount + 1 WHERE account = 'member:4'")
        assert "running balance of member:4" in await ask(chat, "dee", "audit verify")


async def test_the_export_can_be_recomputed_elsewhere(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat:
        chat.terminal.files = tmp_path / "files"
        shown = await ask(chat, "dee", "audit export")
        assert "7 entries" in shown
        head = await head_of(chat)
    before, sums = ledger.ROOT, dict[tuple[str, str], int]()
    for line in (tmp_path / "files" / "ledger.jsonl").read_text().splitlines():
        data = json.loads(line)
        entry = bundle.read_entry(data)
        before = ledger.link(before, "terminal-local", entry)
        assert before == data["hash"]
        for account, asset, amount in entry.postings:
            sums[account, asset] = sums.get((account, asset), 0) + amount
    assert before == head
    table = list(csv.DictReader(io.StringIO((tmp_path / "files" / "ledger.csv").read_text())))
    counted: dict[tuple[str, str], int] = {}
    for row in table:
        key = row["account"], row["asset"]
        counted[key] = counted.get(key, 0) + int(row["base_units"])
    assert counted == sums
    assert {amount for (account, _), amount in sums.items() if account.startswith("reserved")} == {0}


async def test_no_name_and_no_text_leaves_with_the_export(tmp_path: Path) -> None:
    async with paid(tmp_path) as chat:
        chat.terminal.files = tmp_path / "files"
        await chat.say("dee", "audit export")
    text = "".join(path.read_text() for path in (tmp_path / "files").iterdir())
    assert not any(word in text for word in ("beds", "gate", "eve", "Garden"))


async def test_the_head_is_posted_once_a_week_if_anything_was_booked(tmp_path: Path) -> None:
    async with garden(tmp_path) as chat:
        await chat.app.wait(timedelta(days=6, hours=23))
        assert not any("Chain after entry" in one.card.body for one in chat.terminal.messages.values())
        await chat.app.wait(timedelta(days=14))
        posts = [
            one.card.body for one in chat.terminal.messages.values() if "Chain after entry" in one.card.body
        ]
        assert len(posts) == 1
        assert (await head_of(chat))[:12] in posts[0]
