"""Budgets: what may be spent for a purpose in each month, from where, and what of it returned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules import ledger as accounts
from rules.genesis import months_left
from rules.ledger import Posting
from rules.moments import Month
from storage import ledger, payouts
from storage.schema import Amount, AnyRow, Json, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look

MINT, TREASURY = "mint", "treasury"
REWARDS = "rewards"
ACTIVE, LOCKED, ENDED = "active", "locked", "ended"
SOURCE = {MINT: accounts.ISSUANCE, TREASURY: accounts.TREASURY}


class Budgets(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    id: Named[int] = Column(BigInteger, primary_key=True)
    purpose: Named[str] = Column(Str, nullable=False)
    asset: Named[str] = Column(Str, nullable=False)
    source: Named[str] = Column(Str, nullable=False)
    amount: Named[int] = Column(Amount, nullable=False)
    first: Named[str] = Column(Str, nullable=False)
    months: Named[int] = Column(BigInteger, nullable=False)
    state: Named[str] = Column(Str, nullable=False)  # active, locked behind its gate, ended
    gate: Named[Any] = Column(Json, nullable=False, server_default="{}")


class Periods(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    budget: Named[int] = Column(BigInteger, primary_key=True)
    month: Named[str] = Column(Str, primary_key=True)
    moved: Named[int] = Column(Amount, nullable=False)
    state: Named[str] = Column(Str, nullable=False)  # open, reserved, closed


budget = table("budget", Budgets)
period = table("budget_period", Periods)
b, p = budget.c, period.c


@dataclass(frozen=True, slots=True)
class Budget:
    """An amount of an asset for a purpose, each month from `first` on."""

    id: int
    purpose: str
    asset: str
    source: str
    amount: int
    first: str
    months: int
    state: str
    gate: dict[str, int]

    def covers(self, month: Month) -> bool:
        first = Month.parse(self.first)
        return self.state == ACTIVE and first <= month < first.plus(self.months)

    def left(self, month: Month) -> int:
        """How many of its months have not begun; those of a locked one begin when its gate opens."""
        if self.state == LOCKED:
            return self.months
        return months_left(Month.parse(self.first), self.months, month) if self.state == ACTIVE else 0


async def add(
    change: Change,
    purpose: str,
    asset: str,
    source: str,
    amount: int,
    first: Month,
    months: int,
    gate: Mapping[str, int] | None = None,
) -> int:
    """Set an amount aside for each of so many months; its number. Periods are opened by `open_period`.

    Behind a gate nothing is set aside before `unlock`.
    """
    number = await change.next("budget")
    facts = {
        "purpose": purpose,
        "asset": asset,
        "source": source,
        "amount": amount,
        "first": str(first),
        "months": months,
        "state": LOCKED if gate else ACTIVE,
        "gate": dict(gate or {}),
    }
    await change.run(insert(budget), {"community": change.community, "id": number} | facts)
    return number


async def unlock(change: Change, number: int, first: Month) -> None:
    """Let a budget begin with a month: its gate has opened."""
    mine = b.community == change.community, b.id == number
    await change.run(update(budget).where(*mine).values(state=ACTIVE, first=str(first)))


async def end(change: Change, number: int) -> None:
    """Open no further period of it."""
    await change.run(
        update(budget).where(b.community == change.community, b.id == number).values(state=ENDED)
    )


async def every(look: Look) -> list[Budget]:
    query = (
        select(*(one for one in b if one.name != "community"))
        .where(b.community == look.community)
        .order_by(b.id)
    )
    return [Budget(*row) for row in await look.rows(query)]


async def find(look: Look, number: int) -> Budget | None:
    """The budget of this number."""
    return next((one for one in await every(look) if one.id == number), None)


async def of_account(look: Look, account: str) -> Budget | None:
    """The budget whose account this is."""
    return next((one for one in await every(look) if accounts.budget(one.id) == account), None)


async def open_period(change: Change, month: Month) -> None:
    """Mint or move what is there into each budget of this month not opened yet (RULES 4, budget)."""
    opened = {row.budget for row in await _periods(change, month)}
    for one in await every(change):
        if one.id not in opened and one.covers(month):
            await _open(change, one, month)


async def _open(change: Change, one: Budget, month: Month) -> None:
    there = one.amount
    if one.source == TREASURY:
        there = min(there, await ledger.balance_of(change, accounts.TREASURY, one.asset))
    facts = {
        "community": change.community,
        "budget": one.id,
        "month": str(month),
        "moved": there,
        "state": "open",
    }
    await change.run(insert(period), facts)
    if there:
        lines = [
            Posting(SOURCE[one.source], one.asset, -there),
            Posting(accounts.budget(one.id), one.asset, there),
        ]
        await ledger.post(change, f"budget/{one.id}/{month}", "budget", lines, by=0, why=f"budget/{one.id}")


async def free(look: Look, one: Budget) -> int:
    """What a budget holds that no payout waits for."""
    account = accounts.budget(one.id)
    waits = (await payouts.pending(look, account)).get(one.asset, 0)
    return await ledger.balance_of(look, account, one.asset) - waits


async def close_periods(change: Change, month: Month) -> None:
    """End the periods before this month: what is unspent goes back to where it came from (RULES 4, budget).

    What payouts wait for stays until they are settled; a reward budget stays until its month is frozen.
    """
    older = select(p.budget, p.month).where(
        p.community == change.community, p.month < str(month), p.state == "open"
    )
    ended = {(row.budget, row.month) for row in await change.rows(older)}
    for one in await every(change):
        past = sorted(name for number, name in ended if number == one.id and one.purpose != REWARDS)
        for name in past:
            await _mark(change, one.id, Month.parse(name), "closed")
        if past:
            await give_back(change, one)


async def give_back(change: Change, one: Budget) -> None:
    """Return what is free in a budget that has no open period."""
    running = select(p.month).where(p.community == change.community, p.budget == one.id, p.state == "open")
    amount = await free(change, one)
    if amount > 0 and not await change.rows(running.limit(1)):
        number, account = await change.next(f"return/budget/{one.id}"), accounts.budget(one.id)
        lines = [Posting(account, one.asset, -amount), Posting(SOURCE[one.source], one.asset, amount)]
        await ledger.post(
            change, f"return/budget/{one.id}/{number}", "return", lines, by=0, why=f"budget/{one.id}"
        )


async def reserve(change: Change, month: Month) -> dict[str, int]:
    """Put the month's reward budgets aside for its run; the pots by asset, with what was carried over."""
    purposes = {one.id: one for one in await every(change) if one.purpose == REWARDS}
    lines: list[Posting] = []
    pots: dict[str, int] = {}
    for row in await _periods(change, month):
        if row.budget in purposes and row.state == "open":
            asset = purposes[row.budget].asset
            pots[asset] = pots.get(asset, 0) + row.moved
            lines.append(Posting(accounts.budget(row.budget), asset, -row.moved))
            await _mark(change, row.budget, month, "reserved")
    into = [Posting(accounts.reserved(str(month)), asset, amount) for asset, amount in sorted(pots.items())]
    if any(pots.values()):
        await ledger.post(change, f"reserve/{month}", "reserve", [*lines, *into], by=0, why=f"run/{month}")
    return await ledger.balances(change, accounts.reserved(str(month)))


