"""Trials of prompts: what is tried on which months, each answer the moment it comes, and the report (REWARDS 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, func, select, update

from rules.judgement import Record
from storage import alarms, blobs, leases, ledger
from storage.schema import Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

KIND = "trial"  # of alarms, leases and entries
RUNNING, PASSED, FAILED, OPEN = "running", "passed", "failed", "not decided"
MOST = 3  # trials of one proposal (REWARDS 2)
LEASE, LATEST = timedelta(minutes=10), timedelta(hours=6)


class Trials(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    proposal: Named[int] = Column(BigInteger, nullable=False)  # 0: somebody's own test
    by: Named[int] = Column(BigInteger, nullable=False)
    prompt: Named[str] = Column(Str, nullable=False)
    active: Named[str] = Column(Str, nullable=False)
    curve: Named[str] = Column(Str, nullable=False)
    months: Named[Any] = Column(Json, nullable=False)  # pairs of a month and the hash of its digest
    model: Named[Any] = Column(Json, nullable=False)
    drawn: Named[str] = Column(Str, nullable=False)  # 32 random bytes in hex, from after the rest was fixed
    state: Named[str] = Column(Str, nullable=False)
    fault: Named[str] = Column(Str, nullable=False)
    report: Named[str] = Column(Str, nullable=False)  # its hash
    tokens_in: Named[int] = Column(BigInteger, nullable=False)
    tokens_out: Named[int] = Column(BigInteger, nullable=False)
    cost: Named[int] = Column(BigInteger, nullable=False)  # microcents
    at: Named[datetime] = Column(Moment, nullable=False)


class Answers(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    trial: Named[int] = Column(BigInteger, primary_key=True)
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


trial = table("trial", Trials)
answer = table("trial_answer", Answers)
t, a = trial.c, answer.c
sa.Index("ix_trial_proposal", t.community, t.proposal)
FACTS = tuple(column for column in t if column.name != "community")
SAID = tuple(column for column in a if column.name not in ("community", "trial"))


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial; `report` is the hash of what it came to, kept as a blob."""

    id: int
    proposal: int
    by: int
    prompt: str
    active: str
    curve: str
    months: Sequence[Sequence[str]]
    model: Mapping[str, Any]
    drawn: str
    state: str
    fault: str
    report: str
    tokens_in: int
    tokens_out: int
    cost: int
    at: datetime

    @property
    def job(self) -> str:
        return f"{KIND}/{self.id}"

    @property
    def over(self) -> bool:
        return self.state != RUNNING


async def begin(change: Change, **facts: Any) -> Trial:
    """A new trial, which an alarm sets going; `facts` are proposal, by, prompt, active, curve, months, model and drawn."""
    number = await change.next(KIND)
    blank = {"state": RUNNING, "fault": "", "report": "", "tokens_in": 0, "tokens_out": 0, "cost": 0}
    row = blank | facts | {"id": number, "at": change.now}
    await change.run(insert(trial), {"community": change.community} | row)
    await change.alarm(KIND, str(number), change.now)
    return await get(change, number)


async def get(look: Look, number: int) -> Trial:
    """The trial of this number; LookupError if there is none."""
    found = await _trials(look, t.id == number)
    if not found:
        raise LookupError(f"There is no trial {number}.")
    return found[0]


async def of(look: Look, proposal: int) -> list[Trial]:
    """The trials of a proposal, the oldest first."""
    return await _trials(look, t.proposal == proposal)


async def tests(look: Look, who: int) -> list[Trial]:
    """What a member has tried without proposing it, the oldest first."""
    return await _trials(look, t.proposal == 0, t.by == who)


async def _trials(look: Look, *where: sa.ColumnElement[bool]) -> list[Trial]:
    query = select(*FACTS).where(t.community == look.community, *where).order_by(t.id)
    return [Trial(**row._asdict()) for row in await look.rows(query)]


