"""One call to the homeserver: its answer, or the error that says what to do about it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import structlog
from nio import AsyncClient, ErrorResponse
from nio.exceptions import LocalProtocolError

from bot.adapters.matrix.keys import Keys
from bot.surface import GoneError, LaterError

log = structlog.get_logger()
Json = dict[str, Any]
OUTAGE = 10.0  # seconds until a message is tried again while the homeserver is down
DEAD = {"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"}
CLOSED = {"M_USER_DEACTIVATED", "M_USER_LOCKED", "M_USER_SUSPENDED"}
LIMITED = "M_LIMIT_EXCEEDED"
CLIENT = "/_matrix/client/v3"
MEDIA = "/_matrix/client/v1/media"


class DeadTokenError(Exception):
    """The homeserver does not know the access token any more."""


class RefusedError(GoneError):
    """The homeserver refuses for good; `code` is its name for the reason."""

    def __init__(self, code: str, text: str, told: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{code}: {text}")
        self.code, self.told = code, told or {}


class Wire:
    """The homeserver through a client of nio."""

    def __init__(self, client: AsyncClient) -> None:
        self.client = client
        self.keys = Keys(client, asked, self.call)

    async def call(self, method: str, *path: str, body: Any = None, base: str = CLIENT, **query: Any) -> Json:
        """One call with a body and an answer in JSON; GoneError, LaterError, DeadTokenError."""
        url = "/".join([base, *(quote(part, safe="") for part in path)])
        given = {name: value for name, value in query.items() if value not in (None, "")}
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.client.access_token}"}
        data = None if body is None else json.dumps(body)
        address = f"{url}?{urlencode(given)}" if given else url
        answer: Any = await heard(self.client.send(method, address, data, headers))
        try:
            told: Any = await heard(answer.json(content_type=None))
        except ValueError:  # a proxy that speaks for a homeserver that is away
            told = {}
        if answer.status >= 400 or not isinstance(told, dict):
            judge(answer.status, told if isinstance(told, dict) else {})
        return dict(told)

    async def event(self, room: str, event: str) -> Json:
        """One event of a room, decrypted where it has to be."""
        return self.plain(await self.call("GET", "rooms", room, "event", event), room)

    async def state(self, room: str, kind: str, key: str = "") -> Json:
        """The content of one state event; {} where there is none."""
        try:
            return await self.call("GET", "rooms", room, "state", kind, key)
        except RefusedError as no:
            if no.code == "M_NOT_FOUND":
                return {}
            raise

    async def send(self, room: str, kind: str, content: Json, key: str) -> str:
        """Send an event, encrypted where the room is; its id. One with the same key is sent once."""
        try:
            await self.keys.ready(room)
            work = self.client.room_send(room, kind, content, tx_id=key, ignore_unverified_devices=True)
            return str((await asked(work)).event_id)
        except LocalProtocolError as error:  # a room that is not joined any more
            if not self.client.logged_in:
                raise DeadTokenError(str(error)) from None
            raise GoneError(str(error)) from None

    async def redact(self, room: str, event: str, key: str) -> None:
        """Take an event away."""
        await self.call("PUT", "rooms", room, "redact", event, key, body={})

    async def react(self, room: str, event: str, sign: str, key: str) -> None:
        """Put a reaction on an event; one that is there stays."""
        relates = {"rel_type": "m.annotation", "event_id": event, "key": sign}
        try:
            await self.send(room, "m.reaction", {"m.relates_to": relates}, key)
        except RefusedError as no:
            if no.code != "M_DUPLICATE_ANNOTATION":
                raise

    async def annotations(self, room: str, event: str) -> list[Json]:
        """The reactions that stand on an event, the oldest first."""
        return (await self._related(room, event, "m.annotation", "m.reaction"))[::-1]

    async def thread(self, room: str, root: str) -> list[Json]:
        """The events of a thread, the newest first."""
        return await self._related(room, root, "m.thread")

    async def _related(self, room: str, event: str, *kind: str) -> list[Json]:
        found: list[Json] = []
        start = ""
        while True:
            path = "rooms", room, "relations", event, *kind
            query = {"limit": 1000, "dir": "b", "from": start}
            page = await self.call("GET", *path, base="/_matrix/client/v1", **query)
            found += page.get("chunk", [])
            start = str(page.get("next_batch") or "")
            if not start:
                return found

    def plain(self, event: Json, room: str) -> Json:
        """An event as it was before it was encrypted; one that cannot be read stays as it is."""
        if event.get("type") != "m.room.encrypted" or self.client.olm is None:
            return event
        from nio import MegolmEvent

        event = {**event, "room_id": room}
        try:
            return dict(self.client.decrypt_event(MegolmEvent.from_dict(event)).source)
        except Exception as error:  # nio names a dozen reasons; none of them can be helped here
            log.warning(
                "an event cannot be decrypted", room=room, number=event.get("event_id"), reason=str(error)
            )
            return event


async def heard(work: Awaitable[Any]) -> Any:
    """Wait for the network; LaterError where there is none."""
    try:
        return await work
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        log.warning("the homeserver cannot be reached", reason=str(error) or type(error).__name__)
        raise LaterError(OUTAGE) from None


async def asked(work: Awaitable[Any]) -> Any:
    """What nio is answered."""
    return checked(await heard(work))


def checked(response: Any) -> Any:
    """An answer of nio, whose errors are answers, too."""
    if not isinstance(response, ErrorResponse):
        return response
    transport = response.transport_response
    status = int(getattr(transport, "status", 0) or 0)
    told = {"errcode": response.status_code or "", "error": response.message}
    judge(status, told | {"retry_after_ms": response.retry_after_ms})
    return response


def judge(status: int, told: Mapping[str, Any]) -> None:
    """Raise what an error means."""
    code, text = str(told.get("errcode") or ""), str(told.get("error") or f"status {status}")
    if code == LIMITED or status == 429:
        raise LaterError((told.get("retry_after_ms") or 5000) / 1000)
    if code in DEAD:
        raise DeadTokenError(text)
    if status == 401 and "flows" in told:  # the password is asked for once more
        raise RefusedError(code or "M_FORBIDDEN", text, told)
    if status in {0, 408} or status >= 500 or not code:
        log.warning("the homeserver has trouble", status=status, reason=text)
        raise LaterError(OUTAGE)
    raise RefusedError(code, text, told)
