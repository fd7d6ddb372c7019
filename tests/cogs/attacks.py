"""What an attack on decisions is: a game played through the program, and the one guard that stands against it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.chat import Chat
from tests.cogs.garden import ask
from tests.cogs.test_proposals import SMALL, closed, get

Play = Callable[[Chat], Awaitable[bool]]
ATTACKS: dict[str, Attack] = {}


@dataclass(frozen=True, slots=True)
class Attack:
    """`play` returns whether it succeeded; `guard` names what stands against it, `without` what is there if nothing does."""

    play: Play
    guard: str
    without: Any
    world: str


def attack(guard: str, without: Any, world: str = SMALL) -> Callable[[Play], Play]:
    """Note an attack under the name of its function."""

    def noted(play: Play) -> Play:
        ATTACKS[play.__name__.replace("_", " ")] = Attack(play, guard, without, world)
        return play

    return noted


async def does(chat: Chat, who: str, text: str) -> bool:
    """Type a line and confirm what is asked back; whether it was done."""
    shown = await ask(chat, who, text)
    if "Nothing has happened yet." in shown:
        shown = await ask(chat, who, "1")
    return "✗" not in shown


async def won(chat: Chat) -> int:
    """How many tokens were cast For, once the vote has closed."""
    await closed(chat)
    return int((await get(chat)).result["for"]) // 10**6


def nothing(*given: Any, **named: Any) -> None:
    """A check that checks nothing."""


async def nothing_asked(*given: Any) -> None:
    """The same, where it has to be awaited."""
