"""Communities, the places they live in and the channels of their topics."""

import asyncio

import pytest

from rules.errors import Refusal
from storage import communities
from storage.store import Change, Store
from tests.storage.conftest import START


async def bind(store: Store, community: str, platform: str, room: str) -> None:
    await store.act(community, lambda change: communities.bind(change, platform, room))


async def nothing(change: Change) -> None:
    assert change.entries == 0


async def test_a_place_finds_its_community(dao: Store) -> None:
    await bind(dao, "dao", "matrix", "!a:b")
    assert await communities.at(dao, "matrix", "!a:b") == "dao"
    assert await communities.at(dao, "terminal", "home") == "dao"
    assert await communities.at(dao, "discord", "!a:b") is None
    async with dao.read("dao") as look:
        assert await communities.places(look) == [("matrix", "!a:b"), ("terminal", "home")]


async def test_a_place_belongs_to_one_community(dao: Store) -> None:
    await dao.found("other", nothing)
    await bind(dao, "dao", "terminal", "home")
    with pytest.raises(Refusal, match="belongs to another community already"):
        await bind(dao, "other", "terminal", "home")
    assert await communities.at(dao, "terminal", "home") == "dao"
    async with dao.read("other") as look:
        assert await communities.places(look) == []


async def test_of_two_who_want_a_place_at_once_one_gets_it(dao: Store) -> None:
    await dao.found("other", nothing)
    wishes = (bind(dao, name, "discord", "77") for name in ("dao", "other"))
    results = await asyncio.gather(*wishes, return_exceptions=True)
    assert sorted(type(one).__name__ for one in results) == ["NoneType", "Refusal"]


async def test_what_is_known_of_a_community_can_be_set(dao: Store) -> None:
    async with dao.change("dao") as change:
        await communities.alter(
            change, name="Garden", preset="small circle", zone="Europe/Vienna", state="running"
        )
        found = await communities.get(change)
    assert found == communities.Community("dao", "Garden", "small circle", "Europe/Vienna", "running", START)
    assert found.running
    async with dao.read("nowhere") as look:
        with pytest.raises(LookupError, match="nowhere"):
            await communities.get(look)


async def test_all_communities_are_listed(dao: Store) -> None:
    await dao.found("alpha", nothing)
    assert await communities.names(dao) == ["alpha", "dao"]


async def test_a_topic_goes_to_its_channel_else_to_the_default_of_the_place(dao: Store) -> None:
    await bind(dao, "dao", "discord", "7")
    async with dao.change("dao") as change:
        assert await communities.channels(change, "ideas") == [("discord", "7", ""), ("terminal", "home", "")]
        await communities.set_channel(change, "discord", "7", "", "100")
        await communities.set_channel(change, "discord", "7", "treasury", "200")
        assert await communities.channels(change, "ideas") == [
            ("discord", "7", "100"),
            ("terminal", "home", ""),
        ]
        assert await communities.channels(change, "treasury") == [
            ("discord", "7", "200"),
            ("terminal", "home", ""),
        ]
        await communities.set_channel(change, "discord", "7", "treasury", "300")
        assert await communities.channels(change, "treasury") == [
            ("discord", "7", "300"),
            ("terminal", "home", ""),
        ]
