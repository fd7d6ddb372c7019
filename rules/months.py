"""The states of a reward run (REWARDS 1)."""

from datetime import timedelta

OPEN, FROZEN, SCORING, PROPOSED, APPROVED, PAID = "open", "frozen", "scoring", "proposed", "approved", "paid"
PEOPLE, REJECTED, QUIET, CARRIED = "needs people", "rejected", "quiet month", "carried"
AGAIN, BASELINE, CARRY = "again", "baseline", "carry"
CARRIES_AFTER = timedelta(days=14)
MOST_TRIES = 2  # times a run may be scored again

NEXT: dict[str, frozenset[str]] = {
    OPEN: frozenset({FROZEN}),
    FROZEN: frozenset({SCORING, QUIET}),
    SCORING: frozenset({PROPOSED, PEOPLE, QUIET}),
    PROPOSED: frozenset({APPROVED, PAID, REJECTED}),
    APPROVED: frozenset({PAID, REJECTED}),
    PEOPLE: frozenset({SCORING, PROPOSED, CARRIED}),
    REJECTED: frozenset({SCORING, PROPOSED, CARRIED}),
    PAID: frozenset(),
    QUIET: frozenset(),
    CARRIED: frozenset(),
}


def move(state: str, to: str) -> str:
    """The new state; ValueError for a step that the law does not know."""
    if to not in NEXT[state]:
        raise ValueError(f"A run does not go from {state} to {to}.")
    return to


def ways_out(state: str, tries: int, *, baseline: bool) -> list[str]:
    """What treasurers may choose for a run that people have to decide on."""
    if state not in (PEOPLE, REJECTED):
        return []
    return [*([AGAIN] if tries < MOST_TRIES else []), *([BASELINE] if baseline else []), CARRY]
