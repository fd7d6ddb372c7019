"""Trials of prompts: asked beside everything else, their reports posted, and what follows for the proposal (REWARDS 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import structlog

from bot.card import Card
from bot.command import Arg, Attachment, Cog, Context, command, task
from cogs import debating, prompting, trial_report, trying
from cogs.prompt import said
from cogs.scoring import LostError
from prompts import trial as plan
from prompts.faults import Fault
from prompts.judge import Model
from prompts.render import frame_hash
from rules import linter, moments, tried
from rules.errors import Refusal
from rules.ledger import canonical
from rules.reading import CHUNK
from rules.wording import count
from storage import blobs, parameters, runs, trials
from storage import proposals as store
from storage.trials import KIND, OPEN, PASSED

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.proposals import Proposal
    from storage.store import Change, Look, Store
    from storage.trials import Trial

log = structlog.get_logger()
AGAIN = timedelta(hours=6)  # until it is looked again whether there is a model by now
SIGNS_A_TOKEN, TOKENS_A_MEMBER, TOKENS_A_TEXT = 4, 60, 30
DAY = timedelta(days=1)  # a member tests once in it
ENDED = {
    trials.FAILED: "failed",
    trials.OPEN: "did not come to a decision",
}
Number = Annotated[int, Arg("number of the trial, as its proposal says", ge=1)]


class Trials(Cog):
    """One worker at a time asks; whoever takes over goes on from the answers that are kept."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    def judge(self, choice: str = "") -> Model | None:
        """The model that is asked; None where it is not configured."""
        one = self.deps.judge(choice)
        return one if isinstance(one, Model) else None

    async def _judge_of(self, look: Look, one: Trial) -> Model | None:
        """The model that the proposal would have judge."""
        asks = await store.get(look, one.proposal) if one.proposal else None
        return self.judge(asks.payload.get("settings", {}).get("model", "") if asks else "")

    @command("prompt trial")
    async def show(self, ctx: Context, look: Look, number: Number) -> Card:
        """Read the report of a trial, with the file from which anybody recomputes it."""
        one = await found(look, number, ctx.member)
        if not one.over or one.state == trials.STOPPED:
            return Card(await standing(look, one), private=not one.proposal)
        report = await reported(look, one)
        card = await trial_report.card(look, report, titled(one), draw=False)
        return replace(card, private=not one.proposal)

    @command("prompt test", private=True)
    async def test(
        self,
        ctx: Context,
        change: Change,
        text: Annotated[str, Arg("a prompt you think of", rest=True, most=linter.LONGEST)] = "",
        *,
        file: Annotated[Attachment | None, Arg("or the text as an .md file")] = None,
    ) -> Card:
        """See what another prompt would have paid in the last months, before you propose it; once a day."""
        wanted = await said(change, text, file, "")
        asked = await prompting.payload(change, wanted, "")
        if self.judge() is None:
            raise Refusal(
                "The linter finds nothing. No model is configured here, so it cannot be tried on past months."
            )
        mine = [one for one in await trials.tests(change, ctx.me) if one.at > change.now - DAY]
        if mine:
            raise Refusal(
                "You have tested a prompt within the last day; trials cost, so wait until tomorrow."
            )
        await blobs.put(change, wanted.encode())
        one = await trying.begin(change, 0, ctx.me, asked["prompt"], "")
        return Card(
            f"The linter finds nothing. It is tried on past months as trial {one.id}; you get a note with what comes out."
        )

    @task(KIND)
    async def run(self, db: Store, community: str, subject: str) -> None:
        """Ask what a trial still lacks, and post what it comes to."""
        taken = await db.act(community, lambda change: self._take(change, int(subject)))
        if taken is None:
            return
        one, fence, judge = taken
        try:
            heard, stopped = await trying.ask(judge, db, community, one, fence)
        except LostError:
            log.warning("another process tries this prompt", community=community, trial=subject)
            return
        except Fault as fault:
            await trying.failed(db, community, one, fence, fault)
            return
        async with db.read(community) as look:
            report = await trying.report(look, one, heard, stopped)
            waits = await trying.next_month(look, one) if stopped and report["verdict"] == OPEN else None
            title = titled(one, str(report["verdict"]))
            card = await trial_report.card(look, report, title, draw=self.deps.charts)
        if waits:
            await db.act(community, partial(wait, one=one, fence=fence, until=waits))
            return
        await db.act(community, partial(conclude, one=one, fence=fence, report=report, card=card))

    async def _take(self, change: Change, number: int) -> tuple[Trial, int, Model] | None:
        """The trial, the fence of whoever asks now, and whom; None where nothing is to be asked."""
        one = await trials.get(change, number)
        if one.over:
            await change.disarm(KIND, str(number))
            return None
        if not await trying.wanted(change, one):
            await trials.stop(change, one)
            return None
        judge = await self._judge_of(change, one)
        if judge is None:
            await change.alarm(KIND, str(number), change.now + AGAIN)
            return None
        fence = await trials.claim(change, number)
        if fence is None:
            return None
        model = dict(judge.model) | {"frame": frame_hash()}
        model |= {"reader": True} if await parameters.get(change, "reader") else {}
        if dict(one.model) != model:
            await trials.anew(change, one, model)
            one = await trials.get(change, number)
            await announce(change, one, judge)
        return one, fence, judge


