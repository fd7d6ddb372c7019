"""What the bot posts on Discord: once, in order, edited where it stands, and told elsewhere where it cannot be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import discord
import structlog

from bot.adapters.discord import limits
from bot.adapters.discord.draw import Drawn, draw
from bot.adapters.discord.people import PLATFORM, ref
from bot.adapters.discord.people import spot as place
from bot.card import Card
from bot.surface import GoneError, LaterError, Spot

log = structlog.get_logger()
MARK = 8  # characters of a key that stand under a message
RECENT = 50  # messages that are searched for a mark
DAY: Final = 1440  # minutes until a quiet thread is put away
Channel = Any  # what discord.py lets one send to
Found = TypeVar("Found")


class Surface:
    """The sending half of Discord. Cosmetic work (seeding ballots, threads) waits in a queue of its own."""

    platform = PLATFORM
    parallel = True

    def __init__(self, client: discord.Client) -> None:
        self.client = client
        self.later: asyncio.Queue[Callable[[], Awaitable[Any]]] = asyncio.Queue()

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        return await spoken(self._post(spot, card, key))

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        return await spoken(self._edit(ref, card, key))

    async def whisper(self, account: str, card: Card, key: str) -> str:
        return await spoken(self._whisper(account, card, key))

    async def find(self, spot: Spot, key: str) -> str | None:
        return await spoken(self._find(spot, key))

    async def _post(self, spot: Spot, card: Card, key: str) -> str:
        channel = await self._where(spot, card)
        drawn = draw(card, pings=card.pings, mark=key[:MARK])
        if isinstance(channel, discord.ForumChannel):
            facts = arguments(drawn, card)
            made = await channel.create_thread(name=named(card), auto_archive_duration=DAY, **facts)
            message = made.message
        else:
            message = await channel.send(**arguments(drawn, card), nonce=key[: limits.NONCE])
        self._after(message, card)
        return ref(message.channel.id, message.id)

    def _after(self, message: discord.Message, card: Card) -> None:
        """What may come a moment later: the thread of a card, and the signs of its ballot."""
        if card.thread and not isinstance(message.channel, discord.Thread):
            self.later.put_nowait(lambda: opened(message, card.thread))
        for key, _, _ in card.ballot.choices if card.ballot else ():
            self.later.put_nowait(lambda key=key: message.add_reaction(key))  # type: ignore[misc]

    async def _edit(self, reference: str, card: Card, key: str) -> str:
        number, message = place(reference)
        channel = await self._channel(number)
        drawn = draw(card, pings=card.pings, mark=key[:MARK])
        facts = arguments(drawn, card)
        files = facts.pop("files", [])
        await channel.get_partial_message(message).edit(
            content=facts.pop("content", None), view=facts.pop("view", None), attachments=files, **facts
        )
        return reference

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
        guild = self.client.get_guild(int(spot.room))
        if guild is None:
            raise GoneError("the bot is not in this server any more")
        if spot.channel:
            try:
                channel = await self._channel(int(spot.channel))
                if not lacking(channel):
                    return channel
                log.warning("a channel is closed to the bot", channel=spot.channel, lacks=lacking(channel))
            except GoneError:
                log.warning("a channel is gone", channel=spot.channel, topic=spot.topic)
        return default(guild)

    async def _thread(self, parent: str, card: Card) -> Channel:
        """The thread under a card, opened if it is not yet; a card in a forum is a thread by itself."""
        number, message = place(parent)
        channel = await self._channel(number)
        if isinstance(channel, discord.Thread):
            return channel
        try:
            return await self._channel(message)
        except GoneError:
            found = await channel.fetch_message(message)
            return await opened(found, found.embeds[0].title if found.embeds else named(card))

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

    async def rest(self) -> None:
        """Wait until no cosmetic work is left."""
        await self.later.join()

    async def tidy(self) -> None:
        """Do the cosmetic work, one thing after the other; what fails is told and left."""
        while True:
            work = await self.later.get()
            try:
                await work()
            except (discord.HTTPException, GoneError) as error:
                log.warning("a cosmetic write failed", reason=str(error))
            finally:
                self.later.task_done()


async def spoken(work: Awaitable[Found]) -> Found:
    """Do a call; what Discord refuses for good is GoneError, what it asks to wait for LaterError."""
    try:
        return await work
    except discord.RateLimited as limited:
        raise LaterError(limited.retry_after) from None
    except (discord.NotFound, discord.Forbidden) as error:
        raise GoneError(f"{error.text or error}") from None


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


NEEDED = {
    "view_channel": "see the channel",
    "send_messages": "post",
    "embed_links": "show cards",
    "attach_files": "hand over pictures and bundles",
    "read_message_history": "find what it has posted",
    "add_reactions": "seed ballots",
    "create_public_threads": "open threads",
    "send_messages_in_threads": "write in threads",
}


def lacking(channel: Channel) -> list[str]:
    """The permissions that the bot needs in a channel and has not, by their names in Discord's settings."""
    here = channel.parent if isinstance(channel, discord.Thread) and channel.parent else channel
    have = here.permissions_for(here.guild.me)
    return [name for name in NEEDED if not getattr(have, name)]


def default(guild: discord.Guild) -> Channel:
    """The first channel of a server in which the bot may post."""
    system = [guild.system_channel] if guild.system_channel else []
    for channel in [*system, *guild.text_channels]:
        if not {"view_channel", "send_messages", "embed_links"} & set(lacking(channel)):
            return channel
    raise GoneError(f"there is no channel in {guild.name} in which the bot may post")
