"""Filing disputes: over rewards, bounties, milestones, payouts, and what was sent (RULES 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Card
from bot.command import TREASURER, Arg, Cog, Context, Member, Money, command
from cogs import disputed as faces
from cogs import disputing
from rules import juries
from rules.ledger import SHOWN
from storage import bounties, disputed, disputes, grants, joining, payouts, transit
from storage import dispute_steps as steps

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.disputed import Matter
    from storage.disputes import Dispute
    from storage.store import Change, Look

Amount = Annotated[Money, Arg("what it should be, such as 50; 0 for nothing", ge=0)]
Why = Annotated[str, Arg("why, for everybody to read", rest=True, most=500)]


class Filing(Cog):
    """Whoever files puts something up; only what is disputed waits."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("dispute open", confirm=True)
    async def open(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Member, Arg("whose line; your own, too")],
        amount: Annotated[Money, Arg("what the line should be, such as 50; 0 for nothing", ge=0)],
        reason: Why,
    ) -> Card:
        """Have a jury decide about a line of proposed rewards; it takes a deposit."""
        matter = await faces.rewards.matter(change, who)
        beside = "; what is paid beside it falls in the same proportion"
        return await filed(change, ctx.me, matter, faces.in_asset(amount, matter.asset, beside), reason)

    @command("dispute bounty", confirm=True)
    async def bounty(
        self,
        ctx: Context,
        change: Change,
        number: Annotated[int, Arg("number of the bounty", ge=1)],
        amount: Amount,
        reason: Why,
    ) -> Card:
        """Have a jury decide about a bounty that was returned, or approved and not paid yet; it takes a deposit."""
        matter = await disputed.bounties.disputable(change, await bounties.get(change, number))
        return await filed(change, ctx.me, matter, faces.in_asset(amount, matter.asset), reason)

    @command("dispute milestone", confirm=True)
    async def milestone(
        self,
        ctx: Context,
        change: Change,
        number: Annotated[int, Arg("number of the grant", ge=1)],
        milestone: Annotated[int, Arg("number of the milestone", ge=1)],
        amount: Amount,
        reason: Why,
    ) -> Card:
        """Have a jury decide about a milestone that was returned, or approved and not paid yet; it takes a deposit."""
        one = await grants.get(change, number)
        matter = await disputed.milestones.disputable(change, one, one.milestone(milestone))
        return await filed(change, ctx.me, matter, faces.in_asset(amount, matter.asset), reason)

    @command("dispute payout", confirm=True)
    async def payout(
        self,
        ctx: Context,
        change: Change,
        number: Annotated[int, Arg("number of the payout", ge=1)],
        who: Annotated[Member, Arg("whose part of it")],
        amount: Amount,
        reason: Why,
    ) -> Card:
        """Have a jury decide whether a payout pays somebody too much, until its last approval; it takes a deposit."""
        matter = await disputed.payments.disputable(change, await payouts.get(change, number), who)
        return await filed(change, ctx.me, matter, faces.in_asset(amount, matter.asset), reason)

    @command("dispute sent", confirm=True)
    async def sent(
        self,
        ctx: Context,
        change: Change,
        number: Annotated[int, Arg("number of the line", ge=1)],
        reason: Why,
    ) -> Card:
        """Have a jury decide whether what was sent to you has come, within 7 days."""
        matter = await disputed.sent.disputable(change, await transit.get(change, number), ctx.me)
        return await filed(change, ctx.me, matter, matter.most, reason)

    @command("dispute hold", role=TREASURER, confirm=True)
    async def hold(
        self,
        ctx: Context,
        change: Change,
        number: Annotated[int, Arg("number of the payout", ge=1)],
        amount: Amount,
        reason: Why,
        *,
        who: Annotated[Member | None, Arg("whose part of it, where it pays several")] = None,
    ) -> Card:
        """Hold what a payout pays, or a part of it, until a jury has decided: a dispute without a deposit."""
        payout = await payouts.get(change, number)
        matter = await disputed.paid_by(change, payout, who)
        gains = (await joining.followed(change, matter.people)).values()
        juries.may_hold(ctx.me, gains, payout.filer)
        claim = faces.in_asset(amount, matter.asset)
        return await filed(change, ctx.me, matter, claim, reason, hold=True)


async def filed(
    change: Change, me: int, matter: Matter, claim: int, reason: str, *, hold: bool = False
) -> Card:
    """File a dispute; what it costs, and what comes next."""
    one = await steps.file(change, me, claim, reason, matter, hold=hold)
    await disputing.show(change, one)
    await faces.of(one).show(change, one)
    this = (await disputes.rounds(change, one.id))[-1]
    fields = (
        ("Now", await disputing.amount(change, one, one.quo)),
        ("Claimed", await disputing.amount(change, one, one.claim)),
        ("Deposit", await costs(change, one, this)),
        ("Then", next_(this)),
        (CHAIN, change.head[:SHOWN]),
    )
    title = f"Dispute #{one.id}: {await disputing.about(change, one)}"
    return Card(reason, title=title, fields=fields, private=True)


async def costs(look: Look, one: Dispute, this: disputes.Round) -> str:
    """What is put up, and when it is lost."""
    put_up = await disputing.amount(look, one, this.deposit)
    if not this.deposit:
        return "none"
    if this.pledged:
        of = "your line" if one.quo else "what you claim"
        return f"{put_up}, pledged of {of}: lost if the jury does not raise it"
    return f"{put_up}, back if the jury moves the amount your way"


def next_(this: disputes.Round) -> str:
    """Who decides."""
    if this.seats:
        return f"{this.seats} jurors are drawn, and answer within 3 days"
    return "too few members could sit on a jury, so everybody votes"
