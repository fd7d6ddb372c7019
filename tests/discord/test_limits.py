"""What Discord refuses although its description allows it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.discord import commands, limits
from tests.discord.errors import ApiError, FormError
from tests.discord.things import COMPONENTS_V2, Json


def message(**parts: Any) -> Json:
    return {"content": "", "embeds": [], "components": [], "flags": 0} | parts


def button(name: str = "x", **more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "x", "custom_id": name} | more


def row(*inner: Json) -> Json:
    return {"type": 1, "components": list(inner)}


def select(count: int = 1, **more: Any) -> Json:
    return {
        "type": 3,
        "custom_id": "s",
        "options": [{"label": "x", "value": str(n)} for n in range(count)],
    } | more


FIELD = {"name": "n", "value": "v" * 1000}
LINK = {"type": 2, "style": 5, "label": "x", "url": "https://example.org"}
GOOD = [
    message(content="x" * 2000),
    message(embeds=[{"description": "x" * 4096}, {"description": "x" * 1904}]),
    message(components=[row(*(button(f"{r}.{n}") for n in range(5))) for r in range(5)]),
    message(components=[row(select(25, max_values=25)), row(LINK)]),
    message(flags=COMPONENTS_V2, components=[{"type": 10, "content": "x" * 4000}]),
]
BAD = {
    "2000 or fewer": message(content="x" * 2001),
    "maximum size of 6000": message(embeds=[{"title": "x", "fields": [FIELD] * 6}]),
    "embeds/0/fields/0/value: This field": message(embeds=[{"fields": [{"name": "x", "value": " "}]}]),
    "embeds/0/description: This field": message(embeds=[{"color": 1}]),
    "5 or fewer": message(components=[row(button(str(n))) for n in range(6)]),
    "must be 1": message(components=[button()]),
    "between 1 and 5": message(components=[row(*(button(str(n)) for n in range(6)))]),
    "maximum width": message(components=[row(select(), button())]),
    "needs a label": message(components=[row({"type": 2, "style": 1, "custom_id": "x"})]),
    "custom id or url": message(components=[row(button(style=5))]),
    "cannot be duplicated": message(components=[row(button()), row(button())]),
    "More values than options": message(components=[row(select(2, max_values=3))]),
    "value is already used": message(components=[row(select(options=[{"label": "a", "value": "x"}] * 2))]),
    "Too many default": message(
        components=[row(select(options=[{"label": "a", "value": str(n), "default": True} for n in range(2)]))]
    ),
    "cannot be used with": message(
        flags=COMPONENTS_V2, content="x", components=[{"type": 10, "content": "x"}]
    ),
    "Displayed text": message(flags=COMPONENTS_V2, components=[{"type": 10, "content": "x" * 2001}] * 2),
    "40 or fewer": message(flags=COMPONENTS_V2, components=[{"type": 10, "content": "x"}] * 41),
}


@pytest.mark.parametrize("data", GOOD)
def test_a_message_within_the_limits(data: Json) -> None:
    limits.check_message(data, kept=[])


@pytest.mark.parametrize("complaint", BAD)
def test_a_message_beyond_them(complaint: str) -> None:
    with pytest.raises(FormError) as caught:
        limits.check_message(BAD[complaint], kept=[])
    assert complaint in caught.value.complaint


def test_an_empty_message() -> None:
    with pytest.raises(ApiError, match="empty message"):
        limits.check_message(message(), kept=[])
    limits.check_message(message(), kept=[{"id": "1"}])


def entry(name: str, **more: Any) -> Json:
    return row({"type": 4, "custom_id": name, "style": 1, "label": "x"} | more)


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ([entry("a"), entry("b")], None),
        ([entry(str(n)) for n in range(5)], None),
        ([entry(str(n)) for n in range(6)], "between 1 and 5"),
        ([], "between 1 and 5"),
        ([entry("a"), entry("a")], "cannot be duplicated"),
        ([entry("a", label="")], "This field is required"),
        ([entry("a", min_length=9, max_length=8)], "More than max_length"),
        ([entry("a", value="xx", max_length=1)], "More than max_length"),
        ([{"type": 18, "label": "x", "component": {"type": 4, "custom_id": "a", "style": 1}}], None),
    ],
)
def test_forms(parts: list[Json], complaint: str | None) -> None:
    if complaint is None:
        limits.check_form({"components": parts})
        return
    with pytest.raises(FormError) as caught:
        limits.check_form({"components": parts})
    assert complaint in caught.value.complaint


def command(name: str = "x", **more: Any) -> Json:
    return {"name": name, "description": "d", "type": 1} | more


def option(name: str = "x", kind: int = 3, **more: Any) -> Json:
    return {"name": name, "description": "d", "type": kind} | more


NESTED = option("a", 2, options=[option("b", 1, options=[option("c")])])
CHOICE = {"name": "x", "value": "x"}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ([command(f"c{n}") for n in range(100)], None),
        ([command(f"c{n}") for n in range(101)], "Maximum number"),
        ([{"name": f"Menu {n}", "type": 3} for n in range(16)], "Maximum number"),
        ([command("x"), {"name": "x", "type": 3}, {"name": "x", "type": 2}], None),
        ([command("x"), command("x")], "unique"),
        ([command(options=[NESTED])], None),
        ([command(options=[option("a", 2, options=[NESTED])])], "cannot stand here"),
        ([command(options=[option("a", 1), option("b", 3)])], "cannot stand here"),
        ([command(options=[option("a", 2)])], "required"),
        ([command(description=" ")], "required"),
        ([{"name": "x", "type": 3, "description": "d"}], "empty for context menus"),
        ([command(options=[option("a"), option("b", required=True)])], "before non-required"),
        ([command(options=[option("a"), option("a")])], "already exists"),
        ([command(options=[option(f"o{n}") for n in range(25)])], None),
        ([command(options=[option(f"o{n}") for n in range(26)])], "25 or fewer"),
        (
            [command(options=[option(choices=[{"name": str(n), "value": "x"} for n in range(26)])])],
            "25 or fewer",
        ),
        ([command(options=[option(choices=[CHOICE], autocomplete=True)])], "exclude each other"),
        ([command(options=[option(choices=[{"name": "x", "value": "x" * 101}])])], "between 1 and 100"),
        ([command("Loud")], "is invalid"),
        ([command("two words")], "is invalid"),
        ([command(name_localizations={"de": "Laut"})], "is invalid"),
        ([command(options=[option(f"o{n}", description="x" * 100) for n in range(25)])], None),
    ],
)
def test_commands(body: list[Json], complaint: str | None) -> None:
    if complaint is None:
        commands.check(body)
        return
    with pytest.raises(ApiError) as caught:
        commands.check(body)
    assert complaint in (caught.value.complaint if isinstance(caught.value, FormError) else str(caught.value))


def test_the_size_of_a_command_counts_the_longest_localization() -> None:
    words = {"de": "x" * 100}
    inner = [option(f"o{n}", description_localizations=words) for n in range(25)]
    whole = command(options=[option(f"s{n}", 1, options=inner) for n in range(2)])
    commands.check([whole])
    whole["options"] += [option(f"t{n}", 1, options=inner) for n in range(2)]
    with pytest.raises(FormError) as caught:
        commands.check([whole])
    assert "exceeds maximum size" in caught.value.complaint


@pytest.mark.parametrize("name", ["bounty", "a-b_c'd", "投票", "предложение", "वोट", "x" * 32, "4"])
def test_a_name_of_a_command(name: str) -> None:
    assert commands.valid(name)


@pytest.mark.parametrize("name", ["", "x" * 33, "Bounty", "a b", "a.b", "👍"])
def test_no_name_of_a_command(name: str) -> None:
    assert not commands.valid(name)
