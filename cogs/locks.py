"""Locking tokens for more votes, and taking them out when the lock has ended (RULES 3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Card, Grid
from bot.command import Arg, Cog, Context, Member, Money, command
from rules import ledger as accounts
from rules import locks as rules
from rules import moments, power
from rules.amounts import GOVERNANCE, figure, show
from rules.errors import Refusal
from rules.locks import Lock
from rules.power import Holding
from storage import assets, communities, ledger, links, locks, members, powers

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change, Look

Length = Annotated[timedelta, Arg("how long from today, such as 52w; at most 1460d")]
Which = Annotated[int | None, Arg("number of the lock; yours if you have one", ge=1)]
STAYS = "Locked tokens cannot be sent or taken out before the end, whatever happens."
NO_MORE = "In this community they weigh no more than others."


class Locks(Cog):
    """Who binds tokens for longer has more to say about what lies further ahead."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("lock new", confirm=True)
    async def new(
        self,
        ctx: Context,
        change: Change,
        amount: Annotated[Money, Arg("how much, such as 50")],
        length: Length,
    ) -> Card:
        """Lock tokens until a Thursday: they weigh more, and less each week until then."""
        end = rules.end(change.now, length)
        await spendable(change, ctx.me, amount)
        number = await locks.add(change, ctx.me, amount.amount, end)
        lock = Lock(number, ctx.me, amount.amount, end)
        return await told(change, f"Lock {show(amount.amount, amount.asset)}", lock)

    @command("lock add", confirm=True)
    async def add(
        self,
        ctx: Context,
        change: Change,
        amount: Annotated[Money, Arg("how much more, such as 50")],
        lock: Which = None,
    ) -> Card:
        """Add tokens to a lock; its end stays."""
        mine = await locks.mine(change, ctx.me, lock)
        if not mine.open(change.now):
            raise Refusal(f"Lock #{mine.id} has ended; `lock relock` locks its tokens again.")
        await spendable(change, ctx.me, amount)
        await locks.more(change, mine, amount.amount)
        grown = Lock(mine.id, mine.member, mine.amount + amount.amount, mine.end)
        return await told(change, f"Add {show(amount.amount, amount.asset)} to lock #{mine.id}", grown)

    @command("lock extend", confirm=True)
    async def extend(self, ctx: Context, change: Change, length: Length, lock: Which = None) -> Card:
        """Let a lock last longer; its tokens stay."""
        await links.may_move(change, ctx.me)
        mine = await locks.mine(change, ctx.me, lock)
        end = rules.extended(mine, change.now, length)
        await locks.extend(change, mine, end)
        return await told(change, f"Extend lock #{mine.id}", Lock(mine.id, mine.member, mine.amount, end))

    @command("lock withdraw")
    async def withdraw(self, ctx: Context, change: Change, lock: Which = None) -> Card:
        """Take the tokens out of a lock that has ended."""
        await links.may_move(change, ctx.me)
        mine = await locks.mine(change, ctx.me, lock)
        rules.ended(mine, change.now)
        await locks.release(change, mine, ctx.me)
        amount = show(mine.amount, await assets.governance(change))
        chain = ((CHAIN, change.head[: accounts.SHOWN]),)
        return Card(f"Lock #{mine.id} is empty; you have its {amount} back.", fields=chain, private=True)

    @command("lock relock", confirm=True)
    async def relock(self, ctx: Context, change: Change, length: Length, lock: Which = None) -> Card:
        """Lock the tokens of an ended lock again."""
        await links.may_move(change, ctx.me)
        mine = await locks.mine(change, ctx.me, lock)
        rules.ended(mine, change.now)
        end = rules.end(change.now, length)
        await locks.release(change, mine, ctx.me)
        number = await locks.add(change, ctx.me, mine.amount, end)
        return await told(
            change, f"Lock the tokens of lock #{mine.id} again", Lock(number, ctx.me, mine.amount, end)
        )

    @command("lock list")
    async def list(
        self, ctx: Context, look: Look, who: Annotated[Member | None, Arg("whose; yours if left out")] = None
    ) -> Card:
        """Show locks, and what they weigh now and in a week."""
        member = who or ctx.member
        there = await locks.of(look, member) if member else []
        name = "You have" if member == ctx.member else f"{await members.name(look, int(member or 0))} has"
        if not there:
            return Card(f"{name} no locks{'; `lock new` makes one' if member == ctx.member else ''}.")
        token = await assets.governance(look)
        rows = []
        for one in there:
            now, later = [figure(await weight(look, one, look.now + ahead), token) for ahead in AHEAD]
            until = moments.date_of(one.end, moments.zone("UTC")) if one.open(look.now) else "ended"
            rows.append((f"#{one.id} {until}", figure(one.amount, token), now, later))
        head = ("Until", token.symbol, "Votes now", "In a week")
        ended = [f"#{one.id}" for one in there if not one.open(look.now)]
        body = f"{', '.join(ended)} can be taken out by `lock withdraw`." if ended else ""
        whose = (
            "Your locks" if member == ctx.member else f"Locks of {await members.name(look, int(member or 0))}"
        )
        return Card(body, title=whose, table=Grid(head, tuple(rows)))


AHEAD = timedelta(), rules.WEEK


async def spendable(change: Change, me: int, amount: Money) -> None:
    """Refusal unless a member can lock this much."""
    token = await assets.governance(change)
    if amount.asset.kind != GOVERNANCE:
        raise Refusal(f"Only {token.symbol} can be locked; {amount.asset.symbol} carries no votes.")
    await links.may_move(change, me)
    there = await ledger.balance_of(change, accounts.member(me), token.symbol)
    if there < amount.amount:
        raise Refusal(f"You hold {show(there, token)} outside of locks; lock at most that.")


async def weight(look: Look, lock: Lock, t: datetime) -> int:
    """What one lock weighs at a moment."""
    return power.own(Holding(locks=(lock,)), await powers.weights(look), t).whole


async def told(change: Change, title: str, lock: Lock) -> Card:
    """What a lock holds and weighs; figures that stay the same while a preview is read."""
    token = await assets.governance(change)
    zone = moments.zone((await communities.get(change)).zone)
    thursday = rules.boundary(change.now) + rules.WEEK
    at_end = figure(await weight(change, lock, lock.end), token)
    facts = [
        ("Holds", show(lock.amount, token)),
        ("Until", moments.when(lock.end, zone)),
    ]
    if thursday < lock.end:
        weighs = figure(await weight(change, lock, thursday), token)
        facts.append((f"Votes on {moments.date_of(thursday, zone)}", weighs))
    facts += [("Votes at its end", at_end), (CHAIN, change.head[: accounts.SHOWN])]
    weigh = await powers.weights(change)
    flat = not weigh.ve and weigh.locked <= weigh.liquid
    return Card(f"{STAYS} {NO_MORE}" if flat else STAYS, title=title, fields=tuple(facts), private=True)
