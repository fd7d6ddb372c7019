"""Trials of prompts: what is tried on which months, each answer the moment it comes, and the report (REWARDS 2)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Named, TypedColumns, delete, func, select, update

from rules.judgement import Record, recorded
from storage import adopted, alarms, blobs, leases, ledger, proposals
from storage.schema import Json, Moment, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

KIND = "trial"  # of alarms, leases and entries
RUNNING, PASSED, FAILED, OPEN = "running", "passed", "failed", "not decided"
ENDS = PASSED, FAILED, OPEN
STOPPED = "stopped"  # nobody needs it any more
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
h = leases.lease.c
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


async def made(look: Look, proposal: int) -> int:
    """How many trials a proposal has had; one of which nothing was asked is none."""
    mine = a.community == look.community, a.trial == t.id
    asked = sa.or_(t.state.in_(ENDS), t.tokens_in > 0, select(a.stage).where(*mine).exists())
    return len(await _trials(look, t.proposal == proposal, asked))


async def claim(change: Change, number: int) -> int | None:
    """Take the lease of a trial; the fence its result must show, None where there is nothing to do now.

    One trial of a community is asked at a time, so that all of them together keep the spending cap.
    """
    one = await get(change, number)
    if one.over:
        await change.disarm(KIND, str(number))
        return None
    await alarms.postpone(change, KIND, str(number), change.now + LEASE + timedelta(seconds=1))
    if await _busy(change, number):
        return None
    return await leases.claim(change, one.job, LEASE)


async def _busy(look: Look, number: int) -> bool:
    """Whether another trial is being asked."""
    others = [one.job for one in await _trials(look, t.state == RUNNING, t.id != number)]
    held = h.community == look.community, h.job.in_(others), h.until >= look.now, h.done.is_(None)
    return bool(others) and await look.value(select(h.job).where(*held).limit(1)) is not None


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
    return sorted((recorded(row._asdict()) for row in rows), key=lambda one: one.seat)


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
    await _spent(change, one.id)
    await _put(change, one.id, model=dict(model), fault="")


async def conclude(change: Change, one: Trial, fence: int, state: str, report: bytes) -> bool:
    """Keep the report, book its hash, and forget the answers; False for a worker who has lost the lease."""
    if not await leases.finish(change, one.job, fence):
        return False
    mark = await blobs.put(change, report)
    await _put(change, one.id, state=state, report=mark, fault="")
    await _spent(change, one.id)
    await change.disarm(KIND, str(one.id))
    if one.proposal:
        data = _booked(await get(change, one.id))
        await ledger.post(change, one.job, KIND, by=0, why=f"proposal/{one.proposal}", data=data)
    return True


async def stop(change: Change, one: Trial) -> None:
    """End a trial that nobody needs any more, whoever asks it now; what it has cost stays counted."""
    await change.disarm(KIND, str(one.id))
    await leases.end(change, one.job)
    await _spent(change, one.id)
    await _put(change, one.id, state=STOPPED, fault="")


async def erase(change: Change, who: int) -> None:
    """End what a member tries for themselves, and erase the reports; `who` may see them, and nobody else (RULES 7)."""
    mine = await tests(change, who)
    for one in mine:
        await stop(change, one)
        await _put(change, one.id, report="", prompt="", months=[])
    left = {mark for one in await _trials(change) for mark in (one.report, one.prompt)}
    left |= await proposals.prompts(change)
    await adopted.drop(change, {mark for one in mine for mark in (one.report, one.prompt)} - left)


async def used(look: Look, since: datetime, without: int) -> list[tuple[int, int]]:
    """Tokens in and out of every trial that began since then, but for the answers that are kept of one of them."""
    mine = t.community == look.community, t.at >= since
    done = await look.rows(select(t.tokens_in, t.tokens_out).where(*mine))
    same = t.community == a.community, t.id == a.trial
    sums = func.sum(a.tokens_in).label("tokens_in"), func.sum(a.tokens_out).label("tokens_out")
    going = select(*sums).select_from(answer.join(trial, sa.and_(*same))).where(*mine, t.id != without)
    rows = [*done, *await look.rows(going.group_by(a.trial))]
    return [(int(row.tokens_in), int(row.tokens_out)) for row in rows if row.tokens_in or row.tokens_out]


async def verify(look: Look) -> str:
    """The first trial whose report is not the one that was booked, in words, or nothing."""
    entries = await ledger.decisions(look, KIND)
    known = {one.job: one for one in await _trials(look)}
    for entry in entries:
        one, kept = known.pop(entry.id, None), await blobs.get(look, entry.data["report"])
        if one is None or _booked(one) != entry.data:
            return f"Trial {entry.id.partition('/')[2]} is not what was booked in entry {entry.number}."
        if hashlib.sha256(kept or b"").hexdigest() != one.report:
            return f"The report of trial {one.id} is not what was booked in entry {entry.number}."
    for one in known.values():
        if one.proposal and one.state in ENDS:
            return f"Trial {one.id} has come to an end that was never booked."
    passed = {(one.data["proposal"], one.data["report"]) for one in entries if one.data["state"] == PASSED}
    for each in await proposals.every(look):
        if each.terms.get("trial") and (each.id, each.terms["trial"]) not in passed:
            return f"The vote on proposal #{each.id} rests on a report that no trial of it came to."
    return ""


def _booked(one: Trial) -> dict[str, Any]:
    """What the entry of a trial holds."""
    return {"proposal": one.proposal, "prompt": one.prompt, "report": one.report, "state": one.state}


async def _put(change: Change, number: int, **facts: Any) -> None:
    await change.run(update(trial).where(t.community == change.community, t.id == number).values(**facts))


async def _spent(change: Change, number: int) -> None:
    """Forget the answers of a trial, and keep what they have cost."""
    mine, names = (a.community == change.community, a.trial == number), ("tokens_in", "tokens_out", "cost")
    query = select(*(func.coalesce(func.sum(a[name]), 0).label(name) for name in names)).where(*mine)
    (row,) = await change.rows(query)
    await _put(change, number, **{name: t[name] + int(getattr(row, name)) for name in names})
    await change.run(delete(answer).where(*mine))
