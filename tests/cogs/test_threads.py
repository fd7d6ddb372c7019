"""Threads helped: once a day, in a thread that somebody else opened, and no text is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.adapters.terminal import Terminal
from bot.command import Event
from storage import activity, communities, inbox, members, outbox
from storage.schema import insert
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, garden, looking


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def counted(chat: Chat, name: str) -> dict[str, dict[str, int]]:
    async with looking(chat) as look:
        return await activity.of_member(look, (await members.named(look, name)).id)


def last(chat: Chat) -> str:
    """The number of the newest message in the room."""
    return next(reversed(chat.terminal.messages))


def within(account: str, thread: str, opener: str = "", id_: str = "1") -> Event:
    return Event(id_, "terminal", "local", account, account, thread=thread, opener=opener)


async def test_a_thread_counts_once_a_day_for_who_helps_in_it(chat: Chat) -> None:
    await ask(chat, "ana", "say How do I set the zone?")
    ref = last(chat)
    for who in ("ben", "ben", "ana", "cy"):
        assert f"↳ {ref}" in await ask(chat, who, f"in {ref} Like this.")
    assert await counted(chat, "ben") == {"2026-11-02": {"messages": 2, "threads": 1}}
    assert await counted(chat, "cy") == {"2026-11-02": {"messages": 1, "threads": 1}}
    assert await counted(chat, "ana") == {"2026-11-02": {"messages": 2}}
    await ask(chat, "ana", "wait 1d")
    await ask(chat, "ben", f"in {ref} Did it work?")
    assert (await counted(chat, "ben"))["2026-11-03"] == {"messages": 1, "threads": 1}
    assert "3 messages, 0 replies, 0 reactions received and help in 2 threads" in await ask(
        chat, "ben", "activity show"
    )


async def test_a_reply_in_a_thread_counts_for_the_thread_it_is_in(chat: Chat) -> None:
    await ask(chat, "ana", "say How do I set the zone?")
    ref = last(chat)
    await ask(chat, "ben", f"in {ref} With setup zone.")
    answer = last(chat)
    assert f"↳ {ref}" in await ask(chat, "cy", f"re {answer} say True.")
    assert f"↳ {ref}" in await ask(chat, "cy", f"in {answer} And it takes effect next month.")
    assert await counted(chat, "cy") == {"2026-11-02": {"messages": 1, "replies": 1, "threads": 1}}
    assert "↳" not in await ask(chat, "ben", f"re {ref} say You are welcome.")
    assert await counted(chat, "ben") == {"2026-11-02": {"messages": 1, "replies": 1, "threads": 1}}


async def test_the_thread_of_a_card_is_whose_thing_it_shows(chat: Chat) -> None:
    await ask(chat, "ben", "contribution log the tide parser together=@cy")
    card = last(chat)
    for who in ("ana", "ben", "cy"):
        await ask(chat, who, f"in {card} Well done")
    assert [len((await counted(chat, who))["2026-11-02"]) for who in ("ana", "ben", "cy")] == [2, 1, 1]
    for line in ("idea new a boat", "poll new Where to? North; South"):
        await ask(chat, "cy", line)
        card = last(chat)
        for who in ("ana", "cy"):
            await ask(chat, who, f"in {card} Good question")
    assert (await counted(chat, "ana"))["2026-11-02"]["threads"] == 3
    assert "threads" not in (await counted(chat, "cy"))["2026-11-02"]


async def test_the_thread_of_one_thing_is_one_thread_in_every_place(chat: Chat) -> None:
    await ask(chat, "ben", "contribution log the tide parser")
    subject = "contribution/1"

    async def elsewhere(change: Change) -> None:
        facts = {"community": COMMUNITY, "platform": "matrix", "room": "!garden", "ref": "$1"}
        await change.run(insert(outbox.shown), facts | {"subject": subject, "card": {}, "current": True})
        await communities.bind(change, "matrix", "!garden")
        ana = await members.named(change, "ana")
        await members.identify(change, ana.id, "matrix", "@ana:example.org")

    await chat.app.store.act(COMMUNITY, elsewhere)
    await ask(chat, "ana", f"in {last(chat)} Well done")
    await chat.app.heard(Event("9", "matrix", "!garden", "@ana:example.org", "ana", thread="$1"), "message")
    assert await counted(chat, "ana") == {"2026-11-02": {"messages": 2, "threads": 1}}


async def test_threads_of_nobody_knows_whom_of_oneself_and_of_strangers(chat: Chat) -> None:
    await chat.app.heard(within("ana", "999"), "message")
    assert await counted(chat, "ana") == {"2026-11-02": {"messages": 1}}
    await chat.app.heard(within("ana", "7", "ana"), "message")
    await chat.app.heard(within("ana", "7", "stranger"), "reaction")
    assert await counted(chat, "ana") == {"2026-11-02": {"messages": 2}}
    await chat.app.heard(within("ana", "7", "stranger"), "message")
    assert await counted(chat, "ana") == {"2026-11-02": {"messages": 3, "threads": 1}}


async def test_opting_out_forgets_in_which_threads_somebody_helped(chat: Chat) -> None:
    await ask(chat, "ana", "say How do I set the zone?")
    ref = last(chat)
    await ask(chat, "ben", f"in {ref} Like this.")
    await ask(chat, "cy", f"in {ref} Or so.")
    assert len(await marks(chat)) == 2
    await ask(chat, "ben", "privacy optout activity")
    await ask(chat, "ben", f"in {ref} Nobody counts this.")
    assert await counted(chat, "ben") == {}
    assert len(await marks(chat)) == 1
    await ask(chat, "cy", "privacy forget treasury")
    await ask(chat, "cy", "1")
    assert await marks(chat) == []


async def marks(chat: Chat) -> list[str]:
    async with looking(chat) as look:
        rows = await look.rows(select(inbox.inbox.c.key).where(inbox.inbox.c.key.startswith("thread/")))
    return [row.key for row in rows]


async def test_the_room_knows_its_threads_again(chat: Chat) -> None:
    await ask(chat, "ana", "say How do I set the zone?")
    ref = last(chat)
    await ask(chat, "ben", f"in {ref} Like this.")
    again = Terminal(chat.app.table, chat.app, chat._out, chat.terminal.screen)
    assert again.messages == chat.terminal.messages
    assert "no message 99" in await ask(chat, "ben", "in 99 hello")
    assert "Write it as `in 12 TEXT`" in await ask(chat, "ben", "in there")
