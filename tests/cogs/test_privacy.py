"""Counting, exporting and erasing: afterwards nothing names who left, and the ledger still verifies."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.command import Event, Quote
from rules.ledger import Posting
from storage import (
    activity,
    communities,
    contributions,
    ledger,
    members,
    own_data,
    payouts,
    privacy,
    reactions,
)
from storage.payouts import Due
from storage.schema import metadata
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, garden, looking

UNIT = 10**6


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def counted(chat: Chat, name: str) -> dict[str, dict[str, int]]:
    async with looking(chat) as look:
        return await activity.of_member(look, (await members.named(look, name)).id)


def heard(account: str, quote: Quote | None = None) -> Event:
    return Event(f"{account}-{quote}", "terminal", "local", account, account, quote=quote)


async def test_messages_replies_and_received_reactions_are_counted(chat: Chat) -> None:
    await ask(chat, "ana", "say hello")
    await chat.app.heard(heard("ana", Quote("7", "hi", author="ben")), "message")
    await chat.app.heard(heard("ana", Quote("7", "hi", author="ben")), "reaction")
    await chat.app.heard(heard("ben", Quote("7", "hi", author="ben")), "reaction")
    await chat.app.heard(heard("ben", Quote("7", "a card")), "reaction")
    await chat.app.heard(heard("stranger"), "message")
    assert await counted(chat, "ana") == {"2026-11-02": {"messages": 1, "replies": 1}}
    assert await counted(chat, "ben") == {"2026-11-02": {"reactions": 1}}
    async with looking(chat) as look:
        assert len(await activity.of_month(look, "2026-11")) == 2
        assert await members.find(look, "terminal", "stranger") is None


async def test_a_day_is_the_day_of_the_community(chat: Chat) -> None:
    async def move(change: Change) -> None:
        await communities.alter(change, zone="Asia/Tokyo")

    await chat.app.store.act(COMMUNITY, move)
    await chat.app.wait(timedelta(hours=5, minutes=59))  # 23:59 in Tokyo
    await ask(chat, "ana", "say good night")
    await chat.app.wait(timedelta(minutes=1))
    await ask(chat, "ana", "say good morning")
    assert await counted(chat, "ana") == {"2026-11-02": {"messages": 1}, "2026-11-03": {"messages": 1}}


async def exported(chat: Chat, who: str) -> Any:
    chat.terminal.speaker = who
    card = await chat.app.table.say(chat.terminal.event(), "privacy export")
    assert card.private
    return json.loads(card.files[0].data)


async def test_the_export_holds_everything_about_oneself(chat: Chat) -> None:
    for who, text in (
        ("ben", "contribution log the tide parser category=code hours=2"),
        ("ana", "contribution attest 1"),
        ("ana", "praise @ben for the night shift"),
        ("ben", "praise @ana for her patience"),
        ("ben", "idea new a boat"),
        ("ben", "idea up 1"),
        ("ben", "poll new Where to? North; South"),
        ("ben", "poll vote 1 2"),
        ("ben", "say hello"),
        ("ben", "token send @cy 12.5 thanks"),
        ("ben", "1"),
    ):
        await ask(chat, who, text)
    data = await exported(chat, "ben")
    assert data["accounts"] == [{"platform": "terminal", "account": "ben"}]
    assert [one["role"] for one in data["roles"]] == ["treasurer"]
    assert data["balances"] == {"LEAF": "987.5"}
    assert [one["amounts"]["LEAF"] for one in data["ledger"]] == ["1000", "-12.5"]
    assert [one["what"] for one in data["contributions"]] == ["the tide parser"]
    assert len(data["contributions"][0]["attested_by"]) == 1
    assert [one["what"] for one in data["praise_given"]] == ["for her patience"]
    assert [one["what"] for one in data["praise_received"]] == ["for the night shift"]
    assert data["activity"] == {"2026-11-02": {"messages": 1}}
    assert (data["ideas"][0]["what"], data["ideas_up_voted"], data["poll_votes"][0]["option"]) == (
        "a boat",
        [1],
        2,
    )
    assert {"offer", "entry"} <= set(data["other_records"])
    text = json.dumps(await exported(chat, "cy"))
    assert "night shift" not in text
    assert "tide parser" not in text


def test_every_column_that_can_name_a_member_is_known_to_the_export() -> None:
    """A table that a feature adds is exported by itself if its columns are named like the others."""
    known = {*own_data.WHO, "founder", "id"}
    numbers = [(of.name, c.name) for of in metadata.sorted_tables for c in of.columns if "member" in c.name]
    assert [pair for pair in numbers if pair[1] not in known] == []


async def everything(chat: Chat) -> str:
    """Every cell of the database, as one text."""
    cells = []
    async with chat.app.store.read(COMMUNITY) as look:
        for of in metadata.sorted_tables:
            for row in await look.rows(select(*of.c)):
                cells += [f"{of.name}: {value!r}" for value in row]
    return "\n".join(cells)


async def busy(chat: Chat) -> None:
    chat.terminal.meet("wilhelmina")
    for who, text in (
        ("wilhelmina", "contribution log repaired the northern gauge link=https://example.org/secret"),
        ("wilhelmina", "contribution log calibrated every sensor twice together=@dee"),
        ("wilhelmina", "praise @ana for lending a ladder"),
        ("ana", "praise @wilhelmina for climbing that ladder"),
        ("ana", "praise @wilhelmina @ben for mending the roof"),
        ("wilhelmina", "idea new a telescope for the harbour"),
        ("wilhelmina", "poll new Which telescope do we want? a refracting one; a reflecting one"),
        ("cy", "poll vote 1 2"),
        ("ben", "token send @wilhelmina 30 for the roof"),
        ("ben", "1"),
        ("wilhelmina", "contribution withdraw 1"),
        ("wilhelmina", "say nobody reads this"),
        ("wilhelmina", "link"),
        ("ana", "moderators wilhelmina"),
        ("wilhelmina", "moderate hide 4 embarrassing gratitude"),
    ):
        await ask(chat, who, text)


SECRETS = (
    "wilhelmina", "northern gauge", "example.org/secret", "every sensor", "lending a ladder",
    "climbing that ladder", "telescope", "refracting", "embarrassing",
)  # fmt: skip


async def test_nothing_in_the_database_names_who_left(chat: Chat) -> None:
    await busy(chat)
    before = (await everything(chat)).lower()
    assert [word for word in SECRETS if word not in before] == []
    await ask(chat, "wilhelmina", "privacy forget")
    shown = await ask(chat, "wilhelmina", "1")
    after = (await everything(chat)).lower()
    found = [line for line in after.splitlines() for word in SECRETS if word in line]
    assert found == [], "\n".join(found)
    assert "mending the roof" in after
    assert "Tokens: 30 LEAF to the treasury" in shown


async def test_the_ledger_verifies_and_the_tokens_are_where_they_should_be(chat: Chat) -> None:
    await busy(chat)
    async with looking(chat) as look:
        who = (await members.named(look, "wilhelmina")).id
    await ask(chat, "wilhelmina", "privacy forget @dee")
    assert "A member who left handed 30 LEAF over to you." in await ask(chat, "wilhelmina", "1")
    async with looking(chat) as look:
        assert await ledger.verify(look) is None
        dee = (await members.named(look, "dee")).id
        assert await ledger.balances(look, f"member:{dee}") == {"LEAF": 30 * UNIT}
        assert await ledger.balances(look, f"member:{who}") == {}
        entry = await ledger.find(look, f"forget/{who}")
        assert entry is not None
        assert [tuple(one) for one in entry.postings] == [
            (f"member:{who}", "LEAF", -30 * UNIT),
            (f"member:{dee}", "LEAF", 30 * UNIT),
        ]
        assert (await members.get(look, who)).name == members.LEFT


async def test_counts_of_polls_and_ideas_stay(chat: Chat) -> None:
    await busy(chat)
    await ask(chat, "cy", "idea up 1")
    await ask(chat, "wilhelmina", "privacy forget")
    await ask(chat, "wilhelmina", "1")
    assert "Option 2      1" in await ask(chat, "ana", "poll show 1")
    assert "Up-votes: 1 of 3" in await ask(chat, "ana", "idea show 1")
    assert await ask(chat, "ana", "wait 4d") == ""


async def test_who_comes_back_is_somebody_new(chat: Chat) -> None:
    await busy(chat)
    async with looking(chat) as look:
        before = (await members.named(look, "wilhelmina")).id
    await ask(chat, "wilhelmina", "privacy forget")
    await ask(chat, "wilhelmina", "1")
    await ask(chat, "wilhelmina", "contribution log here again")
    async with looking(chat) as look:
        now = await members.named(look, "wilhelmina")
        assert now.id != before
        assert await ledger.balances(look, f"member:{now.id}") == {}
        assert await members.find(look, "terminal", "wilhelmina") == now


async def test_a_treasurer_who_is_forgotten_has_resigned(chat: Chat) -> None:
    await ask(chat, "cy", "privacy forget")
    shown = await ask(chat, "cy", "1")
    assert "is no longer a treasurer. 2 of 2 treasurers approve each payout." in shown
    async with looking(chat) as look:
        assert len(await members.holders(look, "treasurer")) == 2
    await ask(chat, "ben", "privacy forget")
    assert "payouts stand still" in await ask(chat, "ben", "1")


async def test_an_admin_who_is_forgotten_holds_no_role(chat: Chat) -> None:
    await ask(chat, "ana", "privacy forget")
    await ask(chat, "ana", "1")
    async with looking(chat) as look:
        assert await members.holders(look, "admin") == []
        assert await ledger.verify(look) is None


async def test_what_is_paid_later_follows_the_rest(chat: Chat) -> None:
    async with looking(chat) as look:
        ben, cy = [(await members.named(look, name)).id for name in ("ben", "cy")]

    async def owe(change: Change) -> None:
        due = [Due(ben, "LEAF", 5 * UNIT)]
        await payouts.file(change, "filed", "", due, by=1, reason="x", source="budget:1", needed=2)

    await chat.app.store.act(COMMUNITY, owe)
    await ask(chat, "ben", "privacy forget @cy")
    await ask(chat, "ben", "1")
    await ask(chat, "ana", "wait 3d")

    async def pay(change: Change) -> None:
        lines = [Posting("issuance", "LEAF", -5 * UNIT), Posting(f"member:{ben}", "LEAF", 5 * UNIT)]
        await ledger.post(change, "late", "payout", lines, by=0, why="payout/1")
        await payouts.set_lines(change, 1, [1], "paid")

    await chat.app.store.act(COMMUNITY, pay)
    await ask(chat, "ana", "wait 1d")
    async with looking(chat) as look:
        assert await ledger.balances(look, f"member:{ben}") == {}
        assert await ledger.balances(look, f"member:{cy}") == {"LEAF": 1005 * UNIT}
        assert not await privacy.owed(look, ben)
        assert await ledger.verify(look) is None


async def test_an_heir_who_leaves_too_hands_on(chat: Chat) -> None:
    async with looking(chat) as look:
        ben, cy, dee = [(await members.named(look, name)).id for name in ("ben", "cy", "ana")]
    for who, text in (
        ("ben", "privacy forget @cy"),
        ("ben", "1"),
        ("cy", "privacy forget @ana"),
        ("cy", "1"),
    ):
        await ask(chat, who, text)
    async with looking(chat) as look:
        assert await privacy.heir(look, ben) == await privacy.heir(look, cy) == f"member:{dee}"
        assert await ledger.balances(look, f"member:{dee}") == {"LEAF": 2000 * UNIT}


def test_a_name_is_found_as_a_word_and_never_in_what_a_card_does() -> None:
    clean = privacy.cleaner(["the long text"], ["ana b", "ana"])
    card = {
        "title": "banana by ana b, not Ana",
        "body": "ana said: the long text",
        "tone": "ana",
        "buttons": [{"label": "Ask ana", "call": "ana.ask", "key": "ana"}],
        "ballot": {"cast": "ana.vote", "choices": [["ana", "ana · 1", "ana"]]},
    }
    assert clean(card) == {
        "title": "banana by someone who left, not Ana",
        "body": f"someone who left said: {privacy.ERASED}",
        "tone": "ana",
        "buttons": [{"label": "Ask someone who left", "call": "ana.ask", "key": "ana"}],
        "ballot": {"cast": "ana.vote", "choices": [["ana", "someone who left · 1", "ana"]]},
    }


async def test_what_was_never_posted_is_not_posted_because_its_author_leaves(chat: Chat) -> None:
    await ask(chat, "dee", "praise @ana for the ladder")

    async def bring(change: Change) -> None:
        dee = (await members.named(change, "dee")).id
        await contributions.add(change, "log", dee, (dee,), "from long ago", "2025-01")

    await chat.app.store.act(COMMUNITY, bring)
    await ask(chat, "dee", "privacy forget")
    assert "#contributions" not in await ask(chat, "dee", "1")
    assert "erased because" in await ask(chat, "ana", "contribution show 2")


async def test_cards_of_others_forget_the_name_too(chat: Chat) -> None:
    await ask(chat, "ana", "contribution log the ladder together=@dee")
    await ask(chat, "ben", "contribution log the roof")
    await ask(chat, "dee", "contribution attest 2")
    await ask(chat, "dee", "privacy forget")
    shown = await ask(chat, "dee", "1")
    assert "Contribution #1 by ana with someone who left" in shown
    assert "the ladder" in shown
    assert "Attested by: someone who left" in shown


async def test_the_reactions_of_who_leaves_are_forgotten_and_their_vote_stays(chat: Chat) -> None:
    shown = await chat.say("ana", "poll new Which? a; b")
    number = next(line for line in shown if line.startswith("#") and "[" in line).split("[")[1].split("]")[0]
    await chat.say("dee", f"+ {number} 1️⃣")
    await chat.say("ben", f"+ {number} 2️⃣")
    await chat.say("dee", "privacy forget treasury=treasury")
    await chat.say("dee", "1")
    async with looking(chat) as look:
        rows = await look.rows(select(reactions.seen.c.account))
    assert [row.account for row in rows] == ["ben"]
    assert "a · 1" in await ask(chat, "ana", "poll show 1")
