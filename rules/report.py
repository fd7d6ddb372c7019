"""What came into the treasury and its budgets, what went out, to whom, and what that leaves (RULES 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rules.journal import Book, Key, Line
from rules.ledger import EXTERNAL, Posting

# Kinds of accounts of the community itself; what is in transit was credited to a member before.
OWN = ("treasury", "budget", "reserved", "escrow")


class Flow(NamedTuple):
    """What an entry moved in (above zero) or out: with which account, in base units."""

    line: Line
    asset: str
    amount: int
    party: str


@dataclass(frozen=True, slots=True)
class Balance:
    """An asset over a time; `opening + came - went` is `closing`."""

    opening: int
    came: int
    went: int

    @property
    def closing(self) -> int:
        return self.opening + self.came - self.went


def own(account: str) -> bool:
    """Whether an account is the community's own."""
    return account.partition(":")[0] in OWN


def flows(lines: Iterable[Line]) -> list[Flow]:
    """Everything that crossed the border of the community's own accounts, in order."""
    return [flow for line in lines for flow in _crossed(line)]


def _crossed(line: Line) -> Iterator[Flow]:
    for asset in sorted({one.asset for one in line.entry.postings}):
        mine = [one for one in line.entry.postings if one.asset == asset]
        if any(own(one.account) for one in mine):
            yield from (Flow(line, asset, -amount, party) for party, amount in _parties(mine))


def _parties(postings: Sequence[Posting]) -> list[tuple[str, int]]:
    """What others gained or lost in an entry, by account."""
    sums: Counter[str] = Counter()
    for one in postings:
        if not own(one.account):
            sums[one.account] += one.amount
    return sorted((party, amount) for party, amount in sums.items() if amount)


def balances(book: Book) -> dict[str, Balance]:
    """Every asset that was there or moved."""
    opening, came, went = opened(book.opening), Counter[str](), Counter[str]()
    for one in flows(book.lines):
        (came if one.amount > 0 else went)[one.asset] += abs(one.amount)
    symbols = sorted(
        symbol for symbol in {*opening, *came, *went} if opening[symbol] or came[symbol] or went[symbol]
    )
    return {symbol: Balance(opening[symbol], came[symbol], went[symbol]) for symbol in symbols}


def opened(sums: Mapping[Key, int]) -> Counter[str]:
    """What the community's own accounts hold, by asset."""
    found: Counter[str] = Counter()
    for (account, asset), amount in sums.items():
        if own(account):
            found[asset] += amount
    return found


def grouped(some: Iterable[Flow]) -> list[Flow]:
    """Flows of one asset, direction, party and decision as one each, the largest first; the first line stands for them."""
    sums: dict[tuple[str, bool, str, str], Flow] = {}
    for one in some:
        key = (one.asset, one.amount > 0, source(one), one.line.decision)
        before = sums.get(key)
        sums[key] = before._replace(amount=before.amount + one.amount) if before else one
    return sorted(sums.values(), key=lambda one: (one.asset, one.amount < 0, -abs(one.amount), one.party))


def source(one: Flow) -> str:
    """The other side of a flow; of money from outside, what kind it was recorded as."""
    told = one.line.entry.data.get("source")
    return str(told) if one.party == EXTERNAL and told else one.party
