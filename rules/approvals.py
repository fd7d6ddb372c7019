"""M of N: who must approve a payout, a reward line or a way to settle one, and what ends it (RULES 5)."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.errors import Refusal
from rules.wording import count

REMINDERS = (timedelta(days=1), timedelta(days=3))
UNTOUCHED = timedelta(days=30)
HOUR = timedelta(hours=1)  # the window of `small_payout`


class Verdict(StrEnum):
    """What the votes of the treasurers come to."""

    WAITING = "waiting"
    APPROVED = "approved"
    ENDED = "ended"
    STANDING = "standing still"


@dataclass(frozen=True, slots=True)
class Count:
    """Where an approval stands.

    `eligible` are the treasurers who count, `needed` how many of them must approve (0 where nobody can
    decide), `why` says in one sentence what it waits for, or why it ended.
    """

    verdict: Verdict
    eligible: frozenset[int]
    needed: int
    approved: int
    refused: int
    why: str


def seats(needed: int, treasurers: int) -> None:
    """Check that so many approvals can be asked of so many treasurers; Refusal otherwise (RULES 4, 5)."""
    if needed < 1:
        raise Refusal("At least one treasurer must approve a payout.")
    if needed > treasurers:
        raise Refusal(
            f"{count(needed, 'approval')} cannot come from {count(treasurers, 'treasurer')}; "
            "lower the approvals needed or name a successor."
        )
    if treasurers >= 3 and needed < 2:
        raise Refusal("With three or more treasurers at least 2 of them must approve a payout.")


def short(needed: int, treasurers: int) -> bool:
    """Whether treasurers are missing, so that payouts stand still and electing one is ordinary (RULES 5)."""
    return treasurers < needed


def eligible(
    treasurers: Iterable[int], concerned: Collection[int] = (), filer: int | None = None
) -> frozenset[int]:
    """The treasurers who count: not those who would gain, nor who filed by hand (None: nobody did)."""
    return frozenset(treasurers).difference(concerned, () if filer is None else (filer,))


def needed(most: int, able: int) -> int:
    """How many of the eligible must approve: M, or all of them where recusal leaves fewer."""
    return min(most, able)


def may_file(treasurers: Collection[int], most: int, concerned: Collection[int], filer: int) -> None:
    """Check that a payout may be filed by hand: M treasurers must be left who are not concerned."""
    able = len(eligible(treasurers, concerned, filer))
    if able < most:
        raise Refusal(
            f"{count(most, 'treasurer')} must approve this payout and only {able} would not be concerned; "
            "let another person file it, or make a spend proposal."
        )


def tally(
    treasurers: Collection[int],
    most: int,
    votes: Mapping[int, bool],
    concerned: Collection[int] = (),
    filer: int | None = None,
) -> Count:
    """Count the votes on one payout.

    `treasurers` are today's, `most` is M as it was when filed (0: nobody has to approve), `votes` the last word
    of each person (True approves), `concerned` the beneficiaries, `filer` who filed it by hand. Votes of
    others do not count.
    """
    able = eligible(treasurers, concerned, filer)
    if not most:
        return Count(Verdict.APPROVED, able, 0, 0, 0, "It needs no treasurer.")
    if halt := _halted(len(frozenset(treasurers)), most, able, by_hand=filer is not None):
        return Count(halt[0], able, 0, 0, 0, halt[1])
    enough = needed(most, len(able))
    yes = sum(votes[one] for one in able if one in votes)
    no = sum(not votes[one] for one in able if one in votes)
    return _judged(able, enough, yes, no, spare=len(able) - enough)


def _halted(treasurers: int, most: int, able: frozenset[int], *, by_hand: bool) -> tuple[Verdict, str] | None:
    """Why nobody can decide now, if so."""
    if treasurers < most:
        return Verdict.STANDING, _missing(treasurers, most)
    if not able:
        return Verdict.WAITING, "Every treasurer is concerned; it waits for a role proposal to name another."
    if by_hand and len(able) < most:
        left = f"Only {len(able)} of the {most} treasurers it needs are not concerned"
        return Verdict.STANDING, f"{left}; it stands still until one is elected."
    return None


def _missing(treasurers: int, most: int) -> str:
    return (
        f"It needs {count(most, 'treasurer')} and there {'is' if treasurers == 1 else 'are'} {treasurers}; "
        "it stands still until one is elected."
    )


def _judged(able: frozenset[int], enough: int, yes: int, no: int, *, spare: int) -> Count:
    """The verdict once somebody can decide; `spare` refusals are borne, one more ends it."""
    if no > spare:
        text = f"{count(no, 'treasurer')} refused, so {enough} of {len(able)} can no longer approve."
        return Count(Verdict.ENDED, able, enough, yes, no, text)
    if yes >= enough:
        return Count(Verdict.APPROVED, able, enough, yes, no, f"{yes} of {len(able)} approved.")
    text = f"{yes} of {enough} needed approvals, from {count(len(able), 'treasurer')} who may give them."
    return Count(Verdict.WAITING, able, enough, yes, no, text)


@dataclass(frozen=True, slots=True)
class Run:
    """A reward run: its own verdict, and that of every line by its number.

    The run is approved as soon as one line is; lines still waiting are paid later, one by one.
    """

    verdict: Verdict
    refused: int
    lines: Mapping[int, Count]
    why: str

    def approved(self) -> list[int]:
        """The numbers of the lines that may be paid, ascending."""
        return sorted(line for line, one in self.lines.items() if one.verdict is Verdict.APPROVED)


def lines(
    treasurers: Collection[int],
    most: int,
    votes: Mapping[int, bool],
    beneficiaries: Mapping[int, Collection[int]],
    held: Collection[int] = (),
) -> Run:
    """Count the votes on a reward run of many lines.

    `beneficiaries` tells for each line who gains. An approval counts for every line but the approver's own; a
    refusal counts against the whole run, which ends when more than N - min(M, N) refuse; until then it ends
    no line. A held line waits for `settle` whatever the votes.
    """
    all_of = frozenset(treasurers)
    no = sum(not votes[one] for one in all_of if one in votes)
    if len(all_of) < most:
        why = _missing(len(all_of), most)
        return Run(Verdict.STANDING, no, _all(beneficiaries, Verdict.STANDING, why), why)
    if no > len(all_of) - most:
        why = f"{count(no, 'treasurer')} refused, so {most} of {len(all_of)} can no longer approve."
        return Run(Verdict.ENDED, no, _all(beneficiaries, Verdict.ENDED, why), why)
    waiting = _all(held, Verdict.WAITING, "A treasurer holds this line or somebody objects to it.")
    counted = {
        line: waiting.get(line) or _line(all_of, most, votes, gains) for line, gains in beneficiaries.items()
    }
    done = sum(one.verdict is Verdict.APPROVED for one in counted.values())
    verdict = Verdict.APPROVED if done else Verdict.WAITING
    return Run(verdict, no, counted, f"{done} of {count(len(counted), 'line')} approved.")


def _all(numbers: Iterable[int], verdict: Verdict, why: str) -> dict[int, Count]:
    return dict.fromkeys(numbers, Count(verdict, frozenset(), 0, 0, 0, why))


def _line(treasurers: frozenset[int], most: int, votes: Mapping[int, bool], gains: Collection[int]) -> Count:
    """One line: refusals count at the run, so here they only miss as approvals."""
    return tally(treasurers, most, {one: True for one, yes in votes.items() if yes}, gains)


RELEASE = "release"
STRIKE = "strike"


def lower(amount: int) -> str:
    """The resolution that pays so many base units instead of the line's amount."""
    return f"lower:{amount}"


