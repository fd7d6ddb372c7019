"""Reactions last seen, those that mean nothing any more, and cards whose message is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storage import communities, outbox, reactions
from storage.store import Change, Store
from tests.storage.conftest import Hand, Note

WHERE = "terminal", "home", "1/2"
BALLOT = {"ballot": {"cast": "poll vote|number=1", "choices": []}}


async def noted(dao: Store, key: str, *, added: bool, account: str = "ana") -> bool:
    found: bool = await dao.act(
        "dao", lambda change: reactions.note(change, WHERE, account, key, added=added)
    )
    return found


async def standing(dao: Store) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    async with dao.read("dao") as look:
        return await reactions.on(look, WHERE)


async def test_only_a_change_is_an_act(dao: Store) -> None:
    assert [await noted(dao, "a", added=True) for _ in range(2)] == [True, False]
    assert await standing(dao) == ({"ana": {"a"}}, {})
    assert [await noted(dao, "a", added=False) for _ in range(2)] == [True, False]
    assert await standing(dao) == ({}, {})


async def test_a_reaction_that_was_replaced_means_nothing_until_it_is_put_on_again(dao: Store) -> None:
    for key in ("a", "b"):
        await noted(dao, key, added=True)
    assert await dao.act("dao", lambda change: reactions.others(change, WHERE, "ana", "b")) == ["a"]
    assert await standing(dao) == ({"ana": {"b"}}, {"ana": {"a"}})
    async with dao.read("dao") as look:
        assert await reactions.is_stale(look, WHERE, "ana", "a")
        assert not await reactions.is_stale(look, WHERE, "ana", "b")
    assert not await noted(dao, "a", added=False)
    assert await standing(dao) == ({"ana": {"b"}}, {})
    await dao.act("dao", lambda change: reactions.stale(change, WHERE, "ana", "b"))
    assert await noted(dao, "b", added=True)
    assert await standing(dao) == ({"ana": {"b"}}, {})


async def test_a_clear_forgets_all_or_one_kind(dao: Store) -> None:
    for account, key in (("ana", "a"), ("ben", "a"), ("ben", "b"), ("cy", "b")):
        await noted(dao, key, added=True, account=account)
    await dao.act("dao", lambda change: reactions.stale(change, WHERE, "ben", "b"))
    await dao.act("dao", lambda change: reactions.cleared(change, WHERE, "b"))
    assert await standing(dao) == ({"ana": {"a"}, "ben": {"a"}}, {})
    await dao.act("dao", lambda change: reactions.cleared(change, WHERE))
    assert await standing(dao) == ({}, {})


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


async def test_a_card_whose_message_is_gone_is_posted_anew_once(dao: Store, clock: Hand) -> None:
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
