"""Members of a guild and their roles."""

from __future__ import annotations

from tests.discord.admin import tell_member
from tests.discord.errors import no_permission, unknown
from tests.discord.rights import Right, rights
from tests.discord.routes import Call, Reply, Routes
from tests.discord.things import Guild, Json, Role

routes = Routes()


@routes("GET", "/guilds/{guild_id}")
def guild(call: Call) -> Reply:
    """A guild with its roles."""
    found = call.service.guild_of(call.path["guild_id"])
    more: Json = {"home_header": None, "region": "deprecated", "widget_enabled": False}
    more |= {"widget_channel_id": None, "max_presences": None, "max_members": 500_000}
    more |= {
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_subscription_count": 0,
    }
    more |= {"safety_alerts_channel_id": None, "nsfw": False, "incidents_data": None}
    return more | found.data | {"roles": [one.data for one in found.roles.values()]}


@routes("GET", "/guilds/{guild_id}/channels")
def channels(call: Call) -> Reply:
    """The channels of a guild, without its threads."""
    found = call.service.guild_of(call.path["guild_id"])
    return [one.data for one in found.channels.values() if not one.is_thread]


@routes("GET", "/guilds/{guild_id}/members/{user_id}")
def member(call: Call) -> Reply:
    """One member."""
    guild = call.service.guild_of(call.path["guild_id"])
    return _member(guild, call.service.user_of(call.path["user_id"]).id)


@routes("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def give_role(call: Call) -> None:
    """Give a member a role that stands below the bot's."""
    guild, found, role = _asked(call)
    if role.id not in found["roles"]:
        found["roles"] = [*found["roles"], role.id]
        tell_member(call.service, guild, call.path["user_id"])


@routes("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}")
def take_role(call: Call) -> None:
    """Take a role from a member."""
    guild, found, role = _asked(call)
    if role.id in found["roles"]:
        found["roles"] = [one for one in found["roles"] if one != role.id]
        tell_member(call.service, guild, call.path["user_id"])


def _member(guild: Guild, user: str) -> Json:
    if user not in guild.members:
        raise unknown("Member")
    return guild.members[user]


def _asked(call: Call) -> tuple[Guild, Json, Role]:
    guild, bot = call.service.guild_of(call.path["guild_id"]), call.service.bot
    found = _member(guild, call.path["user_id"])
    role = guild.roles.get(call.path["role_id"])
    if role is None:
        raise unknown("Role")
    highest = max(guild.roles[one].data["position"] for one in guild.members[bot.id]["roles"])
    if (
        not rights(guild, bot.id) & Right.MANAGE_ROLES
        or role.data["position"] >= highest
        or role.data["managed"]
    ):
        raise no_permission()
    return guild, found, role
