"""Who acts, where, and who is named: a Discord act as the event that the gate understands."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import discord

from bot.command import Attachment, Event, Quote

PLATFORM = "discord"
MENTION = re.compile(r"<@!?(\d+)>")
CHANNEL = re.compile(r"<#(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
Interaction = discord.Interaction[Any]


def account(user: int | str) -> str:
    """A person as the gate writes them."""
    return f"<{PLATFORM}:{user}>"


def written(text: str) -> str:
    """A text with Discord's mentions of people as the gate writes them."""
    return MENTION.sub(lambda found: account(found[1]), text)


def ref(channel: int | str, message: int | str) -> str:
    """How a message is named: a thread that hangs on a message has the message's number."""
    return f"{channel}/{message}"


def spot(reference: str) -> tuple[int, int]:
    """Channel and message of a reference."""
    channel, _, message = reference.partition("/")
    return int(channel), int(message)


async def event(
    interaction: Interaction,
    texts: Iterable[str] = (),
    *,
    quote: Quote | None = None,
    named: Mapping[str, str] | None = None,
    files: tuple[Attachment, ...] = (),
) -> Event:
    """An interaction as an event; `texts` may mention people, whose names are looked up."""
    user, guild = interaction.user, interaction.guild
    rights = interaction.permissions if guild else discord.Permissions.none()
    people = dict(named or {}) | await mentioned(guild, texts)
    return Event(
        id=str(interaction.id),
        platform=PLATFORM,
        room=str(interaction.guild_id or f"@{user.id}"),
        account=str(user.id),
        name=user.display_name,
        hosts=rights.manage_guild,
        channel=str(interaction.channel_id or ""),
        quote=quote,
        people=people,
        files=files,
        thread=within(interaction.channel),
        badges=badges(user),
        card=ref(interaction.channel_id or 0, interaction.message.id) if interaction.message else "",
    )


def badges(user: discord.abc.User | None) -> tuple[str, ...]:
    """The roles somebody has in the server."""
    return tuple(str(one.id) for one in user.roles) if isinstance(user, discord.Member) else ()


def within(channel: Any) -> str:
    """The message in whose thread something happens."""
    return ref(channel.parent_id, channel.id) if isinstance(channel, discord.Thread) else ""


async def starter(thread: discord.Thread) -> str:
    """Who wrote the message that a thread hangs on; where it hangs on none, who opened it."""
    mine = thread.owner_id == thread.guild.me.id  # the bot opens threads only under its own cards
    if not mine and isinstance(thread.parent, discord.TextChannel):
        with contextlib.suppress(discord.HTTPException):
            return str((await thread.parent.fetch_message(thread.id)).author.id)
    return str(thread.owner_id or "")


async def mentioned(guild: discord.Guild | None, texts: Iterable[str]) -> dict[str, str]:
    """The people mentioned in texts who are in the server, with their names there."""
    found: dict[str, str] = {}
    for number in dict.fromkeys(one for text in texts for one in MENTION.findall(text)):
        if guild and (member := await member_of(guild, int(number))) and not member.bot:
            found[account(number)] = member.display_name
    return found


async def member_of(guild: discord.Guild, number: int) -> discord.Member | None:
    """Somebody in a server, asked for where they are not known yet."""
    if known := guild.get_member(number):
        return known
    try:
        return await guild.fetch_member(number)
    except discord.NotFound:
        return None
