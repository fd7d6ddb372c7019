"""Batches: what treasurers hand over at once, settled by the hash of its transaction, or taken apart before (RULES 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import select, update

from rules import handover
from rules import ledger as accounts
from rules.amounts import EXTERNAL, GOVERNANCE, Asset, show
from rules.errors import Refusal
from rules.handover import Coin, Transfer
from rules.ledger import Entry, Posting
from storage import assets, chains, communities, draws, ledger, links, transit, wallets
from storage.handover import batch_
from storage.schema import insert
from storage.transit import Transit

if TYPE_CHECKING:
    from storage.store import Change, Look

TRANSFERS, MERKLE = "transfers", "merkle"
OPEN, SENT, APART = "open", "sent", "apart"
MEMBER = "member:"


b = batch_.c
COLUMNS = tuple(column for column in b if column.name != "community")


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch; `facts` keep what its files say besides its lines: its name, the head, and its coins."""

    id: int
    kind: str
    chain: int
    safe: str
    facts: Mapping[str, Any]
    by: int
    at: datetime
    state: str

    def coin(self, symbol: str) -> Coin:
        """An asset as it was on the chain when the batch was made."""
        told = self.facts["coins"][symbol]
        return Coin(Asset(**told["asset"]), self.chain, told["contract"])


@dataclass(frozen=True, slots=True)
class Due:
    """What could be handed over: rows that wait in transit, balances of members, and what has to wait and why."""

    waiting: dict[int, list[Transit]]  # by chain
    held: dict[int, list[transit.Held]]
    later: list[tuple[int, str, int, str]]  # member, asset, amount, why


async def due(look: Look, kind: str) -> Due:
    """Everything on its way that has a wallet and a chain, and what waits with members who have a wallet now."""
    coins, there = await chains.coins(look), await wallets.every(look)
    kinds = {one.symbol: one.kind for one in await assets.everything(look)}
    found = Due({}, {}, [])
    for one in await transit.in_states(look, transit.WAITING):
        if kind == TRANSFERS or kinds[one.asset] == GOVERNANCE:
            if why := await _obstacle(look, one.member, one.asset, coins, there):
                found.later.append((one.member, one.asset, one.amount, why))
            else:
                found.waiting.setdefault(coins[one.asset].chain, []).append(one)
    for who, asset, amount in await _owned(look, there) if kind == TRANSFERS else ():
        if why := await _obstacle(look, who, asset, coins, there):
            found.later.append((who, asset, amount, why))
        else:
            found.held.setdefault(coins[asset].chain, []).append((who, asset, amount))
    return found


async def _owned(look: Look, there: Container[int]) -> list[transit.Held]:
    """What members with a wallet have of external assets in their accounts."""
    outside = {one.symbol for one in await assets.everything(look) if one.kind == EXTERNAL}
    held = [
        (int(account.removeprefix(MEMBER)), asset, amount)
        for (account, asset), amount in (await ledger.accounts(look, MEMBER)).items()
        if asset in outside
    ]
    return [one for one in held if one[0] in there]


async def _obstacle(
    look: Look, who: int, asset: str, coins: Mapping[str, Coin], there: Mapping[int, Any]
) -> str:
    """Why an amount cannot be handed over yet, or nothing."""
    if asset not in coins:
        return f"`treasury asset` has not said on which chain {asset} is"
    if who not in there:
        return "without a wallet"
    return "accounts were linked lately" if await links.quarantined(look, who) else ""


async def make(change: Change, kind: str, chain: int, found: Due, by: int) -> Batch:
    """Make a batch of what can be handed over on a chain, at most so much as one transaction can hold."""
    number, there = await change.next("batch"), await wallets.every(change)
    lines = await _gathered(change, number, chain, found, handover.MOST if kind == TRANSFERS else None, by)
    for one in lines:
        address = there[one.member].address
        await transit.put(change, [one], state=transit.BATCHED, batch=number, address=address)
    row = await _described(change, number, kind, chain, lines, by)
    await _entered(change, row, lines)
    return row


async def _gathered(
    change: Change, number: int, chain: int, found: Due, most: int | None, by: int
) -> list[Transit]:
    """The lines of a batch: what is on its way, then what is moved out of accounts for it."""
    lines = found.waiting.get(chain, [])[:most]
    held = found.held.get(chain, [])
    held = held if most is None else held[: most - len(lines)]
    if held:
        about = f"batch/{number}"
        made = await transit.depart(change, f"{about}/in", accounts.transit(about), held, why=about, by=by)
        lines = lines + [one for one in await transit.in_states(change, transit.WAITING) if one.id in made]
    return lines


