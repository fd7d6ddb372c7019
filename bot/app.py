"""The composition root: the only place that sees every part and puts them together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from importlib import import_module

import structlog

from bot.clock import Clock
from bot.command import Cog, Event
from bot.delivery import RETRIES, Delivery
from bot.deps import Deps
from bot.schedule import Ending, Schedule
from bot.surface import Recounting, Surface
from bot.table import Table
from bot.wearing import Badges
from storage import communities, outbox, settings, tidy
from storage.store import Store

COGS = (
    "help",
    "setup",
    "roles",
    "me",
    "link",
    "adopting",
    "places",
    "invitations",
    "corrections",
    "params",
    "contributions",
    "praise",
    "activity",
    "moderate",
    "privacy",
    "ideas",
    "polls",
    "token",
    "locks",
    "delegating",
    "proposals",
    "coauthors",
    "charter",
    "prompt",
    "trials",
    "voting",
    "options",
    "results",
    "reminding",
    "vesting",
    "treasury",
    "payouts",
    "wallet",
    "chains",
    "handover",
    "sending",
    "missing",
    "withdrawing",
    "grants",
    "journals",
    "reports",
    "budget",
    "bounties",
    "approving",
    "digest",
    "rewards",
    "objections",
    "filing",
    "disputes",
    "audit",
)
ALIVE, OFFSET, RESUMED, SYNCED = "alive", "clock.offset", "clock.resumed", "commands"
BEAT = timedelta(seconds=30)
KEPT = timedelta(days=90)  # what was asked and said stays so long in inbox and outbox
MOST_ROUNDS = 10_000
PATIENCE = 10.0  # seconds that a platform has for reading a ballot again before it ends
log = structlog.get_logger()


class App:
    """A running bot: storage, the gate, the schedule and the delivery, for any surfaces."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        deps: Deps,
        cogs: Sequence[Cog],
        retries: tuple[timedelta, timedelta] = RETRIES,
    ) -> None:
        self.store, self.clock, self.deps, self.cogs = store, clock, deps, cogs
        self.table = deps.table = Table(store, cogs)
        self.schedule = Schedule(store, cogs)
        self.schedule.before = self._recounted
        self.surfaces: dict[str, Surface] = {}
        self.delivery = Delivery(store, self.surfaces, *retries)
        self.badges = Badges(store)
        self.beaten: datetime | None = None
        self.woken = asyncio.Event()

    @classmethod
    async def open(
        cls,
        database: str,
        clock: Clock | None = None,
        deps: Deps | None = None,
        retries: tuple[timedelta, timedelta] = RETRIES,
    ) -> App:
        """Open the database and load the cogs by name; the time goes on from the last moment written down.

        `retries` are the first and the longest wait before a message is tried again.
        """
        clock, deps = clock or Clock(), deps or Deps()
        store = await Store.open(database, clock)
        await go_on(store, clock)
        app = cls(store, clock, deps, [load(name, deps) for name in COGS], retries)
        if store.embedded:
            await outbox.release(store)
        await app.returned()
        return app

    async def close(self) -> None:
        await self.schedule.close()
        await self.store.close()

    async def returned(self) -> None:
        """Make up for the time the bot was away (RULES 4, outage)."""
        if alive := await settings.get(self.store, ALIVE):
            before = datetime.fromisoformat(alive)
            self.clock.no_earlier(before)
            await self.schedule.back(before, self.clock())
        await self._beat()

    async def tick(self, *, wait: bool = True) -> int:
        """Do what is due and deliver what waits; how much that was. Without `wait` long work goes on beside."""
        if self.clock.halted and not await self._resumed():
            log.error("the clock has leapt ahead; deadlines stand still until `python -m bot resume`")
            return await self.delivery.run()
        done = await self.schedule.run(wait=wait) + await self.delivery.run()
        await self.badges.run(list(self.surfaces.values()))
        await self._beat()
        return done

    def wake(self) -> None:
        """Something has changed: do what is due and deliver what waits, now."""
        self.woken.set()

    async def synced(self, platform: str) -> str:
        """The mark of the commands that a platform was told of last."""
        return await settings.get(self.store, f"{SYNCED}/{platform}") or ""

    async def sync(self, platform: str, mark: str) -> None:
        """Remember which commands a platform knows."""
        await settings.put(self.store, f"{SYNCED}/{platform}", mark)

    async def recall(self, platform: str, name: str) -> str:
        """What a platform has asked to be remembered under a name."""
        return await settings.get(self.store, f"{platform}/{name}") or ""

    async def remember(self, platform: str, name: str, value: str) -> None:
        """Remember something for a platform."""
        await settings.put(self.store, f"{platform}/{name}", value)

    async def settle(self) -> None:
        """Tick until nothing is left to do at this moment."""
        for _ in range(MOST_ROUNDS):
            if not await self.tick():
                return

    async def wait(self, by: timedelta) -> None:
        """Let time pass for a local community; what becomes due happens at its own moment."""
        target = self.clock() + by
        while (due := await self._next()) and due <= target:
            await self._move(max(due - self.clock(), timedelta()))
            await self.settle()
        await self._move(target - self.clock())
        await self.settle()

    async def away(self, by: timedelta) -> None:
        """Let time pass as if the bot had not run."""
        before = self.clock()
        await self._move(by)
        await self.schedule.back(before, self.clock())
        await self.settle()

    async def heard(self, event: Event, kind: str) -> None:
        """Hand an ordinary message or reaction to the cogs that count it."""
        community = await communities.at(self.store, event.platform, event.room)
        for cog in self.cogs if community else ():
            await cog.heard(self.store, str(community), event, kind)

    async def _recounted(self, endings: Sequence[Ending]) -> None:
        """Have the reactions on ballots that end read once more, where a platform can; it is not waited for long."""
        able = [one for one in self.surfaces.values() if isinstance(one, Recounting)]
        work = [one.recount(*ending) for one in able for ending in endings]
        try:
            async with asyncio.timeout(PATIENCE):
                for problem in await asyncio.gather(*work, return_exceptions=True):
                    if problem is not None:
                        log.warning("a ballot was not read again before its close", reason=str(problem))
        except TimeoutError:
            log.warning("ballots end without having been read again", ballots=len(endings))

    async def _next(self) -> datetime | None:
        moments = [await self.schedule.next(), await outbox.next_due(self.store, tuple(self.surfaces))]
        return min((moment for moment in moments if moment), default=None)

    async def _move(self, by: timedelta) -> None:
        self.clock.move(by)
        await settings.put(self.store, OFFSET, str(int(self.clock.offset.total_seconds())))

    async def _resumed(self) -> bool:
        """Whether the operator has said that a leap of the clock was right."""
        said = await settings.get(self.store, RESUMED)
        if said and datetime.fromisoformat(said) >= self.clock.halted_at:
            self.clock.confirm()
        return not self.clock.halted

    async def _beat(self) -> None:
        """Write down that the bot is there, at most twice a minute."""
        now = self.clock()
        if self.beaten is None or now >= self.beaten + BEAT:
            await settings.put(self.store, ALIVE, now.isoformat())
            if self.beaten is None or now.date() != self.beaten.date():
                await tidy.tidy(self.store, now - KEPT)
            self.beaten = now


async def go_on(store: Store, clock: Clock) -> None:
    """Let a clock go on from where a terminal has moved it, which is no leap."""
    clock.move(timedelta(seconds=int(await settings.get(store, OFFSET) or 0)))


def load(name: str, deps: Deps) -> Cog:
    """Make the one cog of a module in `cogs`."""
    module = import_module(f"cogs.{name}")
    found = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Cog)]
    mine = [one for one in found if one.__module__ == module.__name__]
    if len(mine) != 1:
        raise TypeError(f"cogs.{name} must define exactly one cog.")
    make: Callable[[Deps], Cog] = mine[0]
    return make(deps)
