"""A bundle of a month that a model judged: what it answered is in it, and every edit is found and named."""

import copy
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import bundle, digest, judgement, ledger
from rules.dealing import Seat
from rules.judgement import READ, Record
from tests.rules.judged import answer, by_batch, completion, month, record, seats
from tests.rules.test_bundle import ANA, BEN, CHOSEN, CY, EVE, at, leaves, pay

PROMPT, FRAME = "What this community rewards: use, care, finishing.", "Your task is to score everybody."
PEOPLE = range(1, 7)
POTS = {"LEAF": 1_000_000, "USDC": 5_000}


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


HELD = month(6, {ANA: 0})  # nobody praised ANA, so a sixth of the pots needs no yes
RULES: dict[str, Any] = {
    **CHOSEN,
    "model": {"name": "wise", "frame": sha(FRAME), "max_tokens": 4000, "temperature": None},
}


def heard(seed: str) -> list[Record]:
    """One answer for each batch, one of them the second that was asked for, and the reader's."""

    def scores(seat: Seat, members: Sequence[int]) -> dict[int, int]:
        return {one: 600 + 700 * (one == ANA) + seat.sample for one in members}

    good = by_batch(HELD, scores, RULES, seed)
    seat, members = list(seats(HELD, RULES, seed).items())[1]
    good[1] = answer(replace(seat, attempt=1), scores(seat, members), seed)
    read = replace(record(Seat(READ, 0, 0), completion('{"texts": []}')), places=((0, 3), (1,)), tokens_in=7)
    return [read, good[0], record(seat, completion(None, refusal="I cannot.")), *good[1:]]


def judged(records: list[Record] | None = None, **more: Any) -> dict[str, Any]:
    """The bundle before anything is paid."""
    rules: dict[str, Any] = RULES | more
    mark, prompt, drawn = digest.fingerprint(HELD), sha(PROMPT), "cd" * 32
    seed = digest.seed(mark, prompt, drawn)
    turned = digest.seed_of(seed, rules.get("turn", 0))
    said = heard(turned) if records is None else records
    scores = judgement.judge(HELD, turned, rules, said, PROMPT).scores
    return {
        "format": bundle.FORMAT, "community": "garden", "month": "2026-11", "digest": HELD, "digest_hash": mark,
        "prompt": prompt, "drawn": drawn, "seed": seed, "scorer": "wise", "version": "1", "settings": rules,
        "pots": POTS, "answers": [bundle.mark(one) for one in said], "records": [asdict(one) for one in said],
        "scores": {str(one): score for one, score in scores.items()},
        "amounts": bundle.amounts(scores, POTS, rules, HELD),
        "prompt_text": PROMPT, "frame_text": FRAME, "payments": [],
    }  # fmt: skip


def lines(whole: dict[str, Any], *members: int, yes: int | None = BEN) -> list[dict[str, Any]]:
    """The lines of these members; what lies above what is known by itself, with a yes to it."""
    over = bundle.edges(whole["amounts"], whole["pots"], whole["settings"], whole["digest"])
    found: list[dict[str, Any]] = []
    for one in members:
        for asset, amounts in whole["amounts"].items():
            edge = over[asset].get(str(one), 0)
            base = {
                "member": one,
                "asset": asset,
                "amount": amounts[str(one)] - edge,
                "part": "",
                "yes": None,
            }
            parts = [base, base | {"amount": edge, "part": "edge", "yes": yes}]
            found += [part | {"concerns": [one]} for part in parts if part["amount"]]
    return [{"line": number, **line} for number, line in enumerate(found, 10)]


def paid(whole: dict[str, Any], *payments: list[dict[str, Any]]) -> dict[str, Any]:
    """The bundle as it is read from its file, with these payments in the ledger."""
    for number, some in enumerate(payments, 1):
        pay(whole, number, some, ANA, BEN, CY)
    found: dict[str, Any] = json.loads(ledger.canonical(whole))
    return found


