"""Real months judged by a scripted model with people's noise: how near it comes, what one bad answer moves.

The bounds are those of REWARDS 1.4; every figure is printed beside its own (`pytest -s`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice, pairwise
from statistics import fmean
from typing import NamedTuple

import pytest

from rules import dealing, digest, watch
from tests.golden import adversaries, data, month_of, panel
from tests.golden.panel import POT, Panel, Said, Scores, apart

pytestmark = [data.needs, pytest.mark.slow]
LARGEST = [("newer", 7), ("older", 17)]  # 160 and 153 people
LEAST = {"newer": 0.97, "older": 0.96}  # rank correlation to people
EVERY = [*(("older", number) for number in data.OLDER), *(("newer", number) for number in data.NEWER)]
SEEDS = range(50)
Change = Callable[[Said, int, Panel], Said]


class Near(NamedTuple):
    """How near a scorer comes to people, and to itself in another run: means over some seeds."""

    variation: float
    spearman: float
    again: float


@cache
def whole(name: str, number: int, samples: int) -> Panel:
    return Panel(month_of.real(name, number), samples)


@cache
def honest(name: str, number: int, samples: int) -> Mapping[int, tuple[Said, Scores]]:
    """What an honest model says under each seed, and what everybody gets by it."""
    one = whole(name, number, samples)
    said = {seed: one.said(seed) for seed in SEEDS}
    return {seed: (told, one.paid(seed, told)) for seed, told in said.items()}


@cache
def near(name: str, number: int, samples: int) -> Near:
    """How near an honest model comes to people, and to its next run with another seed and other chance."""
    paid = [paid for _, paid in honest(name, number, samples).values()]
    variation, spearman = to_people(whole(name, number, samples), paid)
    return Near(variation, spearman, fmean(apart(some, other) for some, other in pairwise(paid)))


def to_people(one: Panel, paid: list[Scores]) -> tuple[float, float]:
    """Mean total variation and rank correlation of some results to what people gave."""
    far = fmean(apart(one.month.panel, some) for some in paid)
    return far, fmean(data.spearman(one.month.panel, some) for some in paid)


def moved(name: str, number: int, samples: int, change: Change) -> float:
    """What a change of the answers moves of the result: the mean total variation over all seeds."""
    one = whole(name, number, samples)
    return fmean(
        apart(paid, one.paid(seed, change(said, seed, one)))
        for seed, (said, paid) in honest(name, number, samples).items()
    )


def waiting(name: str, number: int) -> float:
    """The part of the pot that waits for an explicit yes in an honest month: the mean of three seeds."""
    one = Panel(month_of.real(name, number))
    embedded = digest.baseline(one.month.digest).scores
    return fmean(sum(watch.edges(one.paid(seed), POT, embedded).values()) / POT for seed in range(3))


def a_lenient_batch(said: Said, seed: int, one: Panel) -> Said:
    return adversaries.lenient(said, (0, seed % len(one.dealt(seed)[0])))


def a_hostile_sample(said: Said, seed: int, one: Panel) -> Said:
    return adversaries.hostile(said, seed)


def test_the_noise_is_that_of_people() -> None:
    """One simulated judge stands as far from the panel as one human does from the others of a panel."""
    noise, alone, human = panel.people(), [], []
    for number, rows in month_of.SETS["older"]().items():
        one = Panel(month_of.real("older", number), 5, opinion=number)
        view = {who: one.view(who) for who in one.points}
        alone.append(apart(one.month.panel, view))
        judges = panel.columns(rows)
        human += [apart_from_others(judges, name) for name in judges]
    members = " ".join(f"{value:.2f}" for value in noise.member)
    print(f"noise: ln score ±{members} by praises, ±{noise.batch:.2f} by batch")
    print(f"one judge: simulated TV {fmean(alone):.3f}, human to the others {fmean(human):.3f}")
    assert 0.8 < fmean(alone) / fmean(human) < 1.25
    assert list(noise.member) == sorted(noise.member, reverse=True)


def apart_from_others(judges: Mapping[str, Mapping[str, float]], name: str) -> float:
    """Total variation of one judge to the mean of the others."""
    others = [of for other, of in judges.items() if other != name]
    mean = {who: fmean(of.get(who, 0) for of in others) for who in judges[name]}
    return sum(abs(part - mean[who]) for who, part in judges[name].items()) / 2


@pytest.mark.parametrize("samples", [5, 11])
@pytest.mark.parametrize(("name", "number"), LARGEST)
def test_it_comes_near_to_people(name: str, number: int, samples: int) -> None:
    """Even where all samples are of one opinion, which no median can correct."""
    one, found = whole(name, number, samples), near(name, number, samples)
    same = to_people(one, [Panel(one.month, samples, opinion=seed).paid(seed) for seed in range(10)])
    print(
        f"{name} {number}, {one.month.people} people, k = {samples}: TV {found.variation:.3f} (≤ 0.15)"
        f" Spearman {found.spearman:.3f} (≥ {LEAST[name]}), to the next run {found.again:.3f};"
        f" samples of one opinion: {same[0]:.3f} (≤ 0.17) {same[1]:.3f} (≥ 0.9)"
    )
    assert found.variation <= 0.15
    assert found.spearman >= LEAST[name]
    assert same[0] <= 0.17
    assert same[1] >= 0.9


@pytest.mark.parametrize("samples", [5, 11])
@pytest.mark.parametrize(("name", "number"), LARGEST)
def test_one_lenient_batch_moves_little(name: str, number: int, samples: int) -> None:
    found = moved(name, number, samples, a_lenient_batch)
    print(f"{name} {number}, k = {samples}: one batch ×3 moves {found:.4f} (≤ 0.02)")
    assert found <= 0.02


@pytest.mark.parametrize(("samples", "part"), [(5, 0.9), (11, 0.5)])
@pytest.mark.parametrize(("name", "number"), LARGEST)
def test_one_hostile_sample_moves_less_than_another_run(
    name: str, number: int, samples: int, part: float
) -> None:
    found = moved(name, number, samples, a_hostile_sample) / near(name, number, samples).again
    print(f"{name} {number}, k = {samples}: all to M01 moves {found:.2f} of another run (≤ {part})")
    assert found <= part


@pytest.mark.parametrize("samples", [5, 11])
@pytest.mark.parametrize(("name", "number"), LARGEST)
def test_some_lost_answers_change_less_than_another_run(name: str, number: int, samples: int) -> None:
    one, found, short = whole(name, number, samples), [], 0
    for seed, (said, paid) in islice(honest(name, number, samples).items(), 20):
        judged = one.judged(seed, adversaries.missing(said, 5, seed))
        assert not judged.needs_people
        short = max(short, len(judged.short))
        found.append(apart(paid, one.amounts(judged)))
    part = fmean(found) / near(name, number, samples).again
    print(
        f"{name} {number}, k = {samples}: 5 % of the answers lost moves {part:.2f} of another run (≤ 0.5),"
        f" {short} members at most have too few"
    )
    assert part <= 0.5
    assert short <= one.month.people / 50


@pytest.mark.parametrize("samples", [5, 7, 11])
@pytest.mark.parametrize("people", [6, 7, 9, 10, 20, 60, 100, 160])
def test_one_member_whom_a_model_refuses_stops_nobody_else(people: int, samples: int) -> None:
    """Everybody else keeps k − meets scores, which are as many as they need."""
    one = Panel(month_of.few("newer", 7, people), samples)
    everybody = one.month.digest["contributors"]
    least = samples - dealing.meets(people, samples, dealing.batches(people, samples))
    for member in everybody[:: max(1, people // 10)]:
        judged = one.judged(1, adversaries.refused(one.said(1), member))
        answers = {who: len(judged.of(who)) for who in everybody}
        assert answers.pop(member) == 0
        assert min(answers.values()) >= least >= dealing.needed(samples)
        assert judged.short == {member}
        assert not judged.needs_people


def test_little_of_an_honest_month_waits() -> None:
    """Of what people themselves gave in the older set's round 8, 5 % would wait: it is far from the count."""
    found = sorted((waiting(name, number), f"{name} {number}") for name, number in EVERY)
    mean, most = fmean(part for part, _ in found), found[-1]
    print(f"waiting in an honest month: {mean:.3f} of the pot (≤ 0.03), {most[1]} {most[0]:.3f} (≤ 0.08)")
    assert mean <= 0.03
    assert found[-2][0] <= 0.06
    assert most[0] <= 0.08
