"""The whole of the stand-in's state: who and what there is, who is connected, and what time it is."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.discord.errors import unknown
from tests.discord.faults import Faults
from tests.discord.rates import Rates
from tests.discord.rights import sees
from tests.discord.session import MESSAGE_CONTENT, Session
from tests.discord.spec import official
from tests.discord.things import Channel, Guild, Interaction, Json, Message, User

EPOCH = 1_420_070_400_000
TOKEN = "stand-in.bot.token"


@dataclass(frozen=True, slots=True)
class Done:
    """One HTTP call that was answered."""

    route: str
    status: int
    code: int
    path: dict[str, str]
    body: Any


class Service:
    """State and events; tests use its child `StandIn`."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        granted: Iterable[str] = (),
        deadline: float = 3.0,
        limits: bool = False,
        shards: int = 1,
    ) -> None:
        self.token, self.granted, self.deadline, self.shards = token, set(granted), deadline, shards
        self.base = self.gateway = ""
        self.skew = 0.0
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.dms: dict[str, Channel] = {}  # by the other's id
        # By guild id or '' for everywhere, then by type and name.
        self.commands: dict[str, dict[tuple[int, str], Json]] = defaultdict(dict)
        self.interactions: dict[str, Interaction] = {}  # by id and by token
        self.nonces: dict[str, tuple[float, Message]] = {}
        self.files: dict[str, bytes] = {}
        self.sessions: dict[str, Session] = {}
        self.identifies = self.resumes = 0
        self.door = asyncio.Event()  # while it is not set, a new connection waits for HELLO
        self.door.set()
        self.violations: list[str] = []
        self.unanswered: list[str] = []
        self.log: list[Done] = []
        self.faults, self.rates, self.spec = Faults(), Rates(on=limits), official()
        self._beat: asyncio.Future[None] | None = None
        self._count = 0
        self.bot, self.owner = self.user("dao-bot", bot=True), self.user("operator")

    # Time and ids

    def now(self) -> float:
        """Seconds since 1970, with what a test let pass."""
        return time.time() + self.skew

    def stamp(self) -> str:
        """The present moment, as the API writes it."""
        return datetime.fromtimestamp(self.now(), UTC).isoformat(timespec="microseconds")

    def pass_time(self, seconds: float) -> None:
        """Let time pass: tokens, nonces and rate limits grow old."""
        self.skew += seconds

    def snowflake(self) -> str:
        """A new id, larger than all before."""
        self._count += 1
        return str((int(self.now() * 1000) - EPOCH) << 22 | self._count & 0x3FFFFF)

    def user(self, name: str, *, bot: bool = False) -> User:
        """A new account."""
        data: Json = {"id": self.snowflake(), "username": name, "avatar": None, "discriminator": "0"}
        data |= {"public_flags": 0, "flags": 0, "global_name": None, "primary_guild": None, "bot": bot}
        made = User(data)
        self.users[made.id] = made
        return made

    # Waiting

    def beat(self) -> None:
        """Wake those who wait for a condition."""
        if self._beat is not None and not self._beat.done():
            self._beat.set_result(None)

    async def until(self, test: Callable[[], object], *, within: float = 5.0) -> None:
        """Wait until a condition holds; it is looked at after each thing that happens here."""
        try:
            async with asyncio.timeout(within):
                while not test():
                    if self._beat is None or self._beat.done():
                        self._beat = asyncio.get_running_loop().create_future()
                    await asyncio.shield(self._beat)
        except TimeoutError:
            last = [f"{one.route} {one.status} {one.code}" for one in self.log[-5:]]
            raise TimeoutError(f"not within {within} s; the last calls: {last}") from None

    async def read(self) -> None:
        """Wait until every connected client has read every event."""
        met = [(one, one.seq, one.link) for one in self.sessions.values() if one.link]
        await self.until(lambda: all(link.sent >= seq or one.link is not link for one, seq, link in met))
        for _, _, link in met:
            await link.say(1)  # a client answers with the number of the last event it has read
        await self.until(lambda: all(one.read >= seq or one.link is not link for one, seq, link in met))

    async def connected(self, shards: int = 1) -> None:
        """Wait until so many sessions have a client at the other end."""
        await self.until(
            lambda: sum(one.link is not None for one in self.sessions.values()) >= shards, within=20
        )

    # Events

    def event(
        self,
        name: str,
        data: Json,
        *,
        guild: Guild | None = None,
        channel: Channel | None = None,
        masked: Json | None = None,
        own: bool = False,
    ) -> None:
        """Tell the bot; `masked` goes to sessions that may not read content, `own` needs no intent."""
        guild = channel.guild if channel else guild
        if channel is not None and not sees(channel, self.bot.id):
            return
        if guild is not None and self.bot.id not in guild.members:
            return
        direct = guild is None
        for session in self.sessions.values():
            if session.covers(guild) and (own or session.wants(name, direct=direct)):
                session.push(name, data if masked is None or session.has(MESSAGE_CONTENT) else masked)
        self.beat()

    # What is there

    def channel_of(self, number: str) -> Channel:
        """A channel or thread by id, or 404."""
        if number not in self.channels:
            raise unknown("Channel")
        return self.channels[number]

    def message_of(self, channel: str, number: str) -> Message:
        """A message by its channel's id and its own, or 404."""
        found = self.channel_of(channel).messages.get(number)
        if found is None:
            raise unknown("Message")
        return found

    def guild_of(self, number: str) -> Guild:
        """A guild that the bot is in, or 404."""
        found = self.guilds.get(number)
        if found is None or self.bot.id not in found.members:
            raise unknown("Guild")
        return found

    def user_of(self, number: str) -> User:
        """An account by id, or 404."""
        if number not in self.users:
            raise unknown("User")
        return self.users[number]

    def dm(self, user: User) -> Channel:
        """The direct conversation of the bot with somebody; made when it is first wanted."""
        if user.id in self.dms:
            return self.dms[user.id]
        data: Json = {"id": self.snowflake(), "type": 1, "last_message_id": None, "flags": 0}
        channel = Channel(data | {"recipients": [user.data]}, joined={user.id: {}, self.bot.id: {}})
        self.channels[channel.id] = self.dms[user.id] = channel
        return channel