async def release(change: Change, month: Month, amounts: Mapping[str, int], why: str) -> None:
    """Give back what a run did not spend to where it came from: its period is over."""
    sources = {one.asset: one.source for one in await every(change) if one.purpose == REWARDS}
    lines = []
    for asset, amount in sorted(amounts.items()):
        if amount:
            to = SOURCE[sources.get(asset, TREASURY)]
            lines += [Posting(accounts.reserved(str(month)), asset, -amount), Posting(to, asset, amount)]
    if lines:
        number = await change.next(f"return/{month}")
        await ledger.post(change, f"return/{month}/{number}", "return", lines, by=0, why=why)


async def carry(change: Change, month: Month, into: Month) -> None:
    """Let the reserve of a run be part of the next one's."""
    held = await ledger.balances(change, accounts.reserved(str(month)))
    lines = []
    for asset, amount in held.items():
        lines += [
            Posting(accounts.reserved(str(month)), asset, -amount),
            Posting(accounts.reserved(str(into)), asset, amount),
        ]
    if lines:
        await ledger.post(change, f"carry/{month}", "carry", lines, by=0, why=f"run/{month}")


async def _mark(change: Change, number: int, month: Month, state: str) -> None:
    mine = p.community == change.community, p.budget == number, p.month == str(month)
    await change.run(update(period).where(*mine).values(state=state))


async def _periods(look: Look, month: Month) -> Sequence[AnyRow]:
    query = select(p.budget, p.moved, p.state).where(p.community == look.community, p.month == str(month))
    return await look.rows(query.order_by(p.budget))
