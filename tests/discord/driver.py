"""Transcripts of the terminal on Discord: every line becomes the act that a person would do there."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import importing, line
from bot.adapters.discord.slash import names
from bot.adapters.discord.supervise import Discord
from bot.adapters.terminal import PRESS, REACTION, REPLY, WITHIN
from bot.app import App
from bot.clock import FixedClock
from bot.command import Attachment, Call, Member, Members, Param, Spec
from bot.deps import Deps
from rules import moments
from rules.errors import Refusal
from rules.wording import count
from tests.chat import START, fits, turns
from tests.discord import kit, reading
from tests.discord.actor import Actor
from tests.discord.answering import there
from tests.discord.interactions import Answer
from tests.discord.options import Refused
from tests.discord.place import Place, pressable
from tests.discord.reading import Seen
from tests.discord.server import StandIn
from tests.discord.service import TOKEN
from tests.discord.things import EPHEMERAL, LOADING, Json, Message, Upload

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


class NoWayError(AssertionError):
    """A line that cannot be turned into an act."""


@dataclass
class Form:
    """A form that is open, and what was typed for it so far."""

    opened: Answer
    spec: Spec
    left: list[Param]
    filled: Json = field(default_factory=dict)

    def row(self, param: Param) -> Json:
        """The field for an argument."""
        return next(one for one in self.opened.form["components"] if one["label"] == param.name.capitalize())


class Driver(Place):
    """Reads the lines of a transcript and does them."""

    def __init__(self, server: StandIn, app: App, surface: Discord) -> None:
        super().__init__(server, app, surface)
        self.form: Form | None = None
        self.refused: list[str] = []  # lines that the client itself does not let pass
        self.silent: list[str] = []  # reactions, which Discord answers by nothing
        self.gone: list[str] = []  # buttons that a card has no longer

    # one line

    async def play(self, who: str, text: str, wanted: list[str]) -> None:
        """Do one line, and compare everything that it brought about with what the terminal shows."""
        self.begin()
        self.meet(who)
        hope = reading.expected(wanted, self.guild.id, self.people)
        try:
            answer = await self._do(self.people[who], text.strip(), hope)
        except (Refused, Refusal) as no:
            if not (len(hope.answer) == 1 and hope.answer[0].startswith("✗ ")):
                raise
            self.refused.append(f"{who}> {text} ({no})")
            answer = list(hope.answer)
        await self.settle()
        self._compare(who, text, hope, await self.seen(answer))
        self.check(text)

    def _compare(self, who: str, text: str, hope: Seen, seen: Seen) -> None:
        if hope.answer == ["…"] and not hope.posts and not hope.notes:
            return
        wanted, shown = hope.lines(), seen.lines()
        if not fits(wanted, shown):
            raise AssertionError("\n".join([f"{who}> {text}", "-- wanted", *wanted, "-- shown", *shown]))

    async def _do(self, actor: Actor, text: str, hope: Seen) -> list[str]:
        """The act of a line; the lines that answer it."""
        if self.form:
            return await self._fill(actor, self.form, text, hope)
        word, _, rest = text.partition(" ")
        own = {"as", "people", "wait", "down", "moderators", "keys", "import", "say", "in"}
        if word in own and (rest or word in {"people", "keys"}):
            return await getattr(self, f"_{word}")(actor, rest.strip(), hope) or []
        if found := REACTION.fullmatch(text):
            return await self._react(actor, int(found[2]), found[3], hope, added=found[1] == "+")
        if found := PRESS.fullmatch(text):
            return await self._press(actor, found[1], int(found[2]), hope)
        if found := REPLY.fullmatch(text):
            return await self._on(actor, self.numbers[int(found[1]) - 1], found[2], hope)
        return await self._command(actor, text, hope)

    # what only a terminal has: it has an effect and shows nothing to compare

    async def _as(self, actor: Actor, rest: str, hope: Seen) -> list[str]:
        self.meet(rest)
        return hope.answer

    async def _people(self, actor: Actor, rest: str, hope: Seen) -> list[str]:
        for name in rest.replace("@", "").replace(",", " ").split():
            self.meet(name)
        return hope.answer

    async def _keys(self, actor: Actor, rest: str, hope: Seen) -> list[str]:
        return hope.answer

    async def _moderators(self, actor: Actor, rest: str, hope: Seen) -> list[str]:
        """Give people the role of moderators; the bot is told of it as soon as there is a community."""
        names = set(rest.replace(",", " ").replace("@", "").split())
        for number, (name, one) in enumerate(self.people.items()):
            roles = [*([] if number else [self.admins]), *([self.mods] if name in names else [])]
            self.server.admin.dress(self.guild, one.user, *roles)
        return hope.answer

    async def _wait(self, actor: Actor, rest: str, hope: Seen) -> None:
        await self.app.wait(moments.duration(rest))

    async def _down(self, actor: Actor, rest: str, hope: Seen) -> None:
        await self.app.away(moments.duration(rest))

    async def _import(self, actor: Actor, rest: str, hope: Seen) -> list[str]:
        kind, _, rows = rest.partition(" ")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "rows.csv"
            file.write_text("\n".join(row.strip() for row in rows.split("/")), encoding="utf-8")
            report = await importing.run(self.app.store, f"discord-{self.guild.id}", kind, file, {}, {})
        assert not report.bad, report
        return [f"{count(report.added, 'row')} imported, {count(report.people, 'person', 'people')} new."]

    # what people write

    async def _say(self, actor: Actor, text: str, hope: Seen) -> None:
        await self._said(actor.say(self.hall, self.mentioning(text)))

    async def _in(self, actor: Actor, rest: str, hope: Seen) -> None:
        """In the thread of a message, which is opened if it is not yet."""
        found = WITHIN.fullmatch(rest)
        assert found, rest
        message = self.numbers[int(found[1]) - 1]
        thread = message.channel if message.channel.is_thread else self.server.channels.get(message.id)
        thread = thread or actor.thread(message, message.content[:90] or "Thread")
        await self._said(actor.say(thread, self.mentioning(found[2])))

    async def _on(self, actor: Actor, message: Message, text: str, hope: Seen) -> list[str]:
        """A reply, or a command from the menu of a message."""
        word, _, rest = text.partition(" ")
        if word == "say" and rest:
            await self._said(actor.reply(message, self.mentioning(rest.strip())))
            return []
        call = self.app.table.read(text)
        spec = self.app.table.specs[call.path]
        if not spec.on_message or call.args:
            raise NoWayError(f"`{text}` is in the menu of no message")
        return await self._answered(
            actor, spec, call, await actor.menu(message, spec.name.capitalize()), hope
        )

    async def _said(self, message: Message) -> None:
        """Wait until the bot has counted it."""
        async with asyncio.timeout(5):
            await self.counted[message.id].wait()

    def mentioning(self, text: str) -> str:
        """A text as a client sends it: names of members are mentions."""
        return NAME.sub(lambda one: self.people[one[1]].mention if one[1] in self.people else one[0], text)

    # what people ask of the bot

    async def _command(self, actor: Actor, text: str, hope: Seen) -> list[str]:
        call = line.read(reading.PLATFORM.sub("discord", text), self.app.table.specs)
        return await self._slash(actor, call, hope)

    async def _slash(self, actor: Actor, call: Call, hope: Seen) -> list[str]:
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

    async def _press(self, actor: Actor, ref: str | None, number: int, hope: Seen) -> list[str]:
        message, buttons = self._offered(actor, ref)
        if not 0 < number <= len(buttons):
            raise Refused("there is no such button")
        custom_id = buttons[number - 1]
        call = Call.decode(custom_id.removeprefix("c:"))
        if custom_id not in pressable(message.data):
            self.gone.append(f"{actor.name}> {number} ({' '.join(call.path)})")
            return await self._slash(actor, call, hope)
        spec = self.app.table.specs.get(call.path)
        return await self._answered(actor, spec, call, await actor.click(message, custom_id), hope)

    def _offered(self, actor: Actor, ref: str | None) -> tuple[Message, list[str]]:
        if ref is None and actor.name not in self.newest:
            raise Refused("there is nothing to press")
        message = self.numbers[int(ref) - 1] if ref else self.newest[actor.name][0]
        return message, pressable(message.data) if ref else self.newest[actor.name][1]

    async def _answered(
        self, actor: Actor, spec: Spec | None, call: Call, answer: Answer, hope: Seen
    ) -> list[str]:
        """The lines of an answer; a form asks first."""
        if answer.raw.modal is not None:
            assert spec is not None
            given = {name for name, _ in call.args}
            self.form = Form(answer, spec, [one for one in spec.params if one.name not in given])
            return self._asked(self.form, hope)
        message = await final(answer)
        private = bool(message.flags & EPHEMERAL)
        lines = reading.lines(message.data)
        card = self.cards[answer.raw.id]
        assert private is card.private, (call, lines)
        must = bool(spec and spec.private) or lines[0].startswith(("✗ ", "‼ "))
        assert private or not (must or "Nothing has happened yet." in lines), (call, lines)
        self.answers += [message, *([answer.raw.original] if answer.raw.original else [])]
        self.offer(message, message.data, [actor.name] if private else list(self.people))
        return lines

    def _asked(self, form: Form, hope: Seen) -> list[str]:
        """What the form asks next, in the words of the terminal, whose hints a form does not need."""
        (wanted,) = hope.answer
        shown = reading.prompt(form.row(form.left[0]))
        return [wanted if wanted.startswith(shown) else shown]

    async def _fill(self, actor: Actor, form: Form, text: str, hope: Seen) -> list[str]:
        """The next field; after the last one the form is sent."""
        if text == "cancel":
            self.form = None
            return ["✗ Cancelled; nothing was changed."]
        param = form.left.pop(0)
        if text != "-" or param.required:
            form.filled[param.name.capitalize()] = self.field(param, text)
        if form.left:
            return self._asked(form, hope)
        self.form = None
        answer = await actor.submit(form.opened, form.filled)
        return await self._answered(actor, form.spec, Call(form.spec.path), answer, hope)

    def field(self, param: Param, text: str) -> Any:
        """A field of a form as the client lets somebody fill it."""
        if param.type in (Member, Members):
            return tuple(self.chosen(name) for name in text.replace(",", " ").split())
        return (self.option(param, text),) if param.choices else self.mentioning(text)

    async def _react(self, actor: Actor, number: int, key: str, hope: Seen, *, added: bool) -> list[str]:
        """A reaction; what counted is answered by nothing but the card, a refusal by a private note."""
        message = self.numbers[number - 1]
        if not added and actor.id not in message.reactions.get(key, ()):
            self.silent.append(f"{actor.name}> - {number} {key}: is off already")
            return hope.answer
        (actor.react if added else actor.unreact)(message, key)
        await self.settle()
        notes = [
            data
            for name, data, where in self.events
            if name == "MESSAGE_CREATE" and where is actor.dm and data["author"]["id"] == self.server.bot.id
        ]
        for data in notes:
            told = reading.lines(data)
            if told[0].startswith(("✗ ", "‼ ")) or TAKEN in told[0]:
                self.answers.append(actor.dm.messages[data["id"]])
                self.silent.append(f"{actor.name}> {'+' if added else '-'} {number} {key}: {told[0]}")
                return hope.answer if TAKEN in told[0] else told
        assert not any(one.startswith("✗ ") for one in hope.answer), hope.answer
        if hope.answer:
            self.silent.append(f"{actor.name}> {'+' if added else '-'} {number} {key}: nothing is said")
        return hope.answer


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
