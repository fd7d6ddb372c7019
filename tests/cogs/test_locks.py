"""Locks and delegations through the life of members: linked, forgotten, capped, refused."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest

from cogs.delegating import Kind
from rules import presets
from storage import delegations, ledger, locks, members
from tests.chat import Chat
from tests.cogs.garden import ask, garden, looking
from tests.cogs.test_link import link


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def both(chat: Chat, who: str, text: str) -> str:
    """Ask and confirm."""
    await ask(chat, who, text)
    return await ask(chat, who, "1")


async def sound(chat: Chat) -> None:
    async with looking(chat) as look:
        assert await ledger.verify(look) is None
        held = {
            f"locked:{who}": sum(one.amount for one in some)
            for who, some in (await locks.every(look)).items()
        }
        there = await ledger.accounts(look, "locked:")
        assert {account: amount for (account, _), amount in there.items()} == held


def test_every_kind_of_proposal_can_be_delegated() -> None:
    assert get_args(Kind) == presets.KINDS


async def test_two_who_are_one_have_both_locks_and_part_with_their_own(chat: Chat) -> None:
    await both(chat, "ana", "lock new 100 52w")
    await both(chat, "ben", "lock new 40 26w")
    await both(chat, "cy", "vote delegate @ben")
    await both(chat, "ana", "vote delegate @ben")
    shown = await link(chat, "ana", "ben")
    assert "1,860 LEAF, and 140 LEAF in locks" in shown
    await sound(chat)
    assert "cy 0" in await ask(chat, "ana", "vote power")
    for line in (
        "lock new 5 52w",
        "lock add 5 1",
        "lock extend 60w 1",
        "lock withdraw 2",
        "lock relock 4w 2",
    ):
        assert "linked lately" in await ask(chat, "ana", line), line
    await both(chat, "ana", "link undo")
    await sound(chat)
    async with looking(chat) as look:
        ana, ben = (await members.named(look, "ana")).id, (await members.named(look, "ben")).id
        assert [one.amount for one in await locks.of(look, ana)] == [100 * 10**6]
        assert [one.amount for one in await locks.of(look, ben)] == [40 * 10**6]
        assert await delegations.of(look, ana) == {"": ben}


async def test_what_who_left_had_locked_follows_when_it_ends(chat: Chat) -> None:
    await both(chat, "ben", "lock new 40 2w")
    await both(chat, "ben", "lock new 60 6w")
    await both(chat, "cy", "vote delegate @ben")
    await ask(chat, "dee", "contribution log Swept the path")
    preview = await ask(chat, "ben", "privacy forget @dee")
    assert "Locked: 100 LEAF to dee when the locks end" in preview
    shown = await ask(chat, "ben", "1")
    assert "your votes are yours again" in shown
    assert "dee holds 900 LEAF." in await ask(chat, "ana", "token balance @dee")
    await sound(chat)
    await ask(chat, "ana", "wait 2w")
    assert "dee holds 940 LEAF." in await ask(chat, "ana", "token balance @dee")
    await ask(chat, "ana", "wait 4w")
    assert "dee holds 1,000 LEAF." in await ask(chat, "ana", "token balance @dee")
    await sound(chat)
    async with looking(chat) as look:
        assert await delegations.every(look) == []
        assert await locks.every(look) == {}


async def test_a_lock_needs_a_number_only_where_there_are_several(chat: Chat) -> None:
    await both(chat, "ana", "lock new 100 52w")
    assert "Add 5 LEAF to lock #1" in await ask(chat, "ana", "lock add 5")
    await both(chat, "ana", "lock new 50 26w")
    assert "say which: #1, #2" in await ask(chat, "ana", "lock add 5")
    assert "You have no lock #3" in await ask(chat, "ana", "lock add 5 3")
    assert "Add 5 LEAF to lock #2" in await ask(chat, "ana", "lock add 5 2")
    assert "You have no lock" in await ask(chat, "ben", "lock extend 60w 1")


async def test_only_the_token_is_locked(chat: Chat) -> None:
    await ask(chat, "ana", "setup asset USDC 6")
    assert "Only LEAF can be locked; USDC carries no votes." in await ask(chat, "ana", "lock new 5 USDC 52w")


async def test_the_cap_on_one_members_votes_is_shown(chat: Chat) -> None:
    """A small circle counts at most 34 % of all for one member."""
    assert "Of these count: 680, since nobody may cast more than 34 % of all" in await ask(
        chat, "ana", "vote power"
    )


async def test_who_votes_for_whom_changes_hands_and_everybody_is_told(chat: Chat) -> None:
    await ask(chat, "dee", "contribution log Weeded")
    assert "✉ dee" in await both(chat, "ana", "vote delegate @dee")
    assert "dee votes for you on proposals of every kind already" in await ask(
        chat, "ana", "vote delegate @dee"
    )
    moved = await both(chat, "ana", "vote delegate @ben")
    assert "Instead of: dee" in moved
    assert "ana lets somebody else vote for them on proposals of every kind now." in moved
    await both(chat, "ana", "vote delegate @dee spend")
    shown = await ask(chat, "ben", "vote power @ana")
    assert "Votes for them: ben on proposals of every kind and dee on spend proposals" in shown
    assert "Nobody votes for you on role proposals alone." in await ask(chat, "ana", "vote undelegate role")
    assert "dee (spend proposals)" in await ask(chat, "ana", "vote undelegate spend")
    assert "ben (proposals of every kind)" in await ask(chat, "ana", "vote undelegate")


async def test_where_locks_add_nothing_it_is_said_before(chat: Chat) -> None:
    assert "they weigh no more than others" in await ask(chat, "ana", "lock new 5 52w")
    await both(chat, "ana", "setup parameter w_ve 3")
    assert "weigh no more" not in await ask(chat, "ana", "lock new 5 52w")
