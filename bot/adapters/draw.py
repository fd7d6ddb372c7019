"""A card in colour, for a person at a terminal."""

from __future__ import annotations

from itertools import pairwise

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.adapters import plain
from bot.card import Card, Grid

COLOURS = {
    "plain": "",
    "good": "green",
    "warn": "yellow",
    "refusal": "red",
    "error": "bold red",
    "preview": "cyan",
}


def draw(console: Console, head: str, card: Card) -> None:
    """Print a block: what was posted stands indented under its place."""
    parts = Group(*renderables(card))
    if head:
        console.print(Text(head, style="bold magenta"))
        console.print(Padding(parts, (0, 0, 1, 2)))
    else:
        console.print(parts)


def renderables(card: Card) -> list[RenderableType]:
    card = plain.PLAIN.card(card)
    colour = COLOURS[card.tone]
    parts: list[RenderableType] = [Text(card.title, style=f"bold {colour}".strip())] if card.title else []
    if card.body:
        parts.append(_body(plain.SIGN.get(card.tone, "") + card.body, colour))
    parts += [Text.assemble((f"{name}  ", "dim"), value) for name, value in card.fields]
    parts += [grid(card.table)] if card.table else []
    parts += [Text(line, style="bold cyan") for line in plain.choices(card)]
    return [*parts, *(Text(line, style="blue") for line in plain.files(card))]


def _body(text: str, colour: str) -> RenderableType:
    """Plain sentences stay as typed; lists, bold and code are drawn as Markdown."""
    marked = any(sign in text for sign in ("**", "`", "\n- ", "]("))
    return Markdown(broken(text), style=colour or "none") if marked else Text(text, style=colour)


def broken(text: str) -> str:
    """Markdown that keeps every line on its own; a list ends where its lines end."""
    lines = text.split("\n")
    after = [a.startswith("- ") and not b.startswith("- ") for a, b in pairwise(lines)]
    return "  \n".join(
        f"{line}\n" if ends else line for line, ends in zip(lines, [*after, False], strict=True)
    )


def grid(table: Grid) -> Table:
    drawn = Table(box=None, pad_edge=False, header_style="dim")
    for number, name in enumerate(table.head):
        figures = number > 0 and all(plain.figure(row[number]) for row in table.rows)
        drawn.add_column(name, justify="right" if figures else "left")
    for row in table.rows:
        drawn.add_row(*row)
    return drawn
