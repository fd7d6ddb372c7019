"""Roles: nobody is appointed unasked, no platform makes a treasurer, and everybody may go."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.command import Event
from storage import communities, founding, ledger, members, payouts
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, away, far, garden, looking, nothing, told


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def treasurers(chat: Chat) -> list[str]:
    async with looking(chat) as look:
        names = await members.names(look, holders := await members.holders(look, "treasurer"))
        return [names[one] for one in holders]


async def test_who_runs_a_server_is_no_treasurer(chat: Chat) -> None:
    """Every fact a platform can tell about somebody, and everything that somebody may type."""
    given = (await ask(chat, "ana", "setup place")).partition("**")[2][:9]
    host = Event("1", "matrix", "!garden", "mallory", "mallory", hosts=True, moderates=True)
    await far(chat, host, f"join {given}")
    for line in (
        "setup invite treasurer @mallory",
        "setup dismiss treasurer @ana",
        "setup parameter approvals_needed 2",
        "setup budget 1 LEAF",
        "setup asset USDC",
        "setup zone UTC",
        "setup place",
        "role accept",
        "role accept treasurer",
        "treasury approve 1",
        "treasury confirm 1",
        'setup "small circle" treasurers=@mallory,@ana',
        "setup finish",
    ):
        event = Event(line, "matrix", "!garden", "mallory", "mallory", hosts=True, moderates=True)
        assert (await far(chat, event, line)).tone == "refusal", line
    assert await treasurers(chat) == ["ana", "ben", "cy"]


async def test_an_accepted_role_is_an_entry_and_a_post(chat: Chat) -> None:
    await ask(chat, "ana", "setup invite treasurer @dee")
    assert await treasurers(chat) == ["ana", "ben", "cy"]
    assert "dee is a treasurer now. 2 of 4 treasurers" in await ask(chat, "dee", "role accept")
    async with looking(chat) as look:
        newest = (await ledger.history(look, limit=1))[0]
        dee = (await members.named(look, "dee")).id
    assert (newest.kind, newest.data) == ("role", {"member": dee, "role": "treasurer", "grant": True})


async def test_two_offers_are_answered_apart_or_together(tmp_path: Path) -> None:
    async with nothing(tmp_path) as chat:
        await ask(chat, "ana", "people ana ben cy")
        await ask(chat, "ana", 'setup "small circle" founders=@ana,@ben treasurers=@ana,@ben,@cy')
        assert "You declined to be a founder." in await ask(chat, "ben", "role decline founder")
        assert "You accepted to be a treasurer." in await ask(chat, "ben", "role accept")
        assert "not been asked to be a founder" in await ask(chat, "ben", "role accept founder")
        shown = await ask(chat, "ana", "role accept")
        assert "Founders: ana ✓, ben ✗" in shown
        assert "Treasurers: ana ✓, ben ✓, cy …" in shown


async def test_invitations_before_genesis_change_the_card(tmp_path: Path) -> None:
    async with nothing(tmp_path) as chat:
        await ask(chat, "ana", "people ana ben cy dee")
        await ask(chat, "ana", 'setup "small circle" treasurers=@ana,@ben')
        await ask(chat, "ben", "role decline")
        assert "Treasurers: ana …, ben …, cy …" in await ask(chat, "ana", "setup invite treasurer @cy @ben")
        assert "Founders: dee …" in await ask(chat, "ana", "setup invite founder @dee")
        assert "Guardians: dee …" in await ask(chat, "ana", "setup invite guardian @dee")
        assert "one guardian" in await ask(chat, "ana", "setup invite guardian @cy")
        assert "cannot be a treasurer too" in await ask(chat, "ana", "setup invite treasurer @dee")
        await ask(chat, "ana", "setup dismiss treasurer @cy")
        assert "Treasurers: ana …, ben …\n" in await ask(chat, "ana", "1")
        assert "name at least 2" in await ask(chat, "ana", "setup dismiss treasurer @ben")
        assert "was not asked to be a founder" in await ask(chat, "ana", "setup dismiss founder @cy")
        assert "Only an admin or whoever" in await ask(chat, "ben", "setup invite treasurer @ben")
        async with looking(chat) as look:
            assert not (await communities.get(look)).running


async def test_after_the_first_vote_only_proposals_decide(chat: Chat) -> None:
    """Also about what was offered before and not accepted yet."""
    await ask(chat, "ana", "setup invite treasurer @dee")
    await chat.app.store.act(COMMUNITY, lambda change: change.next(founding.VOTES))
    for line in (
        "setup invite treasurer @dee",
        "setup dismiss treasurer @cy",
        "setup parameter samples 7",
        "setup budget 5 LEAF",
        "setup asset USDC",
        "setup zone Europe/Lisbon",
    ):
        assert "decided by a proposal now" in await ask(chat, "ana", line), line
    assert "decided by a proposal now" in await ask(chat, "dee", "role accept")
    assert await treasurers(chat) == ["ana", "ben", "cy"]


async def test_payouts_stand_still_when_too_few_treasurers_are_left(chat: Chat) -> None:
    async def work(change: Change) -> None:
        due = [payouts.Due((await members.named(change, "ana")).id, "LEAF", 5)]
        await payouts.file(change, "filed", "", due, by=0, reason="work", source="budget:1", needed=2)

    await chat.app.store.act(COMMUNITY, work)
    await ask(chat, "ben", "role resign treasurer")
    assert "2 of 2 treasurers approve each payout" in await ask(chat, "ben", "1")
    assert "payouts stand still until one is elected" in await ask(chat, "cy", "role resign treasurer")
    shown = await ask(chat, "cy", "1")
    assert "#treasury" in shown
    assert "cy is no longer a treasurer. 2 treasurers must approve a payout and there is 1" in shown
    async with looking(chat) as look:
        newest = (await ledger.history(look, limit=1))[0]
        assert (newest.kind, newest.why, newest.data["grant"]) == ("role", "resigned", False)
    assert "You are not a treasurer" in await ask(chat, "cy", "role resign treasurer")


async def test_dismissing_keeps_enough_treasurers_and_touches_no_tokens(chat: Chat) -> None:
    await ask(chat, "ana", "setup dismiss treasurer @cy")
    await ask(chat, "ana", "1")
    assert await treasurers(chat) == ["ana", "ben"]
    assert "1 would be left" in await ask(chat, "ana", "setup dismiss treasurer @ben")
    assert "nothing that was paid is touched" in await ask(chat, "ana", "setup dismiss founder @ben")
    await ask(chat, "dee", "contribution log Weeding")
    assert "dee is not a guardian" in await ask(chat, "ana", "setup dismiss guardian @dee")


async def test_a_late_founder_gets_what_each_founder_got(chat: Chat) -> None:
    await ask(chat, "ana", "setup invite founder @dee")
    shown = await ask(chat, "dee", "role accept")
    assert "dee is a founder now, with 1,000 LEAF." in shown
    assert "dee is a founder already" in await ask(chat, "ana", "setup invite founder @dee")
    async with looking(chat) as look:
        dee = await members.named(look, "dee")
        assert dee.founder
        assert await ledger.balance_of(look, f"member:{dee.id}", "LEAF") == 1_000_000_000
        assert await founding.given(look, "LEAF") == 3_000_000_000
        assert await ledger.verify(look) is None


async def test_the_buttons_answer_for_whoever_presses(chat: Chat) -> None:
    await ask(chat, "ana", "setup invite treasurer @dee")
    ref = str(len(chat.terminal.messages))
    assert "You have not been asked" in await ask(chat, "ben", f"{ref}.1")
    assert "You accepted to be a treasurer" in await ask(chat, "dee", f"{ref}.1")
    assert "You have not been asked" in await ask(chat, "dee", f"{ref}.2")


async def test_a_stranger_may_look(chat: Chat) -> None:
    shown = told(await far(chat, away("x", platform="terminal", room="local"), "role list"))
    assert "2 of 3 treasurers approve each payout" in shown
