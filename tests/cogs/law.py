"""The law of votes (RULES 1, 3, 4) written down once more, naively: what everybody holds, and what every proposal is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from types import (
    SimpleNamespace as Paper,  # a proposal, or what somebody left; at `due` something happens to it
)
from typing import Any

from tests.chat import START

UNIT, WHOLE, FOUR_YEARS = 10**6, 10_000, 4 * 365 * 86_400
SECOND, HOUR, DAY, WEEK = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
EPOCH, PEOPLE = datetime.fromisoformat("1970-01-01T00:00:00Z"), ("ana", "ben", "cy", "dee", "eve", "fay")
EDITABLE, LIVE = ("draft", "discussion"), ("draft", "discussion", "voting", "queued")
CHOICES = ("for", "against", "abstain")
TERMS = ("discussion", "voting", "timelock", "quorum", "differential", "approval", "min_voters")
FIRST = ("left", "voting", "queued", "discussion")  # of what falls on one second


class Law:
    """A human is named by the account they came with, and by another name once they have left."""

    def __init__(self) -> None:
        self.at, self.values, self.papers, self.left = START, dict[str, Any](), list[Paper](), list[Paper]()
        self.human, self.everybody = dict(zip(PEOPLE, PEOPLE, strict=True)), list(PEOPLE)
        self.liquid = Counter(dict.fromkeys(PEOPLE[:4], 1000 * UNIT))
        self.treasury, self.joined = 100_000 * UNIT, dict[str, datetime]()
        self.locks = dict[int, tuple[str, int, datetime]]()
        self.given = dict[tuple[str, str], tuple[str, datetime]]()

    # power

    def power(self, who: str, *, steady: bool = False) -> int:
        v, whole = self.values, 0
        for owner, amount, end in [*self.locks.values(), (who, self.liquid[who], START)]:
            left = FOUR_YEARS if steady else (end - self.at) // SECOND
            bound = amount * v["w_locked"] + amount * left // FOUR_YEARS * v["w_ve"]
            whole += 0 if owner != who else bound if end > self.at else amount * v["w_liquid"]
        return whole

    def all(self) -> dict[str, int]:
        return {who: own for who in self.everybody if (own := self.power(who))}

    def casts(self, who: str, kind: str) -> int:
        return sum(own for one, own in self.all().items() if self.delegates(kind)[one] == who)

    def delegates(self, kind: str) -> dict[str, str]:
        nobody, given = ("", START), self.given
        return {
            who: given.get((who, kind), nobody)[0] or given.get((who, ""), nobody)[0] or who
            for who in self.everybody
        }

    # a proposal on its way

    def rate(self, p: Paper) -> None:
        """Its level, and the terms that follow: the stricter of old and new where it changes them."""
        others = [q for q in self.papers if q is p or (q.kind, q.level) == ("spend", "ordinary")]
        lately = [q for q in others if q.state == "executed" and self.at - q.since <= 30 * DAY]
        spent = sum(q.cost for q in [*lately, *(q for q in others if q.state in LIVE)])
        small = p.kind == "spend" and spent * WHOLE <= self.treasury * self.values["ordinary_limit"]
        p.level = "ordinary" if small or p.kind == "signal" else "constitutional"
        names = {name: f"{p.level}_{name}" for name in TERMS} | {"grace": "grace", "extension": "extension"}
        new, sealed = self.values | p.sets, p.kind in self.values["sealed"]
        p.needs = {name: max(self.values[full], new[full]) for name, full in names.items()}
        p.needs |= {"extension": 0} if sealed else {}

    def enter(self, p: Paper, state: str, seconds: int | None = None, late: int = 0) -> None:
        p.state, p.since, p.until = state, self.at, None if seconds is None else self.at + seconds * SECOND
        p.due, p.stretched = p.until and p.until + late * SECOND, False

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

    # time

    def next(self) -> Any:
        """What happens first; of what falls on one second, votes close before others open."""
        waits = [p for p in (*self.papers, *self.left) if p.due]
        return min(waits, key=lambda p: (p.due, FIRST.index(p.state), str(p.number)), default=None)

    def run(self, now: datetime, at: datetime | None = None) -> None:
        """Let all happen that is due, each at its second, or at the moment at which the bot is there again."""
        step: dict[str, Callable[[Paper], None]] = {
            "discussion": self.open, "voting": self.close, "queued": self.carry_out, "left": self.sweep,
        }  # fmt: skip
        self.at = at or self.at
        while (p := self.next()) and p.due <= now:
            self.at = max(self.at, p.due)
            step[p.state](p)
        self.at = now

    def away(self, back: datetime) -> None:
        """What ended meanwhile, or would within a day, ends a day after the return, or as much as it is long; once."""
        for p in self.papers if back - self.at > HOUR else ():
            if p.state in ("discussion", "voting") and not p.stretched and self.at < p.due < back + DAY:
                due = max(p.due, back + min(DAY, p.needs[p.state] * SECOND))
                moved = due > p.due
                p.until, p.due, p.stretched = p.until + (due - p.due), due, moved
        self.run(back, back)

    # a vote

    def held(self, p: Paper) -> list[tuple[str, str, int]]:
        """Who holds whose power: who votes their own, else whoever it was given to."""
        voted = self.valid(p)
        return [(who if who in voted else p.to.get(who, who), who, own) for who, own in p.powers.items()]

    def weight(self, p: Paper, who: str) -> int:
        paid = p.gets if p.ballots[who] == "for" else ()
        return int(min(p.cap, sum(own for has, of, own in self.held(p) if has == who and of not in paid)))

    def valid(self, p: Paper) -> dict[str, str]:
        """A For that was cast before its owner became one with who is paid is none."""
        return {who: choice for who, choice in p.ballots.items() if not (choice == "for" and who in p.gets)}

    def count(self, p: Paper) -> dict[str, Any]:
        valid = self.valid(p)
        cast, piles, needs = dict.fromkeys(CHOICES, 0), Counter[str](), p.needs
        for who, choice in valid.items():
            cast[choice] += self.weight(p, who)
        for has, _, own in self.held(p):
            piles[has] += own
        assert piles.total() == sum(p.powers.values()), "a delegation conserves power"
        base, yes, no = sum(min(p.cap, own) for own in piles.values()), cast["for"], cast["against"]
        voters = sum(choice != "against" and self.weight(p, who) > 0 for who, choice in valid.items())
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
        p.when[who] = self.at
        swung = any(self.count(p)[what] and not before[what] for what in ("quorum", "passed"))
        if swung and not p.extended and late > p.until:
            p.until, p.due, p.extended = late, late + SECOND, True

    # people

    def merge(self, kept: str, old: str) -> None:
        """Two are one: what they hold adds up, of what they said the later counts, and of equals that of who stays."""
        self.everybody.remove(old)
        self.human |= {name: kept for name, who in self.human.items() if who == old}
        self.liquid.update({kept: self.liquid.pop(old, 0)})
        self.locks |= {n: (kept, amount, end) for n, (who, amount, end) in self.locks.items() if who == old}
        self.joined[kept] = self.at
        given = {key: one for key, one in self.given.items() if {key[0], one[0]} != {kept, old}}
        for (who, kind), (_, at) in [*given.items()]:
            if who == old and at > given.get((kept, kind), ("", START - SECOND))[1]:
                given[kept, kind] = given[who, kind]
        alive = {key: one for key, one in given.items() if key[0] != old}
        self.given = {key: (kept if to == old else to, at) for key, (to, at) in alive.items()}
        for one in self.left:
            one.heir = kept if one.heir == old else one.heir
        for p in self.papers:
            p.by = kept if p.by == old else p.by
            p.sponsors = {kept if who == old else who for who in p.sponsors}
            p.gets = {kept if who == old else who for who in p.gets}
            if p.state == "voting":
                self.merge_in_vote(p, kept, old)

    def merge_in_vote(self, p: Paper, kept: str, old: str) -> None:
        theirs, listed = p.to.pop(old, old), kept in p.powers or p.to.get(kept, kept) != kept
        if not listed:
            p.to[kept] = theirs
        p.to = {who: kept if to == old else to for who, to in p.to.items()}
        if own := p.powers.pop(old, 0):
            p.powers[kept] = p.powers.get(kept, 0) + own
        if (choice := p.ballots.pop(old, None)) and (
            kept not in p.ballots or p.when[old] > p.when.get(kept, START)
        ):
            p.ballots[kept], p.when[kept] = choice, p.when[old]

    def leave(self, who: str, heir: str) -> None:
        """Somebody is forgotten: what is liquid goes on, locks when they end; votes stay; the accounts are of new people."""
        ghost = Paper(number=len(self.left), who=who, heir=heir, state="left", due=self.at)
        self.left.append(ghost)
        self.sweep(ghost)
        for name in [name for name, one in self.human.items() if one == who]:
            self.human[name] = f"{name} again {len(self.left)}"
            self.everybody.append(self.human[name])
            for p in self.papers:
                p.hands.pop(name, None)
        self.given = {key: one for key, one in self.given.items() if who not in (key[0], one[0])}
        for p in self.papers:
            p.sponsors -= {who} if p.state in EDITABLE else set()
            if p.by == who and p.state in EDITABLE:
                self.enter(p, "cancelled")

    def sweep(self, ghost: Paper) -> None:
        """Every day what has become free of what somebody left goes to their heir, or the heir's, or the treasury."""
        mine = {n: one for n, one in self.locks.items() if one[0] == ghost.who}
        free = self.liquid.pop(ghost.who, 0) + sum(
            self.locks.pop(n)[1] for n, one in mine.items() if one[2] <= self.at
        )
        heirs, to = {one.who: one.heir for one in self.left}, ghost.heir
        while to in heirs:
            to = heirs[to]
        if to:
            self.liquid[to] += free
        else:
            self.treasury += free
        ghost.due = self.at + DAY if mine else None
