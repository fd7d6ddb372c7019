"""Calls beside a month that nobody is paid by: a stranger in its batches, and the same members as ever (REWARDS 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from prompts import cases, reader
from prompts.calls import Calls
from prompts.client import Request
from prompts.faults import Fault
from prompts.render import Month, Texts, marker
from prompts.scorer import Case
from prompts.texts import marked
from prompts.treatments import beside
from prompts.trial import EMPTY, LURE
from rules import drift, judgement, reading, shadow
from rules.dealing import Seat
from rules.drift import DRIFT
from rules.reading import Fields
from rules.shadow import FIELDS, SHADOW

TEXTS = (EMPTY, f"{EMPTY} {LURE}")  # of the stranger, in the first call of a pair and in the second


async def ask(calls: Calls, case: Case, name: str) -> None:
    """Have everything answered that is not yet; the first thing that goes wrong ends it: Fault. A month of nobody asks nothing."""
    if not case.digest["contributors"]:
        return
    beside = Beside(calls, case)

    async def one(seat: Seat) -> bool:
        try:
            return await beside.asked(seat)
        except Fault as fault:
            calls.halt = calls.halt or fault
            raise

    first = [Seat(SHADOW, 0, FIELDS)] if case.settings.get("reader") else []
    if first:
        await calls.all(f"reading with {name}", first, one)
    await calls.all(f"watching {name}", [*shadow.seats(), *drift.seats()], one)


class Beside:
    """What is shown in each call, and whether its answer can be used."""

    def __init__(self, calls: Calls, case: Case) -> None:
        self.calls, self.case = calls, case

    async def asked(self, seat: Seat) -> bool:
        """Ask for one seat, unless that is stored; True where the answer can be used."""
        if seat.stage == DRIFT:
            return await self._again(seat)
        return await (self._read(seat) if seat.batch == FIELDS else self._stranger(seat))

    async def _stranger(self, seat: Seat) -> bool:
        """The month of a few members and of one who does not exist."""
        case = self.case
        members = shadow.company(case.digest, case.seed, seat.sample, case.settings)
        there, who = beside(case, members, TEXTS[seat.batch])
        request = Month(there, self._fields(there)).ask(shadow.placed(seat), [*members, who]).request
        record = await self.calls.answer(seat, request, ())
        return shadow.read(record, case.digest, case.seed, case.settings, case.prompt) is not None

    def _fields(self, there: Case) -> Mapping[int, Fields] | None:
        """What a reader said of each text that is shown; None where no reader stands between."""
        if not self.case.settings.get("reader"):
            return None
        return {place: self._known.get(text, Fields()) for place, text in there.texts.items()}

    @cached_property
    def _known(self) -> Mapping[str, Fields]:
        """Fields by text: of the month, and of the stranger."""
        said = reading.by_place(self.calls.records)
        month = {text: said[place] for place, text in self.case.texts.items() if place in said}
        mine = [replace(one, stage=judgement.READ, places=((0,), (1,))) for one in self._own()]
        return month | {TEXTS[place]: fields for place, fields in reading.by_place(mine).items()}

    def _own(self) -> list[judgement.Record]:
        return [one for one in self.calls.records if (one.stage, one.batch) == (SHADOW, FIELDS)]

    async def _read(self, seat: Seat) -> bool:
        """What a reader makes of both texts of the stranger."""
        request = self._chunk(seat)
        record = await self.calls.answer(seat, request, ())
        return isinstance(reading.read(record.raw, record.status, ("T1", "T2")), dict)

    def _chunk(self, seat: Seat) -> Request:
        texts = Texts(marker(self.case.seed, seat))
        for place, text in enumerate(TEXTS):
            texts.add(place, marked(text, texts.marker))
        return reader.request(self.case.seed, seat, texts)

    async def _again(self, seat: Seat) -> bool:
        """Some of the shipped members, under the community's prompt: every time the same bytes."""
        there = steady(self.case.prompt)
        members = drift.batch(there.seed, there.digest["contributors"], seat)
        record = await self.calls.answer(seat, self._steady.ask(seat, members).request, ())
        return judgement.read(record, members, there.seed, there.prompt).valid

    @cached_property
    def _steady(self) -> Month:
        return Month(steady(self.case.prompt))


def steady(prompt: str) -> Case:
    """The shipped month whose members are asked about in every run, under the community's prompt."""
    return replace(cases.shipped(cases.STEADY), prompt=prompt)
