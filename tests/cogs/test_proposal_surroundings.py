"""What happens around proposals: members who become one meanwhile, budgets that cannot be, tokens that are locked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import simulate
from tests.chat import Chat
from tests.cogs.garden import ask, looking, played
from tests.cogs.test_link import link
from tests.cogs.test_proposal_guards import move, state
from tests.cogs.test_proposals import (
    HOUR,
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
    send,
    votes,
)

EVE = "proposal spend @eve 500 For work."
REFUSED = "✗ You would be paid by this proposal"


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, SMALL) as chat:
        await move(chat, 10_000)
        yield chat


async def test_who_is_one_with_the_receiver_cannot_vote_for(chat: Chat) -> None:
    number = await opened(chat, "ben", EVE)
    assert REFUSED in await ask(chat, "eve", f"vote cast {number} for")
    assert "✗" not in await ask(chat, "ana", f"vote cast {number} against")
    await link(chat, "ana", "eve")
    assert REFUSED in await ask(chat, "ana", f"vote cast {number} for")
    assert REFUSED in await ask(chat, "eve", f"vote cast {number} for")
    assert "1,000 Against" in await votes(chat, number)


async def test_a_link_in_the_discussion_counts_too(chat: Chat) -> None:
    number = await draft(chat, "ben", EVE)
    await link(chat, "ana", "eve")
    await reach(chat, number, SECOND)
    assert REFUSED in await ask(chat, "ana", f"vote cast {number} for")


async def test_a_for_before_the_link_counts_no_more_and_counts_again_when_it_is_undone(chat: Chat) -> None:
    number = await opened(chat, "ben", EVE)
    await cast(chat, number, ana="for", cy="for", dee="abstain", ben="abstain")
    assert "2,000 For" in await votes(chat, number)
    linked = await link(chat, "ana", "eve")
    assert "Votes: 1,000 For, 0 Against, 2,000 Abstain" in linked, "the card is drawn again"
    undone = await both(chat, "ana", "link undo")
    assert "Votes: 2,000 For, 0 Against, 2,000 Abstain" in undone


async def test_what_would_pass_by_the_receiver_alone_does_not(chat: Chat) -> None:
    number = await opened(chat, "ben", EVE)
    await cast(chat, number, ana="for", cy="abstain", dee="abstain", ben="abstain")
    await link(chat, "ana", "eve")
    await reach(chat, number, SECOND)
    assert await state(chat, number) == "defeated"
    assert (await get(chat, number)).result["for"] == 0


async def test_a_role_goes_to_who_the_named_member_is_now(chat: Chat) -> None:
    number = await opened(chat, "ana", "proposal role grant treasurer @eve We need a fourth.")
    await cast(chat, number, ana="for", ben="for", cy="for", dee="for")
    await link(chat, "eve", "dee")
    await reach(chat, number, SECOND)
    await reach(chat, number, SECOND)
    assert await state(chat, number) == "executed"
    assert "You accepted to be a treasurer." in await ask(chat, "dee", "role accept")


async def test_locked_tokens_are_with_members(chat: Chat) -> None:
    before = await ask(chat, "ana", "treasury balance")
    await both(chat, "ana", "lock new 400 52w")
    assert [line for line in before.splitlines() if "Members" in line] == [
        line for line in (await ask(chat, "ana", "treasury balance")).splitlines() if "Members" in line
    ]


async def test_a_budget_beyond_the_supply_is_refused_before_it_is_a_draft(chat: Chat) -> None:
    """The supply plan leaves some six million; what a budget of the same kind promises is not counted beside its successor."""
    much = "2985000 2 mint For work."
    assert "✗" in await ask(chat, "ana", f"proposal budget work {much}")
    assert "Nothing has happened yet" in await ask(chat, "ana", "proposal budget work 400 2 mint For work.")
    assert "Nothing has happened yet" in await ask(chat, "ana", f"proposal budget rewards {much}")


async def test_a_link_that_is_undone_after_the_close_leaves_the_decided_vote_as_it_was(chat: Chat) -> None:
    """What was counted can be recomputed for ever, whoever becomes one and parts again."""
    await send(chat, "ana", "eve", "100")
    await both(chat, "eve", "lock new 50 52w")
    number = await opened(chat, "cy", OAKS)
    await cast(chat, number, ana="against", ben="for", eve="for", cy="for")
    await reach(chat, number, -HOUR)
    await link(chat, "ana", "eve")
    assert await closed(chat, number) == "defeated"
    assert await wrong(chat) == {}
    await both(chat, "ana", "link undo")
    assert await wrong(chat) == {}
    assert await opened(chat, "ben", OAKS + " Nine.") == 2
    await cast(chat, 2, ana="for", eve="against", ben="for")
    await closed(chat, 2)
    assert await wrong(chat) == {}


async def wrong(chat: Chat) -> dict[int, Any]:
    """The votes that do not come to what was booked."""
    async with looking(chat) as look:
        report = await simulate.reported(look, {})
    assert report.outcomes
    return dict(report.faults)
