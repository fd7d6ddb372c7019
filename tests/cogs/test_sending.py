"""Batches that were sent: receipts, lists of transactions, and what did not come."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.command import Attachment, Event
from tests.chat import Chat
from tests.cogs.garden import ask, played
from tests.cogs.payees import (
    ANA,
    BEN,
    DEE,
    H1,
    H2,
    STORY,
    exported,
    lies,
    pay,
    sure,
)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, STORY) as chat:
        yield chat


# sent


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


async def test_a_receiver_goes_past_treasurers_to_everybody(chat: Chat) -> None:
    await exported(chat)
    assert "Line #1 is not sent" in await ask(chat, "dee", "dispute sent 1 Hm.")
    await sure(chat, "ana", f"treasury sent 1 {H1}")
    await ask(chat, "dee", "treasury missing 1 My wallet is empty.")
    await sure(chat, "ana", "treasury resend 1")
    assert "Treasurers decide about this line now, by payout #3" in await ask(chat, "dee", "dispute sent 1 x")
    await sure(chat, "ben", "treasury refuse 3 It came.")
    shown = await sure(chat, "cy", "treasury refuse 3 I think so, too.")
    assert "`dispute sent 1` has a jury decide." in shown
    assert "only whom it was sent to" in await ask(chat, "cy", "dispute sent 1 Let us see.")
    shown = await sure(chat, "dee", "dispute sent 1 Look at the address.")
    assert "Dispute #1: line #1 of batch #1, sent to dee" in shown
    assert "pledged of what you claim" in shown
    assert "Decides: dispute #1, line #1 of batch #1, sent to dee" in shown, "two holders are no jury"
    assert "A jury decides about this line" in await ask(chat, "ana", "treasury resend 1")
    await ask(chat, "ana", "wait 1s")
    for name in ("ana", "ben"):
        assert "You voted For" in await ask(chat, name, "vote cast 1 for")
    shown = await ask(chat, "ana", "wait 3d")
    assert "50 USDC, which is the way the filer asked, for good" in shown
    await sure(chat, "ana", "treasury approve 4")
    shown = await sure(chat, "ben", "treasury approve 4")
    assert "The treasurers send 50 USDC to you again" in shown
    there = await lies(chat)
    assert (there["external"], there["transit:4"]) == (-88_000, 5000)
