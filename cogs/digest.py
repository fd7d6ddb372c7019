"""The month: frozen when it is over, judged outside any transaction, and proposed (REWARDS 1.1 to 1.5)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Annotated, Any

from bot.card import Card, File, Grid
from bot.command import MODERATOR, Arg, Cog, Context, alarm, command, extended, task
from bot.deps import Deps
from cogs import details, scoring
from cogs.amounts import spelled
from cogs.monthly import MOST_ROWS, holds, renew
from rules import digest as rules
from rules import ledger as accounts
from rules import months
from rules.errors import Refusal
from rules.moments import Month, when
from storage import freezing, judging, members, payouts, runs
from storage.store import Change, Look, Store

When = Annotated[Month | None, Arg("which month, such as 2026-11")]
AWAY = "The bot was away, so there is more time for objections."


class Digest(Cog):
    """Each step is a row and an alarm: a second process, press or start finds it and continues."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("digest preview")
    async def preview(self, ctx: Context, look: Look) -> Card:
        """What the current month holds so far."""
        month = await runs.this_month(look)
        digest = await freezing.gathered(look, month)
        due = when(await runs.freeze_at(look, month), await runs.zone(look))
        found = holds(digest)
        body = f"{found[:1].upper()}{found[1:]} so far. Frozen on {due}; until then it can be corrected."
        table = await people(look, digest) if digest["contributors"] else None
        return Card(body, title=f"{month.title} so far", table=table)

    @command("digest show")
    async def show(self, ctx: Context, look: Look, month: When = None) -> Card:
        """What a frozen month holds, with its hash."""
        run = await runs.get(look, str(month)) if month else await runs.latest(look)
        digest = await runs.digest(look, run.month) if run else None
        if run is None or digest is None:
            late = f"{run.title} is not frozen yet" if run else "No month has been frozen yet"
            raise Refusal(f"{late}; `digest preview` shows what the current one holds.")
        data = accounts.canonical(digest).encode()
        file = File(
            f"digest-{run.month}.json",
            data,
            alt="what was judged, with numbers for people and hashes for texts",
        )
        fields = (
            ("Holds", holds(digest)),
            ("Budget", await spelled(look, run.pots)),
            ("State", run.state),
            ("SHA-256", run.hash),
            ("Prompt", run.prompt[: accounts.SHOWN]),
        )
        return Card("", title=f"Digest of {run.title}", fields=fields, files=(file,))

    @command("digest run", role=MODERATOR)
    async def run(self, ctx: Context, change: Change, month: When = None) -> Card:
        """Freeze a month that is over without waiting any longer."""
        now = await runs.this_month(change)
        wanted = month or now.previous()
        if wanted >= now:
            over = when(wanted.end(await runs.zone(change)), await runs.zone(change))
            raise Refusal(f"{wanted.title} is not over; it can be frozen from {over}.")
        run = await runs.find(change, str(wanted))
        if run is None:
            raise Refusal(f"There is nothing to freeze in {wanted.title}: this community began later.")
        if run.state in (months.FROZEN, months.SCORING):
            await change.alarm("score", run.month, change.now)
            return Card(f"{wanted.title} is frozen already and is being judged.")
        if run.state != months.OPEN:
            return Card(f"{wanted.title} was frozen already: {STANDS[run.state]}.")
        await change.alarm("freeze", run.month, change.now)
        return Card(f"{wanted.title} is frozen now; its rewards are proposed in a moment.")

    @alarm("freeze")
    async def freeze(self, change: Change, subject: str) -> None:
        """Fix everything the rewards follow from; a month that is not over waits for its end."""
        month, run = Month.parse(subject), await runs.get(change, subject)
        if run.state != months.OPEN:
            return
        if change.now < month.end(await runs.zone(change)):
            await runs.arm(change, month)
            return
        await freezing.freeze(change, month)
        digest = await runs.digest(change, subject)
        if not (digest and digest["contributors"]):
            await judging.quiet(change, subject)
        await renew(change, subject)

    @task("score")
    async def score(self, store: Store, community: str, subject: str) -> None:
        """Have a frozen month judged."""
        async with store.read(community) as look:
            choice = (await runs.get(look, subject)).settings.get("choice", "")
        await scoring.score(self.deps.judge(choice), store, community, subject)

    @task("details")
    async def details(self, store: Store, community: str, subject: str) -> None:
        """Show chart and reasons of a proposal."""
        await details.show(store, community, subject, draw=self.deps.charts)

    @alarm("window")
    async def close(self, change: Change, subject: str) -> None:
        """The objection window is over: the treasurers are asked."""
        run = await runs.get(change, subject)
        if run.state != months.PROPOSED or run.payout is None:
            return
        if await payouts.totals(change, run.payout, payouts.UNPAID):
            await change.alarm("payout.open", str(run.payout), change.now)
        else:
            await payouts.set_state(change, run.payout, payouts.PAID)
            await change.alarm("rewards.paid", subject, change.now)
        await renew(change, subject)

    @extended("window")
    async def prolonged(self, change: Change, subject: str, end: datetime) -> None:
        """An outage has moved the end of the window; the card says so."""
        run = await runs.get(change, subject)
        await runs.put(change, subject, window=end)
        if run.payout is not None:
            await payouts.reopen(change, run.payout, end)
        await renew(change, subject, AWAY)


STANDS = {
    months.PROPOSED: "its rewards are proposed",
    months.APPROVED: "its rewards are paid in part",
    months.PAID: "its rewards are paid",
    months.QUIET: "nothing counted, so nothing is paid",
    months.CARRIED: "it is judged together with the next month",
    months.PEOPLE: "treasurers decide what becomes of it",
    months.REJECTED: "treasurers decide what becomes of it",
}


async def people(look: Look, digest: dict[str, Any]) -> Grid:
    """Who is in the month so far, and with what."""
    logged, praised, attested = Counter[int](), Counter[int](), Counter[int]()
    for work in digest["works"]:
        for one in work["for"]:
            (praised if work["kind"] == rules.PRAISE else logged)[one] += 1
            attested[one] += len(work["attested"])
    there = digest["contributors"]
    ranked = sorted(there, key=lambda one: (-(logged[one] + praised[one]), one))[:MOST_ROWS]
    names = await members.names(look, ranked)
    rows = [(names[one], *(f"{what[one]:,}" for what in (logged, praised, attested))) for one in ranked]
    if len(there) > MOST_ROWS:
        rows.append((f"… and {len(there) - MOST_ROWS:,} more", "", "", ""))
    return Grid(("Who", "Contributions", "Praised", "Attested"), tuple(rows))
