"""A month's bundle: everything its rewards follow from, checked offline by anybody (REWARDS 1.7).

Every payment is an entry of the ledger that carries the hash of all it rests on; the entry's own hash is in
the chain whose head is posted, so no byte of a bundle can be edited unnoticed.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from rules import allocation, approvals, digest, ledger
from rules.ledger import Entry, Posting

FORMAT = "month-bundle/1"
EMBEDDED = "embedded"
JUDGED = (
    "digest_hash",
    "prompt",
    "drawn",
    "seed",
    "scorer",
    "version",
    "settings",
    "pots",
    "scores",
    "amounts",
)
SHARED = ("format", "community", "month", *JUDGED)
DECIDED = ("earlier", "needed", "treasurers", "approvals", "objections", "lines")
SALT = 16  # characters


def sha(value: object) -> str:
    """The SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(ledger.canonical(value).encode()).hexdigest()


def amounts(
    scores: Mapping[int, int], pots: Mapping[str, int], settings: Mapping[str, Any], month: Mapping[str, Any]
) -> dict[str, dict[str, int]]:
    """What each pot gives each contributor, by asset and member (as text, as in JSON), without zeros."""
    contributors = len(month["contributors"])
    how = {"curve": settings["curve"], "preset": Fraction(settings["cap"], 10_000)}
    found = {}
    for asset, budget in sorted(pots.items()):
        spend = allocation.small_month(budget, len(month["works"]), settings["small_month"])
        least = settings["min_line"].get(asset, 0)
        lines = allocation.allocate(spend, scores, contributors, min_line=least, **how).lines
        found[asset] = {str(one): amount for one, amount in sorted(lines.items()) if amount}
    return found


def proof(bundle: Mapping[str, Any], payment: Mapping[str, Any]) -> str:
    """The hash of all a payment rests on; its ledger entry carries it."""
    return sha([{name: bundle[name] for name in SHARED}, {name: payment[name] for name in DECIDED}])


def facts(bundle: Mapping[str, Any], payment: Mapping[str, Any]) -> dict[str, Any]:
    """What the ledger entry of a payment holds beside its postings."""
    return {"proof": proof(bundle, payment)} | {name: payment[name] for name in DECIDED}


def check(bundle: Mapping[str, Any]) -> str:
    """Recompute everything after the raw answers; the first difference in words, or nothing."""
    try:
        return next(_differences(bundle), "")
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        return f"The bundle is not whole: {type(error).__name__} {error}."


def _differences(bundle: Mapping[str, Any]) -> Iterator[str]:
    if bundle["format"] != FORMAT:
        yield f"The format is {bundle['format']!r}, not {FORMAT!r}."
    if unknown := sorted(set(bundle) - {*SHARED, "digest", "payments", "published"}):
        yield f"The bundle holds something it should not: {unknown[0]}."
    yield from _digest(bundle)
    yield from _judged(bundle)
    if not bundle["payments"]:
        yield "The bundle holds no payment, so nothing binds it to a ledger."
    yield from _payments(bundle)
    yield from _texts(bundle)


def _digest(bundle: Mapping[str, Any]) -> Iterator[str]:
    month = bundle["digest"]
    if digest.fingerprint(month) != bundle["digest_hash"]:
        yield "The digest is not the one that was frozen: its hash differs."
    if (month["community"], month["month"]) != (bundle["community"], bundle["month"]):
        yield "The digest is of another community or month."
    if digest.seed(bundle["digest_hash"], bundle["prompt"], bundle["drawn"]) != bundle["seed"]:
        yield "The seed does not follow from the digest, the prompt and the bytes that were drawn."


def _judged(bundle: Mapping[str, Any]) -> Iterator[str]:
    month = bundle["digest"]
    scores = {int(one): score for one, score in bundle["scores"].items()}
    if bundle["scorer"] == EMBEDDED and scores != (right := digest.baseline(month).scores):
        yield _first("score", right, scores)
    wanted = amounts(scores, bundle["pots"], bundle["settings"], month)
    for asset in sorted({*wanted, *bundle["amounts"]}):
        if wanted.get(asset) != bundle["amounts"].get(asset):
            yield _first(f"{asset} amount", wanted.get(asset, {}), bundle["amounts"].get(asset, {}))


