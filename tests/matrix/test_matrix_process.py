"""The program in a process of its own: killed at any moment, ended cleanly, refused with a sentence."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.clock import FixedClock
from tests.matrix.synapse import Synapse
from tests.matrix.town import Town, town

ROOT = Path(__file__).parents[2]
ONE, TWO = "1️⃣", "2️⃣"
WITHIN = 40.0


class Program:
    """The program as an operator starts it."""

    def __init__(self, here: Town, **variables: str) -> None:
        self.here, self.log = here, here.folder / "log"
        config = here.folder / "config.toml"
        lines = [
            f'homeserver = "{here.bot.synapse.url}"',
            f'user = "{here.bot.id}"',
            'servers = ["localhost"]',
        ]
        config.write_text("\n".join(["[matrix]", *lines, f'folder = "{here.folder / "matrix"}"']))
        secrets = {"BOT_MATRIX_PASSWORD": here.bot.made["password"], "BOT_CONFIG": str(config)}
        self.variables = os.environ | secrets | variables
        self.process: asyncio.subprocess.Process

    async def start(self) -> None:
        self.began = len(self.log.read_text()) if self.log.exists() else 0
        line = ["-m", "bot", "run", "--database", f"sqlite:///{self.here.folder}/a.db"]
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *line, cwd=ROOT, env=self.variables, stdout=log, stderr=log
            )

    async def listens(self) -> None:
        """Wait until it does, since its last start."""
        async with asyncio.timeout(WITHIN):
            while "Matrix is heard" not in self.log.read_text()[self.began :]:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)

    async def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, and wait for the exit code."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), WITHIN)


@pytest.fixture
async def here(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Town]:
    """A founded community with an open poll, whose program has ended."""
    async with town(synapse, tmp_path) as made:
        made.clock = FixedClock(datetime.now(UTC).replace(microsecond=0))
        async with made.running():
            await made.found()
            await made.poll()
        yield made


def logged(here: Town, number: int) -> bool:
    """Whether the work with this number has its card."""
    return any(f"Dug bed {number}." in one.text for one in here.shown())


async def test_killed_at_any_moment_nothing_is_lost_or_doubled(here: Town) -> None:
    program, dice, card = Program(here), random.Random(7), here.card("Poll #1")
    try:
        for number in range(1, 4):
            await program.start()
            await here["cy"].say(here.hall, f"!dao contribution log Dug bed {number}.")
            await here.put("ben", ONE if number % 2 else TWO, card)
            if number == 1:
                await here.put("dee", TWO, card)
            else:
                await here.sight.until(partial(logged, here, number - 1), within=WITHIN)
            await asyncio.sleep(dice.uniform(0, 0.4))
            await program.end(signal.SIGKILL)
            if number < 3:
                await here.take("ben", ONE if number % 2 else TWO, card)
        await program.start()
        await here.sight.until(lambda: all(logged(here, n) for n in (1, 2, 3)), within=WITHIN)
        await here.sight.until(lambda: "Monday · 1" in here.card("Poll #1").text, within=WITHIN)
        await program.listens()
        assert await program.end() == 0
    finally:
        await program.end(signal.SIGKILL)
    async with here.running():
        await here.settle()
        assert await here.votes() == {"ben": 1, "dee": 2}
        assert [sum(f"Dug bed {n}." in one.text for one in here.shown()) for n in (1, 2, 3)] == [1, 1, 1]
        here.once_each()
    assert "Traceback" not in program.log.read_text()


async def test_a_wrong_password_ends_the_program_with_a_sentence(here: Town) -> None:
    (here.folder / "matrix" / "token.json").unlink()
    program = Program(here, BOT_MATRIX_PASSWORD="wrong")
    await program.start()
    assert await asyncio.wait_for(program.process.wait(), WITHIN) != 0
    told = program.log.read_text()
    assert "Matrix refuses the password" in told
    assert "Traceback" not in told


async def test_a_token_that_others_can_read_is_not_used(here: Town) -> None:
    (here.folder / "matrix" / "token.json").chmod(0o644)
    program = Program(here)
    await program.start()
    assert await asyncio.wait_for(program.process.wait(), WITHIN) != 0
    assert "chmod 600" in program.log.read_text()
