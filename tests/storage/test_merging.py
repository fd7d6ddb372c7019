"""Two accounts, one human: joined, and told apart again within a day (RULES 1)."""

from datetime import timedelta

import pytest

from rules.errors import Refusal
from storage import members, merges
from storage.dump import dump
from storage.store import Change, Store
from tests.storage.conftest import START, Hand


@pytest.fixture
async def three(dao: Store, clock: Hand) -> Store:
    """Ana known longest; ben a treasurer; both moderators; cy nobody's double."""
    async with dao.change("dao") as change:
        await members.admit(change, "terminal", "ana", "ana", founder=True)
    clock.move(days=3)
    async with dao.change("dao") as change:
        await members.admit(change, "terminal", "ben", "ben")
        await members.admit(change, "terminal", "cy", "cy")
        await members.identify(change, 2, "discord", "77")
        await members.grant(change, 2, "treasurer", "genesis")
        for number in (1, 2):
            await members.grant(change, number, "moderator", "proposal")
        await members.alter(change, 2, wants=["votes"], takes_rewards=False)
    return dao


async def joined(store: Store, kept: int, dropped: int) -> merges.Merge:
    async with store.change("dao") as change:
        return await merges.merge(change, kept, dropped, more=["balances"])


async def split(store: Store, number: int) -> merges.Merge:
    return await store.act("dao", lambda change: merges.split(change, number))  # type: ignore[no-any-return]


async def test_the_kept_member_has_the_accounts_roles_and_wishes_of_both(three: Store) -> None:
    merge = await joined(three, 2, 1)
    async with three.read("dao") as look:
        kept, dropped = await members.get(look, 2), await members.get(look, 1)
        for account in (("terminal", "ana"), ("terminal", "ben"), ("discord", "77")):
            assert await members.find(look, *account) == kept
        assert await members.roles(look, 2) == {"treasurer", "moderator"}
        assert await members.roles(look, 1) == frozenset()
        assert [one.id for one in await members.everybody(look)] == [2, 3]
        assert await merges.latest(look, 2) == await merges.get(look, merge.id) == merge
        assert await merges.latest(look, 1) is None
    assert (kept.known_since, kept.founder) == (START, True)
    assert kept.wants == {"votes", "duties", "rewards"}
    assert (kept.takes_rewards, kept.counts_activity) == (False, True)
    assert dropped.merged_into == 2
    assert merge.moved["more"] == ["balances"]


async def test_a_split_gives_everything_back(three: Store, clock: Hand) -> None:
    before = await dump(three, leave=("merge", "counter", "community"))
    merge = await joined(three, 1, 2)
    clock.move(hours=23, minutes=59, seconds=59)
    undone = await split(three, merge.id)
    assert undone.moved["more"] == ["balances"]
    after = await dump(three, leave=("merge", "counter", "community"))
    assert [
        line for line in after.splitlines() if '"moderator"' not in line and '"treasurer"' not in line
    ] == [line for line in before.splitlines() if '"moderator"' not in line and '"treasurer"' not in line]
    async with three.read("dao") as look:
        assert await members.roles(look, 1) == {"moderator"}
        assert await members.roles(look, 2) == {"moderator", "treasurer"}
        assert await merges.latest(look, 1) is None
        assert (await merges.get(look, merge.id)).undone == look.now


async def test_a_role_revoked_meanwhile_does_not_come_back(three: Store) -> None:
    merge = await joined(three, 1, 2)
    async with three.change("dao") as change:
        await members.revoke(change, 1, "treasurer")
        await members.drop_identity(change, "discord", "77")
    await split(three, merge.id)
    async with three.read("dao") as look:
        assert await members.roles(look, 2) == {"moderator"}
        assert await members.identities(look, 2) == [("terminal", "ben")]


async def test_after_a_day_it_is_for_good(three: Store, clock: Hand) -> None:
    merge = await joined(three, 1, 2)
    assert merge.until - merge.at == timedelta(hours=24)
    clock.move(hours=24)
    with pytest.raises(Refusal, match="can be undone for 1 day"):
        await split(three, merge.id)
    async with three.read("dao") as look:
        assert (await members.get(look, 2)).merged_into == 1


async def test_it_is_undone_once(three: Store) -> None:
    merge = await joined(three, 1, 2)
    await split(three, merge.id)
    with pytest.raises(Refusal, match="undone already"):
        await split(three, merge.id)
    with pytest.raises(Refusal, match="There is no merge 9"):
        await split(three, 9)


async def test_the_newest_is_undone_first(three: Store) -> None:
    first = await joined(three, 1, 2)
    second = await joined(three, 1, 3)
    with pytest.raises(Refusal, match="undo that first"):
        await split(three, first.id)
    await split(three, second.id)
    await split(three, first.id)
    async with three.read("dao") as look:
        assert [one.id for one in await members.everybody(look)] == [1, 2, 3]


async def test_who_became_part_of_another_cannot_be_told_apart_before_that_is_undone(three: Store) -> None:
    inner = await joined(three, 2, 1)
    await joined(three, 3, 2)
    with pytest.raises(Refusal, match="undo that first"):
        await split(three, inner.id)
    async with three.read("dao") as look:
        found = await members.find(look, "terminal", "ana")
        assert found is not None
        assert found.id == 3


@pytest.mark.parametrize("pair", [(1, 1), (1, 2), (2, 1)])
async def test_only_two_members_who_are_here_can_be_joined(three: Store, pair: tuple[int, int]) -> None:
    async with three.change("dao") as change:
        await members.alter(change, 2, forgotten=True)

    async def work(change: Change) -> None:
        await merges.merge(change, *pair)

    with pytest.raises(Refusal, match="Only two different members"):
        await three.act("dao", work)
