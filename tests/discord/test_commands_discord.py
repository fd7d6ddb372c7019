"""Every declared command on Discord: it is there as it was declared, and it gives an answer."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import docs, line
from bot.adapters.discord import limits
from bot.adapters.discord.slash import names, needed
from bot.command import Attachment, Badge, Channel, Member, Members, Money, Param, Spec
from bot.deps import Deps
from rules.errors import Refusal
from tests.chat import turns
from tests.discord import options
from tests.discord.commands import MESSAGE_MENU, SLASH
from tests.discord.driver import Driver, driving, final, founded
from tests.discord.things import Json, Upload
from tests.test_transcripts import SCRIPTS

KINDS = {
    int: options.INTEGER,
    Member: options.USER,
    Channel: options.CHANNEL,
    Badge: options.ROLE,
    Attachment: options.ATTACHMENT,
}
SPECS = docs.table().specs


@pytest.fixture
async def driver(tmp_path: Path) -> AsyncIterator[Driver]:
    """A founded community."""
    async with founded(tmp_path) as made:
        yield made


def leaves(data: Json, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Every command that can be typed, by its words."""
    here = (*words, data["name"])
    inner = [one for one in data.get("options") or () if one["type"] in (1, 2)]
    if not inner:
        yield here, data
    for one in inner:
        yield from leaves(one, here)


def shape(spec: Spec) -> dict[str, tuple[Any, ...]]:
    """The options of a command as it was declared."""
    return {
        param.name: (
            options.STRING if param.choices else KINDS.get(param.type, options.STRING),
            needed(spec, param),
            limits.short(param.arg.about, limits.ABOUT),
            param.choices,
            bool(param.arg.pick and not param.choices),
        )
        for param in spec.params
    }


def registered(data: Json) -> dict[str, tuple[Any, ...]]:
    """The options of a command as Discord was told of it."""
    return {
        one["name"]: (
            one["type"],
            bool(one.get("required")),
            one["description"],
            tuple(choice["value"] for choice in one.get("choices") or ()),
            bool(one.get("autocomplete")),
        )
        for one in data.get("options") or ()
    }


async def test_every_command_is_registered_as_declared(tmp_path: Path) -> None:
    async with driving(tmp_path, Deps(charts=False)) as driver:
        told = driver.server.commands[""]
    found = {words: data for (kind, _), one in told.items() if kind == SLASH for words, data in leaves(one)}
    called = names(SPECS)
    assert set(found) == set(called.values())
    for path, spec in SPECS.items():
        data = found[called[path]]
        assert data["description"] == limits.short(spec.about, limits.ABOUT)
        assert registered(data) == shape(spec), path
        for param in spec.params:
            if param.type is int:
                option = next(one for one in data["options"] if one["name"] == param.name)
                low, high = param.arg.ge, param.arg.le
                assert low is None or option["min_value"] == low
                assert high is None or option["max_value"] == high
    menus = {name for kind, name in told if kind == MESSAGE_MENU}
    assert menus == {spec.name.capitalize() for spec in SPECS.values() if spec.on_message}


def used() -> set[tuple[str, ...]]:
    """The commands that some transcript types or takes from a menu."""
    found = set()
    for script in SCRIPTS:
        for _, text, _ in turns(script.read_text(encoding="utf-8")):
            try:
                found.add(line.read(re.sub(r"^re \d+ ", "", text), SPECS).path)
            except Refusal:
                continue
    return found


def sample(driver: Driver, param: Param) -> Any:
    """Something that fits an option."""
    if param.choices:
        return param.choices[0]
    ready: dict[Any, Any] = {
        int: max(1, param.arg.ge or 1),
        Member: driver.people["ben"],
        Members: driver.people["ben"].mention,
        Channel: driver.topics["rewards"],
        Badge: driver.mods,
        Attachment: Upload("a.txt", b"a"),
        Money: "5 LEAF",
    }
    return ready.get(param.type, "1")


async def test_whose_thread_it_is(driver: Driver) -> None:
    """Who helps in a thread is not its owner, whoever opened it and whoever's message it hangs on."""
    script = """
dee> contribution log Dug the pond
cy> in 3 Which one?
dee> in 3 The small one.
dee> activity show
  November 2026: 1 message, 0 replies, 0 reactions received and help in 0 threads.
  …
cy> activity show
  November 2026: 1 message, 0 replies, 0 reactions received and help in 1 thread.
  …
"""
    for who, text, wanted in turns(script):
        await driver.play(who, text, wanted or ["…"])


async def test_every_other_command_gives_an_answer(driver: Driver) -> None:
    """What no transcript uses is used once here, as the admin would."""
    ana, called = driver.people["ana"], names(SPECS)
    others = sorted(set(SPECS) - used())
    for path in others:
        given = {param.name: sample(driver, param) for param in SPECS[path].params if param.required}
        answer = await ana.slash(driver.hall, " ".join(called[path]), **given)
        message = await final(answer)
        card = driver.cards[answer.raw.id]
        assert card.tone != "error", (path, message.text)
        assert bool(message.flags & 64) is card.private
        await driver.settle()
        driver.check(" ".join(path))
        print(" ".join(path), "→", message.text.splitlines()[0])
