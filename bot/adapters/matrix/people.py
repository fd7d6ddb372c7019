"""Who is named in a message: Matrix's ways to mention people and rooms, as the gate writes them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

PLATFORM = "matrix"
USER = re.compile(r"(?<![\w:<@])@[^\s:,<>()]+:[\w.\-\[\]]*[\w\]](?::\d+)?")
MARKDOWN = re.compile(r"\[[^\]\n]*\]\(<?https://matrix\.to/#/([^)\s>]+)>?\)")
LINK = re.compile(r"https://matrix\.to/#/([^\s)>?]+)[^\s)>]*")
ROOM = re.compile(r"(?<!\S)([#!][^\s,<>]+)(?!\S)")
MARK = re.compile(rf"<{PLATFORM}:([^>\s]+)>")


def account(user: str) -> str:
    """A person as the gate writes them."""
    return f"<{PLATFORM}:{user}>"


def ref(room: str, event: str) -> str:
    """How a message is named."""
    return f"{room}/{event}"


def spot(reference: str) -> tuple[str, str]:
    """Room and event of a reference; a room's id has no slash."""
    room, _, event = reference.partition("/")
    return room, event


class _Pills(HTMLParser):
    """The links to people and rooms in a formatted message, with their texts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.target = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        link = LINK.match(dict(attrs).get("href") or "") if tag == "a" else None
        self.target, self.text = (unquote(link[1]), "") if link else ("", "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.target:
            self.found.append((self.target, self.text.strip()))
            self.target = ""


def pills(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a message links to, in order: id or alias, and the text of the link."""
    formatted = content.get("formatted_body")
    if content.get("format") != "org.matrix.custom.html" or not isinstance(formatted, str):
        return []
    reader = _Pills()
    reader.feed(formatted)
    return reader.found


def written(text: str, content: Mapping[str, Any]) -> str:
    """A text with the people it names as the gate writes them; rooms stand there by id or alias."""
    text = MARKDOWN.sub(lambda found: _named(unquote(found[1])), text)
    text = LINK.sub(lambda found: _named(unquote(found[1])), text)
    place = 0
    for target, shown in pills(content):
        at = re.compile(rf"(?<!\w)@?{re.escape(shown.lstrip('@'))}(?!\w)").search(text, place)
        if shown and shown != target and at:
            text = text[: at.start()] + _named(target) + text[at.end() :]
            place = at.start() + len(_named(target))
    return USER.sub(lambda found: account(found[0]), text)


def _named(target: str) -> str:
    target = target.partition("?")[0]
    return account(target) if target.startswith("@") else target


def users(text: str) -> list[str]:
    """The people that a written text names."""
    return list(dict.fromkeys(MARK.findall(text)))


def local(user: str) -> str:
    """The first part of an id, for somebody without a name."""
    return user.removeprefix("@").partition(":")[0]


def server(identifier: str) -> str:
    """The server of somebody or something."""
    return identifier.partition(":")[2]


def link(target: str, text: str) -> str:
    """A link that clients show as a pill."""
    return f'<a href="https://matrix.to/#/{html.escape(target)}">{html.escape(text)}</a>'
