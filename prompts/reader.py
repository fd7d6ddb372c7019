"""The reader: a first call without authority that turns each text into fixed fields (REWARDS 2, two-model pattern)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prompts.client import Request
from prompts.render import Month, Texts, bounded, marker
from prompts.texts import marked
from rules import reading
from rules.dealing import Seat, shuffled
from rules.judgement import READ
from rules.reading import CHUNK, FIELDS, Fields
from rules.wording import count

if TYPE_CHECKING:
    from prompts.calls import Calls
    from prompts.judge import Asking

ROW = {
    "type": "object",
    "properties": {"text": {"type": "string"}}
    | {name: {"type": "string", "enum": list(known)} for name, known in FIELDS.items()},
    "required": ["text", *FIELDS],
    "additionalProperties": False,
}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"texts": {"type": "array", "items": ROW}},
    "required": ["texts"],
    "additionalProperties": False,
}


async def read(asking: Asking) -> Mapping[int, Fields]:
    """The fields of every text of a month, by its place in the digest; what cannot be read is `other`."""
    return await fields(asking, Month(asking.case), f"reading with {asking.scorer.name}")


async def fields(calls: Calls, month: Month, what: str) -> Mapping[int, Fields]:
    """Have the texts of a month read, a few at a time; what was read of each, by its place."""
    texts = whole(month)
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]

    async def ask(seat: Seat) -> bool:
        request, there = chunk(month, seat, chunks[seat.batch])
        record = await calls.answer(seat, request, there.places)
        labels = [f"T{number}" for number in range(1, len(there.found) + 1)]
        return isinstance(reading.read(record.raw, record.status, labels), dict)

    await calls.all(what, [Seat(READ, 0, number) for number in range(len(chunks))], ask)
    return reading.by_place(calls.records)


def whole(month: Month) -> list[tuple[str, list[int]]]:
    """Every different text of a month with its places, nobody named in it, in an order that is drawn."""
    found: dict[str, list[int]] = {}
    for place in range(len(month.case.digest["texts"])):
        found.setdefault(month.text(place, lambda _: "[member]"), []).append(place)
    return [(text, found[text]) for text in shuffled(month.case.seed, found, "read")]


def chunk(month: Month, seat: Seat, some: list[tuple[str, list[int]]]) -> tuple[Request, Texts]:
    """The request about a few texts."""
    texts = Texts(marker(month.case.seed, seat))
    for text, places in some:
        for place in places:
            texts.add(place, marked(text, texts.marker))
    return request(month.case.seed, seat, texts), texts


def request(seed: str, seat: Seat, texts: Texts) -> Request:
    """What the reader is asked about texts."""
    head = f"{count(len(texts.found), 'text')} to sort. The marker between words is {texts.marker}"
    user = "\n".join([head, "", *bounded(seed, seat, texts)])
    return Request(instructions(), user, SCHEMA, "texts")


@cache
def instructions() -> str:
    """What the reader is told; not votable."""
    return Path(__file__).with_name("reader.md").read_text(encoding="utf-8")
