"""Batches that were sent: by the hash of a transaction, or by a list of many (RULES 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from bot.card import CHAIN, Card
from bot.command import TREASURER, Arg, Attachment, Cog, Context, Numbers, command
from cogs import handed
from cogs.amounts import spelled
from rules import addresses, handover, moments, transactions
from rules import ledger as accounts
from rules.errors import Refusal
from rules.transactions import Open
from rules.wording import count, listed
from storage import assets, batches, communities, ledger, links, transit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.deps import Deps
    from rules.ledger import Entry
    from storage.batches import Batch
    from storage.store import Change, Look
    from storage.transit import Transit

MOST_SAID, LARGEST = 20, 1_000_000


class Sending(Cog):
    """A batch is settled once; whoever is paid hears of it and can say that nothing came."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("treasury sent", role=TREASURER, confirm=True)
    async def sent(
        self,
        ctx: Context,
        change: Change,
        number: Annotated[int, Arg("number of the batch", ge=1)],
        hash: Annotated[str, Arg("hash of the transaction: 0x and 64 digits", most=80)],  # noqa: A002 - its name in chat
        payouts: Annotated[Numbers, Arg("only what is of these payouts", most=20)] = Numbers(()),  # noqa: B008 - a tuple
    ) -> Card:
        """Say by which transaction a batch was sent."""
        await links.may_move(change, ctx.me)
        one, transaction = await batches.get(change, number), addresses.transaction(hash)
        await unused(change, one, transaction)
        lines = await transit.of_batch(change, number)
        chosen = [line for line in lines if not payouts or line.payout in payouts]
        missing_payouts(number, payouts, chosen)
        open_ = [line for line in chosen if line.state == transit.BATCHED]
        if not open_:
            return await receipt(change, one, settled(one, chosen, transaction), transaction)
        entry = await settle(change, one, open_, transaction, ctx.me)
        return await done(change, one, open_, entry, transaction)

    @command("treasury import", role=TREASURER, private=True, confirm=True)
    async def import_(
        self,
        ctx: Context,
        change: Change,
        rows: Annotated[str, Arg("its rows: hash,receiver,asset,amount; …", rest=True, most=4000)] = "",
        file: Annotated[Attachment | None, Arg("or the list as a file")] = None,
    ) -> Card:
        """Settle many lines at once by a list of transactions, as a block explorer exports it."""
        await links.may_move(change, ctx.me)
        known = {one.symbol: one for one in await assets.everything(change)}
        read, bad = transactions.read(text_of(file, rows), known)
        found = transactions.match(read, await comparable(change))
        booked: list[Transit] = []
        for (number, transaction), some in sorted(found.settled.items()):
            one = await batches.get(change, number)
            lines = [line for line in await transit.of_batch(change, number) if line.id in some]
            await settle(change, one, lines, transaction, ctx.me)
            booked += lines
        wrong = [*transactions.listed([*bad, *found.wrong])]
        facts = [("Settles", f"{count(len(booked), 'line')}, {await amount(change, booked)}")]
        facts += [("Not booked", count(len(wrong), "row"))] if wrong else []
        facts += [(CHAIN, change.head[: accounts.SHOWN])] if booked else []
        more = [f"… and {len(wrong) - MOST_SAID:,} more"] if len(wrong) > MOST_SAID else []
        body = "\n".join(f"- {line}" for line in [*wrong[:MOST_SAID], *more])
        return Card(body, title="Import transactions", fields=tuple(facts))


def text_of(file: Attachment | None, rows: str) -> str:
    """The list, from a file or as it was typed."""
    if file is None:
        return rows.replace(";", "\n")
    if not 0 < len(file.data) <= LARGEST:
        raise Refusal(f"{file.name} is empty, or larger than a megabyte; hand in the list as a CSV file.")
    try:
        return file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(f"{file.name} is no text in UTF-8; export the list as a CSV file.") from None


