"""What is so of an asset, and of the community's Safe, on a chain: said by one treasurer, confirmed by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import select, update

from rules.errors import Refusal
from rules.handover import Coin
from storage import assets
from storage.handover import fact
from storage.schema import insert

if TYPE_CHECKING:
    from storage.store import Change, Look

WAITING, CURRENT, REPLACED, REFUSED = "waiting", "current", "replaced", "refused"


f = fact.c
COLUMNS = tuple(column for column in f if column.name != "community")


@dataclass(frozen=True, slots=True)
class Fact:
    """Where an asset is on a chain and how it counts there; without an asset, where the Safe is."""

    id: int
    asset: str
    chain: int
    address: str
    decimals: int
    by: int
    at: datetime
    state: str
    judge: int | None


async def add(change: Change, asset: str, chain: int, address: str, decimals: int, by: int) -> int:
    """Say what is so; it counts once it is confirmed. The number."""
    number = await change.next("chain fact")
    facts = {"id": number, "asset": asset, "chain": chain, "address": address, "decimals": decimals}
    rest = {"by": by, "at": change.now, "state": WAITING, "judge": None}
    await change.run(insert(fact), {"community": change.community} | facts | rest)
    return number


async def get(look: Look, number: int) -> Fact:
    """The fact of this number; Refusal if there is none."""
    found = await _facts(look, f.id == number)
    if not found:
        raise Refusal(f"There is no fact #{number} about a chain; `treasury chain` shows those there are.")
    return found[0]


async def waiting(look: Look) -> list[Fact]:
    """What nobody has confirmed yet."""
    return await _facts(look, f.state == WAITING)


async def current(look: Look) -> list[Fact]:
    """What counts now."""
    return await _facts(look, f.state == CURRENT)


async def judge(change: Change, one: Fact, state: str, by: int) -> None:
    """Confirm a fact, which takes the place of the one before, or refuse it."""
    if state == CURRENT:
        same = f.asset == one.asset, f.state == CURRENT
        of_chain = () if one.asset else (f.chain == one.chain,)
        await _put(change, sa.and_(*same, *of_chain), state=REPLACED)
        if one.asset:
            await assets.scale(change, one.asset, one.decimals)
    await _put(change, f.id == one.id, state=state, judge=by)


async def coins(look: Look) -> dict[str, Coin]:
    """The assets that can be handed over, by symbol."""
    known = {one.symbol: one for one in await assets.everything(look)}
    return {
        one.asset: Coin(known[one.asset], one.chain, one.address) for one in await current(look) if one.asset
    }


async def safe(look: Look, chain: int) -> str:
    """The community's Safe on a chain, or nothing."""
    return next((one.address for one in await current(look) if not one.asset and one.chain == chain), "")


async def _put(change: Change, where: sa.ColumnElement[bool], **facts: object) -> None:
    await change.run(update(fact).where(f.community == change.community, where).values(**facts))


async def _facts(look: Look, where: sa.ColumnElement[bool]) -> list[Fact]:
    query = select(*COLUMNS).where(f.community == look.community, where).order_by(f.id)
    return [Fact(*row) for row in await look.rows(query)]
