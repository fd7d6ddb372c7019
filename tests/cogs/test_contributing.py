"""Logging, attesting and praising where the transcripts do not reach: frozen months, odd texts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from rules import months
from storage import communities, contributions, members, runs
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, garden, looking


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def freeze(chat: Chat, month: str) -> None:
    async def work(change: Change) -> None:
        await runs.put(change, month, state=months.FROZEN)

    await chat.app.store.act(COMMUNITY, work)


async def test_nothing_of_a_frozen_month_can_change(chat: Chat) -> None:
    await ask(chat, "ana", "contribution log the parser")
    await ask(chat, "ana", "moderators cy")
    await freeze(chat, "2026-11")
    before = await ask(chat, "ana", "contribution show 1")
    for who, text in (
        ("ana", "contribution edit 1 another text"),
        ("ana", "contribution withdraw 1"),
        ("ben", "contribution attest 1"),
        ("cy", "contribution flag 1 too late"),
    ):
        assert (
            await ask(chat, who, text)
            == "✗ November 2026 is frozen: what was done in it can no longer change."
        )
    assert await ask(chat, "ana", "contribution show 1") == before


async def test_a_text_can_be_hidden_although_its_month_is_frozen(chat: Chat) -> None:
    await ask(chat, "ana", "contribution log something rude")
    await ask(chat, "ana", "moderators cy")
    await freeze(chat, "2026-11")
    assert "cy hid contribution #1: rude" in await ask(chat, "cy", "moderate hide 1 rude")
    async with looking(chat) as look:
        assert [one.state for one in await contributions.of_month(look, "2026-11")] == ["hidden"]


async def test_a_log_counts_for_the_month_of_the_community_not_of_utc(chat: Chat) -> None:
    async def move(change: Change) -> None:
        await communities.alter(change, zone="Pacific/Auckland")

    await chat.app.store.act(COMMUNITY, move)
    await chat.app._move(timedelta(days=28, hours=1, minutes=59))  # 30 Nov, 10:59 UTC: 23:59 in Auckland
    await ask(chat, "ana", "contribution log before midnight")
    await chat.app._move(timedelta(minutes=1))
    await ask(chat, "ana", "contribution log after midnight")
    async with looking(chat) as look:
        assert [one.month for one in await contributions.listed(look)] == ["2026-12", "2026-11"]


async def test_a_new_member_hears_that_their_word_does_not_weigh_yet(chat: Chat) -> None:
    await chat.app.wait(timedelta(days=15))
    await ask(chat, "ana", "contribution log the parser")
    assert "weighs nothing" not in await ask(chat, "ben", "contribution attest 1")
    assert "weighs nothing in rewards" in await ask(chat, "eva", "contribution attest 1")


async def test_a_card_names_five_who_attest_and_counts_the_rest(chat: Chat) -> None:
    await ask(chat, "ana", "contribution log the parser")
    for name in ("ben", "cy", "dee", "eva", "fin", "gil"):
        await ask(chat, name, "contribution attest 1")
    shown = await ask(chat, "hal", "contribution attest 1")
    assert "Attested by: ben, cy, dee, eva, fin and 2 more" in shown


async def test_a_long_list_says_how_much_is_left_out(chat: Chat) -> None:
    for number in range(23):
        await ask(chat, "ana", f"contribution log piece {number} {'x' * 290}")
    lines = (await ask(chat, "ana", "contribution list")).splitlines()
    assert lines[0] == "**23 contributions in November 2026**"
    assert lines[-1] == "… and 3 more"
    assert len(lines) == 22
    assert all(len(line) < 320 for line in lines)


async def test_a_text_of_more_than_500_characters_is_refused(chat: Chat) -> None:
    shown = await ask(chat, "ana", "contribution log " + "x" * 501)
    assert shown == "✗ what is 501 characters long; at most 500 fit."
    assert "at most 500" in await ask(chat, "ana", "praise @ben " + "x" * 501)


async def test_the_same_text_cannot_be_edited_in(chat: Chat) -> None:
    await ask(chat, "ana", "contribution log the parser")
    assert await ask(chat, "ana", "contribution edit 1 the parser") == "✗ #1 says exactly that already."


async def test_praise_counts_for_its_receivers_and_not_for_a_log_of_the_giver(chat: Chat) -> None:
    await ask(chat, "ana", "praise @ben @cy for the review")
    async with looking(chat) as look:
        ben = (await members.named(look, "ben")).id
        [one] = await contributions.listed(look, who=ben)
        assert (one.kind, one.attested, len(one.receivers)) == ("praise", (), 2)
        assert await contributions.listed(look, who=one.by) == []


async def test_praise_admits_who_is_in_the_room_but_was_never_heard(chat: Chat) -> None:
    chat.terminal.meet("ivy")
    assert (await ask(chat, "ana", "praise @ivy for listening")).startswith(
        "🙏 ana → ivy: for listening (#1)"
    )


async def test_own_praise_and_a_flag_of_ones_own_send_no_note(chat: Chat) -> None:
    await ask(chat, "ana", "moderators ana")
    assert "✉" not in await ask(chat, "ana", "praise @ana for everything")
    await ask(chat, "ana", "contribution log the parser")
    assert "✉" not in await ask(chat, "ana", "contribution flag 2 look again")
    assert "✉" not in await ask(chat, "ana", "moderate hide 2 look again")


async def test_a_hidden_text_stands_nowhere_but_in_storage(chat: Chat) -> None:
    await ask(chat, "ana", "contribution log terrible words here")
    await ask(chat, "ana", "moderators cy")
    shown = await ask(chat, "cy", "moderate hide 1 insulting")
    for text in ("contribution show 1", "contribution list", "contribution list @ana"):
        shown += await ask(chat, "ben", text)
    assert "terrible" not in shown
    async with looking(chat) as look:
        one = await contributions.get(look, 1)
        assert one.hash == contributions.sealed("terrible words here", one.salt)
