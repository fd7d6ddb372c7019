"""Who is judged with whom (REWARDS 1.2): the numbers of the text, and what holds for every month."""

import random
from collections import Counter
from hashlib import sha256
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import dealing
from rules.dealing import MOST, Seat, batches, deal, labels, meets, needed, shuffled

SEED = "5eed" * 16
PEOPLE, SAMPLES = st.integers(0, 170), st.integers(5, 25)
SEEDS = st.text("0123456789abcdef", min_size=64, max_size=64)


def together(dealt: list[list[tuple[int, ...]]]) -> Counter[tuple[int, int]]:
    """In how many samples each two members share a batch."""
    return Counter(pair for sample in dealt for batch in sample for pair in combinations(batch, 2))


@pytest.mark.parametrize(
    ("people", "samples", "number"),
    [
        *((people, 5, 1) for people in (0, 1, 5)),
        *((people, 5, 3) for people in (6, 9)),
        *((people, 5, 5) for people in (10, 20, 60, 100)),
        *(
            (101, 5, 7),
            (140, 5, 7),
            (141, 5, 11),
            (165, 5, 11),
            (221, 5, 13),
            (1000, 5, 53),
            (10_000, 5, 503),
        ),
        *((5, 11, 1), (9, 11, 3), (20, 11, 5), (60, 11, 7), (165, 11, 11), (7, 7, 5), (26, 7, 7)),
    ],
)
def test_how_many_batches_a_sample_has(people: int, samples: int, number: int) -> None:
    assert batches(people, samples) == number


@pytest.mark.parametrize(
    ("people", "samples", "most"),
    [(7, 5, 2), (20, 5, 1), (60, 5, 2), (165, 5, 2), (7, 11, 4), (20, 11, 3), (60, 11, 4), (165, 11, 2)],
)
def test_how_often_two_members_meet_at_most(people: int, samples: int, most: int) -> None:
    assert meets(people, samples, batches(people, samples)) == most
    seen = together(deal(SEED, range(people), samples))
    assert max(seen.values()) == most


def test_up_to_five_are_always_judged_together() -> None:
    for people in range(1, 6):
        assert deal(SEED, range(people), 5) == [[tuple(range(people))]] * 5


def test_the_number_of_batches_is_the_smallest_prime_that_will_do() -> None:
    primes = [one for one in range(5, 60) if all(one % divisor for divisor in range(2, one))]
    for people in range(10, 171):
        for samples in range(5, 26):
            wanted = next(q for q in primes if 20 * q >= people and spared(people, samples, q))
            assert batches(people, samples) == wanted


def spared(people: int, samples: int, number: int) -> bool:
    """Whether whoever loses every sample shared with somebody keeps half of them, and enough."""
    most = meets(people, samples, number)
    return 2 * most < samples and samples - most >= needed(samples)


def test_above_five_nobody_takes_half_of_the_samples_or_too_many_from_anybody() -> None:
    assert all(
        spared(people, samples, batches(people, samples))
        for people in range(6, 171)
        for samples in range(5, 26)
    )


@pytest.mark.parametrize("samples", [0, 4, 26, -5, True, "5", 5.0])
def test_a_number_of_samples_that_no_month_has_is_refused_at_once(samples: Any) -> None:
    with pytest.raises(ValueError, match="number of samples"):
        batches(30, samples)


@given(SEEDS, PEOPLE, SAMPLES)
def test_every_sample_deals_everybody_once_into_batches_that_a_model_can_hold(
    seed: str, people: int, samples: int
) -> None:
    dealt = deal(seed, range(100, 100 + people), samples)
    assert len(dealt) == samples
    for sample in dealt:
        assert sorted(one for batch in sample for one in batch) == list(range(100, 100 + people))
        assert all(0 < len(batch) <= MOST and list(batch) == sorted(batch) for batch in sample)
        assert len(sample) == (min(people, batches(people, samples)) if people else 0)


@given(SEEDS, st.integers(6, 170), SAMPLES)
def test_no_two_members_share_more_samples_than_was_counted(seed: str, people: int, samples: int) -> None:
    most = max(together(deal(seed, range(people), samples)).values(), default=0)
    assert most <= meets(people, samples, batches(people, samples))
    assert 2 * most < samples


@given(SEEDS, st.lists(st.integers(1, 10**6), unique=True, max_size=60), SAMPLES, st.randoms(), st.booleans())
def test_the_order_in_which_members_come_is_irrelevant(
    seed: str, members: list[int], samples: int, chance: random.Random, solo: bool
) -> None:
    mixed = list(members)
    chance.shuffle(mixed)
    assert deal(seed, mixed, samples, solo=solo) == deal(seed, members, samples, solo=solo)


@given(SEEDS, SEEDS, st.integers(20, 170))
def test_another_seed_deals_differently(seed: str, other: str, people: int) -> None:
    assert seed == other or deal(seed, range(people), 5) != deal(other, range(people), 5)


