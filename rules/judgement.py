"""From the stored answers of a run to one score for each contributor; anybody recomputes it (REWARDS 1.3, 1.4)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from rules import answers, dealing, digest
from rules.allocation import Corrected, correct
from rules.answers import Answer, Said
from rules.dealing import Seat

SCORE, READ = "score", "read"  # the stages of a run
RETRIES = 2  # times an answer that cannot be used is asked for again


@dataclass(frozen=True, slots=True)
class Record:
    """One stored answer: where it belongs, the bytes that came, and the hash of those that were sent.

    `places` lists, for each text T1, T2 … of the request, the places of that text in the digest.
    """

    stage: str
    sample: int
    batch: int
    attempt: int
    status: int
    raw: str
    sent: str
    places: tuple[tuple[int, ...], ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0

    @property
    def seat(self) -> Seat:
        return Seat(self.stage, self.sample, self.batch, self.attempt)

    @property
    def name(self) -> str:
        return f"{self.stage} {self.sample}.{self.batch}.{self.attempt}"


def recorded(facts: Mapping[str, Any]) -> Record:
    """A stored answer from a row, or from JSON, where tuples are lists; TypeError where it is none."""
    found = Record(**facts)
    return replace(found, places=tuple(tuple(texts) for texts in found.places))


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that was answered: its sample, and what was said of its members."""

    sample: int
    record: Record
    said: Mapping[int, Said]


@dataclass(frozen=True)
class Judged:
    """What the answers of a run come to.

    `scores` are in units of 2·ONE and hold every contributor; those of `short` members, who have too few
    valid answers, stand where the embedded scorer puts them, for people to decide on.
    """

    scores: dict[int, int]
    short: frozenset[int]
    batches: tuple[Batch, ...]
    corrected: Corrected
    faults: Counter[str] = field(default_factory=Counter)

    def of(self, member: int) -> list[tuple[Batch, int]]:
        """The batches a member was judged in, each with their corrected score in it, in units of ONE."""
        values = self.corrected.values.get(member, {})
        return [(self.batches[number], value) for number, value in sorted(values.items())]

    def reason(self, member: int) -> tuple[Said, Record] | None:
        """What the answer nearest to a member's final score says; of two equally near the earlier one."""
        told = self.of(member)
        if not told:
            return None
        batch, _ = min(told, key=lambda one: abs(2 * one[1] - self.scores[member]))
        return batch.said[member], batch.record

    def flags(self, member: int) -> list[str]:
        """What more than half of the answers about a member point at."""
        told = [batch.said[member].flags for batch, _ in self.of(member)]
        found = Counter(flag for flags in told for flag in flags)
        return [flag for flag in answers.FLAGS if 2 * found[flag] > len(told)]

    @cached_property
    def needs_people(self) -> bool:
        """Whether more than a tenth of the contributors, and more than one, have too few answers, or all have."""
        few = len(self.short)
        return (few > 1 and 10 * few > len(self.scores)) or (few > 0 and few == len(self.scores))


def dealt(month: Mapping[str, Any], seed: str, settings: Mapping[str, Any]) -> list[list[tuple[int, ...]]]:
    """The batches of a month by sample, as its settings say."""
    solo = bool(settings.get("solo"))
    return dealing.deal(seed, month["contributors"], settings["samples"], solo=solo)


def read(record: Record, members: Iterable[int], seed: str, language: str) -> Answer:
    """A stored answer about the members of its batch."""
    labels = dealing.labels(seed, record.seat, members)
    return answers.read(record.raw, record.status, labels, language)


def judge(
    month: Mapping[str, Any],
    seed: str,
    settings: Mapping[str, Any],
    records: Iterable[Record],
    language: str = "",
) -> Judged:
    """Judge a digest by its stored answers; each batch counts by its first valid one."""
    batches = dealt(month, seed, settings)
    found: dict[tuple[int, int], Batch] = {}
    faults: Counter[str] = Counter()
    for record in sorted(records, key=lambda one: one.seat):
        if record.stage != SCORE or record.attempt > RETRIES:
            continue
        answer = read(record, batches[record.sample][record.batch], seed, language)
        if answer.valid:
            found.setdefault((record.sample, record.batch), Batch(record.sample, record, answer.said))
        else:
            faults[answer.kind] += 1
    ordered = tuple(found[place] for place in sorted(found))
    corrected = correct([{one: what.score for one, what in batch.said.items()} for batch in ordered])
    least = dealing.needed(settings["samples"])
    short = frozenset(one for one in month["contributors"] if len(corrected.values.get(one, ())) < least)
    scores = {one: score for one, score in corrected.scores.items() if one not in short}
    whole = scores | _stand_in(month, scores, short)
    return Judged(dict(sorted(whole.items())), short, ordered, corrected, faults)


def _stand_in(month: Mapping[str, Any], scores: Mapping[int, int], short: frozenset[int]) -> dict[int, int]:
    """Scores that give members without enough answers the share that the embedded scorer gives them."""
    if not short:
        return {}
    embedded = digest.baseline(month).scores
    rest, total = sum(embedded[one] for one in scores), sum(scores.values())
    if not rest:
        mean = total // len(scores) if scores else 0
        return dict.fromkeys(short, mean)
    return {one: total * embedded[one] // rest for one in short}


def disagreement(judged: Judged) -> Fraction:
    """Mean total variation of the samples' corrected scores to the result (REWARDS 3, live)."""
    samples: dict[int, dict[int, int]] = {}
    for one, values in judged.corrected.values.items():
        for number, value in values.items():
            samples.setdefault(judged.batches[number].sample, {})[one] = value
    found = [_apart(values, judged.scores) for values in samples.values() if sum(values.values())]
    return sum(found, Fraction(0)) / len(found) if found else Fraction(0)


def _apart(values: Mapping[int, int], scores: Mapping[int, int]) -> Fraction:
    """Total variation of one sample to the result, over the members it judged."""
    mine, whole = sum(values.values()), sum(scores[one] for one in values)
    if not whole:
        return Fraction(1)
    return (
        sum((abs(Fraction(values[one], mine) - Fraction(scores[one], whole)) for one in values), Fraction(0))
        / 2
    )


def spread(judged: Judged, member: int) -> tuple[Fraction, Fraction] | None:
    """The lowest and highest corrected score of a member, as parts of the final one; None without one."""
    final, values = judged.scores[member], [value for _, value in judged.of(member)]
    if not final or not values:
        return None
    return Fraction(2 * min(values), final), Fraction(2 * max(values), final)
