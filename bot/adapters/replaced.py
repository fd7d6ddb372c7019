"""A surface whose client may be replaced by a fresh one: what is asked of it goes to the one that is there."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar

from bot.adapters.rereading import Rereading
from bot.card import Card
from bot.surface import LaterError, Spot

FIRST_WAIT, LAST_WAIT = (
    1.0,
    60.0,
)  # seconds before a client that died is started again: the first, the longest
LAG = 5.0  # seconds that a message waits for a client that is not there, and until it is tried again
STEADY = 600.0  # seconds after which a client counts as healthy again


class Sending(Protocol):
    """The sending half of a client."""

    async def post(self, spot: Spot, card: Card, key: str) -> str: ...
    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str: ...
    async def whisper(self, account: str, card: Card, key: str) -> str: ...
    async def find(self, spot: Spot, key: str) -> str | None: ...
    async def pin(self, ref: str) -> None: ...


Half_co = TypeVar("Half_co", bound=Sending, covariant=True)


class Client(Protocol[Half_co]):
    """One life of a client; `back` is set once it hears everything."""

    back: asyncio.Event

    @property
    def surface(self) -> Half_co: ...

    @property
    def recount(self) -> Rereading: ...


class Replaced(ABC, Generic[Half_co]):
    """The part of a surface that is the same for every platform with a client."""

    parallel = True

    @property
    @abstractmethod
    def current(self) -> Client[Half_co]:
        """The client that is there now."""

    async def sending(self) -> Half_co:
        """The sending half; LaterError if the client behind it is not there in time."""
        client = self.current
        if not client.back.is_set():
            try:
                async with asyncio.timeout(LAG):
                    await client.back.wait()
            except TimeoutError:
                raise LaterError(LAG) from None
        return client.surface

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        return await (await self.sending()).post(spot, card, key)

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        return await (await self.sending()).edit(spot, ref, card, key)

    async def whisper(self, account: str, card: Card, key: str) -> str:
        return await (await self.sending()).whisper(account, card, key)

    async def find(self, spot: Spot, key: str) -> str | None:
        return await (await self.sending()).find(spot, key)

    async def pin(self, ref: str) -> None:
        await (await self.sending()).pin(ref)

    def stands(self, ref: str, *, again: bool) -> None:
        """A message is recorded now; `again` if it may have stood for a while."""
        self.current.recount.stands(ref, again=again)
