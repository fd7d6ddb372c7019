"""A model as scorer: every batch of every sample asked once, each answer kept the moment it comes (REWARDS 1.2, 1.3)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prompts import reader
from prompts.client import Client, Endpoint, Reply, Request
from prompts.cost import Hold, Spending
from prompts.faults import CapFault, Fault
from prompts.render import Month, Rendered, frame, frame_hash
from prompts.scorer import Answers, Case, Draft, DraftError, Reason
from prompts.texts import Names, anonymous, clean, cut
from rules import judgement
from rules.answers import LONGEST_REASON
from rules.dealing import Seat
from rules.judgement import RETRIES, SCORE, Judged, Record
from rules.wording import count, listed

Report = Callable[[str, int, int], None]
LABEL = re.compile(r"\b([MPT])0*([0-9]{1,5})\b")
LOUD = str.maketrans("", "", "@<>`*_~|[]#\\")
NOBODY = Names(())


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may use; 0 is no limit. Tokens both ways, money in cents."""

    tokens: int = 0
    cents: int = 0


class Model:
    """Asks an endpoint. Of all it says only whole, checked answers are ever used."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: str,
        limits: Limits | None = None,
        report: Report = lambda what, done, total: None,
        client: Client | None = None,
    ) -> None:
        self.endpoint, self.key, self.limits, self.report = endpoint, key, limits or Limits(), report
        self.given = client
        self.name, self.version, self.frame = endpoint.model, frame_hash()[:12], frame()

    @property
    def model(self) -> Mapping[str, Any]:
        """What the run fixes when it begins."""
        facts = {"name": self.name, "frame": frame_hash(), "max_tokens": self.endpoint.max_tokens}
        warmth = self.endpoint.temperature
        return facts | {"temperature": None if warmth is None else str(warmth)}

    async def score(self, case: Case, answers: Answers) -> Draft:
        """Ask for what is missing, and judge by all that is there; Fault, DraftError."""
        client = self.given or Client(self.endpoint, self.key)
        try:
            asking = Asking(self, client, case, answers)
            fields = await reader.read(asking) if case.settings.get("reader") else None
            return await asking.judged(Month(case, fields))
        finally:
            if self.given is None:
                await client.close()


class Asking:
    """One scoring: what is known already, what it has cost, and what has come to an end."""

    def __init__(self, scorer: Model, client: Client, case: Case, answers: Answers) -> None:
        self.scorer, self.client, self.case, self.answers = scorer, client, case, answers
        self.known = {record.seat: record for record in answers.known}
        self.halt: Fault | None = None
        self.freed = asyncio.Event()
        self.turn = asyncio.Semaphore(
            2 * scorer.endpoint.parallel
        )  # requests are written out when it is theirs
        self.rendered: dict[Seat, Rendered] = {}
        self.spending = Spending(
            price_in=scorer.endpoint.price_in,
            price_out=scorer.endpoint.price_out,
            most_tokens=scorer.limits.tokens,
            most_cents=scorer.limits.cents,
            stored=[(one.tokens_in, one.tokens_out) for one in answers.known],
        )

    async def judged(self, month: Month) -> Draft:
        case = self.case
        batches = judgement.dealt(case.digest, case.seed, case.settings)
        seats = {
            Seat(SCORE, sample, number): members
            for sample, dealt in enumerate(batches)
            for number, members in enumerate(dealt)
        }

        async def ask(seat: Seat) -> bool:
            rendered = month.ask(seat, _of(seats, seat))
            record = await self.answer(seat, rendered.request, rendered.places)
            return judgement.read(record, _of(seats, seat), case.seed, case.prompt).valid

        await self.all(f"asking {self.scorer.name}", list(seats), ask)
        return self.draft(
            month, judgement.judge(case.digest, case.seed, case.settings, self.records, case.prompt)
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
            self.scorer.report(what, done, len(seats))

        self.scorer.report(what, 0, len(seats))
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
                return self.spending.reserve(
                    self.client.estimate_in(request), self.scorer.endpoint.max_tokens
                )
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

    def draft(self, month: Month, judged: Judged) -> Draft:
        """The scores with a reason for each; DraftError where too many have too few answers."""
        if judged.needs_people:
            raise DraftError(unusable(judged))
        reasons = {one: told for one in judged.scores if (told := self._reason(month, judged, one))}
        return Draft(judged.scores, reasons)

    def _reason(self, month: Month, judged: Judged, member: int) -> Reason | None:
        """What the answer nearest to the result says, with members and entries in place of labels."""
        found = judged.reason(member)
        if found is None:
            return None
        said, record = found
        if record.seat not in self.rendered:
            seats = judgement.dealt(self.case.digest, self.case.seed, self.case.settings)
            self.rendered[record.seat] = month.ask(record.seat, seats[record.sample][record.batch])
        rendered = replace(self.rendered[record.seat], places=record.places)  # some may be erased since
        works = [entry for label in said.evidence for entry in entries(month, rendered, label, member)]
        return Reason(plain(said.reason, month, rendered, member), tuple(dict.fromkeys(works)))


def entries(month: Month, rendered: Rendered, label: str, member: int) -> list[int]:
    """The works for a member that a text label stands for."""
    number = int(label[1:])
    places = rendered.places[number - 1] if 0 < number <= len(rendered.places) else ()
    return [work["id"] for work in month.works[member] if work["text"] in places]


def plain(text: str, month: Month, rendered: Rendered, member: int) -> str:
    """A model's sentence made harmless: nobody pinged, nothing linked, labels as <member> and #entry."""

    def named(found: re.Match[str]) -> str:
        label = f"{found[1]}{int(found[2]):02}" if found[1] != "T" else f"T{int(found[2])}"
        if found[1] == "T":
            works = entries(month, rendered, label, member)
            return f"#{works[0]}" if works else "a text"
        return f"<{rendered.people[label]}>" if label in rendered.people else "somebody"

    def quiet(part: str) -> str:
        return anonymous(part, NOBODY, str).translate(LOUD)

    bare = cut(" ".join(clean(text).translate(LOUD).split()), LONGEST_REASON)
    done, parts = 0, list[str]()
    for found in LABEL.finditer(bare):  # a label would be taken out together with links and pings
        parts += [quiet(bare[done : found.start()]), named(found)]
        done = found.end()
    return "".join([*parts, quiet(bare[done:])])


def unusable(judged: Judged) -> str:
    """Why people have to decide, in one sentence."""
    kinds = [f"{kind} ({number})" for kind, number in judged.faults.most_common(4)]
    why = f"; answers that could not be used: {listed(kinds)}" if kinds else ""
    return f"{count(len(judged.short), 'member has', 'members have')} too few usable answers{why}"


async def _together(asked: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Run side by side; when one raises, the others end before this does, so that nothing more is asked."""
    tasks = [asyncio.ensure_future(one) for one in asked]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _of(seats: Mapping[Seat, Sequence[int]], seat: Seat) -> Sequence[int]:
    return seats[replace(seat, attempt=0)]
