"""A proposal for a prompt may name one of the operator's model settings: shown, judged by, and missed when it is gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import model
from bot.config import Config, ConfigError, parse
from bot.deps import Deps
from prompts.judge import Model
from prompts.scorer import DraftError, Embedded
from rules.moments import Month
from storage import freezing, proposals
from tests.chat import Chat
from tests.cogs.garden import ask, looking, played
from tests.cogs.test_prompts import CARE, passes
from tests.cogs.test_proposals import SMALL, draft
from tests.model.program import made

LISTED = """
[model]
enabled = true
name = "usual"
base_url = "http://127.0.0.1:9/v1"
price_in = 100
[model.choices.careful]
name = "large"
temperature = 0.5
price_in = 900
"""


def listed() -> Deps:
    return model.deps(parse(LISTED))


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    deps = listed()
    asked = [one for one in (deps.judge(), deps.judge("careful")) if isinstance(one, Model)]
    for one in asked:  # nobody answers, and nobody waits for that
        one.given = made(one.endpoint, at_once)
    async with played(tmp_path, SMALL, deps=deps) as chat:
        yield chat
    for one in asked:
        assert one.given
        await one.given.close()


async def at_once(seconds: float) -> None:
    """A wait that is none."""


def test_a_choice_has_what_it_says_and_the_rest_of_the_model() -> None:
    one = listed().judge("careful")
    assert isinstance(one, Model)
    assert (one.name, one.endpoint.temperature, one.endpoint.price_in) == ("large", 0.5, 900)
    assert one.endpoint.base_url == "http://127.0.0.1:9/v1"
    assert listed().judge().name == "usual"


async def test_what_is_no_longer_offered_leaves_the_month_to_people_and_no_model_at_all_to_the_embedded_scorer() -> (
    None
):
    gone = listed().judge("bold")
    with pytest.raises(DraftError, match="bold, which is not offered here any more"):
        await gone.score(None, None)  # type: ignore[arg-type]
    assert isinstance(model.deps(Config()).judge("careful"), Embedded)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[model.choices.Careful]\nname = 'x'", "use small letters, digits and hyphens"),
        ("[model.choices.careful]\ntemperature = 0.1", "name"),
        ("[model.choices.careful]\nname = 'x'\napi_key = 'y'", "is a secret"),
    ],
)
def test_a_choice_that_is_none_is_told_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        parse(text)


async def test_only_what_the_operator_lists_can_be_named(chat: Chat) -> None:
    shown = await ask(chat, "ana", f'prompt propose "Care first" model=bold {CARE}')
    assert "There is no model setting 'bold' here; the operator offers careful." in shown


async def test_it_is_shown_and_judges_the_months_that_begin_after_it_was_adopted(chat: Chat) -> None:
    number = await draft(chat, "ana", f'prompt propose "Care first" model=careful {CARE}')
    assert "asked of the model setting careful" in await ask(chat, "eve", f"proposal show {number}")
    await passes(chat, number)
    assert "Model setting: careful" in await ask(chat, "eve", "prompt show")
    async with looking(chat) as look:
        then = await freezing.prompt_in_force(look, Month.parse("2026-12"))
        assert (await freezing.fixed(look, then))["choice"] == "careful"
        now = await freezing.prompt_in_force(look, Month.parse("2026-11"))
        assert "choice" not in await freezing.fixed(look, now)


async def test_an_edit_leaves_the_setting_as_it_was_proposed(chat: Chat, tmp_path: Path) -> None:
    number = await draft(chat, "ana", f'prompt propose "Care first" model=careful {CARE}')
    file = tmp_path / "better.md"
    file.write_text(f"{CARE}\nLong texts prove nothing.")
    await ask(chat, "ana", f"proposal edit {number} file={file}")
    await ask(chat, "ana", "1")
    async with looking(chat) as look:
        one = await proposals.get(look, number)
    assert (one.payload["settings"], one.text) == ({"model": "careful"}, file.read_text())
    said = await ask(chat, "ana", f"proposal edit {number}")
    assert "Type the new text, or attach it as an .md file." in said
