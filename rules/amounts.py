"""Amounts of assets: whole base units inside, plain decimal numbers for people (RULES 2)."""

import re
from dataclasses import dataclass

from rules.errors import Refusal

LIMIT = 2**63
MOST_DECIMALS = 9
GOVERNANCE, EXTERNAL = "governance", "external"

_SYMBOL = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asset:
    """What amounts are of. `decimals` are those inside (0-9), `chain_decimals` only scale exports."""

    symbol: str
    decimals: int
    kind: str = GOVERNANCE
    chain_decimals: int = 18

    def __post_init__(self) -> None:
        if not _SYMBOL.fullmatch(self.symbol):
            raise Refusal(
                "A symbol is 2 to 12 capital letters or digits and begins with a letter, such as DIST."
            )
        if not 0 <= self.decimals <= MOST_DECIMALS:
            raise Refusal("An asset has 0 to 9 decimals; more only scale exports.")
        if self.kind not in (GOVERNANCE, EXTERNAL):
            raise Refusal("An asset is the governance token or external.")
        if not self.decimals <= self.chain_decimals <= 36:
            raise Refusal("The decimals on chain are at least those inside and at most 36.")


def parse(text: str, asset: Asset, *, zero: bool = False) -> int:
    """Base units of a plain decimal number such as 50, 12.5 or 1,234.50; Refusal says what would work.

    `0,123` is refused, as half of the world means 0.123 by it; so is `1.500` where there are two decimals.
    """
    if len(text) > 100 or not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        raise Refusal(f"Write the amount as a plain number such as 50 or 1,234.5, not {text[:40]!r}.")
    whole, _, part = text.replace(",", "").partition(".")
    if len(part) > asset.decimals:
        places = f"at most {asset.decimals} decimals" if asset.decimals else "no decimals"
        raise Refusal(f"{asset.symbol} has {places}, so {text[:40]} cannot be written in it.")
    amount = int(whole + part.ljust(asset.decimals, "0"))
    if amount >= LIMIT:
        raise Refusal(
            f"That is more than can be counted; the most is {plain(LIMIT - 1, asset)} {asset.symbol}."
        )
    if not amount and not zero:
        raise Refusal("The amount must be more than nothing.")
    return amount


def plain(amount: int, asset: Asset) -> str:
    """The number alone: no symbol, no separators, no trailing zeros."""
    whole, part = divmod(abs(amount), 10**asset.decimals)
    digits = f"{part:0{asset.decimals}}".rstrip("0") if asset.decimals else ""
    return f"{'-' if amount < 0 else ''}{whole}{'.' if digits else ''}{digits}"


def figure(amount: int, asset: Asset) -> str:
    """The number with thousands separators, without its symbol."""
    whole, point, part = plain(amount, asset).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{part}"


def show(amount: int, asset: Asset) -> str:
    """An amount as people read it: 1,234.5 DIST."""
    return f"{figure(amount, asset)} {asset.symbol}"


def on_chain(amount: int, asset: Asset) -> int:
    """The same amount in units of its chain, without loss: no asset has fewer decimals there."""
    scale: int = 10 ** (asset.chain_decimals - asset.decimals)
    return amount * scale
