"""Becoming who an import speaks of: a treasurer vouches, everything follows, and for a day it is undone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import alarms, contributions, ledger, links, members, merges, objections, outbox, payouts
from storage.members import IMPORTED
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, garden, looking
from tests.cogs.test_link import code, link, sound

UNIT = 10**6
ROWS = "import praise by,to,why,date / Olddee,Olden,for the wall,2026-10-05 / Olden,Olddee,for the roof,2026-10-06"


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """The garden with a history of two people who are not in chat."""
    async with garden(tmp_path) as chat:
        await ask(chat, "ana", ROWS)
        await ask(chat, "dee", "contribution log Cut the hedge")
        yield chat


async def numbered(chat: Chat, name: str) -> int:
    async with looking(chat) as look:
        return (await members.named(look, name)).id


async def vouched(chat: Chat, number: int = 1, by: str = "ana") -> str:
    """A treasurer vouches and confirms; the last answer."""
    assert "Nothing has happened yet" in await ask(chat, by, f"link vouch {number}")
    return await ask(chat, by, "1")


async def state(chat: Chat, number: int) -> str:
    async with looking(chat) as look:
        return (await links.get(look, number)).state


async def test_everything_of_both_becomes_one_members(chat: Chat) -> None:
    for line in ("token send @Olddee 40", "1", "token send @dee 2", "1"):
        await ask(chat, "ana", line)
    assert "link #1" in await ask(chat, "dee", "link imported olddee")
    shown = await vouched(chat)
    assert "The imported Olddee: 40 LEAF, 1 contribution, first seen 5 Oct 2026" in shown
    assert "dee on terminal: 2 LEAF, 1 contribution" in shown
    assert "Together: 42 LEAF" in shown
    async with looking(chat) as look:
        one = await members.find(look, "terminal", "dee")
        assert one
        assert one == await members.find(look, IMPORTED, "olddee")
        assert one.known_since.month == 10
        assert await ledger.balance_of(look, f"member:{one.id}", "LEAF") == 42 * UNIT
        assert await contributions.number_of(look, who=one.id) == 2
        entry = await ledger.find(look, "link/1")
        assert entry
        assert entry.by == (await members.named(look, "ana")).id
    assert "Olddee" in await ask(chat, "dee", "me")
    await sound(chat)


@pytest.mark.parametrize(("who", "undo"), [("dee", "link undo"), ("cy", "link part 1")])
async def test_for_a_day_either_side_of_it_can_be_undone(chat: Chat, who: str, undo: str) -> None:
    await ask(chat, "dee", "link imported Olddee")
    await vouched(chat)
    assert "you can send, withdraw and approve in 1 day" in await ask(chat, "dee", "token send @ben 1")
    assert "Nothing has happened yet" in await ask(chat, who, undo)
    shown = await ask(chat, who, "1")
    assert "they are two members again" in shown
    assert "✉ dee" in shown
    assert await state(chat, 1) == links.UNDONE
    async with looking(chat) as look:
        assert await members.find(look, "terminal", "dee") != await members.find(look, IMPORTED, "olddee")
        assert await alarms.moment(look, "claim.end", "1") is None
    assert "undone already" in await ask(chat, "cy", "link part 1")
    assert "link #2" in await ask(chat, "dee", "link imported Olddee")
    await sound(chat)


async def test_the_day_ends_for_treasurers_and_for_the_card(chat: Chat) -> None:
    await ask(chat, "dee", "link imported Olddee")
    assert "[1] Undo" in await vouched(chat)
    shown = await ask(chat, "ana", "wait 1d")
    assert "ana confirmed it, and they are one member." in shown
    assert "[1] Undo" not in shown
    assert "stands" in await ask(chat, "ana", "link part 1")


async def test_nobody_vouches_for_themselves_and_only_treasurers_do(chat: Chat) -> None:
    await ask(chat, "cy", "link imported Olddee")
    for word in ("vouch", "deny"):
        assert "You are one of the two" in await ask(chat, "cy", f"link {word} 1")
        assert "Only a treasurer" in await ask(chat, "dee", f"link {word} 1")
    assert await state(chat, 1) == links.WAITING
    await vouched(chat, by="ben")
    assert "You are one of the two" in await ask(chat, "cy", "link part 1")


async def test_who_was_linked_lately_vouches_for_nobody(chat: Chat) -> None:
    await link(chat, "ben", "eve")
    await ask(chat, "dee", "link imported Olddee")
    assert "you can send, withdraw and approve in 1 day" in await ask(chat, "ben", "link vouch 2")
    assert "refused" in await ask(chat, "ben", "link deny 2")


async def test_the_only_treasurer_has_nobody_to_vouch(chat: Chat) -> None:
    async def alone(change: Change) -> None:
        for name in ("ben", "cy"):
            await members.revoke(change, (await members.named(change, name)).id, "treasurer")

    await chat.app.store.act(COMMUNITY, alone)
    assert "there is none" in await ask(chat, "ana", "link imported Olddee")
    assert "link #1" in await ask(chat, "dee", "link imported Olddee")


async def object_to(chat: Chat, line: str, by: int) -> None:
    whose = await numbered(chat, line)

    async def say(change: Change) -> None:
        await objections.add(change, "2026-10", whose, by, "objection", "no")

    await chat.app.store.act(COMMUNITY, say)


async def test_two_who_stand_on_different_sides_are_not_joined(chat: Chat) -> None:
    await object_to(chat, "Olddee", await numbered(chat, "dee"))
    assert "different sides of the objection to Olddee's" in await ask(chat, "dee", "link imported Olddee")
    assert "link #1" in await ask(chat, "cy", "link imported Olden")
    await object_to(chat, "Olden", await numbered(chat, "cy"))
    assert "different sides of the objection to Olden's" in await ask(chat, "ana", "link vouch 1")


async def test_the_card_says_what_waits_for_the_imported(chat: Chat) -> None:
    gets, ben = await numbered(chat, "Olddee"), await numbered(chat, "ben")

    async def file(change: Change) -> None:
        lines = [payouts.Due(gets, "LEAF", 5)]
        number = await payouts.file(
            change, "filed", "", lines, by=0, reason="work", source="budget:1", needed=2
        )
        await payouts.say(change, number, ben, approves=True, reason="")

    await chat.app.store.act(COMMUNITY, file)
    assert "Waits for the imported: 0.000005 LEAF" in await ask(chat, "dee", "link imported Olddee")
    assert "different sides of payout #1" in await ask(chat, "ben", "link imported Olddee")


async def test_one_imported_name_is_one_persons(chat: Chat) -> None:
    await ask(chat, "dee", "link imported Olddee")
    assert "Says so, too: eve" in await ask(chat, "eve", "link imported Olddee")
    shown = await vouched(chat, 2)
    assert "✉ dee" in shown
    assert "somebody else is the imported Olddee" in shown
    assert (await state(chat, 1), await state(chat, 2)) == (links.TAKEN, links.DONE)
    assert "somebody else was confirmed" in await ask(chat, "ana", "link vouch 1")
    assert "speaks here already" in await ask(chat, "dee", "link imported Olddee")


async def test_a_claim_beside_another_is_checked_again(chat: Chat) -> None:
    """Whatever joined the imported member meanwhile, nobody is joined with somebody who speaks."""
    await ask(chat, "dee", "link imported Olddee")

    async def speak(change: Change) -> None:
        await members.identify(change, (await members.named(change, "Olddee")).id, "matrix", "@d:x")

    await chat.app.store.act(COMMUNITY, speak)
    assert "linked with somebody by now" in await ask(chat, "ana", "link vouch 1")


async def test_one_claim_at_a_time(chat: Chat) -> None:
    await ask(chat, "dee", "link imported Olddee")
    assert "asked already: link #1" in await ask(chat, "dee", "link imported @OLDDEE")
    assert "Taken back" in await ask(chat, "dee", "link imported Olden")
    assert "taken back" in await ask(chat, "ana", "link vouch 1")
    await ask(chat, "ana", "link deny 2")
    assert "refused already" in await ask(chat, "ben", "link vouch 2")


async def test_a_claim_lapses_after_a_fortnight_and_not_while_the_bot_is_away(chat: Chat) -> None:
    await ask(chat, "dee", "link imported Olddee")
    await ask(chat, "ana", "wait 12d")
    await ask(chat, "ana", "down 3d")
    assert await state(chat, 1) == links.WAITING
    shown = await ask(chat, "ana", "wait 2d")
    assert "No treasurer answered in time" in shown
    assert "`link imported Olddee` asks again" in shown
    assert "nobody answered in time" in await ask(chat, "ana", "link vouch 1")


async def test_each_kind_of_link_is_answered_by_its_own_words(chat: Chat) -> None:
    await ask(chat, "dee", "link imported Olddee")
    assert "for a treasurer to confirm" in await ask(chat, "dee", "link confirm 1")
    assert "for a treasurer to confirm" in await ask(chat, "dee", "link refuse 1")
    await ask(chat, "eve", f"link enter {await code(chat, 'dee')}")
    for word in ("vouch", "deny", "part"):
        assert "whose owners answer it themselves" in await ask(chat, "ana", f"link {word} 2")
    assert "no link #9" in await ask(chat, "ana", "link vouch 9")
    assert "nothing to undo" in await ask(chat, "ana", "link part 1")
    assert "Is eve you, too?" in await ask(chat, "dee", "me")
    assert "Olddee you" not in await ask(chat, "dee", "me")


async def test_who_left_meanwhile_is_joined_with_nobody(chat: Chat) -> None:
    await ask(chat, "dee", "link imported Olddee")
    for line in ("privacy forget treasury", "1"):
        await ask(chat, "dee", line)
    assert "not a member any more" in await ask(chat, "ana", "link vouch 1")
    assert "dee" not in (await ask(chat, "ana", "wait 14d")).replace("Olddee", "")


async def test_the_treasurers_are_reminded_and_so_is_a_namesake(chat: Chat) -> None:
    await ask(chat, "olden", "contribution log Mowed")
    assert "Is the imported Olden you? `link imported Olden`." in await ask(chat, "olden", "me")
    await ask(chat, "olden", "link imported Olden")
    for who in ("olden", "dee"):
        assert "Nothing waits for you" in await ask(chat, who, "me")
    assert "Is olden the imported Olden? `link vouch 1` or `link deny 1`." in await ask(chat, "ben", "me")
    await ask(chat, "ben", "link deny 1")
    assert "Nothing waits for you" in await ask(chat, "olden", "me")
    assert "Nothing waits for you" in await ask(chat, "ben", "me")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Olddeee", "Nobody called 'Olddeee' was imported; did you mean Olddee?"),
        ("dde", "did you mean Olddee?"),
        ("old", "Several imported names fit 'old': Olddee and Olden; write the whole name."),
        ("zoe", "Nobody called 'zoe' was imported; write the name as the imported history has it."),
        ("@", "Nobody called '@' was imported"),
        ("Ben", "ben speaks here already; `link` joins two accounts of yours."),
    ],
)
async def test_a_name_that_is_not_clear_is_answered_in_one_sentence(
    chat: Chat, typed: str, says: str
) -> None:
    shown = await ask(chat, "dee", f"link imported {typed}")
    assert shown.startswith("✗")
    assert says in shown
    assert "\n" not in shown


async def test_many_names_that_fit_are_counted(chat: Chat) -> None:
    rows = " / ".join(f"Rose {n},Olden,2026-10-05" for n in range(1, 8))
    await ask(chat, "ana", f"import praise by,to,date / {rows}")
    shown = await ask(chat, "dee", "link imported rose")
    assert "fit 'rose': Rose 1, Rose 2, Rose 3 and 4 more; write the whole name." in shown


async def test_without_an_import_there_is_nobody_to_be(tmp_path: Path) -> None:
    async with garden(tmp_path) as chat:
        assert "Nobody is here who was imported" in await ask(chat, "dee", "link imported ana")


async def test_nothing_is_sent_to_where_nobody_reads(chat: Chat) -> None:
    await ask(chat, "ana", "praise @Olddee for the wall")
    await ask(chat, "dee", "link imported Olddee")
    await vouched(chat)
    assert "✉ dee" in await ask(chat, "ana", "praise @dee for the hedge")
    async with looking(chat) as look:
        assert await look.rows(select(outbox.box.key).where(outbox.box.platform == IMPORTED)) == []


async def test_a_later_import_means_whom_the_name_became(chat: Chat) -> None:
    await ask(chat, "dee", "link imported Olddee")
    await vouched(chat)
    shown = await ask(chat, "ana", "import praise by,to,date / OLDDEE,dee,2026-10-09")
    assert "0 people new" in shown
    one = await numbered(chat, "Olddee")
    async with looking(chat) as look:
        work = await contributions.get(look, await contributions.number_of(look))
        assert (work.by, work.receivers) == (one, (one,))


async def test_the_voice_is_never_dropped_and_the_imported_name_can_be(chat: Chat) -> None:
    await ask(chat, "dee", "link imported Olddee")
    await vouched(chat)
    assert "link undo" in await ask(chat, "dee", "unlink import")
    await ask(chat, "ana", "wait 1d")
    assert "your only account here" in await ask(chat, "dee", "unlink terminal")
    assert "Yours stay: dee (terminal)" in await ask(chat, "dee", "unlink import")
    await ask(chat, "dee", "1")
    assert "1 person new" in await ask(chat, "ana", "import praise by,to,date / Olden,Old dee,2026-10-09")


async def test_a_second_imported_name_waits_for_the_first_to_rest(chat: Chat) -> None:
    await ask(chat, "dee", "link imported Olddee")
    await vouched(chat)
    assert "linked in the last 24 hours" in await ask(chat, "dee", "link imported Olden")
    await ask(chat, "ana", "wait 1d")
    await ask(chat, "dee", "link imported Olden")
    await vouched(chat, 2)
    async with looking(chat) as look:
        one = await members.find(look, "terminal", "dee")
        assert one
        accounts = await members.identities(look, one.id)
        assert accounts == [(IMPORTED, "olddee"), (IMPORTED, "olden"), ("terminal", "dee")]
        assert (await merges.latest(look, one.id)).until == chat.app.clock() + timedelta(days=1)  # type: ignore[union-attr]
