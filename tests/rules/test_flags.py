"""What stands out in a month, and what does not."""

import random

from rules.flags import BURST, GIVER, NEW, PAIR, RING, Flag, flags
from rules.scoring import Gift

ANA, BEN, CY, DEE, EVE = 1, 2, 3, 4, 5


def gifts(*pairs: tuple[int, int], times: int = 1) -> list[Gift]:
    return [Gift(giver, receiver, f"{n}", n) for n in range(times) for giver, receiver in pairs]


def kinds(found: list[Flag], member: int) -> set[str]:
    return {flag.kind for flag in found if member in flag.members}


def test_nothing_stands_out_in_an_empty_month() -> None:
    assert flags([]) == []


def test_praise_of_oneself_is_not_a_pattern() -> None:
    assert flags(gifts((ANA, ANA), times=20)) == []


def test_two_who_praise_each_other_all_month_stand_out() -> None:
    others = [pair for one in range(10, 30) for pair in ((one, one + 1), (one, one + 2))]
    found = flags(gifts((ANA, BEN), (BEN, ANA), times=8) + gifts(*others))
    assert Flag(PAIR, (ANA, BEN), 8) in found
    assert Flag(RING, (ANA,), 8) in found
    assert not kinds(found, 15)


def test_three_mutual_thanks_are_no_ring_and_four_are() -> None:
    few = flags(gifts((ANA, BEN), (BEN, ANA), times=3))
    enough = flags(gifts((ANA, BEN), (BEN, ANA), times=4))
    assert RING not in kinds(few, ANA)
    assert RING in kinds(enough, ANA)


def test_a_ring_of_three_is_found_although_no_pair_is_mutual_enough() -> None:
    circle = gifts((ANA, BEN), (BEN, ANA), (BEN, CY), (CY, BEN), (CY, ANA), (ANA, CY), times=2)
    assert [flag.members for flag in flags(circle) if flag.kind == RING] == [(ANA,), (BEN,), (CY,)]


def test_mutual_praise_among_much_other_is_no_ring() -> None:
    much = gifts(*((ANA, other) for other in range(10, 23)), *((other, BEN) for other in range(10, 23)))
    assert RING not in kinds(flags(gifts((ANA, BEN), (BEN, ANA), times=4) + much), ANA)


def test_most_of_a_large_share_from_one_giver_stands_out() -> None:
    month = gifts((BEN, ANA), times=6) + gifts((CY, DEE), (DEE, CY), (ANA, EVE))
    assert [flag for flag in flags(month) if flag.kind == GIVER] == [Flag(GIVER, (ANA, BEN), 6)]


def test_half_of_it_from_one_giver_does_not() -> None:
    month = gifts((BEN, ANA), (CY, ANA), times=3) + gifts((ANA, DEE), (DEE, EVE), (EVE, CY))
    assert GIVER not in kinds(flags(month), ANA)


def test_the_order_makes_no_difference() -> None:
    month = gifts((BEN, ANA), (ANA, BEN), (CY, DEE), times=6)
    mixed = list(month)
    random.Random(1).shuffle(mixed)
    assert flags(mixed) == flags(month)


def test_an_honest_random_month_raises_few_flags() -> None:
    chance = random.Random(7)
    people = range(1, 41)
    found = 0
    for _ in range(50):
        pairs = [chance.sample(people, 2) for _ in range(300)]
        month = [Gift(giver, receiver, str(n), n) for n, (giver, receiver) in enumerate(pairs)]
        found += len({one for flag in flags(month) for one in flag.members})
    assert found <= 0.05 * 50 * 40


def dated(*moments: str, giver: int = 0, counts: bool = True) -> list[Gift]:
    """Gifts to Ana at these moments, each of somebody else or all of one giver."""
    return [
        Gift(giver or 100 + n, ANA, f"{giver} {n}", n, counts, moment) for n, moment in enumerate(moments)
    ]


QUIET = gifts((BEN, CY), (CY, DEE), (DEE, EVE), (EVE, BEN))  # one praise each, so that five are much


def test_more_than_half_within_a_day_is_a_burst() -> None:
    evening = ("2026-11-03T20:00:00+00:00", "2026-11-03T23:00:00+00:00", "2026-11-04T19:59:59+00:00")
    later = ("2026-11-09T20:00:00+00:00", "2026-11-20T20:00:00+00:00")
    assert Flag(BURST, (ANA,), 3) in flags(QUIET + dated(*evening, *later))
    assert BURST not in kinds(flags(QUIET + dated(*evening, *later, "2026-11-22T20:00:00+00:00")), ANA)


def test_a_day_ends_after_twenty_four_hours() -> None:
    moments = [f"2026-11-{day:02}T20:00:00+00:00" for day in range(3, 9)]
    assert BURST not in kinds(flags(QUIET + dated(*moments)), ANA)


def test_a_burst_of_little_is_none_and_what_has_no_moment_is_none() -> None:
    assert BURST not in kinds(flags(QUIET + dated("2026-11-03T20:00:00+00:00")), ANA)
    assert BURST not in kinds(flags(QUIET + dated("", "", "", "")), ANA)


def test_more_than_half_from_new_members_stands_out() -> None:
    new = dated("", "", "", counts=False)
    assert Flag(NEW, (ANA,), 3) in flags(QUIET + new + dated("", "", giver=CY))
    assert NEW not in kinds(flags(QUIET + new + dated("", "", "", giver=CY)), ANA)
    assert NEW not in kinds(flags(QUIET + dated("", counts=False)), ANA)
