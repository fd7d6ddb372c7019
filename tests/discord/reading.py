"""What a person reads on Discord, turned back into the lines that a terminal shows."""

from __future__ import annotations

import re

from tests.discord.things import Json, walk

BUTTON = 2
PINGS = re.compile(r"(?:<@\d+> ?)*")
FENCE = "```"
FACT = re.compile(r"\*\*(.+?):\*\* ")


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


def prompt(row: Json) -> str:
    """A field of a form as the terminal asks for it."""
    return f"{row['label'].lower()}: {row['description'].removesuffix('…')}"
