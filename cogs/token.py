"""The token: who holds how much, sending it, and where the supply lies."""

from __future__ import annotations

from typing import Annotated

from bot.card import Card, Grid
from bot.command import Arg, Cog, Context, Member, Money, command
from bot.deps import Deps
from cogs.amounts import spelled
from rules import ledger as accounts
from rules.amounts import GOVERNANCE, figure, show
from rules.errors import Refusal
from rules.ledger import Posting
from storage import assets, ledger, links, members, parameters
from storage.store import Change, Look

MOST = 20


class Token(Cog):
    """Governance tokens live in the ledger; they are a voice, not a promise of money."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("token balance")
    async def balance(self, ctx: Context, look: Look, who: Annotated[Member | None, Arg("whose; yours if left out")] = None) -> Card:
        """What somebody holds."""
        member = who or ctx.member
        held = await ledger.balances(look, accounts.member(member)) if member else {}
        name = "You hold" if member == ctx.member else f"{await members.name(look, int(member or 0))} holds"
        return Card(f"{name} {await spelled(look, held)}.")

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
            raise Refusal(f"You hold {show(there, amount.asset)}, so you cannot send {show(amount.amount, amount.asset)}.")
        symbol, number = amount.asset.symbol, await change.next("send")
        lines = [Posting(accounts.member(ctx.me), symbol, -amount.amount), Posting(accounts.member(who), symbol, amount.amount)]
        await ledger.post(change, f"send/{number}", "send", lines, by=ctx.me, why="send")
        mine, theirs = await members.name(change, ctx.me), await members.name(change, who)
        told = f"{mine} sent you {show(amount.amount, amount.asset)}" + (f": {note}" if note else ".")
        await change.whisper(who, Card(told, tone="good"))
        after = show(there - amount.amount, amount.asset)
        facts = (("To", theirs), ("Amount", show(amount.amount, amount.asset)), ("You hold then", after), *((("Note", note),) if note else ()))
        return Card("", title=f"Send {show(amount.amount, amount.asset)} to {theirs}", fields=facts)

    @command("token holders")
    async def holders(self, ctx: Context, look: Look) -> Card:
        """Who holds the token."""
        token = await assets.governance(look)
        held = {account: amount for (account, asset), amount in (await ledger.accounts(look, "member:")).items() if asset == token.symbol}
        total, ranked = sum(held.values()), sorted(held.items(), key=lambda one: (-one[1], int(one[0].partition(":")[2])))
        if not total:
            return Card(f"Nobody holds {token.symbol} yet.")
        names = await members.names(look, [int(account.partition(":")[2]) for account, _ in ranked[:MOST]])
        rows = tuple(
            (names[int(account.partition(":")[2])], figure(amount, token), f"{amount * 1000 // total / 10:.1f} %")
            for account, amount in ranked[:MOST]
        )
        rest = f" … and {len(ranked) - MOST} more." if len(ranked) > MOST else ""
        return Card(f"{len(held)} members hold {show(total, token)}.{rest}", title="Holders", table=Grid(("Who", token.symbol, "Share"), rows))

    @command("token supply")
    async def supply(self, ctx: Context, look: Look) -> Card:
        """How much there is, how much there may be, and where it lies."""
        token = await assets.governance(look)
        totals: dict[str, int] = {}
        for (account, asset), amount in (await ledger.accounts(look)).items():
            if asset == token.symbol:
                kind = account.partition(":")[0]
                totals[kind] = totals.get(kind, 0) + amount
        minted, cap = -totals.pop("issuance", 0), await parameters.get(look, "supply_cap")
        fields = [("Minted", show(minted, token)), ("At most", f"{cap:,} {token.symbol}" if cap else "no cap")]
        return Card("", title=f"Supply of {token.symbol}", fields=(*fields, *((f"In {kind}", show(amount, token)) for kind, amount in sorted(totals.items()) if amount)))
