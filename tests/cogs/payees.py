"""The garden with dollars in its budget, which is on a chain; what tests of money on its way out share."""

from __future__ import annotations

from typing import Any

from bot.card import Card
from storage import audit, ledger, members
from tests.chat import Chat
from tests.cogs.garden import ask, looking

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


async def exported(chat: Chat) -> None:
    """Batch 1 with 50 USDC of payout 1 for dee and 20 USDC of payout 2 for ben."""
    await wallet(chat, "dee", DEE)
    await wallet(chat, "ben", BEN)
    await pay(chat, "dee")
    await pay(chat, "ben", "20 USDC", number=2)
    await sure(chat, "ana", "treasury export")


async def listed(chat: Chat) -> None:
    """LEAF has a contract, and ana a wallet."""
    await sure(chat, "ana", f"treasury asset LEAF 1 {CONTRACT} 18")
    await sure(chat, "ben", "treasury agree 2")
    await wallet(chat, "ana", ANA)


async def who_of(look: Any, name: str) -> int:
    return (await members.named(look, name)).id
