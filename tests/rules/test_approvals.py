"""M of N: the numbers of the law, and what must hold for all others."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import approvals
from rules.approvals import RELEASE, STRIKE, Verdict, lower
from rules.errors import Refusal

A, B, C, D = 1, 2, 3, 4
THREE = (A, B, C)
YES, NO = True, False
WAITING, APPROVED, ENDED, STANDING = Verdict.WAITING, Verdict.APPROVED, Verdict.ENDED, Verdict.STANDING


@pytest.mark.parametrize(
    ("concerned", "votes", "verdict"),
    [
        # nobody concerned: two approve, two refusals end it
        ((), {}, WAITING),
        ((), {A: YES}, WAITING),
        ((), {A: YES, C: YES}, APPROVED),
        ((), {A: NO}, WAITING),
        ((), {A: NO, B: YES, C: YES}, APPROVED),
        ((), {A: NO, C: NO}, ENDED),
        # one concerned: both others must approve, one refusal ends it
        ((A,), {A: YES, B: YES}, WAITING),
        ((A,), {B: YES, C: YES}, APPROVED),
        ((A,), {B: NO}, ENDED),
        ((A,), {A: NO}, WAITING),
        # two concerned: the third decides
        ((A, B), {A: YES, B: YES}, WAITING),
        ((A, B), {C: YES}, APPROVED),
        ((A, B), {C: NO}, ENDED),
        # all concerned: it waits for a role proposal
        ((A, B, C), {A: YES, B: YES, C: YES}, WAITING),
    ],
)
def test_two_of_three(concerned: tuple[int, ...], votes: Mapping[int, bool], verdict: Verdict) -> None:
    assert approvals.tally(THREE, 2, votes, concerned).verdict is verdict


def test_two_treasurers_both_contributors() -> None:
    """Each one's own line needs only the other; the lines of others need both."""
    shares = {10: (A,), 11: (B,), 12: (C,)}
    run = approvals.lines((A, B), 2, {A: YES}, shares)
    assert (run.verdict, run.approved()) == (APPROVED, [11])
    assert run.lines[10].verdict is run.lines[12].verdict is WAITING
    assert run.why == "1 of 3 lines approved."
    assert approvals.lines((A, B), 2, {A: YES, B: YES}, shares).approved() == [10, 11, 12]


def test_what_needs_nobody_is_approved_whoever_is_there() -> None:
    for treasurers, votes in (((), {}), (THREE, {A: NO, B: NO})):
        found = approvals.tally(treasurers, 0, votes, {A})
        assert (found.verdict, found.needed) == (APPROVED, 0)


def test_filed_by_hand_the_filer_never_counts_and_too_few_are_refused() -> None:
    assert approvals.tally(THREE, 2, {A: YES, B: YES}, filer=A).verdict is WAITING
    assert approvals.tally(THREE, 2, {B: YES, C: YES}, filer=A).verdict is APPROVED
    assert approvals.tally(THREE, 2, {B: NO}, filer=A).verdict is ENDED
    approvals.may_file(THREE, 2, (), A)
    approvals.may_file(THREE, 2, (A,), A)
    approvals.may_file(THREE, 2, (A,), D)
    with pytest.raises(
        Refusal, match="2 treasurers must approve this payout and only 1 would not be concerned"
    ):
        approvals.may_file(THREE, 2, (B,), A)
    with pytest.raises(Refusal, match="let another person file it"):
        approvals.may_file((A, B), 2, (), A)


def test_filed_by_hand_stands_still_when_treasurers_go() -> None:
    """Recusal never lowers what a payout needs that somebody filed themselves."""
    count = approvals.tally((A, B), 2, {B: YES}, filer=A)
    assert (count.verdict, count.needed) == (STANDING, 0)
    assert count.why.startswith("Only 1 of the 2 treasurers it needs are not concerned")


def test_fewer_treasurers_than_needed_stand_still() -> None:
    for votes in ({}, {A: YES}, {A: NO}):
        count = approvals.tally((A,), 2, votes)
        assert count.verdict is STANDING
        assert count.why == "It needs 2 treasurers and there is 1; it stands still until one is elected."
        assert approvals.lines((A,), 2, votes, {1: (B,)}).verdict is STANDING
    assert approvals.short(2, 1)
    assert not approvals.short(2, 2)


def test_todays_treasurers_count() -> None:
    votes = {A: YES, B: YES}
    assert approvals.tally(THREE, 2, votes).verdict is APPROVED
    assert approvals.tally((B, C, D), 2, votes).verdict is WAITING
    assert approvals.tally((B, C, D), 2, {A: NO, **dict.fromkeys((D,), NO)}).verdict is WAITING


