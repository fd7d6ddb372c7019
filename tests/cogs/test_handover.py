"""Money on its way out, in chat: wallets, batches, receipts, lists of transactions, what did not come, tokens on chain."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from bot import verify
from bot.card import Card
from bot.command import Attachment, Event
from cogs import proofs
from rules import handover
from rules.ledger import Posting
from storage import audit, ledger, members, parameters, transit, wallets
from storage.dump import dump
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking, played
from tests.cogs.months import APPROVE, WORK, bundle_of
from tests.cogs.test_link import link

ANA, BEN, DEE = (
    "0x49d4450977E2c95362C13D3a31a09311E0Ea26A6",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
)
CONTRACT = "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
H1, H2, H3 = ("0x" + digit * 64 for digit in "123")
STORY = f"""ana> people ana ben cy dee eve
ana> setup "small circle" name=Garden token=LEAF rewards=3000 founders=@ana,@ben treasurers=@ana,@ben,@cy
ana> role accept
ben> role accept
cy> role accept
ana> setup finish
ana> 1
ana> setup asset USDC 2
ana> setup asset ETH 9
ana> treasury deposit 900 USDC revenue invoice 14
ben> treasury confirm 1
ben> 1
ana> treasury deposit 3 ETH donation a letter
ben> treasury confirm 2
ben> 1
ana> setup budget work 500 USDC 2
ana> 1
ana> treasury asset USDC 100 {CONTRACT} 6
ana> 1
ben> treasury agree 1
ben> 1
ana> moderators eve
dee> idea new A shared calendar
"""


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, STORY) as chat:
        yield chat


async def sure(chat: Chat, who: str, text: str) -> str:
    """Ask, and confirm what is shown."""
    seen = await ask(chat, who, text)
    assert "Nothing has happened yet." in seen, seen
    return await ask(chat, who, "1")


async def wallet(chat: Chat, who: str, address: str) -> str:
    return await sure(chat, who, f"wallet set {address}")


async def pay(chat: Chat, who: str, amount: str = "50 USDC", budget: int = 2, number: int = 1) -> str:
    """A payout that eve files and ana and cy approve."""
    await sure(chat, "eve", f"treasury pay @{who} {amount} {budget} work")
    await sure(chat, "ana", f"treasury approve {number}")
    return await sure(chat, "cy", f"treasury approve {number}")


async def lies(chat: Chat, asset: str = "USDC") -> dict[str, int]:
    async with looking(chat) as look:
        assert await audit.verify(look) == ""
        return {
            account: one
            for (account, symbol), one in (await ledger.accounts(look)).items()
            if symbol == asset
        }


async def who(chat: Chat, name: str) -> int:
    async with looking(chat) as look:
        return (await members.named(look, name)).id


async def say(chat: Chat, name: str, text: str) -> Card:
    chat.terminal.speaker = name
    return await chat.app.table.say(chat.terminal.event(), text)


async def files(chat: Chat, number: int = 1) -> dict[str, bytes]:
    return {one.name: one.data for one in (await say(chat, "ana", f"treasury batch {number}")).files}


# wallets


async def test_an_address_is_seen_by_its_owner_and_treasurers_only(chat: Chat) -> None:
    assert "You have no wallet" in await ask(chat, "dee", "wallet show")
    shown = await wallet(chat, "dee", DEE.lower())
    assert f"Address: {DEE}" in shown
    assert "✉ dee" in shown, "told where they are reached first"
    assert DEE in await ask(chat, "dee", "wallet show")
    assert DEE in await ask(chat, "cy", "wallet show @dee")
    for person in ("eve", "ben", "ana"):
        card = await say(chat, person, "wallet show @dee")
        assert card.private
        assert (DEE in json.dumps(card.dump())) == (person != "eve")
    assert "✗ Only its owner and treasurers may see a wallet" in await ask(chat, "eve", "wallet show @dee")
    assert "cy has no wallet." in await ask(chat, "ana", "wallet show @cy")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{DEE[:-1]}e", "The capitals of this address do not fit"),
        ("0x12", "An address is 0x and 40 digits"),
        ("0x" + "0" * 40, "belongs to nobody"),
    ],
)
async def test_a_mistyped_address_sets_nothing(chat: Chat, address: str, said: str) -> None:
    assert f"✗ {said}" in (await ask(chat, "dee", f"wallet set {address}")).replace(
        "✗ The address of zeros ", "✗ "
    )
    assert "You have no wallet" in await ask(chat, "dee", "wallet show")


async def test_the_same_wallet_is_not_set_twice_and_none_is_not_removed(chat: Chat) -> None:
    assert "✗ You have no wallet" in await ask(chat, "dee", "wallet remove")
    await wallet(chat, "dee", DEE)
    assert "✗ This is your wallet already" in await ask(chat, "dee", f"wallet set {DEE}")
    assert f"Address: {DEE}" in await sure(chat, "dee", "wallet remove")
    assert "You have no wallet" in await ask(chat, "dee", "wallet show")


async def test_nobody_sets_or_removes_a_wallet_through_a_fresh_link(chat: Chat) -> None:
    await wallet(chat, "dee", DEE)
    await link(chat, "dee", "eve")
    for text in (f"wallet set {BEN}", "wallet remove", "token withdraw 5", f"wallet prove {H1}"):
        assert "linked lately" in await ask(chat, "dee", text), text


async def test_a_wallet_is_proven_by_a_signature_where_that_can_be_checked(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed: dict[str, str] = {}
    monkeypatch.setattr(proofs, "possible", lambda: True)
    monkeypatch.setattr(proofs, "signer", lambda text, signature: signed.get(f"{text}/{signature}", ""))
    assert "✗ Nothing of yours waits to be signed" in await ask(chat, "dee", "wallet prove 0x12")
    first, second = await wallet(chat, "dee", DEE), await wallet(chat, "dee", DEE)
    texts = [
        next(line for line in one.splitlines() if "Sign exactly" in line).partition(": ")[2]
        for one in (first, second)
    ]
    assert all(f"of Garden and am paid at {DEE}" in text for text in texts)
    assert texts[0] != texts[1], "a code works once"
    assert "You have no wallet" in await ask(chat, "dee", "wallet show")
    signed[f"{texts[0]}/0xold"] = signed[f"{texts[1]}/0xnew"] = DEE
    assert "✗ Another key, or another text, was signed" in await ask(chat, "dee", "wallet prove 0xold")
    assert "and proven" in await ask(chat, "dee", "wallet prove 0xnew")
    assert "✗ Nothing of yours waits" in await ask(chat, "dee", "wallet prove 0xnew")
    assert "Proven: yes, by a signature" in await ask(chat, "dee", "wallet show")


def test_the_signer_is_whom_the_library_recovers(monkeypatch: pytest.MonkeyPatch) -> None:
    def recover(message: Any, signature: str) -> str:
        if signature != "0x99":
            raise ValueError("no signature")
        return f"signer of {message}"

    library: Any = ModuleType("eth_account")
    library.Account = SimpleNamespace(recover_message=recover)
    coding: Any = ModuleType("eth_account.messages")
    coding.encode_defunct = lambda text: f"<{text}>"
    monkeypatch.setitem(sys.modules, "eth_account", library)
    monkeypatch.setitem(sys.modules, "eth_account.messages", coding)
    assert proofs.signer("hello", " 0x99 ") == "signer of <hello>"
    with pytest.raises(Exception, match="That is no signature"):
        proofs.signer("hello", "0x12")


def test_a_real_signature_is_recovered() -> None:
    pytest.importorskip("eth_account", reason="the extra `chain` is not installed")
    text = proofs.message("Garden", 4, SIGNER, "0123456789")
    assert proofs.signer(text, SIGNATURE) == SIGNER


SIGNER = "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf"  # of the private key 1, which is no secret
SIGNATURE = (
    "0xdece2a257a4b6e009493395360bff3f8e5516b6c3743fd8fa27d58c9b9c35ef1"
    "11c8c59436decf573984525ada5fafa4385ea803b0e65424fd3f12c946fb64fa1c"
)


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


# sent


async def exported(chat: Chat) -> None:
    """Batch 1 with 50 USDC of payout 1 for dee and 20 USDC of payout 2 for ben."""
    await wallet(chat, "dee", DEE)
    await wallet(chat, "ben", BEN)
    await pay(chat, "dee")
    await pay(chat, "ben", "20 USDC", number=2)
    await sure(chat, "ana", "treasury export")


async def test_a_hash_settles_once_and_a_retry_has_the_first_receipt(chat: Chat) -> None:
    await exported(chat)
    assert "✗ The hash of a transaction is 0x" in await ask(chat, "ana", "treasury sent 1 0x12")
    shown = await sure(chat, "ana", f"treasury sent 1 {H1.upper().replace('X', 'x')}")
    assert "Amount: 70 USDC in 2 transfers" in shown
    assert "✉ dee" in shown
    assert f"50 USDC went out to your wallet {DEE}." in shown
    assert shown.count(f"Transaction: {H1}") == 4, "answer, card, and two notes"
    before = await lies(chat)
    assert before["external"] == -90_000 + 7_000
    first = next(line for line in shown.splitlines() if line.startswith("Chain: "))
    again = await sure(chat, "cy", f"treasury sent 1 {H1}")
    assert "It was booked before; this is its receipt." in again
    assert first in again
    assert f"✗ Batch #1 is settled already, by {H1}" in await ask(chat, "ana", f"treasury sent 1 {H2}")
    assert await lies(chat) == before
    assert "Nothing is on its way out." in await ask(chat, "dee", "treasury transit")


async def test_payouts_of_a_batch_can_be_settled_one_by_one(chat: Chat) -> None:
    await exported(chat)
    assert "✗ Batch #1 holds nothing of payout #7" in await ask(chat, "ana", f"treasury sent 1 {H1} 7")
    shown = await sure(chat, "ana", f"treasury sent 1 {H1} 2")
    assert "Amount: 20 USDC in 1 transfer" in shown
    assert "It is sent in part" in shown
    assert "✗ Batch #1 is settled already" in await ask(chat, "ana", f"treasury sent 1 {H2} 2")
    assert "this is its receipt" in await ask(chat, "ana", f"treasury sent 1 {H1} 2")
    assert "It is sent." in await sure(chat, "ana", f"treasury sent 1 {H2}")


async def test_a_transaction_is_of_one_batch(chat: Chat) -> None:
    await exported(chat)
    await sure(chat, "ana", f"treasury sent 1 {H1}")
    await pay(chat, "dee", "5 USDC", number=3)
    await sure(chat, "ana", "treasury export")
    assert "✗ This transaction has sent batch #1" in await ask(chat, "ana", f"treasury sent 2 {H1}")


async def test_a_list_settles_what_is_exactly_there_and_lists_the_rest(chat: Chat) -> None:
    await exported(chat)
    rows = [f"{H1},{DEE},USDC,50", f"{H1},{BEN},USDC,21", f"{H2},{ANA},USDC,5", f"{H1},{BEN},GOLD,20", "x"]
    shown = await ask(chat, "ana", f"treasury import {'; '.join(rows)}")
    for line in (
        "- Row 2: What waits for this receiver is another amount of USDC.",
        "- Row 3: No batch that waits has this receiver.",
        "- Row 4: There is no asset GOLD here.",
        "- Row 5: It lacks a column",
        "Settles: 1 line, 50 USDC",
        "Not booked: 4 rows",
    ):
        assert line in shown
    assert (await lies(chat))["transit:1"] == 5000, "a preview books nothing"
    await ask(chat, "ana", "1")
    there = await lies(chat)
    assert "transit:1" not in there
    assert there["transit:2"] == 2000
    again = await ask(chat, "ana", f"treasury import {rows[0]}")
    assert "- Row 1: It is settled already." in again
    assert "Settles: 0 lines, nothing" in again


async def test_a_list_comes_as_a_file_and_is_kept_until_it_is_confirmed(chat: Chat) -> None:
    await exported(chat)
    text = f"Txhash,To,TokenValue,TokenSymbol\n{H1},{DEE.lower()},50.000000,USDC\n{H1},{BEN},20.0,USDC\n"
    event = Event("one", "terminal", "local", "ana", "ana", files=(Attachment("list.csv", text.encode()),))
    preview = await chat.app.table.say(event, "treasury import file=list.csv")
    assert dict(preview.fields)["Settles"] == "2 lines, 70 USDC"
    press = Event("two", "terminal", "local", "ana", "ana")
    done = await chat.app.table.run(press, preview.buttons[0].call)
    assert done.tone == "plain", done
    assert (await lies(chat))["external"] == -83_000


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"x" * 1_000_001, b"hash,receiver,asset,amount\n"])
async def test_a_file_that_is_no_list_is_refused(chat: Chat, data: bytes) -> None:
    event = Event("one", "terminal", "local", "ana", "ana", files=(Attachment("list.csv", data),))
    card = await chat.app.table.say(event, "treasury import file=list.csv")
    assert card.tone == "refusal"


# what did not come


async def test_nothing_came_and_two_treasurers_send_it_again(chat: Chat) -> None:
    await exported(chat)
    assert "✗ Line #1 is not sent: it is in batch #1." in await ask(chat, "dee", "treasury missing 1 Hm.")
    await sure(chat, "ana", f"treasury sent 1 {H1}")
    assert "✗ Line #1 is not yours" in await ask(chat, "ben", "treasury missing 1 Hm.")
    assert "✗ Nobody has said that line #1 did not come" in await ask(chat, "ana", "treasury resend 1")
    told = await ask(chat, "dee", "treasury missing 1 My wallet is empty.")
    assert "dee says that 50 USDC of batch #1 did not come: My wallet is empty." in told
    assert "✗ You have said already" in await ask(chat, "dee", "treasury missing 1 Still empty.")
    assert "Line #1 is said not to have come: `treasury resend 1`." in await ask(chat, "cy", "me")
    await sure(chat, "ana", "treasury resend 1")
    assert "✗ Payout #3 is about this line already" in await ask(chat, "cy", "treasury resend 1")
    await sure(chat, "ana", "treasury approve 3")
    assert (await lies(chat))["external"] == -83_000, "one approval moves nothing"
    await sure(chat, "ben", "treasury approve 3")
    there = await lies(chat)
    assert (there["external"], there["transit:3"]) == (-88_000, 5000)
    assert "✗ Nobody has said" in await ask(chat, "cy", "treasury resend 1")
    await sure(chat, "ana", "treasury export")
    await sure(chat, "ana", f"treasury sent 2 {H2}")
    assert "to be sent again" not in await ask(chat, "dee", "treasury transit")
    assert (await lies(chat))["external"] == -83_000


async def test_a_receiver_who_is_treasurer_does_not_judge_and_a_refusal_ends_it(chat: Chat) -> None:
    await exported(chat)
    await sure(chat, "ana", f"treasury sent 1 {H1}")
    await ask(chat, "ben", "treasury missing 2 Nothing.")
    assert "✗ Line #2 is yours" in await ask(chat, "ben", "treasury resend 2")
    await sure(chat, "ana", "treasury resend 2")
    assert "✗ Nothing in payout #3 waits for you" in await ask(chat, "ben", "treasury approve 3")
    shown = await sure(chat, "cy", "treasury refuse 3 It came: look at the block.")
    assert "The treasurers do not send line #2 again" in shown
    assert (await lies(chat))["external"] == -83_000


async def test_after_seven_days_it_is_too_late(chat: Chat) -> None:
    await exported(chat)
    await sure(chat, "ana", f"treasury sent 1 {H1}")
    await ask(chat, "ana", "wait 7d")
    assert "The treasurers are told" in await ask(chat, "dee", "treasury missing 1 Nothing.")
    await ask(chat, "ana", "wait 1s")
    assert "✗ That it did not come can be said within 7 days" in await ask(
        chat, "ben", "treasury missing 2 Nothing."
    )


# facts about chains


async def test_no_treasurer_alone_says_where_an_asset_is(chat: Chat) -> None:
    await sure(chat, "ana", f"treasury asset USDC 5 {ANA} 6")
    assert "✗ You said #2 yourself" in await ask(chat, "ana", "treasury agree 2")
    assert "✗ Only a treasurer" in await ask(chat, "eve", "treasury agree 2")
    shown = await ask(chat, "eve", "treasury chain")
    assert f"chain 100, {CONTRACT}, 6 decimals" in shown
    assert "counts" in shown
    assert "waits" in shown
    assert "#2 is rejected" in await ask(chat, "cy", "treasury disagree 2")
    assert "✗ #2 is rejected already." in await ask(chat, "ben", "treasury agree 2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"treasury asset USDC 100 {CONTRACT} 6", "That counts already"),
        (f"treasury asset USDC 100 {CONTRACT} 1", "decimals on chain are at least those inside"),
        ("treasury asset LEAF 1 native 18", "it is no chain's own coin"),
        (f"treasury asset GOLD 1 {CONTRACT} 6", "There is no asset GOLD"),
        ("treasury safe 0x12 1", "An address is 0x"),
        ("treasury agree 9", "There is no fact #9"),
    ],
)
async def test_facts_that_are_refused(chat: Chat, text: str, said: str) -> None:
    assert said in await ask(chat, "ana", text)


# tokens on chain


async def listed(chat: Chat) -> None:
    """LEAF has a contract, and ana a wallet."""
    await sure(chat, "ana", f"treasury asset LEAF 1 {CONTRACT} 18")
    await sure(chat, "ben", "treasury agree 2")
    await wallet(chat, "ana", ANA)


async def test_tokens_go_on_chain_and_come_back(chat: Chat) -> None:
    await listed(chat)
    power = await ask(chat, "ana", "vote power")
    shown = await sure(chat, "ana", "token withdraw 400")
    assert "They carry no votes from now on" in shown
    assert await ask(chat, "ana", "vote power") != power
    assert "You hold 600 LEAF" in await ask(chat, "ana", "token balance")
    assert "On its way out: 400 LEAF" in await ask(chat, "ana", "token holders")
    await sure(chat, "cy", "treasury export merkle")
    made = await files(chat)
    claims = json.loads(made["batch-1-chain-1-claims.json"])
    assert claims["claims"] == {ANA: {"amount": str(400 * 10**18), "proof": []}}
    assert json.loads(made["batch-1-chain-1-tree.json"])["tree"] == [claims["root"]]
    await sure(chat, "cy", f"treasury sent 1 {H1}")
    assert (await lies(chat, "LEAF"))["external"] == 400 * 10**6
    assert "Taken on chain: 400 LEAF" in await ask(chat, "ana", "token holders")
    said = "✗ 400 LEAF were taken on chain, so no more than that comes back."
    assert said in await ask(chat, "cy", "treasury deposit 401 LEAF chain the transfer to=@ana")
    await ask(chat, "cy", "treasury deposit 300 LEAF chain the transfer to=@ana")
    await ask(chat, "cy", "treasury deposit 200 LEAF chain the transfer to=@ana")
    assert "✗ Deposit #3 would come to you" in await ask(chat, "ana", "treasury confirm 3")
    assert "ana then: 900 LEAF" in await sure(chat, "ben", "treasury confirm 3")
    assert "✗ 100 LEAF were taken on chain" in await ask(chat, "ben", "treasury confirm 4")
    assert (await lies(chat, "LEAF"))["external"] == 100 * 10**6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("token withdraw 5 USDC", "goes to your wallet by itself"),
        ("token withdraw 5", "LEAF has no contract on a chain"),
        ("treasury deposit 5 LEAF sale x", "nobody deposits it"),
        ("treasury deposit 5 LEAF chain x", "comes back with the source `chain` and `to=`"),
        ("treasury deposit 5 USDC chain x", "Only the community's token comes back"),
        ("treasury deposit 5 USDC sale x to=@dee", "Only the community's token comes back"),
        ("treasury deposit 5 LEAF chain x to=@dee", "0 LEAF were taken on chain"),
    ],
)
async def test_what_is_neither_taken_nor_brought_back(chat: Chat, text: str, said: str) -> None:
    assert said in await ask(chat, "ana", text)


async def test_what_was_withdrawn_and_is_in_no_batch_can_be_kept(chat: Chat) -> None:
    await listed(chat)
    assert "✗ No tokens of yours wait to be exported" in await ask(chat, "ana", "token keep")
    await sure(chat, "ana", "token withdraw 400")
    await sure(chat, "cy", "treasury export merkle")
    await sure(chat, "ana", "token withdraw 7")
    assert "Amount: 7 LEAF" in await sure(chat, "ana", "token keep")
    assert "You hold 600 LEAF" in await ask(chat, "ana", "token balance")
    assert "✗ No tokens of yours wait" in await ask(chat, "ana", "token keep")
    await sure(chat, "cy", "treasury unexport 1")
    await sure(chat, "ana", "token keep")
    assert "You hold 1,000 LEAF" in await ask(chat, "ana", "token balance")
    await lies(chat, "LEAF")


async def test_only_liquid_tokens_are_taken_to_a_wallet_and_where_transfers_are_allowed(chat: Chat) -> None:
    await listed(chat)
    await sure(chat, "ana", "lock new 700 52w")
    assert "✗ You hold 300 LEAF outside of locks" in await ask(chat, "ana", "token withdraw 301")
    assert "✗ You have no wallet" in await ask(chat, "ben", "token withdraw 5")

    async def forbid(change: Change) -> None:
        entry = await ledger.post(change, "test", "parameter", by=1, why="test")
        await parameters.put(change, {"transfers": False}, entry.number)

    await chat.app.store.act(COMMUNITY, forbid)
    assert "✗ This community does not let members send its token" in await ask(
        chat, "ana", "token withdraw 5"
    )


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


async def who_of(look: Any, name: str) -> int:
    return (await members.named(look, name)).id
