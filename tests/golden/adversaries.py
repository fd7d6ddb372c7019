"""What can go wrong with the answers of a month, each as a change of what an honest model says."""

from __future__ import annotations

import random
from collections.abc import Collection

from rules import dealing
from rules.answers import HIGHEST
from rules.dealing import Seat
from rules.judgement import SCORE
from tests.golden import month_of
from tests.golden.panel import Said


def lenient(said: Said, batch: tuple[int, int], times: int = 3) -> Said:
    """One batch has so many times the scores, as far as the scale goes."""
    return said | {batch: {one: min(HIGHEST, times * score) for one, score in said[batch].items()}}


def hostile(said: Said, number: int, sample: int = 0) -> Said:
    """One sample gives everything to M01 of each batch and nothing to anybody else."""
    changed = dict(said)
    for (turn, place), scores in said.items():
        if turn == sample:
            labels = dealing.labels(month_of.seed(number), Seat(SCORE, sample, place), scores)
            changed[turn, place] = {one: HIGHEST * (labels[one] == "M01") for one in scores}
    return changed


def missing(said: Said, percent: int, number: int) -> Said:
    """So many of a hundred batches, rounded up, get no answer that can be used."""
    lost = random.Random(f"lost/{number}").sample(sorted(said), -(-len(said) * percent // 100))
    return said | {place: {} for place in lost}


def refused(said: Said, member: int) -> Said:
    """A model refuses every batch that a member sits in."""
    return {place: {} if member in scores else scores for place, scores in said.items()}


def obeyed(said: Said, ring: Collection[int]) -> Said:
    """A model obeys some members: they get everything, and whoever sits with one of them nothing."""
    touched = {place for place, scores in said.items() if not scores.keys().isdisjoint(ring)}
    return said | {place: {one: HIGHEST * (one in ring) for one in said[place]} for place in touched}
