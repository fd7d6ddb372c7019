"""Faults on purpose: the next calls of a route fail, lose their answer, or wait for a test."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.discord.things import Json


@dataclass(eq=False)
class Fault:
    """What one call meets; with `late` its work is done before."""

    status: int = 0
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    late: bool = False
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    door: asyncio.Event | None = None

    def release(self) -> None:
        """Let a call go on that waits."""
        if self.door is not None:
            self.door.set()


class Faults:
    """The faults that wait for each route, such as `POST /channels/{channel_id}/messages`."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def fail(
        self, route: str, status: int = 502, code: int = 0, message: str = "", *, times: int = 1
    ) -> None:
        """Refuse calls before anything is done."""
        body: Json = {"code": code, "message": message or f"{status}: made on purpose"}
        self._put(route, *(Fault(status, body) for _ in range(times)))

    def limit(self, route: str, seconds: float, *, everything: bool = False, times: int = 1) -> None:
        """Answer 429 with a time to wait."""
        body: Json = {"message": "You are being rate limited.", "code": 0, "retry_after": seconds}
        headers = {"Retry-After": str(int(seconds) + 1)} | (
            {"X-RateLimit-Global": "true"} if everything else {}
        )
        self._put(route, *(Fault(429, body | {"global": everything}, headers) for _ in range(times)))

    def lose(self, route: str, *, times: int = 1) -> None:
        """Do the work, then answer 502."""
        body: Json = {"code": 0, "message": "502: Bad Gateway"}
        self._put(route, *(Fault(502, body, late=True) for _ in range(times)))

    def hold(self, route: str, *, late: bool = True) -> Fault:
        """Let the next call wait, its work done or not, until it is released."""
        fault = Fault(late=late, door=asyncio.Event())
        self._put(route, fault)
        return fault

    def next(self, route: str) -> Fault | None:
        """The fault that the present call meets."""
        waiting = self._waiting.get(route)
        return waiting.popleft() if waiting else None

    def release(self) -> None:
        """Forget every fault that no call has met."""
        self._waiting.clear()

    def _put(self, route: str, *faults: Fault) -> None:
        self._waiting[route].extend(faults)
