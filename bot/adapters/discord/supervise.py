"""Keeping Discord up: a client that dies is started again; what no restart mends ends the program with a sentence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import discord
import structlog

from bot.adapters.discord.client import Listener, Steering
from bot.adapters.discord.people import PLATFORM
from bot.adapters.discord.surface import Surface
from bot.adapters.replaced import FIRST_WAIT, LAST_WAIT, STEADY, Replaced
from bot.surface import FatalError
from bot.table import Table

log = structlog.get_logger()
CONTENT = "Message Content Intent"


class Discord(Replaced[Surface]):
    """Discord as a surface: the client behind it may be replaced by a fresh one."""

    platform = PLATFORM

    def __init__(
        self,
        table: Table,
        steering: Steering,
        token: str,
        *,
        contents: bool = False,
        shards: Sequence[int] = (),
        shard_count: int = 0,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
        **options: Any,
    ) -> None:
        self.table, self.steering, self.token, self.contents = table, steering, token, contents
        self.options: dict[str, Any] = dict(options)
        if shards:
            self.options |= {"shard_ids": list(shards), "shard_count": shard_count}
        self.sleep = sleep
        self.client = self.fresh()

    @property
    def current(self) -> Listener:
        return self.client

    def fresh(self) -> Listener:
        return Listener(self.table, self.steering, contents=self.contents, **self.options)

    async def wear(self, room: str, account: str, badge: str, *, on: bool) -> None:
        await (await self.sending()).wear(room, account, badge, on=on)

    async def recount(self, community: str, subject: str, end: datetime) -> None:
        """Read the ballot of a subject once more before it ends."""
        client = self.client
        rows = await self.table.ballots.open(PLATFORM, community, subject)
        for row in rows:
            await client.back.wait()
            await client.recount.one(row, end)

    async def run(self) -> None:
        """Listen until the task is cancelled; FatalError for what an operator has to change."""
        wait = FIRST_WAIT
        while True:
            began = time.monotonic()
            try:
                await self.once()
            except discord.LoginFailure:
                raise FatalError("Discord refuses the token: set BOT_DISCORD_TOKEN to your bot's.") from None
            except discord.PrivilegedIntentsRequired:
                raise FatalError(
                    f"Discord does not give this bot the {CONTENT}: switch it on in the developer portal, "
                    "or set discord.message_content to false."
                ) from None
            except Exception:
                log.exception("the Discord client died; it is started again", wait=wait)
            else:
                log.warning("the Discord client has ended; it is started again", wait=wait)
            if time.monotonic() - began > STEADY:
                wait = FIRST_WAIT
            await self.sleep(wait)
            wait = min(2 * wait, LAST_WAIT)
            self.client = self.fresh()

    async def once(self) -> None:
        """One life of a client."""
        client = self.client
        async with client:
            beside = [asyncio.create_task(one) for one in (client.surface.tidy(), client.recount.run())]
            try:
                await client.start(self.token)
            finally:
                for one in beside:
                    one.cancel()
