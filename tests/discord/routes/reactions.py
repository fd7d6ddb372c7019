"""The bot's reactions, and those that it reads and removes."""

from __future__ import annotations

from tests.discord import reactions
from tests.discord.rights import Right, require
from tests.discord.routes import Call, Reply, Routes

routes = Routes()
BASE = "/channels/{channel_id}/messages/{message_id}/reactions"


@routes("PUT", BASE + "/{emoji_name}/@me")
def add(call: Call) -> None:
    """React; a new emoji needs a right of its own."""
    message, emoji, bot = call.message, call.path["emoji_name"], call.service.bot.id
    new = not message.reactions.get(reactions.same(message, emoji))
    require(call.channel, bot, Right.READ_MESSAGE_HISTORY, *([Right.ADD_REACTIONS] if new else []))
    reactions.add(call.service, message, emoji, bot)


@routes("DELETE", BASE + "/{emoji_name}/@me")
def remove(call: Call) -> None:
    """Take back the bot's own reaction."""
    reactions.remove(call.service, call.message, call.path["emoji_name"], call.service.bot.id)


@routes("DELETE", BASE + "/{emoji_name}/{user_id}")
def remove_of(call: Call) -> None:
    """Remove somebody's reaction."""
    require(call.channel, call.service.bot.id, Right.MANAGE_MESSAGES)
    reactions.remove(call.service, call.message, call.path["emoji_name"], call.path["user_id"])


@routes("DELETE", BASE + "/{emoji_name}")
def clear_emoji(call: Call) -> None:
    """Remove all reactions of one emoji."""
    require(call.channel, call.service.bot.id, Right.MANAGE_MESSAGES)
    reactions.clear_emoji(call.service, call.message, call.path["emoji_name"])


@routes("DELETE", BASE)
def clear(call: Call) -> None:
    """Remove all reactions."""
    require(call.channel, call.service.bot.id, Right.MANAGE_MESSAGES)
    reactions.clear(call.service, call.message)


@routes("GET", BASE + "/{emoji_name}")
def givers(call: Call) -> Reply:
    """A page of those who reacted with an emoji."""
    require(call.channel, call.service.bot.id, Right.READ_MESSAGE_HISTORY)
    return reactions.givers(call.service, call.message, call.path["emoji_name"], call.query)
