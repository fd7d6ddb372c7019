"""Who may propose, sponsor, and open a discussion, and what is the same proposal."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import proposals
from rules.errors import Refusal

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_title_is_one_line_of_some_length() -> None:
    assert proposals.title("  Plant \n ten   oaks ") == "Plant ten oaks"
    for text in ("", "Oak", "x" * 121):
        with pytest.raises(Refusal, match="4 to 120 characters"):
            proposals.title(text)


def test_the_same_is_what_would_do_the_same() -> None:
    one = proposals.fingerprint("spend", {"to": [1], "amount": 5, "asset": "LEAF"})
    assert one == proposals.fingerprint("spend", {"asset": "LEAF", "amount": 5, "to": [1]})
    assert one != proposals.fingerprint("spend", {"to": [1], "amount": 6, "asset": "LEAF"})
    assert one != proposals.fingerprint("budget", {"to": [1], "amount": 5, "asset": "LEAF"})


def test_a_discussion_takes_its_share_and_at_least_some_power() -> None:
    assert [proposals.opens(power, 1000, 100) for power in (9, 10, 11)] == [False, True, True]
    assert [proposals.opens(power, 1000, 0) for power in (0, 1)] == [False, True]
    assert not proposals.opens(0, 0, 0)


def test_half_of_it_in_tokens_is_enough_when_voting_opens() -> None:
    assert [proposals.holds(tokens, 1000, 100) for tokens in (4, 5)] == [False, True]
    assert [proposals.holds(tokens, 1000, 0) for tokens in (0, 1)] == [False, True]


@given(st.integers(0, 2**60), st.integers(1, 2**60), st.integers(0, 2000))
def test_who_may_open_a_discussion_and_keeps_everything_may_open_the_vote(
    power: int, whole: int, share: int
) -> None:
    if proposals.opens(power, whole, share):
        assert proposals.holds(power, whole, share)


def test_an_author_has_so_many_under_way_and_waits_after_a_defeat() -> None:
    proposals.may_draft(1, 2, None, NOW)
    with pytest.raises(Refusal, match="2 proposals under way, and 2 is the most"):
        proposals.may_draft(2, 2, None, NOW)
    week, fortnight = timedelta(days=7), timedelta(days=14)
    proposals.may_draft(0, 2, NOW - week, NOW)
    proposals.may_repeat(NOW - fortnight, NOW)
    proposals.may_repeat(None, NOW)
    with pytest.raises(Refusal, match="less than 7 days ago"):
        proposals.may_draft(0, 2, NOW - week + SECOND, NOW)
    with pytest.raises(Refusal, match="less than 14 days ago"):
        proposals.may_repeat(NOW - fortnight + SECOND, NOW)


def test_a_sponsor_has_three_times_as_many() -> None:
    proposals.may_sponsor(5, 2)
    with pytest.raises(Refusal, match="You sponsor 6 proposals already, and 6 is the most"):
        proposals.may_sponsor(6, 2)
