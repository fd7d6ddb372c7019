"""Having a prompt tried, outside any transaction: every answer is kept as it comes, the report needs the fence (REWARDS 2)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog

from cogs import counting, prompting
from cogs.scoring import LostError, shown, told
from prompts import evidence
from prompts import trial as trying
from prompts.calls import Calls, Limits
from prompts.faults import CapFault, Fault
from prompts.trial import Subject
from rules import judgement, months, tried
from rules.proposals import DISCUSSION
from storage import adopted, blobs, parameters, runs, trials
from storage import proposals as store

if TYPE_CHECKING:
    from prompts.judge import Model
    from storage.proposals import Proposal
    from storage.store import Change, Look, Store
    from storage.trials import Trial

log = structlog.get_logger()
CAPPED = "the trials of this month have reached their spending cap"
TESTS = 4  # their part of the cap is one of so many
TEST = (trying.NEW, trying.NOW)  # what somebody's own test asks


class Kept:
    """Where the answers of a trial go: each in one change, together with the lease that allows it."""

    def __init__(self, db: Store, community: str, one: Trial, fence: int, known: Sequence[Any]) -> None:
        self.db, self.community, self.one, self.fence, self.known = db, community, one, fence, known

    async def keep(self, record: judgement.Record) -> None:
        if not await self.db.act(self.community, lambda change: self._kept(change, record)):
            raise LostError

    async def _kept(self, change: Change, record: judgement.Record) -> bool:
        """Whether it is still wanted, and still ours."""
        if not await wanted(change, self.one):
            await trials.stop(change, self.one)
            return False
        return await trials.heard(change, self.one, self.fence, record)


async def start(change: Change, one: Proposal) -> None:
    """Have the prompt of a proposal tried, unless that was done, or is being done, with this very text."""
    for old in await trials.of(change, one.id):
        if not old.over and not prompting.same(old, one):
            await trials.stop(change, old)
    if await counting.returns(change, one.payload) or await prompting.last(change, one):
        return
    await begin(change, one.id, one.by, one.payload["prompt"], one.payload["curve"])


async def begin(change: Change, proposal: int, by: int, prompt: str, curve: str) -> Trial:
    """Fix what a trial is about; the random bytes are drawn once everything else is known."""
    found = [[one.month, one.hash] for one in await _frozen(change)]
    active = (await adopted.now(change)).hash
    facts = {"proposal": proposal, "by": by, "prompt": prompt, "active": active, "curve": curve}
    return await trials.begin(change, **facts, months=found, model={}, drawn=secrets.token_hex(32))


async def _frozen(look: Look) -> list[runs.Run]:
    """The last months that hold something, as they were frozen."""
    past = [one for one in await runs.every(look) if one.hash and one.state != months.CARRIED]
    held = [one for one in past if (await runs.digest(look, one.month) or {}).get("contributors")]
    return sorted(held, key=lambda one: one.month)[-trying.MOST :]


async def subject(look: Look, one: Trial) -> Subject:
    """What a trial asks: both prompts, the months with the texts that are still there, and its seed."""
    candidate, active = [await adopted.text(look, mark) for mark in (one.prompt, one.active)]
    own = tuple([await shown(look, month) for month, _ in one.months])
    seed = tried.seed(one.prompt, one.active, one.months, one.drawn)
    return Subject(candidate, active, own, seed, reader=bool(one.model.get("reader")))


async def ask(judge: Model, db: Store, community: str, one: Trial, fence: int) -> tuple[Any, str]:
    """All answers of a trial, and why some are missing, if the spending cap ended it; Fault, LostError."""
    async with db.read(community) as look:
        what, known = await subject(look, one), await trials.records(look, one.id)
        begins = (await runs.this_month(look)).start(await runs.zone(look))
        others = await trials.used(look, begins, without=one.id)
    trial = trying.Trial(what, () if one.proposal else TEST)
    kept = Kept(db, community, one, fence, known)
    limits = judge.trials if one.proposal else part(judge.trials)
    async with judge.client() as client:
        calls = Calls(client, judge.endpoint, limits, kept, judge.report, others)
        try:
            await trying.ask(trial, calls)
        except CapFault:
            return (trial, calls.records), CAPPED
    return (trial, calls.records), ""


def part(limits: Limits) -> Limits:
    """What members' own tests leave to proposals: they end at a quarter of the cap, whoever has used it."""
    return Limits(-(-limits.tokens // TESTS), -(-limits.cents // TESTS))


async def next_month(look: Look, one: Trial) -> datetime | None:
    """When a proposal's trial may go on that has met the cap; None where others have used nothing, or it has waited before."""
    zone, month = await runs.zone(look), await runs.this_month(look)
    begins = month.start(zone)
    if not one.proposal or one.at < begins or not await trials.used(look, begins, without=one.id):
        return None
    return month.end(zone)


async def report(look: Look, one: Trial, heard: Any, stopped: str) -> dict[str, Any]:
    """What a trial comes to."""
    trial, records = heard
    values = await parameters.every(look)
    curve = one.curve or await adopted.curve(look, await adopted.now(look), values["reward_curve"])
    measured = evidence.gathered(trial, records, curve, values["reward_cap"])
    used = {
        "answers": len(records),
        "tokens_in": sum(each.tokens_in for each in records),
        "tokens_out": sum(each.tokens_out for each in records),
        "microcents": sum(each.cost for each in records),
    }
    facts = {
        "community": look.community, "proposal": one.proposal, "trial": one.id, "prompt": one.prompt,
        "active": one.active, "curve": curve, "cap": values["reward_cap"], "months": one.months,
        "model": one.model, "drawn": one.drawn, "seed": trial.subject.seed, "used": used,
    }  # fmt: skip
    return tried.written(facts, measured, stopped)


def state_of(one: Trial, found: Mapping[str, Any]) -> str:
    """What a trial is after its report; somebody's own test decides nothing."""
    return str(found["verdict"]) if one.proposal else trials.PASSED


async def wanted(look: Look, one: Trial) -> bool:
    """Whether anything still waits for a trial; a prompt whose author left is not kept."""
    if not one.proposal:
        return await blobs.get(look, one.prompt) is not None
    asks = await store.get(look, one.proposal)
    return asks.state == DISCUSSION and prompting.same(one, asks)


async def failed(db: Store, community: str, one: Trial, fence: int, fault: Fault) -> None:
    """Go on later, from where it stopped."""
    log.warning("the model was not reached", community=community, trial=one.id, why=str(fault))
    wait = min(timedelta(seconds=fault.wait or 0), timedelta(days=1))
    await db.act(community, lambda change: trials.later(change, one, fence, told(fault), wait))