def made(**more: Any) -> dict[str, Any]:
    found = judged(**more)
    return paid(found, lines(found, BEN, CY, EVE), lines(found, ANA))


WHOLE = made()
NAMES = [f"{one['stage']} {one['sample']}.{one['batch']}.{one['attempt']}" for one in WHOLE["records"]]
LEAVES = list(leaves(WHOLE))


def changed_answer(number: int, **facts: object) -> str:
    """What is found after a change of an answer."""
    return changed(lambda whole: whole["records"][number].update(facts))


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    """What is found after a change."""
    other = copy.deepcopy(WHOLE)
    change(other)
    return bundle.check(other)


def test_a_whole_bundle_is_right() -> None:
    assert bundle.check(WHOLE) == ""
    assert NAMES[:4] == ["read 0.0.0", "score 0.0.0", "score 0.1.0", "score 0.1.1"]
    assert [one["part"] for one in WHOLE["payments"][1]["lines"]] == ["", "edge", "", "edge"]
    assert all(one["part"] == "" for one in WHOLE["payments"][0]["lines"])


@pytest.mark.parametrize("turn", [1, 2])
def test_a_month_that_was_judged_again_follows_from_a_seed_of_its_own(turn: int) -> None:
    found = made(turn=turn)
    assert bundle.check(found) == ""
    assert found["seed"] == WHOLE["seed"]
    assert found["answers"] != WHOLE["answers"]


def test_alone_or_together_it_follows() -> None:
    alone = judged(solo=True, records=[])
    seed = alone["seed"]
    rules = RULES | {"solo": True}
    found = judged(by_batch(HELD, lambda _, who: dict.fromkeys(who, 600), rules, seed), solo=True)
    assert bundle.check(paid(found, lines(found, EVE))) == ""


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_an_edited_answer_is_named(number: int) -> None:
    raw = WHOLE["records"][number]["raw"]
    for other in (raw + " ", raw.replace("600", "601", 1) + "\n", "", raw[:-1], None, [raw]):
        found = changed_answer(number, raw=other)
        assert found == f"Answer {NAMES[number]} is not the one that was booked."


FACTS: dict[str, list[Any]] = {
    "status": [400, 200.0, "200", None, True],
    "sent": ["", "5f" * 32],
    "tokens_in": [1, 8, -1, 0.0, False],
}
FACTS |= {
    "tokens_out": [1],
    "cost": [1, None],
    "places": [[], "", {}, [[0]], [[]], [[3, 0], [1]], ["03", [1]], 0],
}


@pytest.mark.parametrize("name", FACTS)
@pytest.mark.parametrize("number", [0, 1, 7])
def test_whatever_else_is_kept_of_an_answer_cannot_be_edited_either(name: str, number: int) -> None:
    before = WHOLE["records"][number][name]
    for other in FACTS[name]:
        found = changed_answer(number, **{name: other})
        same = ledger.canonical(other) == ledger.canonical(before)
        assert same or NAMES[number] in found or "not whole" in found, other


@pytest.mark.parametrize("number", [0, 5])
def test_what_is_left_out_of_an_answer_or_added_to_it_is_found(number: int) -> None:
    for name in WHOLE["records"][number]:
        other = copy.deepcopy(WHOLE)
        del other["records"][number][name]
        assert bundle.check(other), name
    assert "unexpected" in changed_answer(number, more=1)


def test_an_answer_that_belongs_elsewhere_is_named_as_it_is_there() -> None:
    for name, other in (("sample", 4), ("batch", 2), ("attempt", 2), ("sample", -1), ("sample", 10**9)):
        place = NAMES[5].split(" ")[1].split(".")
        place[["sample", "batch", "attempt"].index(name)] = str(other)
        found = changed_answer(5, **{name: other})
        assert found == f"Answer score {'.'.join(place)} is not the one that was booked."


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_a_removed_answer_is_found(number: int) -> None:
    follows = [*NAMES, ""][number + 1]
    named = (
        f"Answer {follows} is not" if follows else f"{len(NAMES) - 1} answers where {len(NAMES)} were booked"
    )
    assert named in changed(lambda whole: whole["records"].pop(number))


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_a_doubled_answer_is_found(number: int) -> None:
    found = changed(lambda whole: whole["records"].insert(number, whole["records"][number]))
    last = number == len(NAMES) - 1
    more = f"{len(NAMES) + 1} answers where {len(NAMES)} were booked"
    assert (more if last else f"Answer {NAMES[number]} is not") in found


