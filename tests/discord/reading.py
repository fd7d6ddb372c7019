"""What a person reads on Discord, turned back into the lines that a terminal shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.discord.things import Json, walk

BUTTON = 2
PINGS = re.compile(r"(?:<@\d+> ?)*")
FENCE = "```"
FACT = re.compile(r"\*\*(.+?):\*\* ")
HEAD = re.compile(r"#\S+ \[\d+\].*|✉ \S+|\w+ \[\d+\](?: ↳ \d+)?")
PLATFORM = re.compile(r"\bterminal\b")
ACCOUNT = re.compile(r"\b(\w+) \(terminal\)")


def lines(data: Json) -> list[str]:
    """A message of the bot without its markup: the mark in the footer, bold facts, fences, pings."""
    assert PINGS.fullmatch(data["content"]), data["content"]
    told = [line for one in data["embeds"] for line in (one.get("description") or "").split("\n") if line]
    title = [f"**{one['title']}**" for one in data["embeds"] if one.get("title")]
    mine, ballot = controls(data)
    below = [told.pop()] if ballot else []
    shown = [FACT.sub(r"\1: ", line) if FACT.match(line) else line for line in told if line != FENCE]
    pressed = "  ".join(f"[{number}] {one['label']}" for number, one in enumerate(mine, 1))
    files = [_file(one) for one in data["attachments"]]
    return [*title, *shown, *([pressed] if pressed else []), *below, *files]


def _file(one: Json) -> str:
    return f"📎 {one['filename']}" + (f" ({one['description']})" if one.get("description") else "")


def controls(data: Json) -> tuple[list[Json], list[Json]]:
    """The buttons of a card, and those that its ballot has beside the line of its choices."""
    buttons = [one for one in walk(data["components"]) if one["type"] == BUTTON]
    last = ((data["embeds"] or [{}])[-1].get("description") or "").split("\n")[-1]
    for at in range(len(buttons)):
        if "  ".join(f"{one['emoji']['name']} {one['label']}" for one in buttons[at:]) == last:
            return buttons[:at], buttons[at:]
    return buttons, []


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
        return [line.rstrip() for line in (*self.answer, *under)]


def expected(wanted: list[str], room: str, people: Mapping[str, Any]) -> Seen:
    """The lines of a transcript in the same order, with Discord's words for platform, room and accounts."""
    seen = Seen()
    block: list[str] = seen.answer
    for one in wanted:
        named = ACCOUNT.sub(lambda name: f"{getattr(people.get(name[1]), 'id', name[1])} (terminal)", one)
        line = PLATFORM.sub("discord", named).replace("discord (local)", f"discord ({room})")
        if HEAD.fullmatch(line):
            block = []
            seen.add(line, block)
        else:
            block.append(line[2:] if block is not seen.answer else line)
    return seen


def prompt(row: Json) -> str:
    """A field of a form as the terminal asks for it."""
    return f"{row['label'].lower()}: {row['description'].removesuffix('…')}"
