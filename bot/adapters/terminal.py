"""A chat room in the terminal: several people, a clock that can be moved, the same commands."""

from __future__ import annotations

import re
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.adapters.screen import Screen
from bot.card import Button, Card, Grid, refused
from bot.command import Attachment, Call, Event, Param, Quote, Spec
from bot.surface import GoneError, Spot
from bot.table import Table
from rules import moments
from rules.errors import Refusal

PLATFORM, ROOM, PIN = "terminal", "local", " 📌"
REACTION = re.compile(r"([+-])\s*(\d+)\s+(\S+)")
PRESS = re.compile(r"(?:(\d+)\.)?(\d+)")
REPLY = re.compile(r"re\s+(\d+)\s+(.+)", re.DOTALL)
WITHIN = re.compile(r"(\d+)\s+(.+)", re.DOTALL)
OWN = ("as", "people", "say", "in", "wait", "down", "moderators", "re", "keys", "quit")
KEYS = (
    ("as NAME", "speak as somebody else"),
    ("people [NAMES]", "who is here, or let more in"),
    ("say TEXT", "an ordinary message"),
    ("re 12 say TEXT", "reply to message 12"),
    ("in 12 TEXT", "say something in its thread"),
    ("re 12 COMMAND", "a command on it, such as praise"),
    ("1 or 12.1", "press a button, or one of card 12"),
    ("+ 12 👍, - 12 👍", "react, take it back"),
    ("wait 3d", "let time pass"),
    ("down 3d", "let time pass while the bot is away"),
    ("moderators NAMES", "who moderates this room"),
    ("quit", "leave"),
)


class Steering(Protocol):
    """What the running program lets its terminal do."""

    async def settle(self) -> None:
        """Do what is due and deliver what waits."""

    async def wait(self, by: timedelta) -> None:
        """Move the clock, doing what becomes due at its own moment."""

    async def away(self, by: timedelta) -> None:
        """Move the clock as if the bot had not run meanwhile."""

    async def heard(self, event: Event, kind: str) -> None:
        """Count an ordinary message or reaction."""

    def clock(self) -> datetime:
        """The community's time."""


@dataclass
class Shown:
    """A numbered message of the room; `thread` is the message under which it hangs, if it does."""

    ref: str
    card: Card
    author: str = ""
    thread: str = ""


@dataclass
class Asking:
    """A form that is being filled, field by field."""

    spec: Spec
    given: dict[str, str]
    left: list[Param] = field(default_factory=list)
    begun: bool = False


Out = Callable[[str, Card], None]


