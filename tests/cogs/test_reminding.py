"""Reminders of votes: who gets one, who does not, once, and moved along with the end of the vote."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from cogs import reminding
from storage import alarms, reminders
from tests.chat import Chat
from tests.cogs.garden import ask, looking
from tests.cogs.test_link import link
from tests.cogs.test_proposals import (
    FOURTH,
    HOUR,
    OAKS,
    SECOND,
    both,
    cast,
    chat,
    draft,
    get,
    opened,
    reach,
    rule,
)

__all__ = ["chat"]
DAY = 24 * HOUR
NOTE = "You have not voted on proposal #1"


async def wanted(chat: Chat, *who: str, number: int = 1) -> None:
    for one in who:
        assert "You get a private reminder" in await ask(chat, one, f"proposal remind {number}")


async def due(chat: Chat, number: int = 1) -> float:
    """Seconds until the reminders go out."""
    async with looking(chat) as look:
        moment = await alarms.moment(look, "proposal.remind", str(number))
    assert moment
    return (moment - chat.app.clock()).total_seconds()


async def passing(chat: Chat, seconds: float) -> str:
    return await ask(chat, "eve", f"wait {int(seconds)}s")


def reminded(shown: str, number: int = 1) -> list[str]:
    """Who is told that they have not voted, in the order in which they are."""
    lines = shown.splitlines()
    told = f"  **You have not voted on proposal #{number}: "
    return [a.removeprefix("✉ ") for a, b in pairwise(lines) if b.startswith(told)]


async def test_who_asked_and_has_not_voted_is_reminded_a_day_before(chat: Chat) -> None:
    await ask(chat, "dee", "notify on votes")
    await draft(chat, "ana", OAKS)
    await wanted(chat, "ana", "ben", "eve")  # eve holds nothing
    await reach(chat, 1, SECOND)
    await wanted(chat, "cy")
    await cast(chat, 1, ana="for")
    before = await due(chat) - 1
    assert reminded(await passing(chat, before)) == []
    shown = await passing(chat, 1)
    assert reminded(shown) == ["ben", "cy", "dee"]
    assert (await get(chat)).until == chat.app.clock() + DAY
    assert "Quorum: reached" in shown
    assert reminded(await passing(chat, DAY.total_seconds() + 1)) == [], "once, and nothing after the close"
    async with looking(chat) as look:
        assert await reminders.of(look, 1) == {}, "nothing is kept once the vote is over"
        assert await alarms.moment(look, "proposal.remind", "1") is None


async def test_who_wants_no_reminder_gets_none(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    await wanted(chat, "ben", "cy")
    assert "not reminded of proposal #1 any more" in await ask(chat, "cy", "proposal remind 1")
    assert reminded(await passing(chat, await due(chat))) == ["ben"]


async def test_what_quorum_lacks_is_told_in_open_votes(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    await wanted(chat, "ben")
    assert "Quorum: lacks 1,000 votes" in await passing(chat, await due(chat))


async def test_an_open_vote_that_a_delegate_has_cast_needs_no_reminder(chat: Chat) -> None:
    await both(chat, "cy", "vote delegate @ben")
    await both(chat, "dee", "vote delegate @ben")
    await opened(chat, "ana", OAKS)
    await wanted(chat, "ana", "ben", "cy", "dee")
    await cast(chat, 1, ben="for", dee="against")
    assert reminded(await passing(chat, await due(chat))) == ["ana"]


async def test_a_delegate_who_voted_not_and_who_trusted_them_are_both_reminded(chat: Chat) -> None:
    await both(chat, "cy", "vote delegate @ben")
    await opened(chat, "ana", OAKS)
    await wanted(chat, "ben", "cy")
    shown = await passing(chat, await due(chat))
    assert reminded(shown) == ["ben", "cy"]
    assert shown.count("Delegate: ben, where you do not vote yourself") == 1


@pytest.mark.parametrize("voters", [(), ("ana", "ben", "dee")])
async def test_a_reminder_of_a_sealed_vote_is_the_same_whoever_else_has_voted(
    chat: Chat, voters: tuple[str, ...]
) -> None:
    await rule(chat, sealed="role")
    await both(chat, "cy", "vote delegate @ben")
    await draft(chat, "ana", FOURTH)
    await wanted(chat, "cy")
    await reach(chat, 1, SECOND)
    await cast(chat, 1, **dict.fromkeys(voters, "for"))
    shown = (await passing(chat, await due(chat))).splitlines()
    assert shown == [
        "✉ cy",
        "  **You have not voted on proposal #1: Make dee a treasurer**",
        "  *Delegate* lets somebody vote for you, from the next vote on.",
        "  Closes: 7 Nov 2026, 09:00 UTC",
        "  Delegate: ben, where you do not vote yourself",
        "  [1] For  [2] Against  [3] Abstain  [4] Delegate",
    ]
    assert "You voted Against" in await ask(chat, "cy", "2")


async def test_a_late_swing_moves_it_and_nobody_is_told_twice(chat: Chat) -> None:
    await rule(chat, extension="1d")
    await opened(chat, "ana", OAKS)
    await wanted(chat, "ben")
    assert reminded(await passing(chat, await due(chat))) == ["ben"]
    assert "✗ You were reminded of proposal #1 already" in await ask(chat, "ben", "proposal remind 1")
    assert (
        "✗ The reminders of proposal #1 have gone out already; vote now, such as `vote cast 1 for`."
        in await ask(chat, "cy", "proposal remind 1")
    )
    await ask(chat, "cy", "notify on votes")
    await passing(chat, 23 * 3600)
    shown = await cast(chat, 1, ana="for")  # quorum is reached an hour before the end
    assert (await get(chat)).extended
    assert reminded(shown) == ["cy"], "a day is left again, for who has not been told yet"
    assert reminded(await passing(chat, 2 * DAY.total_seconds())) == []


async def test_an_outage_moves_it_with_the_end(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    await wanted(chat, "ben")
    end = (await get(chat)).until
    assert end
    away = end - chat.app.clock() - HOUR
    shown = await ask(chat, "eve", f"down {int(away.total_seconds())}s")
    moved = await get(chat)
    assert moved.delayed
    assert moved.until == chat.app.clock() + DAY - SECOND
    assert reminded(shown + "\n" + await passing(chat, 60)) == ["ben"]


TREES = '"Which tree?" "Oak; Lime; Birch" The old one fell.'


async def test_a_vote_among_options_has_a_button_for_each(chat: Chat) -> None:
    await opened(chat, "ana", f"proposal choose single {TREES}")
    await wanted(chat, "ben")
    shown = await passing(chat, await due(chat))
    assert "[1] Oak  [2] Lime  [3] Birch  [4] Delegate" in shown
    assert "Your ballot on proposal #1 is 2 Lime" in await ask(chat, "ben", "2")


async def test_a_ballot_that_says_more_has_a_form(chat: Chat) -> None:
    await opened(chat, "ana", f"proposal choose ranked {TREES}")
    await wanted(chat, "ben")
    shown = (await passing(chat, await due(chat))).splitlines()
    assert "  Options: 1 Oak; 2 Lime; 3 Birch" in shown
    assert "  [1] Vote  [2] Delegate" in shown
    assert "choice: " in await ask(chat, "ben", "1")
    await ask(chat, "ben", "3 > 1")
    assert "Your ballot on proposal #1 is 3 Birch > 1 Oak" in await ask(chat, "ben", "-")


async def test_who_asked_under_two_names_is_reminded_once(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    await wanted(chat, "ben", "dee")
    await link(chat, "ben", "dee")
    shown = await passing(chat, await due(chat))
    assert reminded(shown) == ["ben"]
    assert "You were reminded of proposal #1 already" in await ask(chat, "dee", "proposal remind 1")


async def test_what_is_cancelled_or_a_draft_again_reminds_nobody(chat: Chat) -> None:
    await draft(chat, "ana", OAKS)
    await wanted(chat, "ben")
    await both(chat, "ana", "proposal cancel 1")
    async with looking(chat) as look:
        assert await reminders.of(look, 1) == {}
    assert "✗ Proposal #1 is cancelled; no vote is left" in await ask(chat, "ben", "proposal remind 1")
    assert reminded(await passing(chat, 9 * DAY.total_seconds())) == []


async def test_who_can_not_be_reminded_hears_why(chat: Chat) -> None:
    await ask(chat, "dee", "notify on votes")
    await opened(chat, "ana", OAKS)
    every = "✗ You are reminded of every vote already; `notify off votes` ends that."
    assert every in await ask(chat, "dee", "proposal remind 1")
    assert "✗ You had no votes when voting opened" in await ask(chat, "eve", "proposal remind 1")
    assert "✗ There is no proposal #9" in await ask(chat, "ben", "proposal remind 9")


async def test_many_are_reminded_in_several_changes(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "MOST", 1)
    await opened(chat, "ana", OAKS)
    await wanted(chat, "ben", "cy", "dee")
    assert reminded(await passing(chat, await due(chat))) == ["ben", "cy", "dee"]


async def test_delegating_from_a_reminder(chat: Chat, tmp_path: Path) -> None:
    await opened(chat, "ana", OAKS)
    await wanted(chat, "ben")
    await passing(chat, await due(chat))
    assert "who: who votes for you" in await ask(chat, "ben", "4")
    await ask(chat, "ben", "cy")
    assert "Let cy vote for you" in await ask(chat, "ben", "-")
    assert "ben lets you vote for them" in await ask(chat, "ben", "1")