def test_nobody_can_tell_their_batch_mates_before_the_seed_is_drawn() -> None:
    mates: Counter[int] = Counter()
    for number in range(200):
        first = deal(dealing.draw(SEED, number), range(20), 5)[0]
        mates.update(next(batch for batch in first if 0 in batch))
    del mates[0]
    assert set(mates) == set(range(1, 20))  # 600 draws of 19
    assert max(mates.values()) < 2 * 600 / 19


def test_after_as_many_samples_as_batches_the_members_are_shuffled_anew() -> None:
    dealt = deal(SEED, range(20), 10)
    assert together(dealt[:5]) != together(dealt[5:])
    assert deal(SEED, range(20), 5) == dealt[:5]


def test_solo_gives_everybody_calls_of_their_own() -> None:
    assert deal(SEED, [3, 1, 2], 5, solo=True) == [[(1,), (2,), (3,)]] * 5
    assert deal(SEED, [], 5, solo=True) == [[]] * 5


@pytest.mark.parametrize("samples", [-1, 0, 1, 2, 26, 10**12, True, 5.0, None, "5"])
@pytest.mark.parametrize("solo", [False, True])
def test_a_number_of_samples_that_no_community_can_choose_is_refused_at_once(
    samples: object, solo: bool
) -> None:
    with pytest.raises(ValueError, match="samples"):
        deal(SEED, range(30), samples, solo=solo)  # type: ignore[arg-type]


@pytest.mark.parametrize("samples", [5, 11, 25])
def test_ten_thousand_members_are_dealt(samples: int) -> None:
    number = batches(10_000, samples)
    assert (number, meets(10_000, samples, number)) == (503, 1)
    dealt = deal(SEED, range(10_000), samples)
    assert max(len(batch) for sample in dealt for batch in sample) <= MOST


SEATS = [
    Seat("score", sample, batch, attempt) for sample in range(3) for batch in range(2) for attempt in range(3)
]


def test_labels_are_a_permutation_that_differs_between_samples_batches_and_attempts() -> None:
    members = range(100, 120)
    drawn = [labels(SEED, seat, members) for seat in SEATS]
    for one in drawn:
        assert sorted(one) == list(members)
        assert sorted(one.values()) == [f"M{place:02}" for place in range(1, 21)]
    assert len({tuple(one[member] for member in members) for one in drawn}) == len(SEATS)
    assert len({one[100] for one in drawn}) > 5


def test_labels_are_those_of_the_stage_and_the_seed_and_do_not_depend_on_the_order_of_members() -> None:
    seat, members = Seat("score", 0, 0), list(range(20))
    first = labels(SEED, seat, members)
    assert first == labels(SEED, seat, reversed(members))
    assert first != labels(SEED, Seat("read", 0, 0), members)
    assert first != labels("another", seat, members)
    assert set(labels(SEED, seat, members, "P").values()) == {f"P{place:02}" for place in range(1, 21)}


@given(st.lists(st.integers(0, 1000), unique=True), st.randoms())
def test_what_is_shuffled_is_a_permutation_whatever_its_order_was(
    items: list[int], chance: random.Random
) -> None:
    mixed = list(items)
    chance.shuffle(mixed)
    assert shuffled(SEED, mixed, "order") == shuffled(SEED, items, "order")
    assert sorted(shuffled(SEED, items, "order")) == sorted(items)


def test_the_order_differs_between_attempts_and_what_is_drawn() -> None:
    orders = {tuple(shuffled(SEED, range(20), "order", *seat.words)) for seat in SEATS}
    assert len(orders) == len(SEATS)
    assert shuffled(SEED, range(20), "order", *SEATS[0].words) != shuffled(SEED, range(20), *SEATS[0].words)


def test_a_draw_is_the_hash_of_seed_and_words() -> None:
    # printf seed/deal/0/7 | sha256sum
    hexed = "3150db8d69506c5114a6252e512d860a2bf9a39de2733fec13f4784a1d4689bd"
    assert dealing.draw("seed", "deal", 0, 7) == hexed


@pytest.mark.parametrize(("people", "samples"), [(7, 5), (20, 11), (60, 5), (165, 11)])
def test_the_dealing_is_that_of_the_text(people: int, samples: int) -> None:
    q = batches(people, samples)
    for s, sample in enumerate(deal(SEED, range(people), samples)):
        drawn = {one: sha256(f"{SEED}/deal/{s // q}/{one}".encode()).hexdigest() for one in range(people)}
        t = s % q
        wanted: list[set[int]] = [set() for _ in range(q)]
        for u, one in enumerate(sorted(drawn, key=lambda one: drawn[one])):
            wanted[(u % q + (u // q % q) * t + (u // q**2) * t**2) % q].add(one)
        assert [set(batch) for batch in sample] == wanted
