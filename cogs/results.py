"""The picture of how a vote came out: what was cast for what, beside what it took."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.card import Card, File
from bot.command import Cog, task
from cogs import charts, choosing, counting, debating, deciding, drawing
from cogs.charts import Bar
from rules import verdict
from rules.forms import Form
from rules.verdict import Figure
from storage import assets
from storage import proposals as store

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.proposals import Proposal
    from storage.store import Change, Store

QUORUM, NEEDED = "quorum: at least this", "quorum: at least this; For: more than this"
MOST_TITLE = 200


class Results(Cog):
    """A picture is drawn outside any transaction, and only once."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @task(deciding.CHART)
    async def chart(self, db: Store, community: str, subject: str) -> None:
        """Post the chart of a vote that has closed in the thread of its proposal."""
        async with db.read(community) as look:
            one, figure = await store.get(look, int(subject)), await counting.shows(look)
            unit = (await assets.governance(look)).symbol
        picture = await asyncio.to_thread(drawn, one, figure, unit) if self.deps.charts else None

        async def say(change: Change) -> str:
            if picture:
                card = Card("", title=f"The vote on proposal #{one.id} in a picture", files=(picture,))
                await change.say(debating.TOPIC, card, thread=one.subject)
            return "said"

        async def work(change: Change) -> None:
            await change.once(f"{one.subject}/chart", say)
            await change.disarm(deciding.CHART, subject)

        await db.act(community, work)


def drawn(one: Proposal, figure: Figure, unit: str) -> File:
    """The chart of a result, and the same in words."""
    kind = choosing.form(one)
    pairs = kind is Form.COPELAND
    page = charts.bars_page(
        bars(one, figure),
        title=f"Result of proposal #{one.id}",
        head="points of the most possible" if pairs else f"share of all votes{_rounds(one)}",
        unit="" if pairs else unit,
        mark=QUORUM if kind else NEEDED,
        largest_first=False,
    )
    return File(f"result-{one.id}.png", page.png(), alt=alt(one))


def alt(one: Proposal) -> str:
    """What the picture shows in at most 1,000 characters."""
    title = drawing.spoken(one.title or "text erased", MOST_TITLE)
    lines = [line.removesuffix(".") for line in counting.printed(one)]
    return drawing.spoken(f"{title}: {'. '.join(lines)}.", charts.MOST_ALT)


def bars(one: Proposal, figure: Figure) -> list[Bar]:
    """A bar for each option, or for For, Against and Abstain, and one for what counts towards quorum."""
    base, found = one.result["base"], one.result
    quorum = percent(verdict.needed_power(base, one.terms["quorum"]), base)
    if kind := choosing.form(one):
        whole = "All ballots, of all votes" if kind is Form.COPELAND else "All ballots"
        return [*_options(one), Bar(whole, percent(found["cast"], base), figure(found["cast"]), quorum)]
    cast = [(name, found[name.lower()]) for name in debating.LABELS.values()]
    both = found["for"] + found["abstain"]
    beyond = verdict.for_beyond(found["against"], base, counting.thresholds(one))
    marks = {"For": None if beyond is None else percent(beyond, base)}
    return [
        *(Bar(name, percent(power, base), figure(power), marks.get(name)) for name, power in cast),
        Bar("For and Abstain", percent(both, base), figure(both), quorum),
    ]


def _options(one: Proposal) -> list[Bar]:
    """Each option in its order; where pairs are compared, as part of the points that it could have."""
    found, rivals = one.result, len(one.result["scores"]) - 1
    whole = 2 * rivals if choosing.form(one) is Form.COPELAND else found["base"]
    rows = zip(choosing.outcome(one), found["scores"], strict=True)
    return [
        Bar(name, percent(score, whole), shown, note="first" if n == found["winner"] else "")
        for n, ((name, shown), score) in enumerate(rows, 1)
    ]


def _rounds(one: Proposal) -> str:
    """Which round of a run-off is drawn."""
    return ", last round" if choosing.form(one) is Form.RANKED else ""


def percent(part: int, whole: int) -> float:
    """A part in percent, as a picture needs it."""
    return 100 * part / whole if whole else 0.0
