"""The embedded formula against what people decided in 22 real rounds (REWARDS 5).

Three settings, as praise of oneself counts in people's shares: everything as it was published; praise of
oneself left out of what is counted while people's shares are whole (the figures that have to be beaten; ten
praises without any share are left out too); left out on both sides.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

import pytest

from rules import digest
from rules.measures import Shares
from rules.scoring import Gift, score
from tests.golden import data, month_of
from tests.golden.data import Row

pytestmark = data.needs
SETS = {name: month_of.SETS[name] for name in ("older", "newer")}
Scorer = Callable[[list[Row], Mapping[str, int]], Shares]


@pytest.fixture(scope="module", params=SETS)
def named(request: pytest.FixtureRequest) -> tuple[str, list[list[Row]]]:
    """The name of a set and its rounds."""
    return request.param, list(SETS[request.param]().values())


def gifts(rows: Iterable[Row], members: Mapping[str, int]) -> list[Gift]:
    """A round as gifts."""
    return [Gift(members[row["from"]], members[row["to"]], repr(row["said"]), row["i"]) for row in rows]


def human(rows: Iterable[Row], members: Mapping[str, int]) -> Shares:
    """What people gave."""
    total = dict.fromkeys(members.values(), Fraction(0))
    for row in rows:
        total[members[row["to"]]] += row["worth"]
    return {members[row["to"]]: total[members[row["to"]]] for row in rows}


def compare(rounds: Iterable[list[Row]], found: Scorer) -> tuple[float, float]:
    """Mean total variation and mean rank correlation to what people gave."""
    far, alike = [], []
    for rows in rounds:
        members = data.ids(name for row in rows for name in (row["to"], row["from"]))
        people, ours = human(rows, members), found(rows, members)
        far.append(data.variation(people, ours))
        alike.append(data.spearman(people, ours))
    return round(sum(far) / len(far), 3), round(sum(alike) / len(alike), 3)


def formula(rows: list[Row], members: Mapping[str, int]) -> Shares:
    return score(gifts(rows, members)).scores


def formula_with_own(rows: list[Row], members: Mapping[str, int]) -> Shares:
    return score(gifts(rows, members), own=True).scores


def count(rows: list[Row], members: Mapping[str, int]) -> Shares:
    return Counter(members[row["to"]] for row in rows)


def count_of_others(rows: list[Row], members: Mapping[str, int]) -> Shares:
    return count(of_others(rows), members)


def of_others(rows: Iterable[Row]) -> list[Row]:
    """What was said by somebody else."""
    return [row for row in rows if row["from"] != row["to"]]


def shared(rows: Iterable[Row]) -> list[Row]:
    """What people gave a share or an average, be it 0."""
    return [row for row in rows if "avg" in row or row.get("share") is not None]


def test_published_figures(named: tuple[str, list[list[Row]]]) -> None:
    name, rounds = named
    counted, ours = compare(rounds, count), compare(rounds, formula_with_own)
    assert counted == {"older": (0.233, 0.727), "newer": (0.196, 0.853)}[name]
    assert ours == {"older": (0.216, 0.770), "newer": (0.195, 0.904)}[name]


def test_without_praise_of_oneself_it_is_nearer_to_people_than_counting(
    named: tuple[str, list[list[Row]]],
) -> None:
    name, rounds = named
    others = [of_others(rows) for rows in rounds]
    counted, ours = compare(others, count), compare(others, formula)
    assert ours[0] < counted[0]
    assert ours[1] > counted[1] + 0.04
    assert ours == {"older": (0.205, 0.767), "newer": (0.195, 0.903)}[name]


def test_where_only_the_count_leaves_out_praise_of_oneself_it_is_nearer_too(
    named: tuple[str, list[list[Row]]],
) -> None:
    name, rounds = named
    told = [shared(rows) for rows in rounds]
    counted, ours = compare(told, count_of_others), compare(told, formula)
    assert counted == {"older": (0.244, 0.714), "newer": (0.200, 0.851)}[name]
    assert ours == {"older": (0.228, 0.760), "newer": (0.199, 0.903)}[name]
    assert ours[0] < counted[0]
    assert ours[1] > counted[1] + 0.04


def test_it_reads_no_score_and_is_what_a_frozen_month_gives(named: tuple[str, list[list[Row]]]) -> None:
    for rows in named[1]:
        members = data.ids(name for row in rows for name in (row["to"], row["from"]))
        blind = [{name: row[name] for name in ("to", "from", "said", "i")} for row in rows]
        frozen = month_of.month("", 0, rows).digest
        nothing = dict.fromkeys(frozen["contributors"], 0)  # for whoever only praised themselves
        assert nothing | dict(formula(blind, members)) == digest.baseline(frozen).scores


def test_a_hundred_praises_of_a_pair_or_a_puppet_gain_little(named: tuple[str, list[list[Row]]]) -> None:
    _, rounds = named
    pairs, puppets = [], []
    for rows in rounds:
        members = data.ids(name for row in rows for name in (row["to"], row["from"]))
        honest = gifts(rows, members)
        first, second, puppet = 1 + len(members) // 3, 1 + 2 * len(members) // 3, 0
        pair = [said for turn in range(100) for said in praise(turn, (first, second), (second, first))]
        alone = [said for turn in range(100) for said in praise(turn, (puppet, first))]
        pairs.append(gain(honest, pair, first) / 2 + gain(honest, pair, second) / 2)
        puppets.append(gain(honest, alone, first))
    assert sum(pairs) / len(pairs) < 0.02
    assert sum(puppets) / len(puppets) < 0.04


def praise(turn: int, *pairs: tuple[int, int]) -> list[Gift]:
    return [Gift(giver, receiver, f"made up {turn}", 10**7 + turn) for giver, receiver in pairs]


def gain(honest: list[Gift], added: list[Gift], member: int) -> float:
    """What a member's share of the pot grows by."""
    before, after = score(honest).scores, score([*honest, *added]).scores
    return after.get(member, 0) / sum(after.values()) - before.get(member, 0) / sum(before.values())
