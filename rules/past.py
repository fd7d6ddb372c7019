"""Who held how much of the token after any entry, from the entries of the ledger alone (RULES 2, 3)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rules.ledger import Entry
from rules.locks import Lock
from rules.power import Holding
from rules.vesting import Schedule

LIQUID, LOCKED, VESTING = "member", "locked", "vesting"
ALLOCATES = ("allocation", "revoke")  # the kinds of entries that say how an allocation vests


@dataclass(frozen=True, slots=True)
class Allocation:
    """Whose an allocation is, how it vests, and what its account holds."""

    member: int
    schedule: Schedule
    held: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """What stood after an entry: each member's holding without allocations, these, and who is part of whom."""

    held: Mapping[int, Holding]
    into: Mapping[int, int]
    allocations: tuple[Allocation, ...] = ()

    def at(self, t: datetime) -> dict[int, Holding]:
        """Each member's holding at a time before the next entry: what has vested by then is liquid."""
        found = dict(self.held)
        for one in self.allocations:
            unvested = 0 if one.schedule.revoked else one.schedule.total - one.schedule.vested(t)
            there = found.get(one.member, Holding())
            liquid = there.liquid + one.held - unvested
            found[one.member] = replace(there, liquid=liquid, vesting=there.vesting + unvested)
        return found


class Past:
    """A walk along the entries in order, which carry every lock, every link and every move of the token.

    `token` is its symbol. A lock is made, grows and lasts longer by entries of its own, and so does an allocation;
    a link hands all of one member to another, and undoing it hands the same ones back.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self.liquid: Counter[int] = Counter()
        self.locks: dict[int, Lock] = {}
        self.allocations: dict[int, Allocation] = {}
        self.into: dict[int, int] = {}
        self._came: dict[str, tuple[list[int], list[int]]] = {}  # by link: the locks and allocations with it

    def take(self, entry: Entry) -> None:
        """Go on by one entry."""
        if entry.kind in ALLOCATES:
            self._allocate(entry)
        for account, asset, amount in entry.postings:
            kind, _, who = account.partition(":")
            if asset == self.token and kind == LIQUID:
                self.liquid[int(who)] += amount
            elif kind == VESTING:
                one = self.allocations[int(who)]
                self.allocations[int(who)] = replace(one, held=one.held + amount)
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
        there = tuple(one for _, one in sorted(self.allocations.items()) if one.held)
        return Moment(held, dict(self.into), there)

    def _allocate(self, entry: Entry) -> None:
        """New allocations, more in one there is, or one that is revoked."""
        data = entry.data
        if "vesting" in data:
            one = self.allocations[data["vesting"]]
            more = sum(line.amount for line in entry.postings if line.account.startswith(f"{VESTING}:"))
            put = {"revoked": entry.at} if entry.kind == "revoke" else {"total": one.schedule.total + more}
            self.allocations[data["vesting"]] = replace(one, schedule=replace(one.schedule, **put))
            return
        start = datetime.fromisoformat(data["start"])
        cliff, duration = (timedelta(seconds=data[name]) for name in ("cliff", "duration"))
        lines = [line for line in entry.postings if line.account.startswith(f"{VESTING}:")]
        for line, who in zip(lines, data["members"], strict=True):
            number = int(line.account.partition(":")[2])
            self.allocations[number] = Allocation(who, Schedule(line.amount, start, cliff, duration))

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
        locks = [number for number, lock in self.locks.items() if lock.member == old]
        self._came[entry.why] = locks, [n for n, one in self.allocations.items() if one.member == old]
        self._hand(*self._came[entry.why], new)

    def _unlink(self, entry: Entry, old: int) -> None:
        self.into.pop(old, None)
        locks, allocations = self._came.pop(entry.why, ([], []))
        self._hand([number for number in locks if number in self.locks], allocations, old)

    def _hand(self, locks: list[int], allocations: list[int], to: int) -> None:
        for number in locks:
            self.locks[number] = replace(self.locks[number], member=to)
        for number in allocations:
            self.allocations[number] = replace(self.allocations[number], member=to)


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
