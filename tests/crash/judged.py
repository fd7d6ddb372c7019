"""A month that a model judges, from the freeze to the payment; the model is a service in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.adapters.screen import Screen
from bot.app import App
from bot.deps import Deps
from cogs.scoring import Kept
from prompts.client import Client, Endpoint
from prompts.judge import Model
from rules import months
from rules.judgement import Record
from storage import answers, payouts, runs
from tests.crash.forking import Part
from tests.crash.places import Place
from tests.crash.story import CLOSED, COMMUNITY, FOUNDING, FROZEN, LATER, Phase, Story, approve
from tests.model.answers import Answer, Body
from tests.model.judge import HONEST

ROOT = Path(__file__).parents[2]
MONTH = "2026-11"
ON_THEIR_WAY = 8  # requests that may be sent, or answered and not yet kept, at one moment
WORK = (
    "ana> contribution log Wrote the guide",
    "dan> contribution log Fixed the gate",
    "eve> contribution log Drew the map",
    "ben> contribution attest 1",
    "cy> contribution attest 2",
    "ana> contribution attest 2",
    "mira> praise @ben @cy for the evening",
    "dan> praise @ana @mira it is clear now",
)


def script(body: Body, seen: int) -> Answer:
    """What the service answers: the same to the same request."""
    return Answer(HONEST(body))


async def scoring(app: App) -> None:
    """Ask, keep, propose."""
    await app.settle()


async def payment(app: App) -> None:
    """The window closes, and two treasurers approve, which pays."""
    await app.settle()
    await approve(app, "ana")
    await approve(app, "ben")


class Judged(Story):
    """The same month with six contributors, frozen already when the first process may be killed."""

    phases: Mapping[str, Phase] = {"scoring": (FROZEN, scoring), "payment": (CLOSED, payment)}
    parts: Sequence[Part] = ((Client, "ask", "model call"), (Kept, "keep", "storing"))
    lines: Sequence[str] = FOUNDING + WORK

    def __init__(self) -> None:
        self.parent, self.began = os.getpid(), 0

    @contextmanager
    def beside(self, folder: Path) -> Iterator[None]:
        port, self.log = folder / "port", folder / "log.jsonl"
        named = [str(port), str(self.log), f"{__name__}:script"]
        with subprocess.Popen([sys.executable, "-m", "tests.model.server", *named], cwd=ROOT) as service:
            try:
                until = time.monotonic() + 60
                while not port.exists() and service.poll() is None and time.monotonic() < until:
                    time.sleep(0.01)
                os.environ["NO_PROXY"] = "127.0.0.1"
                self.endpoint = Endpoint(f"http://127.0.0.1:{port.read_text()}/v1", "judge-1")
                self.log.touch()
                # Made once, as that reads certificates; only a child sends anything with it.
                self.spare = Client(self.endpoint, "")
                yield
            finally:
                service.kill()

    def ready(self) -> None:
        self.began = self.log.stat().st_size

    def deps(self) -> Deps:
        client = None if os.getpid() == self.parent else self.spare
        return Deps(scorer=Model(self.endpoint, "", client=client), charts=False)

    async def begin(self, place: Place) -> None:
        """Do the month's work and freeze it: its seed is drawn, so every request is known from here on."""
        await super().begin(place)
        async with self.opened(place, FROZEN) as (app, _):
            await app.schedule.run()
            await app.delivery.run()
            async with app.store.read(COMMUNITY) as look:
                assert (await runs.get(look, MONTH)).state == months.FROZEN

    async def recover(self, place: Place, phase: str) -> dict[str, Any]:
        """As ever; and nothing is asked whose answer was there at the kill, nor anything twice but what was on its way."""
        at, work = self.phases[phase]
        async with self.opened(place, at) as (app, _):
            known, before = {one.sent for one in await self.records(app)}, self.log.stat().st_size
            await work(app)
            app.clock.move(LATER)
            await app.settle()
            again = [one for one in self.asked(before) if one in known]
            twice = (every := self.asked(self.began)) and len(every) - len(set(every)) > ON_THEIR_WAY
            return await self.outcome(app, Screen(place[1])) | {"again": again, "twice": bool(twice)}

    def asked(self, since: int) -> list[str]:
        """The hashes of the requests that the service has noted since its log was so long."""
        with self.log.open("rb") as lines:
            lines.seek(since)
            return [json.loads(line)["sha"] for line in lines]

    async def records(self, app: App) -> list[Record]:
        async with app.store.read(COMMUNITY) as look:
            return await answers.of_run(look, MONTH, 0)

    async def outcome(self, app: App, screen: Screen) -> dict[str, Any]:
        """The month down to each answer and each line."""
        said = await self.records(app)
        async with app.store.read(COMMUNITY) as look:
            run = await runs.get(look, MONTH)
            lines = await payouts.lines(look, run.payout or 0)
            drafted = await runs.drafted(look, MONTH, 0)
        facts = [run.state, run.tries, run.fault, run.scores, run.amounts, run.settings, drafted]
        return await super().outcome(app, screen) | {
            "run": facts,
            "answers": [[one.name, one.sent, sha(one.raw), one.status, one.places] for one in said],
            "lines": [[one.line, one.member, one.asset, one.amount, one.part, one.state] for one in lines],
        }


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
