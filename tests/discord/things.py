"""What Discord keeps: users, guilds, roles, channels, messages, interactions. `data` is what its API shows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TEXT, DM, CATEGORY, NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 4, 10, 11, 12, 15
THREADS = (NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD)
EPHEMERAL, HAS_THREAD, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 5, 1 << 7, 1 << 15


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is sent with a message; `about` is its alt text."""

    name: str
    content: bytes
    about: str | None = None
    kind: str = "application/octet-stream"


@dataclass(eq=False, repr=False)
class Thing:
    """Anything with an id."""

    data: Json

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.name}>"

    @property
    def id(self) -> str:
        """The snowflake, as the API writes it."""
        return str(self.data["id"])

    @property
    def name(self) -> str:
        """Its name, where it has one."""
        return str(self.data.get("name") or self.data.get("username") or "")


@dataclass(eq=False, repr=False)
class User(Thing):
    """A person or a bot."""

    takes_messages: bool = True  # whether direct messages of a server's members reach them


@dataclass(eq=False, repr=False)
class Role(Thing):
    """A role of a guild."""

    guild: Guild


@dataclass(eq=False, repr=False)
class Guild(Thing):
    """A server, with its roles, members and channels by id."""

    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Json] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)


@dataclass(eq=False, repr=False)
class Channel(Thing):
    """A channel, thread, forum or direct conversation; `whispers` are messages that one person sees."""

    guild: Guild | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    whispers: dict[str, Message] = field(default_factory=dict)
    joined: dict[str, Json] = field(default_factory=dict)  # members of a thread or of a direct conversation

    @property
    def kind(self) -> int:
        """The number of its type."""
        return int(self.data["type"])

    @property
    def is_thread(self) -> bool:
        """Whether it hangs in another channel."""
        return self.kind in THREADS

    @property
    def place(self) -> Json:
        """What messages and events say of where they are."""
        return {"channel_id": self.id} | ({"guild_id": self.guild.id} if self.guild else {})


@dataclass(eq=False, repr=False)
class Message(Thing):
    """A message; `reactions` holds user ids by emoji, in the order they came."""

    channel: Channel
    author: User
    only_for: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    votes: dict[int, list[str]] = field(default_factory=dict)
    kept: list[Json] = field(default_factory=list)  # attachments, those that embeds show included

    @property
    def content(self) -> str:
        """Its text."""
        return str(self.data["content"])

    @property
    def flags(self) -> int:
        """Its flags."""
        return int(self.data["flags"])

    @property
    def embeds(self) -> list[Json]:
        """Its embeds."""
        return list(self.data["embeds"])

    @property
    def attachments(self) -> list[Json]:
        """Its attachments, without those that an embed shows."""
        return list(self.data["attachments"])

    @property
    def components(self) -> list[Json]:
        """Every component, those inside others included, from top to bottom."""
        return list(walk(self.data["components"]))

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons; those of disabled ones in brackets."""
        found = [one for one in self.components if one["type"] == 2]
        return [f"({one.get('label', '')})" if one.get("disabled") else one.get("label", "") for one in found]

    @property
    def text(self) -> str:
        """Everything a reader can read in it, line by line."""
        lines: list[str | None] = [self.content]
        for embed in self.embeds:
            lines += [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
            lines += [part for one in embed.get("fields", ()) for part in (one["name"], one["value"])]
            lines.append(embed.get("footer", {}).get("text"))
        lines += [one["content"] for one in self.components if one["type"] == 10]
        return "\n".join(line for line in lines if line)


@dataclass(eq=False, repr=False)
class Interaction(Thing):
    """One thing that a person asked of the bot, and what came of it."""

    channel: Channel
    user: User
    at: float
    source: Message | None = None  # the message with the component, or the one that a menu was opened on
    cause: Json | None = None  # what opened the form that is submitted
    kind: int | None = None  # how it was answered first
    latency: float = 0.0
    meta: Json = field(default_factory=dict)
    original: Message | None = None
    messages: dict[str, Message] = field(default_factory=dict)
    followups: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


def walk(components: list[Json]) -> Iterator[Json]:
    """Components and those inside them."""
    for one in components:
        yield one
        yield from walk(one.get("components") or [])
        yield from walk([one[key] for key in ("accessory", "component") if isinstance(one.get(key), dict)])


def bare(data: Any) -> Any:
    """The same without fields that are null."""
    if isinstance(data, dict):
        return {key: bare(value) for key, value in data.items() if value is not None}
    return [bare(value) for value in data] if isinstance(data, list) else data
