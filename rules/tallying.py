"""How much each ballot weighs: own power, delegated power, the cap, and whose For is refused (RULES 3, 4)."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from rules.ledger import canonical
from rules.verdict import WHOLE, Choice, Count, Figure, Thresholds, Verdict, judge, plain


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read when voting opened; powers are whole, the cap is in hundredths of a percent.

    `powers` are each member's own, `delegations` name each delegator's delegate for this kind of proposal,
    `recused` may not vote For, `dormant` are outside the base until they vote, themselves or by delegate.
    Where `powers` are those of some members only, `total` is everybody's. ValueError for a negative power.
    """

    powers: Mapping[int, int]
    delegations: Mapping[int, int] = field(default_factory=dict)
    max_share: int = WHOLE
    recused: Collection[int] = frozenset()
    dormant: Collection[int] = frozenset()
    constitutional: bool = False
    total: int | None = None

    def __post_init__(self) -> None:
        if any(power < 0 for power in self.powers.values()):
            raise ValueError("Power is not negative.")
        if self.max_share < 0:
            raise ValueError("A share is not negative.")
        object.__setattr__(self, "recused", frozenset(self.recused))
        object.__setattr__(self, "dormant", frozenset(self.dormant))

    @property
    def holders(self) -> int:
        """How many members hold power of their own."""
        return sum(power > 0 for power in self.powers.values())

    @property
    def cap(self) -> int | None:
        """The most that counts for one member; None where the cap is off."""
        if self.max_share >= WHOLE:
            return None
        whole = sum(self.powers.values()) if self.total is None else self.total
        return whole * self.max_share // WHOLE


@dataclass(slots=True)
class Sums:
    """What a tally adds up, in units of power; `full` is the base if nobody were dormant.

    `weighing` counts the ballots of each choice that weigh something, `holders` who holds power of their own.
    """

    cast: dict[Choice, int] = field(default_factory=lambda: dict.fromkeys(Choice, 0))
    weighing: dict[Choice, int] = field(default_factory=lambda: dict.fromkeys(Choice, 0))
    base: int = 0
    full: int = 0
    holders: int = 0

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]]) -> Self:
        """From a row for each choice, and one for no ballot: choice, cast, weighing, base, full, holders."""
        made = cls()
        for choice, cast, weighing, base, full, holders in rows:
            if choice is not None:
                made.cast[Choice(choice)], made.weighing[Choice(choice)] = cast, weighing
            made.base, made.full, made.holders = made.base + base, made.full + full, made.holders + holders
        return made

    @property
    def low(self) -> bool:
        """Whether the base is less than a constitutional one may be."""
        return self.base < least_base(self.full)

    def count(self, *, constitutional: bool) -> Count:
        """The count they come to; a constitutional base is at least half of all power."""
        base = max(self.base, least_base(self.full)) if constitutional else self.base
        yes, no, abstain = (self.cast[choice] for choice in Choice)
        voters = self.weighing[Choice.FOR] + self.weighing[Choice.ABSTAIN]
        return Count(yes, no, abstain, base, voters, self.holders)


@dataclass(slots=True)
class _Pile:
    """The power one member would cast: all of it, without the recused, and without the dormant."""

    whole: int = 0
    free: int = 0
    awake: int = 0

    def add(self, power: int, *, free: bool, awake: bool, sign: int = 1) -> None:
        self.whole += sign * power
        self.free += sign * power if free else 0
        self.awake += sign * power if awake else 0


