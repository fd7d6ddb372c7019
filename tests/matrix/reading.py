"""What a person reads on Matrix, turned back into the lines that a terminal shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from bot.card import Card, bare
from tests.matrix.things import Json

TYPED = "`!dao "
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\w+")
NUMBER = re.compile(r"-\d+$")
LINK = re.compile(r"\]\([^)]*\)")


def lines(content: Json, card: Card | None, names: Iterable[str] = ()) -> list[str]:
    """A message of the bot without its markup: those who are mentioned first, and the signs of its buttons."""
    assert content["msgtype"] in ("m.notice", "m.image", "m.file"), content
    shown: list[str] = content["body"].replace(TYPED, "`").split("\n")
    if content.get("m.mentions", {}).get("user_ids"):
        told = [
            NUMBER.sub("", one) for one in shown[0].split(", ")
        ]  # who is not in the room is told by their id
        assert told == list(names), shown
        shown = shown[1:]
    labels = [one.label for one in card.buttons] if card else []
    at = next(
        (n for n, line in enumerate(shown) if labels and [label for _, label in signs(line)] == labels), None
    )
    assert (at is None) is not bool(labels), (labels, shown)
    if at is not None:
        shown[at] = "  ".join(f"[{number}] {label}" for number, label in enumerate(labels, 1))
    return shown


def signs(line: str) -> list[tuple[str, str]]:
    """Signs and labels of a line of buttons, which two spaces divide."""
    parts = [one.partition(" ") for one in line.split("  ")]
    return [(sign, label) for sign, _, label in parts]


def keys(content: Json, card: Card) -> list[str]:
    """The signs of the buttons of a card, in their order."""
    labels = [one.label for one in card.buttons]
    found = [signs(line) for line in content["body"].split("\n")]
    line = next((one for one in found if labels and [label for _, label in one] == labels), [])
    return [sign for sign, _ in line]


def is_complete(content: Json) -> bool:
    """Whether plain and formatted text say the same."""
    plain = LINK.sub("]", content["body"])
    formatted = html.unescape(TAG.sub(" ", content["formatted_body"]))
    return WORD.findall(plain) == WORD.findall(formatted)


def standing(reactions: Iterable[str]) -> set[str]:
    """The signs under a message, in one spelling each."""
    return {bare(one) for one in reactions}
