"""For, Against, Abstain: whether a vote has passed, and the arithmetic that says so (RULES 4)."""

from collections.abc import Callable
from dataclasses import astuple, dataclass
from enum import StrEnum

from rules.outcomes import Result
from rules.parameter import SHOW

WHOLE = 10_000  # percentages are hundredths of a percent

Figure = Callable[[int], str]


class Choice(StrEnum):
    """What a ballot says where there are no options."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a vote needs: three percentages in hundredths of a percent, and different members."""

    quorum: int
    differential: int
    approval: int
    min_voters: int

    def __post_init__(self) -> None:
        if min(astuple(self)) < 0:
            raise ValueError("A threshold is not negative.")


@dataclass(frozen=True, slots=True)
class Count:
    """What was cast, in units of power; `voters` and `holders` are members.

    `voters` are the different members voting For or Abstain, `holders` all who hold power at the snapshot.
    """

    yes: int
    no: int
    abstain: int
    base: int
    voters: int
    holders: int

    def __post_init__(self) -> None:
        if min(astuple(self)) < 0:
            raise ValueError("Nobody casts less than nothing.")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the arithmetic: what was asked, whether it is met, and the sum in words."""

    name: str
    met: bool
    line: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a count comes to; it has passed where every check is met."""

    passed: bool
    checks: tuple[Check, ...]

    def met(self, name: str) -> bool:
        """Whether the check of this name is met; ValueError if there is none."""
        for check in self.checks:
            if check.name == name:
                return check.met
        raise ValueError(f"There is no check {name}.")

    @property
    def lines(self) -> list[str]:
        """The arithmetic line by line, as the result post prints it."""
        return [check.line for check in self.checks]


def plain(power: int) -> str:
    """A power with thousands separators."""
    return f"{power:,}"


def judge(count: Count, thresholds: Thresholds, figure: Figure = plain) -> Verdict:
    """Judge a count; `figure` prints powers (RULES 4).

    A lead and an approval are strictly more than asked, so that For = Against fails, and no votes do too.
    """
    return _verdict(
        _quorum("For and Abstain", count.yes + count.abstain, count.base, thresholds, figure),
        _differential(count, thresholds, figure),
        _approval(count, thresholds, figure),
        _voters("voted For or Abstain", count.voters, count.holders, thresholds),
    )


def judge_options(
    result: Result, base: int, voters: int, holders: int, thresholds: Thresholds, figure: Figure = plain
) -> Verdict:
    """Judge a vote among options, where the power of all valid ballots counts, of blank ones too (RULES 4).

    There is neither differential nor approval; it is decided where one option alone is first.
    """
    return _verdict(
        _quorum("All valid ballots", result.cast, base, thresholds, figure),
        Check("decided", result.winner is not None, f"Decision: {result.decision}"),
        _voters("voted", voters, holders, thresholds),
    )


def stricter(old: Thresholds, new: Thresholds) -> Thresholds:
    """The higher of each two (RULES 4)."""
    return Thresholds(
        max(old.quorum, new.quorum),
        max(old.differential, new.differential),
        max(old.approval, new.approval),
        max(old.min_voters, new.min_voters),
    )


def needed_power(base: int, quorum: int) -> int:
    """The power that makes quorum reached, floored."""
    return base * quorum // WHOLE


def for_beyond(against: int, base: int, thresholds: Thresholds) -> int | None:
    """The power that For must be more than, for lead and approval together; None where nothing is enough."""
    rest = WHOLE - thresholds.approval
    if rest <= 0:
        return None
    return max(against + base * thresholds.differential // WHOLE, against * thresholds.approval // rest)


def needed_voters(least: int, holders: int) -> int:
    """The different members a vote needs: the parameter, or all holders where there are fewer."""
    return min(least, holders)


def _verdict(*checks: Check) -> Verdict:
    return Verdict(all(check.met for check in checks), checks)


def _quorum(who: str, cast: int, base: int, thresholds: Thresholds, figure: Figure) -> Check:
    needed = needed_power(base, thresholds.quorum)
    share = _percent(thresholds.quorum)
    line = f"Quorum: {who} {figure(cast)} of {figure(base)}; needed {figure(needed)} ({share})."
    return Check("quorum", cast >= needed, line)


def _differential(count: Count, thresholds: Thresholds, figure: Figure) -> Check:
    """A whole lead is more than a fraction exactly where it is more than its floor, which is printed."""
    met = (count.yes - count.no) * WHOLE > count.base * thresholds.differential
    more = figure(count.base * thresholds.differential // WHOLE)
    line = (
        f"Lead: For {figure(count.yes)}, Against {figure(count.no)} of {figure(count.base)}; "
        f"For must lead by more than {more} ({_percent(thresholds.differential)})."
    )
    return Check("differential", met, line)


def _approval(count: Count, thresholds: Thresholds, figure: Figure) -> Check:
    both = count.yes + count.no
    met = count.yes * WHOLE > both * thresholds.approval
    more = figure(both * thresholds.approval // WHOLE)
    line = (
        f"Approval: For {figure(count.yes)} of {figure(both)} For and Against; "
        f"needed more than {more} ({_percent(thresholds.approval)})."
    )
    return Check("approval", met, line)


def _voters(did: str, voters: int, holders: int, thresholds: Thresholds) -> Check:
    needed = needed_voters(thresholds.min_voters, holders)
    everybody = " (everybody who holds power)" if holders < thresholds.min_voters else ""
    who = "1 member" if voters == 1 else f"{voters:,} members"
    return Check("min_voters", voters >= needed, f"Members: {who} {did}; needed {needed:,}{everybody}.")


def _percent(value: int) -> str:
    return str(SHOW["percent"](value))
