"""A person's device that encrypts, as their client does; what it reads is decrypted with its own keys."""

from __future__ import annotations

from pathlib import Path

from nio import AsyncClient, AsyncClientConfig, MegolmEvent, RoomSendResponse, SyncResponse

from tests.matrix.actor import Actor, related, worded
from tests.matrix.things import Json, relation

ALGORITHM = "m.megolm.v1.aes-sha2"
SECRET: Json = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": ALGORITHM}}


class Client(AsyncClient):  # type: ignore[misc]
    """A client that is no part of the program: faults on the program's way are none of its own."""

    send = AsyncClient.send


class Cipher:
    """What one person can read and say in encrypted rooms; `unread` is what came since and stays closed to them."""

    def __init__(self, actor: Actor, folder: Path, made: Json | None = None) -> None:
        self.actor, made = actor, made or actor.made
        folder.mkdir(parents=True, exist_ok=True)
        config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=False)
        self.client = Client(actor.server.url, actor.id, store_path=str(folder), config=config)
        self.client.restore_login(actor.id, made["device_id"], made["access_token"])
        self.read: dict[str, Json] = {}  # the newest content of each message, by its event
        self.unread: set[str] = set()

    async def look(self) -> None:
        """Take in what is new, and do what encryption asks for."""
        first = not self.client.next_batch
        answer = await self.client.sync(0, full_state=first)
        assert isinstance(answer, SyncResponse), answer
        for info in answer.rooms.join.values():
            for event in info.timeline.events:
                if isinstance(event, MegolmEvent) and not first:
                    self.unread.add(event.event_id)
                elif event.source.get("type") == "m.room.message" and getattr(event, "decrypted", False):
                    self._take(event.event_id, event.source["content"])
        await self._keys()

    async def _keys(self) -> None:
        client = self.client
        if client.should_upload_keys:
            await client.keys_upload()
        if client.should_query_keys:
            await client.keys_query()
        if client.should_claim_keys:
            await client.keys_claim(client.get_users_for_key_claiming())
        await client.send_to_device_messages()

    def _take(self, event: str, content: Json) -> None:
        hung = relation(content)
        replaces = hung.get("rel_type") == "m.replace"
        self.read[hung["event_id"] if replaces else event] = content.get("m.new_content", content)

    async def say(self, room: str, text: str, **where: str) -> str:
        """Send a message that only those in the room can read."""
        content = worded(text, {}) | related(**where)
        answer = await self.client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)
        assert isinstance(answer, RoomSendResponse), answer
        return str(answer.event_id)

    def find(self, text: str) -> str:
        """The newest message with this text; '' where this device has read none."""
        return next((one for one in reversed(self.read) if text in self.read[one]["body"]), "")

    def text(self, event: str) -> str:
        return str(self.read[event]["body"])

    async def close(self) -> None:
        await self.client.close()