def _first(what: str, wanted: Mapping[Any, int], given: Mapping[Any, int]) -> str:
    for one in sorted({*wanted, *given}, key=lambda one: (len(str(one)), str(one))):
        if wanted.get(one) != given.get(one):
            return f"The {what} of member {one} is {given.get(one)} and should be {wanted.get(one)}."
    return f"The {what}s are kept in another way than they should be."


def _payments(bundle: Mapping[str, Any]) -> Iterator[str]:
    paid: set[tuple[int, str]] = set()
    before: list[str] = []
    for payment in bundle["payments"]:
        entry = read_entry(payment["entry"])
        if payment["earlier"] != before:
            yield f"Entry {entry.id} came after other payments than those in the bundle."
        if unknown := sorted(set(payment) - {*DECIDED, "entry", "previous", "hash"}):
            yield f"A payment holds something it should not: {unknown[0]}."
        yield from _lines(bundle, payment, paid)
        if ledger.canonical(entry.data) != ledger.canonical(facts(bundle, payment)):
            yield f"Entry {entry.id} was booked for other facts: what it holds differs."
        if ledger.canonical(written(entry)) != ledger.canonical(payment["entry"]):
            yield f"Entry {entry.id} is not written as it is hashed."
        if ledger.link(payment["previous"], bundle["community"], entry) != payment["hash"]:
            yield f"The hash of entry {entry.id} does not follow from its content and the entry before."
        if sorted(entry.postings) != sorted(postings(bundle["month"], payment["lines"])):
            yield f"Entry {entry.id} does not pay what its lines say."
        before.append(payment["hash"])


def _lines(
    bundle: Mapping[str, Any], payment: Mapping[str, Any], paid: set[tuple[int, str]]
) -> Iterator[str]:
    """Each paid line: allotted, not more than that, approved by enough who may, once."""
    votes = {int(one): vote["approves"] for one, vote in payment["approvals"].items()}
    gains = {line["line"]: {line["member"], *line["concerns"]} for line in payment["lines"]}
    approved = set(approvals.lines(payment["treasurers"], payment["needed"], votes, gains).approved())
    for line in payment["lines"]:
        number, member, asset, amount = line["line"], line["member"], line["asset"], line["amount"]
        allotted = bundle["amounts"][asset].get(str(member), 0)
        if (member, asset) in paid:
            yield f"Member {member} is paid twice in {asset}."
        if not 0 < amount <= allotted:
            yield f"Line {number} pays {amount} {asset} where {allotted} were allotted."
        if number not in approved:
            yield f"Line {number} was paid without the approvals it needs."
        paid.add((member, asset))


def _texts(bundle: Mapping[str, Any]) -> Iterator[str]:
    """Texts that the community publishes: each is the one whose salted hash the digest holds."""
    seals = bundle["digest"]["texts"]
    for place, text in bundle.get("published", {}).items():
        salted = f"{text['salt']}{text['text']}"
        right = hashlib.sha256(salted.encode()).hexdigest() == seals[int(place)]
        if (
            not right
            or len(text["salt"]) != SALT
            or set(text) != {"salt", "text"}
            or str(int(place)) != place
        ):
            yield f"Text {place} is not the one whose hash the digest holds."


def postings(month: str, lines: Sequence[Mapping[str, Any]]) -> list[Posting]:
    """What the entry of a payment books: from the month's reserve to each member."""
    totals: dict[str, int] = {}
    for line in lines:
        totals[line["asset"]] = totals.get(line["asset"], 0) + line["amount"]
    out = [Posting(ledger.reserved(month), asset, -amount) for asset, amount in sorted(totals.items())]
    return [*out, *(Posting(ledger.member(line["member"]), line["asset"], line["amount"]) for line in lines)]


def written(entry: Entry) -> dict[str, Any]:
    """An entry as JSON."""
    return {
        "number": entry.number,
        "id": entry.id,
        "kind": entry.kind,
        "by": entry.by,
        "why": entry.why,
        "at": ledger.instant(entry.at),
        "data": dict(entry.data),
        "postings": [list(one) for one in entry.postings],
    }


def read_entry(data: Mapping[str, Any]) -> Entry:
    """An entry from JSON; ValueError, TypeError or KeyError where it is none."""
    lines = tuple(Posting(*one) for one in data["postings"])
    moment = datetime.fromisoformat(data["at"])
    return Entry(
        data["number"], data["id"], data["kind"], data["by"], data["why"], moment, data["data"], lines
    )
