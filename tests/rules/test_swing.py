"""Late swing: the numbers of the law, and two ways to find the close that agree."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import swing
from rules.swing import Act
from rules.tallying import Running, Snapshot
from rules.verdict import Choice, Count, Thresholds, Verdict, judge

FOR, AGAINST, ABSTAIN = Choice
OPENED = datetime(2026, 11, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CLOSE, EXTENSION = OPENED + 1000 * SECOND, 200 * SECOND
LAW = Thresholds(1000, 0, 5000, 1)  # quorum 10 of 100


def act(at: int, member: int, choice: Choice | None, weight: int = 10) -> Act:
    return Act(OPENED + at * SECOND, member, choice, weight)


def closes(*acts: Act, extension: timedelta = EXTENSION, thresholds: Thresholds = LAW) -> int:
    end = swing.replay(OPENED, CLOSE, extension, acts, base=100, holders=9, thresholds=thresholds)
    return (end - OPENED) // SECOND


@pytest.mark.parametrize(
    ("at", "close"),
    [(0, 1000), (1, 1000), (799, 1000), (800, 1000), (801, 1001), (999, 1199), (1000, 1200), (1001, 1000)],
)
def test_a_period_of_1000_and_an_extension_of_200(at: int, close: int) -> None:
    assert closes(act(at, 1, ABSTAIN)) == close, "quorum reached"
    assert closes(act(1, 1, ABSTAIN), act(at, 2, FOR)) == close, "from fail to pass"


def test_once_only() -> None:
    assert closes(act(900, 1, FOR), act(1000, 1, None), act(1050, 1, FOR)) == 1100
    assert closes(act(900, 1, ABSTAIN), act(950, 2, FOR)) == 1100


def test_a_crossing_that_moves_nothing_is_not_the_one() -> None:
    assert closes(act(800, 1, FOR), act(810, 1, None), act(900, 1, FOR)) == 1100


def test_quorum_lost_and_reached_again_late_extends_as_well() -> None:
    assert closes(act(100, 1, ABSTAIN), act(900, 1, AGAINST), act(950, 1, ABSTAIN)) == 1150
    assert closes(act(100, 1, FOR), act(200, 1, None), act(990, 1, FOR)) == 1190


def test_from_fail_to_pass_extends() -> None:
    early = (act(100, 1, FOR), act(200, 2, AGAINST))
    assert closes(*early, act(950, 3, FOR)) == 1150
    assert closes(*early, act(950, 2, None)) == 1150, "an Against withdrawn turns it as well"
    assert closes(*early, act(950, 3, AGAINST)) == 1000


def test_from_pass_to_fail_does_not() -> None:
    assert closes(act(100, 1, FOR), act(950, 2, AGAINST, 20)) == 1000


def test_what_comes_late_counts_only_in_the_time_that_was_given() -> None:
    assert closes(act(900, 1, FOR), act(1100, 2, AGAINST, 50)) == 1100
    assert closes(act(1001, 1, FOR), act(900, 2, AGAINST)) == 1000


def test_no_extension_for_sealed_votes() -> None:
    assert closes(act(1000, 1, FOR), extension=timedelta(0)) == 1000


def test_an_extension_may_be_the_whole_period_but_no_longer() -> None:
    assert closes(act(1, 1, FOR), extension=CLOSE - OPENED) == 1001
    with pytest.raises(ValueError, match="not longer than the period"):
        closes(extension=CLOSE - OPENED + SECOND)


@pytest.mark.parametrize(("at", "good"), [(-1, False), (0, False), (1, True), (1000, True), (1001, False)])
def test_the_first_second_is_too_early_and_the_closing_one_counts(at: int, *, good: bool) -> None:
    assert swing.counts(OPENED + at * SECOND, OPENED, CLOSE) == good


def test_what_the_program_may_not_ask() -> None:
    verdict = judge(Count(0, 0, 0, 100, 0, 9), LAW)
    with pytest.raises(ValueError, match="After the close"):
        swing.moves(verdict, verdict, CLOSE + SECOND, CLOSE, EXTENSION, extended=False)
    steps = [(CLOSE, verdict), (OPENED + SECOND, verdict)]
    with pytest.raises(ValueError, match="order of time"):
        swing.followed(OPENED, CLOSE, EXTENSION, verdict, steps)


ACTS = st.lists(
    st.builds(
        act,
        st.integers(0, 60).map(lambda one: one * 20) | st.integers(780, 1210),
        st.integers(1, 5),
        st.none() | st.sampled_from(Choice),
        st.sampled_from([0, 3, 5, 10, 40]),
    ),
    max_size=20,
)
LAWS = st.builds(
    Thresholds, st.sampled_from([0, 500, 1000]), st.sampled_from([0, 500]), st.just(5000), st.integers(1, 3)
)


def one_by_one(acts: list[Act], thresholds: Thresholds) -> datetime:
    """As the program does it: the stored ballots are counted anew at each ballot."""
    ballots: dict[int, Act] = {}

    def now() -> Verdict:
        power = {choice: sum(b.weight for b in ballots.values() if b.choice is choice) for choice in Choice}
        voters = sum(b.choice is not AGAINST and b.weight > 0 for b in ballots.values())
        return judge(Count(power[FOR], power[AGAINST], power[ABSTAIN], 100, voters, 9), thresholds)

    close, extended = CLOSE, False
    for one in sorted(acts, key=lambda act: act.at):
        if swing.counts(one.at, OPENED, close):
            before = now()
            ballots.pop(one.member, None)
            if one.choice:
                ballots[one.member] = one
            moved = swing.moves(before, now(), one.at, close, EXTENSION, extended=extended)
            close, extended = moved or close, extended or moved is not None
    return close


@given(ACTS, LAWS)
def test_both_ways_agree(acts: list[Act], thresholds: Thresholds) -> None:
    assert closes(*acts, thresholds=thresholds) * SECOND + OPENED == one_by_one(acts, thresholds)


@given(ACTS, LAWS)
def test_a_running_tally_agrees_too(acts: list[Act], thresholds: Thresholds) -> None:
    own = dict.fromkeys(range(1, 6), 20)
    running = Running(Snapshot(own))

    def steps() -> list[tuple[datetime, Verdict]]:
        found = []
        for one in sorted(acts, key=lambda act: act.at):
            if one.at > OPENED:
                running.put(one.member, one.choice)
                found.append((one.at, judge(running.count(), thresholds)))
        return found

    start = judge(running.count(), thresholds)
    replayed = swing.replay(
        OPENED, CLOSE, EXTENSION, [replace(one, weight=20) for one in acts],
        base=100, holders=5, thresholds=thresholds,
    )  # fmt: skip
    assert swing.followed(OPENED, CLOSE, EXTENSION, start, steps()) == replayed


@given(ACTS, LAWS)
def test_the_close_moves_by_at_most_the_extension(acts: list[Act], thresholds: Thresholds) -> None:
    assert 1000 <= closes(*acts, thresholds=thresholds) <= 1200


@given(ACTS, LAWS)
def test_a_moved_close_leaves_a_whole_extension_to_answer(acts: list[Act], thresholds: Thresholds) -> None:
    end = closes(*acts, thresholds=thresholds)
    seconds = [(one.at - OPENED) // SECOND for one in acts]
    assert end == 1000 or end - 200 in seconds, "a moved close is one extension after the act that moved it"
