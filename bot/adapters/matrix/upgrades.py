"""A room that was upgraded goes on as another one; the community goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.adapters.matrix.people import PLATFORM
from bot.adapters.matrix.wire import checked, heard
from bot.surface import GoneError

if TYPE_CHECKING:
    from bot.adapters.matrix.client import Listener

log = structlog.get_logger()


async def follow(listener: Listener, old: str, new: str) -> None:
    """Join the room that takes the place of another, and take along what stood there, once."""
    if await listener.recall(f"moved/{old}") == new:
        return
    try:
        if new not in listener.rooms.known:
            await listener.wire.call("POST", "join", new, body={}, server_name=_server(listener, old))
            await _look(listener, new)
    except GoneError as error:
        log.warning(
            "a room was upgraded, and the bot is not let into the new one",
            old=old,
            new=new,
            reason=str(error),
        )
        return
    if listener.rooms.known[new].predecessor != old:
        log.warning("a room names a successor that does not name it", old=old, new=new)
        return
    cards = await listener.table.places.moved(PLATFORM, old, new)
    if person := await listener.direct.person(old):
        await listener.direct.take(new, person)
    await listener.remember(f"moved/{old}", new)
    log.info("a room was upgraded", old=old, new=new, cards=cards)
    listener.steering.wake()


async def _look(listener: Listener, room: str) -> None:
    """The state of a room that was just joined, before the homeserver tells of it."""
    found = checked(await heard(listener.wire.client.room_get_state(room)))
    listener.rooms.take(room, found.events)


def _server(listener: Listener, room: str) -> str:
    """A server that is in the new room: that of whoever has upgraded the old one."""
    event = listener.rooms.known[room].held["m.room.tombstone"]
    return str(event.get("sender", "")).partition(":")[2]
