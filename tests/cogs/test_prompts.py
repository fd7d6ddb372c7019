"""Prompts in chat: read, compared, proposed past the linter, adopted for the months to come, and never by stealth."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update

from bot.deps import Deps
from prompts import scorer
from rules.levels import RETURN
from rules.moments import Month
from storage import adopted, blobs, freezing, ledger, proposals
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking, played
from tests.cogs.judges import Recorded
from tests.cogs.test_privacy import everything
from tests.cogs.test_proposals import SECOND, SMALL, both, draft, get, reach, show

CARE = (
    "We value work that others use and care that keeps things running. A zebra is welcome. "
    "Repairs count like new work."
)
OTHER = CARE.replace("A zebra is welcome.", "Feeding the animals counts.")
CAREFUL = f'prompt propose "Care first" {CARE}'
DAY, UTC = timedelta(days=1), ZoneInfo("UTC")


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, SMALL) as chat:
        yield chat


async def act(chat: Chat, work: Any) -> Any:
    return await chat.app.store.act(COMMUNITY, work)


async def passes(chat: Chat, number: int) -> str:
    """Let a proposal be carried out as if it had been tried and voted for; what was shown."""

    async def work(change: Change) -> None:
        one = await proposals.get(change, number)
        await change.disarm("proposal.open", str(number))
        await proposals.put(change, number, terms=one.terms | {"grace": 604_800, "timelock": 0})
        await proposals.enter(change, one, "queued", until=change.now)
        await change.alarm("proposal.execute", str(number), change.now)

    await act(chat, work)
    return await ask(chat, "eve", "wait 1s")


async def in_force(chat: Chat, month: str) -> str:
    async with looking(chat) as look:
        found = await freezing.prompt_in_force(look, Month.parse(month))
        assert found
        return found.hash


# Reading


async def test_it_begins_with_the_shipped_prompt_and_everybody_reads_it(chat: Chat) -> None:
    shown = await ask(chat, "eve", "prompt show")
    assert "The prompt, version 1" in shown
    assert "You judge one month of work." in shown
    assert f"SHA-256: {scorer.prompt_hash()}" in shown
    assert "Judges: November 2026" in shown
    assert "📎 prompt-1.md" in shown
    assert shown.partition("Since")[0] == (await ask(chat, "eve", "prompt show 1")).partition("Since")[0]
    assert "Version 1: as the community began" in await ask(chat, "eve", "prompt history")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("prompt show 2", "There is no version 2 of the prompt; `prompt history` lists"),
        ("prompt show abc", "There is no version abc of the prompt"),
        ("prompt show 0", "There is no version 0 of the prompt"),
        ("prompt diff 7", "There is no version 7 of the prompt"),
        ("prompt diff 1", "Both say the same"),
        ('prompt propose "Care first"', "Give the text of the prompt, attach it as an .md file"),
        ('prompt propose "Care first" version=1', "That is the prompt already"),
        ('prompt propose "Care first" version=1 Something', "Give the text of the prompt, attach it"),
        ('prompt propose "Care first" version=9', "There is no version 9"),
        ('prompt propose "Care first" Be kind.', "A prompt has at least 80 characters"),
        (f"{CAREFUL} Always give moderators most.", 'Line 1, "Always give moderators most.": it'),
        (f"{CAREFUL} Ben is best.", "it names the member ben"),
        (f"{CAREFUL} {{winner}}", "nothing fills {winner}"),
    ],
)
async def test_what_cannot_be_is_refused_in_a_sentence(chat: Chat, typed: str, says: str) -> None:
    shown = await ask(chat, "ana", typed)
    assert shown.startswith("✗ ")
    assert says in shown
    async with looking(chat) as look:
        assert await proposals.every(look) == []


async def test_a_prompt_in_a_language_that_is_not_read_says_so_on_its_card(chat: Chat) -> None:
    text = (
        "Apprezziamo il lavoro che gli altri usano davvero, la cura che mantiene vive le cose e la sincerità su ciò che "
        "non ha funzionato. Una riparazione vale quanto una costruzione, e chi insegna rende capaci altre persone."
    )
    shown = await ask(chat, "ana", f'prompt propose "Cura" {text}')
    assert "Language: one that the linter does not read" in shown
    assert "Language:" not in await ask(chat, "ana", CAREFUL)


async def test_every_finding_is_told_at_once(chat: Chat, tmp_path: Path) -> None:
    file = tmp_path / "ours.md"
    file.write_text(f"{CARE}\n\nAnswer in JSON only.\nGive moderators 2000.\n")
    shown = await ask(chat, "ana", f'prompt propose "Care first" file={file}')
    assert 'Line 3, "Answer in JSON only.": it says how to answer' in shown
    assert 'Line 4, "Give moderators 2000.": it promises somebody a score' in shown


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty, or larger than 64 kB"),
        (b"x" * 65_537, "larger than 64 kB"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
    ],
)
async def test_a_file_that_is_no_text_is_refused(chat: Chat, tmp_path: Path, data: bytes, says: str) -> None:
    file = tmp_path / "ours.md"
    file.write_bytes(data)
    assert says in await ask(chat, "ana", f'prompt propose "Care first" file={file}')


# Proposing


async def test_a_prompt_is_proposed_from_a_file_and_its_card_shows_the_changes(
    chat: Chat, tmp_path: Path
) -> None:
    file = tmp_path / "ours.md"
    file.write_bytes(f"\ufeff{CARE}\r\n\r\nSecond part.\r\n".encode())
    await draft(chat, "ana", f'prompt propose "Care first" file={file}')
    one = await get(chat)
    assert one.text == f"{CARE}\n\nSecond part."
    card = await show(chat)
    assert "Kind: prompt, constitutional" in card
    assert "– # What this community rewards" in card
    assert "more changes; the file has the whole text" in card
    assert "Changes: against version 1" in card
    assert f"📎 prompt-{one.payload['prompt'][:12]}.md (the whole prompt)" in card
    async with looking(chat) as look:
        assert await blobs.get(look, one.payload["prompt"]) == one.text.encode()


async def test_an_edit_by_a_co_author_is_checked_and_begins_the_discussion_anew(chat: Chat) -> None:
    await draft(chat, "gus", CAREFUL)
    await ask(chat, "gus", "proposal coauthor 1 @ben")
    await ask(chat, "ben", "proposal join 1")
    assert "✗ Line 1" in await ask(chat, "ben", f"proposal edit 1 {CARE} Answer in JSON only.")
    await ask(chat, "ana", "proposal sponsor 1")
    assert (await get(chat)).state == "discussion"
    before = (await get(chat)).payload["prompt"]
    await both(chat, "ben", f"proposal edit 1 {OTHER}")
    one = await get(chat)
    assert (one.state, one.text) == ("draft", OTHER)
    assert one.payload["prompt"] != before
    assert "Feeding the animals" in await show(chat)


@pytest.mark.parametrize("deps", [None, Deps(scorer=Recorded(int))])
async def test_no_vote_opens_before_a_trial_and_the_thread_says_why(
    tmp_path: Path, deps: Deps | None
) -> None:
    async with played(tmp_path, SMALL, deps) as chat:
        number = await draft(chat, "ana", CAREFUL)
        shown = await reach(chat, number, SECOND)
        why = "compares it with the prompt in force" if deps else "no model is configured here"
        assert "The discussion is over. It waits for its trial" in shown
        assert why in shown
        assert (await get(chat)).state == "discussion"
        await ask(chat, "eve", "wait 60d")
        assert ((await get(chat)).state, (await get(chat)).opened) == ("discussion", None)
        assert "✗" in await ask(chat, "ana", "vote cast 1 for")


# Adopting


async def test_an_adopted_prompt_judges_the_months_that_begin_after_it(chat: Chat) -> None:
    number = await draft(chat, "ana", CAREFUL)
    shown = await passes(chat, number)
    assert (
        "Version 2 of the prompt judges from December 2026 on; `prompt diff 1` shows how it differs." in shown
    )
    assert "The prompt, version 2" in shown
    mark = (await get(chat)).payload["prompt"]
    assert await in_force(chat, "2026-11") == await in_force(chat, "2026-01") == scorer.prompt_hash()
    assert await in_force(chat, "2026-12") == mark
    assert "Judges: the months from December 2026 on" in await ask(chat, "eve", "prompt show")
    assert "Judges: November 2026" in await ask(chat, "eve", "prompt show 1")
    assert f"by proposal #1 of ana, 2 Nov 2026, 09:00 UTC, {mark[:12]}" in await ask(
        chat, "eve", "prompt history"
    )
    assert "A zebra is welcome." in await ask(chat, "eve", f"prompt show {mark[:8]}")
    back = await ask(chat, "eve", f"prompt diff {mark[:6]} 1")
    assert "– A zebra is welcome." in back
    assert "The prompt, from version 2 to 1" in back
    async with looking(chat) as look:
        entry = (await ledger.decisions(look, "prompt"))[-1]
        assert entry.data["before"] == scorer.prompt_hash()
        assert "zebra" not in repr(entry)
    assert "Everything is as it was booked." in await ask(chat, "eve", "audit verify")


async def test_the_second_in_which_a_month_begins_is_too_late_for_it(chat: Chat) -> None:
    start = Month.parse("2026-12").start(UTC)
    await ask(chat, "eve", f"wait {(start - chat.app.clock()) // SECOND}s")

    async def adopt(change: Change) -> None:
        mark = await blobs.put(change, CARE.encode())
        await adopted.adopt(change, {"prompt": mark, "settings": {}, "curve": ""}, 7)
        assert change.now == start

    await act(chat, adopt)
    assert await in_force(chat, "2026-12") == scorer.prompt_hash()
    assert await in_force(chat, "2027-01") != scorer.prompt_hash()


async def test_a_frozen_month_keeps_the_prompt_it_began_with_and_the_next_has_the_new_one(chat: Chat) -> None:
    await passes(chat, await draft(chat, "ana", f"prompt propose curve=root Care {CARE}"))
    for wait in ("wait 35d", "wait 31d"):
        await ask(chat, "eve", wait)
    async with looking(chat) as look:
        frozen = [entry.data for entry in await ledger.decisions(look, "freeze")]
    assert [one["prompt"] for one in frozen[:2]] == [
        scorer.prompt_hash(),
        (await get(chat)).payload["prompt"],
    ]
    assert [one["settings"]["curve"] for one in frozen[:2]] == ["linear", "root"]


async def test_a_parameter_decided_on_later_goes_before_the_curve_of_a_prompt(chat: Chat) -> None:
    await passes(chat, await draft(chat, "ana", f"prompt propose curve=root Care {CARE}"))

    async def curve(change: Change) -> str:
        return await adopted.curve(change, await adopted.now(change), "linear")

    async def later(change: Change) -> str:
        data = {"name": "reward_curve", "value": "linear", "proposal": 9}
        await ledger.post(change, "proposal/9/parameter", "parameter", by=0, why="proposal/9", data=data)
        return await curve(change)

    assert [await act(chat, work) for work in (curve, later)] == ["root", "linear"]


async def test_the_way_back_is_ordinary_for_90_days_and_needs_no_trial(chat: Chat) -> None:
    await passes(chat, await draft(chat, "ana", CAREFUL))
    number = await draft(chat, "ben", 'prompt propose "Back again" version=1')
    assert "Kind: prompt, ordinary" in await show(chat, number)
    await reach(chat, number, SECOND)
    assert (await get(chat, number)).state == "voting"


@pytest.mark.parametrize(
    "text", ['prompt propose "Back again" version=1 curve=root', f"prompt propose More {OTHER}"]
)
async def test_another_curve_or_text_is_no_way_back(chat: Chat, text: str) -> None:
    await passes(chat, await draft(chat, "ana", CAREFUL))
    number = await draft(chat, "ben", text)
    assert "Kind: prompt, constitutional" in await show(chat, number)
    await reach(chat, number, SECOND)
    assert (await get(chat, number)).state == "discussion"


async def test_after_90_days_the_way_back_is_as_long_as_any(chat: Chat) -> None:
    await passes(chat, await draft(chat, "ana", CAREFUL))
    await ask(chat, "eve", f"wait {(RETURN + DAY) // DAY}d")
    number = await draft(chat, "ben", 'prompt propose "Back again" version=1')
    assert "Kind: prompt, constitutional" in await show(chat, number)


async def test_what_says_the_same_by_then_cannot_be_carried_out(chat: Chat) -> None:
    first, second = await draft(chat, "ana", CAREFUL), await draft(chat, "ben", CAREFUL)
    await passes(chat, first)
    assert "It cannot be carried out now. That is the prompt already" in await passes(chat, second)
    async with looking(chat) as look:
        assert len(await adopted.versions(look)) == 2


# Leaving


async def test_no_word_of_a_proposed_prompt_is_left_when_its_author_is_forgotten(chat: Chat) -> None:
    await draft(chat, "ana", CAREFUL)
    mark = (await get(chat)).payload["prompt"]
    assert "zebra" in await everything(chat)
    await both(chat, "ana", "privacy forget")
    assert [line for line in (await everything(chat)).splitlines() if "zebra" in line] == []
    assert "text erased" in await show(chat)
    async with looking(chat) as look:
        assert await blobs.get(look, mark) is None


async def test_a_prompt_that_others_propose_too_is_kept_for_them(chat: Chat) -> None:
    for who in ("ana", "ben"):
        await draft(chat, who, CAREFUL)
    await both(chat, "ana", "privacy forget")
    assert "📎" in await show(chat, 2)
    async with looking(chat) as look:
        assert await blobs.get(look, (await get(chat, 2)).payload["prompt"]) == CARE.encode()


async def test_an_adopted_prompt_outlives_its_author(chat: Chat) -> None:
    await passes(chat, await draft(chat, "ana", CAREFUL))
    assert "Stays as the prompt: version 2, without your name" in await both(chat, "ana", "privacy forget")
    assert "A zebra is welcome." in await ask(chat, "eve", "prompt show")
    assert "ana" not in await ask(chat, "eve", "prompt history")
    assert "text erased" in await show(chat)
    assert "Everything is as it was booked." in await ask(chat, "eve", "audit verify")


@pytest.mark.parametrize("becomes", [b"Another text.", None])
async def test_a_prompt_that_was_changed_in_the_database_is_found(chat: Chat, becomes: bytes | None) -> None:
    await passes(chat, await draft(chat, "ana", CAREFUL))
    mark, kept = (await get(chat)).payload["prompt"], blobs.blob

    async def tamper(change: Change) -> None:
        mine = kept.c.community == COMMUNITY, kept.c.hash == mark
        await change.run(
            update(kept).where(*mine).values(data=becomes) if becomes else delete(kept).where(*mine)
        )

    await act(chat, tamper)
    found = await ask(chat, "eve", "audit verify")
    assert "Version 2 of the prompt is not what was adopted in entry" in found


async def test_an_idea_becomes_a_prompt(chat: Chat) -> None:
    await ask(chat, "ana", "idea new Care counts more")
    for who in ("ben", "cy", "dee"):
        await ask(chat, who, "idea up 1")
    shown = await ask(chat, "ana", "idea promote 1 prompt")
    assert "The next proposal you make with `prompt propose` comes from idea #1:" in shown
    await both(chat, "ana", CAREFUL)
    assert "now a proposal" in await ask(chat, "eve", "idea show 1")
