"""The token: who holds how much, sending it, and where the supply lies."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Annotated

from bot.card import CHAIN, Card, Grid
from bot.command import Arg, Cog, Context, Member, Money, command
from bot.deps import Deps
from cogs import captable
from cogs.amounts import owned
from cogs.captable import PLACES, share
from rules import ledger as accounts
from rules.amounts import GOVERNANCE, figure, show
from rules.errors import Refusal
from rules.genesis import PLAN
from rules.ledger import Posting
from rules.wording import listed
from storage import assets, ledger, links, members, parameters, supply
from storage.store import Change, Look


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
        """Who holds the token: liquid, locked, and what has not vested."""
        token = await assets.governance(look)
        card = await captable.card(look, token)
        return (
            replace(card, files=await captable.drawn(look, token))
            if self.deps.charts and card.table
            else card
        )

    @command("token export", private=True)
    async def export(self, ctx: Context, look: Look) -> Card:
        """Who holds how much, and what lies elsewhere, as a file for a spreadsheet."""
        return Card("This is who holds what today.", files=(await captable.sheet(look),))

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
