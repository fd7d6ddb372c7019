"""Money at random where it waits: bounties, what vests, and what is taken or paid on chain."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace as Paper

import pytest

from storage import budgets, vesting
from storage.store import Change
from tests.chat import START, Chat
from tests.cogs.garden import COMMUNITY
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
ON_CHAIN = """hal> moderators eve
hal> setup budget work 60 USDC 2
hal> 1
hal> setup budget bounties 300
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
PAYING = ("export", "sent", "unpack", "pay_dollars", "import_list", "resend")
LIKELY |= {"take": (*WALLETS,), "vest": ("fay",), "offer": ("eve", *PEOPLE)} | dict.fromkeys(
    PAYING, TREASURERS
)
CLAIM, HELD, SMALL = timedelta(days=14), 2, 15 * UNIT  # a twentieth of the budget for bounties
MISSING, WEIGHT, LASTS = timedelta(days=7), 1000 * UNIT, 40 * 86_400
MODERATOR = "eve"


class Busy(Life):
    """The same life, with what people offer each other, what vests, and what leaves."""

    filers = (*TREASURERS, MODERATOR)

    def begin(self, dollars: int, pot: int) -> None:
        self.offers: dict[int, Paper] = {}
        self.rests: dict[int, int] = {}  # what was not approved of an offer, which may still be disputed
        self.away: dict[int, Paper] = {}  # what was ever on its way, by its number
        self.batches: list[Paper] = []
        self.dollars, self.pot, self.vested = dollars, pot, 0
        self.names |= {f"budget:{dollars}": "dollars", f"budget:{pot}": "pot", "vesting:1": "vesting"}

    def place(self, account: str) -> str:
        kind, _, rest = account.partition(":")
        if kind == "transit":
            return "transit"
        return f"offer {rest.partition(':')[2]}" if rest.startswith("bounty") else super().place(account)

    def move(self, source: str, to: str, asset: str, amount: int) -> None:
        """What is paid in dollars goes on at once to whoever has a wallet."""
        super().move(source, to, asset, amount)
        self.made[asset] += amount if source == "external" else 0
        if to in WALLETS and asset == "USDC":
            self.depart(to, asset, amount)

    def depart(self, who: str, asset: str, amount: int) -> None:
        super().move(who, "transit", asset, amount)
        facts = {"asset": asset, "amount": amount, "batch": 0, "sent": None, "missing": False}
        self.away[len(self.away) + 1] = Paper(who=who, state="waiting", **facts)

    def file(self, by: str, lines: dict[str, int], source: str, asset: str, milestone: int = 0) -> None:
        super().file(by, lines, source, asset, milestone)
        self.payouts[len(self.payouts)].again = 0

    def word(self, p: Paper, who: str, *, yes: bool) -> None:
        super().word(p, who, yes=yes)
        if p.again and p.paid:
            self.away[p.again].state = "again"

    async def pay_dollars(self, who: str) -> None:
        to, amount = self.pick((*WALLETS, *PEOPLE)), self.dice.randint(1, 12 * CENT)
        enough = amount <= self.free("dollars", "USDC") and len(set(TREASURERS) - {to, who}) >= NEEDED
        line = f"treasury pay @{to} {amount / CENT:.2f} USDC {self.dollars} for work"
        if await self.maybe(who, line, may=who in self.filers and enough):
            self.file(who, {to: amount}, "dollars", "USDC")

    async def vest(self, who: str) -> None:
        ripe = WEIGHT * ((self.app.clock() - START) // timedelta(seconds=1)) // LASTS - self.vested
        if await self.maybe(who, "vesting claim", may=who == "fay" and ripe > 0):
            self.move("vesting", who, "LEAF", ripe)
            self.vested += ripe

    # bounties: the poster judges, as what comes from somebody's own tokens is small, and so is a twentieth of a budget

    async def offer(self, who: str) -> None:
        ours = who == MODERATOR and self.dice.random() < 0.7
        source, amount = ("pot", SMALL) if ours else (who, 300 * UNIT)
        amount = self.dice.randint(1, amount)
        line = f'bounty post {amount / UNIT:.6f} "Dig the bed" Deep.' + (
            f" budget={self.pot}" if ours else ""
        )
        if await self.maybe(who, line, may=amount <= self.has[source, "LEAF"]):
            number, at = len(self.offers) + 1, self.app.clock()
            facts = {"by": who, "source": source, "amount": amount, "doer": "", "at": at}
            self.offers[number] = Paper(state="open", **facts)
            self.move(source, f"offer {number}", "LEAF", amount)

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
                self.rests[number], one.amount = one.amount - part, part

    async def cancel(self, who: str) -> None:
        number, one = self.offered("open")
        may = one.state == "open" and who in (one.by, MODERATOR)
        if await self.maybe(who, f"bounty cancel {number}", may=may):
            one.state = "over"
            self.move(f"offer {number}", one.source, "LEAF", one.amount)

    def passed(self) -> None:
        """After a day what was approved is paid; after two weeks a claim has lapsed."""
        for number, one in self.offers.items():
            if one.state == "approved":
                one.state = "paid"
                self.move(f"offer {number}", one.source, "LEAF", self.rests[number])
                self.move(f"offer {number}", one.doer, "LEAF", one.amount)
                self.file("", {}, "", "LEAF")  # a payout that needs nobody
                self.payouts[len(self.payouts)].open = False
            if one.state == "claimed" and self.app.clock() - one.at >= CLAIM:
                one.state, one.doer = "open", ""

    # on chain

    def line(self, *states: str) -> tuple[int, Paper]:
        """Something that was ever on its way, most likely in one of these states."""
        fits = [(n, one) for n, one in self.away.items() if one.state in states]
        none = Paper(who="", asset="", amount=0, state="none", batch=0, sent=None, missing=False)
        return self.pick(fits or [*self.away.items()] or [(99, none)])

    def of_batch(self, number: int, *states: str) -> list[Paper]:
        return [one for one in self.away.values() if one.batch == number and one.state in states]

    def batch(self) -> int:
        """A number of a batch, most likely one there is."""
        return self.dice.randint(1, len(self.batches) + (self.dice.random() < 0.2 or not self.batches))

    async def take(self, who: str) -> None:
        amount = self.dice.randint(1, 300 * UNIT)
        may = who in WALLETS and amount <= self.has[who, "LEAF"]
        if await self.maybe(who, f"token withdraw {amount / UNIT:.6f}", may=may):
            self.depart(who, "LEAF", amount)

    async def keep(self, who: str) -> None:
        mine = [
            one for one in self.away.values() if (one.who, one.asset, one.state) == (who, "LEAF", "waiting")
        ]
        if await self.maybe(who, "token keep", may=bool(mine)):
            for one in mine:
                one.state = "back"
                self.move("transit", who, "LEAF", one.amount)

    async def export(self, who: str) -> None:
        there = [one for one in self.away.values() if one.state == "waiting"]
        if await self.maybe(who, "treasury export", may=who in TREASURERS and bool(there)):
            self.batches.append(Paper(apart=False))
            for one in there:
                one.state, one.batch = "packed", len(self.batches)

    async def sent(self, who: str) -> None:
        number = self.batch()
        there = self.of_batch(number, "packed", "sent", "again")  # a second time it is the first receipt
        line = f"treasury sent {number} 0x{number:064x}"
        if await self.maybe(who, line, may=who in TREASURERS and bool(there)):
            self.gone(self.of_batch(number, "packed"))

    def gone(self, some: list[Paper]) -> None:
        for one in some:
            one.state, one.sent = "sent", self.app.clock()
            self.has["transit", one.asset] -= one.amount
            self.made[one.asset] -= one.amount

    async def import_list(self, who: str) -> None:
        _, one = self.line("packed")
        wallet = WALLETS.get(one.who, WALLETS["dee"])
        unit = UNIT if one.asset == "LEAF" else CENT
        row = f"0x{one.batch:064x},{wallet},{one.asset or 'USDC'},{one.amount / unit:.6f}"
        row = row if one.asset == "LEAF" else row[:-4]  # dollars have cents
        if await self.maybe(who, f"treasury import {row}", may=who in TREASURERS):
            self.gone([one] if one.state == "packed" else [])

    async def unpack(self, who: str) -> None:
        number = self.batch()
        there = number <= len(self.batches) and not self.batches[number - 1].apart
        may = who in TREASURERS and there and not self.of_batch(number, "sent", "again")
        if await self.maybe(who, f"treasury unexport {number}", may=may):
            self.batches[number - 1].apart = True
            for one in self.of_batch(number, "packed"):
                one.state, one.batch = "waiting", 0

    async def miss(self, who: str) -> None:
        number, one = self.line("sent")
        who = one.who if one.who and self.dice.random() < 0.8 else who
        soon = one.sent is not None and self.app.clock() - one.sent <= MISSING
        may = who == one.who and one.state == "sent" and soon and not one.missing
        if await self.maybe(who, f"treasury missing {number} Nothing is there.", may=may):
            one.missing = True

    async def resend(self, who: str) -> None:
        missing = [n for n, one in self.away.items() if one.missing and one.state == "sent"]
        number = self.pick(missing or [self.line("sent")[0]])
        one = self.away.get(number)
        asked = any(p.again == number and (p.open or p.paid) for p in self.payouts.values())
        may = who in TREASURERS and one and one.missing and one.state == "sent" and not asked
        if await self.maybe(who, f"treasury resend {number}", may=bool(may)) and one:
            self.file("", {one.who: one.amount}, "external", one.asset)
            self.payouts[len(self.payouts)].again = number


async def enriched(chat: Chat, names: dict[str, str]) -> tuple[int, int]:
    """Chains, wallets, budgets and an allocation to fay; the numbers of the budgets for work and for bounties."""
    await chat.play(ON_CHAIN)
    fay = next(int(account.partition(":")[2]) for account, who in names.items() if who == "fay")
    facts = {"start": START, "cliff": 0, "duration": LASTS, "revocable": True, "share": "community"}

    async def work(change: Change) -> list[int]:
        await vesting.grant(change, [fay], WEIGHT, "LEAF", 1, facts)
        return [one.id for one in await budgets.every(change)]

    *_, dollars, pot = await chat.app.store.act(COMMUNITY, work)
    return dollars, pot


@pytest.mark.parametrize("seed", [2, 5])
async def test_what_is_offered_vests_or_leaves_is_in_both_ledgers(database: str, seed: int) -> None:
    async with Chat.open(database) as chat:
        life = Busy(chat, seed, *await found(chat))
        life.begin(*await enriched(chat, life.names))
        acts = [life.send, life.pay, life.offer, life.offer, *[life.claim] * 3, life.cancel, life.vest]
        acts += [life.hand_in, life.look_at, life.judge, life.judge] * 3 + [life.pay_dollars] * 2
        acts += [life.take, life.export, life.sent, life.miss, life.resend] * 2
        acts += [life.keep, life.unpack, life.import_list]
        await lived(life, acts, 105)
        did = Counter(one.state for one in (*life.offers.values(), *life.away.values()))
        assert min(did["paid"], did["sent"], life.vested) > 0, did
