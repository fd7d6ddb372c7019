"""Linking two identities: codes, what stands between two members, the first day."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import linking
from rules.errors import Refusal
from rules.linking import Matter

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
ANA, BEN, CY = 1, 2, 3

draws = st.lists(st.integers(0, 2**32 - 1), min_size=8, max_size=8)


@given(draws)
def test_codes_have_no_look_alikes_and_read_back(numbers: list[int]) -> None:
    made = linking.code(numbers)
    assert len(made) == 8
    assert not set(made) & set("01OIL")
    for typed in (made, made.lower(), linking.shown(made), f" {made[:4]} {made[4:]} "):
        assert linking.read(typed) == made


def test_every_character_is_as_likely() -> None:
    made = Counter(linking.code([start + step for step in range(8)]) for start in range(0, 31 * 8, 8))
    characters = Counter("".join(made))
    assert set(characters) == set(linking.ALPHABET)
    assert set(characters.values()) == {8}


@pytest.mark.parametrize("numbers", [[], [1] * 7, [1] * 9, [1] * 7 + [2**32], [1] * 7 + [-1]])
def test_a_code_takes_eight_numbers(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="takes 8 numbers"):
        linking.code(numbers)


@pytest.mark.parametrize("text", ["", "ABCD234", "ABCD23455", "ABCD234O", "ABCD234Ä", "-" * 8, "x" * 5000])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="A code has 8 letters and digits, such as ABCD-2345"):
        linking.read(text)


def test_a_code_works_for_ten_minutes_and_once() -> None:
    linking.may_use(NOW, None, NOW)
    linking.may_use(NOW, None, NOW + timedelta(minutes=10))
    with pytest.raises(Refusal, match="older than 10 minutes; ask for a new one"):
        linking.may_use(NOW, None, NOW + timedelta(minutes=10) + SECOND)
    with pytest.raises(Refusal, match="used already"):
        linking.may_use(NOW, NOW + SECOND, NOW + 2 * SECOND)


def test_five_tries_an_hour() -> None:
    tries = [NOW + timedelta(minutes=minute) for minute in (0, 10, 20, 30)]
    linking.may_try(tries, NOW + timedelta(minutes=40))
    tries.append(NOW + timedelta(minutes=40))
    with pytest.raises(Refusal, match="5 codes an hour; try again in 19 minutes 1 second"):
        linking.may_try(reversed(tries), NOW + timedelta(minutes=40, seconds=59))
    with pytest.raises(Refusal, match="try again in 1 second"):
        linking.may_try(tries, NOW + HOUR - SECOND)
    linking.may_try(tries, NOW + HOUR)


@given(st.lists(st.integers(0, 8000), max_size=30))
def test_who_waits_as_told_may_try(seconds: list[int]) -> None:
    """However fast somebody types, no hour holds more than five tries."""
    made: list[datetime] = []
    for second in sorted(seconds):
        moment = NOW + second * SECOND
        try:
            linking.may_try(made, moment)
        except Refusal:
            continue
        made.append(moment)
    assert all(later - earlier >= HOUR for earlier, later in zip(made, made[5:], strict=False))


CLAIM = linking.bounty("bounty #4", claimants=[ANA], posters=[BEN], reviewers=[CY])


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        (linking.payout("payout #3", [ANA], [BEN]), "payout #3 (beneficiary and approver)"),
        (linking.objection("line of ana", [ANA], [BEN], []), "line of ana (objector and beneficiary)"),
        (linking.objection("line of cy", [ANA], [CY], [BEN]), "line of cy (objector and settler)"),
        (linking.deposit("deposit #1", ANA, [BEN]), "deposit #1 (recorder and confirmer)"),
        (CLAIM, "bounty #4 (claimant and poster or reviewer)"),
        (linking.dispute("dispute #2", [ANA], [BEN], []), "dispute #2 (filer and opponent)"),
        (linking.dispute("dispute #2", [CY], [ANA], [BEN]), "dispute #2 (opponent and juror)"),
    ],
)
def test_what_stands_between_two_is_named(matter: Matter, said: str) -> None:
    assert linking.collisions(ANA, BEN, [matter]) == [said]
    assert linking.collisions(BEN, ANA, [matter]) == [said]
    with pytest.raises(Refusal, match=r"stand on different sides of .* link after that is settled"):
        linking.may_link(ANA, BEN, [matter])


@pytest.mark.parametrize(
    "matter",
    [
        linking.payout("payout #3", [ANA, BEN], [CY]),
        linking.payout("payout #3", [CY], [ANA, BEN]),
        linking.payout("payout #3", [ANA], [CY]),
        linking.bounty("bounty #4", [CY], [ANA], [BEN]),
        linking.dispute("dispute #2", [CY], [4], [ANA, BEN]),
    ],
)
def test_people_on_one_side_may_link(matter: Matter) -> None:
    assert linking.collisions(ANA, BEN, [matter]) == []
    linking.may_link(ANA, BEN, [matter])


def test_somebody_on_two_sides_collides_with_either() -> None:
    """A treasurer approves a run that pays them too; linked, they would approve the other's line."""
    run = linking.payout("run 2026-11", [ANA, BEN], [BEN])
    assert linking.collisions(ANA, BEN, [run]) == ["run 2026-11 (beneficiary and approver)"]


