"""The cap table: who holds what of the token, what lies elsewhere, and how that came about over time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.card import Card, File, Grid
from cogs import charts, sheets
from cogs.charts import Holding, Ownership
from cogs.sheets import harmless
from rules.amounts import Asset, figure, plain, show
from rules.moments import Month
from rules.wording import count
from storage import assets, communities, holdings, joining, members, runs, supply
from storage.holdings import Part
from storage.store import Look

MOST, MOST_MOMENTS = 20, 24
SECOND = timedelta(seconds=1)
PLACES = {
    "member": "with members",
    "locked": "locked by members",
    "vesting": "in allocations",
    "treasury": "in the treasury",
    "budget": "in budgets",
    "reserved": "reserved for a month",
    "escrow": "in escrow",
    "transit": "on its way out",
    "external": "taken on chain",
}
KINDS = {"liquid": "Liquid", "locked": "Locked", "vested": "Vested, not released", "unvested": "Not vested"}
COLUMNS = ("member", "name", *KINDS, "whole", "percent")


async def card(look: Look, token: Asset) -> Card:
    """Every kind of holding in all, and the largest holders."""
    people, elsewhere = await holdings.table(look, token.symbol)
    if not people:
        return Card(f"Nobody holds {token.symbol} yet.")
    minted, burnt = await supply.made(look, token.symbol)
    whole, held = minted - burnt, sum(one.whole for one in people.values())
    hold = f"{count(len(people), 'member holds', 'members hold')} {show(held, token)}"
    body = f"{hold} of the {show(whole, token)} there are."
    facts = [
        (name, f"{show(amount, token)}, {share(amount, whole)}")
        for name, amount in lies(people, elsewhere).items()
        if amount
    ]
    names = await members.names(look, [*people][:MOST])
    return Card(body, title="Holders", fields=tuple(facts), table=grid(people, names, token, whole))


def lies(people: Mapping[int, Part], elsewhere: Mapping[str, int]) -> dict[str, int]:
    """How much there is of every kind, by what it is called."""
    held = {name: sum(getattr(one, kind) for one in people.values()) for kind, name in KINDS.items()}
    return held | {PLACES[kind].capitalize(): amount for kind, amount in elsewhere.items()}


def grid(people: Mapping[int, Part], names: Mapping[int, str], token: Asset, whole: int) -> Grid:
    """The largest holders; what has not vested is told where there is any."""
    vests = any(one.unvested for one in people.values())
    rows = [
        (
            names[who],
            figure(one.whole, token),
            *([figure(one.unvested, token)] if vests else []),
            share(one.whole, whole),
        )
        for who, one in [*people.items()][:MOST]
    ]
    head = ("Who", token.symbol, *(["Not vested"] if vests else []), "Of all")
    if len(people) > MOST:
        rows.append((f"… and {len(people) - MOST:,} more", *[""] * (len(head) - 1)))
    return Grid(head, tuple(rows))


async def sheet(look: Look) -> File:
    """The whole cap table for a spreadsheet, in plain numbers."""
    token = await assets.governance(look)
    people, elsewhere = await holdings.table(look, token.symbol)
    minted, burnt = await supply.made(look, token.symbol)
    names, whole = await members.names(look, people), minted - burnt
    rows: list[tuple[object, ...]] = []
    for who, one in people.items():
        kinds = [plain(getattr(one, kind), token) for kind in KINDS]
        rows.append((who, harmless(names[who]), *kinds, *_end(one.whole, whole, token)))
    for kind, amount in elsewhere.items():
        rows.append(("", PLACES[kind], *[""] * len(KINDS), *_end(amount, whole, token)))
    return sheets.sheet("holders.csv", COLUMNS, rows, alt=f"who holds how much {token.symbol}, a row each")


def _end(amount: int, whole: int, token: Asset) -> tuple[str, str]:
    hundredths = amount * 10_000 // whole
    return plain(amount, token), f"{hundredths // 100}.{hundredths % 100:02}"


def share(part: int, whole: int) -> str:
    """A part of a whole in percent, to one digit, rounded down."""
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10} %"


async def drawn(look: Look, token: Asset) -> tuple[File, ...]:
    """The chart of holders, unless there is one holder and no past."""
    of = await ownership(look, token)
    if len(of.moments) < 2 and len(of.members) < 2:
        return ()
    data = await asyncio.to_thread(charts.holders, of, title="Holders", unit=token.symbol)
    return (File("holders.png", data=data, alt=charts.holders_alt(of, title="Holders", unit=token.symbol)),)


async def ownership(look: Look, token: Asset) -> Ownership:
    """Who held what since founding; those who are one member now have always been one."""
    past = await moments(look)
    held = await holdings.over_time(look, token.symbol, [at for at, _ in past])
    shown = [(label, one) for (_, label), one in zip(past, held, strict=True) if one.whole]
    now = await joining.followed(look, sorted({member for _, one in shown for member in one.members}))
    names = await members.names(look, now.values())
    sums, bound = ([Counter[int]() for _ in shown] for _ in range(2))
    for total, still, (_, one) in zip(sums, bound, shown, strict=True):
        for member, amount in one.members.items():
            total[now[member]] += amount
            still[now[member]] += one.bound.get(member, 0)
    theirs = [
        Holding(names[who], tuple(one[who] for one in sums), bound=tuple(one[who] for one in bound))
        for who in sorted(set(now.values()))
    ]
    treasury = Holding("the treasury", tuple(one.treasury for _, one in shown), place=True)
    aside = tuple(one.whole - one.treasury - sum(one.members.values()) for _, one in shown)
    return Ownership(
        tuple(one.at for _, one in shown),
        tuple(label for label, _ in shown),
        tuple(one.whole for _, one in shown),
        (*theirs, treasury, Holding("set aside", aside, place=True)),
    )


async def moments(look: Look) -> list[tuple[datetime, str]]:
    """The ends of the months since founding, and now; at most 24 of them, with their names."""
    zone = await runs.zone(look)
    month, this = Month.of((await communities.get(look)).founded, zone), Month.of(look.now, zone)
    past = []
    while month < this:
        past.append((month.end(zone) - SECOND, f"{month.title[:3]} {month.year}"))
        month = month.next()
    return thinned([*past, (look.now, "now")])


def thinned(past: list[tuple[datetime, str]], most: int = MOST_MOMENTS) -> list[tuple[datetime, str]]:
    """Some of many moments, evenly, with the first and the last."""
    last = len(past) - 1
    return past if last < most else [past[round(n * last / (most - 1))] for n in range(most)]
