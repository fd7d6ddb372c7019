"""A message that cannot be sent is tried again: each wait is twice the last, up to the longest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.card import Card
from bot.clock import FixedClock
from bot.config import Config
from bot.room import room
from bot.sections import Database, Delivery
from bot.surface import LaterError, Spot
from storage import communities, outbox
from storage.store import Change
from tests.chat import START, Chat

SECOND = timedelta(seconds=1)


class Deaf:
    """A surface that fails as often as it is told to; `marked` is what it shows without having said so."""

    platform = "matrix"
    parallel = False

    def __init__(self, failures: int, error: type[Exception] = OSError) -> None:
        self.failures, self.error = failures, error
        self.shown: list[str] = []
        self.tried = 0

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        self.tried += 1
        if self.tried <= self.failures:
            raise LaterError(45) if self.error is LaterError else self.error("unreachable")
        self.shown.append(card.body)
        return str(self.tried)

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        return ref

    async def whisper(self, account: str, card: Card, key: str) -> str:
        return key

    async def find(self, spot: Spot, key: str) -> str | None:
        return None

    async def run(self) -> None:
        """Nobody listens."""


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with Chat.open(f"sqlite:///{tmp_path}/retries.db") as chat:
        yield chat


async def waits(chat: Chat, deaf: Deaf, tries: int) -> list[int]:
    """The seconds between the tries of one message."""

    async def say(change: Change) -> None:
        await communities.bind(change, "matrix", "!garden")
        await change.say("general", Card("hello"))

    chat.app.surfaces = chat.app.delivery.surfaces = {"matrix": deaf}
    await chat.app.store.found("dao", say)
    found = []
    for _ in range(tries):
        await chat.app.delivery.run()
        due = await outbox.next_due(chat.app.store, ("matrix",))
        assert due
        found.append(int((due - chat.app.clock()) / SECOND))
        chat.app.clock.move(due - chat.app.clock())
    await chat.app.delivery.run()
    return found


async def test_waits_double_from_the_first_to_the_longest(chat: Chat) -> None:
    deaf = Deaf(11)
    assert await waits(chat, deaf, 11) == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]
    assert deaf.shown == ["hello"]


async def test_both_are_settings(chat: Chat) -> None:
    chat.app.delivery.first, chat.app.delivery.last = 5 * SECOND, 12 * SECOND
    assert await waits(chat, Deaf(40), 40) == [5, 10, *[12] * 38]


async def test_the_first_wait_is_never_longer_than_the_longest(chat: Chat) -> None:
    chat.app.delivery.first, chat.app.delivery.last = 60 * SECOND, 7 * SECOND
    assert await waits(chat, Deaf(2), 2) == [7, 7]


async def test_a_platform_that_asks_to_wait_names_the_time(chat: Chat) -> None:
    deaf = Deaf(2, LaterError)
    assert await waits(chat, deaf, 2) == [45, 45]
    assert deaf.shown == ["hello"]


async def test_the_settings_reach_the_delivery(tmp_path: Path) -> None:
    """Of the file that `python -m bot` reads; what is not set is the default."""
    database = Database(url=f"sqlite:///{tmp_path}/room.db")
    for delivery, first, last in ((Delivery(first_retry=3, last_retry=9), 3, 9), (Delivery(), 2, 600)):
        config = Config(database=database, delivery=delivery)
        async with room(config, FixedClock(START)) as (app, _):
            assert (app.delivery.first, app.delivery.last) == (first * SECOND, last * SECOND)
