"""Members: accounts, names, roles, and who is new (RULES 1)."""

import pytest
from sqlalchemy.exc import IntegrityError

from rules import dormancy
from rules.errors import Refusal
from storage import members
from storage.members import Member
from storage.store import Change, Store
from tests.storage.conftest import START, Hand


async def admit(store: Store, *names: str, founder: bool = False) -> list[Member]:
    async with store.change("dao") as change:
        return [await members.admit(change, "terminal", name, name, founder=founder) for name in names]


async def test_the_first_act_makes_a_member_and_the_second_finds_them(dao: Store, clock: Hand) -> None:
    [ana, ben] = await admit(dao, "ana", "ben")
    clock.move(days=1)
    [again] = await admit(dao, "ana")
    assert (ana.id, ben.id, again) == (1, 2, ana)
    assert ana == Member(
        1,
        "ana",
        START,
        frozenset({"duties", "rewards"}),
        True,
        True,
        False,
        False,
        False,
        None,
        dormancy.day(START),
    )
    assert ana.present
    async with dao.read("dao") as look:
        assert await members.find(look, "terminal", "ben") == ben
        assert await members.find(look, "discord", "ben") is None
        assert await members.everybody(look) == [ana, ben]


async def test_communities_do_not_share_members(dao: Store) -> None:
    await admit(dao, "ana", "ben")

    async def cy(change: Change) -> int:
        return (await members.admit(change, "terminal", "cy", "cy")).id

    assert await dao.found("other", cy) == 1
    async with dao.read("other") as look:
        assert [one.name for one in await members.everybody(look)] == ["cy"]
        assert await members.find(look, "terminal", "ana") is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("ana", "ana"),
        ("@ana", "ana"),
        (" @ ana", "ana"),
        ("  Ana \n of\tthe\0 Woods ", "Ana of the Woods"),
        ("a\u202eb\u200bc", "a b c"),
        ("x" * 100, "x" * 64),
        ("\0\n", "member 1"),
        ("", "member 1"),
    ],
)
async def test_a_name_is_one_line_that_can_be_stored(dao: Store, given: str, kept: str) -> None:
    async with dao.change("dao") as change:
        assert (await members.admit(change, "matrix", "@a:b", given)).name == kept


async def test_a_member_is_found_by_name_however_it_is_written(dao: Store) -> None:
    await admit(dao, "Ana", "ben", "Straße", "Jose\u0301")
    async with dao.read("dao") as look:
        for text, number in (("ana", 1), ("@ANA", 1), (" @ben ", 2), ("strasse", 3), ("jos\u00c9", 4)):
            assert (await members.named(look, text)).id == number


async def test_an_unknown_name_is_refused_with_the_nearest(dao: Store) -> None:
    await admit(dao, "Anabel", "ben")
    async with dao.read("dao") as look:
        with pytest.raises(Refusal, match=r"nobody called anabell here\. Did you mean @Anabel\?"):
            await members.named(look, "anabell")
        with pytest.raises(Refusal, match="People become members with their first command"):
            await members.named(look, "zoe")


async def test_a_name_that_several_share_is_refused(dao: Store) -> None:
    async with dao.change("dao") as change:
        await members.admit(change, "terminal", "one", "ana")
        await members.admit(change, "terminal", "two", "Ana")
    async with dao.read("dao") as look:
        with pytest.raises(Refusal, match="2 people here are called ana"):
            await members.named(look, "ana")


@pytest.mark.parametrize("fact", [{"gone": True}, {"forgotten": True}, {"merged_into": 2}])
async def test_who_is_not_here_any_more_is_not_found_by_name(dao: Store, fact: dict[str, object]) -> None:
    await admit(dao, "ana", "ben")
    async with dao.change("dao") as change:
        await members.alter(change, 1, **fact)
        assert not (await members.get(change, 1)).present
        assert [one.id for one in await members.everybody(change)] == [2]
        with pytest.raises(Refusal):
            await members.named(change, "ana")


async def test_names_of_many_are_read_at_once(dao: Store) -> None:
    await admit(dao, *(f"m{number}" for number in range(1, 21)))
    async with dao.read("dao") as look:
        assert await members.names(look, []) == {0: "the bot"}
        found = await members.names(look, range(1200))
        assert (found[0], found[1], found[20], found[21]) == ("the bot", "m1", "m20", "someone who left")
        assert len(found) == 1200
        assert await members.name(look, 7) == "m7"


async def test_a_member_who_is_not_there_is_refused(dao: Store) -> None:
    async with dao.read("dao") as look:
        with pytest.raises(Refusal, match="There is no member 9"):
            await members.get(look, 9)


async def test_one_member_has_many_accounts_and_an_account_one_member(dao: Store, clock: Hand) -> None:
    await admit(dao, "ana", "ben")
    clock.move(seconds=1)
    async with dao.change("dao") as change:
        await members.identify(change, 1, "matrix", "@ana:x")
        await members.identify(change, 1, "discord", "77")
        assert await members.identities(change, 1) == [
            ("terminal", "ana"),
            ("discord", "77"),
            ("matrix", "@ana:x"),
        ]
        await members.drop_identity(change, "terminal", "ana")
        assert await members.find(change, "terminal", "ana") is None
    with pytest.raises(IntegrityError):
        async with dao.change("dao") as change:
            await members.identify(change, 2, "discord", "77")


async def test_roles_are_a_set_and_none_holds_another(dao: Store) -> None:
    await admit(dao, "ana", "ben")
    async with dao.change("dao") as change:
        await members.grant(change, 2, "treasurer", "genesis")
        await members.grant(change, 2, "treasurer", "proposal")
        await members.grant(change, 2, "moderator", "proposal")
        await members.grant(change, 1, "treasurer", "genesis")
    async with dao.read("dao") as look:
        assert await members.roles(look, 2) == {"treasurer", "moderator"}
        assert await members.roles(look, 1) == {"treasurer"}
        assert await members.holders(look, "treasurer") == [1, 2]
        assert await members.holders(look, "guardian") == []
        assert [row[:3] for row in await members.all_roles(look)] == [
            ("moderator", 2, "proposal"),
            ("treasurer", 1, "genesis"),
            ("treasurer", 2, "genesis"),
        ]
    async with dao.change("dao") as change:
        await members.revoke(change, 2, "treasurer")
        assert await members.roles(change, 2) == {"moderator"}
        assert await members.holders(change, "treasurer") == [1]


async def test_new_is_who_is_known_for_less_than_14_days(dao: Store, clock: Hand) -> None:
    await admit(dao, "ana", founder=True)
    await admit(dao, "ben")
    clock.move(days=13, hours=23, minutes=59, seconds=59)
    await admit(dao, "cy")
    async with dao.read("dao") as look:
        assert await members.new_members(look) == frozenset()  # the first fortnight of the community
    clock.move(seconds=1)
    await admit(dao, "dan")
    await admit(dao, "eve", founder=True)
    async with dao.read("dao") as look:
        assert await members.new_members(look) == {3, 4}
        assert [await members.is_new(look, number) for number in (1, 2, 3, 5)] == [False, False, True, False]
    clock.move(days=13, hours=23, minutes=59, seconds=58)
    async with dao.read("dao") as look:
        assert await members.is_new(look, 3)
    clock.move(seconds=1)
    async with dao.read("dao") as look:
        assert await members.new_members(look) == {4}
