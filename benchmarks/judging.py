"""Scorers beside plain counting of praise, on real rounds that people judged (where the data is).

TV and S: means of total variation and of rank correlation to what people gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from statistics import fmean

from tests.golden import data, month_of, rings
from tests.golden import test_golden_scoring as golden
from tests.golden import test_real_attacks as attacks
from tests.golden import test_real_judging as real
from tests.golden.data import Row
from tests.golden.panel import POT

SETTINGS: dict[str, tuple[Callable[[Iterable[Row]], list[Row]], golden.Scorer, golden.Scorer]] = {
    "as it was published": (list, golden.count, golden.formula_with_own),
    "praise of oneself not counted": (golden.shared, golden.count_of_others, golden.formula),
    "praise of oneself left out of all": (golden.of_others, golden.count, golden.formula),
}
PART = {5: 0.9, 11: 0.5}  # of another run, that one hostile sample may move


def show() -> None:
    """Print one table without a model and one with a scripted one."""
    if not (data.FOLDER / "README.md").is_file():
        print("judging: no real rounds here; set REWARD_DATA to their folder")
        return
    print("judging without a model, TV and S to people: praise count | embedded (TV lower and S higher)")
    for name in golden.SETS:
        for setting in SETTINGS:
            embedded(name, setting)
    print("judging by a scripted model with people's noise, TV and S to people: praise count | model")
    for name, number in real.LARGEST:
        for samples in PART:
            scripted(name, number, samples)
    waiting()
    print("flags of a month, with rings planted in real rounds:", *rings.told(), sep="\n  ")
    for people in (60, 160):
        for size in (1, 5):
            ring(people, size)


def embedded(name: str, setting: str) -> None:
    """The embedded scorer beside counting, in the same run and with the same rows left out."""
    rows, count, formula = SETTINGS[setting]
    told = [rows(one) for one in golden.SETS[name]().values()]
    counted, ours = golden.compare(told, count), golden.compare(told, formula)
    better = ours[0] < counted[0] and ours[1] > counted[1]
    print(
        f"  {name} rounds, {setting:33}: {counted[0]:.3f} {counted[1]:.3f} | {ours[0]:.3f} {ours[1]:.3f}"
        f" TV ×{ours[0] / counted[0]:.3f} (< 1): {'' if better else 'NOT '}better in both"
    )


def scripted(name: str, number: int, samples: int) -> None:
    """A model with people's noise, and what one bad answer moves beside what another run does."""
    found, people = real.near(name, number, samples), real.whole(name, number, samples).month.people
    counted = golden.compare([month_of.SETS[name]()[number]], golden.count)
    lenient = real.moved(name, number, samples, real.a_lenient_batch)
    hostile = real.moved(name, number, samples, real.a_hostile_sample) / found.again
    print(
        f"  {name} {number}, {people} people, k = {samples}: {counted[0]:.3f} {counted[1]:.3f}"
        f" | {found.variation:.3f} (≤ 0.15) {found.spearman:.3f} (≥ {real.LEAST[name]});"
        f" another run {found.again:.3f}\n"
        f"    one batch ×3 moves {lenient:.4f} (≤ 0.02), ×{lenient / found.again:.2f} of another run;"
        f" one sample all to M01 ×{hostile:.2f} (≤ {PART[samples]})"
    )


def waiting() -> None:
    """What of an honest month waits for an explicit yes."""
    found = [real.waiting(name, number) for name, number in real.EVERY]
    mean, most = fmean(found), max(found)
    print(f"  waiting in an honest month: {mean:.3f} of the pot (≤ 0.03), at most {most:.3f} (≤ 0.08)")


def ring(people: int, size: int) -> None:
    """What a ring gains whose texts a model obeys, beside what its members get of an honest model."""
    month = attacks.month(people)
    one = attacks.Attack.of(month, attacks.chosen(month, size), 5)
    clean, gained = (sum(of[who] for who in one.ring) / POT for of in (one.clean, one.amounts))
    unseen = float(sum((one.unseen(who) for who in one.ring), Fraction(0)))
    most = float(sum((one.known(who) for who in one.ring), Fraction(0)))
    ceiling = min(1.0, float(size * one.most))
    print(
        f"  obeyed ring of {size} among {people}: {clean:.4f} becomes {gained:.3f}"
        f" (≤ {ceiling:.3f}), of which {unseen:.3f} (≤ {most:.3f}) without an explicit yes"
    )
