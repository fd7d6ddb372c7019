"""The scripted service: a context in a test, or `python -m tests.model.server PORT_FILE LOG_FILE [SCRIPT]`.

SCRIPT is the name of one answer (see `answers.NAMES`) or `package.module:script`; without one the model's
name decides.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Self

from aiohttp import web

from tests.model.answers import GOOD, NAMES, Answer, Body, Call, Content, respond

Script = Callable[[Body, int], Answer | str]


@dataclass(frozen=True, slots=True)
class Seen:
    """One request: SHA-256 of its bytes, the model it names, and its number from 1 on."""

    sha: str
    model: str
    at: int


def by_model(body: Body, seen: int) -> str:
    """The model's name is the answer's, else a good answer."""
    return body["model"] if body["model"] in NAMES else "ok"


def always(name: str) -> Script:
    """The same for every request."""
    if name not in NAMES:
        raise ValueError(f"there is no answer {name!r}")
    return lambda body, seen: name


class Server:
    """Listens on 127.0.0.1 while its context is open; keeps what it was asked."""

    def __init__(
        self,
        script: Script | str = by_model,
        *,
        content: Content = lambda body: GOOD,
        log: Path | None = None,
    ) -> None:
        self.script = always(script) if isinstance(script, str) else script
        self.content, self.file = content, log
        self.log: list[Seen] = []
        self.sent: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.counts: Counter[str] = Counter()
        self.now = self.most = self.port = 0
        self.door = asyncio.Event()  # while it is not set, every request waits
        self.door.set()
        self.change = asyncio.Condition()
        self.runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The base address of the service."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def bodies(self) -> list[dict[str, object]]:
        """Every request, read."""
        return [json.loads(raw) for raw in self.sent]

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**26)
        app.router.add_post("/v1/chat/completions", self.handle)
        self.runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=1)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.port = self.runner.addresses[0][1]
        return self

    async def __aexit__(self, *error: object) -> None:
        if self.runner is not None:
            await self.runner.cleanup()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Note one request, then do what the script says."""
        raw = await request.read()
        seen = Seen(hashlib.sha256(raw).hexdigest(), json.loads(raw)["model"], len(self.log) + 1)
        earlier = self.counts[seen.sha]
        self.note(seen, raw, request)
        await self.enter(1)
        try:
            await self.door.wait()
            body = json.loads(raw)
            return await respond(Call(request, body, earlier, self.content), self.script(body, earlier))
        finally:
            await self.enter(-1)

    def note(self, seen: Seen, raw: bytes, request: web.Request) -> None:
        """Keep a request, on disk too, before anybody can know that it came."""
        self.counts[seen.sha] += 1
        self.log.append(seen)
        self.sent.append(raw)
        self.headers.append(dict(request.headers))
        if self.file is not None:
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(asdict(seen)) + "\n")

    async def enter(self, step: int) -> None:
        """Count who is inside."""
        async with self.change:
            self.now += step
            self.most = max(self.most, self.now)
            self.change.notify_all()

    async def until(self, inside: int) -> None:
        """Wait until so many requests are inside at once."""
        async with self.change:
            await self.change.wait_for(lambda: self.now == inside)


def named(script: str) -> Script:
    """The script that an argument names."""
    module, colon, name = script.partition(":")
    if not colon:
        return always(script)
    found: Script = getattr(import_module(module), name)
    return found


async def serve(port_file: Path, log: Path, script: Script) -> None:
    """Serve until killed; the port's file appears whole, once requests can come."""
    async with Server(script, log=log) as server:
        beside = port_file.with_name(port_file.name + ".new")
        await asyncio.to_thread(beside.write_text, str(server.port))
        beside.replace(port_file)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2]), named(sys.argv[3]) if sys.argv[3:] else by_model))
