"""A card as plain lines of text: what a transcript holds and what a screen without colour shows."""

from __future__ import annotations

from unicodedata import east_asian_width

from bot.adapters.voice import Voice
from bot.card import Card, Grid

PLAIN = Voice()
SIGN = {"refusal": "✗ ", "error": "‼ "}


def lines(card: Card, voice: Voice = PLAIN) -> list[str]:
    """Title, body, facts, table, buttons, ballot and files, in this order."""
    card = voice.card(card)
    head = [f"**{card.title}**"] if card.title else []
    body = (SIGN.get(card.tone, "") + card.body).splitlines() if card.body else []
    facts = [f"{name}: {value}" for name, value in card.fields]
    return [*head, *body, *facts, *(grid(card.table) if card.table else []), *choices(card), *files(card)]


def grid(table: Grid) -> list[str]:
    """Aligned columns, the first to the left and the others to the right where they are numbers."""
    rows = [table.head, *table.rows]
    widths = [max(width(row[n]) for row in rows) for n in range(len(table.head))]
    right = [n > 0 and all(figure(row[n]) for row in table.rows) for n in range(len(table.head))]
    return ["  ".join(_cell(*one) for one in zip(row, widths, right, strict=True)).rstrip() for row in rows]


def width(text: str) -> int:
    """Columns a terminal needs for the text."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text if sign not in "\u200d\ufe0f")


def _cell(text: str, wide: int, right: bool) -> str:
    space = " " * (wide - width(text))
    return space + text if right else text + space


def figure(text: str) -> bool:
    return not text or text[0].isdigit() or text[0] in "-+–"


def choices(card: Card) -> list[str]:
    buttons = [f"[{number}] {button.label}" for number, button in enumerate(card.buttons, 1)]
    ballot = [f"{key} {label}" for key, label, _ in card.ballot.choices] if card.ballot else []
    return [*(["  ".join(buttons)] if buttons else []), *(["  ".join(ballot)] if ballot else [])]


def files(card: Card) -> list[str]:
    return [f"📎 {file.name}" + (f" ({file.alt})" if file.alt else "") for file in card.files]
