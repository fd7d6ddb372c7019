"""A month as the scorer and everybody else see it: who did what for whom, without a single name or text (REWARDS 1.1)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.ledger import canonical
from rules.scoring import Gift, Scored, score

VERSION = 1


@dataclass(frozen=True, slots=True)
class Deed:
    """One contribution or praise. `text` is what was written (only compared, never kept), `seal` its salted hash."""

    id: int
    kind: str
    by: int
    receivers: tuple[int, ...]
    text: str
    seal: str
    at: str
    category: str = ""
    minutes: int = 0
    linked: bool = False
    attested: tuple[int, ...] = ()
    flags: int = 0


def build(
    community: str,
    month: str,
    zone: str,
    deeds: Iterable[Deed],
    *,
    out: Iterable[int] = (),
    new: Iterable[int] = (),
    activity: Mapping[int, Mapping[str, int]] | None = None,
) -> dict[str, Any]:
    """The digest: contributors are those somebody did something as or for, unless they opted out (`out`).

    `new` are members whose word does not weigh yet. Equal texts stand once; messages alone make nobody a contributor.
    """
    ordered, left = sorted(deeds, key=lambda deed: deed.id), set(out)
    places: dict[str, int] = {}
    seals: list[str] = []
    works = []
    for deed in ordered:
        place = places.setdefault(deed.text or f"\0{deed.id}", len(seals))
        if place == len(seals):
            seals.append(deed.seal)
        works.append(_work(deed, place))
    contributors = sorted({one for deed in ordered for one in deed.receivers} - left)
    return {
        "version": VERSION,
        "community": community,
        "month": month,
        "zone": zone,
        "contributors": contributors,
        "new": sorted(set(new)),
        "works": works,
        "texts": seals,
        "activity": {str(one): dict(counts) for one, counts in sorted((activity or {}).items())},
    }


def _work(deed: Deed, place: int) -> dict[str, Any]:
    return {
        "id": deed.id,
        "kind": deed.kind,
        "by": deed.by,
        "for": sorted(deed.receivers),
        "text": place,
        "at": deed.at,
        "category": deed.category,
        "minutes": deed.minutes,
        "linked": deed.linked,
        "attested": sorted(deed.attested),
        "flags": deed.flags,
    }


def fingerprint(digest: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical digest."""
    return hashlib.sha256(canonical(digest).encode()).hexdigest()


def gifts(digest: Mapping[str, Any]) -> list[Gift]:
    """What the embedded scorer weighs: praise by its giver, everything else by who attests it (REWARDS 4)."""
    silent, found = frozenset(digest["new"]), []
    inside = frozenset(digest["contributors"])
    for work in digest["works"]:
        receivers = [one for one in work["for"] if one in inside]
        if work["kind"] == "praise":
            giver, key = work["by"], f"t{work['text']}"
            found += [Gift(giver, one, key, work["id"], giver not in silent) for one in receivers]
        for giver in work["attested"]:
            key = f"a{work['id']}"
            found += [Gift(giver, one, key, work["id"], giver not in silent) for one in receivers if one != giver]
    return found


def baseline(digest: Mapping[str, Any]) -> Scored:
    """The embedded scores of a digest, with what each giver counted for."""
    return score(gifts(digest), digest["contributors"])
