"""What a community owns amounts of: its governance token and external assets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Named, TypedColumns, select, update

from rules.amounts import Asset
from rules.errors import Refusal
from storage.schema import AnyRow, Flag, Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Assets(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    symbol: Named[str] = Column(Str, primary_key=True)
    decimals: Named[int] = Column(BigInteger, nullable=False)
    kind: Named[str] = Column(Str, nullable=False)
    chain_decimals: Named[int] = Column(BigInteger, nullable=False)
    retired: Named[bool] = Column(Flag, nullable=False)


asset = table("asset", Assets)


def _asset(row: AnyRow) -> Asset:
    return Asset(row.symbol, row.decimals, row.kind, row.chain_decimals)


async def everything(look: Look) -> list[Asset]:
    """All assets, the governance token first."""
    rows = await look.rows(select(*asset.c).where(asset.c.community == look.community))
    return [_asset(row) for row in sorted(rows, key=lambda row: (row.kind != "governance", row.symbol))]


async def get(look: Look, symbol: str) -> Asset:
    """The asset of this symbol; Refusal names those there are."""
    known = {one.symbol: one for one in await everything(look)}
    if symbol.upper() not in known:
        raise Refusal(
            f"There is no asset {symbol[:12]}; this community has {', '.join(known) or 'none yet'}."
        )
    return known[symbol.upper()]


async def governance(look: Look) -> Asset:
    """The token of the community; Refusal while it is being founded."""
    found = look.token or next((one for one in await everything(look) if one.kind == "governance"), None)
    if found:
        look.token = found
        return found
    raise Refusal("This community has no token yet; it comes with `setup finish`.")


async def add(change: Change, new: Asset) -> None:
    """Add an asset; Refusal if the symbol is taken."""
    if any(one.symbol == new.symbol for one in await everything(change)):
        raise Refusal(f"There is an asset {new.symbol} already.")
    facts = {
        "symbol": new.symbol,
        "decimals": new.decimals,
        "kind": new.kind,
        "chain_decimals": new.chain_decimals,
    }
    await change.run(insert(asset), {"community": change.community, "retired": False} | facts)


async def scale(change: Change, symbol: str, decimals: int) -> None:
    """Say how many decimals an asset has on its chain; Refusal for fewer than here."""
    one = await get(change, symbol)
    Asset(one.symbol, one.decimals, one.kind, decimals)
    mine = asset.c.community == change.community, asset.c.symbol == one.symbol
    await change.run(update(asset).where(*mine).values(chain_decimals=decimals))


async def retired(look: Look, symbol: str) -> bool:
    query = select(asset.c.retired).where(asset.c.community == look.community, asset.c.symbol == symbol)
    return bool(await look.value(query))


async def retire(change: Change, symbol: str) -> None:
    """Let nothing new come in; what is there can be spent. Refusal for the governance token (RULES 2)."""
    if (await get(change, symbol)).kind == "governance":
        raise Refusal("The governance token cannot be retired.")
    mine = asset.c.community == change.community, asset.c.symbol == symbol
    await change.run(update(asset).where(*mine).values(retired=True))
