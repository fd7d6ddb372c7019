"""A room that goes on as another one, and whose community somebody means alone, on both databases."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from rules import reactions as hand
from storage import communities, homes, members, moving, outbox, reactions
from storage.store import Change, Store
from tests.storage.conftest import Hand, Note

OPEN = {"ballot": {"cast": "poll vote|number=1", "choices": []}}


async def placed(change: Change) -> None:
    await communities.bind(change, "matrix", "!space")
    await communities.set_channel(change, "matrix", "!space", "", "!old")


async def shown(note: Note, subject: str, change: Change) -> None:
    await change.show("general", note, subject=subject)


async def sent(dao: Store, number: int) -> None:
    for row in await outbox.take(dao, ("matrix",), 50, timedelta(minutes=1)):
        await outbox.sent(dao, row, f"!old/{number}")


async def test_a_room_of_a_space_moves_with_its_open_cards(dao: Store) -> None:
    await dao.act("dao", placed)
    for number, more in enumerate((OPEN, {})):
        note, subject = Note(f"card {number}", more), f"poll/{number}"
        await dao.act("dao", partial(shown, note, subject))
        await sent(dao, number)
    await dao.act("dao", lambda change: change.say("general", Note("waits"), subject=""))
    assert await moving.of(dao, "matrix", "!old") == ["dao"]
    assert await dao.act("dao", lambda change: moving.move(change, "matrix", "!old", "!new")) == 1
    rows = [*await outbox.take(dao, ("matrix",), 50, timedelta(minutes=1))]
    for row in rows:
        await outbox.sent(dao, row, "!new/1")
    rows += await outbox.take(dao, ("matrix",), 50, timedelta(minutes=1))
    assert [(row.room, row.channel, row.lane, row.card["body"], row.at) for row in rows] == [
        ("!space", "!new", "matrix/!space/!new", "waits", ""),
        ("!space", "!new", "matrix/!space/!new", "card 0", ""),
    ]
    assert await moving.of(dao, "matrix", "!old") == []


async def test_a_place_moves_with_the_reactions_on_its_cards(dao: Store) -> None:
    await dao.act("dao", lambda change: communities.bind(change, "matrix", "!old"))
    old = "matrix", "!old", "!old/1"

    async def work(change: Change) -> None:
        await reactions.keep(change, old, {}, {"ana": hand.Hand({"a"}, set(), {"a": "$1"})})
        await moving.move(change, "matrix", "!old", "!new")

    await dao.act("dao", work)
    assert (await communities.at(dao, "matrix", "!new"), await communities.at(dao, "matrix", "!old")) == (
        "dao",
        None,
    )
    one = await reactions.named(dao, "matrix", "$1")
    assert one == reactions.Source("dao", ("matrix", "!new", "!old/1"), "ana", "a")


async def test_ids_are_kept_with_reactions_that_mean_nothing_any_more(dao: Store) -> None:
    where = "matrix", "!r", "!r/1"

    async def work(change: Change) -> dict[tuple[str, str], str]:
        await reactions.keep(change, where, {}, {"ana": hand.Hand({"b"}, {"a"}, {"a": "$1"})})
        await reactions.sourced(change, where, {("ana", "a"): "$9", ("ana", "b"): "$2"})
        found = await reactions.sources(change, where)
        await reactions.forget(change, where, "ana", "a")
        await reactions.forget(change, where, "ana", "b")
        assert await reactions.hands(change, where) == {}
        return found

    assert await dao.act("dao", work) == {("ana", "a"): "$1", ("ana", "b"): "$2"}


async def test_the_community_chosen_last_is_meant(dao: Store, clock: Hand) -> None:
    async def come(change: Change) -> dict[str, str]:
        await members.admit(change, "matrix", "@ana:here", "ana")
        return {}

    await dao.act("dao", come)
    await dao.found("attic", come)
    assert {one.chosen for one in await homes.of(dao, "matrix", "@ana:here")} == {None}
    for name in ("attic", "dao"):
        clock.move(seconds=1)
        await dao.act(name, lambda change: homes.choose(change, "matrix", "@ana:here", 1))
        assert (await homes.of(dao, "matrix", "@ana:here"))[0].id == name
    assert await homes.of(dao, "matrix", "@ben:here") == []