async def announce(change: Change, one: Trial, judge: Model) -> None:
    """Say in the thread of the proposal what a trial will ask, before it does."""
    if not one.proposal:
        return
    calls, sent, answered = estimate(await trying.subject(change, one))
    cents = judge.endpoint.price_in * sent + judge.endpoint.price_out * answered
    price = f", about {cents / 100_000_000:,.2f} US dollars" if cents else ""
    told = f"Its trial begins: {calls:,} calls to {judge.name}, about {(sent + answered) / 1_000_000:.1f} million tokens{price}."
    asks = await store.get(change, one.proposal)
    await debating.step(change, asks, told)


def estimate(subject: plan.Subject) -> tuple[int, int, int]:
    """How many calls a trial makes, and about how many tokens are sent and answered, by one request of each stage."""
    trial = plan.Trial(subject)
    calls = sent = answered = 0
    for stage, seats in trial.stages.items():
        number = len(seats) * (1 if plan.whole(stage) else 2)
        rendered = trial.render(seats[0]).request
        calls += number
        sent += number * len(rendered.system + rendered.user) // SIGNS_A_TOKEN
        answered += number * TOKENS_A_MEMBER * len(trial.shown(seats[0])[1])
    if subject.reader:
        texts = trial.texts.texts.values()
        calls += -(-len(texts) // CHUNK)
        sent += sum(map(len, texts)) // SIGNS_A_TOKEN
        answered += TOKENS_A_TEXT * len(texts)
    return calls, sent, answered


async def wait(change: Change, one: Trial, fence: int, until: datetime) -> None:
    """Go on with the next month's cap; what was answered is kept."""
    if not await trials.later(change, one, fence, trying.CAPPED, until - change.now):
        return
    asks = await store.get(change, one.proposal)
    then = moments.when(until, await runs.zone(change))
    await debating.step(change, asks, f"Its trial goes on on {then}: {trying.CAPPED}.")
    await debating.show(change, asks)


async def conclude(change: Change, one: Trial, fence: int, report: Mapping[str, Any], card: Card) -> None:
    """Keep the report, post it, and let the proposal go on or back."""
    state = trying.state_of(one, report)
    if not await trials.conclude(change, one, fence, state, canonical(report).encode()):
        return
    if not one.proposal:
        await change.whisper(one.by, card)
        return
    await change.say(debating.TOPIC, card, thread=f"proposal/{one.proposal}")
    if await trying.wanted(change, one):
        asks = await store.get(change, one.proposal)
        await (passed(change, asks) if state == PASSED else stopped(change, asks, state))


async def passed(change: Change, one: Proposal) -> None:
    """The vote may open; at once, where only the trial was waited for."""
    if one.until is None:
        one = await store.put(change, one.id, why="", until=change.now)
        await change.alarm("proposal.open", str(one.id), change.now)
    await debating.show(change, one)


async def stopped(change: Change, one: Proposal, state: str) -> None:
    """Back to a draft, which an edit brings further, at most three times."""
    await change.disarm("proposal.open", str(one.id))
    left = trials.MOST - await trials.made(change, one.id)
    if left <= 0:
        await debating.cancel(
            change, one, "Its third trial did not pass either; what is learned can be proposed anew."
        )
        return
    again = f"`proposal edit` improves it; {count(left, 'trial is', 'trials are')} left."
    await debating.back(change, one, f"Its trial {ENDED[state]}: the report says why. {again}")


def titled(one: Trial, verdict: str = "") -> str:
    """What a report is called."""
    if not one.proposal:
        return f"Trial {one.id}, a test"
    return f"Trial {one.id}, of proposal #{one.proposal}: {verdict or one.state}"


async def found(look: Look, number: int, me: int | None) -> Trial:
    """The trial of this number, if it is not somebody else's own test; Refusal otherwise."""
    try:
        one = await trials.get(look, number)
    except LookupError:
        raise Refusal(
            f"There is no trial {number}; the card of a proposal for a prompt names its own."
        ) from None
    if not one.proposal and one.by != me:
        raise Refusal(f"Trial {number} is a member's own test.")
    return one


async def standing(look: Look, one: Trial) -> str:
    """Where a trial without a report stands."""
    if one.over:
        return f"Trial {one.id} was stopped: nothing waits for it any more."
    if not one.model:
        return f"Trial {one.id} has not begun."
    so_far = f" So far {one.fault}; it is tried again." if one.fault else ""
    return f"Trial {one.id} is under way: {count(len(await trials.records(look, one.id)), 'answer')} so far.{so_far}"


async def reported(look: Look, one: Trial) -> Mapping[str, Any]:
    """The report of a trial that is over."""
    data = await blobs.get(look, one.report) or b"{}"
    return tried.read(data)
