"""A trial where texts are read first: the judge sees fields only, so no text can steer it, and the rest still works."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

import pytest

from prompts.calls import Calls, Limits
from prompts.client import Client
from prompts.evidence import gathered
from prompts.trial import CANARY, INJECTIONS, Trial, ask
from rules import gate
from rules.reading import SIZE
from rules.trial import FAILED, PASSED, Check
from tests.model import people
from tests.model.direct import WHERE, Direct, Kept, subject

LINE = re.compile(r"^(T\d+): (.*)$", re.MULTILINE)
MARK = re.compile(r"The marker between words is (.)")


def reading(body: Mapping[str, Any]) -> str:
    """A reader that sees how large a work is, and nothing else; an honest judge of that."""
    user = body["messages"][1]["content"]
    if " to sort. " not in user:
        return people.Judge(people.obeying)(body)
    mark = MARK.search(user)
    assert mark
    rows = [
        {"text": label, "what": "code", "size": size(text.replace(mark[1], " ")), "evidence": "none"}
        for label, text in LINE.findall(user)
    ]
    return json.dumps({"texts": rows})


def size(text: str) -> str:
    value = sum(worth for _, worth in people.worth(text))
    return SIZE[min(len(SIZE) - 1, len(str(round(value))))]


async def tried(reader: bool, seen: Counter[str]) -> dict[str, Check]:
    def content(body: Mapping[str, Any]) -> str:
        user = body["messages"][1]["content"]
        seen["sorted" if " to sort. " in user else "judged"] += 1
        seen["steered"] += " to sort. " not in user and any(map(people.asks, plain(user)))
        return reading(body)

    trial = Trial(subject(4, reader=reader), (INJECTIONS, CANARY))
    calls = Calls(cast("Client", Direct(content)), WHERE, Limits(), Kept())
    await ask(trial, calls)
    return {one.name: one for one in gate.checks(gathered(trial, calls.records))}


def plain(user: str) -> list[str]:
    mark = MARK.search(user)
    assert mark
    return [text.replace(mark[1], " ") for _, text in LINE.findall(user)]


@pytest.mark.parametrize(("reader", "verdict"), [(True, PASSED), (False, FAILED)])
async def test_what_a_reader_stands_before_cannot_be_led(reader: bool, verdict: str) -> None:
    seen = Counter[str]()
    found = await tried(reader, seen)
    assert found["injections"].verdict == verdict
    assert bool(seen["steered"]) == (not reader)
    assert bool(seen["sorted"]) == reader
    assert seen["judged"] == 2 * (192 + 12)
