"""Votes by reaction: heard as they come, and read again after a time away and before a ballot closes."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.adapters.matrix.people import PLATFORM, ref, spot
from bot.adapters.matrix.surface import Surface, key_of
from bot.adapters.matrix.wire import Json, RefusedError
from bot.adapters.rereading import Rereading
from bot.adapters.signs import plain_key
from bot.card import Card, bare
from bot.casting import NOTHING, Act
from bot.command import Event
from bot.recounting import Ids, Order, Recounted
from bot.surface import GoneError, LaterError
from bot.table import Table

log = structlog.get_logger()
Where = tuple[str, str, str]
Turn = Callable[[str], AbstractAsyncContextManager[Any]]
Who = Callable[[Where, str], Awaitable[Event | None]]
KEPT = 300.0  # seconds for which it matters what a re-read has seen


@dataclass(frozen=True)
class Ahead:
    """Reactions of one member that a re-read has seen, and when."""

    at: float
    ids: frozenset[str]


class Recount(Rereading):
    """The ballots of one homeserver; `turn` keeps what happens on one message in order."""

    platform = PLATFORM
    unreadable = GoneError, LaterError

    def __init__(
        self, table: Table, surface: Surface, turn: Turn, who: Who, wake: Callable[[], None]
    ) -> None:
        super().__init__(table)
        self.surface, self.turn, self.who, self.wake = surface, turn, who, wake
        self.ahead: dict[tuple[str, str], Ahead] = {}  # what was counted before it was heard
        self.powerless: set[str] = set()  # rooms for which it was told that the bot cannot redact

    def serves(self, row: Any) -> bool:
        return spot(row.ref)[0] in self.surface.rooms.known

    # what is heard

    async def heard(self, room: str, target: str, sender: str, number: str, key: str, shown: Any) -> None:
        """A reaction on a ballot that is `shown` there."""
        reference = ref(room, target)
        async with self.turn(reference):
            if await self._counted(room, reference, sender, number):
                return
            where = PLATFORM, await self._place(room, sender), reference
            event = await self._event(room, sender, number, where)
            act = Act(event, key, added=True, source=number)
            (came,) = await self.table.casting.react(where, [act], shared=True, shown=shown) or [NOTHING]
            if came.card is None:
                await self.table.ballots.sourced(where, {(sender, key): number})
            elif came.card.tone in ("refusal", "error"):
                self.refused(where, sender, number, came.card)
            for old in came.old:
                self.take_off(where, sender, old)
        self.wake()

    async def redacted(self, one: Any, room: str, sender: str, number: str) -> None:
        """A reaction on a ballot was taken off: only its owner takes a vote back with it."""
        reference = one.where[2]
        async with self.turn(reference):
            if sender == self.surface.me:
                await self.table.ballots.settled(one.where, [(one.account, one.key)])
            elif sender != one.account:
                name = await self.surface.rooms.name(room, sender)
                await self.table.ballots.taken(one, name)
            else:
                event = await self._event(room, sender, number, one.where)
                act = Act(event, one.key, added=False, told=False)
                await self.table.casting.react(one.where, [act], shared=True)
        self.wake()

    async def _counted(self, room: str, reference: str, sender: str, number: str) -> bool:
        """Whether a re-read has counted a reaction already.

        One of the same member that it did not see is newer, or was taken back before: the homeserver knows.
        """
        ahead = self.ahead.get((reference, sender))
        if ahead is None or number in ahead.ids:
            return ahead is not None
        return await self._gone(room, number)

    async def _place(self, room: str, sender: str) -> str:
        person = await self.surface.direct.person(room)
        return f"@{person}" if person else await self.surface.rooms.place(room)

    async def _event(self, room: str, sender: str, number: str, where: Where) -> Event:
        name = await self.surface.rooms.name(room, sender)
        return Event(number, PLATFORM, where[1], sender, name, channel=room, card=where[2])

    async def one(self, row: Any, by: datetime | None = None) -> None:
        """One ballot; `by` is the moment as of which its acts count."""
        where = PLATFORM, str(row.room), str(row.ref)
        room, event = spot(where[2])
        wire = self.surface.wire
        async with self.turn(where[2]):
            gone, reactions = await asyncio.gather(self._gone(room, event), wire.annotations(room, event))
            if gone:
                await self.lost(where)
                return
            card = Card.load(row.card)
            keys = {bare(key) for key, _, _ in card.ballot.choices} if card.ballot else set()
            found, ids, last = standing(reactions, keys, self.surface.me)
            before = await self.table.ballots.sources(where)
            order = Order(
                ids, last, lambda account, key: self._own(room, account, before.get((account, key), ""))
            )
            done = await self.table.ballots.recount(
                where, found, lambda account: self.who(where, account), by=by, order=order
            )
            self._after(where, ids, done)
        self.surface.later.put_nowait(lambda: self.surface.sign(room, event, card))
        self.wake()

    def _after(self, where: Where, ids: Ids, done: Recounted) -> None:
        now = time.monotonic()
        self.ahead = {key: one for key, one in self.ahead.items() if now < one.at + KEPT}
        for event, key, card in done.answers:
            seen = frozenset(number for (account, _), number in ids.items() if account == event.account)
            self.ahead[where[2], event.account] = Ahead(now, seen)
            if card.tone in ("refusal", "error"):
                self.refused(where, event.account, ids.get((event.account, key), ""), card)
        for account, key in dict.fromkeys(done.stale if self._may(spot(where[2])[0]) else ()):
            self.take_off(where, account, key)

    async def _gone(self, room: str, event: str) -> bool:
        """Whether a card was taken away."""
        try:
            found = await self.surface.wire.event(room, event)
        except RefusedError as no:
            return no.code == "M_NOT_FOUND"
        return "redacted_because" in (found.get("unsigned") or {})

    async def _own(self, room: str, account: str, number: str) -> bool:
        """Whether a reaction that is gone was taken off by whoever had put it on."""
        if not number:
            return True
        try:
            found = await self.surface.wire.event(room, number)
        except GoneError:
            return False
        because = (found.get("unsigned") or {}).get("redacted_because")
        return isinstance(because, dict) and because.get("sender") == account

    # what has to come off

    def refused(self, where: Where, account: str, number: str, card: Card) -> None:
        """A reaction that was refused comes off, and its owner is told why."""
        room = spot(where[2])[0]
        key = uuid.uuid4().hex[:24]
        self.surface.later.put_nowait(lambda: self._off(room, number))
        self.surface.later.put_nowait(lambda: self.surface.whisper(account, card, key))

    def take_off(self, where: Where, account: str, key: str) -> None:
        """A reaction that means nothing any more comes off, unless it means something by then."""
        room, event = spot(where[2])
        if not self._may(room):
            return

        async def work() -> None:
            if not await self.table.ballots.is_stale(where, account, key):
                return
            number = (await self.table.ballots.sources(where)).get((account, bare(key)), "")
            every = [number] if number else await self._numbers(room, event, account, key)
            for one in every:
                await self._off(room, one)
            await self.table.ballots.settled(where, [(account, key)])

        self.surface.later.put_nowait(work)

    async def _numbers(self, room: str, event: str, account: str, key: str) -> list[str]:
        """The reactions of a member in whatever shade they were given."""
        found = await self.surface.wire.annotations(room, event)
        return [
            str(one["event_id"])
            for one in found
            if one.get("sender") == account and plain_key(key_of(one.get("content") or {})) == bare(key)
        ]

    async def _off(self, room: str, number: str) -> None:
        """Take a reaction off, where the bot has the power."""
        if number and self._may(room):
            await self.surface.wire.redact(room, number, f"r-{number}")

    def _may(self, room: str) -> bool:
        able = self.surface.rooms.may(room, self.surface.me, "redact")
        if not able and room not in self.powerless:
            self.powerless.add(room)
            log.warning(
                "the bot lacks the power to take reactions off; earlier ones stay to be seen", room=room
            )
        return able

    async def lost(self, where: Where) -> None:
        """A message is gone: its card is posted anew if it still matters."""
        if await self.table.ballots.lost(where):
            log.warning("the card of a message that was taken away is posted anew", ref=where[2])
            self.wake()


def standing(
    reactions: list[Json], keys: set[str], me: str
) -> tuple[dict[str, set[str]], dict[tuple[str, str], str], dict[str, str]]:
    """The reactions of people that stand under a message: by account, the id of each, and everybody's last."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    ids: dict[tuple[str, str], str] = {}
    last: dict[str, str] = {}
    for one in reactions:
        key, sender = plain_key(key_of(one.get("content") or {})), str(one.get("sender") or "")
        if key in keys and sender != me:
            found[sender].add(key)
            ids[sender, key] = str(one["event_id"])
            last[sender] = key
    return dict(found), ids, last
