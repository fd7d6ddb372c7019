"""What the bot says, before any platform has a say in how it looks."""

from __future__ import annotations

import base64
from dataclasses import MISSING, dataclass, fields
from typing import Any

from bot.command import Call
from rules.errors import Refusal

CHAIN = "Chain"  # the field that shows the head of the ledger after this card's entry
TONES = ("plain", "good", "warn", "refusal", "error", "preview")


@dataclass(frozen=True, slots=True)
class Button:
    """A call to press; `key` is the emoji that stands for it where there are no buttons."""

    label: str
    call: Call
    key: str


def bare(key: str) -> str:
    """An emoji without its variation selector, which some platforms leave out."""
    return key.replace("\ufe0f", "")


@dataclass(frozen=True, slots=True)
class Ballot:
    """Reactions that vote: `key` put on makes the call with choice=value, taken off with choice=-value.

    Where `many` may stand at once, put on it is choice=+value, and a button, which does both, choice=~value.
    """

    cast: Call
    choices: tuple[tuple[str, str, str], ...]  # key, label, value
    many: bool = False

    def call(self, key: str, *, added: bool) -> Call | None:
        turn = "-" if not added else "+" if self.many else ""
        return next(
            (self._to(turn + value) for mine, _, value in self.choices if bare(mine) == bare(key)), None
        )

    def buttons(self) -> list[Button]:
        """The choices as buttons: who cannot or will not react votes by one."""
        turn = "~" if self.many else ""
        return [Button(label, self._to(turn + value), key) for key, label, value in self.choices]

    def _to(self, choice: str) -> Call:
        return Call(self.cast.path, (*self.cast.args, ("choice", choice)))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of at most four columns, so that a phone can show it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over: its bytes, or the name of a stored blob."""

    name: str
    data: bytes = b""
    blob: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One message: a Markdown subset, readable without colour, threads or wide tables."""

    body: str
    title: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    table: Grid | None = None
    buttons: tuple[Button, ...] = ()
    thread: str = ""  # opens a thread of this title under the card
    ballot: Ballot | None = None
    files: tuple[File, ...] = ()
    tone: str = "plain"
    private: bool = False
    pinned: bool = False  # stands above the others where the place can do that
    mentions: tuple[int, ...] = ()  # members who must act; nobody else is pinged
    pings: tuple[str, ...] = ()  # their accounts, filled in for the platform it is sent to

    def pressed(self, key: str) -> Call | None:
        """What the button calls for which this emoji stands."""
        return next((one.call for one in self.buttons if bare(one.key) == bare(key)), None)

    def dump(self) -> dict[str, Any]:
        """The card as JSON, without what is at its default."""
        return {name: _plain(value) for name, value in _set(self)}

    @classmethod
    def load(cls, data: dict[str, Any]) -> Card:
        given = {name: LOAD.get(name, _tuples)(value) for name, value in data.items()}
        return cls(**given)

    def __post_init__(self) -> None:
        if self.tone not in TONES or (self.table and len(self.table.head) > 4):
            raise ValueError(f"A card has a known tone and at most four columns: {self!r}")


def _set(thing: Any) -> list[tuple[str, Any]]:
    pairs = ((one, getattr(thing, one.name)) for one in fields(thing))
    return [(one.name, value) for one, value in pairs if one.default is MISSING or value != one.default]


def _plain(value: Any) -> Any:
    if isinstance(value, Call):
        return value.encode()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(one) for name, one in _set(value)}
    return value


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def _button(data: dict[str, Any]) -> Button:
    return Button(data["label"], Call.decode(data["call"]), data["key"])


def _file(data: dict[str, Any]) -> File:
    return File(**{**data, "data": base64.b64decode(data.get("data", ""))})


LOAD: dict[str, Any] = {
    "table": lambda data: Grid(_tuples(data["head"]), _tuples(data["rows"])),
    "buttons": lambda data: tuple(_button(one) for one in data),
    "ballot": lambda data: Ballot(
        Call.decode(data["cast"]), _tuples(data["choices"]), data.get("many", False)
    ),
    "files": lambda data: tuple(_file(one) for one in data),
}


def refused(no: Refusal) -> Card:
    """A request that was not taken, and why."""
    return Card(str(no), tone="refusal", private=True)


def sorry(number: str) -> Card:
    """An error; its number stands in the log."""
    body = f"Sorry, something went wrong here and nothing was changed. The operator finds it in the log as `{number}`."
    return Card(body, tone="error", private=True)