class Running:
    """A tally that follows ballots one by one, each in the same short time however many there are.

    It comes to what `tally` comes to, and is what a late swing is watched with.
    """

    __slots__ = ("_cap", "_choices", "_piles", "_snapshot", "sums")

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._cap = snapshot.cap
        self._piles: dict[int, _Pile] = {}
        self._choices: dict[int, Choice] = {}
        for member in snapshot.powers:
            self._move(member, self._delegate(member), 1)
        base = sum(self._in_base(member) for member in self._piles)
        full = sum(self._capped(pile.whole) for pile in self._piles.values())
        self.sums = Sums(base=base, full=full, holders=snapshot.holders)

    @classmethod
    def of(cls, snapshot: Snapshot, ballots: Mapping[int, Choice]) -> Self:
        """The tally of ballots that are there already."""
        made = cls(snapshot)
        for member, choice in ballots.items():
            made.put(member, choice)
        return made

    @classmethod
    def resumed(cls, part: Snapshot, ballots: Mapping[int, Choice], sums: Sums) -> Self:
        """A tally of these sums that can follow some members: `part` and `ballots` are all that theirs can touch."""
        made = cls.of(part, ballots)
        made.sums = sums
        return made

    def put(self, member: int, choice: Choice | None) -> None:
        """Note a member's ballot, a changed one, or None for one withdrawn. A recused For is none."""
        if choice is Choice.FOR and member in self._snapshot.recused:
            choice = None
        delegate = self._delegate(member)
        touched = (member,) if delegate == member else (member, delegate)
        for one in touched:
            self._note(one, -1)
        self._take(member, delegate, choice)
        for one in touched:
            self._note(one, 1)

    def weight(self, member: int) -> int:
        """What a member's ballot weighs now, 0 without one; the power of the recused is never cast For."""
        choice, pile = self._choices.get(member), self._piles.get(member)
        if choice is None or pile is None:
            return 0
        return self._capped(pile.free if choice is Choice.FOR else pile.whole)

    @property
    def snapshot(self) -> Snapshot:
        """What was read when voting opened."""
        return self._snapshot

    @property
    def choices(self) -> Mapping[int, Choice]:
        """The ballots that count, as they stand."""
        return self._choices

    @property
    def raised(self) -> bool:
        """Whether the base is half of all power because so many are dormant."""
        return self._snapshot.constitutional and self.sums.low

    def weights(self) -> dict[int, int]:
        """What each ballot weighs, where the tally was given all of them."""
        return {member: self.weight(member) for member in self._choices}

    def count(self) -> Count:
        """What has been cast so far."""
        return self.sums.count(constitutional=self._snapshot.constitutional)

    def turned(self) -> Count:
        """The same with For and Against exchanged, which says whether Against has won by the rules of For."""
        found, weighing = self.count(), self.sums.weighing
        voters = weighing[Choice.AGAINST] + weighing[Choice.ABSTAIN]
        return replace(found, yes=found.no, no=found.yes, voters=voters)

    def judge(self, thresholds: Thresholds, figure: Figure = plain) -> Verdict:
        """What the vote would come to if it closed now."""
        return judge(self.count(), thresholds, figure)

    def booked(self, ballots: Mapping[int, str]) -> dict[str, Any]:
        """The sums that the ledger keeps, with the hash of all ballots, where the tally was given them."""
        found = self.count()
        sums = {"for": found.yes, "against": found.no, "abstain": found.abstain, "base": found.base}
        return sums | {"voters": found.voters, "ballots": fingerprint(self.weights(), ballots)}

    def _delegate(self, member: int) -> int:
        return self._snapshot.delegations.get(member, member)

    def _take(self, member: int, delegate: int, choice: Choice | None) -> None:
        """Keep the ballot; who has one holds their own power, else the delegate does."""
        had, has = member in self._choices, choice is not None
        if choice is None:
            self._choices.pop(member, None)
        else:
            self._choices[member] = choice
        if had != has and delegate != member:
            self._move(member, delegate if had else member, 1)
            self._move(member, member if had else delegate, -1)

    def _move(self, member: int, holder: int, sign: int) -> None:
        """Lay a member's own power on the pile of whoever holds it, or take it off."""
        snapshot = self._snapshot
        free, awake = member not in snapshot.recused, member not in snapshot.dormant
        pile = self._piles.setdefault(holder, _Pile())
        pile.add(snapshot.powers.get(member, 0), free=free, awake=awake, sign=sign)

    def _note(self, member: int, sign: int) -> None:
        """Add what one member brings to every sum, or take it away."""
        pile = self._piles.setdefault(member, _Pile())
        self.sums.base += sign * self._in_base(member)
        self.sums.full += sign * self._capped(pile.whole)
        choice, weight = self._choices.get(member), self.weight(member)
        if choice is not None:
            self.sums.cast[choice] += sign * weight
            self.sums.weighing[choice] += sign * (weight > 0)

    def _in_base(self, member: int) -> int:
        """Whoever votes, or has a delegate who does, is in the base."""
        pile = self._piles[member]
        return self._capped(pile.whole if member in self._choices else pile.awake)

    def _capped(self, power: int) -> int:
        return power if self._cap is None else min(self._cap, power)


def least_base(whole: int) -> int:
    """The smallest base of a constitutional vote: half of all power, whoever is dormant (RULES 4)."""
    return (whole + 1) // 2


def held(snapshot: Snapshot, voted: Collection[int] = ()) -> dict[int, int]:
    """The power each member holds, by member; delegation is one level and conserves power (RULES 3).

    Who is in `voted` keeps their own, everybody else's own is with their delegate; nothing is capped yet.
    """
    voted = frozenset(voted)
    piles = dict.fromkeys(snapshot.powers, 0)
    for member, power in snapshot.powers.items():
        holder = member if member in voted else snapshot.delegations.get(member, member)
        piles[holder] = piles.get(holder, 0) + power
    return piles


def eligible(powers: Mapping[int, int], dormant: Collection[int]) -> int:
    """The power of all who are not dormant: of which an author and sponsors need a share (RULES 4)."""
    return sum(power for member, power in powers.items() if member not in dormant)


def weights(snapshot: Snapshot, ballots: Mapping[int, Choice]) -> dict[int, int]:
    """The weight each valid ballot casts."""
    return Running.of(snapshot, ballots).weights()


def fingerprint(weigh: Mapping[int, int], ballots: Mapping[int, str]) -> str:
    """The hash of all ballots, each with its member and weight: what the ledger keeps of them (RULES 2)."""
    rows = [[who, str(choice), weigh.get(who, 0)] for who, choice in sorted(ballots.items())]
    return hashlib.sha256(canonical(rows).encode()).hexdigest()


def tally(snapshot: Snapshot, ballots: Mapping[int, Choice]) -> Count:
    """Count ballots against a snapshot.

    The base is the sum after the cap, of all who are not dormant or have voted; a constitutional one is at
    least half of all power (RULES 3, 4).
    """
    return Running.of(snapshot, ballots).count()
