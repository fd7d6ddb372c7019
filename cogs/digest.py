"""The month: frozen when it is over, judged, and proposed (REWARDS 1.1 to 1.5)."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Annotated, Any

import structlog

from bot import progress
from bot.card import Card
from bot.command import MODERATOR, Arg, Cog, Context, alarm, command, extended, task
from bot.deps import Deps
from cogs.monthly import propose, quiet, what_counts
from prompts import scorer
from rules import bundle, months
from rules import digest as rules
from rules import ledger as accounts
from rules.errors import Refusal
from rules.moments import Month
from storage import activity, alarms, assets, budgets, communities, contributions, leases, ledger, members, parameters, payouts, runs
from storage.store import Change, Look, Store

LEASE = timedelta(minutes=10)
TOPIC = "rewards"
log = structlog.get_logger()
When = Annotated[Month | None, Arg("which month, such as 2026-11")]


class Digest(Cog):
    """Each step is a row and an alarm: a second process, a second press and a restart find it and continue."""

    def __init__(self, deps: Deps) -> None:
        self.scorer = deps.scorer

    @command("digest preview")
    async def preview(self, ctx: Context, look: Look) -> Card:
        """What the current month holds so far."""
        month = await runs.this_month(look)
        digest = await gathered(look, month)
        due = await runs.freeze_at(look, month)
        return Card(f"It is frozen on {due:%d %b %Y, %H:%M} UTC.", title=f"{month.title} so far", fields=what_counts(digest))

    @command("digest show")
    async def show(self, ctx: Context, look: Look, month: When = None) -> Card:
        """The frozen digest of a month and its hash."""
        run = await runs.get(look, str(month)) if month else await runs.latest(look)
        digest = await runs.digest(look, run.month) if run else None
        if run is None or digest is None:
            raise Refusal("No month has been frozen yet.")
        fields = (*what_counts(digest), ("State", run.state), ("Hash", run.hash), ("Prompt", run.prompt[: accounts.SHOWN]))
        return Card("", title=f"Digest of {run.title}", fields=fields)

    @command("digest run", role=MODERATOR)
    async def run(self, ctx: Context, change: Change, month: When = None) -> Card:
        """Freeze a month that is over without waiting any longer."""
        wanted = month or (await runs.this_month(change)).previous()
        run = await runs.find(change, str(wanted))
        if wanted >= await runs.this_month(change):
            raise Refusal(f"{wanted.title} is not over yet, so it cannot be frozen.")
        if run is None:
            raise Refusal(f"There was nothing to freeze in {wanted.title}: the community was founded later.")
        if run.state != months.OPEN:
            return Card(f"{wanted.title} is {run.state}.")
        await change.alarm("freeze", str(wanted), change.now)
        return Card(f"{wanted.title} is being frozen; its rewards are proposed in a moment.")

    @alarm("freeze")
    async def freeze(self, change: Change, subject: str) -> None:
        """Fix everything the rewards follow from, and arm the next month."""
        month = Month.parse(subject)
        run = await runs.get(change, subject)
        if run.state != months.OPEN:
            return
        if change.now < month.end(await runs.zone(change)):
            await runs.arm(change, month)
            return
        digest = await gathered(change, month)
        settings = await fixed(change)
        pots = await budgets.reserve(change, month)
        facts = {"hash": rules.fingerprint(digest), "prompt": scorer.prompt_hash(), "settings": settings, "pots": pots}
        await runs.keep_digest(change, subject, digest)
        await runs.move(change, subject, months.FROZEN, frozen=change.now, **facts)
        data = {"digest": facts["hash"], "prompt": facts["prompt"], "settings": settings, "pots": pots}
        await ledger.post(change, f"freeze/{subject}", "freeze", by=0, why=run.subject, data=data)
        await runs.put(change, subject, seed=_seed(facts["hash"], facts["prompt"]))
        await runs.arm(change, month.next())
        await change.alarm("score", subject, change.now)

    @task("score")
    async def score(self, store: Store, community: str, subject: str) -> None:
        """Ask the scorer outside any transaction; only the holder of the fence may keep what it said."""
        async with store.read(community) as look:
            run = await runs.get(look, subject)
            digest = await runs.digest(look, subject)
        if run.state not in (months.FROZEN, months.SCORING) or digest is None:
            await store.act(community, lambda change: change.disarm("score", subject))
            return
        job = f"score/{subject}/{run.tries}"
        fence = await store.act(community, lambda change: begin(change, subject, job))
        if fence is None:
            return
        progress.report("scoring", 0, 1)
        judge = scorer.Embedded() if run.settings.get("baseline") else self.scorer
        try:
            draft = await judge.score(digest, scorer.prompt(), run.seed)
            scores = scorer.checked(draft, digest)
        except Exception:
            log.exception("the scorer failed", community=community, month=subject)
            await store.act(community, lambda change: leave_to_people(change, subject, job, fence))
            return
        progress.report("scoring", 1, 1)
        await store.act(community, lambda change: conclude(change, subject, job, fence, judge, draft, scores))

    @alarm("window")
    async def close(self, change: Change, subject: str) -> None:
        """The objection window is over: the treasurers are asked."""
        run = await runs.get(change, subject)
        if run.state != months.PROPOSED or run.payout is None:
            return
        await change.alarm("payout.open", str(run.payout), change.now)

    @extended("window")
    async def prolonged(self, change: Change, subject: str, end: Any) -> None:
        """An outage has moved the end of the window; the card says so."""
        run = await runs.get(change, subject)
        await runs.put(change, subject, window=end)
        if run.payout is not None:
            await payouts.reopen(change, run.payout, end)
        await propose(change, subject, note="The bot was away, so the window is longer.")


def _seed(digest: str, prompt: str) -> str:
    """Nobody can choose it by a last edit: it is drawn after the digest is hashed (REWARDS 1.2)."""
    drawn = secrets.token_hex(32)
    return bundle.sha([digest, prompt, drawn])


async def gathered(look: Look, month: Month) -> dict[str, Any]:
    """The digest of a month as it stands."""
    place = await communities.get(look)
    works = [one for one in await contributions.of_month(look, str(month)) if one.state != contributions.WITHDRAWN]
    deeds = [
        rules.Deed(
            one.id, one.kind, one.by, one.receivers, one.what, one.hash, accounts.instant(one.at), one.category,
            one.minutes, bool(one.link), one.attested, one.flags,
        )
        for one in works
    ]  # fmt: skip
    people = await members.everybody(look)
    left = {one for work in works for one in work.receivers} - {one.id for one in people if one.takes_rewards}
    counted = {one.id for one in people if one.counts_activity}
    talk = {one: counts for one, counts in (await activity.of_month(look, str(month))).items() if one in counted}
    new = await members.new_members(look)
    return rules.build(look.community, str(month), place.zone, deeds, out=left, new=new, activity=talk)


async def fixed(look: Look) -> dict[str, Any]:
    """The parameters a run keeps from its freeze on."""
    now = await parameters.every(look)
    least = {one.symbol: now["min_line"] * 10**one.decimals for one in await assets.everything(look) if one.kind == "governance"}
    return {
        "curve": now["reward_curve"],
        "cap": now["reward_cap"],
        "min_line": least,
        "small_month": now["small_month"],
        "window": now["objection_window"],
        "needed": now["approvals_needed"],
    }


async def begin(change: Change, subject: str, job: str) -> int | None:
    """Take the lease of a scoring; None while somebody else holds it."""
    fence = await leases.claim(change, job, LEASE)
    if fence is None:
        await alarms.postpone(change, "score", subject, change.now + LEASE)
        return None
    if (await runs.get(change, subject)).state == months.FROZEN:
        await runs.move(change, subject, months.SCORING)
    await alarms.postpone(change, "score", subject, change.now + LEASE)
    return fence


async def leave_to_people(change: Change, subject: str, job: str, fence: int) -> None:
    """The scorer failed: no payment comes of it, and treasurers decide what to do."""
    if not await leases.finish(change, job, fence):
        return
    await runs.move(change, subject, months.PEOPLE)
    await change.disarm("score", subject)
    await change.alarm("carry", subject, change.now + months.CARRIES_AFTER)
    ways = "`rewards again`, `rewards baseline` or `rewards carry`"
    body = f"The scorer did not give an answer that can be used. Treasurers choose: {ways}. After 14 days the budget goes into the next month."
    title = f"{Month.parse(subject).title} needs people"
    await change.say(TOPIC, Card(body, title=title, tone="warn", mentions=tuple(await members.holders(change, "treasurer"))))


async def conclude(
    change: Change, subject: str, job: str, fence: int, judge: scorer.Scorer, draft: scorer.Draft, scores: dict[int, int]
) -> None:
    """Keep what was said and make amounts of it, unless the lease has gone to somebody else."""
    if not await leases.finish(change, job, fence):
        return
    run, digest = await runs.get(change, subject), await runs.digest(change, subject) or {}
    kept = {str(one): value for one, value in scores.items()}
    reasons = {str(one): text for one, text in draft.reasons.items()}
    await runs.keep_draft(change, subject, run.tries, scorer=judge.name, scores=kept, reasons=reasons, raw=draft.raw)
    amounts = bundle.amounts(scores, run.pots, run.settings, digest)
    await runs.put(change, subject, scores=kept, amounts=amounts, scorer=judge.name, version=judge.version)
    await change.disarm("score", subject)
    if not any(scores.values()) or not any(amounts.values()):
        await quiet(change, subject)
        return
    window = timedelta(seconds=run.settings["window"])
    due = [payouts.Due(int(one), asset, amount) for asset, lines in sorted(amounts.items()) for one, amount in sorted(lines.items(), key=lambda line: int(line[0]))]
    number = await payouts.file(
        change, "rewards", subject, due, by=0, reason=f"rewards for {subject}", source=accounts.reserved(subject),
        needed=run.settings["needed"], opens=change.now + window,
    )  # fmt: skip
    await runs.move(change, subject, months.PROPOSED, payout=number, window=change.now + window)
    await change.alarm("window", subject, change.now + window, period=window)
    await propose(change, subject)
