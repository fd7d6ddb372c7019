"""The types an argument can have: how each is taken from a line of text, and what it means."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.command import Attachment, Badge, Channel, Context, Member, Members, Money, Numbers, Param
from rules import amounts, moments
from rules.errors import Refusal
from storage import assets, members
from storage.store import Change, Look

WORD = r'"[^"]*"|\S+'
PERSON = r"@[^\s,]+|<\w+:[^>\s]+>"
NUMBER = r"#?\d+"
LONGEST_TEXT = 1000  # characters, unless the argument says otherwise
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufff9-\ufffb]")
ACCOUNT = re.compile(r"<(\w+):([^>\s]+)>")

Read = Callable[[Param, str, Context, Look], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type: the name people know it by, the pattern of its text, and how it is read."""

    name: str
    pattern: str
    read: Read


async def _whole(param: Param, text: str, ctx: Context, look: Look) -> int:
    digits = text.lstrip("#")
    if not (digits.isascii() and digits.lstrip("-").isdigit()) or len(digits) > 19:
        raise Refusal(f"{param.name} must be a whole number, not {short(text)}.")
    low, high = param.arg.ge, param.arg.le
    if (low is not None and int(digits) < low) or (high is not None and int(digits) > high):
        raise Refusal(f"{param.name} must be {between(low, high)}.")
    return int(digits)


def between(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low} or more"
    return f"at most {high}" if low is None else f"between {low} and {high}"


async def _text(param: Param, text: str, ctx: Context, look: Look) -> str:
    text, most = _named(CONTROL.sub("", text).strip(), ctx), param.arg.most or LONGEST_TEXT
    if not text:
        raise Refusal(f"{param.name} must not be empty.")
    if len(text) > most:
        raise Refusal(f"{param.name} is {len(text):,} characters long; at most {most:,} fit.")
    return text


def _named(text: str, ctx: Context) -> str:
    """A text with names for the accounts it mentions, so that every platform can show it."""
    people = ctx.event.people
    return ACCOUNT.sub(lambda found: f"@{people[found[0]]}" if found[0] in people else found[0], text)


async def person(text: str, ctx: Context, look: Look) -> int:
    """Find a member by name or by account; an account the platform vouches for is admitted at its first praise."""
    if not (found := ACCOUNT.fullmatch(text)):
        return await _by_name(text.removeprefix("@"), ctx, look)
    if known := await members.find(look, found[1], found[2]):
        return known.id
    if text in ctx.event.people and isinstance(look, Change):
        return (await members.admit(look, found[1], found[2], ctx.event.people[text])).id
    raise Refusal("I do not know that person yet; they become a member with their first command here.")


async def _by_name(name: str, ctx: Context, look: Look) -> int:
    """A member of this name, else somebody the platform sees in the room."""
    here = next(
        (one for one, called in ctx.event.people.items() if called.casefold() == name.casefold()), None
    )
    if here and isinstance(look, Change):
        platform, _, account = here.strip("<>").partition(":")
        return (await members.admit(look, platform, account, ctx.event.people[here])).id
    return (await members.named(look, name)).id


async def _member(param: Param, text: str, ctx: Context, look: Look) -> int:
    return await person(text.strip(), ctx, look)


async def _members(param: Param, text: str, ctx: Context, look: Look) -> tuple[int, ...]:
    names = re.findall(PERSON, text) or text.split()
    most = param.arg.most or 10
    if not names or len(names) > most:
        raise Refusal(f"{param.name} takes 1 to {most} people, written like @ana @ben.")
    found = [await person(name, ctx, look) for name in names]
    return tuple(dict.fromkeys(found))


async def _money(param: Param, text: str, ctx: Context, look: Look) -> Money:
    amount, _, symbol = text.strip().partition(" ")
    asset = await assets.get(look, symbol.strip()) if symbol.strip() else await assets.governance(look)
    return Money(amounts.parse(amount, asset, zero=param.arg.ge == 0), asset)


async def _numbers(param: Param, text: str, ctx: Context, look: Look) -> tuple[int, ...]:
    words = text.replace(",", " ").split()
    most = param.arg.most or 50
    if not words or len(words) > most:
        raise Refusal(f"{param.name} takes 1 to {most} numbers, written like 12 14 15.")
    return tuple(dict.fromkeys([await _whole(param, word, ctx, look) for word in words]))


async def _duration(param: Param, text: str, ctx: Context, look: Look) -> timedelta:
    return moments.duration(text)


async def _date(param: Param, text: str, ctx: Context, look: Look) -> date:
    return moments.day(text)


async def _month(param: Param, text: str, ctx: Context, look: Look) -> moments.Month:
    return moments.Month.parse(text)


async def _channel(param: Param, text: str, ctx: Context, look: Look) -> str:
    return _numbered(param, text, "#", "a channel")


async def _badge(param: Param, text: str, ctx: Context, look: Look) -> str:
    return _numbered(param, text, "@&", "a role")


def _numbered(param: Param, text: str, sign: str, what: str) -> str:
    """What a platform writes as <#12> or <@&12>; a place without such things has none to name."""
    found = re.fullmatch(rf"<{sign}([^<>\s]{{1,100}})>", text.strip())
    if not found:
        raise Refusal(f"{param.name} must be {what} of this place, chosen from its list.")
    return found[1]


async def _file(param: Param, text: str, ctx: Context, look: Look) -> Attachment:
    for one in ctx.event.files:
        if one.name == text:
            return one
    raise Refusal(f"{param.name} must be a file that you attach.")


KINDS: dict[Any, Kind] = {
    int: Kind("whole number", NUMBER, _whole),
    str: Kind("text", WORD, _text),
    Member: Kind("member", PERSON, _member),
    Members: Kind("members", rf"(?:(?:{PERSON})(?:\s*,\s*|\s+and\s+(?=@|<)|\s+|$))+", _members),
    Money: Kind("amount", r"[\d.,]+(?:\s+[A-Z][A-Z0-9]{1,11}\b)?", _money),
    Numbers: Kind("numbers", rf"{NUMBER}(?:[\s,]+{NUMBER})*", _numbers),
    timedelta: Kind("duration, like 3d or 2w", r"(?:\d+[a-zA-Z]+)+", _duration),
    date: Kind("date, like 2026-11-30", r"\d{4}-\d\d-\d\d", _date),
    moments.Month: Kind("month, like 2026-11", r"\d{4}-\d\d(?!-)", _month),
    Attachment: Kind("file", WORD, _file),
    Channel: Kind("channel", r"<#[^>\s]+>", _channel),
    Badge: Kind("role of the place", r"<@&[^>\s]+>", _badge),
}


def kind_of(param: Param) -> Kind:
    return KINDS[param.type]


async def read(param: Param, text: str, ctx: Context, look: Look) -> Any:
    """Turn the text of one argument into its value; Refusal says what would work."""
    if not param.choices:
        return await kind_of(param).read(param, text, ctx, look)
    known = {one.casefold(): one for one in param.choices}
    if text.strip().casefold() not in known:
        raise Refusal(f"{param.name} must be one of {', '.join(param.choices)}.")
    return known[text.strip().casefold()]


def short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
