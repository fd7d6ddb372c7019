"""What an account sees: its rooms, kept current from the answers of /sync."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any, Protocol

from tests.matrix.things import Json, Message, Room, relation

NONE: Json = {"types": []}
FILTER = json.dumps(
    {
        "presence": NONE,
        "account_data": NONE,
        "room": {"ephemeral": NONE, "account_data": NONE, "timeline": {"limit": 100}},
    }
)
LONG = 1.0  # seconds for which the server holds an answer in which nothing is


class Asking(Protocol):
    """What sight needs of an account."""

    async def call(self, method: str, path: str, body: Any = None, **query: Any) -> Json:
        """Ask the server."""


class Sight:
    """Rooms by id, invitations, and everything new in its order: `new` or `edit`, the message, its text then."""

    def __init__(self, account: Asking) -> None:
        self.account = account
        self.since = ""
        self.rooms: dict[str, Room] = {}
        self.invited: set[str] = set()
        self.news: list[tuple[str, Message, Json]] = []

    async def look(self, wait: float = 0) -> bool:
        """See what is there now; whether there was anything. With `wait` the server waits for something."""
        query = {"filter": FILTER, "timeout": int(wait * 1000)} | (
            {"since": self.since} if self.since else {}
        )
        found = await self.account.call("GET", "sync", **query)
        rooms: Json = found.get("rooms", {})
        moved: bool = found["next_batch"] != self.since
        for number, data in rooms.get("join", {}).items():
            await self._joined(self.rooms.setdefault(number, Room(number)), data)
        self.invited |= set(rooms.get("invite", {}))
        self.invited -= set(rooms.get("join", {})) | set(rooms.get("leave", {}))
        for number in rooms.get("leave", {}):
            self.rooms.pop(number, None)
        self.since = found["next_batch"]
        return moved

    async def until(self, test: Callable[[], Any], within: float = 10.0) -> Any:
        """Wait until a condition holds, and answer it; it is looked at after everything that is seen."""
        end = time.monotonic() + within
        while not (found := test()):
            if time.monotonic() > end:
                last = [f"{one.author}: {one.text[:200]}" for _, one, _ in self.news[-4:]]
                raise TimeoutError(f"not within {within} s; the last messages: {last}")
            await self.look(LONG)
        return found

    async def _joined(self, room: Room, data: Json) -> None:
        timeline = data.get("timeline", {})
        for event in data.get("state", {}).get("events", []):
            room.state[event["type"], event["state_key"]] = event["content"]
        missed = (
            await self._missed(room, timeline["prev_batch"]) if timeline.get("limited") and self.since else []
        )
        for event in (*missed, *timeline.get("events", [])):
            self._event(room, event)

    async def _missed(self, room: Room, before: str) -> list[Json]:
        """What an answer of /sync was too short for."""
        query = {"dir": "b", "from": before, "to": self.since, "limit": 1000}
        found = await self.account.call("GET", f"rooms/{room.id}/messages", **query)
        return list(reversed(found["chunk"]))

    def _event(self, room: Room, event: Json) -> None:
        content, related = event["content"], relation(event["content"])
        if "state_key" in event:
            room.state[event["type"], event["state_key"]] = content
        elif event["type"] == "m.room.redaction":
            self._redacted(room, event, str(event.get("redacts") or content.get("redacts")))
        elif event["type"] == "m.reaction" and (message := room.messages.get(related.get("event_id", ""))):
            message.reactions.setdefault(related["key"], {})[event["sender"]] = event["event_id"]
            room.reacted[event["event_id"]] = message, related["key"], event["sender"]
        elif event["type"] == "m.room.message" and content:
            self._message(room, event, content, related)

    def _message(self, room: Room, event: Json, content: Json, related: Json) -> None:
        if related.get("rel_type") == "m.replace":
            message = room.messages.get(related["event_id"])
            if message and message.author == event["sender"]:
                message.content = content["m.new_content"]
                message.edits += 1
                self.news.append(("edit", message, message.content))
        elif event["event_id"] not in room.messages:
            message = room.messages[event["event_id"]] = Message(room, event, content)
            self.news.append(("new", message, content))

    def _redacted(self, room: Room, event: Json, target: str) -> None:
        room.redactions.append(event)
        if target in room.messages:
            room.messages[target].redacted = True
        if found := room.reacted.pop(target, None):
            message, key, account = found
            if message.reactions.get(key, {}).pop(account, None) and not message.reactions[key]:
                del message.reactions[key]
