"""What a message refers to: the message it answers, the file it brings, the rooms it names, who wrote what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.matrix.media import downloaded, file_of
from bot.adapters.matrix.people import MARK, ref, written
from bot.adapters.matrix.reading import Said, said
from bot.adapters.matrix.wire import Json
from bot.command import Attachment, Call, Quote, Spec
from bot.surface import GoneError

if TYPE_CHECKING:
    from bot.adapters.matrix.client import Listener

AUTHORS = 5000  # messages whose writer is remembered


class Referring:
    """Looks up what messages refer to."""

    def __init__(self, listener: Listener) -> None:
        self.listener, self.wire, self.rooms = listener, listener.wire, listener.rooms
        self.authors: dict[str, str] = {}

    async def quote(self, one: Said) -> tuple[Quote | None, Json]:
        """The message that another answers to, and its content."""
        if not one.reply:
            return None, {}
        try:
            event = await self.wire.event(one.room, one.reply)
        except GoneError:
            return None, {}
        before = said(one.room, event)
        sender = str(event.get("sender") or "")
        author = "" if sender == self.listener.me else sender
        text = spoken(written(before.text, before.content)) if before and author else ""
        return Quote(ref(one.room, one.reply), text, author=author), before.content if before else {}

    async def files(self, one: Said, quoted: Json | str) -> tuple[Attachment, ...]:
        """The file that comes with a message, or with the one it answers to."""
        for content in (one.content, quoted):
            if isinstance(content, dict) and file_of(content):
                return (await downloaded(self.wire.client, content),)
        return ()

    async def aliases(self, text: str) -> str:
        """Aliases of rooms as their ids."""
        for word in [one for one in text.split() if one.startswith("#") and ":" in one]:
            try:
                found = await self.wire.call("GET", "directory", "room", word)
            except GoneError:
                continue
            text = text.replace(word, str(found.get("room_id") or word))
        return text

    def places(self, text: str, here: str) -> str:
        """Rooms of the same place as the gate writes channels."""
        family = {here, *self.rooms.spaces(here)}
        for word in [one for one in text.split() if one.startswith("!")]:
            if word in self.rooms.known and family & {word, *self.rooms.spaces(word)}:
                text = text.replace(word, f"<#{word}>")
        return text

    async def author(self, room: str, event: str) -> str:
        """Who wrote a message."""
        if event not in self.authors:
            try:
                self.wrote(event, str((await self.wire.event(room, event)).get("sender") or ""))
            except GoneError:
                return ""
        return self.authors.get(event, "")

    def wrote(self, event: str, sender: str) -> None:
        self.authors[event] = sender
        if len(self.authors) > AUTHORS:
            del self.authors[next(iter(self.authors))]


def attached(spec: Spec, call: Call, files: tuple[Attachment, ...]) -> Call:
    """A file that came along is the file that is asked for."""
    given = {name for name, _ in call.args}
    wanted = [one.name for one in spec.params if one.type is Attachment and one.name not in given]
    return Call(call.path, (*call.args, (wanted[0], files[0].name))) if wanted and files else call


def spoken(text: str) -> str:
    """A free text keeps people as they are written on Matrix."""
    return MARK.sub(lambda found: found[1], text)