async def claim(change: Change, number: int) -> int | None:
    """Take the lease of a trial; the fence its result must show, None where there is nothing to do now."""
    one = await get(change, number)
    if one.over:
        await change.disarm(KIND, str(number))
        return None
    await alarms.postpone(change, KIND, str(number), change.now + LEASE + timedelta(seconds=1))
    return await leases.claim(change, one.job, LEASE)


async def heard(change: Change, one: Trial, fence: int, record: Record) -> bool:
    """Keep an answer and the lease; False for a worker who has lost it."""
    if not await leases.renew(change, one.job, fence, LEASE):
        return False
    row = {"community": change.community, "trial": one.id} | asdict(record)
    await change.run(insert(answer).values(**row).on_conflict_do_nothing())
    await alarms.postpone(change, KIND, str(one.id), change.now + LEASE + timedelta(seconds=1))
    return True


async def records(look: Look, number: int) -> list[Record]:
    """The answers of a trial so far, in the order of their seats."""
    rows = await look.rows(select(*SAID).where(a.community == look.community, a.trial == number))
    found = [Record(**row._asdict() | {"places": tuple(map(tuple, row.places))}) for row in rows]
    return sorted(found, key=lambda one: one.seat)


async def later(change: Change, one: Trial, fence: int, why: str, wait: timedelta = timedelta()) -> bool:
    """Go on after a while, with what was answered; False for a worker who has lost the lease."""
    if not await leases.renew(change, one.job, fence, LEASE):
        return False
    await leases.release(change, one.job, fence)
    await _put(change, one.id, fault=why)
    after = max(min(timedelta(minutes=2 ** min(fence, 10)), LATEST), wait)
    await alarms.postpone(change, KIND, str(one.id), change.now + after)
    return True


async def anew(change: Change, one: Trial, model: Mapping[str, Any]) -> None:
    """Another model is asked from now on, so what the last one has said does not count."""
    await _forget(change, one.id)
    await _put(change, one.id, model=dict(model), fault="")


async def conclude(
    change: Change, one: Trial, fence: int, state: str, report: bytes, said: Sequence[Record]
) -> bool:
    """Keep the report, book its hash, and forget the answers; False for a worker who has lost the lease."""
    if not await leases.finish(change, one.job, fence):
        return False
    mark = await blobs.put(change, report)
    sums = {name: sum(getattr(each, name) for each in said) for name in ("tokens_in", "tokens_out", "cost")}
    await _put(change, one.id, state=state, report=mark, fault="", **sums)
    await _forget(change, one.id)
    await change.disarm(KIND, str(one.id))
    if one.proposal:
        data = {"proposal": one.proposal, "prompt": one.prompt, "report": mark, "state": state}
        await ledger.post(change, one.job, KIND, by=0, why=f"proposal/{one.proposal}", data=data)
    return True


async def stop(change: Change, one: Trial) -> None:
    """End a trial that nobody needs any more; it does not count."""
    await change.disarm(KIND, str(one.id))
    await _forget(change, one.id)
    await change.run(delete(trial).where(t.community == change.community, t.id == one.id))


async def used(look: Look, since: datetime, without: int) -> list[tuple[int, int]]:
    """Tokens in and out of every other trial that began since then."""
    mine = t.community == look.community, t.at >= since, t.id != without
    done = await look.rows(select(t.tokens_in, t.tokens_out).where(*mine, t.state != RUNNING))
    same = t.community == a.community, t.id == a.trial
    sums = func.sum(a.tokens_in).label("tokens_in"), func.sum(a.tokens_out).label("tokens_out")
    going = select(*sums).select_from(answer.join(trial, sa.and_(*same))).where(*mine, t.state == RUNNING)
    rows = [*done, *await look.rows(going.group_by(a.trial))]
    return [(int(row.tokens_in), int(row.tokens_out)) for row in rows]


async def _put(change: Change, number: int, **facts: Any) -> None:
    await change.run(update(trial).where(t.community == change.community, t.id == number).values(**facts))


async def _forget(change: Change, number: int) -> None:
    await change.run(delete(answer).where(a.community == change.community, a.trial == number))
