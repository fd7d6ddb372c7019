"""The charter in chat, amendments that meet each other, and proposals that several people write."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cogs import counting
from rules.charter import MOST, Article
from rules.levels import RETURN
from storage import alarms, charter, coauthors, ideas, ledger, proposals
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking, played
from tests.cogs.test_link import link
from tests.cogs.test_privacy import everything, exported
from tests.cogs.test_proposal_guards import passed
from tests.cogs.test_proposals import OAKS, SECOND, SMALL, both, draft, get, opened, reach, show

NEVER = "proposal charter 8 Garden never ends."
LATER = "proposal charter 8 Garden ends when all agree."
GUESTS = "proposal charter new name=Guests Guests may read everything."
DAY = timedelta(days=1)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, SMALL) as chat:
        yield chat


async def done(chat: Chat, *numbers: int) -> str:
    """Wait until these were carried out; what was shown meanwhile."""
    shown = ""
    for number in numbers:
        if (await get(chat, number)).state == "queued":
            shown += await reach(chat, number)
        assert (await get(chat, number)).state == "executed", await show(chat, number)
    return shown


async def act(chat: Chat, work: Any) -> Any:
    return await chat.app.store.act(COMMUNITY, work)


# The charter


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("charter show 9", "There is no article 9"),
        ("charter diff 9", "There is no article 9"),
        ("charter diff 3", "Article 3 has never changed; `charter show 3` reads it."),
        ("charter diff 3 1", "version must be 2 or more."),
        ("proposal charter 9 Something.", "There is no article 9"),
        ("proposal charter 0 Something.", "Say the number of an article"),
        ("proposal charter guests Something.", "Say the number of an article"),
        ("proposal charter new Something.", "A new article needs a name, such as name=Guests."),
        ('proposal charter new name="the TOKEN" Ours.', "Article 3 is called The token"),
        ('proposal charter 8 name="The token" Ours.', "Article 3 is called The token"),
        (f"proposal charter 3 {'x' * 2001}", "at most 2,000 fit."),
    ],
)
async def test_what_cannot_be_is_refused_in_a_sentence(chat: Chat, typed: str, says: str) -> None:
    shown = await ask(chat, "ana", typed)
    assert shown.startswith("✗ ")
    assert says in shown


async def test_an_article_that_says_the_same_is_no_change_whatever_the_line_breaks(chat: Chat) -> None:
    async with looking(chat) as look:
        said = (await charter.get(look, 8)).text
    same = "✗ Article 8 says that already; `charter show 8` shows it."
    assert await ask(chat, "ana", f"proposal charter 8 {' '.join(said.split())}") == same
    assert await ask(chat, "ana", f"proposal charter 8 name=Dissolution {' '.join(said.split())}") == same
    assert "+The end" in await passed_diff(
        chat, f'proposal charter 8 name="The end" {" ".join(said.split())}'
    )


async def passed_diff(chat: Chat, text: str) -> str:
    await done(chat, await passed(chat, "ana", text))
    return await ask(chat, "eve", "charter diff 8")


async def test_an_amendment_is_carried_out_once_and_read_by_everybody(chat: Chat) -> None:
    number = await passed(chat, "ana", NEVER)
    card = await show(chat, number)
    assert "Kind: charter, constitutional" in card
    assert "Takes out: Garden can end by a proposal" in card
    assert "Puts in: Garden never ends." in card
    shown = await done(chat, number)
    assert "Charter: 8. Dissolution" in shown
    assert "+Garden never ends." in shown
    assert "Takes out" not in await show(chat, number)
    assert "Garden never ends." in await ask(chat, "eve", "charter show 8")
    assert "Article 8: Dissolution (version 2)" in await ask(chat, "eve", "charter show")
    assert "Article 8: Dissolution, version 2: by proposal #1" in await ask(chat, "eve", "charter history")
    assert "✗ Article 8 has 2 versions; ask for one of 2 to 2." in await ask(chat, "eve", "charter diff 8 3")
    async with looking(chat) as look:
        entry = await ledger.find(look, "proposal/1/charter")
        assert entry
        assert (entry.kind, entry.data["proposal"], "never" in repr(entry)) == ("amendment", 1, False)
    assert "Everything is as it was booked." in await ask(chat, "eve", "audit verify")


async def test_of_two_amendments_the_later_changes_what_the_earlier_made(chat: Chat) -> None:
    first, second = await draft(chat, "ana", NEVER), await draft(chat, "ben", LATER)
    await reach(chat, second, SECOND)
    for who in ("ana", "ben", "cy", "dee"):
        for number in (first, second):
            await ask(chat, who, f"vote cast {number} for")
    await reach(chat, second, SECOND)
    shown = await done(chat, first, second)
    assert "-Garden never ends.\n  +Garden ends when all agree." in shown
    assert "It had changed since this was proposed." in await show(chat, second)
    assert "It had changed" not in await show(chat, first)


async def test_a_card_shows_the_changes_against_what_holds_now(chat: Chat) -> None:
    await draft(chat, "gus", LATER)
    assert "Article: 8. Dissolution, now version 1" in await show(chat, 1)
    shown = await done(chat, await passed(chat, "ana", NEVER))
    assert "Careful: it was changed since version 1, from which this was written" in shown
    card = await show(chat, 1)
    assert "Takes out: Garden never ends." in card
    assert "now version 2" in card
    await both(chat, "gus", "proposal edit 1 Garden ends when nobody is left.")
    assert "Careful" not in await show(chat, 1)
    assert "✗ Article 8 says that already" in await ask(chat, "gus", "proposal edit 1 Garden never ends.")
    assert "✗ An article has at most 2,000" in await ask(chat, "gus", f"proposal edit 1 {'x' * 2001}")


async def test_what_says_the_same_by_then_cannot_be_carried_out(chat: Chat) -> None:
    first, second = await draft(chat, "ana", NEVER), await draft(chat, "ben", NEVER)
    await reach(chat, second, SECOND)
    for who in ("ana", "ben", "cy", "dee"):
        for number in (first, second):
            await ask(chat, who, f"vote cast {number} for")
    await reach(chat, second, SECOND)
    await done(chat, first)
    assert "waits to be carried out. Article 8 says that already" in await show(chat, second)
    async with looking(chat) as look:
        assert len(await charter.versions(look, 8)) == 2


async def test_a_new_article_comes_last_and_counts_on(chat: Chat) -> None:
    number = await passed(chat, "ana", GUESTS)
    assert "New article: Guests" in await show(chat, number)
    assert "Article 9, Guests, is part of the charter now." in await done(chat, number)
    assert "✗ Article 9 is called Guests" in await ask(chat, "ana", GUESTS)

    async def fill(change: Change) -> None:
        for number in range(10, MOST + 1):
            await charter.amend(change, 0, Article(f"More {number}", "More."), by=1, proposal=number)

    await act(chat, fill)
    assert "✗ A charter has at most 40 articles" in await ask(chat, "ana", "proposal charter new name=X y")
    assert "- Article 40: More 40" in await ask(chat, "eve", "charter show")
    assert "… and 12 more\nIt began with 8 articles." in await ask(chat, "eve", "charter history")


async def test_a_community_that_is_older_is_given_the_shipped_charter(chat: Chat) -> None:
    async def before(change: Change) -> None:
        await change.run(charter.charter.delete())
        await change.alarm(charter.ADOPT, "", change.now)

    await act(chat, before)
    shown = await ask(chat, "eve", "audit verify")
    assert "Everything is as it was booked." in shown  # before it came
    assert "Garden has a charter now, in plain words" in shown
    assert "LEAF counts votes in Garden" in await ask(chat, "eve", "charter show 3")
    assert "Everything is as it was booked." in await ask(chat, "eve", "audit verify")
    async with looking(chat) as look:
        assert await alarms.moment(look, charter.ADOPT, "") is None
        assert len(await ledger.decisions(look, charter.ADOPTED)) == 1


async def test_an_amendment_outlives_its_author_and_their_drafts_do_not(chat: Chat) -> None:
    await draft(chat, "ben", LATER)
    number = await opened(chat, "ana", NEVER)
    lost = await draft(chat, "gus", GUESTS)
    await both(chat, "gus", "privacy forget")
    assert "text erased" in await show(chat, lost)
    for who in ("ana", "ben", "cy", "dee"):
        await ask(chat, who, f"vote cast {number} for")
    await both(chat, "ana", "privacy forget")
    assert "Garden never ends." in await show(chat, number)
    await reach(chat, number, SECOND)
    await done(chat, number)
    await ask(chat, "eve", "wait 2d")
    assert "text erased" in await show(chat, number)
    assert "Garden never ends." in await ask(chat, "eve", "charter show 8")
    assert "Everything is as it was booked." in await ask(chat, "eve", "audit verify")


async def test_who_leaves_hears_what_of_theirs_stays_in_the_charter(chat: Chat) -> None:
    await done(chat, await passed(chat, "ana", NEVER))
    data = await exported(chat, "ana")
    assert [one["text"] for one in data["other_records"]["charter"]] == ["Garden never ends."]
    told = "Stays in the charter: article 8, Dissolution, without your name"
    assert told in await both(chat, "ana", "privacy forget")
    await done(chat, await passed(chat, "ben", LATER, ben="for", cy="for", dee="for"))
    assert "-(erased because its author left)\n+Dissolution\n+Garden ends when all agree." in await ask(
        chat, "eve", "charter diff 8"
    )
    assert "Everything is as it was booked." in await ask(chat, "eve", "audit verify")


async def test_no_word_of_a_proposal_is_left_when_its_authors_are_forgotten(chat: Chat) -> None:
    await draft(chat, "gus", 'proposal signal "Feed zebras" Zebras need hay. They need water.')
    await ask(chat, "gus", "proposal coauthor 1 @eve")
    assert (await exported(chat, "eve"))["other_records"]["coauthor"][0]["state"] == "asked"
    await ask(chat, "eve", "proposal join 1")
    await both(chat, "eve", "proposal edit 1 Zebras need oats. They need water.")
    await ask(chat, "ana", "proposal sponsor 1")
    await both(chat, "gus", "proposal edit 1 Zebras need apples. They need water.")
    assert "Zebras" in await everything(chat)
    for who in ("eve", "gus"):
        await both(chat, who, "privacy forget")
    assert [line for line in (await everything(chat)).splitlines() if "ebras" in line] == []


# Co-authors


async def test_who_is_asked_answers_and_may_edit_and_only_the_author_cancels(chat: Chat) -> None:
    await draft(chat, "gus", OAKS)
    assert "✗ It is your own proposal" in await ask(chat, "gus", "proposal coauthor 1 @gus")
    assert "✗ Only gus, whose proposal it is" in await ask(chat, "ben", "proposal coauthor 1 @cy")
    shown = await ask(chat, "gus", "proposal coauthor 1 @ben")
    assert "ben is asked to write proposal #1 with you." in shown
    assert "[1] Accept  [2] Decline" in shown
    assert "gus asks you to be co-author of proposal #1" in await ask(chat, "ben", "me")
    assert "✗ Only gus, whose proposal it is, and co-authors" in await ask(
        chat, "ben", "proposal edit 1 Nine."
    )
    assert "You are co-author of proposal #1" in await ask(chat, "ben", "1")
    assert "By: gus with ben" in await show(chat)
    assert "Nothing waits for you." in await ask(chat, "ben", "me")
    assert "✗ You are co-author of proposal #1 already" in await ask(chat, "ben", "proposal join 1")
    assert "ben changed your proposal #1" in await both(chat, "ben", "proposal edit 1 Nine of them.")
    assert "**Version 2** by ben" in await ask(chat, "eve", "proposal history 1")
    assert "✗ Only gus, whose proposal it is, can do that." in await ask(chat, "ben", "proposal cancel 1")
    assert "ben does not write proposal #1 with you." in await ask(chat, "ben", "proposal leave 1")
    assert "By: gus\n" in await show(chat)
    assert "✗ You are not asked" in await ask(chat, "ben", "proposal leave 1")
    assert "✗ ben has declined" in await ask(chat, "gus", "proposal coauthor 1 @ben")
    assert "✗ You are not asked to write proposal #1" in await ask(chat, "cy", "proposal join 1")


async def test_an_edit_by_a_co_author_clears_sponsors_and_begins_the_discussion_anew(chat: Chat) -> None:
    await draft(chat, "gus", OAKS)
    await ask(chat, "gus", "proposal coauthor 1 @eve")
    await ask(chat, "eve", "proposal join 1")
    await ask(chat, "ana", "proposal sponsor 1")
    assert (await get(chat)).state == "discussion"
    await both(chat, "eve", "proposal edit 1 Nine of them.")
    assert (await get(chat)).state == "draft"
    async with looking(chat) as look:
        assert await proposals.sponsors(look, 1) == []


async def test_an_invitation_is_taken_back_and_there_are_at_most_five(chat: Chat) -> None:
    await draft(chat, "gus", OAKS)
    for who in ("ana", "ben", "cy", "dee", "eve"):
        await ask(chat, "gus", f"proposal coauthor 1 @{who}")
    assert "✗ A proposal has at most 5 co-authors" in await ask(chat, "gus", "proposal coauthor 1 @fay")
    assert "ana is no longer asked" in await ask(chat, "gus", "proposal coauthor 1 @ana")
    assert "✗ You are not asked" in await ask(chat, "ana", "proposal join 1")
    await ask(chat, "ben", "proposal leave 1")
    for who in ("fay", "hal"):
        assert "is asked to write" in await ask(chat, "gus", f"proposal coauthor 1 @{who}")


async def test_who_was_only_read_about_cannot_be_asked(chat: Chat) -> None:
    await ask(chat, "eve", "import contributions by,text,date / Old Ann,Planted the oaks,2026-09-05")
    await draft(chat, "gus", OAKS)
    assert "✗ Old Ann was only read about" in await ask(chat, "gus", 'proposal coauthor 1 "@Old Ann"')


async def test_once_voting_is_open_its_authors_stay_as_they_are(chat: Chat) -> None:
    await draft(chat, "ana", OAKS)
    for who in ("ben", "eve"):
        await ask(chat, "ana", f"proposal coauthor 1 @{who}")
    await ask(chat, "ben", "proposal join 1")
    await reach(chat, 1, SECOND)
    for who, text in (
        ("ana", "proposal coauthor 1 @cy"),
        ("eve", "proposal join 1"),
        ("ben", "proposal leave 1"),
    ):
        assert "✗ Proposal #1 is open for votes, so its authors stay" in await ask(chat, who, text)
    assert "✗ Proposal #1 is open for votes, so it cannot" in await ask(chat, "ben", "proposal edit 1 Nine.")
    assert "asks you to be co-author" not in await ask(chat, "eve", "me")
    assert "By: ana with ben" in await show(chat)


async def test_a_co_author_who_is_one_with_the_author_or_forgotten_is_named_no_more(chat: Chat) -> None:
    await draft(chat, "ana", OAKS)
    for who in ("eve", "fay"):
        await ask(chat, "ana", f"proposal coauthor 1 @{who}")
        await ask(chat, who, "proposal join 1")
    assert "By: ana with eve and fay" in await show(chat)
    await both(chat, "fay", "privacy forget")
    assert "By: ana with eve\n" in await show(chat)
    await link(chat, "ana", "eve")
    assert "By: ana\n" in await show(chat)
    async with looking(chat) as look:
        assert await coauthors.accepted(look, 1) == []


# Ideas


async def test_an_idea_becomes_a_draft_of_any_kind(chat: Chat) -> None:
    await ask(chat, "ana", "idea new Guests may read everything")
    for who in ("ben", "cy", "dee"):
        await ask(chat, who, "idea up 1")
    shown = await ask(chat, "ana", "idea promote 1 charter")
    assert "The next proposal you make with `proposal charter` comes from idea #1:" in shown
    assert "article: number of the article, or new" in await ask(chat, "ana", "1")
    await ask(chat, "ana", "cancel")
    async with looking(chat) as look:
        assert (await ideas.get(look, 1)).state == "charter"
    await both(chat, "ana", OAKS)
    assert "Up-votes: 3 (enough for a proposal)" in await ask(chat, "eve", "idea show 1")
    assert "Up-votes: 3 (now a proposal)" in await both(chat, "ana", GUESTS)
    assert "✗ Idea #1 is a proposal already" in await ask(chat, "ana", "idea promote 1")


# Prompts


async def prompt(change: Change) -> None:
    """A discussion about a prompt, as the command for it will make one."""
    payload = {"prompt": "old", "settings": {}, "curve": {}}
    high = await counting.level(change, "prompt", payload)
    one = await proposals.add(change, "prompt", 1, "Another prompt", "It is fairer.", payload, high)
    await proposals.enter(change, one, "discussion", until=change.now + DAY)
    await change.alarm("proposal.open", str(one.id), change.now + DAY)


async def test_a_prompt_stays_in_discussion_while_it_waits_for_its_trial(chat: Chat) -> None:
    await act(chat, prompt)
    assert "State: in discussion. It waits for its trial: prompts are tried on a model" in await ask(
        chat, "eve", "wait 2d"
    )
    one = await get(chat)
    assert (one.state, one.opened, one.level) == ("discussion", None, "constitutional")
    assert "Discussed until" not in await show(chat)


@pytest.mark.parametrize(
    ("wanted", "since", "level"),
    [
        ("old", timedelta(), "ordinary"),
        ("old", RETURN, "ordinary"),
        ("old", RETURN + SECOND, "constitutional"),
        ("other", timedelta(), "constitutional"),
    ],
)
async def test_back_to_the_prompt_before_is_ordinary_for_90_days(
    chat: Chat, wanted: str, since: timedelta, level: str
) -> None:
    async def decide(change: Change) -> None:
        for before, after in (("older", "old"), ("old", "new")):
            data = {"prompt": after, "before": before}
            await ledger.post(change, f"prompt/{after}", "prompt", by=0, why="test", data=data)

    async def ask_(change: Change) -> str:
        return await counting.level(change, "prompt", {"prompt": wanted})

    await act(chat, decide)
    await chat.app._move(since)
    assert await act(chat, ask_) == level
