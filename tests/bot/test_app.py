"""The running program: its clock goes on where it was left, and a real leap halts it until it is confirmed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import keeping
from bot.app import App
from bot.clock import Clock
from bot.config import Config
from bot.sections import Database

START = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Hands:
    """A wall clock and a monotonic one, both moved by the test."""

    def __init__(self) -> None:
        self.wall, self.passed = START, 0.0

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.passed)

    def leap(self, by: timedelta) -> None:
        self.wall += by


async def test_a_clock_that_was_moved_goes_on_there(tmp_path: Path) -> None:
    hands, url = Hands(), f"sqlite:///{tmp_path}/a.db"
    app = await App.open(url, hands.clock())
    await app.wait(timedelta(days=40))
    await app.close()
    hands.leap(timedelta(minutes=5))
    again = await App.open(url, hands.clock())
    assert again.clock() == START + timedelta(days=40, minutes=5)
    await again.settle()
    assert not again.clock.halted
    await again.close()


async def test_a_leap_halts_until_it_is_confirmed_wherever_the_clock_was_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, url = Hands(), f"sqlite:///{tmp_path}/a.db"
    app = await App.open(url, hands.clock())
    await app.wait(timedelta(days=40))
    hands.leap(timedelta(hours=3))
    for _ in range(2):
        await app.tick()
        assert app.clock.halted
    monkeypatch.setattr(keeping, "Clock", hands.clock)
    await keeping.resume(Config(database=Database(url=url)))
    await app.tick()
    assert not app.clock.halted
    await app.close()
