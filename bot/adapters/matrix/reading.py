"""A message as it was meant: whether it speaks to the bot, what it answers to, and what is attached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.adapters.matrix.media import file_of
from bot.adapters.matrix.people import local, pills, written
from bot.adapters.matrix.surface import thread_of
from bot.adapters.matrix.wire import Json

SPOKEN = ("m.text", "m.emote", "m.file", "m.image", "m.audio", "m.video")
QUOTED = re.compile(r"\A(?:>[^\n]*(?:\n|\Z))+\n?")


@dataclass(frozen=True)
class Said:
    """A message of a person. `reply` is what it answers, `last` the newest message its thread had for its writer."""

    room: str
    event: str
    sender: str
    text: str
    content: Json
    root: str = ""
    reply: str = ""
    last: str = ""

    @property
    def file(self) -> str:
        """The name of the file that it brings."""
        return file_of(self.content)


def said(room: str, event: Json) -> Said | None:
    """A message that somebody wrote; None for notices, edits, and what is no message."""
    content = event.get("content")
    if event.get("type") != "m.room.message" or not isinstance(content, dict):
        return None
    body, relation = content.get("body"), content.get("m.relates_to")
    relation = relation if isinstance(relation, dict) else {}
    if content.get("msgtype") not in SPOKEN or not isinstance(body, str):
        return None
    if relation.get("rel_type") == "m.replace" or "m.new_content" in content:
        return None
    answered = relation.get("m.in_reply_to")
    last = str(answered.get("event_id") or "") if isinstance(answered, dict) else ""
    reply = "" if relation.get("is_falling_back") and relation.get("rel_type") == "m.thread" else last
    text = body if content.get("msgtype") in ("m.text", "m.emote") or file_of(content) != body else ""
    if reply and text.startswith("> <"):
        text = QUOTED.sub("", text, count=1)
    sender, number = str(event.get("sender") or ""), str(event.get("event_id") or "")
    return Said(room, number, sender, text.strip(), content, thread_of(content), reply, last)


def addressed(one: Said, prefix: str, me: str, name: str) -> str | None:
    """What is said to the bot, by the prefix or by a mention in front; None if it is said to others."""
    head, _, rest = one.text.partition(" ")
    first, newline, below = one.text.partition("\n")
    if newline and first == prefix:
        return below.strip()
    if head == prefix:
        return rest.strip()
    linked = [shown for target, shown in pills(one.content) if target == me]
    for called in [*linked, me, f"@{local(me)}", *([name] if me in mentioned(one.content) else [])]:
        if called and one.text.casefold().startswith(called.casefold()):
            after = one.text[len(called) :]
            if not after or not after[0].isalnum():
                return after.lstrip(" :,").strip()
    pill = re.match(rf"\[[^\]\n]*\]\(https://matrix\.to/#/{re.escape(me)}[^)]*\)", one.text)
    return one.text[pill.end() :].lstrip(" :,").strip() if pill else None


def mentioned(content: Json) -> list[str]:
    """The people whom a message mentions on purpose."""
    found: Any = content.get("m.mentions")
    users = found.get("user_ids") if isinstance(found, dict) else None
    return [one for one in users if isinstance(one, str)] if isinstance(users, list) else []


def words(text: str, one: Said) -> str:
    """A text of a message as the gate reads it."""
    return written(text, one.content).strip()
