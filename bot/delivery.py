"""The outbox goes out: in order per place, each message shown once, whatever breaks in between."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import structlog

from bot.card import Card, File
from bot.surface import GoneError, LaterError, Pinning, Recounting, Spot, Surface
from storage import blobs, members, outbox
from storage.store import Store

LEASE = timedelta(minutes=2)
BATCH = 50
RETRIES = timedelta(seconds=2), timedelta(minutes=10)  # the first wait, and the longest
log = structlog.get_logger()


class Delivery:
    """Sends what storage has queued and remembers where it went. 429 and outages delay, never drop, never double."""

    def __init__(
        self,
        store: Store,
        surfaces: Mapping[str, Surface],
        first: timedelta = RETRIES[0],
        last: timedelta = RETRIES[1],
    ) -> None:
        self.store, self.surfaces, self.first, self.last = store, surfaces, first, last

    async def run(self) -> int:
        """Send everything that is ready; the number of messages sent."""
        sent = 0
        while rows := await outbox.take(self.store, tuple(self.surfaces), BATCH, LEASE):
            aside = [row for row in rows if self.surfaces[row.platform].parallel]
            going = [asyncio.ensure_future(self._one(row)) for row in aside]
            for row in rows:
                sent += await self._one(row) if row not in aside else 0
            sent += sum(await asyncio.gather(*going))
        return sent

    async def _one(self, row: Any) -> bool:
        surface = self.surfaces[row.platform]
        try:
            ref = await self._send(surface, row)
        except GoneError as gone:
            log.warning(
                "a message cannot be delivered", reason=str(gone), platform=row.platform, subject=row.subject
            )
            await outbox.gone(self.store, row)
            return False
        except LaterError as later:
            await outbox.postpone(self.store, row, self.store.clock() + timedelta(seconds=later.seconds))
            return False
        except Exception:
            log.exception("a message was not delivered", platform=row.platform, key=row.key, tries=row.tries)
            wait = min(self.last, self.first * 2 ** min(row.tries - 1, 20))
            await outbox.postpone(self.store, row, self.store.clock() + wait)
            return False
        await outbox.sent(self.store, row, ref)
        if isinstance(surface, Recounting):
            surface.stands(ref, again=row.tries > 1)
        return True

    async def _send(self, surface: Surface, row: Any) -> str:
        """A row that was tried before may already be shown: its mark is looked for first."""
        card = await self._loaded(row)
        spot = Spot(row.room, row.channel, row.topic, row.parent)
        if row.verb == "whisper":
            found = await surface.find(spot, row.key) if row.tries > 1 else None
            return found or await surface.whisper(row.account, card, row.key)
        if row.verb == "show" and row.at:
            return await surface.edit(spot, row.at, card, row.key)
        found = await surface.find(spot, row.key) if row.tries > 1 else None
        ref = found or await surface.post(spot, card, row.key)
        if card.pinned and isinstance(surface, Pinning):
            await self._pin(surface, ref)
        return ref

    async def _pin(self, surface: Pinning, ref: str) -> None:
        """Pin what was posted before it counts as sent: after a crash it is found, and pinned all the same."""
        try:
            await surface.pin(ref)
        except GoneError as gone:
            log.warning("a card is not pinned", reason=str(gone))

    async def _loaded(self, row: Any) -> Card:
        """The card with its stored files read in, and the accounts of those who must act."""
        card = Card.load(row.card)
        if not card.mentions and not any(file.blob for file in card.files):
            return card
        async with self.store.read(row.community) as look:
            files = [
                File(one.name, await blobs.get(look, one.blob) or one.data, "", one.alt) for one in card.files
            ]
            pings = await members.accounts(look, card.mentions, row.platform)
        return replace(card, files=tuple(files), pings=pings)
