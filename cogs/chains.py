"""On which chain an asset is, and where the community's Safe is: one treasurer says it, another confirms (RULES 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Button, Card, Grid
from bot.command import TREASURER, Arg, Call, Cog, Context, command
from cogs.handed import TOPIC
from rules import addresses
from rules import ledger as accounts
from rules.amounts import GOVERNANCE, Asset
from rules.errors import Refusal
from storage import assets, chains, ledger, links, members

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.chains import Fact
    from storage.store import Change, Look

Number = Annotated[int, Arg("number of what was said", ge=1)]
Which = Annotated[int, Arg("number of the chain, such as 1 for Ethereum", ge=1)]
NATIVE = "native"


class Chains(Cog):
    """Whoever could set a contract alone could send everybody another coin."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("treasury asset", role=TREASURER, confirm=True)
    async def asset(
        self,
        ctx: Context,
        change: Change,
        symbol: Annotated[str, Arg("such as USDC", most=12)],
        chain: Which,
        contract: Annotated[str, Arg("the address of its contract, or native", most=60)],
        decimals: Annotated[int, Arg("its decimals on the chain", ge=0, le=36)],
    ) -> Card:
        """Say on which chain an asset is, for exports; a second treasurer confirms it."""
        one = await assets.get(change, symbol)
        own = contract.strip().lower() == NATIVE
        if own and one.kind == GOVERNANCE:
            raise Refusal(f"{one.symbol} is made here, so it is no chain's own coin; give its contract.")
        Asset(one.symbol, one.decimals, one.kind, decimals)
        return await said(ctx, change, one.symbol, chain, "" if own else addresses.read(contract), decimals)

    @command("treasury safe", role=TREASURER, confirm=True)
    async def safe(
        self,
        ctx: Context,
        change: Change,
        address: Annotated[str, Arg("the address of the Safe", most=60)],
        chain: Which,
    ) -> Card:
        """Say where the community's Safe is, for exports; a second treasurer confirms it."""
        return await said(ctx, change, "", chain, addresses.read(address), 0)

    @command("treasury agree", role=TREASURER, confirm=True)
    async def agree(self, ctx: Context, change: Change, number: Number) -> Card:
        """Confirm what another treasurer said about a chain."""
        one = await waiting(change, number)
        not_their_own(one, ctx.me)
        await links.may_move(change, ctx.me)
        await chains.judge(change, one, chains.CURRENT, ctx.me)
        data = {"fact": number, "asset": one.asset, "chain": one.chain, "address": one.address}
        data |= {"decimals": one.decimals, "said_by": one.by}
        about = f"chain/{number}"
        await ledger.post(change, about, "chain", by=ctx.me, why=about, data=data)
        await show(change, number)
        told = "Batches that are exported from now on use it; those there are stay as they are."
        return Card(told, title=await title(change, one), fields=((CHAIN, change.head[: accounts.SHOWN]),))

    @command("treasury disagree", role=TREASURER)
    async def disagree(self, ctx: Context, change: Change, number: Number) -> Card:
        """Take back or reject what was said about a chain."""
        one = await waiting(change, number)
        await chains.judge(change, one, chains.REFUSED, ctx.me)
        await show(change, number)
        return Card(f"#{number} is rejected; nothing has changed.")

    @command("treasury chain")
    async def chain(self, ctx: Context, look: Look) -> Card:
        """On which chain each asset is, and where the Safe is."""
        there = [*await chains.current(look), *await chains.waiting(look)]
        if not there:
            return Card("Nothing was said about a chain yet; a treasurer does it with `treasury asset`.")
        rows = [(f"#{one.id}", one.asset or "the Safe", *place(one)) for one in there]
        return Card("", title="Chains", table=Grid(("Number", "What", "Where", "State"), tuple(rows)))


def place(one: Fact) -> tuple[str, str]:
    """Where something is on a chain, and whether that counts."""
    where = f"chain {one.chain}, {one.address or 'its own coin'}"
    decimals = f", {one.decimals} decimals" if one.asset else ""
    return f"{where}{decimals}", "waits" if one.state == chains.WAITING else "counts"


async def said(ctx: Context, change: Change, asset: str, chain: int, address: str, decimals: int) -> Card:
    """Keep what a treasurer said, until a second one confirms it."""
    await links.may_move(change, ctx.me)
    same = [one for one in await chains.current(change) if (one.asset, one.chain) == (asset, chain)]
    if any((one.address, one.decimals) == (address, decimals) for one in same):
        raise Refusal("That counts already; `treasury chain` shows it.")
    number = await chains.add(change, asset, chain, address, decimals, ctx.me)
    await show(change, number)
    one = await chains.get(change, number)
    facts = (("Where", place(one)[0]), ("Next", "a second treasurer confirms it"))
    return Card("", title=await title(change, one), fields=facts)


async def waiting(look: Look, number: int) -> Fact:
    """What was said and not confirmed; else Refusal."""
    one = await chains.get(look, number)
    if one.state != chains.WAITING:
        raise Refusal(f"#{number} is {STATES[one.state]} already.")
    return one


def not_their_own(one: Fact, me: int) -> None:
    """Nobody confirms what they said themselves."""
    if one.by == me:
        raise Refusal(f"You said #{one.id} yourself, so another treasurer has to confirm it.")


STATES = {chains.CURRENT: "confirmed", chains.REPLACED: "replaced", chains.REFUSED: "rejected"}


async def title(look: Look, one: Fact) -> str:
    """What was said, in a few words."""
    return f"#{one.id}: where {one.asset or 'the Safe'} is"


async def show(change: Change, number: int) -> None:
    """Bring the card up to date; it asks the other treasurers as long as it waits."""
    one = await chains.get(change, number)
    names = await members.names(change, [one.by, one.judge or 0])
    open_ = one.state == chains.WAITING
    fields = [("Where", place(one)[0]), ("Said by", names[one.by])]
    fields += [(STATES[one.state].capitalize(), f"by {names[one.judge]}")] if one.judge else []
    fields += [(CHAIN, (await ledger.head(change))[: accounts.SHOWN])]
    button = (Button("Confirm it", Call.to("treasury agree", number=number), "✅"),) if open_ else ()
    others = tuple(who for who in await members.holders(change, TREASURER) if who != one.by) if open_ else ()
    card = Card("", await title(change, one), tuple(fields), buttons=button, mentions=others)
    await change.show(TOPIC, card, subject=f"chain/{number}")
