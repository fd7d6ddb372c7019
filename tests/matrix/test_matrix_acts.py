"""Ballots under random acts of members and moderators, against the rule of the last act written down again (RULES 4)."""

from __future__ import annotations

import random
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.matrix.synapse import Synapse
from tests.matrix.town import NAMES, Town, town

KEYS = ("1️⃣", "2️⃣", "3️⃣")
Standing = dict[int, str]  # the events of somebody's reactions that stand, by choice


class Rule:
    """What must come out. Here it is known who takes a reaction off, and which one came last."""

    def __init__(self) -> None:
        self.votes: dict[str, int] = {}
        self.live: dict[str, str] = dict.fromkeys(NAMES, "")  # the reaction that is the vote
        self.seen: dict[str, Standing] = {name: {} for name in NAMES}

    def put(self, who: str, choice: int, event: str) -> None:
        """A reaction is put on: it is the vote."""
        self.votes[who], self.live[who] = choice, event
        self.seen[who][choice] = event

    def gone(self, who: str, choice: int, *, own: bool) -> None:
        """A reaction is off: only its owner takes the vote back with it."""
        if self.live[who] == self.seen[who].pop(choice, "?"):
            self.live[who] = ""
            if own and self.votes.get(who) == choice:
                del self.votes[who]

    def again(self, who: str, standing: list[tuple[int, str]], foreign: set[str]) -> None:
        """After a time away: what was never seen counts as far as it stands, and the last of it is the vote."""
        new = [(choice, event) for choice, event in standing if event not in self.seen[who].values()]
        if not new:
            for choice, event in list(self.seen[who].items()):
                if event not in {one for _, one in standing}:
                    self.gone(who, choice, own=event not in foreign)
        for choice, event in new:
            self.put(who, choice, event)
        self.seen[who] = dict(standing)


class Play:
    """Somebody does something, again and again."""

    def __init__(self, here: Town, seed: int) -> None:
        self.here, self.dice, self.rule = here, random.Random(seed), Rule()
        self.up = True
        self.order: dict[str, list[tuple[int, str]]] = {
            name: [] for name in NAMES
        }  # what stands, oldest first
        self.foreign: set[str] = set()  # reactions that a moderator took off

    async def act(self) -> str:
        """One act; what it was."""
        who, choice = self.dice.choice(NAMES), self.dice.randint(1, 3)
        kind = self.dice.choices(("put", "take", "say", "remove"), (8, 5, 3, 2))[0]
        card = self.here.card("Poll #1")
        await self.here.sight.look()
        there = self.here.on(who, KEYS[choice - 1], card)
        self.order[who] = [one for one in self.order[who] if one[1] in self._standing(who)]
        if kind == "say":
            return await self._say(who, choice)
        if (kind == "put") == bool(there):
            return f"{kind} is in vain"
        if kind == "put":
            event = await self.here.put(who, KEYS[choice - 1], card)
            self.order[who].append((choice, event))
            if self.up:
                self.rule.put(who, choice, event)
        else:
            await self.here.take(who, KEYS[choice - 1], card, by="ana" if kind == "remove" else "")
            self.foreign |= {there} if kind == "remove" else set()
            if self.up:
                self.rule.gone(who, choice, own=kind == "take")
        return f"{kind} {who} {choice}"

    async def _say(self, who: str, choice: int) -> str:
        """A vote in words; nobody hears it while the program is away."""
        if not self.up:
            return "said to nobody"
        await self.here.ask(who, f"poll vote 1 {choice}")
        self.rule.votes[who] = choice
        return f"say {who} {choice}"

    def _standing(self, who: str) -> set[str]:
        card = self.here.card("Poll #1")
        return {event for key in KEYS if (event := self.here.on(who, key, card))}

    async def again(self) -> None:
        """The program is back."""
        await self.here.sight.look()
        for who in NAMES:
            self.order[who] = [one for one in self.order[who] if one[1] in self._standing(who)]
            self.rule.again(who, self.order[who], self.foreign)


@pytest.mark.parametrize(("seed", "power"), [(1, 0), (2, 50)])
async def test_ballots_follow_the_last_act(synapse: Synapse, tmp_path: Path, seed: int, power: int) -> None:
    """Without power the bot cannot take earlier reactions off, and they mean nothing all the same."""
    async with town(synapse, tmp_path) as here, AsyncExitStack() as running:
        await here["ana"].power(here.hall, {here.bot.id: power})
        await running.enter_async_context(here.running())
        await here.found()
        await here.poll()
        play, said = Play(here, seed), []
        for _ in range(5):
            for _ in range(play.dice.randint(2, 6)):
                said.append(await play.act())
                await here.settle()
                assert await here.votes() == play.rule.votes, said
            await running.aclose()
            play.up = False
            said += ["down", *[await play.act() for _ in range(play.dice.randint(1, 6))], "up"]
            await play.again()
            await running.enter_async_context(here.running())
            play.up = True
            await here.settle()
            assert await here.votes() == play.rule.votes, said
