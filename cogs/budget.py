"""Budgets: what may be spent each month, and the admin's corrections of genesis until votes decide."""

from __future__ import annotations

from typing import Annotated

from bot.card import Card, Grid
from bot.command import ADMIN, Arg, Cog, Context, Money, alarm, command
from bot.deps import Deps
from rules import genesis as rules
from rules import ledger as accounts
from rules import moments, parameters
from rules.amounts import EXTERNAL, GOVERNANCE, LIMIT, Asset, figure, show
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import count
from storage import assets, budgets, communities, ledger, runs
from storage import parameters as values
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

    @command("setup budget", role=ADMIN, confirm=True)
    async def correct(
        self,
        ctx: Context,
        change: Change,
        amount: Annotated[Money, Arg("how much a month for rewards, such as 500 USDC")],
        months: Annotated[int, Arg("for how many months", ge=1, le=12)] = 3,
    ) -> Card:
        """Correct the first reward budget of an asset, until votes decide."""
        rules.may_correct(0)
        month = await runs.this_month(change)
        asset, source = amount.asset, budgets.MINT if amount.asset.kind == GOVERNANCE else budgets.TREASURY
        older = [
            one
            for one in await budgets.every(change)
            if one.purpose == budgets.REWARDS and one.asset == asset.symbol and one.state == "active"
        ]
        first = month.next() if any(one.covers(month) for one in older) else month
        if source == budgets.MINT:
            await within_plan(change, amount, months)
        for one in older:
            await budgets.end(change, one.id)
        number = await budgets.add(
            change, budgets.REWARDS, asset.symbol, source, amount.amount, first, months
        )
        data = {
            "budget": number,
            "asset": asset.symbol,
            "amount": amount.amount,
            "first": str(first),
            "months": months,
        }
        await ledger.post(
            change,
            f"correction/{await change.next('correction')}",
            "correction",
            by=ctx.me,
            why="genesis",
            data=data,
        )
        await budgets.open_period(change, month)
        each = f"{show(amount.amount, asset)} a month"
        told = f"Rewards: {each} from {first.title} for {count(months, 'month')}, from {SOURCES[source]}."
        await change.say(TOPIC, Card(told, title="Genesis corrected"))
        return Card(told, title=f"Budget {show(amount.amount, asset)} a month for rewards")

    @command("setup asset", role=ADMIN)
    async def asset(
        self,
        ctx: Context,
        change: Change,
        symbol: Annotated[str, Arg("such as USDC", most=12)],
        decimals: Annotated[int, Arg("decimals to count with", ge=0, le=9)] = 6,
    ) -> Card:
        """Add an external asset that the treasury can hold."""
        new = Asset(symbol.upper(), decimals, EXTERNAL)
        await assets.add(change, new)
        data = {"asset": new.symbol, "decimals": decimals}
        await ledger.post(change, f"asset/{new.symbol}", "asset", by=ctx.me, why="genesis", data=data)
        await change.say(TOPIC, Card(f"The treasury can hold {new.symbol} now."))
        return Card(f"{new.symbol} has {decimals} decimals here.")

    @command("setup parameter", role=ADMIN, confirm=True)
    async def parameter(
        self,
        ctx: Context,
        change: Change,
        name: Annotated[str, Arg("which, as `params show` lists them", most=60)],
        value: Annotated[str, Arg("its new value", rest=True, most=200)],
    ) -> Card:
        """Correct a parameter of genesis, until votes decide."""
        rules.may_correct(0)
        one = parameters.get(name)
        new, all_values = one.parse(value), await values.every(change)
        old = all_values[name]
        if new == old:
            raise Refusal(f"{name} is {one.show(old)} already.")
        parameters.check_all(all_values | {name: new})
        entry = await ledger.post(
            change,
            f"correction/{await change.next('correction')}",
            "parameter",
            by=ctx.me,
            why="genesis",
            data={"name": name, "value": new},
        )
        await values.put(change, {name: new}, entry.number)
        if name == "freeze_after":
            await rearm(change)
        await change.say(TOPIC, Card(f"{name}: {one.show(old)} → {one.show(new)}", title="Genesis corrected"))
        return Card(
            one.about.capitalize() + ".",
            title=f"Set {name} to {one.show(new)}",
            fields=(("Before", one.show(old)), ("Bounds", one.bounds)),
        )

    @command("params show")
    async def params(
        self, ctx: Context, look: Look, name: Annotated[str, Arg("which; all if left out", most=60)] = ""
    ) -> Card:
        """What the community has set."""
        now = await values.every(look)
        if not name:
            rows = tuple((one, parameters.get(one).show(value)) for one, value in now.items())
            return Card(
                "`params show NAME` tells what one is about.",
                title="Parameters",
                table=Grid(("Parameter", "Value"), rows),
            )
        one = parameters.get(name)
        since = [
            f"{one.show(value)} since {when:%d %b %Y} (entry {entry})"
            for value, entry, when in await values.history(look, name)
        ]
        fields = (
            ("Value", one.show(now[name])),
            ("Bounds", one.bounds),
            ("History", "; ".join(since) or "never set"),
        )
        return Card(one.about.capitalize() + ".", title=name, fields=fields)

    @alarm("budget.period")
    async def period(self, change: Change, subject: str) -> None:
        """A month begins: its budgets are opened."""
        month = Month.parse(subject)
        await budgets.close_periods(change, month)
        await budgets.open_period(change, month)
        zone = moments.zone((await communities.get(change)).zone)
        await change.alarm("budget.period", str(month.next()), month.next().start(zone))


async def within_plan(look: Look, amount: Money, months: int) -> None:
    """Refusal for reward budgets beyond the community's share of the plan, or beyond what can be counted."""
    now = await values.every(look)
    cap = now["supply_cap"] * 10**amount.asset.decimals
    planned = amount.amount * months
    minted = -await ledger.balance_of(look, accounts.ISSUANCE, amount.asset.symbol)
    if cap and minted + planned > cap * rules.PLAN["community"] // 10_000:
        raise Refusal("That is more than the community's share of the supply plan.")
    if (minted + planned) * parameters.weight(now) >= LIMIT:
        raise Refusal("Supply times the largest weight of a token must stay below 2^63.")


async def rearm(change: Change) -> None:
    """Move the freeze of every open month."""
    for run in await runs.every(change):
        if run.state == "open":
            await runs.arm(change, Month.parse(run.month))
