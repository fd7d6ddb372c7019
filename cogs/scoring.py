"""Having a month judged, outside any transaction: every answer is kept as it comes, the last change needs the fence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import structlog

from bot import progress
from bot.card import Card
from cogs.monthly import TOPIC, renew
from prompts import faults, scorer
from prompts.faults import CapFault, Fault
from prompts.scorer import Case, Draft, DraftError, Embedded, Scorer
from rules import digest as rules
from rules.judgement import Record
from rules.moments import Month
from storage import blobs, bundles, communities, judging, members, runs
from storage.runs import Run
from storage.store import Change, Look, Store

log = structlog.get_logger()
SHOWN_EVERY = timedelta(seconds=30)
LONGEST_WAIT = timedelta(days=1)  # a model that asks for more leaves the month to people
SAID: Sequence[tuple[type[Fault], str]] = (
    (faults.KeyFault, "the model's key is refused"),
    (faults.QuotaFault, "the account for the model is empty"),
    (faults.ModelFault, "there is no such model"),
    (faults.CapFault, "the run has reached its spending cap"),
    (faults.RequestFault, "the model's endpoint refuses the request"),
    (faults.BusyFault, "the model is overloaded"),
    (faults.TimeoutFault, "the model does not answer in time"),
    (faults.GarbledFault, "something else than a model answers"),
    (faults.ServerFault, "the model's endpoint fails by itself"),
    (faults.NetworkFault, "the model cannot be reached"),
)


class LostError(Exception):
    """Another worker has taken the scoring over."""


class Lease(NamedTuple):
    """What allows a worker to make something of an answer: its fence, and the judging it was taken for."""

    fence: int
    turn: int


class Kept:
    """Where a scorer's answers go: each in one change, together with the lease that allows it."""

    def __init__(self, store: Store, community: str, run: Run, fence: int, known: Sequence[Record]) -> None:
        self.store, self.community, self.run, self.fence, self.known = store, community, run, fence, known
        self.shown = store.clock()

    async def keep(self, record: Record) -> None:
        show = self.store.clock() >= self.shown + SHOWN_EVERY
        self.shown = self.store.clock() if show else self.shown

        async def work(change: Change) -> bool:
            if not await judging.heard(change, self.run.month, self.fence, record, self.run.tries):
                return False
            if show:
                await renew(change, self.run.month)
            return True

        if not await self.store.act(self.community, work):
            raise LostError


async def score(judge: Scorer, store: Store, community: str, month: str) -> None:
    """Ask the scorer; only the holder of the fence may make something of its answer."""
    lease = await store.act(community, lambda change: begin(change, month, judge))
    if lease is None:
        return
    try:
        scores = await asked(judge, store, community, month, lease)
    except LostError:
        log.warning("another process judges this month", community=community, month=month)
    except DraftError as error:
        await give_up(store, community, month, lease, answered=True, why=str(error))
    except Fault as fault:
        log.warning("the model was not reached", community=community, month=month, why=str(fault))
        why, wait = told(fault), timedelta(seconds=fault.wait or 0)
        hopeless = isinstance(fault, CapFault) or wait > LONGEST_WAIT
        await give_up(store, community, month, lease, answered=hopeless, why=why, wait=wait)
    except Exception:
        log.exception("the scorer failed", community=community, month=month)
        await give_up(store, community, month, lease, answered=False)
    else:
        await store.act(community, lambda change: propose(change, month, lease, scores))


async def begin(change: Change, month: str, judge: Scorer) -> Lease | None:
    """Take the lease of a scoring, and keep what the model is told; None where there is nothing to do now."""
    if judge.frame:
        await blobs.put(change, judge.frame.encode())
    fence = await judging.begin(change, month, judge.model)
    return None if fence is None else Lease(fence, (await runs.get(change, month)).tries)


async def asked(judge: Scorer, store: Store, community: str, month: str, lease: Lease) -> dict[int, int]:
    """The scores of a month, asked for unless they are stored; whatever goes wrong is raised."""
    async with store.read(community) as look:
        run, known = await runs.get(look, month), await bundles.records(look, await runs.get(look, month))
        case = await case_of(look, run)
        drafted = await runs.drafted(look, month, run.tries)
    if run.tries != lease.turn:
        raise LostError
    judge = Embedded() if run.settings.get("baseline") else judge
    if drafted is None:
        same_model(run, judge, known)
        total = len(case.digest["contributors"])
        progress.report(f"scoring {run.title}", 0, total)
        draft = await judge.score(case, Kept(store, community, run, lease.fence, known))
        await store.act(community, lambda change: keep(change, run, judge, draft))
        progress.report(f"scoring {run.title}", total, total)
    if "model" in run.settings:
        await watched(judge, store, community, run, case, lease)
    async with store.read(community) as look:
        return checked(await runs.drafted(look, month, run.tries), case.digest)


