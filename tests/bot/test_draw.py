"""Cards in colour: the same lines as plain ones, whatever marks them up."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.adapters.draw import draw
from bot.card import Card, Grid


def drawn(card: Card, head: str = "") -> list[str]:
    out = io.StringIO()
    draw(Console(file=out, width=80), head, card)
    return [line.strip() for line in out.getvalue().splitlines() if line.strip()]


@pytest.mark.parametrize(
    "body",
    [
        "one\ntwo",
        "one `me`\ntwo",
        "**one**\ntwo `me`\nthree",
        "first `me`\n- one\n- two\nlast",
        "- one\n- two\nlast",
    ],
)
def test_every_line_of_a_body_stands_on_its_own(body: str) -> None:
    plain = body.replace("`", "").replace("**", "").replace("- ", "• ")
    assert drawn(Card(body)) == plain.splitlines()


def test_a_card_is_whole() -> None:
    card = Card("Body.", title="Title", fields=(("Who", "ana"),), table=Grid(("A", "B"), (("x", "1"),)))
    shown = drawn(card, "#general [1]")
    assert shown == ["#general [1]", "Title", "Body.", "Who  ana", "A  B", "x  1"]
