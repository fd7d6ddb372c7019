"""What a member sees about themselves and the community, and what the bot says about its own words."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import line, values
from bot.command import ROLES
from cogs.help import EVERYDAY, EXAMPLES, FIRST, WHO, example
from rules.ledger import Posting
from storage import ledger, members, objections, payouts
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, garden, nothing
from tests.cogs.test_link import code


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def test_me(chat: Chat) -> None:
    await ask(chat, "ben", "contribution log Dug the pond")
    shown = await chat.say("ben", "me")
    assert shown == [
        "**ben**",
        "Nothing waits for you.",
        "Tokens: 1,000 LEAF",
        "Votes: 1,000",
        "November 2026: 1 contribution",
        "Last reward: none yet",
        "Roles: treasurer",
        "Accounts: ben (terminal)",
        "Private notes: duties and rewards",
    ]


async def test_a_stranger_is_told_how_to_begin(chat: Chat) -> None:
    assert "Your first act makes you one" in await ask(chat, "dee", "me")


async def test_every_duty_says_what_to_type(chat: Chat) -> None:
    await ask(chat, "dee", "contribution log Weeding")

    async def work(change: Change) -> None:
        ben, dee = [(await members.named(change, name)).id for name in ("ben", "dee")]
        for who, by in ((dee, 0), (ben, 0), (dee, ben)):
            due = [payouts.Due(who, "LEAF", 5)]
            await payouts.file(change, "filed", "", due, by=by, reason="", source="budget:1", needed=2)
        await objections.add(change, "2026-10", ben, dee, "objection", "no")

    await chat.app.store.act(COMMUNITY, work)
    await ask(chat, "cy", "setup asset USDC 2")
    await ask(chat, "ana", "setup asset USDC 2")
    await ask(chat, "cy", "treasury deposit 5 USDC fees invoice 1")
    await ask(chat, "ana", "setup invite guardian @dee")
    await ask(chat, "eve", f"link enter {await code(chat, 'ben')}")
    await ask(chat, "ben", "token send @cy 5")
    shown = await ask(chat, "ben", "me")
    for duty in (
        "- Your word is asked on payout #1: `treasury approve 1` or `treasury refuse 1`.",
        "- Deposit #1 waits for a second treasurer: `treasury confirm 1`.",
        "- Somebody objects to your rewards of October 2026: `rewards show 2026-10`.",
        "- 1 preview of yours can still be confirmed.",
        "- Is eve you, too? `link confirm 1` or `link refuse 1`.",
    ):
        assert duty in shown
    assert "payout #2" not in shown  # it is for ben alone
    assert "payout #3" not in shown  # ben filed it
    assert "You are asked to be a guardian" in await ask(chat, "dee", "me")
    assert "payout" not in await ask(chat, "dee", "me")


async def test_the_last_reward(chat: Chat) -> None:
    async def work(change: Change) -> None:
        ben = (await members.named(change, "ben")).id
        for month, amount in (("2026-09", 7_000_000), ("2026-10", 12_500_000)):
            lines = [Posting("issuance", "LEAF", -amount), Posting(f"member:{ben}", "LEAF", amount)]
            await ledger.post(change, f"reward/{month}", "rewards", lines, by=0, why="payout/1")

    await chat.app.store.act(COMMUNITY, work)
    assert "Last reward: 12.5 LEAF for October 2026" in await ask(chat, "ben", "me")
    assert "Last reward: none yet" in await ask(chat, "cy", "me")


async def test_what_was_opted_out_of(chat: Chat) -> None:
    await ask(chat, "ben", "privacy optout rewards")
    assert "Opted out: rewards" in await ask(chat, "ben", "me")


async def test_notify(chat: Chat) -> None:
    assert "votes, duties, bounties, rewards" in await ask(chat, "ben", "notify on cakes")
    assert "about duties, rewards and votes." in await ask(chat, "ben", "notify on votes")
    assert "on already" in await ask(chat, "ben", "notify on votes")
    for kind in ("votes", "duties"):
        await ask(chat, "ben", f"notify off {kind}")
    assert "about nothing." in await ask(chat, "ben", "notify off rewards")
    assert "Private notes: nothing" in await ask(chat, "ben", "me")
    assert "off already" in await ask(chat, "ben", "notify off bounties")


async def test_community(chat: Chat) -> None:
    shown = await ask(chat, "dee", "community")
    for fact in (
        "**Garden**",
        "Founded: 2 Nov 2026, 09:00 UTC, as a small circle",
        "Members: 3",
        "Token: 5,000 LEAF of at most 10,000,000",
        "Treasurers: ana, ben and cy; 2 must approve a payout",
        "Places: terminal (local)",
    ):
        assert fact in shown


async def test_the_everyday_words_exist(chat: Chat) -> None:
    known = {spec.name for spec in chat.app.table.specs.values()}
    assert {*EVERYDAY, *FIRST} <= known
    assert len(EVERYDAY) == 12
    shown = await ask(chat, "dee", "help")
    assert all(word in shown for word in EVERYDAY)


async def test_before_founding_help_tells_how_to_found(tmp_path: Path) -> None:
    async with nothing(tmp_path) as chat:
        shown = await ask(chat, "ana", "help")
        assert "setup finish" in shown
        assert "contribution log" not in shown


async def test_help_leaves_no_command_out(chat: Chat) -> None:
    for spec in chat.app.table.specs.values():
        shown = await ask(chat, "dee", f"help {spec.name}")
        assert spec.usage in shown
        assert spec.about in shown
        assert "Who may: " in shown
        assert all(f"{param.name}: {param.arg.about}" in shown for param in spec.params)
        assert spec.name in await ask(chat, "dee", f"help {spec.path[0]}")


async def test_every_example_is_understood(chat: Chat) -> None:
    """Read as a line, and its arguments have the form of their types."""
    specs = chat.app.table.specs
    for spec in specs.values():
        call = line.read(example(spec), specs)
        assert call.path == spec.path
        given = dict(call.args)
        assert set(given) == {param.name for param in spec.params if param.required}, spec.name


async def test_every_type_and_role_has_words() -> None:
    assert set(EXAMPLES) | {str} == set(values.KINDS)
    assert set(WHO) == set(ROLES)


async def test_unknown_topics_name_the_nearest(chat: Chat) -> None:
    assert "did you mean `help praise`?" in await ask(chat, "dee", "help prase")
    assert "`help` alone lists every group" in await ask(chat, "dee", "help xyzzy")
    assert "See also: `link confirm`" in await ask(chat, "dee", "help link")
