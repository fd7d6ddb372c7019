"""Taking tokens on chain: they leave with the next batch and carry no votes until they are deposited again (RULES 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Card
from bot.command import Arg, Cog, Context, Money, command
from cogs.amounts import spelled
from rules import ledger as accounts
from rules.amounts import GOVERNANCE, show
from rules.errors import Refusal
from storage import chains, ledger, links, parameters, transit, wallets

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change

PLACE = "transit:token/"
NO_VOTES = "They carry no votes from now on, until treasurers have recorded that they came back."


class Withdrawing(Cog):
    """Only what is liquid can be taken."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("token withdraw", private=True, confirm=True)
    async def withdraw(
        self, ctx: Context, change: Change, amount: Annotated[Money, Arg("how much, such as 50")]
    ) -> Card:
        """Take tokens on chain, to your wallet, with the treasurers' next batch."""
        await links.may_move(change, ctx.me)
        token = amount.asset
        if token.kind != GOVERNANCE:
            raise Refusal(f"{token.symbol} goes to your wallet by itself, with the treasurers' next batch.")
        if not await parameters.get(change, "transfers"):
            raise Refusal(
                "This community does not let members send its token, so it cannot be taken on chain."
            )
        if token.symbol not in await chains.coins(change):
            raise Refusal(
                f"{token.symbol} has no contract on a chain; treasurers name one with `treasury asset`."
            )
        wallet = await wallets.of(change, ctx.me)
        if wallet is None:
            raise Refusal("You have no wallet to take them to; `wallet set` names one.")
        there = await ledger.balance_of(change, accounts.member(ctx.me), token.symbol)
        if there < amount.amount:
            raise Refusal(f"You hold {show(there, token)} outside of locks; take at most that.")
        turn = await change.next("withdraw")
        due, name = [(ctx.me, token.symbol, amount.amount)], f"withdraw/{turn}"
        await transit.depart(change, name, accounts.transit(f"token/{turn}"), due, why=name, by=ctx.me)
        facts = (
            ("Amount", show(amount.amount, token)),
            ("Wallet", wallet.address),
            ("You hold then", show(there - amount.amount, token)),
            (CHAIN, change.head[: accounts.SHOWN]),
        )
        return Card(NO_VOTES, title=f"Take {show(amount.amount, token)} on chain", fields=facts)

    @command("token keep", private=True, confirm=True)
    async def keep(self, ctx: Context, change: Change) -> Card:
        """Take back the tokens that you withdrew and that are in no batch yet."""
        await links.may_move(change, ctx.me)
        mine = [one for one in await transit.of(change, ctx.me) if one.account.startswith(PLACE)]
        some = [one for one in mine if one.state == transit.WAITING]
        if not some:
            raise Refusal(
                "No tokens of yours wait to be exported; what is in a batch, treasurers can take apart."
            )
        turn = await change.next("keep")
        await transit.come_back(change, some, f"keep/{turn}", by=ctx.me, why=f"keep/{turn}")
        facts = (
            (
                "Amount",
                await spelled(change, transit.sums([(one.member, one.asset, one.amount) for one in some])),
            ),
            (CHAIN, change.head[: accounts.SHOWN]),
        )
        return Card(
            "They carry votes again in whatever opens from now on.",
            title="Keep your tokens here",
            fields=facts,
        )
