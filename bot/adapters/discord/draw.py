"""A card as Discord shows it: embeds of text, a table in a code block, buttons, and files with their alt texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.adapters import plain
from bot.adapters.discord import limits
from bot.adapters.discord.buttons import rows
from bot.card import Card, File

COLOURS = {
    "plain": 0x5865F2,
    "good": 0x2E9E5B,
    "warn": 0xD98E04,
    "refusal": 0xC0392B,
    "error": 0x8E1B1B,
    "preview": 0x0E7C86,
}
REST = "more.md"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is sent for a card; files are made anew for each try, because sending reads them."""

    text: str
    embeds: tuple[discord.Embed, ...]
    view: discord.ui.View | None
    files: tuple[File, ...]

    def attachments(self) -> list[discord.File]:
        """The files, ready to be uploaded."""
        return [
            discord.File(
                io.BytesIO(one.data), one.name, description=limits.short(one.alt, limits.ALT) or None
            )
            for one in self.files
        ]


def draw(card: Card, *, pings: Sequence[str] = (), mark: str = "") -> Drawn:
    """Everything of a card within the limits; what is too long for a message goes into a file beside it."""
    texts = list(limits.pieces(described(card), limits.DESCRIPTION)) or [""]
    kept, rest = _fitting(texts, limits.ALL_EMBEDS - limits.TITLE - len(mark))
    embeds = tuple(_embed(card, text, first=number == 0) for number, text in enumerate(kept))
    if mark:
        embeds[-1].set_footer(text=mark)
    files = card.files[: limits.FILES]
    if rest:
        more = File(REST, "\n".join(rest).encode(), alt="the rest of this message")
        files = (*files[: limits.FILES - 1], more)
    return Drawn(" ".join(f"<@{one}>" for one in pings[:50]), embeds, rows(card), files)


def _embed(card: Card, text: str, *, first: bool) -> discord.Embed:
    title = limits.short(card.title, limits.TITLE) if first and card.title else None
    return discord.Embed(title=title, description=text or None, colour=COLOURS[card.tone])


def _fitting(texts: Sequence[str], room: int) -> tuple[list[str], list[str]]:
    """The texts that fit one message, and those that do not."""
    kept, left = [texts[0]], room - len(texts[0])
    for number, text in enumerate(texts[1 : limits.EMBEDS], 1):
        if len(text) > left:
            return kept, list(texts[number:])
        kept.append(text)
        left -= len(text)
    return kept, list(texts[limits.EMBEDS :])


def described(card: Card) -> list[str]:
    """The lines below the title, in the order of a plain card."""
    body = (plain.SIGN.get(card.tone, "") + card.body).splitlines() if card.body else []
    facts = [f"**{name}:** {value}" for name, value in card.fields]
    table = [limits.FENCE, *map(_quiet, plain.grid(card.table)), limits.FENCE] if card.table else []
    ballot = ["  ".join(f"{key} {label}" for key, label, _ in card.ballot.choices)] if card.ballot else []
    return [*body, *facts, *table, *ballot]


def _quiet(line: str) -> str:
    """A line of a code block that cannot end it."""
    return line.replace(limits.FENCE, "'''")
