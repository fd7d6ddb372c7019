"""The admin corrects genesis until the first vote opens: each time an entry and a post (RULES 1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from bot.card import CHAIN, Card
from bot.command import ADMIN, Arg, Cog, Context, Money, command
from cogs.seats import may_correct
from rules import genesis as rules
from rules import ledger as accounts
from rules import moments, parameters
from rules.amounts import EXTERNAL, GOVERNANCE, Asset, show
from rules.errors import Refusal
from rules.moments import Month
from rules.wording import count
from storage import assets, budgets, communities, ledger, members, runs, supply
from storage import parameters as values

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.budgets import Budget
    from storage.store import Change, Look

TOPIC = "general"
SOURCES = {budgets.MINT: "new tokens", budgets.TREASURY: "the treasury"}
Purpose = Annotated[
    Literal["rewards", "work", "bounties", "disputes"],
    Arg("rewards of the month, work that treasurers pay by hand, bounties, or fees of jurors"),
]


class Corrections(Cog):
    """Nothing that was paid already is touched."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("setup budget", role=ADMIN, confirm=True)
    async def budget(
        self,
        ctx: Context,
        change: Change,
        *,
        purpose: Purpose = "rewards",
        amount: Annotated[Money, Arg("how much a month, such as 500 USDC")],
        months: Annotated[int, Arg("for how many months", ge=1, le=rules.MOST_MONTHS)] = 3,
    ) -> Card:
        """Set what may be spent each month of an asset; it takes the place of the budget before."""
        await may_correct(change, ctx.me)
        asset = amount.asset
        source = budgets.MINT if asset.kind == GOVERNANCE else budgets.TREASURY
        number, first, data = await renewed(change, purpose, asset, source, amount.amount, months)
        await enter(change, ctx.me, "budget", data)
        await budgets.open_period(change, await runs.this_month(change))
        told = f"From {first.title} on for {count(months, 'month')}, from {SOURCES[source]}."
        title = f"Budget #{number}: {show(amount.amount, asset)} a month for {purpose}"
        await post(change, title, told)
        return Card(told, title=title)

    @command("setup asset", role=ADMIN)
    async def asset(
        self,
        ctx: Context,
        change: Change,
        symbol: Annotated[str, Arg("such as USDC", most=12)],
        decimals: Annotated[int, Arg("decimals to count with", ge=0, le=9)] = 6,
    ) -> Card:
        """Add an external asset that the treasury can hold."""
        await may_correct(change, ctx.me)
        new = Asset(symbol.upper(), decimals, EXTERNAL)
        await assets.add(change, new)
        await enter(change, ctx.me, "asset", {"asset": new.symbol, "decimals": decimals})
        await post(change, f"New asset {new.symbol}", f"The treasury can hold {new.symbol} now.")
        return Card(f"{new.symbol} has {count(decimals, 'decimal')} here.")

    @command("setup parameter", role=ADMIN, confirm=True)
    async def parameter(
        self,
        ctx: Context,
        change: Change,
        name: Annotated[str, Arg("which, as `params show` lists them", most=60)],
        value: Annotated[str, Arg("its new value", rest=True, most=200)],
    ) -> Card:
        """Change a rule of the community."""
        await may_correct(change, ctx.me)
        one, now = parameters.get(name), await values.every(change)
        new, old = one.parse(value), now[one.name]
        if new == old:
            raise Refusal(f"{name} is {one.show(old)} already.")
        then = parameters.check_change(now, name, new, len(await members.holders(change, "treasurer")))
        token, month = await assets.governance(change), await runs.this_month(change)
        await minted(change, then, token, month, 0)
        number = await enter(change, ctx.me, "parameter", {"name": name, "value": new})
        await values.put(change, {name: new}, number)
        if name == "freeze_after":
            await rearm(change)
        await post(change, f"{name} is {one.show(new)} now", f"It was {one.show(old)}.")
        facts = (("Before", one.show(old)), ("Bounds", one.bounds))
        return Card(f"{one.about.capitalize()}.", title=f"Set {name} to {one.show(new)}", fields=facts)

    @command("setup zone", role=ADMIN, confirm=True)
    async def zone(
        self, ctx: Context, change: Change, zone: Annotated[str, Arg("such as Europe/Lisbon", most=40)]
    ) -> Card:
        """Change the time zone in which the community's months begin and end."""
        await may_correct(change, ctx.me)
        old, new = moments.zone((await communities.get(change)).zone), moments.zone(zone)
        month = Month.of(change.now, old)
        if str(new) == str(old):
            raise Refusal(f"The time zone is {new} already.")
        if Month.of(change.now, new) != month:
            raise Refusal(
                "A month has begun in one of the two zones and not in the other; try again in a day."
            )
        await communities.alter(change, zone=str(new))
        await enter(change, ctx.me, "zone", {"zone": str(new)})
        await rearm(change)
        await change.alarm("budget.period", str(month.next()), month.next().start(new))
        await post(change, f"Months are in {new} now", f"They were in {old}.")
        ends = moments.when(month.end(new), new)
        return Card(
            "", title=f"Set the time zone to {new}", fields=(("Before", str(old)), ("Month ends", ends))
        )


