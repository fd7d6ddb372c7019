"""Juries: draws that anybody can do again, verdicts, and where deposits go (RULES 9)."""

from __future__ import annotations

import hashlib
import math
import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import juries
from rules.errors import Refusal
from rules.juries import Case, Deposit
from rules.ledger import ROOT, Entry, Posting, balanced, link
from rules.power import Delegation
from tests.rules.redrawn import again

SECRET, HEAD = bytes(range(32)), "ab" * 32
LINE = Case(1, 100, 40)  # it has 100, and 40 is asked


@pytest.mark.parametrize("number", range(1, 40))
def test_anybody_can_draw_again(number: int) -> None:
    chance = random.Random(number)
    weights = {who: chance.randint(1, 30) for who in chance.sample(range(1, 100), 12)}
    seed = juries.seed(SECRET, HEAD, number, 2)
    assert juries.draw(seed, weights, 7) == again(SECRET, HEAD, number, 2, weights, 7)


def test_later_seats_go_on_counting_and_nobody_sits_twice() -> None:
    weights = dict.fromkeys(range(1, 9), 5)
    seed = juries.seed(SECRET, HEAD, 1, 1)
    first = juries.draw(seed, weights, 3)
    rest = {who: weight for who, weight in weights.items() if who not in first}
    assert first + juries.draw(seed, rest, 2, 4) == juries.draw(seed, weights, 5)
    assert sorted(juries.draw(seed, weights, 20)) == sorted(weights)
    assert 9 not in juries.draw(seed, weights | {9: 0}, 20)


def test_every_part_of_the_seed_counts() -> None:
    known = juries.seed(SECRET, HEAD, 1, 1)
    others = {
        juries.seed(bytes(32), HEAD, 1, 1),
        juries.seed(SECRET, "cd" * 32, 1, 1),
        juries.seed(SECRET, HEAD, 2, 1),
        juries.seed(SECRET, HEAD, 1, 2),
    }
    assert len(others - {known}) == 4
    with pytest.raises(ValueError, match="32 bytes"):
        juries.seed(b"short", HEAD, 1, 1)


def test_ten_thousand_draws_follow_the_weights() -> None:
    weights = {1: 1, 2: 2, 3: 3, 4: 10, 5: 34}
    whole = sum(weights.values())
    drawn = [juries.draw(juries.seed(SECRET, HEAD, one, 1), weights, 2) for one in range(10_000)]
    first = {who: weight / whole for who, weight in weights.items()}
    second = {
        who: sum(first[other] * weight / (whole - weights[other]) for other in weights if other != who)
        for who, weight in weights.items()
    }
    for seat, expected in enumerate((first, second)):
        found = Counter(jury[seat] for jury in drawn)
        chi = sum((found[who] - 10_000 * part) ** 2 / (10_000 * part) for who, part in expected.items())
        assert survival(chi) > 0.001


def survival(chi: float) -> float:
    """How likely chance alone is so far off, with four degrees of freedom."""
    return math.exp(-chi / 2) * (1 + chi / 2)


def test_weights_that_are_not_those_of_the_draw_would_be_noticed() -> None:
    assert survival(14.8) < 0.01
    assert survival(18.5) < 0.001


FRIENDS, MEMBERS, TRANSFERS = {1, 2}, dict.fromkeys(range(1, 21), 10), 1000


def heads(filer: int) -> list[str]:
    """The heads of a ledger after each of so many transfers of one unit, at any of which a filer may file."""
    found, moment = [ROOT], datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(1, TRANSFERS + 1):
        lines = Posting(f"member:{filer}", "LEAF", -1), Posting("member:99", "LEAF", 1)
        entry = Entry(number, f"transfer/{number}", "transfer", filer, "", moment, {}, lines)
        found.append(link(found[-1], "dao", entry))
    return found[1:]


def sitting(secret: bytes, head: str, filer: int) -> int:
    """How many of a filer's two friends sit on three seats among twenty members."""
    return len(FRIENDS & set(juries.draw(juries.seed(secret, head, filer, 1), MEMBERS, 3)))


def filed(filer: int, guess: bytes, real: bytes) -> int:
    """Friends who sit when the filer files at the head that looks best by a guess of the secret."""
    return sitting(real, max(heads(filer), key=lambda head: sitting(guess, head, filer)), filer)


def test_a_thousand_transfers_before_filing_choose_no_jury_while_the_secret_is_unknown() -> None:
    """By chance 0.3 of two friends sit, with a variance of 2 · 3/20 · 17/20 · 18/19."""
    secrets = [hashlib.sha256(f"secret {one}".encode()).digest() for one in range(60)]
    blind = [filed(one, bytes(32), real) for one, real in enumerate(secrets)]
    error = math.sqrt(2 * 3 / 20 * 17 / 20 * 18 / 19 / len(blind))
    print(f"\n{sum(blind) / len(blind):.2f} friends on a jury, 0.30 by chance, standard error {error:.2f}")
    assert sum(blind) / len(blind) <= 0.3 + 3 * error


def test_where_the_draw_had_no_secret_a_thousand_transfers_would_choose_the_jury() -> None:
    known = bytes(32)  # what stands in place of a secret is known to all
    assert [filed(one, known, known) for one in range(10)] == [2] * 10


def test_who_may_not_sit() -> None:
    given = [Delegation(1, "", 5), Delegation(6, "spend", 1), Delegation(7, "", 8)]
    assert juries.excluded({1, 2}, {3}, {4}, given) == {1, 2, 3, 4, 5, 6}


