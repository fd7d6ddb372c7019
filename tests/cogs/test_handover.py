"""What payouts send on their way, batches and their files, and who leaves meanwhile."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import verify
from rules import handover
from rules.ledger import Posting
from storage import ledger, transit, wallets
from storage.dump import dump
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking, played
from tests.cogs.months import APPROVE, WORK, bundle_of
from tests.cogs.payees import (
    ANA,
    BEN,
    DEE,
    H1,
    STORY,
    exported,
    files,
    lies,
    pay,
    say,
    sure,
    wallet,
    who,
    who_of,
)
from tests.cogs.test_link import link


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, STORY) as chat:
        yield chat


# what a payout does


async def test_a_line_goes_on_its_way_with_a_wallet_and_waits_without(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)
    assert "It goes to your wallet with the treasurers' next batch." in await pay(chat, "dee")
    assert "It waits here until you name a wallet" in await pay(chat, "ben", "20 USDC", number=2)
    there = await lies(chat)
    assert there["transit:1"] == 5000
    assert there[f"member:{await who(chat, 'ben')}"] == 2000
    assert "On its way: 50 USDC" in await ask(chat, "dee", "me")
    shown = await ask(chat, "ben", "me")
    assert "To be paid out: 20 USDC" in shown
    assert "- 20 USDC waits until you name a wallet: `wallet set`." in shown
    assert "- 1 amount waits to be sent: `treasury export`." in shown
    assert "On its way out: 50 USDC" in await ask(chat, "dee", "treasury balance")


async def test_a_line_in_tokens_settles_at_once(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)

    async def tools(change: Change) -> None:
        lines = [Posting("issuance", "LEAF", -500), Posting("budget:1", "LEAF", 500)]
        await ledger.post(change, "test", "start", lines, by=0, why="test")
        await transit.dispatch(change, 7, [(4, "LEAF", 50)])

    await chat.app.store.act(COMMUNITY, tools)
    assert not [one for one in await lies(chat, "LEAF") if one.startswith("transit")]


async def test_rewards_go_on_their_way_and_their_bundle_still_proves_them(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)
    await sure(chat, "ana", "setup budget rewards 100 USDC 2")
    await chat.play(WORK.replace("attest 2", "attest 1"))
    await ask(chat, "ana", "wait 30d")
    await ask(chat, "ana", "wait 1d")
    shown = "\n".join(await chat.play(APPROVE))
    assert "goes to your wallet with the treasurers' next batch. `rewards explain`" in shown
    there = await lies(chat)
    assert there["transit:1"] + there[f"member:{await who(chat, 'eve')}"] == 10_000
    assert verify.judged(await bundle_of(chat)) == ""


async def test_one_s_own_data_hold_wallet_and_lines(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)
    await pay(chat, "dee")
    (file,) = (await say(chat, "dee", "privacy export")).files
    others = json.loads(file.data)["other_records"]
    assert [one["address"] for one in others["wallet"]] == [DEE]
    assert [(one["asset"], one["amount"]) for one in others["transit"]] == [("USDC", 5000)]


# batches


async def test_an_export_packs_everything_once_for_each_chain(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)
    await wallet(chat, "eve", DEE)
    await pay(chat, "dee")
    await pay(chat, "ben", "20.5 USDC", number=2)
    assert "✗ Only a treasurer" in await ask(chat, "dee", "treasury export")
    shown = await sure(chat, "ana", "treasury export")
    assert "0x5aAeb6…1BeAed, not proven, set in the last 24 hours, also the wallet of eve" in shown
    assert "0x5aAeb6" not in shown[shown.index("#treasury") :], "an address is not public"
    assert "✗ Nothing new can be exported; not sent yet is #1" in await ask(chat, "cy", "treasury export")
    await wallet(chat, "ben", BEN)
    assert "Export batch #2" in await sure(chat, "cy", "treasury export")
    there = await lies(chat)
    assert (there["transit:1"], there["transit:batch/2"]) == (5000, 2050)


async def test_files_are_the_same_each_time_and_hold_what_was_exported(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)
    await pay(chat, "dee")
    await sure(chat, "ana", f"treasury safe {ANA} 100")
    await sure(chat, "cy", "treasury agree 2")
    await sure(chat, "ana", "treasury export")
    first = await files(chat)
    await ask(chat, "ana", "wait 2d")
    changed = await wallet(chat, "dee", BEN)
    assert "dee has another wallet now. On its way to them: 50 USDC, in batch #1" in changed
    assert await files(chat) == first
    safe = json.loads(first["batch-1-chain-100.json"])
    assert safe["meta"]["checksum"] == handover.checksum(safe)
    assert safe["meta"]["createdFromSafeAddress"] == ANA
    assert safe["meta"]["name"] == "Garden, batch 1"
    assert safe["meta"]["description"].startswith("50 USDC; head of the ledger ")
    assert [one["contractInputsValues"] for one in safe["transactions"]] == [{"to": DEE, "value": "50000000"}]
    rows = list(csv.DictReader(io.StringIO(first["batch-1-chain-100.csv"].decode())))
    assert [(row["receiver"], row["amount"]) for row in rows] == [(DEE, "50")]
    shown = await ask(chat, "ana", "treasury batch 1")
    assert "has another wallet now" in shown
    assert "Head then: " in shown
    async with looking(chat) as look:
        entry = await ledger.find(look, "batch/1")
        assert entry
        assert DEE not in json.dumps(dict(entry.data))


async def test_many_lines_fit_into_a_message_with_those_to_look_at_first(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)
    await ask(chat, "ana", "wait 2d")
    await wallet(chat, "ben", BEN)

    async def many(change: Change) -> None:
        dee, ben = (await who_of(change, "dee")), (await who_of(change, "ben"))
        lines = [Posting("external", "USDC", -40), Posting(f"member:{dee}", "USDC", 39)]
        await ledger.post(
            change, "test", "start", [*lines, Posting(f"member:{ben}", "USDC", 1)], by=0, why="test"
        )
        await transit.dispatch(change, 7, [*[(dee, "USDC", 1)] * 39, (ben, "USDC", 1)])

    await chat.app.store.act(COMMUNITY, many)
    card = await say(chat, "ana", "treasury export")
    assert card.table
    assert [card.table.rows[0][1], *(row[0] for row in card.table.rows[-1:])] == ["ben", "… and 15 more"]
    assert "set in the last 24 hours" in card.table.rows[0][3]
    assert len(card.table.rows) == 26


async def test_what_has_no_chain_waits_and_says_so(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)
    await sure(chat, "ana", "setup budget work 2 ETH 2")
    await pay(chat, "dee", "1 ETH", budget=3)
    said = (
        "✗ What is on its way cannot be exported yet (`treasury asset` has not said on which chain ETH is)."
    )
    assert said in await ask(chat, "ana", "treasury export")
    await sure(chat, "ana", "treasury asset ETH 1 native 18")
    await sure(chat, "ben", "treasury agree 2")
    await pay(chat, "dee", number=2)
    shown = await sure(chat, "ana", "treasury export")
    assert "Export batch #1 and batch #2" in shown
    coin = json.loads((await files(chat, 1))["batch-1-chain-1.json"])["transactions"]
    assert [(one["to"], one["value"]) for one in coin] == [(DEE, str(10**18))]


async def test_nothing_is_exported_for_accounts_that_were_linked_lately(chat: Chat) -> None:
    await wallet(chat, "eve", BEN)
    await pay(chat, "dee")
    await link(chat, "dee", "eve")
    assert "accounts were linked lately" in await ask(chat, "ana", "treasury export")
    await ask(chat, "ana", "wait 25h")
    assert "50 USDC in 1 transfer" in await ask(chat, "ana", "treasury export")


async def test_a_batch_is_taken_apart_until_it_is_sent(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)
    await pay(chat, "dee")
    await sure(chat, "ana", "treasury export")
    shown = await sure(chat, "cy", "treasury unexport 1")
    assert "It was taken apart; nothing of it is to be sent." in shown
    assert (await lies(chat))["transit:1"] == 5000
    for text in ("treasury batch 1", f"treasury sent 1 {H1}", "treasury unexport 1"):
        assert "✗ Batch #1 was taken apart" in await ask(chat, "ana", text)
    await sure(chat, "ana", "treasury export")
    await sure(chat, "ana", f"treasury sent 2 {H1}")
    assert "✗ Batch #2 is sent" in await ask(chat, "ana", "treasury unexport 2")
    assert "There is no batch #9" in await ask(chat, "ana", "treasury unexport 9")


# leaving


async def test_who_is_forgotten_leaves_no_address_behind(chat: Chat) -> None:
    await exported(chat)
    await pay(chat, "dee", "7 USDC", number=3)
    shown = await sure(chat, "dee", "privacy forget @eve")
    assert "Tokens: 7 USDC to eve" in shown
    assert "Still paid to your wallet: 50 USDC, in batch #1" in shown
    async with looking(chat) as look:
        assert list(await wallets.every(look)) == [await who_of(look, "ben")]
        assert await ledger.balance_of(look, f"member:{await who_of(look, 'eve')}", "USDC") == 700
    assert (await lies(chat))["transit:1"] == 5000, "what is in a batch is still paid"
    assert DEE.encode() in (await files(chat))["batch-1-chain-100.csv"]
    await sure(chat, "ana", f"treasury sent 1 {H1}")
    await ask(chat, "ana", "wait 25h")
    async with looking(chat) as look:
        assert not [one for one in await transit.of_batch(look, 1) if one.address == DEE]
    assert "✗ Somebody in batch #1 was forgotten" in await ask(chat, "ana", "treasury batch 1")
    kept = await dump(chat.app.store)
    assert not [one for one in (DEE, DEE.lower(), "0x5aAeb6…1BeAed") if one in kept]