async def renewed(
    change: Change,
    purpose: str,
    asset: Asset,
    source: str,
    amount: int,
    months: int,
    gate: Mapping[str, int] | None = None,
) -> tuple[int, Month, dict[str, Any]]:
    """Set a budget in place of the one before: its number, its first month, and the facts of its entry.

    Behind a gate it takes that place when the gate opens.
    """
    month = await runs.this_month(change)
    await affordable(change, purpose, asset, source, amount * months, gate)
    first = await takes_over(change, purpose, asset.symbol, month, budgets.LOCKED if gate else budgets.ACTIVE)
    number = await budgets.add(change, purpose, asset.symbol, source, amount, first, months, gate)
    data = {"budget": number, "purpose": purpose, "asset": asset.symbol, "amount": amount, "months": months}
    return number, first, data | ({"gate": dict(gate)} if gate else {"first": str(first)})


async def takes_over(change: Change, purpose: str, asset: str, month: Month, state: str) -> Month:
    """End the budget in whose place a new one stands; the month with which the new one begins."""
    older = [one for one in await budgets.every(change) if same(one, purpose, asset, state)]
    for one in older:
        await budgets.end(change, one.id)
    return month.next() if any(one.covers(month) for one in older) else month


async def affordable(
    look: Look, purpose: str, asset: Asset, source: str, whole: int, gate: Mapping[str, int] | None = None
) -> None:
    """Check that a budget of so much in all can take the place of the one before; else Refusal."""
    if await assets.retired(look, asset.symbol):
        raise Refusal(f"{asset.symbol} is retired, so no new budget can be in it.")
    if source != budgets.MINT:
        return
    if asset.kind != GOVERNANCE:
        raise Refusal(f"{asset.symbol} cannot be minted; such a budget comes from the treasury.")
    month, state = await runs.this_month(look), budgets.LOCKED if gate else budgets.ACTIVE
    older = [one.id for one in await budgets.every(look) if same(one, purpose, asset.symbol, state)]
    await minted(look, await values.every(look), asset, month, whole, older)


def same(one: Budget, purpose: str, asset: str, state: str) -> bool:
    """Whether a budget is the one that a new one replaces."""
    return (one.purpose, one.asset, one.state) == (purpose, asset, state)


async def enter(change: Change, by: int, kind: str, data: dict[str, Any]) -> int:
    """Record a correction; the number of its entry."""
    name = f"correction/{await change.next('correction')}"
    return (await ledger.post(change, name, kind, by=by, why="genesis", data=data)).number


async def post(change: Change, title: str, body: str) -> None:
    """Tell everybody what was corrected."""
    chain = ((CHAIN, change.head[: accounts.SHOWN]),)
    await change.say(TOPIC, Card(f"{body} Genesis is corrected by the admin.", title=title, fields=chain))


async def minted(
    look: Look,
    now: dict[str, Any],
    asset: Asset,
    month: Month,
    more: int,
    without: Collection[int] = (),
    share: str = rules.COMMUNITY,
) -> None:
    """Check that all that is minted and promised, with something more of a share, fits these values; else Refusal.

    What budgets promise that are to be replaced is left out.
    """
    promised = sum(
        one.amount * one.left(month)
        for one in await budgets.every(look)
        if one.source == budgets.MINT and one.id not in without
    )
    made = await supply.by_share(look, asset.symbol)
    made[rules.COMMUNITY] += promised
    rules.may_mint(now, asset, made, share, more)


async def rearm(change: Change) -> None:
    """Move the freeze of every open month."""
    for run in await runs.every(change):
        if run.state == "open":
            await runs.arm(change, Month.parse(run.month))
