"""Reports and journals through chat: sums that add up, names that are allowed, files that other programs accept."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from bot.card import Card
from bot.command import Event
from bot.deps import Deps
from rules import journal
from storage import ledger
from tests import beans
from tests.chat import Chat
from tests.cogs.garden import ask, looking, played
from tests.cogs.test_proposals import both

RICH = """hal> people hal ana ben cy dee eve fay gus
hal> setup "small circle" name=Garden token=LEAF rewards=3000 founders=@ana,@ben,@cy treasurers=@ana,@ben,@cy
ana> role accept
ben> role accept
cy> role accept
hal> setup finish
hal> 1
hal> setup asset USDC 2
hal> setup asset TRUE 0
ana> treasury deposit 1000 USDC donation a letter
ben> treasury confirm 1
ben> 1
ana> treasury deposit 7 TRUE grant another letter
ben> treasury confirm 2
ben> 1
ana> token send @eve 100
ana> 1
ana> lock new 50 52w
ana> 1
eve> contribution log Dug the beds
ana> contribution attest 1
fay> contribution log Watered the beds
ben> contribution attest 2
ana> proposal spend @eve @fay 30 USDC "For the tools"
ana> 1
ana> grant propose @dee "Plan: 20.5 USDC; Well: 30 USDC" @fay A well.
ana> 1
cy> proposal allocation @cy 1200 investors duration=120d cliff=40d She pays for the greenhouse.
cy> 1
hal> wait 24h1s
ana> vote cast 1 for
ben> vote cast 1 for
cy> vote cast 1 for
ana> vote cast 2 for
ben> vote cast 2 for
cy> vote cast 2 for
eve> vote cast 2 for
ana> vote cast 3 for
ben> vote cast 3 for
cy> vote cast 3 for
eve> vote cast 3 for
hal> wait 6d
ana> treasury approve 1
ana> 1
ben> treasury approve 1
ben> 1
dee> grant submit 1 1 Here
fay> grant approve 1 1
fay> 1
ana> treasury approve 2
ana> 1
ben> treasury approve 2
ben> 1
hal> wait 27d
ana> treasury approve 3
ana> 1
ben> treasury approve 3
ben> 1
eve> privacy forget treasury
eve> 1
"""


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """A community with something of everything: deposits, spends, grants, allocations, locks, rewards, a farewell."""
    async with played(tmp_path, RICH, Deps()) as chat:
        yield chat


async def answer(chat: Chat, line: str) -> Card:
    chat.number = getattr(chat, "number", 0) + 1  # type: ignore[attr-defined]
    return await chat.app.table.say(Event(f"test-{chat.number}", "terminal", "local", "ana", "ana"), line)  # type: ignore[attr-defined]


async def ours(chat: Chat) -> dict[tuple[str, str], Decimal]:
    """What the ledger itself says, named as in journals; what is outside as one."""
    places = {"LEAF": 6, "USDC": 2, "TRUE": 0}
    async with looking(chat) as look:
        held = await ledger.accounts(look)
    return {
        ("outside" if account == "external" else journal.named(account), symbol): Decimal(amount).scaleb(
            -places[symbol]
        )
        for (account, symbol), amount in held.items()
    }


def together(found: Counter[tuple[str, str]]) -> dict[tuple[str, str], Decimal]:
    """Both sides of what is outside added up; without what is zero."""
    sums: Counter[tuple[str, str]] = Counter()
    for (account, symbol), amount in found.items():
        sums["outside" if account.endswith(":External") else account, symbol.removesuffix("-ASSET")] += amount
    return {key: Decimal(amount) for key, amount in sums.items() if amount}


def counted(text: str) -> dict[tuple[str, str], Decimal]:
    """What Beancount counts, which has to find nothing wrong."""
    found = beans.read(text)
    assert found.errors == []
    return together(Counter(found.balances))


async def test_beancount_accepts_the_whole_ledger_and_counts_what_we_count(chat: Chat) -> None:
    card = await answer(chat, "treasury journal format=beancount")
    (file,) = card.files
    assert (file.name, card.private) == ("journal.beancount", True)
    text = file.data.decode()
    assert counted(text) == await ours(chat)
    assert not re.search(r"\beve\b", text)
    assert 'whose: "someone who left"' in text
    assert '"Proposal #1: Pay someone who left and fay 30 USDC each"' in text, "names in titles, too"
    assert "Milestone 1 of Grant #1, Proposal #2: Grant 50.5 USDC to dee in 2 milestones" in text
    async with looking(chat) as look:
        newest = (await ledger.history(look, limit=1))[0].number
    assert [line for line in text.splitlines() if line.startswith("  entry: ")] == [
        f"  entry: {number}" for number in range(1, newest + 1)
    ]


async def test_a_month_begins_with_the_balances_before_it(chat: Chat) -> None:
    whole, found = 0, dict[tuple[str, str], Decimal]()
    for month in ("2026-11", "2026-12"):
        card = await answer(chat, f"treasury journal beancount {month}")
        text = card.files[0].data.decode()
        found = counted(text)
        assert ("opening balances" in text) == (month == "2026-12")
        whole += text.count("\n  entry: ")
    assert found == await ours(chat)
    async with looking(chat) as look:
        assert whole == (await ledger.history(look, limit=1))[0].number


def read(file: Path) -> Counter[tuple[str, str]]:
    """What hledger makes of a file, which it has to accept in its strictest way."""
    base = [shutil.which("hledger") or "", "-f", str(file)]
    subprocess.run([*base, "check", "--strict", "ordereddates"], check=True)
    words = ["balance", "--flat", "-O", "csv", "--layout=bare", "--no-total"]
    shown = subprocess.run([*base, *words], check=True, capture_output=True, text=True).stdout
    return Counter({(row[0], row[1]): Decimal(row[2]) for row in list(csv.reader(io.StringIO(shown)))[1:]})


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
async def test_hledger_accepts_the_whole_ledger_and_counts_what_we_count(chat: Chat, tmp_path: Path) -> None:
    for month in ("", "2026-11", "2026-12"):
        card = await answer(chat, f"treasury journal hledger {month}")
        file = tmp_path / card.files[0].name
        file.write_bytes(card.files[0].data)
        found = await asyncio.to_thread(read, file)
        if month != "2026-11":
            assert together(found) == await ours(chat)


async def test_the_table_has_a_row_for_each_posting_and_sums_to_zero(chat: Chat) -> None:
    card = await answer(chat, "treasury journal")
    rows = list(csv.DictReader(io.StringIO(card.files[0].data.decode())))
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["asset"]:
            amount = Decimal(row["debit"] or 0) - Decimal(row["credit"] or 0)
            found[row["in journals"], row["asset"]] += amount  # type: ignore[assignment]
    assert together(found) == await ours(chat)
    assert {row["asset"] for row in rows} == {"", "LEAF", "USDC", "TRUE"}
    assert not re.search(r"\beve\b", card.files[0].data.decode())


@pytest.mark.parametrize("line", ["2026-11", "2026-12", "2026-11 2026-12", "2026-10 2027-01", "2026-10"])
async def test_a_report_adds_up_in_words_and_in_its_file(chat: Chat, line: str) -> None:
    card = await answer(chat, f"treasury report {line}")
    if line == "2026-10":
        assert "held nothing" in card.body
        return
    (file,) = [one for one in card.files if one.name.endswith(".csv")]
    rows, sums = list(csv.DictReader(io.StringIO(file.data.decode()))), Counter[str]()
    ends = {row["asset"]: Decimal(row["amount"]) for row in rows if row["what"] == "closing"}
    for row in rows:
        sums[row["asset"]] += Decimal(row["amount"]) if row["what"] != "closing" else 0  # type: ignore[assignment]
    assert dict(sums) == ends
    if line != "2026-11":
        held: Counter[str] = Counter()
        for (account, symbol), amount in (await ours(chat)).items():
            held[symbol] += amount if account.startswith("Assets:") else 0  # type: ignore[assignment]
        assert {symbol: amount for symbol, amount in held.items() if amount} == {
            symbol: amount for symbol, amount in ends.items() if amount
        }


async def test_a_report_tells_who_got_what_and_why(chat: Chat) -> None:
    shown = await ask(chat, "ana", "treasury report 2026-11 2026-12")
    assert "USDC: 0 before, 1,030 in, 80.5 out, 949.5 at the end" in shown
    assert "−20.5 USDC" in shown
    assert "+1,000 USDC" in shown
    assert "+30 USDC     someone who left  Left behind by a member" in shown
    assert "−30 USDC" in shown
    assert not re.search(r"\beve\b", shown)


async def test_what_no_report_can_be_about(chat: Chat) -> None:
    assert "November 2026 is after October 2026" in await ask(chat, "ana", "treasury report 2026-11 2026-10")
    assert "December 2029 has not begun" in await ask(chat, "ana", "treasury report 2029-12")
    assert "at most 120 months" in await ask(chat, "ana", "treasury report 2026-11 2040-10")
    assert "Nothing was booked in that month" in await ask(chat, "ana", "treasury journal csv 2030-01")
    assert "format must be one of csv, beancount, hledger" in await ask(
        chat, "ana", "treasury journal format=qif"
    )


async def test_the_picture_says_in_words_what_it_shows(chat: Chat) -> None:
    card = await answer(chat, "treasury report 2026-11")
    picture = card.files[0]
    assert picture.name == "treasury-2026-11.png"
    assert picture.data.startswith(b"\x89PNG")
    assert "USDC: before 0, donation +1,000, " in picture.alt
    assert len(picture.alt) <= 1000


async def test_a_name_that_looks_like_a_formula_is_harmless(chat: Chat) -> None:
    assert await both(chat, "ana", "token send @dee 1")
    card = await answer(chat, "treasury journal csv")
    assert not any(part.startswith("=") for part in card.files[0].data.decode().split(","))
