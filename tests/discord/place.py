"""Where a transcript is held on Discord, and what everybody sees there."""

from __future__ import annotations

from abc import ABC
from collections import defaultdict
from typing import Any, cast

from bot.adapters.discord.supervise import Discord
from bot.adapters.terminal import PIN
from bot.app import App
from storage import badges, communities
from storage.store import Change
from tests.discord import reading
from tests.discord.actor import Actor
from tests.discord.interactions import Answer
from tests.discord.rights import Right
from tests.discord.server import StandIn
from tests.discord.service import Done
from tests.discord.things import Channel, Json, Message
from tests.driver import Driver
from tests.place import TOPICS
from tests.reading import Seen

JOIN, STARTER = 18, 21  # messages that Discord writes by itself into threads
Heard = tuple[str, Json, Channel]
Lanes = dict[str, list[tuple[float, ...]]]


class Place(Driver[Actor, Message, Answer], ABC):
    """One server with a channel for each topic; people meet in the first."""

    platform = "discord"

    def __init__(self, server: StandIn, app: App, surface: Discord) -> None:
        self.server, self.surface = server, surface
        self.guild = server.guild()
        super().__init__(app, self.guild.id)
        self.topics = {topic: server.channel(self.guild, topic) for topic in TOPICS}
        self.hall = self.topics["general"]
        self.admins = server.role(self.guild, "Admins", Right.MANAGE_GUILD)
        self.mods = server.role(self.guild, "Moderators")
        self.events: list[Heard] = []
        self._edits: dict[str, Any] = {}
        self._watch()

    def _watch(self) -> None:
        """Note what the channels show."""
        event = self.server.event

        def told(name: str, data: Json, **where: Any) -> None:
            if name in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
                self.events.append((name, dict(data), where["channel"]))
            event(name, data, **where)

        cast(Any, self.server).event = told

    async def meet(self, name: str) -> None:
        if name not in self.people:
            roles = [] if self.people else [self.admins]
            self.people[name] = self.server.member(name, self.guild, *roles)

    def account(self, name: str) -> str:
        return self.people[name].id if name in self.people else name

    def begin(self) -> None:
        self.events.clear()
        self.answers.clear()

    def check(self, where: str) -> None:
        """Nothing may have been refused, left without an answer, or against Discord's description."""
        server = self.server
        refused = [one for one in server.refused if not asking(one)]
        assert [server.violations, server.unanswered, refused] == [[], [], []], where

    async def quiet(self) -> None:
        client: Any = self.surface.client
        for _ in range(2):
            await self.server.read()
            await client.idle.wait()
            await self.app.settle()
            await client.surface.rest()

    async def arrange(self, change: Change) -> None:
        for topic, channel in self.topics.items():
            await communities.set_channel(change, self.platform, self.guild.id, topic, channel.id)
        await badges.put(change, self.platform, self.guild.id, badges.MODERATOR, self.mods.id)

    async def seen(self, answer: list[str]) -> Seen:
        seen = Seen(answer)
        for name, data, channel in await self._ordered([one for one in self.events if self._is_new(*one)]):
            if name == "MESSAGE_CREATE":
                self._created(seen, channel, data)
            else:
                message = channel.messages[data["id"]]
                head = f"#{self.topic(channel)} [{self.numbers.index(message) + 1}] now"
                seen.add(head, reading.lines(data))
                self.offer(message, buttons(data), list(self.people))
        return seen

    def _is_new(self, name: str, data: Json, channel: Channel) -> bool:
        """Whether an event shows something: neither an answer nor Discord's own words, nor only a new thread."""
        if data["id"] in {message.id for message in self.answers} or data["type"] in (JOIN, STARTER):
            return False
        before, now = self._edits.get(data["id"]), data["edited_timestamp"]
        self._edits[data["id"]] = now
        return name == "MESSAGE_CREATE" or before != now

    async def _ordered(self, events: list[Heard]) -> list[Heard]:
        """What is sent side by side into several channels, in the order in which it was queued."""
        lanes: Lanes = defaultdict(list)
        for row in await self.sent():
            lanes[row.account or row.channel].append((row.number, row.line))
        keyed = [(self._key(lanes, data, channel), (name, data, channel)) for name, data, channel in events]
        left = {lane: rows for lane, rows in lanes.items() if rows and lane in self.server.channels}
        assert not left, f"said, and not shown: {left}"
        return [event for _, event in sorted(keyed, key=lambda one: one[0])]

    def _key(self, lanes: Lanes, data: Json, channel: Channel) -> tuple[float, ...]:
        if data["author"]["id"] != self.server.bot.id:
            return (0.0,)
        if channel.guild is None:
            (lane,) = (one for one in channel.joined if one != self.server.bot.id)
            return lanes[lane].pop(0) if lanes[lane] else (float("inf"),)
        return lanes[channel.data["parent_id"] if channel.is_thread else channel.id].pop(0)

    def topic(self, channel: Channel) -> str:
        """The name of a channel, or of the one that a thread is in."""
        return self.server.channels[channel.data["parent_id"]].name if channel.is_thread else channel.name

    def _created(self, seen: Seen, channel: Channel, data: Json) -> None:
        """A message that is new in the channel, a thread, or somebody's direct messages."""
        message = channel.messages[data["id"]]
        if channel.guild is None:
            name = next(name for name, one in self.people.items() if one.id in channel.joined)
            seen.add(f"✉ {name}", reading.lines(data))
            self.offer(message, buttons(data), [name])
            return
        self.numbers.append(message)
        number = len(self.numbers)
        by_bot = message.author is self.server.bot
        head = f"#{self.topic(channel)}" if by_bot else message.author.name
        head += f" [{number}]{self.under(channel)}{PIN if message.data['pinned'] else ''}"
        seen.add(head, reading.lines(data) if by_bot else message.content.split("\n"))
        self.offer(message, buttons(data), list(self.people))

    def under(self, channel: Channel) -> str:
        """The sign that a message hangs in a thread."""
        above = next((at for at, one in enumerate(self.numbers, 1) if one.id == channel.id), 0)
        return f" ↳ {above}" if channel.is_thread else ""

    def pressable(self, message: Message) -> list[str]:
        return buttons(message.data)


def buttons(data: Json) -> list[str]:
    """The custom ids of the buttons of a card, those of its ballot apart."""
    return [one["custom_id"] for one in reading.controls(data)[0]]


def asking(done: Done) -> bool:
    """A look for a thread that is not there yet, which the bot opens then."""
    return done.route == "GET /channels/{channel_id}" and done.code == 10003
