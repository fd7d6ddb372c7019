"""Ideas and polls where the transcripts do not reach."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.chat import Chat
from tests.cogs.garden import ask, garden


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


def card(lines: list[str], what: str) -> str:
    """The number of the message that shows something."""
    place = next(n for n, line in enumerate(lines) if what in line)
    head = next(line for line in reversed(lines[:place]) if "[" in line)
    return head.partition("[")[2].partition("]")[0]


async def test_a_poll_has_a_reaction_for_each_of_ten_options(chat: Chat) -> None:
    number = card(await chat.say("ana", "poll new Which? " + "; ".join("abcdefghij")), "Poll #1")
    for sign, option in zip(("1️⃣", "2️⃣", "9️⃣", "🔟"), "abij", strict=True):
        assert f"for {option}" in await ask(chat, "ben", f"+ {number} {sign}")
    assert "for j" in await ask(chat, "ben", f"- {number} 🔟")


async def test_a_reaction_without_its_variation_sign_is_the_same(chat: Chat) -> None:
    number = card(await chat.say("ana", "poll new Which? a; b"), "Poll #1")
    assert "You voted for b." in await ask(chat, "ben", f"+ {number} 2\u20e3")


async def test_a_reaction_that_means_nothing_changes_nothing(chat: Chat) -> None:
    number = card(await chat.say("ana", "poll new Which? a; b"), "Poll #1")
    assert await ask(chat, "ben", f"+ {number} 3️⃣") == ""
    assert "0 votes" in await ask(chat, "ben", "poll show 1")


async def test_an_old_reaction_taken_off_leaves_the_newer_vote(chat: Chat) -> None:
    number = card(await chat.say("ana", "poll new Which? a; b"), "Poll #1")
    await ask(chat, "ben", f"+ {number} 1️⃣")
    await ask(chat, "ben", "poll vote 1 2")
    await ask(chat, "ben", f"- {number} 1️⃣")
    assert "b · 1" in await ask(chat, "ben", "poll show 1")
    assert await ask(chat, "ben", f"- {number} 2️⃣") == ""
    assert "b · 1" in await ask(chat, "ben", "poll show 1")
    await ask(chat, "ben", f"+ {number} 2️⃣")
    await ask(chat, "ben", f"- {number} 2️⃣")
    assert "b · 0" in await ask(chat, "ben", "poll show 1")


async def test_the_closing_second_still_counts(chat: Chat) -> None:
    await ask(chat, "ana", "poll new Which? a; b closes=1h")
    await chat.app._move(timedelta(hours=1))
    card_ = await chat.app.table.say(chat.terminal.event(), "poll vote 1 1")
    assert card_.body == "You voted for a."


async def test_one_second_later_does_not(chat: Chat) -> None:
    await ask(chat, "ana", "poll new Which? a; b closes=1h")
    await chat.app._move(timedelta(hours=1, seconds=1))
    card_ = await chat.app.table.say(chat.terminal.event(), "poll vote 1 1")
    assert card_.tone == "refusal"


async def test_a_poll_closes_once(chat: Chat) -> None:
    await ask(chat, "ana", "poll new Which? a; b closes=1h")
    assert "is closed" in await ask(chat, "ana", "poll close 1")
    assert await ask(chat, "ana", "wait 2h") == ""
    assert "✗" in await ask(chat, "ana", "poll close 1")


async def test_a_moderator_may_close_a_poll(chat: Chat) -> None:
    await ask(chat, "ana", "moderators cy")
    await ask(chat, "ben", "poll new Which? a; b")
    assert "You closed poll #1." in await ask(chat, "cy", "poll close 1")


async def test_a_hidden_poll_closes_without_a_word(chat: Chat) -> None:
    await ask(chat, "ana", "moderators cy")
    await ask(chat, "ben", "poll new Rude question? a; b closes=1h")
    await ask(chat, "cy", "moderate hide 1 rude of=poll")
    assert "Rude" not in await ask(chat, "ana", "wait 1h")


async def test_the_author_of_an_idea_is_told_once(chat: Chat) -> None:
    await ask(chat, "ana", "idea new a boat")
    shown = "".join([await ask(chat, name, "idea up 1") for name in ("ben", "cy", "dee", "eva")])
    assert shown.count("✉ ana") == 1
    assert await ask(chat, "eva", "idea up 1 up") == "You have up-voted idea #1 already."
    await ask(chat, "eva", "idea up 1 none")
    assert await ask(chat, "eva", "idea up 1 none") == "You have not up-voted idea #1."


async def test_an_idea_hidden_or_ready_goes_no_further(chat: Chat) -> None:
    await ask(chat, "ana", "moderators cy")
    await ask(chat, "ana", "idea new a boat")
    await ask(chat, "cy", "moderate hide 1 rude of=idea")
    assert "hidden" in await ask(chat, "ana", "idea promote 1")
    assert "hidden already" in await ask(chat, "cy", "moderate hide 1 rude of=idea")
    assert "another moderator" in await ask(chat, "cy", "moderate unhide 1 sorry of=idea")


async def test_long_lists_are_cut(chat: Chat) -> None:
    for number in range(21):
        await ask(chat, "ana", f"idea new idea {number}")
        await ask(chat, "ana", f"poll new poll {number}? a; b")
    assert (await ask(chat, "ana", "idea list")).endswith("… and 1 more")
    assert (await ask(chat, "ana", "poll list")).endswith("… and 1 more")