async def _described(
    change: Change,
    number: int,
    kind: str,
    chain: int,
    lines: Sequence[Transit],
    by: int,
) -> Batch:
    """Keep what the files of a batch say, whatever changes later."""
    coins, used = await chains.coins(change), sorted({one.asset for one in lines})
    name, head = (await communities.get(change)).name, change.head[: accounts.SHOWN]
    told = {one: {"asset": asdict(coins[one].asset), "contract": coins[one].contract} for one in used}
    facts = {"name": f"{name}, batch {number}", "head": head, "coins": told}
    row = Batch(number, kind, chain, await chains.safe(change, chain), facts, by, change.now, OPEN)
    await change.run(insert(batch_), {"community": change.community} | asdict(row))
    return row


async def _entered(change: Change, one: Batch, lines: Sequence[Transit]) -> None:
    """Book that a batch was made, with the hash of its file."""
    told = await content(change, one)
    file = handover.safe(told) if one.kind == TRANSFERS else handover.distribution(told)[0]
    data = {"batch": one.id, "chain": one.chain, "kind": one.kind, "lines": [line.id for line in lines]}
    data |= {"file": hashlib.sha256(file).hexdigest()}
    about = f"batch/{one.id}"
    await ledger.post(change, about, "batch", by=one.by, why=about, data=data)


async def content(look: Look, one: Batch) -> handover.Batch:
    """A batch as its files tell it: always the same."""
    lines = await transit.of_batch(look, one.id)
    moved = tuple(Transfer(line.address, one.coin(line.asset), line.amount) for line in lines)
    sums = [show(amount, one.coin(asset).asset) for asset, amount in handover.totals(moved).items()]
    about = f"{', '.join(sums)}; head of the ledger {one.facts['head']}"
    return handover.Batch(one.facts["name"], about, one.chain, one.safe, one.at, moved)


async def get(look: Look, number: int) -> Batch:
    """The batch of this number; Refusal if there is none, or no more."""
    found = await _batches(look, b.id == number)
    if not found:
        raise Refusal(f"There is no batch #{number}; `treasury transit` shows those there are.")
    if found[0].state == APART:
        raise Refusal(f"Batch #{number} was taken apart; `treasury export` makes another.")
    return found[0]


async def find(look: Look, number: int) -> Batch | None:
    """The batch of this number, also one that was taken apart."""
    return next(iter(await _batches(look, b.id == number)), None)


async def every(look: Look) -> list[Batch]:
    """All batches, by number."""
    return await _batches(look, sa.true())


async def unsent(look: Look) -> list[Batch]:
    """Batches that are not sent, or not all of them."""
    return await _batches(look, b.state == OPEN)


async def settle(change: Change, one: Batch, lines: Sequence[Transit], hash_: str, by: int) -> Entry:
    """Book that lines of a batch were sent by a transaction."""
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        sums[line.account, line.asset] = sums.get((line.account, line.asset), 0) + line.amount
    out = [Posting(account, asset, -amount) for (account, asset), amount in sorted(sums.items())]
    gone = transit.sums([(line.member, line.asset, line.amount) for line in lines])
    into = [Posting(accounts.EXTERNAL, asset, amount) for asset, amount in sorted(gone.items())]
    name = f"batch/{one.id}/sent/{await change.next(f'batch/{one.id}/sent')}"
    data = {"batch": one.id, "transaction": hash_, "lines": [line.id for line in lines]}
    about = f"batch/{one.id}"
    entry = await ledger.post(change, name, "sent", [*out, *into], by=by, why=about, data=data)
    await transit.put(change, lines, state=transit.SENT, hash=hash_, entry=entry.number, sent=change.now)
    if all(line.state != transit.BATCHED for line in await transit.of_batch(change, one.id)):
        await _put(change, one, state=SENT)
    await draws.commit(change)
    return entry


async def take_apart(change: Change, one: Batch, by: int) -> None:
    """Put everything in a batch back where it was, as if it had not been made."""
    lines = await transit.of_batch(change, one.id)
    may_part(one, lines)
    about = f"batch/{one.id}"
    own = [line for line in lines if line.account == accounts.transit(about)]
    if own:
        await transit.come_back(change, own, f"{about}/back", by=by, why=about)
    await transit.put(
        change, [line for line in lines if line not in own], state=transit.WAITING, batch=None, address=""
    )
    await _put(change, one, state=APART)
    await ledger.post(
        change, f"{about}/apart", "batch", by=by, why=about, data={"batch": one.id, "apart": True}
    )


def may_part(one: Batch, lines: Sequence[Transit]) -> None:
    """Refusal where something of a batch is outside already."""
    if any(line.state != transit.BATCHED for line in lines):
        raise Refusal(f"Batch #{one.id} is sent, at least in part, so it cannot be taken apart.")


async def _put(change: Change, one: Batch, **facts: object) -> None:
    await change.run(update(batch_).where(b.community == change.community, b.id == one.id).values(**facts))


async def _batches(look: Look, where: sa.ColumnElement[bool]) -> list[Batch]:
    query = select(*COLUMNS).where(b.community == look.community, where).order_by(b.id)
    return [Batch(*row) for row in await look.rows(query)]
