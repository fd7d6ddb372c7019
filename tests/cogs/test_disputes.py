"""Disputes as people file, answer and appeal them, and what they mean for linking, leaving and `me` (RULES 9)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import disputes, ledger, members, payouts
from tests.chat import Chat
from tests.cogs.garden import ask, looking, played
from tests.cogs.test_link import code

NAMES = ["ana", "ben", "cy", "dee", "eve", "fay", "gus", "hal", "ida", "jo", "kim"]
PARTIES = ("eve", "fay")
SETUP = 'ana> setup "growing community" name=Garden token=LEAF rewards=3000'
SCRIPT = "\n".join(
    [
        f"ana> people {' '.join(NAMES)}",
        f"{SETUP} founders={','.join(f'@{one}' for one in NAMES)} treasurers=@ana,@ben,@cy",
        *(f"{one}> role accept" for one in NAMES),
        "ana> setup finish",
        "ana> 1",
        "dee> contribution log Dug the new beds along the wall",
        "eve> contribution log Mended the gate",
        "ben> praise @dee @eve for a garden one can walk into",
        "ana> wait 31d",
    ]
)
OPEN = "dispute open @eve 100 The gate hung again after a day."


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, SCRIPT) as chat:
        yield chat


async def opened(chat: Chat, who: str = "fay", text: str = OPEN) -> str:
    """A dispute that was filed and confirmed."""
    await ask(chat, who, text)
    return await ask(chat, who, "1")


async def sitting(chat: Chat, number: int = 1) -> list[str]:
    """The names of the jurors who are asked."""
    async with looking(chat) as look:
        seats = await disputes.jury(look, await disputes.get(look, number))
        return [await members.name(look, seat.member) for seat in seats if not seat.silent]


async def decided(chat: Chat, *amounts: str) -> str:
    """The jurors answer; what the last one brings about."""
    shown = ""
    for name, amount in zip(await sitting(chat), amounts, strict=True):
        shown = await ask(chat, name, f"dispute answer 1 {amount}")
    return shown


async def settled(chat: Chat, *amounts: str) -> str:
    """The jurors answer, and nobody appeals within the day; what both bring about."""
    return await decided(chat, *amounts) + await ask(chat, "ana", "wait 25h")


async def lines(chat: Chat) -> dict[str, tuple[int, str]]:
    async with looking(chat) as look:
        found = await payouts.lines(look, 1)
        return {await members.name(look, one.member): (one.amount // 10**6, one.state) for one in found}


async def test_only_the_disputed_line_waits_and_the_preview_draws_nobody(chat: Chat) -> None:
    shown = await ask(chat, "fay", OPEN)
    assert "Deposit: 75 LEAF" in shown
    assert "Jury" not in shown, "who sees the jury before filing picks it"
    assert (await lines(chat))["eve"][1] == payouts.WAITING
    await ask(chat, "fay", "1")
    assert await lines(chat) == {"dee": (1500, payouts.WAITING), "eve": (1500, payouts.HELD)}
    assert len(await sitting(chat)) == 3
    assert not set(PARTIES) & set(await sitting(chat))


async def test_jurors_are_asked_privately_and_their_answers_are_private(chat: Chat) -> None:
    shown = await opened(chat)
    first, second, _ = await sitting(chat)
    assert f"✉ {first}" in shown
    assert "You are a juror of dispute #1" in await ask(chat, first, "me")
    answer = await ask(chat, first, "dispute answer 1 321")
    assert "You can change it" in answer
    assert "#rewards" not in answer
    assert "321" not in await ask(chat, second, "dispute show 1")
    assert "juror of dispute" not in await ask(chat, first, "me")


async def test_a_raised_line_is_a_payout_of_its_own(tmp_path: Path) -> None:
    script = SCRIPT.replace("praise @dee @eve", "praise @dee")
    async with played(tmp_path, script) as chat:
        assert await lines(chat) == {"dee": (1500, payouts.WAITING)}
        assert "It could be 3,000 LEAF at most" in await ask(
            chat, "dee", "dispute open @dee 3001 It was more."
        )
        await opened(chat, "dee", "dispute open @dee 2000 It was two weeks.")
        shown = await decided(chat, "1800", "2000", "1500")
        assert "for good" in shown, "nobody has lost by it"
        assert "Payout #2: dee, dispute #1" in shown
        assert (await lines(chat))["dee"] == (1500, payouts.WAITING)
        await ask(chat, "ana", "wait 48h")
        for who in ("ana", "cy"):
            await ask(chat, who, "treasury approve 1 2")
            shown = await ask(chat, who, "1")
        assert "300 LEAF is paid on top of the line." in shown
        async with looking(chat) as look:
            assert await ledger.balance_of(look, "member:4", "LEAF") == (1000 + 1800) * 10**6
            assert not await ledger.accounts(look, disputes.PLACE)
        assert "Everything is as it was booked." in await ask(chat, "ana", "audit verify")


async def test_what_treasurers_refuse_of_a_raise_goes_back(tmp_path: Path) -> None:
    async with played(tmp_path, SCRIPT.replace("praise @dee @eve", "praise @dee")) as chat:
        await opened(chat, "dee", "dispute open @dee 2000 It was two weeks.")
        await decided(chat, "1800", "2000", "1500")
        shown = ""
        for who in ("ana", "cy"):
            await ask(chat, who, "treasury refuse 2 Too much.")
            shown = await ask(chat, who, "1")
        assert "Payout #2 has ended; 300 LEAF went back." in shown
        assert "Everything is as it was booked." in await ask(chat, "ana", "audit verify")


async def test_nothing_can_be_asked_and_answered(chat: Chat) -> None:
    await opened(chat, "fay", "dispute open @eve 0 Nobody saw the gate.")
    await settled(chat, "0", "0.00", "1500")
    assert (await lines(chat))["eve"][1] == payouts.STRUCK


async def test_refusals(chat: Chat) -> None:
    assert "has no line for November 2026" in await ask(chat, "fay", "dispute open @gus 5 x")
    assert "no dispute #1" in await ask(chat, "fay", "dispute show 1")
    assert "There is no such dispute" in await ask(chat, "fay", "dispute list")
    await opened(chat)
    assert "about this already" in await ask(chat, "gus", OPEN)
    assert "A jury decides about this line" in await ask(chat, "ana", "rewards settle @eve strike")
    juror = (await sitting(chat))[0]
    assert "You are a juror of dispute #1" in await ask(chat, juror, "rewards object @eve I think so, too.")
    assert "cannot be appealed now" in await ask(chat, "eve", "dispute appeal 1")
    assert "You were not drawn" in await ask(chat, "eve", "dispute answer 1 5")
    await settled(chat, "100", "100", "100")
    assert "This was decided already, in dispute #1" in await ask(chat, "gus", OPEN)
    assert "A jury has decided" in await ask(chat, "gus", "rewards object @eve Still wrong.")


async def test_a_later_complaint_joins_and_is_settled_with_it(chat: Chat) -> None:
    await opened(chat)
    seated = await sitting(chat)
    other = next(one for one in NAMES if one not in {*PARTIES, *seated})
    assert "until a jury has decided" in await ask(chat, other, "rewards object @eve I saw that, too.")
    await settled(chat, "100", "100", "100")
    assert (await lines(chat))["eve"] == (100, payouts.WAITING)
    assert "Stopped" not in await ask(chat, "ana", "rewards show")


async def test_a_dispute_takes_over_an_objection(chat: Chat) -> None:
    await ask(chat, "eve", "rewards object My gate was a week of work.")
    await opened(chat)
    await settled(chat, "1500", "1500", "1500")
    assert (await lines(chat))["eve"] == (1500, payouts.WAITING)


async def test_nobody_becomes_party_and_juror_or_both_parties_by_a_link(chat: Chat) -> None:
    await opened(chat)
    juror = (await sitting(chat))[0]
    shown = await ask(chat, juror, f"link enter {await code(chat, 'fay')}")
    assert "different sides of dispute #1 (filer and juror)" in shown
    shown = await ask(chat, "eve", f"link enter {await code(chat, 'fay')}")
    assert "dispute #1 (filer and opponent)" in shown


async def test_who_leaves_takes_the_reason_along_and_the_dispute_goes_on(chat: Chat) -> None:
    await opened(chat)
    await ask(chat, "fay", "privacy forget")
    await ask(chat, "fay", "1")
    shown = await ask(chat, "ana", "dispute show 1")
    assert "hung again" not in shown
    assert "fay" not in shown
    await settled(chat, "100", "100", "100")
    async with looking(chat) as look:
        assert not await ledger.accounts(look, disputes.PLACE)
        assert await disputes.verify(look) == ""
        assert await ledger.verify(look) is None
    assert "Everything is as it was booked." in await ask(chat, "ana", "audit verify")


async def test_more_time_after_an_outage_is_on_the_card(chat: Chat) -> None:
    await opened(chat)
    before = await ask(chat, "ana", "dispute show 1")
    await ask(chat, "ana", "down 80h")
    assert await ask(chat, "ana", "dispute show 1") != before
    assert (await sitting(chat))[0]
