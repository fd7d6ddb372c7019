"""Who may do what where: bits of roles, overwrites of channels, and the order they count in."""

from __future__ import annotations

from enum import IntFlag

from tests.discord.errors import no_access, no_permission
from tests.discord.things import Channel, Guild, Json, Role


class Right(IntFlag):
    """The permission bits that something here depends on."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    SEND_POLLS = 1 << 49
    PIN_MESSAGES = 1 << 51


NONE = Right(0)
ALL = (1 << 53) - 1
EVERYONE = (
    Right.ADD_REACTIONS
    | Right.VIEW_CHANNEL
    | Right.SEND_MESSAGES
    | Right.EMBED_LINKS
    | Right.ATTACH_FILES
    | Right.READ_MESSAGE_HISTORY
    | Right.USE_APPLICATION_COMMANDS
    | Right.CREATE_PUBLIC_THREADS
    | Right.SEND_MESSAGES_IN_THREADS
    | Right.SEND_POLLS
)
BOT = EVERYONE | Right.MANAGE_MESSAGES | Right.MANAGE_THREADS | Right.MANAGE_ROLES | Right.PIN_MESSAGES


def overwrite(role: Role, *, allow: Right = NONE, deny: Right = NONE) -> Json:
    """What a channel changes for a role."""
    return {"id": role.id, "type": 0, "allow": str(int(allow)), "deny": str(int(deny))}


def rights(guild: Guild, user: str, channel: Channel | None = None) -> int:
    """The bits that a member has in a guild, or in one of its channels; none for strangers."""
    if user not in guild.members:
        return 0
    roles = [guild.id, *guild.members[user]["roles"]]
    bits = 0
    for role in roles:
        bits |= int(guild.roles[role].data["permissions"])
    if guild.data["owner_id"] == user or bits & Right.ADMINISTRATOR:
        return ALL
    return bits if channel is None else _in_channel(guild, channel, bits, ([guild.id], roles[1:], [user]))


def _in_channel(guild: Guild, channel: Channel, bits: int, layers: tuple[list[str], ...]) -> int:
    parent = guild.channels.get(channel.data["parent_id"]) if channel.is_thread else channel
    written = {one["id"]: one for one in parent.data["permission_overwrites"]} if parent else {}
    for layer in layers:
        met = [written[one] for one in layer if one in written]
        deny = allow = 0
        for one in met:
            deny, allow = deny | int(one["deny"]), allow | int(one["allow"])
        bits = bits & ~deny | allow
    return bits


def sees(channel: Channel, user: str) -> bool:
    """Whether somebody sees a channel at all; a private thread only its members and moderators."""
    if channel.guild is None:
        return user in channel.joined
    have = rights(channel.guild, user, channel)
    private = channel.kind == 12 and user not in channel.joined and not have & Right.MANAGE_THREADS
    return bool(have & Right.VIEW_CHANNEL) and not private


def require(channel: Channel, user: str, *needed: Right) -> None:
    """Refuse what somebody may not do in a channel; in a direct conversation everything is allowed."""
    if not sees(channel, user):
        raise no_access()
    if channel.guild is None:
        return
    have = rights(channel.guild, user, channel)
    if any(not have & one for one in needed):
        raise no_permission()
