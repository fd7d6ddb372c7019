"""Messages of the bot in channels, and the history it may read."""

from __future__ import annotations

from tests.discord import messages, polls, threads
from tests.discord.rights import Right, require
from tests.discord.rights import rights as rights_of
from tests.discord.routes import Call, Reply, Routes
from tests.discord.service import Service
from tests.discord.things import Channel, Json, Message

routes = Routes()
MEMORY = 180  # seconds for which a nonce is compared; Discord says "the past few minutes"


@routes("POST", "/channels/{channel_id}/messages")
def send(call: Call) -> Reply:
    """Send a message, or find the one that was sent with the same nonce."""
    service, channel, nonce = call.service, call.channel, call.body.get("nonce")
    mark = {} if nonce is None else {"nonce": nonce}
    if call.body.get("enforce_nonce") and (sent := _sent(service, str(nonce))):
        return messages.shown(service, sent) | mark
    messages.check_sender(service, channel, service.bot, call.body)
    message = messages.build(service, channel, service.bot, call.body, uploads=call.uploads)
    if channel.is_thread:
        threads.wake(service, channel, service.bot.id)
    messages.post(service, message, nonce=nonce)
    if nonce is not None:
        service.nonces[str(nonce)] = service.now(), message
    return messages.shown(service, message) | mark


def _sent(service: Service, nonce: str) -> Message | None:
    at, message = service.nonces.get(nonce, (0.0, None))
    there = message is not None and message.id in message.channel.messages
    return message if there and service.now() - at <= MEMORY else None


@routes("GET", "/channels/{channel_id}/messages")
def history(call: Call) -> Reply:
    """A page of a channel; empty for a bot that may not read it."""
    service, channel = call.service, call.channel
    require(channel, service.bot.id)
    found = messages.page(channel, call.query)
    return [messages.shown(service, one) for one in found] if _reads(service, channel) else []


def _reads(service: Service, channel: Channel) -> bool:
    guild, bot = channel.guild, service.bot.id
    return guild is None or bool(rights_of(guild, bot, channel) & Right.READ_MESSAGE_HISTORY)


@routes("GET", "/channels/{channel_id}/messages/{message_id}")
def read(call: Call) -> Reply:
    """One message."""
    require(call.channel, call.service.bot.id, Right.READ_MESSAGE_HISTORY)
    return messages.shown(call.service, call.message)


@routes("PATCH", "/channels/{channel_id}/messages/{message_id}")
def edit(call: Call) -> Reply:
    """Change a message of the bot."""
    require(call.channel, call.service.bot.id)
    messages.check_own(call.service, call.message)
    messages.check_lock(call.channel, call.service.bot)
    return messages.shown(call.service, messages.edit(call.service, call.message, call.body, call.uploads))


@routes("DELETE", "/channels/{channel_id}/messages/{message_id}")
def delete(call: Call) -> None:
    """Delete a message: the bot's own, or as a moderator."""
    service, message = call.service, call.message
    require(call.channel, service.bot.id, *([] if message.author is service.bot else [Right.MANAGE_MESSAGES]))
    messages.delete(service, message)


@routes("POST", "/channels/{channel_id}/typing")
def typing(call: Call) -> None:
    """Show that the bot is writing."""
    require(call.channel, call.service.bot.id, Right.SEND_MESSAGES)


@routes("PUT", "/channels/{channel_id}/messages/pins/{message_id}")
def pin(call: Call) -> None:
    """Pin a message."""
    require(call.channel, call.service.bot.id, Right.PIN_MESSAGES)
    call.message.data["pinned"] = True


@routes("GET", "/channels/{channel_id}/polls/{message_id}/answers/{answer_id}")
def voters(call: Call) -> Reply:
    """Who chose an answer of a poll."""
    chosen = call.message.votes.get(int(call.path["answer_id"]), [])
    users: list[Json] = [call.service.users[one].data for one in sorted(chosen, key=int)]
    return {"users": users}


@routes("POST", "/channels/{channel_id}/polls/{message_id}/expire")
def expire(call: Call) -> Reply:
    """End a poll."""
    messages.check_own(call.service, call.message)
    polls.end(call.service, call.message)
    messages.told(call.service, call.message)
    return messages.shown(call.service, call.message)
