"""The keyboard of the terminal: forms, hints and what only a terminal has."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.terminal import KEYS, OWN
from tests.chat import Chat
from tests.cogs.garden import ask, garden, nothing


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def test_a_form_says_what_can_be_chosen_left_out_and_stopped(tmp_path: Path) -> None:
    async with nothing(tmp_path) as chat:
        shown = await ask(chat, "ana", "setup")
        assert shown.endswith("(one of small circle, growing community, large DAO) · `cancel` stops")
        assert await ask(chat, "ana", "small circle") == (
            "name: what the community is called – or - to leave it out"
        )
        assert "nothing was changed" in await ask(chat, "ana", "cancel")


async def test_an_empty_line_in_a_form_asks_again(chat: Chat) -> None:
    first = await ask(chat, "dee", "contribution log")
    assert await ask(chat, "dee", "") == first
    await ask(chat, "dee", "Cut the hedge")
    assert (await ask(chat, "dee", "  ")).startswith("category: ")
    await ask(chat, "dee", "cancel")
    assert await ask(chat, "dee", "") == ""


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("thank @ben for it", "I do not know the command 'thank'. Try `help`."),
        ("contribution lgo it", "`contribution` needs one more word: "),
        ("prase @ben for it", "I do not know the command 'prase'. Did you mean `praise`?"),
        ("tresury balance", "I do not know the command 'tresury balance'. Did you mean `treasury balance`?"),
        ("@ben", "I do not know the command '@ben'. Try `help`."),
        ("?", "I do not know the command '?'. Try `help`."),
    ],
)
async def test_an_unknown_command_names_a_near_one_or_none(chat: Chat, typed: str, says: str) -> None:
    assert says in await ask(chat, "dee", typed)


async def test_every_key_is_told(chat: Chat) -> None:
    shown = await ask(chat, "dee", "keys")
    assert all(f"{key}  " in shown and about in shown for key, about in KEYS)
    assert set(OWN) - {"keys"} <= {key.split()[0] for key, _ in KEYS}
