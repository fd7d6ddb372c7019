"""What a person reads on Discord, turned back into the lines that a terminal shows."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from bot.adapters.discord.slash import FIRST
from tests.discord.things import Json, walk
from tests.reading import when

BUTTON = 2
PINGS = re.compile(r"(?:<@\d+> ?)*")
FENCE = "```"
MOMENT = re.compile(r"<t:(-?\d+):f> \(<t:\1:R>\)")
CLICKED = re.compile(r"</([\w ]+):\d+>(?: `([^`]*)`)?")
TYPED = re.compile(r"`/([^`]*)`")
MINE = re.compile(r"<@(\d+)> \(discord\)")
FACT = re.compile(r"\*\*(.+?):\*\* ")


def lines(data: Json) -> list[str]:
    """A message of the bot without its markup: the mark in the footer, bold facts, fences, pings."""
    assert PINGS.fullmatch(data["content"]), data["content"]
    told = [
        line for one in data["embeds"] for line in unmarked(one.get("description") or "").split("\n") if line
    ]
    title = [f"**{unmarked(one['title'])}**" for one in data["embeds"] if one.get("title")]
    mine, ballot = controls(data)
    below = [told.pop()] if ballot else []
    shown = [FACT.sub(r"\1: ", line) if FACT.match(line) else line for line in told if line != FENCE]
    pressed = "  ".join(f"[{number}] {one['label']}" for number, one in enumerate(mine, 1))
    files = [_file(one) for one in data["attachments"]]
    return [*title, *shown, *([pressed] if pressed else []), *below, *files]


def unmarked(text: str) -> str:
    """A text with moments, commands and accounts as they are typed."""
    text = MOMENT.sub(lambda found: when(datetime.fromtimestamp(int(found[1]), UTC)), text)
    text = CLICKED.sub(lambda found: f"`{_command(found[1])}{' ' * bool(found[2])}{found[2] or ''}`", text)
    return MINE.sub(r"\1 (discord)", TYPED.sub(lambda found: f"`{_command(found[1])}`", text))


def _command(words: str) -> str:
    """A command without what Discord adds to one that is called like its group."""
    return re.sub(rf"^(\w+) {FIRST}\b", r"\1", words)


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


def prompt(row: Json) -> str:
    """A field of a form as the terminal asks for it."""
    return f"{row['label'].lower()}: {row['description'].removesuffix('…')}"