@pytest.mark.parametrize("number", range(len(NAMES) - 1))
def test_answers_that_change_places_are_found(number: int) -> None:
    def swap(whole: dict[str, Any]) -> None:
        some = whole["records"]
        some[number], some[number + 1] = some[number + 1], some[number]

    assert f"Answer {NAMES[number + 1]} is not" in changed(swap)


def test_a_bundle_without_its_answers_is_found() -> None:
    assert "holds 0 answers" in changed(lambda whole: whole.pop("records"))
    assert "holds 0 answers" in changed(lambda whole: whole.update(records=[]))


@pytest.mark.parametrize("name", ["prompt", "frame"])
@pytest.mark.parametrize("text", ["", PROMPT[:-1], FRAME + " ", None, 5, [], {}])
def test_an_edited_prompt_or_frame_is_named(name: str, text: object) -> None:
    assert f"The {name} is not the one that judged" in changed(
        lambda whole: whole.update({f"{name}_text": text})
    )


def test_an_answer_edited_together_with_what_was_booked_of_it_is_found_in_the_ledger() -> None:
    def forge(whole: dict[str, Any]) -> None:
        whole["records"][1]["tokens_out"] = 5
        whole["answers"][1] = bundle.sha(whole["records"][1])

    assert "Entry reward/2026-11/1 was booked for other facts" in changed(forge)


def booked(change: Callable[[dict[str, Any]], object]) -> str:
    """What is found where even the ledger books what was changed."""
    found = judged()
    change(found)
    return bundle.check(paid(found, lines(found, EVE)))


def test_answers_out_of_order_or_twice_in_one_place_are_found_even_where_they_were_booked() -> None:
    def turn(whole: dict[str, Any]) -> None:
        whole["records"].reverse()
        whole["answers"].reverse()

    def double(whole: dict[str, Any]) -> None:
        for name in ("records", "answers"):
            whole[name].insert(3, whole[name][3])

    assert booked(turn) == booked(double) == "The answers are not in order, each once."
    assert booked(lambda whole: None) == ""


def test_scores_that_do_not_follow_from_the_answers_are_named_even_where_they_were_booked() -> None:
    def more(whole: dict[str, Any]) -> None:
        whole["scores"]["5"] += 1
        scores = {int(one): score for one, score in whole["scores"].items()}
        whole["amounts"] = bundle.amounts(scores, POTS, RULES, HELD)

    assert "The score of member 5 is" in booked(more)
    assert "The LEAF amount of member 5 is" in booked(lambda whole: whole["amounts"]["LEAF"].update({"5": 9}))


@pytest.mark.parametrize("samples", [0, 1, 2, 3, 4, 6, 25, 26, 10**12, -5, True, 5.0, "5", None, [5]])
def test_another_number_of_samples_is_found_at_once(samples: object) -> None:
    assert changed(lambda whole: whole["settings"].update(samples=samples))


@pytest.mark.parametrize(
    "facts", [{"solo": True}, {"turn": 1}, {"turn": -1}, {"cap": 2500}, {"curve": "root"}]
)
def test_other_settings_are_found(facts: dict[str, object]) -> None:
    assert changed(lambda whole: whole["settings"].update(facts))


def edge(change: Callable[[list[dict[str, Any]]], object], yes: int | None = BEN) -> str:
    """What is found where the ledger pays lines of ANA that were changed: base and edge of both pots."""
    found = judged()
    some = lines(found, ANA, yes=yes)
    change(some)
    return bundle.check(paid(found, some))