def test_a_jury_is_drawn_by_locks_else_by_all_tokens_else_not_at_all() -> None:
    tokens = dict.fromkeys(range(1, 9), 100)
    locked = dict.fromkeys(range(1, 7), 7)
    assert juries.pool(locked, tokens, {9}, 3) == locked
    assert juries.pool(locked, tokens, {1}, 3) == dict.fromkeys(range(2, 9), 100)
    assert juries.pool(locked, tokens, {1, 7, 8}, 3) is None
    assert juries.pool(locked, tokens | {7: 0}, {1, 2}, 3) is None


def test_rounds_are_those_of_the_parameter() -> None:
    assert [juries.seats(["3", "7", "15"], turn) for turn in (1, 2, 3, 4)] == [3, 7, 15, 0]
    assert [juries.seats(["3"], turn) for turn in (0, 1, 2)] == [0, 3, 0]


@pytest.mark.parametrize(
    ("answers", "seats", "quo", "verdict"),
    [
        ([0, 40, 100], 3, 100, 40),
        ([40, 100], 3, 100, 100),
        ([40, 100], 3, 10, 40),
        ([100], 3, 100, None),
        ([1, 2, 3, 4], 7, 5, 3),
        ([1, 2, 3], 7, 5, None),
        ([], 3, 5, None),
        ([0, 10], 3, 5, 0),
    ],
)
def test_the_verdict_is_the_median_of_a_majority(
    answers: list[int], seats: int, quo: int, verdict: int | None
) -> None:
    assert juries.verdict(answers, seats, quo) == verdict


def test_the_filer_wins_if_it_moved_the_way_that_was_asked() -> None:
    assert [LINE.won(one) for one in (0, 40, 99, 100)] == [True, True, True, False]
    more = Case(1, 100, 150)
    assert [more.won(one) for one in (0, 100, 101, 150)] == [False, False, True, True]
    assert (LINE.most, more.most) == (100, 150)


def test_deposits_are_rounded_up_and_double() -> None:
    assert [juries.deposit(1000, 500, turn) for turn in (1, 2, 3)] == [50, 100, 200]
    assert juries.deposit(1, 500) == 1
    assert juries.deposit(1000, 0) == 0


def test_the_winner_gets_deposits_back_and_without_one_everybody() -> None:
    put_up = [
        Deposit(1, "filer", 50),
        Deposit(2, "opponent", 100),
        Deposit(1, "filer", 200),
        Deposit(0, "", 0),
    ]
    assert juries.returned(put_up, "filer") == {1: 250}
    assert juries.returned(put_up, "opponent") == {2: 100}
    assert juries.returned(put_up, None) == {1: 250, 2: 100}


def test_fees_are_equal_and_never_more_than_there_is() -> None:
    assert [juries.fee(5, there, 3) for there in (100, 15, 14, 2)] == [5, 5, 4, 0]
    assert juries.fee(5, 100, 0) == 0
    assert juries.taken(12, {"a": 10, "b": -3, "c": 20}) == {"a": 10, "c": 2}
    with pytest.raises(ValueError, match="not so much"):
        juries.taken(31, {"a": 10, "c": 20})
    balanced(juries.paid("LEAF", {"a": 10, "c": 2}, {"d": 12, "e": 0}))


def test_refusals() -> None:
    with pytest.raises(Refusal, match="That is the amount already"):
        juries.may_open(Case(1, 100, 100), 0)
    with pytest.raises(Refusal, match="2 open disputes"):
        juries.may_open(LINE, 2)
    juries.may_open(LINE, 1)
    for amount in (-1, 101):
        with pytest.raises(Refusal, match="from 0 to 100 LEAF"):
            juries.may_answer(LINE, amount, "100 LEAF")
    for amount in (0, 100):
        juries.may_answer(LINE, amount, "100 LEAF")


def test_a_vote_is_for_the_claim_or_for_what_stood_or_for_nobody() -> None:
    case = Case(1, quo=100, claim=40)
    assert juries.voted(case, juries.FILER, 70) == 40
    assert juries.voted(case, juries.OPPONENT, 70) == 100
    assert juries.voted(case, None, 70) == 70


@given(st.integers(0, 10**12), st.integers(-(10**6), 10**12))
def test_a_raise_is_paid_from_what_there_is_and_the_rest_is_owed(amount: int, there: int) -> None:
    now, owed = juries.shared(amount, there)
    assert now + owed == amount
    assert 0 <= now <= max(there, 0)
    assert owed == 0 or now == max(there, 0), "nothing is owed as long as something is there"


def test_the_last_second_of_seven_days_counts() -> None:
    decided = datetime(2026, 11, 2, 9, tzinfo=UTC)
    juries.in_time(decided, decided + juries.DECISION)
    with pytest.raises(Refusal, match="can be disputed for 7 days"):
        juries.in_time(decided, decided + juries.DECISION + timedelta(seconds=1))


def test_no_more_is_claimed_than_there_could_be() -> None:
    juries.may_claim(50, 50, "50 LEAF")
    with pytest.raises(Refusal, match="It could be 50 LEAF at most"):
        juries.may_claim(51, 50, "50 LEAF")


def test_a_treasurer_holds_neither_their_own_nor_what_they_filed() -> None:
    juries.may_hold(1, {2}, 3)
    with pytest.raises(Refusal, match="You are paid by this"):
        juries.may_hold(2, {2}, None)
    with pytest.raises(Refusal, match="You filed this payout"):
        juries.may_hold(3, {2}, 3)
