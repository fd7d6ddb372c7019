"""Wallets: where a member is paid outside, shown to nobody but them and the treasurers (RULES 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import Card
from bot.command import TREASURER, Arg, Cog, Context, Member, command
from cogs import handed, proofs
from rules import addresses
from rules.errors import Refusal
from storage import communities, links, members, wallets

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Change, Look

LATER = "It is used from the next batch on; a batch that was exported keeps the address it has."
NONE = "You have no wallet; `wallet set` names one."


class Wallet(Cog):
    """An address is checked, its change is told, and what was exported never follows it."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("wallet show", private=True)
    async def show(
        self,
        ctx: Context,
        look: Look,
        who: Annotated[Member | None, Arg("whose, for treasurers; yours if left out")] = None,
    ) -> Card:
        """Show the wallet you are paid at, and what waits for it."""
        may_see(ctx, who)
        member = who or ctx.member
        one = await wallets.of(look, member) if member else None
        if one is None:
            return Card(
                NONE if who in (None, ctx.member) else f"{await members.name(look, who)} has no wallet."
            )
        facts = [("Address", one.address), ("Proven", handed.proven(one))]
        facts += [("Marks", ", ".join(notes))] if (notes := await handed.marks(look, one)) else []
        facts += [("On its way", text)] if (text := await handed.brief(look, one.member)) else []
        return Card("", title=f"Wallet of {await members.name(look, one.member)}", fields=tuple(facts))

    @command("wallet set", private=True, confirm=True)
    async def set(
        self, ctx: Context, change: Change, address: Annotated[str, Arg("0x and 40 digits", most=60)]
    ) -> Card:
        """Name the address at which you are paid outside."""
        await links.may_move(change, ctx.me)
        right, before = addresses.read(address), await wallets.of(change, ctx.me)
        if before and before.address == right and (before.proven or not proofs.possible()):
            raise Refusal("This is your wallet already; `wallet show` shows it.")
        if proofs.possible():
            return await asked(change, ctx.me, right)
        await renewed(change, ctx.me, right, proven=False)
        facts = (("Address", right), ("Before", before.address if before else "none"))
        return Card(f"{LATER} It is marked as not proven.", title="Set your wallet", fields=facts)

    @command("wallet prove", private=True)
    async def prove(
        self, ctx: Context, change: Change, signature: Annotated[str, Arg("what your wallet made", most=200)]
    ) -> Card:
        """Give the signature that `wallet set` has asked for."""
        await links.may_move(change, ctx.me)
        waits = await wallets.asked(change, ctx.me)
        if waits is None or not proofs.possible():
            raise Refusal("Nothing of yours waits to be signed; `wallet set` names an address.")
        text = proofs.message((await communities.get(change)).name, ctx.me, *waits)
        if proofs.signer(text, signature) != waits[0]:
            raise Refusal(
                "Another key, or another text, was signed; sign exactly what `wallet set` has shown."
            )
        await renewed(change, ctx.me, waits[0], proven=True)
        return Card(f"Your wallet is {waits[0]}, and proven. {LATER}", tone="good")

    @command("wallet remove", private=True, confirm=True)
    async def remove(self, ctx: Context, change: Change) -> Card:
        """Have no wallet any more."""
        await links.may_move(change, ctx.me)
        before = await wallets.of(change, ctx.me)
        if before is None:
            raise Refusal(NONE)
        await wallets.remove(change, ctx.me)
        body = (
            "What comes for you from now on waits here; what is in a batch is still sent to the old address."
        )
        return Card(body, title="Remove your wallet", fields=(("Address", before.address),))


def may_see(ctx: Context, who: int | None) -> None:
    """Refusal where somebody asks for the address of another and is no treasurer."""
    if who not in (None, ctx.member) and TREASURER not in ctx.roles:
        raise Refusal("Only its owner and treasurers may see a wallet; yours is shown by `wallet show`.")


async def asked(change: Change, who: int, address: str) -> Card:
    """Ask for a signature; nothing is set before."""
    code = await wallets.ask(change, who, address)
    text = proofs.message((await communities.get(change)).name, who, address, code)
    facts = (("Address", address), ("Sign exactly this", text), ("Then", "`wallet prove` and the signature"))
    body = "Your wallet is set once you have signed with it, which costs nothing."
    return Card(body, title="Set your wallet", fields=facts)


async def renewed(change: Change, who: int, address: str, *, proven: bool) -> None:
    """Set a wallet, and tell its owner where they are reached first, lest somebody else was it."""
    await wallets.put(change, who, address, proven=proven)
    body = f"You are paid at {address} from now on. If it was not you who set this, set yours and tell a treasurer."
    await change.whisper(who, Card(body, tone="warn"))
    if text := await handed.brief(change, who):
        name = await members.name(change, who)
        told = f"{name} has another wallet now. On its way to them: {text}; what is in a batch keeps its address."
        await change.say(handed.TOPIC, Card(told, tone="warn"))
