"""Voting power: what a member's tokens weigh, locked or not, and who else may cast it (RULES 3).

Everything is whole base units times whole weights: one unit of power is one base unit that weighs 1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rules import locks
from rules.locks import Lock

WEIGHTS = ("w_liquid", "w_locked", "w_ve", "w_vesting")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of token weighs, 0 to 10."""

    liquid: int
    locked: int
    ve: int
    vesting: int

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Weights":
        """From the parameters of a community."""
        return cls(*(values[name] for name in WEIGHTS))

    @property
    def steady(self) -> "Weights":
        """The same as if locks did not decay."""
        return Weights(self.liquid, self.locked + self.ve, 0, self.vesting)


@dataclass(frozen=True, slots=True)
class Power:
    """The parts of a member's own power. What a lock that has ended still holds counts as liquid."""

    liquid: int = 0
    locked: int = 0
    ve: int = 0
    vesting: int = 0

    @property
    def whole(self) -> int:
        return self.liquid + self.locked + self.ve + self.vesting


@dataclass(frozen=True, slots=True)
class Holding:
    """What a member holds, in base units."""

    liquid: int = 0
    locks: tuple[Lock, ...] = ()
    vesting: int = 0


def own(held: Holding, weights: Weights, t: datetime) -> Power:
    """What a holding weighs at a moment."""
    open_ = [one for one in held.locks if one.open(t)]
    ended = sum(one.amount for one in held.locks if not one.open(t))
    return Power(
        (held.liquid + ended) * weights.liquid,
        sum(one.amount for one in open_) * weights.locked,
        sum(locks.escrow(one, t) for one in open_) * weights.ve,
        held.vesting * weights.vesting,
    )


@dataclass(frozen=True, slots=True)
class Delegation:
    """Whose power goes to whom; for proposals of one kind, or for all ('')."""

    member: int
    kind: str
    delegate: int


def delegates(given: Iterable[Delegation], kind: str = "") -> dict[int, int]:
    """Who casts whose power for a kind of proposal: a delegation for the kind goes before one for all."""
    found: dict[int, tuple[str, int]] = {}
    for one in given:
        if one.kind in ("", kind) and (one.kind or one.member not in found):
            found[one.member] = one.kind, one.delegate
    return {member: delegate for member, (_, delegate) in sorted(found.items())}
