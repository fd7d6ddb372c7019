"""Cards, buttons and forms as Matrix shows them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters import plain
from bot.adapters.matrix import buttons, forms
from bot.adapters.matrix.draw import MARK, draw
from bot.adapters.matrix.surface import replacing
from bot.card import Ballot, Button, Card, Grid
from bot.command import Call
from tests.chat import Chat

CALL = Call.to("help")
FULL = Card(
    "Some **bold** words & <b>no tags</b>\n- one\n- two",
    title="A <title>",
    fields=(("Who", "ana"), ("When", "[link](https://example.org)")),
    table=Grid(("Name", "Sum"), (("<ana>", "1,000"), ("ben", "20"))),
    buttons=(Button("Claim", CALL, "✅"), Button("Drop", CALL, "✅"), Button("More", CALL, "")),
    ballot=Ballot(Call.to("poll vote", number=1), (("✅", "Yes · 3", "1"), ("👎", "No · 0", "2"))),
)


def title(room: str) -> str:
    return {"!r": "#hall"}.get(room, room)


def test_the_plain_body_is_complete() -> None:
    (content,) = draw(FULL, title)
    for line in plain.lines(Card(FULL.body, FULL.title, FULL.fields, FULL.table)):
        assert line in content["body"].splitlines()
    assert "1️⃣ Claim  2️⃣ Drop  3️⃣ More" in content["body"]
    assert "✅ Yes · 3  👎 No · 0" in content["body"]


def test_nobody_brings_html_of_their_own() -> None:
    (content,) = draw(FULL, title)
    assert "&lt;b&gt;no tags&lt;/b&gt;" in content["formatted_body"]
    assert "A &lt;title&gt;" in content["formatted_body"]
    assert "<td>&lt;ana&gt;</td>" in content["formatted_body"]
    assert "<strong>bold</strong>" in content["formatted_body"]


@pytest.mark.parametrize("text", ["[x](javascript:alert)", "![x](https://example.org/a.png)", "<img src=x>"])
def test_what_could_load_or_run_something_stays_text(text: str) -> None:
    (content,) = draw(Card(text), title)
    assert "<img" not in content["formatted_body"]
    assert 'href="javascript' not in content["formatted_body"]


def test_only_those_who_must_act_are_pinged() -> None:
    (quiet,) = draw(Card("@ana:here"), title)
    (loud,) = draw(Card("Act!", pings=("@ana:here",)), title, names=["Ana"])
    assert quiet["m.mentions"] == {}
    assert loud["m.mentions"] == {"user_ids": ["@ana:here"]}
    assert loud["body"].splitlines() == ["Ana", "Act!"]
    assert replacing(loud, "$1")["m.mentions"] == {}  # an edit pings nobody again


def test_rooms_are_called_by_their_names() -> None:
    (content,) = draw(Card("Rewards go to <#!r>."), title)
    assert content["body"] == "Rewards go to #hall."
    assert '<a href="https://matrix.to/#/!r">#hall</a>' in content["formatted_body"]


@pytest.mark.parametrize("body", ["word " * 20_000, "ü" * 40_000, "line\n" * 9000, "🙂<&" * 9000])
def test_what_is_too_long_goes_on_in_further_messages(body: str) -> None:
    found = draw(Card(body, title="Long"), title, mark="key")
    edits = [json.dumps(replacing(one, "$" + "e" * 43), ensure_ascii=False).encode() for one in found]
    assert all(len(one) * 4 / 3 < 64_000 for one in edits)  # encrypted, it is longer by a third
    assert [one[MARK] for one in found[:2]] == ["key", "key-1"]
    assert "".join("".join(one["body"].split()) for one in found) == "**Long**" + "".join(body.split())


def test_each_button_has_a_sign_of_its_own() -> None:
    signs = buttons.signs(FULL)
    assert len(set(signs)) == len(signs) == 5
    assert [one.label for key in ("1️⃣", "2️⃣", "3️⃣") if (one := buttons.pressed(FULL, key))] == [
        "Claim",
        "Drop",
        "More",
    ]
    assert buttons.pressed(FULL, "✅") is None  # that one votes


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1", "Claim"),
        ("drop", "Drop"),
        ("2️⃣", "Drop"),
        ("4", "Yes · 3"),
        ("yes", "Yes · 3"),
        ("👎🏿", "No · 0"),
    ],
)
def test_a_button_can_be_named(text: str, label: str) -> None:
    found = buttons.typed(FULL, text)
    assert found
    assert found.label == label


@pytest.mark.parametrize("text", ["", "0", "99", "perhaps", "yes please"])
def test_other_words_press_nothing(text: str) -> None:
    assert buttons.typed(FULL, text) is None


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with Chat.open(f"sqlite:///{tmp_path}/forms.db") as chat:
        yield chat


async def test_forms(chat: Chat) -> None:
    """A form is filled in line by line; other words are no answer to it."""
    call = Call.to("poll new")
    spec = chat.app.table.missing(call)
    assert spec
    card = forms.template(spec, call, {}, "@ana:here")
    assert "question: " in card.body
    assert card.buttons[0].key == buttons.FORM
    assert buttons.signs(card) == []
    text = "Question: Tea?\nwith milk\n**options:** tea ; coffee\ncloses:"
    assert forms.filled(spec, call, text) == {"question": "Tea?\nwith milk", "options": "tea ; coffee"}
    assert forms.filled(spec, call, "```\nquestion: Tea?\n```") == {"question": "Tea?"}
    assert forms.filled(spec, call, "what a nice idea") is None
    assert forms.lacking(spec, {"options": "tea"}) == ["question"]


async def test_where_one_thing_is_missing_the_answer_is_it(chat: Chat) -> None:
    call = Call.to("praise", who="@ben")
    spec = chat.app.table.missing(call)
    assert spec
    assert forms.filled(spec, call, "for the soup") == {"why": "for the soup"}
