"""Bad input for every argument of every command: wrong type, too long, empty, unknown, twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.command import (
    Attachment,
    Badge,
    Call,
    Channel,
    Member,
    Members,
    Money,
    Numbers,
    Param,
    Spec,
)
from bot.docs import table
from bot.values import LONGEST_TEXT
from rules.moments import Month
from storage.dump import dump
from tests.registry import worlds
from tests.registry.trial import SENTENCE
from tests.registry.worlds import Visits

pytestmark = pytest.mark.asyncio(loop_scope="session")
SPECS = {spec.name: spec for spec in table().specs.values()}
WHO = replace(worlds.PERSONAS["treasurer"], hosts=True, moderates=True, account="all", name="all")
GOOD: dict[Any, str] = {
    int: "1", Member: "@oth", Members: "@oth @mem", Money: "1", Numbers: "1", timedelta: "3d",
    date: "2026-11-30", Month: "2026-11", Attachment: "a.md", Channel: "<#12>", Badge: "<@&12>",
}  # fmt: skip
BAD: dict[Any, tuple[str, ...]] = {
    int: ("", "x", "-1", "1.5", "٣", "9" * 30, "1e3"),
    str: ("", "   ", "\0"),
    Member: ("", "@nobody", "<terminal:nobody>", "@" + "x" * 900),
    Members: ("", "@nobody", " ".join(f"@p{n}" for n in range(60))),
    Money: ("", "x", "-5", "0", "1e5", "5 XYZ", "1,00", "0.00000001", "9" * 40, "٣"),
    Numbers: ("", "x", "1 x", " ".join(map(str, range(200)))),
    timedelta: ("", "x", "0d", "-3d", "3y", "99999w"),
    date: ("", "x", "2026-13-01", "2026-02-30"),
    Month: ("", "x", "2026-13", "2026"),
    Attachment: ("", "nothing.md"),
    Channel: ("", "x", "<#>", "<@&12>", "<#1> <#2>", "<#" + "1" * 900 + ">"),
    Badge: ("", "x", "<@&>", "<@12>", "<@&" + "1" * 900 + ">"),
}


def bad(param: Param) -> Iterator[str]:
    if param.choices:
        yield from ("", "zzz", "x" * 5000)
        return
    yield from BAD[param.type]
    if param.type is str:
        yield "x" * ((param.arg.most or LONGEST_TEXT) + 1)


def good(param: Param) -> str:
    return param.choices[0] if param.choices else GOOD.get(param.type, "abc")


def calls(spec: Spec) -> Iterator[tuple[str, str, Call]]:
    """One bad argument each, the others good."""
    for wrong in spec.params:
        for text in bad(wrong):
            given = [
                (one.name, text if one is wrong else good(one))
                for one in spec.params
                if one.required or one is wrong
            ]
            yield wrong.name, text, Call(spec.path, tuple(given))


@pytest.mark.parametrize("name", sorted(SPECS))
async def test_bad_input_is_one_sentence_and_changes_nothing(name: str, visits: Visits) -> None:
    spec = SPECS[name]
    async with visits.to("founding" if spec.founds else "running") as eye:
        app = eye.app
        who = await everything(app)
        await eye.accept()
        for number, (argument, text, call) in enumerate(calls(spec)):
            card = await app.table.run(replace(who, id=f"bad-{number}"), call)
            assert card.tone == "refusal", (argument, text, card)
            assert SENTENCE.fullmatch(card.body), (argument, text, card.body)
            assert not await eye.changed(), (argument, text)
        assert await dump(app.store) == eye.before


@pytest.mark.parametrize("name", sorted(one for one, spec in SPECS.items() if spec.params))
async def test_missing_and_surplus_arguments(name: str, visits: Visits) -> None:
    spec = SPECS[name]
    async with visits.to("running") as eye:
        app = eye.app
        who = await everything(app)
        before = await dump(app.store)
        surplus = Call(spec.path, (*((one.name, good(one)) for one in spec.params), ("nonsense", "1")))
        tries = [surplus, *([Call(spec.path)] if any(one.required for one in spec.params) else [])]
        for number, call in enumerate(tries):
            card = await app.table.run(replace(who, id=f"odd-{number}"), call)
            assert card.tone == "refusal", card
            assert SENTENCE.fullmatch(card.body), card.body
        assert await dump(app.store) == before


async def test_a_line_with_too_much_is_refused_with_its_usage(visits: Visits) -> None:
    async with visits.to("running") as eye:
        card = await eye.app.table.say(replace(WHO, id="x"), "contribution attest 1 and more")
        assert card.body == "I do not understand 'and more' there. Usage: `contribution attest <number>`."


async def test_the_same_event_twice_is_done_once(visits: Visits) -> None:
    async with visits.to("running") as eye:
        app = eye.app
        who = replace(worlds.PERSONAS["member"], id="once")
        first = await app.table.say(who, "contribution log Watered the beds")
        stands = await dump(app.store)
        assert await app.table.say(who, "contribution log Watered the beds") == first
        assert untold(await dump(app.store)) == untold(stands)


def untold(text: str) -> list[str]:
    """The dump without the count of changes, which a repeated request moves on."""
    return [line for line in text.splitlines() if "terminal-local" not in line or "Garden" not in line]


async def everything(app: Any) -> Any:
    """Somebody with every role, so that it is the argument that is refused."""
    from storage import members
    from storage.store import Change

    async def make(change: Change) -> None:
        one = await members.admit(change, "terminal", "all", "all")
        for role in ("treasurer", "guardian", "admin"):
            await members.grant(change, one.id, role, "test")

    await app.store.act("terminal-local", make)
    return WHO
