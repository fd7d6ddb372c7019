"""Reactions last seen, those that mean nothing any more, and cards whose message is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from rules.reactions import Hand
from storage import communities, outbox, reactions
from storage.store import Change, Store
from tests.storage import conftest
from tests.storage.conftest import Note

WHERE = "terminal", "home", "1/2"
BALLOT = {"ballot": {"cast": "poll vote|number=1", "choices": []}}


async def keep(dao: Store, **hands: Hand) -> None:
    """Have the reactions of these accounts be what they are now."""

    async def work(change: Change) -> None:
        await reactions.keep(change, WHERE, await reactions.hands(change, WHERE, hands), hands)

    await dao.act("dao", work)


async def standing(dao: Store, *accounts: str) -> dict[str, Hand]:
    async with dao.read("dao") as look:
        return await reactions.hands(look, WHERE, accounts or None)


async def test_what_was_seen_is_remembered_by_account(dao: Store) -> None:
    await keep(dao, ana=Hand({"a"}), ben=Hand({"b"}, {"a", "c"}))
    assert await standing(dao) == {"ana": Hand({"a"}), "ben": Hand({"b"}, {"a", "c"})}
    assert await standing(dao, "ana", "cy") == {"ana": Hand({"a"})}
    async with dao.read("dao") as look:
        assert await reactions.is_stale(look, WHERE, "ben", "a")
        assert not await reactions.is_stale(look, WHERE, "ben", "b")
    await keep(dao, ben=Hand({"c"}, {"b"}), ana=Hand())
    assert await standing(dao) == {"ben": Hand({"c"}, {"b"})}


async def test_thousands_are_remembered_at_once(dao: Store) -> None:
    many = {f"p{number}": Hand({"a"}, {"b"}) for number in range(1200)}
    await keep(dao, **many)
    assert await standing(dao) == many
    assert await standing(dao, *list(many)[:700]) == dict(list(many.items())[:700])


async def test_a_clear_forgets_all_or_one_kind(dao: Store) -> None:
    await keep(dao, ana=Hand({"a"}), ben=Hand({"a"}, {"b"}), cy=Hand({"b"}))
    await dao.act("dao", lambda change: reactions.cleared(change, WHERE, "b"))
    assert await standing(dao) == {"ana": Hand({"a"}), "ben": Hand({"a"})}
    await dao.act("dao", lambda change: reactions.cleared(change, WHERE))
    assert await standing(dao) == {}


async def show(dao: Store, text: str, more: dict[str, Any], subject: str) -> None:
    await dao.act("dao", lambda change: change.show("general", Note(text, more), subject=subject))


async def deliver(dao: Store, ref: str) -> list[Any]:
    """Send everything that waits; where each row's card stood."""
    rows = list(await outbox.take(dao, ("terminal",), 50, timedelta(minutes=1)))
    for row in rows:
        await outbox.sent(dao, row, ref)
    return rows


async def test_open_ballots_are_current_cards_with_a_ballot(dao: Store) -> None:
    await show(dao, "vote", BALLOT, "poll/1")
    await deliver(dao, "1/2")
    await show(dao, 'a card that says "ballot":', {}, "poll/2")
    await deliver(dao, "1/3")
    assert [(row.ref, row.subject) for row in await outbox.standing(dao, "terminal")] == [("1/2", "poll/1")]
    await show(dao, "closed", {}, "poll/1")
    await deliver(dao, "1/2")
    assert await outbox.standing(dao, "terminal") == []


async def lost(dao: Store, ref: str) -> bool:
    found: bool = await dao.act("dao", lambda change: outbox.lost(change, "terminal", "home", ref))
    return found


async def test_a_card_whose_message_is_gone_is_posted_anew_once(dao: Store, clock: conftest.Hand) -> None:
    await show(dao, "vote", BALLOT, "poll/1")
    await deliver(dao, "1/2")
    assert [await lost(dao, "1/2"), await lost(dao, "1/2"), await lost(dao, "9/9")] == [True, False, False]
    clock.move(seconds=1)
    (row,) = await deliver(dao, "1/5")
    assert (row.at, row.card["body"], row.verb) == ("", "vote", "show")
    assert [one.ref for one in await outbox.standing(dao, "terminal")] == ["1/5"]


async def test_a_newer_card_that_waits_is_not_replaced_by_the_lost_one(dao: Store) -> None:
    await show(dao, "old", BALLOT, "poll/1")
    await deliver(dao, "1/2")
    await show(dao, "new", BALLOT, "poll/1")
    assert await lost(dao, "1/2")
    (row,) = await deliver(dao, "1/5")
    assert (row.at, row.card["body"]) == ("", "new")


async def test_a_lost_card_that_the_outbox_has_forgotten_goes_to_the_place(dao: Store) -> None:
    await show(dao, "vote", BALLOT, "poll/1")
    await deliver(dao, "1/2")

    async def forget(change: Change) -> None:
        await communities.set_channel(change, "terminal", "home", "", "hall")
        await change.run(outbox.outbox.delete())

    await dao.act("dao", forget)
    assert await lost(dao, "1/2")
    (row,) = await deliver(dao, "1/5")
    assert (row.room, row.channel, row.card["body"]) == ("home", "hall", "vote")
