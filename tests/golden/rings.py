"""Rings planted in real rounds, and how many of them, and of the real members, the flags of a month find."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from statistics import fmean

from rules import digest
from rules.flags import BURST, GIVER, LEAST_RETURNED, PAIR, RING, Flag, flags
from rules.flags import NEW as MANY_NEW
from rules.scoring import Gift
from tests.golden import data, month_of

SIZES = range(2, 6)
TURNS = 5  # rings of each size in each round
ROUNDS = (*(("older", number) for number in data.OLDER), *(("newer", number) for number in data.NEWER))
HALF, TWICE = 0.5, 2.0  # of what a member received otherwise: the least and the most that a ring adds
NEW = timedelta(days=14)  # for which somebody is new
MOST_FLAGGED, LEAST_FOUND = 0.05, 0.9
KINDS = ((RING, PAIR), (RING,), (PAIR,), (GIVER,), (BURST,), (MANY_NEW,))
Ring = tuple[int, ...]


@cache
def gifts(name: str, number: int) -> tuple[Gift, ...]:
    """What was given in a real round; the word of members first seen in its last fortnight does not weigh."""
    month, seen, dates = month_of.real(name, number), first(name), days(name, number)
    founded, end = min(seen.values()), max(dates)
    new = {who for who in month.members if seen[who] > max(end - NEW, founded + NEW)}
    return tuple(digest.gifts({**month.digest, "new": {month.members[who] for who in new}}))


def days(name: str, number: int) -> list[date]:
    """The days of a round on which something was said."""
    return [date.fromisoformat(row["date"]) for row in month_of.SETS[name]()[number]]


@cache
def first(name: str) -> dict[str, date]:
    """The day on which each member of a community was seen first."""
    found: dict[str, date] = {}
    for rows in month_of.SETS[name]().values():
        for row in rows:
            for who in (row["from"], row["to"]):
                day = date.fromisoformat(row["date"])
                found[who] = min(found.get(who, day), day)
    return found


def planted(
    found: Sequence[Gift], size: int, chance: random.Random, least: int = LEAST_RETURNED, most: float = TWICE
) -> tuple[list[Gift], Ring]:
    """A round in which members drawn of it praise each other as well, and those members.

    Each of them gets from the others at least half of what they have without, up to `most` times that, and at least `least`.
    """
    outside = Counter(gift.receiver for gift in found if gift.giver != gift.receiver)
    ring = tuple(chance.sample(sorted(outside), size))
    wanted = max(least, *(chance.uniform(HALF, most) * outside[one] for one in ring))
    pairs = [(one, other) for one in ring for other in ring if one != other]
    turns = math.ceil(wanted / (size - 1))
    extra = [
        Gift(giver, receiver, f"ring {n}", 10**6 + n, at=f"2026-11-{1 + n % 28:02}")
        for n in range(turns)
        for giver, receiver in pairs
    ]
    return [*found, *extra], ring


def about(found: Collection[Flag], *kinds: str) -> set[int]:
    """Members with a flag of these kinds; who gave most to somebody is not the one it is about."""
    chosen = [flag for flag in found if flag.kind in kinds]
    return {one for flag in chosen for one in (flag.members[:1] if flag.kind == GIVER else flag.members)}


@dataclass(frozen=True, slots=True)
class Recall:
    """Of rings that were planted: how many, their members that are flagged, and rings flagged whole."""

    rings: int
    members: float
    whole: float


@cache
def recall(size: int, least: int = LEAST_RETURNED, most: float = TWICE) -> Recall:
    """What is found of rings of a size, with fixed seeds."""
    parts = []
    for name, number in ROUNDS:
        for turn in range(TURNS):
            chance = random.Random(f"{name}/{number}/{size}/{least}/{most}/{turn}")
            month, ring = planted(gifts(name, number), size, chance, least, most)
            parts.append(len(about(flags(month), RING, PAIR) & set(ring)) / size)
    return Recall(len(parts), fmean(parts), fmean(part == 1 for part in parts))


@cache
def rate(*kinds: str) -> tuple[float, float]:
    """The part of the real contributors whom flags of these kinds are about: mean of the rounds, and most."""
    found = []
    for name, number in ROUNDS:
        people = month_of.real(name, number).people
        found.append(len(about(flags(gifts(name, number)), *kinds)) / people)
    return fmean(found), max(found)


def told() -> list[str]:
    """Every figure in words, a line each."""
    found = [
        f"rings of {size} that add at least half: {recall(size).members:.3f} of the members flagged"
        f" (≥ {LEAST_FOUND}), {recall(size).whole:.3f} of {recall(size).rings} rings whole; that add just half"
        f" {recall(size, most=HALF).members:.3f}, that may be less than four praises {recall(size, 1).members:.3f}"
        for size in SIZES
    ]
    for kinds in KINDS:
        mean, most = rate(*kinds)
        limit = f" (≤ {MOST_FLAGGED})" if kinds == KINDS[0] else ""
        found += [
            f"{' or '.join(kinds)}: {mean:.3f} of the real members{limit}, at most {most:.3f} in a round"
        ]
    return found
