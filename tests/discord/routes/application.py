"""Logging in, the application, its gateway and its commands."""

from __future__ import annotations

from tests.discord import commands
from tests.discord.routes import Call, Reply, Routes
from tests.discord.things import Json

routes = Routes()
NULLS = ("icon", "type", "interactions_endpoint_url", "role_connections_verification_url", "team")
COUNTS = ("approximate_user_install_count", "approximate_user_authorization_count", "explicit_content_filter")


@routes("GET", "/users/@me")
def me(call: Call) -> Reply:
    """The bot's own account."""
    return call.service.bot.data | {"verified": True, "mfa_enabled": False, "locale": "en-US", "email": None}


@routes("GET", "/users/{user_id}")
def user(call: Call) -> Reply:
    """Somebody's account."""
    return call.service.user_of(call.path["user_id"]).data


@routes("GET", "/gateway/bot")
def gateway(call: Call) -> Reply:
    """Where to connect, and with how many shards."""
    start = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    return {"url": call.service.gateway, "shards": call.service.shards, "session_start_limit": start}


@routes("GET", "/oauth2/applications/@me")
def application(call: Call) -> Reply:
    """The application's own information."""
    service = call.service
    flags = sum(
        bit for name, bit in (("members", 1 << 15), ("message_content", 1 << 19)) if name in service.granted
    )
    data: Json = {"id": service.bot.id, "name": service.bot.name, "description": "", "verify_key": "0" * 64}
    data |= dict.fromkeys(NULLS) | dict.fromkeys(COUNTS, 0)
    data |= {"flags": flags, "flags_new": str(flags), "redirect_uris": [], "owner": service.owner.data}
    data |= {"bot_public": True, "bot_require_code_grant": False, "eligible_oauth2_scopes": []}
    return data | {"approximate_guild_count": len(service.guilds)}


@routes("PUT", "/applications/{application_id}/commands")
def sync(call: Call) -> Reply:
    """Replace the commands of everywhere."""
    return commands.register(call.service, "", call.body)


@routes("GET", "/applications/{application_id}/commands")
def registered(call: Call) -> Reply:
    """The commands of everywhere."""
    return list(call.service.commands[""].values())


@routes("PUT", "/applications/{application_id}/guilds/{guild_id}/commands")
def sync_guild(call: Call) -> Reply:
    """Replace the commands of one guild."""
    return commands.register(call.service, call.service.guild_of(call.path["guild_id"]).id, call.body)


@routes("GET", "/applications/{application_id}/guilds/{guild_id}/commands")
def registered_in_guild(call: Call) -> Reply:
    """The commands of one guild."""
    return list(call.service.commands[call.service.guild_of(call.path["guild_id"]).id].values())
