"""What has to be hung on people, and what comes off."""

from __future__ import annotations

from storage import badges, members, wearing
from storage.store import Change, Store
from storage.wearing import Wearer

PLACE = "discord", "home"


def wearer(account: str, badge: str = "7") -> Wearer:
    return Wearer("dao", *PLACE, badge, account)


async def founded(change: Change) -> None:
    """ana and ben are treasurers; ana has a second account, ben's is elsewhere."""
    ana, ben = [await members.admit(change, *who, who[1]) for who in (("discord", "ana"), ("matrix", "ben"))]
    for one in (ana, ben):
        await members.grant(change, one.id, "treasurer", "genesis")
    await members.identify(change, ana.id, "discord", "ana2")


async def test_badges_follow_roles_accounts_and_choices(dao: Store) -> None:
    await dao.act("dao", founded)
    assert await wearing.changes(dao, "discord") == []
    await dao.act("dao", lambda change: wearing.show(change, *PLACE, "treasurer", "7"))
    assert await wearing.changes(dao, "discord") == [(wearer("ana"), True), (wearer("ana2"), True)]
    assert await wearing.changes(dao, "matrix") == []
    for _ in range(2):
        await wearing.done(dao, wearer("ana"), on=True)
    assert await wearing.changes(dao, "discord") == [(wearer("ana2"), True)]
    await dao.act("dao", lambda change: wearing.show(change, *PLACE, "treasurer", "8"))
    assert await wearing.changes(dao, "discord") == [
        (wearer("ana"), False),
        (wearer("ana", "8"), True),
        (wearer("ana2", "8"), True),
    ]
    await dao.act("dao", lambda change: wearing.show(change, *PLACE, "treasurer", ""))
    assert await wearing.changes(dao, "discord") == [(wearer("ana"), False)]
    await wearing.done(dao, wearer("ana"), on=False)
    assert await wearing.changes(dao, "discord") == []


async def test_who_left_wears_nothing(dao: Store) -> None:
    await dao.act("dao", founded)
    await dao.act("dao", lambda change: wearing.show(change, *PLACE, "treasurer", "7"))

    async def leave(change: Change) -> None:
        ana = await members.find(change, "discord", "ana")
        assert ana
        await members.alter(change, ana.id, gone=True)

    await dao.act("dao", leave)
    assert await wearing.changes(dao, "discord") == []


async def test_a_badge_that_is_shown_means_nothing_of_ours(dao: Store) -> None:
    """No role of a platform makes treasurers (RULES 1)."""

    async def choose(change: Change) -> None:
        await wearing.show(change, *PLACE, "treasurer", "7")
        await badges.put(change, *PLACE, badges.MODERATOR, "9")

    await dao.act("dao", choose)
    async with dao.read("dao") as look:
        assert await badges.roles(look, *PLACE, ["7", "9"]) == {"moderator"}
