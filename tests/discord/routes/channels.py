"""Channels and threads: read, changed, deleted, joined; direct conversations."""

from __future__ import annotations

from tests.discord import threads
from tests.discord.admin import delete_channel
from tests.discord.errors import ApiError, FormError
from tests.discord.rights import Right, require
from tests.discord.routes import Call, Reply, Routes
from tests.discord.service import Service
from tests.discord.things import FORUM, Channel, Json

routes = Routes()


def seen(service: Service, channel: Channel) -> Json:
    """A channel as the bot gets it."""
    return threads.seen(service, channel) if channel.is_thread else channel.data


@routes("GET", "/channels/{channel_id}")
def read(call: Call) -> Reply:
    """One channel."""
    require(call.channel, call.service.bot.id)
    return seen(call.service, call.channel)


@routes("PATCH", "/channels/{channel_id}")
def change(call: Call) -> Reply:
    """Change a channel or thread."""
    service, channel = call.service, call.channel
    if channel.is_thread:
        require(channel, service.bot.id)
        threads.change(service, channel, service.bot, call.body)
        return seen(service, channel)
    require(channel, service.bot.id, Right.MANAGE_CHANNELS)
    channel.data |= {
        key: call.body[key] for key in ("name", "topic", "rate_limit_per_user", "nsfw") if key in call.body
    }
    service.event("CHANNEL_UPDATE", channel.data, guild=channel.guild)
    return channel.data


@routes("DELETE", "/channels/{channel_id}")
def delete(call: Call) -> Reply:
    """Delete a channel or thread."""
    service, channel = call.service, call.channel
    if channel.guild is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    require(channel, service.bot.id, Right.MANAGE_THREADS if channel.is_thread else Right.MANAGE_CHANNELS)
    (threads.remove if channel.is_thread else delete_channel)(service, channel)
    return channel.data


@routes("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def thread_on_message(call: Call) -> Reply:
    """Open a thread on a message."""
    thread = threads.on_message(call.service, call.message, call.service.bot, call.body)
    return 201, seen(call.service, thread)


@routes("POST", "/channels/{channel_id}/threads")
def thread_alone(call: Call) -> Reply:
    """Open a thread on its own, or a post in a forum."""
    service, parent = call.service, call.channel
    if ("message" in call.body) != (parent.kind == FORUM):
        raise FormError("message", "This field is required", "BASE_TYPE_REQUIRED")
    if parent.kind != FORUM:
        return 201, seen(service, threads.alone(service, parent, service.bot, call.body))
    first = threads.in_forum(service, parent, service.bot, call.body, call.uploads)
    return 201, seen(service, first.channel) | {"message": first.data}


@routes("GET", "/guilds/{guild_id}/threads/active")
def active(call: Call) -> Reply:
    """The threads that are not archived."""
    service, guild = call.service, call.service.guild_of(call.path["guild_id"])
    found = [
        one
        for one in guild.channels.values()
        if one.is_thread and not one.data["thread_metadata"]["archived"]
    ]
    own = [one.joined[service.bot.id] for one in found if service.bot.id in one.joined]
    return {"threads": [one.data for one in found], "members": own, "has_more": False}


@routes("PUT", "/channels/{channel_id}/thread-members/@me")
def enter(call: Call) -> None:
    """Join a thread."""
    require(call.channel, call.service.bot.id)
    threads.join(call.service, call.channel, call.service.bot.id)


@routes("DELETE", "/channels/{channel_id}/thread-members/@me")
def leave(call: Call) -> None:
    """Leave a thread."""
    threads.leave(call.service, call.channel, call.service.bot.id)


@routes("PUT", "/channels/{channel_id}/thread-members/{user_id}")
def bring(call: Call) -> None:
    """Add somebody to a thread."""
    require(call.channel, call.service.bot.id, Right.SEND_MESSAGES_IN_THREADS)
    threads.join(call.service, call.channel, call.service.user_of(call.path["user_id"]).id)


@routes("POST", "/users/@me/channels")
def direct(call: Call) -> Reply:
    """The direct conversation with somebody; whether they can be written to shows only then."""
    return call.service.dm(call.service.user_of(str(call.body["recipient_id"]))).data
