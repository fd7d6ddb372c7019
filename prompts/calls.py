"""Calls to a model side by side: each answer kept the moment it comes, none asked twice, all within a cap (REWARDS 1.2)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prompts.client import Client, Endpoint, Reply, Request
from prompts.cost import Hold, Spending
from prompts.faults import CapFault, Fault
from prompts.scorer import Answers
from rules.dealing import Seat
from rules.judgement import RETRIES, Record

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What some calls may use together; 0 is no limit. Tokens both ways, money in cents."""

    tokens: int = 0
    cents: int = 0


class Calls:
    """What is known already, what it has cost, and what has come to an end."""

    def __init__(
        self,
        client: Client,
        endpoint: Endpoint,
        limits: Limits,
        answers: Answers,
        report: Report = lambda what, done, total: None,
        used: Iterable[tuple[int, int]] = (),
    ) -> None:
        """`used` are tokens in and out that count towards the limits beside the answers that are known."""
        self.client, self.endpoint, self.answers, self.report = client, endpoint, answers, report
        self.known = {record.seat: record for record in answers.known}
        self.halt: Fault | None = None
        self.freed = asyncio.Event()
        self.turn = asyncio.Semaphore(2 * endpoint.parallel)  # requests are written out when it is theirs
        self.spending = Spending(
            price_in=endpoint.price_in,
            price_out=endpoint.price_out,
            most_tokens=limits.tokens,
            most_cents=limits.cents,
            stored=[*used, *((one.tokens_in, one.tokens_out) for one in answers.known)],
        )

    @property
    def records(self) -> list[Record]:
        return [self.known[seat] for seat in sorted(self.known)]

    async def all(self, what: str, seats: Sequence[Seat], ask: Callable[[Seat], Any]) -> None:
        """Have every seat answered, side by side; what cannot be asked is raised once the others are done."""
        done = 0
        faults: list[Fault] = []

        async def one(seat: Seat) -> None:
            nonlocal done
            try:
                async with self.turn:
                    await self.seat(seat, ask)
            except Fault as fault:
                faults.append(fault)
                self.halt = self.halt or (None if fault.passing else fault)
            done += 1
            self.report(what, done, len(seats))

        self.report(what, 0, len(seats))
        await _together([one(seat) for seat in seats])
        if faults:
            raise self.halt or max(faults, key=lambda fault: fault.wait or 0)

    async def seat(self, seat: Seat, ask: Callable[[Seat], Any]) -> None:
        """Ask for one batch until an answer can be used, at most twice more than once."""
        for attempt in range(RETRIES + 1):
            if await ask(replace(seat, attempt=attempt)):
                return

    async def answer(self, seat: Seat, request: Request, places: tuple[tuple[int, ...], ...]) -> Record:
        """The stored answer of a seat; asked for and kept if there is none."""
        if seat in self.known:
            return self.known[seat]
        if self.halt:
            raise self.halt
        reply = await self._asked(request)
        record = self._record(seat, reply, places)
        await self.answers.keep(record)
        self.known[seat] = record
        return record

    async def _asked(self, request: Request) -> Reply:
        """One call within what the run may spend."""
        try:
            with await self._reserved(request) as hold:
                reply = await self.client.ask(request)
                hold.settle(reply.tokens_in, reply.tokens_out)
                return reply
        finally:
            self.freed.set()

    async def _reserved(self, request: Request) -> Hold:
        """Hold what a call may use at most; while others hold too much, wait for what they leave."""
        while True:
            try:
                return self.spending.reserve(self.client.estimate_in(request), self.endpoint.max_tokens)
            except CapFault:
                if not self.spending.held:
                    raise
            self.freed.clear()
            await self.freed.wait()
            if self.halt:
                raise self.halt

    def _record(self, seat: Seat, reply: Reply, places: tuple[tuple[int, ...], ...]) -> Record:
        return Record(
            seat.stage,
            seat.sample,
            seat.batch,
            seat.attempt,
            reply.status,
            reply.raw.replace("\0", "\ufffd"),
            reply.sent,
            places,
            reply.tokens_in,
            reply.tokens_out,
            self.spending.price(reply.tokens_in, reply.tokens_out),
        )


async def _together(asked: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Run side by side; when one raises, the others end before this does, so that nothing more is asked."""
    tasks = [asyncio.ensure_future(one) for one in asked]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
