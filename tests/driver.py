"""Transcripts of the terminal on another platform: every line becomes the act that a person would do there."""

from __future__ import annotations

import tempfile
from abc import abstractmethod
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from bot import importing, line
from bot.adapters.terminal import PRESS, REACTION, REPLY, WITHIN
from bot.app import App
from bot.command import Call, Param, Spec
from bot.deps import Deps
from rules import moments
from rules.errors import Refusal
from rules.wording import count
from tests.chat import fits, turns
from tests.place import A, M, Place
from tests.reading import PLATFORM, Seen
from tests.test_transcripts import JUDGE, judged

O = TypeVar("O")  # noqa: E741  # an open form


class NoWayError(AssertionError):
    """A line that cannot be turned into an act."""


class UnableError(Exception):
    """What a client of the platform does not let a person do."""


@dataclass
class Form(Generic[O]):
    """A form that is open, and what was typed for it so far."""

    opened: O
    spec: Spec
    left: list[Param]
    filled: dict[str, Any] = field(default_factory=dict)


class Driver(Place[A, M], Generic[A, M, O]):
    """Reads the lines of a transcript and does them."""

    unable: ClassVar[tuple[type[Exception], ...]] = (UnableError, Refusal)

    def __init__(self, app: App, room: str) -> None:
        super().__init__(app, room)
        self.form: Form[O] | None = None
        self.ran = 0  # lines
        self.refused: list[str] = []  # lines that the client itself does not let pass
        self.silent: list[str] = []  # reactions, which are answered by nothing
        self.gone: list[str] = []  # buttons that a card has no longer

    # one line

    async def play(self, who: str, text: str, wanted: list[str]) -> None:
        """Do one line, and compare everything that it brought about with what the terminal shows."""
        self.begin()
        await self.meet(who)
        hope = self.expected(wanted)
        try:
            answer = await self._do(self.people[who], text.strip(), hope)
        except self.unable as no:
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

    async def _do(self, actor: A, text: str, hope: Seen) -> list[str]:
        """The act of a line; the lines that answer it."""
        if self.form:
            return await self._fill(actor, self.form, text, hope)
        word, _, rest = text.partition(" ")
        own = {"as", "people", "wait", "down", "moderators", "keys", "import", "say", "in"}
        if word in own and (rest or word in {"people", "keys"}):
            return await getattr(self, f"_{word}")(actor, rest.strip(), hope) or []
        if found := REACTION.fullmatch(text):
            return await self.react(actor, int(found[2]), found[3], hope, added=found[1] == "+")
        if found := PRESS.fullmatch(text):
            return await self._press(actor, found[1], int(found[2]), hope)
        if found := REPLY.fullmatch(text):
            return await self._on(actor, self.numbers[int(found[1]) - 1], found[2], hope)
        return await self.command(actor, line.read(self.spoken(text), self.app.table.specs), text, hope)

    def spoken(self, text: str) -> str:
        """A command in the words of the platform."""
        return PLATFORM.sub(self.platform, text)

    # what only a terminal has: it has an effect and shows nothing to compare

    async def _as(self, actor: A, rest: str, hope: Seen) -> list[str]:
        await self.meet(rest)
        return hope.answer

    async def _people(self, actor: A, rest: str, hope: Seen) -> list[str]:
        for name in rest.replace("@", "").replace(",", " ").split():
            await self.meet(name)
        return hope.answer

    async def _keys(self, actor: A, rest: str, hope: Seen) -> list[str]:
        return hope.answer

    async def _moderators(self, actor: A, rest: str, hope: Seen) -> list[str]:
        await self.moderators(set(rest.replace(",", " ").replace("@", "").split()))
        return hope.answer

    async def _wait(self, actor: A, rest: str, hope: Seen) -> None:
        await self.app.wait(moments.duration(rest))

    async def _down(self, actor: A, rest: str, hope: Seen) -> None:
        await self.app.away(moments.duration(rest))

    async def _import(self, actor: A, rest: str, hope: Seen) -> list[str]:
        kind, _, rows = rest.partition(" ")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "rows.csv"
            file.write_text("\n".join(row.strip() for row in rows.split("/")), encoding="utf-8")
            report = await importing.run(self.app.store, self.community, kind, file, {}, {})
        assert not report.bad, report
        return [f"{count(report.added, 'row')} imported, {count(report.people, 'person', 'people')} new."]

    # what people write, press and fill in

    async def _say(self, actor: A, text: str, hope: Seen) -> None:
        await self.say(actor, text)

    async def _in(self, actor: A, rest: str, hope: Seen) -> None:
        found = WITHIN.fullmatch(rest)
        assert found, rest
        await self.say(actor, found[2], within=self.numbers[int(found[1]) - 1])

    async def _on(self, actor: A, message: M, text: str, hope: Seen) -> list[str]:
        """A reply, or a command on a message."""
        word, _, rest = text.partition(" ")
        if word == "say" and rest:
            await self.say(actor, rest.strip(), on=message)
            return []
        return await self.command_on(actor, message, self.app.table.read(text), text, hope)

    async def _press(self, actor: A, ref: str | None, number: int, hope: Seen) -> list[str]:
        name = next(name for name, one in self.people.items() if one is actor)
        if ref is None and name not in self.newest:
            raise UnableError("there is nothing to press")
        message = self.numbers[int(ref) - 1] if ref else self.newest[name][0]
        buttons = self.pressable(message) if ref else self.newest[name][1]
        if not 0 < number <= len(buttons):
            raise UnableError("there is no such button")
        if buttons[number - 1] not in self.pressable(message):
            call = self.meant(message, buttons[number - 1])
            self.gone.append(f"{name}> {number} ({' '.join(call.path)})")
            return await self.command(actor, call, "", hope)
        return await self.press(actor, message, buttons[number - 1], hope)

    def opening(self, opened: O, spec: Spec, call: Call, hope: Seen) -> list[str]:
        """A form has come as an answer: its first question."""
        given = {name for name, _ in call.args}
        self.form = Form(opened, spec, [one for one in spec.params if one.name not in given])
        return self._asked(self.form, hope)

    def _asked(self, form: Form[O], hope: Seen) -> list[str]:
        """What the form asks next, in the words of the terminal, whose hints a form does not need."""
        (wanted,) = hope.answer
        shown = self.question(form.opened, form.left[0])
        return [wanted if wanted.startswith(shown) else shown]

    async def _fill(self, actor: A, form: Form[O], text: str, hope: Seen) -> list[str]:
        """The next field; after the last one the form is sent."""
        if text == "cancel":
            self.form = None
            return ["✗ Cancelled; nothing was changed."]
        param = form.left.pop(0)
        if text != "-" or param.required:
            form.filled[param.name] = text
        if form.left:
            return self._asked(form, hope)
        self.form = None
        return await self.submit(actor, form, hope)

    # the acts of a platform

    @abstractmethod
    async def moderators(self, names: set[str]) -> None:
        """Make these people moderators, and nobody else."""

    @abstractmethod
    async def say(self, actor: A, text: str, *, within: M | None = None, on: M | None = None) -> None:
        """An ordinary message, in the thread of another or as a reply to one; it is waited for until it counts."""

    @abstractmethod
    async def command(self, actor: A, call: Call, text: str, hope: Seen) -> list[str]:
        """A command: as it is read, and as it was typed where it was."""

    @abstractmethod
    async def command_on(self, actor: A, message: M, call: Call, text: str, hope: Seen) -> list[str]:
        """A command on a message."""

    @abstractmethod
    def pressable(self, message: M) -> list[str]:
        """The buttons of a card as it stands now, those of its ballot apart."""

    @abstractmethod
    def meant(self, message: M, button: str) -> Call:
        """What a button of a card would have done."""

    @abstractmethod
    async def press(self, actor: A, message: M, button: str, hope: Seen) -> list[str]:
        """Press a button."""

    @abstractmethod
    async def react(self, actor: A, number: int, key: str, hope: Seen, *, added: bool) -> list[str]:
        """A reaction; what counted is answered by nothing but the card, a refusal by a private note."""

    @abstractmethod
    def question(self, opened: O, param: Param) -> str:
        """A field of a form as the terminal asks for it."""

    @abstractmethod
    async def submit(self, actor: A, form: Form[O], hope: Seen) -> list[str]:
        """Send a form that is filled."""


Driving = Callable[[Path, Deps], AbstractAsyncContextManager[Driver[Any, Any, Any]]]


async def held(script: Path, folder: Path, driving: Driving) -> Driver[Any, Any, Any]:
    """Hold one conversation to its end; how many of its lines ran is counted and printed."""
    text = script.read_text(encoding="utf-8")
    named, wanted = JUDGE.match(text), list(turns(text))
    async with judged(named and named[1]) as deps, driving(folder, deps) as driver:
        for who, said, expected in wanted:
            await driver.play(who, said, expected)
            driver.ran += 1
    assert driver.ran == len(wanted) > 0
    print("", f"{script.stem}: {driver.ran} of {len(wanted)} lines", *driver.silent, sep="\n  ")
    return driver
