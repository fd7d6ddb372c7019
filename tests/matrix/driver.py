"""Transcripts of the terminal on Matrix: the acts of people by commands in a room, reactions, replies and forms."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from bot.adapters.matrix.answering import key as mark_of
from bot.adapters.matrix.draw import MARK
from bot.app import App
from bot.card import Card, bare
from bot.clock import FixedClock
from bot.command import Attachment, Call, Param
from bot.deps import Deps
from tests.chat import START
from tests.driver import Form
from tests.matrix import kit
from tests.matrix.actor import Actor
from tests.matrix.place import Place, arranged, of_power
from tests.matrix.synapse import Synapse
from tests.matrix.things import Message
from tests.reading import Seen

PREFIX = "!dao"
WRONG = ("✗ ", "‼ ")
NOT_READ = Card("", tone="refusal", private=True)  # what the gate did not see, because it is no command


class Driver(Place):
    """Does lines as people do them on Matrix."""

    async def moderators(self, names: set[str]) -> None:
        """Give people the power of moderators in every room, and take it from all others."""
        levels = {one.id: 50 if name in names else None for name, one in self.people.items()}
        levels.pop(self.host.id)
        if self.host.name in names:
            levels |= {self.host.id: 100}
        await asyncio.gather(*(self.host.power(room, levels) for room in (self.space, *self.topics.values())))

    async def say(
        self, actor: Actor, text: str, *, within: Message | None = None, on: Message | None = None
    ) -> None:
        thread = within or on
        where = {"thread": (thread.thread or (within.id if within else "")) if thread else ""}
        where |= {"reply": on.id if on else ""}
        room = thread.room.id if thread else self.hall
        await self.enter(actor, room)
        said = await actor.say(room, text, self.people, **where)
        self.spoken_by_people.append(said)
        await kit.taken(self.bot.surface, said)
        assert self.counted[said].is_set(), f"not counted: {text}"

    # what people ask of the bot

    async def command(self, actor: Actor, call: Call, text: str, hope: Seen) -> list[str]:
        """A command, in the room where all are."""
        said = self.spoken(text or typed(call))
        number = await actor.say(self.hall, f"{PREFIX} {said}", self.people)
        return await self._answered(actor, call, number, hope)

    async def command_on(
        self, actor: Actor, message: Message, call: Call, text: str, hope: Seen
    ) -> list[str]:
        """A command as a reply."""
        await self.enter(actor, message.room.id)
        where = {"reply": message.id, "thread": message.thread}
        number = await actor.say(message.room.id, f"{PREFIX} {text}", self.people, **where)
        return await self._answered(actor, call, number, hope)

    async def press(self, actor: Actor, message: Message, button: str, hope: Seen) -> list[str]:
        """Touch the sign that stands under a card."""
        assert bare(button) in {bare(key) for key, who in message.reactions.items() if self.bot.id in who}
        number = await self._touch(actor, message, button)
        return await self._answered(actor, self.meant(message, button), number, hope)

    async def _touch(self, actor: Actor, message: Message, key: str) -> str:
        """Put on a reaction; one's own that stands there already comes off first, as clients do it."""
        await self.enter(actor, message.room.id)
        if old := mine(actor, message, key):
            await actor.redact(message.room.id, old)
        return await actor.react(message, key)

    async def _answered(self, actor: Actor, call: Call, number: str, hope: Seen) -> list[str]:
        """The lines that answer an act; a form asks first."""
        await kit.taken(self.bot.surface, number)
        await self.sight.look()
        said = [one for kind, one, _ in self.sight.news if kind == "new" and self._is_answer(one)]
        spec = self.app.table.specs.get(call.path)
        if number not in self.cards and spec and self.app.table.missing(call):
            (message,) = said
            self.answers.append(message)
            return self.opening(message, spec, call, hope)
        card = self.cards.get(number) or NOT_READ
        message = self._marked(said, number, card)
        lines = self.lines(message, message.content, card)
        alone = message.room.people == {self.bot.id, actor.id}
        must = card.private or bool(spec and spec.private) or lines[0].startswith(WRONG)
        assert alone or not (must or "Nothing has happened yet." in lines), (call, lines)
        self._noted(said, number, actor)
        self.show(message, message.content, card, [actor.name] if alone else list(self.people))
        return lines

    def _marked(self, said: list[Message], number: str, card: Card) -> Message:
        """The answer to an act, which says so by its mark; its files come with it."""
        marks = [mark_of(number, one) for one in ("p" if card.private else "a", "a")]
        found = next((one for one in said if one.content.get(MARK) in marks), None)
        assert found, [one.text for one in said]
        files = [one for one in said if one.content.get(MARK, "").startswith(f"{found.content[MARK]}-f")]
        assert len(files) == len(card.files)
        self.answers += [found, *files]
        return found

    def _noted(self, said: list[Message], number: str, actor: Actor) -> None:
        """Beside a private answer a line in the room tells that there is one, and nothing of it."""
        for one in said:
            if one.content.get(MARK) == mark_of(number, "n"):
                assert one.text.startswith(f"{actor.name}, my answer waits in our 1:1 room"), one.text
                self.answers.append(one)

    def _is_answer(self, message: Message) -> bool:
        return message.author == self.bot.id and message not in self.answers and not of_power(message)

    def question(self, opened: Message, param: Param) -> str:
        """The line of the template that says what belongs there."""
        lines = [one[2:] for one in opened.text.split("\n") if one.startswith(f"- {param.name}: ")]
        assert len(lines) == 1, opened.text
        return lines[0].partition(" (one of ")[0].removesuffix(" – may stay empty")

    async def submit(self, actor: Actor, form: Form[Message], hope: Seen) -> list[str]:
        """Answer the form in its thread: the lines of the template, or the one thing that it asks for."""
        fields = [one for one in form.spec.params if one.type is not Attachment]
        text = "\n".join(f"{name}: {value}" for name, value in form.filled.items())
        if len(fields) == 1:
            text = "".join(form.filled.values())
        opened = form.opened
        thread = opened.thread or opened.id
        number = await actor.say(opened.room.id, text, self.people, thread=thread, reply=opened.id)
        return await self._answered(actor, Call(form.spec.path, tuple(form.filled.items())), number, hope)

    async def react(self, actor: Actor, number: int, key: str, hope: Seen, *, added: bool) -> list[str]:
        message = self.numbers[number - 1]
        line = f"{actor.name}> {'+' if added else '-'} {number} {key}"
        await self.enter(actor, message.room.id)
        old = mine(actor, message, key)
        if bool(old) is added:
            self.silent.append(f"{line}: is {'on' if added else 'off'} already")
            return hope.answer
        act = await actor.react(message, key) if added else await actor.redact(message.room.id, old)
        await kit.taken(self.bot.surface, act)
        await self.bot.surface.listener.surface.rest()
        await self.sight.look()
        if act in self.cards and key in self.pressable(message):
            return await self._answered(actor, self.meant(message, key), act, hope)
        for answer in [one for kind, one, _ in self.sight.news if kind == "new" and self._is_answer(one)]:
            told = self.lines(answer, answer.content, None)
            assert told[0].startswith(WRONG), told
            assert answer.room.people == {self.bot.id, actor.id}
            self.answers.append(answer)
            return told
        assert not any(one.startswith("✗ ") for one in hope.answer), hope.answer
        if hope.answer:
            self.silent.append(f"{line}: nothing is said")
        return hope.answer


