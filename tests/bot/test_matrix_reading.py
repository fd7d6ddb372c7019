"""What a message on Matrix says to the bot, however a client writes it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.matrix.people import MARK, ref, spot, users, written
from bot.adapters.matrix.reading import addressed, said
from bot.adapters.matrix.surface import key_of

ME, ANA = "@bot:here", "@ana:here"
HTML = "org.matrix.custom.html"


def message(body: str, **content: Any) -> dict[str, Any]:
    content = {"msgtype": "m.text", "body": body} | content
    return {"type": "m.room.message", "sender": ANA, "event_id": "$1", "content": content}


def command(body: str, **content: Any) -> str | None:
    one = said("!r:here", message(body, **content))
    assert one
    return addressed(one, "!dao", ME, "Helper")


@pytest.mark.parametrize(
    ("body", "content", "text"),
    [
        ("!dao poll new", {}, "poll new"),
        ("!dao", {}, ""),
        ("!dao\npoll new", {}, "poll new"),
        ("!daoist thoughts", {}, None),
        ("good morning", {}, None),
        ("@bot:here help", {}, "help"),
        ("@bot: help", {}, "help"),
        ("bother me not", {}, None),
        ("Helper: help", {"m.mentions": {"user_ids": [ME]}}, "help"),
        ("Helper: help", {}, None),
        (
            "Helper help",
            {"format": HTML, "formatted_body": f'<a href="https://matrix.to/#/{ME}">Helper</a> help'},
            "help",
        ),
        (f"[Helper](https://matrix.to/#/{ME}) help", {}, "help"),
    ],
)
def test_who_is_spoken_to(body: str, content: dict[str, Any], text: str | None) -> None:
    assert command(body, **content) == text


@pytest.mark.parametrize(
    "event",
    [
        message("!dao help", msgtype="m.notice"),
        message("* !dao help", **{"m.new_content": {"body": "!dao help"}}),
        message("* !dao help", **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}),
        {"type": "m.room.message", "content": {"msgtype": "m.text", "body": 7}},
        {"type": "m.room.message", "content": "no object"},
        {"type": "m.sticker", "content": {"body": "!dao help"}},
    ],
)
def test_what_is_no_message_of_a_person(event: dict[str, Any]) -> None:
    assert said("!r:here", event) is None


def test_a_reply_leaves_its_fallback_behind() -> None:
    relation = {"m.in_reply_to": {"event_id": "$0"}}
    one = said("!r:here", message("> <@ben:here> old\n> words\n\n!dao praise", **{"m.relates_to": relation}))
    assert one
    assert (one.text, one.reply, one.root) == ("!dao praise", "$0", "")


def test_the_fallback_of_a_thread_is_no_reply() -> None:
    relation = {"rel_type": "m.thread", "event_id": "$r", "is_falling_back": True}
    one = said(
        "!r:here", message("hello", **{"m.relates_to": relation | {"m.in_reply_to": {"event_id": "$l"}}})
    )
    assert one
    assert (one.reply, one.root, one.last) == ("", "$r", "$l")


def test_a_caption_is_a_text_and_a_bare_file_name_is_none() -> None:
    file = {"msgtype": "m.file", "url": "mxc://here/1"}
    bare, named = (
        said("!r:here", message(body, **file, filename="a.md")) for body in ("a.md", "!dao treasury report")
    )
    assert bare
    assert named
    assert (bare.text, bare.file) == ("", "a.md")
    assert (named.text, named.file) == ("!dao treasury report", "a.md")


@pytest.mark.parametrize(
    ("body", "pill", "text"),
    [
        ("praise @ben:here for tea", "", "praise <matrix:@ben:here> for tea"),
        ("praise @ben:here, @cy:here.", "", "praise <matrix:@ben:here>, <matrix:@cy:here>."),
        ("praise Ben for tea", "Ben", "praise <matrix:@ben:here> for tea"),
        ("praise @Ben for tea", "Ben", "praise <matrix:@ben:here> for tea"),
        ("praise [Ben](https://matrix.to/#/@ben:here) x", "", "praise <matrix:@ben:here> x"),
        ("praise https://matrix.to/#/%40ben%3Ahere x", "", "praise <matrix:@ben:here> x"),
        ("write to ben@here.org", "", "write to ben@here.org"),
        ("founders=@ben:here,@cy:here", "", "founders=<matrix:@ben:here>,<matrix:@cy:here>"),
    ],
)
def test_people_are_named_in_every_way(body: str, pill: str, text: str) -> None:
    html = f'praise <a href="https://matrix.to/#/@ben:here">{pill}</a> for tea'
    assert written(body, {"format": HTML, "formatted_body": html} if pill else {}) == text
    assert users(text) == MARK.findall(text)


def test_a_reference_names_room_and_event() -> None:
    assert spot(ref("!room:here", "$event/with/slashes")) == ("!room:here", "$event/with/slashes")


@pytest.mark.parametrize(
    "relation",
    [
        None,
        "text",
        {},
        {"rel_type": "m.reference", "key": "👍", "event_id": "$1"},
        {"rel_type": "m.annotation", "key": 5, "event_id": "$1"},
    ],
)
def test_odd_reactions_mean_nothing(relation: Any) -> None:
    assert key_of({"m.relates_to": relation}) == ""
