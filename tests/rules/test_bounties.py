"""Who may do what with a bounty, what is paid without treasurers, and how long things last: RULES 6."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import bounties
from rules.bounties import (
    APPROVED,
    CANCELLED,
    CHANGES,
    CLAIMED,
    DISPUTED,
    HELD,
    LIVE,
    OPEN,
    PAID,
    SUBMITTED,
    Case,
)
from rules.errors import Refusal

ANA, BEN, CY, DEE, EVE = 1, 2, 3, 4, 5
NOW, DAY = datetime(2026, 11, 2, 9, tzinfo=UTC), timedelta(days=1)
SMALL = Case(7, OPEN, ANA, 50, 50)
LARGE = Case(7, OPEN, ANA, 51, 50)
STATES = (OPEN, CLAIMED, CHANGES, SUBMITTED, APPROVED, DISPUTED, PAID, CANCELLED)


@pytest.mark.parametrize(
    ("budget", "share", "most"), [(1000, 500, 50), (2500, 200, 50), (999, 500, 49), (10, 50, 0), (1000, 0, 0)]
)
def test_small_is_a_share_of_a_budget_in_hundredths_of_a_percent(budget: int, share: int, most: int) -> None:
    assert bounties.small(budget, share) == most


@given(st.integers(0, 2**62), st.integers(0, 2000), st.integers(1, 2**62))
def test_small_is_compared_by_cross_multiplication(budget: int, share: int, amount: int) -> None:
    assert (amount <= bounties.small(budget, share)) == (amount * 10_000 <= budget * share)


def test_only_a_small_one_names_its_poster_as_reviewer() -> None:
    bounties.may_name(ANA, {ANA}, 50, 50)
    bounties.may_name(ANA, {BEN}, 51, 50)
    with pytest.raises(Refusal, match="not reviewed by whoever posts it"):
        bounties.may_name(ANA, {ANA, BEN}, 51, 50)
    with pytest.raises(Refusal, match="at most 10 reviewers"):
        bounties.may_name(ANA, set(range(2, 13)), 50, 50)


def test_a_claim_lasts_its_time_and_never_beyond_the_deadline() -> None:
    assert bounties.until(NOW, 7 * DAY, None) == NOW + 7 * DAY
    assert bounties.until(NOW, 7 * DAY, NOW + 9 * DAY) == NOW + 7 * DAY
    assert bounties.until(NOW, 7 * DAY, NOW + 3 * DAY) == NOW + 3 * DAY


def test_who_may_claim() -> None:
    bounties.may_claim(SMALL, EVE, 1, 2)
    for case, who, held, said in (
        (SMALL, ANA, 0, "You posted bounty #7, so somebody else has to do it."),
        (replace(SMALL, reviewers=frozenset({BEN, CY})), CY, 0, "You are to review bounty #7"),
        (SMALL, EVE, 2, "You hold 2 bounties, and at most 2 can be held at once"),
        (replace(SMALL, state=CLAIMED, claimant=EVE), EVE, 1, "You have claimed bounty #7 already."),
        (replace(SMALL, state=CLAIMED, claimant=EVE), DEE, 0, "Bounty #7 is claimed; `bounty list`"),
    ):
        with pytest.raises(Refusal, match=said):
            bounties.may_claim(case, who, held, 2)


@pytest.mark.parametrize("state", STATES)
def test_each_step_begins_in_its_states_only(state: str) -> None:
    case = replace(SMALL, state=state, claimant=EVE)
    steps: dict[str, tuple[Callable[[], None], tuple[str, ...]]] = {
        "claim": (lambda: bounties.may_claim(case, DEE, 0, 2), (OPEN,)),
        "submit": (lambda: bounties.may_submit(case, EVE), HELD),
        "drop": (lambda: bounties.may_drop(case, EVE), HELD),
        "judge": (lambda: bounties.may_judge(case, ANA, moderator=False), (SUBMITTED,)),
        "object": (lambda: bounties.may_object(case, filed=False), (APPROVED,)),
        "cancel": (lambda: bounties.may_cancel(case, ANA, moderator=False), (OPEN,)),
    }
    for name, (step, states) in steps.items():
        if state in states:
            step()
            continue
        with pytest.raises(Refusal) as no:
            step()
        assert "#7" in str(no.value), name


def test_only_the_claimant_hands_in_or_drops() -> None:
    case = replace(SMALL, state=CLAIMED, claimant=EVE)
    with pytest.raises(Refusal, match=r"Only who has claimed bounty #7 can hand in its work."):
        bounties.may_submit(case, DEE)
    with pytest.raises(Refusal, match=r"Only who has claimed bounty #7 can drop it."):
        bounties.may_drop(case, ANA)


def judged(case: Case, who: int, *, moderator: bool = False) -> str:
    """Nothing where somebody may judge it, else the refusal."""
    try:
        bounties.may_judge(replace(case, state=SUBMITTED, claimant=EVE), who, moderator=moderator)
    except Refusal as no:
        return str(no)
    return ""


def test_nobody_named_is_the_poster_of_a_small_one_or_a_moderator() -> None:
    assert judged(SMALL, ANA) == judged(SMALL, BEN, moderator=True) == ""
    assert judged(SMALL, BEN) == "Bounty #7 is judged by its poster or a moderator."
    assert "judged by another moderator" in judged(LARGE, ANA, moderator=True)
    assert judged(LARGE, BEN, moderator=True) == ""
    assert judged(LARGE, BEN) == "Bounty #7 is judged by a moderator."


def test_a_reviewer_who_turns_out_to_be_the_poster_of_a_large_one_does_not_judge() -> None:
    both = replace(LARGE, reviewers=frozenset({ANA, CY}))
    assert judged(both, CY) == ""
    assert "the reviewers named on it" in judged(both, ANA, moderator=True)
    alone = replace(LARGE, reviewers=frozenset({ANA}))
    assert "judged by another moderator" in judged(alone, ANA, moderator=True)
    assert judged(alone, BEN, moderator=True) == ""
    assert judged(replace(both, amount=50), ANA) == "", "of a small one"


def test_any_one_named_reviewer_judges_and_after_silence_a_moderator_not_concerned() -> None:
    named = replace(LARGE, reviewers=frozenset({BEN, CY}))
    assert judged(named, BEN) == judged(named, CY) == ""
    assert "the reviewers named on it; moderators may after 7 silent days" in judged(
        named, DEE, moderator=True
    )
    freed = replace(named, freed=True)
    assert judged(freed, DEE, moderator=True) == judged(freed, CY) == ""
    assert "the reviewers named on it." in judged(freed, DEE)
    assert "the reviewers named on it." in judged(freed, ANA, moderator=True), "the poster of a large one"
    assert judged(replace(freed, amount=50), ANA, moderator=True) == ""


@given(
    st.sets(st.integers(1, 5), max_size=4),
    st.integers(1, 100),
    st.booleans(),
    st.integers(1, 5),
    st.booleans(),
)
def test_the_claimant_never_judges_and_the_poster_of_a_large_one_neither(
    reviewers: set[int], amount: int, freed: bool, who: int, moderator: bool
) -> None:
    named = frozenset(reviewers - {ANA, EVE})
    case = Case(7, SUBMITTED, ANA, amount, 50, EVE, named, freed)
    if not judged(case, who, moderator=moderator):
        assert who != EVE
        assert who != ANA or amount <= 50
        assert moderator or who in named or who == ANA


def test_a_part_leaves_the_rest_and_is_never_nothing_or_more() -> None:
    assert (bounties.part(50, 50), bounties.part(50, 20)) == (0, 30)
    for wrong in (0, -1, 51):
        with pytest.raises(Refusal, match="Approve at most what the bounty pays"):
            bounties.part(50, wrong)


def test_objections_end_with_the_payout_and_are_made_once() -> None:
    bounties.may_object(replace(SMALL, state=APPROVED), filed=False)
    with pytest.raises(Refusal, match=r"The time for objections to bounty #7 is over."):
        bounties.may_object(replace(SMALL, state=APPROVED), filed=True)
    with pytest.raises(Refusal, match="disputed already"):
        bounties.may_object(replace(SMALL, state=DISPUTED), filed=True)


def test_its_poster_or_a_moderator_cancels_while_nobody_works_on_it() -> None:
    bounties.may_cancel(SMALL, ANA, moderator=False)
    bounties.may_cancel(SMALL, BEN, moderator=True)
    with pytest.raises(Refusal, match=r"Only its poster or a moderator can cancel bounty #7."):
        bounties.may_cancel(SMALL, BEN, moderator=False)
    for state in HELD:
        with pytest.raises(Refusal, match="Somebody works on bounty #7"):
            bounties.may_cancel(replace(SMALL, state=state), ANA, moderator=False)


def test_the_numbers_of_the_law() -> None:
    assert (bounties.OBJECTIONS, bounties.SILENCE, bounties.WARNING) == (DAY, 7 * DAY, DAY)
    assert [bounties.often(times) for times in (1, 3, 4)] == [False, False, True]
    assert set(LIVE) == set(STATES) - {PAID, CANCELLED}
