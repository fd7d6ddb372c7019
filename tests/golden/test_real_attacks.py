"""Real months judged by a model that obeys a text: what that gains, and what is seen of it before it is paid.

The bounds are those of REWARDS 1.4; every figure is printed beside its own (`pytest -s`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pytest

from rules import bundle, dealing, digest, watch
from rules.judgement import Judged
from rules.watch import CAP, EDGE, NEIGHBOURS
from tests.golden import adversaries, data, month_of
from tests.golden.month_of import Round
from tests.golden.panel import POT, Panel, Scores

pytestmark = data.needs
NUMBER = 1  # of the seed


@cache
def month(people: int) -> Round:
    """The month of 160 people, or as many of them as are wanted."""
    return month_of.few("newer", 7, people)


@dataclass(frozen=True)
class Attack:
    """A month in which the texts of a ring are obeyed."""

    panel: Panel
    ring: Collection[int]
    judged: Judged
    amounts: Scores
    clean: Scores
    embedded: Scores

    @classmethod
    def of(cls, month: Round, ring: Collection[int], samples: int) -> Attack:
        panel = Panel(month, samples)
        honest = panel.said(NUMBER)
        judged = panel.judged(NUMBER, adversaries.obeyed(honest, ring))
        amounts, clean = panel.amounts(judged), panel.paid(NUMBER, honest)
        return cls(panel, ring, judged, amounts, clean, digest.baseline(month.digest).scores)

    @property
    def most(self) -> Fraction:
        """The largest share for one member (REWARDS 1.4), spelled out once more."""
        people = self.panel.month.people
        return min(Fraction(1, 2), Fraction(16, people), max(Fraction(1, 4), Fraction(2, people)))

    @property
    def edges(self) -> Scores:
        return watch.edges(self.amounts, POT, self.embedded)

    @property
    def booked(self) -> Scores:
        """The parts that the payout and its bundle hold back."""
        lines = {"LEAF": {str(one): amount for one, amount in self.amounts.items()}}
        found = bundle.edges(lines, {"LEAF": POT}, self.panel.settings, self.panel.month.digest)
        return {int(one): amount for one, amount in found["LEAF"].items()}

    @property
    def flags(self) -> set[tuple[str, int]]:
        """Everything that people are told before they decide."""
        month, settings = self.panel.month.digest, self.panel.settings
        ceiling = bundle.ceiling("LEAF", {"LEAF": POT}, settings, month)
        found = watch.noticed(self.judged, self.amounts, POT, ceiling, self.embedded)
        return {(one.kind, one.member) for one in found}

    def known(self, member: int) -> Fraction:
        """The share up to which nobody has to say yes: max(3e, 1/n)."""
        whole, people = sum(self.embedded.values()), self.panel.month.people
        return max(3 * Fraction(self.embedded[member], whole), Fraction(1, people))

    def unseen(self, member: int) -> Fraction:
        """The share that is paid without an explicit yes to it."""
        return Fraction(self.amounts[member] - self.edges.get(member, 0), POT)


def chosen(month: Round, number: int) -> list[int]:
    """So many contributors, evenly by rank from the last on; the first is left out."""
    ranked = sorted(month.panel, key=lambda one: (month.panel[one], one))
    return [ranked[place * len(ranked) // number] for place in range(number)]


@pytest.mark.parametrize("samples", [5, 11])
@pytest.mark.parametrize("people", [3, 7, 20, 60, 160])
def test_an_obeyed_text_gets_no_more_than_the_cap_and_waits_above_what_is_known(
    people: int, samples: int
) -> None:
    for member in chosen(month(people), 2):
        one = Attack.of(month(people), {member}, samples)
        share = Fraction(one.amounts[member], POT)
        waits = Fraction(one.edges.get(member, 0), POT)
        print(
            f"{people} people, k = {samples}, {float(one.clean[member] / POT):.4f} becomes {float(share):.3f}"
            f" (≤ {float(one.most):.3f}), of which {float(waits):.3f} waits"
        )
        assert share <= one.most + Fraction(1, POT)
        assert waits == max(Fraction(0), share - Fraction(int(POT * one.known(member)), POT))
        assert one.unseen(member) <= one.known(member)
        assert one.booked == one.edges
        assert waits > 0
        assert (EDGE, member) in one.flags
        assert sum(one.amounts.values()) <= POT


@pytest.mark.parametrize("samples", [5, 11])
@pytest.mark.parametrize("people", [7, 20, 60, 160])
def test_whoever_makes_a_model_starve_others_is_seen_even_at_the_top(people: int, samples: int) -> None:
    """Five people and fewer sit in one batch, so there is nothing to compare: the card says so."""
    ranked = sorted(month(people).panel, key=lambda one: month(people).panel[one])
    for member in (ranked[0], ranked[people // 2], ranked[-1]):
        one = Attack.of(month(people), {member}, samples)
        assert (NEIGHBOURS, member) in one.flags
        assert {kind for kind, who in one.flags if who == member} & {EDGE, CAP}
        assert [who for kind, who in one.flags if kind == NEIGHBOURS] == [member]


@pytest.mark.parametrize("samples", [5, 11])
@pytest.mark.parametrize("people", [20, 60, 160])
def test_an_honest_month_accuses_nobody_of_starving_others(people: int, samples: int) -> None:
    one = Attack.of(month(people), (), samples)
    assert not [who for kind, who in one.flags if kind == NEIGHBOURS]


@pytest.mark.parametrize("samples", [5, 11])
@pytest.mark.parametrize("people", [7, 20, 60, 160])
def test_everybody_else_ends_between_the_answers_that_were_not_touched(people: int, samples: int) -> None:
    """Bound b; a single attacker touches fewer than half of anybody's answers."""
    for member in chosen(month(people), 3):
        one = Attack.of(month(people), {member}, samples)
        for other in sorted(set(one.judged.scores) - {member}):
            told = one.judged.of(other)
            free = [value for batch, value in told if member not in batch.said]
            assert 2 * (len(told) - len(free)) < len(told)
            assert 2 * min(free) <= one.judged.scores[other] <= 2 * max(free)


