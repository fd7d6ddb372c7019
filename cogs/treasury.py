"""The treasury: what is there, what came in and who confirmed it, what is paid from a budget by hand."""

from __future__ import annotations

from typing import Annotated, Literal

from bot.card import CHAIN, Button, Card, Grid
from bot.command import MODERATOR, TREASURER, Arg, Call, Cog, Context, Member, Money, command
from bot.deps import Deps
from cogs import deciding, returning
from cogs.amounts import spelled
from rules import approvals
from rules import ledger as accounts
from rules.amounts import LIMIT, show
from rules.errors import Refusal
from rules.ledger import Posting
from storage import assets, budgets, deposits, ledger, links, members, parameters, payouts, settling, transit
from storage.payouts import Due
from storage.store import Change, Look

TOPIC = "treasury"
Source = Literal["fees", "revenue", "sale", "donation", "grant"]
Origin = Literal["fees", "revenue", "sale", "donation", "grant", "chain"]  # the last: tokens that come back
ESCROW = "In escrow"  # told where there is any
PLACES = (
    ("Treasury", ("treasury",)),
    ("Budgets", ("budget:",)),
    ("Reserved for a month", ("reserved:",)),
    (ESCROW, ("escrow:",)),
    ("Members", ("member:", "locked:", "vesting:")),
)