def resolved(resolution: str, amount: int) -> int:
    """What a resolution pays of a line of `amount`; Refusal for one that is none or that lowers nothing."""
    if resolution in {RELEASE, STRIKE}:
        return amount if resolution == RELEASE else 0
    kind, _, text = resolution.partition(":")
    if kind != "lower" or not re.fullmatch(r"[1-9][0-9]{0,18}", text):
        raise Refusal("A held line can be released, struck, or lowered to an amount.")
    if not 0 < int(text) < amount:
        raise Refusal("A lowered line must pay something and less than before; else release or strike it.")
    return int(text)


@dataclass(frozen=True, slots=True)
class Settlement:
    """Where the settling of a line stands; `resolution` is None until enough name the same one."""

    resolution: str | None
    eligible: frozenset[int]
    needed: int
    named: Mapping[str, int]
    why: str


def settle(
    treasurers: Collection[int],
    most: int,
    votes: Mapping[int, str],
    beneficiaries: Collection[int],
    objectors: Collection[int],
) -> Settlement:
    """Count what treasurers want done with a held or objected line.

    Those who gain and those who hold or object do not count; the rest must name one identical resolution as
    often as `tally` would need approvals. `votes` is the last word of each: `lower`, RELEASE or STRIKE.
    """
    able = eligible(treasurers, {*beneficiaries, *objectors})
    named = Counter(votes[one] for one in sorted(able) if one in votes)
    if halt := _halted(len(frozenset(treasurers)), most, able, by_hand=False):
        return Settlement(None, able, 0, named, halt[1])
    enough = needed(most, len(able))
    best = sorted(named.items(), key=lambda one: (-one[1], one[0]))[:2]
    if not best or best[0][1] < enough or (len(best) == 2 and best[1][1] >= enough):
        text = f"{enough} of {count(len(able), 'treasurer')} must name the same: release, lower or strike."
        return Settlement(None, able, enough, named, text)
    return Settlement(best[0][0], able, enough, named, f"{best[0][1]} of {len(able)} chose {best[0][0]}.")


def within_small(
    spends: Sequence[tuple[datetime, int]],
    amount: int,
    now: datetime,
    *,
    limit: int,
    window: timedelta,
    since: datetime,
) -> bool:
    """Whether one approval is enough, because the treasurer stays within `small_payout` in this window.

    `spends` are the treasurer's own small payouts (moment, base units); the grid of windows starts at
    `since`, when the parameter took effect; limit 0 is off (RULES 5).
    """
    cell = (now - since) // window
    spent = sum(paid for moment, paid in spends if (moment - since) // window == cell)
    return amount > 0 and spent + amount <= limit
