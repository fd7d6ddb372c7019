"""The loop that listens: every event once and in order, gaps filled, troubles waited out.

nio's own loop moves its position before the handlers have run, fills no gaps, and retries without a pause.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import structlog
from nio import AsyncClient, MegolmEvent, SyncResponse

from bot.adapters.matrix.wire import DeadTokenError, Json, Wire, checked, heard
from bot.surface import GoneError, LaterError

log = structlog.get_logger()
SINCE = "since"
WAIT = 30_000  # milliseconds that the homeserver holds a question
FIRST, LAST = 0.5, 60.0
GIVEN_UP = 20  # times that one answer of the homeserver is taken, some a quarter of an hour in all
SAVED = 600.0  # seconds after which the position is kept although nothing has happened
FILTER: Json = {
    "presence": {"types": []},
    "account_data": {"types": []},
    "room": {
        "timeline": {"limit": 100},
        "state": {"lazy_load_members": True},
        "ephemeral": {"types": []},
        "account_data": {"types": []},
    },
}
Sleep = Callable[[float], Awaitable[Any]]


class Hearing(Protocol):
    """Whoever is told of what happens."""

    async def happened(self, room: str, state: list[Json], missed: list[Json], events: list[Json]) -> None:
        """Events in order: those that were missed, which have led to `state`, and the newest; when they came in."""

    async def invited(self, room: str, state: list[Json]) -> None:
        """An invitation."""

    async def left(self, room: str) -> None:
        """The bot is not in a room any more."""

    async def returned(self) -> None:
        """The bot hears again, after the start or an outage; something may have been missed."""

    async def recall(self, name: str) -> str:
        """What was remembered."""

    async def remember(self, name: str, value: str) -> None:
        """Remember something."""


class Loop:
    """Asks the homeserver what is new, again and again."""

    def __init__(
        self, client: AsyncClient, wire: Wire, hearing: Hearing, sleep: Sleep = asyncio.sleep
    ) -> None:
        self.client, self.wire, self.hearing, self.sleep = client, wire, hearing, sleep
        self.failures = 0
        self.away = True
        self.since = ""
        self.saved = 0.0
        self.asking: asyncio.Task[Any] | None = None
        self.hurried: list[asyncio.Future[None]] = []

    async def run(self) -> None:
        """Listen until the task is cancelled; DeadTokenError where the homeserver knows us no more."""
        self.since = await self.hearing.recall(SINCE)
        first = True
        while True:
            waiting, self.hurried = self.hurried, []
            try:
                answer = await self._ask(first=first, hurry=bool(waiting))
            except (LaterError, ValueError) as error:
                self.hurried += waiting
                self.away = True
                await self._pause(error)
                continue
            if answer is None:  # somebody is in a hurry
                self.hurried += waiting
                continue
            try:
                await self._take(answer, known=bool(self.since))
                await self._keep(answer)
            except LaterError as error:  # what was done already is known and is not done again
                self.hurried += waiting
                await self._pause(error)
                continue
            self.failures = 0
            first = False
            if self.away:
                self.away = False
                await self.hearing.returned()
            for one in waiting:
                if not one.done():
                    one.set_result(None)

    async def caught_up(self) -> None:
        """Wait until everything that had happened by now has been heard."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.hurried.append(done)
        if self.asking:
            self.asking.cancel()
        await done

    async def _ask(self, *, first: bool, hurry: bool) -> SyncResponse | None:
        """One question; None if it was broken off because somebody is in a hurry."""
        wait = 0 if first or hurry or self.away else WAIT
        self.asking = asyncio.create_task(self._sync(wait, whole=first))
        try:
            answer = await self.asking
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task and task.cancelling():
                self.asking.cancel()
                raise
            return None
        finally:
            self.asking = None
        found: SyncResponse = checked(answer)
        return found

    async def _sync(self, wait: int, *, whole: bool) -> Any:
        return await heard(self.client.sync(wait, FILTER, since=self.since or None, full_state=whole or None))

    async def _take(self, answer: SyncResponse, *, known: bool) -> None:
        """Everything of one answer; rooms side by side, each in order."""
        rooms = answer.rooms
        work = (self._room(room, info, known=known) for room, info in rooms.join.items())
        for problem in await asyncio.gather(*work, return_exceptions=True):
            if isinstance(problem, BaseException):
                raise problem
        for room, invitation in rooms.invite.items():
            await self._safe(self.hearing.invited(room, [stripped(one) for one in invitation.invite_state]))
        for room in rooms.leave:
            self.client.rooms.pop(room, None)
            await self._safe(self.hearing.left(room))

    async def _room(self, room: str, info: Any, *, known: bool) -> None:
        timeline = info.timeline
        if timeline.limited:  # people may have come and gone in between
            self.client.rooms[room].members_synced = False
        state = [one.source for one in info.state]
        events = [self._readable(one, room) for one in timeline.events]
        if not known:  # the first time, what was said before is history
            state, events = [*state, *(one for one in events if "state_key" in one)], []
        joined = self._joined(events)
        if joined is not None:
            state, events = [*state, *(one for one in events[:joined] if "state_key" in one)], events[joined:]
        missed: list[Json] = []
        if known and joined is None and timeline.limited and timeline.prev_batch:
            missed = await self._gap(room, timeline.prev_batch)
            before = self._joined(missed)
            missed = missed if before is None else missed[before:]
        await self._safe(self.hearing.happened(room, state, missed, events))

    def _joined(self, events: list[Json]) -> int | None:
        """Where the bot has come in; what was said before was not said to it."""
        for place in range(len(events) - 1, -1, -1):
            one = events[place]
            if one.get("type") != "m.room.member" or one.get("state_key") != self.client.user_id:
                continue
            before = (one.get("unsigned") or {}).get("prev_content") or {}
            if (one.get("content") or {}).get("membership") == "join" != before.get("membership"):
                return place
        return None

    def _readable(self, event: Any, room: str) -> Json:
        source = dict(event.source)
        return self.wire.plain(source, room) if isinstance(event, MegolmEvent) else source

    async def _gap(self, room: str, end: str) -> list[Json]:
        """What happened between the last position and the beginning of what was told."""
        found: list[Json] = []
        start = self.since
        while start:
            try:
                page = await self.wire.call(
                    "GET", "rooms", room, "messages", **{"from": start, "to": end, "dir": "f", "limit": "500"}
                )
            except GoneError as error:
                log.warning("what was missed in a room cannot be read", room=room, reason=str(error))
                return found
            chunk = page.get("chunk") or []
            found += [self.wire.plain(one, room) for one in chunk]
            start = str(page.get("end") or "") if chunk else ""
        return found

    async def _keep(self, answer: SyncResponse) -> None:
        """Remember the position, now that everything before it is done."""
        rooms = answer.rooms
        busy = bool(rooms.join or rooms.invite or rooms.leave or not self.since)
        self.since = answer.next_batch
        now = time.monotonic()
        if busy or now - self.saved > SAVED:
            await self.hearing.remember(SINCE, self.since)
            self.saved = now
        await self._safe(self._crypto())

    async def _crypto(self) -> None:
        """What encryption needs from time to time."""
        client = self.client
        if client.olm is None:
            return
        await heard(client.send_to_device_messages())
        if client.should_upload_keys:
            checked(await heard(client.keys_upload()))
        if client.should_query_keys:
            checked(await heard(client.keys_query()))
        if client.should_claim_keys:
            checked(await heard(client.keys_claim(client.get_users_for_key_claiming())))

    async def _safe(self, work: Awaitable[Any]) -> None:
        """What breaks in one room is told, and the others go on; what has to wait is taken again."""
        try:
            await work
        except DeadTokenError:
            raise
        except LaterError:
            if self.failures < GIVEN_UP:
                raise
            log.exception("something that happened on Matrix is passed over after many tries")
        except Exception:
            log.exception("something that happened on Matrix could not be taken")

    async def _pause(self, error: Exception) -> None:
        self.failures += 1
        asked = error.seconds if isinstance(error, LaterError) and error.seconds < LAST else 0
        wait = min(LAST, FIRST * 2 ** min(self.failures - 1, 10))
        wait = max(wait, asked if self.failures > 1 else 0) * random.uniform(0.8, 1.2)  # noqa: S311 - so that not all ask at once
        log.warning("Matrix is not heard", reason=str(error), wait=round(wait, 1))
        await self.sleep(wait)


def stripped(event: Any) -> Json:
    """An event of an invitation; nio takes the content out of what it has parsed."""
    source = dict(event.source)
    alias = getattr(event, "canonical_alias", None)
    content = source.get("content") or getattr(event, "content", None) or ({"alias": alias} if alias else {})
    return source | {"content": content}
