"""One declaration of a command, from which every front end, the help and the docs are built."""

from __future__ import annotations

import inspect
import types
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from rules.amounts import Asset

MEMBER, MODERATOR, TREASURER, GUARDIAN, ADMIN = "member", "moderator", "treasurer", "guardian", "admin"
HOST = "host"  # whoever administers the place: a fact each platform tells with the event, never stored
ROLES = (MEMBER, MODERATOR, TREASURER, GUARDIAN, ADMIN, HOST)
LONGEST_CALL = 95  # what a Discord component can carry beside its own prefix

Member = NewType("Member", int)  # the id of one member, typed as @name
Members = NewType("Members", tuple[int, ...])  # one or more of them, typed @a @b
Channel = NewType("Channel", str)  # a channel of the place, as the platform numbers it
Badge = NewType("Badge", str)  # a role of the platform, as it numbers it
Numbers = NewType("Numbers", tuple[int, ...])  # one or more numbers, typed 12 14 15


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one asset, in its base units."""

    amount: int
    asset: Asset


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that somebody handed in with a command."""

    name: str
    data: bytes


Pick = Callable[["Context", Any, str], Awaitable[Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Arg:
    """What a person reads about an argument, and its bounds; `most` counts characters or members."""

    about: str
    ge: int | None = None
    le: int | None = None
    rest: bool = False
    most: int | None = None
    pick: Pick | None = None


@dataclass(frozen=True, slots=True)
class Param:
    """One argument of a command: its name, type, bounds and default."""

    name: str
    type: Any
    arg: Arg
    choices: tuple[str, ...] = ()
    default: Any = inspect.Parameter.empty

    @property
    def required(self) -> bool:
        return self.default is inspect.Parameter.empty

    @property
    def shown(self) -> str:
        name = f"{self.name}…" if self.arg.rest or self.type in (Members, Numbers) else self.name
        return f"<{name}>" if self.required else f"[{name}]"


@dataclass(frozen=True, slots=True)
class Quote:
    """The message a command answers to; `subject` names the thing whose card it is, such as contribution/12.

    `author` is the account that wrote it, '' for the bot itself.
    """

    ref: str
    text: str = ""
    subject: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One act as a platform reports it: who, where, under which id. `people` names the accounts mentioned.

    `thread` is the message in whose thread it was, `opener` the account that wrote that one, '' for the bot.
    `badges` are the platform's own roles of who acts, `card` the message whose button was pressed.
    """

    id: str
    platform: str
    room: str
    account: str
    name: str
    hosts: bool = False
    moderates: bool = False
    channel: str = ""
    quote: Quote | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Attachment, ...] = ()
    thread: str = ""
    opener: str = ""
    badges: tuple[str, ...] = ()
    card: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a handler may know about who asks; it can send nothing."""

    event: Event
    community: str
    member: int | None
    roles: frozenset[str]
    now: datetime
    preview: bool = False
    unseen: bool = False  # a member of whom nothing has been noted today

    @property
    def me(self) -> int:
        """The speaker's member id; every command that changes something has one."""
        if self.member is None:
            raise LookupError("The speaker is not a member yet.")
        return self.member

    @property
    def quote(self) -> Quote | None:
        return self.event.quote


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its arguments as text, short enough to live inside a button."""

    path: tuple[str, ...]
    args: tuple[tuple[str, str], ...] = ()

    def encode(self) -> str:
        text = ".".join(self.path) + "".join(f"|{name}={value}" for name, value in self.args)
        if len(text.encode()) > LONGEST_CALL or any("|" in value for _, value in self.args):
            raise ValueError(f"This call does not fit into a button: {text}")
        return text

    @classmethod
    def decode(cls, text: str) -> Call:
        path, *pairs = text.split("|")
        return cls(
            tuple(path.split(".")),
            tuple((name, value) for name, _, value in (p.partition("=") for p in pairs)),
        )

    @classmethod
    def to(cls, path: str, **args: object) -> Call:
        """`Call.to("bounty claim", number=7)`."""
        return cls(tuple(path.split()), tuple((name, str(value)) for name, value in args.items()))


@dataclass(frozen=True, slots=True)
class Spec:
    """A command as the front ends see it; `writes` tells which transaction its handler gets.

    One that `joins` runs, in a place without a community, in the community that its `code` belongs to.
    A message that begins with what `opens` it is this command, where the operator lets messages be read.
    That somebody has run one that is `discreet` is noted by its handler, if at all, and not by the gate.
    """

    path: tuple[str, ...]
    about: str
    params: tuple[Param, ...]
    roles: tuple[str, ...]
    writes: bool
    private: bool
    confirm: bool
    form: bool
    on_message: bool
    founds: bool
    run: Callable[..., Awaitable[Any]]
    joins: bool = False
    opens: tuple[str, ...] = ()
    discreet: bool = False

    @property
    def name(self) -> str:
        return " ".join(self.path)

    @property
    def usage(self) -> str:
        return " ".join([*self.path, *(param.shown for param in self.params)])


@dataclass(frozen=True, slots=True)
class Vote:
    """What one member does on a ballot: a choice, or a choice with a minus that is taken back."""

    ctx: Context
    choice: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a decorator leaves on a method of a cog."""

    path: str
    options: Mapping[str, Any] = field(default_factory=dict)


Handler = TypeVar("Handler", bound=Callable[..., Awaitable[Any]])


def command(
    path: str,
    *,
    role: str | tuple[str, ...] = MEMBER,
    private: bool = False,
    confirm: bool = False,
    form: bool = False,
    on_message: bool = False,
    founds: bool = False,
    joins: bool = False,
    opens: tuple[str, ...] = (),
    discreet: bool = False,
) -> Callable[[Handler], Handler]:
    """Declare a command. `confirm` previews it first, `form` asks for what is missing, `founds` needs no community."""
    roles = (role,) if isinstance(role, str) else role
    if unknown := set(roles) - set(ROLES):
        raise ValueError(f"{path!r} names unknown roles: {unknown}")
    flags = {"private": private, "confirm": confirm, "form": form, "on_message": on_message, "founds": founds}
    flags |= {"joins": joins, "discreet": discreet}
    return _marking("__command__", Mark(path, {"roles": roles, "opens": opens, **flags}))


def alarm(kind: str, *, ballot: str = "") -> Callable[[Handler], Handler]:
    """Declare what happens when an alarm of this kind is due: one change, together with the alarm's removal.

    One that closes the ballot on the card `ballot/…` rings after the reactions there were read again.
    """
    return _marking("__alarm__", Mark(kind, {"ballot": ballot}))


def casting(path: str) -> Callable[[Handler], Handler]:
    """Declare how many votes by the command of this path are cast in one change: `(change, call, votes)` to their cards.

    A command without it is run for one vote after the other.
    """
    return _marking("__casting__", Mark(path))


def task(kind: str) -> Callable[[Handler], Handler]:
    """Declare long work for an alarm of this kind; it opens its own changes and disarms in the last one."""
    return _marking("__task__", Mark(kind))


def extended(kind: str) -> Callable[[Handler], Handler]:
    """Declare what changes when an outage has moved an alarm of this kind: the card should say so (RULES 4)."""
    return _marking("__extended__", Mark(kind))


def _marking(slot: str, mark: Mark) -> Callable[[Handler], Handler]:
    def put(handler: Handler) -> Handler:
        setattr(handler, slot, mark)
        return handler

    return put


class Cog:
    """A feature: its commands and its alarms, and nothing about any platform."""

    def specs(self) -> Iterator[Spec]:
        for mark, method in self._marked("__command__"):
            second = next(iter(list(inspect.signature(method).parameters)[1:2]), "")
            if second not in {"change", "look"}:
                raise TypeError(f"{mark.path!r}: the second parameter is `change` or `look`.")
            about = (inspect.getdoc(method) or "").partition("\n")[0]
            yield Spec(
                tuple(mark.path.split()),
                about,
                params(method.__func__),  # type: ignore[attr-defined]
                writes=second == "change",
                run=method,
                **mark.options,
            )

    def alarms(self) -> dict[str, Callable[..., Awaitable[Any]]]:
        return {mark.path: method for mark, method in self._marked("__alarm__")}

    def closing(self) -> dict[str, str]:
        """The alarms that close a ballot, with the kind of card on which it stands."""
        return {
            mark.path: mark.options["ballot"]
            for mark, _ in self._marked("__alarm__")
            if mark.options["ballot"]
        }

    def casts(self) -> dict[str, Callable[..., Awaitable[Any]]]:
        return {mark.path: method for mark, method in self._marked("__casting__")}

    def tasks(self) -> dict[str, Callable[..., Awaitable[Any]]]:
        return {mark.path: method for mark, method in self._marked("__task__")}

    def extensions(self) -> dict[str, Callable[..., Awaitable[Any]]]:
        return {mark.path: method for mark, method in self._marked("__extended__")}

    async def heard(self, store: Any, community: str, event: Event, kind: str) -> None:
        """Take note of an ordinary message or reaction; most cogs do not care."""

    async def standing(self, look: Any, member: int, call: Call) -> Collection[str]:
        """The choices of a member that count now on the ballot of a call; none without a vote."""
        return ()

    def _marked(self, slot: str) -> Iterator[tuple[Mark, Callable[..., Awaitable[Any]]]]:
        mine: Any = type(self)  # a class can be hashed, whatever mypy makes of it
        for mark, name in _marks(mine, slot):
            yield mark, getattr(self, name)


@cache
def _marks(cog: Any, slot: str) -> tuple[tuple[Mark, str], ...]:
    """What decorators have left on the methods of a cog, in the order of their names."""
    there = inspect.getmembers(cog, inspect.iscoroutinefunction)
    return tuple((mark, name) for name, method in there if (mark := getattr(method, slot, None)))


@cache
def params(function: Callable[..., Any]) -> tuple[Param, ...]:
    """The arguments of a handler, which follow `self`, `ctx` and `change` or `look`."""
    return tuple(_params(function))


def _params(function: Callable[..., Any]) -> Iterator[Param]:
    known = dict.fromkeys(
        ("Look", "Change", "Context", "Card"), object
    )  # what cogs may import for typing only
    hints = get_type_hints(function, localns=known, include_extras=True)
    for name, parameter in list(inspect.signature(function).parameters.items())[3:]:
        base, arg = hints[name], None
        if get_origin(base) is Annotated:
            base, arg = get_args(base)[:2]
        if not isinstance(arg, Arg):
            raise TypeError(f"{function.__qualname__}: {name} needs Annotated[..., Arg(...)].")
        base = _bare(base)
        choices = tuple(map(str, get_args(base))) if get_origin(base) is Literal else ()
        yield Param(name, str if choices else base, arg, choices, parameter.default)


def _bare(hint: Any) -> Any:
    """`X | None` is an optional X."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(one for one in get_args(hint) if one is not type(None))
    return hint