def test_all_matters_are_named_at_once() -> None:
    with pytest.raises(Refusal, match=r"payout #3 \(.*\) and bounty #4 \("):
        linking.may_link(ANA, BEN, [linking.payout("payout #3", [ANA], [BEN]), CLAIM])
    with pytest.raises(Refusal, match="linked already"):
        linking.may_link(ANA, ANA, [])


sides = st.dictionaries(st.sampled_from("abc"), st.frozensets(st.integers(1, 3)), max_size=3)


@given(st.builds(Matter, st.just("it"), sides), st.integers(1, 3), st.integers(1, 3))
def test_a_collision_is_two_different_sides(matter: Matter, one: int, other: int) -> None:
    apart = any(
        one in matter.sides[a] and other in matter.sides[b]
        for a in matter.sides
        for b in matter.sides
        if a != b
    )
    found = linking.collisions(one, other, [matter])
    assert bool(found) == apart
    assert found == linking.collisions(other, one, [matter])


def test_the_first_day() -> None:
    """For 24 hours a merged member moves nothing and may go back; afterwards the other way round."""
    linking.may_move(None, NOW)
    for after in (timedelta(0), HOUR, 24 * HOUR - SECOND):
        linking.may_undo(NOW, NOW + after)
        with pytest.raises(Refusal, match="you can send, withdraw and approve in"):
            linking.may_move(NOW, NOW + after)
    linking.may_move(NOW, NOW + 24 * HOUR)
    with pytest.raises(Refusal, match="undone for 1 day; use `unlink`"):
        linking.may_undo(NOW, NOW + 24 * HOUR)
    with pytest.raises(Refusal, match="nothing to undo"):
        linking.may_undo(None, NOW)


@given(st.integers(0, 3 * 86_400))
def test_money_never_moves_while_a_link_can_be_undone(seconds: int) -> None:
    outcomes = []
    for act in (linking.may_move, linking.may_undo):
        try:
            act(NOW, NOW + seconds * SECOND)
            outcomes.append(True)
        except Refusal:
            outcomes.append(False)
    assert sum(outcomes) == 1


def test_unlinking_drops_an_identity_but_never_the_last() -> None:
    mine, other = ("discord", "77"), ("matrix", "@ana:example.org")
    linking.may_unlink([mine, other], mine, None, NOW)
    linking.may_unlink([mine, other], mine, NOW, NOW + 24 * HOUR)
    with pytest.raises(Refusal, match="your only account here"):
        linking.may_unlink([mine], mine, None, NOW)
    with pytest.raises(Refusal, match="You are not linked to 78 on discord"):
        linking.may_unlink([mine, other], ("discord", "78"), None, NOW)
    with pytest.raises(Refusal, match="use `link undo`"):
        linking.may_unlink([mine, other], mine, NOW, NOW + HOUR)
