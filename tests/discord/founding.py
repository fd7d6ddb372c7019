"""New guilds, roles, channels and memberships, as the API shows them."""

from __future__ import annotations

from tests.discord.rights import BOT, EVERYONE, Right
from tests.discord.service import Service
from tests.discord.things import CATEGORY, FORUM, Channel, Guild, Json, Role, User

NULLS = ("icon", "splash", "discovery_splash", "afk_channel_id", "application_id", "system_channel_id")
MORE_NULLS = ("rules_channel_id", "vanity_url_code", "description", "banner", "public_updates_channel_id")
ZEROS = ("verification_level", "default_message_notifications", "explicit_content_filter", "mfa_level")
MORE_ZEROS = ("system_channel_flags", "premium_tier", "nsfw_level")


def found(service: Service, name: str, owner: User, number: str) -> Guild:
    """A guild with its owner, the role of everybody and the role that the bot's invitation makes."""
    data: Json = {
        "id": number,
        "name": name,
        "owner_id": owner.id,
        "emojis": [],
        "stickers": [],
        "features": [],
    }
    data |= dict.fromkeys(NULLS + MORE_NULLS) | dict.fromkeys(ZEROS + MORE_ZEROS, 0)
    data |= {"afk_timeout": 300, "preferred_locale": "en-US", "premium_progress_bar_enabled": False}
    guild = Guild(data)
    service.guilds[number] = guild
    add_role(service, guild, "@everyone", EVERYONE, number=number)
    own = add_role(service, guild, service.bot.name, BOT)
    own.data |= {"managed": True, "tags": {"bot_id": service.bot.id}}
    guild.members[owner.id] = membership(service, owner, [])
    return guild


def own_role(guild: Guild) -> Role:
    """The role that came with the bot."""
    return next(one for one in guild.roles.values() if one.data["managed"])


def add_role(service: Service, guild: Guild, name: str, rights: Right, *, number: str = "") -> Role:
    """A role below all others, like a new role in the client."""
    for other in guild.roles.values():
        other.data["position"] += other.id != guild.id
    data: Json = {"id": number or service.snowflake(), "name": name, "permissions": str(int(rights))}
    data |= {
        "position": 0 if number else 1,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
    }
    data |= {"colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}}
    role = Role(data | {"icon": None, "unicode_emoji": None, "flags": 0}, guild)
    guild.roles[role.id] = role
    service.event("GUILD_ROLE_CREATE", {"guild_id": guild.id, "role": role.data}, guild=guild)
    return role


def membership(service: Service, user: User, roles: list[Role]) -> Json:
    """Somebody as a member of a guild."""
    data: Json = dict.fromkeys(("avatar", "banner", "communication_disabled_until", "nick", "premium_since"))
    data |= {"flags": 0, "joined_at": service.stamp(), "pending": False, "mute": False, "deaf": False}
    return data | {"roles": [one.id for one in roles], "user": user.data}


def add_channel(
    service: Service, guild: Guild, name: str, kind: int, overwrites: list[Json], tags: tuple[str, ...] = ()
) -> Channel:
    """A text channel, forum or category."""
    data: Json = {"id": service.snowflake(), "type": kind, "flags": 0, "guild_id": guild.id, "name": name}
    data |= {"parent_id": None, "position": len(guild.channels), "permission_overwrites": overwrites}
    if kind != CATEGORY:
        data |= {"last_message_id": None, "rate_limit_per_user": 0, "topic": None, "nsfw": False}
    if kind == FORUM:
        data |= {"available_tags": [_tag(service, one) for one in tags], "default_reaction_emoji": None}
        data |= {"default_sort_order": None, "default_forum_layout": 0}
    channel = Channel(data, guild)
    service.channels[channel.id] = guild.channels[channel.id] = channel
    service.event("CHANNEL_CREATE", channel.data, guild=guild)
    return channel


def _tag(service: Service, name: str) -> Json:
    return {"id": service.snowflake(), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
