"""Transcripts of the terminal on Discord: the acts of people by slash commands, forms, buttons and reactions."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.adapters.discord.slash import names
from bot.adapters.discord.supervise import Discord
from bot.app import App
from bot.clock import FixedClock
from bot.command import Attachment, Call, Member, Members, Param, Spec
from bot.deps import Deps
from rules.errors import Refusal
from tests.chat import START, turns
from tests.discord import kit, reading
from tests.discord.actor import Actor
from tests.discord.answering import there
from tests.discord.interactions import Answer
from tests.discord.options import Refused
from tests.discord.place import Place, buttons
from tests.discord.service import TOKEN
from tests.discord.things import EPHEMERAL, LOADING, Json, Message, Upload
from tests.driver import Form, NoWayError
from tests.reading import Seen

TEXT = 4  # a field that is typed into
TAKEN = "is gone, so your vote for"  # nobody can see whether a moderator has taken a reaction off
NAME = re.compile(r"@(\w+)")


FOUNDED = """
ana> people ana ben cy
ana> setup "small circle" name=Garden token=LEAF rewards=3000 founders=@ana,@ben treasurers=@ana,@ben,@cy
ana> role accept
ben> role accept
cy> role accept
ana> setup finish
ana> 1
"""


class Driver(Place):
    """Does lines as people do them on Discord."""

    unable = (Refused, Refusal)

    async def moderators(self, names: set[str]) -> None:
        """Give people the role of moderators; the bot is told of it as soon as there is a community."""
        for number, (name, one) in enumerate(self.people.items()):
            roles = [*([] if number else [self.admins]), *([self.mods] if name in names else [])]
            self.server.admin.dress(self.guild, one.user, *roles)

    async def say(
        self, actor: Actor, text: str, *, within: Message | None = None, on: Message | None = None
    ) -> None:
        channel = self._thread(actor, within) if within else self.hall
        said = self.mentioning(text)
        message = actor.reply(on, said) if on else actor.say(channel, said)
        async with asyncio.timeout(5):
            await self.counted[message.id].wait()

    def _thread(self, actor: Actor, message: Message) -> Any:
        """The thread of a message, which is opened if it is not yet."""
        thread = message.channel if message.channel.is_thread else self.server.channels.get(message.id)
        return thread or actor.thread(message, message.content[:90] or "Thread")

    async def command_on(
        self, actor: Actor, message: Message, call: Call, text: str, hope: Seen
    ) -> list[str]:
        """From the menu of a message."""
        spec = self.app.table.specs[call.path]
        if not spec.on_message or call.args:
            raise NoWayError(f"`{text}` is in the menu of no message")
        return await self._answered(
            actor, spec, call, await actor.menu(message, spec.name.capitalize()), hope
        )

    def mentioning(self, text: str) -> str:
        """A text as a client sends it: names of members are mentions."""
        return NAME.sub(lambda one: self.people[one[1]].mention if one[1] in self.people else one[0], text)

    # what people ask of the bot

    async def command(self, actor: Actor, call: Call, text: str, hope: Seen) -> list[str]:
        spec = self.app.table.specs[call.path]
        words = " ".join(names(self.app.table.specs)[call.path])
        params = {param.name: param for param in spec.params}
        given = {name: self.option(params[name], value) for name, value in call.args}
        return await self._answered(actor, spec, call, await actor.slash(self.hall, words, **given), hope)

    def option(self, param: Param, text: str) -> Any:
        """An option as the client lets somebody choose or type it."""
        if param.choices:
            return next((one for one in param.choices if one.casefold() == text.casefold()), text)
        if param.type is Member:
            return self.chosen(text)
        if param.type is int:
            digits = text.removeprefix("#")
            if not digits.isdigit():
                raise Refused(f"{text!r} is no whole number")
            return int(digits)
        if param.type is Attachment:
            return Upload(Path(text).name, Path(text).expanduser().read_bytes())
        return self.mentioning(text)

    def chosen(self, text: str) -> Actor:
        """Somebody of the server; another cannot be chosen."""
        name = text.strip().removeprefix("@")
        if name not in self.people:
            raise Refused(f"there is no {name} to choose")
        return self.people[name]

    def meant(self, message: Message, button: str) -> Call:
        return Call.decode(button.removeprefix("c:"))

    async def press(self, actor: Actor, message: Message, button: str, hope: Seen) -> list[str]:
        call = self.meant(message, button)
        spec = self.app.table.specs.get(call.path)
        return await self._answered(actor, spec, call, await actor.click(message, button), hope)

    async def _answered(
        self, actor: Actor, spec: Spec | None, call: Call, answer: Answer, hope: Seen
    ) -> list[str]:
        """The lines of an answer; a form asks first."""
        if answer.raw.modal is not None:
            assert spec is not None
            return self.opening(answer, spec, call, hope)
        message = await final(answer)
        private = bool(message.flags & EPHEMERAL)
        lines = reading.lines(message.data)
        card = self.cards[answer.raw.id]
        assert private is card.private, (call, lines)
        must = bool(spec and spec.private) or lines[0].startswith(("✗ ", "‼ "))
        assert private or not (must or "Nothing has happened yet." in lines), (call, lines)
        self.answers += [message, *([answer.raw.original] if answer.raw.original else [])]
        self.offer(message, buttons(message.data), [actor.name] if private else list(self.people))
        return lines

    def question(self, opened: Answer, param: Param) -> str:
        rows = opened.form["components"]
        return reading.prompt(next(one for one in rows if one["label"] == param.name.capitalize()))

    async def submit(self, actor: Actor, form: Form[Answer], hope: Seen) -> list[str]:
        params = {param.name: param for param in form.spec.params}
        typed = {one["label"] for one in form.opened.form["components"] if one["component"]["type"] == TEXT}
        filled: Json = {
            label: self.mentioning(text) if label in typed else self.field(params[name], text)
            for name, text in form.filled.items()
            for label in (name.capitalize(),)
        }
        answer = await actor.submit(form.opened, filled)
        return await self._answered(actor, form.spec, Call(form.spec.path), answer, hope)

    def field(self, param: Param, text: str) -> Any:
        """A field of a form as the client lets somebody fill it."""
        if param.type in (Member, Members):
            return tuple(self.chosen(name) for name in text.replace(",", " ").split())
        return (self.option(param, text),) if param.choices else self.mentioning(text)

    async def react(self, actor: Actor, number: int, key: str, hope: Seen, *, added: bool) -> list[str]:
        message = self.numbers[number - 1]
        line = f"{actor.name}> {'+' if added else '-'} {number} {key}"
        if not added and actor.id not in message.reactions.get(key, ()):
            self.silent.append(f"{line}: is off already")
            return hope.answer
        (actor.react if added else actor.unreact)(message, key)
        await self.settle()
        for data in self._notes(actor):
            told = reading.lines(data)
            if told[0].startswith(("✗ ", "‼ ")) or TAKEN in told[0]:
                self.answers.append(actor.dm.messages[data["id"]])
                self.silent.append(f"{line}: {told[0]}")
                return hope.answer if TAKEN in told[0] else told
        assert not any(one.startswith("✗ ") for one in hope.answer), hope.answer
        if hope.answer:
            self.silent.append(f"{line}: nothing is said")
        return hope.answer

    def _notes(self, actor: Actor) -> list[Json]:
        """What the bot has written to somebody since the line began."""
        return [
            data
            for name, data, where in self.events
            if name == "MESSAGE_CREATE" and where is actor.dm and data["author"]["id"] == self.server.bot.id
        ]


async def final(answer: Answer) -> Message:
    """The message that answers, once the bot no longer thinks; it may be one that came after."""
    raw = answer.raw

    def found() -> Message | None:
        if raw.original and there(raw.original):
            return None if raw.original.flags & LOADING else raw.original
        return raw.followups[0] if raw.followups else None

    await answer.until(found, within=20)
    message = found()
    assert message is not None
    return message


@asynccontextmanager
async def driving(folder: Path, deps: Deps) -> AsyncIterator[Driver]:
    """The program in an empty server; at the end nothing may have been refused or left without an answer."""
    async with kit.standing() as server:
        app = await App.open(f"sqlite:///{folder}/a.db", FixedClock(START), deps)
        surface = Discord(app.table, app, TOKEN)
        app.surfaces[surface.platform] = surface
        driver = Driver(server, app, surface)
        try:
            async with kit.running(surface.client) as client:
                for (
                    shard
                ) in client.shards.values():  # whether all is read is asked oftener than a client may say
                    limiter = shard._parent.ws._rate_limiter
                    limiter.max = limiter.remaining = 1_000_000
                tidy = asyncio.create_task(client.surface.tidy())
                yield driver
                tidy.cancel()
        finally:
            await app.close()
        driver.check("the end")


@asynccontextmanager
async def founded(folder: Path) -> AsyncIterator[Driver]:
    """The program in a server whose community is founded."""
    async with driving(folder, Deps(charts=False)) as driver:
        for who, text, _ in turns(FOUNDED):
            await driver.play(who, text, ["…"])
        yield driver
