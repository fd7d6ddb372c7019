"""What a community keeps: assets, parameters, requests, previews, files; what the process remembers."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from rules import parameters as rules
from rules.amounts import Asset
from rules.errors import Refusal
from storage import assets, blobs, inbox, leases, members, outbox, parameters, settings
from storage.inbox import draft_
from storage.inbox import inbox as requests
from storage.store import Change, Store
from storage.tidy import tidy
from tests.storage.conftest import START, Hand, Note

MINUTE = timedelta(minutes=1)
DIST, USDC = Asset("DIST", 4), Asset("USDC", 6, "external", 6)


async def test_an_asset_is_found_however_it_is_written(dao: Store) -> None:
    async with dao.change("dao") as change:
        with pytest.raises(Refusal, match="no token yet"):
            await assets.governance(change)
        with pytest.raises(Refusal, match="this community has none yet"):
            await assets.get(change, "DIST")
        await assets.add(change, USDC)
        await assets.add(change, DIST)
        assert await assets.everything(change) == [DIST, USDC]
        assert await assets.get(change, "usdc") == USDC
        assert await assets.governance(change) == DIST
        with pytest.raises(Refusal, match="There is no asset ETH; this community has DIST, USDC"):
            await assets.get(change, "ETH")
        with pytest.raises(Refusal, match="an asset DIST already"):
            await assets.add(change, DIST)


async def test_an_asset_is_retired_but_not_the_token(dao: Store) -> None:
    async with dao.change("dao") as change:
        await assets.add(change, DIST)
        await assets.add(change, USDC)
        await assets.retire(change, "USDC")
        with pytest.raises(Refusal, match="cannot be retired"):
            await assets.retire(change, "DIST")
        assert [await assets.retired(change, name) for name in ("DIST", "USDC", "ETH")] == [
            False,
            True,
            False,
        ]
        assert await assets.get(change, "USDC") == USDC


async def test_a_parameter_has_its_default_until_it_is_set_and_keeps_its_history(
    dao: Store, clock: Hand
) -> None:
    default = rules.defaults()["ordinary_quorum"]
    async with dao.change("dao") as change:
        assert await parameters.get(change, "ordinary_quorum") == default
        assert await parameters.every(change) == rules.defaults()
        await parameters.put(change, {"ordinary_quorum": 500, "sealed": ["role"]}, 1)
        await parameters.put(change, {}, 1)
    clock.move(days=1)
    async with dao.change("dao") as change:
        await parameters.put(change, {"ordinary_quorum": 600}, 7)
        assert await parameters.get(change, "ordinary_quorum") == 600
        assert await parameters.get(change, "sealed") == ["role"]
        assert await parameters.every(change) == rules.defaults() | {
            "ordinary_quorum": 600,
            "sealed": ["role"],
        }
        history = await parameters.history(change, "ordinary_quorum")
    assert history == [(500, 1, START), (600, 7, START + timedelta(days=1))]
    with pytest.raises(IntegrityError):
        async with dao.change("dao") as change:
            await parameters.put(change, {"ordinary_quorum": 700}, 7)
    with pytest.raises(DBAPIError, match="append-only"):
        async with dao.change("dao") as change:
            await change.run(parameters.parameter.delete())


async def draft(store: Store, member: int = 1) -> str:
    async with store.change("dao") as change:
        return await inbox.draft(change, member, {"path": ["token", "send"]}, change.now + 15 * MINUTE)


async def confirm(store: Store, number: str, member: int = 1) -> object:
    return await store.act("dao", lambda change: inbox.confirm(change, number, member))


async def test_a_preview_is_confirmed_once_by_its_owner_in_time(dao: Store, clock: Hand) -> None:
    number = await draft(dao)
    assert len(number) == 8
    clock.move(minutes=15)
    with pytest.raises(Refusal, match="Only the person who asked"):
        await confirm(dao, number, member=2)
    assert await confirm(dao, number) == {"path": ["token", "send"]}
    with pytest.raises(Refusal, match="confirmed already"):
        await confirm(dao, number)
    with pytest.raises(Refusal, match="Only the person who asked"):
        await confirm(dao, "00000000")


async def test_an_old_preview_is_not_confirmed(dao: Store, clock: Hand) -> None:
    number = await draft(dao)
    clock.move(minutes=15, seconds=1)
    with pytest.raises(Refusal, match="too old"):
        await confirm(dao, number)


async def test_a_file_is_kept_once_under_the_hash_of_its_bytes(dao: Store) -> None:
    data = bytes(range(256)) * 100
    async with dao.change("dao") as change:
        names = {await blobs.put(change, data) for _ in range(3)}
        other = await blobs.put(change, b"")
    async with dao.read("dao") as look:
        assert await blobs.get(look, names.pop()) == data
        assert await blobs.get(look, other) == b""
        assert await blobs.get(look, "nothing") is None
        assert await look.value(select(func.count()).select_from(blobs.blob)) == 2
    async with dao.read("other") as look:
        assert await blobs.get(look, other) is None


async def test_a_job_runs_under_one_fence(dao: Store, clock: Hand) -> None:
    async def claim() -> int | None:
        async with dao.change("dao") as change:
            return await leases.claim(change, "score/2026-11", MINUTE)

    async def finish(fence: int) -> bool:
        async with dao.change("dao") as change:
            return await leases.finish(change, "score/2026-11", fence)

    assert (await claim(), await claim()) == (1, None)
    clock.move(minutes=1)
    assert await claim() is None
    clock.move(seconds=1)
    assert await claim() == 2
    assert (await finish(1), await finish(2), await finish(2)) == (False, True, False)
    clock.move(minutes=2)
    assert await claim() is None


async def test_a_job_that_failed_can_be_released(dao: Store) -> None:
    async with dao.change("dao") as change:
        fence = await leases.claim(change, "score", MINUTE)
        assert fence == 1
        await leases.release(change, "score", fence)
        assert await leases.claim(change, "score", MINUTE) == 2
        await leases.release(change, "score", 1)
        assert await leases.claim(change, "score", MINUTE) is None


async def test_the_process_remembers_beside_all_communities(store: Store) -> None:
    assert await settings.get(store, "alive") is None
    for value in ("one", "two"):
        await settings.put(store, "alive", value)
    assert await settings.get(store, "alive") == "two"


async def test_what_was_settled_long_ago_is_deleted_and_what_waits_stays(dao: Store, clock: Hand) -> None:
    async def work(change: Change) -> None:
        await members.admit(change, "terminal", "ana", "ana")
        for body in ("sent", "waits"):
            await change.say("general", Note(body))

    await dao.once("dao", "old", work)
    await draft(dao)
    [row] = await outbox.take(dao, ("terminal",), 9, MINUTE)
    await outbox.sent(dao, row, "ref")
    clock.move(days=30)
    await dao.once("dao", "new", lambda change: change.say("general", Note("later")))
    assert await tidy(dao, START) == 0
    assert await tidy(dao, clock.now - timedelta(days=1)) == 3
    async with dao.read("dao") as look:
        assert [row.key for row in await look.rows(select(requests.c.key))] == ["new"]
        assert await look.value(select(func.count()).select_from(draft_)) == 0
        assert [
            row.card["body"] for row in await look.rows(select(outbox.box.card).order_by(*outbox.KEY))
        ] == [
            "waits",
            "later",
        ]
        assert await look.value(select(func.count()).select_from(outbox.shown)) == 1
