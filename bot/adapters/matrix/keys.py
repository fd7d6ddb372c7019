"""Keys of encrypted rooms: whoever is there is sent the key before a message that needs it.

nio does so, too, but takes a key that was refused on its way for sent, and then logs itself out.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from nio import AsyncClient

Asked = Callable[[Awaitable[Any]], Awaitable[Any]]  # waits for an answer of nio, and raises what is none
Call = Callable[..., Awaitable[Any]]


class Keys:
    """What one client has to know and to give away before it says something."""

    def __init__(self, client: AsyncClient, asked: Asked, call: Call) -> None:
        self.client, self.asked, self.call = client, asked, call
        self.turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ready(self, room: str) -> None:
        """Give the key of a room to everybody there who lacks it."""
        client = self.client
        held = client.rooms.get(room)
        if client.olm is None or held is None or not held.encrypted:
            return
        turn = self.turns.setdefault(room, asyncio.Lock())
        async with turn:
            await self._people(held)
            if client.should_query_keys:
                await self.asked(client.keys_query())
            while client.olm.should_share_group_session(room):
                await self._share(held)

    async def _people(self, held: Any) -> None:
        """Know who is there; another company gets another key."""
        if held.members_synced:
            return
        before = set(held.users)
        await self.asked(self.client.joined_members(held.room_id))
        if set(held.users) != before:
            self.client.invalidate_outbound_session(held.room_id)

    async def _share(self, held: Any) -> None:
        """Share a key; it counts as shared once everybody has it that is there by then."""
        client, room, people = self.client, held.room_id, list(held.users)
        if missing := client.get_missing_sessions(room):
            await self.asked(client.keys_claim(missing))
        sharing = client.olm.share_group_session_parallel(room, people, ignore_unverified_devices=True)
        for devices, messages in sharing:
            await self.call("PUT", "sendToDevice", "m.room.encrypted", uuid.uuid4().hex, body=messages)
            client.olm.outbound_group_sessions[room].users_shared_with |= devices
        client.olm.outbound_group_sessions[room].shared = people == list(held.users)
