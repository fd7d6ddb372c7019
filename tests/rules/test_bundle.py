"""A bundle proves a month: every edit of it is found."""

import copy
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import bundle, digest, ledger
from rules.digest import Deed
from rules.ledger import Entry

ANA, BEN, CY, DEE, EVE = 1, 2, 3, 4, 5
NOW = datetime(2026, 12, 4, 12, tzinfo=UTC)
TEXTS = {1: "dug the beds", 2: "thank you for the beds", 3: "mended the gate"}
SALT = "0123456789abcdef"
CHOSEN = {
    "curve": "linear",
    "cap": 5000,
    "min_line": {"LEAF": 0},
    "small_month": 0,
    "samples": 5,
    "window": 86400,
    "publish_texts": False,
}


def sealed(number: int) -> str:
    return hashlib.sha256(f"{SALT}{TEXTS[number]}".encode()).hexdigest()


def month() -> dict[str, Any]:
    at = "2026-11-03T10:00:00+00:00"
    deeds = [
        Deed(1, "log", DEE, (DEE,), TEXTS[1], sealed(1), at, attested=(BEN,)),
        Deed(2, "praise", CY, (ANA, DEE), TEXTS[2], sealed(2), at),
        Deed(3, "log", EVE, (EVE,), TEXTS[3], sealed(3), at, attested=(ANA, DEE)),
    ]
    return digest.build("garden", "2026-11", "UTC", deeds)


def judged() -> dict[str, Any]:
    held = month()
    mark, prompt, drawn = digest.fingerprint(held), "ab" * 32, "cd" * 32
    scores, pots = digest.baseline(held).scores, {"LEAF": 1_000_000, "USDC": 5_000}
    return {
        "format": bundle.FORMAT,
        "community": "garden",
        "month": "2026-11",
        "digest": held,
        "digest_hash": mark,
        "prompt": prompt,
        "drawn": drawn,
        "seed": digest.seed(mark, prompt, drawn),
        "scorer": "embedded",
        "version": "1",
        "settings": CHOSEN,
        "pots": pots,
        "answers": [],
        "scores": {str(one): score for one, score in scores.items()},
        "amounts": bundle.amounts(scores, pots, CHOSEN, held),
        "payments": [],
    }


def lines(whole: dict[str, Any], *members: int) -> list[dict[str, Any]]:
    """The lines of these members, numbered as in the payout."""
    places = [(int(one), asset) for one in whole["scores"] for asset in sorted(whole["pots"])]
    return [
        {"line": number, "member": one, "asset": asset, "amount": amount, "concerns": [one]}
        | {"part": "", "yes": None}
        for number, (one, asset) in enumerate(places, 1)
        if one in members and (amount := whole["amounts"][asset].get(str(one), 0))
    ]


def pay(whole: dict[str, Any], number: int, paid: list[dict[str, Any]], *approved: int) -> None:
    """Book a payment as the ledger would."""
    at = NOW + timedelta(days=number)
    payment = {
        "earlier": [one["hash"] for one in whole["payments"]],
        "needed": 2,
        "treasurers": [ANA, BEN, CY],
        "approvals": {str(one): {"approves": True, "at": ledger.instant(at)} for one in approved},
        "objections": [
            {"member": EVE, "by": BEN, "kind": "hold", "at": ledger.instant(NOW), "state": "release"}
        ],
        "lines": paid,
    }
    facts, postings = bundle.facts(whole, payment), tuple(bundle.postings("2026-11", paid))
    entry = Entry(number, f"reward/2026-11/{number}", "rewards", 0, "payout/1", at, facts, postings)
    before = ledger.ROOT if number == 1 else "ef" * 32
    chain = {"previous": before, "hash": ledger.link(before, "garden", entry)}
    whole["payments"].append({"entry": bundle.written(entry)} | chain | payment)


@pytest.fixture
def whole() -> dict[str, Any]:
    return made()


def made() -> dict[str, Any]:
    found = judged()
    pay(found, 1, lines(found, ANA, DEE), BEN, CY)
    pay(found, 2, lines(found, EVE), BEN, CY)
    return json.loads(ledger.canonical(found))  # type: ignore[no-any-return]


WHOLE = made()


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every leaf, and of every empty list and object."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [one for name, part in inside for one in leaves(part, (*path, name))]
    yield from found or [path]


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        value = value[name]
    return value


def edited(whole: dict[str, Any], path: tuple[Any, ...], to: Any) -> dict[str, Any]:
    other = copy.deepcopy(whole)
    at(other, path[:-1])[path[-1]] = to
    return other


def test_a_whole_bundle_is_right(whole: dict[str, Any]) -> None:
    assert bundle.check(whole) == ""


@pytest.mark.parametrize("path", list(leaves(WHOLE)), ids=lambda path: ".".join(map(str, path)))
def test_every_leaf_that_is_changed_is_found(path: tuple[Any, ...]) -> None:
    before = at(WHOLE, path)
    others: list[Any] = [None, 0, 1, -1, 1.0, "", "x", [], {}, True, False, before * 2 if before else 7]
    others += [before + 1, before - 1, float(before)] if isinstance(before, int) else []
    others += [before[:-1], before + "0", before.upper(), before[::-1]] if isinstance(before, str) else []
    spelled = ledger.canonical(before)
    for other in others:
        if ledger.canonical(other) != spelled:
            assert bundle.check(edited(WHOLE, path, other)), (path, before, other)


