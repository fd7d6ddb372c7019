"""A card as Matrix shows it: a body that is complete in plain text, and the same in HTML."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt

from bot.adapters import plain
from bot.adapters.matrix import buttons
from bot.adapters.matrix.people import link
from bot.card import Card, Grid

Json = dict[str, Any]
MARK = "org.distributed.mark"  # which message of the outbox an event is
MOST = 20_000  # bytes of one event: twice in an edit, and encrypted, it stays below 65,536
CHANNEL = re.compile(r"<#([^<>\s]+)>")
FENCE = "```"
Title = Callable[[str], str]  # what a room is called

_markdown = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["backticks", "emphasis", "escape", "fence", "link", "list", "newline"]
)


def draw(card: Card, title: Title, *, names: Sequence[str] = (), mark: str = "") -> list[Json]:
    """The messages of a card, the first one being the card itself; `names` are those of who must act."""
    texts = list(pieces(lines(card), MOST))
    whole = formatted(card) if len(texts) == 1 else ""
    if 0 < len(whole.encode()) <= MOST:
        drawn = [_content(texts[0], whole, title)]
    else:
        drawn = [_content(one, rendered(one), title) for one in texts]
    people = dict(zip(card.pings, names, strict=False))
    first = drawn[0]
    first["m.mentions"] = {"user_ids": list(people)} if people else {}
    if people:
        first["body"] = ", ".join(people.values()) + "\n" + first["body"]
        told = ", ".join(link(user, name) for user, name in people.items())
        first["formatted_body"] = f"<p>{told}</p>{first['formatted_body']}"
    for number, one in enumerate(drawn if mark else ()):
        one[MARK] = mark if number == 0 else f"{mark}-{number}"
    return drawn


def _content(text: str, formatted_text: str, title: Title) -> Json:
    return {
        "msgtype": "m.notice",
        "body": CHANNEL.sub(lambda found: title(found[1]), text),
        "format": "org.matrix.custom.html",
        "formatted_body": _linked(formatted_text, title),
        "m.mentions": {},
    }


def _linked(text: str, title: Title) -> str:
    return re.sub(r"&lt;#([^&\s]+)&gt;", lambda found: link(found[1], title(found[1])), text)


def lines(card: Card) -> list[str]:
    """The lines of a plain card, with the signs of its buttons."""
    head = plain.lines(Card(card.body, card.title, card.fields, card.table, tone=card.tone))
    return [*head, *_pressable(card), *plain.files(card)]


def _pressable(card: Card) -> list[str]:
    ballot = ["  ".join(f"{key} {label}" for key, label, _ in card.ballot.choices)] if card.ballot else []
    pressable = buttons.line(card)
    return [*([pressable] if pressable else []), *ballot]


def formatted(card: Card) -> str:
    """The HTML of a card."""
    title = f"<h4>{html.escape(card.title)}</h4>" if card.title else ""
    body = rendered(plain.SIGN.get(card.tone, "") + card.body) if card.body else ""
    facts = "<br>".join(
        f"<strong>{html.escape(name)}:</strong> {inline(value)}" for name, value in card.fields
    )
    below = "<br>".join(html.escape(line) for line in [*_pressable(card), *plain.files(card)])
    return "".join(
        [
            title,
            body,
            f"<p>{facts}</p>" if facts else "",
            table(card.table),
            f"<p>{below}</p>" if below else "",
        ]
    )


def rendered(text: str) -> str:
    """Markdown as HTML; what people wrote cannot bring HTML of its own."""
    return str(_markdown.render(text)).strip()


def inline(text: str) -> str:
    """One line of Markdown as HTML."""
    return str(_markdown.renderInline(text))


def table(grid: Grid | None) -> str:
    """A table; figures stand to the right."""
    if grid is None:
        return ""
    head = "".join(f"<th>{html.escape(one)}</th>" for one in grid.head)
    rows = "".join("<tr>" + "".join(f"<td>{inline(one)}</td>" for one in row) + "</tr>" for row in grid.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def pieces(text: Sequence[str], most: int) -> Iterator[str]:
    """Lines joined into texts that fit an event, cut inside of a line only where one is too long."""
    held: list[str] = []
    size = 0
    for line in (part for whole in text for part in _parts(whole, most)):
        if held and size + cost(line) > most:
            yield "\n".join(held)
            held, size = [], 0
        held.append(line)
        size += cost(line)
    yield "\n".join(held)


def cost(line: str) -> int:
    """The bytes of a line in an event: as text and as HTML, with what ends it."""
    return len(json.dumps(line, ensure_ascii=False).encode()) + len(html.escape(line).encode()) + 16


def _parts(line: str, most: int) -> Iterator[str]:
    """A line that is too long, in pieces that surely fit: a sign has at most eleven bytes in all."""
    step = most // 12
    while cost(line) > most:
        yield line[:step]
        line = line[step:]
    yield line
