"""Whole lives of proposals at random, against the law of votes (RULES 3, 4) written down once more, naively."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Paper  # a proposal as the law sees it; at `due` something happens to it
from typing import Any

import pytest

from bot import simulate
from rules.presets import REGISTRY
from storage import ledger, members, outbox, parameters, powers, proposals
from tests.chat import START, Chat
from tests.cogs.garden import looking, played
from tests.cogs.test_proposal_guards import move
from tests.cogs.test_proposals import SMALL

UNIT, WHOLE, FOUR_YEARS, LIVES = 10**6, 10_000, 4 * 365 * 86_400, 34
SECOND, HOUR, DAY, WEEK = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
EPOCH, PEOPLE = datetime.fromisoformat("1970-01-01T00:00:00Z"), ("ana", "ben", "cy", "dee", "eve", "fay")
EDITABLE, LIVE = ("draft", "discussion"), ("draft", "discussion", "voting", "queued")
KEYS, SCOPES = {"👍": "for", "👎": "against", "🤷": "abstain"}, ("", "", "signal", "spend", "parameter")
TERMS = ("discussion", "voting", "timelock", "quorum", "differential", "approval", "min_voters")
RULES = {
    "max_open_per_member": ("100",), "grace": ("24h",), "sealed": ("role", "role", "spend"), "w_ve": ("0", "3", "1"),
    "w_locked": ("1", "2"), "max_share": ("34%", "50%", "100%"), "proposal_power": ("0%", "2%", "10%"),
    "ordinary_min_voters": ("1", "2", "3"), "constitutional_min_voters": ("3", "4", "9"), "ordinary_quorum": ("0%", "25%", "40%"),
    "constitutional_quorum": ("40%", "55%"), "ordinary_differential": ("0%", "10%"), "constitutional_differential": ("10%", "20%"),
    "constitutional_approval": ("60%", "70%"), "extension": ("12h", "24h", "5h"), "ordinary_voting": ("24h", "48h"),
    "ordinary_limit": ("10%", "3%"), "constitutional_timelock": ("12h", "20h"), "ordinary_timelock": ("0", "7h"),
}  # fmt: skip


class Life:
    """Somebody does something, again and again; what everybody holds and every proposal is follows by the law."""

    def __init__(self, chat: Chat, seed: int) -> None:
        self.app, self.chat, self.dice, self.seen = chat.app, chat, random.Random(seed), Counter[str]()
        self.at, self.values, self.papers, self.pick = (
            START,
            dict[str, Any](),
            list[Paper](),
            self.dice.choice,
        )
        self.liquid = Counter(dict.fromkeys(PEOPLE[:4], 1000 * UNIT))
        self.locks, self.given = dict[int, tuple[str, int, datetime]](), dict[tuple[str, str], str]()

    def power(self, who: str, *, steady: bool = False) -> int:
        v, whole = self.values, 0
        for owner, amount, end in [*self.locks.values(), (who, self.liquid[who], START)]:
            left = FOUR_YEARS if steady else (end - self.at) // SECOND
            bound = amount * v["w_locked"] + amount * left // FOUR_YEARS * v["w_ve"]
            whole += 0 if owner != who else bound if end > self.at else amount * v["w_liquid"]
        return whole

    def all(self) -> dict[str, int]:
        return {who: own for who in PEOPLE if (own := self.power(who))}

    def casts(self, who: str, kind: str) -> int:
        return sum(own for one, own in self.all().items() if self.delegates(kind)[one] == who)

    def delegates(self, kind: str) -> dict[str, str]:
        return {who: self.given.get((who, kind)) or self.given.get((who, "")) or who for who in PEOPLE}

    def rate(self, p: Paper) -> None:
        """Its level, and the terms that follow: the stricter of old and new where it changes them."""
        others = [q for q in self.papers if q is p or (q.kind, q.level) == ("spend", "ordinary")]
        lately = [q for q in others if q.state == "executed" and self.at - q.since <= 30 * DAY]
        spent = sum(q.cost for q in [*lately, *(q for q in others if q.state in LIVE)])
        small = p.kind == "spend" and spent * WHOLE <= 100_000 * UNIT * self.values["ordinary_limit"]
        p.level = "ordinary" if small or p.kind == "signal" else "constitutional"
        names = {name: f"{p.level}_{name}" for name in TERMS} | {"grace": "grace", "extension": "extension"}
        new, sealed = self.values | p.sets, p.kind in self.values["sealed"]
        p.needs = {name: max(self.values[full], new[full]) for name, full in names.items()}
        p.needs |= {"extension": 0} if sealed else {}

    def enter(self, p: Paper, state: str, seconds: int | None = None, late: int = 0) -> None:
        p.state, p.since, p.until = state, self.at, None if seconds is None else self.at + seconds * SECOND
        p.due = p.until and p.until + late * SECOND

    def begin(self, p: Paper) -> None:
        """A draft is discussed once enough power stands behind it."""
        behind = sum(self.casts(who, p.kind) for who in {p.by, *p.sponsors})
        self.enter(p, "draft")
        if behind and behind * WHOLE >= sum(self.all().values()) * self.values["proposal_power"]:
            self.rate(p)
            self.enter(p, "discussion", p.needs["discussion"])

    def open(self, p: Paper) -> None:
        held = sum(self.power(who, steady=True) for who in {p.by, *p.sponsors})
        p.powers, share = self.all(), self.values["max_share"]
        whole = sum(p.powers.values())
        if len(p.powers) < 2 or not held or 2 * held * WHOLE < whole * self.values["proposal_power"]:
            self.enter(p, "draft")
            return
        self.rate(p)
        p.opened, p.cap = self.at, whole * share // WHOLE if share < WHOLE else whole
        p.to = self.delegates(p.kind)
        self.enter(p, "voting", p.needs["voting"], late=1)

    def close(self, p: Paper) -> None:
        passed, late, p.closed = self.count(p)["passed"], (self.at - p.until) // SECOND, self.at
        queued = passed and p.kind != "signal"
        state = "queued" if queued else "executed" if passed else "defeated"
        self.enter(p, state, p.needs["timelock"] - late if queued else None)

    def carry_out(self, p: Paper) -> None:
        last = p.until + p.needs["grace"] * SECOND
        if self.at <= last and any(self.values[name] == value for name, value in p.sets.items()):
            p.due = min(self.at + HOUR, last + SECOND)
            return
        self.values |= p.sets if self.at <= last else {}
        self.enter(p, "executed" if self.at <= last else "expired")

    def next(self) -> Any:
        """What happens first; of what falls on one second, votes close before others open."""
        order, waits = ("voting", "queued", "discussion"), [p for p in self.papers if p.due]
        return min(waits, key=lambda p: (p.due, order.index(p.state), str(p.number)), default=None)

    def run(self, now: datetime) -> None:
        step = {"discussion": self.open, "voting": self.close, "queued": self.carry_out}
        while (p := self.next()) and p.due <= now:
            self.at = max(self.at, p.due)
            step[p.state](p)
        self.at = now

    def held(self, p: Paper) -> list[tuple[str, str, int]]:
        """Who holds whose power: who votes their own, else whoever it was given to."""
        return [(who if who in p.ballots else p.to[who], who, own) for who, own in p.powers.items()]

    def weight(self, p: Paper, who: str) -> int:
        paid = p.gets if p.ballots[who] == "for" else ()
        return int(min(p.cap, sum(own for has, of, own in self.held(p) if has == who and of not in paid)))

    def count(self, p: Paper) -> dict[str, Any]:
        cast, piles, needs = dict.fromkeys(KEYS.values(), 0), Counter[str](), p.needs
        for who, choice in p.ballots.items():
            cast[choice] += self.weight(p, who)
        for has, _, own in self.held(p):
            piles[has] += own
        assert piles.total() == sum(p.powers.values()), "a delegation conserves power"
        base, yes, no = sum(min(p.cap, own) for own in piles.values()), cast["for"], cast["against"]
        voters = sum(choice != "against" and self.weight(p, who) > 0 for who, choice in p.ballots.items())
        quorum = yes + cast["abstain"] >= base * needs["quorum"] // WHOLE
        enough = voters >= min(needs["min_voters"], len(p.powers))
        lead = (yes - no) * WHOLE > base * needs["differential"]
        passed = quorum and lead and yes * WHOLE > (yes + no) * needs["approval"] and enough
        return cast | {"base": base, "voters": voters, "passed": passed, "quorum": quorum}

    def cast(self, p: Paper, who: str, choice: str) -> None:
        """A ballot, or none any more; late it may move the close, once."""
        before, late = self.count(p), self.at + p.needs["extension"] * SECOND
        p.ballots.pop(who, None)
        p.ballots |= {who: choice} if choice != "none" else {}
        swung = any(self.count(p)[what] and not before[what] for what in ("quorum", "passed"))
        if swung and not p.extended and late > p.until:
            p.until, p.due, p.extended = late, late + SECOND, True

    # acts, which are answered
    async def does(self, who: str, text: str, *, may: bool | None = None) -> Any:
        """Type a line and confirm what is asked back; None where it was refused, which may be known before."""
        self.chat.terminal.speaker = who
        card = await self.app.table.say(self.chat.terminal.event(), text)
        if card.tone == "preview":
            card = await self.app.table.run(self.chat.terminal.event(), card.buttons[0].call)
        print(self.at, f"{who}> {text}: {card.body[:90]}")
        assert card.tone not in ("error", "preview")
        assert may in (None, card.tone != "refusal")
        return card if card.tone != "refusal" else None

    def some(self, *states: str) -> Any:
        return self.pick([p for p in self.papers if p.state in states] or [None])

    async def draft(self, who: str) -> None:
        number, name, gets = len(self.papers) + 1, self.pick(list(RULES)[3:]), self.dice.sample(PEOPLE, 2)
        kind, value, cost = self.pick(SCOPES[2:]), self.pick(RULES[name]), self.dice.randint(100, 2500)
        what = {
            "signal": f'"Plan {number}"',
            "parameter": f"{name} {value}",
            "spend": f"@{gets[0]},@{gets[1]} {cost}",
        }
        p = Paper(number=number, kind=kind, by=who, gets=(), cost=0, sets={}, level="", state="draft", extended=False,
                  sponsors=set(), ballots={}, hands={}, closed=None)  # fmt: skip
        if kind == "spend":
            p.gets, p.cost = gets, 2 * cost * UNIT
        elif kind == "parameter":
            p.sets = {name: REGISTRY[name].parse(value)}
        if await self.does(who, f"proposal {kind} {what[kind]} Hear me."):
            self.papers.append(p)
            self.rate(p)
            self.begin(p)

    async def rework(self, who: str) -> None:
        p, words = self.some(*LIVE), self.pick(("", f" Words of {self.at}."))
        line = f"proposal {'edit' if words else 'cancel'} {p and p.number}{words}"
        if p and await self.does(p.by, line, may=p.state in EDITABLE):
            p.sponsors = set() if words else p.sponsors
            self.begin(p) if words else self.enter(p, "cancelled")

    async def sponsor(self, who: str) -> None:
        p = self.some("draft")
        may = p and p.by != who and (who in p.sponsors or self.casts(who, p.kind) > 0)
        if p and await self.does(who, f"proposal sponsor {p.number}", may=may):
            p.sponsors ^= {who}
            if who in p.sponsors:
                self.begin(p)

    async def ballot(self, who: str) -> None:
        p = self.some("voting")
        for one in self.dice.sample(PEOPLE, self.dice.randint(1, 4)) if p else ():
            choice = self.dice.choices((*KEYS.values(), "none"), (9, 4, 3, 1))[0]
            may = p.opened < self.at <= p.until and not (choice == "for" and one in p.gets)
            card = await self.does(one, f"vote cast {p.number} {choice}", may=may)
            if card and choice != p.ballots.get(one, "none"):
                self.cast(p, one, choice)
                said = re.search(r"with ([\d,.]+) votes", card.body)
                assert not said or Decimal(said[1].replace(",", "")) * UNIT == self.weight(p, one)

    async def react(self, who: str) -> None:
        """A reaction on an open card: only a change of those last seen is an act."""
        p, key, added = self.some("voting"), self.pick(list(KEYS)), self.dice.random() < 0.7
        if p is None or p.kind in self.values["sealed"]:
            return
        await self.app.settle()
        cards, self.chat.terminal.speaker = await outbox.standing(self.app.store, "terminal"), who
        ref, hand = (
            {row.subject: row.ref for row in cards}[f"proposal/{p.number}"],
            p.hands.setdefault(who, set()),
        )
        card = await self.app.table.react(self.chat.terminal.event(), ref, key, added=added)
        print(self.at, who, key, added, p.number, card)
        assert (card is None) == ((key in hand) == added)
        if card and card.tone != "refusal":
            hand ^= {key}
            if added != (p.ballots.get(who) == KEYS[key]):
                self.cast(p, who, KEYS[key] if added else "none")

    async def send(self, who: str) -> None:
        to, much = self.pick([one for one in PEOPLE if one != who]), self.liquid[who]
        amount = self.pick((1, *(self.dice.randint(1, 200 * UNIT) for _ in range(5)), max(1, much), much + 1))
        if await self.does(who, f"token send @{to} {Decimal(amount) / UNIT:f}", may=amount <= much):
            self.liquid.update({who: -amount, to: amount})

    async def lock(self, who: str) -> None:
        """A new lock, more in an old one, or what one held that has ended."""
        number = self.pick([0, *(number for number, (owner, _, _) in self.locks.items() if owner == who)])
        weeks, amount = self.pick((1, 2, 3, 30, 208)), self.dice.randint(1, 300 * UNIT)
        end = EPOCH + (self.at + weeks * WEEK - EPOCH) // WEEK * WEEK
        _, held, end = self.locks.get(number, (who, 0, end))
        sum_, may = f"{Decimal(amount) / UNIT:f}", amount <= self.liquid[who] and self.at < end
        if number and self.dice.random() < 0.5:
            if await self.does(who, f"lock withdraw {number}", may=end <= self.at):
                self.liquid[who] += self.locks.pop(number)[1]
        elif await self.does(
            who, f"lock add {sum_} {number}" if number else f"lock new {sum_} {weeks}w", may=may
        ):
            self.liquid[who] -= amount
            self.seen["locks"] += not number
            self.locks[number or self.seen["locks"]] = who, held + amount, end

    async def entrust(self, who: str) -> None:
        to, kind = self.pick(PEOPLE), self.pick(SCOPES)
        left = {key: to for key, to in self.given.items() if key[0] != who or kind not in ("", key[1])}
        fresh = to not in (who, self.given.get((who, kind)))
        if self.dice.random() < 0.35:
            await self.does(who, f"vote undelegate {kind}", may=left != self.given)
            self.given = left
        elif await self.does(who, f"vote delegate @{to} {kind}", may=fresh):
            self.given[who, kind] = to

    async def guard(self, who: str) -> None:
        p, veto = self.some("queued"), self.dice.random() < 0.5
        if p and await self.does("gus", f"proposal {'veto' if veto else 'pause'} {p.number} Not so fast."):
            p.due, p.until = max(self.at, p.until) + 14 * DAY, p.until + 14 * DAY
            if veto:
                self.enter(p, "vetoed")

    async def wait(self, who: str) -> None:
        """From a second to days, often to the edge of what happens next."""
        p, near, far = self.next(), self.dice.randint(1, 43_200), self.dice.randint(60, 200_000)
        by = self.pick((1, 7, near, far))
        if p and self.dice.random() < 0.6:
            by = max(1, (p.due - self.at) // SECOND + self.pick((-1, 0, 0, 1, -near, -near)))
        await self.go(by * SECOND)

    async def go(self, by: timedelta) -> None:
        """Let time pass; then the program is where the law says it is, and every sum is what it must be."""
        if by < HOUR and not ((p := self.next()) and p.due <= self.at + by):
            self.at = self.app.clock.move(by)
            return
        await self.app.wait(by)
        self.run(self.app.clock())
        async with looking(self.chat) as look:
            names = {one.id: one.name for one in await members.everybody(look)}
            assert {names[who]: own for who, own in (await powers.everybody(look)).items()} == self.all()
            books, found = await ledger.accounts(look), await proposals.every(look)
            assert self.dice.random() < 0.9 or await ledger.verify(look) is None
            assert sum(amount for (_, asset), amount in books.items() if asset == "LEAF") == 0
            for theirs, p in zip(found, self.papers, strict=True):
                until, ours = (
                    theirs.until if theirs.live else None,
                    self.count(p) | {"at": p.closed} if p.closed else {},
                )
                assert (theirs.state, theirs.level, until) == (p.state, p.level, p.until), p
                if ours:  # it has just been closed
                    entry, p.closed = await ledger.find(look, f"proposal/{p.number}/result"), None
                    assert (
                        ours.items()
                        <= (theirs.result | {"quorum": ours["quorum"], "at": entry and entry.at}).items()
                    ), p
                    self.seen.update(passed=ours["passed"], defeated=not ours["passed"], late=p.extended)


OFTEN = (18, 3, 8, 26, 10, 4, 6, 6, 2, 24)
ACTS = (
    Life.draft,
    Life.rework,
    Life.sponsor,
    Life.ballot,
    Life.react,
    Life.send,
    Life.lock,
    Life.entrust,
    Life.guard,
    Life.wait,
)


@pytest.mark.parametrize("seed", range(6))
async def test_proposals_live_as_the_law_says(tmp_path: Path, seed: int) -> None:
    async with played(tmp_path, SMALL) as chat:
        life = Life(chat, seed)
        for name, values in RULES.items():
            await life.does("hal", f"setup parameter {name} {life.dice.choice(values)}")
        async with looking(chat) as look:
            life.values = await parameters.every(look)
        await move(chat, 100_000)
        for who in PEOPLE * 2:
            await life.send(who)
        while len(life.papers) < LIVES:
            act = life.dice.choices(ACTS, OFTEN)[0]
            await act(life, life.dice.choice(PEOPLE))
            await life.go(SECOND)
        await life.go(20 * DAY)
        async with looking(chat) as look:
            report = await simulate.reported(look, {})
            assert (report.changed, report.faults) == ([], {}), (
                "each follows from ballots and ledger, for ever"
            )
            assert len(report.outcomes) == sum(bool(one.result) for one in await proposals.every(look))
        assert life.seen["passed"]
        assert life.seen["defeated"] > 3
