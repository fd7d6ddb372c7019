"""Late swing: a vote that turns at the last moment stays open for those who thought it was decided (RULES 4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules import verdict
from rules.verdict import Choice, Count, Thresholds, Verdict


@dataclass(frozen=True, slots=True)
class Act:
    """A ballot, a changed one, or None for one withdrawn, with its weight."""

    at: datetime
    member: int
    choice: Choice | None
    weight: int


def counts(at: datetime, opened: datetime, close: datetime) -> bool:
    """Whether a ballot of this second counts: that of the snapshot is too early, the closing one is not late."""
    return opened < at <= close


def moves(
    before: Verdict, after: Verdict, at: datetime, close: datetime, extension: timedelta, *, extended: bool
) -> datetime | None:
    """The new close, if an act swings the vote within the last `extension` of its period, once only.

    It swings where it makes quorum reached that was not, or turns the verdict from fail to pass. None where
    the close stays; so it does with an extension of 0, as sealed votes have. ValueError after the close.
    """
    if at > close:
        raise ValueError("After the close nothing is cast.")
    swung = (after.met("quorum") and not before.met("quorum")) or (after.passed and not before.passed)
    late = at + extension > close
    return at + extension if swung and late and not extended else None


def followed(
    opened: datetime,
    close: datetime,
    extension: timedelta,
    start: Verdict,
    steps: Iterable[tuple[datetime, Verdict]],
) -> datetime:
    """The close that the verdicts after each act lead to, in the order of acts; `start` is before the first.

    ValueError where the extension is longer than the period, or an act comes before the one it follows.
    """
    if not timedelta(0) <= extension <= close - opened:
        raise ValueError("An extension is not longer than the period.")
    before, extended, last = start, False, opened
    for at, after in steps:
        if at < last:
            raise ValueError("Acts come in the order of time.")
        if at > close:
            break
        if moved := moves(before, after, at, close, extension, extended=extended):
            close, extended = moved, True
        before, last = after, at
    return close


def replay(
    opened: datetime,
    close: datetime,
    extension: timedelta,
    acts: Iterable[Act],
    *,
    base: int,
    holders: int,
    thresholds: Thresholds,
) -> datetime:
    """The close that these acts lead to, by the snapshot's base and thresholds; anybody can recompute it.

    Acts of one second count in the order given, those that are too early or too late not at all. Here weights
    stay as they were cast; where delegators take power back, give `followed` the verdicts of a running tally.
    ValueError where the extension is longer than the period.
    """
    start = verdict.judge(Count(0, 0, 0, base, 0, holders), thresholds)
    timely = sorted((act for act in acts if act.at > opened), key=lambda one: one.at)
    return followed(opened, close, extension, start, _steps(timely, base, holders, thresholds))


def _steps(
    acts: Iterable[Act], base: int, holders: int, thresholds: Thresholds
) -> Iterator[tuple[datetime, Verdict]]:
    """The verdict after each act."""
    ballots: dict[int, Act] = {}
    cast, voters = dict.fromkeys(Choice, 0), 0
    for act in acts:
        for ballot, sign in ((ballots.get(act.member), -1), (act, 1)):
            if ballot and ballot.choice is not None:
                cast[ballot.choice] += sign * ballot.weight
                voters += sign * (ballot.choice is not Choice.AGAINST and ballot.weight > 0)
        ballots[act.member] = act
        yes, no, abstain = (cast[choice] for choice in Choice)
        yield act.at, verdict.judge(Count(yes, no, abstain, base, voters, holders), thresholds)
