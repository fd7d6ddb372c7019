"""Linking two accounts: codes, the yes of both sides, what moves, and the day in which it is undone."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import ledger, links, members
from tests.chat import Chat
from tests.cogs.garden import ask, garden, looking


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def code(chat: Chat, who: str) -> str:
    found = re.search(r"\*\*(\w{4}-\w{4})\*\*", await ask(chat, who, "link"))
    assert found
    return found[1]


async def link(chat: Chat, giver: str, taker: str) -> str:
    """Link two people with the buttons that each of them sees; the last answer."""
    await ask(chat, taker, f"link enter {await code(chat, giver)}")
    await ask(chat, taker, "1")
    return await ask(chat, giver, "1")


async def holds(chat: Chat, name: str) -> int:
    async with looking(chat) as look:
        who = await members.find(look, "terminal", name)
        assert who
        return await ledger.balance_of(look, f"member:{who.id}", "LEAF")


async def sound(chat: Chat) -> None:
    async with looking(chat) as look:
        assert await ledger.verify(look) is None


async def test_both_sides_see_who_and_what_and_both_confirm(chat: Chat) -> None:
    await ask(chat, "dee", "contribution log Watered the beds")
    shown = await ask(chat, "dee", f"link enter {await code(chat, 'ben')}")
    assert "ben on terminal: 1,000 LEAF, 0 contributions, treasurer" in shown
    assert "dee on terminal: nothing, 1 contribution" in shown
    assert "✉ ben" in shown
    assert "Now ben confirms too" in await ask(chat, "dee", "1")
    assert "one member now" in await ask(chat, "ben", "1")
    assert await holds(chat, "dee") == await holds(chat, "ben") == 1_000_000_000
    assert "November 2026: 1 contribution" in await ask(chat, "dee", "me")
    assert "ben (terminal), dee (terminal)" in await ask(chat, "ben", "me")
    await sound(chat)


async def test_one_yes_links_nobody(chat: Chat) -> None:
    await ask(chat, "dee", f"link enter {await code(chat, 'ben')}")
    await ask(chat, "dee", "1")
    assert "Now ben confirms too" in await ask(chat, "dee", "link confirm 1")
    assert "ben" not in await ask(chat, "dee", "me")


async def test_nobody_else_confirms_or_refuses(chat: Chat) -> None:
    await ask(chat, "dee", f"link enter {await code(chat, 'ben')}")
    for word in ("confirm", "refuse"):
        assert "between two others" in await ask(chat, "cy", f"link {word} 1")
    assert "no link #7" in await ask(chat, "cy", "link confirm 7")


async def test_either_side_refuses(chat: Chat) -> None:
    await ask(chat, "dee", f"link enter {await code(chat, 'ben')}")
    await ask(chat, "dee", "1")
    shown = await ask(chat, "ben", "2")
    assert "Nothing was linked." in shown
    assert "✉ dee" in shown
    assert "This link is over" in await ask(chat, "dee", "link confirm 1")


async def test_a_proposed_link_is_open_for_a_quarter_of_an_hour(chat: Chat) -> None:
    await ask(chat, "dee", f"link enter {await code(chat, 'ben')}")
    await ask(chat, "dee", "wait 16m")
    assert "This link is over" in await ask(chat, "ben", "link confirm 1")


@pytest.mark.parametrize(
    ("typed", "says"),
    [("ABCD", "A code has 8"), ("0000-0000", "A code has 8"), ("ABCD-2345", "do not know this code")],
)
async def test_what_is_no_code(chat: Chat, typed: str, says: str) -> None:
    assert says in await ask(chat, "dee", f"link enter {typed}")


async def test_a_code_works_once(chat: Chat) -> None:
    given = await code(chat, "ben")
    await ask(chat, "dee", f"link enter {given}")
    assert "used already" in await ask(chat, "cy", f"link enter {given}")


async def test_a_code_works_for_ten_minutes(chat: Chat) -> None:
    given = await code(chat, "ben")
    await ask(chat, "dee", "wait 10m")
    assert "Are these two you?" in await ask(chat, "dee", f"link enter {given.lower()}")
    late = await code(chat, "ben")
    await ask(chat, "dee", "wait 10m1s")
    assert "older than 10 minutes" in await ask(chat, "dee", f"link enter {late}")


async def test_a_new_code_ends_the_old_one(chat: Chat) -> None:
    old = await code(chat, "ben")
    await code(chat, "ben")
    assert "used already" in await ask(chat, "dee", f"link enter {old}")


async def test_ones_own_code(chat: Chat) -> None:
    assert "your own code" in await ask(chat, "ben", f"link enter {await code(chat, 'ben')}")


async def test_five_tries_an_hour_right_or_wrong(chat: Chat) -> None:
    for _ in range(5):
        assert "do not know" in await ask(chat, "dee", "link enter ABCD2345")
    given = await code(chat, "ben")
    assert "5 codes an hour" in await ask(chat, "dee", f"link enter {given}")
    assert "Are these two you?" in await ask(chat, "cy", f"link enter {given}")
    await ask(chat, "dee", "wait 1h")
    assert "Are these two you?" in await ask(chat, "dee", f"link enter {await code(chat, 'ben')}")


async def test_for_a_day_the_merged_member_moves_no_money(chat: Chat) -> None:
    await link(chat, "ben", "dee")
    for who in ("ben", "dee"):
        assert "you can send, withdraw and approve in" in await ask(chat, who, "token send @cy 5")
        assert "linked lately" in await ask(chat, who, "me")
    await ask(chat, "ana", "wait 1d")
    assert "Nothing has happened yet" in await ask(chat, "dee", "token send @cy 5")


async def test_undo_gives_each_back_what_was_theirs(chat: Chat) -> None:
    await ask(chat, "ana", "token send @dee 40")
    await ask(chat, "ana", "1")
    await ask(chat, "dee", "contribution log Watered the beds")
    await ask(chat, "ben", "contribution attest 1")
    await link(chat, "ben", "dee")
    assert "Attested by: nobody" in await ask(chat, "cy", "contribution show 1")
    assert await holds(chat, "dee") == 1_040_000_000
    assert "Back to dee: 40 LEAF" in await ask(chat, "dee", "link undo")
    await ask(chat, "dee", "1")
    assert (await holds(chat, "ben"), await holds(chat, "dee")) == (1_000_000_000, 40_000_000)
    assert "Attested by: ben" in await ask(chat, "cy", "contribution show 1")
    assert "Roles" not in await ask(chat, "dee", "me")
    assert "no accounts of yours are linked" in (await ask(chat, "ben", "link undo")).lower()
    await sound(chat)


async def test_after_a_day_nothing_is_undone(chat: Chat) -> None:
    await link(chat, "ben", "dee")
    await ask(chat, "ben", "wait 1d")
    assert "can be undone for" in await ask(chat, "ben", "link undo")


async def test_a_fresh_link_has_to_rest_before_the_next(chat: Chat) -> None:
    await link(chat, "ben", "dee")
    assert "ben was linked in the last 24 hours" in await ask(
        chat, "eve", f"link enter {await code(chat, 'dee')}"
    )
    await ask(chat, "ben", "wait 1d")
    await link(chat, "dee", "eve")
    assert "eve (terminal)" in await ask(chat, "ben", "me")


async def test_linked_already(chat: Chat) -> None:
    await link(chat, "ben", "dee")
    assert "your own code" in await ask(chat, "dee", f"link enter {await code(chat, 'ben')}")


async def test_two_treasurers_who_are_one_leave_a_seat_empty(chat: Chat) -> None:
    assert "#treasury" not in await link(chat, "ben", "cy")
    assert "2 treasurers approve" in await ask(chat, "ana", "role list")
    await ask(chat, "ben", "wait 1d")
    shown = await link(chat, "ana", "ben")
    assert "payouts stand still until one is elected" in shown


async def test_the_platform_is_dropped_but_never_the_last(chat: Chat) -> None:
    assert "your only account here" in await ask(chat, "ben", "unlink terminal")
    assert "not linked to an account on matrix" in await ask(chat, "ben", "unlink matrix")
    await link(chat, "ben", "dee")
    assert "name the one to drop" in await ask(chat, "ben", "unlink terminal")
    assert "link undo" in await ask(chat, "ben", "unlink terminal dee")
    await ask(chat, "ben", "wait 1d")
    assert "Yours stay: ben (terminal)" in await ask(chat, "ben", "unlink terminal dee")
    await ask(chat, "ben", "1")
    assert "not a member here yet" in await ask(chat, "dee", "me")


async def test_what_cannot_be_undone_waits_for_the_day_to_pass(chat: Chat) -> None:
    """Else whoever fished for a code could resign, appoint and correct in somebody's name."""
    await link(chat, "ana", "dee")
    for line in (
        "role resign treasurer",
        "setup invite treasurer @eve",
        "setup parameter samples 7",
        "setup budget 5 LEAF",
        "setup asset USDC",
        "privacy forget treasury",
        "link undo",
    ):
        await ask(chat, "eve", "contribution log Something")
        shown = await ask(chat, "dee", line)
        assert ("linked lately" in shown) == (line != "link undo"), line
    await ask(chat, "ana", "wait 1d")
    assert "Nothing has happened yet" in await ask(chat, "dee", "role resign treasurer")


async def test_who_is_forgotten_leaves_no_account_behind(chat: Chat) -> None:
    await link(chat, "ben", "dee")
    await ask(chat, "ana", "wait 1d")
    await ask(chat, "dee", "privacy forget treasury")
    await ask(chat, "dee", "1")
    async with looking(chat) as look:
        pair = await links.get(look, 1)
    assert (pair.giver_as, pair.taker_as) == ("", "")
