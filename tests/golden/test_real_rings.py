"""Rings planted in real rounds are found, and few real members are flagged (REWARDS 3)."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from rules.flags import PAIR, RING, flags
from tests.golden import data, rings
from tests.golden.rings import ROUNDS, SIZES, gifts

pytestmark = data.needs
LEAST_RINGS = 200


@pytest.mark.parametrize("size", SIZES)
def test_rings_that_add_half_are_found(size: int) -> None:
    for found in (rings.recall(size), rings.recall(size, most=rings.HALF)):
        assert found.rings * len(SIZES) >= LEAST_RINGS
        assert found.members >= rings.LEAST_FOUND
        assert found.whole >= rings.LEAST_FOUND


def test_few_real_members_are_flagged() -> None:
    print("", *rings.told(), sep="\n")
    assert rings.rate(RING, PAIR)[0] <= rings.MOST_FLAGGED


def test_a_ring_makes_nobody_else_suspicious() -> None:
    for name, number in ROUNDS:
        before = gifts(name, number)
        after, ring = rings.planted(before, 3, random.Random(number))
        assert rings.about(flags(after), RING) - set(ring) <= rings.about(flags(before), RING)


@pytest.mark.parametrize(("name", "number"), ROUNDS)
def test_rings_and_pairs_are_those_of_the_law(name: str, number: int) -> None:
    """The statistic as it is written, once more, in numbers of another kind."""
    given = Counter((one.giver, one.receiver) for one in gifts(name, number) if one.giver != one.receiver)
    people = sorted({one for pair in given for one in pair})
    out = {one: sum(given[one, other] for other in people) for one in people}
    into = {one: sum(given[other, one] for other in people) for one in people}
    both = {(i, j): min(given[i, j], given[j, i]) for i in people for j in people if i < j}
    returned = {one: sum(b for pair, b in both.items() if one in pair) for one in people}
    ring = {
        one for one, back in returned.items() if back >= 4 and 3 * back >= into[one] and 3 * back >= out[one]
    }
    whole = sum(given.values())
    pairs = set()
    for (i, j), b in both.items():
        e = min(out[i] * into[j], out[j] * into[i]) / whole
        if b > e + 1e-9 and (b - e) / (e + 1) ** 0.5 >= 3 - 1e-9:
            pairs.add((i, j))
    found = flags(gifts(name, number))
    assert {one.members[0] for one in found if one.kind == RING} == ring
    assert {one.members for one in found if one.kind == PAIR} == pairs
