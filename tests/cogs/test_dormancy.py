"""Members who are silent for long: outside the base until they vote, and nothing of a sealed vote given away (RULES 4)."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters import plain
from bot.casting import Act
from bot.command import Event
from cogs.bases import FLOOR
from rules import dormancy
from storage import ledger, members
from tests.chat import Chat
from tests.cogs.garden import ask, looking, played
from tests.cogs.test_casting import standing
from tests.cogs.test_proposal_guards import move
from tests.cogs.test_proposals import (
    FOUNDERS,
    FOURTH,
    GROWING,
    OAKS,
    SECOND,
    SMALL,
    both,
    cast,
    closed,
    draft,
    get,
    opened,
    reach,
    show,
)
from tests.test_transcripts import DRAWN

SILENCE = "wait 181d"
THIRTY = "proposal parameter reward_cap 30% Few do most."
DAY = timedelta(days=1)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """Four founders with 1,000 votes each, and half a year in which nobody says anything."""
    async with played(tmp_path, SMALL) as chat:
        yield chat


async def silent(chat: Chat) -> Chat:
    await ask(chat, "eve", SILENCE)
    return chat


async def seen_today(chat: Chat, who: str) -> bool:
    async with looking(chat) as look:
        return not dormancy.unseen((await members.named(look, who)).seen, look.now)


def line(text: str, name: str) -> str:
    """What a card says beside a name; '' for nothing."""
    return next((one.partition(": ")[2] for one in text.splitlines() if one.startswith(f"{name}: ")), "")


# The base


async def test_the_silent_are_outside_the_base_until_they_vote(chat: Chat) -> None:
    await opened(await silent(chat), "ana", OAKS)
    card = await show(chat)
    assert line(card, "Quorum") == "0 of 250 needed"
    assert (
        line(card, "Base")
        == "1,000 votes. 3 members with 3,000 votes, silent for 180 days, are outside it until they vote"
    )
    await cast(chat, 1, ben="against")
    card = await show(chat)
    assert line(card, "Quorum") == "0 of 500 needed"
    assert line(card, "Base").startswith("2,000 votes. 2 members with 2,000 votes, silent")
    assert line(card, "Base").endswith("until they vote; 1 member came back by voting")
    await cast(chat, 1, ben="none")
    assert line(await show(chat), "Quorum") == "0 of 250 needed", (
        "whoever takes their vote back is outside again"
    )


async def test_the_result_says_how_many_and_the_export_says_who(chat: Chat, tmp_path: Path) -> None:
    await opened(await silent(chat), "ana", OAKS)
    await cast(chat, 1, ana="for", ben="for")
    assert await closed(chat) == "defeated"
    said = "2,000 votes. 2 members with 2,000 votes, silent for 180 days, are outside it; 1 member came back by voting."
    assert line(await ask(chat, "eve", "proposal result 1"), "Base") == said
    assert line(await show(chat), "Base") == said
    async with looking(chat) as look:
        (entry,) = await ledger.decisions(look, "result")
    assert (entry.data["base"], entry.data["outside"], entry.data["back"]) == (2_000 * 10**6, 2, 1)
    assert entry.data["outside_power"] == 2_000 * 10**6
    chat.terminal.files = tmp_path / "files"
    assert "silent.csv" in await ask(chat, "eve", "audit export")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "files" / "silent.csv").read_text())))
    assert [(one["proposal"], one["name"], one["votes"], one["in the base"]) for one in rows] == [
        ("1", "ben", "1000", "yes"),
        ("1", "cy", "1000", "no"),
        ("1", "dee", "1000", "no"),
    ]


async def test_where_nobody_is_silent_nothing_is_said_of_it(chat: Chat, tmp_path: Path) -> None:
    await opened(chat, "ana", OAKS)
    assert "Base: " not in await show(chat)
    await closed(chat)
    assert "Base: " not in await show(chat)
    assert "silent.csv" not in await ask(chat, "eve", "audit export")


async def test_who_waits_until_all_others_are_silent_faces_half_of_all_votes(chat: Chat) -> None:
    """The attack on a quorum by dormancy: one member acts, everybody else sleeps."""
    await opened(await silent(chat), "ana", THIRTY)
    card = await show(chat)
    assert line(card, "Quorum") == "0 of 800 needed"
    assert line(card, "Base").endswith(FLOOR)
    await cast(chat, 1, ana="for", ben="for", cy="for")
    card = await show(chat)
    assert line(card, "Quorum") == "3,000 of 1,200 needed"
    assert "half of all votes" not in card
    assert await closed(chat) == "defeated", "4 different members were needed"


async def test_the_floor_is_told_in_the_result(chat: Chat) -> None:
    await opened(await silent(chat), "ana", THIRTY)
    await cast(chat, 1, ana="for")
    assert await closed(chat) == "defeated"
    result = await ask(chat, "eve", "proposal result 1")
    assert "Quorum: For and Abstain 1,000 of 2,000; needed 800 (40 %)." in result
    assert line(result, "Base").endswith(f"outside it. {FLOOR}")


async def test_a_delegate_brings_who_delegated_back_and_they_were_seen_at_the_close(chat: Chat) -> None:
    await both(chat, "cy", "vote delegate @ana")
    await ask(chat, "dee", "notify on votes")
    await both(chat, "dee", "vote delegate @ana")
    await opened(await silent(chat), "ana", OAKS)
    await cast(chat, 1, ana="for")
    assert line(await show(chat), "Base") == (
        "1,360 votes. 1 member with 1,000 votes, silent for 180 days, is outside it until they vote; "
        "2 members came back by voting"
    )
    assert not await seen_today(chat, "cy")
    shown = await reach(chat, 1, SECOND)
    assert "ana voted For with your 1,000 votes on proposal #1, Plant oaks." in shown
    assert shown.count("✉ dee") == 1
    assert "✉ cy" not in shown, "who wants no notes about votes gets none"
    assert [await seen_today(chat, who) for who in ("cy", "dee", "ben")] == [True, True, False]
    assert "#1        for, by ana" in await ask(chat, "cy", "vote mine")


async def test_dormancy_is_read_when_voting_opens(chat: Chat) -> None:
    await ask(chat, "eve", "wait 179d")
    await draft(chat, "ana", OAKS)
    await ask(chat, "eve", "wait 11h")
    await ask(chat, "ben", "me")
    await reach(chat, 1, SECOND)
    assert "Base: " not in await show(chat), "180 days are not over"
    await ask(chat, "eve", "wait 2d")
    assert "Base: " not in await show(chat), "and what is open keeps its base"


async def test_a_share_of_all_power_is_one_of_who_is_not_silent(tmp_path: Path) -> None:
    async with played(tmp_path, GROWING) as chat:
        await both(chat, "ana", "token send @gus 15")
        await ask(chat, "eve", SILENCE)
        await ask(chat, "ana", "me")
        assert await draft(chat, "gus", OAKS)
        assert (await get(chat)).state == "discussion", "15 of 1,000 that count is more than 1 %"
        await reach(chat, 1, SECOND)
        assert (await get(chat)).state == "voting"
        await both(chat, "ana", "token send @fay 9")
        await draft(chat, "fay", 'proposal signal "Plant elms" Two.')
        assert "9 votes; its discussion takes 1 % of the 1,000 that count" in await show(chat, 2)


# What counts as a sign


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("me", True),
        ("contribution log Watered the beds", True),
        ("lock new 5 52w", True),  # the preview is an act, too
        ("say Good morning", True),
        ("lock withdraw", False),  # a refusal changes nothing
        ("vote cast 9 for", False),
        ("nonsense", False),
        ("wait 1s", False),
    ],
)
async def test_a_command_or_a_message_is_a_sign(chat: Chat, text: str, *, counts: bool) -> None:
    await ask(chat, "eve", "wait 2d")
    assert not await seen_today(chat, "ben")
    await ask(chat, "ben", text)
    assert await seen_today(chat, "ben") is counts


async def test_a_message_of_who_opted_out_leaves_the_day_and_no_count(chat: Chat) -> None:
    told = await ask(chat, "ben", "privacy optout activity")
    assert "Only the last day on which you were here is kept" in told
    await ask(chat, "eve", "wait 2d")
    await ask(chat, "ben", "say Good morning")
    assert await seen_today(chat, "ben")
    assert "0 messages" in await ask(chat, "ben", "activity show")


async def test_a_reaction_that_somebody_gets_is_no_sign_of_theirs(chat: Chat) -> None:
    number = (await ask(chat, "ben", "say Good morning")).partition("[")[2].partition("]")[0]
    await ask(chat, "eve", "wait 2d")
    await ask(chat, "cy", f"+ {number} 🌿")
    assert not await seen_today(chat, "ben")


async def test_a_ballot_by_reaction_is_a_sign(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    await ask(chat, "eve", "wait 1d")
    where = await standing(chat, "proposal/1")
    acts = [
        Act(Event(f"r{n}", "terminal", where[1], who, who), "👍", added=True)
        for n, who in enumerate(FOUNDERS)
    ]
    assert await chat.app.table.casting.react(where, acts)
    assert [await seen_today(chat, who) for who in (*FOUNDERS, "gus")] == [True] * 4 + [False]


async def test_an_export_of_own_data_names_the_day(chat: Chat, tmp_path: Path) -> None:
    chat.terminal.files = tmp_path / "files"
    await ask(chat, "ben", "privacy export")
    assert '"seen": "2026-11-02"' in (tmp_path / "files" / "my-data.json").read_text()


# Sealed votes


async def others(folder: Path, *, voted: bool) -> tuple[list[str], list[bool]]:
    """What others see in a sealed vote in which a silent member votes or does not; who was seen after its close."""
    folder.mkdir()
    async with played(folder, SMALL) as chat:
        await both(chat, "cy", "vote delegate @ben")
        await ask(chat, "eve", SILENCE)
        await opened(chat, "ana", FOURTH)
        if voted:
            assert "✗" not in await ask(chat, "ben", "vote cast 1 for They know the books.")
            assert "✗" not in await ask(chat, "ben", "vote reason 1 They do.")
        told = await chat.say("ana", "vote power @ben") + await chat.say("ana", "vote power @cy")
        told += await chat.say("ana", "vote power @ben 1") + await chat.say("ana", "vote power @cy 1")
        told += await chat.say("ana", "proposal show 1") + await chat.say("ana", "audit export")
        await both(chat, "gus", OAKS)
        await ask(chat, "ana", "proposal sponsor 2")
        await reach(chat, 2, SECOND)
        told += await chat.say("ana", "proposal show 2")
        shown = chat.terminal.messages.items()
        told += [f"{key} {one}" for key, card in shown for one in plain.lines(card.card)]
        assert not await seen_today(chat, "ben")
        told = [DRAWN.sub("…", one) for one in told]
        await reach(chat, 1, SECOND)
        return told, [await seen_today(chat, who) for who in ("ben", "cy", "dee")]


async def test_until_the_close_nothing_tells_that_a_silent_member_has_voted(tmp_path: Path) -> None:
    (idle, none), (told, both_) = (
        await others(tmp_path / "idle", voted=False),
        await others(tmp_path / "voted", voted=True),
    )
    assert told == idle
    base = "Base at the opening: 1,680 votes. 3 members with 3,000 votes, silent for 180 days, are outside"
    assert any(one.startswith(base) and one.endswith(FLOOR) for one in told), (
        "half of 3,360, as ben is capped"
    )
    assert any(one.startswith("Silent: for 180 days, so outside") for one in told)
    assert (none, both_) == ([False] * 3, [True, True, False])


# What votes were in a vote


async def test_vote_power_explains_a_vote_at_its_snapshot(chat: Chat) -> None:
    await both(chat, "cy", "vote delegate @ana")
    await opened(chat, "ana", OAKS)
    await both(chat, "ana", "token send @eve 400")
    card = await ask(chat, "ben", "vote power @ana 1")
    assert line(card, "Own votes") == "1,000"
    assert line(card, "Given by") == "cy 1,000"
    assert line(card, "Can cast") == "2,000 of 4,000 there were"
    assert line(card, "Of these count") == "1,360, since nobody may cast more than 34 % of all"
    assert line(card, "Cast") == "not yet"
    assert line(await ask(chat, "ben", "vote power @ana"), "In open votes") == "#1 not cast yet"
    await cast(chat, 1, ana="against")
    assert line(await ask(chat, "ben", "vote power @ana 1"), "Cast") == "Against with 1,360 votes"
    card = await ask(chat, "cy", "vote power 1")
    assert line(card, "Votes for them") == "ana, where they do not vote"
    assert line(card, "Can cast") == "1,000 of 4,000 there were"
    assert line(card, "Cast") == "Against by ana, with 1,000 votes of theirs"
    assert (
        line(await ask(chat, "cy", "vote power"), "In open votes")
        == "#1 Against by ana with 1,000 votes of theirs"
    )
    assert (
        line(await ask(chat, "cy", "vote power @ana"), "In open votes") == "#1 Against with 1,000 given votes"
    )
    await cast(chat, 1, cy="for")
    card = await ask(chat, "ben", "vote power @ana 1")
    assert line(card, "Given by") == "cy 1,000 (votes themselves)"
    assert line(card, "Cast") == "Against with 1,000 votes"
    assert line(await ask(chat, "cy", "vote power"), "In open votes") == ""
    await closed(chat)
    assert line(await ask(chat, "eve", "vote power @dee 1"), "Cast") == "not at all"


async def test_vote_power_says_who_is_recused_and_who_came_back(chat: Chat) -> None:
    await move(await silent(chat), 10_000)
    await opened(chat, "ana", "proposal spend @dee 500 For the trellis.")
    assert line(await ask(chat, "ana", "vote power @dee 1"), "Recused").startswith("For is refused")
    card = await ask(chat, "ana", "vote power @ben 1")
    assert line(card, "Silent") == "for 180 days at that time; outside the base until they vote"
    assert line(card, "Recused") == ""
    await cast(chat, 1, ben="abstain")
    assert line(await ask(chat, "ana", "vote power @ben 1"), "Silent").endswith("came back by voting")


async def test_vote_power_without_a_vote_or_with_a_sealed_one(chat: Chat) -> None:
    await draft(chat, "ana", FOURTH)
    assert "✗ Voting on proposal #1 has not opened" in await ask(chat, "ana", "vote power 1")
    assert "✗ There is no proposal #7" in await ask(chat, "ana", "vote power @ben 7")
    await both(chat, "cy", "vote delegate @ben")
    await reach(chat, 1, SECOND)
    await cast(chat, 1, ben="for")
    assert line(await ask(chat, "ana", "vote power @ben 1"), "Cast") == "sealed until the close"
    assert line(await ask(chat, "cy", "vote power"), "In open votes") == ""
    assert "for, by ben" not in await ask(chat, "cy", "vote mine")
    await reach(chat, 1, SECOND)
    assert "for, by ben" in await ask(chat, "cy", "vote mine")
    assert (
        line(await ask(chat, "ana", "vote power @cy 1"), "Cast") == "For by ben, with 1,000 votes of theirs"
    )


async def test_who_speaks_is_not_silent_any_more(chat: Chat) -> None:
    await silent(chat)
    assert line(await ask(chat, "ana", "vote power @ben"), "Silent")
    assert not line(await ask(chat, "ben", "vote power"), "Silent")
    assert not line(await ask(chat, "ana", "vote power @ben"), "Silent")
