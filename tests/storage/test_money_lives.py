"""Money at random: several people do what commands allow, and a second ledger of a few lines says what everybody has."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from types import SimpleNamespace as Paper
from typing import Any

import pytest

from rules import ledger as rules
from rules.moments import Month
from storage import audit, budgets, ledger, members, milestones, proposals
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, looking
from tests.cogs.test_proposals import SMALL

SEEDS, ACTS, UNIT, CENT = (1, 4), 70, 10**6, 100
TREASURERS, NEEDED = ("ana", "ben", "cy"), 2
PEOPLE = (*TREASURERS, "dee", "eve", "fay")
GRANT = ("ana", "eve")  # whom the grant pays; fay reviews
LIKELY: dict[str, tuple[str, ...]] = {
    "deposit": TREASURERS,
    "confirm": TREASURERS,
    "pay": TREASURERS,
    "judge": TREASURERS,
}
LIKELY |= {"submit": GRANT, "review": ("fay",)}


class Naive:
    """What everybody has, by (place, asset), and what waits; every act is written down twice, here more simply."""

    def __init__(self) -> None:
        self.has: Counter[tuple[str, str]] = Counter()
        self.made: Counter[str] = Counter()  # minted or deposited
        self.deposits: dict[int, Paper] = {}
        self.payouts: dict[int, Paper] = {}
        self.locks: dict[int, Paper] = {}
        self.milestones = {
            n: Paper(state="open", whole=whole, paid=Counter()) for n, whole in enumerate((101, 299), 1)
        }

    def move(self, source: str, to: str, asset: str, amount: int) -> None:
        self.has[source, asset] -= amount
        self.has[to, asset] += amount

    def bring(self, to: str, asset: str, amount: int) -> None:
        self.made[asset] += amount
        self.has[to, asset] += amount

    def free(self, source: str, asset: str) -> int:
        """What no open payout waits for."""
        open_ = [p for p in self.payouts.values() if p.open and (p.source, p.asset) == (source, asset)]
        return self.has[source, asset] - sum(sum(p.lines.values()) for p in open_)

    def word(self, p: Paper, who: str, *, yes: bool) -> None:
        """A treasurer has spoken: lines with enough approvals are paid, and too many refusals end the rest."""
        p.votes[who] = yes
        able = {to: set(TREASURERS) - {to, p.by} for to in p.lines}
        noes = {one for one, said in p.votes.items() if not said}
        if p.by:  # filed by hand: one count for all of it
            (of,) = able.values()
            ended = len(noes & of) > len(of) - NEEDED
        else:
            ended = len(noes) > len(TREASURERS) - NEEDED
        for to, of in [*able.items()] if not ended else []:
            yeses = {one for one, said in p.votes.items() if said} & of
            if len(yeses) >= min(NEEDED, len(of)):
                self.move(p.source, to, p.asset, p.lines[to])
                p.paid[to] += p.lines.pop(to)
        p.open = bool(p.lines) and not ended
        if not p.open and p.milestone:
            self.milestones[p.milestone].paid.update(p.paid)
            done = sum(self.milestones[p.milestone].paid.values()) == self.milestones[p.milestone].whole
            self.milestones[p.milestone].state = "paid" if done else "open"


class Life(Naive):
    """Somebody types something; whether it may be, and what follows, is known before."""

    filers: tuple[str, ...] = TREASURERS  # and moderators, if there are any

    def __init__(self, chat: Chat, seed: int, budget: int, names: dict[str, str]) -> None:
        super().__init__()
        self.budget, self.names = budget, names
        self.chat, self.app, self.dice = chat, chat.app, random.Random(seed)
        self.pick, self.seen = self.dice.choice, Counter[str]()

    async def types(self, who: str, line: str, *, may: bool) -> Any:
        self.chat.terminal.speaker = who
        card = await self.app.table.say(self.chat.terminal.event(), line)
        if card.tone == "preview":
            card = await self.app.table.run(self.chat.terminal.event(), card.buttons[0].call)
        assert (card.tone != "refusal") == may, (who, line, card.body)
        assert card.tone not in ("error", "preview"), (who, line)
        self.seen[line.rpartition("@")[0] or " ".join(line.split()[:2])] += may
        if line.startswith(("treasury approve", "treasury refuse", "grant approve")):
            await self.app.tick()  # what a payout sets off
        return card

    async def send(self, who: str) -> None:
        to, amount = self.pick(PEOPLE), self.dice.randint(1, 700 * UNIT)
        may = to != who and amount <= self.has[who, "LEAF"]
        await self.types(who, f"token send @{to} {amount / UNIT:.6f}", may=may)
        if may:
            self.move(who, to, "LEAF", amount)

    async def lock(self, who: str) -> None:
        amount = self.dice.randint(1, 300 * UNIT)
        if await self.maybe(who, f"lock new {amount / UNIT:.6f} 8d", may=amount <= self.has[who, "LEAF"]):
            self.move(who, f"{who} locked", "LEAF", amount)
            self.locks[len(self.locks) + 1] = Paper(of=who, amount=amount, at=self.app.clock())

    async def withdraw(self, who: str) -> None:
        number, one = self.pick([*self.locks.items()] or [(9, Paper(of="", amount=0, at=self.app.clock()))])
        who = one.of if one.of and self.dice.random() < 0.8 else who
        ended = self.app.clock() - one.at >= timedelta(days=8)
        if one.of and not ended and self.app.clock() - one.at > timedelta(hours=20):
            return  # it ends on a Thursday, which this ledger does not reckon
        if await self.maybe(who, f"lock withdraw {number}", may=one.of == who and ended):
            self.move(f"{who} locked", who, "LEAF", one.amount)
            del self.locks[number]
            self.locks[number] = Paper(of="", amount=0, at=one.at)

    async def deposit(self, who: str) -> None:
        amount = self.dice.randint(1, 900 * CENT)
        if await self.maybe(
            who, f"treasury deposit {amount / CENT:.2f} USDC donation x", may=who in TREASURERS
        ):
            self.deposits[len(self.deposits) + 1] = Paper(by=who, amount=amount, open=True)

    async def confirm(self, who: str) -> None:
        if not self.deposits:
            return
        open_ = [(n, one) for n, one in self.deposits.items() if one.open]
        number, one = self.pick(open_ or [*self.deposits.items()])
        word = self.pick(("confirm", "confirm", "reject"))
        may = who in TREASURERS and one.open and (word == "reject" or who != one.by)
        if await self.maybe(who, f"treasury {word} {number}", may=may):
            one.open = False
            if word == "confirm":
                self.bring("treasury", "USDC", one.amount)

    async def pay(self, who: str) -> None:
        to, amount = self.pick(PEOPLE), self.dice.randint(1, 200 * UNIT)
        enough = amount <= self.free("budget", "LEAF") and len(set(TREASURERS) - {to, who}) >= NEEDED
        line = f"treasury pay @{to} {amount / UNIT:.6f} {self.budget} for work"
        if await self.maybe(who, line, may=who in self.filers and enough):
            self.file(who, {to: amount}, "budget", "LEAF")

    def file(self, by: str, lines: dict[str, int], source: str, asset: str, milestone: int = 0) -> None:
        facts = {"by": by, "lines": lines, "source": source, "asset": asset, "milestone": milestone}
        self.payouts[len(self.payouts) + 1] = Paper(open=True, votes={}, paid=Counter(), **facts)

    async def judge(self, who: str) -> None:
        open_ = [(n, p) for n, p in self.payouts.items() if p.open] or [*self.payouts.items()]
        if not open_:
            return
        number, p = self.pick(open_)
        yes = self.dice.random() < 0.75
        if p.open and not (who in TREASURERS and who != p.by and (not p.by or who not in p.lines)):
            may = False
        else:
            useful = any(who != to for to in p.lines) and p.votes.get(who) is not True
            may = who in TREASURERS and p.open and (useful or not yes)
        word = "approve" if yes else "refuse"
        if await self.maybe(who, f"treasury {word} {number}" + ("" if yes else " no"), may=may):
            self.word(p, who, yes=yes)

    async def submit(self, who: str) -> None:
        number, one = self.pick([*self.milestones.items()])
        may = who in GRANT and one.state == "open"
        if await self.maybe(who, f"grant submit 1 {number} here", may=may):
            one.state = "submitted"

    async def review(self, who: str) -> None:
        number, one = self.pick([*self.milestones.items()])
        good, may = self.dice.random() < 0.7, who == "fay" and one.state == "submitted"
        line = f"grant {'approve' if good else 'return'} 1 {number}" + ("" if good else " no")
        if await self.maybe(who, line, may=may):
            one.state = "approved" if good else "open"
            if good:
                half = {"ana": one.whole - one.whole // 2, "eve": one.whole // 2}
                due = {to: part - one.paid[to] for to, part in half.items() if part > one.paid[to]}
                self.file("", due, "grant", "USDC", number)

    async def maybe(self, who: str, line: str, *, may: bool) -> bool:
        await self.types(who, line, may=may)
        return may

    async def agree(self) -> None:
        """Both ledgers say the same, and what must hold of every ledger does."""
        async with looking(self.chat) as look:
            held, sums = await ledger.accounts(look), Counter[str]()
            assert await audit.verify(look) == ""
            async for entry, _ in ledger.every(look):
                rules.balanced(entry.postings)
        for (account, asset), amount in held.items():
            assert amount >= 0 or account in ("issuance", "external")
            sums[asset] += amount
        assert set(sums.values()) == {0}
        inside = Counter[str]()
        for (account, asset), amount in held.items():
            inside[asset] += 0 if account in ("issuance", "external") else amount
        assert inside == self.made
        told = Counter[tuple[str, str]]()
        for (account, asset), amount in held.items():
            told[self.place(account), asset] += 0 if account in ("issuance", "external") else amount
        assert +told == +self.has

    def place(self, account: str) -> str:
        """What this ledger calls an account."""
        return self.names.get(account, account)

    def passed(self) -> None:
        """Time has passed; here nothing follows from that."""


async def found(chat: Chat) -> tuple[int, dict[str, str]]:
    """A community with USDC, a budget of LEAF and an open grant: the budget, and whose each account is."""
    await chat.play(SMALL)
    await chat.play("hal> setup asset USDC 2\n")

    async def work(change: Change) -> tuple[int, dict[str, str]]:
        ids = {who: (await members.admit(change, "terminal", who, who)).id for who in PEOPLE}
        budget = await budgets.add(change, "tools", "LEAF", budgets.MINT, 900 * UNIT, Month(2026, 11), 1)
        await budgets.open_period(change, Month(2026, 11))
        lines = [rules.Posting("external", "USDC", -400), rules.Posting("treasury", "USDC", 400)]
        await ledger.post(change, "test/usdc", "deposit", lines, by=0, why="test")
        payload = {"to": sorted(ids[who] for who in GRANT), "asset": "USDC", "amount": 400}
        payload |= {"milestones": [["Plan", 101], ["Well", 299]], "reviewers": [ids["fay"]]}
        one = await proposals.add(change, "spend", 1, "Well", "x", payload, "ordinary")
        await proposals.put(change, one.id, state="executed")
        await milestones.begin(change, one.id, one.payload)
        names = {f"member:{number}": who for who, number in ids.items()}
        names |= {f"locked:{number}": f"{who} locked" for who, number in ids.items()}
        return budget, names | {f"budget:{budget}": "budget", "escrow:grant:1": "grant"}

    made: tuple[int, dict[str, str]] = await chat.app.store.act(COMMUNITY, work)
    chat.app.surfaces.clear()  # nobody reads
    return made


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_people_do_both_ledgers_say_the_same(database: str, seed: int) -> None:
    async with Chat.open(database) as chat:
        life = Life(chat, seed, *await found(chat))
        acts = [life.send, life.lock, life.withdraw, life.deposit, life.confirm, life.pay]
        acts += [life.judge] * 6 + [life.submit, life.review] * 2 + [life.confirm, life.pay]
        await lived(life, acts)
        assert sum(bool(p.paid) for p in life.payouts.values()) > 1
        assert sum(times > 0 for times in life.seen.values()) > 8, life.seen


async def lived(life: Life, acts: Sequence[Callable[[str], Awaitable[None]]], turns: int = ACTS) -> None:
    """A life of random acts; from time to time some days pass and both ledgers are compared."""
    async with looking(life.chat) as look:
        begun = await ledger.accounts(look)
    for (account, asset), amount in begun.items():
        if account not in ("issuance", "external"):
            life.bring(life.place(account), asset, amount)
    await life.agree()
    for turn in range(turns):
        act: Any = life.pick(acts)
        likely = LIKELY.get(act.__name__, PEOPLE)
        await act(life.pick(likely if life.dice.random() < 0.85 else PEOPLE))
        if turn % 18 == 17:
            await life.app.wait(timedelta(days=5))
            life.passed()
            await life.agree()
    await life.agree()
