"""What would be sent of real months: each text once, no name, for the same seed the same (REWARDS 5)."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from functools import cache

import pytest

from prompts.client import Request
from prompts.render import Month
from prompts.scorer import Case
from prompts.texts import leaks
from rules import judgement
from rules.dealing import Seat
from tests.golden import data, month_of, planted
from tests.golden.month_of import WITH_TEXT, Round

pytestmark = data.needs
LINE = re.compile(r"^T\d+: (.*)$", re.MULTILINE)
LARGEST = [
    pytest.param("older", 17, 75_909, 23_786, id="older"),
    pytest.param("newer", 5, 121_454, 54_548, id="newer"),
]
SEEDS = range(5)
MOST = 0.85  # of the characters of all praises, one text to many counted for each of them


@cache
def month(name: str, number: int) -> Round:
    return month_of.real(name, number)


def requests(case: Case, samples: Iterable[int]) -> list[list[Request]]:
    """Every request of some samples of a case."""
    ready = Month(case)
    dealt = judgement.dealt(case.digest, case.seed, case.settings)
    return [
        [
            ready.ask(Seat("score", sample, number), batch).request
            for number, batch in enumerate(dealt[sample])
        ]
        for sample in samples
    ]


def wire(asked: Iterable[Iterable[Request]]) -> list[str]:
    """All that is fixed of requests, in the order in which it is sent."""
    return [json.dumps([one.system, one.user, one.schema, one.name]) for some in asked for one in some]


def texts(request: Request) -> list[str]:
    """The texts of a request without their labels."""
    return LINE.findall(request.user.partition("\nThe record:\n")[0])


def characters(asked: Iterable[Request]) -> int:
    return sum(len(text) for request in asked for text in texts(request))


@pytest.mark.parametrize(("name", "number", "whole", "once"), LARGEST)
def test_all_contributors_in_one_batch_hold_each_text_once(
    name: str, number: int, whole: int, once: int
) -> None:
    """`whole`: the characters of every row, one for each receiver; `once`: those of the different texts."""
    one = month(name, number)
    rows = month_of.SETS[name]()[number]
    assert month_of.raw(rows) == whole
    assert sum(map(len, {row["text"] for row in rows if row.get("text")})) == once
    request = Month(one.case(month_of.seed(0))).ask(Seat("score", 0, 0), one.digest["contributors"]).request
    sent = texts(request)
    print(f"{one.name}: {whole} characters in all, {characters([request])} sent in one batch (≤ {once})")
    assert len(set(sent)) == len(sent)
    assert characters([request]) <= once


@pytest.mark.parametrize("samples", [5, 11])
@pytest.mark.parametrize(("name", "number", "whole", "once"), LARGEST)
def test_a_dealt_sample_holds_less_than_the_praises_do(
    name: str, number: int, whole: int, once: int, samples: int
) -> None:
    found = []
    for seed in SEEDS:
        for asked in requests(month(name, number).case(month_of.seed(seed), samples), range(samples)):
            assert all(len(set(texts(one))) == len(texts(one)) for one in asked)
            found.append(characters(asked) / whole)
    print(f"{name} {number}, k = {samples}: {min(found):.3f} to {max(found):.3f} of {whole} (≤ {MOST})")
    assert once / whole < min(found)
    assert max(found) <= MOST


@pytest.mark.parametrize(("name", "number"), WITH_TEXT)
def test_no_pseudonym_leaves(name: str, number: int) -> None:
    one = month(name, number)
    for request in requests(one.case(month_of.seed(number)), [0])[0]:
        assert leaks(f"{request.system}\n{request.user}", one.members) == []


@pytest.mark.parametrize(("name", "number"), WITH_TEXT)
def test_no_name_handle_id_or_address_leaves_where_the_scrubbed_ones_are_filled_in_again(
    name: str, number: int
) -> None:
    one = month(name, number)
    made = planted.people(one.members)
    said, holes = planted.filled(one.texts, made.values(), random.Random(number))
    names = [(known, one.members[who]) for who, person in made.items() for known in (who, *person.known)]
    known = [name for name, _ in names]
    case = month_of.renamed(one.case(month_of.seed(number)), said, names)
    told = sum(bool(leaks(text, known)) for text in said.values())
    print(f"{one.name}: {holes} names and addresses filled in, {told} texts tell of somebody known")
    assert told > holes / 3
    for request in requests(case, [0])[0]:
        assert leaks(f"{request.system}\n{request.user}", known) == []


@pytest.mark.parametrize(("name", "number"), WITH_TEXT)
def test_no_request_holds_one_text_twice(name: str, number: int) -> None:
    for asked in requests(month(name, number).case(month_of.seed(number)), [0, 4]):
        assert all(len(set(texts(one))) == len(texts(one)) > 0 for one in asked)


@pytest.mark.parametrize(("name", "number"), WITH_TEXT)
def test_the_same_month_and_seed_send_the_same_bytes_and_another_seed_does_not(
    name: str, number: int
) -> None:
    first, other = month_of.real(name, number), month_of.real(name, number)
    once = requests(first.case(month_of.seed(1)), range(2))
    assert wire(once) == wire(requests(other.case(month_of.seed(1)), range(2)))
    apart = requests(first.case(month_of.seed(2)), range(2))
    assert {one.system for some in once for one in some} == {one.system for some in apart for one in some}
    assert not {one.user for some in once for one in some} & {one.user for some in apart for one in some}
