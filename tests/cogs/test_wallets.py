"""Wallets in chat, what is said about chains, and tokens taken on chain."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from cogs import proofs
from storage import ledger, parameters
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, played
from tests.cogs.payees import (
    ANA,
    BEN,
    CONTRACT,
    DEE,
    H1,
    STORY,
    files,
    lies,
    listed,
    say,
    sure,
    wallet,
)
from tests.cogs.test_link import link


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, STORY) as chat:
        yield chat


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