async def comparable(look: Look) -> list[Open]:
    """The lines of batches of transfers, as lists are compared with them."""
    kinds = {one.id: one.kind for one in await batches.every(look)}
    there = await transit.in_states(look, transit.BATCHED, transit.SENT, transit.AGAIN)
    return [
        Open(one.id, one.batch or 0, one.address, one.asset, one.amount, one.hash)
        for one in there
        if kinds[one.batch or 0] == batches.TRANSFERS
    ]


async def unused(look: Look, one: Batch, transaction: str) -> None:
    """Refusal for a transaction that has sent another batch."""
    others = sorted({line.batch or 0 for line in await transit.with_hash(look, transaction)} - {one.id})
    if others:
        raise Refusal(f"This transaction has sent batch #{others[0]}, so it cannot have sent #{one.id}, too.")


def missing_payouts(number: int, wanted: Collection[int], chosen: Sequence[Transit]) -> None:
    """Refusal where a batch holds nothing of a payout."""
    if lacking := sorted(set(wanted) - {line.payout for line in chosen}):
        raise Refusal(
            f"Batch #{number} holds nothing of payout #{lacking[0]}; `treasury batch {number}` shows its lines."
        )


def settled(one: Batch, chosen: Sequence[Transit], transaction: str) -> list[Transit]:
    """What the same transaction has settled before; Refusal where it was another."""
    mine = [line for line in chosen if line.hash == transaction]
    if not mine:
        which = listed(sorted({line.hash for line in chosen}))
        raise Refusal(f"Batch #{one.id} is settled already, by {which}; nothing is booked twice.")
    return mine


async def settle(change: Change, one: Batch, lines: Sequence[Transit], transaction: str, by: int) -> Entry:
    """Book what was sent, show it, and tell those who are paid."""
    entry = await batches.settle(change, one, lines, transaction, by)
    await handed.show(change, one.id)
    zone = moments.zone((await communities.get(change)).zone)
    until = moments.when(change.now + handover.MISSING, zone)
    for line in lines:
        body = gone(one, line, await spelled(change, {line.asset: line.amount}))
        more = f"If nothing comes, say so until {until}: `treasury missing {line.id}` and what you see."
        facts = (
            ("Transaction", transaction),
            ("Network", f"chain {one.chain}"),
            (CHAIN, change.head[: accounts.SHOWN]),
        )
        await change.whisper(line.member, Card(f"{body} {more}", fields=facts, tone="good"))
    return entry


def gone(one: Batch, line: Transit, what: str) -> str:
    """What a receiver is told: a transfer comes by itself, a claim has to be made."""
    if one.kind == batches.MERKLE:
        return f"{what} can be claimed by your wallet {line.address}; treasurers have its proof."
    return f"{what} went out to your wallet {line.address}."


async def amount(look: Look, lines: Sequence[Transit]) -> str:
    return await spelled(look, transit.sums([(one.member, one.asset, one.amount) for one in lines]))


async def done(look: Look, one: Batch, lines: Sequence[Transit], entry: Entry, transaction: str) -> Card:
    """What was booked; the receipt of a batch."""
    facts = [
        ("Amount", f"{await amount(look, lines)} in {count(len(lines), 'transfer')}"),
        ("Transaction", transaction),
        ("Entry", f"#{entry.number}"),
        (CHAIN, (await ledger.hash_of(look, entry.number))[: accounts.SHOWN]),
    ]
    return Card("", title=f"Batch #{one.id} was sent", fields=tuple(facts))


async def receipt(look: Look, one: Batch, lines: Sequence[Transit], transaction: str) -> Card:
    """The receipt that was given before: nothing is booked for it."""
    first = min(line.entry or 0 for line in lines)
    mine = [line for line in lines if line.entry == first]
    (entry,) = await ledger.history(look, limit=1, before=first + 1)
    card = await done(look, one, mine, entry, transaction)
    return Card("It was booked before; this is its receipt.", title=card.title, fields=card.fields)
