"""The embedded scorer's formula (REWARDS 4), by hand and by what always holds."""

import random
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.scoring import UNIT, Gift, Scored, score

ONE = isqrt(UNIT)
ANN, BEN, CAT, DAN, EVE = range(1, 6)
GIFTS = st.lists(
    st.builds(
        Gift,
        st.integers(1, 6),
        st.integers(1, 6),
        st.sampled_from("abcde"),
        st.integers(0, 40),
        st.booleans(),
    ),
    max_size=60,
)


def month(*said: tuple[int, int, str]) -> list[Gift]:
    """Gifts in the order they were made."""
    return [Gift(giver, receiver, key, place) for place, (giver, receiver, key) in enumerate(said)]


def crowd(receiver: int, size: int = 20) -> list[Gift]:
    """One gift each of many people, so that nobody's limit is near."""
    return [Gift(100 + one, receiver, "crowd", 10**6 + one) for one in range(size)]


def test_nobody_and_nothing() -> None:
    assert score([]) == Scored({}, {})
    assert score([], [BEN, ANN]) == Scored({ANN: 0, BEN: 0}, {})


def test_one_text_to_one_receiver() -> None:
    found = score([Gift(ANN, BEN, "a", 1)], [ANN, BEN])
    assert found.scores == {ANN: 0, BEN: 10**6}
    assert found.parts == {BEN: {ANN: 10**6}}


@pytest.mark.parametrize(
    ("receivers", "each"), [(1, 10**6), (2, 707_106), (3, 577_350), (4, 500_000), (10, 316_227)]
)
def test_one_text_is_shared_by_its_receivers(receivers: int, each: int) -> None:
    gifts = [Gift(ANN, 10 + one, "same", 1) for one in range(receivers)]
    assert set(score(gifts).scores.values()) == {each}


def test_a_text_said_again_later_is_the_same_text() -> None:
    scores = score(month((ANN, BEN, "same"), (ANN, CAT, "same"))).scores
    assert scores == {BEN: 707_106, CAT: 707_106}
    assert score(month((ANN, BEN, "one"), (ANN, CAT, "other"))).scores == {BEN: ONE, CAT: ONE}


def test_equal_words_of_two_givers_are_two_texts() -> None:
    assert score(month((ANN, BEN, "same"), (CAT, DAN, "same"))).scores == {BEN: ONE, DAN: ONE}


def test_what_is_returned_counts_less_and_less() -> None:
    gifts = month(
        *((ANN, BEN, f"{number}") for number in range(4)), *((BEN, ANN, f"{number}") for number in range(2))
    )
    parts = score([*gifts, *crowd(ANN), *crowd(BEN)]).parts
    assert parts[BEN][ANN] == ONE + ONE // 2 + ONE + ONE
    assert parts[ANN][BEN] == ONE + ONE // 2


def test_one_giver_stands_below_all_others_and_twice_the_mean() -> None:
    alone = month(*((ANN, BEN, f"{number}") for number in range(100)))
    others = [Gift(30 + one, 50 + one, "x", one) for one in range(9)]
    found = score([*alone, *others])
    mean = (100 * ONE + 9 * ONE) // 10
    assert found.scores[BEN] == 2 * mean
    helped = score([*alone, *others, Gift(CAT, BEN, "x", 1)])
    assert helped.scores[BEN] == ONE + (ONE + 2 * ((100 * ONE + 10 * ONE) // 10))


def test_praise_of_oneself_weighs_nothing() -> None:
    assert score(month((ANN, ANN, "me"), (ANN, ANN, "again")), [ANN]).scores == {ANN: 0}
    with_others = score(month((ANN, ANN, "us"), (ANN, BEN, "us")))
    assert with_others.scores == {BEN: 707_106}


def test_own_entries_count_as_returned_where_they_count() -> None:
    own = score([*month(*((ANN, ANN, f"{number}") for number in range(3))), *crowd(ANN)], own=True)
    assert own.parts[ANN][ANN] == ONE + ONE // 2 + ONE // 3


def test_the_word_of_a_new_member_does_not_weigh() -> None:
    gifts = [Gift(ANN, BEN, "a", 1), Gift(CAT, BEN, "b", 2, counts=False)]
    assert score(gifts).parts == {BEN: {ANN: ONE}}


def test_a_ring_gains_little_from_praising_itself_a_hundred_times() -> None:
    honest = [Gift(1 + one % 20, 1 + (one * 7 + 3) % 20, f"{one}", one) for one in range(200)]
    before, after = score(honest).scores, score([*honest, *loop(ANN, BEN, 100)]).scores
    counted = 200 / (sum(before.values()) / ONE + 200)
    gained = share(after, ANN, BEN) - share(before, ANN, BEN)
    assert gained < 0.06
    assert counted > 0.4


def loop(one: int, other: int, times: int) -> list[Gift]:
    pairs = [((one, other), (other, one))[number % 2] for number in range(2 * times)]
    return [
        Gift(giver, receiver, f"loop{number}", 1000 + number)
        for number, (giver, receiver) in enumerate(pairs)
    ]


def share(scores: dict[int, int], *members: int) -> float:
    return sum(scores[one] for one in members) / sum(scores.values())


@given(GIFTS, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_gifts_is_irrelevant(gifts: list[Gift], chance: random.Random, own: bool) -> None:
    mixed = list(gifts)
    chance.shuffle(mixed)
    assert score(mixed, own=own) == score(gifts, own=own)


@given(GIFTS)
def test_scores_are_the_sum_of_their_parts_and_never_negative(gifts: list[Gift]) -> None:
    found = score(gifts, range(1, 7))
    assert set(found.scores) == set(range(1, 7))
    for one, total in found.scores.items():
        parts = found.parts.get(one, {})
        assert total == sum(parts.values())
        assert one not in parts
        assert all(amount >= 0 for amount in parts.values())


@given(GIFTS)
def test_no_giver_outweighs_all_others_and_twice_the_mean(gifts: list[Gift]) -> None:
    found = score(gifts)
    unlimited = sum(ONE for gift in gifts if gift.counts and gift.giver != gift.receiver)
    receivers = {gift.receiver for gift in gifts if gift.counts and gift.giver != gift.receiver}
    for parts in found.parts.values():
        for giver, amount in parts.items():
            others = sum(ONE for gift in gifts if gift.giver != giver)
            assert amount <= others + 2 * unlimited // len(receivers)


def test_a_large_month_takes_a_moment() -> None:
    chance = random.Random(7)
    gifts = [
        Gift(chance.randrange(10_000), chance.randrange(10_000), f"{chance.randrange(50_000)}", place)
        for place in range(100_000)
    ]
    assert len(score(gifts).scores) > 9_000
