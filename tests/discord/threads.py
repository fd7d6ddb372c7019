"""Threads: opened on a message, on their own or in a forum; archived, locked, joined."""

from __future__ import annotations

from tests.discord import messages
from tests.discord.errors import ApiError, archived, no_permission
from tests.discord.rights import Right, require, rights
from tests.discord.service import Service
from tests.discord.things import FORUM, HAS_THREAD, PUBLIC_THREAD, Channel, Json, Message, User

STARTER = 21


def on_message(service: Service, message: Message, opener: User, draft: Json) -> Channel:
    """A thread on a message has the message's id; its first message only points back."""
    parent = message.channel
    require(parent, opener.id, Right.CREATE_PUBLIC_THREADS)
    if parent.is_thread or parent.guild is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    if message.id in service.channels:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    thread = _open(service, parent, opener, draft, message.id, PUBLIC_THREAD)
    message.data["flags"] |= HAS_THREAD
    message.data["thread"] = thread.data
    messages.told(service, message)
    first = messages.build(service, thread, message.author, {}, kind=STARTER, empty=True)
    first.data["message_reference"] = {"type": 0, "message_id": message.id} | parent.place
    messages.post(service, first)
    return thread


def alone(service: Service, parent: Channel, opener: User, draft: Json) -> Channel:
    """A thread without a message."""
    kind = draft.get("type") or 12
    right = Right.CREATE_PUBLIC_THREADS if kind == PUBLIC_THREAD else Right.CREATE_PRIVATE_THREADS
    require(parent, opener.id, right)
    return _open(service, parent, opener, draft, service.snowflake(), kind)


def in_forum(
    service: Service, forum: Channel, opener: User, draft: Json, uploads: messages.Files | None = None
) -> Message:
    """A forum's post: a thread that begins with a message of the same id."""
    require(forum, opener.id, Right.SEND_MESSAGES)
    content = draft["message"]
    first = messages.build(service, forum, opener, content, uploads=uploads)
    thread = _open(service, forum, opener, draft, first.id, PUBLIC_THREAD)
    thread.data["applied_tags"] = [str(one) for one in draft.get("applied_tags") or ()]
    first.channel = thread
    first.data["channel_id"] = thread.id
    return messages.post(service, first)


def _open(service: Service, parent: Channel, opener: User, draft: Json, number: str, kind: int) -> Channel:
    assert parent.guild is not None
    meta: Json = {
        "archived": False,
        "locked": False,
        "auto_archive_duration": draft.get("auto_archive_duration") or 1440,
    }
    meta |= {"archive_timestamp": service.stamp(), "create_timestamp": service.stamp()}
    data: Json = {
        "id": number,
        "type": kind,
        "last_message_id": None,
        "flags": 0,
        "guild_id": parent.guild.id,
    }
    data |= {"name": draft["name"], "parent_id": parent.id, "rate_limit_per_user": 0, "owner_id": opener.id}
    data |= {"thread_metadata": meta, "message_count": 0, "member_count": 0, "total_message_sent": 0}
    thread = Channel(data, parent.guild)
    service.channels[number] = parent.guild.channels[number] = thread
    _note(service, thread, opener.id)
    parent.data["last_message_id"] = number if parent.kind == FORUM else parent.data["last_message_id"]
    service.event("THREAD_CREATE", seen(service, thread) | {"newly_created": True}, channel=thread)
    return thread


def seen(service: Service, thread: Channel) -> Json:
    """A thread as the bot gets it: with its own membership."""
    own = thread.joined.get(service.bot.id)
    return thread.data | ({"member": own} if own else {})


def join(service: Service, thread: Channel, user: str) -> None:
    """Somebody becomes a member of a thread."""
    if thread.data["thread_metadata"]["archived"]:
        raise archived()
    if user not in thread.joined:
        _note(service, thread, user)
        _members(service, thread, {"added_members": [thread.joined[user]]}, user)


def leave(service: Service, thread: Channel, user: str) -> None:
    """Somebody is a member of a thread no longer."""
    if thread.joined.pop(user, None) is not None:
        thread.data["member_count"] = len(thread.joined)
        _members(service, thread, {"removed_member_ids": [user]}, user)


def _note(service: Service, thread: Channel, user: str) -> None:
    thread.joined[user] = {"id": thread.id, "user_id": user, "join_timestamp": service.stamp(), "flags": 0}
    thread.data["member_count"] = len(thread.joined)


def _members(service: Service, thread: Channel, change: Json, user: str) -> None:
    assert thread.guild is not None
    data: Json = {"id": thread.id, "guild_id": thread.guild.id, "member_count": len(thread.joined)}
    service.event("THREAD_MEMBERS_UPDATE", data | change, channel=thread, own=user == service.bot.id)


def change(service: Service, thread: Channel, user: User, changes: Json) -> None:
    """Rename, archive or lock: its owner may do the former two, moderators everything."""
    assert thread.guild is not None
    moderator = bool(rights(thread.guild, user.id, thread) & Right.MANAGE_THREADS)
    owner = thread.data["owner_id"] == user.id and not {"locked", "rate_limit_per_user"} & set(changes)
    reopens = set(changes) == {"archived"} and not changes["archived"] and user.id in thread.joined
    meta = thread.data["thread_metadata"]
    if not (moderator or ((owner or reopens) and not meta["locked"])):
        raise no_permission()
    if meta["archived"] and changes.get("archived", True):
        raise archived()
    for key in ("name", "rate_limit_per_user", "applied_tags", "flags"):
        if key in changes:
            thread.data[key] = changes[key]
    meta |= {key: changes[key] for key in ("archived", "locked", "auto_archive_duration") if key in changes}
    meta["archive_timestamp"] = service.stamp()
    service.event("THREAD_UPDATE", seen(service, thread), channel=thread)


def wake(service: Service, thread: Channel, user: str) -> None:
    """What a message in a thread brings about: it is opened again, and its author joins."""
    meta = thread.data["thread_metadata"]
    if meta["archived"]:
        meta |= {"archived": False, "archive_timestamp": service.stamp()}
        service.event("THREAD_UPDATE", seen(service, thread), channel=thread)
    join(service, thread, user)


def remove(service: Service, thread: Channel) -> None:
    """Delete a thread with everything in it."""
    assert thread.guild is not None
    del service.channels[thread.id], thread.guild.channels[thread.id]
    data = {key: thread.data[key] for key in ("id", "guild_id", "parent_id", "type")}
    service.event("THREAD_DELETE", data, guild=thread.guild)
