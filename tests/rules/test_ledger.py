"""The chain of entries: every change of a stored field is found and named."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import ledger
from rules.errors import Refusal
from rules.ledger import EXTERNAL, ISSUANCE, ROOT, TREASURY, Entry, Posting

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
Row = tuple[Entry, str]


def paid(amount: int, to: str = "member:1", source: str = ISSUANCE) -> tuple[Posting, ...]:
    return Posting(source, "DIST", -amount), Posting(to, "DIST", amount)


def chain(*entries: Entry, community: str = "garden") -> list[Row]:
    rows, head = [], ROOT
    for entry in entries:
        head = ledger.link(head, community, entry)
        rows.append((entry, head))
    return rows


def sums(rows: list[Row]) -> dict[tuple[str, str], int]:
    return ledger.totals(posting for entry, _ in rows for posting in entry.postings)


def entry(number: int, name: str = "", postings: tuple[Posting, ...] = ()) -> Entry:
    return Entry(number, name or f"e/{number}", "test", 1, f"proposal/{number}", AT, {}, postings)


STORY = [
    Entry(1, "genesis", "genesis", 1, "setup", AT, {"preset": "small circle"}, paid(1000)),
    Entry(2, "send/1", "send", 1, "", AT, {}, paid(250, "member:2", "member:1")),
    Entry(3, "result/1", "result", 0, "proposal/1", AT + timedelta(days=1), {"for": 3, "ballots": "ab"}),
    Entry(4, "reward/2026-11", "reward", 3, "run/2026-11", AT + timedelta(days=2), {}, paid(40, "member:3")),
]
ROWS = chain(*STORY)


def fault(rows: list[Row], balances: dict[tuple[str, str], int] | None = None) -> ledger.Fault:
    found = ledger.verify("garden", rows, sums(rows) if balances is None else balances)
    assert found
    return found


def test_a_sound_ledger_has_no_fault() -> None:
    assert ledger.verify("garden", iter(ROWS), sums(ROWS)) is None
    assert ledger.verify("garden", [], {}) is None


def test_an_account_at_zero_may_be_missing_or_zero() -> None:
    rows = chain(entry(1, postings=paid(5)), entry(2, postings=paid(5, ISSUANCE, "member:1")))
    assert ledger.verify("garden", rows, {}) is None
    assert ledger.verify("garden", rows, {("member:1", "DIST"): 0}) is None


def test_hashes_are_the_documented_ones() -> None:
    """Anybody can recompute the chain from this description alone."""
    import hashlib

    said = (
        '{"at":"2026-11-02T09:00:00+00:00","by":1,"community":"garden","data":{"preset":"small circle"},'
        '"id":"genesis","kind":"genesis","number":1,"postings":[["issuance","DIST",-1000],'
        '["member:1","DIST",1000]],"why":"setup"}'
    )
    assert ROWS[0][1] == hashlib.sha256(("0" * 64 + said).encode()).hexdigest()


def test_a_changed_entry_is_named() -> None:
    rows = list(ROWS)
    rows[3] = (replace(STORY[3], postings=paid(41, "member:3")), ROWS[3][1])
    found = fault(rows)
    assert found.number == 4
    said = "Entry 4 (reward/2026-11): its hash does not follow from its content and the entry before."
    assert str(found) == found.text == said


CHANGES: list[Callable[[Entry], Entry]] = [
    lambda one: replace(one, number=one.number + 1),
    lambda one: replace(one, id=one.id + "x"),
    lambda one: replace(one, kind=one.kind + "x"),
    lambda one: replace(one, by=one.by + 1),
    lambda one: replace(one, why=one.why + "x"),
    lambda one: replace(one, at=one.at + timedelta(seconds=1)),
    lambda one: replace(one, at=one.at + timedelta(microseconds=1)),
    lambda one: replace(one, at=one.at.replace(tzinfo=None)),
    lambda one: replace(one, data={**one.data, "more": 1}),
    lambda one: replace(one, data={**one.data, "float": float("nan")}),
    lambda one: replace(one, data={**one.data, "set": {1}}),
    lambda one: replace(one, postings=(*one.postings, Posting("a", "DIST", 0))),
    lambda one: replace(one, postings=(*one.postings, *paid(1, "member:9"))),
    lambda one: replace(one, postings=tuple(reversed(one.postings)) or paid(1)),
    lambda one: replace(one, postings=one.postings[1:] or paid(1)),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("place", range(4))
def test_every_single_change_is_found_where_it_is(change: Callable[[Entry], Entry], place: int) -> None:
    rows = list(ROWS)
    changed = change(STORY[place])
    rows[place] = (changed, ROWS[place][1])
    assert fault(rows, sums(ROWS)).number == changed.number


@given(st.integers(0, 3), st.integers(0, 63))
def test_a_changed_digit_of_any_hash_is_found(place: int, digit: int) -> None:
    rows = list(ROWS)
    one, hashed = rows[place]
    other = "0" if hashed[digit] != "0" else "1"
    rows[place] = (one, hashed[:digit] + other + hashed[digit + 1 :])
    assert fault(rows).number == place + 1


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
datas = st.dictionaries(texts, values, max_size=3)
made = st.builds(
    Entry,
    number=st.just(1),
    id=texts,
    kind=texts,
    by=st.integers(0, 9),
    why=texts,
    at=st.integers(0, 10**9).map(lambda second: AT + timedelta(seconds=second)),
    data=datas,
    postings=st.lists(st.tuples(texts, texts, st.integers(1, 9)), max_size=2).map(
        lambda many: tuple(p for to, of, n in many for p in (Posting(ISSUANCE, of, -n), Posting(to, of, n)))
    ),
)


@given(made, made)
def test_two_different_entries_never_share_a_hash(one: Entry, other: Entry) -> None:
    same = ledger.link(ROOT, "garden", one) == ledger.link(ROOT, "garden", other)
    assert same == (json.dumps(one.data, sort_keys=True) == json.dumps(other.data, sort_keys=True)
                    and replace(one, data={}) == replace(other, data={}))  # fmt: skip


@given(datas)
def test_what_a_database_gives_back_has_the_same_hash(data: dict[str, Any]) -> None:
    before = replace(entry(1), data=data)
    back = replace(before, data=json.loads(ledger.canonical(before.data)))
    assert ledger.link(ROOT, "garden", before) == ledger.link(ROOT, "garden", back)


@given(st.permutations(range(4)))
def test_entries_out_of_order_are_found(order: list[int]) -> None:
    rows = [ROWS[place] for place in order]
    found = ledger.verify("garden", rows, sums(ROWS))
    assert (found is None) == (order == sorted(order))


@pytest.mark.parametrize("place", range(3))
def test_a_missing_entry_is_a_gap(place: int) -> None:
    rows = [row for number, row in enumerate(ROWS) if number != place]
    found = fault(rows, sums(ROWS))
    assert found.number == place + 2
    assert f"it stands where entry {place + 1} should be" in found.text


def test_a_cut_off_end_shows_in_the_balances_only() -> None:
    found = fault(ROWS[:3], sums(ROWS))
    assert found.number == 0
    assert found.text == "The running balance of issuance is -1040 DIST, but its entries sum to -1000."


def test_a_rewritten_end_is_consistent_but_a_posted_head_is_not_in_it() -> None:
    posted = ROWS[-1][1][:12]
    rewritten = chain(*STORY[:3], replace(STORY[3], postings=paid(40, "member:4")))
    assert ledger.verify("garden", rewritten, sums(rewritten)) is None
    assert ledger.known(posted, [hashed for _, hashed in ROWS]) == 4
    assert ledger.known(posted, [hashed for _, hashed in rewritten]) is None


def test_the_chain_of_another_community_does_not_fit() -> None:
    assert "hash does not follow" in fault(chain(*STORY, community="forest")).text


def test_an_id_books_once() -> None:
    found = fault(chain(entry(1, "reward/2026-11"), entry(2, "reward/2026-11")))
    assert found.text == "Entry 2 (reward/2026-11): its id was booked before."


def test_an_unbalanced_entry_is_named_with_its_asset() -> None:
    found = fault(chain(entry(1, postings=(*paid(5), Posting("member:1", "USDC", 7)))))
    assert found.text == "Entry 1 (e/1): its postings in USDC sum to 7 instead of zero."


def test_assets_do_not_make_up_for_each_other() -> None:
    with pytest.raises(ValueError, match="DIST sum to -5"):
        ledger.balanced([Posting(ISSUANCE, "DIST", -5), Posting("member:1", "USDC", 5)])


@pytest.mark.parametrize("amount", [2**63, -(2**63), 1.0, True, "1", None])
def test_amounts_are_integers_below_the_limit(amount: Any) -> None:
    with pytest.raises(ValueError, match="not a whole number below"):
        ledger.balanced([Posting("member:1", "DIST", amount)])


def test_the_largest_amount_balances() -> None:
    ledger.balanced(paid(2**63 - 1))
    ledger.balanced([])


@pytest.mark.parametrize("account", [TREASURY, "member:2", "reserved:2026-11", "issuance2"])
def test_no_account_goes_below_zero(account: str) -> None:
    found = fault(chain(entry(1, postings=paid(1, "member:1", account))))
    assert found.text.startswith(f"Entry 1 (e/1): it leaves {account} with -1 DIST, and that account may not")
    assert not ledger.may_owe(account)


@pytest.mark.parametrize("account", [ISSUANCE, EXTERNAL])
def test_where_money_comes_from_may_owe(account: str) -> None:
    rows = chain(entry(1, postings=paid(1, "member:1", account)))
    assert ledger.may_owe(account)
    assert ledger.verify("garden", rows, sums(rows)) is None


def test_only_the_end_of_an_entry_counts() -> None:
    """Money may pass through an account within one entry."""
    through = (*paid(5, "member:2", "member:1"), *paid(5, "member:1"))
    rows = chain(entry(1, postings=through))
    assert ledger.verify("garden", rows, sums(rows)) is None


def test_a_balance_stays_below_the_limit() -> None:
    rows = chain(entry(1, postings=paid(2**63 - 1)), entry(2, postings=paid(1)))
    assert "which is not below 2^63" in fault(rows).text
    owed = chain(entry(1, postings=paid(2**63 - 1)), entry(2, postings=paid(1, "member:2")))
    assert "it leaves issuance with -9223372036854775808 DIST" in fault(owed).text


@given(st.sampled_from(sorted(sums(ROWS))), st.integers(-9, 9).filter(bool))
def test_a_wrong_running_balance_is_named(key: tuple[str, str], off: int) -> None:
    found = fault(ROWS, sums(ROWS) | {key: sums(ROWS)[key] + off})
    assert found.number == 0
    assert found.text.startswith(f"The running balance of {key[0]} is {sums(ROWS)[key] + off} DIST")


def test_a_balance_nobody_booked_is_named() -> None:
    found = fault(ROWS, sums(ROWS) | {("member:9", "DIST"): 5})
    assert found.text == "The running balance of member:9 is 5 DIST, but its entries sum to 0."


def test_the_first_of_several_faults_is_named() -> None:
    rows = list(ROWS)
    for place in (1, 2):
        rows[place] = (replace(STORY[place], by=9), ROWS[place][1])
    assert fault(rows, {}).number == 2


def test_moments_have_one_spelling() -> None:
    berlin = AT.astimezone(timezone(timedelta(hours=1)))
    assert ledger.canonical({"b": AT, "a": berlin, "ä": "\x00€"}) == (
        '{"a":"2026-11-02T09:00:00+00:00","b":"2026-11-02T09:00:00+00:00","ä":"\\u0000€"}'
    )
    one = entry(1)
    assert ledger.link(ROOT, "g", one) == ledger.link(ROOT, "g", replace(one, at=berlin))


@pytest.mark.parametrize("moment", [AT.replace(microsecond=1), AT.replace(tzinfo=None)])
def test_no_half_seconds_and_no_unknown_zones(moment: datetime) -> None:
    with pytest.raises(ValueError, match="not an aware moment in whole seconds"):
        ledger.instant(moment)
    with pytest.raises(ValueError, match="not an aware moment in whole seconds"):
        ledger.link(ROOT, "garden", replace(entry(1), at=moment))


def test_what_json_does_not_know_is_not_canonical() -> None:
    with pytest.raises(TypeError, match="set has no canonical form"):
        ledger.canonical({1})
    with pytest.raises(ValueError, match="not JSON compliant"):
        ledger.canonical(float("inf"))


def test_heads_are_found_by_at_least_eight_digits() -> None:
    hashes = [hashed for _, hashed in ROWS]
    for number, hashed in enumerate(hashes, 1):
        assert ledger.known(f" {hashed[:8].upper()} ", hashes) == number
        assert ledger.known(hashed, hashes) == number
    assert ledger.known("0" * 64, hashes) is None


@pytest.mark.parametrize("prefix", ["", "1234567", "12345678x", "f" * 65, "١٢٣٤٥٦٧٨"])
def test_too_little_of_a_head_is_refused(prefix: str) -> None:
    with pytest.raises(Refusal, match="at least the first 8 digits"):
        ledger.known(prefix, [])


def test_account_names_are_those_of_the_law() -> None:
    assert [
        ledger.member(7), ledger.budget("rewards-1"), ledger.locked(7), ledger.vesting(3),
        ledger.escrow("bounty", 4), ledger.reserved("2026-11"), ledger.transit(9),
    ] == [
        "member:7", "budget:rewards-1", "locked:7", "vesting:3", "escrow:bounty:4",
        "reserved:2026-11", "transit:9",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", "a:b", "a b", "ä"])
def test_account_names_have_no_room_for_another(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be part of an account name"):
        ledger.budget(name)


def test_totals_leave_out_what_ends_where_it_was() -> None:
    moved = ledger.totals([*paid(5), *paid(5, "member:2", "member:1")])
    assert moved == {(ISSUANCE, "DIST"): -5, ("member:2", "DIST"): 5}
