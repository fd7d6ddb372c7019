"""Money at random where it waits: bounties of people's own tokens, and tokens that are taken on chain."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace as Paper

import pytest

from storage import budgets
from tests.chat import Chat
from tests.cogs.garden import looking
from tests.storage.test_money_lives import (
    CENT,
    LIKELY,
    NEEDED,
    PEOPLE,
    TREASURERS,
    UNIT,
    Life,
    found,
    lived,
)

WALLETS = {
    "dee": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "fay": "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
}
ON_CHAIN = """hal> setup budget work 60 USDC 2
hal> 1
ana> treasury asset USDC 1 0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359 6
ana> 1
ben> treasury agree 1
ben> 1
ana> treasury asset LEAF 1 0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb 18
ana> 1
ben> treasury agree 2
ben> 1
ana> treasury safe 0x49d4450977E2c95362C13D3a31a09311E0Ea26A6 1
ana> 1
ben> treasury agree 3
ben> 1
""" + "".join(f"{who}> wallet set {wallet}\n{who}> 1\n" for who, wallet in WALLETS.items())
LIKELY |= {"take": (*WALLETS,)} | dict.fromkeys(("export", "sent", "unpack", "pay_dollars"), TREASURERS)
CLAIM, HELD = timedelta(days=14), 2


class Busy(Life):
    """The same life, with what people offer each other and what they take away."""

    def begin(self, dollars: int) -> None:
        self.offers: dict[int, Paper] = {}
        self.waiting = Counter[tuple[str, str]]()  # by whose and asset, in transit and in no batch
        self.batches: list[Paper] = []
        self.dollars = dollars
        self.names[f"budget:{dollars}"] = "dollars"

    def move(self, source: str, to: str, asset: str, amount: int) -> None:
        """What is paid in dollars goes on at once to whoever has a wallet."""
        super().move(source, to, asset, amount)
        if to in WALLETS and asset == "USDC":
            super().move(to, "transit", asset, amount)
            self.waiting[to, asset] += amount

    async def pay_dollars(self, who: str) -> None:
        to, amount = self.pick(PEOPLE), self.dice.randint(1, 20 * CENT)
        enough = amount <= self.free("dollars", "USDC") and len(set(TREASURERS) - {to, who}) >= NEEDED
        line = f"treasury pay @{to} {amount / CENT:.2f} USDC {self.dollars} for work"
        if await self.maybe(who, line, may=who in TREASURERS and enough):
            self.file(who, {to: amount}, "dollars", "USDC")

    def place(self, account: str) -> str:
        kind, _, rest = account.partition(":")
        if kind == "transit":
            return "transit"
        return f"offer {rest.partition(':')[2]}" if rest.startswith("bounty") else super().place(account)

    # bounties: the poster judges, as everything is small that comes from somebody's own tokens

    async def offer(self, who: str) -> None:
        amount = self.dice.randint(1, 300 * UNIT)
        line = f'bounty post {amount / UNIT:.6f} "Dig the bed" Deep.'
        if await self.maybe(who, line, may=amount <= self.has[who, "LEAF"]):
            number = len(self.offers) + 1
            self.offers[number] = Paper(by=who, amount=amount, state="open", doer="", at=self.app.clock())
            self.move(who, f"offer {number}", "LEAF", amount)

    def offered(self, *states: str) -> tuple[int, Paper]:
        """A bounty, most likely one in these states."""
        fits = [(n, one) for n, one in self.offers.items() if one.state in states]
        none = Paper(by="", amount=0, state="none", doer="", at=self.app.clock())
        return self.pick(fits or [*self.offers.items()] or [(99, none)])

    async def claim(self, who: str) -> None:
        number, one = self.offered("open")
        busy = sum(of.doer == who and of.state in ("claimed", "submitted") for of in self.offers.values())
        may = one.state == "open" and who != one.by and busy < HELD
        if await self.maybe(who, f"bounty claim {number}", may=may):
            one.state, one.doer, one.at = "claimed", who, self.app.clock()

    async def hand_in(self, who: str) -> None:
        number, one = self.offered("claimed")
        who = one.doer or who
        word = self.pick(("submit", "submit", "drop"))
        line = f"bounty {word} {number}" + (" Done." if word == "submit" else "")
        if await self.maybe(who, line, may=one.state in ("claimed", "submitted") and who == one.doer):
            one.state, one.doer = ("submitted", who) if word == "submit" else ("open", "")

    async def look_at(self, who: str) -> None:
        number, one = self.offered("submitted")
        who = one.by or who
        good, part = self.dice.random() < 0.7, self.dice.randint(1, max(one.amount, 1))
        line = f"bounty approve {number} {part / UNIT:.6f}" if good else f"bounty return {number} Deeper."
        if await self.maybe(who, line, may=one.state == "submitted"):
            one.state, one.at = "approved" if good else "claimed", self.app.clock()
            if good:
                self.move(f"offer {number}", one.by, "LEAF", one.amount - part)
                one.amount = part

    async def cancel(self, who: str) -> None:
        number, one = self.offered("open")
        if await self.maybe(who, f"bounty cancel {number}", may=one.state == "open" and who == one.by):
            one.state = "over"
            self.move(f"offer {number}", who, "LEAF", one.amount)

    def passed(self) -> None:
        """After a day what was approved is paid; after two weeks a claim has lapsed."""
        for number, one in self.offers.items():
            if one.state == "approved":
                one.state = "paid"
                self.move(f"offer {number}", one.doer, "LEAF", one.amount)
                self.file("", {}, "", "LEAF")  # a payout that needs nobody
                self.payouts[len(self.payouts)].open = False
            if one.state == "claimed" and self.app.clock() - one.at >= CLAIM:
                one.state, one.doer = "open", ""

    # on chain

    async def take(self, who: str) -> None:
        amount = self.dice.randint(1, 300 * UNIT)
        may = who in WALLETS and amount <= self.has[who, "LEAF"]
        if await self.maybe(who, f"token withdraw {amount / UNIT:.6f}", may=may):
            self.move(who, "transit", "LEAF", amount)
            self.waiting[who, "LEAF"] += amount

    async def keep(self, who: str) -> None:
        amount = self.waiting[who, "LEAF"]
        if await self.maybe(who, "token keep", may=amount > 0):
            self.move("transit", who, "LEAF", amount)
            self.waiting[who, "LEAF"] = 0

    async def export(self, who: str) -> None:
        there = +self.waiting
        if await self.maybe(who, "treasury export", may=who in TREASURERS and bool(there)):
            self.batches.append(Paper(holds=there, state="packed"))
            self.waiting.clear()

    def batch(self) -> tuple[int, str, Paper]:
        """A number of a batch, most likely one there is, and how it stands."""
        number = self.dice.randint(1, len(self.batches) + (self.dice.random() < 0.2 or not self.batches))
        none = Paper(holds=Counter(), state="none")
        one = self.batches[number - 1] if number <= len(self.batches) else none
        return number, one.state, one

    async def sent(self, who: str) -> None:
        number, state, one = self.batch()
        may = who in TREASURERS and state in ("packed", "sent")  # a second time it is the first receipt
        if await self.maybe(who, f"treasury sent {number} 0x{number:064x}", may=may) and state == "packed":
            one.state = "sent"
            for (_, asset), amount in one.holds.items():
                self.has["transit", asset] -= amount
                self.made[asset] -= amount

    async def unpack(self, who: str) -> None:
        number, state, one = self.batch()
        if await self.maybe(who, f"treasury unexport {number}", may=who in TREASURERS and state == "packed"):
            one.state = "apart"
            self.waiting.update(one.holds)


@pytest.mark.parametrize("seed", [2, 8])
async def test_what_is_offered_or_taken_away_is_in_both_ledgers(database: str, seed: int) -> None:
    async with Chat.open(database) as chat:
        life = Busy(chat, seed, *await found(chat))
        await chat.play(ON_CHAIN)
        async with looking(chat) as look:
            life.begin((await budgets.every(look))[-1].id)
        acts = [life.send, life.pay, life.judge, life.offer, life.offer, *[life.claim] * 4]
        acts += [life.hand_in, life.look_at] * 4 + [life.cancel]
        acts += [life.take, life.export, life.sent] * 3 + [life.keep, life.unpack]
        acts += [life.pay_dollars] * 2 + [life.judge] * 4
        await lived(life, acts, 105)
        assert any(one.state == "paid" for one in life.offers.values()), life.offers
        assert any(one.state == "sent" for one in life.batches), life.batches
        assert life.seen["treasury pay "] > 0
