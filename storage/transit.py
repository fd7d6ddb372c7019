"""What is on its way out: amounts for members with a wallet, from the last approval until they are sent (RULES 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import select, update

from rules import ledger as accounts
from rules.amounts import EXTERNAL
from rules.errors import Refusal
from rules.ledger import Posting
from storage import assets, ledger, wallets
from storage.handover import transit_
from storage.schema import insert

if TYPE_CHECKING:
    from storage.store import Change, Look

PLACE = "transit:"  # what the names of their accounts begin with
WAITING, BATCHED, SENT, AGAIN, BACK = "waiting", "batched", "sent", "again", "back"
HELD = (WAITING, BATCHED)  # as long as that an account holds it
Held = tuple[int, str, int]  # member, asset, amount


t = transit_.c
COLUMNS = tuple(column for column in t if column.name != "community")


@dataclass(frozen=True, slots=True)
class Transit:
    """An amount on its way to a member, by its number."""

    id: int
    member: int
    asset: str
    amount: int
    account: str
    payout: int
    state: str
    at: datetime
    batch: int | None
    address: str
    hash: str
    entry: int | None
    sent: datetime | None
    missing: datetime | None
    why: str


async def dispatch(change: Change, payout: int, paid: Sequence[Held]) -> None:
    """Send on what a payout has just paid in external assets to members who have a wallet."""
    outside = {one.symbol for one in await assets.everything(change) if one.kind == EXTERNAL}
    have = await wallets.some(change, {who for who, asset, _ in paid if asset in outside})
    due = [one for one in paid if one[0] in have and one[1] in outside]
    if due:
        about, turn = f"payout/{payout}", await change.next(f"transit/{payout}")
        account = accounts.transit(payout)
        await depart(change, f"transit/{payout}/{turn}", account, due, why=about, payout=payout)


async def depart(
    change: Change,
    name: str,
    account: str,
    due: Sequence[Held],
    *,
    why: str,
    payout: int = 0,
    by: int = 0,
) -> list[int]:
    """Move what members hold on its way, in one entry: member, asset, amount of each; their numbers."""
    lines = [Posting(accounts.member(who), asset, -amount) for who, asset, amount in due]
    into = [Posting(account, asset, amount) for asset, amount in sorted(sums(due).items())]
    await ledger.post(change, name, "transit", [*lines, *into], by=by, why=why)
    numbers = [await change.next("transit") for _ in due]
    usual = {"community": change.community, "account": account, "payout": payout, "state": WAITING}
    usual |= {"at": change.now, "batch": None, "address": "", "hash": "", "entry": None}
    usual |= {"sent": None, "missing": None, "why": ""}
    rows = [
        usual | {"id": number, "member": who, "asset": asset, "amount": amount}
        for number, (who, asset, amount) in zip(numbers, due, strict=True)
    ]
    await change.run(insert(transit_), rows)
    return numbers


async def come_back(change: Change, some: Sequence[Transit], name: str, *, by: int, why: str) -> None:
    """Give amounts on their way back to their members, in one entry."""
    lines = [Posting(one.account, one.asset, -one.amount) for one in some]
    lines += [Posting(accounts.member(one.member), one.asset, one.amount) for one in some]
    await ledger.post(change, name, "transit", lines, by=by, why=why)
    await put(change, some, state=BACK, batch=None, address="")


async def give_back(change: Change, who: int) -> None:
    """Give back to a member what is on its way and in no batch, because they leave."""
    if waiting := [one for one in await of(change, who) if one.state == WAITING]:
        name = f"transit/forget/{await change.next('transit/forget')}"
        await come_back(change, waiting, name, by=0, why=f"forget/{who}")


async def erase(change: Change, who: int) -> None:
    """Keep no address and no words with what was sent to a member."""
    there = [one for one in await of(change, who) if one.state in (SENT, AGAIN)]
    await put(change, there, address="", why="")


async def get(look: Look, number: int) -> Transit:
    """The amount of this number; Refusal if there is none."""
    found = await _some(look, t.id == number)
    if not found:
        raise Refusal(f"Nothing with the number #{number} was ever on its way; `me` shows yours.")
    return found[0]


async def of(look: Look, who: int) -> list[Transit]:
    """Whatever was on its way to a member."""
    return await _some(look, t.member == who)


async def in_states(look: Look, *states: str) -> list[Transit]:
    """What is in these states, by number."""
    return await _some(look, t.state.in_(states))


async def of_batch(look: Look, batch: int) -> list[Transit]:
    """The lines of a batch, by number."""
    return await _some(look, t.batch == batch)


async def with_hash(look: Look, hash_: str) -> list[Transit]:
    """What a transaction has sent."""
    return await _some(look, t.hash == hash_)


async def missed(look: Look) -> list[Transit]:
    """What is said not to have come, as long as it was not sent again."""
    return await _some(look, t.missing.is_not(None) & (t.state == SENT))


async def put(change: Change, some: Iterable[Transit], **facts: object) -> None:
    """Set what is so of some amounts."""
    numbers = [one.id for one in some]
    await change.run(
        update(transit_).where(t.community == change.community, t.id.in_(numbers)).values(**facts)
    )


async def held(look: Look, who: Collection[int] | None = None) -> dict[str, int]:
    """What is on its way, of some members or of all, by asset."""
    there = await in_states(look, *HELD)
    return sums([(one.member, one.asset, one.amount) for one in there if who is None or one.member in who])


async def addresses(look: Look, who: int) -> list[str]:
    """Every address of a member that is kept: now, to be signed, and in batches."""
    now, asked = await wallets.of(look, who), await wallets.asked(look, who)
    known = [now.address] if now else []
    known += [asked[0]] if asked else []
    return sorted({*known, *(one.address for one in await of(look, who) if one.address)})


async def verify(look: Look) -> str:
    """The first account of amounts on their way that does not hold what it should, in words, or nothing."""
    there = await ledger.accounts(look, PLACE)
    due: dict[tuple[str, str], int] = {}
    for one in await in_states(look, *HELD):
        due[one.account, one.asset] = due.get((one.account, one.asset), 0) + one.amount
    for account, asset in sorted({*there, *due}):
        holds, should = there.get((account, asset), 0), due.get((account, asset), 0)
        if holds != should:
            return f"{account} holds {holds} {asset}, and {should} are on their way from it."
    return ""


def sums(due: Iterable[Held]) -> dict[str, int]:
    """Amounts by asset."""
    totals: dict[str, int] = {}
    for _, asset, amount in due:
        totals[asset] = totals.get(asset, 0) + amount
    return totals


async def _some(look: Look, where: sa.ColumnElement[bool]) -> list[Transit]:
    query = select(*COLUMNS).where(t.community == look.community, where).order_by(t.id)
    return [Transit(*row) for row in await look.rows(query)]
