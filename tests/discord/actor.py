"""A person at a client: does what a member can do there, and sees what a member sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from tests.discord import client, messages, options, polls, reactions, threads
from tests.discord.commands import MESSAGE_MENU
from tests.discord.errors import ApiError
from tests.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT, Answer, answer_to, begin
from tests.discord.options import Refused
from tests.discord.rights import Right, require, sees
from tests.discord.service import Service
from tests.discord.things import Channel, Json, Message, Upload, User

P = ParamSpec("P")
T = TypeVar("T")


class Actor:
    """Somebody; what the client would refuse raises `Refused`."""

    def __init__(self, service: Service, user: User) -> None:
        self.service, self.user = service, user
        self.id, self.name, self.mention = user.id, user.name, f"<@{user.id}>"

    # Asking the bot

    async def slash(self, channel: Channel, path: str, /, **given: Any) -> Answer:
        """Type a command: its words, and its options by name."""
        self._may(channel, Right.USE_APPLICATION_COMMANDS, live=True)
        data = options.fill(self.service, channel, self.user, path, given)
        return await self._ask(COMMAND, channel, data)

    async def complete(self, channel: Channel, path: str, option: str, text: str, **given: Any) -> list[str]:
        """The choices offered while an option is typed."""
        self._may(channel, Right.USE_APPLICATION_COMMANDS, live=True)
        typed = given | {option: text}
        data = options.fill(self.service, channel, self.user, path, typed, focused=option)
        return (await self._ask(AUTOCOMPLETE, channel, data)).choices

    async def click(self, message: Message, what: str, *values: Any) -> Answer:
        """Press a button or choose from a select, named by custom id, label, placeholder or emoji."""
        self._sees(message)
        self._may(message.channel, live=True)
        data = client.pressed(message, what, values)
        return await self._ask(COMPONENT, message.channel, data, source=message)

    async def submit(self, opened: Answer, values: Json | None = None, /, **named: Any) -> Answer:
        """Send a form: its inputs by their labels, as names or in a dictionary; the rest as it was offered."""
        asked, form = opened.raw, opened.form
        parts = client.submitted(asked.channel, form, (values or {}) | named)
        data = {"custom_id": form["custom_id"], "components": parts}
        source = asked.source if asked.data["type"] == COMPONENT else None
        return await self._ask(SUBMIT, asked.channel, data, source=source, cause=asked.meta)

    async def menu(self, message: Message, name: str) -> Answer:
        """Choose from the context menu of a message."""
        self._sees(message)
        self._may(message.channel, Right.USE_APPLICATION_COMMANDS, live=True)
        command = options.find(self.service, message.channel, self.user, MESSAGE_MENU, name)
        resolved = {"messages": {message.id: dict(message.data)}}
        data = {"id": command["id"], "name": name, "type": MESSAGE_MENU, "target_id": message.id}
        return await self._ask(COMMAND, message.channel, data | {"resolved": resolved}, source=message)

    async def _ask(
        self,
        kind: int,
        channel: Channel,
        data: Json,
        *,
        source: Message | None = None,
        cause: Json | None = None,
    ) -> Answer:
        made = begin(self.service, kind, channel, self.user, data, source=source, cause=cause)
        return await answer_to(self.service, made)

    # Writing

    def say(self, channel: Channel, text: str, *files: Upload) -> Message:
        """Send a message."""
        return self._send(channel, {"content": text}, files)

    def reply(self, message: Message, text: str, *files: Upload) -> Message:
        """Answer a message."""
        self._sees(message)
        return self._send(
            message.channel, {"content": text, "message_reference": {"message_id": message.id}}, files
        )

    def edit(self, message: Message, text: str) -> Message:
        """Change a message of one's own."""
        self._own(message)
        return self._let(messages.edit, self.service, message, {"content": text})

    def delete(self, message: Message) -> None:
        """Delete a message: one's own, or as a moderator."""
        self._sees(message)
        if message.author is not self.user:
            self._may(message.channel, Right.MANAGE_MESSAGES)
        messages.delete(self.service, message)

    def thread(self, message: Message, title: str) -> Channel:
        """Open a thread on a message."""
        self._sees(message)
        return self._let(threads.on_message, self.service, message, self.user, {"name": title})

    def post(self, forum: Channel, title: str, text: str, *files: Upload) -> Message:
        """Post in a forum; the first message, whose channel is the new thread."""
        draft: Json = {"name": title, "message": {"content": text}}
        return self._let(threads.in_forum, self.service, forum, self.user, draft, _numbered(files))

    def change(self, thread: Channel, **changes: Any) -> None:
        """Rename, archive or lock a thread."""
        self._may(thread)
        self._let(threads.change, self.service, thread, self.user, changes)

    def _send(self, channel: Channel, draft: Json, files: tuple[Upload, ...]) -> Message:
        self._may(channel, *([Right.ATTACH_FILES] if files else []))
        self._let(messages.check_sender, self.service, channel, self.user, draft)
        uploads = _numbered(files)
        message = self._let(messages.build, self.service, channel, self.user, draft, uploads=uploads)
        if channel.is_thread:
            threads.wake(self.service, channel, self.id)
        return messages.post(self.service, message)

    # Reacting

    def react(self, message: Message, emoji: str) -> None:
        """Add a reaction."""
        self._sees(message)
        new = not message.reactions.get(reactions.same(message, emoji))
        self._may(message.channel, Right.READ_MESSAGE_HISTORY, *([Right.ADD_REACTIONS] if new else []))
        self._let(reactions.add, self.service, message, emoji, self.id)

    def unreact(self, message: Message, emoji: str, *, of: Actor | None = None) -> None:
        """Take back one's own reaction, or as a moderator somebody else's."""
        self._sees(message)
        if of is not None and of.id != self.id:
            self._may(message.channel, Right.MANAGE_MESSAGES)
        self._let(reactions.remove, self.service, message, emoji, (of or self).id)

    def clear(self, message: Message, emoji: str = "") -> None:
        """As a moderator, remove all reactions, or all of one emoji."""
        self._may(message.channel, Right.MANAGE_MESSAGES)
        if emoji:
            self._let(reactions.clear_emoji, self.service, message, emoji)
        else:
            reactions.clear(self.service, message)

    def vote(self, message: Message, answer: int, *, on: bool = True) -> None:
        """Choose an answer of a poll, or take the choice back."""
        self._sees(message)
        polls.vote(self.service, message, self.id, answer, on=on)

    # Seeing

    @property
    def dm(self) -> Channel:
        """The direct conversation with the bot."""
        return self.service.dm(self.user)

    @property
    def inbox(self) -> list[Message]:
        """What the bot wrote to this person directly."""
        return [one for one in self.dm.messages.values() if one.author is self.service.bot]

    def sees(self, channel: Channel) -> list[Message]:
        """What a channel shows to this person, from old to new, private answers included."""
        if not sees(channel, self.id):
            return []
        return sorted([*channel.messages.values(), *self.whispers(channel)], key=lambda one: int(one.id))

    def whispers(self, channel: Channel) -> list[Message]:
        """The private answers to this person in a channel."""
        return [one for one in channel.whispers.values() if one.only_for == self.id]

    def _sees(self, message: Message) -> None:
        if message not in self.sees(message.channel):
            raise Refused(f"{self.name} does not see this message")

    def _own(self, message: Message) -> None:
        self._sees(message)
        if message.author is not self.user:
            raise Refused("this message is somebody else's")

    def _may(self, channel: Channel, *needed: Right, live: bool = False) -> None:
        self._let(require, channel, self.id, *needed)
        if live and channel.data.get("thread_metadata", {}).get("archived"):
            raise Refused("the thread is archived")

    def _let(self, do: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        try:
            return do(*arguments, **named)
        except ApiError as error:
            raise Refused(f"{self.name}: {error}") from error


def _numbered(files: tuple[Upload, ...]) -> messages.Files:
    return {str(at): one for at, one in enumerate(files)}
