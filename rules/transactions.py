"""Lists of transactions as block explorers export them, and which lines of batches they settle."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules import addresses
from rules.amounts import Asset, parse
from rules.errors import Refusal

MOST = 2000  # rows of a list
FIELDS = ("hash", "receiver", "asset", "amount")
NAMES = {  # what explorers and wallets call them, in small letters and without spaces or marks
    "hash": ("hash", "txhash", "transactionhash", "transaction", "tx"),
    "receiver": ("receiver", "to", "toaddress", "recipient"),
    "asset": ("asset", "tokensymbol", "symbol", "token", "currency"),
    "amount": ("amount", "value", "quantity", "tokenvalue"),
}
EMPTY = "There is no transaction in it; give a row of hash,receiver,asset,amount for each."


@dataclass(frozen=True, slots=True)
class Row:
    """One transfer as a list tells it; `line` counts from 1."""

    line: int
    hash: str
    receiver: str
    asset: str
    amount: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line of which nothing is booked, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Open:
    """A line of a batch as it is compared: `hash` is '' until it is settled."""

    id: int
    batch: int
    receiver: str
    asset: str
    amount: int
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Which lines are settled, by batch and hash, and what was not taken."""

    settled: Mapping[tuple[int, str], tuple[int, ...]]
    wrong: tuple[Wrong, ...]


def read(text: str, known: Mapping[str, Asset]) -> tuple[list[Row], list[Wrong]]:
    """The transfers of a list, and the rows that cannot be read; Refusal where there are none, or too many."""
    lines = [line for line in text.lstrip("\ufeff").replace(";", "\n").splitlines() if line.strip()]
    cells = list(csv.reader(lines))
    places = _places(cells[0]) if cells else None
    rows = [(nth, one) for nth, one in enumerate(cells, 1) if nth > 1 or places is None]
    if not rows:
        raise Refusal(EMPTY)
    if len(rows) > MOST:
        raise Refusal(f"A list has at most {MOST:,} rows and this one has {len(rows):,}; cut it up.")
    found = [_row(nth, one, places or dict(zip(FIELDS, range(4), strict=True)), known) for nth, one in rows]
    good = [one for one in found if isinstance(one, Row)]
    return good, [one for one in found if isinstance(one, Wrong)]


def _places(head: Sequence[str]) -> dict[str, int] | None:
    """Which column holds what, if the first row says so."""
    names = ["".join(filter(str.isalpha, one.partition("(")[0].lower())) for one in head]
    found = {
        field: next((nth for nth, name in enumerate(names) if name in NAMES[field]), None) for field in FIELDS
    }
    places = {field: nth for field, nth in found.items() if nth is not None}
    return places if len(places) == len(FIELDS) else None


def _row(
    nth: int, cells: Sequence[str], places: Mapping[str, int], known: Mapping[str, Asset]
) -> Row | Wrong:
    if len(cells) <= max(places.values()):
        return Wrong(nth, "It lacks a column; each row has hash, receiver, asset and amount.")
    given = {field: cells[place].strip() for field, place in places.items()}
    if given["asset"].upper() not in known:
        return Wrong(nth, f"There is no asset {given['asset'][:12]} here.")
    asset = known[given["asset"].upper()]
    try:
        amount = parse(_shortened(given["amount"]), asset)
        receiver = addresses.read(given["receiver"])
        return Row(nth, addresses.transaction(given["hash"]), receiver, asset.symbol, amount)
    except Refusal as no:
        return Wrong(nth, str(no))


def _shortened(amount: str) -> str:
    """An amount without the zeros that explorers put behind it."""
    return amount.rstrip("0").rstrip(".") if "." in amount else amount


def match(rows: Iterable[Row], lines: Sequence[Open]) -> Match:
    """Settle each transfer with one line that is exactly it: receiver, asset and amount; one hash, one batch."""
    left = list(lines)
    batches = {one.hash: one.batch for one in lines if one.hash}
    settled: dict[tuple[int, str], list[int]] = {}
    wrong = []
    for row in rows:
        same = [one for one in left if _same(row, one)]
        one = next((one for one in same if one.hash == row.hash), None) or next(
            (one for one in same if not one.hash and batches.get(row.hash, one.batch) == one.batch), None
        )
        if one is None or one.hash:
            left = [other for other in left if other is not one]
            wrong.append(Wrong(row.line, "It is settled already." if one else _why(row, same, left, batches)))
            continue
        left.remove(one)
        batches[row.hash] = one.batch
        settled.setdefault((one.batch, row.hash), []).append(one.id)
    return Match({key: tuple(some) for key, some in settled.items()}, tuple(wrong))


def _same(row: Row, one: Open) -> bool:
    return (row.receiver, row.asset, row.amount) == (one.receiver, one.asset, one.amount)


def _why(row: Row, same: Sequence[Open], lines: Sequence[Open], batches: Mapping[str, int]) -> str:
    """Why a transfer settles nothing."""
    if any(not one.hash for one in same):
        return f"This transaction belongs to batch #{batches[row.hash]}, and the line to another."
    theirs = [one for one in lines if one.receiver == row.receiver and not one.hash]
    if any(one.asset == row.asset for one in theirs):
        return f"What waits for this receiver is another amount of {row.asset}."
    if theirs:
        return f"What waits for this receiver is not in {row.asset}."
    return "No batch that waits has this receiver."


def listed(wrong: Iterable[Wrong]) -> Iterator[str]:
    """Rows that were not taken, in the order of the list."""
    for one in sorted(wrong, key=lambda one: one.line):
        yield f"Row {one.line}: {one.why}"
