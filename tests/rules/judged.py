"""Months that a scripted model judged: raw answers, as an endpoint sends them, for the batches that were dealt."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rules import digest, judgement
from rules.dealing import Seat, labels
from rules.digest import Deed
from rules.judgement import SCORE, Record

SEED = "5eed" * 16
AT = "2026-11-03T10:00:00+00:00"
FIVE: Mapping[str, Any] = {"samples": 5}
LANGUAGE = "What this community rewards."
Members = Sequence[int]
Scores = Callable[[Seat, Members], Mapping[int, int]]


def month(people: int, praises: Mapping[int, int] | None = None) -> dict[str, Any]:
    """A digest of contributors 1, 2 …; one of them is praised as often as is said, else once, by strangers."""
    given = [one for one in range(1, people + 1) for _ in range((praises or {}).get(one, 1))]
    deeds = [
        Deed(number, "praise", 1000 + number, (one,), f"text {number}", f"seal {number}", AT)
        for number, one in enumerate(given, 1)
    ]
    logs = [
        Deed(5000 + one, "log", one, (one,), f"log {one}", f"log {one}", AT) for one in range(1, people + 1)
    ]
    return digest.build("garden", "2026-11", "UTC", [*deeds, *logs])


def completion(content: object, **message: Any) -> str:
    """The body of a completion with this content; `finish` is its reason to end."""
    finish = message.pop("finish", "stop")
    said = {"role": "assistant", "content": content, **message}
    choice = {"index": 0, "finish_reason": finish, "message": said}
    return json.dumps({"id": "c1", "object": "chat.completion", "model": "judge-1", "choices": [choice]})


def row(member: str, score: object = 600, /, **more: Any) -> dict[str, Any]:
    """What is said of one member."""
    return {"member": member, "score": score, "reason": "They did it.", "evidence": [], "flags": []} | more


def raw(rows: Iterable[Mapping[str, Any]]) -> str:
    """The body of an answer that says this of its members."""
    return completion(json.dumps({"scores": list(rows)}))


def record(seat: Seat, body: str, status: int = 200) -> Record:
    """An answer as it is stored."""
    return Record(seat.stage, seat.sample, seat.batch, seat.attempt, status, body, "5e" * 32)


def answer(seat: Seat, scores: Mapping[int, int], seed: str = SEED, **more: Any) -> Record:
    """A valid answer about the members of a batch; `more` is said of each of them."""
    named = labels(seed, seat, scores)
    return record(seat, raw(row(named[one], score, **more) for one, score in scores.items()))


def seats(
    held: Mapping[str, Any], settings: Mapping[str, Any] = FIVE, seed: str = SEED
) -> dict[Seat, Members]:
    """Every batch of a month, by its seat at the first attempt."""
    dealt = judgement.dealt(held, seed, settings)
    return {
        Seat(SCORE, sample, number): members
        for sample, batches in enumerate(dealt)
        for number, members in enumerate(batches)
    }


def by_batch(
    held: Mapping[str, Any], scores: Scores, settings: Mapping[str, Any] = FIVE, seed: str = SEED
) -> list[Record]:
    """One valid answer for each batch, with what `scores` gives the members of a seat."""
    dealt = seats(held, settings, seed)
    return [answer(seat, scores(seat, members), seed) for seat, members in dealt.items()]


def by_member(
    held: Mapping[str, Any], score: Callable[[int], int], settings: Mapping[str, Any] = FIVE, seed: str = SEED
) -> list[Record]:
    """One valid answer for each batch, in which every member always gets the same."""
    return by_batch(held, lambda _, members: {one: score(one) for one in members}, settings, seed)
