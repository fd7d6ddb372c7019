"""Grants: milestones as they are typed, who may review them, and what each recipient gets (RULES 5)."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from rules.amounts import LIMIT
from rules.errors import Refusal
from rules.options import split
from rules.split import largest_remainder

SILENT = timedelta(days=14)  # after which any treasurer may review
MOST = 12  # milestones
LONGEST = 60  # characters of the name of one
HOW = "Write them with ; between them, as in Prototype: 300; Release: 500."

_PART = re.compile(r"(?P<title>.+):\s*(?P<amount>[0-9][0-9.,]*)(?:\s+(?P<symbol>[A-Z][A-Z0-9]*))?")


class Part(NamedTuple):
    """A milestone as typed: its name, the amount in figures, the symbol of the asset or nothing."""

    title: str
    amount: str
    symbol: str


def read(text: str) -> tuple[Part, ...]:
    """The milestones of a grant; Refusal says what would work."""
    found = tuple(_part(one) for one in split(text))
    if not 1 <= len(found) <= MOST:
        raise Refusal(f"A grant has 1 to {MOST} milestones, and I see {len(found)}. {HOW}")
    if len({one.title.casefold() for one in found}) < len(found):
        raise Refusal("Two milestones have the same name; every one must differ.")
    if len({one.symbol for one in found}) > 1:
        raise Refusal("Name the same asset at every milestone, or at none.")
    return found


def _part(text: str) -> Part:
    if not (found := _PART.fullmatch(text)):
        raise Refusal(f"A milestone is a name and an amount, and {text[:40]!r} is not. {HOW}")
    title = found["title"].strip()
    if not title or len(title) > LONGEST:
        raise Refusal(f"The name of a milestone has 1 to {LONGEST} characters. {HOW}")
    return Part(title, found["amount"], found["symbol"] or "")


def total(amounts: Sequence[int]) -> int:
    """What all milestones come to; Refusal where that cannot be counted."""
    if (whole := sum(amounts)) >= LIMIT:
        raise Refusal("All milestones together are more than can be counted.")
    return whole


def whole(payload: Mapping[str, Any]) -> int:
    """What a `spend` takes from the treasury: a grant its whole sum, anything else so much for each."""
    return int(payload["amount"]) * (1 if "milestones" in payload else len(payload["to"]))


def apart(recipients: Collection[int], reviewers: Collection[int]) -> None:
    """Check that nobody reviews what they are paid for."""
    if not reviewers:
        raise Refusal("A grant needs somebody who is here to review its milestones.")
    if set(recipients) & set(reviewers):
        raise Refusal("Nobody reviews their own grant; name a reviewer who gets nothing of it.")


def dues(amount: int, to: Collection[int], paid: Mapping[int, int]) -> dict[int, int]:
    """What each recipient gets now of a milestone: equal parts of what others were not paid, less their own.

    `to` are those who are left, `paid` what recipients were paid of this milestone before.
    """
    left = amount - sum(part for who, part in paid.items() if who not in to)
    shares = largest_remainder(left, dict.fromkeys(to, 1))
    return {who: due for who, share in sorted(shares.items()) if (due := share - paid.get(who, 0)) > 0}


def silent(since: datetime, now: datetime) -> bool:
    """Whether reviewers have been silent so long that any treasurer may review."""
    return now >= since + SILENT


def may_submit(me: int, recipients: Collection[int]) -> None:
    """Check that somebody may submit a milestone."""
    if me not in recipients:
        raise Refusal("Only those whom a grant pays can submit its milestones.")


def able(
    recipients: Collection[int], reviewers: Collection[int], treasurers: Collection[int], *, late: bool
) -> frozenset[int]:
    """Who may review: those named; any treasurer once they are silent or nobody of them is here."""
    more = frozenset(treasurers) if late or not reviewers else frozenset()
    return (frozenset(reviewers) | more).difference(recipients)


def may_review(
    me: int, recipients: Collection[int], can: Collection[int], treasurers: Collection[int]
) -> None:
    """Check that somebody may approve or return a milestone."""
    if me in recipients:
        raise Refusal("You are paid by this grant, so others have to review it.")
    if me in can:
        return
    if me in treasurers:
        days = SILENT // timedelta(days=1)
        raise Refusal(
            f"Its reviewers come first; any treasurer may review once they were silent for {days} days."
        )
    raise Refusal("Only the reviewers whom the proposal names can do that.")