def test_a_count_says_what_it_waits_for() -> None:
    count = approvals.tally(THREE, 2, {A: YES}, (C,))
    assert (count.eligible, count.needed, count.approved, count.refused) == (frozenset({A, B}), 2, 1, 0)
    assert count.why == "1 of 2 needed approvals, from 2 treasurers who may give them."
    ended = approvals.tally(THREE, 2, {A: NO, B: NO})
    assert ended.why == "2 treasurers refused, so 2 of 3 can no longer approve."
    everyone = approvals.tally(THREE, 2, {}, THREE)
    assert everyone.why == "Every treasurer is concerned; it waits for a role proposal to name another."


def test_a_refusal_of_the_run_counts_against_all_of_it() -> None:
    shares = {line: (member,) for line, member in enumerate((A, B, C, D))}
    bearable = approvals.lines(THREE, 2, {A: NO, B: YES, C: YES}, shares)
    assert (bearable.verdict, bearable.refused, bearable.approved()) == (APPROVED, 1, [0, 3])
    assert bearable.lines[1].verdict is WAITING
    over = approvals.lines(THREE, 2, {A: NO, B: NO, C: YES}, shares)
    assert over.verdict is ENDED
    assert {line.verdict for line in over.lines.values()} == {ENDED}
    assert over.approved() == []


def test_refusals_of_others_do_not_end_a_run() -> None:
    assert approvals.lines(THREE, 2, {D: NO, 5: NO, 6: NO}, {1: (A,)}).verdict is WAITING


def test_a_held_line_waits_and_the_rest_is_paid() -> None:
    run = approvals.lines(THREE, 2, {A: YES, B: YES}, {1: (D,), 2: (5,)}, held=(1,))
    assert run.approved() == [2]
    assert run.lines[1].verdict is WAITING
    assert "holds this line" in run.lines[1].why


def test_a_run_without_lines_waits() -> None:
    assert approvals.lines(THREE, 2, {A: YES, B: YES}, {}).verdict is WAITING


def test_treasurers_settle_a_held_line_by_naming_the_same() -> None:
    def said(
        votes: Mapping[int, str], gains: tuple[int, ...] = (D,), objects: tuple[int, ...] = (5,)
    ) -> str | None:
        return approvals.settle(THREE, 2, votes, gains, objects).resolution

    assert said({A: RELEASE}) is None
    assert said({A: RELEASE, B: RELEASE}) == RELEASE
    assert said({A: RELEASE, B: STRIKE}) is None
    assert said({A: lower(5), B: lower(6)}) is None
    assert said({A: lower(5), B: STRIKE, C: lower(5)}) == "lower:5"
    assert said({D: STRIKE, 5: STRIKE}) is None
    # who gains and who objects do not count; one of three concerned leaves two, who must agree
    assert said({A: RELEASE, B: RELEASE}, gains=(A,)) is None
    assert said({B: RELEASE, C: RELEASE}, gains=(A,)) == RELEASE
    # beneficiary and objector both treasurers: the third decides
    assert said({A: RELEASE, B: STRIKE, C: STRIKE}, gains=(A,), objects=(B,)) == STRIKE


def test_a_split_among_many_settles_nothing() -> None:
    votes = {1: RELEASE, 2: RELEASE, 3: STRIKE, 4: STRIKE}
    split = approvals.settle((1, 2, 3, 4), 2, votes, (), ())
    assert split.resolution is None
    assert split.why == "2 of 4 treasurers must name the same: release, lower or strike."
    assert dict(split.named) == {RELEASE: 2, STRIKE: 2}


def test_nobody_settles_where_treasurers_are_missing() -> None:
    assert approvals.settle((A,), 2, {A: STRIKE}, (), ()).why.startswith(
        "It needs 2 treasurers and there is 1"
    )
    alone = approvals.settle((A, B), 2, {A: STRIKE, B: STRIKE}, (A,), (B,))
    assert (alone.resolution, alone.needed) == (None, 0)


def test_what_a_resolution_pays() -> None:
    assert approvals.resolved(RELEASE, 100) == 100
    assert approvals.resolved(STRIKE, 100) == 0
    assert approvals.resolved(lower(99), 100) == 99
    for wrong in (
        "lower:0",
        "lower:-1",
        "lower:x",
        "lower:01",
        "lower:",
        "raise:5",
        "",
        "lower:" + "9" * 5000,
    ):
        with pytest.raises(Refusal, match="released, struck, or lowered"):
            approvals.resolved(wrong, 100)
    for wrong in (lower(100), lower(101)):
        with pytest.raises(Refusal, match="pay something and less than before"):
            approvals.resolved(wrong, 100)


