"""What a model answered, kept byte by byte the moment it came; the ledger holds the hash of all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Named, TypedColumns, func, select

from rules import bundle
from rules.judgement import SCORE, Record, recorded
from rules.moments import Month
from storage import ledger
from storage.schema import Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

KIND = "answers"  # of the ledger entry that binds a run's answers


class Answers(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    month: Named[str] = Column(Str, primary_key=True)
    turn: Named[int] = Column(BigInteger, primary_key=True)  # how often the month was judged before
    stage: Named[str] = Column(Str, primary_key=True)
    sample: Named[int] = Column(BigInteger, primary_key=True)
    batch: Named[int] = Column(BigInteger, primary_key=True)
    attempt: Named[int] = Column(BigInteger, primary_key=True)
    status: Named[int] = Column(BigInteger, nullable=False)
    raw: Named[str] = Column(Str, nullable=False)
    sent: Named[str] = Column(Str, nullable=False)
    places: Named[Any] = Column(Json, nullable=False)
    tokens_in: Named[int] = Column(BigInteger, nullable=False)
    tokens_out: Named[int] = Column(BigInteger, nullable=False)
    cost: Named[int] = Column(BigInteger, nullable=False)
    at: Named[datetime] = Column(Moment, nullable=False)


answer = table("answer", Answers, append_only=True)
a = answer.c
FACTS: tuple[Any, ...] = (
    a.stage, a.sample, a.batch, a.attempt, a.status, a.raw, a.sent, a.places, a.tokens_in, a.tokens_out, a.cost,
)  # fmt: skip


async def keep(change: Change, month: str, turn: int, record: Record) -> None:
    """Keep an answer; the first at its seat stays."""
    key = {"community": change.community, "month": month, "turn": turn, "at": change.now}
    await change.run(insert(answer).values(**key, **asdict(record)).on_conflict_do_nothing())


async def of_run(look: Look, month: str, turn: int) -> list[Record]:
    """The answers of one judging of a month, in the order of their seats."""
    mine = a.community == look.community, a.month == month, a.turn == turn
    rows = await look.rows(select(*FACTS).where(*mine))
    return sorted((recorded(row._asdict()) for row in rows), key=lambda one: one.seat)


@dataclass(frozen=True, slots=True)
class Used:
    """What a judging has taken: answers, tokens both ways, and millionths of a cent."""

    answers: int
    tokens_in: int
    tokens_out: int
    cost: int


async def used(look: Look, month: str, turn: int) -> Used:
    """What the answers of a judging have taken so far."""
    mine = a.community == look.community, a.month == month, a.turn == turn
    sums = (func.coalesce(func.sum(one), 0) for one in (a.tokens_in, a.tokens_out, a.cost))
    row = await look.row(select(func.count(), *sums).where(*mine))
    return Used(*map(int, row or (0, 0, 0, 0)))


async def heard(look: Look, month: str, turn: int) -> int:
    """Batches that have been answered at least once."""
    mine = a.community == look.community, a.month == month, a.turn == turn
    first = a.stage == SCORE, a.attempt == 0
    return int(await look.value(select(func.count()).select_from(answer).where(*mine, *first)) or 0)


async def bind(change: Change, month: str, turn: int, records: Iterable[Record]) -> None:
    """Book the hash of all answers, so that none can be edited unnoticed; nothing where there are none."""
    hashes = [bundle.mark(one) for one in records]
    if hashes:
        facts = {"turn": turn, "answers": bundle.sha(hashes), "marks": [one[:12] for one in hashes]}
        await ledger.post(change, f"answers/{month}/{turn}", KIND, by=0, why=f"run/{month}", data=facts)


async def verify(look: Look) -> str:
    """Compare every stored answer with what was booked; the first that differs in words, or nothing."""
    for entry in await ledger.decisions(look, KIND):
        month = entry.why.partition("/")[2]
        found = await of_run(look, month, entry.data["turn"])
        if fault := _differs(found, entry.data):
            return f"{fault} of {Month.parse(month).title} is not what was booked in entry {entry.number}."
    return ""


def _differs(found: list[Record], booked: Any) -> str:
    hashes = [bundle.mark(one) for one in found]
    for place, record in enumerate(found):
        if place >= len(booked["marks"]) or hashes[place][:12] != booked["marks"][place]:
            return f"Answer {record.name}"
    return "" if bundle.sha(hashes) == booked["answers"] else "One of the answers"