class Treasury(Cog):
    """Money comes in with evidence and a second pair of eyes."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("treasury balance")
    async def balance(self, ctx: Context, look: Look) -> Card:
        """What the community has, and where it lies."""
        rows = []
        there = await ledger.accounts(look)
        for name, kinds in PLACES:
            totals: dict[str, int] = {}
            for (account, asset), amount in there.items():
                if account.startswith(kinds):
                    totals[asset] = totals.get(asset, 0) + amount
            if totals or name != ESCROW:
                rows.append((name, await spelled(look, totals)))
        if away := await transit.held(look):
            rows.append(("On its way out", await spelled(look, away)))
        return Card(
            "", title="Treasury", fields=(*rows, (CHAIN, (await ledger.head(look))[: accounts.SHOWN]))
        )

    @command("treasury ledger")
    async def entries(
        self,
        ctx: Context,
        look: Look,
        before: Annotated[int | None, Arg("older than this entry", ge=2)] = None,
    ) -> Card:
        """The newest entries of the ledger."""
        found = await ledger.history(look, before=before)
        if not found:
            raise Refusal("There is no older entry.")
        names = await members.names(look, [one.by for one in found])
        rows = [
            (f"#{one.number}", one.id, await spelled(look, moved(one.postings)), names[one.by])
            for one in found
        ]
        more = (
            (Button("Older", Call.to("treasury ledger", before=found[-1].number), "⬇️"),)
            if found[-1].number > 1
            else ()
        )
        head = f"Head of the chain: {(await ledger.head(look))[: accounts.SHOWN]}"
        return Card(
            head, title="Ledger", table=Grid(("Entry", "What", "Moved", "By"), tuple(rows)), buttons=more
        )

    @command("treasury deposit", role=TREASURER, form=True)
    async def deposit(
        self,
        ctx: Context,
        change: Change,
        amount: Annotated[Money, Arg("how much came in, such as 500 USDC")],
        source: Annotated[Origin, Arg("where it came from")],
        evidence: Annotated[str, Arg("how others can see that it came", rest=True, most=300)],
        to: Annotated[Member | None, Arg("whose tokens come back from a chain")] = None,
    ) -> Card:
        """Record money that came in; a second treasurer confirms it."""
        returning.may_come(amount.asset, source, to)
        await countable(change, amount)
        if to:
            await returning.went_out(change, amount)
        number = await deposits.add(change, amount.asset.symbol, amount.amount, source, evidence, ctx.me, to)
        others = tuple(one for one in await members.holders(change, TREASURER) if one != ctx.me)
        await change.show(TOPIC, await card(change, number, others), subject=f"deposit/{number}")
        return Card(f"Deposit #{number} waits for a second treasurer.")

    @command("treasury confirm", role=TREASURER, confirm=True)
    async def confirm(
        self, ctx: Context, change: Change, number: Annotated[int, Arg("number of the deposit", ge=1)]
    ) -> Card:
        """Confirm a deposit that another treasurer recorded."""
        found = await open_deposit(change, number)
        if found.by == ctx.me:
            raise Refusal(f"You recorded deposit #{number}, so another treasurer has to confirm it.")
        if found.member == ctx.me:
            raise Refusal(f"Deposit #{number} would come to you, so another treasurer has to confirm it.")
        await links.may_move(change, ctx.me)
        asset = await assets.get(change, found.asset)
        await countable(change, Money(found.amount, asset))
        if found.member:
            await returning.went_out(change, Money(found.amount, asset))
        into = accounts.member(found.member) if found.member else accounts.TREASURY
        lines = [
            Posting(accounts.EXTERNAL, found.asset, -found.amount),
            Posting(into, found.asset, found.amount),
        ]
        await ledger.post(
            change,
            f"deposit/{number}",
            "deposit",
            lines,
            by=ctx.me,
            why=f"deposit/{number}",
            data={"source": found.source},
        )
        await deposits.judge(change, number, deposits.CONFIRMED, ctx.me)
        await deciding.look_again(change)
        await change.show(TOPIC, await card(change, number), subject=f"deposit/{number}")
        there = await ledger.balance_of(change, into, found.asset)
        facts = (
            ("Came in", f"{show(found.amount, asset)}, {found.source}"),
            ("Evidence", found.evidence),
            (f"{await returning.whose(change, found)} then", show(there, asset)),
        )
        chain = (CHAIN, change.head[: accounts.SHOWN])
        return Card("", title=f"Confirm deposit #{number}", fields=(*facts, chain))

    @command("treasury reject", role=TREASURER)
    async def reject(
        self, ctx: Context, change: Change, number: Annotated[int, Arg("number of the deposit", ge=1)]
    ) -> Card:
        """Take back or reject a deposit that was not confirmed."""
        await open_deposit(change, number)
        await deposits.judge(change, number, deposits.REFUSED, ctx.me)
        await change.show(TOPIC, await card(change, number), subject=f"deposit/{number}")
        return Card(f"Deposit #{number} is rejected; nothing was booked.")

    @command("treasury pay", role=(TREASURER, MODERATOR), confirm=True)
    async def pay(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Member, Arg("who gets it")],
        amount: Annotated[Money, Arg("how much, such as 50 USDC")],
        budget: Annotated[int, Arg("number of the budget", ge=1)],
        reason: Annotated[str, Arg("what for", rest=True, most=300)],
    ) -> Card:
        """File a payout from a budget for the treasurers to approve."""
        one = await budgets.find(change, budget)
        if one is None or one.purpose == budgets.REWARDS:
            raise Refusal(
                "There is no such budget to pay from by hand; reward budgets pay the month's run only."
            )
        asset, free = await assets.get(change, one.asset), await budgets.free(change, one)
        if asset != amount.asset:
            raise Refusal(f"Budget #{budget} is in {asset.symbol}, not in {amount.asset.symbol}.")
        if free < amount.amount:
            raise Refusal(f"Budget #{budget} has {show(free, asset)} left that no other payout waits for.")
        needed = await parameters.get(change, "approvals_needed")
        approvals.may_file(await members.holders(change, TREASURER), needed, {who}, ctx.me)
        due, source = [Due(who, one.asset, amount.amount)], accounts.budget(budget)
        number = await payouts.ask(change, settling.FILED, "", due, by=ctx.me, reason=reason, source=source)
        name = await members.name(change, who)
        facts = (
            ("To", name),
            ("Amount", show(amount.amount, amount.asset)),
            ("From", f"budget #{budget}, {one.purpose}"),
            ("For", reason),
        )
        return Card(
            "",
            title=f"File payout #{number}",
            fields=(*facts, ("Next", f"{needed} treasurers who are not concerned approve it")),
        )


def moved(postings: tuple[Posting, ...]) -> dict[str, int]:
    """How much changed hands, by asset."""
    totals: dict[str, int] = {}
    for one in postings:
        totals[one.asset] = totals.get(one.asset, 0) + max(one.amount, 0)
    return totals


async def countable(look: Look, amount: Money) -> None:
    """Refusal where nothing new may come in, or where all of it together could not be counted (RULES 2)."""
    symbol = amount.asset.symbol
    if await assets.retired(look, symbol):
        raise Refusal(f"{symbol} is retired: what is there can be spent, but nothing new comes in.")
    came = -await ledger.balance_of(look, accounts.EXTERNAL, symbol)
    if came + amount.amount >= LIMIT:
        most = show(max(LIMIT - 1 - came, 0), amount.asset)
        raise Refusal(
            f"Together with what came in before that is more than can be counted; {most} would fit."
        )


async def open_deposit(look: Look, number: int) -> deposits.Deposit:
    found = await deposits.get(look, number)
    if found.state != deposits.WAITING:
        raise Refusal(f"Deposit #{number} is {found.state} already.")
    return found


async def card(look: Look, number: int, others: tuple[int, ...] = ()) -> Card:
    """The card of a deposit as it stands."""
    found = await deposits.get(look, number)
    names = await members.names(look, [found.by, found.judge or 0])
    amount = show(found.amount, await assets.get(look, found.asset))
    fields = [("Recorded by", names[found.by]), ("Evidence", found.evidence)]
    fields += [("Comes back to", await returning.whose(look, found))] if found.member else []
    fields += [(found.state.capitalize(), f"by {names[found.judge]}")] if found.judge else []
    fields += [(CHAIN, (await ledger.head(look))[: accounts.SHOWN])]
    button = (
        (Button("Confirm it", Call.to("treasury confirm", number=number), "✅"),)
        if found.state == deposits.WAITING
        else ()
    )
    return Card(
        f"{amount}, {found.source}",
        title=f"Deposit #{number}",
        fields=tuple(fields),
        buttons=button,
        mentions=others,
    )