def test_seats() -> None:
    for good in ((1, 1), (1, 2), (2, 2), (2, 3), (3, 5), (5, 5)):
        approvals.seats(*good)
    with pytest.raises(Refusal, match="3 approvals cannot come from 2 treasurers; lower the approvals"):
        approvals.seats(3, 2)
    with pytest.raises(Refusal, match="at least 2 of them must approve"):
        approvals.seats(1, 3)
    with pytest.raises(Refusal, match="At least one treasurer"):
        approvals.seats(0, 3)


START = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minute", "amount", "alone"),
    [(4, 20, True), (5, 20, True), (5, 21, False), (60, 100, True), (179, 30, False), (179, 20, True),
     (180, 30, True), (180, 0, False)],
)  # fmt: skip
def test_small_payouts_on_the_grid(minute: int, amount: int, alone: bool) -> None:
    """Limit 100 per 60 min with spends 80 at minute 5 and 80 at 150 (the grid stands at 120)."""
    spends = [(START + timedelta(minutes=at), 80) for at in (5, 150)]
    now, hour = START + timedelta(minutes=minute), timedelta(hours=1)
    assert approvals.within_small(spends, amount, now, limit=100, window=hour, since=START) is alone


def test_small_payouts_are_off_at_zero() -> None:
    assert not approvals.within_small([], 1, START, limit=0, window=timedelta(hours=1), since=START)


people = st.frozensets(st.integers(1, 6), max_size=6)
ballots = st.dictionaries(st.integers(1, 6), st.booleans())


@given(
    people, st.integers(1, 6), ballots, people, st.none() | st.integers(1, 6), st.permutations(range(1, 7))
)
def test_names_do_not_matter(
    treasurers: frozenset[int], most: int, votes: dict[int, bool], concerned: frozenset[int],
    filer: int | None, order: list[int],
) -> None:  # fmt: skip
    """Who is who changes no verdict, and neither does the order in which anybody voted."""
    to = dict(enumerate(order, 1))
    renamed = approvals.tally(
        [to[one] for one in treasurers], most, {to[one]: votes[one] for one in reversed(votes)},
        {to[one] for one in concerned}, None if filer is None else to[filer],
    )  # fmt: skip
    plain = approvals.tally(treasurers, most, votes, concerned, filer)
    assert renamed.verdict is plain.verdict
    assert (renamed.needed, renamed.approved, renamed.why) == (plain.needed, plain.approved, plain.why)


@given(people, st.integers(1, 6), ballots, people, st.none() | st.integers(1, 6))
def test_money_never_moves_without_enough_who_are_not_concerned(
    treasurers: frozenset[int],
    most: int,
    votes: dict[int, bool],
    concerned: frozenset[int],
    filer: int | None,
) -> None:
    count = approvals.tally(treasurers, most, votes, concerned, filer)
    able = treasurers - concerned - {filer}
    yes = sum(votes.get(one, False) for one in able)
    if count.verdict is APPROVED:
        assert len(treasurers) >= most
        assert yes >= min(most, len(able)) >= 1
        assert filer is None or yes >= most
    if count.verdict is ENDED:
        still = len(able) - sum(not votes[one] for one in able if one in votes)
        assert still < count.needed, "nothing ends while enough could still approve"


@given(people, st.integers(1, 6), ballots, people, st.integers(1, 6))
def test_one_more_approval_never_hurts(
    treasurers: frozenset[int], most: int, votes: dict[int, bool], concerned: frozenset[int], voter: int
) -> None:
    rank = [ENDED, STANDING, WAITING, APPROVED]
    before = approvals.tally(treasurers, most, votes, concerned).verdict
    after = approvals.tally(treasurers, most, votes | {voter: YES}, concerned).verdict
    assert rank.index(after) >= rank.index(before)


@given(people, st.integers(1, 6), ballots, st.dictionaries(st.integers(1, 9), people, max_size=6))
def test_a_line_of_a_run_is_no_easier_than_a_payout(
    treasurers: frozenset[int], most: int, votes: dict[int, bool], shares: dict[int, frozenset[int]]
) -> None:
    run = approvals.lines(treasurers, most, votes, shares)
    for line in run.approved():
        assert approvals.tally(treasurers, most, votes, shares[line]).verdict is APPROVED
    if run.verdict is WAITING:
        alone = [approvals.tally(treasurers, most, votes, gains).verdict for gains in shares.values()]
        assert APPROVED not in alone


@given(people, st.integers(1, 6), ballots)
def test_one_line_of_somebody_else_is_a_payout(
    treasurers: frozenset[int], most: int, votes: dict[int, bool]
) -> None:
    run, alone = approvals.lines(treasurers, most, votes, {1: (9,)}), approvals.tally(treasurers, most, votes)
    assert run.lines[1].verdict is alone.verdict
