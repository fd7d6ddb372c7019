"""What a line of a transcript makes visible, in an order and in words that do not depend on the platform."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.adapters import plain
from rules import moments

HEAD = re.compile(r"#\S+ \[\d+\].*|✉ \S+|\w+ \[\d+\](?: ↳ \d+)?")
PLATFORM = re.compile(r"\bterminal\b")
ZONES = {
    name: timedelta(hours=hours)
    for name, hours in (("UTC", 0), ("WET", 0), ("WEST", 1), ("CET", 1), ("CEST", 2))
}
WHEN = re.compile(rf"(\d+ [A-Z][a-z]+ \d{{4}}, \d\d:\d\d) ({'|'.join(ZONES)})\b")
ACCOUNT = re.compile(r"\b(\w+) \(terminal\)")


def when(moment: datetime) -> str:
    """A moment in UTC, as the bot writes it."""
    return plain.PLAIN.text(moments.when(moment, moments.zone("UTC")))


def in_utc(text: str) -> str:
    """A text whose moments are in UTC, whatever zone they were in."""
    return WHEN.sub(
        lambda one: when(datetime.strptime(one[1], "%d %b %Y, %H:%M").replace(tzinfo=UTC) - ZONES[one[2]]),
        text,
    )


@dataclass
class Seen:
    """What came of one line: the answer, then what all see in its order, then what single people get."""

    answer: list[str] = field(default_factory=list)
    posts: list[tuple[str, list[str]]] = field(default_factory=list)
    notes: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, head: str, block: list[str]) -> None:
        """One more block under its headline."""
        (self.notes if head.startswith("✉") else self.posts).append((head, block))

    def lines(self) -> list[str]:
        """In an order that does not depend on who is told first."""
        blocks = [*self.posts, *sorted(self.notes, key=lambda one: one[0])]
        under = [line for head, block in blocks for line in (head, *(f"  {line}" for line in block))]
        return [in_utc(line.rstrip()) for line in (*self.answer, *under)]


def expected(wanted: list[str], platform: str, room: str, account: Callable[[str], str]) -> Seen:
    """The lines of a transcript in the same order, with a platform's words for itself, its room and its accounts."""
    seen = Seen()
    block: list[str] = seen.answer
    for one in wanted:
        named = ACCOUNT.sub(lambda name: f"{account(name[1])} (terminal)", one)
        line = PLATFORM.sub(platform, named).replace(f"{platform} (local)", f"{platform} ({room})")
        if HEAD.fullmatch(line):
            block = []
            seen.add(line, block)
        else:
            block.append(line[2:] if block is not seen.answer else line)
    return seen