class Terminal:
    """The surface and the keyboard of one local room. `out` draws a block: its headline and its card."""

    platform = PLATFORM
    parallel = False

    def __init__(
        self,
        table: Table,
        steering: Steering,
        out: Out,
        screen: Screen | None = None,
        files: Path | None = None,
    ) -> None:
        self.table, self.steering, self.out, self.files = table, steering, out, files
        self.screen = screen or Screen()
        self.speaker = "you"
        self.host = "you"
        self.people: list[str] = []
        self.moderators: set[str] = set()
        self.messages: dict[str, Shown] = {}
        self.marks: dict[str, str] = {}
        self.buttons: dict[str, tuple[Button, ...]] = {}
        self.asking: Asking | None = None
        self._recall()

    # what a person types

    async def line(self, text: str) -> bool:
        """Do one line; False when the person wants to leave."""
        text = text.strip()
        if not text:
            self._prompt()
            return True
        if text in {"quit", "exit"}:
            return False
        try:
            await self._line(text)
        except Refusal as no:
            self._answer(refused(no))
        await self.steering.settle()
        return True

    async def _line(self, text: str) -> None:
        if self.asking:
            await self._fill(text)
            return
        word, _, rest = text.partition(" ")
        own: dict[str, Callable[[str], Awaitable[None]]] = {
            "as": self._as,
            "people": self._people,
            "say": self._say,
            "in": self._within,
            "wait": self._wait,
            "down": self._down,
            "moderators": self._moderators,
            "keys": self._keys,
        }
        if word in own and (rest or word in {"people", "keys"}):
            await own[word](rest.strip())
        elif found := REACTION.fullmatch(text):
            await self._react(found[2], found[3], added=found[1] == "+")
        elif found := PRESS.fullmatch(text):
            await self._press(found[1], int(found[2]))
        elif found := REPLY.fullmatch(text):
            await self._on(self._quote(found[1]), found[2])
        else:
            await self._command(text)

    async def _command(self, text: str, quote: Quote | None = None) -> None:
        await self._call(self.table.read(text.lstrip("/!")), quote)

    async def _call(self, call: Call, quote: Quote | None = None) -> None:
        asks = self.table.missing(call)
        if asks and not (quote and asks.on_message):
            self._ask(asks, dict(call.args))
            return
        spec = self.table.specs.get(call.path)
        files = tuple(
            _file(value)
            for param in (spec.params if spec else ())
            for name, value in call.args
            if name == param.name and param.type is Attachment
        )
        call = Call(call.path, tuple((name, _named(value, files)) for name, value in call.args))
        self._answer(await self.table.run(self.event(quote=quote, files=files), call))

    def event(
        self, quote: Quote | None = None, files: tuple[Attachment, ...] = (), thread: str = ""
    ) -> Event:
        name = self.speaker
        hosts, moderates = name == self.host, name in self.moderators
        here = uuid.uuid4().hex, PLATFORM, ROOM, name, name, hosts, moderates, "", quote, self._here(), files
        thread = thread or (self.messages[quote.ref].thread if quote else "")
        return Event(*here, thread, self.messages[thread].author if thread else "")

    def _here(self) -> dict[str, str]:
        return {f"<{PLATFORM}:{name}>": name for name in self.people}

    async def _as(self, name: str) -> None:
        self.meet(name)
        self.speaker = name
        self._show("", Card(f"You are {name}."))

    def meet(self, name: str) -> None:
        """Let a person in; the first one administers the room."""
        if name.split() != [name] or len(name) > 32:
            raise Refusal("A name is one word of at most 32 characters.")
        if name not in self.people:
            self.screen.add("person", name=name)
            self.people.append(name)
            self.host = self.people[0]

    def clock(self) -> datetime:
        return self.steering.clock()

    async def _keys(self, rest: str) -> None:
        self._show("", Card("", table=Grid(("Here only", "What it does"), KEYS)))

    async def _people(self, rest: str) -> None:
        for name in rest.replace("@", "").replace(",", " ").split():
            self.meet(name)
        self._show("", Card(", ".join(self.people) or "Nobody has spoken yet."))

    async def _say(self, text: str, quote: Quote | None = None, thread: str = "") -> None:
        ref, event = self._next(), self.event(quote, thread=thread)
        self.screen.add("said", ref=ref, author=self.speaker, text=text, thread=event.thread)
        self.messages[ref] = Shown(ref, Card(text), self.speaker, event.thread)
        self._show(f"{self.speaker} [{ref}]{under(event.thread)}", Card(text))
        await self.steering.heard(event, "message")

    async def _within(self, rest: str) -> None:
        """Say something in the thread of a message; what hangs in a thread opens none of its own."""
        found = WITHIN.fullmatch(rest)
        if not found:
            raise Refusal("Write it as `in 12 TEXT`, with the number of a message.")
        ref = self._quote(found[1]).ref
        await self._say(found[2], thread=self.messages[ref].thread or ref)

    async def _on(self, quote: Quote, text: str) -> None:
        """A command on a message, or a reply to it."""
        word, _, rest = text.partition(" ")
        if word == "say" and rest:
            await self._say(rest.strip(), quote)
        else:
            await self._command(text, quote)

    async def _wait(self, text: str) -> None:
        await self.steering.wait(moments.duration(text))

    async def _down(self, text: str) -> None:
        await self.steering.away(moments.duration(text))

    async def _moderators(self, text: str) -> None:
        if self.speaker != self.host:
            raise Refusal("Only whoever administers this place may name its moderators.")
        names = text.replace(",", " ").replace("@", "").split()
        self.screen.add("moderators", names=names)
        self.moderators = set(names)
        self._show("", Card(f"Moderators of this room: {', '.join(names)}."))

    async def _react(self, ref: str, key: str, *, added: bool) -> None:
        self._quote(ref)
        card = await self.table.react(self.event(), ref, key, added=added)
        if card:
            self._answer(card)
        elif added:
            await self.steering.heard(self.event(self._quote(ref)), "reaction")

    async def _press(self, ref: str | None, number: int) -> None:
        buttons = self.messages[self._quote(ref).ref].card.buttons if ref else self._pressable()
        if not 0 < number <= len(buttons):
            raise Refusal("There is no such button. Type `help` to see what you can do.")
        await self._call(buttons[number - 1].call)

    def _pressable(self) -> tuple[Button, ...]:
        return self.buttons.get(self.speaker, ())

    def _quote(self, ref: str) -> Quote:
        if ref not in self.messages:
            raise Refusal(f"There is no message {ref} here.")
        said = self.messages[ref]
        return Quote(ref, said.card.body if said.author else "", author=said.author)

    def _ask(self, spec: Spec, given: dict[str, str]) -> None:
        self.asking = Asking(spec, given, [param for param in spec.params if param.name not in given])
        self._prompt()

    def _prompt(self) -> None:
        if self.asking:
            param = self.asking.left[0]
            hint = f" (one of {', '.join(param.choices)})" if param.choices else ""
            how = "" if param.required else " – or - to leave it out"
            stop = "" if self.asking.begun else " · `cancel` stops"
            self._show("", Card(f"{param.name}: {param.arg.about}{hint}{how}{stop}"))

    async def _fill(self, text: str) -> None:
        asking = self.asking
        if asking is None:
            return
        if text == "cancel":
            self.asking = None
            raise Refusal("Cancelled; nothing was changed.")
        param, asking.begun = asking.left.pop(0), True
        if text != "-" or param.required:
            asking.given[param.name] = text
        if asking.left:
            self._prompt()
            return
        self.asking = None
        await self._call(Call(asking.spec.path, tuple(asking.given.items())))

    def _answer(self, card: Card) -> None:
        if card.buttons:
            for name in [self.speaker] if card.private else self.people:
                self.buttons[name] = card.buttons
        self._show("", card)

    # what the bot posts

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        if known := await self.find(spot, key):
            return known
        ref = self._next()
        self.screen.add("post", ref=ref, key=key, topic=spot.topic, thread=spot.thread, card=card.dump())
        self._keep(ref, key, card, spot.thread)
        self._show(f"#{spot.topic} [{ref}]{under(spot.thread)}{PIN if card.pinned else ''}", card)
        return ref

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        if key in self.marks:
            return ref
        if ref not in self.messages:
            raise GoneError(f"message {ref} is not here")
        self.screen.add("edit", ref=ref, key=key, topic=spot.topic, card=card.dump())
        self._keep(ref, key, card)
        self._show(f"#{spot.topic} [{ref}] now", card)
        return ref

    async def whisper(self, account: str, card: Card, key: str) -> str:
        if account not in self.people:
            raise GoneError(f"{account} is not here")
        if key not in self.marks:
            self.screen.add("whisper", key=key, account=account, card=card.dump())
            self.marks[key] = key
            if card.buttons:
                self.buttons[account] = card.buttons
            self._show(f"✉ {account}", card)
        return key

    async def find(self, spot: Spot, key: str) -> str | None:
        return self.marks.get(key)

    async def run(self) -> None:
        """The keyboard is read by whoever opened the terminal."""

    def _show(self, head: str, card: Card) -> None:
        """Draw a block; its files are laid into the folder of the room."""
        for file in card.files:
            if self.files:
                self.files.mkdir(parents=True, exist_ok=True)
                (self.files / Path(file.name).name).write_bytes(file.data)
        self.out(head, card)

    def _keep(self, ref: str, key: str, card: Card, thread: str = "") -> None:
        thread = thread or (self.messages[ref].thread if ref in self.messages else "")
        self.messages[ref] = Shown(ref, card, thread=thread)
        self.marks[key] = ref
        if card.buttons:
            self.buttons |= dict.fromkeys(self.people, card.buttons)

    def _next(self) -> str:
        return str(len(self.messages) + 1)

    def _recall(self) -> None:
        """Know again what an earlier run of the program has shown."""
        for record in self.screen.records:
            match record["kind"]:
                case "person":
                    self.people.append(record["name"])
                case "moderators":
                    self.moderators = set(record["names"])
                case "said":
                    ref, text, author = record["ref"], record["text"], record["author"]
                    self.messages[ref] = Shown(ref, Card(text), author, record.get("thread", ""))
                case "post" | "edit":
                    card, thread = Card.load(record["card"]), record.get("thread", "")
                    self._keep(record["ref"], record["key"], card, thread)
                case "whisper":
                    self.marks[record["key"]] = record["key"]
        if self.people:
            self.host = self.speaker = self.people[0]


def under(thread: str) -> str:
    """The sign that a message hangs in a thread."""
    return f" ↳ {thread}" if thread else ""


def _file(path: str) -> Attachment:
    try:
        return Attachment(Path(path).name, Path(path).expanduser().read_bytes())
    except OSError as error:
        raise Refusal(f"I cannot read the file {path}: {error.strerror}.") from None


def _named(value: str, files: tuple[Attachment, ...]) -> str:
    return next((file.name for file in files if value.endswith(file.name)), value)
