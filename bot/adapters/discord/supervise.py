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
from bot.card import Card
from bot.surface import FatalError, LaterError, Spot
from bot.table import Table

log = structlog.get_logger()
FIRST_WAIT, LAST_WAIT = 1.0, 60.0
LAG = 5.0  # seconds that a message waits for a client that is not ready, and until it is tried again
STEADY = 600.0  # seconds after which a client counts as healthy again
CONTENT = "Message Content Intent"


class Discord:
    """Discord as a surface: the client behind it may be replaced by a fresh one."""

    platform = PLATFORM
    parallel = True

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

    def fresh(self) -> Listener:
        return Listener(self.table, self.steering, contents=self.contents, **self.options)

    async def sending(self) -> Surface:
        """The sending half; LaterError if the client behind it is not there in time."""
        if not self.client.is_ready():
            try:
                async with asyncio.timeout(LAG):
                    await self.client.back.wait()
            except TimeoutError:
                raise LaterError(LAG) from None
        return self.client.surface

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        return await (await self.sending()).post(spot, card, key)

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        return await (await self.sending()).edit(spot, ref, card, key)

    async def whisper(self, account: str, card: Card, key: str) -> str:
        return await (await self.sending()).whisper(account, card, key)

    async def find(self, spot: Spot, key: str) -> str | None:
        return await (await self.sending()).find(spot, key)

    async def wear(self, room: str, account: str, badge: str, *, on: bool) -> None:
        await (await self.sending()).wear(room, account, badge, on=on)

    def stands(self, ref: str, *, again: bool) -> None:
        """A message is recorded now; `again` if it may have stood for a while."""
        self.client.recount.stands(ref, again=again)

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
