"""Handing external money over: what is on its way, batches, and their files for the treasurers' wallets (RULES 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import CHAIN, Button, Card, File, Grid
from bot.command import TREASURER, Arg, Call, Cog, Context, command
from cogs import handed
from cogs.amounts import spelled
from rules import addresses, handover
from rules import ledger as accounts
from rules.errors import Refusal
from rules.wording import count, listed
from storage import batches, links, members, transit, wallets

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.batches import Batch, Due
    from storage.store import Change, Look
    from storage.transit import Transit
    from storage.wallets import Wallet

Number = Annotated[int, Arg("number of the batch", ge=1)]
MOST_NAMES = 8
KEYS = ("📎", "📁", "📂", "💾", "💿")
APART = "Nobody may send it any more: make sure that its file was neither signed nor proposed in a wallet."


class Handover(Cog):
    """Approved money leaves in batches; each amount is in one of them, and a batch never changes."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("treasury transit")
    async def list(self, ctx: Context, look: Look) -> Card:
        """What is on its way out, and which batches are not sent."""
        there = await transit.in_states(look, *transit.HELD)
        there += await transit.missed(look)
        if not there:
            return Card("Nothing is on its way out.")
        body = "\n".join(f"- Batch #{one.id} is not sent yet." for one in await batches.unsent(look))
        table = Grid(("Line", "Who", "Amount", "Where"), handed.cut(await handed.rows(look, there)))
        return Card(body, title="On its way out", table=table)

    @command("treasury export", role=TREASURER, private=True, confirm=True)
    async def export(
        self,
        ctx: Context,
        change: Change,
        kind: Annotated[
            Literal["transfers", "merkle"], Arg("transfers, or claims of the token")
        ] = "transfers",
    ) -> Card:
        """Pack what is on its way out into a batch, with files for a Safe."""
        await links.may_move(change, ctx.me)
        due = await batches.due(change, kind)
        if not {*due.waiting, *due.held}:
            raise Refusal(await nothing(change, due))
        made = [
            await batches.make(change, kind, chain, due, ctx.me)
            for chain in sorted({*due.waiting, *due.held})
        ]
        for one in made:
            await handed.show(change, one.id)
        lines = [line for one in made for line in await transit.of_batch(change, one.id)]
        buttons = tuple(
            Button(f"Files of batch #{one.id}", Call.to("treasury batch", number=one.id), key)
            for key, one in zip(KEYS, made, strict=False)
        )
        facts = [("Amount", await whole(change, lines)), *await later(change, due)]
        facts += [(CHAIN, change.head[: accounts.SHOWN])]
        title = f"Export {listed([f'batch #{one.id}' for one in made])}"
        return Card(told(made), title, tuple(facts), await table(change, lines), buttons)

    @command("treasury batch", role=TREASURER, private=True)
    async def batch(self, ctx: Context, look: Look, number: Number) -> Card:
        """The files of a batch, the same each time, and whom its lines are for."""
        one = await batches.get(look, number)
        lines = await transit.of_batch(look, number)
        if any(not line.address for line in lines):
            raise Refusal(f"Somebody in batch #{number} was forgotten, so its files are not made any more.")
        facts = [("Amount", await whole(look, lines)), ("Network", f"chain {one.chain}")]
        facts += [("Safe", one.safe or "none named: `treasury safe`"), ("Head then", one.facts["head"])]
        body = handed.stage(one, lines)
        return Card(
            body, f"Batch #{number}", tuple(facts), await table(look, lines), files=await files(look, one)
        )

    @command("treasury unexport", role=TREASURER, confirm=True)
    async def unexport(self, ctx: Context, change: Change, number: Number) -> Card:
        """Take a batch apart that was not sent; everything is where it was."""
        await links.may_move(change, ctx.me)
        one = await batches.get(change, number)
        lines = await transit.of_batch(change, number)
        await batches.take_apart(change, one, ctx.me)
        await handed.show(change, number)
        facts = (("Amount", await whole(change, lines)), (CHAIN, change.head[: accounts.SHOWN]))
        return Card(APART, title=f"Take batch #{number} apart", fields=facts)


async def nothing(look: Look, due: Due) -> str:
    """Why there is no batch to make."""
    if open_ := await batches.unsent(look):
        which = listed([f"#{one.id}" for one in open_])
        return f"Nothing new can be exported; not sent yet is {which}, whose files `treasury batch` gives."
    if due.later:
        return f"What is on its way cannot be exported yet ({'; '.join(sorted({why for *_, why in due.later}))})."
    return "Nothing is on its way out, so there is nothing to export."


def told(made: list[Batch]) -> str:
    """What follows for the treasurers."""
    first = made[0]
    what = "the Safe's transaction builder and its airdrop app; once it is sent"
    if first.kind == batches.MERKLE:
        what = "a contract that pays whoever proves a claim; once it has the root and the tokens"
    return f"The files are for {what}, `treasury sent {first.id}` and the hash of the transaction."


async def later(look: Look, due: Due) -> list[tuple[str, str]]:
    """What has to wait for another batch, and why."""
    by: dict[str, list[tuple[int, str, int]]] = {}
    for who, asset, amount, why in due.later:
        by.setdefault(why, []).append((who, asset, amount))
    names = await members.names(look, [who for who, *_ in due.later][:MOST_NAMES])
    return [
        (
            "Waits",
            f"{await spelled(look, transit.sums(some))} ({why}): {listed(sorted({names.get(who, '…') for who, *_ in some}))}",
        )
        for why, some in sorted(by.items())
    ]


async def whole(look: Look, lines: list[Transit]) -> str:
    """What some lines come to, in how many transfers."""
    sums = transit.sums([(one.member, one.asset, one.amount) for one in lines])
    return f"{await spelled(look, sums)} in {count(len(lines), 'transfer')}"


async def table(look: Look, lines: list[Transit]) -> Grid:
    """Whom the lines of batches are for; those at which treasurers should look come first."""
    names, there = await members.names(look, [one.member for one in lines]), await wallets.every(look)
    looks: list[tuple[str, str, str, str]] = []
    others: list[tuple[str, str, str, str]] = []
    for one in lines:
        notes = await noted(look, one, there.get(one.member))
        wallet = ", ".join([addresses.short(one.address), *notes])
        row = (f"#{one.id}", names[one.member], await spelled(look, {one.asset: one.amount}), wallet)
        (looks if set(notes) - {handed.UNPROVEN} else others).append(row)
    return Grid(("Line", "Who", "Amount", "Wallet"), handed.cut([*looks, *others]))


async def noted(look: Look, one: Transit, now: Wallet | None) -> list[str]:
    """What treasurers should know of the wallet of a line."""
    if now is None:
        return ["wallet removed"]
    other = ["has another wallet now"] if now.address != one.address else []
    return [*([handed.UNPROVEN] if not now.proven else []), *await handed.marks(look, now), *other]


async def files(look: Look, one: Batch) -> tuple[File, ...]:
    """The files of a batch."""
    made, name = await batches.content(look, one), f"batch-{one.id}-chain-{one.chain}"
    if one.kind == batches.MERKLE:
        dump, proofs = handover.distribution(made)
        return (
            File(f"{name}-tree.json", dump, alt="the tree for StandardMerkleTree.load"),
            File(f"{name}-claims.json", proofs, alt="the root, and the proof of each receiver"),
        )
    return (
        File(f"{name}.json", handover.safe(made), alt="for the Safe's transaction builder"),
        File(f"{name}.csv", handover.airdrop(made), alt="for the Safe's airdrop app"),
    )
