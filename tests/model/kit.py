"""A service and a client of it, for tests."""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import pytest

from prompts.client import Client, Endpoint, Reply, Request
from prompts.faults import Fault
from tests.model.server import Script, Server

KEY = "sk-hush/hush-0123456789abcdef"
SCHEMA = {
    "type": "object",
    "properties": {"b": {"type": "string"}, "a": {"type": "integer"}},
    "required": ["b", "a"],
}
REQUEST = Request("Judge fairly.", "M01 – wrote “the” guide ☕", SCHEMA, "awards")


@dataclass
class Kit:
    """A service, a client of it, and the sleeps that the client asked for."""

    server: Server
    client: Client
    slept: list[float] = field(default_factory=list)

    async def ask(self, request: Request = REQUEST) -> Reply:
        return await self.client.ask(request)

    async def fault(self) -> Fault:
        """The fault that a call ends in."""
        with pytest.raises(Fault) as caught:
            await self.ask()
        return caught.value

    async def close(self) -> None:
        await self.client.close()
        await self.server.__aexit__()


class Make(Protocol):
    """Makes a kit; the settings are those of an endpoint."""

    async def __call__(
        self, script: Script | str, *, key: str = KEY, mode: str | None = None, **settings: Any
    ) -> Kit: ...


@asynccontextmanager
async def kits() -> AsyncIterator[Make]:
    """Makes kits, and closes them at the end."""
    made: list[Kit] = []

    async def make(script: Script | str, *, key: str = KEY, mode: str | None = None, **settings: Any) -> Kit:
        server, slept = await Server(script).__aenter__(), list[float]()

        async def sleep(seconds: float) -> None:
            slept.append(seconds)

        endpoint = replace(Endpoint(server.url, "judge-1", timeout=5, temperature=0.0), **settings)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("NO_PROXY", "127.0.0.1")
            client = Client(endpoint, key, mode=mode, sleep=sleep, chance=lambda: 0.5)
        made.append(Kit(server, client, slept))
        return made[-1]

    try:
        yield make
    finally:
        for one in made:
            await one.close()


def told(error: BaseException) -> str:
    """Everything that a log could show of an error, local variables included."""
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "\n".join([str(error), repr(error), *shown.format()])
