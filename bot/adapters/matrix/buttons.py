"""Buttons as reactions: one sign for each, and the button behind a sign or a word."""

from __future__ import annotations

from bot.adapters.signs import DIGITS, plain_key
from bot.card import Button, Card

FORM = "📝"  # the sign of a form that waits to be filled in


def keys(card: Card) -> list[tuple[str, Button]]:
    """The buttons of a card, each with a sign of its own."""
    taken = {plain_key(key) for key, _, _ in card.ballot.choices} if card.ballot else set()
    wanted = {plain_key(one.key) for one in card.buttons}
    spare = iter([one for one in DIGITS if plain_key(one) not in taken | wanted])
    found: list[tuple[str, Button]] = []
    for one in card.buttons:
        key = one.key if one.key and plain_key(one.key) not in taken else next(spare, "")
        taken.add(plain_key(key))
        found.append((key, one))
    return found


def signs(card: Card) -> list[str]:
    """Every sign that belongs under a card."""
    ballot = [key for key, _, _ in card.ballot.choices] if card.ballot else []
    return [*ballot, *(key for key, _ in keys(card) if key not in ("", FORM))]


def pressed(card: Card, sign: str) -> Button | None:
    """The button behind a reaction."""
    return next((one for key, one in keys(card) if key and plain_key(key) == plain_key(sign)), None)


def typed(card: Card, text: str) -> Button | None:
    """The button or choice that an answer to a card names: by number, sign or label."""
    word = plain_key(text.strip()).casefold()
    votes = card.ballot.buttons() if card.ballot else []
    every = [*keys(card), *((one.key, one) for one in votes)]
    for number, (key, one) in enumerate(every, 1):
        if word and word in {str(number), plain_key(key), one.label.casefold(), short(one.label)}:
            return one
    return None


def short(label: str) -> str:
    """A label without the count behind it."""
    return (label.rpartition(" · ")[0] or label).casefold()


def line(card: Card) -> str:
    """The buttons in words, so that a message is complete without reactions."""
    return "  ".join(f"{key} {one.label}".strip() for key, one in keys(card) if key != FORM)
