"""Budgets: what may be spent each month, opened as the month begins."""

from __future__ import annotations

from bot.card import Card, Grid
from bot.command import Cog, Context, alarm, command
from bot.deps import Deps
from rules import moments
from rules.amounts import figure, show
from rules.moments import Month
from storage import assets, budgets, communities
from storage.store import Change, Look

TOPIC = "general"
SOURCES = {budgets.MINT: "new tokens", budgets.TREASURY: "the treasury"}


class Budget(Cog):
    """Reward budgets come from genesis until proposals exist."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("budget list")
    async def list(self, ctx: Context, look: Look) -> Card:
        """What may be spent each month, and until when."""
        rows = []
        for one in await budgets.every(look):
            asset = await assets.get(look, one.asset)
            last = Month.parse(one.first).plus(one.months - 1)
            state = f"until {last.title}" if one.state == "active" else one.state
            name = f"#{one.id} {one.purpose}, from {SOURCES[one.source]}"
            left = figure(await budgets.free(look, one), asset)
            rows.append((name, show(one.amount, asset), left, state))
        if not rows:
            return Card("There is no budget yet.")
        return Card("", title="Budgets", table=Grid(("Budget", "A month", "Left", "Lasts"), tuple(rows)))

    @alarm("budget.period")
    async def period(self, change: Change, subject: str) -> None:
        """A month begins: its budgets are opened."""
        month = Month.parse(subject)
        await budgets.close_periods(change, month)
        await budgets.open_period(change, month)
        zone = moments.zone((await communities.get(change)).zone)
        await change.alarm("budget.period", str(month.next()), month.next().start(zone))
