"""What the reader says of each text: fixed fields only, so that no words of a text reach who scores (REWARDS 2)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.answers import MISSING, REPEATED, SHAPE, UNKNOWN, FaultError, document
from rules.judgement import READ, RETRIES, Record

WHAT = (
    "code", "design", "writing", "translation", "review", "organising", "teaching", "support", "moderation",
    "money", "research", "operations", "thanks", "other",
)  # fmt: skip
SIZE = ("tiny", "small", "medium", "large", "huge")
EVIDENCE = ("none", "named", "linked")
CHUNK = 20  # texts a request holds
FIELDS = {"what": WHAT, "size": SIZE, "evidence": EVIDENCE}


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of a text without its words."""

    what: str = "other"
    size: str = "small"
    evidence: str = "none"

    def __str__(self) -> str:
        return f"{self.what}, {self.size}, evidence {self.evidence}"


def read(raw: str, status: int, labels: Collection[str]) -> dict[str, Fields] | str:
    """The fields of every text of a request, or the kind of the answer's fault."""
    try:
        return _texts(document(raw, status), labels)
    except FaultError as fault:
        return str(fault)


def _texts(said: Any, labels: Collection[str]) -> dict[str, Fields]:
    if not isinstance(said, dict) or set(said) != {"texts"} or not isinstance(said["texts"], list):
        raise FaultError(SHAPE)
    found: dict[str, Fields] = {}
    for row in said["texts"]:
        if not isinstance(row, dict) or set(row) != {"text", *FIELDS}:
            raise FaultError(SHAPE)
        if not isinstance(row["text"], str) or row["text"] not in labels:
            raise FaultError(UNKNOWN)
        if row["text"] in found:
            raise FaultError(REPEATED)
        if not all(row[name] in known for name, known in FIELDS.items()):
            raise FaultError(SHAPE)
        found[row["text"]] = Fields(**{name: row[name] for name in FIELDS})
    if len(found) < len(labels):
        raise FaultError(MISSING)
    return found


def by_place(records: Iterable[Record]) -> Mapping[int, Fields]:
    """The fields by the place of a text in the digest; each chunk counts by its first valid answer."""
    found: dict[int, Fields] = {}
    done: set[int] = set()
    for record in sorted(records, key=lambda one: one.seat):
        if record.stage != READ or record.batch in done or record.attempt > RETRIES:
            continue
        labels = {f"T{number}": places for number, places in enumerate(record.places, 1)}
        said = read(record.raw, record.status, labels)
        if isinstance(said, dict):
            done.add(record.batch)
            found |= {place: said[label] for label, places in labels.items() for place in places}
    return found
