"""Amounts on their way out, wallets and batches in words, as several cards need them; and what waits because of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.card import CHAIN, Card
from cogs.amounts import spelled, verb
from rules import ledger as accounts
from rules.amounts import EXTERNAL
from rules.wording import count, listed
from storage import assets, batches, chains, ledger, members, payouts, transit, wallets

if TYPE_CHECKING:
    from storage.batches import Batch
    from storage.payouts import Payout
    from storage.store import Change, Look
    from storage.transit import Transit
    from storage.wallets import Wallet

TOPIC, UNPROVEN = "treasury", "not proven"
MOST = 25  # rows


def proven(one: Wallet) -> str:
    """Whether its owner has signed with a wallet."""
    return "yes, by a signature" if one.proven else UNPROVEN


async def marks(look: Look, one: Wallet) -> list[str]:
    """What treasurers should look at before they send to a wallet."""
    found = ["set in the last 24 hours"] if one.fresh(look.now) else []
    twins = [who for who in (await wallets.shared(look)).get(one.address, []) if who != one.member]
    names = await members.names(look, twins)
    return found + ([f"also the wallet of {listed([names[who] for who in twins])}"] if twins else [])


async def outside(look: Look, held: Mapping[str, int]) -> dict[str, int]:
    """Of some amounts, those that are paid outside."""
    kinds = {one.symbol: one.kind for one in await assets.everything(look)}
    return {asset: amount for asset, amount in held.items() if kinds[asset] == EXTERNAL and amount}


async def then(look: Look, who: int, paid: Mapping[str, int]) -> str:
    """What becomes of what was just paid: external assets go on, or wait for a wallet."""
    some = await outside(look, paid)
    if not some:
        return ""
    what = "It" if len(some) == len(paid) == 1 else await spelled(look, some)
    if await wallets.of(look, who):
        return f" {what} {verb(some, 'goes', 'go')} to your wallet with the treasurers' next batch."
    return f" {what} {verb(some, 'waits', 'wait')} here until you name a wallet: `wallet set`."


async def tell(change: Change, payout: Payout) -> None:
    """Tell who is paid, each once, however many approvals it takes for the others; who wants no such notes gets none."""
    facts = (("For", payout.reason), (CHAIN, (await ledger.head(change))[: accounts.SHOWN]))
    for one in await payouts.lines(change, payout.id):
        if one.state == payouts.PAID and await change.next(f"told/{payout.id}/{one.line}") == 1:
            due = {one.asset: one.amount}
            told = f"{await spelled(change, due)} came to you from payout #{payout.id}."
            card = Card(f"{told}{await then(change, one.member, due)}", fields=facts, tone="good")
            await change.whisper(one.member, card, kind="rewards")


async def brief(look: Look, who: int) -> str:
    """What is on its way to a member, in one line; nothing where there is none."""
    there = [one for one in await transit.of(look, who) if one.state in transit.HELD]
    if not there:
        return ""
    sums = transit.sums([(who, one.asset, one.amount) for one in there])
    packed = sorted({one.batch for one in there if one.batch})
    where = f", in {listed([f'batch #{one}' for one in packed])}" if packed else ""
    return f"{await spelled(look, sums)}{where}"


async def unclaimed(look: Look, who: int) -> str:
    """What of a member waits for a wallet, or with one for the next batch."""
    held = await outside(look, await ledger.balances(look, accounts.member(who)))
    there = held and await wallets.of(look, who)
    return f"{await spelled(look, held)}{', with the next batch' if there else ''}" if held else ""


async def rows(look: Look, some: Sequence[Transit]) -> list[tuple[str, str, str, str]]:
    """Amounts on their way, for everybody to read: number, whose, how much, and where it stands."""
    names = await members.names(look, [one.member for one in some])
    have = await wallets.some(look, {one.member for one in some})
    return [
        (
            f"#{one.id}",
            names[one.member],
            await spelled(look, {one.asset: one.amount}),
            state(one) if one.member in have or one.state != transit.WAITING else "needs a wallet",
        )
        for one in some
    ]


def state(one: Transit) -> str:
    """Where an amount stands."""
    if one.state == transit.BATCHED:
        return f"in batch #{one.batch}"
    if one.state == transit.SENT:
        return "said not to have come" if one.missing else "sent"
    return {transit.AGAIN: "to be sent again", transit.BACK: "given back"}.get(
        one.state, "for the next batch"
    )


def cut(rows: Sequence[tuple[str, str, str, str]]) -> tuple[tuple[str, ...], ...]:
    """As many rows as a message can hold."""
    more = [(f"… and {len(rows) - MOST:,} more", "", "", "")] if len(rows) > MOST else []
    return *rows[:MOST], *more


async def card(look: Look, one: Batch) -> Card:
    """The card of a batch, for everybody: no address is on it."""
    lines = await transit.of_batch(look, one.id)
    sums = transit.sums([(line.member, line.asset, line.amount) for line in lines])
    sent = [line for line in lines if line.state != transit.BATCHED]
    gone = transit.sums([(line.member, line.asset, line.amount) for line in sent])
    hashes = sorted({line.hash for line in sent})
    whole = f"{await spelled(look, sums)} in {count(len(lines), 'transfer')}"
    facts = [
        *([] if one.state == batches.APART else [("Amount", whole)]),
        ("Network", f"chain {one.chain}"),
        ("Exported by", await members.name(look, one.by)),
        ("Head then", one.facts["head"]),
    ]
    facts += [("Sent", await spelled(look, gone)), ("Transaction", listed(hashes))] if sent else []
    facts += [(CHAIN, (await ledger.head(look))[: accounts.SHOWN])]
    return Card(stage(one, lines), title=f"Batch #{one.id}", fields=tuple(facts))


def stage(one: Batch, lines: Sequence[Transit]) -> str:
    """Where a batch stands, in a sentence."""
    if one.state == batches.APART:
        return "It was taken apart; nothing of it is to be sent."
    if one.state == batches.SENT:
        return "It is sent."
    part = any(line.hash for line in lines)
    how = "distributes claims" if one.kind == batches.MERKLE else "sends it"
    told = "It is sent in part" if part else "It is exported and not sent yet"
    return f"{told}: `treasury sent {one.id}` and the hash of the transaction that {how}."


async def show(change: Change, number: int) -> None:
    """Bring the card of a batch up to date."""
    one = await batches.find(change, number)
    if one is not None:
        await change.show(TOPIC, await card(change, one), subject=f"batch/{number}")


async def duties(look: Look, me: int) -> list[str]:
    """What waits for a member because of wallets, and for a treasurer because of batches."""
    found = await _unpaid(look, me)
    if "treasurer" in await members.roles(look, me):
        found += await _of_treasurers(look, me)
    return found


async def _unpaid(look: Look, me: int) -> list[str]:
    """What cannot be sent to a member without a wallet."""
    held = Counter(await outside(look, await ledger.balances(look, accounts.member(me))))
    for one in await transit.of(look, me):
        held[one.asset] += one.amount if one.state == transit.WAITING else 0
    if not +held or await wallets.of(look, me):
        return []
    waits = f"{await spelled(look, +held)} {verb(+held, 'waits', 'wait')}"
    return [f"{waits} until you name a wallet: `wallet set`."]


async def _of_treasurers(look: Look, me: int) -> list[str]:
    due = await batches.due(look, batches.TRANSFERS)
    many = sum(map(len, due.waiting.values())) + sum(map(len, due.held.values()))
    found = [f"{count(many, 'amount waits', 'amounts wait')} to be sent: `treasury export`."] if many else []
    found += [
        f"Batch #{one.id} is not sent yet: `treasury sent {one.id}` and the hash of its transaction."
        for one in await batches.unsent(look)
    ]
    found += [
        f"Line #{one.id} is said not to have come: `treasury resend {one.id}`."
        for one in await transit.missed(look)
    ]
    others = [one for one in await chains.waiting(look) if one.by != me]
    return found + [
        f"What is said about a chain waits for a second treasurer: `treasury agree {one.id}`."
        for one in others
    ]
