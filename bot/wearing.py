"""Badges follow the roles: what is worn and what should be are compared, and the difference is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from bot.surface import GoneError, LaterError, Surface, Wearing
from storage import wearing
from storage.store import Store
from storage.wearing import Wearer

AGAIN = timedelta(minutes=10)
log = structlog.get_logger()


class Badges:
    """Hangs badges on, and takes them off; what a platform refuses is tried again a while later."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.refused: dict[tuple[Wearer, bool], datetime] = {}

    async def run(self, surfaces: Iterable[Surface]) -> None:
        """Bring every place up to date."""
        for surface in surfaces:
            if isinstance(surface, Wearing):
                for one, on in await wearing.changes(self.store, surface.platform):
                    if self.store.clock() >= self.refused.get((one, on), self.store.clock()):
                        await self._one(surface, one, on=on)

    async def _one(self, surface: Wearing, one: Wearer, *, on: bool) -> None:
        try:
            await surface.wear(one.room, one.account, one.badge, on=on)
        except GoneError as gone:
            self.refused[one, on] = self.store.clock() + AGAIN
            log.warning("a badge cannot be changed", room=one.room, badge=one.badge, reason=str(gone))
            return
        except LaterError:
            return  # the next tick tries again
        await wearing.done(self.store, one, on=on)
