"""A founded community in a room of a real homeserver, with the program in this process."""

from __future__ import annotations

import asyncio
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.adapters.matrix.draw import MARK
from bot.adapters.matrix.people import account
from bot.app import App
from bot.card import Card, bare
from bot.clock import FixedClock
from bot.command import Event
from bot.deps import Deps
from storage import members, polls
from tests.chat import START
from tests.matrix import kit
from tests.matrix.actor import Actor
from tests.matrix.kit import Bot
from tests.matrix.synapse import Synapse
from tests.matrix.things import Message

NAMES = ("ben", "cy", "dee")


class Town:
    """A room with four people, the first of whom has made it; the program may come and go."""

    def __init__(self, bot: Bot, people: dict[str, Actor], hall: str, folder: Path) -> None:
        self.bot, self.people, self.hall, self.folder = bot, people, hall, folder
        self.wire, self.sight = bot.wire, bot.eyes.sight
        self.clock = FixedClock(START)
        self.app: App
        bot.wire.invited = self._invited

    def __getitem__(self, name: str) -> Actor:
        return self.people[name]

    async def _invited(self, room: str, who: str) -> None:
        """People accept invitations at once."""
        for one in self.people.values():
            if one.id == who:
                await one.join(room)

    @asynccontextmanager
    async def running(self, **options: Any) -> AsyncIterator[None]:
        """The program, from its start to its end."""
        self.app = await App.open(f"sqlite:///{self.folder}/a.db", self.clock, Deps(charts=False))
        try:
            async with self.bot.running(self.app, **options):
                yield
        finally:
            await self.app.close()

    async def settle(self) -> None:
        """Have everything heard, done and delivered that is due, and see it."""
        await kit.heard(self.bot.surface)
        await kit.quiet(self.app, self.bot.surface, self.wire)
        await self.sight.look()

    async def ask(self, name: str, text: str, **where: Any) -> str:
        """A command in the room; its event, once it is answered."""
        event = await self[name].say(self.hall, f"!dao {text}", self.people, **where)
        await self.settle()
        return event

    async def ask_alone(self, who: Actor, room: str, text: str) -> None:
        """A command in a 1:1 room, answered."""
        await who.say(room, text, self.people)
        await self.settle()

    async def found(self) -> None:
        """Found the community, at the gate itself: how people do it here is in the transcripts."""
        who = ",".join(account(self[name].id) for name in ("ana", "ben", "cy"))
        plan = f'setup "small circle" treasurers={who} token=LEAF'
        said = [
            ("ana", plan),
            *((name, "role accept") for name in ("ana", "ben", "cy")),
            ("ana", "setup finish"),
        ]
        card = Card("")
        for name, text in said:
            card = await self.app.table.say(self._event(name), text)
        assert "Nothing has happened yet" in card.body
        done = await self.app.table.run(self._event("ana"), card.buttons[0].call)
        assert done.tone not in ("refusal", "error"), done
        await self.settle()

    def _event(self, name: str) -> Event:
        """An act of somebody in the room."""
        one = self[name]
        people = {account(each.id): each.name for each in self.people.values()}
        act = Event(uuid.uuid4().hex, "matrix", self.hall, one.id, name, hosts=name == "ana")
        return replace(act, channel=self.hall, people=people)

    async def poll(self, text: str = "Which day? Monday; Friday; Sunday", number: int = 1) -> Message:
        """A new poll's card."""
        await self.ask("ana", f"poll new {text}")
        return self.card(f"Poll #{number}")

    def card(self, title: str, room: str = "") -> Message:
        """The newest card with this title."""
        return next(one for one in reversed(self.shown(room)) if title in one.text)

    def shown(self, room: str = "") -> list[Message]:
        """What the program has said in the room."""
        found = self.sight.rooms[room or self.hall].messages.values()
        return [one for one in found if one.author == self.bot.id and not one.redacted]

    def told(self, name: str) -> list[Message]:
        """What somebody was told alone, in rooms where nobody else is."""
        alone = {self.bot.id, self[name].id}
        rooms = [one for one in self.sight.rooms.values() if one.people == alone and one.id != self.hall]
        return [one for room in rooms for one in room.messages.values() if one.author == self.bot.id]

    def heard(self, name: str, text: str) -> int:
        """How many private messages with this text somebody has got."""
        return sum(text in one.text for one in self.told(name))

    async def put(self, name: str, key: str, card: Message) -> str:
        """Somebody puts on a reaction."""
        return await self[name].react(card, key)

    async def take(self, name: str, key: str, card: Message, *, by: str = "") -> None:
        """A reaction is redacted, by its owner or by somebody else."""
        await self.sight.look()
        await self[by or name].redact(card.room.id, self.on(name, key, card))

    def on(self, name: str, key: str, card: Message) -> str:
        """The event of somebody's reaction; '' where there is none."""
        found = [who.get(self[name].id, "") for one, who in card.reactions.items() if bare(one) == bare(key)]
        return next(filter(None, found), "")

    async def votes(self, number: int = 1) -> dict[str, int]:
        """The ballots of a poll, by name."""
        found: dict[str, int] = {}
        async with self.app.store.read(f"matrix-{self.hall}") as look:
            for name, actor in self.people.items():
                who = await members.find(look, "matrix", actor.id)
                choice = await polls.choice_of(look, number, who.id) if who else None
                found |= {name: choice} if choice else {}
        return found

    def once_each(self) -> None:
        """Nothing that the program has said stands twice: each message has a mark of its own, and no text comes again."""
        for room in self.sight.rooms.values():
            mine = [one for one in room.messages.values() if one.author == self.bot.id]
            marks = Counter(one.data["content"].get(MARK) for one in mine)
            assert not [mark for mark, times in marks.items() if times > 1], marks
            texts = Counter((one.text, one.answers) for one in mine if " my answer waits in " not in one.text)
            assert not [text for text, times in texts.items() if times > 1], texts


@asynccontextmanager
async def town(synapse: Synapse, folder: Path, **more: Any) -> AsyncIterator[Town]:
    """A town in which nobody has done anything yet."""
    async with kit.bot(synapse, folder) as bot:
        people = {name: await bot.person(name) for name in ("ana", *NAMES)}
        hall = await people["ana"].create("hall", preset="public_chat", **more)
        await asyncio.gather(bot.eyes.join(hall), *(people[name].join(hall) for name in NAMES))
        yield Town(bot, people, hall, folder)
