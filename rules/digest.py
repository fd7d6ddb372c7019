"""A month as a scorer and everybody see it: who did what for whom, without names or texts (REWARDS 1.1)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.ledger import canonical
from rules.scoring import Gift, Scored, score

VERSION = 1
PRAISE, BOUNTY = "praise", "bounty"  # the last is marked as paid already; both are said by who they are by


@dataclass(frozen=True, slots=True)
class Deed:
    """One contribution or praise; `text` was written (only compared, not kept), `seal` is its salted hash."""

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
    carried: Iterable[str] = (),
) -> dict[str, Any]:
    """The digest: contributors are those somebody did something as or for, unless they opted out (`out`).

    `new` are members whose word does not weigh yet, `carried` earlier months that are judged with this one.
    Equal texts stand once; messages alone make nobody a contributor, and are counted for contributors only.
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
    voices = {one for deed in ordered for one in (deed.by, *deed.attested)}
    talk = (
        {str(one): dict(sorted(activity[one].items())) for one in contributors if one in activity}
        if activity
        else {}
    )
    return {
        "version": VERSION,
        "community": community,
        "month": month,
        "carried": sorted(carried),
        "zone": zone,
        "contributors": contributors,
        "new": sorted(voices & set(new)),
        "works": works,
        "texts": seals,
        "activity": talk,
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


def seed(fingerprint: str, prompt: str, drawn: str) -> str:
    """The seed of a run: SHA-256 of digest hash, prompt hash and 32 random bytes in hex (REWARDS 1.2).

    The bytes are drawn after the digest is hashed, so nobody chooses the seed by a last edit.
    """
    return hashlib.sha256(f"{fingerprint}{prompt}{drawn}".encode()).hexdigest()


def seed_of(seed: str, turn: int) -> str:
    """The seed of the judging that follows `turn` earlier ones: anybody can tell it as soon as a run has one."""
    return seed if not turn else hashlib.sha256(f"{seed}/again/{turn}".encode()).hexdigest()


def gifts(digest: Mapping[str, Any]) -> list[Gift]:
    """What the embedded scorer weighs: praise and finished bounties by who they are by, and all by who attests it (REWARDS 4).

    Attestations by whom a work is by or for do not count (RULES 7).
    """
    silent, inside = frozenset(digest["new"]), frozenset(digest["contributors"])
    found = []
    for work in digest["works"]:
        receivers = [one for one in work["for"] if one in inside]
        said = [(work["by"], f"t{work['text']}", work["at"])] if work["kind"] in (PRAISE, BOUNTY) else []
        own = {work["by"], *work["for"]}
        said += [(giver, f"a{work['id']}", "") for giver in work["attested"] if giver not in own]
        found += [
            Gift(giver, one, key, work["id"], giver not in silent, at)
            for giver, key, at in said
            for one in receivers
        ]
    return found


def baseline(digest: Mapping[str, Any]) -> Scored:
    """The embedded scores of a digest, with what each giver counted for."""
    return score(gifts(digest), digest["contributors"])
