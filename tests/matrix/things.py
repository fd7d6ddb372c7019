"""Rooms and messages as a client of Matrix knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
DIRECT = 2  # people in a conversation of two


def relation(content: Json) -> Json:
    """How an event hangs on another."""
    found = content.get("m.relates_to")
    return found if isinstance(found, dict) else {}


@dataclass(eq=False)
class Message:
    """A message with its newest text, and the reactions that stand under it: key → account → event."""

    room: Room
    data: Json
    content: Json
    reactions: dict[str, dict[str, str]] = field(default_factory=dict)
    edits: int = 0
    redacted: bool = False

    @property
    def id(self) -> str:
        return str(self.data["event_id"])

    @property
    def author(self) -> str:
        return str(self.data["sender"])

    @property
    def text(self) -> str:
        return str(self.content.get("body", ""))

    @property
    def thread(self) -> str:
        """The message in whose thread it is."""
        found = relation(self.data["content"])
        return str(found["event_id"]) if found.get("rel_type") == "m.thread" else ""

    @property
    def answers(self) -> str:
        """The message that it is a reply to."""
        found = relation(self.data["content"])
        return "" if found.get("is_falling_back") else str(found.get("m.in_reply_to", {}).get("event_id", ""))


@dataclass(eq=False)
class Room:
    """A room that somebody is in."""

    id: str
    state: dict[tuple[str, str], Json] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    reacted: dict[str, tuple[Message, str, str]] = field(
        default_factory=dict
    )  # reaction → message, key, account
    redactions: list[Json] = field(default_factory=list)

    @property
    def people(self) -> set[str]:
        """Who is in it or asked to come."""
        return {
            who
            for (kind, who), content in self.state.items()
            if kind == "m.room.member" and content.get("membership") in ("join", "invite")
        }

    @property
    def is_direct(self) -> bool:
        """Whether it is a conversation of two."""
        return len(self.people) == DIRECT and not self.is_space

    @property
    def is_space(self) -> bool:
        return self.state.get(("m.room.create", ""), {}).get("type") == "m.space"
