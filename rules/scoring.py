"""The embedded scorer's formula: what praise, attestations and finished bounties are worth (REWARDS 4).

One text of one giver to r people gives each isqrt(10^12 // r). The k-th gift from g to t counts 1/k as far as
t gave back to g (k ≤ gifts returned in the whole month), else in full. No giver counts for more than all
others together plus twice the month's mean score. A gift to oneself weighs 0 (RULES 7).

Read exactly: r counts the different receivers of the giver's equal texts, and every repetition counts again;
gifts are numbered in the order they were made; gifts that do not weigh still count as returned; the mean is
over everybody who received something, before any giver is limited; the limit is applied once. With `own`,
entries for oneself weigh too, each counting as returned, so the k-th weighs 1/k: the figures published for
past rounds were made so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import isqrt

UNIT = 10**12


@dataclass(frozen=True, slots=True)
class Gift:
    """One thing said for one receiver: who gave, which text (`key`), and its place in the month (`order`).

    `at` is its moment in ISO 8601, where it is known.
    """

    giver: int
    receiver: int
    key: str
    order: int
    counts: bool = True  # False for givers whose word does not weigh yet, such as new members
    at: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores by member, and what each giver counted for in them."""

    scores: dict[int, int]
    parts: dict[int, dict[int, int]]


def score(gifts: Iterable[Gift], members: Iterable[int] = (), *, own: bool = False) -> Scored:
    """The score of everybody who received something and of `members`; the order of `gifts` is irrelevant."""
    ordered = sorted(gifts, key=lambda gift: (gift.order, gift.giver, gift.receiver, gift.key, gift.counts))
    raw = _weighed(ordered, own=own)
    totals = {one: sum(parts.values()) for one, parts in raw.items()}
    limit = 2 * (sum(totals.values()) // len(totals)) if totals else 0
    parts = {
        one: {giver: min(amount, totals[one] - amount + limit) for giver, amount in sorted(given.items())}
        for one, given in raw.items()
    }
    scores = dict.fromkeys(members, 0) | {one: sum(given.values()) for one, given in parts.items()}
    return Scored(dict(sorted(scores.items())), parts)


def _weighed(ordered: list[Gift], *, own: bool) -> dict[int, dict[int, int]]:
    """What each giver gave each receiver, before any giver is limited."""
    receivers: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    given: Counter[tuple[int, int]] = Counter()
    for gift in ordered:
        receivers[gift.giver, gift.key].add(gift.receiver)
        given[gift.giver, gift.receiver] += 1
    worth = {text: isqrt(UNIT // len(who)) for text, who in receivers.items()}
    seen: Counter[tuple[int, int]] = Counter()
    raw: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for gift in ordered:
        pair = gift.giver, gift.receiver
        seen[pair] += 1
        if not gift.counts or (gift.giver == gift.receiver and not own):
            continue
        full = worth[gift.giver, gift.key]
        amount = full // seen[pair] if seen[pair] <= given[pair[1], pair[0]] else full
        raw[gift.receiver][gift.giver] = raw[gift.receiver].get(gift.giver, 0) + amount
    return dict(raw)
