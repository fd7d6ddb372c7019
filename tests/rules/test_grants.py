"""Grants: milestones as typed, who reviews, and equal parts that sum exactly, whoever was paid or has left before."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from rules.errors import Refusal
from rules.grants import (
    LONGEST,
    MOST,
    SILENT,
    Part,
    able,
    apart,
    dues,
    may_review,
    may_submit,
    read,
    silent,
    total,
    whole,
)

SECOND = timedelta(seconds=1)


def test_milestones_are_names_and_amounts() -> None:
    assert read("Prototype: 300; Release: 1,500.5") == (
        Part("Prototype", "300", ""),
        Part("Release", "1,500.5", ""),
    )
    assert read("Part 2: the well: 30 USDC\n  Pump :5 USDC;") == (
        Part("Part 2: the well", "30", "USDC"),
        Part("Pump", "5", "USDC"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1 to 12 milestones, and I see 0"),
        ("; ".join(f"{n}: 1" for n in range(MOST + 1)), "1 to 12 milestones, and I see 13"),
        ("Prototype", "'Prototype' is not"),
        ("Prototype: soon", "'Prototype: soon' is not"),
        (": 300", "': 300' is not"),
        (f"{'x' * (LONGEST + 1)}: 3", "1 to 60 characters"),
        ("Plan: 1; plan: 2", "the same name"),
        ("Plan: 1 USDC; Well: 2", "same asset"),
        ("Plan: 1 USDC; Well: 2 LEAF", "same asset"),
        ("Plan: 1 usdc", "is not"),
        ("Plan: -1", "is not"),
    ],
)
def test_what_is_no_list_of_milestones(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read(text)


def test_a_grant_counts_whole_and_another_spend_each() -> None:
    assert whole({"amount": 800, "to": [1, 2], "milestones": [["a", 300], ["b", 500]]}) == 800
    assert whole({"amount": 800, "to": [1, 2]}) == 1600
    assert whole({"amount": 0, "to": [], "stop": 3}) == 0
    assert total([300, 500]) == 800
    with pytest.raises(Refusal):
        total([2**62, 2**62])


def test_nobody_reviews_their_own_grant() -> None:
    apart([1, 2], [3])
    with pytest.raises(Refusal, match="their own"):
        apart([1, 2], [2, 3])
    with pytest.raises(Refusal, match="somebody who is here"):
        apart([1, 2], [])


def test_reviewers_are_silent_after_fourteen_days() -> None:
    since = datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert timedelta(days=14) == SILENT
    assert not silent(since, since + SILENT - SECOND)
    assert silent(since, since + SILENT)


def test_who_may_review() -> None:
    assert able({1}, {2}, {1, 2, 3}, late=False) == {2}
    assert able({1}, {2}, {1, 2, 3}, late=True) == {2, 3}, "a treasurer who is paid never"
    assert able({1}, set(), {1, 3}, late=False) == {3}, "nobody named is here"
    may_review(2, {1}, {2}, {3})
    for me, said in ((1, "paid by this grant"), (3, "come first"), (4, "Only the reviewers")):
        with pytest.raises(Refusal, match=said):
            may_review(me, {1}, {2}, {3})
    may_submit(1, {1})
    with pytest.raises(Refusal, match="Only those"):
        may_submit(2, {1})


@pytest.mark.parametrize(
    ("amount", "to", "paid", "gets"),
    [
        (100, {1, 2, 3}, {}, {1: 34, 2: 33, 3: 33}),
        (100, {1, 2, 3}, {2: 33}, {1: 34, 3: 33}),
        (100, {1, 2}, {3: 33}, {1: 34, 2: 33}),
        (100, {1, 2}, {}, {1: 50, 2: 50}),
        (1, {1, 2}, {}, {1: 1}),
        (100, {1}, {1: 100}, {}),
        (100, set(), {}, {}),
    ],
)
def test_equal_parts_less_what_was_paid(
    amount: int, to: set[int], paid: dict[int, int], gets: dict[int, int]
) -> None:
    assert dues(amount, to, paid) == gets


@pytest.mark.parametrize("seed", range(200))
def test_whatever_happens_in_between_all_of_it_is_paid_and_no_more(seed: int) -> None:
    draw = random.Random(seed)
    amount, to, paid = draw.randrange(1, 50), set(range(1, draw.randrange(2, 8))), dict[int, int]()
    for _ in range(10):
        due = dues(amount, to, paid)
        assert sum(due.values()) + sum(paid.values()) == amount
        assert all(part > 0 for part in due.values())
        for who in draw.sample(sorted(due), draw.randrange(len(due) + 1)):
            paid[who] = paid.get(who, 0) + due[who]
        if len(to) > 1 and draw.random() < 0.4:
            to.discard(draw.choice(sorted(to)))
