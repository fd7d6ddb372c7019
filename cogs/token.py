"""The token: who holds how much, sending it, and where the supply lies."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Annotated

from bot.card import CHAIN, Card, File, Grid
from bot.command import Arg, Cog, Context, Member, Money, command
from bot.deps import Deps
from cogs import charts
from cogs.amounts import owned
from cogs.charts import Holding, Ownership
from rules import ledger as accounts
from rules.amounts import GOVERNANCE, Asset, figure, show
from rules.errors import Refusal
from rules.genesis import PLAN
from rules.ledger import Posting
from rules.moments import Month
from rules.wording import count, listed
from storage import assets, communities, holdings, joining, ledger, links, members, parameters, runs, supply
from storage.store import Change, Look

MOST, MOST_MOMENTS = 20, 24
SECOND = timedelta(seconds=1)
PLACES = {
    "member": "with members",
    "locked": "locked by members",
    "vesting": "not vested yet",
    "treasury": "in the treasury",
    "budget": "in budgets",
    "reserved": "reserved for a month",
    "escrow": "in escrow",
    "transit": "on its way out",
    "external": "taken on chain",
}


class Token(Cog):
    """Governance tokens live in the ledger; they are a voice, not a promise of money."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("token balance")
    async def balance(
        self, ctx: Context, look: Look, who: Annotated[Member | None, Arg("whose; yours if left out")] = None
    ) -> Card:
        """What somebody holds."""
        member = who or ctx.member
        name = "You hold" if member == ctx.member else f"{await members.name(look, int(member or 0))} holds"
        return Card(f"{name} {await owned(look, member) if member else 'nothing'}.")

    @command("token send", confirm=True)
    async def send(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Member, Arg("who gets it")],
        amount: Annotated[Money, Arg("how much, such as 50")],
        note: Annotated[str, Arg("a note for them", rest=True, most=200)] = "",
    ) -> Card:
        """Send tokens to another member."""
        if amount.asset.kind == GOVERNANCE and not await parameters.get(change, "transfers"):
            raise Refusal("This community does not let members send each other its token.")
        if who == ctx.me:
            raise Refusal("You cannot send to yourself.")
        await links.may_move(change, ctx.me)
        there = await ledger.balance_of(change, accounts.member(ctx.me), amount.asset.symbol)
        if there < amount.amount:
            raise Refusal(f"You hold {show(there, amount.asset)}; send at most that.")
        symbol, number = amount.asset.symbol, await change.next("send")
        lines = [
            Posting(accounts.member(ctx.me), symbol, -amount.amount),
            Posting(accounts.member(who), symbol, amount.amount),
        ]
        await ledger.post(change, f"send/{number}", "send", lines, by=ctx.me, why="send")
        mine, theirs = await members.name(change, ctx.me), await members.name(change, who)
        told = f"{mine} sent you {show(amount.amount, amount.asset)}" + (f": {note}" if note else ".")
        await change.whisper(who, Card(told, fields=((CHAIN, change.head[: accounts.SHOWN]),), tone="good"))
        after = show(there - amount.amount, amount.asset)
        facts = [("To", theirs), ("Amount", show(amount.amount, amount.asset)), ("You hold then", after)]
        facts += [("Note", note)] if note else []
        facts += [(CHAIN, change.head[: accounts.SHOWN])]
        return Card(
            "",
            title=f"Send {show(amount.amount, amount.asset)} to {theirs}",
            fields=tuple(facts),
            private=True,
        )

    @command("token holders")
    async def holders(self, ctx: Context, look: Look) -> Card:
        """Who holds the token."""
        token = await assets.governance(look)
        held, locked = await holdings.now(look, token.symbol)
        ranked = sorted(held.items(), key=lambda one: (-one[1], one[0]))
        if not ranked:
            return Card(f"Nobody holds {token.symbol} yet.")
        minted, burnt = await supply.made(look, token.symbol)
        names = await members.names(look, [who for who, _ in ranked[:MOST]])
        rows = tuple(
            (names[who], figure(amount, token), share(amount, minted - burnt))
            for who, amount in ranked[:MOST]
        )
        rows += ((f"… and {len(ranked) - MOST:,} more", "", ""),) if len(ranked) > MOST else ()
        hold = f"{count(len(held), 'member holds', 'members hold')} {show(sum(held.values()), token)}"
        body = f"{hold} of the {show(minted - burnt, token)} there are."
        body += f" {show(sum(locked.values()), token)} of it is locked." if locked else ""
        files = await drawn(look, token) if self.deps.charts else ()
        return Card(body, title="Holders", table=Grid(("Who", token.symbol, "Of all"), rows), files=files)

    @command("token supply")
    async def stock(self, ctx: Context, look: Look) -> Card:
        """How much there is, how much there may be, and where it lies."""
        token, cap = await assets.governance(look), await parameters.get(look, "supply_cap")
        minted, burnt = await supply.made(look, token.symbol)
        lies: Counter[str] = Counter()
        for (account, asset), amount in (await ledger.accounts(look)).items():
            if asset == token.symbol:
                lies[account.partition(":")[0]] += amount
        rows = tuple(
            (name, figure(lies[kind], token), share(lies[kind], minted - burnt))
            for kind, name in PLACES.items()
            if lies[kind]
        )
        facts = [("Minted", show(minted, token)), *([("Taken back", show(burnt, token))] if burnt else [])]
        facts += [
            ("There are", show(minted - burnt, token)),
            ("At most", f"{cap:,} {token.symbol}" if cap else "no cap"),
        ]
        facts += [("Plan", listed([f"{part // 100} % {name}" for name, part in PLAN.items()]))] if cap else []
        return Card(
            "",
            title=f"Supply of {token.symbol}",
            fields=tuple(facts),
            table=Grid(("Where", token.symbol, "Of all"), rows),
        )


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
    sums = [Counter[int]() for _ in shown]
    for total, (_, one) in zip(sums, shown, strict=True):
        for member, amount in one.members.items():
            total[now[member]] += amount
    theirs = [Holding(names[who], tuple(one[who] for one in sums)) for who in sorted(set(now.values()))]
    treasury = Holding("treasury", tuple(one.treasury for _, one in shown), treasury=True)
    return Ownership(
        tuple(one.at for _, one in shown),
        tuple(label for label, _ in shown),
        tuple(one.whole for _, one in shown),
        (*theirs, treasury),
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