def test_a_part_above_what_is_known_is_right_with_the_yes_of_somebody_else() -> None:
    assert [edge(lambda some: None, yes=one) for one in (BEN, CY)] == ["", ""]
    assert edge(lambda some: some.pop(1)) == ""  # nobody said yes, so it goes back
    assert edge(lambda some: some[1].update(amount=1)) == ""  # lowered after an objection


@pytest.mark.parametrize("yes", [None, ANA])
def test_a_part_above_what_is_known_paid_without_a_yes_or_by_ones_own_is_named(yes: int | None) -> None:
    assert edge(lambda some: None, yes=yes) == "Line 11 was paid without the explicit yes it needs."


def test_a_yes_of_an_account_that_the_member_has_joined_is_their_own() -> None:
    joined = edge(lambda some: [one.update(concerns=[ANA, CY]) for one in some], yes=CY)
    assert "without the approvals" in joined or "explicit yes" in joined


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        (0, {"yes": BEN}),
        (0, {"part": "base"}),
        (1, {"part": "edges"}),
        (0, {"part": None}),
        (1, {"part": ""}),
    ],
)
def test_a_line_is_one_of_the_two_kinds(number: int, facts: dict[str, object]) -> None:
    found = edge(lambda some: some[number].update(facts))
    assert "explicit yes" in found or "were allotted" in found or "twice" in found


@pytest.mark.parametrize("number", range(4))
def test_more_than_base_or_edge_is_named(number: int) -> None:
    some = lines(judged(), ANA)
    line, asset, amount = some[number]["line"], some[number]["asset"], some[number]["amount"]
    found = edge(lambda some: some[number].update(amount=amount + 1))
    assert found == f"Line {line} pays {amount + 1} {asset} where {amount} were allotted."


def test_the_whole_line_without_a_yes_is_more_than_was_allotted() -> None:
    def whole(some: list[dict[str, Any]]) -> None:
        some[0]["amount"] += some.pop(1)["amount"]

    assert "were allotted" in edge(whole)


def test_an_edge_paid_twice_is_found() -> None:
    found = judged()
    some = lines(found, ANA)
    assert "paid twice" in bundle.check(paid(found, some, some[1:2]))


def test_two_lines_of_one_number_cannot_borrow_each_other_s_approvals() -> None:
    found = judged()
    some = lines(found, ANA, EVE)
    for one in some:
        one["line"] = 10
    assert bundle.check(paid(found, some)) == "Two lines of a payment have the same number."


def test_who_has_no_edge_is_paid_none() -> None:
    found = judged()
    some = lines(found, EVE)
    some[0] |= {"part": "edge", "yes": BEN}
    assert "where 0 were allotted" in bundle.check(paid(found, some))


def verdict(path: tuple[Any, ...], to: object) -> str:
    """What is found with another value in a leaf; it is put back, as a copy of the whole takes longer."""
    inside, before = at(WHOLE, path[:-1]), at(WHOLE, path)
    inside[path[-1]] = to
    try:
        return bundle.check(WHOLE)
    finally:
        inside[path[-1]] = before


@given(st.sampled_from(LEAVES), st.recursive(st.none() | st.integers() | st.text(), st.lists))
@settings(max_examples=200)
def test_any_value_in_any_leaf_is_found(path: tuple[Any, ...], to: Any) -> None:
    if ledger.canonical(to) != ledger.canonical(at(WHOLE, path)):
        assert verdict(path, to), path


@pytest.mark.parametrize("start", range(7))
def test_every_leaf_that_is_changed_is_found(start: int) -> None:
    for path in LEAVES[start::7]:
        before = at(WHOLE, path)
        others: list[Any] = [None, "", {}, 0, f"{before}x"]
        for other in others:
            if ledger.canonical(other) != ledger.canonical(before):
                assert verdict(path, other), (path, before, other)
    assert bundle.check(WHOLE) == ""
