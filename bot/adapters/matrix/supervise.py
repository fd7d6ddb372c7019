"""Keeping Matrix up: log in, listen, log in again when the token dies; what no retry mends ends the program."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from bot.adapters.matrix import compat, login, secrets
from bot.adapters.matrix.client import Doors, Listener, Steering
from bot.adapters.matrix.login import DEVICE, Account
from bot.adapters.matrix.people import PLATFORM
from bot.adapters.matrix.surface import Surface
from bot.adapters.matrix.sync import Loop
from bot.adapters.matrix.wire import DeadTokenError, Wire, checked, heard
from bot.adapters.replaced import FIRST_WAIT, LAST_WAIT, STEADY, Replaced
from bot.adapters.tidying import patient
from bot.surface import FatalError, GoneError, LaterError
from bot.table import Table

log = structlog.get_logger()


class Matrix(Replaced[Surface]):
    """Matrix as a surface: the client behind it may be replaced by a fresh one."""

    platform = PLATFORM

    def __init__(
        self,
        table: Table,
        steering: Steering,
        account: Account,
        doors: Doors,
        *,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        compat.patch()
        self.table, self.steering, self.account, self.doors, self.sleep = (
            table,
            steering,
            account,
            doors,
            sleep,
        )
        self.refused = False
        self.listener, self.loop = self.fresh()

    @property
    def current(self) -> Listener:
        return self.listener

    def fresh(self) -> tuple[Listener, Loop]:
        """A client that has not logged in yet."""
        wire = Wire(login.client(self.account))
        listener = Listener(self.table, self.steering, wire, self.doors, encryption=self.account.encryption)
        return listener, Loop(wire.client, wire, listener, self.sleep)

    async def recount(self, community: str, subject: str, end: datetime) -> None:
        """Hear everything that has happened, and read the ballot of a subject once more before it ends."""
        rows = await self.table.ballots.open(PLATFORM, community, subject)
        if not rows:
            return
        await self.listener.back.wait()
        await self.loop.caught_up()
        for row in rows:
            await self.listener.recount.one(row, end)

    async def run(self) -> None:
        """Listen until the task is cancelled; FatalError for what an operator has to change."""
        wait = FIRST_WAIT
        while True:
            began = time.monotonic()
            try:
                await self.once()
            except FatalError:
                raise
            except DeadTokenError:
                log.warning("Matrix does not know the access token any more")
                self.refused = True
            except LaterError as later:
                log.warning("Matrix cannot be reached yet", wait=max(wait, min(later.seconds, LAST_WAIT)))
            except Exception:
                log.exception("the Matrix client died; it is started again", wait=wait)
            if time.monotonic() - began > STEADY:
                wait = FIRST_WAIT
            await self.sleep(wait)
            wait = min(2 * wait, LAST_WAIT)
            self.listener, self.loop = self.fresh()

    async def once(self) -> None:
        """One life of a client."""
        client = self.listener.wire.client
        try:
            device = await self.steering.recall(PLATFORM, DEVICE)
            found = await login.enter(client, self.account, device, again=self.refused)
            await self.steering.remember(PLATFORM, DEVICE, found)
            self.refused = False
            await self._prove()
            await self._enter_rooms()
            await self._listen()
        finally:
            await client.close()

    async def _prove(self) -> None:
        """In encrypted rooms people see that the device of the bot is its own."""
        if not self.account.encryption:
            return
        from bot.adapters.matrix.identity import prove

        secrets.lock(self.account.folder)
        client = self.listener.wire.client
        if client.should_upload_keys:
            checked(await heard(client.keys_upload()))
        try:
            await prove(self.listener.wire, self.account.folder, self.account.password)
        except GoneError as error:
            log.warning("the device of the bot is not signed", reason=str(error))

    async def _listen(self) -> None:
        """The loop, and beside it the cosmetic work and the ballots that are read again."""
        parts = (self.loop.run(), self.listener.surface.tidy(), self.listener.recount.run())
        tasks = [asyncio.create_task(one) for one in parts]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
        finally:
            for one in tasks:
                one.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _enter_rooms(self) -> None:
        """Be in the rooms that the configuration names."""
        for room in self.doors.rooms:
            try:
                await patient(partial(self.listener.wire.call, "POST", "join", room, body={}))
            except GoneError as error:
                log.warning("a room of matrix.rooms cannot be joined yet", room=room, reason=str(error))
