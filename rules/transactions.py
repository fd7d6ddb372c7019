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
LONGEST = 10_000  # characters of a row
NO_TABLE = "The list is no table of rows and commas; export it as a CSV file."
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
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if any(len(line) > LONGEST for line in lines):
        raise Refusal(NO_TABLE)
    try:
        cells = list(csv.reader(lines, delimiter=_comma(lines)))
    except csv.Error:
        raise Refusal(NO_TABLE) from None
    places = _places(cells[0]) if cells else None
    rows = [(nth, one) for nth, one in enumerate(cells, 1) if nth > 1 or places is None]
    if not rows:
        raise Refusal(EMPTY)
    if len(rows) > MOST:
        raise Refusal(f"A list has at most {MOST:,} rows and this one has {len(rows):,}; cut it up.")
    found = [_row(nth, one, places or dict(zip(FIELDS, range(4), strict=True)), known) for nth, one in rows]
    good = [one for one in found if isinstance(one, Row)]
    return good, [one for one in found if isinstance(one, Wrong)]


def _comma(lines: Sequence[str]) -> str:
    """What stands between the columns."""
    return ";" if lines and ";" in lines[0] and "," not in lines[0] else ","


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
    """Settle each transfer with one line that is exactly it: receiver, asset, amount; one transaction, one batch."""
    left, settled, wrong = [*lines], dict[tuple[int, str], tuple[int, ...]](), list[Wrong]()
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.hash, []).append(row)
    for hash_, group in groups.items():
        trials = [_trial(group, left, batch) for batch in _batches(hash_, left)]
        most = max((len(one.ids) for one in trials), default=0)
        best = [one for one in trials if len(one.ids) == most]
        if most and len(best) > 1:
            which = " and ".join(f"#{one.batch}" for one in best)
            wrong += [
                Wrong(row.line, f"It fits batches {which} alike; use `treasury sent`.") for row in group
            ]
            continue
        one = best[0] if best else _Trial(0, (), {}, tuple(group))
        wrong += [Wrong(row.line, "It is settled already.") for row in one.before.values()]
        left = [line for line in left if line.id not in (*one.ids, *one.before)]
        wrong += [Wrong(row.line, _why(row, left, one.batch)) for row in one.rest]
        if one.ids:
            settled[one.batch, hash_] = one.ids
    return Match(settled, tuple(wrong))


@dataclass(frozen=True, slots=True)
class _Trial:
    """What rows of one transaction come to if it has sent a batch: lines settled now, before, and rows that fit none."""

    batch: int
    ids: tuple[int, ...]
    before: Mapping[int, Row]
    rest: tuple[Row, ...]


def _batches(hash_: str, lines: Sequence[Open]) -> list[int]:
    """The batches that a transaction can have sent: the one it is known for, else any that waits."""
    known = sorted({one.batch for one in lines if one.hash == hash_})
    return known or sorted({one.batch for one in lines if not one.hash})


def _trial(rows: Sequence[Row], lines: Sequence[Open], batch: int) -> _Trial:
    ids, before, rest = list[int](), dict[int, Row](), list[Row]()
    there = [one for one in lines if one.batch == batch]
    for row in rows:
        same = [one for one in there if _same(row, one) and one.hash in ("", row.hash)]
        one = next(iter(sorted(same, key=lambda one: (not one.hash, one.id))), None)
        if one is None:
            rest.append(row)
            continue
        there.remove(one)
        if one.hash:
            before[one.id] = row
        else:
            ids.append(one.id)
    return _Trial(batch, tuple(ids), before, tuple(rest))


def _same(row: Row, one: Open) -> bool:
    return (row.receiver, row.asset, row.amount) == (one.receiver, one.asset, one.amount)


def _why(row: Row, lines: Sequence[Open], batch: int) -> str:
    """Why a transfer settles nothing."""
    open_ = [one for one in lines if one.receiver == row.receiver and not one.hash]
    if batch and any(_same(row, one) and one.batch != batch for one in open_):
        return f"This transaction belongs to batch #{batch}, and the line to another."
    if any(one.asset == row.asset for one in open_):
        return f"What waits for this receiver is another amount of {row.asset}."
    if open_:
        return f"What waits for this receiver is not in {row.asset}."
    return "No batch that waits has this receiver."


def listed(wrong: Iterable[Wrong]) -> Iterator[str]:
    """Rows that were not taken, in the order of the list."""
    for one in sorted(wrong, key=lambda one: one.line):
        yield f"Row {one.line}: {one.why}"
