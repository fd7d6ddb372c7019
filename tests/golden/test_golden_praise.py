"""Averages and payouts of twelve published rounds, recomputed to the last published digit."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import pytest

from rules.praise import Rating, amounts, average, payout
from tests.golden import data
from tests.golden.data import NEWER, Row

pytestmark = data.needs
MICRO = Fraction(1, 10**6)


@pytest.fixture(scope="module")
def praises() -> dict[int, list[Row]]:
    """Rows of praise by round."""
    return data.newer()


@pytest.fixture(scope="module")
def budgets() -> dict[int, int]:
    """The token budget of each round."""
    return {int(row["round"]): int(row["token_budget"]) for row in data.rows("tec_rounds_r01_r12.csv")}


def ratings(row: Row, places: dict[int, Row]) -> list[Rating]:
    """What quantifiers said of one praise; of an original that is not published nothing is known."""
    found = []
    for said in row["scores"]:
        original = places.get(said["dup"]) if "dup" in said else None
        own = [one["s"] for one in original["scores"] if one["q"] == said["q"]] if original else []
        repeats = (own or [0])[0] if "dup" in said else None
        found.append(Rating(said["s"], bool(said.get("dis")), repeats))
    return found


def test_every_published_average(praises: dict[int, list[Row]]) -> None:
    wrong = []
    for number, found in praises.items():
        places = {row["i"]: row for row in found}
        wrong += [(number, row["i"]) for row in found if average(ratings(row, places)) != row["worth"]]
    assert (sum(map(len, praises.values())), wrong) == (13_452, [])


@pytest.mark.parametrize("number", NEWER)
def test_every_published_payout(praises: dict[int, list[Row]], budgets: dict[int, int], number: int) -> None:
    """Rows stand for people: several without a name share one pseudonym, and each of them has a seat."""
    seats = [row for row in data.rows("tec_payouts_r01_r12.csv") if int(row["round"]) == number]
    members = data.ids([row["member"] for row in seats] + [row["to"] for row in praises[number]])
    averages = added((members[row["to"]], row["worth"]) for row in praises[number])
    quantified = {place: int(Fraction(row["n_quantified"])) for place, row in enumerate(seats)}
    board = [place for place, row in enumerate(seats) if Fraction(row["board_reward"])]
    exact = payout(Fraction(budgets[number]), averages, quantified, board)
    whole = amounts(budgets[number] * 10**6, averages, quantified, board)
    received = added((members[row["member"]], Fraction(row["praise_reward"])) for row in seats)
    rated = {place: Fraction(row["quantifier_reward"]) for place, row in enumerate(seats)}
    sat = {place: Fraction(row["board_reward"]) for place, row in enumerate(seats)}
    assert off(exact.receivers, received) * 10**12 <= budgets[number]
    assert max(off(exact.quantifiers, rated), off(exact.board, sat)) <= MICRO
    assert whole.returned == 0
    for ours, theirs in ((whole.receivers, received), (whole.quantifiers, rated), (whole.board, sat)):
        assert off({one: amount * MICRO for one, amount in ours.items()}, theirs) <= MICRO


def added(found: Iterable[tuple[int, Fraction]]) -> dict[int, Fraction]:
    """Sums by member."""
    total: dict[int, Fraction] = {}
    for one, worth in found:
        total[one] = total.get(one, Fraction(0)) + worth
    return total


def off(one: Mapping[int, Fraction], other: Mapping[int, Fraction]) -> Fraction:
    """The largest difference between two divisions at any member."""
    zero = Fraction(0)
    return max(abs(one.get(member, zero) - other.get(member, zero)) for member in {*one, *other})
