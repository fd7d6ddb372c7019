"""Random lives: people do things to proposals through the program, and all it shows is compared with the law."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Paper
from typing import Any, cast

from bot import simulate
from bot.app import App
from bot.clock import FixedClock
from bot.command import Event
from bot.deps import Deps
from rules.presets import REGISTRY
from storage import ledger, members, outbox, parameters, powers, proposals
from storage.store import Change, Look, Work
from tests.chat import START, Chat
from tests.cogs.garden import looking, played
from tests.cogs.law import DAY, EDITABLE, EPOCH, HOUR, LIVE, PEOPLE, SECOND, UNIT, WEEK, Law
from tests.cogs.test_proposal_guards import move
from tests.cogs.test_proposals import SMALL

LIVES = 34
KEYS, SCOPES = {"👍": "for", "👎": "against", "🤷": "abstain"}, ("", "", "signal", "spend", "parameter")
FIXED = {"max_open_per_member": "100", "grace": "24h"}
RULES = {
    "w_ve": ("0", "3", "1"), "w_locked": ("1", "2"), "max_share": ("34%", "50%", "100%"), "proposal_power": ("0%", "2%", "10%"),
    "ordinary_min_voters": ("1", "2", "3"), "constitutional_min_voters": ("3", "4", "9"), "ordinary_quorum": ("0%", "25%", "40%"),
    "constitutional_quorum": ("40%", "55%"), "ordinary_differential": ("0%", "10%"), "constitutional_differential": ("10%", "20%"),
    "constitutional_approval": ("60%", "70%"), "extension": ("12h", "24h", "5h"), "ordinary_voting": ("24h", "48h"),
    "ordinary_limit": ("10%", "3%"), "constitutional_timelock": ("12h", "20h"), "ordinary_timelock": ("0", "7h"),
}  # fmt: skip


class KilledError(BaseException):
    """The process is gone; nothing it had not committed has happened."""


class Life(Law):
    """Somebody does something, again and again; what everybody holds and every proposal is follows by the law."""

    def __init__(self, chat: Chat, file: Path, seed: int) -> None:
        super().__init__()
        self.app, self.chat, self.file, self.dice = chat.app, chat, file, random.Random(seed)
        self.seen, self.pick, self.ids = Counter[str](), self.dice.choice, dict[str, int]()
        self.posts = (
            seed % 6 == 0
        )  # whether anybody reads; else nothing is delivered, which takes half the time
        self._attend()

    def _attend(self) -> None:
        if not self.posts:
            self.app.surfaces.clear()

    async def settle_in(self) -> None:
        """The admin chooses rules, and everybody gets something."""
        some = self.dice.sample(sorted(RULES), 6)
        for name, value in {
            **FIXED,
            "sealed": self.pick(("role", "spend")),
            **{one: self.pick(RULES[one]) for one in some},
        }.items():
            await self.does("hal", f"setup parameter {name} {value}")
        async with looking(self.chat) as look:
            self.values = await parameters.every(look)
        await move(self.chat, 100_000)
        for who in PEOPLE:
            await self.send(who)

    def event(self, who: str) -> Event:
        self.chat.terminal.speaker = who
        return self.chat.terminal.event()

    async def does(self, who: str, text: str, *, may: bool | None = None, event: Event | None = None) -> Any:
        """Type a line and confirm what is asked back; None where it was refused, which may be known before."""
        card = await self.app.table.say(event or self.event(who), text)
        if card.tone == "preview":
            card = await self.app.table.run(self.event(who), card.buttons[0].call)
        print(self.at, f"{who}> {text}: {card.body[:90]}")
        assert card.tone not in ("error", "preview")
        assert may in (None, card.tone != "refusal")
        return card if card.tone != "refusal" else None

    def some(self, *states: str) -> Any:
        return self.pick([p for p in self.papers if p.state in states] or [None])

    def fresh(self, who: str) -> bool:
        """Whether accounts were linked so lately that nothing may be moved."""
        return self.at - self.joined.get(self.human[who], START - DAY) < DAY

    # proposals

    async def draft(self, who: str) -> None:
        """By somebody who need not wait after a defeat, if there is one."""
        wait = {p.by for p in self.papers if p.state == "defeated" and self.at < p.since + WEEK}
        who = self.pick([one for one in PEOPLE if self.human[one] not in wait] or [who])
        number, name, gets = len(self.papers) + 1, self.pick(list(RULES)), self.dice.sample(PEOPLE, 2)
        kind, value, each = self.pick(SCOPES[2:]), self.pick(RULES[name]), self.dice.randint(100, 2500)
        what = {
            "signal": f'"Plan {number}"',
            "parameter": f"{name} {value}",
            "spend": f"@{gets[0]},@{gets[1]} {each}",
        }
        p = Paper(number=number, kind=kind, by=self.human[who], gets=set(), cost=0, sets={}, level="", state="draft",
                  extended=False, sponsors=set(), ballots={}, when={}, hands={}, closed=None)  # fmt: skip
        if kind == "spend":
            p.gets = {self.human[one] for one in gets}
            p.cost = len(p.gets) * each * UNIT
        elif kind == "parameter":
            p.sets = {name: REGISTRY[name].parse(value)}
        if await self.does(who, f"proposal {kind} {what[kind]} Hear me."):
            self.papers.append(p)
            self.rate(p)
            self.begin(p)

    def account(self, human: str) -> str | None:
        """An account by which a human can speak, unless they have left."""
        return next((name for name, one in self.human.items() if one == human), None)

    async def rework(self, who: str) -> None:
        p, words = self.some(*LIVE), self.pick(("", f" Words of {self.at}."))
        if p is None or (author := self.account(p.by)) is None:
            return
        line = f"proposal {'edit' if words else 'cancel'} {p.number}{words}"
        if await self.does(author, line, may=p.state in EDITABLE):
            p.sponsors = set() if words else p.sponsors
            self.begin(p) if words else self.enter(p, "cancelled")

    async def sponsor(self, who: str) -> None:
        p, me = self.some("draft"), self.human[who]
        may = p and p.by != me and (me in p.sponsors or self.casts(me, p.kind) > 0)
        if p and await self.does(who, f"proposal sponsor {p.number}", may=may):
            p.sponsors ^= {me}
            if me in p.sponsors:
                self.begin(p)

    async def guard(self, who: str) -> None:
        p, veto = self.some("queued"), self.dice.random() < 0.5
        if p and await self.does("gus", f"proposal {'veto' if veto else 'pause'} {p.number} Not so fast."):
            p.due, p.until = max(self.at, p.until) + 14 * DAY, p.until + 14 * DAY
            if veto:
                self.enter(p, "vetoed")

    # votes

    async def ballot(self, who: str) -> None:
        p = self.some("voting")
        for one in self.dice.sample(PEOPLE, self.dice.randint(2, 5)) if p else ():
            await self.vote(p, one, self.chosen())

    def chosen(self) -> str:
        return self.dice.choices((*KEYS.values(), "none"), (14, 4, 3, 1))[0]

    async def vote(self, p: Paper, who: str, choice: str, event: Event | None = None) -> None:
        me = self.human[who]
        may = p.opened < self.at <= p.until and not (choice == "for" and me in p.gets)
        card = await self.does(who, f"vote cast {p.number} {choice}", may=may, event=event)
        if card and choice != p.ballots.get(me, "none"):
            self.cast(p, me, choice)
            said = re.search(r"with ([\d,.]+) votes", card.body)
            assert not said or Decimal(said[1].replace(",", "")) * UNIT == self.weight(p, me)

    async def react(self, who: str) -> None:
        """A reaction on an open card: only a change of those last seen is an act."""
        p, key, added = self.some("voting"), self.pick(list(KEYS)), self.dice.random() < 0.7
        if p is None or p.kind in self.values["sealed"] or not self.posts:
            return
        await self.app.settle()
        cards, me = await outbox.standing(self.app.store, "terminal"), self.human[who]
        ref = {row.subject: row.ref for row in cards}[f"proposal/{p.number}"]
        hand = p.hands.setdefault(who, set())
        card = await self.app.table.react(self.event(who), ref, key, added=added)
        print(self.at, who, key, added, p.number, card)
        assert (card is None) == ((key in hand) == added)
        if card and card.tone != "refusal":
            hand ^= {key}
            if added != (p.ballots.get(me) == KEYS[key]):
                self.cast(p, me, KEYS[key] if added else "none")

    # tokens

    async def send(self, who: str) -> None:
        to, much = self.pick([one for one in PEOPLE if one != who]), self.liquid[self.human[who]]
        amount = self.pick((1, *(self.dice.randint(1, 200 * UNIT) for _ in range(5)), max(1, much), much + 1))
        me, other = self.human[who], self.human[to]
        may = amount <= much and me != other and not self.fresh(who)
        if await self.does(who, f"token send @{to} {Decimal(amount) / UNIT:f}", may=may):
            self.liquid.update({me: -amount, other: amount})

    async def lock(self, who: str) -> None:
        """A new lock, more in an old one, or what one held that has ended."""
        me = self.human[who]
        number = self.pick([0, *(number for number, (owner, _, _) in self.locks.items() if owner == me)])
        weeks, amount = self.pick((1, 2, 3, 30, 208)), self.dice.randint(1, 300 * UNIT)
        end = EPOCH + (self.at + weeks * WEEK - EPOCH) // WEEK * WEEK
        _, held, end = self.locks.get(number, (me, 0, end))
        free = not self.fresh(who)
        sum_, may = f"{Decimal(amount) / UNIT:f}", amount <= self.liquid[me] and self.at < end and free
        if number and self.dice.random() < 0.5:
            if await self.does(who, f"lock withdraw {number}", may=end <= self.at and free):
                self.liquid[me] += self.locks.pop(number)[1]
        elif await self.does(
            who, f"lock add {sum_} {number}" if number else f"lock new {sum_} {weeks}w", may=may
        ):
            self.liquid[me] -= amount
            self.seen["locks"] += not number
            self.locks[number or self.seen["locks"]] = me, held + amount, end

    async def entrust(self, who: str) -> None:
        me, other, kind = self.human[who], self.human[to := self.pick(PEOPLE)], self.pick(SCOPES)
        left = {key: one for key, one in self.given.items() if key[0] != me or kind not in ("", key[1])}
        fresh = other not in (me, self.given.get((me, kind), ("", START))[0])
        if self.dice.random() < 0.35:
            await self.does(who, f"vote undelegate {kind}", may=left != self.given)
            self.given = left
        elif await self.does(who, f"vote delegate @{to} {kind}", may=fresh):
            self.given[me, kind] = other, self.at

    # people, and the machine

    async def join(self, who: str) -> None:
        """Two accounts turn out to be one human's."""
        other = self.pick([one for one in PEOPLE if one != who])
        if self.human[who] == self.human[other] or len(set(self.human.values())) < 5:
            return
        code = re.search(r"\*\*(\w{4}-\w{4})\*\*", (await self.does(other, "link")).body)
        asked = code and await self.does(who, f"link enter {code[1]}")
        if asked:
            known = await self.known()  # asking has made members of them, if nothing had before
            both = [self.human[who], self.human[other]]
            kept, old = sorted(both, key=lambda one: (known[one].known_since, known[one].id))
            number = dict(asked.buttons[0].call.args)["number"]
            for one in (who, other):
                await self.does(one, f"link confirm {number}", may=True)
            self.merge(kept, old)
            self.ids[kept] = known[kept].id

    async def known(self) -> dict[str, members.Member]:
        """Who is who in the community."""
        async with looking(self.chat) as look:
            found = {human: await members.find(look, "terminal", name) for name, human in self.human.items()}
        return {human: one for human, one in found.items() if one}

    async def depart(self, who: str) -> None:
        """Somebody is forgotten, and leaves what they have to somebody or to the treasury."""
        me, heir = self.human[who], self.pick(("treasury", *PEOPLE))
        if len(self.left) > 1 or len(self.all()) < 4 or self.human.get(heir) == me:
            return
        self.ids |= {human: one.id for human, one in (await self.known()).items()}
        to = "treasury=treasury" if heir == "treasury" else f"@{heir}"
        if await self.does(who, f"privacy forget {to}", may=not self.fresh(who)):
            self.leave(me, self.human.get(heir, ""))

    async def outage(self, who: str) -> None:
        by = self.dice.choice((59 * 60, 3_601, 7_200, 90_000, self.dice.randint(3_600, 200_000)))
        await self.app.away(by * SECOND)
        self.away(self.at + by * SECOND)
        await self.compare()

    async def crash(self, who: str) -> None:
        """The process dies before or after a commit, and the platform delivers the act once more."""
        await self.app.settle()
        p, choice, event = self.some("voting"), self.chosen(), self.event(who)
        if p:
            once = self.app.store.once
            cast(Any, self.app.store).once = self.dice.choice((once, self.dying))
            with suppress(KilledError):
                await self.app.table.say(event, f"vote cast {p.number} {choice}")
            cast(Any, self.app.store).once = once
        if self.posts:
            await outbox.take(
                self.app.store, ["terminal"], 50, HOUR
            )  # on their way, and never told to be out
        await self.app._move(timedelta())
        await self.app.close()
        self.app = await App.open(f"sqlite:///{self.file}", FixedClock(START), Deps(charts=False))
        self.chat = Chat(self.app, self.chat.terminal.screen)
        self._attend()
        assert self.app.clock() == self.at
        if p:
            await self.vote(p, who, choice, event)

    async def dying(self, community: str, key: str, work: Work) -> Any:
        async def last(change: Change) -> Any:
            await work(change)
            raise KilledError

        return await self.app.store.act(community, last)

    # time

    async def wait(self, who: str) -> None:
        """From a second to days, often to the edge of what happens next."""
        p, near, far = self.next(), self.dice.randint(1, 43_200), self.dice.randint(60, 200_000)
        by = self.pick((1, 7, near, far))
        if p and self.dice.random() < 0.6:
            by = max(1, (p.due - self.at) // SECOND + self.pick((-1, 0, 0, 1, -near, -near)))
        await self.go(by * SECOND)

    async def go(self, by: timedelta) -> None:
        """Let time pass; then the program is where the law says it is."""
        if by < HOUR and not ((p := self.next()) and p.due <= self.at + by):
            self.at = self.app.clock.move(by)
            return
        await self.app.wait(by)
        self.run(self.app.clock())
        await self.compare()

    async def compare(self) -> None:
        """Every proposal is what it must be, every power, and every sum."""
        if self.everybody != [human for human in self.everybody if human in self.ids]:
            self.ids |= {human: one.id for human, one in (await self.known()).items()}
        async with looking(self.chat) as look:
            assert await powers.everybody(look) == {self.ids[who]: own for who, own in self.all().items()}
            books, found = await ledger.accounts(look), await proposals.every(look)
            if self.dice.random() < 0.1:
                assert await ledger.verify(look) is None
                each = [(await powers.own(look, one)).whole for one in self.ids.values()]
                assert sum(each) == sum(self.all().values()), (
                    "all power is that of the members, whenever it is read"
                )
            assert sum(amount for (_, asset), amount in books.items() if asset == "LEAF") == 0
            for theirs, p in zip(found, self.papers, strict=True):
                until = theirs.until if theirs.live else None
                assert (theirs.state, theirs.level, until) == (p.state, p.level, p.until), p
                if p.closed:  # it has just been closed
                    await self.compare_result(look, theirs, p)

    async def compare_result(self, look: Look, theirs: proposals.Proposal, p: Paper) -> None:
        entry, ours = await ledger.find(look, f"proposal/{p.number}/result"), self.count(p)
        quorum = ours.pop("quorum")
        assert ours.items() <= theirs.result.items(), p
        assert entry, p
        assert entry.at == p.closed, p
        p.closed = None
        self.seen.update(passed=ours["passed"], defeated=not ours["passed"], quorum=quorum, late=p.extended)


ACTS: dict[Callable[[Life, str], Awaitable[None]], int] = {
    Life.draft: 18, Life.rework: 3, Life.sponsor: 8, Life.ballot: 26, Life.react: 10, Life.send: 4, Life.lock: 6,
    Life.entrust: 6, Life.guard: 2, Life.wait: 24, Life.join: 2, Life.depart: 2, Life.outage: 2, Life.crash: 2,
}  # fmt: skip


@asynccontextmanager
async def living(folder: Path, seed: int) -> AsyncIterator[Life]:
    """A community in which everything is still to come."""
    async with played(folder, SMALL) as chat:
        life = Life(chat, folder / "garden.db", seed)
        await life.settle_in()
        yield life
        if life.app is not chat.app:
            await life.app.close()


async def lived(folder: Path, seed: int, lives: int = LIVES) -> Counter[str]:
    """As many proposals as that, each to its end; how they came out."""
    async with living(folder, seed) as life:
        while len(life.papers) < lives:
            (act,) = life.dice.choices(list(ACTS), list(ACTS.values()))
            await act(life, life.dice.choice(PEOPLE))
            life.seen[act.__name__] += 1
            await life.go(SECOND)
        await life.go(20 * DAY)
        async with looking(life.chat) as look:
            report = await simulate.reported(look, {})
            results = sum(bool(one.result) for one in await proposals.every(look))
        assert (report.changed, report.faults) == ([], {}), "each follows from ballots and ledger, for ever"
        assert len(report.outcomes) == results
        return life.seen
