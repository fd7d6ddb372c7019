"""Reports: what crosses the border of the community's own accounts, and balances that add up whatever happens."""

from __future__ import annotations

import pytest

from rules import report
from rules.journal import CAME, Book, Line
from rules.ledger import Entry, Posting
from rules.report import Balance
from tests.rules.test_journal import ASSETS, BOOKS, START, book


def line(*postings: tuple[str, int], number: int = 1, **facts: str) -> Line:
    moved = tuple(Posting(account, "USDC", amount) for account, amount in postings)
    return Line(
        Entry(number, f"test/{number}", "test", 0, "", START, facts, moved), "", START.date(), "why", ""
    )


def of(*lines: Line, **opening: int) -> Book:
    before = {(account, "USDC"): amount for account, amount in opening.items()}
    return Book("", START.date(), before, lines, ASSETS, {})


@pytest.mark.parametrize(
    ("postings", "flows"),
    [
        ([("external", -5), ("treasury", 5)], [("external", 5)]),
        ([("treasury", -5), ("budget:1", 5)], []),
        ([("escrow:grant:1", -5), ("member:1", 3), ("member:2", 2)], [("member:1", -3), ("member:2", -2)]),
        ([("member:1", -5), ("member:2", 5)], []),
        ([("member:1", -5), ("treasury", 5)], [("member:1", 5)]),
        ([("transit:1", -5), ("external", 5)], []),
        ([("treasury", -5), ("member:1", -2), ("member:2", 7)], [("member:1", 2), ("member:2", -7)]),
        ([("reserved:2026-11", -9), ("issuance", 2), ("member:1", 7)], [("issuance", -2), ("member:1", -7)]),
    ],
)
def test_what_comes_in_and_goes_out(postings: list[tuple[str, int]], flows: list[tuple[str, int]]) -> None:
    assert [(one.party, one.amount) for one in report.flows([line(*postings)])] == flows


@pytest.mark.parametrize("one", [*BOOKS, *(book(seed, 80) for seed in range(10, 20))])
def test_opening_and_what_moved_are_the_closing_exactly(one: Book) -> None:
    held = report.opened(one.closing)
    found = report.balances(one)
    assert {symbol: each.closing for symbol, each in found.items() if each.closing} == {
        symbol: amount for symbol, amount in held.items() if amount
    }
    assert sum(each.came + each.went for each in found.values()) == sum(
        abs(flow.amount) for flow in report.flows(one.lines)
    )


def test_a_balance_that_only_stood_there_is_told_and_an_empty_one_is_not() -> None:
    assert report.balances(of(treasury=7)) == {"USDC": Balance(7, 0, 0)}
    assert report.balances(of(treasury=0)) == {}
    assert report.balances(of(line(("external", -5), ("treasury", 5)), treasury=7))["USDC"].closing == 12
    assert report.opened({(CAME, "USDC"): -7, ("member:1", "USDC"): 5, ("treasury", "USDC"): 2}) == {
        "USDC": 2
    }


def test_what_went_to_one_under_one_decision_stands_once_and_the_largest_first() -> None:
    lines = [
        line(("treasury", -5), ("member:1", 5)),
        line(("treasury", -9), ("member:2", 9), number=2),
        line(("treasury", -5), ("member:1", 5), number=3),
        line(("external", -1), ("treasury", 1), number=4, source="donation"),
        line(("external", -3), ("treasury", 3), number=5, source="fees"),
    ]
    found = report.grouped(report.flows(lines))
    assert [(report.source(one), one.amount) for one in found] == [
        ("fees", 3),
        ("donation", 1),
        ("member:1", -10),
        ("member:2", -9),
    ]
