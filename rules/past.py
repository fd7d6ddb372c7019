"""Who held how much of the token after any entry, from the entries of the ledger alone (RULES 2, 3)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rules.ledger import Entry
from rules.locks import Lock
from rules.power import Holding

LIQUID, LOCKED = "member", "locked"


@dataclass(frozen=True, slots=True)
class Moment:
    """What stood after an entry: each member's holding, and who is part of whom."""

    held: Mapping[int, Holding]
    into: Mapping[int, int]


class Past:
    """A walk along the entries in order, which carry every lock, every link and every move of the token.

    `token` is its symbol. A lock is made, grows and lasts longer by entries of its own; a link hands all locks
    of one member to another, and undoing it hands the same ones back.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self.liquid: Counter[int] = Counter()
        self.locks: dict[int, Lock] = {}
        self.into: dict[int, int] = {}
        self._came: dict[str, list[int]] = {}  # by link: the locks that came with it

    def take(self, entry: Entry) -> None:
        """Go on by one entry."""
        for account, asset, amount in entry.postings:
            kind, _, who = account.partition(":")
            if asset == self.token and kind == LIQUID:
                self.liquid[int(who)] += amount
        if entry.kind == "lock":
            self._lock(entry)
        elif entry.kind == "unlock":
            del self.locks[_number(entry)]
        elif entry.kind == "link":
            self._link(entry, entry.data["from"], entry.data["to"])
        elif entry.kind == "unlink":
            self._unlink(entry, entry.data["to"])

    def moment(self) -> Moment:
        """What stands now."""
        theirs: defaultdict[int, list[Lock]] = defaultdict(list)
        for _, lock in sorted(self.locks.items()):
            theirs[lock.member].append(lock)
        everybody = sorted({*(+self.liquid), *theirs})
        held = {who: Holding(self.liquid[who], tuple(theirs.get(who, ()))) for who in everybody}
        return Moment(held, dict(self.into))

    def _lock(self, entry: Entry) -> None:
        """A new lock, more in one there is, or a later end."""
        added = {
            int(one.account.partition(":")[2]): one.amount for one in entry.postings if _is_lock(one.account)
        }
        number, end = _number(entry), datetime.fromisoformat(entry.data["end"])
        was = self.locks.get(number)
        who = was.member if was else next(iter(added))
        self.locks[number] = Lock(number, who, (was.amount if was else 0) + sum(added.values()), end)

    def _link(self, entry: Entry, old: int, new: int) -> None:
        self.into[old] = new
        self._came[entry.why] = [number for number, lock in self.locks.items() if lock.member == old]
        self._hand(self._came[entry.why], new)

    def _unlink(self, entry: Entry, old: int) -> None:
        self.into.pop(old, None)
        self._hand([number for number in self._came.pop(entry.why, ()) if number in self.locks], old)

    def _hand(self, numbers: list[int], to: int) -> None:
        for number in numbers:
            lock = self.locks[number]
            self.locks[number] = Lock(number, to, lock.amount, lock.end)


def follow(who: int, into: Mapping[int, int]) -> int:
    """Who a member is: themselves, or whom they were joined with in the end."""
    while who in into:
        who = into[who]
    return who


def since(before: Moment, after: Moment) -> dict[int, int]:
    """Who became part of whom between two moments, and is so still."""
    return {old: new for old, new in after.into.items() if before.into.get(old) != new}


def joined(held: Mapping[int, Holding], into: Mapping[int, int]) -> dict[int, Holding]:
    """Holdings of members as they were joined later: what they held adds up."""
    found: dict[int, Holding] = {}
    for who, one in held.items():
        kept = follow(who, into)
        there = found.get(kept, Holding())
        found[kept] = Holding(there.liquid + one.liquid, there.locks + one.locks, there.vesting + one.vesting)
    return found


def _number(entry: Entry) -> int:
    return int(entry.why.partition("/")[2])


def _is_lock(account: str) -> bool:
    return account.startswith(f"{LOCKED}:")
