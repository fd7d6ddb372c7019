"""What the bot may do in a channel, and what to tell whoever sets a server up (by the names in Discord's settings)."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.card import Card
from bot.surface import GoneError

Channel = Any  # what discord.py lets one send to
NEEDED: Final = {
    "view_channel": ("View Channel", "to see it"),
    "send_messages": ("Send Messages", "to post"),
    "embed_links": ("Embed Links", "to show cards"),
    "attach_files": ("Attach Files", "to hand over charts and bundles"),
    "read_message_history": ("Read Message History", "to find what was posted, and to react"),
    "add_reactions": ("Add Reactions", "to put signs under ballots"),
    "manage_messages": ("Manage Messages", "to take off a reaction when a later one counts"),
    "pin_messages": ("Pin Messages", "to pin the overview of open decisions"),
    "create_public_threads": ("Create Public Threads", "to open a thread under a card"),
    "send_messages_in_threads": ("Send Messages in Threads", "to write there"),
}
TO_POST: Final = {"view_channel", "send_messages", "embed_links"}


def invitation(application: int) -> str:
    """The link with which a server adds the bot, with exactly the permissions it needs."""
    asked = discord.Permissions(**dict.fromkeys(NEEDED, True))
    return discord.utils.oauth_url(application, permissions=asked, scopes=("bot", "applications.commands"))


def lacking(channel: Channel, me: discord.Member | None = None) -> list[str]:
    """The permissions that the bot needs in a channel and has not."""
    here = channel.parent if isinstance(channel, discord.Thread) and channel.parent else channel
    me = me or here.guild.me
    if me is None:  # a server of another shard: Discord itself will say
        return []
    have = here.permissions_for(me)
    return [name for name in NEEDED if not getattr(have, name)]


def closed(channel: Channel, me: discord.Member | None = None) -> list[str]:
    """The permissions without which nothing can be posted, by their names in Discord's settings."""
    return [NEEDED[one][0] for one in lacking(channel, me) if one in TO_POST]


def report(channel: Channel) -> Card | None:
    """One line for each permission that is missing in a channel, and where it is given; None if none is."""
    found = lacking(channel)
    if not found:
        return None
    lines = [f"- **{NEEDED[one][0]}** {NEEDED[one][1]}: {_given(channel, one)}" for one in found]
    head = f"In <#{channel.id}> I lack {'a permission' if len(found) == 1 else 'permissions'}:"
    return Card("\n".join([head, *lines]), tone="warn", private=True)


def hanging(guild: discord.Guild, badge: int) -> Card | None:
    """What keeps the bot from hanging a role on people, and where that is changed; None if nothing does."""
    role, mine = guild.get_role(badge), guild.self_role
    settings = f"Server Settings → Roles → {mine.name if mine else guild.me.display_name}"
    if not guild.me.guild_permissions.manage_roles:
        said = f"To hang <@&{badge}> on people I lack **Manage Roles**: {settings} → Permissions."
    elif role is not None and role >= guild.me.top_role:
        said = f"To hang <@&{badge}> on people my role must stand above it: drag {settings} upwards."
    else:
        return None
    return Card(f"{said} It is tried again every ten minutes.", tone="warn", private=True)


def _given(channel: Channel, name: str) -> str:
    """Where a permission is given: to the bot's role, unless only the channel takes it away."""
    me = channel.guild.me
    if getattr(me.guild_permissions, name):
        return "Edit Channel → Permissions"
    role = channel.guild.self_role
    return f"Server Settings → Roles → {role.name if role else me.display_name} → Permissions"


def default(guild: discord.Guild, channels: list[Channel], me: discord.Member | None) -> Channel:
    """The first channel of a server in which the bot may post."""
    for channel in channels:
        if not isinstance(channel, discord.ForumChannel) and not closed(channel, me):
            return channel
    raise GoneError(f"there is no channel in {guild.name} in which the bot may post")
