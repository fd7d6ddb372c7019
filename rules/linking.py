"""Joining two identities of one human, and parting them again: codes, refusals, quarantine (RULES 1)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.errors import Refusal
from rules.moments import span
from rules.wording import listed

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O, 1 I L
LENGTH = 8
VALID = timedelta(minutes=10)
TRIES = 5
TRIES_IN = timedelta(hours=1)
QUARANTINE = timedelta(hours=24)

Identity = tuple[str, str]
"""A platform and the account on it."""


def code(draws: Sequence[int]) -> str:
    """A code from eight random numbers below 2^32, one for each character; ValueError otherwise."""
    if len(draws) != LENGTH or not all(0 <= draw < 2**32 for draw in draws):
        raise ValueError(f"A code takes {LENGTH} numbers below 2^32.")
    return "".join(ALPHABET[draw % len(ALPHABET)] for draw in draws)


def shown(given: str) -> str:
    """A code as people read it to each other: ABCD-2345."""
    return f"{given[:4]}-{given[4:]}"


def read(text: str) -> str:
    """A typed code without spaces and hyphens, in capitals; Refusal if it cannot be one."""
    typed = "".join(text.split()).replace("-", "").upper()
    if len(typed) != LENGTH or not set(typed) <= set(ALPHABET):
        raise Refusal(
            f"A code has {LENGTH} letters and digits, such as {shown('ABCD2345')}; `link` shows one."
        )
    return typed


def may_try(tries: Iterable[datetime], now: datetime) -> None:
    """Check that somebody may enter a code: at most 5 an hour, right or wrong; `tries` are the earlier."""
    recent = sorted(moment for moment in tries if now - moment < TRIES_IN)
    if len(recent) >= TRIES:
        wait = span(recent[-TRIES] + TRIES_IN - now)
        raise Refusal(f"You may enter {TRIES} codes an hour; try again in {wait}.")


def may_use(made: datetime, used: datetime | None, now: datetime) -> None:
    """Check that a code made at a moment still works: for ten minutes, closing second included, and once."""
    if used is not None:
        raise Refusal("This code was used already; ask for a new one with `link`.")
    if not timedelta(0) <= now - made <= VALID:
        raise Refusal(f"This code is older than {span(VALID)}; ask for a new one with `link`.")


@dataclass(frozen=True, slots=True)
class Matter:
    """Something open in which people stand on different sides.

    Sides whose people may be the same, such as a poster and a reviewer, are one side.
    """

    title: str
    sides: Mapping[str, frozenset[int]]


def payout(title: str, beneficiaries: Iterable[int], deciders: Iterable[int]) -> Matter:
    """A payout or reward line that waits: who gains, and who has approved, refused or filed it."""
    return Matter(title, {"beneficiary": frozenset(beneficiaries), "approver": frozenset(deciders)})


def objection(
    title: str, objectors: Iterable[int], beneficiaries: Iterable[int], settlers: Iterable[int]
) -> Matter:
    """A held or objected line: who objects or holds it, whose it is, and who has said how to settle it."""
    return Matter(
        title,
        {
            "objector": frozenset(objectors),
            "beneficiary": frozenset(beneficiaries),
            "settler": frozenset(settlers),
        },
    )


def deposit(title: str, recorder: int, confirmers: Iterable[int]) -> Matter:
    """A deposit that waits for its second treasurer."""
    return Matter(title, {"recorder": frozenset({recorder}), "confirmer": frozenset(confirmers)})


def bounty(title: str, claimants: Iterable[int], posters: Iterable[int], reviewers: Iterable[int]) -> Matter:
    """A bounty under way: who does it, and who posted or reviews it."""
    judges = frozenset(posters) | frozenset(reviewers)
    return Matter(title, {"claimant": frozenset(claimants), "poster or reviewer": judges})


def grant(title: str, recipients: Iterable[int], reviewers: Iterable[int]) -> Matter:
    """A grant under way: whom it pays, and who reviews its milestones or has done so."""
    return Matter(title, {"recipient": frozenset(recipients), "reviewer": frozenset(reviewers)})


def dispute(title: str, filers: Iterable[int], opponents: Iterable[int], jurors: Iterable[int]) -> Matter:
    """A dispute: both parties and the jury."""
    sides = {"filer": frozenset(filers), "opponent": frozenset(opponents), "juror": frozenset(jurors)}
    return Matter(title, sides)


def collisions(a: int, b: int, matters: Iterable[Matter]) -> list[str]:
    """The open matters in which two members stand on different sides, each named with both sides."""
    return [f"{matter.title} ({listed(apart)})" for matter in matters if (apart := _apart(a, b, matter))]


def _apart(a: int, b: int, matter: Matter) -> list[str]:
    """The first two sides between which the members stand, in the matter's order; else none."""
    mine = [side for side, people in matter.sides.items() if a in people]
    theirs = [side for side, people in matter.sides.items() if b in people]
    order = list(matter.sides)
    pairs = [sorted((one, two), key=order.index) for one in mine for two in theirs if one != two]
    return min(pairs, key=lambda pair: [order.index(side) for side in pair], default=[])


def may_link(a: int, b: int, matters: Iterable[Matter]) -> None:
    """Check that two members may become one: Refusal names every open matter that is between them."""
    if a == b:
        raise Refusal("These two are linked already; nothing has to be done.")
    if between := collisions(a, b, matters):
        raise Refusal(f"These two stand on different sides of {listed(between)}; link after that is settled.")


def quarantined(merged: datetime | None, now: datetime) -> bool:
    """Whether a link is so fresh that it can be undone and moves no money: for 24 h."""
    return merged is not None and now - merged < QUARANTINE


def may_move(merged: datetime | None, now: datetime) -> None:
    """Check that a member may send, withdraw or approve; `merged` is when identities were last joined."""
    if merged is not None and quarantined(merged, now):
        wait = span(merged + QUARANTINE - now)
        raise Refusal(
            f"Two of your accounts were linked lately; you can send, withdraw and approve in {wait}."
        )


def may_undo(merged: datetime | None, now: datetime) -> None:
    """Check that a link may be undone as if it had not been: for 24 h, by either side."""
    if merged is None:
        raise Refusal("No accounts of yours are linked, so there is nothing to undo.")
    if not quarantined(merged, now):
        raise Refusal(f"A link can be undone for {span(QUARANTINE)}; use `unlink` to drop an identity.")


def may_unlink(
    identities: Collection[Identity], dropped: Identity, merged: datetime | None, now: datetime
) -> None:
    """Check that a member may drop an identity, which parts nothing else: not the last, nor in quarantine."""
    platform, account = dropped
    if dropped not in identities:
        raise Refusal(f"You are not linked to {account} on {platform}; `me` lists your accounts.")
    if len(set(identities)) < 2:
        raise Refusal("This is your only account here; link another first, or use `privacy forget` to leave.")
    if quarantined(merged, now):
        raise Refusal(
            "This link is fresh; use `link undo`, which also gives both sides back what was theirs."
        )
