"""Bounties: who may name, claim, judge and stop them, and what is paid without treasurers (RULES 6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.errors import Refusal
from rules.wording import count

OPEN, CLAIMED, CHANGES, SUBMITTED = "open", "claimed", "changes requested", "submitted"
APPROVED, DISPUTED, PAID, CANCELLED = "approved", "disputed", "paid", "cancelled"
WORKED = (CLAIMED, CHANGES)  # its claimant has to hand something in
HELD = (*WORKED, SUBMITTED)
LIVE = (OPEN, *HELD, APPROVED, DISPUTED)  # money is in escrow
OBJECTIONS = timedelta(hours=24)  # after an approval
SILENCE = timedelta(days=7)  # of reviewers, until moderators may judge
WARNING = timedelta(days=1)  # before a deadline
OFTEN = 3  # approvals of one claimant by one reviewer in a month; more are shown to treasurers
REVIEWERS = 10
LONGEST_TEXT, LONGEST_REASON = 2000, 500
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Case:
    """Who stands where on a bounty. `small` is the most that is paid without treasurers; `freed` of its reviewers."""

    number: int
    state: str
    poster: int
    amount: int
    small: int
    claimant: int | None = None
    reviewers: frozenset[int] = frozenset()
    freed: bool = False

    @property
    def large(self) -> bool:
        """Whether poster and reviewer must be two people."""
        return self.amount > self.small

    @property
    def concerned(self) -> frozenset[int]:
        """Who may not judge it as a moderator: the claimant, and the poster of a large one."""
        people = {self.claimant} if self.claimant is not None else set()
        return frozenset(people | ({self.poster} if self.large else set()))

    @property
    def named(self) -> frozenset[int]:
        """The reviewers; not one who has turned out to be its poster, if it is large, or its claimant."""
        return self.reviewers - self.concerned

    @property
    def judges(self) -> frozenset[int]:
        """Who judges it by name: the reviewers, else the poster where they may; moderators come on top."""
        return self.named or (frozenset() if self.large else frozenset({self.poster}))

    @property
    def moderated(self) -> bool:
        """Whether a moderator who is not concerned may judge it."""
        return self.freed or not self.named


def small(budget: int, share: int) -> int:
    """The most that is paid without treasurers: so many hundredths of a percent of a budget's amount."""
    return budget * share // WHOLE


def may_name(poster: int, reviewers: Collection[int], amount: int, small: int) -> None:
    """Check who is to review a new bounty; above `small` of a budget it is not the poster."""
    if len(reviewers) > REVIEWERS:
        raise Refusal(f"A bounty has at most {REVIEWERS} reviewers; name fewer.")
    if poster in reviewers and amount > small:
        raise Refusal("So large a bounty is not reviewed by whoever posts it; name somebody else.")


def until(now: datetime, length: timedelta, deadline: datetime | None) -> datetime:
    """When a claim ends: after the claim time, or at the deadline if that is earlier."""
    return min(now + length, deadline) if deadline else now + length


def may_claim(case: Case, who: int, held: int, most: int) -> None:
    """Check that somebody may claim a bounty: an open one of somebody else, that they do not review."""
    if case.state == CLAIMED and who == case.claimant:
        raise Refusal(f"You have claimed bounty #{case.number} already.")
    _needs(case, (OPEN,), "`bounty list` shows what can be claimed")
    if who == case.poster:
        raise Refusal(f"You posted bounty #{case.number}, so somebody else has to do it.")
    if who in case.reviewers:
        raise Refusal(f"You are to review bounty #{case.number}, so somebody else has to do it.")
    if held >= most:
        raise Refusal(
            f"You hold {count(held, 'bounty', 'bounties')}, and at most {most} can be held at once; "
            "finish or drop one first."
        )


def may_submit(case: Case, who: int) -> None:
    """Check that somebody may hand in work: the claimant, before it is judged; again to correct it."""
    _needs(case, HELD, "only work on a claimed one can be handed in")
    _claimant(case, who, "hand in its work")


def may_drop(case: Case, who: int) -> None:
    """Check that somebody may give a claim back."""
    _needs(case, HELD, "there is no claim that could be dropped")
    _claimant(case, who, "drop it")


def may_judge(case: Case, who: int, *, moderator: bool) -> None:
    """Check that somebody may approve a bounty or return it (RULES 6)."""
    _needs(case, (SUBMITTED,), "only work that was handed in can be judged")
    if who == case.claimant:
        raise Refusal(f"You did bounty #{case.number}, so somebody else has to judge it.")
    if who in case.judges or (moderator and case.moderated and who not in case.concerned):
        return
    if who == case.poster and case.large and not case.named:
        raise Refusal(f"You posted bounty #{case.number}, and so large a one is judged by another moderator.")
    if case.named:
        rest = "" if case.freed else f"; moderators may after {SILENCE.days} silent days"
        raise Refusal(f"Bounty #{case.number} is judged by the reviewers named on it{rest}.")
    raise Refusal(f"Bounty #{case.number} is judged by {'' if case.large else 'its poster or '}a moderator.")


def part(amount: int, approved: int) -> int:
    """What returns at once when so much of a bounty is approved; Refusal unless it is some and not more."""
    if not 0 < approved <= amount:
        raise Refusal("Approve at most what the bounty pays, and more than nothing; else return it.")
    return amount - approved


def may_object(case: Case, *, filed: bool) -> None:
    """Check that somebody may object to an approval: once, before the payout is made."""
    if case.state == DISPUTED:
        raise Refusal(f"Bounty #{case.number} is disputed already.")
    _needs(case, (APPROVED,), "only an approval can be objected to")
    if filed:
        raise Refusal(f"The time for objections to bounty #{case.number} is over.")


def may_cancel(case: Case, who: int, *, moderator: bool) -> None:
    """Check that somebody may take a bounty back: its poster or a moderator, while nobody works on it."""
    if who != case.poster and not moderator:
        raise Refusal(f"Only its poster or a moderator can cancel bounty #{case.number}.")
    if case.state in HELD:
        raise Refusal(f"Somebody works on bounty #{case.number}; it can be cancelled once it is open again.")
    _needs(case, (OPEN,), "only an open one can be cancelled")


def often(times: int) -> bool:
    """Whether one reviewer has approved one claimant so often in a month that treasurers are told."""
    return times > OFTEN


def _needs(case: Case, states: Collection[str], otherwise: str) -> None:
    if case.state not in states:
        raise Refusal(f"Bounty #{case.number} is {case.state}; {otherwise}.")


def _claimant(case: Case, who: int, what: str) -> None:
    if who != case.claimant:
        raise Refusal(f"Only who has claimed bounty #{case.number} can {what}.")
