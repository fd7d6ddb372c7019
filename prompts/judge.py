"""A model as scorer: every batch of every sample asked once, each answer kept the moment it comes (REWARDS 1.2, 1.3)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from prompts import reader, shadow
from prompts.calls import Calls, Limits, Report
from prompts.client import Client, Endpoint
from prompts.render import Month, Rendered, frame, frame_hash
from prompts.scorer import Answers, Case, Draft, DraftError, Reason
from prompts.texts import Names, anonymous, clean, cut
from rules import judgement
from rules.answers import LONGEST_REASON
from rules.dealing import Seat
from rules.judgement import SCORE, Judged
from rules.wording import count, listed

LABEL = re.compile(r"\b([MPT])0*([0-9]{1,5})\b")
LOUD = str.maketrans("", "", "@<>`*_~|[]#\\")
NOBODY = Names(())
OFF = "the operator has switched that off"


class Model:
    """Asks an endpoint. Of all it says only whole, checked answers are ever used."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: str,
        limits: Limits | None = None,
        report: Report = lambda what, done, total: None,
        client: Client | None = None,
        trials: Limits | None = None,
        *,
        watched: bool = True,
    ) -> None:
        """`limits` are those of a month that is judged, `trials` those of all trials of prompts in a month.

        `watched`: whether its runs ask what nobody is paid by.
        """
        self.endpoint, self.key, self.limits, self.report = endpoint, key, limits or Limits(), report
        self.given, self.trials, self.watched = client, trials or Limits(), watched
        self.name, self.version, self.frame = endpoint.model, frame_hash()[:12], frame()

    @property
    def model(self) -> Mapping[str, Any]:
        """What the run fixes when it begins."""
        facts = {"name": self.name, "frame": frame_hash(), "max_tokens": self.endpoint.max_tokens}
        warmth = self.endpoint.temperature
        return facts | {"temperature": None if warmth is None else str(warmth)}

    async def score(self, case: Case, answers: Answers) -> Draft:
        """Ask for what is missing, and judge by all that is there; Fault, DraftError."""
        async with self.client() as client:
            asking = Asking(self, client, case, answers)
            fields = await reader.read(asking) if case.settings.get("reader") else None
            return await asking.judged(Month(case, fields))

    async def watch(self, case: Case, answers: Answers) -> str:
        """Ask about a stranger and about the members of ever, under the same limits as the month; Fault."""
        if not self.watched:
            return OFF
        async with self.client() as client:
            calls = Calls(client, self.endpoint, self.limits, answers, self.report)
            await shadow.ask(calls, case, self.name)
        return ""

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        """A client of the endpoint, closed at the end unless it was given."""
        client = self.given or Client(self.endpoint, self.key)
        try:
            yield client
        finally:
            if self.given is None:
                await client.close()


class Asking(Calls):
    """One scoring: a case, and the calls that judge it."""

    def __init__(self, scorer: Model, client: Client, case: Case, answers: Answers) -> None:
        super().__init__(client, scorer.endpoint, scorer.limits, answers, scorer.report)
        self.scorer, self.case = scorer, case
        self.rendered: dict[Seat, Rendered] = {}

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


def _of(seats: Mapping[Seat, Sequence[int]], seat: Seat) -> Sequence[int]:
    return seats[replace(seat, attempt=0)]
