"""What owners and moderators do in their client: roles, overwrites, channels, members, and the bot's coming and going."""

from __future__ import annotations

from tests.discord import messages, threads
from tests.discord.founding import membership, own_role
from tests.discord.gateway import whole
from tests.discord.rights import NONE, Right, overwrite
from tests.discord.service import Service
from tests.discord.things import Channel, Guild, Message, Role, User


class Admin:
    """Changes from outside that the bot is only told of."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def allow(self, role: Role, rights: Right) -> None:
        """Give a role exactly these rights."""
        role.data["permissions"] = str(int(rights))
        data = {"guild_id": role.guild.id, "role": role.data}
        self.service.event("GUILD_ROLE_UPDATE", data, guild=role.guild)

    def raise_role(self, role: Role) -> None:
        """Put a role above all others."""
        role.data["position"] = 1 + max(one.data["position"] for one in role.guild.roles.values())
        data = {"guild_id": role.guild.id, "role": role.data}
        self.service.event("GUILD_ROLE_UPDATE", data, guild=role.guild)

    def remove_role(self, role: Role) -> None:
        """Delete a role; whoever had it has it no longer."""
        del role.guild.roles[role.id]
        for member in role.guild.members.values():
            member["roles"] = [one for one in member["roles"] if one != role.id]
        self.service.event(
            "GUILD_ROLE_DELETE", {"guild_id": role.guild.id, "role_id": role.id}, guild=role.guild
        )

    def overwrite(self, channel: Channel, role: Role, *, allow: Right = NONE, deny: Right = NONE) -> None:
        """Change what a role may do in a channel."""
        others = [one for one in channel.data["permission_overwrites"] if one["id"] != role.id]
        channel.data["permission_overwrites"] = [*others, overwrite(role, allow=allow, deny=deny)]
        self.service.event("CHANNEL_UPDATE", channel.data, guild=channel.guild)

    def rename(self, channel: Channel, name: str) -> None:
        """Give a channel another name."""
        channel.data["name"] = name
        self.service.event("CHANNEL_UPDATE", channel.data, guild=channel.guild)

    def delete(self, gone: Channel | Message) -> None:
        """Delete a channel with its threads, one thread, or one message."""
        if isinstance(gone, Message):
            messages.delete(self.service, gone)
        elif gone.is_thread:
            threads.remove(self.service, gone)
        else:
            delete_channel(self.service, gone)

    def dress(self, guild: Guild, user: User, *roles: Role) -> None:
        """Give a member exactly these roles."""
        guild.members[user.id]["roles"] = [one.id for one in roles]
        tell_member(self.service, guild, user.id)

    def part(self, guild: Guild, user: User) -> None:
        """A member leaves, or is removed."""
        del guild.members[user.id]
        data = {"guild_id": guild.id, "user": user.data}
        self.service.event("GUILD_MEMBER_REMOVE", data, guild=guild)

    def invite(self, guild: Guild) -> None:
        """Let the bot into a guild that it is not in."""
        service = self.service
        guild.members[service.bot.id] = membership(service, service.bot, [own_role(guild)])
        for session in service.sessions.values():
            if session.covers(guild) and session.has(0):
                data = {
                    key: value
                    for key, value in whole(service, session, guild).items()
                    if key != "unavailable"
                }
                session.push("GUILD_CREATE", data)
        service.beat()

    def expel(self, guild: Guild) -> None:
        """Remove the bot from a guild."""
        self.service.event("GUILD_DELETE", {"id": guild.id}, guild=guild)
        del guild.members[self.service.bot.id]

    def black_out(self, guild: Guild) -> None:
        """A guild cannot be reached for a while."""
        self.service.event("GUILD_DELETE", {"id": guild.id, "unavailable": True}, guild=guild)


def delete_channel(service: Service, channel: Channel) -> None:
    """A channel goes, and its threads without a word of their own."""
    assert channel.guild is not None
    under = [one for one in channel.guild.channels.values() if one.data.get("parent_id") == channel.id]
    for one in [channel, *(thread for thread in under if thread.is_thread)]:
        del service.channels[one.id], channel.guild.channels[one.id]
    service.event("CHANNEL_DELETE", channel.data, guild=channel.guild)


def tell_member(service: Service, guild: Guild, user: str) -> None:
    """Tell of a member who has changed; of the bot itself without the intent too."""
    data = guild.members[user] | {"guild_id": guild.id}
    service.event("GUILD_MEMBER_UPDATE", data, guild=guild, own=user == service.bot.id)
