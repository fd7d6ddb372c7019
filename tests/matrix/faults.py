"""Between the program and the server: every call is noted, and answers can be refused, lost, cut off or held."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

import aiohttp
from nio import AsyncClient

LIMITED = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 20}
BROKEN = "<html><body>502 Bad Gateway</body></html>"
INVITING = re.compile(r"/createRoom|/rooms/[^/]+/invite")
SEND, REACT, SYNC, REDACT = "/send/m.room.message/", "/send/m.reaction/", "/sync", "/redact/"
Invited = Callable[[str, str], Awaitable[Any]]
CREATE, RELATIONS, MESSAGES, STATE = "/createRoom", "/relations/", "/messages?", "/state/"


@dataclass
class Fault:
    """What happens to the next calls whose path has a part."""

    part: str
    times: int
    status: int = 0
    body: Any = None
    late: bool = False  # the server does its work, and the answer is lost
    door: asyncio.Event | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)


class Answer:
    """An answer as aiohttp gives it, as far as nio reads one."""

    content_disposition = None

    def __init__(self, status: int, body: Any) -> None:
        self.status, self.body = status, body
        self.content_type = "application/json" if isinstance(body, dict) else "text/html"
        self.headers = {"Content-Type": self.content_type}
        self.ok = status < 400

    async def json(self, **_: Any) -> Any:
        return json.loads(await self.text())

    async def text(self) -> str:
        return json.dumps(self.body) if isinstance(self.body, dict) else str(self.body)

    async def read(self) -> bytes:
        return (await self.text()).encode()

    def release(self) -> None:
        """There is nothing to let go."""


class Wire:
    """The faults that wait, and the calls that were made: method, path and status."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.calls: list[tuple[str, str, int]] = []
        self.invited: Invited | None = None  # told of whom the program has invited, and to which room

    def limit(self, part: str, times: int = 1) -> Fault:
        """Too many requests: later."""
        return self._add(Fault(part, times, 429, LIMITED))

    def fail(self, part: str, status: int = 502, times: int = 1, body: Any = BROKEN) -> Fault:
        """A proxy that has lost its server, or a refusal with a body."""
        return self._add(Fault(part, times, status, body))

    def lose(self, part: str, times: int = 1) -> Fault:
        """The server does its work, and nobody hears of it."""
        return self._add(Fault(part, times, late=True))

    def cut(self, part: str, times: int = 1) -> Fault:
        """The connection breaks before anything has happened."""
        return self._add(Fault(part, times))

    def hold(self, part: str) -> Fault:
        """The call waits until the door is opened."""
        return self._add(Fault(part, 1, door=asyncio.Event()))

    def count(self, part: str) -> int:
        """How many calls were made with this part in their path."""
        return sum(part in path for _, path, _ in self.calls)

    def _add(self, fault: Fault) -> Fault:
        self.faults.append(fault)
        return fault

    def _next(self, path: str) -> Fault | None:
        found = next((one for one in self.faults if one.times and one.part in path), None)
        if found:
            found.times -= 1
            found.reached.set()
        return found

    async def pass_on(
        self, send: Callable[[], Awaitable[Any]], method: str, path: str, data: Any = None
    ) -> Any:
        """One call on its way."""
        fault = self._next(path)
        if fault and fault.door:
            await fault.door.wait()
        elif fault and fault.status:
            self.calls.append((method, path, fault.status))
            return Answer(fault.status, fault.body)
        elif fault and not fault.late:
            raise aiohttp.ServerDisconnectedError
        answer = await send()
        if fault and fault.late:
            await answer.read()
            raise aiohttp.ServerDisconnectedError
        self.calls.append((method, path, answer.status))
        if self.invited and answer.status < 400 and INVITING.search(path):
            await self._tell(self.invited, path, json.loads(data), await answer.json())
        return answer

    @staticmethod
    async def _tell(invited: Invited, path: str, asked: Any, made: Any) -> None:
        """Tell of an invitation, before the program goes on."""
        room = made.get("room_id") or unquote(path.partition("/rooms/")[2].partition("/")[0])
        for one in asked.get("invite", [asked["user_id"]] if "user_id" in asked else []):
            await invited(room, one)


@contextmanager
def wired() -> Iterator[Wire]:
    """Every client of nio in this process speaks through it."""
    wire, send = Wire(), AsyncClient.send

    async def through(
        client: AsyncClient, method: str, path: str, data: Any = None, *more: Any, **options: Any
    ) -> Any:
        return await wire.pass_on(
            lambda: send(client, method, path, data, *more, **options), method, path, data
        )

    with patch.object(AsyncClient, "send", through):
        yield wire
