"""The stand-in: a server on loopback, what a test puts into it, and what it asks of it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Self

from aiohttp import web

from tests.discord import founding, gateway
from tests.discord.actor import Actor
from tests.discord.admin import Admin
from tests.discord.passage import Passage
from tests.discord.rights import NONE, Right
from tests.discord.routes import Route, application, channels, guilds, interactions, messages, reactions
from tests.discord.service import Done, Service
from tests.discord.things import FORUM, TEXT, Channel, Guild, Json, Role

AREAS = (application, channels, guilds, interactions, messages, reactions)
ROUTES: list[Route] = [one for area in AREAS for one in area.routes.all]


class StandIn(Service):
    """Listens on 127.0.0.1 while its context is open."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.admin = Admin(self)
        self._runner: web.AppRunner | None = None

    # Who and what there is

    def guild(self, name: str = "DAO", *, bot: bool = True, shard: int | None = None) -> Guild:
        """A server, with the bot in it, on a shard of choice."""
        number = self.snowflake()
        while shard is not None and (int(number) >> 22) % self.shards != shard:
            number = str(int(number) + (1 << 22))
        guild = founding.found(self, name, self.user("owner"), number)
        if bot:
            guild.members[self.bot.id] = founding.membership(self, self.bot, [founding.own_role(guild)])
        return guild

    def role(self, guild: Guild, name: str, rights: Right = NONE) -> Role:
        """A role below the bot's."""
        return founding.add_role(self, guild, name, rights)

    def channel(self, guild: Guild, name: str, *overwrites: Json) -> Channel:
        """A text channel."""
        return founding.add_channel(self, guild, name, TEXT, list(overwrites))

    def forum(self, guild: Guild, name: str, *tags: str) -> Channel:
        """A forum."""
        return founding.add_channel(self, guild, name, FORUM, [], tags)

    def member(self, name: str, guild: Guild, *roles: Role) -> Actor:
        """A new person who is a member."""
        return self.join(Actor(self, self.user(name)), guild, *roles)

    def join(self, actor: Actor, guild: Guild, *roles: Role) -> Actor:
        """Let somebody become a member."""
        guild.members[actor.id] = founding.membership(self, actor.user, list(roles))
        self.event("GUILD_MEMBER_ADD", guild.members[actor.id] | {"guild_id": guild.id}, guild=guild)
        return actor

    # What happened

    def calls(self, route: str) -> list[Done]:
        """The calls of a route, such as `POST /channels/{channel_id}/messages`."""
        return [one for one in self.log if one.route == route]

    @property
    def refused(self) -> list[Done]:
        """The calls that ended in a refusal, rate limits apart."""
        return [one for one in self.log if 400 <= one.status < 500 and one.status != 429]

    def take_violations(self) -> list[str]:
        """The violations so far, which then count as expected."""
        taken, self.violations = self.violations, []
        return taken

    async def hang_up(self, code: int = 4000, *, forget: bool = False) -> None:
        """Close every gateway connection; with `forget` no session can be resumed."""
        await gateway.hang_up(self, code, forget=forget)

    async def ask_to_reconnect(self) -> None:
        """Send op 7."""
        await gateway.ask_to_reconnect(self)

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Send op 9; without `resumable` the sessions are forgotten."""
        await gateway.invalidate(self, resumable=resumable)

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """The bot is cut off from the gateway and cannot come back until the end."""
        self.door.clear()
        await self.hang_up()
        try:
            yield
        finally:
            self.door.set()

    # Listening

    async def start(self, port: int = 0, tls: ssl.SSLContext | None = None) -> Self:
        """Listen; with TLS, addresses are those of Discord itself."""
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port, ssl_context=tls).start()
        self.port = self._runner.addresses[0][1]
        here = f"http://127.0.0.1:{self.port}"
        self.base = "https://cdn.discordapp.com" if tls else here
        self.gateway = "wss://gateway.discord.gg/" if tls else f"ws://127.0.0.1:{self.port}/gateway/"
        return self

    async def stop(self) -> None:
        """Hang up and stop listening."""
        self.door.set()
        await self.hang_up(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=2**27)
        for route in ROUTES:
            app.router.add_route(route.method, "/api/v10" + route.template, self._answerer(route))
        for path in ("/gateway/", "/"):
            app.router.add_get(path, self._converse)
        app.router.add_get("/attachments/{channel}/{number}/{name}", self._file)
        app.router.add_route("*", "/{rest:.*}", self._unknown)
        return app

    def _answerer(self, route: Route) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            return await Passage(self, route, request).run()

        return answer

    async def _converse(self, request: web.Request) -> web.WebSocketResponse:
        return await gateway.converse(self, request)

    async def _file(self, request: web.Request) -> web.Response:
        content = self.files.get(request.path)
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def _unknown(self, request: web.Request) -> web.Response:
        self.violations.append(f"not here: {request.method} {request.path}")
        return web.json_response({"code": 0, "message": "404: Not Found"}, status=404)
