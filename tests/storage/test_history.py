"""People and their contributions, many at once."""

from datetime import timedelta

from storage import communities, history, members, merges
from storage.store import Store
from tests.storage.conftest import START


async def test_a_name_is_one_member_whatever_its_case(dao: Store) -> None:
    before = START - timedelta(days=300)
    async with dao.change("dao") as change:
        ids, new = await history.people(change, {"Ana": START, "ana": before, "ben": START})
        assert (ids["Ana"] == ids["ana"] != ids["ben"], new) == (True, 2)
        ana = await members.get(change, ids["ana"])
        assert (ana.name, ana.known_since) == ("Ana", before)
        assert await members.identities(change, ana.id) == [(members.IMPORTED, "ana")]
        again, none = await history.people(change, {"ANA": START, "cy": START})
        assert (again["ANA"], none) == (ana.id, 1)


async def test_who_is_here_already_is_meant_if_nobody_shares_the_name(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana = await members.admit(change, "matrix", "@ana:x", "ana")
        for account in ("@ben:x", "@ben:y"):
            await members.admit(change, "matrix", account, "ben")
        ids, new = await history.people(change, {"Ana": START, "ben": START})
        assert (ids["Ana"], new) == (ana.id, 1)
        assert await members.identities(change, ids["ben"]) == [(members.IMPORTED, "ben")]


async def test_who_linked_accounts_is_meant_by_the_name_of_either(dao: Store) -> None:
    async with dao.change("dao") as change:
        for account, name in (("@ana:x", "ana"), ("@dee:x", "Dee"), ("@cy:x", "cy"), ("@bo:x", "bo")):
            await members.admit(change, "matrix", account, name)
        await merges.merge(change, 1, 2)
        await merges.merge(change, 3, 1)
        await members.alter(change, 4, forgotten=True)
        ids, new = await history.people(change, {"dee": START, "Ana": START, "bo": START})
        assert (ids["dee"], ids["Ana"], new) == (3, 3, 1)
        assert ids["bo"] > 4


async def test_a_name_of_two_who_are_here_is_neither_also_after_one_of_them_was_linked(dao: Store) -> None:
    async with dao.change("dao") as change:
        for account, name in (("@a:x", "ana"), ("@b:x", "ana"), ("@cy:x", "cy")):
            await members.admit(change, "matrix", account, name)
        await merges.merge(change, 3, 1)
        ids, new = await history.people(change, {"ana": START})
        assert (ids["ana"], new) == (4, 1)


async def test_numbers_go_on_behind_a_block(dao: Store) -> None:
    async with dao.change("dao") as change:
        assert await change.next("member") == 1
        assert await communities.following(change, "member", 10) == 2
        assert await change.next("member") == 12
        assert await communities.following(change, "other", 3) == 1


async def test_imported_people_go_on_after_those_who_came_by_themselves(dao: Store) -> None:
    async with dao.change("dao") as change:
        await members.admit(change, "terminal", "zoe", "zoe")
        ids, _ = await history.people(change, {f"p{n}": START for n in range(1200)})
        assert sorted(ids.values()) == list(range(2, 1202))
        assert (await members.admit(change, "terminal", "yan", "yan")).id == 1202
        assert len(await members.everybody(change)) == 1202
