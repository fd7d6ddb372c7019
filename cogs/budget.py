"""Budgets: what may be spent each month, opened as the month begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.card import CHAIN, Card, Grid
from bot.command import Cog, Context, alarm, command
from bot.deps import Deps
from cogs.corrections import SOURCES, takes_over
from rules import gates as rules
from rules import moments
from rules.amounts import figure, show
from rules.ledger import SHOWN
from rules.moments import Month
from storage import assets, budgets, communities, gates, ledger, runs
from storage.store import Change, Look

TOPIC, GATE, LOCKED = "general", "budget.gate", budgets.LOCKED


class Budget(Cog):
    """They come from genesis and from proposals."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("budget list")
    async def list(self, ctx: Context, look: Look) -> Card:
        """What may be spent each month, and until when."""
        rows = []
        for one in await budgets.every(look):
            asset = await assets.get(look, one.asset)
            last = Month.parse(one.first).plus(one.months - 1)
            state = f"until {last.title}" if one.state == budgets.ACTIVE else one.state
            name = f"#{one.id} {one.purpose}, from {SOURCES[one.source]}"
            left = figure(await budgets.free(look, one), asset)
            rows.append((name, show(one.amount, asset), left, state))
        if not rows:
            return Card("There is no budget yet.")
        body = "\n".join([await lock(look, one) for one in await budgets.every(look) if one.state == LOCKED])
        return Card(body, title="Budgets", table=Grid(("Budget", "A month", "Left", "Lasts"), tuple(rows)))

    @alarm(GATE)
    async def gate(self, change: Change, subject: str) -> None:
        """Once a day it is looked whether the community has reached what a budget waits for (RULES 5)."""
        one = await budgets.find(change, int(subject))
        if one is None or one.state != LOCKED:
            return
        figures = await gates.figures(change, one.gate["window"])
        if rules.reached(one.gate, figures):
            await unlocked(change, one, figures)
        else:
            await watch(change, one.id)

    @alarm("budget.period")
    async def period(self, change: Change, subject: str) -> None:
        """A month begins: its budgets are opened."""
        month = Month.parse(subject)
        await budgets.close_periods(change, month)
        await budgets.open_period(change, month)
        zone = moments.zone((await communities.get(change)).zone)
        await change.alarm("budget.period", str(month.next()), month.next().start(zone))


async def watch(change: Change, number: int) -> None:
    """Look at a gate when the next day of the community begins."""
    zone = moments.zone((await communities.get(change)).zone)
    tomorrow = change.now.astimezone(zone).date() + timedelta(days=1)
    await change.alarm(GATE, str(number), moments.midnight(tomorrow, zone))


async def unlocked(change: Change, one: budgets.Budget, figures: Mapping[str, int]) -> None:
    """A gate opens by itself and says so; the budget begins, in place of the one before."""
    month = await runs.this_month(change)
    first = await takes_over(change, one.purpose, one.asset, month, budgets.ACTIVE)
    await budgets.unlock(change, one.id, first)
    data = {"budget": one.id, "figures": dict(figures), "first": str(first)}
    why = f"budget/{one.id}"
    await ledger.post(change, f"{why}/gate", "gate", by=0, why=why, data=data)
    await budgets.open_period(change, month)
    told = f"There are {rules.told(one.gate, figures)}, so budget #{one.id} begins with {first.title}."
    amount = f"{show(one.amount, await assets.get(change, one.asset))} a month"
    facts = (("Budget", f"{amount} for {one.purpose}"), (CHAIN, change.head[:SHOWN]))
    await change.say(TOPIC, Card(told, title=f"Budget #{one.id} opens", fields=facts, tone="good"))


async def lock(look: Look, one: budgets.Budget) -> str:
    """What a budget waits for, and how far the community is."""
    far = rules.told(one.gate, await gates.figures(look, one.gate["window"]))
    return f"#{one.id} opens with {rules.asked(one.gate)}; now there are {far}."