@given(st.sampled_from(list(leaves(WHOLE))), st.recursive(st.none() | st.integers() | st.text(), st.lists))
@settings(max_examples=300)
def test_any_value_in_any_leaf_is_found(path: tuple[Any, ...], to: Any) -> None:
    if ledger.canonical(to) != ledger.canonical(at(WHOLE, path)):
        assert bundle.check(edited(WHOLE, path, to))


@pytest.mark.parametrize(
    "path", sorted({path[:n] for path in leaves(WHOLE) for n in range(1, len(path) + 1)}, key=str)
)
def test_whatever_is_left_out_is_found(path: tuple[Any, ...]) -> None:
    other = copy.deepcopy(WHOLE)
    del at(other, path[:-1])[path[-1]]
    if path == ("payments", 1):  # the bundle as it was published after the first payment
        assert bundle.check(other) == ""
    else:
        assert bundle.check(other), path


@pytest.mark.parametrize(
    "path", sorted({path[:n] for path in leaves(WHOLE) for n in range(len(path))}, key=str)
)
def test_whatever_is_added_is_found(path: tuple[Any, ...]) -> None:
    other = copy.deepcopy(WHOLE)
    inside = at(other, path)
    if isinstance(inside, dict):
        inside["more"] = 1
    else:
        inside.append(copy.deepcopy(inside[-1]) if inside else 1)
    assert bundle.check(other), path


def test_it_names_the_first_score_that_differs(whole: dict[str, Any]) -> None:
    whole["scores"]["4"] += 1
    assert "score of member 4" in bundle.check(whole)


def test_it_names_the_first_amount_that_differs(whole: dict[str, Any]) -> None:
    whole["amounts"]["LEAF"]["5"] -= 1
    assert "LEAF amount of member 5" in bundle.check(whole)


def test_an_edited_digest_is_named(whole: dict[str, Any]) -> None:
    whole["digest"]["works"][0]["attested"] = []
    assert "digest" in bundle.check(whole)


def test_scores_of_another_scorer_are_not_recomputed_but_bound(whole: dict[str, Any]) -> None:
    other = judged() | {"scorer": "a model"}
    other["scores"] = dict.fromkeys(other["scores"], 100)
    other["amounts"] = bundle.amounts({1: 100, 4: 100, 5: 100}, other["pots"], CHOSEN, other["digest"])
    pay(other, 1, lines(other, DEE), ANA, BEN)
    assert bundle.check(other) == ""
    other["scores"]["1"] = 99
    assert bundle.check(other)


def test_a_payment_without_enough_approvals_is_found() -> None:
    found = judged()
    pay(found, 1, lines(found, DEE), BEN)
    assert "without the approvals" in bundle.check(found)


def test_an_approval_of_ones_own_line_does_not_count() -> None:
    found = judged()
    pay(found, 1, lines(found, ANA), ANA, BEN)
    assert "without the approvals" in bundle.check(found)


def test_a_line_paid_twice_is_found() -> None:
    found = judged()
    for number in (1, 2):
        pay(found, number, lines(found, DEE), BEN, CY)
    assert "paid twice" in bundle.check(found)


def test_more_than_was_allotted_is_found_and_less_is_right() -> None:
    for more, verdict in ((1, "were allotted"), (-1, "")):
        found = judged()
        paid = lines(found, EVE)
        paid[0]["amount"] += more
        pay(found, 1, paid, BEN, CY)
        assert verdict in bundle.check(found)
        assert bool(verdict) == bool(bundle.check(found))


def test_a_bundle_without_a_payment_proves_nothing() -> None:
    assert "no payment" in bundle.check(judged())


@pytest.mark.parametrize("junk", [{}, {"format": bundle.FORMAT}, {"format": 1, "digest": []}])
def test_what_is_no_bundle_is_refused_in_words(junk: dict[str, Any]) -> None:
    assert bundle.check(junk)


def published(whole: dict[str, Any]) -> dict[str, Any]:
    texts = {str(n): {"salt": SALT, "text": TEXTS[n + 1]} for n in range(3)}
    return copy.deepcopy(whole) | {"published": texts}


def test_published_texts_are_those_whose_hashes_the_digest_holds(whole: dict[str, Any]) -> None:
    assert bundle.check(published(whole)) == ""


@pytest.mark.parametrize("path", [path for path in leaves(published(WHOLE)) if path[0] == "published"])
def test_a_changed_text_or_salt_is_found(path: tuple[Any, ...]) -> None:
    for other in ("x", "", SALT[1:] + "0", TEXTS[1] + " "):
        assert bundle.check(edited(published(WHOLE), path, other))


def test_a_salt_cannot_take_letters_of_its_text(whole: dict[str, Any]) -> None:
    found = published(whole)
    found["published"]["0"] = {"salt": SALT + TEXTS[1][:1], "text": TEXTS[1][1:]}
    assert "Text 0" in bundle.check(found)
