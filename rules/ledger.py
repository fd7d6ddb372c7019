"""Double entry, the chain of hashes over it, and the check that names the first wrong thing."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from rules.errors import Refusal

LIMIT = 2**63
ROOT = "0" * 64
SHOWN = 12

ISSUANCE = "issuance"
TREASURY = "treasury"
EXTERNAL = "external"

_ID = re.compile(r"[A-Za-z0-9._/-]+")
_PREFIX = re.compile(r"[0-9a-f]{8,64}")


class Posting(NamedTuple):
    """One line of an entry: account, symbol of the asset, base units (negative leaves the account)."""

    account: str
    asset: str
    amount: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What is booked at once, or a decision without postings.

    `number` counts 1, 2, 3 ... in a community; `id` books once; `by` is a member, 0 the bot itself; `at` is
    aware and in whole seconds; `data` is JSON without names or free text (RULES 2).
    """

    number: int
    id: str
    kind: str
    by: int
    why: str
    at: datetime
    data: Mapping[str, Any]
    postings: tuple[Posting, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """The first wrong thing; `number` is the entry, or 0 where the balances do not fit the entries."""

    number: int
    text: str

    def __str__(self) -> str:
        return self.text


def _account(kind: str, name: int | str) -> str:
    if not _ID.fullmatch(str(name)):
        raise ValueError(f"{name!r} cannot be part of an account name.")
    return f"{kind}:{name}"


def member(number: int) -> str:
    """The liquid balance of a member."""
    return _account("member", number)


def budget(name: int | str) -> str:
    """Money set aside for a purpose and a period."""
    return _account("budget", name)


def locked(number: int) -> str:
    """What a member holds in locks."""
    return _account("locked", number)


def vesting(grant: int | str) -> str:
    """What an allocation has not released yet."""
    return _account("vesting", grant)


def escrow(kind: str, number: int | str) -> str:
    """Money that waits for a decision; `kind` is bounty, grant or dispute."""
    return _account(_account("escrow", kind), number)


def reserved(run: int | str) -> str:
    """The budget of a reward run that is under way."""
    return _account("reserved", run)


def transit(payout: int | str) -> str:
    """External money that treasurers approved and have not sent yet."""
    return _account("transit", payout)


def may_owe(account: str) -> bool:
    """Whether an account may stand below zero: only where money comes from (RULES 2)."""
    return account in {ISSUANCE, EXTERNAL}


def balanced(postings: Iterable[Posting]) -> None:
    """Check that postings are integers below 2^63 that sum to zero per asset; ValueError otherwise."""
    sums: dict[str, int] = {}
    for account, asset, amount in postings:
        if type(amount) is not int or not -LIMIT < amount < LIMIT:
            raise ValueError(f"{amount!r} for {account} is not a whole number below 2^63")
        sums[asset] = sums.get(asset, 0) + amount
    for asset, rest in sums.items():
        if rest:
            raise ValueError(f"its postings in {asset} sum to {rest} instead of zero")


def instant(moment: datetime) -> str:
    """An aware moment in whole seconds as UTC text: 2026-11-30T12:00:00+00:00; ValueError otherwise."""
    if moment.microsecond or moment.tzinfo is None:
        raise ValueError(f"{moment!r} is not an aware moment in whole seconds")
    return (moment if moment.tzinfo is UTC else moment.astimezone(UTC)).isoformat()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return instant(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
).encode


def canonical(value: object) -> str:
    """JSON with one spelling: sorted keys, no spaces, no escapes beyond JSON's own, moments as `instant`.

    ValueError for NaN and infinities, TypeError for what JSON does not know.
    """
    return _encode(value)


def link(previous_hash: str, community: str, entry: Entry) -> str:
    """The hash of an entry: SHA-256(hash of the entry before + canonical JSON), 64 hex digits.

    The entry before the first has the hash `ROOT`. ValueError or TypeError where there is no canonical form.
    """
    content = {
        "at": instant(entry.at),
        "by": entry.by,
        "community": community,
        "data": entry.data,
        "id": entry.id,
        "kind": entry.kind,
        "number": entry.number,
        "postings": entry.postings,
        "why": entry.why,
    }
    return hashlib.sha256((previous_hash + canonical(content)).encode()).hexdigest()


class _Check:
    """A walk along the chain, one entry at a time."""

    def __init__(self, community: str) -> None:
        self.community = community
        self.head = ROOT
        self.number = 0
        self.ids: set[str] = set()
        self.sums: dict[tuple[str, str], int] = {}

    def entry(self, entry: Entry, given: str) -> str:
        """What is wrong with the next entry, or nothing."""
        return self._place(entry) or self._chain(entry, given) or self._money(entry)

    def _place(self, entry: Entry) -> str:
        expected = self.number + 1
        if entry.number != expected:
            return f"it stands where entry {expected} should be, so the numbering has a gap or repeats."
        if entry.id in self.ids:
            return "its id was booked before."
        self.number = expected
        self.ids.add(entry.id)
        return ""

    def _chain(self, entry: Entry, given: str) -> str:
        try:
            self.head = link(self.head, self.community, entry)
        except (TypeError, ValueError, OverflowError) as error:
            return f"it cannot be hashed ({error})."
        if self.head != given:
            return "its hash does not follow from its content and the entry before."
        return ""

    def _money(self, entry: Entry) -> str:
        if not entry.postings:
            return ""
        try:
            balanced(entry.postings)
        except ValueError as error:
            return f"{error}."
        sums = self.sums
        touched = []
        for account, asset, amount in entry.postings:
            key = (account, asset)
            sums[key] = sums.get(key, 0) + amount
            touched.append(key)
        return next((wrong for key in touched if (wrong := self._bounds(key))), "")

    def _bounds(self, key: tuple[str, str]) -> str:
        amount = self.sums[key]
        if amount < 0 and not may_owe(key[0]):
            return f"it leaves {key[0]} with {amount} {key[1]}, and that account may not be below zero."
        if not -LIMIT < amount < LIMIT:
            return f"it leaves {key[0]} with {amount} {key[1]}, which is not below 2^63."
        return ""


def verify(
    community: str, rows: Iterable[tuple[Entry, str]], balances: Mapping[tuple[str, str], int]
) -> Fault | None:
    """Recompute the chain and every balance; the first wrong thing in words, or None.

    `rows` are all entries with their stored hashes in the order of their numbers, read once, one at a time;
    `balances` are the running balances by (account, asset), where zero and absent are the same.
    """
    check = _Check(community)
    for entry, given in rows:
        if wrong := check.entry(entry, given):
            return Fault(entry.number, f"Entry {entry.number} ({entry.id}): {wrong}")
    for key in sorted({*check.sums, *balances}):
        summed, running = check.sums.get(key, 0), balances.get(key, 0)
        if summed != running:
            account, asset = key
            text = f"The running balance of {account} is {running} {asset}, but its entries sum to {summed}."
            return Fault(0, text)
    return None


def known(prefix: str, hashes: Iterable[str]) -> int | None:
    """The number of the entry whose hash begins like this, or None.

    `hashes` are those of all entries in order. Refusal unless the prefix has at least 8 of the 64 hex digits.
    """
    wanted = prefix.strip().lower()
    if not _PREFIX.fullmatch(wanted):
        raise Refusal("Give at least the first 8 digits (0-9, a-f) of a head, as the cards show it.")
    return next((number for number, one in enumerate(hashes, 1) if one.startswith(wanted)), None)


def totals(postings: Iterable[Posting]) -> dict[tuple[str, str], int]:
    """What each (account, asset) gains or loses; those that end where they were are left out."""
    moved: Counter[tuple[str, str]] = Counter()
    for account, asset, amount in postings:
        moved[account, asset] += amount
    return {key: amount for key, amount in moved.items() if amount}
