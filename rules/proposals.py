"""What a proposal goes through, who may make one, and what makes two the same (RULES 4)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from rules.errors import Refusal
from rules.ledger import canonical
from rules.verdict import WHOLE, Choice
from rules.wording import count

DRAFT, DISCUSSION, VOTING, QUEUED = "draft", "discussion", "voting", "queued"
DEFEATED, EXECUTED, CANCELLED, VETOED, EXPIRED = "defeated", "executed", "cancelled", "vetoed", "expired"
LIVE = (DRAFT, DISCUSSION, VOTING, QUEUED)
EDITABLE = (DRAFT, DISCUSSION)
FOR, AGAINST, ABSTAIN = (one.value for one in Choice)
COAUTHORS = 5  # asked or accepted, beside the author
SPONSORED = 3  # times as many live proposals as sponsor as as author
AFTER_DEFEAT, SAME_AGAIN = timedelta(days=7), timedelta(days=14)
AGAIN, PAUSE = timedelta(hours=1), timedelta(days=14)
SHORTEST_TITLE, LONGEST_TITLE, LONGEST_TEXT = 4, 120, 4000


def title(text: str) -> str:
    """A title in one line; Refusal where it says nothing or too much."""
    found = " ".join(text.split())
    if not SHORTEST_TITLE <= len(found) <= LONGEST_TITLE:
        raise Refusal(
            f"A title has {SHORTEST_TITLE} to {LONGEST_TITLE} characters, and this one has {len(found)}."
        )
    return found


def fingerprint(kind: str, payload: Mapping[str, Any]) -> str:
    """What makes two proposals the same: 64 hex digits over what they would do."""
    return hashlib.sha256(canonical({"kind": kind, "payload": payload}).encode()).hexdigest()


def blanked(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept where words are erased: of a signal what its ballots are counted by, of a grant its amounts."""
    if "milestones" in payload:
        parts = enumerate((amount for _, amount in payload["milestones"]), 1)
        return {**payload, "milestones": [[f"Milestone {number}", amount] for number, amount in parts]}
    if "options" not in payload:
        return {}
    names = [f"Option {number}" for number, _ in enumerate(payload["options"], 1)]
    return {"form": payload["form"], "options": names}


def opens(power: int, whole: int, share: int) -> bool:
    """Whether author and sponsors together may open the discussion: this share of all power, at least some."""
    return power > 0 and power * WHOLE >= whole * share


def holds(tokens: int, whole: int, share: int) -> bool:
    """Whether they still hold half of that in tokens when voting opens; the decay of locks does not count."""
    return tokens > 0 and 2 * tokens * WHOLE >= whole * share


def may_choose(choice: Choice, *, gains: bool) -> None:
    """Refusal where who would be paid votes For; their Against is theirs, or naming an opponent would silence them."""
    if gains and choice is Choice.FOR:
        raise Refusal("You would be paid by this proposal, so you can vote against it or abstain.")


def may_vote(*, party: bool) -> None:
    """Refusal where a vote decides a dispute, for its parties: nobody judges their own matter."""
    if party:
        raise Refusal("This decides a dispute of yours, so others have to vote on it.")


def may_pause(number: int, *, paused: bool) -> None:
    """Refusal where a proposal was paused before."""
    if paused:
        raise Refusal(f"Proposal #{number} was paused already; that is done once only.")


def paused(due: datetime) -> datetime:
    """When what a guardian pauses is due: the grace after it stands still, or a pause would let it expire."""
    return due + PAUSE


def may_draft(live: int, most: int, defeated: datetime | None, now: datetime) -> None:
    """Refusal where an author has enough open, or has to wait after a defeat (RULES 4, spam)."""
    if live >= most:
        raise Refusal(
            f"You have {count(live, 'proposal')} under way, and {most:,} is the most; "
            "wait for a result, or `proposal cancel` one."
        )
    if defeated and now < defeated + AFTER_DEFEAT:
        raise Refusal("A proposal of yours was defeated less than 7 days ago; wait until they are over.")


def may_repeat(defeated: datetime | None, now: datetime) -> None:
    """Refusal where the same was defeated lately."""
    if defeated and now < defeated + SAME_AGAIN:
        raise Refusal("The same was defeated less than 14 days ago; wait, or propose something else.")


def may_sponsor(live: int, most: int) -> None:
    """Refusal where a member sponsors enough already."""
    if live >= SPONSORED * most:
        raise Refusal(f"You sponsor {count(live, 'proposal')} already, and {SPONSORED * most:,} is the most.")


def may_ask(there: int) -> None:
    """Refusal where a proposal has as many co-authors, asked or accepted, as it can have."""
    if there >= COAUTHORS:
        raise Refusal(f"A proposal has at most {COAUTHORS} co-authors; take one back before you ask another.")
