"""What is watched in every month a model judged: it informs people, and never cuts pay by itself (REWARDS 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import log
from statistics import median

from rules.judgement import Judged, disagreement

CAP, EDGE, UNDER, NEIGHBOURS = "at the cap", "above what is known", "below what is known", "neighbours"
NOISY, FLAT, MODEL = "noisy", "flat", "model"
MOST_NOISE = Fraction(15, 100)
LEAST_NEIGHBOURS = Fraction(1, 3)
LEAST_SLOPE = 0.7
EDGE_TIMES = 3


@dataclass(frozen=True, slots=True)
class Watched:
    """Something people should look at; `member` is 0 where it is about the whole month."""

    kind: str
    member: int = 0
    detail: str = ""


def shares(scores: Mapping[int, int]) -> dict[int, Fraction]:
    """Scores as parts of their sum."""
    whole = sum(scores.values())
    return {one: Fraction(score, whole) if whole else Fraction(0) for one, score in scores.items()}


def limit(embedded: Fraction, contributors: int) -> Fraction:
    """The share up to which a line needs no explicit yes: max(3e, 1/n) (REWARDS 1.4, bound c)."""
    return max(EDGE_TIMES * embedded, Fraction(1, contributors))


def edges(amounts: Mapping[int, int], budget: int, embedded: Mapping[int, int]) -> dict[int, int]:
    """The part of each line, in base units, that waits for an explicit yes to it; lines without are left out.

    `embedded` are the scores of the embedded scorer for every contributor of the digest.
    """
    known = shares(embedded)
    found = {}
    for one, amount in amounts.items():
        most = limit(known[one], len(known))
        if over := max(0, amount - budget * most.numerator // most.denominator):
            found[one] = over
    return found


def noticed(
    judged: Judged, amounts: Mapping[int, int], budget: int, ceiling: int, embedded: Mapping[int, int]
) -> list[Watched]:
    """Everything that stands out in a judged month, the whole month first, then by member."""
    found = [*_month(judged, embedded)]
    over, known, people = edges(amounts, budget, embedded), shares(embedded), len(embedded)
    for one in sorted(embedded):
        amount = amounts.get(one, 0)
        if one in over:
            found.append(Watched(EDGE, one))
        elif budget and known[one] > limit(Fraction(amount, budget), people):
            found.append(Watched(UNDER, one))
        if amount and amount == ceiling:
            found.append(Watched(CAP, one))
        found += [Watched(MODEL, one, flag) for flag in judged.flags(one)]
    return [*found, *(Watched(NEIGHBOURS, one) for one in pressing(judged))]


def _month(judged: Judged, embedded: Mapping[int, int]) -> list[Watched]:
    noise, bend = disagreement(judged), slope(judged.scores, embedded)
    found = [Watched(NOISY, detail=f"{float(noise):.2f}")] if noise > MOST_NOISE else []
    return found + ([Watched(FLAT, detail=f"{bend:.2f}")] if bend is not None and bend < LEAST_SLOPE else [])


def pressing(judged: Judged) -> list[int]:
    """Members beside whom the others get less than a third of what they get elsewhere.

    The median over a member's batches of the others' scores over their final ones, beside that of all batches in
    which anybody got something: many members who press together must not become what is usual.
    """
    of: dict[int, list[Fraction]] = {}
    everywhere = []
    for batch in judged.batches:
        given = sum(said.score for said in batch.said.values())
        final = sum(judged.scores[one] for one in batch.said)
        everywhere += [Fraction(given, final)] if final and given else []
        for one, said in batch.said.items():
            if final > judged.scores[one]:
                part = Fraction(given - said.score, final - judged.scores[one])
                of.setdefault(one, []).append(part)
    usual = median(everywhere) if everywhere else Fraction(0)
    return sorted(one for one, parts in of.items() if median(parts) < LEAST_NEIGHBOURS * usual)


def slope(scores: Mapping[int, int], embedded: Mapping[int, int]) -> float | None:
    """The slope of ln score on ln embedded score, over those who have both; None where it says nothing."""
    points = [
        (log(embedded[one]), log(score)) for one, score in scores.items() if score and embedded.get(one)
    ]
    if len(points) < 5:
        return None
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    wide = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / wide if wide > 1e-9 else None
