"""What stands out in a month, and what does not."""

import random

from rules.flags import GIVER, PAIR, RING, Flag, flags
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
