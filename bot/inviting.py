"""The link with which a Discord server adds the bot, with exactly the permissions it needs."""

from __future__ import annotations

from urllib.parse import urlencode

NEEDED = {
    "add_reactions": 6,
    "view_channel": 10,
    "send_messages": 11,
    "manage_messages": 13,
    "embed_links": 14,
    "attach_files": 15,
    "read_message_history": 16,
    "manage_threads": 34,
    "create_public_threads": 35,
    "send_messages_in_threads": 38,
}  # the bit of each in Discord's permissions integer


def permissions() -> int:
    """The permissions integer."""
    return sum(1 << bit for bit in NEEDED.values())


def link(application: int) -> str:
    """Where to add the bot to a server."""
    asked = {
        "client_id": application,
        "scope": "bot applications.commands",
        "permissions": permissions(),
    }
    return f"https://discord.com/oauth2/authorize?{urlencode(asked)}"