@pytest.mark.parametrize("samples", [5, 11])
@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("people", [60, 160])
def test_a_ring_that_is_obeyed_gains_no_more_than_bound_c_unseen(
    people: int, size: int, samples: int
) -> None:
    ring = chosen(month(people), size)
    one = Attack.of(month(people), ring, samples)
    clean = sum(Fraction(one.clean[member], POT) for member in ring)
    unseen = sum((one.unseen(member) for member in ring), Fraction(0))
    gained = sum(Fraction(one.amounts[member], POT) for member in ring)
    most = sum((one.known(member) for member in ring), Fraction(0))
    print(
        f"{people} people, k = {samples}, a ring of {size}: {float(clean):.3f} becomes {float(gained):.3f},"
        f" gain unseen {float(unseen - clean):.3f} (≤ {float(most - clean):.3f})"
    )
    assert unseen - clean <= most - clean
    assert gained <= size * one.most + Fraction(size, POT)
    assert {(EDGE, member) for member in ring} <= one.flags
    if size == 1 or people > 60:  # five of 60 sit in nearly every batch, so nothing is left to compare with
        assert {(NEIGHBOURS, member) for member in ring} <= one.flags


def test_nobody_sits_beside_one_member_in_half_of_the_samples() -> None:
    """What bound b rests on, for every size of a month that is judged in several batches."""
    for samples in (5, 11):
        for people in range(dealing.ALONE + 1, 201):
            dealt = dealing.deal(month_of.seed(people), range(people), samples)
            assert 2 * max(_met(dealt).values()) < samples


def _met(dealt: list[list[tuple[int, ...]]]) -> dict[int, int]:
    """In how many samples each member sits beside the first."""
    found: dict[int, int] = {}
    for sample in dealt:
        for one in next(batch for batch in sample if 0 in batch):
            found[one] = found.get(one, 0) + (one != 0)
    return found
