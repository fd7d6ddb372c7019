"""A person at a client of Matrix: what they can do there, over the client-server API of a real server."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp

from tests.matrix.sight import Sight
from tests.matrix.synapse import AnswerError, Synapse
from tests.matrix.things import Json, Message, Room

NAME = re.compile(r"@(\w+)")
NUMBERS = itertools.count(1)


class Actor:
    """Somebody; what the server refuses raises `AnswerError`."""

    def __init__(self, session: aiohttp.ClientSession, server: Synapse, made: Json, name: str) -> None:
        self.session, self.server, self.made, self.name = session, server, made, name
        self.id: str = made["user_id"]
        self.sight = Sight(self)

    async def call(self, method: str, path: str, body: Any = None, **query: Any) -> Json:
        """One call with this person's token."""
        return await self._call(method, f"client/v3/{path}", query, json=body)

    async def _call(self, method: str, path: str, query: Json, **more: Any) -> Json:
        headers = {"Authorization": f"Bearer {self.made['access_token']}"} | more.pop("headers", {})
        url = f"{self.server.url}/_matrix/{path}"
        async with self.session.request(method, url, params=query, headers=headers, **more) as answer:
            data: Json = await answer.json()
        if answer.status >= 400:
            raise AnswerError(answer.status, data)
        return data

    # rooms

    async def create(self, name: str, *invited: str, space: bool = False, **more: Any) -> str:
        """A new private room or space, which this person administers."""
        kind = {"type": "m.space"} if space else {}
        creation = kind | more.pop("creation_content", {})
        body = {"name": name, "preset": "private_chat", "invite": list(invited), "creation_content": creation}
        return str((await self.call("POST", "createRoom", body | more))["room_id"])

    async def adopt(self, space: str, room: str) -> None:
        """Put a room into a space, and say so in the room."""
        await self.put(space, "m.space.child", {"via": ["localhost"]}, room)
        await self.put(room, "m.space.parent", {"via": ["localhost"], "canonical": True}, space)

    async def invite(self, room: str, who: str) -> None:
        await self.call("POST", f"rooms/{quote(room)}/invite", {"user_id": who})

    async def join(self, room: str) -> None:
        await self.call("POST", f"rooms/{quote(room)}/join", {})
        self.sight.invited.discard(room)

    async def leave(self, room: str) -> None:
        await self.call("POST", f"rooms/{quote(room)}/leave", {})

    async def get(self, room: str, kind: str, key: str = "") -> Json:
        """A piece of a room's state."""
        return await self.call("GET", f"rooms/{quote(room)}/state/{kind}/{quote(key)}")

    async def put(self, room: str, kind: str, content: Json, key: str = "") -> None:
        """Change a piece of a room's state."""
        await self.call("PUT", f"rooms/{quote(room)}/state/{kind}/{quote(key)}", content)

    async def power(self, room: str, levels: Mapping[str, int | None]) -> None:
        """Give people power in a room, or with None take what they had."""
        old = await self.get(room, "m.room.power_levels")
        users = {
            who: level for who, level in (old.get("users", {}) | dict(levels)).items() if level is not None
        }
        await self.put(room, "m.room.power_levels", old | {"users": users})

    # messages

    async def say(self, room: str, text: str, people: Mapping[str, Actor] | None = None, **where: Any) -> str:
        """Send a message; names with @ of people who are known become mentions, as clients write them."""
        return await self.send(room, "m.room.message", worded(text, people or {}) | related(**where))

    async def edit(self, room: str, event: str, text: str, people: Mapping[str, Actor] | None = None) -> str:
        """Change a message of one's own."""
        new = worded(text, people or {})
        more = {"m.new_content": new, "m.relates_to": {"rel_type": "m.replace", "event_id": event}}
        return await self.send(room, "m.room.message", new | {"body": f"* {new['body']}"} | more)

    async def hand(self, room: str, name: str, data: bytes, kind: str = "text/markdown", **where: Any) -> str:
        """Send a file."""
        given = await self._call(
            "POST", "media/v3/upload", {"filename": name}, data=data, headers={"Content-Type": kind}
        )
        content = {"msgtype": "m.file", "body": name, "filename": name, "url": given["content_uri"]}
        info = {"info": {"mimetype": kind, "size": len(data)}}
        return await self.send(room, "m.room.message", content | info | related(**where))

    async def react(self, message: Message, key: str) -> str:
        """Put on a reaction."""
        content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": message.id, "key": key}}
        return await self.send(message.room.id, "m.reaction", content)

    async def unreact(self, message: Message, key: str, *, of: Actor | None = None) -> str:
        """Redact one's own reaction, or with the power for it somebody else's."""
        await self.sight.look()
        seen = self.sight.rooms[message.room.id].messages[message.id]
        return await self.redact(message.room.id, seen.reactions[key][(of or self).id])

    async def redact(self, room: str, event: str) -> str:
        number = next(NUMBERS)
        done = await self.call("PUT", f"rooms/{quote(room)}/redact/{quote(event)}/t{number}", {})
        return str(done["event_id"])

    async def send(self, room: str, kind: str, content: Json) -> str:
        """Send an event of any kind."""
        path = f"rooms/{quote(room)}/send/{kind}/t{next(NUMBERS)}"
        return str((await self.call("PUT", path, content))["event_id"])

    # seeing

    async def accept(self) -> list[str]:
        """Accept every invitation there is; the rooms."""
        await self.sight.look()
        found = sorted(self.sight.invited)
        for room in found:
            await self.join(room)
        await self.sight.look()
        return found

    def alone_with(self, bot: str) -> list[Room]:
        """The conversations of two with the bot."""
        return [one for one in self.sight.rooms.values() if one.is_direct and bot in one.people]

    def inbox(self, bot: str) -> list[Message]:
        """What the bot wrote to this person alone, as last seen."""
        rooms = self.alone_with(bot)
        return [one for room in rooms for one in room.messages.values() if one.author == bot]


def worded(text: str, people: Mapping[str, Actor]) -> Json:
    """A text as a client sends it: a mention is a link in the formatted text, and a name in the plain one."""
    named = [people[name] for name in dict.fromkeys(NAME.findall(text)) if name in people]
    content: Json = {"msgtype": "m.text", "body": text}
    if not named:
        return content
    link = '<a href="https://matrix.to/#/{0}">{1}</a>'
    plain = NAME.sub(lambda one: one[1] if one[1] in people else one[0], text)
    marked = NAME.sub(
        lambda one: link.format(people[one[1]].id, one[1]) if one[1] in people else one[0], html.escape(text)
    )
    content |= {"body": plain, "format": "org.matrix.custom.html"}
    content |= {"formatted_body": marked.replace("\n", "<br>")}
    return content | {"m.mentions": {"user_ids": [one.id for one in named]}}


def related(*, thread: str = "", reply: str = "") -> Json:
    """Where a message hangs: in a thread, or as a reply to another one, or both."""
    answered = {"m.in_reply_to": {"event_id": reply or thread}}
    if thread:
        hung = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": not reply}
        return {"m.relates_to": hung | answered}
    return {"m.relates_to": answered} if reply else {}