async def watched(judge: Scorer, store: Store, community: str, run: Run, case: Case, lease: Lease) -> None:
    """Ask what nobody is paid by; whatever prevents that is written down, and the month goes on."""
    async with store.read(community) as look:
        known = await bundles.records(look, run)
    try:
        same_model(run, judge, known)
        why = await judge.watch(case, Kept(store, community, run, lease.fence, known))
    except LostError:
        raise
    except DraftError as error:
        why = str(error)
    except Fault as fault:
        log.warning("the model was not watched", community=community, month=run.month, why=str(fault))
        why = told(fault)
    except Exception:
        log.exception("watching the model failed", community=community, month=run.month)
        why = "the check itself failed"
    if why:
        await store.act(community, lambda change: runs.put(change, run.month, unmeasured=why))


async def case_of(look: Look, run: Run) -> Case:
    """A frozen month with the texts and names that its digest lacks."""
    seed, prompt = rules.seed_of(run.seed, run.tries), await prompt_of(look, run)
    case = await shown(look, run.month, texts=bool(run.settings.get("model")))
    return replace(case, prompt=prompt, seed=seed, settings=run.settings)


async def shown(look: Look, month: str, *, texts: bool = True) -> Case:
    """A frozen month as a model may be shown it, without what it is judged by."""
    digest = await runs.digest(look, month) or {}
    said = await bundles.published(look, digest) if texts else {}
    return Case(
        digest,
        prompt="",
        seed="",
        texts={int(place): text["text"] for place, text in said.items()},
        names=await members.called(look),
        community=(await communities.get(look)).name,
        title=Month.parse(month).title,
    )


def same_model(run: Run, judge: Scorer, known: Sequence[Record]) -> None:
    """A month is judged by one model; DraftError where it was changed in between."""
    began: Mapping[str, Any] = run.settings.get("model", {})
    if known and dict(judge.model) != began:
        raise DraftError(f"the model was changed while {began.get('name')} was judging this month")


async def prompt_of(look: Look, run: Run) -> str:
    """The text of the prompt that judges a run; DraftError where a model would need it and it is not kept."""
    kept = await blobs.get(look, run.prompt)
    if kept is None and "model" in run.settings:
        raise DraftError("the prompt of this month is not kept here")
    return kept.decode() if kept else ""


async def keep(change: Change, run: Run, judge: Scorer, draft: Draft) -> None:
    """Keep an answer the moment it arrives; the first of an attempt stays."""
    said = {str(one): score for one, score in draft.scores.items()}
    why = {str(one): {"text": told.text, "works": list(told.works)} for one, told in draft.reasons.items()}
    who = {"scorer": judge.name, "version": judge.version}
    await runs.keep_draft(change, run.month, run.tries, scores=said, reasons=why, raw=draft.raw, **who)


def checked(kept: runs.Drafted | None, digest: Mapping[str, Any]) -> dict[int, int]:
    """The scores of a kept answer; DraftError where they cannot be used."""
    if kept is None:
        raise DraftError("there is no answer")
    return scorer.checked(Draft({int(one): score for one, score in kept.scores.items()}), digest)


def told(fault: Fault) -> str:
    """A fault as everybody may read it; addresses and the endpoint's words are for the operator's log."""
    return next((said for kind, said in SAID if isinstance(fault, kind)), "the model cannot be asked")


async def give_up(
    store: Store,
    community: str,
    month: str,
    lease: Lease,
    *,
    answered: bool,
    why: str = "",
    wait: timedelta = timedelta(),
) -> None:
    """Try again later; after an answer that cannot be used, or several failures, people decide."""
    facts: dict[str, Any] = {"answered": answered, "why": why, "wait": wait, "turn": lease.turn}

    async def work(change: Change) -> None:
        ended = await judging.failed(change, month, lease.fence, **facts)
        await renew(change, month)
        if ended:
            treasurers = tuple(await members.holders(change, "treasurer"))
            cause = f": {why}" if why else ""
            body = f"The scorer gave no answer that can be used{cause}. What happens now is for the treasurers to choose."
            post = Card(body, tone="warn", mentions=treasurers)
            await change.say(TOPIC, post, thread=f"run/{month}")

    await store.act(community, work)


async def propose(change: Change, month: str, lease: Lease, scores: dict[int, int]) -> None:
    """Make amounts of the scores and show them, with chart and reasons a moment later."""
    if await judging.conclude(change, month, lease.fence, scores, lease.turn):
        await renew(change, month)
        await change.alarm("details", month, change.now)
