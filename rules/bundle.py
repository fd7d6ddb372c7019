"""A month's bundle: everything its rewards follow from, checked offline by anybody (REWARDS 1.7).

Every payment is an entry of the ledger that carries the hash of all it rests on; the entry's own hash is in
the chain whose head is posted, so no byte of a bundle can be edited unnoticed.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from fractions import Fraction
from typing import Any

from rules import allocation, approvals, digest, judgement, ledger, watch
from rules.judgement import Record
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
    "answers",
    "scores",
    "amounts",
)
SHARED = ("format", "community", "month", *JUDGED)
DECIDED = ("earlier", "needed", "treasurers", "approvals", "objections", "lines")
BESIDE = frozenset({"digest", "payments", "published", "records", "prompt_text", "frame_text"})
SALT = 16  # characters
EDGE = "edge"


def sha(value: object) -> str:
    """The SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(ledger.canonical(value).encode()).hexdigest()


def mark(record: Record) -> str:
    """The hash under which a stored answer is booked."""
    return sha(asdict(record))


def amounts(
    scores: Mapping[int, int], pots: Mapping[str, int], settings: Mapping[str, Any], month: Mapping[str, Any]
) -> dict[str, dict[str, int]]:
    """What each pot gives each contributor, by asset and member (as text, as in JSON), without zeros."""
    contributors = len(month["contributors"])
    how = {"curve": settings["curve"], "preset": Fraction(settings["cap"], 10_000)}
    found = {}
    for asset, budget in sorted(pots.items()):
        spend = spent(budget, settings, month)
        least = settings["min_line"].get(asset, 0)
        lines = allocation.allocate(spend, scores, contributors, min_line=least, **how).lines
        found[asset] = {str(one): amount for one, amount in sorted(lines.items()) if amount}
    return found


def spent(budget: int, settings: Mapping[str, Any], month: Mapping[str, Any]) -> int:
    """What of a pot a month may spend."""
    return allocation.small_month(budget, len(month["works"]), settings["small_month"])


def ceiling(
    asset: str, pots: Mapping[str, int], settings: Mapping[str, Any], month: Mapping[str, Any]
) -> int:
    """The most that one member can get of a pot."""
    share = allocation.cap(len(month["contributors"]), Fraction(settings["cap"], 10_000))
    return -(-spent(pots[asset], settings, month) * share.numerator // share.denominator)


def edges(
    amounts: Mapping[str, Mapping[str, int]],
    pots: Mapping[str, int],
    settings: Mapping[str, Any],
    month: Mapping[str, Any],
) -> dict[str, dict[str, int]]:
    """The part of each line that waits for an explicit yes, by asset and member; none where no model judged."""
    if "model" not in settings:
        return {}
    embedded = digest.baseline(month).scores
    found = {}
    for asset, lines in amounts.items():
        budget = spent(pots[asset], settings, month)
        over = watch.edges({int(one): amount for one, amount in lines.items()}, budget, embedded)
        found[asset] = {str(one): amount for one, amount in over.items()}
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
    if unknown := sorted(set(bundle) - {*SHARED, *BESIDE}):
        yield f"The bundle holds something it should not: {unknown[0]}."
    yield from _digest(bundle)
    yield from _answers(bundle)
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


def _answers(bundle: Mapping[str, Any]) -> Iterator[str]:
    """Each raw answer is the one that was booked, and prompt and frame are those that were used."""
    found, stored = records(bundle), bundle.get("records", [])
    for record, row, booked in zip(found, stored, bundle["answers"], strict=False):
        if sha(row) != booked:  # as it stands in the file, where another spelling would make the same record
            yield f"Answer {record.name} is not the one that was booked."
    if len(found) != len(bundle["answers"]):
        yield f"The bundle holds {len(found)} answers where {len(bundle['answers'])} were booked."
    if found != sorted(found, key=lambda one: one.seat) or len({one.seat for one in found}) < len(found):
        yield "The answers are not in order, each once."
    for name, wanted in (
        ("prompt", bundle["prompt"]),
        ("frame", bundle["settings"].get("model", {}).get("frame")),
    ):
        text = bundle.get(f"{name}_text", "")
        whole = isinstance(text, str) and hashlib.sha256(text.encode()).hexdigest() == wanted
        if not whole and (f"{name}_text" in bundle or "model" in bundle["settings"]):
            yield f"The {name} is not the one that judged: its hash differs."


def records(bundle: Mapping[str, Any]) -> list[Record]:
    """The stored answers of a bundle; TypeError where one is none."""
    return [judgement.recorded(one) for one in bundle.get("records", [])]


def judged(bundle: Mapping[str, Any]) -> dict[int, int] | None:
    """The scores as they follow from digest and answers; None where a scorer left nothing to follow from."""
    month, settings = bundle["digest"], bundle["settings"]
    if bundle["scorer"] == EMBEDDED:
        return digest.baseline(month).scores
    if "model" not in settings:
        return None
    seed = digest.seed_of(bundle["seed"], settings.get("turn", 0))
    return judgement.judge(month, seed, settings, records(bundle), bundle.get("prompt_text", "")).scores


def _judged(bundle: Mapping[str, Any]) -> Iterator[str]:
    month = bundle["digest"]
    scores = {int(one): score for one, score in bundle["scores"].items()}
    right = judged(bundle)
    if right is not None and scores != right:
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
    paid: set[tuple[int, str, str]] = set()
    over = edges(bundle["amounts"], bundle["pots"], bundle["settings"], bundle["digest"])
    before: list[str] = []
    for payment in bundle["payments"]:
        entry = read_entry(payment["entry"])
        if payment["earlier"] != before:
            yield f"Entry {entry.id} came after other payments than those in the bundle."
        if unknown := sorted(set(payment) - {*DECIDED, "entry", "previous", "hash"}):
            yield f"A payment holds something it should not: {unknown[0]}."
        yield from _lines(bundle, payment, over, paid)
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
    bundle: Mapping[str, Any],
    payment: Mapping[str, Any],
    over: Mapping[str, Mapping[str, int]],
    paid: set[tuple[int, str, str]],
) -> Iterator[str]:
    """Each paid line: allotted, not more than that, approved by enough who may, once."""
    votes = {int(one): vote["approves"] for one, vote in payment["approvals"].items()}
    gains = {line["line"]: {line["member"], *line["concerns"]} for line in payment["lines"]}
    if len(gains) < len(payment["lines"]):  # else one line would be approved by whom it is not for
        yield "Two lines of a payment have the same number."
    approved = set(approvals.lines(payment["treasurers"], payment["needed"], votes, gains).approved())
    for line in payment["lines"]:
        number, member, asset, part = line["line"], line["member"], line["asset"], line["part"]
        edge = over.get(asset, {}).get(str(member), 0)
        allotted = edge if part == EDGE else bundle["amounts"][asset].get(str(member), 0) - edge
        if (member, asset, part) in paid:
            yield f"Member {member} is paid twice in {asset}."
        if not 0 < line["amount"] <= allotted:
            yield f"Line {number} pays {line['amount']} {asset} where {allotted} were allotted."
        if number not in approved:
            yield f"Line {number} was paid without the approvals it needs."
        if not _agreed(line, gains[number]):
            yield f"Line {number} was paid without the explicit yes it needs."
        paid.add((member, asset, part))


def _agreed(line: Mapping[str, Any], concerned: set[int]) -> bool:
    """Whether somebody who is not concerned said yes, exactly where that is needed."""
    if line["part"] == EDGE:
        return line["yes"] is not None and line["yes"] not in concerned
    return line["part"] == "" and line["yes"] is None


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
