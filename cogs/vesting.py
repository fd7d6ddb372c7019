"""Allocations that vest: proposing them, what has vested, and taking it (RULES 8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import CHAIN, Card, Grid
from bot.command import Arg, Cog, Context, Member, Members, Money, alarm, command
from cogs import allocating
from cogs.proposals import Why, draft
from cogs.vested import told, upcoming
from cogs.work import total
from rules import ledger as accounts
from rules import moments
from rules.amounts import GOVERNANCE, figure, show
from rules.errors import Refusal
from rules.proposals import LONGEST_TITLE
from rules.wording import count, listed
from storage import assets, communities, links, members
from storage import vesting as store

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change, Look

PAGE = 20
Number = Annotated[int, Arg("number of the allocation, as `vesting list` shows it", ge=1)]
Share = Literal["founders", "investors", "community", "treasury"]


class Vesting(Cog):
    """What is allocated belongs to its member by and by."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("proposal allocation", form=True, confirm=True)
    async def allocation(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Members, Arg("whom it is for", most=20)],
        amount: Annotated[Money, Arg("how many new tokens each, such as 500")],
        share: Annotated[Share, Arg("whose share of the supply plan it comes from")],
        why: Why,
        duration: Annotated[
            timedelta | None, Arg("over how long it vests, such as 1460d; all at once if left out")
        ] = None,
        cliff: Annotated[timedelta | None, Arg("how long nothing vests at first, such as 365d")] = None,
        start: Annotated[
            date | None, Arg("the day it counts from; when it is carried out if left out")
        ] = None,
        revocable: Annotated[
            Literal["yes", "no"], Arg("whether a later proposal can revoke the rest")
        ] = "no",
    ) -> Card:
        """Propose new tokens for founders, investors or others, which vest by and by."""
        names = await members.names(change, who)
        each = " each" if len(who) > 1 else ""
        title = f"Allocate {show(units(amount), amount.asset)}{each} to {listed([names[one] for one in who])}"
        zone = moments.zone((await communities.get(change)).zone)
        payload = {
            "to": sorted(who),
            "amount": amount.amount,
            "share": share,
            "start": accounts.instant(moments.midnight(start, zone)) if start else "",
            "cliff": seconds(cliff),
            "duration": seconds(duration),
            "revocable": revocable == "yes",
        }
        return await draft(change, ctx.me, allocating.KIND, title[:LONGEST_TITLE], why, payload)

    @command("proposal topup", form=True, confirm=True)
    async def topup(
        self,
        ctx: Context,
        change: Change,
        number: Number,
        amount: Annotated[Money, Arg("how many new tokens more, such as 500")],
        why: Why,
    ) -> Card:
        """Propose more tokens for an allocation, which vest as if there from the start."""
        title = f"Add {show(units(amount), amount.asset)} to allocation #{number}"
        payload = {"more": number, "amount": amount.amount}
        return await draft(change, ctx.me, allocating.KIND, title, why, payload)

    @command("proposal revoke", form=True, confirm=True)
    async def revoke(self, ctx: Context, change: Change, number: Number, why: Why) -> Card:
        """Propose to revoke an allocation: what has vested stays, the rest goes to the treasury."""
        title = f"Revoke allocation #{number}"
        return await draft(change, ctx.me, allocating.KIND, title, why, {"revoke": number})

    @command("vesting show")
    async def show(
        self, ctx: Context, look: Look, who: Annotated[Member | None, Arg("whose; yours if left out")] = None
    ) -> Card:
        """Show what has vested, what waits to be released, and when more comes."""
        member = who or ctx.member
        there = await store.of(look, member) if member else []
        name = await members.name(look, member) if member else ""
        if not there:
            return Card(f"{'You have' if member == ctx.member else f'{name} has'} no allocation that vests.")
        token, zone = await assets.governance(look), moments.zone((await communities.get(look)).zone)
        rows = [
            (
                f"#{one.id}",
                figure(one.schedule.vested(look.now), token),
                figure(one.released, token),
                figure(one.waiting(look.now), token),
            )
            for one in there
        ]
        body = "\n".join(f"- {told(one, look.now, token, zone)}" for one in there)
        if member == ctx.member and any(one.waiting(look.now) for one in there):
            body += "\n`vesting claim` releases what waits."
        whose_ = "Your allocations" if member == ctx.member else f"Allocations of {name}"
        head = ("Allocation", "Vested", "Released", "Waiting")
        return Card(body, title=whose_, table=Grid(head, tuple(rows)))

    @command("vesting list")
    async def list(self, ctx: Context, look: Look) -> Card:
        """Show every allocation, and how much of it has vested."""
        there = await store.every(look)
        if not there:
            return Card("Nothing was allocated yet; `proposal allocation` proposes it.")
        token = await assets.governance(look)
        names = await members.names(look, {one.member for one in there[:PAGE]})
        rows = [
            (
                f"#{one.id} {names[one.member]}",
                figure(one.total, token),
                figure(one.schedule.vested(look.now), token),
                one.share + (", revoked" if one.revoked else ""),
            )
            for one in there[:PAGE]
        ]
        vested = sum(one.schedule.vested(look.now) for one in there)
        body = f"{show(vested, token)} of {show(sum(one.total for one in there), token)} have vested."
        head = ("Allocation", token.symbol, "Vested", "Share")
        return Card(
            body + total(len(there), PAGE),
            title=count(len(there), "allocation"),
            table=Grid(head, tuple(rows)),
        )

    @command("vesting claim", private=True)
    async def claim(self, ctx: Context, change: Change) -> Card:
        """Take what has vested now, without waiting for the month to end."""
        await links.may_move(change, ctx.me)
        mine = await store.of(change, ctx.me)
        if not mine:
            raise Refusal("You have no allocation that vests.")
        token = await assets.governance(change)
        amount = await store.release_all(change, ctx.me)
        if not amount:
            raise Refusal(
                f"Nothing of yours has vested since the last release; {await upcoming(change, mine)}."
            )
        body = f"{show(amount, token)} had vested and can be used now."
        return Card(body, fields=((CHAIN, change.head[: accounts.SHOWN]),), tone="good")

    @alarm(store.RELEASE)
    async def due(self, change: Change, subject: str) -> None:
        """What has vested is released by itself, and its member is told."""
        one = await store.get(change, int(subject))
        if amount := await store.step(change, one):
            token = await assets.governance(change)
            body = f"{show(amount, token)} of your allocation #{one.id} have vested and can be used now."
            chain = ((CHAIN, change.head[: accounts.SHOWN]),)
            await change.whisper(one.member, Card(body, fields=chain, tone="good"), kind="rewards")


def units(amount: Money) -> int:
    """Base units of the governance token; Refusal for another asset."""
    if amount.asset.kind != GOVERNANCE:
        raise Refusal(
            f"{amount.asset.symbol} cannot be minted, so it cannot be allocated; name an amount of the token."
        )
    return amount.amount


def seconds(length: timedelta | None) -> int:
    return length // timedelta(seconds=1) if length else 0