def mine(actor: Actor, message: Message, key: str) -> str:
    """One's own reaction of a kind under a message; '' where there is none."""
    found = [
        who[actor.id] for one, who in message.reactions.items() if bare(one) == bare(key) and actor.id in who
    ]
    return found[0] if found else ""


def typed(call: Call) -> str:
    """A call as somebody would type it."""
    return " ".join([*call.path, *(value for _, value in call.args)])


Driving = Callable[[Path, Deps], AbstractAsyncContextManager[Driver]]


def driving_on(synapse: Synapse, first: str, topics: Iterable[str]) -> Driving:
    """The program in an empty space that somebody has made on a server, with rooms for some topics."""

    @asynccontextmanager
    async def driving(folder: Path, deps: Deps) -> AsyncIterator[Driver]:
        app = await App.open(f"sqlite:///{folder}/a.db", FixedClock(START), deps)
        try:
            async with kit.bot(synapse, folder) as bot:
                host = await bot.person(first)
                space, rooms = await arranged(host, topics)
                await asyncio.gather(*(bot.eyes.join(room) for room in (space, *rooms.values())))
                async with bot.running(app):
                    driver = Driver(bot, app, space, rooms, host)
                    yield driver
                    driver.check("the end")
        finally:
            await app.close()

    return driving
