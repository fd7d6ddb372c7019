"""Ballots by reactions, buttons, restarts and moderators, against the rule of the last act written down again."""

from __future__ import annotations

import random
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.discord.options import Refused
from tests.discord.town import NAMES, Town, town

KEYS = ("1️⃣", "2️⃣", "3️⃣")


class Rule:
    """What must come out: votes, and the reactions that count (RULES 4)."""

    def __init__(self) -> None:
        self.votes: dict[str, int] = {}
        self.live: dict[str, set[int]] = {name: set() for name in NAMES}

    def put(self, who: str, choice: int) -> None:
        """A reaction is put on: it is the vote, and the earlier ones come off."""
        if choice not in self.live[who]:
            self.votes[who], self.live[who] = choice, {choice}

    def take(self, who: str, choice: int) -> None:
        """A reaction is taken off: it withdraws a vote for that option."""
        if choice in self.live[who]:
            self.live[who].discard(choice)
            if self.votes.get(who) == choice:
                del self.votes[who]

    def clear(self) -> None:
        """All reactions are taken off at once: that withdraws nothing."""
        self.live = {name: set() for name in NAMES}

    def again(self, found: dict[str, set[int]]) -> None:
        """Reactions are read after a time away."""
        if any(self.live.values()) and not any(found.values()):
            self.clear()
            return
        for who in NAMES:
            new = found[who] - self.live[who]
            if len(new) == 1:
                self.put(who, min(new))
                continue
            for choice in self.live[who] - found[who]:
                self.take(who, choice)
            if new and self.votes.get(who) in new:
                self.live[who].add(self.votes[who])


class Play:
    """Somebody does something, again and again."""

    def __init__(self, here: Town, seed: int) -> None:
        self.here, self.dice, self.rule = here, random.Random(seed), Rule()
        self.up = True

    def standing(self) -> dict[str, set[int]]:
        """The reactions of people that stand under the card."""
        rows = self.here.card("Poll #1").reactions
        return {
            name: {n for n, key in enumerate(KEYS, 1) if self.here[name].id in rows.get(key, ())}
            for name in NAMES
        }

    async def act(self) -> str:
        """One act of one member or moderator; what it was."""
        who, choice = self.dice.choice(NAMES), self.dice.randint(1, 3)
        kind = self.dice.choices(("put", "take", "press", "clear", "remove"), (8, 5, 3, 1, 1))[0]
        card = self.here.card("Poll #1")
        try:
            if kind == "put":
                self.here[who].react(card, KEYS[choice - 1])
            elif kind == "take":
                self.here[who].unreact(card, KEYS[choice - 1])
            elif kind == "remove":
                self.here["ana"].unreact(card, KEYS[choice - 1], of=self.here[who])
            elif kind == "clear":
                self.here["ana"].clear(card)
            elif self.up:
                await self.here[who].click(card, f"c:poll.vote|number=1|choice={choice}")
                self.rule.votes[who] = choice
        except Refused:
            return f"{kind} is in vain"
        if self.up and kind in ("put", "take", "remove"):
            (self.rule.put if kind == "put" else self.rule.take)(who, choice)
        elif self.up and kind == "clear":
            self.rule.clear()
        return f"{kind} {who} {choice}"


@pytest.mark.parametrize("seed", [0, 1, 2, 129])
async def test_ballots_follow_the_last_act(tmp_path: Path, seed: int) -> None:
    async with town(tmp_path) as here, AsyncExitStack() as running:
        await running.enter_async_context(here.running())
        await here.found()
        await here.poll()
        play, said = Play(here, seed), []
        for _ in range(10):
            for _ in range(play.dice.randint(1, 6)):
                said.append(await play.act())
                await here.settle()
                assert await here.votes() == play.rule.votes, said
                assert play.standing() == play.rule.live, said
            await running.aclose()
            play.up = False
            said += ["down", *[await play.act() for _ in range(play.dice.randint(0, 5))], "up"]
            play.rule.again(play.standing())
            await running.enter_async_context(here.running())
            play.up = True
            await here.settle()
            assert await here.votes() == play.rule.votes, said
            assert play.standing() == play.rule.live, said
        assert not here.server.unanswered
