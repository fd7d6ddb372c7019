"""What the bot posts on Discord: once, in order, edited where it stands, and told elsewhere where it cannot be."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Any, Final

import aiohttp
import discord
import structlog

from bot.adapters.discord import limits
from bot.adapters.discord.draw import Drawn, draw
from bot.adapters.discord.people import PLATFORM, member_of, ref
from bot.adapters.discord.people import spot as place
from bot.adapters.discord.permissions import closed, default, lacking
from bot.adapters.tidying import Found, Tidying
from bot.adapters.voice import Voice
from bot.card import Card
from bot.surface import GoneError, LaterError, Spot

log = structlog.get_logger()
MARK = 8  # characters of a key that stand under a message
RECENT = 50  # messages that are searched for a mark
DAY: Final = 1440  # minutes until a quiet thread is put away
OUTAGE = 10.0  # seconds until a message is tried again while Discord is down
ARCHIVED, BAD = 50083, 400  # an error's code, and the status of what will never be taken
FRESH = 300.0  # seconds for which a server of another process's shard is remembered
NO_FILES = ("Files", "left out, because I may not attach files here (Attach Files)")
GONE = "The channel I was to post in is gone"
POSTABLE = (discord.TextChannel, discord.ForumChannel)
Channel = Any  # what discord.py lets one send to


@dataclass(slots=True)
class Server:
    """A server as far as posting needs it."""

    guild: discord.Guild
    channels: list[Channel]
    me: discord.Member | None
    at: float = 0.0

    def channel(self, number: int) -> Channel | None:
        """A channel that is known already."""
        return next((one for one in self.channels if one.id == number), None)


class Surface(Tidying):
    """The sending half of Discord. Cosmetic work (seeding ballots, threads) waits in a queue of its own."""

    platform = PLATFORM
    parallel = True
    failures = discord.DiscordException, aiohttp.ClientError, OSError

    def __init__(self, client: discord.Client, voice: Voice) -> None:
        super().__init__()
        self.client, self.voice = client, voice
        self.told: set[str] = set()  # the channels that cannot be reached, which has been said
        self.foreign: dict[int, Server] = {}

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        return await spoken(self._post(spot, self.voice.card(card), key))

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        return await spoken(self._edit(ref, self.voice.card(card), key))

    async def whisper(self, account: str, card: Card, key: str) -> str:
        return await spoken(self._whisper(account, self.voice.card(card), key))

    async def pin(self, ref: str) -> None:
        await spoken(self._pin(ref))

    async def wear(self, room: str, account: str, badge: str, *, on: bool) -> None:
        await spoken(self._wear(int(room), int(account), discord.Object(int(badge)), on=on))

    async def find(self, spot: Spot, key: str) -> str | None:
        return await spoken(self._find(spot, key))

    async def _wear(self, room: int, account: int, badge: discord.Object, *, on: bool) -> None:
        guild = (await self._server(room)).guild
        member = await member_of(guild, account)
        if member is None and on:
            raise GoneError("this person is not in the server")
        if member is not None:
            change = member.add_roles if on else member.remove_roles
            await change(badge, reason="a role of the community", atomic=True)

    async def _pin(self, reference: str) -> None:
        channel = await self._channel(place(reference)[0])
        if "pin_messages" in lacking(channel):
            raise GoneError(f"the bot may not pin messages in channel {channel.id}")
        await self.message(reference).pin()

    async def _post(self, spot: Spot, card: Card, key: str) -> str:
        channel = await self._where(spot, card)
        drawn = draw(card, pings=card.pings, mark=key[:MARK])
        if drawn.files and self._no_files(channel):
            card = replace(card, files=(), fields=(*card.fields, NO_FILES))
            drawn = replace(draw(card, pings=card.pings, mark=key[:MARK]), files=())
        if isinstance(channel, discord.ForumChannel):
            facts = arguments(drawn, card)
            made = await channel.create_thread(name=named(card), auto_archive_duration=DAY, **facts)
            message = made.message
        else:
            message = await channel.send(**arguments(drawn, card), nonce=key[: limits.NONCE])
        self._after(message, card)
        return ref(message.channel.id, message.id)

    @staticmethod
    def _no_files(channel: Channel) -> bool:
        return hasattr(channel, "guild") and channel.guild is not None and "attach_files" in lacking(channel)

    def _after(self, message: discord.Message, card: Card) -> None:
        """What may come a moment later: the thread of a card, and the signs of its ballot."""
        if card.thread and not isinstance(message.channel, discord.Thread):
            self.later.put_nowait(lambda: opened(message, card.thread))
        for key, _, _ in card.ballot.choices if card.ballot else ():
            self.later.put_nowait(lambda key=key: message.add_reaction(key))  # type: ignore[misc]

    async def _edit(self, reference: str, card: Card, key: str) -> str:
        try:
            await self._edited(reference, card, key)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            thread = await self._channel(place(reference)[0])
            await thread.edit(archived=False)
            await self._edited(reference, card, key)
        return reference

    async def _edited(self, reference: str, card: Card, key: str) -> None:
        drawn = draw(card, pings=card.pings, mark=key[:MARK])
        facts = arguments(drawn, card)
        files = facts.pop("files", [])
        await self.message(reference).edit(
            content=facts.pop("content", None), view=facts.pop("view", None), attachments=files, **facts
        )

    async def _whisper(self, account: str, card: Card, key: str) -> str:
        channel = await self._private(account)
        message = await channel.send(
            **arguments(draw(card, mark=key[:MARK]), card), nonce=key[: limits.NONCE]
        )
        return ref(channel.id, message.id)

    async def _private(self, account: str) -> discord.DMChannel:
        """The direct messages with somebody."""
        user = self.client.get_user(int(account)) or await self.client.fetch_user(int(account))
        return user.dm_channel or await user.create_dm()

    async def _find(self, spot: Spot, key: str) -> str | None:
        """The message that carries a mark, among the newest of the channel."""
        channel = await self._where(spot, Card(""))
        if isinstance(channel, discord.ForumChannel):
            for one in channel.threads:
                if self._mine(await one.fetch_message(one.id), key):
                    return ref(one.id, one.id)
            return None
        async for message in channel.history(limit=RECENT):
            if self._mine(message, key):
                return ref(channel.id, message.id)
        return None

    def _mine(self, message: discord.Message, key: str) -> bool:
        marks = [one.footer.text for one in message.embeds]
        return (
            self.client.user is not None and message.author.id == self.client.user.id and key[:MARK] in marks
        )

    async def _where(self, spot: Spot, card: Card) -> Channel:
        """The channel or thread a card goes to; where the chosen one is gone or closed, one that is not."""
        if spot.thread:
            return await self._thread(spot.thread, card)
        if spot.room.startswith("@"):
            return await self._private(spot.room[1:])
        here = await self._server(int(spot.room))
        if not spot.channel:
            return default(here.guild, here.channels, here.me)
        try:
            channel = here.channel(int(spot.channel)) or await self._channel(int(spot.channel))
            lacks = closed(channel, here.me)
        except GoneError:
            channel, lacks = None, ["the channel"]
        if channel is not None and not lacks:
            self.told.discard(spot.channel)
            return channel
        found = default(here.guild, here.channels, here.me)
        await self._tell_closed(spot.channel, found, "" if channel is None else ", ".join(lacks))
        return found

    async def _tell_closed(self, number: str, instead: Channel, lacks: str) -> None:
        """Say once that a channel cannot be reached."""
        if number in self.told:
            return
        self.told.add(number)
        log.warning("a channel cannot be reached", channel=number, lacks=lacks or "everything")
        why = f"I cannot post in <#{number}> (missing: {lacks})" if lacks else GONE
        body = f"{why}, so what belongs there comes here. `setup channel` chooses another channel."
        await instead.send(embed=draw(self.voice.card(Card(body, tone="warn"))).embeds[0])

    async def _server(self, number: int) -> Server:
        """A server, asked for where it belongs to a shard of another process."""
        guild = self.client.get_guild(number)
        if guild is not None:
            system = [guild.system_channel] if guild.system_channel else []
            return Server(guild, [*system, *guild.text_channels], guild.me)
        if (known := self.foreign.get(number)) and time.monotonic() - known.at < FRESH:
            return known
        try:
            guild = await self.client.fetch_guild(number, with_counts=False)
            channels = [one for one in await guild.fetch_channels() if isinstance(one, POSTABLE)]
            me = await guild.fetch_member(self.client.user.id) if self.client.user else None
        except (discord.NotFound, discord.Forbidden):
            raise GoneError("the bot is not in this server any more") from None
        order = sorted(channels, key=lambda one: one.position)
        self.foreign[number] = Server(guild, order, me, time.monotonic())
        return self.foreign[number]

    async def _thread(self, parent: str, card: Card) -> Channel:
        """The thread under a card, opened if it is not yet; a card in a forum is a thread by itself."""
        number, message = place(parent)
        channel = await self._channel(number)
        if isinstance(channel, discord.Thread):
            return channel
        try:
            return await self._channel(message)
        except GoneError:
            pass
        try:
            found = await channel.fetch_message(message)
            return await opened(found, found.embeds[0].title if found.embeds else named(card))
        except (discord.Forbidden, discord.NotFound):  # no right to open one, or no card to hang it on
            return channel

    async def _channel(self, number: int) -> Channel:
        known = self.client.get_channel(number)
        if known is not None:
            return known
        try:
            return await self.client.fetch_channel(number)
        except (discord.NotFound, discord.Forbidden, discord.InvalidData):
            raise GoneError(f"channel {number} cannot be reached") from None

    def message(self, reference: str) -> discord.PartialMessage:
        """A message to act on, whether or not it is known."""
        number, message = place(reference)
        channel = self.client.get_partial_messageable(number)
        return channel.get_partial_message(message)


async def spoken(work: Awaitable[Found]) -> Found:
    """Do a call; what Discord refuses for good is GoneError, what it asks to wait for LaterError."""
    try:
        return await work
    except discord.RateLimited as limited:
        raise LaterError(limited.retry_after) from None
    except (discord.NotFound, discord.Forbidden) as error:
        raise GoneError(f"{error.text or error}") from None
    except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
        log.warning("Discord cannot be reached", reason=str(error))
        raise LaterError(OUTAGE) from None
    except discord.HTTPException as error:
        if error.status != BAD:
            raise
        raise GoneError(f"Discord does not take it: {error.text or error}") from None


def arguments(drawn: Drawn, card: Card) -> dict[str, Any]:
    """What a message is made of; only those who must act are pinged."""
    people = [discord.Object(int(one)) for one in card.pings]
    facts: dict[str, Any] = {"embeds": list(drawn.embeds)}
    facts["allowed_mentions"] = discord.AllowedMentions(everyone=False, roles=False, users=people)
    facts |= {"content": drawn.text} if drawn.text else {}
    facts |= {"view": drawn.view} if drawn.view else {}
    return facts | ({"files": drawn.attachments()} if drawn.files else {})


def named(card: Card) -> str:
    """What a thread or forum post is called."""
    return limits.short(card.thread or card.title or card.body or "…", limits.THREAD_NAME)


async def opened(message: discord.Message, title: str | None) -> discord.Thread:
    """The thread under a message; it may be open already."""
    name = limits.short(title or "…", limits.THREAD_NAME)
    try:
        return await message.create_thread(name=name, auto_archive_duration=DAY)
    except discord.HTTPException as error:
        there = message.guild and message.guild.get_thread(message.id)
        if error.code == 160004 and there:  # another one was faster
            return there
        raise
